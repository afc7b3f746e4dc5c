//! Leaves a grid that no move makes better: exchanges leaves whatever it costs, and moves again.

use super::near::Near;
use super::{Best, Move, Reach, Search, TRIAL};
use crate::layout::bands::estimate::{Masks, Way, least_cost};
use crate::layout::bands::grid::Grid;

/// How often a grid is shaken, and how many links are looked at meanwhile.
const SHAKES: usize = 400;
const SHAKEN_WORK: usize = 20_000;

/// What a grid is shaken with.
#[derive(Clone, Copy)]
struct Kick {
    leaf: usize,
    other: usize,
    by: i32,
}

/// All that moves change.
struct Saved {
    grid: Grid,
    masks: Masks,
    cells: Vec<u32>,
    ways: Vec<Way>,
    near: Near,
    crossed: Vec<f32>,
    crossed_sum: Vec<f32>,
    shape: f64,
}

impl Search<'_> {
    /// Exchanges leaves whatever it costs, settles again, and goes on from there if that came out better. What is
    /// exchanged follows from a count, so it is the same every time.
    pub(super) fn shake(&mut self) {
        let count = self.tree.leaves.len();
        let mut best = self.cost();
        let mut number = 1u32;
        self.most = self
            .most
            .min(self.trials + SHAKEN_WORK / (self.tree.links.len() + TRIAL));
        for _ in 0..SHAKES {
            if self.trials > self.most {
                break;
            }
            let mut next = |below: usize| {
                number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (number >> 8) as usize % below.max(1)
            };
            let (one, two) = (next(count), next(count));
            let kick = Kick {
                leaf: self.more_strained(one, two),
                other: next(count),
                by: 2 * next(2) as i32 - 1,
            };
            let again = Kick {
                leaf: next(count),
                other: next(count),
                by: kick.by,
            };
            let saved = self.save();
            self.stale.fill(false);
            let before = self.won;
            match next(4) {
                0 => self.shift_row(kick),
                1 => {
                    self.exchange(kick);
                    self.exchange(again);
                }
                _ => self.exchange(kick),
            }
            if self.won == before {
                continue;
            }
            self.settle(Reach::Leaves);
            if self.cost() < best - 1e-6 {
                self.stale.fill(true);
                self.settle(Reach::All);
                best = self.cost();
            } else {
                self.load(saved);
            }
        }
    }

    /// The one of two leaves whose edges cost more than they would if nothing stood in their way.
    fn more_strained(&self, one: usize, two: usize) -> usize {
        let strain = |leaf: usize| -> f64 {
            let links = self.links_of[leaf].iter();
            let costs = links.map(|&link| {
                let ends = &self.tree.links[link];
                let cell = |leaf: usize| (self.grid.column[leaf], self.grid.row[leaf]);
                let least = least_cost(cell(ends.from), cell(ends.to));
                let detour = ends.weight * (self.ways[link].course.cost - least);
                detour + f64::from(self.crossed_sum[link])
            });
            costs.sum()
        };
        if strain(two) > strain(one) { two } else { one }
    }

    /// Exchanges two leaves, or puts the first in line with the other.
    fn exchange(&mut self, kick: Kick) {
        let Kick { leaf, other, .. } = kick;
        let (row, column) = (self.grid.row[leaf], self.grid.column[leaf]);
        let (to_row, to_column) = (self.grid.row[other], self.grid.column[other]);
        let fits = |leaf: usize, row: usize| {
            let (first, last) = self.rows.range[leaf];
            first <= row && row <= last
        };
        let moves = if fits(leaf, to_row) && fits(other, row) {
            vec![(leaf, to_row, to_column), (other, row, column)]
        } else {
            vec![(leaf, row, to_column)]
        };
        if leaf != other {
            self.make(&Best { gain: 0.0, moves });
        }
    }

    /// Moves all leaves of a row by a column.
    fn shift_row(&mut self, kick: Kick) {
        let row = self.grid.row[kick.leaf];
        let moves: Vec<Move> = (0..self.tree.leaves.len())
            .filter(|&l| self.grid.row[l] == row)
            .map(|l| (l, row, self.grid.column[l] + 2 * kick.by))
            .collect();
        let (left, right) = self.span;
        if moves.iter().all(|m| left <= m.2 && m.2 <= right) {
            self.make(&Best { gain: 0.0, moves });
        }
    }

    fn save(&self) -> Saved {
        Saved {
            grid: self.grid.clone(),
            masks: self.masks.clone(),
            cells: self.cells.clone(),
            ways: self.ways.clone(),
            near: self.near.clone(),
            crossed: self.crossed.clone(),
            crossed_sum: self.crossed_sum.clone(),
            shape: self.shape,
        }
    }

    fn load(&mut self, saved: Saved) {
        self.grid = saved.grid;
        self.masks = saved.masks;
        self.cells = saved.cells;
        self.ways = saved.ways;
        self.near = saved.near;
        self.crossed = saved.crossed;
        self.crossed_sum = saved.crossed_sum;
        self.shape = saved.shape;
    }
}
