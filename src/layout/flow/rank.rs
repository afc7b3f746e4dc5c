//! Ranks: how far along the flow each node stands.
//!
//! After Gansner, Koutsofios, North, Vo, 1993, over the leaves of all groups at once, with two border nodes per group
//! that pull it together (Sander, "Layout of compound directed graphs", 1996). Comes in: a problem and its backward
//! links. Goes out: a rank per node, from zero. Always holds: a link that runs forward gains at least its least span.

use super::problem::{Edge, Problem, TOP};
use super::simplex::{Arc, Length, solve, topological};

/// Finds the ranks at the least total span.
pub(super) fn ranks(problem: &Problem, backward: &[bool], work: usize) -> Vec<i32> {
    let count = problem.nodes.len();
    let groups = problem.groups.len();
    let mut arcs: Vec<Arc> = Vec::with_capacity(problem.links.len() + 2 * count);
    for (link, &backward) in problem.links.iter().zip(backward) {
        let (tail, head) = if backward {
            (link.target, link.source)
        } else {
            (link.source, link.target)
        };
        // What is wished into one rank may be joined within it.
        let one_rank = |nodes: &Vec<u32>| nodes.contains(&tail) && nodes.contains(&head);
        let min = i32::from(!problem.level.iter().any(one_rank));
        arcs.push(least(tail, head, min, link.weight * 4));
    }
    let hold = |arcs: &mut Vec<Arc>, group: u32, tail: u32, head: u32| {
        if group != TOP {
            let start = count as u32 + 2 * group;
            for (tail, head) in [(start, tail), (head, start + 1)] {
                arcs.push(least(tail, head, 0, 0));
            }
        }
    };
    for (index, node) in problem.nodes.iter().enumerate() {
        hold(&mut arcs, node.parent, index as u32, index as u32);
    }
    let mut members = vec![0i32; groups];
    for node in &problem.nodes {
        let mut group = node.parent;
        while group != TOP {
            members[group as usize] += 1;
            group = problem.groups[group as usize].parent;
        }
    }
    for (index, group) in problem.groups.iter().enumerate() {
        let start = (count + 2 * index) as u32;
        hold(&mut arcs, group.parent, start, start + 1);
        // A long group keeps its lane free of others over all its ranks.
        let weight = (4 + 2 * members[index]).min(48);
        arcs.push(least(start, start + 1, 0, weight));
    }
    let wished = wish(problem, &mut arcs);
    let order = topological(count + 2 * groups + wished, &arcs);
    arcs.extend(problem.level.iter().flat_map(|nodes| {
        nodes.windows(2).map(|pair| Arc {
            is: Length::Best,
            ..least(pair[0], pair[1], 0, WISH)
        })
    }));
    let mut values = solve(arcs, &order, None, work);
    values.truncate(count);
    let least = values.iter().copied().min().unwrap_or(0);
    for value in &mut values {
        *value -= least;
    }
    squeeze(&mut values);
    values
}

/// What it costs to be one rank away from where it is wished: more than all links of a node.
const WISH: i32 = 20_000;

/// Adds what wishes demand of ranks, and returns how many more variables that takes.
fn wish(problem: &Problem, arcs: &mut Vec<Arc>) -> usize {
    let (count, groups) = (problem.nodes.len() as u32, problem.groups.len() as u32);
    // What stands in one line cannot stand in one rank, and what is read first comes first where the flow runs down.
    let lines = problem.line.iter().flat_map(|nodes| nodes.windows(2));
    let mut pairs: Vec<(u32, u32, i32)> = lines.map(|pair| (pair[0], pair[1], 1)).collect();
    if problem.is_down {
        pairs.extend(problem.before.iter().map(|&(a, b)| (a, b, 0)));
    }
    for (a, b, length) in pairs {
        if !reaches(arcs, b, a) {
            arcs.push(least(a, b, length, 0));
        } else if length > 0 && !reaches(arcs, a, b) {
            arcs.push(least(b, a, length, 0));
        }
    }
    // The borders of the whole, where something is pinned to them.
    let whole = count + 2 * groups;
    let is_along = |edge: Edge| matches!(edge, Edge::Start | Edge::End);
    let pins = problem.pins.iter().filter(|(_, edge)| is_along(*edge));
    let holder = |node: u32| problem.nodes[node as usize].parent;
    let mut extra = 0;
    if pins.clone().any(|&(node, _)| holder(node) == TOP) {
        extra = 2;
        for node in 0..count {
            arcs.push(least(whole, node, 0, 0));
            arcs.push(least(node, whole + 1, 0, 0));
        }
    }
    for &(node, edge) in pins {
        let start = match holder(node) {
            TOP => whole,
            group => count + 2 * group,
        };
        arcs.push(match edge {
            Edge::Start => least(start, node, 0, WISH),
            _ => least(node, start + 1, 0, WISH),
        });
    }
    extra
}

/// Returns whether arcs lead from one node to another.
fn reaches(arcs: &[Arc], from: u32, to: u32) -> bool {
    let mut out = std::collections::BTreeMap::<u32, Vec<u32>>::new();
    for arc in arcs {
        out.entry(arc.tail).or_default().push(arc.head);
    }
    let mut seen = std::collections::BTreeSet::from([from]);
    let mut stack = vec![from];
    while let Some(node) = stack.pop() {
        if node == to {
            return true;
        }
        for &next in out.get(&node).into_iter().flatten() {
            if seen.insert(next) {
                stack.push(next);
            }
        }
    }
    false
}

/// Counts the wishes about ranks that are not met.
pub(super) fn unmet(problem: &Problem, ranks: &[i32]) -> usize {
    let rank = |node: u32| ranks[node as usize];
    let level = |nodes: &&Vec<u32>| nodes.windows(2).any(|pair| rank(pair[0]) != rank(pair[1]));
    let line = |nodes: &&Vec<u32>| nodes.windows(2).any(|pair| rank(pair[0]) == rank(pair[1]));
    let before = |&&(a, b): &&(u32, u32)| problem.is_down && rank(a) > rank(b);
    let pinned = |&&(node, edge): &&(u32, Edge)| {
        let holder = problem.nodes[node as usize].parent;
        let within = |mut group: u32| {
            while group != holder && group != TOP {
                group = problem.groups[group as usize].parent;
            }
            group == holder
        };
        let others = problem.nodes.iter().zip(ranks);
        let mut others = others.filter(|(other, _)| within(other.parent));
        match edge {
            Edge::Start => others.any(|(_, &other)| other < rank(node)),
            Edge::End => others.any(|(_, &other)| other > rank(node)),
            Edge::First | Edge::Last => false,
        }
    };
    problem.level.iter().filter(level).count()
        + problem.line.iter().filter(line).count()
        + problem.before.iter().filter(before).count()
        + problem.pins.iter().filter(pinned).count()
}

fn least(tail: u32, head: u32, length: i32, weight: i32) -> Arc {
    Arc {
        tail,
        head,
        length,
        weight,
        is: Length::Least,
    }
}

/// Closes the ranks that hold nothing.
pub(super) fn squeeze(values: &mut [i32]) {
    let mut seen: Vec<i32> = values.to_vec();
    seen.sort_unstable();
    seen.dedup();
    for value in values {
        *value = seen.partition_point(|rank| rank < value) as i32;
    }
}
