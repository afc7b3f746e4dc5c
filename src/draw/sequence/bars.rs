//! Who is at work when: a bar on the line of a part, from a message that it takes to the last that follows from it.

use super::columns::Columns;
use crate::draw::mark::Mark;
use crate::draw::write::{line, rect};
use crate::geometry::Rect;
use crate::scene::{Message, Row, Sequence};
use crate::theme::{Flow, Token};

/// Half of a bar's width.
const HALF: f64 = 4.0;
/// A bar reaches so far beyond the last message.
const AFTER: f64 = 10.0;
/// A message to oneself ends so far below its start.
const BELOW: f64 = 22.0;

/// The bar of a part.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bar {
    part: usize,
    top: f64,
    bottom: f64,
    /// Who set it to work waits for it.
    awaited: bool,
}

impl Bar {
    pub(super) fn mark(&self, columns: &Columns) -> Mark {
        let x = columns.middles[self.part] - HALF;
        let place = Rect::new(x, self.top, 2.0 * HALF, self.bottom - self.top);
        rect(place, 2.0, line(Token::GroupLine, 1.0).on(Token::Card))
    }
}

/// Finds the bars: a part that takes a message works until somebody speaks who was not set to work by it.
pub(super) fn bars(sequence: &Sequence, places: &[f64]) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    // The bars of those at work, each set to work by the one before; and what they were where a block began.
    let mut working: Vec<usize> = Vec::new();
    let mut before: Vec<Vec<usize>> = Vec::new();
    for (row, &y) in sequence.rows.iter().zip(places) {
        match row {
            Row::Open(..) => before.push(working.clone()),
            Row::Next(..) => working = before.last().cloned().unwrap_or_default(),
            Row::Close => working = before.pop().unwrap_or_default(),
            Row::Message(said) => {
                let last = if said.from == said.to { y + BELOW } else { y };
                while working
                    .last()
                    .is_some_and(|bar| bars[*bar].part != said.from)
                {
                    working.pop();
                }
                for bar in working.iter().rev() {
                    bars[*bar].bottom = bars[*bar].bottom.max(last + AFTER);
                    if !bars[*bar].awaited {
                        break;
                    }
                }
                if said.from != said.to {
                    working.push(bars.len());
                    bars.push(Bar {
                        part: said.to,
                        top: y,
                        bottom: y + AFTER,
                        awaited: said.kind == Flow::Request,
                    });
                }
            }
        }
    }
    joined(bars)
}

/// Joins bars of one part that touch.
fn joined(mut bars: Vec<Bar>) -> Vec<Bar> {
    bars.sort_by(|a, b| a.part.cmp(&b.part).then(a.top.total_cmp(&b.top)));
    let mut found: Vec<Bar> = Vec::new();
    for bar in bars {
        match found.last_mut() {
            Some(last) if last.part == bar.part && bar.top <= last.bottom => {
                last.bottom = last.bottom.max(bar.bottom);
            }
            _ => found.push(bar),
        }
    }
    found
}

/// Returns where a message on a height leaves the one line and meets the other: at the sides of their bars.
pub(super) fn sides(bars: &[Bar], columns: &Columns, said: &Message, y: f64) -> (f64, f64) {
    let (from, to) = (columns.middles[said.from], columns.middles[said.to]);
    let half = |part: usize| {
        let covers = |bar: &Bar| bar.part == part && bar.top <= y && y <= bar.bottom;
        if bars.iter().any(covers) { HALF } else { 0.0 }
    };
    if said.from == said.to {
        let side = from + half(said.from);
        return (side, side);
    }
    let way = if to > from { 1.0 } else { -1.0 };
    (from + way * half(said.from), to - way * half(said.to))
}

#[cfg(test)]
mod tests {
    use super::bars;
    use crate::geometry::Size;
    use crate::scene::{Heads, Message, Pill, Row, Sequence};
    use crate::theme::Flow;

    /// The bars of messages, one in each row, written as `0 -> 1`, `1 ~> 2`, or blocks: `alt`, `else`, `end`.
    fn check(rows: &[&str], expected: &[(usize, f64, f64)]) {
        let row = |text: &&str| match text.split(' ').collect::<Vec<_>>()[..] {
            [from, arrow, to] => Row::Message(Message {
                number: 1,
                from: from.parse().expect("a number"),
                to: to.parse().expect("a number"),
                kind: match arrow {
                    "->" => Flow::Request,
                    _ => Flow::Event,
                },
                pill: Pill {
                    lines: Vec::new(),
                    steps: Vec::new(),
                    size: Size::default(),
                },
                label: String::new(),
            }),
            ["alt"] => Row::Open("alt", String::new()),
            ["else"] => Row::Next("else", String::new()),
            _ => Row::Close,
        };
        let sequence = Sequence {
            id: String::new(),
            title: String::new(),
            subtitle: String::new(),
            meta: Vec::new(),
            cards: Vec::new(),
            sizes: Vec::new(),
            heads: Heads::Cards,
            rows: rows.iter().map(row).collect(),
        };
        let places: Vec<f64> = (0..rows.len()).map(|index| index as f64 * 100.0).collect();
        let found: Vec<(usize, f64, f64)> = bars(&sequence, &places)
            .iter()
            .map(|bar| (bar.part, bar.top, bar.bottom))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn who_waits_is_at_work() {
        check(
            &["0 -> 1", "1 -> 2", "1 -> 3"],
            &[(1, 0.0, 210.0), (2, 100.0, 110.0), (3, 200.0, 210.0)],
        );
    }

    #[test]
    fn who_does_not_wait_is_done() {
        check(
            &["0 -> 1", "1 ~> 2", "2 -> 3"],
            &[(1, 0.0, 110.0), (2, 100.0, 210.0), (3, 200.0, 210.0)],
        );
    }

    #[test]
    fn every_arm_begins_where_the_block_did() {
        check(
            &["0 -> 1", "alt", "1 -> 2", "else", "1 -> 3", "end"],
            &[(1, 0.0, 410.0), (2, 200.0, 210.0), (3, 400.0, 410.0)],
        );
    }
}
