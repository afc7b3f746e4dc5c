//! The title block: what the picture is, and its papers.

use super::mark::{Group, Mark, Role};
use super::write::{text, width as text_width};
use crate::scene::Scene;
use crate::theme::{Token, size};

/// Between the papers.
const META_GAP: f64 = 28.0;

/// Returns the room that the title takes above the drawing.
pub(super) fn height(scene: &Scene) -> f64 {
    match (scene.title.is_empty(), has_second_row(scene)) {
        (true, false) => 0.0,
        (_, false) => 44.0,
        (_, true) => 62.0,
    }
}

fn has_second_row(scene: &Scene) -> bool {
    !scene.subtitle.is_empty() || !scene.meta.is_empty()
}

/// Returns the width that the title and the papers ask for.
pub(super) fn width(scene: &Scene) -> f64 {
    let title =
        text_width(&scene.title, size::TITLE).max(text_width(&scene.subtitle, size::SUBTITLE));
    let meta: f64 = scene
        .meta
        .iter()
        .map(|entry| META_GAP + meta_width(entry))
        .sum();
    title + meta
}

fn meta_width((key, value): &(String, String)) -> f64 {
    text_width(key, size::META).max(text_width(value, size::META_VALUE))
}

/// Draws the title block.
pub(super) fn heading(scene: &Scene, width: f64) -> Mark {
    let left = size::MARGIN;
    let mut marks = Vec::new();
    if !scene.title.is_empty() {
        marks.push(text(left, 44.0, &scene.title, size::TITLE, Token::Ink));
    }
    if !scene.subtitle.is_empty() {
        marks.push(text(
            left,
            65.0,
            &scene.subtitle,
            size::SUBTITLE,
            Token::Muted,
        ));
    }
    let mut right = width - size::MARGIN;
    for entry in scene.meta.iter().rev() {
        let x = right - meta_width(entry);
        marks.push(text(x, 38.0, &entry.0, size::META, Token::Faint));
        marks.push(text(x, 55.0, &entry.1, size::META_VALUE, Token::Text));
        right = x - META_GAP;
    }
    Mark::Group(Group {
        role: Role::Plain,
        marks,
        ..Group::default()
    })
}
