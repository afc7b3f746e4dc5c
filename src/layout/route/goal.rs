//! What a search is after, and what it costs at least to get there.

use super::mesh::{DOWN, LEFT, RIGHT, UP};
use super::space::Space;
use crate::geometry::{Point, Rect};
use crate::layout::graph::Edge;

/// What a bend costs, in pixels of length.
pub(super) const BEND: f64 = 120.0;

/// Costs are whole numbers of this part of a pixel, so that sums are exact.
pub(super) const SCALE: f64 = 8.0;

#[inline]
pub(super) fn whole(cost: f64) -> u32 {
    (cost * SCALE) as u32
}

/// What a search is after.
pub(super) struct Goal {
    pub(super) source: Rect,
    pub(super) target: Rect,
    pub(super) homes: [u32; 2],
    pub(super) bend: u32,
}

impl Goal {
    pub(super) fn new(edge: &Edge, space: &Space) -> Self {
        Self {
            source: space.rect(edge.source),
            target: space.rect(edge.target),
            homes: [space.home(edge.source), space.home(edge.target)],
            bend: whole(BEND),
        }
    }

    /// Whether a group holds one of the ends.
    pub(super) fn at_home(&self, space: &Space, group: u32) -> bool {
        self.homes.iter().any(|&home| space.holds(group, home))
    }

    /// A lower bound of the cost of a whole way.
    pub(super) fn least(&self) -> u32 {
        let (x, y) = gap(&self.source, &self.target);
        let bend = if x != 0.0 && y != 0.0 { self.bend } else { 0 };
        whole(x.abs() + y.abs()) + bend
    }

    /// The cost of a way that costs so many pixels more than the bound.
    pub(super) fn limit(&self, slack: f64) -> u32 {
        let least = self.least();
        least.saturating_add(least / 16 + whole(slack))
    }

    /// A lower bound of the cost from a point, going along an axis either way: whoever goes the better way need not turn
    /// back.
    pub(super) fn ahead_either(&self, at: Point, axis: usize) -> u32 {
        let (x, y) = self.way(at);
        let across = if axis == 0 { y } else { x };
        let bend = if across == 0.0 { 0 } else { self.bend };
        whole(x.abs() + y.abs()) + bend
    }

    /// A lower bound of the cost from a point, going in a direction.
    pub(super) fn ahead(&self, at: Point, heading: usize) -> u32 {
        let (x, y) = self.way(at);
        let (along, across) = match heading {
            RIGHT => (x, y),
            LEFT => (-x, y),
            DOWN => (y, x),
            UP => (-y, x),
            _ => unreachable!("four directions"),
        };
        let bends = if along < 0.0 {
            2
        } else {
            u32::from(across != 0.0)
        };
        whole(x.abs() + y.abs()) + bends * self.bend
    }

    /// What is ahead of the points on a line.
    #[inline]
    pub(super) fn line(&self, at: Point, heading: usize) -> Line {
        let (x, y) = self.way(at);
        let target = &self.target;
        let (across, low, high) = match heading % 2 {
            RIGHT => (y, target.x, target.right()),
            _ => (x, target.y, target.bottom()),
        };
        Line {
            low,
            high,
            across: across.abs(),
            bend: self.bend,
            heading,
        }
    }

    /// How far it is from a point to the target, to the right and down.
    fn way(&self, at: Point) -> (f64, f64) {
        let rect = &self.target;
        (
            (rect.x - at.x).max(0.0) - (at.x - rect.right()).max(0.0),
            (rect.y - at.y).max(0.0) - (at.y - rect.bottom()).max(0.0),
        )
    }
}

/// What is ahead of the points on a line, in one direction.
pub(super) struct Line {
    /// The target's extent along the line, and how far it is across it.
    low: f64,
    high: f64,
    across: f64,
    bend: u32,
    heading: usize,
}

impl Line {
    #[inline]
    /// Lower bounds of the cost from a point of the line: going on, and turning off either way.
    pub(super) fn ahead(&self, at: Point) -> (u32, u32) {
        let at = if self.heading % 2 == RIGHT {
            at.x
        } else {
            at.y
        };
        let along = (self.low - at).max(0.0) - (at - self.high).max(0.0);
        let length = whole(along.abs() + self.across);
        let is_behind = match self.heading {
            RIGHT | DOWN => along < 0.0,
            _ => along > 0.0,
        };
        let bends = match is_behind {
            true => 2,
            false => u32::from(self.across != 0.0),
        };
        let off = if along == 0.0 { 0 } else { self.bend };
        (length + bends * self.bend, length + off)
    }
}

/// The signed gaps between two boxes, zero where they face each other.
pub(super) fn gap(a: &Rect, b: &Rect) -> (f64, f64) {
    (
        (b.x - a.right()).max(0.0) - (a.x - b.right()).max(0.0),
        (b.y - a.bottom()).max(0.0) - (a.y - b.bottom()).max(0.0),
    )
}

#[cfg(test)]
mod tests {
    use super::Goal;
    use crate::geometry::{Point, Rect};

    #[test]
    fn either_way_along_an_axis_costs_what_the_better_one_does() {
        let target = Rect::new(100.0, 200.0, 40.0, 60.0);
        let goal = Goal {
            source: target,
            target,
            homes: [0, 0],
            bend: 960,
        };
        for x in [0.0, 100.0, 120.0, 140.0, 180.0] {
            for y in [0.0, 200.0, 230.0, 260.0, 300.0] {
                for heading in 0..4 {
                    let at = Point::new(x, y);
                    let ahead = goal.line(at, heading).ahead(at);
                    let turned = goal.ahead_either(at, 1 - heading % 2);
                    assert_eq!(ahead, (goal.ahead(at, heading), turned), "{at:?} {heading}");
                }
                for axis in [0, 1] {
                    let at = Point::new(x, y);
                    let ways = [goal.ahead(at, axis), goal.ahead(at, axis + 2)];
                    let least = ways.into_iter().min();
                    assert_eq!(Some(goal.ahead_either(at, axis)), least, "{at:?} {axis}");
                }
            }
        }
    }
}
