//! Moves leaves and blocks from cell to cell for as long as the ways of the edges get better.
//!
//! In: a first grid. Out: a better one. Local search with exact differences: every leaf in its order tries every cell
//! that it may stand in and every leaf that it may change places with; runs of a row, columns and blocks are shifted,
//! mirrored and exchanged, and the whole is mirrored. A move is made only when it is strictly better, so the input order decides all ties. The work
//! is bounded by a count of trials. After the sifting of Matuszewski, Schönfeld and Molitor 1999, on cells instead of orders.

mod cells;
mod judge;
mod moves;
mod near;
mod reading;
mod shake;

use super::coords::{ROOMS, Room, most_common};
use super::estimate::{Course, MOST, Masks, Way};
use super::grid::{Grid, Hull};
use super::rows::Rows;
use super::tree::Tree;
use crate::layout::Options;
use near::Near;
use reading::Reading;

const TITLE_CLEAR: f64 = 8.0;
/// How many links are looked at in all trials together, and what a trial costs on top of that.
const WORK: usize = 200_000;
const TRIAL: usize = 10;
const PASSES: usize = 8;
/// Above this the sweeps have to do.
const MOST_LEAVES: usize = 160;

/// A grid, and how good it is.
#[derive(Clone)]
pub(super) struct Found {
    pub grid: Grid,
    pub cost: f64,
    /// Whether no single move makes it better.
    settled: bool,
}

/// Improves the best of some grids, if it is small enough to be judged. Looks longer where one was found before, which is
/// then looked at as the last.
pub(super) fn improve(
    tree: &Tree,
    rows: &Rows,
    starts: Vec<Grid>,
    before: Option<&Found>,
    options: &Options,
    columns: usize,
) -> Found {
    let mut best: Option<Search> = None;
    let mut last = Grid::default();
    let found = before.map(|found| (found.grid.clone(), found.settled));
    for (grid, settled) in starts.into_iter().map(|grid| (grid, false)).chain(found) {
        let width = grid.width.max(2 * columns as i32) + 4;
        if rows.count > MOST || width as usize > MOST || tree.leaves.len() > MOST_LEAVES {
            last = grid;
            continue;
        }
        let mut search = Search::new(tree, rows, grid, options, columns, width);
        let work = if before.is_some() { WORK } else { WORK / 4 };
        search.most = work / (tree.links.len() + TRIAL);
        if !settled {
            search.settle(Reach::All);
        }
        if best.as_ref().is_none_or(|b| search.cost() < b.cost()) {
            best = Some(search);
        }
    }
    let Some(mut best) = best else {
        return Found {
            grid: last,
            cost: f64::INFINITY,
            settled: false,
        };
    };
    if before.is_some() {
        best.shake();
    }
    best.finish()
}

/// What is moved until nothing gets better.
#[derive(Clone, Copy, PartialEq)]
enum Reach {
    Leaves,
    All,
}

struct Search<'a> {
    tree: &'a Tree,
    rows: &'a Rows,
    grid: Grid,
    masks: Masks,
    /// The leaf in each cell, row by row.
    cells: Vec<u32>,
    ways: Vec<Way>,
    near: Near,
    /// What one crossing of each two links costs.
    price: Vec<f32>,
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
    reading: Reading,
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
    trial: Trial,
}

/// What moves make of the ways of links.
#[derive(Default)]
struct Trial {
    gain: f64,
    /// What the crossings cost now that the changed links have.
    saved: f64,
    changed: Vec<(usize, Course)>,
    /// The ways of the changed links, where the trial came so far.
    fresh: Vec<Way>,
}

type Move = (usize, usize, i32);

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
            near: Near::new(&links_of, links, rows.count, width as usize),
            price: Vec::new(),
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
            reading: Reading::of(tree),
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
            trial: Trial::default(),
            grid,
        };
        for leaf in 0..leaves {
            let slot = out.cell(out.grid.row[leaf], out.grid.column[leaf]);
            out.cells[slot] = leaf as u32;
        }
        out.measure(options.node_gap);
        out.find_prices();
        out.ways = (0..links).map(|l| Way::new(out.course(l))).collect();
        for (link, way) in out.ways.iter().enumerate() {
            out.near.add(link, way);
        }
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
        let ways: f64 = links.map(|(link, way)| link.weight * way.course.cost).sum();
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
                self.mirror();
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

    fn finish(self) -> Found {
        let cost = self.cost();
        let settled = self.trials <= self.most;
        let mut grid = self.grid;
        let least = grid.column.iter().copied().min().unwrap_or(0);
        for column in &mut grid.column {
            *column -= least;
        }
        grid.width = grid.column.iter().copied().max().unwrap_or(0) + 2;
        grid.find_hulls(self.tree, self.rows);
        Found {
            grid,
            cost,
            settled,
        }
    }

    fn cell(&self, row: usize, column: i32) -> usize {
        row * self.grid.width as usize + column as usize
    }
}
