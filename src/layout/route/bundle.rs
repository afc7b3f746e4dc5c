//! Finds edges that run side by side between the same two ends.
//!
//! Comes in: a graph. Goes out: who leads whom. Always holds: a leader leads itself, and comes before those it leads.

use crate::layout::graph::{End, Graph};

/// Above this number parallel edges of one direction are drawn as one line.
const MOST: usize = 64;

/// For each edge the one whose way it takes: itself, unless too many run in parallel.
pub(super) fn leaders(graph: &Graph) -> Vec<u32> {
    let mut leaders: Vec<u32> = (0..graph.edges.len() as u32).collect();
    if leaders.len() <= MOST {
        return leaders;
    }
    for family in parallels(graph, |edge| (edge.source, edge.target)) {
        if family.len() > MOST {
            for &edge in &family {
                leaders[edge as usize] = family[0];
            }
        }
    }
    leaders
}

/// For each edge with a label the others with a label between the same two ends, in whatever direction.
pub(super) fn labelled_beside(graph: &Graph) -> Vec<Vec<u32>> {
    let mut beside = vec![Vec::new(); graph.edges.len()];
    let pair =
        |edge: &crate::layout::Edge| (edge.source.min(edge.target), edge.source.max(edge.target));
    for mut family in parallels(graph, pair) {
        family.retain(|&edge| graph.edges[edge as usize].label.is_some());
        if family.len() > MOST {
            continue;
        }
        for &edge in &family {
            let others = family.iter().copied().filter(|&other| other != edge);
            beside[edge as usize] = others.collect();
        }
    }
    beside
}

/// The edges that have the same ends as others, by their ends, each family in the order of the edges.
fn parallels(
    graph: &Graph,
    ends: impl Fn(&crate::layout::Edge) -> (End, End),
) -> impl Iterator<Item = Vec<u32>> {
    let edges = (0..).zip(&graph.edges);
    let mut sorted: Vec<((End, End), u32)> =
        edges.map(|(index, edge)| (ends(edge), index)).collect();
    sorted.sort_unstable();
    let families = sorted
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|family| family.len() > 1);
    let families = families.map(|family| family.iter().map(|&(_, edge)| edge).collect());
    families.collect::<Vec<Vec<u32>>>().into_iter()
}
