//! Lengths for the cells: where columns, rows and the borders of blocks come to stand.
//!
//! In: a tree, its rows and a grid. Out: a rectangle for every leaf and block, in the frame. Both axes are longest paths
//! over separations: the middle of every column and row and both borders of every block are variables, so nothing that
//! must be apart can overlap. Always holds: what stands in one column has one middle.

mod channels;
mod system;

use super::grid::{Grid, Hull, by_depth};
use super::rows::Rows;
use super::tree::{Child, Tree};
use crate::layout::Options;
use channels::channels;
use system::System;

/// The extents of leaves and blocks along one axis, as first and last coordinate.
pub(super) struct Spans {
    pub leaves: Vec<(f64, f64)>,
    pub blocks: Vec<(f64, f64)>,
}

/// How closely things may stand across the flow.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// What a label in a row keeps to the nodes at both sides.
    pub label: f64,
    /// The part of half a column that something between two columns keeps to them at least.
    pub between: f64,
}

/// The rooms as wished for, and then where the width does not allow it.
pub(super) const ROOMS: [Room; 3] = [
    Room {
        label: 22.0,
        between: 1.0,
    },
    Room {
        label: 18.0,
        between: 1.0,
    },
    Room {
        label: 14.0,
        between: 0.7,
    },
];
/// Middles are snapped so that most cards begin on this grid.
pub(super) const SNAP: f64 = 4.0;

/// Finds the extents across the flow, standing as closely as said.
pub(super) fn cross_spans(tree: &Tree, grid: &Grid, options: &Options, room: Room) -> Spans {
    let (index, lines) = ranks(grid.column.iter().map(|&c| c as usize));
    let blocks = tree.blocks.len();
    let mut system = System::new(lines.len(), blocks);
    let half = |leaf: usize| tree.leaves[leaf].cross / 2.0;
    let line = |leaf: usize| index[grid.column[leaf] as usize];
    let least = tree
        .leaves
        .iter()
        .map(|l| l.cross)
        .fold(f64::INFINITY, f64::min);
    for (at, pair) in lines.windows(2).enumerate() {
        // Columns are a card apart even where no row holds both, so that the grid is seen; between them half of that.
        let whole = pair[0] % 2 == pair[1] % 2;
        let part = if whole { 1.0 } else { room.between / 2.0 };
        let apart = part * (least + options.node_gap);
        system.apart(system.line(at), system.line(at + 1), apart);
    }
    for &block in &by_depth(tree) {
        let edge = tree.blocks[block].edge;
        let (first, last) = (system.first(block), system.last(block));
        system.apart(
            first,
            last,
            edge.least_cross.max(edge.before_cross + edge.after_cross),
        );
        let mut row_end: Vec<Option<Child>> =
            vec![None; grid.hull[block].bottom + 1 - grid.hull[block].top];
        let mut children = tree.blocks[block].children.clone();
        children.sort_by_key(|&c| hull_of(grid, c).left);
        for child in children {
            let hull = hull_of(grid, child);
            match child {
                Child::Leaf(leaf) => {
                    system.apart(
                        first,
                        system.line(line(leaf)),
                        edge.before_cross + half(leaf),
                    );
                    system.apart(system.line(line(leaf)), last, edge.after_cross + half(leaf));
                }
                Child::Block(inner) => {
                    system.apart(first, system.first(inner), edge.before_cross);
                    system.apart(system.last(inner), last, edge.after_cross);
                }
            }
            let mut before = None;
            for slot in
                &mut row_end[hull.top - grid.hull[block].top..=hull.bottom - grid.hull[block].top]
            {
                let old = slot.replace(child);
                if old.is_none() || old == before {
                    continue;
                }
                before = old;
                let (from, out) = match old {
                    Some(Child::Leaf(leaf)) => (system.line(line(leaf)), half(leaf)),
                    Some(Child::Block(inner)) => (system.last(inner), 0.0),
                    None => continue,
                };
                let (to, into) = match child {
                    Child::Leaf(leaf) => (system.line(line(leaf)), half(leaf)),
                    Child::Block(inner) => (system.first(inner), 0.0),
                };
                system.apart(from, to, out + options.node_gap + into);
            }
        }
    }
    for link in &tree.links {
        let (a, b) = if grid.column[link.from] <= grid.column[link.to] {
            (link.from, link.to)
        } else {
            (link.to, link.from)
        };
        if link.label_cross > 0.0 && grid.row[a] == grid.row[b] && neighbours(tree, grid, a, b) {
            let apart = link.label_cross + 2.0 * room.label;
            system.apart(
                system.line(line(a)),
                system.line(line(b)),
                half(a) + apart + half(b),
            );
        }
    }
    let card = most_common(tree.leaves.iter().map(|l| l.cross)) / 2.0;
    let snap = |value: f64| ((value - card) / SNAP).ceil() * SNAP + card;
    let is_line = |at: usize| at < lines.len();
    let least = vec![0.0; system.after.len()];
    let first = system.solve(
        &least,
        |at, value| if is_line(at) { snap(value) } else { value },
    );
    // What stands between two columns goes to their middle, as far as the columns need not move for it.
    let late = system.latest(&first, |at| is_line(at) && lines[at] % 2 == 0);
    let mut least = least;
    for at in 1..lines.len().saturating_sub(1) {
        if lines[at] % 2 == 1 {
            let middle = (first[at - 1] + first[at + 1]) / 2.0;
            least[at] = snap(middle - SNAP / 2.0).min(late[at]);
        }
    }
    let place = system.solve(&least, |at, value| {
        if is_line(at) && lines[at] % 2 == 0 {
            snap(value)
        } else {
            value
        }
    });
    let mut out = Spans {
        leaves: (0..tree.leaves.len())
            .map(|leaf| {
                (
                    place[line(leaf)] - half(leaf),
                    place[line(leaf)] + half(leaf),
                )
            })
            .collect(),
        blocks: vec![(f64::INFINITY, f64::NEG_INFINITY); blocks],
    };
    for &block in by_depth(tree).iter().rev() {
        let edge = tree.blocks[block].edge;
        let (mut first, mut last) = (f64::INFINITY, f64::NEG_INFINITY);
        for &child in &tree.blocks[block].children {
            let (a, b) = match child {
                Child::Leaf(leaf) => out.leaves[leaf],
                Child::Block(inner) => out.blocks[inner],
            };
            first = first.min(a - edge.before_cross);
            last = last.max(b + edge.after_cross);
        }
        // A title may need more than the contents; the room for it was made before the last border.
        let end = last.max(place[system.last(block)]);
        first = first.min(end - edge.least_cross);
        out.blocks[block] = (first, last.max(first + edge.least_cross));
    }
    out
}

