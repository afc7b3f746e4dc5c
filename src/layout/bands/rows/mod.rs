//! Which rows of the grid each leaf may stand in.
//!
//! In: a tree and the number of columns to keep to. Out: a row range and a first row for each leaf, and the rows that
//! each piece of a band takes. Always holds: the bands follow each other in their order and share a row only where
//! neighbours ask for it; what stands outside comes first, beside, or behind the last band that is involved with others.

mod fill;
mod hosts;
mod outside;
mod share;

use super::tree::{Child, Place, Tree, What};
use crate::layout::Graph;
use hosts::{Hosts, wraps};
use outside::last_involved;
use share::{Arrangement, arrangements};

/// The rows of everything.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub count: usize,
    /// How many columns the bands take at most.
    pub columns: usize,
    /// The first and the last row that each leaf may stand in.
    pub range: Vec<(usize, usize)>,
    pub row: Vec<usize>,
    /// The rows of each block that takes whole rows whatever stands in them.
    pub fixed: Vec<Option<(usize, usize)>>,
    /// The rows that each block takes at least: its own fixed ones and those of the blocks inside.
    pub held: Vec<Option<(usize, usize)>>,
    /// Whether a leaf stands beside the bands.
    pub beside: Vec<bool>,
    /// Whether groups beside each other may be one column narrow.
    narrow: bool,
}

/// What could as well be otherwise, and is found out by trying.
#[derive(Clone, Debug, Default)]
pub(super) struct Tried {
    /// The blocks in which loose leaves stand beside the groups inside, even where they could stand before or behind them.
    pub beside: Vec<usize>,
    /// Whether groups beside each other may be one column narrow.
    pub narrow: bool,
}

/// Lays the rows out for so many columns.
pub(super) fn rows(graph: &Graph, tree: &Tree, columns: usize, tried: &Tried) -> Rows {
    let columns = columns.max(1);
    let hosts = Hosts::new(tree, &tried.beside);
    let wraps = wraps(tree, &hosts, columns);
    let mut out = Rows {
        count: 0,
        columns: hosts.width(&wraps)[0].max(1),
        range: vec![(0, 0); tree.leaves.len()],
        row: vec![0; tree.leaves.len()],
        fixed: vec![None; tree.blocks.len()],
        held: vec![None; tree.blocks.len()],
        beside: vec![false; tree.leaves.len()],
        narrow: tried.narrow,
    };
    let outside = |place: Place| -> Vec<usize> {
        (0..tree.leaves.len())
            .filter(|&leaf| tree.leaves[leaf].place == place)
            .collect()
    };
    out.place_outside(&outside(Place::Before), columns);
    let width = hosts.width(&wraps);
    let arrangements = arrangements(graph, tree, &hosts, columns, &width);
    let mut outsiders = outside(Place::Beside);
    // Where they cannot stand beside the bands, they stand as near to their partners as they can.
    let behind = last_involved(tree, &arrangements)
        .filter(|_| !out.may_stand_beside(graph, tree, &outsiders, columns));
    for (at, arrangement) in arrangements.into_iter().enumerate() {
        let start = out.count;
        out.count += match arrangement {
            Arrangement::Alone(band) => out.place_band(tree, &hosts, &wraps, 0, band, start),
            Arrangement::InOneRow { host, bands } => {
                let inner = |out: &mut Rows, band: usize| {
                    out.place_inner(tree, &hosts, &wraps, host, band, start)
                };
                let high = bands.iter().map(|&band| inner(&mut out, band)).max();
                let high = high.unwrap_or(1).max(1);
                for band in bands {
                    let rows = (start, start + high - 1);
                    out.place_piece(tree, &hosts, host, band, usize::MAX, rows);
                }
                high
            }
            Arrangement::Column {
                host,
                tall,
                stack,
                wide,
            } => {
                let needs: Vec<usize> = stack
                    .iter()
                    .map(|&band| {
                        let inner = out.place_inner(tree, &hosts, &wraps, host, band, start);
                        hosts.count(host, band).div_ceil(wide).max(inner)
                    })
                    .collect();
                let needed = needs.iter().sum::<usize>();
                let total = hosts.count(host, tall).max(needed);
                let mut spare = total - needed;
                out.place_piece(tree, &hosts, host, tall, 1, (start, start + total - 1));
                let mut at = start;
                for (&band, need) in stack.iter().zip(needs) {
                    // The first of the stack has most use for room to line up with what is above it.
                    let take = need + std::mem::take(&mut spare);
                    out.place_piece(tree, &hosts, host, band, wide, (at, at + take - 1));
                    out.place_inner(tree, &hosts, &wraps, host, band, at);
                    at += take;
                }
                total
            }
        };
        if behind == Some(at) {
            out.place_outside(&std::mem::take(&mut outsiders), columns);
        }
    }
    out.place_beside(graph, tree, &outsiders, columns);
    out.count = out.count.max(1);
    for (block, fixed) in out.fixed.iter().enumerate() {
        if let Some((first, last)) = *fixed {
            for around in tree.up(block).chain([0]) {
                let held = out.held[around].get_or_insert((first, last));
                *held = (held.0.min(first), held.1.max(last));
            }
        }
    }
    out
}

/// Whether some group holds others that could stand beside each other.
pub(super) fn may_be_narrow(tree: &Tree) -> bool {
    let is_group = |child: &&Child| matches!(child, Child::Block(_));
    tree.blocks.iter().any(|block| {
        let inner = || block.children.iter().filter(is_group);
        matches!(block.what, What::Group(_)) && !block.cuts && inner().count() > 1
    })
}

/// The blocks in which loose leaves may stand either beside the groups inside or before and behind them.
pub(super) fn choices(tree: &Tree) -> Vec<usize> {
    let hosts = Hosts::new(tree, &[]);
    (0..hosts.block.len())
        .filter(|&host| {
            !hosts.beside[host]
                && (0..tree.bands).any(|band| {
                    hosts.count(host, band) > 0 && hosts.crossed(host, band).next().is_some()
                })
        })
        .map(|host| hosts.block[host])
        .collect()
}
