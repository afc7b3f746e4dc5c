//! Moves leaves and blocks from cell to cell for as long as the ways of the edges get better.
//!
//! In: a first grid. Out: a better one. Local search with exact differences: every leaf in its order tries every cell
//! that it may stand in and every leaf that it may change places with; runs of a row, columns and blocks are shifted,
//! mirrored and exchanged. A move is made only when it is strictly better, so the input order decides all ties. The work
//! is bounded by a count of trials. After the sifting of Matuszewski, Schönfeld and Molitor 1999, on cells instead of orders.

use super::coords::{ROOMS, Room, SNAP, most_common};
use super::estimate::{MOST, Masks, Way, crossings, least_cost, way};
use super::grid::{Grid, Hull, by_depth};
use super::rows::Rows;
use super::tree::{Child, Place, Tree, What};
use crate::layout::Options;

const CROSSING: f64 = 7.0;
/// What it costs to stand between two columns.
const BETWEEN: f64 = 1.2;
/// What a whole column more or less in a block's width costs.
const SPREAD: f64 = 0.3;
/// What it costs to run through the title of a block, and the room that is kept to it.
const TITLE: f64 = 3.0;
const TITLE_CLEAR: f64 = 8.0;
/// What it costs that two groups beside each other stand against their order.
const OUT_OF_ORDER: f64 = 0.8;
/// What it costs that an edge runs against the reading direction in a row.
const BACKWARD: f64 = 0.5;
/// What a pixel of width costs, and one beyond the width that is to be had.
const WIDTH: f64 = 0.003;
const TOO_WIDE: f64 = 1.0;
/// How many links are looked at in all trials together, and what a trial costs on top of that.
const WORK: usize = 200_000;
const TRIAL: usize = 10;
const PASSES: usize = 8;
/// What a move may gain for edges that do not end at the moved leaves, to be worth a trial.
const CHANCE: f64 = 3.0;
/// Above this the sweeps have to do.
const MOST_LEAVES: usize = 160;

/// Improves the best of some grids, if it is small enough to be judged; also returns what it costs.
pub(super) fn improve(
    tree: &Tree,
    rows: &Rows,
    grids: Vec<Grid>,
    options: &Options,
    columns: usize,
    effort: Effort,
) -> (Grid, f64) {
    let mut best: Option<Search> = None;
    let mut last = Grid::default();
    for grid in grids {
        let width = grid.width.max(2 * columns as i32) + 4;
        if rows.count > MOST || width as usize > MOST || tree.leaves.len() > MOST_LEAVES {
            last = grid;
            continue;
        }
        let mut search = Search::new(tree, rows, grid, options, columns, width);
        search.most = match effort {
            Effort::Quick => WORK / 4,
            Effort::Thorough => WORK,
        } / (tree.links.len() + TRIAL);
        search.settle(Reach::All);
        if best.as_ref().is_none_or(|b| search.cost() < b.cost()) {
            best = Some(search);
        }
    }
    let Some(mut best) = best else {
        return (last, f64::INFINITY);
    };
    if effort == Effort::Thorough {
        best.shake();
    }
    best.finish()
}

/// How long to look for a better grid.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Effort {
    Quick,
    Thorough,
}

/// What is moved until nothing gets better.
#[derive(Clone, Copy, PartialEq)]
enum Reach {
    Leaves,
    All,
}

/// How often a grid is shaken, and how many links are looked at meanwhile.
const SHAKES: usize = 100;
const SHAKEN_WORK: usize = 40_000;

struct Search<'a> {
    tree: &'a Tree,
    rows: &'a Rows,
    grid: Grid,
    masks: Masks,
    /// The leaf in each cell, row by row.
    cells: Vec<u32>,
    ways: Vec<Way>,
    /// What it costs that two links cross, for every pair and summed for each link.
    crossed: Vec<f32>,
    crossed_sum: Vec<f32>,
    links_of: Vec<Vec<usize>>,
    inside: Vec<bool>,
    related: Vec<bool>,
    /// For every two leaves: the least distance of their middles if one stands right of the other.
    apart: Vec<f32>,
    /// The borders between each leaf and the drawing's two sides, half the leaf included.
    margins: Vec<(f32, f32)>,
    least_step: f32,
    /// Half the usual extent of a leaf.
    card: f32,
    /// The blocks with titles, and over how many half columns from their first one the title lies.
    titled: Vec<(usize, i32)>,
    /// Groups beside each other in one block, in their order.
    siblings: Vec<(usize, usize)>,
    max_width: Option<f64>,
    room: Room,
    shape: f64,
    trials: usize,
    /// After so many trials nothing more is tried.
    most: usize,
    won: usize,
    /// The columns that banded leaves may take.
    span: (i32, i32),
    stale: Vec<bool>,
    /// Reused by each trial.
    back: Vec<Move>,
    back_hulls: Vec<(usize, Hull)>,
    affected: Vec<usize>,
    fresh: Vec<Way>,
}

