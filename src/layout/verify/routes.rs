//! Routes against nodes, titles and their own ends.

use super::defect::{Defect, Fault, Part, one, two};
use super::{Scene, end_rect, shrink};
use crate::geometry::Rect;
use crate::layout::graph::{EdgeId, End, GroupId, NodeId};

/// By how much a route may graze a node.
const GRAZE: f64 = 2.0;
/// How far an end may be from its border.
const OFF: f64 = 2.0;
/// How far a route may run inside its own end.
const INSIDE: f64 = 12.0;

/// What routes run through, and where they end.
pub(super) fn routes(scene: &Scene<'_>, defects: &mut Vec<Defect>) {
    let mut inside = vec![[0.0; 2]; scene.graph.edges.len()];
    for segment in &scene.segments.all {
        let id = Part::Edge(EdgeId(segment.edge as u32));
        let edge = &scene.graph.edges[segment.edge];
        let rect = segment.rect();
        if rect.width > 0.5 && rect.height > 0.5 {
            defects.push(one(Fault::Slanted, id));
        }
        scene.nodes.each(&rect, |index| {
            let inner = shrink(&scene.layout.nodes[index], GRAZE);
            if !touches(&rect, &inner) {
                return;
            }
            let end = End::Node(NodeId(index as u32));
            if end != edge.source && end != edge.target {
                let node = Part::Node(NodeId(index as u32));
                defects.push(two(Fault::RunsThrough, id, node));
            }
            let run = (rect.right().min(inner.right()) - rect.x.max(inner.x))
                + (rect.bottom().min(inner.bottom()) - rect.y.max(inner.y));
            for (side, own) in [edge.source, edge.target].into_iter().enumerate() {
                if own == end {
                    inside[segment.edge][side] += run;
                }
            }
        });
        scene.titles.each(&rect, |group| {
            if touches(&rect, &shrink(&scene.rooms[group], GRAZE)) {
                let title = Part::Title(GroupId(group as u32));
                defects.push(two(Fault::RunsThrough, id, title));
            }
        });
    }
    for (index, edge) in scene.graph.edges.iter().enumerate() {
        let id = Part::Edge(EdgeId(index as u32));
        let line = &scene.layout.edges[index].line;
        let ends = [
            (edge.source, line.points[0]),
            (edge.target, line.points[line.points.len() - 1]),
        ];
        for (side, (end, point)) in ends.into_iter().enumerate() {
            let rect = end_rect(scene.layout, end);
            let near = rect
                .inflate(OFF)
                .contains(&Rect::new(point.x, point.y, 0.0, 0.0));
            // The border, not the inside, is where an end belongs.
            let deep = shrink(&rect, OFF);
            let sunk = deep.width > 0.0
                && deep.height > 0.0
                && deep.contains(&Rect::new(point.x, point.y, 0.0, 0.0));
            if !near || sunk {
                defects.push(two(Fault::EndsOff, id, end_part(end)));
            }
            if edge.source != edge.target && inside[index][side] > INSIDE {
                defects.push(two(Fault::RunsInside, id, end_part(end)));
            }
        }
        if edge.source == edge.target && (line.points.len() < 3 || line.length() < 20.0) {
            defects.push(one(Fault::FlatLoop, id));
        }
    }
}

fn end_part(end: End) -> Part {
    match end {
        End::Node(node) => Part::Node(node),
        End::Group(group) => Part::Group(group),
    }
}

/// Whether a line, which has no width or no height, runs within a box.
fn touches(line: &Rect, rect: &Rect) -> bool {
    rect.width > 0.0
        && rect.height > 0.0
        && line.x <= rect.right()
        && rect.x <= line.right()
        && line.y <= rect.bottom()
        && rect.y <= line.bottom()
}
