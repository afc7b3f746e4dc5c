//! Routes that lie on each other.

use super::defect::{Defect, Fault, Part, two};
use super::segments::Segment;
use super::{LATERAL, Scene, shared_ends};
use crate::layout::graph::EdgeId;
use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

/// Shared runs up to this length are no defect.
const SHORT_RUN: f64 = 4.0;

/// Sweeps along each axis: a segment that begins is compared with those beside it that have begun and not yet ended.
pub(super) fn runs(scene: &Scene<'_>, defects: &mut Vec<Defect>) {
    let key = |length: f64| (length * 16.0).floor() as i64;
    for horizontal in [true, false] {
        let all = scene.segments.all.iter();
        let mut of: Vec<&Segment> = all
            .filter(|segment| segment.horizontal() == horizontal)
            .collect();
        of.sort_by(|a, b| a.low(horizontal).total_cmp(&b.low(horizontal)));
        let at = |segment: &Segment| segment.low(!horizontal);
        let mut open: BTreeSet<(i64, usize)> = BTreeSet::new();
        let mut ends: BinaryHeap<Reverse<(i64, usize)>> = BinaryHeap::new();
        for (place, segment) in of.iter().enumerate() {
            while let Some(&Reverse((end, other))) = ends.peek()
                && end < key(segment.low(horizontal))
            {
                ends.pop();
                open.remove(&(key(at(of[other])), other));
            }
            let (first, last) = (key(at(segment) - LATERAL), key(at(segment) + LATERAL));
            for &(_, other) in open.range((first, 0)..=(last, usize::MAX)) {
                let beside = of[other];
                let end = segment.high(horizontal).min(beside.high(horizontal));
                let run = end - segment.low(horizontal);
                let apart = (at(segment) - at(beside)).abs();
                if segment.edge == beside.edge || run <= SHORT_RUN || apart >= LATERAL {
                    continue;
                }
                if shared_ends(scene.graph, segment.edge, beside.edge) == [None; 2] {
                    let part = |edge: usize| Part::Edge(EdgeId(edge as u32));
                    let (a, b) = (segment.edge.min(beside.edge), segment.edge.max(beside.edge));
                    defects.push(two(Fault::LiesOn, part(a), part(b)));
                }
            }
            open.insert((key(at(segment)), place));
            ends.push(Reverse((key(segment.high(horizontal)), place)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::geometry::{Point, Polyline, Rect, Size};
    use crate::layout::verify::{Defect, Fault, verify};
    use crate::layout::{Edge, EdgeId, End, Graph, Layout, Node, NodeId, Part, Route};
    use proptest::prelude::{any, prop_assert_eq, proptest};

    /// Edges between nodes of their own that stand elsewhere, and all that is told of pairs of them.
    fn check(lines: &[[Point; 2]]) -> Vec<Defect> {
        let count = 2 * lines.len() as u32;
        let node = Node {
            size: Size::new(8.0, 8.0),
            parent: None,
            band: None,
            pin: None,
            signs: Size::default(),
        };
        let edge = |index: u32| Edge {
            source: End::Node(NodeId(2 * index)),
            target: End::Node(NodeId(2 * index + 1)),
            label: None,
            class: 0,
            weight: 1.0,
        };
        let graph = Graph {
            nodes: vec![node; count as usize],
            edges: (0..count / 2).map(edge).collect(),
            ..Graph::default()
        };
        let route = |line: &[Point; 2]| Route {
            line: Polyline {
                points: line.to_vec(),
            },
            label: None,
        };
        let layout = Layout {
            nodes: (0..count)
                .map(|at| Rect::new(-20.0, 20.0 * f64::from(at), 8.0, 8.0))
                .collect(),
            edges: lines.iter().map(route).collect(),
            ..Layout::default()
        };
        let mut defects = verify(&graph, &layout);
        defects.retain(|defect| defect.fault == Fault::LiesOn);
        defects
    }

    proptest! {
        #[test]
        fn routes_that_lie_on_each_other_are_found_among_all(
            lines in proptest::collection::vec(any::<(bool, u8, u8, u8)>(), 0..40),
        ) {
            // Half pixels across, so that some lie close beside each other.
            let spans: Vec<(bool, f64, f64, f64)> = lines
                .into_iter()
                .map(|(horizontal, at, from, length)| {
                    let (at, from) = (f64::from(at % 32) / 2.0, f64::from(from % 64));
                    (horizontal, at, from, from + f64::from(length % 32) + 1.0)
                })
                .collect();
            let point = |horizontal: bool, at: f64, along: f64| match horizontal {
                true => Point::new(along, at),
                false => Point::new(at, along),
            };
            let lines: Vec<[Point; 2]> = spans
                .iter()
                .map(|&(horizontal, at, from, to)| {
                    [point(horizontal, at, from), point(horizontal, at, to)]
                })
                .collect();
            let lies_on = |a: &(bool, f64, f64, f64), b: &(bool, f64, f64, f64)| {
                a.0 == b.0 && (a.1 - b.1).abs() < 1.5 && a.3.min(b.3) - a.2.max(b.2) > 4.0
            };
            let mut pairs = Vec::new();
            for (first, a) in (0..).zip(&spans) {
                for (second, b) in (0..).zip(&spans) {
                    if first < second && lies_on(a, b) {
                        pairs.push((first, second));
                    }
                }
            }
            let found = check(&lines).into_iter().map(|defect| match (defect.of, defect.with) {
                (Part::Edge(EdgeId(a)), Some(Part::Edge(EdgeId(b)))) => (a, b),
                other => panic!("{other:?}"),
            });
            prop_assert_eq!(found.collect::<Vec<(u32, u32)>>(), pairs);
        }
    }
}
