//! Ranked nodes and the long links between them, hung into the tree of groups.
//!
//! A long link is a few segments, one for each group it passes through, rather than a dummy for each rank (Eiglsperger,
//! Siebenhaller, Kaufmann, "An efficient implementation of Sugiyama's algorithm for layered graph drawing", 2005).
//! Comes in: a problem and its ranks. Goes out: [`Lanes`]. Always holds: each leaf has one slot for each rank that it
//! passes; the slots of a group are neighbours in each rank, and its siblings have one order in all ranks.

use super::problem::{Edge, Link, Pads, Problem, TOP};
use std::cmp::Ordering;

/// A child of the tree: a node, a segment or a group, numbered in this order.
pub(super) type Child = u32;

/// The tree of groups over ranks.
#[derive(Clone, Debug, Default)]
pub(super) struct Lanes {
    pub(super) nodes: u32,
    pub(super) segments: Vec<Segment>,
    pub(super) groups: u32,
    pub(super) ranks: usize,
    /// The first and the last rank, by child.
    pub(super) reach: Vec<(i32, i32)>,
    /// The group that holds a child, or [`TOP`].
    pub(super) parent: Vec<u32>,
    /// The children of each group in their order across the flow, then those of the outermost level.
    pub(super) children: Vec<Vec<Child>>,
    /// The first slot of each leaf.
    pub(super) slot: Vec<u32>,
    /// The leaf and the rank of each slot.
    pub(super) leaf: Vec<(Child, i32)>,
    /// The joints between slots of one rank and the next, by the earlier rank.
    pub(super) joints: Vec<Vec<(u32, u32)>>,
    /// The joints between slots of one rank, by rank.
    pub(super) flat: Vec<Vec<(u32, u32)>>,
    /// Pairs of siblings of which the first is wished to stay before the second.
    pub(super) fixed: Vec<(Child, Child)>,
    /// Where each child is wished to stand among its siblings: first, last, or between; empty where nothing is wished.
    pub(super) edges: Vec<Ordering>,
    /// The joints of neighbouring leaves, with their weights: what wants to be straight.
    pub(super) pulls: Vec<Pull>,
}

/// A stretch of a long link within one group.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    /// The link that it is of; wishes come after the links.
    pub(super) link: u32,
    pub(super) from: u32,
    pub(super) to: u32,
    pub(super) label: Pads,
}

/// What siblings stand in at first.
#[derive(Clone, Copy, Debug)]
pub(super) enum Order<'a> {
    /// The order of the input.
    Nodes,
    /// The order of other lanes of the same problem.
    Near(&'a Lanes),
}

/// Two leaves that want to be in line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pull {
    pub(super) a: Child,
    pub(super) b: Child,
    pub(super) weight: i32,
}

/// Long links are cut into segments up to this total of ranks; beyond it they are left to the router.
const MOST_SLOTS: usize = 40_000;

impl Lanes {
    /// Hangs ranked nodes and long links into the tree, in an order of the nodes.
    pub(super) fn new(problem: &Problem, ranks: &[i32], order: Order) -> Self {
        let nodes = problem.nodes.len();
        let groups = problem.groups.len();
        let mut reach: Vec<(i32, i32)> = vec![(i32::MAX, i32::MIN); groups];
        for (node, &rank) in problem.nodes.iter().zip(ranks) {
            let mut group = node.parent;
            while group != TOP {
                let (first, last) = &mut reach[group as usize];
                if *first <= rank && rank <= *last {
                    break;
                }
                *first = rank.min(*first);
                *last = rank.max(*last);
                group = problem.groups[group as usize].parent;
            }
        }
        let mut lanes = Self {
            nodes: nodes as u32,
            groups: groups as u32,
            ranks: ranks.iter().max().map_or(0, |&last| last as usize + 1),
            ..Self::default()
        };
        lanes.reserve(problem, ranks);
        lanes.reach.extend(ranks.iter().map(|&rank| (rank, rank)));
        let parents = problem.nodes.iter().map(|node| node.parent);
        lanes.parent.extend(parents);
        lanes.slot.extend(0..nodes as u32);
        let leaves = (0..).zip(ranks.iter().copied());
        lanes.leaf.extend(leaves);
        for (link, index) in problem.links.iter().zip(0..) {
            lanes.thread(problem, ranks, &reach, index, *link);
        }
        let pairs = problem.line.iter().flat_map(|nodes| nodes.windows(2));
        for (pair, index) in pairs.zip(problem.links.len() as u32..) {
            lanes.line(problem, ranks, &reach, index, (pair[0], pair[1]));
        }
        lanes.reach.extend(reach);
        lanes
            .parent
            .extend(problem.groups.iter().map(|group| group.parent));
        lanes.hang(problem, order);
        lanes.fix(problem);
        lanes
    }

