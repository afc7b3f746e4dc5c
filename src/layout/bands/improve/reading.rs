//! What reading wants: that edges run from left to right, and that what follows each other stands in its order.

use crate::layout::bands::grid::Grid;
use crate::layout::bands::tree::{Child, Tree, What};

/// What it costs that two groups beside each other stand against their order.
const GROUPS_SWAPPED: f64 = 5.0;
/// What each row costs by which one of them begins below the other; apart, they cost as much as a row.
const UNEVEN: f64 = 1.5;
/// What it costs that two of them that are built alike, as zones are, do not stand beside each other.
const ALIKE_APART: f64 = 20.0;
/// What each row costs by which what they hold stands uneven.
const TWINS_UNEVEN: f64 = 3.0;
/// What it costs that two bands that share rows stand against their order.
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
    /// Those of them that are built alike.
    alike: Vec<(usize, usize)>,
    /// What stands in the same place in two that are built alike.
    twins: Vec<(usize, usize)>,
    /// Bands that follow each other in one block.
    bands: Vec<(usize, usize)>,
    /// The leaves that links leave and none enters.
    entries: Vec<usize>,
}

impl Reading {
    pub(super) fn of(tree: &Tree) -> Self {
        let groups = siblings(tree);
        let alike = alike(tree, &groups);
        Self {
            twins: twins(tree, &alike),
            alike,
            groups,
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
            + ALIKE_APART * apart(grid, &self.alike)
            + TWINS_UNEVEN * rows_between(grid, &self.twins)
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

/// Counts the rows between the tops of pairs of blocks.
fn rows_between(grid: &Grid, pairs: &[(usize, usize)]) -> f64 {
    let rows =
        |&(first, second): &(usize, usize)| grid.hull[first].top.abs_diff(grid.hull[second].top);
    pairs.iter().map(rows).sum::<usize>() as f64
}

/// The groups that lie directly in a block, as far as they are few.
fn groups_in(tree: &Tree, block: usize) -> Vec<usize> {
    let children = tree.blocks[block].children.iter();
    let groups = children.filter_map(|&child| match child {
        Child::Block(b) if matches!(tree.blocks[b].what, What::Group(_)) => Some(b),
        _ => None,
    });
    groups.take(MOST_SIBLINGS).collect()
}

/// Counts the pairs of blocks that share no row.
fn apart(grid: &Grid, pairs: &[(usize, usize)]) -> f64 {
    let is_apart =
        |&&(first, second): &&(usize, usize)| !grid.hull[first].shares_rows(&grid.hull[second]);
    pairs.iter().filter(is_apart).count() as f64
}

/// The pairs of groups of which both hold as many others.
fn alike(tree: &Tree, pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let held = |block: usize| groups_in(tree, block).len();
    let is_alike = |&(a, b): &(usize, usize)| held(a) > 0 && held(a) == held(b);
    pairs.iter().copied().filter(is_alike).collect()
}

/// Pairs the groups in pairs of groups that are built alike.
fn twins(tree: &Tree, alike: &[(usize, usize)]) -> Vec<(usize, usize)> {
    let inner = |&(a, b): &(usize, usize)| groups_in(tree, a).into_iter().zip(groups_in(tree, b));
    alike.iter().flat_map(inner).collect()
}

/// The pairs of groups that lie in one block, as far as they are few.
fn siblings(tree: &Tree) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    for block in 0..tree.blocks.len() {
        let groups = groups_in(tree, block);
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
