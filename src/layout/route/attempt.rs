//! Draws ways over one placement, and tells where it is too narrow for them.
//!
//! Comes in: the ways of all edges through a mesh. Goes out: an [`Attempt`]. Always holds: what has no room is drawn as
//! well as can be, and asks for a strip.

use super::label;
use super::mesh::Mesh;
use super::nudge::{self, Squeeze, Tag};
use super::order;
use super::search::Way;
use super::space::Space;
use super::strips::{self, Strip};
use super::wires::{self, Wires};
use super::{Ground, bundle, loops};
use crate::geometry::{Point, Polyline, Rect};
use crate::layout::graph::{Edge, Graph};
use crate::layout::placement::Axis;

/// Routes and labels over one placement, and where it is too narrow for them.
pub(super) struct Attempt {
    pub(super) lines: Vec<Polyline>,
    pub(super) labels: Vec<Option<Rect>>,
    pub(super) strips: Vec<Strip>,
    /// Whether all edges and labels have their places, however narrow.
    pub(super) fits: bool,
    /// Whether an edge found no way at all.
    pub(super) lost: bool,
}

/// The ways of all edges drawn side by side, without labels.
pub(super) struct Draft<'a> {
    graph: &'a Graph,
    ground: &'a Ground,
    mesh: &'a Mesh,
    ways: &'a [Way],
    wires: Wires,
    across: Vec<u32>,
    along: Vec<u32>,
    squeezes: Vec<Squeeze>,
    pub(super) lines: Vec<Polyline>,
}

impl<'a> Draft<'a> {
    /// Draws ways over a placement.
    pub(super) fn new(
        graph: &'a Graph,
        ground: &'a Ground,
        mesh: &'a Mesh,
        ways: &'a [Way],
    ) -> Self {
        let wires = wires::wires(graph, mesh, ways);
        let mut draft = Self {
            graph,
            ground,
            mesh,
            ways,
            across: order::order(&wires, mesh, ways, false),
            along: order::order(&wires, mesh, ways, true),
            wires,
            squeezes: Vec::new(),
            lines: Vec::new(),
        };
        draft.spread(&[]);
        draft
    }

    /// Spreads the wires, with room for tags.
    fn spread(&mut self, tags: &[Tag]) {
        let Ground { space, flipped, .. } = self.ground;
        let gap = self.graph.options.edge_gap;
        // The extents of columns depend on the places of rows, and the other way round. A turn more comes with the tags; in
        // a large graph it has to do for the second.
        let first = self.lines.is_empty() && !space.is_large();
        for _ in 0..if first { 2 } else { 1 } {
            let wires = &mut self.wires;
            self.squeezes = nudge::nudge(wires, &self.across, tags, flipped, gap);
            wires.stretch(self.mesh, self.ways);
            let more = nudge::nudge(wires, &self.along, tags, space, gap);
            self.squeezes.extend(more);
            wires.stretch(self.mesh, self.ways);
        }
        let edges = self.graph.edges.iter().enumerate();
        let line = |(index, edge)| Polyline {
            points: points(
                index,
                edge,
                &self.ways[index],
                space,
                self.mesh,
                &self.wires,
            ),
        };
        self.lines = edges.map(line).collect();
        for around in &self.ground.loops {
            self.lines[around.edge].points.clone_from(&around.points);
        }
    }

