//! Draws self loops around corners of their boxes.
//!
//! Comes in: a graph and a placement. Goes out: the line of each self loop, the place of its label, and the room that both
//! take. Always holds: several loops of one box take its corners in turn and then lie around each other.

use super::space::{NONE, Space};
use super::strips::Strip;
use crate::geometry::{Point, Rect, Size};
use crate::layout::graph::{End, Graph, GroupId, NodeId};
use crate::layout::placement::{Axis, Placement};
use std::collections::BTreeMap;

/// How far the innermost loop runs from its box.
const OUT: f64 = 15.0;
/// How far from the corner it starts and ends.
const IN: f64 = 14.0;
/// How far loops around one corner are from each other.
const NEXT: f64 = 12.0;

/// How far a label is from its loop, and from what stands beside it.
const BESIDE: f64 = 3.0;

/// A self loop.
pub(super) struct Loop {
    pub(super) edge: usize,
    pub(super) points: Vec<Point>,
    /// What other routes keep clear of.
    pub(super) room: [Rect; 2],
    /// Where its label stands: outside the loop's horizontal side.
    pub(super) label: Option<Rect>,
    corner: Corner,
    /// The group that holds the box.
    home: u32,
}

/// A corner, as the directions that lead away from the box there.
type Corner = (f64, f64);

/// The corners in the order in which they are taken: top right first.
const CORNERS: [Corner; 4] = [(1.0, -1.0), (1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0)];

/// Draws all self loops.
pub(super) fn loops(graph: &Graph, placement: &Placement) -> Vec<Loop> {
    let mut loops: Vec<Loop> = Vec::new();
    // How many loops each box has, and how far out they reach at each of its corners.
    let mut taken: BTreeMap<End, (usize, [f64; 4])> = BTreeMap::new();
    for (index, edge) in graph.edges.iter().enumerate() {
        if edge.source != edge.target {
            continue;
        }
        let (rect, parent) = match edge.source {
            End::Node(NodeId(id)) => (
                placement.nodes[id as usize],
                graph.nodes[id as usize].parent,
            ),
            End::Group(GroupId(id)) => (
                placement.groups[id as usize],
                graph.groups[id as usize].parent,
            ),
        };
        let (before, reach) = taken.entry(edge.source).or_default();
        // Corners where something else stands close come last.
        let mut corners = [0, 1, 2, 3];
        corners.sort_by_key(|&at| crowd(placement, &rect, CORNERS[at]));
        let at = corners[*before % corners.len()];
        let ring = (*before / corners.len()) as f64;
        let label = edge.label.map(|label| label.size);
        let drawn = around(&rect, CORNERS[at], ring, reach[at], label);
        *before += 1;
        reach[at] += label.map_or(NEXT, |size| NEXT + size.height + BESIDE);
        loops.push(Loop {
            edge: index,
            home: parent.map_or(NONE, |GroupId(id)| id),
            ..drawn
        });
    }
    loops
}

/// The strips of space that labels of loops lack: beside what they stand on, or within the group that holds their box.
pub(super) fn strips(space: &Space, loops: &[Loop]) -> Vec<Strip> {
    let mut strips = Vec::new();
    for around in loops {
        let Some(label) = around.label else {
            continue;
        };
        let own = |rect: &Rect| *rect == label || around.room.contains(rect);
        let inside = around.home == NONE || space.groups[around.home as usize].contains(&label);
        if inside && space.is_clear(&label, own) {
            continue;
        }
        // Both, for it may stand in the way of one thing beside it and of another beyond it.
        let start = around.points[0];
        strips.push(Strip {
            axis: Axis::Y,
            at: start.y + 0.5 * around.corner.1,
            by: label.height + 2.0 * BESIDE,
        });
        let side = around.points[around.points.len() - 1];
        strips.push(Strip {
            axis: Axis::X,
            at: side.x + 0.5 * around.corner.0,
            by: label.width,
        });
    }
    strips
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

fn around(rect: &Rect, corner: Corner, ring: f64, reach: f64, label: Option<Size>) -> Loop {
    let (x, y) = corner;
    let (at_x, at_y) = at(rect, corner);
    let out = OUT + reach;
    let within = (IN + ring * NEXT)
        .min(rect.width / 2.0)
        .min(rect.height / 2.0);
    let (far_x, far_y) = (at_x + out * x, at_y + out * y);
    let (near_x, near_y) = (at_x - within * x, at_y - within * y);
    let label = label.map(|size| {
        let edge_y = far_y + BESIDE * y;
        spanned(
            Point::new(near_x, edge_y),
            Point::new(near_x + size.width * x, edge_y + size.height * y),
        )
    });
    Loop {
        edge: 0,
        points: vec![
            Point::new(near_x, at_y),
            Point::new(near_x, far_y),
            Point::new(far_x, far_y),
            Point::new(far_x, near_y),
            Point::new(at_x, near_y),
        ],
        room: [
            spanned(Point::new(near_x, at_y), Point::new(far_x, far_y)),
            spanned(Point::new(at_x, at_y), Point::new(far_x, near_y)),
        ],
        label,
        corner,
        home: NONE,
    }
}

fn spanned(a: Point, b: Point) -> Rect {
    Rect::new(
        a.x.min(b.x),
        a.y.min(b.y),
        (b.x - a.x).abs(),
        (b.y - a.y).abs(),
    )
}
