//! What stands beside a wire, and between which coordinates that lets it lie.
//!
//! Comes in: a wire with its labels, and what stands around. Goes out: a [`Beside`]. Always holds: a wire stays on its side
//! of boxes and of the borders of groups and bands.

use super::nudge::Tag;
use super::space::Space;
use super::spans::corner;
use super::wires::Wires;
use crate::geometry::Rect;
use crate::layout::buckets::Buckets;
use crate::layout::graph::End;

/// How far a wire keeps from boxes beside it, where there is room.
const CLEAR: f64 = 6.0;
/// The least distance to boxes, in the narrowest channel.
const TIGHT: f64 = 4.0;

/// What a wire keeps to what is drawn beside it.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// To the borders of groups and bands that run along it.
    border: f64,
    /// To a box into which an edge turns: for an arrowhead, and for a straight line behind it.
    tip: f64,
}

/// The rooms as wished for, the least for which a channel is widened, and what is left where that cannot be had.
pub(super) const ROOMS: [Room; 3] = [
    Room {
        border: 8.0,
        tip: 14.0,
    },
    Room {
        border: 6.0,
        tip: 14.0,
    },
    Room {
        border: 0.0,
        tip: TIGHT,
    },
];
/// How far a wire may be moved.
const REACH: f64 = 140.0;
/// How far a label keeps from what is beside it.
pub(super) const AROUND: f64 = 3.0;

/// Tags by where they are.
pub(super) struct Tags<'a> {
    /// Sorted by their wires.
    on_wires: Vec<&'a Tag>,
    /// Those on wires of the other axis, and where they lie beside wires of this one.
    across: Vec<&'a Tag>,
    beside: Buckets,
}

impl<'a> Tags<'a> {
    pub(super) fn new(wires: &Wires, tags: &'a [Tag], horizontal: bool) -> Self {
        let mut on_wires: Vec<&Tag> = tags.iter().collect();
        on_wires.sort_by_key(|tag| tag.wire);
        let other = |tag: &&Tag| wires.all[tag.wire as usize].horizontal != horizontal;
        let across: Vec<&Tag> = tags.iter().filter(other).collect();
        let rect = |tag: &&Tag| {
            let at = wires.all[tag.wire as usize].at;
            Rect::new(at - tag.half, tag.from, 2.0 * tag.half, tag.to - tag.from)
        };
        let beside = Buckets::new(across.iter().map(rect).collect());
        Self {
            on_wires,
            across,
            beside,
        }
    }

    pub(super) fn on(&self, wire: u32) -> &[&'a Tag] {
        let from = self.on_wires.partition_point(|tag| tag.wire < wire);
        let count = self.on_wires[from..].partition_point(|tag| tag.wire == wire);
        &self.on_wires[from..from + count]
    }
}

/// What stands beside a wire, before it and behind it across its direction.
pub(super) struct Beside {
    /// Between which coordinates it may lie with its labels.
    free: (f64, f64),
    /// The nearest borders of groups and bands that run along it.
    borders: (f64, f64),
    /// The nearest boxes into which edges turn from it.
    entered: (f64, f64),
    at: f64,
}

impl Beside {
    /// What leaves a wire no other place than its own.
    pub(super) fn none(at: f64) -> Self {
        let everywhere = (f64::NEG_INFINITY, f64::INFINITY);
        Self {
            free: (at, at),
            borders: everywhere,
            entered: everywhere,
            at,
        }
    }

    /// Between which coordinates the wire may lie with so much room.
    pub(super) fn bounds(&self, room: Room) -> (f64, f64) {
        // Where less than that can be had, it stays on its side of a border, and no closer to it than it was.
        let least = |distance: f64| room.border.max(distance.min(TIGHT));
        let (before, behind) = self.borders;
        let (top, bottom) = self.entered;
        let low = before + least(self.at - before);
        let high = behind - least(behind - self.at);
        (
            self.free.0.max(low).max(top + room.tip),
            self.free.1.min(high).min(bottom - room.tip),
        )
    }
}

