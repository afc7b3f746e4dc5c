//! The cells of the grid: rows, and columns in half steps.
//!
//! In: a tree and its rows. Out: a column and a row for every leaf. Always holds: leaves of one row are a whole column
//! apart, no leaf and no unrelated block stands in the cells that a block spans.

use super::rows::Rows;
use super::tree::{Child, Tree, What};

/// Where everything stands.
#[derive(Clone, Default)]
pub(super) struct Grid {
    /// In half columns; never negative.
    pub column: Vec<i32>,
    pub row: Vec<usize>,
    pub hull: Vec<Hull>,
    /// One more than the greatest column that may be taken.
    pub width: i32,
}

/// The cells that a block spans, borders included.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Hull {
    pub left: i32,
    pub right: i32,
    pub top: usize,
    pub bottom: usize,
}

impl Hull {
    const NONE: Hull = Hull {
        left: i32::MAX,
        right: i32::MIN,
        top: usize::MAX,
        bottom: 0,
    };

    /// Returns whether the two would have to share cells or stand half a column apart.
    pub fn clashes(&self, other: &Hull) -> bool {
        self.left < other.right + 2 && other.left < self.right + 2 && self.shares_rows(other)
    }

    /// Returns whether some row runs through both.
    pub fn shares_rows(&self, other: &Hull) -> bool {
        self.top <= other.bottom && other.top <= self.bottom
    }
}

/// Places children from left to right, each behind what already stands in its rows: in the input order, and in the
/// best order that sweeps find.
pub(super) fn first_grids(tree: &Tree, rows: &Rows) -> Vec<Grid> {
    let mut order: Vec<Vec<Child>> = tree.blocks.iter().map(|b| b.children.clone()).collect();
    order[0].sort_by_key(|&c| matches!(c, Child::Leaf(leaf) if rows.beside[leaf]));
    for children in &mut order {
        keep_bands_in_order(tree, children);
    }
    let down = by_depth(tree);
    let mut now = skyline(tree, rows, &order, &down);
    let mut cost = length(tree, &now);
    let mut best = vec![now.clone()];
    // Sweeps over the middles of the partners.
    let mut home = Homes {
        of: vec![0; tree.leaves.len()],
        stamp: 0,
    };
    for _ in 0..SWEEPS {
        for &block in &down {
            let children = &mut order[block];
            let mut keyed: Vec<(f64, Child)> = Vec::with_capacity(children.len());
            let pull = pulls(tree, &now, children, &mut home);
            for (&child, pull) in children.iter().zip(pull) {
                keyed.push((pull, child));
            }
            keyed.sort_by(|a, b| a.0.total_cmp(&b.0));
            *children = keyed.into_iter().map(|k| k.1).collect();
            keep_bands_in_order(tree, children);
        }
        now = skyline(tree, rows, &order, &down);
        let found = length(tree, &now);
        if found < cost {
            cost = found;
            best.truncate(1);
            best.push(now.clone());
        }
    }
    best
}

const SWEEPS: usize = 6;

/// The blocks, outer before inner.
pub(super) fn by_depth(tree: &Tree) -> Vec<usize> {
    let mut out = Vec::with_capacity(tree.blocks.len());
    out.push(0);
    let mut at = 0;
    while at < out.len() {
        for child in &tree.blocks[out[at]].children {
            if let Child::Block(block) = *child {
                out.push(block);
            }
        }
        at += 1;
    }
    out
}

/// Pieces that share rows stand in the order of their bands.
fn keep_bands_in_order(tree: &Tree, children: &mut [Child]) {
    let band = |child: &Child| match *child {
        Child::Block(block) => match tree.blocks[block].what {
            What::Piece(band) => Some(band),
            _ => None,
        },
        Child::Leaf(_) => None,
    };
    let slots: Vec<usize> = (0..children.len())
        .filter(|&i| band(&children[i]).is_some())
        .collect();
    let mut pieces: Vec<Child> = slots.iter().map(|&i| children[i]).collect();
    pieces.sort_by_key(band);
    for (slot, piece) in slots.into_iter().zip(pieces) {
        children[slot] = piece;
    }
}

