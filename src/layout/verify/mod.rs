//! Checks a layout against what every layout promises.
//!
//! Comes in: a graph and its layout. Goes out: every broken promise, as a [`Defect`]. Always holds: the check reads the
//! places only, so it judges any engine alike.

mod boxes;
mod defect;
mod labels;
mod measure;
mod routes;
mod runs;
mod segments;

pub use defect::{Defect, Fault, Part};
pub use measure::{crossings, penalty, turns};

use super::buckets::Buckets;
use super::graph::{Edge, EdgeId, End, Graph, GroupId, NodeId, Parent};
use super::output::Layout;
use crate::geometry::Rect;
use defect::one;
use segments::Segments;
use std::collections::BTreeMap;

/// By how much two things may share a border.
const TOLERANCE: f64 = 1.0;
/// Two parallel runs closer than this lie on each other.
const LATERAL: f64 = 1.5;

/// Lists every promise that the layout breaks, sorted.
pub fn verify(graph: &Graph, layout: &Layout) -> Vec<Defect> {
    let mut defects = missing(graph, layout);
    if !defects.is_empty() {
        return defects;
    }
    let scene = Scene::new(graph, layout);
    boxes::boxes(&scene, &mut defects);
    routes::routes(&scene, &mut defects);
    runs::runs(&scene, &mut defects);
    labels::labels(&scene, &mut defects);
    defects.sort();
    defects.dedup();
    defects
}

struct Scene<'a> {
    graph: &'a Graph,
    layout: &'a Layout,
    nodes: Buckets,
    /// The rooms of the titles, in the order of the groups.
    rooms: Vec<Rect>,
    titles: Buckets,
    /// The first edge with the ends and the line of each edge; the segments are those of the first ones.
    firsts: Vec<usize>,
    segments: Segments,
}

impl<'a> Scene<'a> {
    fn new(graph: &'a Graph, layout: &'a Layout) -> Self {
        let firsts = firsts(graph, layout);
        let rooms = title_rects(graph, layout);
        Self {
            graph,
            layout,
            nodes: Buckets::new(layout.nodes.clone()),
            titles: Buckets::new(rooms.clone()),
            rooms,
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
    let gone = |of| one(Fault::Missing, of);
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

/// The rooms of the titles, in the order of the groups.
fn title_rects(graph: &Graph, layout: &Layout) -> Vec<Rect> {
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

fn shrink(rect: &Rect, by: f64) -> Rect {
    rect.inflate(-by)
}
