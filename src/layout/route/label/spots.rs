//! The places that a label may take on and beside its own route, and what each costs.

use crate::geometry::{Point, Polyline, Rect, Size};
use crate::layout::route::space::Space;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How far a label that stands beside its route is from it.
pub(super) const BESIDE: f64 = 3.0;
/// How far a label that stands loose may be from its route.
const LOOSE: f64 = 14.0;
/// The room of an arrow's head: how long it is, and how far it reaches to each side.
const HEAD: (f64, f64) = (16.0, 5.0);
/// The least step between two candidates on one segment.
const STEP: f64 = 7.0;
/// How many steps a segment is tried in.
const STEPS: f64 = 18.0;
/// What it costs to stand close beside the line.
const OFF_LINE: f64 = 45.0;
/// What it costs to stand on the border of a group.
const BORDER: f64 = 14.0;
/// What it costs to hide the arrow's head.
const HIDES: f64 = 30.0;
/// What it costs to stand more to one side of an upright line.
const ASIDE: f64 = 10.0;
/// How far such a label reaches over the line.
const OVER: f64 = 14.0;
/// What it costs to stand over a bend of the line, and how far from it a label does not.
const BENT: f64 = 9.0;
const ROUND: f64 = 9.0;

/// A place for a label; less cost is better.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spot {
    pub(super) rect: Rect,
    pub(super) cost: f64,
    /// How much of the cost is for what it hides and crowds.
    pub(super) harm: f64,
    pub(super) segment: usize,
}

/// Where a label is looked for.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Where {
    On,
    Beside,
    OnAndBeside,
}

/// What stands around the places of a label.
pub(super) trait Around {
    /// Whether a label may stand there at all.
    fn takes(&self, spot: &Spot) -> bool;
    /// What the borders of groups that it stands on cost.
    fn borders(&self, spot: &Spot) -> f64;
    /// How much harm is none, so that no better place need be looked for beside the line.
    fn bearable(&self) -> f64;
    /// What it costs for what it hides and crowds.
    fn harm(&self, spot: &Spot) -> f64;
}

/// The cheapest place for a label.
pub(super) fn place(line: &Polyline, size: Size, around: &impl Around) -> Option<Spot> {
    // Most labels stand on their lines, and need not look beside them.
    let on_line = cheapest(&spots(line, size, Where::On), around);
    match on_line {
        Some(spot) if spot.cost < OFF_LINE && spot.harm <= around.bearable() => on_line,
        Some(_) => cheapest(&spots(line, size, Where::OnAndBeside), around),
        // What is not free on the line is not so when it is looked at again.
        None => cheapest(&spots(line, size, Where::Beside), around),
    }
}

/// The cheapest spot that a label may take, the first of several. Few of many are looked at, so they are not sorted but
/// come from a heap; what stands around a spot is found out only where it may decide.
pub(super) fn cheapest(spots: &[Spot], around: &impl Around) -> Option<Spot> {
    // Costs are not negative, so their bits are ordered as they are.
    let rank = |(at, spot): (usize, &Spot)| Reverse((spot.cost.to_bits(), at));
    let mut open: BinaryHeap<_> = spots.iter().enumerate().map(rank).collect();
    let mut best: Option<Spot> = None;
    while let Some(Reverse((_, at))) = open.pop() {
        let spot = &spots[at];
        let is_worse = |cost: f64| best.is_some_and(|best| best.cost <= cost);
        if is_worse(spot.cost) {
            break;
        }
        let cost = spot.cost + around.borders(spot);
        if is_worse(cost) || !around.takes(spot) {
            continue;
        }
        let more = around.harm(spot);
        if !is_worse(cost + more) {
            best = Some(Spot {
                cost: cost + more,
                harm: spot.harm + more,
                ..*spot
            });
        }
    }
    best
}

/// Lists the places that a label may take, whether free or not, with their costs, those for what stands around apart.
pub(super) fn spots(line: &Polyline, size: Size, looked: Where) -> Vec<Spot> {
    let mut spots = Vec::new();
    let total = line.length();
    let mut before = 0.0;
    let head = head(line);
    let last = line.points.len().saturating_sub(2);
    for (segment, (a, b)) in line.segments().enumerate() {
        let length = (b.x - a.x).abs() + (b.y - a.y).abs();
        if length < 1.0 {
            continue;
        }
        let horizontal = (b.y - a.y).abs() < 0.5;
        let along = if horizontal { size.width } else { size.height };
        let across = if horizontal { size.height } else { size.width };
        let slack = (length - along - 6.0).max(0.0);
        let step = (slack / STEPS).max(STEP);
        let count = (slack / 2.0 / step).ceil() as i32;
        // A label that is longer than its segment hides that segment, and stands over bends.
        let tight = if length < along + 4.0 { 25.0 } else { 0.0 };
        let turned = if horizontal { 0.0 } else { 6.0 };
        let most = if looked == Where::On { 1 } else { 7 };
        spots.reserve((2 * count + 1) as usize * most);
        for at in -count..=count {
            let shift = (f64::from(at) * step).clamp(-slack / 2.0, slack / 2.0);
            let offset = length / 2.0 + shift;
            let share = offset / length;
            let middle = Point::new(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share);
            let far = 0.12 * (before + offset - total / 2.0).abs();
            let (room, rest) = (offset - along / 2.0, length - offset - along / 2.0);
            let is_bent = segment > 0 && room < ROUND || segment < last && rest < ROUND;
            let bent = if is_bent { BENT } else { 0.0 };
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
                let hides = segment == last && head.is_some_and(|head| head.overlaps(&rect));
                let harm = if hides { HIDES } else { 0.0 };
                spots.push(Spot {
                    rect,
                    cost: far + bent + tight + turned + harm + cost,
                    harm,
                    segment,
                });
            };
            if looked != Where::Beside {
                add(0.0, 0.0);
            }
            if looked != Where::On {
                for side in [-1.0, 1.0] {
                    if !horizontal && across > 3.0 * OVER {
                        add(side * (across / 2.0 - OVER), ASIDE);
                    }
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
pub(super) fn on_borders(space: &Space, rect: &Rect) -> f64 {
    let mut cost = 0.0;
    space.each_group(rect, |group| {
        if !space.groups[group].contains(rect) {
            cost += BORDER;
        }
    });
    cost
}

/// What a label costs that hides the head of its own line.
pub(super) fn on_head(line: &Polyline, rect: &Rect) -> f64 {
    let hides = head(line).is_some_and(|head| head.overlaps(rect));
    if hides { HIDES } else { 0.0 }
}

/// The room that the head of the arrow takes at the end of a line.
fn head(line: &Polyline) -> Option<Rect> {
    let (length, side) = HEAD;
    let [.., from, tip] = line.points[..] else {
        return None;
    };
    let way = (from.x - tip.x).abs() + (from.y - tip.y).abs();
    let share = if way > 0.0 {
        (length / way).min(1.0)
    } else {
        0.0
    };
    let neck = Point::new(
        tip.x + (from.x - tip.x) * share,
        tip.y + (from.y - tip.y) * share,
    );
    let (left, top) = (tip.x.min(neck.x), tip.y.min(neck.y));
    let (width, height) = ((tip.x - neck.x).abs(), (tip.y - neck.y).abs());
    Some(match height > width {
        true => Rect::new(left - side, top, 2.0 * side, height),
        false => Rect::new(left, top - side, width, 2.0 * side),
    })
}
