//! What draws leaves to each other: edges, bundled, and wishes.
//!
//! In: a graph and its leaves. Out: links and wishes between leaves, in the order of the graph. Always holds: no link
//! ends where it begins.

use super::{Link, Place, Tree, Wished, sane};
use crate::geometry::{Side, Size};
use crate::layout::{Direction, End, Graph, NodeId, Pin, Wish};

/// The wishes in their order, then the pins.
pub(super) fn wishes(graph: &Graph) -> Vec<Wished> {
    let down = graph.options.direction == Direction::Down;
    let leaf = |node: &NodeId| node.0 as usize;
    let leaves = |nodes: &[NodeId]| nodes.iter().map(leaf).collect();
    let wishes = graph.wishes.iter().map(|wish| match wish {
        Wish::SameRow(nodes) if down => Wished::OneRow(leaves(nodes)),
        Wish::SameRow(nodes) => Wished::OneColumn(leaves(nodes)),
        Wish::SameColumn(nodes) if down => Wished::OneColumn(leaves(nodes)),
        Wish::SameColumn(nodes) => Wished::OneRow(leaves(nodes)),
        Wish::Before(first, second) => Wished::Before(leaf(first), leaf(second)),
    });
    let pins = graph.nodes.iter().enumerate().filter_map(|(index, node)| {
        let side = match (node.pin?, down) {
            (Pin::Top, true) | (Pin::Left, false) => Side::Top,
            (Pin::Bottom, true) | (Pin::Right, false) => Side::Bottom,
            (Pin::Left, true) | (Pin::Top, false) => Side::Left,
            (Pin::Right, true) | (Pin::Bottom, false) => Side::Right,
        };
        Some(Wished::Side(index, side))
    });
    wishes.chain(pins).collect()
}

/// A flow that returns to an earlier band, or to whom stands before the bands, pulls so much less.
const RETURN: f64 = 0.5;

fn is_return(tree: &Tree, from: usize, to: usize) -> bool {
    let (a, b) = (&tree.leaves[from], &tree.leaves[to]);
    match (a.place, b.place) {
        (Place::Banded, Place::Before) => true,
        (Place::Banded, Place::Banded) => a.band > b.band,
        _ => false,
    }
}

/// Bundles the edges; an end at a group counts as one at the group's first leaf.
pub(super) fn links(graph: &Graph, tree: &Tree) -> Vec<Link> {
    let leaf = |end: End| match end {
        End::Node(n) => Some(n.0 as usize),
        End::Group(g) => tree.blocks[tree.of_group[g.0 as usize]]
            .leaves
            .first()
            .copied(),
    };
    let mut out: Vec<Link> = Vec::new();
    let mut at = std::collections::BTreeMap::new();
    for edge in &graph.edges {
        let (Some(from), Some(to)) = (leaf(edge.source), leaf(edge.target)) else {
            continue;
        };
        if from == to {
            continue;
        }
        let label = edge.label.map_or(Size::default(), |l| l.size);
        let (cross, main) = match graph.options.direction {
            Direction::Down => (sane(label.width), sane(label.height)),
            Direction::Right => (sane(label.height), sane(label.width)),
        };
        let mut weight = sane(edge.weight).clamp(0.05, 20.0);
        if is_return(tree, from, to) {
            weight *= RETURN;
        }
        let slot = *at.entry((from.min(to), from.max(to))).or_insert_with(|| {
            out.push(Link {
                from,
                to,
                weight: 0.0,
                label_cross: 0.0,
                label_main: 0.0,
                class: edge.class,
            });
            out.len() - 1
        });
        let link: &mut Link = &mut out[slot];
        link.weight = (link.weight + weight).min(20.0);
        link.label_cross = link.label_cross.max(cross);
        link.label_main = link.label_main.max(main);
    }
    out
}
