//! Sifting: each child goes to the place among its siblings where the fewest links cross.
//!
//! Comes in: a search and the work that it may take. Always holds: what a swap is said to gain is what it gains.

use super::runs::Runs;
use super::{Child, Search};
use crate::layout::flow::problem::TOP;
use std::ops::RangeInclusive;

impl Search<'_> {
    /// Moves each child through the list of its siblings to the place with the fewest crossings.
    pub(super) fn sift(&mut self, work: &mut i64) -> bool {
        let mut better = false;
        for list in 0..self.lanes.children.len() {
            let siblings = self.lanes.children[list].clone();
            if siblings.len() < 2 {
                continue;
            }
            for child in siblings {
                if *work <= 0 {
                    return better;
                }
                better |= self.sift_child(list, child, work);
            }
        }
        better
    }

    pub(super) fn sift_child(&mut self, list: usize, child: Child, work: &mut i64) -> bool {
        let Some(start) = self.lanes.children[list]
            .iter()
            .position(|&one| one == child)
        else {
            return false;
        };
        let siblings = &self.lanes.children[list];
        // A sibling that it is wished to stay behind, or before, ends the way.
        let first = (0..start)
            .rev()
            .find(|&at| self.lanes.is_fixed(siblings[at], child))
            .map_or(0, |at| at + 1);
        let count = (start + 1..siblings.len())
            .find(|&at| self.lanes.is_fixed(child, siblings[at]))
            .unwrap_or(siblings.len());
        let (mut best, mut best_at, mut now) = (0i64, start, 0i64);
        let mut at = start;
        // First up to the front, then down to the end, then back to the best place.
        while at > first && *work > 0 {
            now += self.swap(list, at - 1, work);
            at -= 1;
            if now < best {
                (best, best_at) = (now, at);
            }
        }
        while at + 1 < count && (*work > 0 || at < start) {
            now += self.swap(list, at, work);
            at += 1;
            if now < best {
                (best, best_at) = (now, at);
            }
        }
        while at > best_at {
            self.exchange(list, at - 1);
            at -= 1;
        }
        while at < best_at {
            self.exchange(list, at);
            at += 1;
        }
        best < 0
    }

    /// Swaps two neighbours in a list of siblings, and returns the ranks that both of them pass.
    fn exchange(&mut self, list: usize, at: usize) -> RangeInclusive<i32> {
        let siblings = &mut self.lanes.children[list];
        let (a, b) = (siblings[at], siblings[at + 1]);
        siblings.swap(at, at + 1);
        let (a_reach, b_reach) = (self.lanes.reach[a as usize], self.lanes.reach[b as usize]);
        let shared = a_reach.0.max(b_reach.0)..=a_reach.1.min(b_reach.1);
        for rank in shared.clone() {
            let (of_a, of_b) = (self.slots.of(a, rank), self.slots.of(b, rank));
            for &slot in of_a {
                self.place[slot as usize] += of_b.len() as u32;
            }
            for &slot in of_b {
                self.place[slot as usize] -= of_a.len() as u32;
            }
        }
        shared
    }

    /// Swaps two neighbours in a list of siblings, and returns the gain or loss in crossings.
    fn swap(&mut self, list: usize, at: usize, work: &mut i64) -> i64 {
        let siblings = &self.lanes.children[list];
        let (a, b) = (siblings[at], siblings[at + 1]);
        let (a_reach, b_reach) = (self.lanes.reach[a as usize], self.lanes.reach[b as usize]);
        let shared = a_reach.0.max(b_reach.0)..=a_reach.1.min(b_reach.1);
        *work -= 1;
        let mut gain = 0;
        for rank in shared.clone() {
            gain += self.turned(a, b, rank, &shared, work) - self.blocked(rank as usize) as i64;
        }
        for rank in self.exchange(list, at) {
            gain += self.blocked(rank as usize) as i64;
        }
        gain
    }

    /// Counts how many more pairs of joints cross once two neighbours have changed places in a rank.
    ///
    /// Only a joint of one and a joint of the other change, and not where they change places in both ranks.
    fn turned(
        &mut self,
        a: Child,
        b: Child,
        rank: i32,
        shared: &RangeInclusive<i32>,
        work: &mut i64,
    ) -> i64 {
        let [mut of_a, mut of_b] = std::mem::take(&mut self.ends);
        let mut more = 0;
        for (next, is_after) in [(rank + 1, true), (rank - 1, false)] {
            let joints = if is_after { &self.after } else { &self.before };
            let of_a = ends(joints, self.slots.of(a, rank), &mut of_a);
            let of_b = ends(joints, self.slots.of(b, rank), &mut of_b);
            *work -= 1 + (of_a.len() * of_b.len()) as i64 / 8;
            let both = shared.contains(&next);
            for &from_a in of_a {
                // The other end stays on its side, or goes along to the other side.
                let other = if !both {
                    None
                } else if self.is_in(from_a, a) {
                    Some(b)
                } else if self.is_in(from_a, b) {
                    Some(a)
                } else {
                    None
                };
                let place = self.place[from_a as usize];
                for &from_b in of_b {
                    if !other.is_some_and(|other| self.is_in(from_b, other)) {
                        more += i64::from(place < self.place[from_b as usize]);
                        more -= i64::from(place > self.place[from_b as usize]);
                    }
                }
            }
        }
        self.ends = [of_a, of_b];
        more
    }

    /// Returns whether a slot belongs to a child or to what that holds.
    fn is_in(&self, slot: u32, child: Child) -> bool {
        let mut at = self.lanes.leaf[slot as usize].0;
        if self.lanes.as_group(child).is_none() {
            return at == child;
        }
        while at != child {
            match self.lanes.parent[at as usize] {
                TOP => return false,
                group => at = self.lanes.of_group(group),
            }
        }
        true
    }
}

