//! Where leaves belong: in which band, or outside of all.
//!
//! In: a graph. Out: a band and a place for every leaf. Always holds: what has no band takes that of whom it talks to most.

use super::Place;
use crate::layout::{BandId, End, Graph, GroupId, Parent};

/// The groups that hold neither a node nor a group.
pub(super) fn hollow_groups(graph: &Graph) -> Vec<usize> {
    let mut held = vec![false; graph.groups.len()];
    let parents = graph.nodes.iter().map(|n| n.parent);
    for GroupId(g) in parents
        .chain(graph.groups.iter().map(|g| g.parent))
        .flatten()
    {
        held[g as usize] = true;
    }
    (0..held.len()).filter(|&g| !held[g]).collect()
}

/// The outermost group around each leaf, or the leaf itself.
fn tops(graph: &Graph, empty: &[usize]) -> Vec<Result<usize, usize>> {
    let mut top: Vec<usize> = Vec::with_capacity(graph.groups.len());
    for (index, group) in graph.groups.iter().enumerate() {
        let own = group.parent.map_or(index, |GroupId(g)| top[g as usize]);
        top.push(own);
    }
    let of =
        |parent: Parent, leaf: usize| parent.map_or(Err(leaf), |GroupId(g)| Ok(top[g as usize]));
    let nodes = graph.nodes.iter().enumerate().map(|(i, n)| of(n.parent, i));
    let count = graph.nodes.len();
    let hearts = empty
        .iter()
        .enumerate()
        .map(|(i, &g)| of(Some(GroupId(g as u32)), count + i));
    nodes.chain(hearts).collect()
}

/// Which leaves stand outside: those of which nothing around them has a band.
pub(super) fn places(graph: &Graph, empty: &[usize]) -> Vec<Place> {
    let top = tops(graph, empty);
    let count = top.len();
    let mut banded = vec![false; graph.groups.len()];
    let mut any = false;
    for (node, top) in graph.nodes.iter().zip(&top) {
        if node.band.is_some() {
            any = true;
            if let Ok(group) = top {
                banded[*group] = true;
            }
        }
    }
    let outside = |leaf: usize| {
        any && match top[leaf] {
            Ok(group) => !banded[group],
            Err(leaf) => graph.nodes.get(leaf).is_none_or(|n| n.band.is_none()),
        }
    };
    // Who sends more than it receives is an actor.
    let key = |leaf: usize| match top[leaf] {
        Ok(group) => group,
        Err(leaf) => graph.groups.len() + leaf,
    };
    let mut sent = vec![0.0; graph.groups.len() + count];
    for edge in &graph.edges {
        if let (End::Node(a), End::Node(b)) = (edge.source, edge.target) {
            let (a, b) = (a.0 as usize, b.0 as usize);
            if key(a) != key(b) {
                sent[key(a)] += edge.weight;
                sent[key(b)] -= edge.weight;
            }
        }
    }
    (0..count)
        .map(|leaf| match (outside(leaf), sent[key(leaf)] > 0.0) {
            (false, _) => Place::Banded,
            (true, true) => Place::Before,
            (true, false) => Place::Beside,
        })
        .collect()
}

/// The band of each leaf; one without takes that of most of its partners, else of its first neighbour in the group.
pub(super) fn leaf_bands(graph: &Graph, empty: &[usize]) -> Vec<usize> {
    let bands = graph.bands.len().max(1);
    let stated = |node: usize| {
        graph.nodes[node]
            .band
            .map(|BandId(b)| (b as usize).min(bands - 1))
    };
    let mut votes: Vec<Vec<(usize, f64)>> = vec![Vec::new(); graph.nodes.len()];
    for edge in &graph.edges {
        if let (End::Node(a), End::Node(b)) = (edge.source, edge.target) {
            for (x, y) in [(a.0 as usize, b.0 as usize), (b.0 as usize, a.0 as usize)] {
                if let (None, Some(band)) = (stated(x), stated(y)) {
                    votes[x].push((band, edge.weight));
                }
            }
        }
    }
    let mut of_group: Vec<Option<usize>> = vec![None; graph.groups.len()];
    for (index, node) in graph.nodes.iter().enumerate() {
        let mut at = node.parent;
        while let (Some(GroupId(g)), Some(band)) = (at, stated(index)) {
            of_group[g as usize].get_or_insert(band);
            at = graph.groups[g as usize].parent;
        }
    }
    let near = |mut at: Parent| loop {
        match at {
            None => return 0,
            Some(GroupId(g)) => match of_group[g as usize] {
                Some(band) => return band,
                None => at = graph.groups[g as usize].parent,
            },
        }
    };
    let nodes = graph.nodes.iter().enumerate().map(|(index, node)| {
        stated(index).unwrap_or_else(|| {
            let mut best: Option<(usize, f64)> = None;
            for &(band, _) in &votes[index] {
                let sum = votes[index]
                    .iter()
                    .filter(|v| v.0 == band)
                    .map(|v| v.1)
                    .sum();
                if best.is_none_or(|(_, most)| sum > most) {
                    best = Some((band, sum));
                }
            }
            best.map_or_else(|| near(node.parent), |(band, _)| band)
        })
    });
    let hearts = empty.iter().map(|&g| near(Some(GroupId(g as u32))));
    nodes.chain(hearts).collect()
}
