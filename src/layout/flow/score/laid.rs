//! Where the chosen ways run, and which of them cross.

use super::ways::{Piece, Runs, Way};
use crate::layout::flow::problem::Problem;

/// The pieces of all chosen routes, by the way they run and where.
pub(super) struct Laid {
    along: Vec<(Piece, u32)>,
    across: Vec<(Piece, u32)>,
}

/// Sorts the pieces of ways by where they run.
pub(super) fn lay(chosen: &[Option<Way>]) -> Laid {
    let mut laid = Laid {
        along: Vec::with_capacity(2 * chosen.len()),
        across: Vec::with_capacity(2 * chosen.len()),
    };
    for (way, index) in chosen.iter().zip(0..) {
        let Some(way) = way else {
            continue;
        };
        for piece in way.pieces() {
            match piece.runs {
                Runs::Along => laid.along.push((*piece, index)),
                Runs::Across => laid.across.push((*piece, index)),
            }
        }
    }
    for pieces in [&mut laid.along, &mut laid.across] {
        sort(pieces);
    }
    laid
}

/// Sorts pieces by where they are.
fn sort(pieces: &mut Vec<(Piece, u32)>) {
    // Numbers are sorted faster than pieces.
    let key = |(piece, index): (&(Piece, u32), u64)| i64::from(piece.0.at) << 32 | index as i64;
    let mut keys: Vec<i64> = pieces.iter().zip(0..).map(key).collect();
    keys.sort_unstable();
    *pieces = keys
        .iter()
        .map(|&key| pieces[key as u32 as usize])
        .collect();
}

/// Counts the crossings of a route with the chosen ones of links that share no end with it.
pub(super) fn crossings(problem: &Problem, laid: &Laid, own: usize, way: &Way) -> u32 {
    let link = &problem.links[own];
    let mut count = 0;
    for piece in way.pieces() {
        let (from, to) = (piece.from.min(piece.to), piece.from.max(piece.to));
        let others = match piece.runs {
            Runs::Along => &laid.across,
            Runs::Across => &laid.along,
        };
        let first = others.partition_point(|(other, _)| other.at <= from);
        for (other, index) in &others[first..] {
            if other.at >= to {
                break;
            }
            if between(piece.at, other.from, other.to) {
                let other = &problem.links[*index as usize];
                let shares = other.source == link.source
                    || other.target == link.target
                    || other.source == link.target
                    || other.target == link.source;
                count += u32::from(!shares);
            }
        }
    }
    count
}

fn between(at: i32, from: i32, to: i32) -> bool {
    from.min(to) < at && at < from.max(to)
}
