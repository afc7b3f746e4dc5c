//! Keeps the places of an earlier layout of much the same graph.
//!
//! What was there stays where it was, or moves on as a whole where something grows; what is new stands beside a sibling.
//! Comes in: a graph, and where its nodes, groups and bands stood. Goes out: a placement, where there is one without
//! taking anything apart. Always holds: nodes lie apart from each other and in their groups and bands alone.

use super::{Axis, Direction, End, Graph, GroupId, Layout, NodeId, Placement, penalty, routed};
use crate::geometry::Rect;

/// Where things stood, in columns parallel to the graph's; none where something is new.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kept {
    pub nodes: Vec<Option<Rect>>,
    pub groups: Vec<Option<Rect>>,
    pub bands: Vec<Vec<Rect>>,
}

/// A fresh layout must cost less than so much of what the kept one does.
const WORTH: f64 = 0.9;

/// Nodes that have come together are no closer than this.
const APART: f64 = 8.0;

/// Returns the layout with the kept places, unless they cannot be kept or the fresh one is much better.
pub fn keep(graph: &Graph, kept: &Kept, fresh: &Layout) -> Option<Layout> {
    let laid = routed(graph, placed(graph, kept)?);
    let is_clean = super::verify(graph, &laid).is_empty();
    let worth = |layout: &Layout| {
        let area = layout.size.width * layout.size.height;
        penalty(graph, layout) + area / (100_000.0 * graph.nodes.len().max(1) as f64)
    };
    (is_clean && worth(fresh) >= WORTH * worth(&laid)).then_some(laid)
}

/// Places a graph where it stood.
fn placed(graph: &Graph, kept: &Kept) -> Option<Placement> {
    let known = |rects: &[Option<Rect>]| rects.iter().copied().collect::<Option<Vec<Rect>>>();
    let mut placement = Placement {
        nodes: kept
            .nodes
            .iter()
            .map(|rect| rect.unwrap_or_default())
            .collect(),
        groups: known(&kept.groups)?,
        bands: kept.bands.clone(),
        unmet: Vec::new(),
    };
    let fits = placement.nodes.len() == graph.nodes.len()
        && placement.groups.len() == graph.groups.len()
        && placement.bands.len() == graph.bands.len();
    if !fits {
        return None;
    }
    let mut is_placed: Vec<bool> = kept.nodes.iter().map(Option::is_some).collect();
    for axis in [Axis::X, Axis::Y] {
        grow(graph, &mut placement, &is_placed, axis);
    }
    for node in 0..graph.nodes.len() {
        if !is_placed[node] {
            insert(graph, &mut placement, &is_placed, node)?;
            is_placed[node] = true;
        }
    }
    placement.unmet = super::flow::unmet(graph, &placement);
    is_sound(graph, &placement).then_some(placement)
}

/// Gives nodes their new lengths around their middles, and widens the whole where they are longer.
fn grow(graph: &Graph, placement: &mut Placement, is_placed: &[bool], axis: Axis) {
    let length = |node: usize| match axis {
        Axis::X => graph.nodes[node].size.width,
        Axis::Y => graph.nodes[node].size.height,
    };
    let middle = |placement: &mut Placement, node: usize| {
        let (start, length) = axis.extent(&mut placement.nodes[node]);
        *start + *length / 2.0
    };
    let nodes: Vec<usize> = (0..is_placed.len())
        .filter(|&node| is_placed[node])
        .collect();
    let mut excess: Vec<(f64, f64)> = Vec::new();
    for &node in &nodes {
        let at = middle(placement, node);
        let (start, old) = axis.extent(&mut placement.nodes[node]);
        let more = length(node) - *old;
        *start -= more / 2.0;
        *old += more;
        if more > 0.0 {
            excess.push((at, more));
        }
    }
    // From the far end, so that the places before stay valid; what has one middle widens once.
    excess.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.total_cmp(&a.1)));
    excess.dedup_by(|later, first| (later.0 - first.0).abs() < 1.0);
    for (at, more) in excess {
        placement.widen(axis, at - 0.5, more);
        for &node in &nodes {
            if (middle(placement, node) - at - more).abs() < 1.0 {
                *axis.extent(&mut placement.nodes[node]).0 -= more / 2.0;
            }
        }
    }
}

