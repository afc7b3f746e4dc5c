//! What a placement will cost once it is routed: an estimate by the simplest routes that its boxes leave free.
//!
//! Each link takes the cheapest of a straight line, two routes with one bend and two with two bends; the sum weighs
//! bends and crossings much as the final penalty does, then length, area, aspect and links that run backward. Comes in:
//! places. Goes out: one number, lower is better.

mod laid;
mod rows;
mod ways;

use super::problem::{Places, Problem};
use laid::{crossings, lay};
use rows::Rows;
use ways::{Way, offer};

/// What a route that is not found costs.
const LOST: f64 = 4.0;
/// A route is as good as the cheapest where it costs less than so much more: less than another turn.
const NEARLY: f64 = 0.75;
/// What a wish costs that is not met: more than it can gain to leave it unmet.
const UNMET: f64 = 40.0;
const PER_PIXEL: f64 = 0.0005;
const PER_SQUARE: f64 = 0.000_004;
/// What each pixel costs that the whole is wider than it should be.
const PER_EXCESS: f64 = 0.04;
const PER_BACKWARD: f64 = 0.6;
const PER_CROSSING: f64 = 1.2;

/// What a placement costs, and which links make it costly.
#[derive(Clone, Debug, Default)]
pub(super) struct Score {
    pub(super) cost: f64,
    pub(super) strain: Vec<f64>,
}

/// Estimates the cost of a placement, aiming at a ratio of its length along the flow to its width across it.
///
/// Returns nothing where the cost is certain to reach the limit.
pub(super) fn score(
    problem: &Problem,
    ranks: &[i32],
    places: &Places,
    ratio: f64,
    limit: f64,
) -> Option<Score> {
    let mut total = plain(problem, places, ratio);
    if total >= limit {
        return None;
    }
    let rows = Rows::new(places, ranks);
    // The cheapest way of each link comes first among its own.
    let mut ways: Vec<Way> = Vec::with_capacity(3 * problem.links.len());
    let mut starts = Vec::with_capacity(problem.links.len() + 1);
    for link in &problem.links {
        let start = ways.len();
        starts.push(start);
        offer(places, &rows, link, &mut ways);
        let own = &mut ways[start..];
        if let Some(best) = (0..own.len()).min_by(|&a, &b| own[a].cost.total_cmp(&own[b].cost)) {
            own.swap(0, best);
            total += own[0].cost;
        } else {
            total += LOST;
        }
        if total >= limit {
            return None;
        }
    }
    starts.push(ways.len());
    let mut chosen: Vec<Option<Way>> = starts
        .windows(2)
        .map(|pair| ways[pair[0]..pair[1]].first().copied())
        .collect();
    let mut laid = lay(&chosen);
    let mut is_laid = true;
    for (index, pair) in starts.windows(2).enumerate() {
        let own = &ways[pair[0]..pair[1]];
        let is_near = |way: &&Way| way.cost < own[0].cost + NEARLY;
        if own.iter().skip(1).find(is_near).is_none() {
            continue;
        }
        let cost =
            |way: &Way| way.cost + PER_CROSSING * f64::from(crossings(problem, &laid, index, way));
        let mut best = cost(&own[0]);
        for way in own[1..].iter().filter(is_near) {
            let cost = cost(way);
            if cost < best - 1e-9 {
                best = cost;
                chosen[index] = Some(*way);
                is_laid = false;
            }
        }
    }
    if !is_laid {
        laid = lay(&chosen);
    }
    let mut strain = Vec::with_capacity(chosen.len());
    for (index, way) in chosen.iter().enumerate() {
        strain.push(way.as_ref().map_or(LOST, |way| {
            let crossings = PER_CROSSING * f64::from(crossings(problem, &laid, index, way)) / 2.0;
            total += way.cost - ways[starts[index]].cost + crossings;
            way.cost + crossings
        }));
        if total >= limit {
            return None;
        }
    }
    Some(Score {
        cost: total,
        strain,
    })
}

/// What needs no routes to be known: length, area, aspect and links that run backward.
fn plain(problem: &Problem, places: &Places, ratio: f64) -> f64 {
    let mut total = UNMET * unmet(problem, places) as f64;
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
    let width = if problem.is_down { across } else { along };
    let excess = problem.widest.map_or(0.0, |most| width - f64::from(most));
    let skew = {
        let skew = along / across / ratio;
        if skew < 1.0 { 1.0 / skew } else { skew }
    };
    total
        + along * across * PER_SQUARE * (1.0 + (skew - 1.4).max(0.0) * 0.25)
        + excess.max(0.0) * PER_EXCESS
}

/// Counts the wishes that are not met across the flow.
fn unmet(problem: &Problem, places: &Places) -> usize {
    let across = |node: u32| places.nodes[node as usize].across;
    let along = |node: u32| places.nodes[node as usize].along;
    let off = |nodes: &&Vec<u32>| {
        let mut pairs = nodes.windows(2);
        pairs.any(|pair| (middle(across(pair[0])) - middle(across(pair[1]))).abs() > 2)
    };
    let late = |&&(a, b): &&(u32, u32)| {
        let (first, second) = (across(a), across(b));
        let one_row = first.0 < second.1 && second.0 < first.1;
        let is_before = match one_row {
            true => along(a).0 < along(b).0,
            false => first.0 < second.0,
        };
        !problem.is_down && !is_before
    };
    problem.line.iter().filter(off).count() + problem.before.iter().filter(late).count()
}

fn middle(span: (i32, i32)) -> i32 {
    (span.0 + span.1) / 2
}
