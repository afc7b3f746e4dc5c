//! Putting leaves into cells and taking them back, and whether they fit there.

use super::{Move, Search};
use crate::layout::bands::grid::Hull;
use crate::layout::bands::tree::Place;

impl Search<'_> {
    /// The columns that a leaf can reach without a block around it running into what stands beside that.
    pub(super) fn limits(&self, leaf: usize) -> (i32, i32) {
        if self.tree.leaves[leaf].place == Place::Beside {
            return (0, self.grid.width - 1);
        }
        let (mut left, mut right) = self.span;
        let mut bound = |own: Hull, other: Hull| {
            if own.shares_rows(&other) {
                if other.right < own.left {
                    left = left.max(other.right + 2);
                } else if own.right < other.left {
                    right = right.min(other.left - 2);
                }
            }
        };
        let (leaves, blocks) = (self.tree.leaves.len(), self.tree.blocks.len());
        for block in self.tree.around(leaf) {
            // A block with one leaf goes where the leaf goes.
            if self.tree.blocks[block].leaves.len() == 1 {
                continue;
            }
            let hull = self.grid.hull[block];
            for other in 1..blocks {
                if !self.related[block * blocks + other] {
                    bound(hull, self.grid.hull[other]);
                }
            }
            for other in 0..leaves {
                if !self.inside[block * leaves + other] {
                    bound(hull, self.hull_of(other));
                }
            }
        }
        (left, right)
    }

    pub(super) fn hull_of(&self, leaf: usize) -> Hull {
        let (column, row) = (self.grid.column[leaf], self.grid.row[leaf]);
        Hull {
            left: column,
            right: column,
            top: row,
            bottom: row,
        }
    }

    /// Moves leaves if they fit, and notes where they were.
    pub(super) fn apply(&mut self, moves: &[Move]) -> bool {
        self.back.clear();
        for &(leaf, ..) in moves {
            let (row, column) = (self.grid.row[leaf], self.grid.column[leaf]);
            self.back.push((leaf, row, column));
            self.masks.clear(row, column);
        }
        for (done, &(_, row, column)) in moves.iter().enumerate() {
            if column < 0 || column >= self.grid.width || !self.masks.free(row, column) {
                for &(_, row, column) in &moves[..done] {
                    self.masks.clear(row, column);
                }
                for &(_, row, column) in &self.back {
                    self.masks.set(row, column);
                }
                return false;
            }
            self.masks.set(row, column);
        }
        self.put(moves);
        self.note_hulls(moves);
        if self.fits(moves) {
            return true;
        }
        self.restore();
        false
    }

    pub(super) fn restore(&mut self) {
        let back = std::mem::take(&mut self.back);
        for &(leaf, ..) in &back {
            self.masks
                .clear(self.grid.row[leaf], self.grid.column[leaf]);
        }
        for &(_, row, column) in &back {
            self.masks.set(row, column);
        }
        self.put(&back);
        self.back = back;
        for &(block, hull) in &self.back_hulls {
            self.grid.hull[block] = hull;
        }
    }

    pub(super) fn put(&mut self, moves: &[Move]) {
        for &(leaf, row, column) in moves {
            self.grid.row[leaf] = row;
            self.grid.column[leaf] = column;
            let slot = self.cell(row, column);
            self.cells[slot] = leaf as u32;
        }
    }

    /// Finds the hulls that have changed, and notes what they were.
    pub(super) fn note_hulls(&mut self, moves: &[Move]) {
        self.back_hulls.clear();
        let leaves = self.tree.leaves.len();
        for (at, &(leaf, row, column)) in moves.iter().enumerate() {
            let (_, old_row, old_column) = self.back[at];
            for block in self.tree.around(leaf) {
                let hull = self.grid.hull[block];
                let alone = moves.len() == 1;
                let within = |row: usize, column: i32| {
                    hull.left < column && column < hull.right && hull.top < row && row < hull.bottom
                };
                if alone && within(old_row, old_column) && within(row, column) {
                    continue;
                }
                if moves[..at]
                    .iter()
                    .any(|&(l, ..)| self.inside[block * leaves + l])
                {
                    continue;
                }
                self.grid.find_hull(self.tree, self.rows, block);
                if self.grid.hull[block] != hull {
                    self.back_hulls.push((block, hull));
                }
            }
        }
    }

    /// Returns whether no moved leaf and no block around one stands where something else is.
    pub(super) fn fits(&self, moves: &[Move]) -> bool {
        let (leaves, blocks) = (self.tree.leaves.len(), self.tree.blocks.len());
        for &(leaf, row, column) in moves {
            let own = Hull {
                left: column,
                right: column,
                top: row,
                bottom: row,
            };
            for block in 1..blocks {
                if self.grid.hull[block].clashes(&own) && !self.inside[block * leaves + leaf] {
                    return false;
                }
            }
        }
        for &(block, _) in &self.back_hulls {
            let hull = self.grid.hull[block];
            for other in 1..blocks {
                let related = self.related[block * blocks + other];
                if !related && self.grid.hull[other].clashes(&hull) {
                    return false;
                }
            }
            for other in 0..leaves {
                if hull.clashes(&self.hull_of(other)) && !self.inside[block * leaves + other] {
                    return false;
                }
            }
        }
        true
    }
}
