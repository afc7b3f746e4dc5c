//! The first tree: values that hold, arcs that join them, and what each arc pulls with.

use super::{Arc, Length, NONE, Run, Tree};

impl Tree {
    pub(super) fn new(mut arcs: Vec<Arc>, order: &[u32], near: Option<&[i32]>) -> Self {
        let count = order.len();
        let mut place = vec![0; count + 1];
        for (index, &node) in order.iter().enumerate() {
            place[node as usize] = index as u32;
        }
        let holds = |arc: &Arc| match arc.is {
            Length::Least => place[arc.tail as usize] < place[arc.head as usize],
            Length::Best => arc.weight > 0 && arc.tail != arc.head,
        };
        arcs.retain(holds);
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
        let mut runs = vec![Run::default(); 2 * demands];
        for (&Arc { tail, head, .. }, arc) in arcs[..demands].iter().zip(0..) {
            for (end, other) in [(tail, head), (head, tail)] {
                let slot = &mut next[end as usize];
                runs[*slot as usize] = Run { arc, other };
                *slot += 1;
            }
        }
        let mut tree = Self {
            pull: vec![0; arcs.len()],
            over: vec![0; count],
            up: vec![NONE; count + 1],
            preorder: Vec::with_capacity(count + 1),
            size: vec![1; count + 1],
            in_tree: vec![false; arcs.len()],
            values: Vec::with_capacity(count + 1),
            steps: Vec::with_capacity(count),
            block: Vec::with_capacity(count),
            path: Vec::with_capacity(count),
            work: 0,
            arcs,
            demands,
            starts,
            runs,
            place,
        };
        tree.values.extend(near.unwrap_or_default());
        tree.values.resize(count + 1, 0);
        tree.hold(order);
        tree.grow(order);
        tree.balance();
        tree
    }

    /// Moves nodes on until no arc is shorter than it may be.
    fn hold(&mut self, order: &[u32]) {
        for &node in order {
            let (start, end) = (self.starts[node as usize], self.starts[node as usize + 1]);
            for index in start..end {
                let arc = self.arcs[self.runs[index as usize].arc as usize];
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
        let mut stack: Vec<(u32, u32)> = Vec::with_capacity(order.len());
        for &first in order {
            stack.push((first, self.demands as u32 + first));
            while let Some((node, up)) = stack.pop() {
                if std::mem::replace(&mut seen[node as usize], true) {
                    continue;
                }
                self.up[node as usize] = up;
                self.in_tree[up as usize] = true;
                self.preorder.push(node);
                for &Run { arc, other } in self.run(node) {
                    if !seen[other as usize] && self.slack(arc) == 0 {
                        stack.push((other, arc));
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
        for node in 0..self.over.len() as u32 {
            self.note(node);
        }
    }
}