/// Puts a new node beside a sibling across the flow, one that it is joined to where there is one.
fn insert(graph: &Graph, placement: &mut Placement, is_placed: &[bool], node: usize) -> Option<()> {
    let own = &graph.nodes[node];
    let mut siblings = (0..graph.nodes.len()).filter(|&other| {
        let other_node = &graph.nodes[other];
        is_placed[other] && other_node.parent == own.parent && other_node.band == own.band
    });
    let id = |node: usize| End::Node(NodeId(node as u32));
    let joined = |other: usize| {
        graph.edges.iter().any(|edge| {
            let ends = (edge.source, edge.target);
            ends == (id(node), id(other)) || ends == (id(other), id(node))
        })
    };
    let beside = siblings.clone().find(|&other| joined(other));
    let beside = beside.or_else(|| siblings.next_back())?;
    let (axis, gap) = match graph.options.direction {
        Direction::Down => (Axis::X, graph.options.node_gap),
        Direction::Right => (Axis::Y, graph.options.node_gap),
    };
    let rect = placement.nodes[beside];
    let (at, by) = match axis {
        Axis::X => (rect.right() + 1.0, own.size.width + gap),
        Axis::Y => (rect.bottom() + 1.0, own.size.height + gap),
    };
    placement.widen(axis, at, by);
    let middle = rect.center();
    let (width, height) = (own.size.width, own.size.height);
    placement.nodes[node] = match axis {
        Axis::X => Rect::new(rect.right() + gap, middle.y - height / 2.0, width, height),
        Axis::Y => Rect::new(middle.x - width / 2.0, rect.bottom() + gap, width, height),
    };
    Some(())
}

/// Returns whether everything lies where it may.
fn is_sound(graph: &Graph, placement: &Placement) -> bool {
    let holds = |group: usize, inner: Option<GroupId>| {
        std::iter::successors(inner, |&GroupId(id)| graph.groups[id as usize].parent)
            .any(|GroupId(id)| id as usize == group)
    };
    let is_inside = |outer: &Rect, inner: &Rect| outer.inflate(0.5).contains(inner);
    let room = |group: usize| {
        let Rect {
            x,
            y,
            width,
            height,
        } = placement.groups[group];
        let head = graph.groups[group].title.height;
        Rect::new(x, y + head, width, height - head)
    };
    for (index, rect) in placement.nodes.iter().enumerate() {
        let node = &graph.nodes[index];
        let near = rect.inflate(APART);
        if placement.nodes[index + 1..]
            .iter()
            .any(|other| near.overlaps(other))
        {
            return false;
        }
        let in_groups = placement.groups.iter().enumerate().all(|(group, outer)| {
            match holds(group, node.parent) {
                true => is_inside(&room(group), rect),
                false => !outer.overlaps(rect),
            }
        });
        let in_bands = placement.bands.iter().enumerate().all(|(band, boxes)| {
            let own = node.band.is_some_and(|id| id.0 as usize == band);
            match own && !boxes.is_empty() {
                true => boxes.iter().any(|outer| is_inside(outer, rect)),
                false => !boxes.iter().any(|outer| outer.overlaps(rect)),
            }
        });
        if !in_groups || !in_bands {
            return false;
        }
    }
    (0..graph.groups.len()).all(|group| {
        let title = graph.groups[group].title.width + 2.0 * graph.groups[group].padding;
        let inside = graph.groups[group]
            .parent
            .is_none_or(|GroupId(id)| is_inside(&room(id as usize), &placement.groups[group]));
        inside && placement.groups[group].width + 0.5 >= title
    })
}

#[cfg(test)]
mod tests {
    use super::{Kept, keep, placed, routed};
    use crate::geometry::{Point, Size};
    use crate::layout::{Edge, End, Graph, Group, GroupId, Layout, Node, NodeId, layout};

