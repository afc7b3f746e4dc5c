//! Finds the columns that cross a row.
//!
//! Comes in: columns from the left, and rows from the top, one after the other. Goes out: for each row the columns that may cross
//! it, from the left. Always holds: all that cross it are among them.

use super::spans::Span;

/// The columns that may cross the next row, as the rows are gone through from the top: most columns are far shorter than
/// the drawing is high.
pub(super) struct Crossed<'a> {
    columns: &'a [Span],
    /// The columns by where they start, and how many of them have started.
    starts: Vec<u32>,
    started: usize,
    /// Those that have started and, but for some, not yet ended, from the left.
    open: Vec<u32>,
    /// With how many of them those that have ended are let go.
    full: usize,
}

impl<'a> Crossed<'a> {
    /// With fewer columns it does not matter how many have ended.
    const FEW: usize = 64;

    pub(super) fn new(columns: &'a [Span]) -> Self {
        let mut starts: Vec<u32> = (0..columns.len() as u32).collect();
        let from = |index: u32| columns[index as usize].from;
        starts.sort_by(|&a, &b| from(a).total_cmp(&from(b)).then(a.cmp(&b)));
        Self {
            columns,
            starts,
            started: 0,
            open: Vec::new(),
            full: Self::FEW,
        }
    }

    /// Lists the columns that have started above a row and lie within its extent; each row is below the one before.
    pub(super) fn by(&mut self, row: &Span) -> &[u32] {
        let columns = self.columns;
        while let Some(&index) = self.starts.get(self.started) {
            if columns[index as usize].from > row.at {
                break;
            }
            let place = self.open.partition_point(|&other| other < index);
            self.open.insert(place, index);
            self.started += 1;
        }
        if self.open.len() >= self.full {
            self.open
                .retain(|&index| columns[index as usize].to >= row.at);
            self.full = 2 * self.open.len().max(Self::FEW);
        }
        let at = |index: u32| columns[index as usize].at;
        let first = self.open.partition_point(|&index| at(index) < row.from);
        let end = self.open.partition_point(|&index| at(index) <= row.to);
        &self.open[first..end]
    }
}

#[cfg(test)]
mod tests {
    use super::{Crossed, Span};
    use crate::layout::route::space::NONE;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    fn span((at, from, length): (u8, u8, u8)) -> Span {
        Span {
            at: f64::from(at),
            from: f64::from(from),
            to: f64::from(from) + f64::from(length),
            start: NONE,
            end: NONE,
            owners: [NONE; 2],
        }
    }

    proptest! {
        #[test]
        fn a_row_is_crossed_by_what_a_look_at_all_columns_finds(
            rows in proptest::collection::vec(any::<(u8, u8, u8)>(), 0..60),
            columns in proptest::collection::vec(any::<(u8, u8, u8)>(), 0..300),
        ) {
            let sorted = |spans: Vec<(u8, u8, u8)>| {
                let mut spans: Vec<Span> = spans.into_iter().map(span).collect();
                spans.sort_by(|a, b| a.at.total_cmp(&b.at));
                spans
            };
            let (rows, columns) = (sorted(rows), sorted(columns));
            let mut crossed = Crossed::new(&columns);
            for row in &rows {
                let reaches = |column: &Span| row.at <= column.to;
                let crosses = |column: &Span| {
                    row.from <= column.at && column.at <= row.to && column.from <= row.at && reaches(column)
                };
                let found = crossed.by(row).iter().copied();
                let found: Vec<u32> = found.filter(|&index| reaches(&columns[index as usize])).collect();
                let all = (0..columns.len() as u32).filter(|&index| crosses(&columns[index as usize]));
                prop_assert_eq!(found, all.collect::<Vec<u32>>());
            }
        }
    }
}
