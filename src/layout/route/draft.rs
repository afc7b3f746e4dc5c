//! Draws ways side by side, without labels.
//!
//! Comes in: the ways of all edges through a mesh. Goes out: a [`Draft`]. Always holds: what has no room is drawn as well as
//! can be, and told.

use super::Ground;
use super::mesh::Mesh;
use super::nudge::{self, Squeeze, Tag};
use super::order;
use super::search::Way;
use super::space::Space;
use super::spans::corner;
use super::stirred::Stirred;
use super::wires::{self, Wires};
use crate::geometry::{Point, Polyline};
use crate::layout::graph::{Edge, End, Graph};

/// The ways of all edges drawn side by side, without labels.
pub(super) struct Draft<'a> {
    pub(super) graph: &'a Graph,
    pub(super) ground: &'a Ground,
    mesh: &'a Mesh,
    pub(super) ways: &'a [Way],
    pub(super) sketch: Sketch,
    /// The wires that have no place yet; without them, all.
    stirred: Option<Stirred>,
    pub(super) lines: Vec<Polyline>,
}

/// Wires with their places, their orders, and those that lack room.
pub(super) struct Sketch {
    pub(super) wires: Wires,
    across: Vec<u32>,
    along: Vec<u32>,
    pub(super) squeezes: Vec<Squeeze>,
}

impl Sketch {
    fn new(graph: &Graph, mesh: &Mesh, ways: &[Way]) -> Self {
        let wires = wires::wires(graph, mesh, ways);
        Self {
            across: order::order(&wires, mesh, ways, false, &[]),
            along: order::order(&wires, mesh, ways, true, &[]),
            wires,
            squeezes: Vec::new(),
        }
    }

    /// Cuts ways into wires again, a few of them changed, and takes over the order of all others; tells for each wire which
    /// one it was before.
    fn again(
        graph: &Graph,
        mesh: &Mesh,
        ways: &[Way],
        before: &mut Self,
        changed: &[usize],
    ) -> (Self, Vec<Option<u32>>) {
        let bends = std::mem::take(&mut before.wires.bends);
        let wires = wires::again(graph, mesh, ways, bends, changed);
        let mut places = vec![None; before.wires.all.len()];
        for order in [&before.across, &before.along] {
            for (place, &wire) in order.iter().enumerate() {
                places[wire as usize] = Some(place);
            }
        }
        let olds = olds(&wires, &before.wires, changed);
        let place = |old: &Option<u32>| old.and_then(|old| places[old as usize]);
        let known: Vec<Option<usize>> = olds.iter().map(place).collect();
        let sketch = Self {
            across: order::order(&wires, mesh, ways, false, &known),
            along: order::order(&wires, mesh, ways, true, &known),
            wires,
            squeezes: Vec::new(),
        };
        (sketch, olds)
    }
}

impl<'a> Draft<'a> {
    /// Draws ways over a placement.
    pub(super) fn new(
        graph: &'a Graph,
        ground: &'a Ground,
        mesh: &'a Mesh,
        ways: &'a [Way],
    ) -> Self {
        let mut draft = Self {
            graph,
            ground,
            mesh,
            ways,
            sketch: Sketch::new(graph, mesh, ways),
            stirred: None,
            lines: Vec::new(),
        };
        draft.spread(&[]);
        draft
    }

    /// Draws ways over a placement that has been widened since they were drawn before, a few of them changed: all others
    /// keep their places.
    pub(super) fn again(
        graph: &'a Graph,
        ground: &'a Ground,
        mesh: &'a Mesh,
        ways: &'a [Way],
        mut sketch: Sketch,
        changed: &[usize],
        moved: impl Fn(Point) -> Point,
    ) -> Self {
        let mut stirred = Stirred::new(&sketch.wires);
        for squeeze in sketch.squeezes.drain(..) {
            sketch.wires.all[squeeze.wire as usize].at = squeeze.home;
            stirred.add(squeeze.wire);
        }
        for wire in &mut sketch.wires.all {
            wire.at = match wire.horizontal {
                true => moved(Point::new(0.0, wire.at)).y,
                false => moved(Point::new(wire.at, 0.0)).x,
            };
        }
        if !changed.is_empty() {
            let (next, olds) = Sketch::again(graph, mesh, ways, &mut sketch, changed);
            let before = std::mem::replace(&mut sketch, next);
            stirred = settled(&mut sketch, &before.wires, &olds, &stirred);
        }
        sketch.wires.stretch(mesh, ways);
        for (index, wire) in sketch.wires.all.iter().enumerate() {
            if !wire.ends.iter().all(|&end| meets(&ground.space, wire, end)) {
                stirred.add(index as u32);
            }
        }
        let mut draft = Self {
            graph,
            ground,
            mesh,
            ways,
            sketch,
            stirred: Some(stirred),
            lines: Vec::new(),
        };
        draft.spread(&[]);
        draft
    }

    /// Whether all wires have their places for good, as long as no label needs room.
    pub(super) fn is_settled(&self) -> bool {
        self.stirred.is_some() || !self.ground.space.is_large()
    }

    /// Spreads the wires, with room for tags.
    pub(super) fn spread(&mut self, tags: &[Tag]) {
        match self.stirred.take() {
            Some(stirred) => self.stirred = Some(self.spread_stirred(stirred, tags)),
            None => self.spread_all(tags),
        }
        self.draw();
    }

