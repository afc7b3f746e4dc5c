//! Nodes and groups among themselves.

use super::defect::{Defect, Fault, Part, one, two};
use super::{Scene, TOLERANCE, overlap};
use crate::layout::buckets::Buckets;
use crate::layout::graph::{GroupId, NodeId};

/// Sizes, overlaps, and what stands in which group.
pub(super) fn boxes(scene: &Scene<'_>, defects: &mut Vec<Defect>) {
    let node = |index: usize| Part::Node(NodeId(index as u32));
    let group = |index: usize| Part::Group(GroupId(index as u32));
    for (index, rect) in scene.layout.nodes.iter().enumerate() {
        let size = scene.graph.nodes[index].size;
        if rect.width < size.width - TOLERANCE || rect.height < size.height - TOLERANCE {
            defects.push(one(Fault::Shrunk, node(index)));
        }
        scene.nodes.each(rect, |other| {
            if index < other && overlap(rect, &scene.layout.nodes[other], TOLERANCE) {
                defects.push(two(Fault::Overlap, node(index), node(other)));
            }
        });
    }
    let groups = Buckets::new(scene.layout.groups.clone());
    for (index, rect) in scene.layout.groups.iter().enumerate() {
        scene.nodes.each(rect, |other| {
            if overlap(rect, &scene.layout.nodes[other], TOLERANCE)
                && !scene.holds(index, scene.graph.nodes[other].parent)
            {
                defects.push(two(Fault::Foreign, node(other), group(index)));
            }
        });
        groups.each(rect, |other| {
            let nested = scene.holds(index, Some(GroupId(other as u32)))
                || scene.holds(other, Some(GroupId(index as u32)));
            if index < other && !nested && overlap(rect, &scene.layout.groups[other], TOLERANCE) {
                defects.push(two(Fault::Overlap, group(index), group(other)));
            }
        });
    }
    let parents = scene.graph.nodes.iter().map(|node| node.parent);
    for (index, parent) in parents.enumerate() {
        if let Some(parent) = parent
            && !scene.layout.groups[parent.0 as usize]
                .inflate(TOLERANCE)
                .contains(&scene.layout.nodes[index])
        {
            defects.push(two(Fault::SticksOut, node(index), Part::Group(parent)));
        }
    }
    for (index, inner) in scene.graph.groups.iter().enumerate() {
        if let Some(parent) = inner.parent
            && !scene.layout.groups[parent.0 as usize]
                .inflate(TOLERANCE)
                .contains(&scene.layout.groups[index])
        {
            defects.push(two(Fault::SticksOut, group(index), Part::Group(parent)));
        }
    }
}
