//! Short ways to make marks.

use super::mark::{Align, Cap, Dash, GlyphMark, Mark, Stroke, Style, Text};
use crate::font::{Weight, measure};
use crate::geometry::{Point, Rect};
use crate::theme::{Token, glyph, size};

pub(super) fn fill(token: Token) -> Style {
    Style {
        fill: Some(token),
        stroke: None,
    }
}

pub(super) fn line(token: Token, width: f64) -> Style {
    dashed(token, width, &[], Cap::Round)
}

pub(super) fn dashed(token: Token, width: f64, dash: Dash, cap: Cap) -> Style {
    Style {
        fill: None,
        stroke: Some(Stroke {
            token,
            width,
            dash,
            cap,
        }),
    }
}

impl Style {
    /// Returns the style with a surface.
    pub(super) fn on(self, token: Token) -> Style {
        Style {
            fill: Some(token),
            ..self
        }
    }
}

pub(super) fn rect(place: Rect, radius: f64, style: Style) -> Mark {
    Mark::Box(place, radius, style)
}

/// Returns a line of text that starts at a place.
pub(super) fn text(x: f64, y: f64, text: &str, style: size::Type, token: Token) -> Mark {
    aligned(Point::new(x, y), Align::Start, text, style, token)
}

/// Returns a line of text around a place.
pub(super) fn middle(x: f64, y: f64, text: &str, style: size::Type, token: Token) -> Mark {
    aligned(Point::new(x, y), Align::Middle, text, style, token)
}

fn aligned(at: Point, align: Align, text: &str, style: size::Type, token: Token) -> Mark {
    Mark::Text(Text {
        at,
        align,
        style,
        token,
        text: text.to_owned(),
        width: width(text, style),
    })
}

/// Returns the width of a line of text.
pub(super) fn width(text: &str, style: size::Type) -> f64 {
    let weight = Weight::ALL
        .into_iter()
        .find(|weight| weight.css() == style.weight)
        .unwrap_or(Weight::Regular);
    measure(text, weight, style.size)
}

/// Breaks a sentence into lines at spaces.
pub(super) fn wrap(sentence: &str, style: size::Type, room: f64) -> Vec<String> {
    rows(sentence.split_whitespace(), style, room)
}

/// Puts words that stay whole into lines.
pub(super) fn rows<'a>(
    words: impl Iterator<Item = &'a str>,
    style: size::Type,
    room: f64,
) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), style) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Returns a glyph with its top left corner at a place; the stroke is as wide as it is on the picture.
pub(super) fn glyph_at(name: &str, x: f64, y: f64, size: f64, token: Token, stroke: f64) -> Mark {
    Mark::Glyph(GlyphMark {
        glyph: glyph(name).1,
        at: Point::new(x, y),
        size,
        token,
        stroke: stroke * 24.0 / size,
    })
}

/// Makes an id out of any text, a different one for each: what an id may hold stays, the rest becomes its number.
pub(super) fn id(text: &str) -> String {
    let mut id = String::new();
    for c in text.chars().take(200) {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '_' | '.' => id.push(c),
            _ => id.push_str(&format!(":{:x}", c as u32)),
        }
    }
    if !id.starts_with(|c: char| c.is_ascii_alphabetic()) {
        id.insert_str(0, "d-");
    }
    id
}
