//! Stretches the boxes of bands to the full width, where nothing stands beside them and they would not be nearly empty.
//!
//! In: the extents of everything. Out: the same with wider pieces. Always holds: no piece reaches into a sibling.

use super::coords::Spans;
use super::tree::{Child, Tree, What};

/// A piece stays as it is if it would fill less than so much of the wider one.
const FILLED: f64 = 0.25;

/// Widens the pieces of every host.
pub(super) fn stretch(tree: &Tree, cross: &mut Spans, main: &Spans) {
    for host in 0..tree.blocks.len() {
        let pieces: Vec<usize> = tree.blocks[host]
            .children
            .iter()
            .filter_map(|&child| match child {
                Child::Block(b) if matches!(tree.blocks[b].what, What::Piece(_)) => Some(b),
                _ => None,
            })
            .collect();
        if pieces.is_empty() {
            continue;
        }
        let (low, high) = room(tree, cross, host);
        let natural: Vec<(f64, f64)> = pieces.iter().map(|&p| cross.blocks[p]).collect();
        for (index, &piece) in pieces.iter().enumerate() {
            let own = natural[index];
            let (mut floor, mut ceiling) = (f64::NEG_INFINITY, f64::INFINITY);
            for &child in &tree.blocks[host].children {
                if child == Child::Block(piece) {
                    continue;
                }
                let (across, along) = match child {
                    Child::Leaf(leaf) => (cross.leaves[leaf], main.leaves[leaf]),
                    Child::Block(b) => (natural_of(&pieces, &natural, cross, b), main.blocks[b]),
                };
                if along.0 >= main.blocks[piece].1 || main.blocks[piece].0 >= along.1 {
                    continue;
                }
                if across.1 <= own.0 {
                    floor = floor.max(across.1);
                } else {
                    ceiling = ceiling.min(across.0);
                }
            }
            // Beside a neighbour the piece lines up with the others that the neighbour bounds.
            let first = if floor > f64::NEG_INFINITY {
                natural
                    .iter()
                    .map(|n| n.0)
                    .filter(|&a| a > floor)
                    .fold(own.0, f64::min)
            } else {
                low.min(own.0)
            };
            let last = if ceiling < f64::INFINITY {
                own.1
            } else {
                high.max(own.1)
            };
            if own.1 - own.0 < FILLED * (last - first) {
                continue;
            }
            cross.blocks[piece] = (first, last);
        }
    }
}

fn natural_of(pieces: &[usize], natural: &[(f64, f64)], cross: &Spans, block: usize) -> (f64, f64) {
    pieces
        .iter()
        .position(|&p| p == block)
        .map_or(cross.blocks[block], |at| natural[at])
}

/// The extents that the pieces of a host may take: within its borders, or as far as what it holds in the drawing itself.
fn room(tree: &Tree, cross: &Spans, host: usize) -> (f64, f64) {
    if host != 0 {
        let edge = tree.blocks[host].edge;
        let (first, last) = cross.blocks[host];
        return (first + edge.before_cross, last - edge.after_cross);
    }
    tree.blocks[0]
        .children
        .iter()
        .filter_map(|&child| match child {
            Child::Block(b) if !matches!(tree.blocks[b].what, What::Drawing) => {
                Some(cross.blocks[b])
            }
            _ => None,
        })
        .fold((f64::INFINITY, f64::NEG_INFINITY), |a, b| {
            (a.0.min(b.0), a.1.max(b.1))
        })
}
