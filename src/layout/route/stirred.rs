//! Tells which wires have to be moved again where little has changed since all were.
//!
//! Comes in: wires that have their places, and those among them that lack room or are new. Goes out: the few of one axis that
//! may move, and what holds its place around them. Always holds: whatever a wire may run into is among them.

use super::nudge::Tag;
use super::order::BESIDE;
use super::wires::Wires;
use crate::geometry::Rect;
use crate::layout::buckets::Buckets;

/// How far beside a wire others may have to give way to it.
const GIVES_WAY: f64 = 60.0;
/// How far a wire sees others: beyond where it may be moved.
const SEES: f64 = 150.0;
/// A wire that has moved by less leaves those that it ends at as they are.
const SLIGHT: f64 = 0.5;

/// The wires that have yet to be moved.
#[derive(Default)]
pub(super) struct Stirred {
    wires: Vec<bool>,
}

/// Wires of one axis, in their order.
pub(super) struct Part {
    pub(super) order: Vec<u32>,
    /// Those among all wires that may move.
    pub(super) free: Vec<bool>,
}

impl Stirred {
    pub(super) fn new(wires: &Wires) -> Self {
        Self {
            wires: vec![false; wires.all.len()],
        }
    }

    pub(super) fn add(&mut self, wire: u32) {
        self.wires[wire as usize] = true;
    }

    pub(super) fn is_stirred(&self, wire: u32) -> bool {
        self.wires[wire as usize]
    }

    /// Takes what is to be moved along one axis, with all that stands around it.
    pub(super) fn take(&mut self, wires: &Wires, order: &[u32], tags: &[Tag]) -> Option<Part> {
        let horizontal = wires.all[*order.first()? as usize].horizontal;
        let other = |tag: &&Tag| wires.all[tag.wire as usize].horizontal != horizontal;
        let across = |tag: &Tag| {
            let at = wires.all[tag.wire as usize].at;
            Rect::new(at - tag.half, tag.from, 2.0 * tag.half, tag.to - tag.from)
        };
        let stirred = order.iter().filter(|&&wire| self.wires[wire as usize]);
        let stirred = stirred.map(|&wire| beside(wires, wire, GIVES_WAY));
        let rects: Vec<Rect> = (stirred.chain(tags.iter().filter(other).map(across))).collect();
        if rects.is_empty() {
            return None;
        }
        let near = |rects: Vec<Rect>| {
            let rects = Buckets::new(rects);
            move |wire: u32| rects.any(&beside(wires, wire, 0.0), |_| true)
        };
        let gives_way = near(rects);
        let mut free = vec![false; wires.all.len()];
        for &wire in order {
            free[wire as usize] = gives_way(wire);
            self.wires[wire as usize] = false;
        }
        let moving = order.iter().filter(|&&wire| free[wire as usize]);
        let is_seen = near(moving.map(|&wire| beside(wires, wire, SEES)).collect());
        let order = order.iter().copied().filter(|&wire| is_seen(wire));
        let mut order: Vec<u32> = order.collect();
        // What did not see each other may have passed each other.
        let at = |wire: u32| wires.all[wire as usize].at;
        order.sort_by(|&a, &b| at(a).total_cmp(&at(b)));
        Some(Part { order, free })
    }

    /// Adds what ends at wires that are not where they were.
    pub(super) fn follow(&mut self, wires: &Wires, moved: impl Iterator<Item = (u32, f64)>) {
        for (wire, before) in moved {
            let wire = &wires.all[wire as usize];
            if (wire.at - before).abs() < SLIGHT {
                continue;
            }
            for piece in &wire.pieces {
                let (of, at) = (&wires.of[piece.edge as usize], piece.at as usize);
                for beside in [at.checked_sub(1), Some(at + 1)].into_iter().flatten() {
                    if let Some(&wire) = of.get(beside) {
                        self.add(wire);
                    }
                }
            }
        }
    }
}

/// What lies so near to a wire, in the coordinates along and across it.
fn beside(wires: &Wires, wire: u32, reach: f64) -> Rect {
    let wire = &wires.all[wire as usize];
    Rect::new(
        wire.from - BESIDE,
        wire.at - reach,
        wire.to - wire.from + 2.0 * BESIDE,
        2.0 * reach,
    )
}

#[cfg(test)]
mod tests {
    use super::{Part, Stirred};
    use crate::layout::route::wires::Wires;

    #[test]
    fn what_is_near_gives_way_and_what_is_farther_holds_its_place() {
        let wires = Wires::in_rows(&[0.0, 40.0, 120.0, 400.0]);
        let mut stirred = Stirred::new(&wires);
        assert!(stirred.take(&wires, &[0, 1, 2, 3], &[]).is_none());
        stirred.add(0);
        let part = stirred.take(&wires, &[0, 1, 2, 3], &[]);
        let Part { order, free } = part.expect("one is stirred");
        assert_eq!(order, [0, 1, 2]);
        assert_eq!(free, [true, true, false, false]);
        assert!(stirred.take(&wires, &[0, 1, 2, 3], &[]).is_none());
    }
}
