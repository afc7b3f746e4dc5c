//! Places nodes and groups along the flow of the edges.
//!
//! Comes in: a graph. Goes out: a [`Placement`]. Always holds: siblings keep their distance, members lie inside their
//! groups, nothing else does.

use super::{Direction, End, Graph, GroupId, NodeId, Parent, Placement};
use crate::geometry::{Point, Rect};

/// Something that stands in a group: one of its nodes or one of its groups.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Child {
    Node(usize),
    Group(usize),
}

/// Places a graph level by level.
pub(super) fn place(graph: &Graph) -> Placement {
    let mut placement = Placement {
        nodes: graph
            .nodes
            .iter()
            .map(|node| Rect::new(0.0, 0.0, node.size.width, node.size.height))
            .collect(),
        groups: vec![Rect::default(); graph.groups.len()],
        bands: vec![Vec::new(); graph.bands.len()],
        unmet: Vec::new(),
    };
    let mut children: Vec<Vec<Child>> = vec![Vec::new(); graph.groups.len() + 1];
    let slot = |parent: Parent| parent.map_or(graph.groups.len(), |GroupId(id)| id as usize);
    for (index, node) in graph.nodes.iter().enumerate() {
        children[slot(node.parent)].push(Child::Node(index));
    }
    for (index, group) in graph.groups.iter().enumerate() {
        children[slot(group.parent)].push(Child::Group(index));
    }
    for (index, group) in graph.groups.iter().enumerate().rev() {
        let start = Point::new(group.padding, group.padding + group.title.height);
        let end = level(
            graph,
            &mut placement,
            &children[index],
            Some(GroupId(index as u32)),
            start,
        );
        placement.groups[index].width = end.x.max(start.x + group.title.width) + group.padding;
        placement.groups[index].height = end.y + group.padding;
    }
    let top = &children[graph.groups.len()];
    level(graph, &mut placement, top, None, Point::default());
    // Children were placed within their parents; parents come first.
    for (index, group) in graph.groups.iter().enumerate() {
        if let Some(GroupId(parent)) = group.parent {
            let Rect { x, y, .. } = placement.groups[parent as usize];
            placement.groups[index].x += x;
            placement.groups[index].y += y;
        }
    }
    for (index, node) in graph.nodes.iter().enumerate() {
        if let Some(GroupId(parent)) = node.parent {
            let Rect { x, y, .. } = placement.groups[parent as usize];
            placement.nodes[index].x += x;
            placement.nodes[index].y += y;
        }
    }
    placement
}

/// Places the children of one group in ranks, by the longest paths from earlier to later ones, and returns where they end.
fn level(
    graph: &Graph,
    placement: &mut Placement,
    children: &[Child],
    parent: Parent,
    start: Point,
) -> Point {
    let mut ranks = vec![0; children.len()];
    let mut edges: Vec<(usize, usize)> = graph
        .edges
        .iter()
        .filter_map(|edge| {
            let place = |end| {
                children
                    .iter()
                    .position(|&one| Some(one) == child_of(graph, end, parent))
            };
            Some((place(edge.source)?, place(edge.target)?))
        })
        .filter(|(source, target)| source < target)
        .collect();
    edges.sort_unstable();
    for (source, target) in edges {
        ranks[target] = ranks[target].max(ranks[source] + 1);
    }
    let right = graph.options.direction == Direction::Right;
    let mut end = start;
    let mut along = if right { start.x } else { start.y };
    for rank in 0..=ranks.iter().copied().max().unwrap_or(0) {
        let mut across = if right { start.y } else { start.x };
        let mut deepest = along;
        for (&child, _) in children.iter().zip(&ranks).filter(|&(_, &at)| at == rank) {
            let rect = match child {
                Child::Node(index) => &mut placement.nodes[index],
                Child::Group(index) => &mut placement.groups[index],
            };
            (rect.x, rect.y) = if right {
                (along, across)
            } else {
                (across, along)
            };
            let (far, wide) = if right {
                (rect.right(), rect.bottom())
            } else {
                (rect.bottom(), rect.right())
            };
            deepest = deepest.max(far);
            across = wide + graph.options.node_gap;
            end = Point::new(end.x.max(rect.right()), end.y.max(rect.bottom()));
        }
        along = deepest + graph.options.rank_gap.max(longest_label(graph) + 24.0);
    }
    end
}

/// Returns the child of a group that an end lies in, where it lies in the group at all.
fn child_of(graph: &Graph, end: End, parent: Parent) -> Option<Child> {
    let (mut child, mut above) = match end {
        End::Node(NodeId(id)) => (Child::Node(id as usize), graph.nodes[id as usize].parent),
        End::Group(GroupId(id)) => (Child::Group(id as usize), graph.groups[id as usize].parent),
    };
    while above != parent {
        let GroupId(id) = above?;
        child = Child::Group(id as usize);
        above = graph.groups[id as usize].parent;
    }
    Some(child)
}

fn longest_label(graph: &Graph) -> f64 {
    let length = |label: &super::Label| match graph.options.direction {
        Direction::Right => label.size.width,
        Direction::Down => label.size.height,
    };
    graph
        .edges
        .iter()
        .filter_map(|edge| edge.label.as_ref().map(length))
        .fold(0.0, f64::max)
}