    /// Makes room for what the links will add, but for the few that are wished.
    fn reserve(&mut self, problem: &Problem, ranks: &[i32]) {
        let (nodes, links) = (problem.nodes.len(), problem.links.len());
        let children = nodes + links + problem.groups.len();
        self.reach.reserve(children);
        self.parent.reserve(children);
        self.slot.reserve(nodes + links);
        self.segments.reserve(links);
        self.pulls.reserve(2 * links);
        let mut counts = vec![(0, 0); self.ranks];
        for link in &problem.links {
            let (a, b) = (ranks[link.source as usize], ranks[link.target as usize]);
            let (first, last) = (a.min(b) as usize, a.max(b) as usize);
            if first == last {
                counts[first].1 += 1;
            }
            for count in &mut counts[first..last] {
                count.0 += 1;
            }
        }
        let joints = counts.iter().map(|count| count.0).sum::<usize>();
        self.leaf.reserve(nodes + joints);
        for (joints, flat) in counts {
            self.joints.push(Vec::with_capacity(joints));
            self.flat.push(Vec::with_capacity(flat));
        }
    }

    /// Notes which siblings are wished into an order, and brings them into it.
    fn fix(&mut self, problem: &Problem) {
        if problem.before.is_empty() && problem.pins.is_empty() {
            return;
        }
        for &(a, b) in &problem.before {
            if let Some(pair) = self.siblings(a, b)
                && !self.fixed.contains(&(pair.1, pair.0))
            {
                self.fixed.push(pair);
            }
        }
        self.fixed.sort_unstable();
        self.edges = vec![Ordering::Equal; self.parent.len()];
        for &(node, edge) in &problem.pins {
            self.edges[node as usize] = match edge {
                Edge::First => Ordering::Less,
                Edge::Last => Ordering::Greater,
                Edge::Start | Edge::End => Ordering::Equal,
            };
        }
        for list in 0..self.children.len() {
            self.restore(list);
        }
    }

    /// Returns the siblings that are two leaves or hold them.
    fn siblings(&self, a: Child, b: Child) -> Option<(Child, Child)> {
        let path = |mut child: Child| {
            let mut path = vec![child];
            while self.parent[child as usize] != TOP {
                child = self.of_group(self.parent[child as usize]);
                path.push(child);
            }
            path.reverse();
            path
        };
        path(a).into_iter().zip(path(b)).find(|(a, b)| a != b)
    }

    /// Returns whether two siblings are wished to stay in the order in which they are given.
    pub(super) fn is_fixed(&self, a: Child, b: Child) -> bool {
        let edge = |child: Child| self.edges.get(child as usize);
        edge(a) < edge(b) || self.fixed.binary_search(&(a, b)).is_ok()
    }

    /// Returns whether a leaf stands before another in the order of the tree.
    pub(super) fn is_before(&self, a: Child, b: Child) -> bool {
        self.siblings(a, b).is_some_and(|(a, b)| {
            let group = self.parent[a as usize];
            let list = if group == TOP { self.groups } else { group };
            let list = &self.children[list as usize];
            let place = |child: Child| list.iter().position(|&one| one == child);
            place(a) < place(b)
        })
    }

    /// Brings siblings into the order that is wished.
    pub(super) fn restore(&mut self, list: usize) {
        let siblings = &mut self.children[list];
        if let Some(edges) = (!self.edges.is_empty()).then_some(&self.edges) {
            siblings.sort_by_key(|&child| edges[child as usize]);
        }
        // Each pass brings one pair more into order; wishes that run in a circle end with the passes.
        for _ in 0..self.fixed.len() {
            let mut is_still = true;
            for &(a, b) in &self.fixed {
                let place = |child: Child| siblings.iter().position(|&one| one == child);
                if let (Some(from), Some(to)) = (place(a), place(b))
                    && to < from
                {
                    let child = siblings.remove(from);
                    siblings.insert(to, child);
                    is_still = false;
                }
            }
            if is_still {
                break;
            }
        }
    }

