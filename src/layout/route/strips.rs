//! Strips of space that a placement lacks, and how it is widened by them.
//!
//! Comes in: what did not fit. Goes out: [`Strip`]s, and a [`Widening`] by all of them. Always holds: nothing is
//! moved past another.

use super::wires::Wires;
use crate::geometry::{Point, Polyline, Rect, Size};
use crate::layout::placement::{Axis, Placement};

/// A strip of space that would help.
#[derive(Clone, Copy, Debug)]
pub(super) struct Strip {
    pub(super) axis: Axis,
    pub(super) at: f64,
    pub(super) by: f64,
}

/// How wide a channel is opened beside a box that no edge can leave.
const CHANNEL: f64 = 30.0;

/// The strips that open channels on all sides of a box.
pub(super) fn around(rect: &Rect) -> [Strip; 4] {
    let strip = |axis, at| Strip {
        axis,
        at,
        by: CHANNEL,
    };
    [
        strip(Axis::X, rect.x - 1.0),
        strip(Axis::X, rect.right() + 1.0),
        strip(Axis::Y, rect.y - 1.0),
        strip(Axis::Y, rect.bottom() + 1.0),
    ]
}

/// The strip that a label needs on the longest segment that its route shares with no other.
pub(super) fn room_for(
    edge: usize,
    line: &Polyline,
    size: Size,
    wires: &Wires,
    round: usize,
) -> Strip {
    let own = |at: usize| {
        let wire = wires.of[edge].get(at);
        wire.is_none_or(|&wire| wires.all[wire as usize].pieces.len() == 1)
    };
    let length = |(a, b): (Point, Point)| (b.x - a.x).abs() + (b.y - a.y).abs();
    let (a, b) = line
        .segments()
        .enumerate()
        .map(|(at, segment)| (own(at), segment))
        .reduce(|best, next| {
            let better = (next.0, length(next.1)) > (best.0, length(best.1));
            if better { next } else { best }
        })
        .map_or_else(Default::default, |(_, segment)| segment);
    let middle = Point::new(f64::midpoint(a.x, b.x), f64::midpoint(a.y, b.y));
    let wide = Strip {
        axis: Axis::X,
        at: middle.x,
        by: size.width + 16.0,
    };
    let high = Strip {
        axis: Axis::Y,
        at: middle.y,
        by: size.height + 16.0,
    };
    // A segment that is long enough needs room beside it; if that does not help, along it.
    let horizontal = (a.y - b.y).abs() < 0.5;
    let needed = if horizontal { size.width } else { size.height };
    let along = length((a, b)) < needed + 16.0 || round.is_multiple_of(2);
    if horizontal == along { wide } else { high }
}

/// How near strips are one.
const NEAR: f64 = 40.0;

/// Strips as one widening of the plane.
pub(super) struct Widening {
    x: Vec<Step>,
    y: Vec<Step>,
}

/// From where on everything is moved, and how far.
#[derive(Clone, Copy)]
struct Step {
    from: f64,
    by: f64,
}

impl Widening {
    /// Joins strips that are near each other, and adds up how far they move what lies behind them.
    pub(super) fn new(strips: &[Strip]) -> Self {
        let steps = |axis: Axis| {
            let mut steps: Vec<Step> = strips
                .iter()
                .filter(|strip| strip.axis == axis)
                .map(|strip| Step {
                    from: strip.at,
                    by: strip.by,
                })
                .collect();
            steps.sort_by(|a, b| a.from.total_cmp(&b.from));
            steps.dedup_by(|b, a| {
                let near = b.from - a.from < NEAR;
                if near {
                    a.by = a.by.max(b.by);
                }
                near
            });
            let mut sum = 0.0;
            for step in &mut steps {
                sum += step.by;
                step.by = sum;
            }
            steps
        };
        Self {
            x: steps(Axis::X),
            y: steps(Axis::Y),
        }
    }

    /// Where a place is once the strips are inserted.
    pub(super) fn of(&self, place: Point) -> Point {
        Point::new(moved(&self.x, place.x), moved(&self.y, place.y))
    }

    /// Inserts the strips into a placement.
    pub(super) fn widen(&self, placement: &mut Placement) {
        placement.stretch(Axis::X, |place| moved(&self.x, place));
        placement.stretch(Axis::Y, |place| moved(&self.y, place));
    }
}

/// Where a coordinate is once the strips along its axis are inserted.
fn moved(steps: &[Step], place: f64) -> f64 {
    match steps.partition_point(|step| step.from <= place) {
        0 => place,
        count => place + steps[count - 1].by,
    }
}
