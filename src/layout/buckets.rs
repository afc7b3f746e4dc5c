//! An index of rectangles by place: a uniform grid of buckets.
//!
//! Comes in: rectangles. Goes out: the indices of those that touch a query. Always holds: each index is told once per
//! query, in the order of the buckets.

use crate::geometry::Rect;

/// Rectangles sorted into the cells of a grid.
#[derive(Clone, Debug, Default)]
pub(super) struct Buckets {
    rects: Vec<Rect>,
    x: f64,
    y: f64,
    width: f64,
    height: f64,
    columns: usize,
    rows: usize,
    /// Where each cell's items start in `items`; one more than there are cells.
    starts: Vec<u32>,
    items: Vec<u32>,
}

/// In how many cells a rectangle lies on average at most: where many are as large as the whole, fewer cells tell as much.
const MOST_EACH: usize = 32;

/// Up to so many rectangles share one cell.
const FEW: usize = 8;

impl Buckets {
    /// Sorts rectangles into about as many cells as there are rectangles.
    pub(super) fn new(rects: Vec<Rect>) -> Self {
        let Some(bounds) = rects.iter().copied().reduce(|a, b| a.union(&b)) else {
            return Self::default();
        };
        // Few are looked at one by one.
        let cells = match rects.len() {
            ..=FEW => 1.0,
            many => (many as f64).sqrt().ceil().min(400.0),
        };
        // Long drawings get more cells along their long side.
        let width = bounds.width.max(1.0);
        let height = bounds.height.max(1.0);
        let stretch = (width / height).sqrt().clamp(1.0 / 16.0, 16.0);
        let mut columns = (cells * stretch).ceil().max(1.0);
        let mut rows = (cells / stretch).ceil().max(1.0);
        let grid = |columns: f64, rows: f64| Self {
            x: bounds.x,
            y: bounds.y,
            width: width / columns,
            height: height / rows,
            columns: columns as usize,
            rows: rows as usize,
            ..Self::default()
        };
        let mut buckets = grid(columns, rows);
        while buckets.taken(&rects) > MOST_EACH * rects.len() {
            (columns, rows) = ((columns / 2.0).ceil(), (rows / 2.0).ceil());
            buckets = grid(columns, rows);
        }
        buckets.starts = vec![0; buckets.columns * buckets.rows + 1];
        for rect in &rects {
            buckets.each_cell(rect, |cell, starts| starts[cell + 1] += 1);
        }
        for cell in 1..buckets.starts.len() {
            buckets.starts[cell] += buckets.starts[cell - 1];
        }
        let mut next = buckets.starts.clone();
        let mut items = vec![0; buckets.starts.last().map_or(0, |&count| count as usize)];
        for (index, rect) in rects.iter().enumerate() {
            let (columns, rows) = buckets.cells(rect);
            for row in rows.0..=rows.1 {
                for column in columns.0..=columns.1 {
                    let cell = row * buckets.columns + column;
                    items[next[cell] as usize] = index as u32;
                    next[cell] += 1;
                }
            }
        }
        buckets.items = items;
        buckets.rects = rects;
        buckets
    }

    /// Calls `found` with each rectangle that touches the query, borders included.
    pub(super) fn each(&self, query: &Rect, mut found: impl FnMut(usize)) {
        self.any(query, |index| {
            found(index);
            false
        });
    }

    /// Returns whether some rectangle that touches the query passes the test.
    pub(super) fn any(&self, query: &Rect, mut test: impl FnMut(usize) -> bool) -> bool {
        if self.rects.len() <= FEW {
            let mut touched = (0..self.rects.len()).filter(|&at| touch(&self.rects[at], query));
            return touched.any(test);
        }
        let (columns, rows) = self.cells(query);
        for row in rows.0..=rows.1 {
            for column in columns.0..=columns.1 {
                let cell = row * self.columns + column;
                for &item in &self.items[self.starts[cell] as usize..self.starts[cell + 1] as usize]
                {
                    let rect = &self.rects[item as usize];
                    if !touch(rect, query) {
                        continue;
                    }
                    // Each pair is told in one cell only: that of the top left corner of what they share.
                    let home = self.cell_of(rect.x.max(query.x), rect.y.max(query.y));
                    if home == (column, row) && test(item as usize) {
                        return true;
                    }
                }
            }
        }
        false
    }

    fn cell_of(&self, x: f64, y: f64) -> (usize, usize) {
        // A cast from a negative or too large number saturates, which is what is wanted at the borders.
        let column = ((x - self.x) / self.width) as u32;
        let row = ((y - self.y) / self.height) as u32;
        (
            (column as usize).min(self.columns - 1),
            (row as usize).min(self.rows - 1),
        )
    }

    fn cells(&self, rect: &Rect) -> ((usize, usize), (usize, usize)) {
        let (left, top) = self.cell_of(rect.x, rect.y);
        let (right, bottom) = self.cell_of(rect.right(), rect.bottom());
        ((left, right), (top, bottom))
    }

    /// In how many cells all rectangles lie, each counted for itself.
    fn taken(&self, rects: &[Rect]) -> usize {
        let taken = |rect: &Rect| {
            let (columns, rows) = self.cells(rect);
            (columns.1 - columns.0 + 1) * (rows.1 - rows.0 + 1)
        };
        rects.iter().map(taken).sum()
    }

    fn each_cell(&mut self, rect: &Rect, mut at: impl FnMut(usize, &mut [u32])) {
        let (columns, rows) = self.cells(rect);
        for row in rows.0..=rows.1 {
            for column in columns.0..=columns.1 {
                at(row * self.columns + column, &mut self.starts);
            }
        }
    }
}

fn touch(a: &Rect, b: &Rect) -> bool {
    a.x <= b.right() && b.x <= a.right() && a.y <= b.bottom() && b.y <= a.bottom()
}

#[cfg(test)]
mod tests {
    use super::Buckets;
    use crate::geometry::Rect;

    #[test]
    fn many_rectangles_in_one_place_take_few_cells_and_are_all_found() {
        let rect = Rect::new(10.0, 10.0, 40.0, 18.0);
        let buckets = Buckets::new(vec![rect; 1_000]);
        assert!(buckets.items.len() <= 32_000, "{}", buckets.items.len());
        let mut found = 0;
        buckets.each(&rect, |_| found += 1);
        assert_eq!(found, 1_000);
    }
}
