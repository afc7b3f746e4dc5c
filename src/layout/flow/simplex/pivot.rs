//! The steps from tree to tree, each of them a gain.

use super::{Arc, NONE, Run, Tree};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

impl Tree {
    /// Replaces a tree arc that pulls more than it may, if there is one.
    pub(super) fn pivot(&mut self, next: &mut usize) -> bool {
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
        let count = self.over.len();
        let mut worst: Option<(u32, i32)> = None;
        let mut seen = 0;
        let turns = [*next..count, 0..*next];
        for node in turns.into_iter().flatten() {
            let over = self.over[node];
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
        // The arcs between what moves and the rest are found from the side that has fewer nodes.
        let all = self.preorder.len() as u32;
        let from_rest = 2 * (last - first) > all;
        let sides = match from_rest {
            true => [0..first, last..all],
            false => [first..last, 0..0],
        };
        let mut steps = std::mem::take(&mut self.steps);
        steps.clear();
        for place in sides.into_iter().flatten() {
            let node = self.preorder[place as usize];
            for &Run { arc: index, other } in self.run(node) {
                let is_across = within(self.place[other as usize]) == from_rest;
                if !is_across || self.in_tree[index as usize] {
                    continue;
                }
                let moves_head = (self.arcs[index as usize].head == node) != from_rest;
                let longer = moves_head == (by > 0);
                let (low, high) = self.bounds(index);
                if longer && self.pull[index as usize] == low && low != high {
                    steps.push(Reverse((-self.slack(index), index)));
                } else if !longer && self.pull[index as usize] == high {
                    steps.push(Reverse((self.slack(index), index)));
                }
            }
        }
        self.work += 20 + steps.len() + (last - first) as usize;
        // Few of them are passed.
        let mut nearest = BinaryHeap::from(steps);
        let mut found = None;
        while let Some(Reverse((step, index))) = nearest.pop() {
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
        self.steps = nearest.into_vec();
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
                self.note(node);
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
        for &node in &path {
            self.note(node);
        }
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
}
