//! Ranks: how far along the flow each node stands.
//!
//! After Gansner, Koutsofios, North, Vo, 1993, over the leaves of all groups at once, with two border nodes per group
//! that pull it together (Sander, "Layout of compound directed graphs", 1996). Comes in: a problem and its backward
//! links. Goes out: a rank per node, from zero. Always holds: a link that runs forward gains at least its least span.

use super::problem::{Problem, TOP};
use super::simplex::{Arc, Length, solve, topological};

/// Finds the ranks at the least total span.
pub(super) fn ranks(problem: &Problem, backward: &[bool], spans: &[i32], work: usize) -> Vec<i32> {
    let count = problem.nodes.len();
    let groups = problem.groups.len();
    let mut arcs: Vec<Arc> = Vec::with_capacity(problem.links.len() + 2 * count);
    for ((link, &backward), &min) in problem.links.iter().zip(backward).zip(spans) {
        let (tail, head) = if backward {
            (link.target, link.source)
        } else {
            (link.source, link.target)
        };
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
    let order = topological(count + 2 * groups, &arcs);
    let mut values = solve(&arcs, &order, None, work);
    values.truncate(count);
    let least = values.iter().copied().min().unwrap_or(0);
    for value in &mut values {
        *value -= least;
    }
    squeeze(&mut values);
    values
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
