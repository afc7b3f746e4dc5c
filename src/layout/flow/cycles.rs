//! Breaks cycles: which links run against the flow.
//!
//! After Eades, Lin, Smyth, "A fast and effective heuristic for the feedback arc set problem", 1993, within each
//! strongly connected component alone; ties go to the input's order. Comes in: a problem. Goes out: for each link,
//! whether it runs backward. Always holds: the rest is acyclic.

use super::problem::Problem;

/// Finds a small set of links without which the graph has no cycle.
pub(super) fn backward(problem: &Problem) -> Vec<bool> {
    let count = problem.nodes.len();
    let component = components(problem);
    let mut next: Vec<Vec<(u32, i32)>> = vec![Vec::new(); count];
    let mut prev: Vec<Vec<(u32, i32)>> = vec![Vec::new(); count];
    let mut lead = vec![0i32; count];
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); count];
    for node in 0..count {
        members[component[node] as usize].push(node as u32);
    }
    let (mut outs, mut ins) = (vec![0i32; count], vec![0i32; count]);
    for link in &problem.links {
        let (a, b) = (link.source, link.target);
        if component[a as usize] == component[b as usize] {
            next[a as usize].push((b, 1));
            prev[b as usize].push((a, 1));
            outs[a as usize] += 1;
            ins[b as usize] += 1;
        }
    }
    let mut place = vec![0i64; count];
    for members in members.iter().filter(|members| members.len() > 1) {
        let mut left: Vec<u32> = members.clone();
        let (mut first, mut last) = (0i64, i64::from(u32::MAX));
        for &node in members {
            lead[node as usize] = outs[node as usize] - ins[node as usize];
        }
        while !left.is_empty() {
            // Sinks go last, sources first, else the node that gives most more than it takes.
            let sink = left.iter().rposition(|&node| outs[node as usize] == 0);
            let source = left.iter().position(|&node| ins[node as usize] == 0);
            let (at, place_at) = if let Some(at) = source {
                first += 1;
                (at, first)
            } else if let Some(at) = sink {
                last -= 1;
                (at, last)
            } else {
                first += 1;
                let mut best = 0;
                for at in 1..left.len() {
                    if lead[left[at] as usize] > lead[left[best] as usize] {
                        best = at;
                    }
                }
                (best, first)
            };
            let node = left.remove(at);
            place[node as usize] = place_at;
            for &(other, _) in &next[node as usize] {
                ins[other as usize] -= 1;
                lead[other as usize] += 1;
            }
            for &(other, _) in &prev[node as usize] {
                outs[other as usize] -= 1;
                lead[other as usize] -= 1;
            }
        }
    }
    problem
        .links
        .iter()
        .map(|link| {
            let (a, b) = (link.source as usize, link.target as usize);
            component[a] == component[b] && place[a] > place[b]
        })
        .collect()
}

/// Numbers the strongly connected components, after Tarjan, 1972, without recursion.
fn components(problem: &Problem) -> Vec<u32> {
    const NEW: u32 = u32::MAX;
    let count = problem.nodes.len();
    let mut next: Vec<Vec<u32>> = vec![Vec::new(); count];
    for link in &problem.links {
        next[link.source as usize].push(link.target);
    }
    let (mut index, mut low) = (vec![NEW; count], vec![0u32; count]);
    let mut component = vec![NEW; count];
    let (mut counter, mut found) = (0, 0);
    let mut open = Vec::new();
    let mut stack: Vec<(u32, usize)> = Vec::new();
    for root in 0..count as u32 {
        if index[root as usize] != NEW {
            continue;
        }
        stack.push((root, 0));
        while let Some(&mut (node, ref mut done)) = stack.last_mut() {
            let at = node as usize;
            if *done == 0 {
                index[at] = counter;
                low[at] = counter;
                counter += 1;
                open.push(node);
            }
            if let Some(&other) = next[at].get(*done) {
                *done += 1;
                if index[other as usize] == NEW {
                    stack.push((other, 0));
                } else if component[other as usize] == NEW {
                    low[at] = low[at].min(index[other as usize]);
                }
                continue;
            }
            if low[at] == index[at] {
                while let Some(member) = open.pop() {
                    component[member as usize] = found;
                    if member == node {
                        break;
                    }
                }
                found += 1;
            }
            stack.pop();
            if let Some(&(up, _)) = stack.last() {
                low[up as usize] = low[up as usize].min(low[at]);
            }
        }
    }
    component
}