    /// Two groups of three, a chain through them, and edges back and forth.
    fn graph() -> Graph {
        let edge = |(source, target): (u32, u32)| Edge {
            source: End::Node(NodeId(source)),
            target: End::Node(NodeId(target)),
            label: None,
            class: 0,
            weight: 1.0,
        };
        Graph {
            groups: vec![
                Group {
                    parent: None,
                    title: Size::new(60.0, 20.0),
                    padding: 16.0,
                    direction: None,
                };
                2
            ],
            nodes: (0..6).map(|node| self::node(node / 3)).collect(),
            edges: [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5), (0, 4), (1, 5)]
                .map(edge)
                .to_vec(),
            ..Graph::default()
        }
    }

    fn node(group: u32) -> Node {
        Node {
            size: Size::new(100.0, 50.0),
            parent: Some(GroupId(group)),
            band: None,
            pin: None,
            signs: Size::default(),
        }
    }

    fn kept(layout: &Layout, graph: &Graph) -> Kept {
        let mut nodes: Vec<_> = layout.nodes.iter().copied().map(Some).collect();
        nodes.resize(graph.nodes.len(), None);
        Kept {
            nodes,
            groups: layout.groups.iter().copied().map(Some).collect(),
            bands: layout.bands.clone(),
        }
    }

    fn middles(layout: &Layout) -> Vec<Point> {
        layout
            .nodes
            .iter()
            .take(6)
            .map(|rect| rect.center())
            .collect()
    }

    #[test]
    fn the_same_graph_is_laid_out_the_same() {
        let graph = graph();
        let before = layout(&graph);
        let after = keep(&graph, &kept(&before, &graph), &before);
        assert_eq!(after.map(|after| after.nodes), Some(before.nodes));
    }

    #[test]
    fn what_was_there_stays_when_an_edge_comes_or_goes() {
        let before = layout(&graph());
        for edit in [
            (|graph: &mut Graph| {
                graph.edges.remove(1);
            }) as fn(&mut Graph),
            |graph| graph.edges[5].target = End::Node(NodeId(5)),
        ] {
            let mut graph = graph();
            edit(&mut graph);
            let kept = kept(&before, &graph);
            // In so small a graph a fresh layout may well be much better: here there is none that is.
            let fresh = routed(&graph, placed(&graph, &kept).expect("places for all"));
            let after = keep(&graph, &kept, &fresh).expect("it can be kept");
            // A line around them all may push them on together.
            let (after, before) = (middles(&after), middles(&before));
            let apart = |at: &[Point], one: usize| (at[one].x - at[0].x, at[one].y - at[0].y);
            for one in 1..after.len() {
                assert_eq!(apart(&after, one), apart(&before, one));
            }
        }
    }

    #[test]
    fn a_new_node_stands_beside_its_sibling_and_the_others_keep_their_order() {
        let before = layout(&graph());
        let mut graph = graph();
        graph.nodes.push(node(1));
        let kept = kept(&before, &graph);
        // A fresh layout may be much better, as above.
        let fresh = routed(&graph, placed(&graph, &kept).expect("places for all"));
        let after = keep(&graph, &kept, &fresh).expect("it can be kept");
        let order = |layout: &Layout, key: fn(&Point) -> f64| {
            let middles = middles(layout);
            let mut order: Vec<usize> = (0..6).collect();
            order.sort_by(|&a, &b| key(&middles[a]).total_cmp(&key(&middles[b])));
            order
        };
        assert_eq!(order(&after, |at| at.x), order(&before, |at| at.x));
        assert!(after.groups[1].contains(&after.nodes[6]));
    }

    #[test]
    fn what_grows_pushes_the_others_on() {
        let before = layout(&graph());
        let mut graph = graph();
        graph.nodes[1].size.width += 40.0;
        let fresh = layout(&graph);
        let after = keep(&graph, &kept(&before, &graph), &fresh).expect("it can be kept");
        assert_eq!(after.nodes[1].width, 140.0);
        for (old, new) in middles(&before).iter().zip(middles(&after)) {
            assert!((0.0..=40.0).contains(&(new.x - old.x)) && new.y == old.y);
        }
    }

    #[test]
    fn places_that_make_no_sense_are_not_kept() {
        let graph = graph();
        let fresh = layout(&graph);
        let mut kept = kept(&fresh, &graph);
        kept.nodes[0] = kept.nodes[1];
        assert_eq!(keep(&graph, &kept, &fresh), None);
        kept.nodes.pop();
        assert_eq!(keep(&graph, &kept, &fresh), None);
    }
}
