//! Labels against everything.

use super::defect::{Defect, Fault, Part, one, two};
use super::{LATERAL, Scene, TOLERANCE, overlap, shrink};
use crate::geometry::Rect;
use crate::layout::buckets::Buckets;
use crate::layout::graph::{EdgeId, GroupId, NodeId};

/// A label farther than this from its route belongs to nothing.
const FAR: f64 = 20.0;

/// What labels lie on, and whether they are near their own routes.
pub(super) fn labels(scene: &Scene<'_>, defects: &mut Vec<Defect>) {
    let placed: Vec<(usize, Rect)> = scene
        .layout
        .edges
        .iter()
        .enumerate()
        .filter_map(|(edge, route)| Some((edge, route.label?)))
        .collect();
    let index = Buckets::new(placed.iter().map(|(_, rect)| *rect).collect());
    for (at, (edge, rect)) in placed.iter().enumerate() {
        let id = Part::Label(EdgeId(*edge as u32));
        if let Some(label) = scene.graph.edges[*edge].label
            && (rect.width < label.size.width - TOLERANCE
                || rect.height < label.size.height - TOLERANCE)
        {
            defects.push(one(Fault::Shrunk, id));
        }
        index.each(rect, |other| {
            if at < other && overlap(rect, &placed[other].1, TOLERANCE) {
                let label = Part::Label(EdgeId(placed[other].0 as u32));
                defects.push(two(Fault::Overlap, id, label));
            }
        });
        scene.nodes.each(rect, |node| {
            if overlap(rect, &scene.layout.nodes[node], TOLERANCE) {
                defects.push(two(Fault::Overlap, id, Part::Node(NodeId(node as u32))));
            }
        });
        scene.titles.each(rect, |group| {
            if overlap(rect, &scene.rooms[group], TOLERANCE) {
                defects.push(two(Fault::Overlap, id, Part::Title(GroupId(group as u32))));
            }
        });
        let inner = shrink(rect, LATERAL);
        scene.segments.index.each(&inner, |segment| {
            let other = scene.segments.all[segment].edge;
            if other != scene.firsts[*edge] {
                defects.push(two(
                    Fault::RunsThrough,
                    Part::Edge(EdgeId(other as u32)),
                    id,
                ));
            }
        });
        let near = rect.inflate(FAR);
        let first = scene.firsts[*edge];
        let own = scene
            .segments
            .index
            .any(&near, |segment| scene.segments.all[segment].edge == first);
        if !own {
            defects.push(one(Fault::LabelFar, id));
        }
    }
}
