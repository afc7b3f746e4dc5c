//! Labels what is drawn over one placement, and tells where that is too narrow.
//!
//! Comes in: a [`Draft`]. Goes out: an [`Attempt`]. Always holds: what has no room is drawn as well as can be, and asks for a
//! strip.

use super::draft::{Draft, Sketch};
use super::label;
use super::nudge::{Squeeze, Tag};
use super::search::Way;
use super::space::Space;
use super::strips::{self, Strip};
use super::wires::Wires;
use super::{Ground, bundle, loops};
use crate::geometry::{Polyline, Rect};
use crate::layout::graph::{Edge, Graph};
use crate::layout::placement::Axis;

/// How much more room wires get than they lack.
const SPARE: f64 = 6.0;

/// Routes and labels over one placement, and where it is too narrow for them.
pub(super) struct Attempt {
    pub(super) sketch: Sketch,
    pub(super) lines: Vec<Polyline>,
    pub(super) labels: Vec<Option<Rect>>,
    pub(super) strips: Vec<Strip>,
    /// Whether all edges and labels have their places, however narrow.
    pub(super) fits: bool,
    /// Whether an edge found no way at all.
    pub(super) lost: bool,
}

impl Attempt {
    /// Whether it lacks less room than another, if there is one, and finds places for as much.
    pub(super) fn lacks_less(&self, than: Option<&Self>) -> bool {
        let rank = |attempt: &Self| (attempt.lost, !attempt.fits, attempt.strips.len());
        than.is_none_or(|than| rank(self) < rank(than))
    }
}

impl Draft<'_> {
    /// Tells where the first lines of a large graph lack room, and leaves the labels for when that is made; labels all others.
    ///
    /// Lines come to lie elsewhere then, so they get no more room than they lack.
    pub(super) fn first(self) -> Attempt {
        let no_way = |(edge, way): (&Edge, &Way)| way.is_empty() && edge.source != edge.target;
        let lost = self.graph.edges.iter().zip(self.ways).any(no_way);
        let strips = self.narrows(0.0);
        if lost || strips.is_empty() || !self.ground.space.is_large() {
            return self.labelled(&[], 0);
        }
        Attempt {
            labels: vec![None; self.lines.len()],
            sketch: self.sketch,
            lines: self.lines,
            strips,
            fits: false,
            lost,
        }
    }

    /// The strips for loops that have too little room, and for wires, those with some to spare.
    fn narrows(&self, spare: f64) -> Vec<Strip> {
        let Ground { loops, space, .. } = self.ground;
        let strip = |squeeze: &Squeeze| Strip {
            axis: if squeeze.horizontal { Axis::Y } else { Axis::X },
            at: squeeze.at,
            by: squeeze.missing + spare,
        };
        let squeezes = self.sketch.squeezes.iter().map(strip);
        squeezes.chain(loops::strips(space, loops)).collect()
    }

    /// Places the labels: in a large graph where they were before, if they fit there.
    pub(super) fn labelled(mut self, before: &[Option<Rect>], round: usize) -> Attempt {
        let (graph, Ground { loops, space, .. }) = (self.graph, self.ground);
        let (large, is_settled) = (space.is_large(), self.is_settled());
        let kept = label::kept(&self.lines, before);
        let mut labels = label::labels(graph, space, &self.lines, loops, &kept);
        let tags = tags(graph, space, &self.sketch.wires, &self.lines, &labels);
        if !is_settled || !tags.is_empty() {
            // Wires make room for the labels that found none.
            self.spread(&tags);
            let mut wished: Vec<(usize, Rect)> = tags
                .iter()
                .map(|tag| (tag.edge as usize, tag_rect(&self.sketch.wires, tag)))
                .collect();
            if large {
                wished.extend(label::kept(&self.lines, &labels));
            }
            labels = label::labels(graph, space, &self.lines, loops, &wished);
        }
        let mut strips = self.narrows(SPARE);
        let Self {
            ways,
            sketch,
            lines,
            ..
        } = self;
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
                    &sketch.wires,
                    round,
                ));
            }
        }
        Attempt {
            sketch,
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
