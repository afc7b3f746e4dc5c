//! Draws self loops around corners of their boxes.
//!
//! Comes in: a graph and a placement. Goes out: the line of each self loop, and the room that it takes. Always holds:
//! several loops of one box take its corners in turn and then lie around each other.

use crate::geometry::{Point, Rect};
use crate::layout::graph::{End, Graph};
use crate::layout::placement::Placement;

/// How far the innermost loop runs from its box.
const OUT: f64 = 15.0;
/// How far from the corner it starts and ends.
const IN: f64 = 14.0;
/// How far loops around one corner are from each other.
const NEXT: f64 = 12.0;

/// A self loop.
pub(super) struct Loop {
    pub(super) edge: usize,
    pub(super) points: Vec<Point>,
    /// What other routes keep clear of.
    pub(super) room: [Rect; 2],
}

/// A corner, as the directions that lead away from the box there.
type Corner = (f64, f64);

/// The corners in the order in which they are taken: top right first.
const CORNERS: [Corner; 4] = [(1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0)];

/// Draws all self loops.
pub(super) fn loops(graph: &Graph, placement: &Placement) -> Vec<Loop> {
    let mut loops: Vec<Loop> = Vec::new();
    for (index, edge) in graph.edges.iter().enumerate() {
        if edge.source != edge.target {
            continue;
        }
        let rect = match edge.source {
            End::Node(node) => placement.nodes[node.0 as usize],
            End::Group(group) => placement.groups[group.0 as usize],
        };
        let before = loops
            .iter()
            .filter(|other| graph.edges[other.edge].source == edge.source)
            .count();
        // Corners where something else stands close come last.
        let mut corners = CORNERS;
        corners.sort_by_key(|&corner| crowd(placement, &rect, corner));
        let corner = corners[before % corners.len()];
        let (points, room) = around(&rect, corner, (before / corners.len()) as f64);
        loops.push(Loop {
            edge: index,
            points,
            room,
        });
    }
    loops
}

/// How many nodes and groups stand where a loop would be.
fn crowd(placement: &Placement, rect: &Rect, (x, y): Corner) -> usize {
    let (at_x, at_y) = at(rect, (x, y));
    let area = spanned(
        Point::new(at_x - x, at_y - y),
        Point::new(at_x + 1.6 * OUT * x, at_y + 1.6 * OUT * y),
    );
    let nodes = placement.nodes.iter().filter(|node| node.overlaps(&area));
    let groups = placement.groups.iter();
    let borders = groups.filter(|group| group.overlaps(&area) && !group.contains(&area));
    nodes.count() + borders.count()
}

fn at(rect: &Rect, (x, y): Corner) -> (f64, f64) {
    (
        if x > 0.0 { rect.right() } else { rect.x },
        if y > 0.0 { rect.bottom() } else { rect.y },
    )
}

fn around(rect: &Rect, (x, y): Corner, ring: f64) -> (Vec<Point>, [Rect; 2]) {
    let (at_x, at_y) = at(rect, (x, y));
    let out = OUT + ring * NEXT;
    let within = (IN + ring * NEXT)
        .min(rect.width / 2.0)
        .min(rect.height / 2.0);
    let (far_x, far_y) = (at_x + out * x, at_y + out * y);
    let (near_x, near_y) = (at_x - within * x, at_y - within * y);
    let points = vec![
        Point::new(near_x, at_y),
        Point::new(near_x, far_y),
        Point::new(far_x, far_y),
        Point::new(far_x, near_y),
        Point::new(at_x, near_y),
    ];
    let room = [
        spanned(Point::new(near_x, at_y), Point::new(far_x, far_y)),
        spanned(Point::new(at_x, at_y), Point::new(far_x, near_y)),
    ];
    (points, room)
}

fn spanned(a: Point, b: Point) -> Rect {
    Rect::new(
        a.x.min(b.x),
        a.y.min(b.y),
        (b.x - a.x).abs(),
        (b.y - a.y).abs(),
    )
}
