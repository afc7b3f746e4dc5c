//! Moves wires apart within their channels.
//!
//! Comes in: wires of one axis in their order, and what stands around them. Goes out: a coordinate for each. Always
//! holds: the order is kept, and neighbours keep a distance; where a channel is too narrow the distance shrinks, and
//! what is still missing is told as [`Squeeze`]s.
//!
//! After Wybrow, Marriott and Stuckey, "Orthogonal Connector Routing" (2009); the neighbours are found by the scan line
//! of Dwyer, Marriott and Stuckey, "Fast Node Overlap Removal" (2005).

use super::space::Space;
use super::spans::corner;
use super::wires::Wires;
use crate::geometry::Rect;
use crate::layout::buckets::Buckets;
use crate::layout::graph::End;
use std::collections::BTreeMap;

/// A channel that is too narrow: where it is, and how much is missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Squeeze {
    pub(super) horizontal: bool,
    pub(super) at: f64,
    pub(super) missing: f64,
}

/// How far a wire keeps from boxes beside it, where there is room.
const CLEAR: f64 = 6.0;
/// The least distance to boxes, in the narrowest channel.
const TIGHT: f64 = 4.0;
/// The same where an edge turns into the box: room for an arrowhead, and for a straight line behind it.
const TIP: f64 = 14.0;
/// The least distance between wires, in the narrowest channel.
const NARROW: f64 = 5.5;
/// How far a wire may be moved.
const REACH: f64 = 140.0;
/// How often all pairs that are too close push each other apart.
const PUSHES: usize = 40;

/// A label that keeps its place along a wire, and for which the others make room.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tag {
    pub(super) edge: u32,
    pub(super) wire: u32,
    /// Its extent along the wire.
    pub(super) from: f64,
    pub(super) to: f64,
    /// Half its extent across.
    pub(super) half: f64,
}

/// Two wires that see each other, by their places in the order.
#[derive(Clone, Copy, Debug)]
struct Pair {
    first: usize,
    second: usize,
    gap: f64,
    /// The least gap, where the channel is narrow.
    least: f64,
}

/// Gives each wire of one axis its coordinate; the space is flipped for vertical wires.
pub(super) fn nudge(
    wires: &mut Wires,
    order: &[u32],
    tags: &[Tag],
    space: &Space,
    gap: f64,
) -> Vec<Squeeze> {
    if order.is_empty() {
        return Vec::new();
    }
    let tags = Tags::new(wires, tags, wires.all[order[0] as usize].horizontal);
    let bounds: Vec<(f64, f64)> = order
        .iter()
        .map(|&index| bounds(wires, index, &tags, space))
        .collect();
    let mut pairs = neighbours(wires, order, &tags, gap);
    let mut limits = limits(&bounds, &pairs);
    for _ in 0..6 {
        if !tighten(&limits, &mut pairs) {
            break;
        }
        limits = self::limits(&bounds, &pairs);
    }
    let mut places: Vec<f64> = order
        .iter()
        .zip(&limits)
        .map(|(&index, &(low, high))| wires.all[index as usize].at.min(high).max(low))
        .collect();
    let weights: Vec<f64> = order
        .iter()
        .map(|&index| [1.0, 3.0, 12.0][wires.all[index as usize].ends.len().min(2)])
        .collect();
    relax(&mut places, &weights, &limits, &pairs);
    let mut squeezes = Vec::new();
    for (place, &index) in order.iter().enumerate() {
        let wire = &mut wires.all[index as usize];
        let (low, high) = limits[place];
        if low > high + 0.05 {
            squeezes.push(Squeeze {
                horizontal: wire.horizontal,
                at: f64::midpoint(low, high),
                missing: low - high,
            });
        }
        wire.at = places[place];
        // What has no room may lie on others, but not off the box at which it ends.
        let (low, high) = bounds[place];
        if !wire.ends.is_empty() && low <= high {
            wire.at = wire.at.min(high).max(low);
        }
    }
    squeezes
}

