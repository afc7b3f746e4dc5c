//! An index of rectangles by place: a uniform grid of buckets.
//!
//! Comes in: rectangles. Goes out: the indices of those that touch a query. Always holds: each index is told once per
//! query, in the order of the buckets.

use crate::geometry::Rect;

/// Rectangles sorted into the cells of a grid.
#[derive(Clone, Debug, Default)]
pub(super) struct Buckets {
    places: Vec<Place>,
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

/// Where a rectangle is, and the first and the last cell that it touches, by column and row.
#[derive(Clone, Copy, Debug)]
struct Place {
    from: (f64, f64),
    to: (f64, f64),
    first: (usize, usize),
    last: (usize, usize),
}

impl Place {
    /// A place in a grid of one cell.
    fn new(rect: &Rect) -> Self {
        Self {
            from: (rect.x, rect.y),
            to: (rect.right(), rect.bottom()),
            first: (0, 0),
            last: (0, 0),
        }
    }

    #[inline]
    fn touches(&self, other: &Self) -> bool {
        self.from.0 <= other.to.0
            && other.from.0 <= self.to.0
            && self.from.1 <= other.to.1
            && other.from.1 <= self.to.1
    }

    /// In how many cells it lies.
    fn cells(&self) -> usize {
        (self.last.0 - self.first.0 + 1) * (self.last.1 - self.first.1 + 1)
    }
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
        let mut places = buckets.places(&rects);
        while places.iter().map(Place::cells).sum::<usize>() > MOST_EACH * rects.len() {
            (columns, rows) = ((columns / 2.0).ceil(), (rows / 2.0).ceil());
            buckets = grid(columns, rows);
            places = buckets.places(&rects);
        }
        buckets.places = places;
        if rects.len() > FEW {
            buckets.sort();
        }
        buckets
    }

    /// Sorts all places into their cells.
    fn sort(&mut self) {
        let columns = self.columns;
        let cells = |place: &Place| {
            let (first, last) = (place.first, place.last);
            (first.1..=last.1).flat_map(move |row| row * columns + first.0..=row * columns + last.0)
        };
        let mut starts = vec![0; columns * self.rows + 1];
        for cell in self.places.iter().flat_map(cells) {
            starts[cell + 1] += 1;
        }
        for cell in 1..starts.len() {
            starts[cell] += starts[cell - 1];
        }
        let mut next = starts.clone();
        self.items = vec![0; starts.last().map_or(0, |&count| count as usize)];
        for (index, place) in (0..).zip(&self.places) {
            for cell in cells(place) {
                self.items[next[cell] as usize] = index;
                next[cell] += 1;
            }
        }
        self.starts = starts;
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
        if self.places.len() <= FEW {
            let query = Place::new(query);
            let mut places = (0..).zip(&self.places);
            return places.any(|(at, place)| place.touches(&query) && test(at));
        }
        let query = self.place(query);
        for row in query.first.1..=query.last.1 {
            for column in query.first.0..=query.last.0 {
                let cell = row * self.columns + column;
                for &item in &self.items[self.starts[cell] as usize..self.starts[cell + 1] as usize]
                {
                    let place = &self.places[item as usize];
                    // Each pair is told in one cell only: that of the top left corner of what they share.
                    if place.first.0.max(query.first.0) == column
                        && place.first.1.max(query.first.1) == row
                        && place.touches(&query)
                        && test(item as usize)
                    {
                        return true;
                    }
                }
            }
        }
        false
    }

    fn cell_of(&self, (x, y): (f64, f64)) -> (usize, usize) {
        // A cast from a negative or too large number saturates, which is what is wanted at the borders.
        let column = ((x - self.x) / self.width) as u32;
        let row = ((y - self.y) / self.height) as u32;
        (
            (column as usize).min(self.columns - 1),
            (row as usize).min(self.rows - 1),
        )
    }

    fn place(&self, rect: &Rect) -> Place {
        let place = Place::new(rect);
        Place {
            first: self.cell_of(place.from),
            last: self.cell_of(place.to),
            ..place
        }
    }

    fn places(&self, rects: &[Rect]) -> Vec<Place> {
        rects.iter().map(|rect| self.place(rect)).collect()
    }
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
