//! Network simplex: the integers that satisfy all least distances at the least weighted length.
//!
//! After Gansner, Koutsofios, North, Vo, "A Technique for Drawing Directed Graphs", 1993, sections 2.3 and 2.4. Comes
//! in: a directed acyclic graph of arcs with a least length and a weight. Goes out: a value per node. Always holds: no
//! arc is shorter than its least length; the pivots are bounded, and each of them only improves.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A demand that the head's value exceeds the tail's by at least `min`, at a cost of `weight` per unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Arc {
    pub(super) tail: u32,
    pub(super) head: u32,
    pub(super) min: i32,
    pub(super) weight: i32,
}

const NONE: u32 = u32::MAX;

/// Finds the values at the least sum of weighted arc lengths, within an amount of work, in steps from node to node.
///
/// Arcs that would close a cycle are left out. `near` gives values to begin at, where some are known.
pub(super) fn solve(count: usize, arcs: &[Arc], near: Option<&[i32]>, work: usize) -> Vec<i32> {
    if count == 0 {
        return Vec::new();
    }
    let mut tree = Tree::new(count, arcs, near);
    tree.grow();
    tree.measure();
    let mut next = 0;
    while tree.work < work {
        let Some(leaving) = tree.leaving(&mut next) else {
            break;
        };
        let Some(entering) = tree.entering(leaving) else {
            break;
        };
        tree.exchange(leaving, entering);
    }
    tree.values.truncate(count);
    let least = tree.values.iter().copied().min().unwrap_or(0);
    for value in &mut tree.values {
        *value -= least;
    }
    tree.values
}

/// Returns the nodes in an order in which every arc goes forward; nodes on cycles are missing.
pub(super) fn topological(count: usize, arcs: &[Arc]) -> Vec<u32> {
    let mut indegree = vec![0u32; count];
    let (starts, out) = incidence(count, arcs, |arc| arc.tail);
    for arc in arcs {
        indegree[arc.head as usize] += 1;
    }
    let mut order: Vec<u32> = (0..count as u32)
        .filter(|&node| indegree[node as usize] == 0)
        .collect();
    let mut done = 0;
    while done < order.len() {
        let node = order[done] as usize;
        done += 1;
        for &arc in &out[starts[node] as usize..starts[node + 1] as usize] {
            let head = arcs[arc as usize].head as usize;
            indegree[head] -= 1;
            if indegree[head] == 0 {
                order.push(head as u32);
            }
        }
    }
    order
}

/// Lists the arcs at each node, as the starts of each node's run and the runs.
fn incidence(count: usize, arcs: &[Arc], at: impl Fn(&Arc) -> u32) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0u32; count + 1];
    for arc in arcs {
        starts[at(arc) as usize + 1] += 1;
    }
    for node in 0..count {
        starts[node + 1] += starts[node];
    }
    let mut next = starts.clone();
    let mut runs = vec![0u32; arcs.len()];
    for (index, arc) in arcs.iter().enumerate() {
        let slot = &mut next[at(arc) as usize];
        runs[*slot as usize] = index as u32;
        *slot += 1;
    }
    (starts, runs)
}

/// A spanning tree of tight arcs, with what the pivots need to know of it.
struct Tree {
    arcs: Vec<Arc>,
    out_starts: Vec<u32>,
    out: Vec<u32>,
    in_starts: Vec<u32>,
    into: Vec<u32>,
    values: Vec<i32>,
    /// The tree arcs at each node.
    tree: Vec<Vec<u32>>,
    tree_arcs: Vec<u32>,
    /// Where an arc stands in `tree_arcs`, or [`NONE`].
    slot: Vec<u32>,
    cut: Vec<i32>,
    /// The tree arc to the parent, or [`NONE`] for the root.
    up: Vec<u32>,
    /// The last postorder number, and the least one in the subtree.
    last: Vec<u32>,
    low: Vec<u32>,
    /// The steps taken so far.
    work: usize,
}

