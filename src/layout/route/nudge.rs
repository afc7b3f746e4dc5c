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
use super::wires::{Wire, Wires};
use crate::geometry::Rect;
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
/// The least distance between wires, in the narrowest channel.
const NARROW: f64 = 5.5;
/// How far a wire may be moved.
const REACH: f64 = 140.0;
/// How often all pairs that are too close push each other apart.
const PUSHES: usize = 40;

/// Gives each wire of one axis its coordinate; the space is flipped for vertical wires.
pub(super) fn nudge(wires: &mut Wires, order: &[u32], space: &Space, gap: f64) -> Vec<Squeeze> {
    if order.is_empty() {
        return Vec::new();
    }
    let bounds: Vec<(f64, f64)> = order
        .iter()
        .map(|&index| bounds(&wires.all[index as usize], space))
        .collect();
    let pairs = neighbours(wires, order);
    let mut gaps = vec![gap; pairs.len()];
    let mut limits = limits(&bounds, &pairs, &gaps);
    for _ in 0..6 {
        if !tighten(&limits, &pairs, &mut gaps) {
            break;
        }
        limits = self::limits(&bounds, &pairs, &gaps);
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
    relax(&mut places, &weights, &limits, &pairs, &gaps);
    let mut squeezes = Vec::new();
    for (place, &index) in order.iter().enumerate() {
        let wire = &mut wires.all[index as usize];
        let (low, high) = limits[place];
        if low > high + 0.5 {
            squeezes.push(Squeeze {
                horizontal: wire.horizontal,
                at: f64::midpoint(low, high),
                missing: low - high,
            });
        }
        wire.at = places[place];
    }
    squeezes
}

/// Between which coordinates a wire may lie.
fn bounds(wire: &Wire, space: &Space) -> (f64, f64) {
    let (mut low, mut high) = (wire.at - REACH, wire.at + REACH);
    let keep = |distance: f64, clear: f64| distance.clamp(TIGHT, clear.max(TIGHT));
    let length = (wire.to - wire.from - 2.0).max(0.0);
    let query = Rect::new(wire.from + 1.0, low, length, high - low);
    space.each_obstacle(&query, |_, rect| {
        if rect.right() <= query.x || rect.x >= query.right() {
            return;
        }
        if rect.center().y < wire.at {
            low = low.max(rect.bottom() + keep(wire.at - rect.bottom(), CLEAR));
        } else {
            high = high.min(rect.y - keep(rect.y - wire.at, CLEAR));
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
    for &end in &wire.ends {
        let rect = space.rect(end);
        let corner = corner(rect.height);
        low = low.max(rect.y + corner);
        high = high.min(rect.bottom() - corner);
    }
    (low, high)
}

/// Lists the pairs of wires that see each other across the channel, by their places in the order.
fn neighbours(wires: &Wires, order: &[u32]) -> Vec<(u32, u32)> {
    let key = |length: f64| (length * 16.0) as i64;
    let mut pairs = Vec::new();
    // What is seen from beyond: stretches by their start, with their end and the wire.
    let mut seen: BTreeMap<i64, (i64, u32)> = BTreeMap::new();
    let mut hit = Vec::new();
    for (place, &index) in order.iter().enumerate() {
        let wire = &wires.all[index as usize];
        let beside = super::order::BESIDE;
        let (from, to) = (
            key(wire.from - beside),
            key(wire.to + beside).max(key(wire.from) + 1),
        );
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
        for &(start, (end, other)) in &hit {
            seen.remove(&start);
            if start < from {
                seen.insert(start, (from, other));
            }
            if end > to {
                seen.insert(to, (end, other));
            }
            let before = &wires.all[order[other as usize] as usize];
            let own = wire
                .pieces
                .iter()
                .any(|piece| before.pieces.iter().any(|other| other.edge == piece.edge));
            if !own {
                pairs.push((other, place as u32));
            }
        }
        seen.insert(from, (to, place as u32));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// The least and the greatest coordinate of each wire that leave room for all others.
fn limits(bounds: &[(f64, f64)], pairs: &[(u32, u32)], gaps: &[f64]) -> Vec<(f64, f64)> {
    let mut limits = bounds.to_vec();
    let mut by_second: Vec<usize> = (0..pairs.len()).collect();
    by_second.sort_by_key(|&pair| pairs[pair].1);
    for &pair in &by_second {
        let (a, b) = pairs[pair];
        let least = limits[a as usize].0 + gaps[pair];
        limits[b as usize].0 = limits[b as usize].0.max(least);
    }
    for (pair, &(a, b)) in pairs.iter().enumerate().rev() {
        let most = limits[b as usize].1 - gaps[pair];
        limits[a as usize].1 = limits[a as usize].1.min(most);
    }
    limits
}

/// Shrinks the distances between wires that have no room; returns whether that may help.
fn tighten(limits: &[(f64, f64)], pairs: &[(u32, u32)], gaps: &mut [f64]) -> bool {
    let lacks = |wire: u32| {
        let (low, high) = limits[wire as usize];
        low > high + 1e-6
    };
    let mut shrunk = false;
    for (pair, &(a, b)) in pairs.iter().enumerate() {
        if lacks(a) && lacks(b) && gaps[pair] > NARROW {
            gaps[pair] = (gaps[pair] * 0.8).max(NARROW);
            shrunk = true;
        }
    }
    shrunk
}

/// Pushes wires that are too close apart, each by its share, and ends with a sweep that keeps every distance.
fn relax(
    places: &mut [f64],
    weights: &[f64],
    limits: &[(f64, f64)],
    pairs: &[(u32, u32)],
    gaps: &[f64],
) {
    let clamp = |place: f64, (low, high): (f64, f64)| {
        if low > high {
            f64::midpoint(low, high)
        } else {
            place.min(high).max(low)
        }
    };
    for _ in 0..PUSHES {
        let mut moved = false;
        for (pair, &(a, b)) in pairs.iter().enumerate() {
            let (a, b) = (a as usize, b as usize);
            let lack = gaps[pair] - (places[b] - places[a]);
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
    let mut by_second: Vec<usize> = (0..pairs.len()).collect();
    by_second.sort_by_key(|&pair| pairs[pair].1);
    for &pair in &by_second {
        let (a, b) = (pairs[pair].0 as usize, pairs[pair].1 as usize);
        places[b] = clamp(places[b].max(places[a] + gaps[pair]), limits[b]);
    }
}
