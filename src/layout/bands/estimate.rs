//! The cheapest way of an edge between two cells, and how often two ways cross.
//!
//! In: which cells are taken. Out: ways along rows, columns, gaps and channels, with their length and bends. It is the
//! judge of cells, not the router: ports, labels and tracks are left out. Rows lie at even heights, the channel below a
//! row at the next odd one; columns and the gaps between them likewise.

use super::grid::Grid;

/// The most columns and rows that can be judged: the bits of a mask.
pub(super) const MOST: usize = 64;

/// What a bend costs, in half columns.
const BEND: f64 = 2.2;
/// What a row's height costs, in half columns.
const ROW: f64 = 1.4;

/// Which cells are taken, as bits by row and by column.
#[derive(Clone)]
pub(super) struct Masks {
    rows: Vec<u64>,
    columns: Vec<u64>,
}

/// A straight part of a way.
#[derive(Clone, Copy, Default, PartialEq)]
struct Part {
    level: bool,
    at: i16,
    low: i16,
    high: i16,
    /// For a level part in a channel: whether the way goes up (-1) or down (1) at its two ends.
    ends: (i8, i8),
}

/// The corners of the cheapest way of an edge, its ends included, and what it costs.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Course {
    pub cost: f64,
    corners: [(i16, i16); 6],
    count: u8,
}

/// The cheapest way of an edge, in parts that can be crossed.
#[derive(Clone, Copy)]
pub(super) struct Way {
    pub course: Course,
    parts: [Part; 5],
    /// The cells around all parts: left, right, top, bottom, at the scale of parts.
    bounds: [i16; 4],
}

impl Masks {
    pub fn new(grid: &Grid, rows: usize, columns: usize) -> Self {
        let mut out = Self {
            rows: vec![0; rows],
            columns: vec![0; columns],
        };
        for leaf in 0..grid.row.len() {
            out.set(grid.row[leaf], grid.column[leaf]);
        }
        out
    }

    pub fn set(&mut self, row: usize, column: i32) {
        self.rows[row] |= 1 << column;
        self.columns[column as usize] |= 1 << row;
    }

    pub fn clear(&mut self, row: usize, column: i32) {
        self.rows[row] &= !(1 << column);
        self.columns[column as usize] &= !(1 << row);
    }

    /// Returns whether a leaf could stand here: nothing closer than a column.
    pub fn free(&self, row: usize, column: i32) -> bool {
        let near = if column == 0 {
            0b11
        } else {
            0b111u64 << (column - 1)
        };
        self.rows[row] & near == 0
    }

    /// How many stand in the row that holds most.
    pub fn fullest(&self) -> u32 {
        let counts = self.rows.iter().map(|row| row.count_ones());
        counts.max().unwrap_or(0)
    }

    /// How many rows something stands in.
    pub fn rows_used(&self) -> u32 {
        self.columns
            .iter()
            .fold(0, |all, rows| all | rows)
            .count_ones()
    }

    /// The rows in which something stands in a column, as bits.
    pub fn column(&self, column: usize) -> u64 {
        self.columns[column]
    }

    /// The nearest column before one in which something stands in a row.
    pub fn before(&self, row: usize, column: usize) -> Option<usize> {
        let left = self.rows[row] & ((1 << column) - 1);
        (left != 0).then(|| 63 - left.leading_zeros() as usize)
    }

    fn row_clear(&self, row: i32, from: i32, to: i32) -> bool {
        self.rows[row as usize] & run(from.min(to), from.max(to)) == 0
    }

    /// Whether nothing stands in a column between two rows, both left out.
    fn column_clear(&self, column: i32, above: i32, below: i32) -> bool {
        match self.columns.get(column as usize) {
            Some(mask) => mask & run(above + 1, below - 1) == 0,
            None => true,
        }
    }
}

/// The bits from one to another, both included; none if the second is less.
fn run(from: i32, to: i32) -> u64 {
    if to < from || to < 0 {
        return 0;
    }
    let from = from.max(0);
    let width = (to - from + 1) as u32;
    let ones = if width >= 64 {
        u64::MAX
    } else {
        (1 << width) - 1
    };
    ones << from
}

impl Course {
    fn new(cost: f64, points: &[(i32, i32)]) -> Self {
        let mut corners = [(0, 0); 6];
        for (corner, &(x, y)) in corners.iter_mut().zip(points) {
            *corner = (x as i16, y as i16);
        }
        Self {
            cost,
            corners,
            count: points.len() as u8,
        }
    }

