//! Places nodes and groups along the flow of the edges.
//!
//! Comes in: a graph. Goes out: a [`Placement`]. Always holds: siblings keep their distance, members lie inside their
//! groups, nothing else does.

mod across;
mod along;
mod cycles;
mod improve;
mod lanes;
mod order;
mod problem;
mod rank;
mod score;
mod simplex;

use super::{Direction, Graph, Placement};
use improve::{Solution, improve, realise};
use problem::{Places, Problem};

/// Places a graph.
pub(super) fn place(graph: &Graph) -> Placement {
    let problem = Problem::new(graph);
    let ratio = match graph.options.direction {
        Direction::Right => graph.options.aspect,
        Direction::Down => 1.0 / graph.options.aspect,
    };
    solve(&problem, ratio).placement(graph)
}

fn solve(problem: &Problem, ratio: f64) -> Places {
    if problem.nodes.is_empty() {
        return Places::default();
    }
    let backward = cycles::backward(problem);
    let spans = vec![1; problem.links.len()];
    let ranks = rank::ranks(problem, &backward, &spans, 2000);
    let order: Vec<u32> = (0..problem.nodes.len() as u32).collect();
    let first = realise(problem, ranks, &order, ratio);
    let trials = if problem.nodes.len() <= 60 { 120 } else { 0 };
    let Solution { places, .. } = improve(problem, &backward, ratio, first, trials);
    places
}
