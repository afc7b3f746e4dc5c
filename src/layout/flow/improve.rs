//! Improves ranks and orders by what the whole placement will cost.
//!
//! Ranks at the least span and orders with the fewest crossings are not yet the fewest bends: a neighbour may stand
//! beside its node rather than after it, a whole group may stand beside another. Each such move is tried on the finished
//! places and kept where the estimate of [`super::score`] drops. Comes in: a problem with a first solution. Goes out: a
//! better one. Always holds: a link that ran forward still does, or stays in its rank; the work is bounded by a number
//! of trials.

use super::lanes::{Lanes, Order};
use super::problem::{Places, Problem, TOP};
use super::score::{Score, score};
use super::{across, along, order, rank};

/// One whole placement and how it came about.
#[derive(Clone, Debug)]
pub(super) struct Solution {
    pub(super) ranks: Vec<i32>,
    pub(super) lanes: Lanes,
    pub(super) places: Places,
    pub(super) score: Score,
}

/// The steps of each search for an order.
const ORDERING: i64 = 60_000;

/// Places ranked nodes, with siblings ordered from the order of the input.
pub(super) fn realise(problem: &Problem, ranks: Vec<i32>, ratio: f64) -> Option<Solution> {
    let mut lanes = Lanes::new(problem, &ranks, Order::Nodes);
    order::order(&mut lanes, 8, ORDERING);
    finish(problem, ranks, lanes, ratio, None, f64::INFINITY)
}

/// Places nodes of which a few have moved to other ranks, with the others in the order that they had.
fn adapt(
    problem: &Problem,
    ranks: Vec<i32>,
    best: &Solution,
    ratio: f64,
    moved: Moved,
) -> Option<Solution> {
    let mut lanes = Lanes::new(problem, &ranks, Order::Near(&best.lanes));
    let mut settling = vec![match moved.group {
        Some(group) => lanes.of_group(group),
        None => moved.nodes[0],
    }];
    let of_moved = |node: &u32| moved.nodes.contains(node);
    for (segment, ends) in (lanes.nodes..).zip(&lanes.segments) {
        if of_moved(&ends.from) != of_moved(&ends.to) {
            settling.push(segment);
        }
    }
    let mut work = 3_000;
    order::settle(&mut lanes, &settling, &mut work);
    let limit = best.score.cost - GAIN;
    finish(problem, ranks, lanes, ratio, Some(&best.places), limit)
}

/// Places all in the ranks that they have, in a better order, where that gains.
fn reorder(problem: &Problem, best: &Solution, ratio: f64) -> Option<Solution> {
    let mut lanes = best.lanes.clone();
    order::sift(&mut lanes, ORDERING);
    let limit = best.score.cost - GAIN;
    let next = finish(
        problem,
        best.ranks.clone(),
        lanes,
        ratio,
        Some(&best.places),
        limit,
    )?;
    (next.score.cost < limit).then_some(next)
}

fn finish(
    problem: &Problem,
    ranks: Vec<i32>,
    lanes: Lanes,
    ratio: f64,
    near: Option<&Places>,
    limit: f64,
) -> Option<Solution> {
    let mut places = Places::new(problem);
    across::across(problem, &lanes, &ranks, near, &mut places);
    along::along(problem, &lanes, &ranks, &mut places);
    let score = if problem.nodes.len() <= super::MOST_IMPROVED {
        score(problem, &ranks, &places, ratio, limit)?
    } else {
        Score::default()
    };
    Some(Solution {
        ranks,
        lanes,
        places,
        score,
    })
}

/// What moves together: a node, or the nodes of a group.
#[derive(Clone, Copy)]
struct Moved<'a> {
    nodes: &'a [u32],
    group: Option<u32>,
}

/// What a move must gain to be kept: small gains are not worth that a small edit of the input turns them around.
const GAIN: f64 = 0.85;

