//! The title block: what the picture is, and its papers.

use super::mark::{Group, Mark, Role};
use super::write::{text, width as text_width};
use crate::theme::{Token, size};

/// Words and values.
type Papers = [(String, String)];

/// Between the papers.
const META_GAP: f64 = 28.0;

/// Returns the room that the title takes above the drawing.
pub(super) fn height(title: &str, subtitle: &str, meta: &Papers) -> f64 {
    match (title.is_empty(), !subtitle.is_empty() || !meta.is_empty()) {
        (true, false) => 0.0,
        (_, false) => 44.0,
        (_, true) => 62.0,
    }
}

/// Returns the width that the title and the papers ask for.
pub(super) fn width(title: &str, subtitle: &str, meta: &Papers) -> f64 {
    let title = text_width(title, size::TITLE).max(text_width(subtitle, size::SUBTITLE));
    let meta: f64 = meta.iter().map(|entry| META_GAP + meta_width(entry)).sum();
    title + meta
}

fn meta_width((key, value): &(String, String)) -> f64 {
    text_width(key, size::META).max(text_width(value, size::META_VALUE))
}

/// Draws the title block.
pub(super) fn heading(title: &str, subtitle: &str, meta: &Papers, width: f64) -> Mark {
    let left = size::MARGIN;
    let mut marks = Vec::new();
    if !title.is_empty() {
        marks.push(text(left, 44.0, title, size::TITLE, Token::Ink));
    }
    if !subtitle.is_empty() {
        marks.push(text(left, 65.0, subtitle, size::SUBTITLE, Token::Muted));
    }
    let papers: f64 = meta.iter().map(|entry| META_GAP + meta_width(entry)).sum();
    let mut x = width - size::MARGIN - papers + META_GAP;
    for entry in meta {
        marks.push(text(x, 38.0, &entry.0, size::META, Token::Faint));
        marks.push(text(x, 55.0, &entry.1, size::META_VALUE, Token::Text));
        x += meta_width(entry) + META_GAP;
    }
    Mark::Group(Group {
        role: Role::Plain,
        marks,
        ..Group::default()
    })
}
