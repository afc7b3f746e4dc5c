//! Places nodes and groups along the flow of the edges.
//!
//! Comes in: a graph. Goes out: a [`Placement`]. Always holds: siblings keep their distance, members lie inside their
//! groups, nothing else does.

mod across;
mod along;
mod components;
mod cycles;
mod improve;
mod lanes;
mod order;
mod pack;
mod parts;
mod problem;
mod rank;
mod score;
mod simplex;
#[cfg(test)]
mod tests;
mod wishes;

use super::{Direction, Graph, Placement};
use improve::{SMALL, improve, realise};
use problem::{Places, Problem};
pub(super) use wishes::unmet;

/// How much is tried to improve a first placement: the trials times the nodes and links that each of them places.
const TRIALS: usize = 8_000;

/// What the trials are at least and at most, as a large graph still gains by some, and what they are in a small one, where
/// few moves are worth what they turn around.
const LEAST_TRIALS: usize = 60;
const MOST_TRIALS: usize = 70;
const TRIALS_IN_SMALL: usize = 40;

/// Graphs with more nodes take the first placement.
const MOST_IMPROVED: usize = 200;

/// The steps of the search for ranks, which are enough for so many nodes; beyond them each node brings some more. Ranks
/// that are far from the best draw groups out along the flow, and the drawing and all its edges with them.
const RANKING: usize = 1_000_000;
const RANKED_AT_ONCE: usize = 4_000;
const RANKING_EACH: usize = 1_000;

/// Places a graph.
pub(super) fn place(graph: &Graph) -> Placement {
    let mut placement = parts::place(graph, &whole);
    placement.unmet = unmet(graph, &placement);
    placement
}

/// How much is done to place something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effort {
    /// A first placement, which tells about how large it will be.
    Sketch,
    /// The best that is found.
    Full,
}

/// Places what hangs together.
fn whole(graph: &Graph, effort: Effort) -> Placement {
    let problem = Problem::new(graph);
    let ratio = match graph.options.direction {
        Direction::Right => graph.options.aspect,
        Direction::Down => 1.0 / graph.options.aspect,
    };
    solve(&problem, ratio, effort).placement(graph)
}

/// The steps of the search for the ranks of so many nodes.
fn ranking(nodes: usize) -> usize {
    RANKING.max(nodes.saturating_sub(RANKED_AT_ONCE) * RANKING_EACH)
}

fn solve(problem: &Problem, ratio: f64, effort: Effort) -> Places {
    if problem.nodes.is_empty() {
        return Places::default();
    }
    let backward = cycles::backward(problem);
    let ranks = rank::ranks(problem, &backward, ranking(problem.nodes.len()));
    let Some(start) = realise(problem, ranks, ratio) else {
        return Places::new(problem);
    };
    // What is not scored cannot tell a gain.
    if problem.nodes.len() > MOST_IMPROVED {
        return start.places;
    }
    let trials = match effort {
        Effort::Full if problem.nodes.len() <= SMALL => TRIALS_IN_SMALL,
        Effort::Full => {
            (TRIALS / (problem.nodes.len() + problem.links.len())).clamp(LEAST_TRIALS, MOST_TRIALS)
        }
        Effort::Sketch => 0,
    };
    improve(problem, &backward, ratio, start, trials).places
}
