//! The things that no edge joins: placed together, or each alone and then packed.
//!
//! Comes in: a graph, and a way to place one whose parts hang together. Goes out: the placement that takes less room.
//! Always holds: what an edge, a group or a wish joins stays together; the order of the input is that of the boxes.

use super::pack::{self, pack};
use super::parts::Whole;
use super::{Effort, MOST_IMPROVED};
use crate::geometry::{Rect, Size};
use crate::layout::{Edge, End, Graph, GroupId, Node, NodeId, Placement, Wish};

/// Up to so many components are also placed together.
const MOST_TOGETHER: usize = 12;

/// What is packed must be so much smaller than what is placed together: an edge that is taken away should not move
/// what it leaves behind without need.
const WORTH: f64 = 0.8;

/// Places the components of a graph together, or each of them alone, where they take much less room that way.
pub(super) fn components(graph: &Graph, whole: &Whole) -> Placement {
    let of = component_of(graph);
    let count = of.iter().max().map_or(0, |&last| last as usize + 1);
    if count <= 1 {
        return whole(graph, Effort::Full);
    }
    let size = |placement: &Placement| {
        let Rect { width, height, .. } = placement.bounds();
        pack::cost(width, height, &graph.options)
    };
    if count > MOST_TOGETHER {
        return packed(graph, &of, count, Effort::Full, whole);
    }
    // A sketch tells which takes less room; what is not improved is its own sketch.
    let effort = match graph.nodes.len() {
        0..=MOST_IMPROVED => Effort::Sketch,
        _ => Effort::Full,
    };
    let together = whole(graph, effort);
    let apart = packed(graph, &of, count, effort, whole);
    match (size(&apart) < WORTH * size(&together), effort) {
        (true, Effort::Full) => apart,
        (false, Effort::Full) => together,
        (true, Effort::Sketch) => packed(graph, &of, count, Effort::Full, whole),
        (false, Effort::Sketch) => whole(graph, Effort::Full),
    }
}

/// Places each component of a graph alone, and packs them.
fn packed(graph: &Graph, of: &[u32], count: usize, effort: Effort, whole: &Whole) -> Placement {
    let (nodes, groups) = of.split_at(graph.nodes.len());
    let mut parts: Vec<(Graph, Vec<usize>, Vec<usize>)> = vec![Default::default(); count];
    let mut ids = vec![0u32; of.len()];
    for (index, group) in graph.groups.iter().enumerate() {
        let (part, _, members) = &mut parts[groups[index] as usize];
        ids[graph.nodes.len() + index] = members.len() as u32;
        members.push(index);
        part.groups.push(group.clone());
    }
    let group_id =
        |ids: &[u32], GroupId(id): GroupId| GroupId(ids[graph.nodes.len() + id as usize]);
    for (index, node) in graph.nodes.iter().enumerate() {
        let (part, members, _) = &mut parts[nodes[index] as usize];
        ids[index] = members.len() as u32;
        members.push(index);
        part.nodes.push(Node {
            parent: node.parent.map(|group| group_id(&ids, group)),
            ..node.clone()
        });
    }
    let node_id = |NodeId(id): NodeId| NodeId(ids[id as usize]);
    for edge in &graph.edges {
        let of = match edge.source {
            End::Node(NodeId(id)) => nodes[id as usize],
            End::Group(GroupId(id)) => groups[id as usize],
        };
        let renamed = |end: End| match end {
            End::Node(node) => End::Node(node_id(node)),
            End::Group(group) => End::Group(group_id(&ids, group)),
        };
        parts[of as usize].0.edges.push(Edge {
            source: renamed(edge.source),
            target: renamed(edge.target),
            ..edge.clone()
        });
    }
    for wish in &graph.wishes {
        let several = |nodes: &[NodeId]| nodes.iter().copied().map(node_id).collect();
        let (first, wish) = match wish {
            Wish::SameRow(all) => (all.first(), Wish::SameRow(several(all))),
            Wish::SameColumn(all) => (all.first(), Wish::SameColumn(several(all))),
            Wish::Before(a, b) => (Some(a), Wish::Before(node_id(*a), node_id(*b))),
        };
        if let Some(NodeId(first)) = first {
            parts[nodes[*first as usize] as usize].0.wishes.push(wish);
        }
    }
    let placed: Vec<Placement> = parts
        .iter_mut()
        .map(|(part, ..)| {
            part.options = graph.options.clone();
            for group in 0..part.groups.len() {
                let parent = part.groups[group].parent;
                part.groups[group].parent = parent.map(|parent| group_id(&ids, parent));
            }
            match (&part.nodes[..], &part.groups[..], &part.edges[..]) {
                ([node], [], []) => Placement {
                    nodes: vec![Rect::new(0.0, 0.0, node.size.width, node.size.height)],
                    ..Placement::default()
                },
                _ => whole(part, effort),
            }
        })
        .collect();
    let bounds: Vec<Rect> = placed.iter().map(Placement::bounds).collect();
    let sizes: Vec<Size> = bounds
        .iter()
        .map(|rect| Size::new(rect.width, rect.height))
        .collect();
    let boxes = pack(&sizes, &graph.options);
    let mut all = Placement {
        nodes: vec![Rect::default(); graph.nodes.len()],
        groups: vec![Rect::default(); graph.groups.len()],
        ..Placement::default()
    };
    for (((mut part, (_, nodes, groups)), own), at) in
        placed.into_iter().zip(parts).zip(bounds).zip(boxes)
    {
        part.shift(at.x - own.x, at.y - own.y);
        for (index, rect) in nodes.into_iter().zip(part.nodes) {
            all.nodes[index] = rect;
        }
        for (index, rect) in groups.into_iter().zip(part.groups) {
            all.groups[index] = rect;
        }
    }
    all
}

/// Numbers what hangs together by edges, groups and wishes: for each node, then for each group, in the order of the input.
fn component_of(graph: &Graph) -> Vec<u32> {
    let count = graph.nodes.len();
    let mut above: Vec<u32> = (0..(count + graph.groups.len()) as u32).collect();
    fn find(above: &mut [u32], mut at: u32) -> u32 {
        while above[at as usize] != at {
            above[at as usize] = above[above[at as usize] as usize];
            at = above[at as usize];
        }
        at
    }
    let mut join = |a: u32, b: u32| {
        let (a, b) = (find(&mut above, a), find(&mut above, b));
        above[a.max(b) as usize] = a.min(b);
    };
    let of_end = |end: End| match end {
        End::Node(NodeId(id)) => id,
        End::Group(GroupId(id)) => count as u32 + id,
    };
    let parents = graph.nodes.iter().map(|node| node.parent);
    let parents = parents.chain(graph.groups.iter().map(|group| group.parent));
    for (index, parent) in (0..).zip(parents) {
        if let Some(parent) = parent {
            join(index, of_end(End::Group(parent)));
        }
    }
    for edge in &graph.edges {
        join(of_end(edge.source), of_end(edge.target));
    }
    for wish in &graph.wishes {
        match wish {
            Wish::SameRow(nodes) | Wish::SameColumn(nodes) => {
                for pair in nodes.windows(2) {
                    join(pair[0].0, pair[1].0);
                }
            }
            Wish::Before(a, b) => join(a.0, b.0),
        }
    }
    let mut number = vec![u32::MAX; above.len()];
    let mut next = 0;
    (0..above.len() as u32)
        .map(|index| {
            let root = find(&mut above, index) as usize;
            if number[root] == u32::MAX {
                number[root] = next;
                next += 1;
            }
            number[root]
        })
        .collect()
}
