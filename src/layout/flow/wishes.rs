//! Which wishes about places a placement does not meet.

use crate::geometry::Rect;
use crate::layout::{Graph, NodeId, Placement, Wish};

/// How far apart two middles in one row or column may be.
const TOLERANCE: f64 = 2.0;

/// Lists the indices of the wishes that are not met.
pub(in crate::layout) fn unmet(graph: &Graph, placement: &Placement) -> Vec<usize> {
    let rect = |node: &NodeId| placement.nodes.get(node.0 as usize).copied();
    let aligned = |nodes: &[NodeId], middle: fn(&Rect) -> f64| {
        let mut middles = nodes.iter().filter_map(rect).map(|rect| middle(&rect));
        let first = middles.next();
        first.is_none_or(|first| middles.all(|middle| (middle - first).abs() <= TOLERANCE))
    };
    let is_met = |wish: &Wish| match wish {
        Wish::SameRow(nodes) => aligned(nodes, |rect| rect.center().y),
        Wish::SameColumn(nodes) => aligned(nodes, |rect| rect.center().x),
        Wish::Before(a, b) => match (rect(a), rect(b)) {
            (Some(a), Some(b)) => reads_before(&a, &b),
            _ => true,
        },
    };
    (0..graph.wishes.len())
        .filter(|&index| !is_met(&graph.wishes[index]))
        .collect()
}

/// Returns whether a box is read before another: above it, or to the left of it in the same row.
fn reads_before(a: &Rect, b: &Rect) -> bool {
    if a.y < b.bottom() && b.y < a.bottom() {
        a.x < b.x
    } else {
        a.y < b.y
    }
}

#[cfg(test)]
mod tests {
    use super::unmet;
    use crate::geometry::Rect;
    use crate::layout::{Graph, NodeId, Placement, Wish};

    #[test]
    fn wishes_are_held_against_the_places() {
        let placement = Placement {
            nodes: vec![
                Rect::new(0.0, 0.0, 40.0, 40.0),
                Rect::new(100.0, 0.0, 40.0, 40.0),
                Rect::new(0.0, 100.0, 40.0, 40.0),
            ],
            ..Placement::default()
        };
        let [a, b, c] = [NodeId(0), NodeId(1), NodeId(2)];
        let graph = Graph {
            wishes: vec![
                Wish::SameRow(vec![a, b]),
                Wish::SameRow(vec![a, c]),
                Wish::SameColumn(vec![a, c]),
                Wish::Before(b, a),
                Wish::Before(b, c),
            ],
            ..Graph::default()
        };
        assert_eq!(unmet(&graph, &placement), [1, 3]);
    }
}
