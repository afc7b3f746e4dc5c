//! The ways of the lines, as drawn: corners rounded, jumps over other lines.

use super::jumps::jumps;
use super::mark::Step;
use crate::geometry::Point;
use crate::layout::Layout;
use crate::scene::Scene;
use crate::theme::size;

/// The way of one line with where it jumps.
pub(super) struct Route {
    pub(super) points: Vec<Point>,
    /// For each segment, the places on it where it jumps over another line, in its direction.
    jumps: Vec<Vec<Point>>,
}

/// Returns the ways of all lines.
pub(super) fn routes(scene: &Scene, layout: &Layout) -> Vec<Route> {
    let lines: Vec<Vec<Point>> = scene
        .flows
        .iter()
        .zip(&layout.edges)
        .map(|(_, route)| tidy(&route.line.points))
        .collect();
    let jumps = jumps(&lines);
    lines
        .into_iter()
        .zip(jumps)
        .map(|(points, jumps)| Route { points, jumps })
        .collect()
}

/// Leaves out points that stand on each other or between two others on one line.
fn tidy(points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for &point in points {
        if kept
            .last()
            .is_some_and(|last| distance(*last, point) < 0.01)
        {
            continue;
        }
        if let [.., a, b] = kept[..]
            && turn(a, b, point).abs() < 0.01
            && ahead(a, b, point)
        {
            kept.pop();
        }
        kept.push(point);
    }
    kept
}

/// Twice the area of a triangle: zero for three points on one line.
fn turn(a: Point, b: Point, c: Point) -> f64 {
    (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x)
}

fn ahead(a: Point, b: Point, c: Point) -> bool {
    (b.x - a.x) * (c.x - b.x) + (b.y - a.y) * (c.y - b.y) > 0.0
}

pub(super) fn distance(a: Point, b: Point) -> f64 {
    ((b.x - a.x).powi(2) + (b.y - a.y).powi(2)).sqrt()
}

/// Returns the place that lies `by` from `from` on the way to `to`.
pub(super) fn toward(from: Point, to: Point, by: f64) -> Point {
    let whole = distance(from, to);
    if whole == 0.0 {
        return from;
    }
    let part = by / whole;
    Point::new(
        from.x + (to.x - from.x) * part,
        from.y + (to.y - from.y) * part,
    )
}

impl Route {
    /// Returns a way that jumps over nothing.
    #[cfg(test)]
    pub(super) fn straight(points: Vec<Point>) -> Self {
        let jumps = vec![Vec::new(); points.len().saturating_sub(1)];
        Self { points, jumps }
    }

    /// Returns the path, shortened at its ends to leave room for heads.
    pub(super) fn path(&self, at_start: f64, at_end: f64) -> Vec<Step> {
        let count = self.points.len();
        if count < 2 {
            return Vec::new();
        }
        let mut points = self.points.clone();
        points[0] = shortened(points[0], points[1], at_start);
        points[count - 1] = shortened(points[count - 1], points[count - 2], at_end);
        let mut path = vec![Step::Move(points[0])];
        for (index, pair) in points.windows(2).enumerate() {
            let (from, to) = (pair[0], pair[1]);
            for jump in &self.jumps[index] {
                path.extend(arc(from, to, *jump));
            }
            match points.get(index + 2) {
                Some(&next) => {
                    let radius = size::CORNER
                        .min(distance(from, to) / 2.0)
                        .min(distance(to, next) / 2.0);
                    path.push(Step::Line(toward(to, from, radius)));
                    path.push(Step::Quad(to, toward(to, next, radius)));
                }
                None => path.push(Step::Line(to)),
            }
        }
        path
    }
}

fn shortened(end: Point, before: Point, by: f64) -> Point {
    toward(end, before, by.min((distance(end, before) - 0.5).max(0.0)))
}

/// A half circle over a place, on the upper side of a line that runs to the left or right.
fn arc(from: Point, to: Point, at: Point) -> [Step; 3] {
    // The length of the handles that make two cubic curves a half circle.
    const HANDLE: f64 = 0.552_285;
    let way = if to.x >= from.x { 1.0 } else { -1.0 };
    let radius = size::JUMP;
    let point = |x: f64, y: f64| Point::new(at.x + way * radius * x, at.y + radius * y);
    [
        Step::Line(point(-1.0, 0.0)),
        Step::Cubic(point(-1.0, -HANDLE), point(-HANDLE, -1.0), point(0.0, -1.0)),
        Step::Cubic(point(HANDLE, -1.0), point(1.0, -HANDLE), point(1.0, 0.0)),
    ]
}

#[cfg(test)]
mod tests {
    use super::tidy;
    use crate::geometry::Point;

    #[test]
    fn tidies() {
        let points = |list: &[(f64, f64)]| {
            list.iter()
                .map(|&(x, y)| Point::new(x, y))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            tidy(&points(&[
                (0.0, 0.0),
                (5.0, 0.0),
                (5.0, 0.0),
                (9.0, 0.0),
                (9.0, 4.0)
            ])),
            points(&[(0.0, 0.0), (9.0, 0.0), (9.0, 4.0)])
        );
    }
}
