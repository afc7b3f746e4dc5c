//! Places labels on and beside their own routes.
//!
//! Comes in: routes and what stands around them. Goes out: a place for each label, or none where none is free. Always
//! holds: a placed label is clear of nodes, titles, other labels and the routes of other edges, and near its own route.
//!
//! Candidates on own segments and their conflicts after Kakoulis and Tollis, "Labeling Algorithms" (2016); where a label
//! finds no free place, another moves out of its way.

use super::bundle;
use super::loops::Loop;
use super::space::Space;
use crate::geometry::{Point, Polyline, Rect, Size};
use crate::layout::buckets::Buckets;
use crate::layout::graph::Graph;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// How far a label keeps from all but its own route.
const CLEAR: f64 = 2.0;
/// How far a label beside its route is from it.
const BESIDE: f64 = 3.0;
/// How far a label that stands loose may be from its route.
const LOOSE: f64 = 14.0;
/// How much of the last segment a label should leave free, for the arrow's head.
const HEAD: f64 = 16.0;
/// The least step between two candidates on one segment.
const STEP: f64 = 7.0;
/// How many steps a segment is tried in.
const STEPS: f64 = 18.0;
/// What it costs to stand close beside the line.
const OFF_LINE: f64 = 45.0;
/// What it costs to stand on the border of a group.
const BORDER: f64 = 14.0;

/// A place for a label; less cost is better.
#[derive(Clone, Copy, Debug)]
struct Spot {
    rect: Rect,
    cost: f64,
    segment: usize,
}

/// Where a label is looked for.
#[derive(Clone, Copy, PartialEq)]
enum Where {
    On,
    OnAndBeside,
}

/// Finds the segment on which a label would do best if other routes made room, and its middle there.
///
/// Nodes and titles stay where they are, and a segment that other edges share is no place for a label.
pub(super) fn wish(
    space: &Space,
    line: &Polyline,
    size: Size,
    own: impl Fn(usize) -> bool,
) -> Option<(usize, Point)> {
    let fits = |spot: &Spot| own(spot.segment) && space.is_free(&spot.rect.inflate(CLEAR));
    cheapest(space, &spots(line, size, Where::On), fits)
        .map(|spot| (spot.segment, spot.rect.center()))
}

/// The labels that still lie on or close beside their own lines.
pub(super) fn kept(lines: &[Polyline], labels: &[Option<Rect>]) -> Vec<(usize, Rect)> {
    let at_line = |&(edge, rect): &(usize, Rect)| {
        let near = rect.inflate(BESIDE + 0.5);
        lines[edge].segments().any(|(a, b)| {
            let (left, right) = (a.x.min(b.x), a.x.max(b.x));
            let (top, bottom) = (a.y.min(b.y), a.y.max(b.y));
            left <= near.right() && near.x <= right && top <= near.bottom() && near.y <= bottom
        })
    };
    let placed = labels.iter().enumerate();
    placed
        .filter_map(|(edge, label)| Some((edge, (*label)?)))
        .filter(at_line)
        .collect()
}