/// Packs every block's children in their order and adds the offsets up.
fn skyline(tree: &Tree, rows: &Rows, order: &[Vec<Child>], down: &[usize]) -> Grid {
    let mut grid = Grid {
        column: vec![0; tree.leaves.len()],
        row: rows.row.clone(),
        hull: vec![Hull::NONE; tree.blocks.len()],
        width: 0,
    };
    grid.find_hulls(tree, rows);
    let mut start = vec![0i32; tree.blocks.len()];
    let mut wide = vec![0i32; tree.blocks.len()];
    for &block in down.iter().rev() {
        let top = grid.hull[block].top;
        let mut sky = vec![0i32; grid.hull[block].bottom + 1 - top];
        // What stands in the block so far: rows, first column, and the column behind it.
        let mut placed: Vec<(usize, usize, i32, i32)> = Vec::new();
        for child in &order[block] {
            match *child {
                Child::Leaf(leaf) => {
                    let row = grid.row[leaf] - top;
                    grid.column[leaf] = sky[row];
                    placed.push((row, row, sky[row], sky[row] + 2));
                    sky[row] += 2;
                }
                Child::Block(inner) => {
                    let hull = grid.hull[inner];
                    let (first, last) = (hull.top - top, hull.bottom - top);
                    let behind = sky[first..=last].iter().copied().max().unwrap_or(0);
                    let group = matches!(tree.blocks[inner].what, What::Group(_));
                    let at = if group && placed.len() <= MOST_FITTED {
                        first_fit(&placed, (first, last), wide[inner]).min(behind)
                    } else {
                        behind
                    };
                    start[inner] = at;
                    placed.push((first, last, at, at + wide[inner]));
                    for end in &mut sky[first..=last] {
                        *end = (*end).max(at + wide[inner]);
                    }
                }
            }
        }
        wide[block] = sky.into_iter().max().unwrap_or(0);
    }
    for &block in down {
        for child in &tree.blocks[block].children {
            match *child {
                Child::Leaf(leaf) => grid.column[leaf] += start[block],
                Child::Block(inner) => start[inner] += start[block],
            }
        }
    }
    grid.width = wide[0];
    grid.find_hulls(tree, rows);
    grid
}

/// Groups look for room before others only among so many.
const MOST_FITTED: usize = 64;

/// The first column from which so many are free in some rows.
fn first_fit(placed: &[(usize, usize, i32, i32)], rows: (usize, usize), wide: i32) -> i32 {
    let beside = || placed.iter().filter(|p| p.0 <= rows.1 && rows.0 <= p.1);
    let fits = |at: i32| beside().all(|p| at >= p.3 || p.2 >= at + wide);
    let ends = beside().map(|p| p.3).filter(|&at| fits(at)).min();
    if fits(0) { 0 } else { ends.unwrap_or(0) }
}

/// Which child each leaf was last seen in.
struct Homes {
    of: Vec<usize>,
    stamp: usize,
}

/// The middles of the partners of each child, as columns; a child without partners stays.
fn pulls(tree: &Tree, grid: &Grid, children: &[Child], home: &mut Homes) -> Vec<f64> {
    let inside = |child: &Child| -> Vec<usize> {
        match *child {
            Child::Leaf(leaf) => vec![leaf],
            Child::Block(inner) => tree.blocks[inner].leaves.clone(),
        }
    };
    children
        .iter()
        .map(|child| {
            let leaves = inside(child);
            home.stamp += 1;
            for &leaf in &leaves {
                home.of[leaf] = home.stamp;
            }
            let (mut sum, mut weight) = (0.0, 0.0);
            for &leaf in &leaves {
                for &(other, pull) in &tree.near[leaf] {
                    if home.of[other] != home.stamp {
                        sum += pull * f64::from(grid.column[other] - grid.column[leaf]);
                        weight += pull;
                    }
                }
            }
            let own = match *child {
                Child::Leaf(leaf) => f64::from(grid.column[leaf]),
                Child::Block(inner) => {
                    f64::from(grid.hull[inner].left + grid.hull[inner].right) / 2.0
                }
            };
            if weight > 0.0 {
                own + sum / weight
            } else {
                own
            }
        })
        .collect()
}

/// The length of all links, in columns and rows.
fn length(tree: &Tree, grid: &Grid) -> f64 {
    tree.links
        .iter()
        .map(|link| {
            let across = (grid.column[link.from] - grid.column[link.to]).abs();
            let along = grid.row[link.from].abs_diff(grid.row[link.to]);
            link.weight * (f64::from(across) + along as f64)
        })
        .sum()
}

impl Grid {
    /// Finds the hull of one block anew.
    pub fn find_hull(&mut self, tree: &Tree, rows: &Rows, block: usize) {
        let mut hull = Hull::NONE;
        for &leaf in &tree.blocks[block].leaves {
            let (column, row) = (self.column[leaf], self.row[leaf]);
            hull.left = hull.left.min(column);
            hull.right = hull.right.max(column);
            hull.top = hull.top.min(row);
            hull.bottom = hull.bottom.max(row);
        }
        if let Some((first, last)) = rows.held[block] {
            hull.top = hull.top.min(first);
            hull.bottom = hull.bottom.max(last);
        }
        self.hull[block] = hull;
    }

    /// Finds the hulls of all blocks from their leaves and fixed rows.
    pub fn find_hulls(&mut self, tree: &Tree, rows: &Rows) {
        for block in 0..self.hull.len() {
            self.find_hull(tree, rows, block);
        }
    }
}
