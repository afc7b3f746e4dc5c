//! The slots of each child in each rank that it passes, those of all that it holds among them.

use super::runs::Runs;
use super::{Child, Lanes};
use crate::layout::flow::problem::TOP;

/// The slots of children by rank.
#[derive(Default)]
pub(super) struct Slots {
    /// The run of each child in the first rank that it passes.
    first: Vec<u32>,
    reach: Vec<i32>,
    runs: Runs,
}

impl Slots {
    pub(super) fn new(lanes: &Lanes) -> Self {
        let mut first = Vec::with_capacity(lanes.reach.len());
        let mut count = 0;
        for &(from, to) in &lanes.reach {
            first.push(count);
            count += (to - from + 1).max(0) as u32;
        }
        let mut pairs = Vec::with_capacity(4 * lanes.leaf.len());
        for (slot, &(leaf, rank)) in (0..).zip(&lanes.leaf) {
            let mut child = leaf;
            loop {
                let from = lanes.reach[child as usize].0;
                pairs.push((first[child as usize] + (rank - from) as u32, slot));
                match lanes.parent[child as usize] {
                    TOP => break,
                    group => child = lanes.of_group(group),
                }
            }
        }
        Self {
            runs: Runs::new(count as usize, pairs.iter().copied()),
            reach: lanes.reach.iter().map(|&(from, _)| from).collect(),
            first,
        }
    }

    /// Lists the slots of a child in a rank that it passes.
    pub(super) fn of(&self, child: Child, rank: i32) -> &[u32] {
        let from = self.reach[child as usize];
        self.runs
            .of(self.first[child as usize] + (rank - from) as u32)
    }
}