impl Tree {
    fn new(count: usize, arcs: &[Arc], near: Option<&[i32]>) -> Self {
        let mut arcs: Vec<Arc> = arcs.to_vec();
        let mut order = topological(count, &arcs);
        if order.len() < count {
            let mut place = vec![NONE; count];
            for (index, &node) in order.iter().enumerate() {
                place[node as usize] = index as u32;
            }
            for (node, place) in place.iter_mut().enumerate() {
                if *place == NONE {
                    *place = order.len() as u32;
                    order.push(node as u32);
                }
            }
            arcs.retain(|arc| place[arc.tail as usize] < place[arc.head as usize]);
        }
        let mut values = near.map_or_else(|| vec![0; count], <[i32]>::to_vec);
        let (starts, out) = incidence(count, &arcs, |arc| arc.tail);
        for &node in &order {
            let node = node as usize;
            for &arc in &out[starts[node] as usize..starts[node + 1] as usize] {
                let Arc { head, min, .. } = arcs[arc as usize];
                values[head as usize] = values[head as usize].max(values[node] + min);
            }
        }
        // One more node ties the components together with arcs that demand and cost nothing.
        let mut group: Vec<u32> = (0..count as u32).collect();
        for arc in &arcs {
            let (a, b) = (find(&mut group, arc.tail), find(&mut group, arc.head));
            group[a.max(b) as usize] = a.min(b);
        }
        for node in 0..count as u32 {
            if find(&mut group, node) == node {
                arcs.push(Arc {
                    tail: count as u32,
                    head: node,
                    min: i32::MIN / 4,
                    weight: 0,
                });
            }
        }
        let count = count + 1;
        values.push(0);
        let (out_starts, out) = incidence(count, &arcs, |arc| arc.tail);
        let (in_starts, into) = incidence(count, &arcs, |arc| arc.head);
        Self {
            slot: vec![NONE; arcs.len()],
            cut: vec![0; arcs.len()],
            tree: vec![Vec::new(); count],
            tree_arcs: Vec::with_capacity(count),
            up: vec![NONE; count],
            last: vec![0; count],
            low: vec![0; count],
            work: 0,
            arcs,
            out_starts,
            out,
            in_starts,
            into,
            values,
        }
    }

    fn leaving_at(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.out[self.out_starts[node] as usize..self.out_starts[node + 1] as usize]
    }

    fn entering_at(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.into[self.in_starts[node] as usize..self.in_starts[node + 1] as usize]
    }

    fn slack(&self, arc: u32) -> i32 {
        let Arc {
            tail, head, min, ..
        } = self.arcs[arc as usize];
        self.values[head as usize] - self.values[tail as usize] - min
    }

