//! What a placement will cost once it is routed: an estimate by the simplest routes that its boxes leave free.
//!
//! Each link takes the cheapest of a straight line, two routes with one bend and two with two bends; the sum weighs
//! bends and crossings as the final penalty does (half a point and one point), then length, area, aspect and links
//! that run backward. Comes in: places. Goes out: one number, lower is better.

use super::problem::{Link, Places, Problem, Span};

/// How far a route keeps from a node that it passes.
const CLEAR: i32 = 6;
/// The least overlap of two boxes that a straight line joins.
const OVERLAP: i32 = 24;
/// What a route that is not found costs.
const LOST: f64 = 2.0;
const PER_PIXEL: f64 = 0.0007;
const PER_SQUARE: f64 = 0.000_002_5;
const PER_BACKWARD: f64 = 0.6;
const PER_TURN: f64 = 0.5;

/// A straight piece of a route: along the flow or across it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    is_along: IsAlong,
    /// The coordinate that stays.
    at: i32,
    from: i32,
    to: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum IsAlong {
    Yes,
    No,
}

#[derive(Clone, Copy, Debug)]
struct Way {
    pieces: [Piece; 3],
    count: usize,
    cost: f64,
}

/// What a placement costs, and which links make it costly.
#[derive(Clone, Debug, Default)]
pub(super) struct Score {
    pub(super) cost: f64,
    pub(super) strain: Vec<f64>,
}

/// Estimates the cost of a placement, aiming at a ratio of its length along the flow to its width across it.
///
/// Returns nothing where the cost is certain to reach the limit.
pub(super) fn score(problem: &Problem, places: &Places, ratio: f64, limit: f64) -> Option<Score> {
    let mut total = plain(problem, places, ratio);
    let mut chosen: Vec<Way> = Vec::with_capacity(problem.links.len());
    let mut choices: Vec<Vec<Way>> = Vec::with_capacity(problem.links.len());
    for link in &problem.links {
        let mut ways = ways(problem, places, link);
        let best = (0..ways.len()).min_by(|&a, &b| ways[a].cost.total_cmp(&ways[b].cost));
        if let Some(best) = best {
            ways.swap(0, best);
            let most = ways[0].cost + 0.75;
            ways.retain(|way| way.cost < most);
        }
        match ways.first() {
            Some(&way) => chosen.push(way),
            None => {
                total += LOST;
                chosen.push(Way {
                    pieces: [piece(IsAlong::Yes, 0, 0, 0); 3],
                    count: 0,
                    cost: 0.0,
                });
            }
        }
        choices.push(ways);
    }
    let least: f64 = chosen.iter().map(|way| way.cost).sum();
    if total + least >= limit {
        return None;
    }
    for index in 0..chosen.len() {
        if choices[index].len() < 2 {
            continue;
        }
        let cost = |way: &Way| way.cost + f64::from(crossings(problem, &chosen, index, way, 0));
        let mut best = (cost(&chosen[index]), chosen[index]);
        for way in &choices[index][1..] {
            let cost = cost(way);
            if cost < best.0 - 1e-9 {
                best = (cost, *way);
            }
        }
        chosen[index] = best.1;
    }
    let mut strain = Vec::with_capacity(chosen.len());
    for (index, way) in chosen.iter().enumerate() {
        let crossings = f64::from(crossings(problem, &chosen, index, way, index + 1));
        total += way.cost + crossings;
        let lost = if way.count == 0 { LOST } else { 0.0 };
        strain.push(way.cost + crossings + lost);
    }
    Some(Score {
        cost: total,
        strain,
    })
}

/// What needs no routes to be known: length, area, aspect and links that run backward.
fn plain(problem: &Problem, places: &Places, ratio: f64) -> f64 {
    let mut total = 0.0;
    for link in &problem.links {
        let (a, b) = (
            places.nodes[link.source as usize],
            places.nodes[link.target as usize],
        );
        if a.along.0 + a.along.1 > b.along.0 + b.along.1 + 4 {
            total += PER_BACKWARD;
        }
        let distance =
            (middle(a.along) - middle(b.along)).abs() + (middle(a.across) - middle(b.across)).abs();
        total += f64::from(distance) * PER_PIXEL;
    }
    let mut bounds = ((i32::MAX, i32::MIN), (i32::MAX, i32::MIN));
    for span in places.nodes.iter().chain(&places.groups) {
        bounds.0 = (bounds.0.0.min(span.along.0), bounds.0.1.max(span.along.1));
        bounds.1 = (bounds.1.0.min(span.across.0), bounds.1.1.max(span.across.1));
    }
    let along = f64::from((bounds.0.1 - bounds.0.0).max(1));
    let across = f64::from((bounds.1.1 - bounds.1.0).max(1));
    let skew = {
        let skew = along / across / ratio;
        if skew < 1.0 { 1.0 / skew } else { skew }
    };
    total + along * across * PER_SQUARE * (1.0 + (skew - 1.4).max(0.0) * 0.25)
}

