//! The routes that lines take.

use super::Point;

/// A line through two or more points, from its start to its end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Polyline {
    pub points: Vec<Point>,
}

impl Polyline {
    /// Returns the segments in order, as pairs of ends.
    pub fn segments(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        self.points.windows(2).map(|pair| (pair[0], pair[1]))
    }

    /// Returns the length along the line.
    pub fn length(&self) -> f64 {
        self.segments()
            .map(|(a, b)| ((b.x - a.x).powi(2) + (b.y - a.y).powi(2)).sqrt())
            .sum()
    }
}
