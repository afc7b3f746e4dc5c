//! Reduces crossings by ordering siblings across the flow.
//!
//! Sweeps of barycentres over the tree of groups (Forster, "Applying crossing reduction strategies to layered compound
//! graphs", 2002), then greedy switching and sifting of nodes, segments and whole groups (Matuszewski, Schönfeld,
//! Molitor, "Using sifting for k-layer straightline crossing minimization", 1999) with exact counts (Barth, Jünger,
//! Mutzel, 2004). Comes in: [`Lanes`] in some order. Goes out: the same in an order with fewer crossings. Always holds:
//! a move is kept only where it is strictly better, so ties keep the order they had.

mod runs;
mod sift;
mod slots;

use super::lanes::{Child, Lanes};
use super::problem::TOP;
use runs::Runs;
use slots::Slots;
use std::ops::Range;

/// What a node between the ends of a flat joint costs, in crossings.
const BLOCKED: u64 = 2;

/// Sweeps must save more crossings than this.
const SWEPT_GAIN: u64 = 12;

/// Beyond this many slots the given order is swept at once rather than sifted first.
const MOST_SIFTED_FIRST: usize = 2_000;

/// Orders all siblings; `work` bounds the steps of each local search.
///
/// The given order, sifted, is kept unless sweeps save many crossings: a small edit of the input should not turn the
/// drawing around. For the same reason an order that runs against the input's is mirrored.
pub(super) fn order(lanes: &mut Lanes, sweeps: usize, work: i64) {
    let mut search = Search::new(lanes);
    let given = search.lanes.children.clone();
    if search.lanes.leaf.len() > MOST_SIFTED_FIRST {
        search.swept(0, sweeps, work);
    } else {
        let near = search.sifted(work);
        let kept = std::mem::replace(&mut search.lanes.children, given);
        search.renumber();
        search.lanes.children = if near <= SWEPT_GAIN {
            kept
        } else {
            search.swept_well(sweeps, work, near - SWEPT_GAIN, kept)
        };
    }
    let nodes = search.lanes.nodes;
    let leaves = search.lanes.leaves();
    let order: Vec<(u32, u32)> = (0..)
        .zip(leaves.into_iter().filter(|&leaf| leaf < nodes))
        .collect();
    let pairs = u64::from(nodes) * u64::from(nodes.saturating_sub(1)) / 2;
    if inversions(&order) * 2 > pairs {
        for list in 0..search.lanes.children.len() {
            search.lanes.children[list].reverse();
            search.lanes.restore(list);
        }
    }
}

/// Finds the best place for a few children alone.
pub(super) fn settle(lanes: &mut Lanes, children: &[Child], work: &mut i64) {
    let mut search = Search::new(lanes);
    for &child in children {
        let list = match search.lanes.parent[child as usize] {
            TOP => search.lanes.groups,
            group => group,
        };
        search.sift_child(list as usize, child, work);
    }
}

/// Moves siblings to better places from where they stand, as long as that gains.
pub(super) fn sift(lanes: &mut Lanes, work: i64) {
    Search::new(lanes).sifted(work);
}

struct Search<'a> {
    lanes: &'a mut Lanes,
    /// Where each slot stands in its rank.
    place: Vec<u32>,
    slots: Slots,
    /// The slots that each slot has joints to, in the rank before and in the next one.
    before: Runs,
    after: Runs,
    /// The ends of the joints of two siblings, for comparison.
    ends: [Vec<u32>; 2],
    scratch: Vec<(u32, u32)>,
}

impl<'a> Search<'a> {
    fn new(lanes: &'a mut Lanes) -> Self {
        let slots = lanes.leaf.len();
        let mut search = Self {
            lanes,
            place: vec![0; slots],
            slots: Slots::default(),
            before: Runs::default(),
            after: Runs::default(),
            ends: [Vec::new(), Vec::new()],
            scratch: Vec::new(),
        };
        let joints = || search.lanes.joints.iter().flatten();
        search.after = Runs::new(slots, joints().copied());
        search.before = Runs::new(slots, joints().map(|&(a, b)| (b, a)));
        search.slots = Slots::new(search.lanes);
        search.renumber();
        search
    }

    /// Sweeps from the first rank and from the last one, and returns an order that has fewer crossings than so many,
    /// or the one that is given.
    fn swept_well(
        &mut self,
        sweeps: usize,
        work: i64,
        mut most: u64,
        mut kept: Vec<Vec<Child>>,
    ) -> Vec<Vec<Child>> {
        let start = self.lanes.children.clone();
        for first in 0..2 {
            self.lanes.children.clone_from(&start);
            self.renumber();
            let crossings = self.swept(first, sweeps, work);
            if crossings < most {
                most = crossings;
                kept.clone_from(&self.lanes.children);
            }
        }
        kept
    }

    /// Sweeps, forward at first or backward, and sifts, and returns the crossings that are left.
    fn swept(&mut self, first: usize, sweeps: usize, work: i64) -> u64 {
        let mut best = self.crossings();
        let mut kept = self.lanes.children.clone();
        for sweep in first..first + sweeps {
            if best == 0 {
                break;
            }
            self.sweep(sweep % 2 == 0);
            let now = self.crossings();
            if now < best {
                best = now;
                kept.clone_from(&self.lanes.children);
            }
        }
        self.lanes.children = kept;
        self.renumber();
        self.sifted(work)
    }

    /// Sifts until nothing gains, and returns the crossings that are left.
    fn sifted(&mut self, mut work: i64) -> u64 {
        let mut best = self.crossings();
        while best > 0 && work > 0 && self.sift(&mut work) {
            best = self.crossings();
        }
        best
    }

