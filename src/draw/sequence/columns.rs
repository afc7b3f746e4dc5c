//! Where the lines of the parts stand, and the rows of what they say.

use super::{LOOP, messages};
use crate::geometry::Rect;
use crate::scene::{Message, Row, Sequence};
use crate::theme::size::{self, Profile};

/// The heights of rows, and the room around labels.
const MESSAGE: f64 = 44.0;
const SELF: f64 = 58.0;
const OPEN: f64 = 40.0;
const NEXT: f64 = 34.0;
const CLOSE: f64 = 12.0;
const FIRST: f64 = 22.0;
const AROUND: f64 = 20.0;
/// Between two heads.
const APART: f64 = 16.0;
/// From a line to the label above it.
const ABOVE: f64 = 5.0;

/// The lines of the parts.
pub(super) struct Columns {
    pub(super) middles: Vec<f64>,
    /// The width of the picture.
    pub(super) width: f64,
}

/// Places the lines: far enough apart for the heads, and for the words between them where the width allows it.
pub(super) fn columns(sequence: &Sequence) -> Columns {
    let head = |index: usize| sequence.sizes[index].width;
    let count = sequence.cards.len();
    let close: Vec<f64> = (1..count)
        .map(|index| (head(index - 1) + head(index)) / 2.0 + apart(head(index)))
        .collect();
    let first = if count > 0 { head(0) / 2.0 } else { 0.0 };
    let placed = |gaps: &[f64]| {
        let mut x = size::MARGIN + first;
        let mut middles = Vec::new();
        for index in 0..count {
            middles.push(x.round());
            x += gaps.get(index).copied().unwrap_or(0.0);
        }
        let right = middles.last().map_or(size::MARGIN, |last| last + first);
        let width = right.max(reach(sequence, &middles)) + size::MARGIN;
        Columns { middles, width }
    };
    let wide = placed(&with_words(sequence, close.clone()));
    match Profile::Doc.width() {
        Some(most) if wide.width > most => placed(&close),
        _ => wide,
    }
}

/// Narrow heads stand closer together.
fn apart(head: f64) -> f64 {
    APART.min(head / 12.0)
}

/// Widens the gaps until every label has room between its parts.
fn with_words(sequence: &Sequence, mut gaps: Vec<f64>) -> Vec<f64> {
    let mut said: Vec<&Message> = messages(sequence).collect();
    said.sort_by_key(|message| message.from.abs_diff(message.to));
    for message in said {
        let (first, last) = (message.from.min(message.to), message.from.max(message.to));
        let words = message.pill.size.width + 2.0 * AROUND;
        if first == last {
            if let Some(gap) = gaps.get_mut(first) {
                *gap = gap.max(LOOP + words);
            }
            continue;
        }
        let room: f64 = gaps[first..last].iter().sum();
        if room < words {
            let more = (words - room) / (last - first) as f64;
            for gap in &mut gaps[first..last] {
                *gap += more;
            }
        }
    }
    gaps
}

/// How far the words of parts to themselves reach to the right.
fn reach(sequence: &Sequence, middles: &[f64]) -> f64 {
    messages(sequence)
        .filter(|said| said.from == said.to)
        .map(|said| middles[said.from] + LOOP + 8.0 + said.pill.size.width)
        .fold(0.0, f64::max)
}

impl Columns {
    /// Says whether a label has no room on its line, and stands above it.
    fn is_above(&self, said: &Message) -> bool {
        let span = (self.middles[said.from] - self.middles[said.to]).abs();
        said.from != said.to && span < said.pill.size.width + 2.0 * AROUND - 4.0
    }

    /// Returns where the label of a message on a height stands.
    pub(super) fn label(&self, said: &Message, y: f64) -> Rect {
        let extent = said.pill.size;
        let (from, to) = (self.middles[said.from], self.middles[said.to]);
        let (x, top) = if said.from == said.to {
            (from + LOOP + 8.0, y + 11.0 - extent.height / 2.0)
        } else {
            let middle = f64::midpoint(from, to) - extent.width / 2.0;
            match self.is_above(said) {
                true => (middle, y - ABOVE - extent.height),
                false => (middle, y - extent.height / 2.0),
            }
        };
        let last = (self.width - size::MARGIN - extent.width).max(size::MARGIN);
        let x = x.clamp(size::MARGIN, last);
        Rect::new(x, top, extent.width, extent.height)
    }
}

/// Returns the y of every row below the heads, and where the last one ends.
pub(super) fn places(sequence: &Sequence, columns: &Columns, heads: f64) -> (Vec<f64>, f64) {
    let mut y = heads + FIRST;
    let places = sequence
        .rows
        .iter()
        .map(|row| {
            let (before, after) = match row {
                Row::Message(said) if said.from == said.to => (16.0, SELF - 16.0),
                Row::Message(said) if columns.is_above(said) => {
                    (said.pill.size.height + ABOVE + 4.0, 16.0)
                }
                Row::Message(said) => {
                    let half = MESSAGE.max(said.pill.size.height + 16.0) / 2.0;
                    (half, half)
                }
                Row::Open(..) => (4.0, OPEN - 4.0),
                Row::Next(..) => (0.0, NEXT),
                Row::Close => (0.0, CLOSE),
            };
            let at = y + before;
            y = at + after;
            at
        })
        .collect();
    (places, y)
}
