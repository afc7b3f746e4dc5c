//! What a grid costs: its ways, their crossings, its shape; and what moves gain.

use super::near::Links;
use super::{Search, Trial};
use crate::geometry::Side;
use crate::layout::bands::coords::SNAP;
use crate::layout::bands::estimate::{Course, MOST, Way, crossings, way};
use crate::layout::bands::tree::Wished;

/// What it costs to leave a wish unmet.
const WISH: f64 = 25.0;
const CROSSING: f64 = 7.0;
/// What it costs to stand between two columns.
const BETWEEN: f64 = 1.2;
/// What a whole column more or less in a block's width costs.
const SPREAD: f64 = 0.3;
/// What it costs to run through the title of a block, and the room that is kept to it.
const TITLE: f64 = 3.0;
/// What a row costs in which something stands.
const ROW: f64 = 2.0;
/// What a pixel of width costs, and one beyond the width that is to be had.
const WIDTH: f64 = 0.003;
const TOO_WIDE: f64 = 1.0;

impl Search<'_> {
    pub(super) fn course(&self, link: usize) -> Course {
        let link = &self.tree.links[link];
        let cell = |leaf: usize| (self.grid.column[leaf], self.grid.row[leaf]);
        let mut course = way(&self.masks, cell(link.from), cell(link.to));
        for &(block, steps) in &self.titled {
            let hull = &self.grid.hull[block];
            if course.enters(hull.top, hull.left, hull.left + steps) {
                course.cost += TITLE;
            }
        }
        course
    }

    /// What one crossing of each two links costs; those that meet at a leaf do not cross.
    pub(super) fn find_prices(&mut self) {
        let links = &self.tree.links;
        self.price = links
            .iter()
            .flat_map(|p| links.iter().map(move |q| (p, q)))
            .map(|(p, q)| {
                if p.from == q.from || p.from == q.to || p.to == q.from || p.to == q.to {
                    0.0
                } else {
                    (CROSSING * p.weight.min(q.weight).clamp(0.3, 1.5)) as f32
                }
            })
            .collect();
    }

    /// What it costs that two links cross.
    #[inline]
    fn crossing(&self, i: usize, a: &Way, j: usize, b: &Way) -> f32 {
        let price = self.price[i * self.tree.links.len() + j];
        if price > 0.0 && a.may_cross(b) {
            price * crossings(a, b) as f32
        } else {
            0.0
        }
    }

    /// Counts the crossings of some links anew.
    pub(super) fn note_crossings(&mut self, links: &[usize]) {
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

    /// How much better the grid has become by the moves that were just applied, if that is more than a bar.
    pub(super) fn gain(&mut self, bar: f64) -> Option<f64> {
        let mut trial = std::mem::take(&mut self.trial);
        let gain = self.tried(&mut trial, bar);
        self.trial = trial;
        gain.filter(|gain| *gain > bar)
    }

    /// What the moves gain; none as soon as it cannot be more than the bar.
    fn tried(&self, trial: &mut Trial, bar: f64) -> Option<f64> {
        trial.changed.clear();
        trial.fresh.clear();
        trial.gain = self.shape - self.outline();
        trial.saved = 0.0;
        for word in 0..self.near.words() {
            for link in self.concerned(word) {
                self.follow(link, trial);
            }
        }
        // New crossings can only cost: what is saved is known before they are counted.
        let hope = |trial: &Trial| trial.gain + trial.saved;
        if hope(trial) - self.least_width() <= bar {
            return None;
        }
        trial.gain -= self.width();
        if hope(trial) <= bar {
            return None;
        }
        let ways = trial.changed.iter().map(|(_, course)| Way::new(*course));
        trial.fresh.extend(ways);
        self.cross(trial, bar)
    }

    /// Counts the crossings of the links that have changed, each pair once: with the links that stay, and among those that
    /// change.
    fn cross(&self, trial: &Trial, bar: f64) -> Option<f64> {
        let count = self.tree.links.len();
        let (mut gain, mut saved) = (trial.gain, trial.saved);
        for (at, (&(i, _), way)) in trial.changed.iter().zip(&trial.fresh).enumerate() {
            saved -= f64::from(self.crossed_sum[i]);
            let mut next = 0;
            for j in 0..count {
                let mut other = &self.ways[j];
                if trial.changed.get(next).is_some_and(|(link, _)| *link == j) {
                    next += 1;
                    if next <= at + 1 {
                        continue;
                    }
                    other = &trial.fresh[next - 1];
                }
                gain += f64::from(self.crossed[i * count + j]);
                gain -= f64::from(self.crossing(i, way, j, other));
            }
            if gain + saved <= bar {
                return None;
            }
        }
        Some(gain)
    }

    /// The links of one word that the moves concern: those that end at what was moved, and those that run over a cell that
    /// it left or entered, or close by.
    fn concerned(&self, word: usize) -> Links {
        let moved = self.back.iter().map(|&(leaf, row, column)| {
            let now = self.cell(self.grid.row[leaf], self.grid.column[leaf]);
            let cells =
                self.near.of_cell(word, self.cell(row, column)) | self.near.of_cell(word, now);
            self.near.of_leaf(word, leaf) | cells
        });
        Links::new(word, moved.fold(0, |all, some| all | some))
    }

    /// Finds the way of a link anew, and notes it where it is another.
    fn follow(&self, link: usize, trial: &mut Trial) {
        let course = self.course(link);
        let old = &self.ways[link].course;
        if course != *old {
            trial.gain += self.tree.links[link].weight * (old.cost - course.cost);
            trial.saved += f64::from(self.crossed_sum[link]);
            trial.changed.push((link, course));
        }
    }

    /// What the shape of the whole costs, the ways of the links apart.
    pub(super) fn shape(&self) -> f64 {
        self.outline() + self.width()
    }

    /// What the width of the whole costs.
    fn width(&self) -> f64 {
        let wide = self.wide();
        let over = self.max_width.map_or(0.0, |most| (wide - most).max(0.0));
        WIDTH * wide + TOO_WIDE * over
    }

    /// What the width costs at least: that of the row that holds most.
    fn least_width(&self) -> f64 {
        let steps = f64::from(self.masks.fullest()) - 1.0;
        WIDTH * (steps * f64::from(self.least_step)).max(0.0)
    }

    /// What the shape costs, the width of the whole apart.
    fn outline(&self) -> f64 {
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
        sum += ROW * f64::from(self.masks.rows_used());
        sum += self.reading.cost(self.tree, &self.grid);
        for wish in &self.tree.wishes {
            sum += WISH * self.missed(wish);
        }
        sum
    }

    /// How far a wish is from being met.
    fn missed(&self, wish: &Wished) -> f64 {
        let (row, column) = (&self.grid.row, &self.grid.column);
        let apart = |pairs: usize| pairs as f64;
        match wish {
            Wished::OneRow(leaves) => {
                apart(leaves.windows(2).filter(|w| row[w[0]] != row[w[1]]).count())
            }
            Wished::OneColumn(leaves) => apart(
                leaves
                    .windows(2)
                    .filter(|w| column[w[0]] != column[w[1]])
                    .count(),
            ),
            &Wished::Before(a, b) => apart(usize::from((row[a], column[a]) >= (row[b], column[b]))),
            &Wished::Side(leaf, side) => {
                let hull = &self.grid.hull[self.tree.leaves[leaf].parent];
                let steps = match side {
                    Side::Top => row[leaf] - hull.top,
                    Side::Bottom => hull.bottom - row[leaf],
                    Side::Left => column[leaf].abs_diff(hull.left) as usize,
                    Side::Right => column[leaf].abs_diff(hull.right) as usize,
                };
                apart(steps) / 4.0
            }
        }
    }

    /// The width that the whole will have.
    pub(super) fn wide(&self) -> f64 {
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
