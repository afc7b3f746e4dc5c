//! Places nodes and groups along the flow of the edges.
//!
//! Comes in: a graph. Goes out: a [`Placement`]. Always holds: siblings keep their distance, members lie inside their
//! groups, nothing else does.

mod across;
mod along;
mod cycles;
mod lanes;
mod order;
mod problem;
mod rank;
mod simplex;

use super::{Graph, Placement};
use lanes::Lanes;
use problem::{Places, Problem};

/// Places a graph.
pub(super) fn place(graph: &Graph) -> Placement {
    let problem = Problem::new(graph);
    solve(&problem).placement(graph)
}

fn solve(problem: &Problem) -> Places {
    let backward = cycles::backward(problem);
    let spans = vec![1; problem.links.len()];
    let ranks = rank::ranks(problem, &backward, &spans, 2000);
    let mut lanes = Lanes::new(problem, &ranks);
    let mut work = 40_000;
    order::order(&mut lanes, 8, &mut work);
    let mut places = Places::new(problem);
    across::across(problem, &lanes, 2000, &mut places);
    along::along(problem, &lanes, &ranks, &mut places);
    places
}
