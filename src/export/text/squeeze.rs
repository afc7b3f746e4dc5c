//! Places in px to places in cells, along one axis.
//!
//! The order of all places stays; places whose things would stand in each other's way are kept apart. Among the places
//! that keep to that, each is as near as can be to where it was.

use std::collections::BTreeMap;

/// Things along one axis, collected before they are squeezed.
#[derive(Default)]
pub(super) struct Squeeze {
    /// By place in hundredths: the extents across the axis of what stands there.
    stops: BTreeMap<i64, Vec<(f64, f64)>>,
    /// At least so many cells from one place to another.
    apart: Vec<(i64, i64, usize)>,
}

/// The cell of each place.
pub(super) struct Cells {
    cells: BTreeMap<i64, usize>,
    /// How many cells there are.
    pub(super) count: usize,
}

impl Squeeze {
    /// Adds a place of something that reaches from `low` to `high` across the axis.
    pub(super) fn stop(&mut self, place: f64, low: f64, high: f64) {
        let extent = (low.min(high), low.max(high));
        self.stops.entry(key(place)).or_default().push(extent);
    }

    /// Asks for at least so many cells between two places, the lower one first.
    pub(super) fn apart(&mut self, low: f64, high: f64, cells: usize) {
        if key(low) < key(high) {
            self.apart.push((key(low), key(high), cells));
        }
    }

    /// Finds the cells: within `most` where that can be, with `px` for each cell where there is room.
    pub(super) fn cells(self, px: f64, most: usize) -> Cells {
        let places: Vec<i64> = self.stops.keys().copied().collect();
        let index: BTreeMap<i64, usize> = places.iter().copied().zip(0..).collect();
        let stops: Vec<&Vec<(f64, f64)>> = self.stops.values().collect();
        // Each place with the places before it that it must keep from, and by how much.
        let mut before: Vec<Vec<(usize, usize)>> = vec![Vec::new(); places.len()];
        for (at, before) in before.iter_mut().enumerate() {
            if at > 0 {
                before.push((at - 1, 0));
            }
            for earlier in 0..at {
                if meet(stops[earlier], stops[at]) {
                    before.push((earlier, 1));
                }
            }
        }
        for (low, high, cells) in &self.apart {
            if let (Some(&low), Some(&high)) = (index.get(low), index.get(high)) {
                before[high].push((low, *cells));
            }
        }
        let mut least = vec![0_usize; places.len()];
        for at in 0..places.len() {
            for &(earlier, cells) in &before[at] {
                least[at] = least[at].max(least[earlier] + cells);
            }
        }
        let first = places.first().copied().unwrap_or(0);
        let span = places.last().map_or(0, |last| last - first) as f64 / 100.0 / px;
        let needed = least.last().copied().unwrap_or(0);
        let last = needed.max((span.round() as usize).min(most.saturating_sub(1)));
        let mut greatest = vec![last; places.len()];
        for at in (0..places.len()).rev() {
            for &(earlier, cells) in &before[at] {
                greatest[earlier] = greatest[earlier].min(greatest[at].saturating_sub(cells));
            }
        }
        let scale = if span > 0.0 { last as f64 / span } else { 1.0 };
        let mut found = vec![0_usize; places.len()];
        for at in 0..places.len() {
            let wish = ((places[at] - first) as f64 / 100.0 / px * scale).round() as usize;
            let low = before[at]
                .iter()
                .map(|&(earlier, cells)| found[earlier] + cells)
                .max()
                .unwrap_or(0);
            found[at] = wish.min(greatest[at]).max(low);
        }
        Cells {
            cells: places.into_iter().zip(found).collect(),
            count: last + 1,
        }
    }
}

impl Cells {
    /// Returns the cell of a place that was added.
    pub(super) fn of(&self, place: f64) -> usize {
        self.cells.get(&key(place)).copied().unwrap_or(0)
    }
}

fn key(place: f64) -> i64 {
    (place * 100.0).round() as i64
}

/// Says whether an extent of the one touches an extent of the other.
fn meet(one: &[(f64, f64)], other: &[(f64, f64)]) -> bool {
    one.iter()
        .any(|a| other.iter().any(|b| a.0 <= b.1 + 0.01 && b.0 <= a.1 + 0.01))
}

#[cfg(test)]
mod tests {
    use super::Squeeze;

    #[test]
    fn keeps_apart_what_meets_and_lets_the_rest_fall_together() {
        let mut squeeze = Squeeze::default();
        squeeze.stop(0.0, 0.0, 10.0);
        squeeze.stop(100.0, 0.0, 10.0);
        squeeze.stop(101.0, 20.0, 30.0);
        squeeze.stop(102.0, 5.0, 6.0);
        squeeze.apart(0.0, 100.0, 4);
        let cells = squeeze.cells(100.0, 80);
        let of = |place| cells.of(place);
        assert_eq!((of(0.0), of(100.0), of(101.0), of(102.0)), (0, 4, 5, 5));
        assert_eq!(cells.count, 6);
    }

    #[test]
    fn stays_where_it_was_where_there_is_room() {
        let mut squeeze = Squeeze::default();
        for place in [0.0, 80.0, 160.0] {
            squeeze.stop(place, 0.0, 1.0);
        }
        let cells = squeeze.cells(8.0, 100);
        assert_eq!((cells.of(80.0), cells.of(160.0), cells.count), (10, 20, 21));
    }
}