/// Tries moves until none helps or the trials are spent.
pub(super) fn improve(
    problem: &Problem,
    backward: &[bool],
    ratio: f64,
    mut best: Solution,
    mut trials: usize,
) -> Solution {
    let members = members(problem);
    let mut quiet = 0;
    let sets = problem.nodes.len() + problem.groups.len();
    let mut at = 0;
    loop {
        if quiet >= sets || trials == 0 {
            // The moves may have left an order that is not the best any more.
            let Some(next) = reorder(problem, &best, ratio) else {
                break;
            };
            best = next;
            quiet = 0;
            if trials == 0 {
                break;
            }
        }
        let index = at % sets;
        let set: &[u32] = &members[index];
        at += 1;
        quiet += 1;
        if !is_strained(problem, &best.score, set) {
            continue;
        }
        let Some((low, high)) = slack(problem, backward, &best.ranks, set) else {
            continue;
        };
        for by in steps(problem, &best.ranks, set, low, high) {
            if trials == 0 {
                break;
            }
            trials -= 1;
            let mut ranks = best.ranks.clone();
            for &node in set {
                ranks[node as usize] += by;
            }
            rank::squeeze(&mut ranks);
            if rank::unmet(problem, &ranks) > rank::unmet(problem, &best.ranks) {
                continue;
            }
            let moved = Moved {
                nodes: set,
                group: index
                    .checked_sub(problem.nodes.len())
                    .map(|group| group as u32),
            };
            if let Some(next) = adapt(problem, ranks, &best, ratio, moved)
                && next.score.cost < best.score.cost - GAIN
            {
                best = next;
                quiet = 0;
                break;
            }
        }
    }
    best
}

/// Lists what moves together: each node, then the nodes of each group.
fn members(problem: &Problem) -> Vec<Vec<u32>> {
    let count = problem.nodes.len();
    let mut members: Vec<Vec<u32>> = (0..count as u32).map(|node| vec![node]).collect();
    members.resize(count + problem.groups.len(), Vec::new());
    for (index, node) in problem.nodes.iter().enumerate() {
        let mut group = node.parent;
        while group != TOP {
            members[count + group as usize].push(index as u32);
            group = problem.groups[group as usize].parent;
        }
    }
    members
}

/// Returns whether some link that leaves a set has bends or crossings to lose.
fn is_strained(problem: &Problem, score: &Score, set: &[u32]) -> bool {
    problem
        .links
        .iter()
        .zip(&score.strain)
        .any(|(link, &strain)| {
            strain > 0.0 && set.contains(&link.source) != set.contains(&link.target)
        })
}

/// Returns how many ranks a set may move back and on, where links tie it to others at all.
fn slack(problem: &Problem, backward: &[bool], ranks: &[i32], set: &[u32]) -> Option<(i32, i32)> {
    let (mut low, mut high) = (i32::MIN, i32::MAX);
    let mut tied = false;
    for (link, &backward) in problem.links.iter().zip(backward) {
        let (a, b) = if backward {
            (link.target, link.source)
        } else {
            (link.source, link.target)
        };
        let span = ranks[b as usize] - ranks[a as usize];
        match (set.contains(&a), set.contains(&b)) {
            (true, false) => high = high.min(span),
            (false, true) => low = low.max(-span),
            _ => continue,
        }
        tied = true;
    }
    tied.then_some((low, high))
}

/// Lists the moves that bring a set into the rank of a neighbour, or beside it.
fn steps(problem: &Problem, ranks: &[i32], set: &[u32], low: i32, high: i32) -> Vec<i32> {
    let mut steps = Vec::new();
    for link in &problem.links {
        let (a, b) = (link.source, link.target);
        let (inner, outer) = match (set.contains(&a), set.contains(&b)) {
            (true, false) => (a, b),
            (false, true) => (b, a),
            _ => continue,
        };
        let by = ranks[outer as usize] - ranks[inner as usize];
        steps.extend([by, by - 1, by + 1]);
    }
    steps.sort_unstable_by_key(|by| (by.abs(), *by));
    steps.dedup();
    steps.retain(|&by| by != 0 && low <= by && by <= high);
    steps
}
