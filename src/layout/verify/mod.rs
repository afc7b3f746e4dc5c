//! Checks a layout against what every layout promises.
//!
//! Comes in: a graph and its layout. Goes out: every broken promise, as a [`Defect`]. Always holds: the check reads the
//! places only, so it judges any engine alike.

mod measure;
mod segments;

pub use measure::{crossings, penalty, turns};

use super::buckets::Buckets;
use super::graph::{Edge, EdgeId, End, Graph, GroupId, NodeId, Parent};
use super::output::Layout;
use crate::geometry::Rect;
use segments::{Segment, Segments};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::fmt;

/// A promise that a layout breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Defect {
    pub fault: Fault,
    pub of: Part,
    /// The other one of two that are in each other's way.
    pub with: Option<Part>,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A part has no place, or one that is no number.
    Missing,
    /// A node or a label got less room than it asked for.
    Shrunk,
    /// Two nodes, two groups, two labels, or a label and something else share room.
    Overlap,
    /// A node or a group leaves the group that holds it.
    SticksOut,
    /// A node stands in a group that does not hold it.
    Foreign,
    /// A route runs through a node, a title or a label of another.
    RunsThrough,
    /// Two routes that share no end lie on each other.
    LiesOn,
    /// A route does not end on the border of its end.
    EndsOff,
    /// A route runs on inside its own end.
    RunsInside,
    /// A self loop is no loop.
    FlatLoop,
    /// A label is far from its own route.
    LabelFar,
    /// A segment is neither horizontal nor vertical.
    Slanted,
}

/// A part of a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Node(NodeId),
    Group(GroupId),
    Title(GroupId),
    Edge(EdgeId),
    Label(EdgeId),
}

/// By how much two things may share a border.
const TOLERANCE: f64 = 1.0;
/// By how much a route may graze a node.
const GRAZE: f64 = 2.0;
/// Two parallel runs closer than this lie on each other.
const LATERAL: f64 = 1.5;
/// Shared runs up to this length are no defect.
const SHORT_RUN: f64 = 4.0;
/// A label farther than this from its route belongs to nothing.
const FAR: f64 = 20.0;
/// How far an end may be from its border.
const OFF: f64 = 2.0;
/// How far a route may run inside its own end.
const INSIDE: f64 = 12.0;

impl fmt::Display for Defect {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.fault {
            Fault::Missing => "has no place",
            Fault::Shrunk => "got too little room",
            Fault::Overlap => "overlaps",
            Fault::SticksOut => "sticks out of",
            Fault::Foreign => "stands in",
            Fault::RunsThrough => "runs through",
            Fault::LiesOn => "lies on",
            Fault::EndsOff => "ends off",
            Fault::RunsInside => "runs on inside",
            Fault::FlatLoop => "is no loop",
            Fault::LabelFar => "is far from its route",
            Fault::Slanted => "is slanted",
        };
        write!(out, "{} {what}", self.of)?;
        self.with.map_or(Ok(()), |with| write!(out, " {with}"))
    }
}

impl fmt::Display for Part {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::Node(node) => write!(out, "node {}", node.0),
            Part::Group(group) => write!(out, "group {}", group.0),
            Part::Title(group) => write!(out, "the title of group {}", group.0),
            Part::Edge(edge) => write!(out, "edge {}", edge.0),
            Part::Label(edge) => write!(out, "the label of edge {}", edge.0),
        }
    }
}

/// Lists every promise that the layout breaks, sorted.
pub fn verify(graph: &Graph, layout: &Layout) -> Vec<Defect> {
    let mut defects = missing(graph, layout);
    if !defects.is_empty() {
        return defects;
    }
    let scene = Scene::new(graph, layout);
    boxes(&scene, &mut defects);
    routes(&scene, &mut defects);
    runs(&scene, &mut defects);
    labels(&scene, &mut defects);
    defects.sort();
    defects.dedup();
    defects
}

struct Scene<'a> {
    graph: &'a Graph,
    layout: &'a Layout,
    nodes: Buckets,
    /// The first edge with the ends and the line of each edge; the segments are those of the first ones.
    firsts: Vec<usize>,
    segments: Segments,
}

impl<'a> Scene<'a> {
    fn new(graph: &'a Graph, layout: &'a Layout) -> Self {
        let firsts = firsts(graph, layout);
        Self {
            graph,
            layout,
            nodes: Buckets::new(layout.nodes.clone()),
            segments: Segments::new(layout, |edge| firsts[edge] == edge),
            firsts,
        }
    }

    fn holds(&self, group: usize, mut parent: Parent) -> bool {
        while let Some(at) = parent {
            if at.0 as usize == group {
                return true;
            }
            parent = self.graph.groups[at.0 as usize].parent;
        }
        false
    }
}

/// For each edge the first one that has its ends and its line: thousands may share one, and one of them speaks for all.
fn firsts(graph: &Graph, layout: &Layout) -> Vec<usize> {
    let mut lines: BTreeMap<(End, End), Vec<usize>> = BTreeMap::new();
    let first = |(index, edge): (usize, &Edge)| {
        let lines = lines.entry((edge.source, edge.target)).or_default();
        let line = |index: usize| &layout.edges[index].line;
        match lines.iter().find(|&&other| line(other) == line(index)) {
            Some(&other) => other,
            None => {
                lines.push(index);
                index
            }
        }
    };
    graph.edges.iter().enumerate().map(first).collect()
}