    /// Draws one link through the ranks between its ends.
    fn thread(
        &mut self,
        problem: &Problem,
        ranks: &[i32],
        reach: &[(i32, i32)],
        index: u32,
        link: Link,
    ) {
        let (a, b) = if ranks[link.source as usize] <= ranks[link.target as usize] {
            (link.source, link.target)
        } else {
            (link.target, link.source)
        };
        let (first, last) = (ranks[a as usize], ranks[b as usize]);
        if first == last {
            self.flat[first as usize].push((a, b));
            self.pulls.push(Pull { a, b, weight: 1 });
            return;
        }
        if self.leaf.len() + (last - first) as usize > MOST_SLOTS && last - first > 2 {
            return;
        }
        let meet = problem.meet(
            problem.nodes[a as usize].parent,
            problem.nodes[b as usize].parent,
        );
        let within = |node: u32, rank: i32| {
            let mut group = problem.nodes[node as usize].parent;
            while group != meet {
                let (first, last) = reach[group as usize];
                if first <= rank && rank <= last {
                    return Some(group);
                }
                group = problem.groups[group as usize].parent;
            }
            None
        };
        let (mut leaf, mut slot) = (a, a);
        for rank in first + 1..last {
            let parent = within(a, rank).or_else(|| within(b, rank)).unwrap_or(meet);
            let next = self.leaf.len() as u32;
            if leaf < self.nodes || self.parent[leaf as usize] != parent {
                let segment = self.parent.len() as u32;
                self.pull(leaf, segment, link.weight);
                self.parent.push(parent);
                self.reach.push((rank, rank));
                self.slot.push(next);
                self.segments.push(Segment {
                    link: index,
                    from: a,
                    to: b,
                    label: link.label,
                });
                leaf = segment;
            } else {
                self.reach[leaf as usize].1 = rank;
            }
            self.leaf.push((leaf, rank));
            self.joints[rank as usize - 1].push((slot, next));
            slot = next;
        }
        self.joints[last as usize - 1].push((slot, b));
        self.pull(leaf, b, link.weight);
    }

    /// Keeps the way between two nodes free that are wished into one line: what crosses it counts several times.
    fn line(
        &mut self,
        problem: &Problem,
        ranks: &[i32],
        reach: &[(i32, i32)],
        index: u32,
        (source, target): (u32, u32),
    ) {
        let (a, b) = (ranks[source as usize], ranks[target as usize]);
        if a == b {
            return;
        }
        let none = Pads {
            along: 0,
            across: 0,
        };
        let link = Link {
            source,
            target,
            weight: 0,
            label: none,
        };
        self.thread(problem, ranks, reach, index, link);
        for joints in &mut self.joints[a.min(b) as usize..a.max(b) as usize] {
            if let Some(&last) = joints.last() {
                joints.extend([last; 3]);
            }
        }
    }

    fn pull(&mut self, a: Child, b: Child, weight: i32) {
        let nodes = self.nodes;
        // A link may leave its node at an angle with one bend; one that jogs between segments has two more.
        let weight = weight
            * match (a < nodes, b < nodes) {
                (true, true) => 4,
                (false, false) => 6,
                _ => 1,
            };
        self.pulls.push(Pull { a, b, weight });
    }

    fn hang(&mut self, problem: &Problem, order: Order) {
        let lists = 0..=problem.groups.len();
        self.children = match order {
            Order::Nodes => lists.map(|_| Vec::new()).collect(),
            Order::Near(near) => lists
                .map(|list| Vec::with_capacity(near.children[list].len() + 4))
                .collect(),
        };
        let top = problem.groups.len();
        let slot = |group: u32| if group == TOP { top } else { group as usize };
        let mut is_hung = vec![false; self.segments.len()];
        let first_group = self.nodes + self.segments.len() as u32;
        match order {
            Order::Nodes => self.hang_nodes(problem),
            Order::Near(near) => self.hang_near(near, &mut is_hung),
        }
        // A segment starts out beside what it comes from, or goes to, in its group.
        let mut place = vec![0u32; self.parent.len()];
        for list in &self.children {
            for (index, &child) in list.iter().enumerate() {
                place[child as usize] = index as u32;
            }
        }
        let mut keyed: Vec<(u32, Child)> = Vec::with_capacity(self.segments.len());
        for (segment, &Segment { from, to, .. }) in (self.nodes..).zip(&self.segments) {
            if is_hung[(segment - self.nodes) as usize] {
                continue;
            }
            let parent = self.parent[segment as usize];
            let beside = [from, to].into_iter().find_map(|end| {
                let mut child = end;
                loop {
                    let above = self.parent[child as usize];
                    if above == parent {
                        return Some(child);
                    }
                    if above == TOP {
                        return None;
                    }
                    child = first_group + above;
                }
            });
            keyed.push((beside.map_or(0, |child| place[child as usize]), segment));
        }
        for (_, segment) in &keyed {
            self.children[slot(self.parent[*segment as usize])].push(*segment);
        }
        for (at, segment) in keyed {
            place[segment as usize] = at;
        }
        for list in &mut self.children {
            list.sort_by_key(|&child| place[child as usize]);
        }
    }