    /// Places the labels: in a large graph where they were before, if they fit there.
    pub(super) fn labelled(mut self, before: &[Option<Rect>], round: usize) -> Attempt {
        let (graph, Ground { loops, space, .. }) = (self.graph, self.ground);
        let large = space.is_large();
        let kept = label::kept(&self.lines, before);
        let mut labels = label::labels(graph, space, &self.lines, loops, &kept);
        let tags = tags(graph, space, &self.wires, &self.lines, &labels);
        if large || !tags.is_empty() {
            // Wires make room for the labels that found none.
            self.spread(&tags);
            let mut wished: Vec<(usize, Rect)> = tags
                .iter()
                .map(|tag| (tag.edge as usize, tag_rect(&self.wires, tag)))
                .collect();
            if large {
                wished.extend(label::kept(&self.lines, &labels));
            }
            labels = label::labels(graph, space, &self.lines, loops, &wished);
        }
        let Self {
            ways,
            wires,
            squeezes,
            lines,
            ..
        } = self;
        let mut strips: Vec<Strip> = squeezes
            .iter()
            .map(|squeeze| Strip {
                axis: if squeeze.horizontal { Axis::Y } else { Axis::X },
                at: squeeze.at,
                by: squeeze.missing + 6.0,
            })
            .collect();
        strips.extend(loops::strips(space, loops));
        let leaders = bundle::leaders(graph);
        let mut lost = false;
        let narrow = strips.len();
        for (index, edge) in graph.edges.iter().enumerate() {
            let leads = leaders[index] as usize == index;
            if leads && ways[index].is_empty() && edge.source != edge.target {
                lost = true;
                strips.extend(strips::around(&space.rect(edge.source)));
                strips.extend(strips::around(&space.rect(edge.target)));
            } else if let (true, Some(label), None) = (leads, edge.label, labels[index]) {
                strips.push(strips::room_for(
                    index,
                    &lines[index],
                    label.size,
                    &wires,
                    round,
                ));
            }
        }
        Attempt {
            lines,
            labels,
            fits: strips.len() == narrow,
            strips,
            lost,
        }
    }
}

/// Where labels that found no place would stand if wires made room.
fn tags(
    graph: &Graph,
    space: &Space,
    wires: &Wires,
    lines: &[Polyline],
    labels: &[Option<Rect>],
) -> Vec<Tag> {
    let leaders = bundle::leaders(graph);
    let missing = |&(index, edge): &(usize, &Edge)| {
        leaders[index] as usize == index
            && edge.label.is_some()
            && labels[index].is_none()
            && !wires.of[index].is_empty()
    };
    let tag = |(index, edge): (usize, &Edge)| {
        let size = edge.label?.size;
        // Segments and wires differ where two wires happen to lie on one line.
        let same = wires.of[index].len() + 1 == lines[index].points.len();
        let wire = |at: usize| &wires.all[wires.of[index][at] as usize];
        let own = |at: usize| same && wire(at).pieces.len() == 1;
        let (at, middle) = label::wish(space, &lines[index], size, own)?;
        let (along, half, length) = if wire(at).horizontal {
            (middle.x, size.height / 2.0, size.width)
        } else {
            (middle.y, size.width / 2.0, size.height)
        };
        Some(Tag {
            edge: index as u32,
            wire: wires.of[index][at],
            from: along - length / 2.0,
            to: along + length / 2.0,
            half,
        })
    };
    let edges = graph.edges.iter().enumerate();
    edges.filter(missing).filter_map(tag).collect()
}

fn tag_rect(wires: &Wires, tag: &Tag) -> Rect {
    let wire = &wires.all[tag.wire as usize];
    let (length, width) = (tag.to - tag.from, 2.0 * tag.half);
    if wire.horizontal {
        Rect::new(tag.from, wire.at - tag.half, length, width)
    } else {
        Rect::new(wire.at - tag.half, tag.from, width, length)
    }
}

/// The points of one edge.
fn points(
    index: usize,
    edge: &Edge,
    way: &[u32],
    space: &Space,
    mesh: &Mesh,
    wires: &Wires,
) -> Vec<Point> {
    if way.len() < 2 {
        let (a, b) = (
            space.rect(edge.source).center(),
            space.rect(edge.target).center(),
        );
        return vec![a, Point::new(b.x, a.y), b];
    }
    let place = |at: u32| mesh.places[at as usize];
    straightened(&wires.points(index, place(way[0]), place(way[way.len() - 1])))
}

/// Leaves out the points where a line goes straight on.
fn straightened(points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(4);
    for &point in points {
        if let [.., a, b] = kept[..] {
            let on_row = (a.y - b.y).abs() < 1e-6 && (b.y - point.y).abs() < 1e-6;
            let on_column = (a.x - b.x).abs() < 1e-6 && (b.x - point.x).abs() < 1e-6;
            if on_row || on_column {
                kept.pop();
            }
        }
        kept.push(point);
    }
    kept
}