type Move = (usize, usize, i32);

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
    crossed: Vec<f32>,
    crossed_sum: Vec<f32>,
    shape: f64,
}

/// The best moves so far, and what they gain.
#[derive(Default)]
struct Best {
    gain: f64,
    moves: Vec<Move>,
}

impl<'a> Search<'a> {
    fn new(
        tree: &'a Tree,
        rows: &'a Rows,
        mut grid: Grid,
        options: &Options,
        columns: usize,
        width: i32,
    ) -> Self {
        // A free column at the left for what may want to stand beside the rest.
        let used = grid.width.max(2 * columns as i32);
        for column in &mut grid.column {
            *column += 2;
        }
        grid.width = width;
        grid.find_hulls(tree, rows);
        let (leaves, blocks, links) = (tree.leaves.len(), tree.blocks.len(), tree.links.len());
        let mut links_of = vec![Vec::new(); leaves];
        for (index, link) in tree.links.iter().enumerate() {
            links_of[link.from].push(index);
            links_of[link.to].push(index);
        }
        let mut inside = vec![false; leaves * blocks];
        for leaf in 0..leaves {
            for block in tree.around(leaf).chain([0]) {
                inside[block * leaves + leaf] = true;
            }
        }
        let mut related = vec![false; blocks * blocks];
        for inner in 0..blocks {
            for outer in tree.up(inner).chain([0]) {
                related[inner * blocks + outer] = true;
                related[outer * blocks + inner] = true;
            }
        }
        let mut out = Self {
            tree,
            rows,
            masks: Masks::new(&grid, rows.count, width as usize),
            cells: vec![0; rows.count * width as usize],
            ways: Vec::new(),
            crossed: vec![0.0; links * links],
            crossed_sum: vec![0.0; links],
            links_of,
            inside,
            related,
            apart: Vec::new(),
            margins: Vec::new(),
            least_step: 0.0,
            card: 0.0,
            titled: Vec::new(),
            siblings: siblings(tree),
            max_width: options.max_width,
            room: match options.max_width {
                Some(_) => ROOMS[ROOMS.len() - 1],
                None => ROOMS[0],
            },
            shape: 0.0,
            trials: 0,
            most: 0,
            won: 0,
            span: (2, used),
            stale: vec![true; leaves],
            back: Vec::new(),
            back_hulls: Vec::new(),
            affected: Vec::new(),
            fresh: Vec::new(),
            grid,
        };
        for leaf in 0..leaves {
            let slot = out.cell(out.grid.row[leaf], out.grid.column[leaf]);
            out.cells[slot] = leaf as u32;
        }
        out.measure(options.node_gap);
        out.ways = (0..links).map(|l| out.way(l)).collect();
        let all: Vec<usize> = (0..links).collect();
        out.note_crossings(&all);
        out.shape = out.shape();
        out
    }