fn missing(graph: &Graph, layout: &Layout) -> Vec<Defect> {
    let sound = |rect: Option<&Rect>| {
        rect.is_some_and(|r| [r.x, r.y, r.width, r.height].iter().all(|v| v.is_finite()))
    };
    let gone = |of| Defect {
        fault: Fault::Missing,
        of,
        with: None,
    };
    let mut defects = Vec::new();
    for node in 0..graph.nodes.len() {
        if !sound(layout.nodes.get(node)) {
            defects.push(gone(Part::Node(NodeId(node as u32))));
        }
    }
    for group in 0..graph.groups.len() {
        if !sound(layout.groups.get(group)) {
            defects.push(gone(Part::Group(GroupId(group as u32))));
        }
    }
    for (index, edge) in graph.edges.iter().enumerate() {
        let id = EdgeId(index as u32);
        let route = layout.edges.get(index);
        let drawn = route.is_some_and(|route| {
            let points = &route.line.points;
            points.len() >= 2 && points.iter().all(|p| p.x.is_finite() && p.y.is_finite())
        });
        if !drawn {
            defects.push(gone(Part::Edge(id)));
        } else if edge.label.is_some() && !sound(route.and_then(|route| route.label.as_ref())) {
            defects.push(gone(Part::Label(id)));
        }
    }
    defects
}

/// Nodes and groups among themselves.
fn boxes(scene: &Scene<'_>, defects: &mut Vec<Defect>) {
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

/// Routes against nodes, titles and their own ends.
fn routes(scene: &Scene<'_>, defects: &mut Vec<Defect>) {
    let rooms = title_rects(scene.graph, scene.layout);
    let titles = Buckets::new(rooms.clone());
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
        titles.each(&rect, |group| {
            if touches(&rect, &shrink(&rooms[group], GRAZE)) {
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

/// Routes that lie on each other: along each axis, of the segments that have begun and not yet ended, those that run where
/// one begins.
fn runs(scene: &Scene<'_>, defects: &mut Vec<Defect>) {
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
                let shared = shared_ends(scene.graph, segment.edge, beside.edge);
                if shared.iter().flatten().count() == 0 {
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

/// Labels against everything.
fn labels(scene: &Scene<'_>, defects: &mut Vec<Defect>) {
    let placed: Vec<(usize, Rect)> = scene
        .layout
        .edges
        .iter()
        .enumerate()
        .filter_map(|(edge, route)| Some((edge, route.label?)))
        .collect();
    let index = Buckets::new(placed.iter().map(|(_, rect)| *rect).collect());
    let rooms = title_rects(scene.graph, scene.layout);
    let titles = Buckets::new(rooms.clone());
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
        titles.each(rect, |group| {
            if overlap(rect, &rooms[group], TOLERANCE) {
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

/// The rooms of the titles, in the order of the groups.
pub(super) fn title_rects(graph: &Graph, layout: &Layout) -> Vec<Rect> {
    graph
        .groups
        .iter()
        .zip(&layout.groups)
        .map(|(group, rect)| {
            Rect::new(
                rect.x,
                rect.y,
                group.title.width.min(rect.width),
                group.title.height.min(rect.height),
            )
        })
        .collect()
}

fn one(fault: Fault, of: Part) -> Defect {
    Defect {
        fault,
        of,
        with: None,
    }
}

fn two(fault: Fault, of: Part, with: Part) -> Defect {
    Defect {
        fault,
        of,
        with: Some(with),
    }
}

fn end_part(end: End) -> Part {
    match end {
        End::Node(node) => Part::Node(node),
        End::Group(group) => Part::Group(group),
    }
}

fn end_rect(layout: &Layout, end: End) -> Rect {
    match end {
        End::Node(node) => layout.nodes[node.0 as usize],
        End::Group(group) => layout.groups[group.0 as usize],
    }
}

fn shared_ends(graph: &Graph, a: usize, b: usize) -> [Option<End>; 2] {
    let (a, b) = (&graph.edges[a], &graph.edges[b]);
    let shared = |end: End| (end == b.source || end == b.target).then_some(end);
    [shared(a.source), shared(a.target)]
}

fn overlap(a: &Rect, b: &Rect, tolerance: f64) -> bool {
    a.right().min(b.right()) - a.x.max(b.x) > tolerance
        && a.bottom().min(b.bottom()) - a.y.max(b.y) > tolerance
}

/// Like [`overlap`], for lines, which have no width or no height.
fn touches(line: &Rect, rect: &Rect) -> bool {
    rect.width > 0.0
        && rect.height > 0.0
        && line.x <= rect.right()
        && rect.x <= line.right()
        && line.y <= rect.bottom()
        && rect.y <= line.bottom()
}

fn shrink(rect: &Rect, by: f64) -> Rect {
    rect.inflate(-by)
}

#[cfg(test)]
mod tests {
    use super::{Defect, Fault, verify};
    use crate::geometry::{Point, Polyline, Rect, Size};
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
