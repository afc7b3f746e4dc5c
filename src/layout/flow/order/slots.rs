//! The slots of each child in each rank that it passes, those of all that it holds among them.

use super::runs::Runs;
use super::{Child, Lanes};
use crate::layout::flow::problem::TOP;
use std::slice;

/// The slots of children by rank.
#[derive(Default)]
pub(super) struct Slots {
    leaves: u32,
    /// Where the slot, or the run, of each child for the rank 0 is, or would be.
    first: Vec<i32>,
    /// The slots as they are numbered: a leaf has one in each rank that it passes.
    own: Vec<u32>,
    /// The slots in each group.
    runs: Runs,
}

impl Slots {
    pub(super) fn new(lanes: &Lanes) -> Self {
        let leaves = lanes.slot.len();
        let mut first = Vec::with_capacity(lanes.reach.len());
        let of_leaves = lanes.slot.iter().zip(&lanes.reach);
        first.extend(of_leaves.map(|(&slot, &(from, _))| slot as i32 - from));
        let mut count = 0;
        for &(from, to) in &lanes.reach[leaves..] {
            first.push(count - from);
            count += (to - from + 1).max(0);
        }
        let mut pairs = Vec::with_capacity(4 * lanes.leaf.len());
        for (slot, &(leaf, rank)) in (0..).zip(&lanes.leaf) {
            let mut group = lanes.parent[leaf as usize];
            while group != TOP {
                let child = lanes.of_group(group) as usize;
                pairs.push(((first[child] + rank) as u32, slot));
                group = lanes.parent[child];
            }
        }
        Self {
            leaves: leaves as u32,
            first,
            own: (0..lanes.leaf.len() as u32).collect(),
            runs: Runs::new(count as usize, pairs.iter().copied()),
        }
    }

    /// Lists the slots of a child in a rank that it passes.
    pub(super) fn of(&self, child: Child, rank: i32) -> &[u32] {
        let at = self.first[child as usize] + rank;
        match child < self.leaves {
            true => slice::from_ref(&self.own[at as usize]),
            false => self.runs.of(at as u32),
        }
    }
}