    fn renumber(&mut self) {
        let mut next = vec![0; self.lanes.ranks];
        for leaf in self.lanes.leaves() {
            let (first, last) = self.lanes.reach[leaf as usize];
            for rank in first..=last {
                let place = &mut next[rank as usize];
                self.place[self.lanes.slot_at(leaf, rank) as usize] = *place;
                *place += 1;
            }
        }
    }

    fn crossings(&mut self) -> u64 {
        (0..self.lanes.ranks)
            .map(|rank| self.count(rank) + self.blocked(rank))
            .sum()
    }

    /// Counts the crossings between a rank and the next.
    fn count(&mut self, rank: usize) -> u64 {
        let joints = &self.lanes.joints[rank];
        self.scratch.clear();
        self.scratch.extend(
            joints
                .iter()
                .map(|&(a, b)| (self.place[a as usize], self.place[b as usize])),
        );
        self.scratch.sort_unstable();
        inversions(&self.scratch)
    }

    /// Counts what stands between the ends of flat joints.
    fn blocked(&self, rank: usize) -> u64 {
        let flat = &self.lanes.flat[rank];
        if flat.is_empty() {
            return 0;
        }
        flat.iter()
            .map(|&(a, b)| {
                let (a, b) = (self.place[a as usize], self.place[b as usize]);
                u64::from(a.abs_diff(b).saturating_sub(1)) * BLOCKED
            })
            .sum()
    }

    /// Orders the siblings of every group by the barycentres of their joints, rank by rank.
    fn sweep(&mut self, forward: bool) {
        let ranks = self.lanes.ranks;
        let children = self.lanes.parent.len();
        // The sums of the middles of each child in the ranks seen so far.
        let mut sums = vec![(0.0f64, 0u32); children];
        let mut middle = vec![0.0f64; self.lanes.leaf.len()];
        let mut rows = self.lanes.rows();
        // From the outermost level down to each slot of a rank.
        let mut paths: Vec<(f64, Child)> = Vec::new();
        let spread = |row: &[u32], middle: &mut Vec<f64>| {
            // Ranks of different lengths are compared by the places from their middles.
            for (place, &slot) in row.iter().enumerate() {
                middle[slot as usize] = place as f64 - (row.len() as f64 - 1.0) / 2.0;
            }
        };
        for row in &rows {
            spread(row, &mut middle);
        }
        for step in 0..ranks {
            let rank = if forward { step } else { ranks - 1 - step };
            for &slot in &rows[rank] {
                let others = if forward {
                    self.before.of(slot)
                } else {
                    self.after.of(slot)
                };
                let value = if others.is_empty() {
                    middle[slot as usize]
                } else {
                    let sum: f64 = others.iter().map(|&other| middle[other as usize]).sum();
                    sum / others.len() as f64
                };
                let mut child = self.lanes.leaf[slot as usize].0;
                let weight = if others.is_empty() { 1 } else { 4 };
                loop {
                    let sum = &mut sums[child as usize];
                    sum.0 += value * f64::from(weight);
                    sum.1 += weight;
                    let parent = self.lanes.parent[child as usize];
                    if parent == TOP {
                        break;
                    }
                    child = self.lanes.of_group(parent);
                }
            }
            // The row in the order that is known so far places the next one.
            paths.clear();
            let mut keyed: Vec<(Range<usize>, u32)> = rows[rank]
                .iter()
                .map(|&slot| {
                    let start = paths.len();
                    let mut child = self.lanes.leaf[slot as usize].0;
                    loop {
                        let (sum, count) = sums[child as usize];
                        paths.push((sum / f64::from(count.max(1)), child));
                        let parent = self.lanes.parent[child as usize];
                        if parent == TOP {
                            break;
                        }
                        child = self.lanes.of_group(parent);
                    }
                    paths[start..].reverse();
                    (start..paths.len(), slot)
                })
                .collect();
            keyed.sort_by(|a, b| compare(&paths[a.0.clone()], &paths[b.0.clone()]));
            rows[rank] = keyed.into_iter().map(|(_, slot)| slot).collect();
            spread(&rows[rank], &mut middle);
        }
        for list in &mut self.lanes.children {
            list.sort_by(|&a, &b| {
                let key = |child: Child| {
                    let (sum, count) = sums[child as usize];
                    sum / f64::from(count.max(1))
                };
                key(a).total_cmp(&key(b))
            });
        }
        for list in 0..self.lanes.children.len() {
            self.lanes.restore(list);
        }
        self.renumber();
    }
}

fn compare(a: &[(f64, Child)], b: &[(f64, Child)]) -> std::cmp::Ordering {
    for (a, b) in a.iter().zip(b) {
        if a.1 != b.1 {
            return a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
        }
    }
    a.len().cmp(&b.len())
}

/// Counts the pairs that are out of order, by their second values.
fn inversions(pairs: &[(u32, u32)]) -> u64 {
    if pairs.len() < 48 {
        let mut count = 0;
        for (index, &(_, b)) in pairs.iter().enumerate() {
            count += pairs[..index]
                .iter()
                .filter(|&&(_, other)| other > b)
                .count() as u64;
        }
        return count;
    }
    let size = pairs.iter().map(|&(_, b)| b).max().unwrap_or(0) as usize + 1;
    let mut tree = vec![0u32; size + 1];
    let mut count = 0;
    for (seen, &(_, b)) in pairs.iter().enumerate() {
        let mut at = b as usize + 1;
        let mut below = 0;
        while at > 0 {
            below += tree[at];
            at &= at - 1;
        }
        count += (seen as u32 - below) as u64;
        let mut at = b as usize + 1;
        while at <= size {
            tree[at] += 1;
            at += at & at.wrapping_neg();
        }
    }
    count
}