    /// Grows a tight tree from the first node, shifting it as a whole toward the arc with the least slack.
    fn grow(&mut self) {
        let count = self.values.len();
        let ties = self.arcs.iter().filter(|arc| arc.min == i32::MIN / 4);
        let ties = ties.count();
        let plain = self.arcs.len() - ties;
        let mut inside = vec![false; count];
        for start in plain..self.arcs.len() {
            let first = self.arcs[start].head;
            // Slacks toward outside shrink, and slacks from outside grow, by `moved`.
            let mut moved = 0i64;
            let mut members = vec![first];
            let mut joined = vec![0i64];
            let mut outward = BinaryHeap::new();
            let mut inward = BinaryHeap::new();
            inside[first as usize] = true;
            let mut newest = first;
            loop {
                let base = i64::from(self.values[newest as usize]) - moved;
                for &arc in self.leaving_at(newest) {
                    let Arc { head, min, .. } = self.arcs[arc as usize];
                    if !inside[head as usize] {
                        let key = i64::from(self.values[head as usize]) - i64::from(min) - base;
                        outward.push(Reverse((key, arc)));
                    }
                }
                for &arc in self.entering_at(newest) {
                    let Arc { tail, min, .. } = self.arcs[arc as usize];
                    if arc < plain as u32 && !inside[tail as usize] {
                        let key = base - i64::from(self.values[tail as usize]) - i64::from(min);
                        inward.push(Reverse((key, arc)));
                    }
                }
                while let Some(&Reverse((_, arc))) = outward.peek() {
                    if !inside[self.arcs[arc as usize].head as usize] {
                        break;
                    }
                    outward.pop();
                }
                while let Some(&Reverse((_, arc))) = inward.peek() {
                    if !inside[self.arcs[arc as usize].tail as usize] {
                        break;
                    }
                    inward.pop();
                }
                let away = outward
                    .peek()
                    .map(|&Reverse((key, arc))| (key - moved, arc));
                let back = inward.peek().map(|&Reverse((key, arc))| (key + moved, arc));
                let (slack, arc, joins) = match (away, back) {
                    (Some(a), Some(b)) if b.0 < a.0 => (-b.0, b.1, self.arcs[b.1 as usize].tail),
                    (Some(a), _) => (a.0, a.1, self.arcs[a.1 as usize].head),
                    (None, Some(b)) => (-b.0, b.1, self.arcs[b.1 as usize].tail),
                    (None, None) => break,
                };
                moved += slack;
                self.add_tree_arc(arc);
                inside[joins as usize] = true;
                members.push(joins);
                joined.push(moved);
                newest = joins;
            }
            for (&node, &then) in members.iter().zip(&joined) {
                self.values[node as usize] += (moved - then) as i32;
            }
            self.add_tree_arc(start as u32);
        }
    }

    fn add_tree_arc(&mut self, arc: u32) {
        let Arc { tail, head, .. } = self.arcs[arc as usize];
        self.slot[arc as usize] = self.tree_arcs.len() as u32;
        self.tree_arcs.push(arc);
        self.tree[tail as usize].push(arc);
        self.tree[head as usize].push(arc);
    }

    /// Numbers the tree from its root and computes every cut value.
    fn measure(&mut self) {
        let root = self.values.len() as u32 - 1;
        let order = self.number(root, NONE, 1);
        for node in order {
            let up = self.up[node as usize];
            if up != NONE {
                self.cut[up as usize] = self.cut_value(up, node);
            }
        }
    }

    /// Numbers a subtree in postorder from `low` on, and returns its nodes in that order.
    fn number(&mut self, root: u32, up: u32, low: u32) -> Vec<u32> {
        let mut order = Vec::new();
        let mut stack = vec![(root, up, 0usize)];
        let mut number = low;
        self.up[root as usize] = up;
        self.low[root as usize] = number;
        while let Some((node, up, done)) = stack.last_mut() {
            let node = *node as usize;
            if let Some(&arc) = self.tree[node].get(*done) {
                *done += 1;
                if arc == *up {
                    continue;
                }
                let Arc { tail, head, .. } = self.arcs[arc as usize];
                let child = if tail as usize == node { head } else { tail };
                self.up[child as usize] = arc;
                self.low[child as usize] = number;
                stack.push((child, arc, 0));
            } else {
                self.last[node] = number;
                number += 1;
                order.push(node as u32);
                stack.pop();
            }
        }
        order
    }

    /// Computes the cut value of the arc above a node, from those below it.
    fn cut_value(&self, arc: u32, node: u32) -> i32 {
        // Counted with the direction from the node up to its parent.
        let upward = self.arcs[arc as usize].tail == node;
        let mut sum = 0;
        let mut count = |other_arc: u32, leaves: bool| {
            let Arc { weight, .. } = self.arcs[other_arc as usize];
            let sign = if leaves == upward { 1 } else { -1 };
            if self.slot[other_arc as usize] != NONE && other_arc != arc {
                // Arcs below: their cut counts the weights between the child's subtree and the rest.
                sum += sign * (weight - self.cut[other_arc as usize]);
            } else {
                sum += sign * weight;
            }
        };
        for &other in self.leaving_at(node) {
            count(other, true);
        }
        for &other in self.entering_at(node) {
            count(other, false);
        }
        sum
    }