/// Lists the routes of a link that no node blocks.
fn ways(problem: &Problem, places: &Places, link: &Link) -> Vec<Way> {
    let (a, b) = (
        places.nodes[link.source as usize],
        places.nodes[link.target as usize],
    );
    let mut ways = Vec::with_capacity(6);
    let mut offer = |pieces: &[Piece]| {
        let free = pieces
            .iter()
            .all(|piece| is_free(problem, places, link, piece));
        if free {
            let mut all = [pieces[0]; 3];
            all[..pieces.len()].copy_from_slice(pieces);
            let fits = link.label.along == 0
                || pieces.iter().any(|piece| {
                    let room = match piece.is_along {
                        IsAlong::Yes => link.label.along + 12,
                        IsAlong::No => link.label.across + 12,
                    };
                    (piece.to - piece.from).abs() >= room
                });
            let cramped = if fits { 0.0 } else { 1.0 };
            ways.push(Way {
                pieces: all,
                count: pieces.len(),
                cost: PER_TURN * (pieces.len() as f64 - 1.0) + cramped,
            });
        }
    };
    if let Some(at) = overlap(a.across, b.across) {
        let (from, to) = facing(a.along, b.along);
        offer(&[piece(IsAlong::Yes, at, from, to)]);
    }
    if let Some(at) = overlap(a.along, b.along) {
        let (from, to) = facing(a.across, b.across);
        offer(&[piece(IsAlong::No, at, from, to)]);
    }
    let outside = |at: i32, span: (i32, i32)| at < span.0 - 10 || at > span.1 + 10;
    let (ax, ay) = (middle(a.along), middle(a.across));
    let (bx, by) = (middle(b.along), middle(b.across));
    if outside(bx, a.along) && outside(ay, b.across) {
        offer(&[
            piece(IsAlong::Yes, ay, near(a.along, bx), bx),
            piece(IsAlong::No, bx, ay, near(b.across, ay)),
        ]);
    }
    if outside(by, a.across) && outside(ax, b.along) {
        offer(&[
            piece(IsAlong::No, ax, near(a.across, by), by),
            piece(IsAlong::Yes, by, ax, near(b.along, ax)),
        ]);
    }
    let (from, to) = facing(a.along, b.along);
    if apart(a.along, b.along) {
        for at in [
            to - 20 * (to - from).signum(),
            from + 20 * (to - from).signum(),
        ] {
            offer(&[
                piece(IsAlong::Yes, ay, from, at),
                piece(IsAlong::No, at, ay, by),
                piece(IsAlong::Yes, by, at, to),
            ]);
        }
    }
    let (from, to) = facing(a.across, b.across);
    if apart(a.across, b.across) {
        let at = (from + to) / 2;
        offer(&[
            piece(IsAlong::No, ax, from, at),
            piece(IsAlong::Yes, at, ax, bx),
            piece(IsAlong::No, bx, at, to),
        ]);
    }
    ways
}

fn piece(is_along: IsAlong, at: i32, from: i32, to: i32) -> Piece {
    Piece {
        is_along,
        at,
        from,
        to,
    }
}

fn middle(span: (i32, i32)) -> i32 {
    (span.0 + span.1) / 2
}

fn overlap(a: (i32, i32), b: (i32, i32)) -> Option<i32> {
    let (from, to) = (a.0.max(b.0), a.1.min(b.1));
    (to - from >= OVERLAP).then_some((from + to) / 2)
}

fn apart(a: (i32, i32), b: (i32, i32)) -> bool {
    a.1 + 30 <= b.0 || b.1 + 30 <= a.0
}

/// Returns the sides that face each other.
fn facing(a: (i32, i32), b: (i32, i32)) -> (i32, i32) {
    if middle(a) <= middle(b) {
        (a.1, b.0)
    } else {
        (a.0, b.1)
    }
}

/// Returns the side that is nearer.
fn near(span: (i32, i32), at: i32) -> i32 {
    if at < middle(span) { span.0 } else { span.1 }
}

fn is_free(problem: &Problem, places: &Places, link: &Link, piece: &Piece) -> bool {
    let (from, to) = (piece.from.min(piece.to), piece.from.max(piece.to));
    let at = piece.at;
    let hits = |span: &Span| {
        let (with, over) = match piece.is_along {
            IsAlong::Yes => (span.along, span.across),
            IsAlong::No => (span.across, span.along),
        };
        over.0 - CLEAR < at && at < over.1 + CLEAR && with.0 - CLEAR < to && from < with.1 + CLEAR
    };
    let count = problem.nodes.len() as u32;
    (0..count).all(|node| {
        node == link.source || node == link.target || !hits(&places.nodes[node as usize])
    })
}

/// Counts the crossings of a route with the chosen ones from an index on.
fn crossings(problem: &Problem, chosen: &[Way], own: usize, way: &Way, from: usize) -> u32 {
    let link = &problem.links[own];
    let mut count = 0;
    for (index, other) in chosen.iter().enumerate().skip(from) {
        if index == own {
            continue;
        }
        let link2 = &problem.links[index];
        if link2.source == link.source
            || link2.target == link.target
            || link2.source == link.target
            || link2.target == link.source
        {
            continue;
        }
        for a in &way.pieces[..way.count] {
            for b in &other.pieces[..other.count] {
                if a.is_along != b.is_along
                    && between(a.at, b.from, b.to)
                    && between(b.at, a.from, a.to)
                {
                    count += 1;
                }
            }
        }
    }
    count
}

fn between(at: i32, from: i32, to: i32) -> bool {
    from.min(to) < at && at < from.max(to)
}