    /// Hangs nodes up in the order of the input, and groups where their first members stand.
    fn hang_nodes(&mut self, problem: &Problem) {
        let top = problem.groups.len();
        let slot = |group: u32| if group == TOP { top } else { group as usize };
        let mut hung = vec![false; problem.groups.len()];
        for node in 0..self.nodes {
            let mut child = node;
            let mut parent = self.parent[node as usize];
            let mut path = vec![child];
            while parent != TOP && !hung[parent as usize] {
                hung[parent as usize] = true;
                child = self.of_group(parent);
                path.push(child);
                parent = problem.groups[parent as usize].parent;
            }
            for child in path.into_iter().rev() {
                self.children[slot(self.parent[child as usize])].push(child);
            }
        }
    }

    /// Hangs all up in the order that it has in other lanes, but for segments that those do not have.
    fn hang_near(&mut self, near: &Self, is_hung: &mut [bool]) {
        let count = self.segments.len() as u32;
        let mut own: Vec<((u32, u32), Child)> = (self.nodes..self.nodes + count)
            .map(|segment| (self.key(segment), segment))
            .collect();
        own.sort_unstable();
        for (list, of_near) in near.children.iter().enumerate() {
            for &child in of_near {
                let child = if child < near.nodes {
                    child
                } else if let Some(group) = near.as_group(child) {
                    self.of_group(group)
                } else {
                    let key = near.key(child);
                    let Ok(at) = own.binary_search_by_key(&key, |&(key, _)| key) else {
                        continue;
                    };
                    is_hung[(own[at].1 - self.nodes) as usize] = true;
                    own[at].1
                };
                self.children[list].push(child);
            }
        }
    }

    /// Returns what tells a segment from all others: its link and the group that it runs through.
    pub(super) fn key(&self, segment: Child) -> (u32, u32) {
        let link = self.segments[(segment - self.nodes) as usize].link;
        (link, self.parent[segment as usize])
    }

    /// Returns the group that a child is, where it is one.
    pub(super) fn as_group(&self, child: Child) -> Option<u32> {
        child.checked_sub(self.nodes + self.segments.len() as u32)
    }

    /// Returns the child that a group is.
    pub(super) fn of_group(&self, group: u32) -> Child {
        self.nodes + self.segments.len() as u32 + group
    }

    /// Returns the slot of a leaf in a rank that it passes.
    pub(super) fn slot_at(&self, leaf: Child, rank: i32) -> u32 {
        self.slot[leaf as usize] + (rank - self.reach[leaf as usize].0) as u32
    }

    /// Returns the leaves in the order of the tree.
    pub(super) fn leaves(&self) -> Vec<Child> {
        let mut leaves = Vec::with_capacity(self.slot.len());
        let mut stack: Vec<Child> = Vec::with_capacity(self.parent.len());
        stack.extend(self.children[self.groups as usize].iter().rev());
        while let Some(child) = stack.pop() {
            match self.as_group(child) {
                Some(group) => stack.extend(self.children[group as usize].iter().rev()),
                None => leaves.push(child),
            }
        }
        leaves
    }

    /// Returns the slots of each rank in the order of the tree.
    pub(super) fn rows(&self) -> Vec<Vec<u32>> {
        let mut rows = vec![Vec::new(); self.ranks];
        for leaf in self.leaves() {
            let (first, last) = self.reach[leaf as usize];
            for rank in first..=last {
                rows[rank as usize].push(self.slot_at(leaf, rank));
            }
        }
        rows
    }
}
