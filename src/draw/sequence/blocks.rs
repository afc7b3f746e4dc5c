//! The boxes of blocks: alternatives, what runs side by side, loops.

use super::columns::Columns;
use crate::draw::mark::{Cap, Dash, Mark, Step};
use crate::draw::write::{dashed, fill, line, rect, text, width};
use crate::geometry::{Point, Rect};
use crate::scene::{Row, Sequence};
use crate::theme::{Token, size};

/// How far a box reaches beyond the lines and labels in it, and beyond the boxes in it.
const BEYOND: f64 = 16.0;
const INSET: f64 = 8.0;
const PAD: f64 = 12.0;

/// A box whose end has not come yet.
struct Open {
    top: f64,
    left: f64,
    right: f64,
    /// Its arms: the top, the word, the title.
    arms: Vec<(f64, &'static str, String)>,
}

impl Open {
    /// The width of the longest word of its arms.
    fn word(&self) -> f64 {
        let words = self
            .arms
            .iter()
            .map(|(_, word, _)| width(word, size::LEGEND_HEAD));
        words.fold(0.0, f64::max)
    }

    fn hold(&mut self, left: f64, right: f64) {
        self.left = self.left.min(left);
        self.right = self.right.max(right);
    }
}

/// Draws the boxes, the outer ones first, and the words on them, which stand above the lines of the parts.
pub(super) fn blocks(
    sequence: &Sequence,
    columns: &Columns,
    places: &[f64],
) -> (Vec<Mark>, Vec<Mark>) {
    let mut found: Vec<(usize, Vec<Mark>)> = Vec::new();
    let mut words = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    for (row, &y) in sequence.rows.iter().zip(places) {
        match row {
            Row::Message(said) => {
                if let Some(block) = open.last_mut() {
                    let label = columns.label(said, y);
                    for x in [columns.middles[said.from], columns.middles[said.to]] {
                        // The words of the arms stand left of the first line.
                        block.hold(x - BEYOND - block.word(), x + BEYOND);
                    }
                    block.hold(label.x - PAD, label.right() + PAD);
                }
            }
            Row::Open(word, title) => open.push(Open {
                top: y,
                left: f64::INFINITY,
                right: f64::NEG_INFINITY,
                arms: vec![(y, word, title.clone())],
            }),
            Row::Next(word, title) => {
                if let Some(block) = open.last_mut() {
                    block.arms.push((y, word, title.clone()));
                }
            }
            Row::Close => {
                let Some(mut block) = open.pop() else {
                    continue;
                };
                settle(&mut block, columns.width);
                let depth = open.len();
                if let Some(outer) = open.last_mut() {
                    outer.hold(block.left - INSET, block.right + INSET);
                }
                words.extend(
                    block
                        .arms
                        .iter()
                        .flat_map(|arm| self::arm(arm, &block, depth)),
                );
                found.push((depth, boxed(&block, y, depth)));
            }
        }
    }
    found.sort_by_key(|(depth, _)| *depth);
    (
        found.into_iter().flat_map(|(_, marks)| marks).collect(),
        words,
    )
}

/// Makes a box wide enough for its words, and keeps it on the picture.
fn settle(block: &mut Open, canvas: f64) {
    let (first, last) = (size::MARGIN / 2.0, canvas - size::MARGIN / 2.0);
    block.left = block.left.clamp(first, last);
    let words = block
        .arms
        .iter()
        .map(|(_, word, title)| 2.0 * PAD + end(word, title))
        .fold(0.0, f64::max);
    block.right = block.right.max(block.left + words);
    if block.right > last {
        block.left = (block.left - (block.right - last)).max(first);
        block.right = last;
    }
}

fn boxed(block: &Open, bottom: f64, depth: usize) -> Vec<Mark> {
    const ARM: Dash = &[6.0, 4.0];
    let place = Rect::new(
        block.left,
        block.top,
        block.right - block.left,
        bottom - block.top,
    );
    let style = line(Token::GroupLine, 1.0).on(surface(depth));
    let mut marks = vec![rect(place, 10.0, style)];
    for (y, ..) in block.arms.iter().skip(1) {
        let across = vec![
            Step::Move(Point::new(block.left, *y)),
            Step::Line(Point::new(block.right, *y)),
        ];
        let style = dashed(Token::GroupLine, 1.0, ARM, Cap::Butt);
        marks.push(Mark::Path(across, style));
    }
    marks
}

/// Fills take turns, so that nesting reads.
fn surface(depth: usize) -> Token {
    if depth.is_multiple_of(2) {
        Token::GroupFill
    } else {
        Token::Canvas
    }
}

/// How far the words of an arm reach.
fn end(word: &str, title: &str) -> f64 {
    let gap = if title.is_empty() { 0.0 } else { 8.0 };
    width(word, size::LEGEND_HEAD) + gap + width(title, size::NOTE)
}

fn arm((top, word, title): &(f64, &str, String), block: &Open, depth: usize) -> [Mark; 3] {
    let (x, y) = (block.left + PAD, top + 19.0);
    let after = x + width(word, size::LEGEND_HEAD) + 8.0;
    [
        rect(
            Rect::new(x - 4.0, top + 6.0, end(word, title) + 8.0, 18.0),
            4.0,
            fill(surface(depth)),
        ),
        text(x, y, word, size::LEGEND_HEAD, Token::Text),
        text(after, y, title, size::NOTE, Token::Muted),
    ]
}
