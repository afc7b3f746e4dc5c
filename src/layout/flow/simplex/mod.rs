//! Network simplex: the integers that satisfy all least distances at the least weighted length.
//!
//! After Gansner, Koutsofios, North, Vo, "A Technique for Drawing Directed Graphs", 1993, section 2.3, with arcs that
//! cost the same on either side of a length as one arc rather than two and a node, and steps that run on past them for as
//! long as that gains (Maros, "A general pricing scheme for the simplex method", 2003). Comes in: arcs, and an order of
//! the nodes in which those with a least length go forward. Goes out: a value per node. Always holds: no such arc is shorter
//! than its least length; the pivots are bounded, and each of them only improves.

mod pivot;
mod start;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;

/// A demand on the difference between the head's value and the tail's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Arc {
    pub(super) tail: u32,
    pub(super) head: u32,
    pub(super) length: i32,
    pub(super) weight: i32,
    pub(super) is: Length,
}

/// What an arc's length means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    /// The least that the arc may have; more costs the weight per unit.
    Least,
    /// What the arc should have; more and less cost the weight per unit.
    Best,
}

/// The bound of an arc that may have any cost to stay as long as it is.
const BOUNDLESS: i32 = i32::MIN / 4;
const NONE: u32 = u32::MAX;

/// Finds the values at the least cost of all arcs, within an amount of work, in steps from node to node.
///
/// `near` gives values to begin at, where some are known.
pub(super) fn solve(arcs: Vec<Arc>, order: &[u32], near: Option<&[i32]>, work: usize) -> Vec<i32> {
    let mut tree = Tree::new(arcs, order, near);
    let mut next = 0;
    while tree.work < work && tree.pivot(&mut next) {}
    tree.values.pop();
    let least = tree.values.iter().copied().min().unwrap_or(0);
    for value in &mut tree.values {
        *value -= least;
    }
    tree.values
}

/// Returns the nodes in an order in which the arcs go forward, but for those that would close a cycle.
pub(super) fn topological(count: usize, arcs: &[Arc]) -> Vec<u32> {
    let mut indegree = vec![0u32; count];
    let mut out = vec![Vec::new(); count];
    for arc in arcs {
        indegree[arc.head as usize] += 1;
        out[arc.tail as usize].push(arc.head);
    }
    let mut order: Vec<u32> = (0..count as u32)
        .filter(|&node| indegree[node as usize] == 0)
        .collect();
    let mut done = 0;
    while done < order.len() {
        for &head in &out[order[done] as usize] {
            indegree[head as usize] -= 1;
            if indegree[head as usize] == 0 {
                order.push(head);
            }
        }
        done += 1;
    }
    order.extend((0..count as u32).filter(|&node| indegree[node as usize] > 0));
    order
}

/// An arc at a node, and the node at its other end.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    arc: u32,
    other: u32,
}

/// A spanning tree over the nodes and a root, and what each arc pulls with.
///
/// A node in a part that no tight arc joins to the root hangs on it by an arc that must not pull.
struct Tree {
    /// The demands, then one arc from the root to each node.
    arcs: Vec<Arc>,
    demands: usize,
    /// The arcs at each node: the starts of each node's run, and the runs.
    starts: Vec<u32>,
    runs: Vec<Run>,
    values: Vec<i32>,
    /// What each arc pulls its ends together with. The pulls at a node are in balance; an arc outside of the tree pulls
    /// with its full weight.
    pull: Vec<i32>,
    /// How much more than it may the tree arc above each node pulls; how much less, where that is negative.
    over: Vec<i32>,
    /// The tree arc above each node, or [`NONE`] for the root.
    up: Vec<u32>,
    /// The nodes in preorder, where each of them stands there, and how many hang on it, itself among them.
    preorder: Vec<u32>,
    place: Vec<u32>,
    size: Vec<u32>,
    in_tree: Vec<bool>,
    steps: Vec<Reverse<(i32, u32)>>,
    block: Vec<u32>,
    path: Vec<u32>,
    /// The steps taken so far.
    work: usize,
}

impl Tree {
    /// Returns the node that another one hangs on.
    fn above(&self, node: u32) -> u32 {
        let Arc { tail, head, .. } = self.arcs[self.up[node as usize] as usize];
        tail ^ head ^ node
    }

    /// Returns the demands at a node.
    fn run(&self, node: u32) -> &[Run] {
        let (start, end) = (self.starts[node as usize], self.starts[node as usize + 1]);
        &self.runs[start as usize..end as usize]
    }

    /// Notes whether the tree arc above a node pulls more or less than it may.
    fn note(&mut self, node: u32) {
        let up = self.up[node as usize];
        let (low, high) = self.bounds(up);
        let pull = self.pull[up as usize];
        self.over[node as usize] = (pull - high).max(0) + (pull - low).min(0);
    }

    fn bounds(&self, index: u32) -> (i32, i32) {
        let Arc { weight, is, .. } = self.arcs[index as usize];
        match is {
            Length::Least => (BOUNDLESS, weight),
            Length::Best => (-weight, weight),
        }
    }

    fn slack(&self, index: u32) -> i32 {
        let Arc {
            tail, head, length, ..
        } = self.arcs[index as usize];
        self.values[head as usize] - self.values[tail as usize] - length
    }
}