/// Places all labels; those of self loops have their place, and those of which a place is wished take it, if it is free.
pub(super) fn labels(
    graph: &Graph,
    space: &Space,
    lines: &[Polyline],
    loops: &[Loop],
    wished: &[(usize, Rect)],
) -> Vec<Option<Rect>> {
    let leaders = bundle::leaders(graph);
    let mut table = Table::new(space, lines);
    let mut places: Vec<Option<Rect>> = vec![None; lines.len()];
    // Labels with little room to choose from come first.
    let mut order: Vec<(i64, usize, Size)> = graph
        .edges
        .iter()
        .enumerate()
        .filter(|&(edge, _)| leaders[edge] as usize == edge)
        .filter_map(|(edge, of)| {
            let size = of.label?.size;
            let slack = lines[edge]
                .segments()
                .map(|(a, b)| ((b.x - a.x).abs() - size.width).max((b.y - a.y).abs() - size.height))
                .fold(f64::NEG_INFINITY, f64::max);
            Some((slack as i64, edge, size))
        })
        .collect();
    order.sort_unstable_by_key(|&(slack, edge, _)| (slack, edge));
    for around in loops {
        if let Some(rect) = around.label {
            table.put(around.edge, rect);
            places[around.edge] = Some(rect);
        }
    }
    for &(edge, rect) in wished {
        if places[edge].is_none() && table.takes(&rect, edge) {
            table.put(edge, rect);
            places[edge] = Some(rect);
        }
    }
    for &(_, edge, size) in &order {
        if places[edge].is_some() {
            continue;
        }
        let takes = |spot: &Spot| table.takes(&spot.rect, edge);
        if let Some(spot) = place(space, &lines[edge], size, takes) {
            table.put(edge, spot.rect);
            places[edge] = Some(spot.rect);
            continue;
        }
        // One other label in the way may have somewhere else to go.
        let mut spots = spots(&lines[edge], size, Where::OnAndBeside);
        for spot in &mut spots {
            spot.cost += on_borders(space, &spot.rect);
        }
        spots.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        for spot in &spots {
            if !table.free(&spot.rect, edge) {
                continue;
            }
            let [other] = table.others(&spot.rect)[..] else {
                continue;
            };
            if loops.iter().any(|around| around.edge == other) {
                continue;
            }
            let Some(label) = graph.edges[other].label else {
                continue;
            };
            let old = table.take(other);
            table.put(edge, spot.rect);
            let takes = |spot: &Spot| table.takes(&spot.rect, other);
            if let Some(new) = place(space, &lines[other], label.size, takes) {
                table.put(other, new.rect);
                places[other] = Some(new.rect);
                places[edge] = Some(spot.rect);
                break;
            }
            table.take(edge);
            if let Some(old) = old {
                table.put(other, old);
            }
        }
    }
    places
}

/// The cheapest place for a label that passes a test.
fn place(
    space: &Space,
    line: &Polyline,
    size: Size,
    passes: impl Fn(&Spot) -> bool,
) -> Option<Spot> {
    // Most labels stand on their lines, and need not look beside them.
    let on_line = cheapest(space, &spots(line, size, Where::On), &passes);
    match on_line {
        Some(spot) if spot.cost < OFF_LINE => on_line,
        _ => cheapest(space, &spots(line, size, Where::OnAndBeside), passes),
    }
}

/// The cheapest spot that passes a test, the first of several. Few of many are looked at, so they are not sorted but come
/// from a heap; what borders of groups add is found out only where it may decide.
fn cheapest(space: &Space, spots: &[Spot], passes: impl Fn(&Spot) -> bool) -> Option<Spot> {
    // Costs are not negative, so their bits are ordered as they are.
    let rank = |(at, spot): (usize, &Spot)| Reverse((spot.cost.to_bits(), at));
    let mut open: BinaryHeap<_> = spots.iter().enumerate().map(rank).collect();
    let mut best: Option<Spot> = None;
    while let Some(Reverse((_, at))) = open.pop() {
        let spot = &spots[at];
        if best.is_some_and(|best| best.cost <= spot.cost) {
            break;
        }
        let cost = spot.cost + on_borders(space, &spot.rect);
        if best.is_none_or(|best| cost < best.cost) && passes(spot) {
            best = Some(Spot { cost, ..*spot });
        }
    }
    best
}

