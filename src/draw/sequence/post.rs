//! A narrow head: the tile above its name, for sequences of many parts.

use crate::draw::card::tile;
use crate::draw::mark::Mark;
use crate::draw::write::middle;
use crate::geometry::Rect;
use crate::scene::Card;
use crate::theme::{Token, size};

/// Draws a head at the lower end of its place.
pub(super) fn post(card: &Card, place: Rect) -> Vec<Mark> {
    let x = place.center().x;
    let square = Rect::new(x - size::TILE / 2.0, place.y, size::TILE, size::TILE);
    let mut marks = tile(card, square);
    let first = place.y + size::TILE + 16.0;
    for (row, words) in card.title.iter().enumerate() {
        let y = first + row as f64 * size::LEGEND_HEAD.line;
        marks.push(middle(x, y, words, size::LEGEND_HEAD, Token::Ink));
    }
    marks
}
