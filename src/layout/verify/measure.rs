//! The measures of a drawing, its defects apart: crossings and bends.

use super::segments::{Segment, Segments};
use super::{end_rect, shared_ends, verify};
use crate::geometry::{Point, Rect};
use crate::layout::graph::{End, Graph};
use crate::layout::output::Layout;
use std::collections::BTreeSet;

/// Returns (crossings + half the quarter turns + twice the defects) per edge: lower is better.
pub fn penalty(graph: &Graph, layout: &Layout) -> f64 {
    let defects = verify(graph, layout).len();
    let edges = graph.edges.len().max(1);
    (crossings(graph, layout) as f64 + 0.5 * turns(layout) as f64 + 2.0 * defects as f64)
        / edges as f64
}

/// Counts the places where two routes cross; meeting at an end that both share is no crossing.
pub fn crossings(graph: &Graph, layout: &Layout) -> usize {
    let segments = Segments::new(layout, |_| true);
    let mut found = BTreeSet::new();
    for segment in &segments.all {
        if !segment.horizontal() {
            continue;
        }
        segments.index.each(&segment.rect(), |other| {
            let across = &segments.all[other];
            if across.horizontal() || across.edge == segment.edge {
                return;
            }
            let (x, y) = (across.from.x, segment.from.y);
            if !crosses(layout, segment, across, x, y) {
                return;
            }
            let shared = shared_ends(graph, segment.edge, across.edge);
            let near = |end: &End| {
                end_rect(layout, *end)
                    .inflate(6.0)
                    .contains(&Rect::new(x, y, 0.0, 0.0))
            };
            if !shared.iter().flatten().any(near) {
                let pair = (
                    segment.edge.min(across.edge),
                    segment.edge.max(across.edge),
                    (x * 4.0) as i64,
                    (y * 4.0) as i64,
                );
                found.insert(pair);
            }
        });
    }
    found.len()
}

/// Counts the bends of all routes.
pub fn turns(layout: &Layout) -> usize {
    layout
        .edges
        .iter()
        .map(|route| {
            let points = &route.line.points;
            points
                .windows(3)
                .filter(|p| {
                    let (ax, ay) = (p[1].x - p[0].x, p[1].y - p[0].y);
                    let (bx, by) = (p[2].x - p[1].x, p[2].y - p[1].y);
                    (ax * by - ay * bx).abs() > 0.01
                })
                .count()
        })
        .sum()
}

/// Whether the two meet in the inside of both, or one passes over the other at a bend.
fn crosses(layout: &Layout, a: &Segment, b: &Segment, x: f64, y: f64) -> bool {
    let inside_a = x > a.low(true) + 0.5 && x < a.high(true) - 0.5;
    let inside_b = y > b.low(false) + 0.5 && y < b.high(false) - 0.5;
    if inside_a && inside_b {
        return true;
    }
    // A bend on the other's line counts once: where the run that they share is entered, if it is left on the other side.
    if inside_b {
        return passes(layout, a, |p| p.x - x);
    }
    inside_a && passes(layout, b, |p| p.y - y)
}

/// Whether the route of a segment that ends on another's line goes on to the other side of that line.
fn passes(layout: &Layout, segment: &Segment, side: impl Fn(&Point) -> f64) -> bool {
    let points = &layout.edges[segment.edge].line.points;
    let end = side(&points[segment.at]).abs() > side(&points[segment.at + 1]).abs();
    // Only the entering segment counts; the leaving one has the line at its start.
    if !end {
        return false;
    }
    let before = side(&points[segment.at]);
    points[segment.at + 2..]
        .iter()
        .map(side)
        .find(|s| s.abs() > 1.0)
        .is_some_and(|after| (after > 0.0) != (before > 0.0))
}