    fn measure(&mut self, gap: f64) {
        let count = self.tree.leaves.len();
        let cross = |leaf: usize| self.tree.leaves[leaf].cross;
        let edge = |block: usize| self.tree.blocks[block].edge;
        self.margins = (0..count)
            .map(|leaf| {
                let before: f64 = self.tree.around(leaf).map(|b| edge(b).before_cross).sum();
                let after: f64 = self.tree.around(leaf).map(|b| edge(b).after_cross).sum();
                (
                    (before + cross(leaf) / 2.0) as f32,
                    (after + cross(leaf) / 2.0) as f32,
                )
            })
            .collect();
        let mut apart = vec![0.0; count * count];
        for a in 0..count {
            for b in 0..count {
                let out: f64 = self
                    .tree
                    .around(a)
                    .filter(|&k| !self.inside[k * count + b])
                    .map(|k| edge(k).after_cross)
                    .sum();
                let into: f64 = self
                    .tree
                    .around(b)
                    .filter(|&k| !self.inside[k * count + a])
                    .map(|k| edge(k).before_cross)
                    .sum();
                apart[a * count + b] = ((cross(a) + cross(b)) / 2.0 + gap + out + into) as f32;
            }
        }
        for link in &self.tree.links {
            if link.label_cross > 0.0 {
                let (a, b) = (link.from, link.to);
                let need = (cross(a) + cross(b)) / 2.0 + link.label_cross + 2.0 * self.room.label;
                for slot in [a * count + b, b * count + a] {
                    apart[slot] = (apart[slot]).max(need as f32);
                }
            }
        }
        let least = (0..count).map(cross).fold(f64::INFINITY, f64::min);
        self.least_step = (least + gap) as f32;
        self.card = most_common((0..count).map(cross)) as f32 / 2.0;
        let most = (0..count).map(cross).fold(0.0, f64::max);
        for (index, block) in self.tree.blocks.iter().enumerate() {
            let title = block.edge.least_cross - 2.0 * block.edge.after_cross;
            let Some(&first) = block.leaves.first().filter(|_| title > 0.0) else {
                continue;
            };
            let inside = self.tree.around(first).take_while(|&b| b != block.parent);
            let lead: f64 = inside.map(|b| edge(b).before_cross).sum::<f64>() + most / 2.0;
            let over = title + TITLE_CLEAR - lead;
            if over > 0.0 {
                let steps = 1 + (2.0 * over / (most + gap)).floor() as i32;
                self.titled.push((index, steps));
            }
        }
        self.apart = apart;
    }

    fn cost(&self) -> f64 {
        let links = self.tree.links.iter().zip(&self.ways);
        let ways: f64 = links.map(|(link, way)| link.weight * way.cost).sum();
        let crossed: f32 = self.crossed_sum.iter().sum();
        ways + self.shape + f64::from(crossed) / 2.0
    }

    /// Moves until nothing gets better.
    fn settle(&mut self, reach: Reach) {
        for pass in 0..PASSES {
            let before = self.won;
            if reach == Reach::All {
                self.move_blocks();
                self.move_columns();
            }
            self.move_leaves();
            if self.trials > self.most {
                break;
            }
            if self.won == before {
                if reach == Reach::Leaves {
                    break;
                }
                // The usual moves lead no further: make room where a partner stands.
                self.make_room();
                if self.won == before && pass > 0 {
                    break;
                }
                self.stale.fill(true);
            }
        }
    }

