//! Network simplex: the integers that satisfy all least distances at the least weighted length.
//!
//! After Gansner, Koutsofios, North, Vo, "A Technique for Drawing Directed Graphs", 1993, section 2.3, with arcs that
//! cost the same on either side of a length as one arc rather than two and a node, and steps that run on past them for as
//! long as that gains (Maros, "A general pricing scheme for the simplex method", 2003). Comes in: arcs, and an order of
//! the nodes in which those with a least length go forward. Goes out: a value per node. Always holds: no such arc is shorter
//! than its least length; the pivots are bounded, and each of them only improves.

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
pub(super) fn solve(arcs: &[Arc], order: &[u32], near: Option<&[i32]>, work: usize) -> Vec<i32> {
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

/// A spanning tree over the nodes and a root, and what each arc pulls with.
///
/// A node in a part that no tight arc joins to the root hangs on it by an arc that must not pull.
struct Tree {
    /// The demands, then one arc from the root to each node.
    arcs: Vec<Arc>,
    demands: usize,
    /// The arcs at each node: the starts of each node's run, and the runs.
    starts: Vec<u32>,
    runs: Vec<u32>,
    values: Vec<i32>,
    /// What each arc pulls its ends together with. The pulls at a node are in balance; an arc outside of the tree pulls
    /// with its full weight.
    pull: Vec<i32>,
    /// The tree arc above each node, or [`NONE`] for the root.
    up: Vec<u32>,
    /// The nodes in preorder, where each of them stands there, and how many hang on it, itself among them.
    preorder: Vec<u32>,
    place: Vec<u32>,
    size: Vec<u32>,
    in_tree: Vec<bool>,
    steps: Vec<(i32, u32)>,
    block: Vec<u32>,
    path: Vec<u32>,
    /// The steps taken so far.
    work: usize,
}

impl Tree {
    fn new(arcs: &[Arc], order: &[u32], near: Option<&[i32]>) -> Self {
        let count = order.len();
        let mut place = vec![0; count + 1];
        for (index, &node) in order.iter().enumerate() {
            place[node as usize] = index as u32;
        }
        let holds = |arc: &Arc| match arc.is {
            Length::Least => place[arc.tail as usize] < place[arc.head as usize],
            Length::Best => arc.weight > 0 && arc.tail != arc.head,
        };
        let mut arcs: Vec<Arc> = arcs.iter().copied().filter(holds).collect();
        let demands = arcs.len();
        let root = count as u32;
        arcs.extend((0..root).map(|node| Arc {
            tail: root,
            head: node,
            length: 0,
            weight: 0,
            is: Length::Best,
        }));
        let mut starts = vec![0u32; count + 2];
        for arc in &arcs[..demands] {
            starts[arc.tail as usize + 1] += 1;
            starts[arc.head as usize + 1] += 1;
        }
        for node in 0..=count {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut runs = vec![0u32; 2 * demands];
        for (arc, index) in arcs[..demands].iter().zip(0..) {
            for end in [arc.tail, arc.head] {
                let slot = &mut next[end as usize];
                runs[*slot as usize] = index;
                *slot += 1;
            }
        }
        let mut tree = Self {
            pull: vec![0; arcs.len()],
            up: vec![NONE; count + 1],
            preorder: Vec::with_capacity(count + 1),
            size: vec![1; count + 1],
            in_tree: vec![false; arcs.len()],
            values: near.map_or_else(|| vec![0; count], <[i32]>::to_vec),
            steps: Vec::new(),
            block: Vec::new(),
            path: Vec::new(),
            work: 0,
            arcs,
            demands,
            starts,
            runs,
            place,
        };
        tree.values.push(0);
        tree.hold(order);
        tree.grow(order);
        tree.balance();
        tree
    }

    /// Moves nodes on until no arc is shorter than it may be.
    fn hold(&mut self, order: &[u32]) {
        for &node in order {
            let run = self.starts[node as usize]..self.starts[node as usize + 1];
            for index in run {
                let arc = self.arcs[self.runs[index as usize] as usize];
                if arc.head == node && arc.is == Length::Least {
                    let least = self.values[arc.tail as usize] + arc.length;
                    let value = &mut self.values[node as usize];
                    *value = least.max(*value);
                }
            }
        }
    }

    /// Grows trees of tight arcs, and hangs each of them on the root.
    fn grow(&mut self, order: &[u32]) {
        let root = order.len() as u32;
        self.preorder.push(root);
        let mut seen = vec![false; order.len()];
        let mut stack: Vec<(u32, u32)> = Vec::new();
        for &first in order {
            stack.push((first, self.demands as u32 + first));
            while let Some((node, up)) = stack.pop() {
                if std::mem::replace(&mut seen[node as usize], true) {
                    continue;
                }
                self.up[node as usize] = up;
                self.in_tree[up as usize] = true;
                self.preorder.push(node);
                let run = self.starts[node as usize]..self.starts[node as usize + 1];
                for index in run {
                    let index = self.runs[index as usize];
                    let arc = self.arcs[index as usize];
                    let other = arc.tail ^ arc.head ^ node;
                    if !seen[other as usize] && self.slack(index) == 0 {
                        stack.push((other, index));
                    }
                }
            }
        }
        for (index, &node) in self.preorder.iter().enumerate() {
            self.place[node as usize] = index as u32;
        }
        for index in (1..self.preorder.len()).rev() {
            let node = self.preorder[index];
            let above = self.above(node);
            self.size[above as usize] += self.size[node as usize];
        }
    }

    /// Lets each tree arc pull so that all nodes are in balance.
    fn balance(&mut self) {
        let mut excess = vec![0; self.values.len()];
        for index in 0..self.demands {
            if !self.in_tree[index] {
                let (low, high) = self.bounds(index as u32);
                self.pull[index] = if self.slack(index as u32) >= 0 {
                    high
                } else {
                    low
                };
                let Arc { tail, head, .. } = self.arcs[index];
                excess[head as usize] += self.pull[index];
                excess[tail as usize] -= self.pull[index];
            }
        }
        for &node in self.preorder[1..].iter().rev() {
            let up = self.up[node as usize] as usize;
            let sum = excess[node as usize];
            self.pull[up] = if self.arcs[up].head == node {
                -sum
            } else {
                sum
            };
            let above = self.above(node);
            excess[above as usize] += sum;
        }
    }

    /// Replaces a tree arc that pulls more than it may, if there is one.
    fn pivot(&mut self, next: &mut usize) -> bool {
        let Some((below, over)) = self.leaving(next) else {
            return false;
        };
        let leaving = self.up[below as usize];
        // An arc that pulls too much grows longer, one that pulls too little grows shorter.
        let is_head = self.arcs[leaving as usize].head == below;
        let by = if is_head == (over > 0) { 1 } else { -1 };
        let Some((step, entering)) = self.entering(below, by, over.abs()) else {
            return false;
        };
        let first = self.place[below as usize] as usize;
        let last = first + self.size[below as usize] as usize;
        if step != 0 {
            for &node in &self.preorder[first..last] {
                self.values[node as usize] += by * step;
            }
        }
        self.exchange(below, entering);
        true
    }

    /// Finds the node below a tree arc that pulls too much, and by how much: the worst of a few.
    fn leaving(&mut self, next: &mut usize) -> Option<(u32, i32)> {
        let count = self.values.len() - 1;
        let mut worst: Option<(u32, i32)> = None;
        let mut seen = 0;
        for step in 0..count {
            let node = if *next + step < count {
                *next + step
            } else {
                *next + step - count
            };
            let up = self.up[node];
            let (low, high) = self.bounds(up);
            let pull = self.pull[up as usize];
            let over = (pull - high).max(0) + (pull - low).min(0);
            if over == 0 {
                continue;
            }
            if worst.is_none_or(|(_, worst)| over.abs() > worst.abs()) {
                worst = Some((node as u32, over));
            }
            seen += 1;
            if seen == 30 {
                *next = (node + 1) % count;
                break;
            }
        }
        worst
    }

    /// Finds how far the nodes below a tree arc gain by moving, and the arc that then stops them.
    ///
    /// What they pass on the way pulls to the other side from then on.
    fn entering(&mut self, below: u32, by: i32, mut gain: i32) -> Option<(i32, u32)> {
        let first = self.place[below as usize];
        let last = first + self.size[below as usize];
        let within = |place: u32| first <= place && place < last;
        let mut steps = std::mem::take(&mut self.steps);
        steps.clear();
        for place in first..last {
            let node = self.preorder[place as usize];
            let run = self.starts[node as usize]..self.starts[node as usize + 1];
            for index in run {
                let index = self.runs[index as usize];
                let Arc { tail, head, .. } = self.arcs[index as usize];
                if self.in_tree[index as usize] || within(self.place[(tail ^ head ^ node) as usize])
                {
                    continue;
                }
                let longer = (head == node) == (by > 0);
                let (low, high) = self.bounds(index);
                if longer && self.pull[index as usize] == low && low != high {
                    steps.push((-self.slack(index), index));
                } else if !longer && self.pull[index as usize] == high {
                    steps.push((self.slack(index), index));
                }
            }
        }
        self.work += 20 + steps.len() + (last - first) as usize;
        steps.sort_unstable();
        let mut found = None;
        for &(step, index) in &steps {
            let (low, high) = self.bounds(index);
            let turn = high - low;
            let sign = if self.pull[index as usize] == high {
                -1
            } else {
                1
            };
            if gain > turn {
                self.push(index, sign * turn);
                gain -= turn;
            } else {
                self.push(index, sign * gain);
                found = Some((step, index));
                break;
            }
        }
        self.steps = steps;
        found
    }

    /// Lets an arc outside of the tree pull so much more, and the tree between its ends hold against it.
    fn push(&mut self, index: u32, more: i32) {
        self.pull[index as usize] += more;
        let Arc { tail, head, .. } = self.arcs[index as usize];
        for (from, to, sign) in [(head, tail, more), (tail, head, -more)] {
            let (mut node, to) = (from, self.place[to as usize]);
            loop {
                let place = self.place[node as usize];
                if place <= to && to < place + self.size[node as usize] {
                    break;
                }
                let up = self.up[node as usize];
                let is_tail = self.arcs[up as usize].tail == node;
                self.pull[up as usize] += if is_tail { sign } else { -sign };
                node = self.above(node);
            }
        }
    }

    /// Cuts what is below a tree arc off, and hangs it on by another arc.
    fn exchange(&mut self, below: u32, entering: u32) {
        let first = self.place[below as usize] as usize;
        let length = self.size[below as usize] as usize;
        let Arc { tail, head, .. } = self.arcs[entering as usize];
        let is_inside = |node: u32| {
            let place = self.place[node as usize] as usize;
            first <= place && place < first + length
        };
        let (inner, outer) = if is_inside(tail) {
            (tail, head)
        } else {
            (head, tail)
        };
        let old_above = self.above(below);
        // From the new top down to the old one, each hangs on the one before, behind what hung on that already.
        let mut block = std::mem::take(&mut self.block);
        let mut path = std::mem::take(&mut self.path);
        block.clear();
        path.clear();
        let mut node = inner;
        let mut done = 0..0;
        loop {
            let start = self.place[node as usize] as usize;
            let own = start..start + self.size[node as usize] as usize;
            if done.is_empty() {
                block.extend_from_slice(&self.preorder[own.clone()]);
            } else {
                block.extend_from_slice(&self.preorder[own.start..done.start]);
                block.extend_from_slice(&self.preorder[done.end..own.end]);
            }
            done = own;
            path.push(node);
            if node == below {
                break;
            }
            node = self.above(node);
        }
        self.in_tree[self.up[below as usize] as usize] = false;
        self.in_tree[entering as usize] = true;
        for index in (1..path.len()).rev() {
            self.size[path[index] as usize] -= self.size[path[index - 1] as usize];
            self.up[path[index] as usize] = self.up[path[index - 1] as usize];
        }
        for index in (1..path.len()).rev() {
            self.size[path[index - 1] as usize] += self.size[path[index] as usize];
        }
        self.up[inner as usize] = entering;
        self.resize(old_above, 0u32.wrapping_sub(length as u32));
        self.resize(outer, length as u32);
        // The block moves to behind its new parent, and what is between closes up.
        let after = self.place[outer as usize] as usize + 1;
        let range = if after <= first {
            self.preorder.copy_within(after..first, after + length);
            self.preorder[after..after + length].copy_from_slice(&block);
            after..first + length
        } else {
            self.preorder.copy_within(first + length..after, first);
            self.preorder[after - length..after].copy_from_slice(&block);
            first..after
        };
        self.work += range.len() / 4;
        for index in range {
            self.place[self.preorder[index] as usize] = index as u32;
        }
        self.block = block;
        self.path = path;
    }

    fn resize(&mut self, mut node: u32, by: u32) {
        loop {
            self.size[node as usize] = self.size[node as usize].wrapping_add(by);
            if self.up[node as usize] == NONE {
                break;
            }
            node = self.above(node);
        }
    }

    /// Returns the node that another one hangs on.
    fn above(&self, node: u32) -> u32 {
        let Arc { tail, head, .. } = self.arcs[self.up[node as usize] as usize];
        tail ^ head ^ node
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

#[cfg(test)]
mod tests {
    use super::{Arc, Length, solve, topological};
    use proptest::prelude::{Just, Strategy, prop_assert, prop_assert_eq, prop_oneof, proptest};

    fn arc(tail: u32, head: u32, length: i32, weight: i32) -> Arc {
        Arc {
            tail,
            head,
            length,
            weight,
            is: Length::Least,
        }
    }

    fn over(arc: &Arc, values: &[i32]) -> i32 {
        values[arc.head as usize] - values[arc.tail as usize] - arc.length
    }

    fn cost(arcs: &[Arc], values: &[i32]) -> i32 {
        arcs.iter()
            .map(|arc| arc.weight * over(arc, values).abs())
            .sum()
    }

    fn holds(arcs: &[Arc], values: &[i32]) -> bool {
        arcs.iter()
            .all(|arc| arc.is == Length::Best || over(arc, values) >= 0)
    }

    fn solved(count: usize, arcs: &[Arc], near: Option<&[i32]>) -> Vec<i32> {
        let bound: Vec<Arc> = arcs
            .iter()
            .copied()
            .filter(|arc| arc.is == Length::Least)
            .collect();
        solve(arcs, &topological(count, &bound), near, 100_000)
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
        assert_eq!(solved(5, &arcs, None), [0, 1, 2, 2, 3]);
    }

    #[test]
    fn components_stand_apart() {
        assert_eq!(solved(3, &[arc(1, 2, 2, 1)], None).len(), 3);
        assert_eq!(solved(0, &[], None), [0; 0]);
    }

    #[test]
    fn what_has_a_best_length_gives_way_to_what_has_a_least() {
        let best = |tail, head, weight| Arc {
            is: Length::Best,
            ..arc(tail, head, 0, weight)
        };
        // Two in a row want to be in line with a third; the heavier one is.
        let arcs = [arc(0, 1, 10, 0), best(0, 2, 1), best(1, 2, 3)];
        assert_eq!(solved(3, &arcs, None), [0, 10, 10]);
    }

    fn graphs() -> impl Strategy<Value = (usize, Vec<Arc>)> {
        (2..7usize).prop_flat_map(|count| {
            let ends = (0..count as u32, 0..count as u32, 0..3i32, 0..4i32);
            let is = prop_oneof![Just(Length::Least), Just(Length::Best)];
            let arcs = proptest::collection::vec((ends, is), 0..14).prop_map(|all| {
                all.into_iter()
                    .filter(|((a, b, ..), _)| a != b)
                    .map(|((a, b, length, weight), is)| Arc {
                        is,
                        ..arc(a.min(b), a.max(b), length, weight)
                    })
                    .collect()
            });
            (Just(count), arcs)
        })
    }

    /// Lowers the cost by moving every set of nodes by one as long as that helps: exact, for the cost is convex.
    fn best(count: usize, arcs: &[Arc], mut values: Vec<i32>) -> i32 {
        loop {
            let now = cost(arcs, &values);
            let better = (1..1u32 << count).find_map(|set| {
                let moved: Vec<i32> = values
                    .iter()
                    .enumerate()
                    .map(|(node, value)| value + (set >> node & 1) as i32)
                    .collect();
                (holds(arcs, &moved) && cost(arcs, &moved) < now).then_some(moved)
            });
            match better {
                Some(moved) => values = moved,
                None => return now,
            }
        }
    }

    proptest! {
        #[test]
        fn values_hold_and_cost_the_least((count, arcs) in graphs(), near in proptest::collection::vec(0..9i32, 7)) {
            let values = solved(count, &arcs, Some(&near[..count]));
            prop_assert!(holds(&arcs, &values));
            prop_assert_eq!(cost(&arcs, &values), best(count, &arcs, values.clone()));
        }
    }
}