/// Lists the places that a label may take, whether free or not, with their costs, those for borders of groups apart.
fn spots(line: &Polyline, size: Size, looked: Where) -> Vec<Spot> {
    let mut spots = Vec::new();
    let total = line.length();
    let mut before = 0.0;
    for (segment, (a, b)) in line.segments().enumerate() {
        let length = (b.x - a.x).abs() + (b.y - a.y).abs();
        if length < 1.0 {
            continue;
        }
        let horizontal = (b.y - a.y).abs() < 0.5;
        let along = if horizontal { size.width } else { size.height };
        let across = if horizontal { size.height } else { size.width };
        let is_last = segment + 2 == line.points.len();
        let slack = (length - along - 6.0).max(0.0);
        let step = (slack / STEPS).max(STEP);
        let count = (slack / 2.0 / step).ceil() as i32;
        // A label that is longer than its segment hides that segment, and stands over bends.
        let tight = if length < along + 4.0 { 25.0 } else { 0.0 };
        let turned = if horizontal { 0.0 } else { 6.0 };
        for at in -count..=count {
            let shift = (f64::from(at) * step).clamp(-slack / 2.0, slack / 2.0);
            let offset = length / 2.0 + shift;
            let share = offset / length;
            let middle = Point::new(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share);
            let far = 0.12 * (before + offset - total / 2.0).abs();
            let after = length - offset - along / 2.0;
            let hides = if is_last && after < HEAD { 30.0 } else { 0.0 };
            let mut add = |shift: f64, cost: f64| {
                let center = if horizontal {
                    Point::new(middle.x, middle.y + shift)
                } else {
                    Point::new(middle.x + shift, middle.y)
                };
                let rect = Rect::new(
                    center.x - size.width / 2.0,
                    center.y - size.height / 2.0,
                    size.width,
                    size.height,
                );
                spots.push(Spot {
                    rect,
                    cost: far + tight + turned + cost,
                    segment,
                });
            };
            add(0.0, hides);
            if looked == Where::OnAndBeside {
                for side in [-1.0, 1.0] {
                    add(side * (across / 2.0 + BESIDE), OFF_LINE);
                    add(side * (across / 2.0 + LOOSE), 120.0);
                }
            }
        }
        before += length;
    }
    spots
}

/// What a label costs for the borders of groups that it stands on.
fn on_borders(space: &Space, rect: &Rect) -> f64 {
    let mut cost = 0.0;
    space.each_group(rect, |group| {
        if !space.groups[group].contains(rect) {
            cost += BORDER;
        }
    });
    cost
}

/// What is where.
struct Table<'a> {
    space: &'a Space,
    segments: Buckets,
    owners: Vec<usize>,
    labels: BTreeMap<(i32, i32), Vec<usize>>,
    rects: BTreeMap<usize, Rect>,
}

/// The side of the squares into which labels are sorted.
const SQUARE: f64 = 128.0;

impl<'a> Table<'a> {
    fn new(space: &'a Space, lines: &[Polyline]) -> Self {
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
            space,
            segments: Buckets::new(rects),
            owners,
            labels: BTreeMap::new(),
            rects: BTreeMap::new(),
        }
    }

    /// Whether a place is clear of everything.
    fn takes(&self, rect: &Rect, edge: usize) -> bool {
        self.free(rect, edge) && self.others(rect).is_empty()
    }

    /// Whether a place is clear of all that cannot move.
    fn free(&self, rect: &Rect, edge: usize) -> bool {
        let wide = rect.inflate(CLEAR);
        let strange = |segment: usize| self.owners[segment] != edge;
        self.space.is_free(&wide) && !self.segments.any(&wide, strange)
    }

    /// The labels in a place.
    fn others(&self, rect: &Rect) -> Vec<usize> {
        let wide = rect.inflate(CLEAR);
        let mut found: Vec<usize> = squares(&wide)
            .filter_map(|square| self.labels.get(&square))
            .flatten()
            .copied()
            .filter(|edge| self.rects[edge].overlaps(&wide))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn put(&mut self, edge: usize, rect: Rect) {
        for square in squares(&rect) {
            self.labels.entry(square).or_default().push(edge);
        }
        self.rects.insert(edge, rect);
    }

    fn take(&mut self, edge: usize) -> Option<Rect> {
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