    fn corners(&self) -> &[(i16, i16)] {
        &self.corners[..usize::from(self.count)]
    }

    /// Returns whether the way runs down into a row from above it, in the columns from one up to another.
    pub fn enters(&self, row: usize, left: i32, right: i32) -> bool {
        let (y, left, right) = (2 * row as i16, left as i16, right as i16);
        self.corners().windows(2).any(|pair| {
            let (a, b) = (pair[0], pair[1]);
            let (low, high) = (a.1.min(b.1), a.1.max(b.1));
            a.1 != b.1 && left <= a.0 && a.0 < right && low < y && y <= high
        })
    }
}

impl Way {
    pub fn new(course: Course) -> Self {
        let mut out = Self {
            course,
            parts: [Part::default(); 5],
            bounds: [i16::MAX, i16::MIN, i16::MAX, i16::MIN],
        };
        let corners = course.corners();
        for &(x, y) in corners {
            let [left, right, top, bottom] = out.bounds;
            out.bounds = [left.min(x), right.max(x), top.min(y), bottom.max(y)];
        }
        for (at, pair) in corners.windows(2).enumerate() {
            let (a, b) = (pair[0], pair[1]);
            out.parts[at] = if a.1 == b.1 {
                let turn = |from: (i16, i16), outer: Option<&(i16, i16)>| {
                    outer.map_or(0, |o| (o.1 - from.1).signum() as i8)
                };
                let start = turn(a, at.checked_sub(1).and_then(|i| corners.get(i)));
                let end = turn(b, corners.get(at + 2));
                let ends = if a.0 <= b.0 {
                    (start, end)
                } else {
                    (end, start)
                };
                Part {
                    level: true,
                    at: a.1,
                    low: a.0.min(b.0),
                    high: a.0.max(b.0),
                    ends,
                }
            } else {
                Part {
                    level: false,
                    at: a.0,
                    low: a.1.min(b.1),
                    high: a.1.max(b.1),
                    ends: (0, 0),
                }
            };
        }
        out
    }

    /// Returns whether the bounds of two ways meet; else they cannot cross.
    #[inline]
    pub fn may_cross(&self, other: &Self) -> bool {
        let (a, b) = (&self.bounds, &other.bounds);
        a[0] <= b[1] && b[0] <= a[1] && a[2] <= b[3] && b[2] <= a[3]
    }

    fn parts(&self) -> &[Part] {
        &self.parts[..usize::from(self.course.count) - 1]
    }

    /// The rows and columns of the cells that the way runs over or close by, first and last.
    pub fn near(&self) -> ((usize, usize), (usize, usize)) {
        let [left, right, top, bottom] = self.bounds;
        let cell = |at: i16| at.max(0) as usize;
        let rows = (cell(top) / 2, cell(bottom + 1) / 2);
        (rows, (cell(left - 2), cell(right + 2)))
    }
}

/// What the cheapest way between two cells costs at least.
pub(super) fn least_cost(a: (i32, usize), b: (i32, usize)) -> f64 {
    let bend = if a.0 == b.0 || a.1 == b.1 { 0.0 } else { BEND };
    f64::from((a.0 - b.0).abs()) + ROW * a.1.abs_diff(b.1) as f64 + bend
}

