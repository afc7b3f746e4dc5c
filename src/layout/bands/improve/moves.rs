//! The moves that are tried: of leaves, of runs in a row, of columns, of blocks.

use super::{Best, Move, Search};
use crate::layout::bands::estimate::least_cost;
use crate::layout::bands::grid::by_depth;
use crate::layout::bands::tree::Child;

/// What a move may gain for edges that do not end at the moved leaves, to be worth a trial.
const CHANCE: f64 = 3.0;
/// A block is moved by so many rows at once.
const MOST_ROWS: i32 = 8;

impl Search<'_> {
    pub(super) fn move_leaves(&mut self) {
        for leaf in 0..self.tree.leaves.len() {
            if !std::mem::take(&mut self.stale[leaf]) {
                continue;
            }
            let mut best = Best::default();
            let from = (self.grid.row[leaf], self.grid.column[leaf]);
            let (first, last) = self.rows.range[leaf];
            let (left, right) = self.limits(leaf);
            self.masks.clear(from.0, from.1);
            let cells: Vec<(usize, i32)> = (first..=last)
                .flat_map(|row| (left..=right).map(move |column| (row, column)))
                .filter(|&(row, column)| (row, column) != from && self.masks.free(row, column))
                .collect();
            self.masks.set(from.0, from.1);
            for (row, column) in cells {
                self.consider(&[(leaf, row, column)], &mut best);
            }
            for other in 0..self.tree.leaves.len() {
                let (row, column) = (self.grid.row[other], self.grid.column[other]);
                let (top, bottom) = self.rows.range[other];
                if other != leaf
                    && self.tree.leaves[other].parent == self.tree.leaves[leaf].parent
                    && (first..=last).contains(&row)
                    && (top..=bottom).contains(&from.0)
                {
                    self.consider(&[(leaf, row, column), (other, from.0, from.1)], &mut best);
                }
            }
            self.shift_runs(leaf, &mut best);
            self.make(&best);
        }
    }

    /// Tries to put each leaf in line with a partner, and whoever stands there somewhere else.
    pub(super) fn make_room(&mut self) {
        for leaf in 0..self.tree.leaves.len() {
            let mut best = Best::default();
            let (first, last) = self.rows.range[leaf];
            let mut wanted: Vec<(i32, usize)> = self.tree.near[leaf]
                .iter()
                .map(|&(other, _)| (self.grid.column[other], self.grid.row[other]))
                .collect();
            wanted.sort_unstable();
            wanted.dedup();
            for row in first..=last {
                for &(column, partner) in &wanted {
                    let between = row.min(partner) + 1..row.max(partner);
                    let mut there = (0..self.tree.leaves.len()).filter(|&l| {
                        let off = (self.grid.column[l] - column).abs();
                        l != leaf
                            && (self.grid.row[l] == row && off < 2
                                || between.contains(&self.grid.row[l]) && off == 0)
                    });
                    let (Some(other), None) = (there.next(), there.next()) else {
                        continue;
                    };
                    let (top, bottom) = self.rows.range[other];
                    let (left, right) = self.limits(other);
                    for to_row in top..=bottom {
                        for to_column in left..=right {
                            if (to_row, to_column)
                                != (self.grid.row[other], self.grid.column[other])
                            {
                                // The leaf may already stand in line, with something in the way.
                                self.consider(
                                    &[(leaf, row, column), (other, to_row, to_column)],
                                    &mut best,
                                );
                            }
                        }
                    }
                }
            }
            self.make(&best);
        }
    }

    /// Tries to move a leaf together with all that stand before it or behind it in its row.
    pub(super) fn shift_runs(&mut self, leaf: usize, best: &mut Best) {
        let (row, column) = (self.grid.row[leaf], self.grid.column[leaf]);
        for behind in [1, -1] {
            let run: Vec<usize> = (0..self.tree.leaves.len())
                .filter(|&l| {
                    self.grid.row[l] == row && (self.grid.column[l] - column) * behind >= 0
                })
                .collect();
            if run.len() < 2 {
                continue;
            }
            for by in [-4, -2, 2, 4] {
                let fits = run.iter().all(|&l| {
                    let to = self.grid.column[l] + by;
                    self.span.0 <= to && to <= self.span.1
                });
                if fits {
                    let moves: Vec<Move> = run
                        .iter()
                        .map(|&l| (l, row, self.grid.column[l] + by))
                        .collect();
                    self.consider(&moves, best);
                }
            }
        }
    }

    /// Tries to exchange whole columns.
    pub(super) fn move_columns(&mut self) {
        let mut best = Best::default();
        for a in (self.span.0..=self.span.1).step_by(2) {
            for b in (a + 2..=self.span.1).step_by(2) {
                let moves: Vec<Move> = (0..self.tree.leaves.len())
                    .filter(|&l| self.grid.column[l] == a || self.grid.column[l] == b)
                    .map(|l| (l, self.grid.row[l], a + b - self.grid.column[l]))
                    .collect();
                if moves.len() > 1 {
                    self.consider(&moves, &mut best);
                }
            }
        }
        self.make(&best);
    }

    /// Tries to mirror the whole; what stands in whole columns still does.
    pub(super) fn mirror(&mut self) {
        let columns = self.grid.column.iter().copied();
        let (left, right) = columns.fold((i32::MAX, 0), |(left, right), column| {
            (left.min(column), right.max(column))
        });
        let sum = left + right + (left + right) % 2;
        let moves: Vec<Move> = (0..self.tree.leaves.len())
            .map(|leaf| (leaf, self.grid.row[leaf], sum - self.grid.column[leaf]))
            .collect();
        let mut best = Best::default();
        self.consider(&moves, &mut best);
        self.make(&best);
    }

    pub(super) fn move_blocks(&mut self) {
        for block in by_depth(self.tree) {
            if block == 0 {
                continue;
            }
            let mut best = Best::default();
            let hull = self.grid.hull[block];
            for by in self.span.0 - hull.left..=self.span.1 - hull.right {
                if by != 0 {
                    let moves = self.shifted(block, 0, by);
                    self.consider(&moves, &mut best);
                }
            }
            let (up, down) = self.reach(block);
            for by in up..=down {
                if by != 0 {
                    let moves = self.shifted(block, by, 0);
                    self.consider(&moves, &mut best);
                }
            }
            let mirrored: Vec<Move> = self.tree.blocks[block]
                .leaves
                .iter()
                .map(|&l| {
                    (
                        l,
                        self.grid.row[l],
                        hull.left + hull.right - self.grid.column[l],
                    )
                })
                .collect();
            if hull.left < hull.right {
                self.consider(&mirrored, &mut best);
            }
            for &sibling in &self.tree.blocks[self.tree.blocks[block].parent].children {
                let Child::Block(other) = sibling else {
                    continue;
                };
                let beside = self.grid.hull[other];
                if other != block && hull.right < beside.left {
                    let mut moves = self.shifted(block, 0, beside.right - hull.right);
                    moves.extend(self.shifted(other, 0, hull.left - beside.left));
                    self.consider(&moves, &mut best);
                }
            }
            self.make(&best);
        }
    }

    /// By how many rows a block may be moved, up and down.
    fn reach(&self, block: usize) -> (i32, i32) {
        let leaves = self.tree.blocks[block].leaves.iter();
        leaves.fold((-MOST_ROWS, MOST_ROWS), |(up, down), &leaf| {
            let row = self.grid.row[leaf] as i32;
            let (first, last) = self.rows.range[leaf];
            (up.max(first as i32 - row), down.min(last as i32 - row))
        })
    }

    /// Moves a block by so many rows and half columns.
    fn shifted(&self, block: usize, rows: i32, columns: i32) -> Vec<Move> {
        let (row, column) = (&self.grid.row, &self.grid.column);
        let leaves = self.tree.blocks[block].leaves.iter();
        leaves
            .map(|&l| {
                (
                    l,
                    row[l].saturating_add_signed(rows as isize),
                    column[l] + columns,
                )
            })
            .collect()
    }

    /// Tries moves and keeps them in mind where they are the best so far.
    pub(super) fn consider(&mut self, moves: &[Move], best: &mut Best) {
        if self.trials > self.most
            || moves.len() <= 2 && self.hopeless(moves, best.gain)
            || !self.apply(moves)
        {
            return;
        }
        self.trials += 1;
        if let Some(gain) = self.gain(best.gain + 1e-6) {
            best.gain = gain;
            best.moves.clear();
            best.moves.extend_from_slice(moves);
        }
        self.restore();
    }

    /// Returns whether even straight ways without crossings could not make up for the distance.
    pub(super) fn hopeless(&self, moves: &[Move], bar: f64) -> bool {
        let mut gain = CHANCE;
        for &(leaf, row, column) in moves {
            for &link in &self.links_of[leaf] {
                let ends = &self.tree.links[link];
                let other = if ends.from == leaf {
                    ends.to
                } else {
                    ends.from
                };
                if moves.iter().any(|&(l, ..)| l == other) {
                    continue;
                }
                let least = least_cost(
                    (column, row),
                    (self.grid.column[other], self.grid.row[other]),
                );
                gain += ends.weight * (self.ways[link].course.cost - least);
                gain += f64::from(self.crossed_sum[link]);
            }
        }
        gain <= bar
    }

    /// Makes moves for good.
    pub(super) fn make(&mut self, best: &Best) {
        if best.moves.is_empty() || !self.apply(&best.moves) {
            return;
        }
        self.won += 1;
        self.gain(f64::NEG_INFINITY);
        let trial = std::mem::take(&mut self.trial);
        let affected: Vec<usize> = trial.changed.iter().map(|(link, _)| *link).collect();
        for (&link, way) in affected.iter().zip(&trial.fresh) {
            self.near.remove(link, &self.ways[link]);
            self.near.add(link, way);
            self.ways[link] = *way;
            self.stale[self.tree.links[link].from] = true;
            self.stale[self.tree.links[link].to] = true;
        }
        for &(leaf, ..) in &best.moves {
            self.stale[leaf] = true;
            for &link in &self.links_of[leaf] {
                self.stale[self.tree.links[link].from] = true;
                self.stale[self.tree.links[link].to] = true;
            }
        }
        self.note_crossings(&affected);
        self.trial = trial;
        self.shape = self.shape();
    }
}