    fn spread_all(&mut self, tags: &[Tag]) {
        let Ground { space, flipped, .. } = self.ground;
        let gap = self.graph.options.edge_gap;
        let sketch = &mut self.sketch;
        let none = |_| false;
        // The extents of columns depend on the places of rows, and the other way round. A turn more comes with the tags; in
        // a large graph it has to do for the second.
        let first = self.lines.is_empty() && !space.is_large();
        for _ in 0..if first { 2 } else { 1 } {
            sketch.squeezes.clear();
            for (order, space) in [(&sketch.across, flipped), (&sketch.along, space)] {
                let wires = &mut sketch.wires;
                let squeezes = nudge::nudge(wires, order, none, tags, space, gap);
                sketch.squeezes.extend(squeezes);
                wires.stretch(self.mesh, self.ways);
            }
        }
    }

    /// Spreads what has no place yet, and then what that has moved; returns what may still have to be moved.
    fn spread_stirred(&mut self, mut stirred: Stirred, tags: &[Tag]) -> Stirred {
        let Ground { space, flipped, .. } = self.ground;
        let gap = self.graph.options.edge_gap;
        let sketch = &mut self.sketch;
        for tag in tags {
            stirred.add(tag.wire);
        }
        for _ in 0..2 {
            for (order, space) in [(&sketch.across, flipped), (&sketch.along, space)] {
                let wires = &mut sketch.wires;
                let Some(part) = stirred.take(wires, order, tags) else {
                    continue;
                };
                let free = |wire: &u32| part.free[*wire as usize];
                let places = part.order.iter().copied().filter(free);
                let places = places.map(|wire| (wire, wires.all[wire as usize].at));
                let places: Vec<(u32, f64)> = places.collect();
                sketch.squeezes.retain(|squeeze| !free(&squeeze.wire));
                let holds = |wire: u32| !free(&wire);
                let squeezes = nudge::nudge(wires, &part.order, holds, tags, space, gap);
                sketch.squeezes.extend(squeezes);
                wires.stretch(self.mesh, self.ways);
                stirred.follow(wires, places.into_iter());
            }
        }
        stirred
    }

    /// Draws the lines along the wires.
    fn draw(&mut self) {
        let edges = self.graph.edges.iter().enumerate();
        let wires = &self.sketch.wires;
        let way = |index: usize| &self.ways[index];
        let points = |index, edge| {
            points(
                index,
                edge,
                way(index),
                &self.ground.space,
                self.mesh,
                wires,
            )
        };
        let line = |(index, edge)| Polyline {
            points: points(index, edge),
        };
        self.lines = edges.map(line).collect();
        for around in &self.ground.loops {
            self.lines[around.edge].points.clone_from(&around.points);
        }
    }
}

/// For each wire the one that it was before, but for those of changed edges alone.
fn olds(wires: &Wires, before: &Wires, changed: &[usize]) -> Vec<Option<u32>> {
    let mut is_changed = vec![false; wires.of.len()];
    for &edge in changed {
        is_changed[edge] = true;
    }
    let old = |wire: &wires::Wire| {
        let mut pieces = wire.pieces.iter();
        let kept = pieces.find(|piece| !is_changed[piece.edge as usize])?;
        Some(before.of[kept.edge as usize][kept.at as usize])
    };
    wires.all.iter().map(old).collect()
}

/// Gives wires the places that they had before; those that had none, or were to be moved, have yet to be moved.
fn settled(
    sketch: &mut Sketch,
    before: &Wires,
    olds: &[Option<u32>],
    waiting: &Stirred,
) -> Stirred {
    let wires = &mut sketch.wires;
    let mut stirred = Stirred::new(wires);
    let mut is_new = vec![false; wires.all.len()];
    let lines: Vec<f64> = wires.all.iter().map(|wire| wire.at).collect();
    for (index, (wire, &old)) in wires.all.iter_mut().zip(olds).enumerate() {
        if let Some(old) = old {
            wire.at = before.all[old as usize].at;
        }
        is_new[index] = old.is_none();
        if old.is_none_or(|old| waiting.is_stirred(old)) {
            stirred.add(index as u32);
        }
    }
    for order in [&sketch.across, &sketch.along] {
        for (place, &index) in order.iter().enumerate() {
            if !is_new[index as usize] {
                continue;
            }
            // Between those beside which it lies on its line.
            let beside = |&&other: &&u32| {
                let (a, b) = (&wires.all[index as usize], &wires.all[other as usize]);
                a.from < b.to && b.from < a.to
            };
            let near = |&&other: &&u32| {
                (lines[other as usize] - lines[index as usize]).abs() < order::NEAR
            };
            let at = |&other: &u32| wires.all[other as usize].at;
            let low = order[..place]
                .iter()
                .rev()
                .take_while(near)
                .find(beside)
                .map(at);
            let high = order[place + 1..]
                .iter()
                .take_while(near)
                .find(beside)
                .map(at);
            let at = match (low, high) {
                (Some(low), Some(high)) => f64::midpoint(low, high),
                (Some(low), None) => low.max(lines[index as usize]),
                (None, Some(high)) => high.min(lines[index as usize]),
                (None, None) => lines[index as usize],
            };
            wires.all[index as usize].at = at;
        }
    }
    stirred
}

/// Whether a wire meets the side of the box at which it ends.
fn meets(space: &Space, wire: &wires::Wire, end: End) -> bool {
    let rect = space.rect(end);
    let (from, length) = match wire.horizontal {
        true => (rect.y, rect.height),
        false => (rect.x, rect.width),
    };
    let corner = corner(length) - 0.05;
    from + corner <= wire.at && wire.at <= from + length - corner
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
