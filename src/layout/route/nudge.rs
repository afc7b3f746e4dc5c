//! Moves wires apart within their channels.
//!
//! Comes in: wires of one axis in their order, and what stands around them. Goes out: a coordinate for each. Always
//! holds: the order is kept, and neighbours keep a distance; where a channel is too narrow the distance shrinks, and
//! what is still missing is told as [`Squeeze`]s.
//!
//! After Wybrow, Marriott and Stuckey, "Orthogonal Connector Routing" (2009); the neighbours are found by the scan line
//! of Dwyer, Marriott and Stuckey, "Fast Node Overlap Removal" (2005).

use super::beside::{AROUND, Beside, ROOMS, Tags, beside};
use super::space::Space;
use super::wires::Wires;
use std::collections::BTreeMap;

/// A channel that is too narrow: where it is, and how much is missing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Squeeze {
    pub(super) wire: u32,
    pub(super) horizontal: bool,
    pub(super) at: f64,
    pub(super) missing: f64,
    /// Where the wire would be free of what stands beside it, if not of others.
    pub(super) home: f64,
}

/// What may be missing without any more ado.
const SLIGHT: f64 = 0.5;
/// The least distance between wires, in the narrowest channel.
const NARROW: f64 = 5.5;
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

/// Gives wires of one axis their coordinates, but for those that hold theirs; the space is flipped for vertical wires.
pub(super) fn nudge(
    wires: &mut Wires,
    order: &[u32],
    holds: impl Fn(u32) -> bool,
    tags: &[Tag],
    space: &Space,
    gap: f64,
) -> Vec<Squeeze> {
    if order.is_empty() {
        return Vec::new();
    }
    let tags = Tags::new(wires, tags, wires.all[order[0] as usize].horizontal);
    let beside: Vec<Beside> = order
        .iter()
        .map(|&index| match holds(index) {
            true => Beside::none(wires.all[index as usize].at),
            false => beside(wires, index, &tags, space),
        })
        .collect();
    let mut pairs = neighbours(wires, order, &tags, gap);
    let held: Vec<bool> = order.iter().map(|&index| holds(index)).collect();
    pairs.retain(|pair| !(held[pair.first] && held[pair.second]));
    let Fit {
        bounds,
        limits,
        squeezed,
    } = fit(&beside, &held, &mut pairs);
    let squeeze = |&(place, (low, high)): &(usize, (f64, f64))| Squeeze {
        wire: order[place],
        horizontal: wires.all[order[place] as usize].horizontal,
        at: f64::midpoint(low, high),
        missing: low - high,
        home: clamped(f64::midpoint(low, high), bounds[place]),
    };
    let squeezes = squeezed.iter().map(squeeze).collect();
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
    for (place, &index) in order.iter().enumerate() {
        if held[place] {
            continue;
        }
        let wire = &mut wires.all[index as usize];
        wire.at = places[place];
        // What has no room may lie on others, but not off the box at which it ends.
        let (low, high) = bounds[place];
        if !wire.ends.is_empty() && low <= high {
            wire.at = wire.at.min(high).max(low);
        }
    }
    squeezes
}

/// Between which coordinates each wire may lie: by what stands beside it alone, and with room for all others.
struct Fit {
    bounds: Vec<(f64, f64)>,
    limits: Vec<(f64, f64)>,
    /// The wires that lack the least room, by their places in the order, with the limits that it would need.
    squeezed: Vec<(usize, (f64, f64))>,
}

/// Gives each wire as wide a room as can be had.
fn fit(beside: &[Beside], held: &[bool], pairs: &mut [Pair]) -> Fit {
    let [wished, least, last] = ROOMS;
    let bounds: Vec<(f64, f64)> = beside.iter().map(|beside| beside.bounds(wished)).collect();
    let mut fit = Fit {
        limits: close_up(&bounds, held, pairs),
        bounds,
        squeezed: Vec::new(),
    };
    for room in [least, last] {
        let lacking = |(place, &limit): (usize, &(f64, f64))| {
            (limit.0 > limit.1 + SLIGHT).then_some((place, limit))
        };
        fit.squeezed = fit.limits.iter().enumerate().filter_map(lacking).collect();
        if fit.squeezed.is_empty() {
            break;
        }
        for &(place, _) in &fit.squeezed {
            fit.bounds[place] = beside[place].bounds(room);
        }
        fit.limits = close_up(&fit.bounds, held, pairs);
    }
    fit
}

/// The limits of all wires, once those that have no room have come as close to each other as they may.
fn close_up(bounds: &[(f64, f64)], held: &[bool], pairs: &mut [Pair]) -> Vec<(f64, f64)> {
    let mut limits = limits(bounds, held, pairs);
    for _ in 0..6 {
        if !tighten(&limits, held, pairs) {
            break;
        }
        limits = self::limits(bounds, held, pairs);
    }
    limits
}

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

/// The least and the greatest coordinate of each wire that leave room for all others; what is held gives way to none.
fn limits(bounds: &[(f64, f64)], held: &[bool], pairs: &[Pair]) -> Vec<(f64, f64)> {
    let mut limits = bounds.to_vec();
    for pair in pairs.iter().filter(|pair| !held[pair.second]) {
        let least = limits[pair.first].0 + pair.gap;
        limits[pair.second].0 = limits[pair.second].0.max(least);
    }
    // All pairs of which a wire is the first have seconds that come later, so they are done before it.
    for pair in pairs.iter().rev().filter(|pair| !held[pair.first]) {
        let most = limits[pair.second].1 - pair.gap;
        limits[pair.first].1 = limits[pair.first].1.min(most);
    }
    limits
}

/// Shrinks the distances between wires that have no room; returns whether that may help.
fn tighten(limits: &[(f64, f64)], held: &[bool], pairs: &mut [Pair]) -> bool {
    let lacks = |wire: usize| held[wire] || limits[wire].0 > limits[wire].1 + 1e-6;
    let mut shrunk = false;
    for pair in pairs {
        if lacks(pair.first) && lacks(pair.second) && pair.gap > pair.least {
            pair.gap = (pair.gap * 0.8).max(pair.least);
            shrunk = true;
        }
    }
    shrunk
}

/// The nearest place within limits, or between them where there is none.
fn clamped(place: f64, (low, high): (f64, f64)) -> f64 {
    if low > high {
        f64::midpoint(low, high)
    } else {
        place.min(high).max(low)
    }
}

/// Pushes wires that are too close apart, each by its share, and ends with a sweep that keeps every distance.
fn relax(places: &mut [f64], weights: &[f64], limits: &[(f64, f64)], pairs: &[Pair]) {
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
            places[a] = clamped(places[a] - lack * share, limits[a]);
            places[b] = clamped(places[b] + lack * (1.0 - share), limits[b]);
        }
        if !moved {
            break;
        }
    }
    for pair in pairs {
        let least = places[pair.first] + pair.gap;
        places[pair.second] = clamped(places[pair.second].max(least), limits[pair.second]);
    }
}