/// The nodes into which edges turn from a wire.
fn entered(wires: &Wires, index: u32) -> Vec<usize> {
    let mut out = Vec::new();
    for piece in &wires.all[index as usize].pieces {
        let of = &wires.of[piece.edge as usize];
        if piece.at as usize + 2 == of.len() {
            let ends = wires.all[of[of.len() - 1] as usize].ends.iter();
            out.extend(ends.filter_map(|end| match end {
                End::Node(node) => Some(node.0 as usize),
                End::Group(_) => None,
            }));
        }
    }
    out
}

/// Finds what stands beside a wire.
pub(super) fn beside(wires: &Wires, index: u32, tags: &Tags<'_>, space: &Space) -> Beside {
    let wire = &wires.all[index as usize];
    let into = entered(wires, index);
    let everywhere = (f64::NEG_INFINITY, f64::INFINITY);
    let (mut low, mut high) = (wire.at - REACH, wire.at + REACH);
    let (mut borders, mut entered) = (everywhere, everywhere);
    let keep = |distance: f64| distance.clamp(TIGHT, CLEAR);
    let length = (wire.to - wire.from - 2.0).max(0.0);
    let query = Rect::new(wire.from + 1.0, low, length, high - low);
    let along = |rect: &Rect| rect.right() > query.x && rect.x < query.right();
    space.each_obstacle(&query, |obstacle, rect| {
        if !along(rect) {
            return;
        }
        let (top, bottom) = (rect.y, rect.bottom());
        let is_entered = into.contains(&obstacle);
        if rect.center().y < wire.at {
            low = low.max(bottom + keep(wire.at - bottom));
            if is_entered {
                entered.0 = entered.0.max(bottom);
            }
        } else {
            high = high.min(top - keep(top - wire.at));
            if is_entered {
                entered.1 = entered.1.min(top);
            }
        }
    });
    space.each_frame(&query, |rect| {
        if !along(rect) {
            return;
        }
        for border in [rect.y, rect.bottom()] {
            if border <= wire.at {
                borders.0 = borders.0.max(border);
            } else {
                borders.1 = borders.1.min(border);
            }
        }
    });
    // It keeps clear of labels on wires across it, on the nearer side where there is room for it.
    let near = Rect::new(wire.from, wire.at - REACH, wire.to - wire.from, 2.0 * REACH);
    tags.beside.each(&near, |at| {
        let tag = tags.across[at];
        if wire.pieces.iter().any(|piece| piece.edge == tag.edge) {
            return;
        }
        let (before, behind) = (tag.from - AROUND, tag.to + AROUND);
        let border = ROOMS[0].border;
        let is_before = before >= low.max(borders.0 + border);
        let is_behind = behind <= high.min(borders.1 - border);
        let is_nearer = wire.at < f64::midpoint(tag.from, tag.to);
        match is_nearer && (is_before || !is_behind) || is_before && !is_behind {
            true => high = high.min(before),
            false => low = low.max(behind),
        }
    });
    for tag in tags.on(index) {
        let query = Rect::new(tag.from, wire.at - REACH, tag.to - tag.from, 2.0 * REACH);
        space.each_obstacle(&query, |_, rect| {
            if rect.right() <= query.x || rect.x >= query.right() {
                return;
            }
            if rect.center().y < wire.at {
                low = low.max(rect.bottom() + tag.half + AROUND);
            } else {
                high = high.min(rect.y - tag.half - AROUND);
            }
        });
    }
    for &end in &wire.ends {
        let rect = space.rect(end);
        let corner = corner(rect.height);
        low = low.max(rect.y + corner);
        high = high.min(rect.bottom() - corner);
    }
    Beside {
        free: (low, high),
        borders,
        entered,
        at: wire.at,
    }
}
