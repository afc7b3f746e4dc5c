//! What is where: nodes, routes, and the labels that have their place.

use super::CLEAR;
use super::spots::{Around, Spot, on_borders, on_head};
use crate::geometry::{Polyline, Rect};
use crate::layout::buckets::Buckets;
use crate::layout::graph::Graph;
use crate::layout::route::space::Space;
use std::collections::BTreeMap;

/// What is where.
pub(super) struct Table<'a> {
    graph: &'a Graph,
    space: &'a Space,
    lines: &'a [Polyline],
    has_signs: bool,
    segments: Buckets,
    owners: Vec<usize>,
    labels: BTreeMap<(i32, i32), Vec<usize>>,
    rects: BTreeMap<usize, Rect>,
}

/// How far signs hang over the lower borders of cards at most.
const HANGING: f64 = 12.0;
/// What it costs to hide the signs of a card.
const SIGNS: f64 = 24.0;
/// How far the bridge of a line over another reaches along it.
const BRIDGE: f64 = 8.0;
/// What it costs to stand at a crossing.
const CROSSING: f64 = 10.0;

/// The side of the squares into which labels are sorted.
const SQUARE: f64 = 128.0;

/// How much is asked of a place.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Care {
    /// That it is free.
    Free,
    /// That it hides nothing else either.
    Harmless,
}

/// The places of one edge's label.
pub(super) struct OfEdge<'t, 'a> {
    pub(super) table: &'t Table<'a>,
    pub(super) edge: usize,
    pub(super) care: Care,
}

impl Around for OfEdge<'_, '_> {
    fn takes(&self, spot: &Spot) -> bool {
        self.table.takes(&spot.rect, self.edge)
    }

    fn borders(&self, spot: &Spot) -> f64 {
        on_borders(self.table.space, &spot.rect)
    }

    fn bearable(&self) -> f64 {
        match self.care {
            Care::Free => f64::INFINITY,
            Care::Harmless => CROSSING,
        }
    }

    fn harm(&self, spot: &Spot) -> f64 {
        match self.care {
            Care::Free => 0.0,
            // What the label hides of the head on the last segment itself is counted with the spot.
            Care::Harmless => self.table.harm(&spot.rect, spot.segment, self.edge) - spot.harm,
        }
    }
}

impl<'a> Table<'a> {
    pub(super) fn new(graph: &'a Graph, space: &'a Space, lines: &'a [Polyline]) -> Self {
        let mut owners = Vec::new();
        let mut rects = Vec::new();
        for (edge, line) in lines.iter().enumerate() {
            for (a, b) in line.segments() {
                owners.push(edge);
                let (x, y) = (a.x.min(b.x), a.y.min(b.y));
                rects.push(Rect::new(x, y, (b.x - a.x).abs(), (b.y - a.y).abs()));
            }
        }
        Self {
            graph,
            space,
            lines,
            has_signs: graph.nodes.iter().any(|node| node.signs.width > 0.0),
            segments: Buckets::new(rects),
            owners,
            labels: BTreeMap::new(),
            rects: BTreeMap::new(),
        }
    }

    /// Whether a place is clear of everything.
    pub(super) fn takes(&self, rect: &Rect, edge: usize) -> bool {
        self.free(rect, edge) && self.around(&rect.inflate(CLEAR)).next().is_none()
    }

    /// Whether a place is clear of all that cannot move.
    pub(super) fn free(&self, rect: &Rect, edge: usize) -> bool {
        let wide = rect.inflate(CLEAR);
        let strange = |segment: usize| self.owners[segment] != edge;
        self.space.is_free(&wide) && !self.segments.any(&wide, strange)
    }

    /// What a label on a segment hides and crowds of what it may stand on.
    pub(super) fn harm(&self, rect: &Rect, segment: usize, edge: usize) -> f64 {
        let signs = if self.hides_signs(rect) { SIGNS } else { 0.0 };
        let crossing = self.is_at_crossing(rect, segment, edge);
        let head = on_head(&self.lines[edge], rect);
        signs + head + if crossing { CROSSING } else { 0.0 }
    }

    fn hides_signs(&self, rect: &Rect) -> bool {
        if !self.has_signs {
            return false;
        }
        let mut hides = false;
        let reach = Rect::new(rect.x, rect.y - HANGING, rect.width, rect.height + HANGING);
        self.space.each_box(&reach, |index| {
            let signs = self.graph.nodes.get(index).map(|node| node.signs);
            if let Some(signs) = signs.filter(|signs| signs.width > 0.0) {
                let card = &self.space.nodes[index];
                let left = card.right() - signs.width;
                hides |= Rect::new(left, card.bottom(), signs.width, signs.height).overlaps(rect);
            }
        });
        hides
    }

    /// Whether another line crosses the own one so close to a label that its bridge runs into it.
    fn is_at_crossing(&self, rect: &Rect, segment: usize, edge: usize) -> bool {
        let points = &self.lines[edge].points;
        let (a, b) = (points[segment], points[segment + 1]);
        let (x, y) = match (a.y - b.y).abs() < 0.5 {
            true => (BRIDGE, 0.0),
            false => (0.0, BRIDGE),
        };
        let around = Rect::new(
            rect.x - x,
            rect.y - y,
            rect.width + 2.0 * x,
            rect.height + 2.0 * y,
        );
        self.segments
            .any(&around, |segment| self.owners[segment] != edge)
    }

    /// The labels in a place.
    pub(super) fn others(&self, rect: &Rect) -> Vec<usize> {
        let mut found: Vec<usize> = self.around(&rect.inflate(CLEAR)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The labels that overlap a place, some of them several times.
    fn around(&self, wide: &Rect) -> impl Iterator<Item = usize> {
        squares(wide)
            .filter_map(|square| self.labels.get(&square))
            .flatten()
            .copied()
            .filter(|edge| self.rects[edge].overlaps(wide))
    }

    pub(super) fn put(&mut self, edge: usize, rect: Rect) {
        for square in squares(&rect) {
            self.labels.entry(square).or_default().push(edge);
        }
        self.rects.insert(edge, rect);
    }

    pub(super) fn take(&mut self, edge: usize) -> Option<Rect> {
        let rect = self.rects.remove(&edge)?;
        for square in squares(&rect) {
            if let Some(labels) = self.labels.get_mut(&square) {
                labels.retain(|&other| other != edge);
            }
        }
        Some(rect)
    }
}

fn squares(rect: &Rect) -> impl Iterator<Item = (i32, i32)> + use<> {
    let square = |length: f64| (length / SQUARE).floor() as i32;
    let (left, right) = (square(rect.x), square(rect.right()));
    let (top, bottom) = (square(rect.y), square(rect.bottom()));
    (top..=bottom).flat_map(move |row| (left..=right).map(move |column| (column, row)))
}