    fn leaving(&self, next: &mut usize) -> Option<u32> {
        let count = self.tree_arcs.len();
        // The worst of a run of arcs: cheaper than the worst of all, better than the first.
        let mut best: Option<u32> = None;
        let mut seen = 0;
        for step in 0..count {
            let at = (*next + step) % count;
            let arc = self.tree_arcs[at];
            if self.cut[arc as usize] < 0 {
                if best.is_none_or(|best| self.cut[arc as usize] < self.cut[best as usize]) {
                    best = Some(arc);
                }
                seen += 1;
                if seen == 30 {
                    *next = (at + 1) % count;
                    return best;
                }
            }
        }
        best
    }

    /// Returns the arc with the least slack that joins the two halves the other way around.
    fn entering(&self, leaving: u32) -> Option<u32> {
        let Arc { tail, head, .. } = self.arcs[leaving as usize];
        // The lower end's subtree; where that is the tail's, arcs into it join the halves.
        let tail_below = self.last[tail as usize] < self.last[head as usize];
        let below = if tail_below { tail } else { head };
        let (low, last) = (self.low[below as usize], self.last[below as usize]);
        let within = |node: u32| {
            let number = self.last[node as usize];
            low <= number && number <= last
        };
        let mut best: Option<(i32, u32)> = None;
        let mut stack = vec![below];
        while let Some(node) = stack.pop() {
            let arcs = if tail_below {
                self.entering_at(node)
            } else {
                self.leaving_at(node)
            };
            for &arc in arcs {
                let Arc { tail, head, .. } = self.arcs[arc as usize];
                let other = if tail_below { tail } else { head };
                if !within(other) {
                    let slack = self.slack(arc);
                    if best.is_none_or(|best| (slack, arc) < best) {
                        best = Some((slack, arc));
                    }
                }
            }
            for &arc in &self.tree[node as usize] {
                if arc != self.up[node as usize] {
                    let Arc { tail, head, .. } = self.arcs[arc as usize];
                    stack.push(if tail == node { head } else { tail });
                }
            }
        }
        best.map(|(_, arc)| arc)
    }

    fn exchange(&mut self, leaving: u32, entering: u32) {
        let slack = self.slack(entering);
        let Arc { tail, head, .. } = self.arcs[leaving as usize];
        let tail_below = self.last[tail as usize] < self.last[head as usize];
        let below = if tail_below { tail } else { head };
        if slack != 0 {
            // The leaving arc grows: a tail below moves back, a head below moves on.
            let by = if tail_below { -slack } else { slack };
            let mut stack = vec![below];
            while let Some(node) = stack.pop() {
                self.values[node as usize] += by;
                for &arc in &self.tree[node as usize] {
                    if arc != self.up[node as usize] {
                        let Arc { tail, head, .. } = self.arcs[arc as usize];
                        stack.push(if tail == node { head } else { tail });
                    }
                }
            }
        }
        let cut = self.cut[leaving as usize];
        let Arc { tail, head, .. } = self.arcs[entering as usize];
        let meet = self.climb(tail, head, cut, true);
        let same = self.climb(head, tail, cut, false);
        debug_assert_eq!(meet, same);
        self.cut[entering as usize] = -cut;
        self.cut[leaving as usize] = 0;
        // Swap the two arcs in the tree, then number again what hangs below their meeting point.
        let slot = self.slot[leaving as usize];
        self.slot[leaving as usize] = NONE;
        self.slot[entering as usize] = slot;
        self.tree_arcs[slot as usize] = entering;
        let old = self.arcs[leaving as usize];
        for end in [old.tail, old.head] {
            self.tree[end as usize].retain(|&arc| arc != leaving);
        }
        self.tree[tail as usize].push(entering);
        self.tree[head as usize].push(entering);
        let (up, low) = (self.up[meet as usize], self.low[meet as usize]);
        let numbered = self.number(meet, up, low);
        self.work += 20 + numbered.len();
    }

