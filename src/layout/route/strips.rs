//! Strips of space that a placement lacks, and how it is widened by them.
//!
//! Comes in: what did not fit. Goes out: [`Strip`]s. Always holds: strips are inserted so that each keeps its place
//! whatever the others do.

use super::wires::Wires;
use crate::geometry::{Point, Polyline, Rect, Size};
use crate::layout::placement::Axis;

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

/// Joins strips that are near each other; those that come later lie before those that came earlier, so that inserting
/// one leaves the places of the next what they were.
pub(super) fn merged(mut strips: Vec<Strip>) -> Vec<Strip> {
    let mut all = Vec::new();
    for axis in [Axis::X, Axis::Y] {
        let mut wanted: Vec<Strip> = strips.extract_if(.., |strip| strip.axis == axis).collect();
        wanted.sort_by(|a, b| a.at.total_cmp(&b.at));
        wanted.dedup_by(|b, a| {
            let near = b.at - a.at < 40.0;
            if near {
                a.by = a.by.max(b.by);
            }
            near
        });
        all.extend(wanted.into_iter().rev());
    }
    all
}

/// Where a place is once strips are inserted.
pub(super) fn shifted(place: Point, strips: &[Strip]) -> Point {
    let mut place = place;
    for strip in strips {
        let length = match strip.axis {
            Axis::X => &mut place.x,
            Axis::Y => &mut place.y,
        };
        if *length >= strip.at {
            *length += strip.by;
        }
    }
    place
}
