//! Breaks cycles: which links run against the flow.
//!
//! Within each strongly connected component alone, those links run backward that go against the order of a depth-first
//! search from the input's first nodes, which follows the flow as it was written, once that order is sifted. A smaller set
//! that is found another way would turn the drawing around when an edge comes or goes. Comes in: a problem. Goes out: for
//! each link, whether it runs backward. Always holds: the rest is acyclic.

use super::problem::{Link, Problem};

/// Components larger than this are not sifted.
const MOST_SIFTED: usize = 400;

/// Finds a small set of links without which the graph has no cycle, and which follows the input.
pub(super) fn backward(problem: &Problem) -> Vec<bool> {
    let component = components(problem);
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); problem.nodes.len()];
    for node in 0..problem.nodes.len() {
        members[component[node] as usize].push(node as u32);
    }
    let inner = Inner::new(problem, &component);
    let searched = inner.searched();
    let mut place = vec![0u32; problem.nodes.len()];
    for mut members in members.into_iter().filter(|members| members.len() > 1) {
        members.sort_by_key(|&node| searched[node as usize]);
        for (index, node) in (0..).zip(inner.sifted(members)) {
            place[node as usize] = index;
        }
    }
    let runs_backward = |link: &Link| {
        let (a, b) = (link.source as usize, link.target as usize);
        component[a] == component[b] && place[a] > place[b]
    };
    problem.links.iter().map(runs_backward).collect()
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
