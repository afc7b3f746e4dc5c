//! The simplest ways that a link may take between the boxes.
//!
//! Comes in: places. Goes out: ways with what they cost alone. Always holds: no box but those of its ends is in a way.

use super::middle;
use super::rows::Rows;
use crate::layout::flow::problem::{Link, Places};

/// The least overlap of two boxes that a straight line joins.
const OVERLAP: i32 = 24;
/// What a route costs that is too short for its label.
const CRAMPED: f64 = 1.0;
/// More than the final penalty's half a point: what has to turn here is often in the way of others, too.
const PER_TURN: f64 = 0.8;

/// A straight piece of a route: along the flow or across it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) runs: Runs,
    /// The coordinate that stays.
    pub(super) at: i32,
    pub(super) from: i32,
    pub(super) to: i32,
}

/// Which way a piece runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Runs {
    Along,
    Across,
}

/// A way that a link may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way {
    all: [Piece; 3],
    count: usize,
    pub(super) cost: f64,
}

impl Way {
    pub(super) fn pieces(&self) -> &[Piece] {
        &self.all[..self.count]
    }
}

/// Lists the routes of a link that no node blocks, those with the fewest turns alone where they have room for its label.
pub(super) fn offer(places: &Places, rows: &Rows, link: &Link, ways: &mut Vec<Way>) {
    let (a, b) = (
        places.nodes[link.source as usize],
        places.nodes[link.target as usize],
    );
    let mut offer = |pieces: &[Piece]| {
        if !pieces.iter().all(|piece| rows.is_free(link, piece)) {
            return false;
        }
        let mut all = [pieces[0]; 3];
        all[..pieces.len()].copy_from_slice(pieces);
        let fits = link.label.along == 0
            || pieces.iter().any(|piece| {
                let room = match piece.runs {
                    Runs::Along => link.label.along + 12,
                    Runs::Across => link.label.across + 12,
                };
                (piece.to - piece.from).abs() >= room
            });
        let cramped = if fits { 0.0 } else { CRAMPED };
        ways.push(Way {
            all,
            count: pieces.len(),
            cost: PER_TURN * (pieces.len() as f64 - 1.0) + cramped,
        });
        fits
    };
    let mut fits = false;
    if let Some(at) = overlap(a.across, b.across) {
        let (from, to) = facing(a.along, b.along);
        fits |= offer(&[piece(Runs::Along, at, from, to)]);
    }
    if let Some(at) = overlap(a.along, b.along) {
        let (from, to) = facing(a.across, b.across);
        fits |= offer(&[piece(Runs::Across, at, from, to)]);
    }
    if fits {
        return;
    }
    let outside = |at: i32, span: (i32, i32)| at < span.0 - 10 || at > span.1 + 10;
    let (ax, ay) = (middle(a.along), middle(a.across));
    let (bx, by) = (middle(b.along), middle(b.across));
    if outside(bx, a.along) && outside(ay, b.across) {
        fits |= offer(&[
            piece(Runs::Along, ay, near(a.along, bx), bx),
            piece(Runs::Across, bx, ay, near(b.across, ay)),
        ]);
    }
    if outside(by, a.across) && outside(ax, b.along) {
        fits |= offer(&[
            piece(Runs::Across, ax, near(a.across, by), by),
            piece(Runs::Along, by, ax, near(b.along, ax)),
        ]);
    }
    if fits {
        return;
    }
    let (from, to) = facing(a.along, b.along);
    if apart(a.along, b.along) {
        for at in [
            to - 20 * (to - from).signum(),
            from + 20 * (to - from).signum(),
        ] {
            offer(&[
                piece(Runs::Along, ay, from, at),
                piece(Runs::Across, at, ay, by),
                piece(Runs::Along, by, at, to),
            ]);
        }
    }
    let (from, to) = facing(a.across, b.across);
    if apart(a.across, b.across) {
        let at = (from + to) / 2;
        offer(&[
            piece(Runs::Across, ax, from, at),
            piece(Runs::Along, at, ax, bx),
            piece(Runs::Across, bx, at, to),
        ]);
    }
}

pub(super) fn piece(runs: Runs, at: i32, from: i32, to: i32) -> Piece {
    Piece { runs, at, from, to }
}

fn overlap(a: (i32, i32), b: (i32, i32)) -> Option<i32> {
    let (from, to) = (a.0.max(b.0), a.1.min(b.1));
    (to - from >= OVERLAP).then_some((from + to) / 2)
}

fn apart(a: (i32, i32), b: (i32, i32)) -> bool {
    a.1 + 30 <= b.0 || b.1 + 30 <= a.0
}

/// Returns the sides that face each other.
fn facing(a: (i32, i32), b: (i32, i32)) -> (i32, i32) {
    if middle(a) <= middle(b) {
        (a.1, b.0)
    } else {
        (a.0, b.1)
    }
}

/// Returns the side that is nearer.
fn near(span: (i32, i32), at: i32) -> i32 {
    if at < middle(span) { span.0 } else { span.1 }
}