    /// Climbs from one end of the entering arc until the subtree holds the other, and updates the cuts on the way.
    fn climb(&mut self, mut node: u32, other: u32, cut: i32, from_tail: bool) -> u32 {
        let number = self.last[other as usize];
        while !(self.low[node as usize] <= number && number <= self.last[node as usize]) {
            let arc = self.up[node as usize];
            let Arc { tail, head, .. } = self.arcs[arc as usize];
            // Along the cycle that the entering arc closes, arcs that run with it gain and others lose.
            if (tail == node) == from_tail {
                self.cut[arc as usize] += cut;
            } else {
                self.cut[arc as usize] -= cut;
            }
            node = if tail == node { head } else { tail };
        }
        node
    }
}

fn find(group: &mut [u32], node: u32) -> u32 {
    let mut node = node;
    while group[node as usize] != node {
        group[node as usize] = group[group[node as usize] as usize];
        node = group[node as usize];
    }
    node
}

#[cfg(test)]
mod tests {
    use super::{Arc, solve};
    use proptest::prelude::{Just, Strategy, prop_assert, prop_assert_eq, proptest};

    fn arc(tail: u32, head: u32, min: i32, weight: i32) -> Arc {
        Arc {
            tail,
            head,
            min,
            weight,
        }
    }

    fn cost(arcs: &[Arc], values: &[i32]) -> i32 {
        arcs.iter()
            .map(|arc| arc.weight * (values[arc.head as usize] - values[arc.tail as usize]))
            .sum()
    }

    #[test]
    fn heavy_arcs_are_short() {
        // A diamond whose one side is longer: the short side hangs where its weights pull.
        let arcs = [
            arc(0, 1, 1, 1),
            arc(1, 2, 1, 1),
            arc(2, 4, 1, 1),
            arc(0, 3, 1, 1),
            arc(3, 4, 1, 5),
        ];
        assert_eq!(solve(5, &arcs, None, 10_000), [0, 1, 2, 2, 3]);
    }

    #[test]
    fn components_stand_apart() {
        assert_eq!(solve(3, &[arc(1, 2, 2, 1)], None, 10_000).len(), 3);
        assert_eq!(solve(0, &[], None, 10_000), [0; 0]);
    }

    fn graphs() -> impl Strategy<Value = (usize, Vec<Arc>)> {
        (2..7usize).prop_flat_map(|count| {
            let ends = (0..count as u32, 0..count as u32, 0..3i32, 0..4i32);
            let arcs = proptest::collection::vec(ends, 0..14).prop_map(|all| {
                all.into_iter()
                    .filter(|(a, b, ..)| a != b)
                    .map(|(a, b, min, weight)| arc(a.min(b), a.max(b), min, weight))
                    .collect()
            });
            (Just(count), arcs)
        })
    }

    /// Lowers the cost by moving every set of nodes by one as long as that helps: exact, for the dual is a matroid.
    fn best(count: usize, arcs: &[Arc], mut values: Vec<i32>) -> i32 {
        loop {
            let now = cost(arcs, &values);
            let better = (1..1u32 << count).find_map(|set| {
                let moved: Vec<i32> = values
                    .iter()
                    .enumerate()
                    .map(|(node, value)| value + (set >> node & 1) as i32)
                    .collect();
                let holds = arcs
                    .iter()
                    .all(|arc| moved[arc.head as usize] - moved[arc.tail as usize] >= arc.min);
                (holds && cost(arcs, &moved) < now).then_some(moved)
            });
            match better {
                Some(moved) => values = moved,
                None => return now,
            }
        }
    }

    proptest! {
        #[test]
        fn values_hold_and_cost_the_least((count, arcs) in graphs()) {
            let values = solve(count, &arcs, Some(&vec![3; count]), 100_000);
            for arc in &arcs {
                prop_assert!(values[arc.head as usize] - values[arc.tail as usize] >= arc.min);
            }
            prop_assert_eq!(cost(&arcs, &values), best(count, &arcs, values.clone()));
        }
    }
}
