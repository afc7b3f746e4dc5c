//! Improves ranks and orders by what the whole placement will cost.
//!
//! Ranks at the least span and orders with the fewest crossings are not yet the fewest bends: a neighbour may stand
//! beside its node rather than after it, a whole group may stand beside another. Each such move is tried on the finished
//! places and kept where the estimate of [`super::score`] drops by more than it is worth to leave things where they were:
//! so a small edit of the input turns little of the drawing around. Comes in: a problem with a first solution. Goes out: a
//! better one. Always holds: a link that ran forward still does, or stays in its rank; the work is bounded by a number
//! of trials.

use super::lanes::{Lanes, Order};
use super::problem::{Node, Places, Problem, TOP};
use super::score::{Score, score};
use super::{across, along, order, rank};
use std::collections::BTreeSet;

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
    moved: &Set,
) -> Option<Solution> {
    let mut lanes = Lanes::new(problem, &ranks, Order::Near(&best.lanes));
    let mut settling = match moved.group {
        Some(group) => vec![lanes.of_group(group)],
        None => moved.nodes.clone(),
    };
    let of_moved = |node: &u32| moved.nodes.contains(node);
    for (segment, ends) in (lanes.nodes..).zip(&lanes.segments) {
        if of_moved(&ends.from) != of_moved(&ends.to) {
            settling.push(segment);
        }
    }
    let mut work = 3_000;
    order::settle(&mut lanes, &settling, &mut work);
    let limit = best.score.cost - worth(problem.nodes.len(), 0.0);
    finish(problem, ranks, lanes, ratio, Some(&best.places), limit)
}

