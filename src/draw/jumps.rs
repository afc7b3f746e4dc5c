//! Where lines cross: the one that runs sideways jumps over the one that runs up or down.

use crate::geometry::Point;
use crate::theme::size;

/// A jump needs this room from the ends of its segment, so that it meets no rounded corner and no head.
const CLEAR: f64 = size::JUMP + size::CORNER;

/// Returns, for every line and each of its segments, the places of its jumps in its direction.
pub(super) fn jumps(lines: &[Vec<Point>]) -> Vec<Vec<Vec<Point>>> {
    let mut upright: Vec<(f64, f64, f64, usize)> = Vec::new();
    for (line, points) in lines.iter().enumerate() {
        for pair in points.windows(2) {
            if (pair[0].x - pair[1].x).abs() < 0.01 {
                let (top, bottom) = (pair[0].y.min(pair[1].y), pair[0].y.max(pair[1].y));
                upright.push((pair[0].x, top, bottom, line));
            }
        }
    }
    upright.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.3.cmp(&b.3)));
    lines
        .iter()
        .enumerate()
        .map(|(line, points)| {
            points
                .windows(2)
                .map(|pair| on_segment(&upright, line, pair[0], pair[1]))
                .collect()
        })
        .collect()
}

fn on_segment(
    upright: &[(f64, f64, f64, usize)],
    line: usize,
    from: Point,
    to: Point,
) -> Vec<Point> {
    if (from.y - to.y).abs() > 0.01 {
        return Vec::new();
    }
    let (left, right) = (from.x.min(to.x) + CLEAR, from.x.max(to.x) - CLEAR);
    let first = upright.partition_point(|(x, ..)| *x < left);
    let mut found: Vec<Point> = Vec::new();
    for &(x, top, bottom, other) in &upright[first..] {
        if x > right {
            break;
        }
        let crosses = other != line && top + 1.0 < from.y && from.y < bottom - 1.0;
        let apart = found
            .last()
            .is_none_or(|last| x - last.x > 2.0 * size::JUMP);
        if crosses && apart {
            found.push(Point::new(x, from.y));
        }
    }
    if to.x < from.x {
        found.reverse();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::jumps;
    use crate::geometry::Point;

    #[test]
    fn sideways_jumps_over_upright() {
        let across = vec![Point::new(100.0, 50.0), Point::new(0.0, 50.0)];
        let down = vec![Point::new(40.0, 0.0), Point::new(40.0, 100.0)];
        let touching = vec![Point::new(60.0, 50.0), Point::new(60.0, 100.0)];
        let found = jumps(&[across, down, touching]);
        assert_eq!(found[0], [[Point::new(40.0, 50.0)]]);
        assert!(found[1][0].is_empty());
    }
}