/// Tags by where they are.
struct Tags<'a> {
    /// Sorted by their wires.
    on_wires: Vec<&'a Tag>,
    /// Those on wires of the other axis, and where they lie beside wires of this one.
    across: Vec<&'a Tag>,
    beside: Buckets,
}

impl<'a> Tags<'a> {
    fn new(wires: &Wires, tags: &'a [Tag], horizontal: bool) -> Self {
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

    fn on(&self, wire: u32) -> &[&'a Tag] {
        let from = self.on_wires.partition_point(|tag| tag.wire < wire);
        let count = self.on_wires[from..].partition_point(|tag| tag.wire == wire);
        &self.on_wires[from..from + count]
    }
}

/// Between which coordinates a wire may lie, with its labels; with room for arrowheads where that can be had.
fn bounds(wires: &Wires, index: u32, tags: &Tags<'_>, space: &Space) -> (f64, f64) {
    let entered = entered(wires, index);
    let roomy = bounds_beside(wires, index, tags, space, &entered);
    match entered.is_empty() || roomy.0 <= roomy.1 {
        true => roomy,
        false => bounds_beside(wires, index, tags, space, &[]),
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

/// Between which coordinates a wire may lie that keeps farther from the nodes that are entered from it.
fn bounds_beside(
    wires: &Wires,
    index: u32,
    tags: &Tags<'_>,
    space: &Space,
    entered: &[usize],
) -> (f64, f64) {
    let wire = &wires.all[index as usize];
    let (mut low, mut high) = (wire.at - REACH, wire.at + REACH);
    let keep = |distance: f64, clear: f64| distance.clamp(TIGHT, clear.max(TIGHT));
    let length = (wire.to - wire.from - 2.0).max(0.0);
    let query = Rect::new(wire.from + 1.0, low, length, high - low);
    space.each_obstacle(&query, |obstacle, rect| {
        if rect.right() <= query.x || rect.x >= query.right() {
            return;
        }
        let beside = |distance: f64| match entered.contains(&obstacle) {
            true => TIP,
            false => keep(distance, CLEAR),
        };
        if rect.center().y < wire.at {
            low = low.max(rect.bottom() + beside(wire.at - rect.bottom()));
        } else {
            high = high.min(rect.y - beside(rect.y - wire.at));
        }
    });
    // A wire keeps to its side of the borders of groups that run along it.
    space.each_group(&query, |group| {
        let rect = space.groups[group];
        if rect.right() <= query.x || rect.x >= query.right() {
            return;
        }
        for border in [rect.y, rect.bottom()] {
            let distance = (border - wire.at).abs();
            if border < wire.at {
                low = low.max(border + keep(distance, TIGHT).min(distance));
            } else if border > wire.at {
                high = high.min(border - keep(distance, TIGHT).min(distance));
            }
        }
    });
    // It keeps clear of labels on wires across it.
    let near = Rect::new(wire.from, wire.at - REACH, wire.to - wire.from, 2.0 * REACH);
    tags.beside.each(&near, |at| {
        let tag = tags.across[at];
        if wire.pieces.iter().any(|piece| piece.edge == tag.edge) {
            return;
        }
        if wire.at < f64::midpoint(tag.from, tag.to) {
            high = high.min(tag.from - AROUND);
        } else {
            low = low.max(tag.to + AROUND);
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
    (low, high)
}

/// How far a label keeps from what is beside it.
const AROUND: f64 = 3.0;

/// Lists the pairs of wires that see each other across the channel, sorted by the second.
fn neighbours(wires: &Wires, order: &[u32], tags: &Tags<'_>, gap: f64) -> Vec<Pair> {
    let key = |length: f64| (length * 16.0) as i64;
    let mut pairs: Vec<Pair> = Vec::new();
    // What is seen from beyond: stretches by their start, with their end, the wire and half its width.
    let mut seen: BTreeMap<i64, (i64, usize, f64)> = BTreeMap::new();
    let mut hit = Vec::new();
    for (place, &index) in order.iter().enumerate() {
        let wire = &wires.all[index as usize];
        let beside = super::order::BESIDE;
        let plain = (key(wire.from - beside), key(wire.to + beside), 0.0);
        let tagged = tags
            .on(index)
            .iter()
            .map(|tag| (key(tag.from - AROUND), key(tag.to + AROUND), tag.half));
        for (from, to, half) in std::iter::once(plain).chain(tagged) {
            let to = to.max(from + 1);
            hit.clear();
            if let Some((&start, &stretch)) = seen.range(..from).next_back()
                && stretch.0 > from
            {
                hit.push((start, stretch));
            }
            hit.extend(
                seen.range(from..to)
                    .map(|(&start, &stretch)| (start, stretch)),
            );
            for &(start, (end, other, thick)) in &hit {
                seen.remove(&start);
                if start < from {
                    seen.insert(start, (from, other, thick));
                }
                if end > to {
                    seen.insert(to, (end, other, thick));
                }
                let before = &wires.all[order[other] as usize];
                let own = wire
                    .pieces
                    .iter()
                    .any(|piece| before.pieces.iter().any(|other| other.edge == piece.edge));
                if own {
                    continue;
                }
                let room = half + thick + AROUND;
                let (gap, least) = if half + thick > 0.0 {
                    (room.max(gap), room.max(NARROW))
                } else {
                    (gap, NARROW)
                };
                pairs.push(Pair {
                    first: other,
                    second: place,
                    gap,
                    least,
                });
            }
            seen.insert(from, (to, place, half));
        }
    }
    pairs.sort_by(|a, b| {
        (a.second, a.first)
            .cmp(&(b.second, b.first))
            .then(b.least.total_cmp(&a.least))
    });
    pairs.dedup_by_key(|pair| (pair.second, pair.first));
    pairs
}

/// The least and the greatest coordinate of each wire that leave room for all others.
fn limits(bounds: &[(f64, f64)], pairs: &[Pair]) -> Vec<(f64, f64)> {
    let mut limits = bounds.to_vec();
    for pair in pairs {
        let least = limits[pair.first].0 + pair.gap;
        limits[pair.second].0 = limits[pair.second].0.max(least);
    }
    // All pairs of which a wire is the first have seconds that come later, so they are done before it.
    for pair in pairs.iter().rev() {
        let most = limits[pair.second].1 - pair.gap;
        limits[pair.first].1 = limits[pair.first].1.min(most);
    }
    limits
}

/// Shrinks the distances between wires that have no room; returns whether that may help.
fn tighten(limits: &[(f64, f64)], pairs: &mut [Pair]) -> bool {
    let lacks = |wire: usize| limits[wire].0 > limits[wire].1 + 1e-6;
    let mut shrunk = false;
    for pair in pairs {
        if lacks(pair.first) && lacks(pair.second) && pair.gap > pair.least {
            pair.gap = (pair.gap * 0.8).max(pair.least);
            shrunk = true;
        }
    }
    shrunk
}

/// Pushes wires that are too close apart, each by its share, and ends with a sweep that keeps every distance.
fn relax(places: &mut [f64], weights: &[f64], limits: &[(f64, f64)], pairs: &[Pair]) {
    let clamp = |place: f64, (low, high): (f64, f64)| {
        if low > high {
            f64::midpoint(low, high)
        } else {
            place.min(high).max(low)
        }
    };
    for _ in 0..PUSHES {
        let mut moved = false;
        for pair in pairs {
            let (a, b) = (pair.first, pair.second);
            let lack = pair.gap - (places[b] - places[a]);
            if lack <= 0.01 {
                continue;
            }
            moved = true;
            let share = weights[b] / (weights[a] + weights[b]);
            places[a] = clamp(places[a] - lack * share, limits[a]);
            places[b] = clamp(places[b] + lack * (1.0 - share), limits[b]);
        }
        if !moved {
            break;
        }
    }
    for pair in pairs {
        let least = places[pair.first] + pair.gap;
        places[pair.second] = clamp(places[pair.second].max(least), limits[pair.second]);
    }
}