/// Places all in the ranks that they have, in a better order, where that gains.
fn reorder(problem: &Problem, best: &Solution, ratio: f64) -> Option<Solution> {
    let mut lanes = best.lanes.clone();
    order::sift(&mut lanes, ORDERING);
    let limit = best.score.cost - worth(problem.nodes.len(), 0.0);
    let next = finish(
        problem,
        best.ranks.clone(),
        lanes,
        ratio,
        Some(&best.places),
        limit,
    )?;
    gains(best, &next).then_some(next)
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

/// What moves together: a node, the nodes of a group, or a node with what hangs on it alone.
struct Set {
    nodes: Vec<u32>,
    group: Option<u32>,
}

/// A drawing of up to so many nodes is to stay as it is where an edge comes or goes; a larger one has more to gain.
pub(super) const SMALL: usize = 30;

/// What a move must gain to be kept: small gains are not worth that a small edit of the input turns them around.
const GAIN: f64 = 1.15;
const GAIN_IN_LARGE: f64 = 0.85;

/// What a move would have to gain besides if it turned all pairs of nodes around, for those that it does.
const TURNED: f64 = 60.0;

/// What a move may gain beyond the bends and crossings of its own links.
const HOPED: f64 = 0.5;

/// Returns what a move must gain that turns around such a share of the pairs of nodes.
fn worth(nodes: usize, turned: f64) -> f64 {
    if nodes <= SMALL {
        GAIN + TURNED * turned
    } else {
        GAIN_IN_LARGE + TURNED * SMALL as f64 / nodes as f64 * turned
    }
}

/// Returns whether one solution is so much better than another that it is worth what it turns around.
fn gains(best: &Solution, next: &Solution) -> bool {
    let nodes = best.places.nodes.len();
    let gained = best.score.cost - next.score.cost;
    let turned = || turned(&stands(&best.places), &stands(&next.places), APART);
    gained > worth(nodes, 0.0) && gained > worth(nodes, turned())
}

/// What nodes must lie apart to stand one before the other.
const APART: i32 = 5;

/// Lists where the middles of nodes are, along the flow and across it.
fn stands(places: &Places) -> Vec<[i32; 2]> {
    let middle = |span: (i32, i32)| (span.0 + span.1) / 2;
    let nodes = places.nodes.iter();
    nodes
        .map(|node| [middle(node.along), middle(node.across)])
        .collect()
}

/// Returns the share of the pairs that stand the other way round afterwards, along the flow or across it.
fn turned(before: &[[i32; 2]], after: &[[i32; 2]], apart: i32) -> f64 {
    let turns = |a: i32, b: i32| a.abs() > apart && b.abs() > apart && a.signum() != b.signum();
    let mut count = 0;
    for (index, (one, next)) in before.iter().zip(after).enumerate() {
        for (other, other_next) in before[..index].iter().zip(after) {
            let does = |axis| turns(one[axis] - other[axis], next[axis] - other_next[axis]);
            count += usize::from(does(0) || does(1));
        }
    }
    let pairs = before.len() * before.len().saturating_sub(1) / 2;
    count as f64 / pairs.max(1) as f64
}

/// Tries moves until none helps or the trials are spent.
pub(super) fn improve(
    problem: &Problem,
    backward: &[bool],
    ratio: f64,
    mut best: Solution,
    mut trials: usize,
) -> Solution {
    let sets = sets(problem);
    let mut quiet = 0;
    let mut at = 0;
    loop {
        if quiet >= sets.len() || trials == 0 {
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
        let set = &sets[at % sets.len()];
        at += 1;
        quiet += 1;
        let strain = strain(problem, &best.score, &set.nodes);
        if strain == 0.0 {
            continue;
        }
        let Some((low, high)) = slack(problem, backward, &best.ranks, &set.nodes) else {
            continue;
        };
        for by in steps(problem, &best.ranks, &set.nodes, low, high) {
            if trials == 0 {
                break;
            }
            let mut ranks = best.ranks.clone();
            for &node in &set.nodes {
                ranks[node as usize] += by;
            }
            rank::squeeze(&mut ranks);
            let steps =
                |ranks: &[i32]| -> Vec<[i32; 2]> { ranks.iter().map(|&rank| [rank, 0]).collect() };
            let turned = turned(&steps(&best.ranks), &steps(&ranks), 0);
            if strain + HOPED < worth(ranks.len(), turned) {
                continue;
            }
            trials -= 1;
            if rank::unmet(problem, &ranks) > rank::unmet(problem, &best.ranks) {
                continue;
            }
            if let Some(next) = adapt(problem, ranks, &best, ratio, set)
                && gains(&best, &next)
            {
                best = next;
                quiet = 0;
                break;
            }
        }
    }
    best
}

/// Lists what moves together.
fn sets(problem: &Problem) -> Vec<Set> {
    let alone = |nodes| Set { nodes, group: None };
    let nodes = (0..problem.nodes.len() as u32).map(|node| alone(vec![node]));
    let mut groups: Vec<Set> = (0..problem.groups.len() as u32)
        .map(|group| Set {
            nodes: Vec::new(),
            group: Some(group),
        })
        .collect();
    for (node, &Node { mut parent, .. }) in (0..).zip(&problem.nodes) {
        while parent != TOP {
            groups[parent as usize].nodes.push(node);
            parent = problem.groups[parent as usize].parent;
        }
    }
    let stars = match problem.nodes.len() {
        0..=SMALL => stars(problem),
        _ => Vec::new(),
    };
    let stars = stars.into_iter().map(alone);
    stars.chain(nodes).chain(groups).collect()
}

/// Lists each node with what hangs on it alone, where it is joined to more than that.
fn stars(problem: &Problem) -> Vec<Vec<u32>> {
    let mut near = vec![BTreeSet::new(); problem.nodes.len()];
    for link in &problem.links {
        near[link.source as usize].insert(link.target);
        near[link.target as usize].insert(link.source);
    }
    let star = |(node, others): (u32, &BTreeSet<u32>)| {
        let hangs = |other: &&u32| near[**other as usize].len() == 1;
        let mut star: Vec<u32> = others.iter().filter(hangs).copied().collect();
        let is_more = !star.is_empty() && star.len() < others.len();
        star.push(node);
        is_more.then_some(star)
    };
    (0..).zip(&near).filter_map(star).collect()
}

/// Returns the cost of the bends and crossings of the links that leave a set.
fn strain(problem: &Problem, score: &Score, set: &[u32]) -> f64 {
    let links = problem.links.iter().zip(&score.strain);
    links
        .filter(|(link, _)| set.contains(&link.source) != set.contains(&link.target))
        .map(|(_, strain)| strain)
        .sum()
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

#[cfg(test)]
mod tests {
    use super::super::tests::graph;
    use super::super::{Effort, solve};
    use super::{APART, GAIN, Problem, Solution, gains, realise, stands, stars, turned};
    use crate::layout::Graph;

    /// A tree of groups with nodes in them and edges, from numbers that are the same every time.
    fn architecture(seed: u32) -> Graph {
        let mut state = seed.wrapping_mul(2_654_435_761).wrapping_add(1);
        let mut number = move |below: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) % below
        };
        let count = 12 + number(12);
        let groups: Vec<u32> = (0..4).map(|_| number(1_000)).collect();
        let nodes: Vec<_> = (0..count).map(|_| (number(1_000), 90, 90)).collect();
        // Most edges lead from a node to one that was written a little later.
        let near = |from: u32, by: u32| (from, (from + 1 + by).min(count - 1), by == 0);
        let edges = (0..count + count / 4).map(|edge| match edge % 5 {
            4 => (number(count), number(count), false),
            _ => near(edge % count, number(4)),
        });
        let edges: Vec<_> = edges.filter(|edge| edge.0 != edge.1).collect();
        graph(&groups, &nodes, &edges, false)
    }

    fn placed(graph: &Graph) -> Vec<[i32; 2]> {
        let problem = Problem::new(graph);
        stands(&solve(&problem, 1.5, Effort::Full))
    }

    #[test]
    fn an_edge_that_goes_turns_little_of_the_drawing_around() {
        let mut sum = 0.0;
        for seed in 0..60 {
            let mut graph = architecture(seed);
            let before = placed(&graph);
            graph.edges.remove(seed as usize % graph.edges.len());
            sum += turned(&before, &placed(&graph), APART);
        }
        let mean = sum / 60.0;
        assert!(mean < 0.18, "{mean}");
    }

    #[test]
    fn what_turns_the_drawing_around_must_gain_more() {
        let problem = Problem::new(&architecture(1));
        let ranks = (0..problem.nodes.len() as i32).collect();
        let best = realise(&problem, ranks, 1.5).expect("it is placed");
        let better = |by: f64| {
            let mut next = best.clone();
            next.score.cost -= by;
            next
        };
        let mirrored = |mut next: Solution| {
            for node in &mut next.places.nodes {
                node.along = (-node.along.1, -node.along.0);
            }
            next
        };
        assert!(!gains(&best, &better(GAIN - 0.1)));
        assert!(gains(&best, &better(GAIN + 0.1)));
        assert!(!gains(&best, &mirrored(better(GAIN + 0.1))));
        assert!(gains(&best, &mirrored(better(100.0))));
    }

    #[test]
    fn pairs_count_that_stand_the_other_way_round() {
        let before = [[0, 0], [100, 0], [200, 50]];
        // The first two change places along the flow, the last two across it, by more than is apart.
        let after = [[100, 60], [0, 60], [200, 50]];
        assert_eq!(turned(&before, &after, 5), 1.0);
        assert_eq!(turned(&before, &before, 5), 0.0);
        assert_eq!(turned(&before, &[[0, 0], [100, 0], [200, 1]], 5), 0.0);
    }

    #[test]
    fn a_star_is_a_node_with_what_hangs_on_it_alone() {
        let edges = [(0, 1, false), (1, 2, false), (1, 3, false), (3, 4, false)];
        let problem = Problem::new(&graph(&[], &[(0, 90, 90); 5], &edges, false));
        assert_eq!(stars(&problem), [vec![0, 2, 1], vec![4, 3]]);
    }
}
