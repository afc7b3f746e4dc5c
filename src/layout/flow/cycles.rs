//! Breaks cycles: which links run against the flow.
//!
//! After Eades, Lin, Smyth, "A fast and effective heuristic for the feedback arc set problem", 1993, within each
//! strongly connected component alone, against the order of a depth-first search from the input's first nodes, which
//! follows the flow as it was written; both are sifted. Comes in: a problem. Goes out: for
//! each link, whether it runs backward, in two ways. Always holds: the rest is acyclic.

use super::problem::{Link, Problem};

/// Components larger than this are not sifted.
const MOST_SIFTED: usize = 400;

/// Finds small sets of links without which the graph has no cycle: one that follows the input, and one of the fewest.
pub(super) fn backward(problem: &Problem) -> [Vec<bool>; 2] {
    let component = components(problem);
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); problem.nodes.len()];
    for node in 0..problem.nodes.len() {
        members[component[node] as usize].push(node as u32);
    }
    let inner = Inner::new(problem, &component);
    let searched = inner.searched();
    let mut places = [
        vec![0u32; problem.nodes.len()],
        vec![0u32; problem.nodes.len()],
    ];
    for mut members in members.into_iter().filter(|members| members.len() > 1) {
        let greedy = inner.sifted(inner.greedy(&members));
        members.sort_by_key(|&node| searched[node as usize]);
        let found = inner.sifted(members);
        let fewest = if inner.cost(&greedy) < inner.cost(&found) {
            &greedy
        } else {
            &found
        };
        for (place, order) in places.iter_mut().zip([&found, fewest]) {
            for (index, &node) in order.iter().enumerate() {
                place[node as usize] = index as u32;
            }
        }
    }
    places.map(|place| {
        let runs_backward = |link: &Link| {
            let (a, b) = (link.source as usize, link.target as usize);
            component[a] == component[b] && place[a] > place[b]
        };
        problem.links.iter().map(runs_backward).collect()
    })
}

/// The links within strongly connected components.
struct Inner {
    next: Vec<Vec<u32>>,
    prev: Vec<Vec<u32>>,
    all_next: Vec<Vec<u32>>,
    starts: Vec<bool>,
}

impl Inner {
    fn new(problem: &Problem, component: &[u32]) -> Self {
        let count = problem.nodes.len();
        let mut inner = Self {
            next: vec![Vec::new(); count],
            prev: vec![Vec::new(); count],
            all_next: vec![Vec::new(); count],
            starts: vec![true; count],
        };
        for link in &problem.links {
            let (a, b) = (link.source, link.target);
            inner.all_next[a as usize].push(b);
            inner.starts[b as usize] = false;
            if component[a as usize] == component[b as usize] {
                inner.next[a as usize].push(b);
                inner.prev[b as usize].push(a);
            }
        }
        inner
    }

    /// Orders the nodes by a depth-first search from those that nothing leads to, then from the input's first.
    fn searched(&self) -> Vec<u32> {
        let count = self.next.len();
        let mut place = vec![u32::MAX; count];
        let mut seen = vec![false; count];
        let mut number = count as u32;
        let mut stack: Vec<(u32, usize)> = Vec::new();
        let first = (0..count).filter(|&node| self.starts[node]);
        for root in first.chain(0..count) {
            if std::mem::replace(&mut seen[root], true) {
                continue;
            }
            stack.push((root as u32, 0));
            while let Some((node, done)) = stack.last_mut() {
                if let Some(&other) = self.all_next[*node as usize].get(*done) {
                    *done += 1;
                    if !std::mem::replace(&mut seen[other as usize], true) {
                        stack.push((other, 0));
                    }
                } else {
                    number -= 1;
                    place[*node as usize] = number;
                    stack.pop();
                }
            }
        }
        place
    }

    /// Takes sources, sinks, and else the node that gives most more than it takes.
    fn greedy(&self, members: &[u32]) -> Vec<u32> {
        let count = |lists: &[Vec<u32>]| -> Vec<i32> {
            lists.iter().map(|list| list.len() as i32).collect()
        };
        let (mut outs, mut ins) = (count(&self.next), count(&self.prev));
        let mut left: Vec<u32> = members.to_vec();
        let (mut front, mut back) = (Vec::new(), Vec::new());
        while !left.is_empty() {
            let source = left.iter().position(|&node| ins[node as usize] == 0);
            let sink = left.iter().rposition(|&node| outs[node as usize] == 0);
            let lead = |at: usize| outs[left[at] as usize] - ins[left[at] as usize];
            let at = source.or(sink).unwrap_or_else(|| {
                (1..left.len()).fold(0, |best, at| if lead(at) > lead(best) { at } else { best })
            });
            let node = left.remove(at);
            if source.is_none() && sink.is_some() {
                back.push(node);
            } else {
                front.push(node);
            }
            for &other in &self.next[node as usize] {
                ins[other as usize] -= 1;
            }
            for &other in &self.prev[node as usize] {
                outs[other as usize] -= 1;
            }
        }
        front.extend(back.into_iter().rev());
        front
    }

    /// Moves each node to the place in the order where the fewest of its links run backward, until none gains.
    fn sifted(&self, mut order: Vec<u32>) -> Vec<u32> {
        if order.len() > MOST_SIFTED {
            return order;
        }
        for _ in 0..4 {
            let mut better = false;
            for node in order.clone() {
                let Some(from) = order.iter().position(|&other| other == node) else {
                    continue;
                };
                let (mut best, mut best_at) = (0, from);
                let ways = |other: u32| {
                    let count =
                        |list: &[u32]| list.iter().filter(|&&one| one == other).count() as i32;
                    count(&self.next[node as usize]) - count(&self.prev[node as usize])
                };
                let mut now = 0;
                for at in (0..from).rev() {
                    // Past a node that it leads to, going forward turns into going backward, and the reverse.
                    now -= ways(order[at]);
                    if now < best {
                        (best, best_at) = (now, at);
                    }
                }
                now = 0;
                for (at, &other) in order.iter().enumerate().skip(from + 1) {
                    now += ways(other);
                    if now < best {
                        (best, best_at) = (now, at);
                    }
                }
                if best_at != from {
                    order.remove(from);
                    order.insert(best_at, node);
                    better = true;
                }
            }
            if !better {
                break;
            }
        }
        order
    }

    fn cost(&self, order: &[u32]) -> usize {
        let mut place = std::collections::BTreeMap::new();
        for (index, &node) in order.iter().enumerate() {
            place.insert(node, index);
        }
        order
            .iter()
            .flat_map(|&node| {
                self.next[node as usize]
                    .iter()
                    .map(move |&other| (node, other))
            })
            .filter(|(a, b)| place.get(a) > place.get(b))
            .count()
    }
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