    /// Exchanges leaves whatever it costs, settles again, and goes on from there if that came out better. What is
    /// exchanged follows from a count, so it is the same every time.
    fn shake(&mut self) {
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
            let kick = Kick {
                leaf: next(count),
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
        self.crossed = saved.crossed;
        self.crossed_sum = saved.crossed_sum;
        self.shape = saved.shape;
    }

    fn finish(self) -> (Grid, f64) {
        let cost = self.cost();
        let mut grid = self.grid;
        let least = grid.column.iter().copied().min().unwrap_or(0);
        for column in &mut grid.column {
            *column -= least;
        }
        grid.width = grid.column.iter().copied().max().unwrap_or(0) + 2;
        grid.find_hulls(self.tree, self.rows);
        (grid, cost)
    }

    fn cell(&self, row: usize, column: i32) -> usize {
        row * self.grid.width as usize + column as usize
    }

    fn way(&self, link: usize) -> Way {
        let link = &self.tree.links[link];
        let cell = |leaf: usize| (self.grid.column[leaf], self.grid.row[leaf]);
        let mut way = way(&self.masks, cell(link.from), cell(link.to));
        for &(block, steps) in &self.titled {
            let hull = &self.grid.hull[block];
            if way.enters(hull.top, hull.left, hull.left + steps) {
                way.cost += TITLE;
            }
        }
        way
    }

    /// What it costs that two links cross; those that meet at a leaf do not.
    fn crossing(&self, i: usize, a: &Way, j: usize, b: &Way) -> f32 {
        let (p, q) = (&self.tree.links[i], &self.tree.links[j]);
        if p.from == q.from || p.from == q.to || p.to == q.from || p.to == q.to {
            return 0.0;
        }
        let weight = p.weight.min(q.weight).clamp(0.3, 1.5);
        (CROSSING * weight * crossings(a, b)) as f32
    }

    /// Counts the crossings of some links anew.
    fn note_crossings(&mut self, links: &[usize]) {
        let count = self.tree.links.len();
        for &i in links {
            for j in 0..count {
                let found = if i == j {
                    0.0
                } else {
                    self.crossing(i, &self.ways[i], j, &self.ways[j])
                };
                self.crossed[i * count + j] = found;
                self.crossed[j * count + i] = found;
            }
        }
        for (i, sum) in self.crossed_sum.iter_mut().enumerate() {
            *sum = self.crossed[i * count..(i + 1) * count].iter().sum();
        }
    }

    fn move_leaves(&mut self) {
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

    /// The columns that a leaf can reach without a block around it running into what stands beside that.
    fn limits(&self, leaf: usize) -> (i32, i32) {
        if self.tree.leaves[leaf].place == Place::Beside {
            return (0, self.grid.width - 1);
        }
        let (mut left, mut right) = self.span;
        let mut bound = |own: Hull, other: Hull| {
            if own.top <= other.bottom && other.top <= own.bottom {
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

    fn hull_of(&self, leaf: usize) -> Hull {
        let (column, row) = (self.grid.column[leaf], self.grid.row[leaf]);
        Hull {
            left: column,
            right: column,
            top: row,
            bottom: row,
        }
    }

    /// Tries to put each leaf in line with a partner, and whoever stands there somewhere else.
    fn make_room(&mut self) {
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
    fn shift_runs(&mut self, leaf: usize, best: &mut Best) {
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
    fn move_columns(&mut self) {
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

    fn move_blocks(&mut self) {
        for block in by_depth(self.tree) {
            if block == 0 {
                continue;
            }
            let mut best = Best::default();
            let hull = self.grid.hull[block];
            for by in self.span.0 - hull.left..=self.span.1 - hull.right {
                if by != 0 {
                    let moves = self.shifted(block, by);
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
                    let mut moves = self.shifted(block, beside.right - hull.right);
                    moves.extend(self.shifted(other, hull.left - beside.left));
                    self.consider(&moves, &mut best);
                }
            }
            self.make(&best);
        }
    }

    fn shifted(&self, block: usize, by: i32) -> Vec<Move> {
        self.tree.blocks[block]
            .leaves
            .iter()
            .map(|&l| (l, self.grid.row[l], self.grid.column[l] + by))
            .collect()
    }

    /// Tries moves and keeps them in mind where they are the best so far.
    fn consider(&mut self, moves: &[Move], best: &mut Best) {
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
    fn hopeless(&self, moves: &[Move], bar: f64) -> bool {
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
                gain += ends.weight * (self.ways[link].cost - least);
                gain += f64::from(self.crossed_sum[link]);
            }
        }
        gain <= bar
    }

    /// Makes moves for good.
    fn make(&mut self, best: &Best) {
        if best.moves.is_empty() || !self.apply(&best.moves) {
            return;
        }
        self.won += 1;
        self.gain(f64::NEG_INFINITY);
        let affected = std::mem::take(&mut self.affected);
        for (&link, way) in affected.iter().zip(&self.fresh) {
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
        self.affected = affected;
        self.shape = self.shape();
    }

    /// How much better the grid has become by the moves that were just applied, if that is more than a bar.
    fn gain(&mut self, bar: f64) -> Option<f64> {
        let count = self.tree.links.len();
        let mut affected = std::mem::take(&mut self.affected);
        let mut fresh = std::mem::take(&mut self.fresh);
        affected.clear();
        fresh.clear();
        let mut gain = self.shape - self.shape();
        // New crossings can only cost: what is saved is known before they are counted.
        let mut most = 0.0;
        for link in 0..count {
            let ends = &self.tree.links[link];
            let hit = self.back.iter().any(|&(leaf, row, column)| {
                leaf == ends.from
                    || leaf == ends.to
                    || self.ways[link].near(row, column)
                    || self.ways[link].near(self.grid.row[leaf], self.grid.column[leaf])
            });
            if !hit {
                continue;
            }
            let way = self.way(link);
            if way != self.ways[link] {
                gain += ends.weight * (self.ways[link].cost - way.cost);
                most += f64::from(self.crossed_sum[link]);
                affected.push(link);
                fresh.push(way);
            }
        }
        let mut better = gain + most > bar;
        if better {
            // Each pair is counted once: with the links that stay, and among those that change.
            let mut next = 0;
            'links: for (at, &i) in affected.iter().enumerate() {
                most -= f64::from(self.crossed_sum[i]);
                next = 0;
                for j in 0..count {
                    let mut other = &self.ways[j];
                    if next < affected.len() && affected[next] == j {
                        next += 1;
                        if next <= at + 1 {
                            continue;
                        }
                        other = &fresh[next - 1];
                    }
                    gain += f64::from(self.crossed[i * count + j]);
                    gain -= f64::from(self.crossing(i, &fresh[at], j, other));
                }
                if gain + most <= bar {
                    break 'links;
                }
            }
            let _ = next;
            better = gain > bar;
        }
        self.affected = affected;
        self.fresh = fresh;
        better.then_some(gain)
    }

    /// Moves leaves if they fit, and notes where they were.
    fn apply(&mut self, moves: &[Move]) -> bool {
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

    fn restore(&mut self) {
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

    fn put(&mut self, moves: &[Move]) {
        for &(leaf, row, column) in moves {
            self.grid.row[leaf] = row;
            self.grid.column[leaf] = column;
            let slot = self.cell(row, column);
            self.cells[slot] = leaf as u32;
        }
    }

    /// Finds the hulls that have changed, and notes what they were.
    fn note_hulls(&mut self, moves: &[Move]) {
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
    fn fits(&self, moves: &[Move]) -> bool {
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
                if !related
                    && (self.grid.hull[other].clashes(&hull) || self.out_of_order(block, other))
                {
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

    /// Returns whether two bands share rows and stand in the wrong order.
    fn out_of_order(&self, block: usize, other: usize) -> bool {
        let (a, b) = (&self.tree.blocks[block], &self.tree.blocks[other]);
        let (What::Piece(first), What::Piece(second)) = (a.what, b.what) else {
            return false;
        };
        let (p, q) = (&self.grid.hull[block], &self.grid.hull[other]);
        a.parent == b.parent
            && p.top <= q.bottom
            && q.top <= p.bottom
            && (first < second) != (p.left < q.left)
    }

    /// What the shape of the whole costs, the ways of the links apart.
    fn shape(&self) -> f64 {
        let mut sum = 0.0;
        for hull in &self.grid.hull[1..] {
            sum += SPREAD * f64::from(hull.right - hull.left) / 2.0;
        }
        for (leaf, &column) in self.grid.column.iter().enumerate() {
            if column % 2 != 0 {
                sum += BETWEEN;
            }
            sum += 0.01 * f64::from(column) + 0.02 * self.grid.row[leaf] as f64;
        }
        for &(first, second) in &self.siblings {
            let (a, b) = (&self.grid.hull[first], &self.grid.hull[second]);
            if a.left > b.left && a.top <= b.bottom && b.top <= a.bottom {
                sum += OUT_OF_ORDER;
            }
        }
        for link in &self.tree.links {
            let (a, b) = (link.from, link.to);
            if self.grid.row[a] == self.grid.row[b] {
                if self.grid.column[a] > self.grid.column[b] {
                    sum += BACKWARD * link.weight;
                }
            } else if self.grid.row[a] > self.grid.row[b]
                && self.tree.leaves[a].band == self.tree.leaves[b].band
            {
                sum += 0.4 * link.weight;
            }
        }
        let wide = self.wide();
        let over = self.max_width.map_or(0.0, |most| (wide - most).max(0.0));
        sum + WIDTH * wide + TOO_WIDE * over
    }

    /// The width that the whole will have.
    fn wide(&self) -> f64 {
        let count = self.tree.leaves.len();
        let mut place = [0.0f32; MOST];
        let mut wide = 0.0f32;
        let mut last: Option<usize> = None;
        for column in 0..self.grid.width as usize {
            let mut standing = self.masks.column(column);
            if standing == 0 {
                continue;
            }
            let mut at = 0.0f32;
            if let Some(last) = last {
                let whole = (column - last) % 2 == 0;
                let part = if whole {
                    1.0
                } else {
                    self.room.between as f32 / 2.0
                };
                at = place[last] + part * self.least_step;
            }
            while standing != 0 {
                let row = standing.trailing_zeros() as usize;
                standing &= standing - 1;
                let own = self.cells[self.cell(row, column as i32)] as usize;
                at = at.max(match self.masks.before(row, column) {
                    Some(left) => {
                        let other = self.cells[self.cell(row, left as i32)] as usize;
                        place[left] + self.apart[other * count + own]
                    }
                    None => self.margins[own].0,
                });
            }
            at = ((at - self.card) / SNAP as f32).ceil() * SNAP as f32 + self.card;
            place[column] = at;
            last = Some(column);
            let mut standing = self.masks.column(column);
            while standing != 0 {
                let row = standing.trailing_zeros() as usize;
                standing &= standing - 1;
                let own = self.cells[self.cell(row, column as i32)] as usize;
                wide = wide.max(at + self.margins[own].1);
            }
        }
        f64::from(wide)
    }
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

/// The order of so many groups in a block is kept in mind.
const MOST_SIBLINGS: usize = 6;
