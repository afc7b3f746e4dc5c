//! Where titles stand: as far to the left as no line and no label runs over them.

use crate::geometry::Rect;
use crate::layout::Layout;

/// What lines and labels take up.
pub(super) struct Taken {
    places: Vec<Rect>,
}

/// A title keeps this distance from lines and labels.
const CLEAR: f64 = 4.0;
/// Titles are moved in steps of this.
const STEP: f64 = 4.0;

/// Collects what lines and labels take up.
pub(super) fn taken(layout: &Layout) -> Taken {
    let mut places = Vec::new();
    for route in &layout.edges {
        places.extend(route.label);
        for (from, to) in route.line.segments() {
            let start = Rect::new(from.x, from.y, 0.0, 0.0);
            places.push(start.union(&Rect::new(to.x, to.y, 0.0, 0.0)));
        }
    }
    Taken { places }
}

impl Taken {
    /// Returns the first x from `room.x` on where a box of that width is free in the room; none where there is none.
    pub(super) fn free(&self, room: Rect, width: f64) -> Option<f64> {
        let near: Vec<Rect> = self
            .places
            .iter()
            .map(|place| place.inflate(CLEAR))
            .filter(|place| place.overlaps(&room))
            .collect();
        let steps = ((room.width - width) / STEP).max(0.0) as usize;
        (0..=steps)
            .map(|step| room.x + step as f64 * STEP)
            .find(|x| {
                let title = Rect::new(*x, room.y, width, room.height);
                !near.iter().any(|place| place.overlaps(&title))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::taken;
    use crate::geometry::{Point, Polyline, Rect};
    use crate::layout::{Layout, Route};

    #[test]
    fn a_title_moves_out_of_the_way() {
        let layout = Layout {
            edges: vec![Route {
                line: Polyline {
                    points: vec![Point::new(30.0, 0.0), Point::new(30.0, 90.0)],
                },
                label: Some(Rect::new(60.0, 20.0, 40.0, 22.0)),
            }],
            ..Layout::default()
        };
        let taken = taken(&layout);
        let room = Rect::new(10.0, 10.0, 200.0, 20.0);
        assert_eq!(taken.free(room, 10.0), Some(10.0));
        assert_eq!(taken.free(room, 22.0), Some(34.0));
        assert_eq!(taken.free(room, 40.0), Some(106.0));
        assert_eq!(taken.free(room, 150.0), None);
    }
}