/// Finds the cheapest way between two cells.
pub(super) fn way(masks: &Masks, a: (i32, usize), b: (i32, usize)) -> Course {
    let (a, b) = if a.1 <= b.1 { (a, b) } else { (b, a) };
    let ((ca, ra), (cb, rb)) = ((a.0, a.1 as i32), (b.0, b.1 as i32));
    let (ya, yb) = (2 * ra, 2 * rb);
    let length = f64::from((ca - cb).abs()) + ROW * f64::from(rb - ra);
    if ra == rb {
        if masks.row_clear(ra, ca.min(cb) + 1, ca.max(cb) - 1) {
            return Course::new(length, &[(ca, ya), (cb, ya)]);
        }
        let over = if ra == 0 { ya + 1 } else { ya - 1 };
        return Course::new(
            length + ROW + 2.0 * BEND,
            &[(ca, ya), (ca, over), (cb, over), (cb, ya)],
        );
    }
    if ca == cb {
        if masks.column_clear(ca, ra, rb) {
            return Course::new(length, &[(ca, ya), (ca, yb)]);
        }
        for gap in [ca + 1, ca - 1] {
            if masks.column_clear(gap, ra - 1, rb + 1) && gap >= 0 {
                return Course::new(
                    length + 2.5 + 2.0 * BEND,
                    &[(ca, ya), (gap, ya), (gap, yb), (cb, yb)],
                );
            }
        }
        return around(masks, (ca, ra), (cb, rb), length);
    }
    let step = (cb - ca).signum();
    // One bend: along the row of one end, straight down to or from the other.
    if masks.row_clear(ra, ca + step, cb) && masks.column_clear(cb, ra, rb) {
        return Course::new(length + BEND, &[(ca, ya), (cb, ya), (cb, yb)]);
    }
    if masks.column_clear(ca, ra, rb) && masks.row_clear(rb, ca, cb - step) {
        return Course::new(length + BEND, &[(ca, ya), (ca, yb), (cb, yb)]);
    }
    // Two bends: a channel between the two rows.
    let between = run(ra + 1, rb - 1);
    let first = masks.columns[ca as usize] & between;
    let last = masks.columns[cb as usize] & between;
    let upper = if first == 0 {
        rb - 1
    } else {
        first.trailing_zeros() as i32 - 1
    };
    let lower = if last == 0 {
        ra
    } else {
        63 - last.leading_zeros() as i32
    };
    if lower <= upper {
        let y = 2 * lower + 1;
        return Course::new(length + 2.0 * BEND, &[(ca, ya), (ca, y), (cb, y), (cb, yb)]);
    }
    // Two bends: the gap beside one of the ends.
    for (gap, row_a, row_b) in [
        (ca + step, None, Some((ca + step, cb - step))),
        (cb - step, Some((ca + step, cb - step)), None),
    ] {
        let clear_a = row_a.is_none_or(|(from, to): (i32, i32)| masks.row_clear(ra, from, to));
        let clear_b = row_b.is_none_or(|(from, to): (i32, i32)| masks.row_clear(rb, from, to));
        if clear_a && clear_b && masks.column_clear(gap, ra, rb) {
            return Course::new(
                length + 0.3 + 2.0 * BEND,
                &[(ca, ya), (gap, ya), (gap, yb), (cb, yb)],
            );
        }
    }
    around(masks, (ca, ra), (cb, rb), length)
}

/// A way by two channels and the gap between them that is nearest to the target.
fn around(masks: &Masks, (ca, ra): (i32, i32), (cb, rb): (i32, i32), length: f64) -> Course {
    let step = if cb == ca { 1 } else { (cb - ca).signum() };
    let (high, low) = (2 * ra + 1, 2 * rb - 1);
    let mut best = (f64::INFINITY, cb - step);
    for gap in [cb - step, ca + step, cb + step, ca - step] {
        if gap < 0 {
            continue;
        }
        let detour = f64::from((gap - ca).abs() + (cb - gap).abs() - (cb - ca).abs());
        let blocked = if masks.column_clear(gap, ra, rb) {
            0.0
        } else {
            6.0
        };
        if detour + blocked < best.0 {
            best = (detour + blocked, gap);
        }
    }
    let (extra, gap) = best;
    Course::new(
        length + 1.0 + extra.min(20.0) + 4.0 * BEND,
        &[
            (ca, 2 * ra),
            (ca, high),
            (gap, high),
            (gap, low),
            (cb, low),
            (cb, 2 * rb),
        ],
    )
}

/// How often two ways cross, runs on each other counted as a part of a crossing.
pub(super) fn crossings(a: &Way, b: &Way) -> f64 {
    let mut sum = 0.0;
    for p in a.parts() {
        for q in b.parts() {
            sum += match (p.level, q.level) {
                (true, false) => meets(p, q),
                (false, true) => meets(q, p),
                _ if p.at != q.at || p.low >= q.high || q.low >= p.high => 0.0,
                (true, true) if p.at % 2 != 0 => over(p, q).min(over(q, p)),
                _ => 0.5,
            };
        }
    }
    sum
}

fn meets(level: &Part, upright: &Part) -> f64 {
    let crosses = level.low < upright.at
        && upright.at < level.high
        && upright.low < level.at
        && level.at < upright.high;
    if crosses { 1.0 } else { 0.0 }
}

/// The crossings of two level parts in one channel when the first runs above the second.
fn over(upper: &Part, lower: &Part) -> f64 {
    let mut sum = 0.0;
    for (x, turn) in [(upper.low, upper.ends.0), (upper.high, upper.ends.1)] {
        if turn > 0 && lower.low < x && x < lower.high {
            sum += 1.0;
        }
    }
    for (x, turn) in [(lower.low, lower.ends.0), (lower.high, lower.ends.1)] {
        if turn < 0 && upper.low < x && x < upper.high {
            sum += 1.0;
        }
    }
    sum
}