/// Finds the extents along the flow.
pub(super) fn main_spans(tree: &Tree, rows: &Rows, grid: &Grid, options: &Options) -> Spans {
    let (index, lines) = ranks(grid.row.iter().copied());
    let blocks = tree.blocks.len();
    let mut system = System::new(lines.len(), blocks);
    let mut high = vec![0.0f64; lines.len()];
    for (leaf, &row) in grid.row.iter().enumerate() {
        high[index[row]] = high[index[row]].max(tree.leaves[leaf].main);
    }
    // Rows in which nothing stands have no place: a block ends with the last one that has.
    let first_line = |block: usize| {
        lines
            .partition_point(|&r| r < grid.hull[block].top)
            .min(lines.len() - 1)
    };
    let last_line = |block: usize| {
        lines
            .partition_point(|&r| r <= grid.hull[block].bottom)
            .max(1)
            - 1
    };
    for block in 0..blocks {
        let edge = tree.blocks[block].edge;
        let (first, last) = (system.first(block), system.last(block));
        let (a, b) = (first_line(block), last_line(block));
        system.apart(first, system.line(a), edge.before_main + high[a] / 2.0);
        system.apart(system.line(b), last, edge.after_main + high[b] / 2.0);
        system.apart(first, last, edge.least_main);
        if block != 0 {
            let parent = tree.blocks[block].parent;
            let outer = tree.blocks[parent].edge;
            system.apart(system.first(parent), first, outer.before_main);
            system.apart(last, system.last(parent), outer.after_main);
        }
    }
    let channels = channels(tree, rows, grid, &lines, &index, options);
    let mut ends: Vec<Vec<usize>> = vec![Vec::new(); lines.len()];
    let mut starts: Vec<Vec<usize>> = vec![Vec::new(); lines.len()];
    for block in 1..blocks {
        let parent = tree.blocks[block].parent;
        let (a, b) = (first_line(block), last_line(block));
        if parent == 0 || last_line(parent) != b {
            ends[b].push(block);
        }
        if parent == 0 || first_line(parent) != a {
            starts[a].push(block);
        }
    }
    for at in 1..lines.len() {
        let channel = channels[at - 1];
        let above = ends[at - 1].iter().map(|&b| (system.last(b), 0.0));
        let above: Vec<_> = above
            .chain([(system.line(at - 1), high[at - 1] / 2.0)])
            .collect();
        let below = starts[at].iter().map(|&b| (system.first(b), 0.0));
        let below: Vec<_> = below.chain([(system.line(at), high[at] / 2.0)]).collect();
        for &(from, out) in &above {
            for &(to, into) in &below {
                system.apart(from, to, out + channel + into);
            }
        }
    }
    let card = most_common(tree.leaves.iter().map(|l| l.main)) / 2.0;
    let place = system.solve(&vec![0.0; system.after.len()], |at, value| {
        if at < lines.len() {
            ((value - card) / SNAP).ceil() * SNAP + card
        } else {
            value
        }
    });
    let mut out = Spans {
        leaves: (0..tree.leaves.len())
            .map(|leaf| {
                let middle = place[index[grid.row[leaf]]];
                let half = tree.leaves[leaf].main / 2.0;
                (middle - half, middle + half)
            })
            .collect(),
        blocks: vec![(f64::INFINITY, f64::NEG_INFINITY); blocks],
    };
    for &block in by_depth(tree).iter().rev() {
        let edge = tree.blocks[block].edge;
        let (a, b) = (first_line(block), last_line(block));
        let mut first = place[a] - high[a] / 2.0 - edge.before_main;
        let mut last = place[b] + high[b] / 2.0 + edge.after_main;
        for &child in &tree.blocks[block].children {
            if let Child::Block(inner) = child {
                first = first.min(out.blocks[inner].0 - edge.before_main);
                last = last.max(out.blocks[inner].1 + edge.after_main);
            }
        }
        let end = last.max(place[system.last(block)]);
        first = first.min(end - edge.least_main);
        out.blocks[block] = (first, last.max(first + edge.least_main));
    }
    out
}