/// Lists the other ends of the joints of some slots, in a list of theirs where one slot has not all of them.
fn ends<'a>(joints: &'a Runs, slots: &[u32], list: &'a mut Vec<u32>) -> &'a [u32] {
    if let [slot] = slots {
        return joints.of(*slot);
    }
    list.clear();
    for &slot in slots {
        list.extend_from_slice(joints.of(slot));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::Search;
    use crate::layout::flow::lanes::{Lanes, Order};
    use crate::layout::flow::problem::Problem;
    use crate::layout::flow::tests::graphs;
    use proptest::prelude::{prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn an_exchange_leaves_all_in_the_places_of_their_order(graph in graphs()) {
            let problem = Problem::new(&graph);
            let ranks: Vec<i32> = (0..problem.nodes.len() as i32).map(|node| node * 7 % 4).collect();
            let mut lanes = Lanes::new(&problem, &ranks, Order::Nodes);
            let mut search = Search::new(&mut lanes);
            for list in 0..search.lanes.children.len() {
                for at in 1..search.lanes.children[list].len() {
                    search.exchange(list, at - 1);
                    let places = search.place.clone();
                    search.renumber();
                    prop_assert_eq!(&search.place, &places);
                }
            }
        }

        #[test]
        fn a_swap_gains_what_a_count_tells(graph in graphs()) {
            let problem = Problem::new(&graph);
            let ranks: Vec<i32> = (0..problem.nodes.len() as i32).map(|node| node * 7 % 4).collect();
            let mut lanes = Lanes::new(&problem, &ranks, Order::Nodes);
            let mut search = Search::new(&mut lanes);
            for list in 0..search.lanes.children.len() {
                for at in 1..search.lanes.children[list].len() {
                    let before = search.crossings() as i64;
                    let gain = search.swap(list, at - 1, &mut 1_000);
                    prop_assert_eq!(search.crossings() as i64 - before, gain);
                }
            }
        }
    }
}
