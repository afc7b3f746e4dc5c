//! What reading wants: that edges run from left to right, and that what follows each other stands in its order.

use crate::layout::bands::grid::Grid;
use crate::layout::bands::tree::{Child, Tree, What};

/// What it costs that two groups beside each other stand against their order.
const GROUPS_SWAPPED: f64 = 5.0;
/// What each row costs by which one of them begins below the other; apart, they cost as much as a row.
const UNEVEN: f64 = 1.5;
/// The same of two bands that share rows.
const BANDS_SWAPPED: f64 = 0.5;
/// What it costs that an edge runs against the reading direction in a row.
const BACKWARD: f64 = 1.5;
/// The same of an edge that runs up within a band.
const UPWARD: f64 = 0.4;
/// What each half column costs before an edge that starts what is read.
const LATE: f64 = 0.2;
/// The order of so many groups in a block is kept in mind.
const MOST_SIBLINGS: usize = 6;

/// What is looked at to see how a grid reads.
pub(super) struct Reading {
    /// Groups beside each other in one block, in their order.
    groups: Vec<(usize, usize)>,
    /// Bands that follow each other in one block.
    bands: Vec<(usize, usize)>,
    /// The leaves that links leave and none enters.
    entries: Vec<usize>,
}

impl Reading {
    pub(super) fn of(tree: &Tree) -> Self {
        Self {
            groups: siblings(tree),
            bands: neighbours(tree),
            entries: entries(tree),
        }
    }

    /// What it costs to read a grid.
    pub(super) fn cost(&self, tree: &Tree, grid: &Grid) -> f64 {
        let columns: i32 = self.entries.iter().map(|&leaf| grid.column[leaf]).sum();
        let mut sum = LATE * f64::from(columns)
            + GROUPS_SWAPPED * swapped(grid, &self.groups)
            + UNEVEN * uneven(grid, &self.groups)
            + BANDS_SWAPPED * swapped(grid, &self.bands);
        for link in &tree.links {
            let (a, b) = (link.from, link.to);
            if grid.row[a] == grid.row[b] {
                if grid.column[a] > grid.column[b] {
                    sum += BACKWARD * link.weight;
                }
            } else if grid.row[a] > grid.row[b] && tree.leaves[a].band == tree.leaves[b].band {
                sum += UPWARD * link.weight;
            }
        }
        sum
    }
}

/// Counts the pairs of blocks that share rows and stand against their order.
fn swapped(grid: &Grid, pairs: &[(usize, usize)]) -> f64 {
    let is_swapped = |&&(first, second): &&(usize, usize)| {
        let (a, b) = (&grid.hull[first], &grid.hull[second]);
        a.left > b.left && a.shares_rows(b)
    };
    pairs.iter().filter(is_swapped).count() as f64
}

/// Counts the rows between the tops of two blocks beside each other; one where they do not stand so.
fn uneven(grid: &Grid, pairs: &[(usize, usize)]) -> f64 {
    let rows = |&(first, second): &(usize, usize)| {
        let (a, b) = (&grid.hull[first], &grid.hull[second]);
        match a.shares_rows(b) {
            true => a.top.abs_diff(b.top),
            false => 1,
        }
    };
    pairs.iter().map(rows).sum::<usize>() as f64
}

/// The pairs of groups that lie in one block, as far as they are few.
fn siblings(tree: &Tree) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for block in &tree.blocks {
        let groups: Vec<usize> = block
            .children
            .iter()
            .filter_map(|&child| match child {
                Child::Block(b) if matches!(tree.blocks[b].what, What::Group(_)) => Some(b),
                _ => None,
            })
            .take(MOST_SIBLINGS)
            .collect();
        for (at, &first) in groups.iter().enumerate() {
            out.extend(groups[at + 1..].iter().map(|&second| (first, second)));
        }
    }
    out
}

/// The pairs of bands that follow each other in one block.
fn neighbours(tree: &Tree) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for block in &tree.blocks {
        let mut pieces: Vec<(usize, usize)> = block
            .children
            .iter()
            .filter_map(|&child| match child {
                Child::Block(b) => match tree.blocks[b].what {
                    What::Piece(band) => Some((band, b)),
                    _ => None,
                },
                Child::Leaf(_) => None,
            })
            .collect();
        pieces.sort_unstable();
        out.extend(pieces.windows(2).map(|pair| (pair[0].1, pair[1].1)));
    }
    out
}

/// The leaves that links leave and none enters: reading starts there.
fn entries(tree: &Tree) -> Vec<usize> {
    let mut leaves = vec![false; tree.leaves.len()];
    for link in &tree.links {
        leaves[link.from] = true;
    }
    for link in &tree.links {
        leaves[link.to] = false;
    }
    (0..leaves.len()).filter(|&leaf| leaves[leaf]).collect()
}