/// The rank of each value among the values that occur, and those values in order.
fn ranks(values: impl Iterator<Item = usize>) -> (Vec<usize>, Vec<usize>) {
    let mut lines: Vec<usize> = values.collect();
    lines.sort_unstable();
    lines.dedup();
    let mut index = vec![usize::MAX; lines.last().map_or(0, |&l| l + 1)];
    for (rank, &line) in lines.iter().enumerate() {
        index[line] = rank;
    }
    (index, lines)
}

fn hull_of(grid: &Grid, child: Child) -> Hull {
    match child {
        Child::Leaf(leaf) => Hull {
            left: grid.column[leaf],
            right: grid.column[leaf],
            top: grid.row[leaf],
            bottom: grid.row[leaf],
        },
        Child::Block(block) => grid.hull[block],
    }
}

/// Returns whether nothing stands between two leaves of one row.
fn neighbours(tree: &Tree, grid: &Grid, a: usize, b: usize) -> bool {
    let (left, right, row) = (grid.column[a], grid.column[b], grid.row[a]);
    (0..tree.leaves.len()).all(|leaf| {
        grid.row[leaf] != row || grid.column[leaf] <= left || grid.column[leaf] >= right
    })
}

/// The value that occurs most, the smallest on a tie.
pub(super) fn most_common(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    let mut best = (0, 0.0);
    for run in sorted.chunk_by(|a, b| a == b) {
        if run.len() > best.0 {
            best = (run.len(), run[0]);
        }
    }
    best.1
}
