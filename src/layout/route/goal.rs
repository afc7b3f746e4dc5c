//! What a search is after, and what it costs at least to get there.

use super::mesh::{DOWN, LEFT, RIGHT, UP};
use super::space::Space;
use crate::geometry::{Point, Rect};
use crate::layout::graph::Edge;

/// What a bend costs, in pixels of length.
pub(super) const BEND: f64 = 120.0;

/// Costs are whole numbers of this part of a pixel, so that sums are exact.
pub(super) const SCALE: f64 = 8.0;

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

    /// A lower bound of the cost from a point, going along an axis either way.
    pub(super) fn ahead_either(&self, at: Point, axis: usize) -> u32 {
        self.ahead(at, axis).min(self.ahead(at, axis + 2))
    }

    /// A lower bound of the cost from a point, going in a direction.
    pub(super) fn ahead(&self, at: Point, heading: usize) -> u32 {
        let rect = &self.target;
        let x = (rect.x - at.x).max(0.0) - (at.x - rect.right()).max(0.0);
        let y = (rect.y - at.y).max(0.0) - (at.y - rect.bottom()).max(0.0);
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
}

/// The signed gaps between two boxes, zero where they face each other.
pub(super) fn gap(a: &Rect, b: &Rect) -> (f64, f64) {
    (
        (b.x - a.right()).max(0.0) - (a.x - b.right()).max(0.0),
        (b.y - a.bottom()).max(0.0) - (a.y - b.bottom()).max(0.0),
    )
}
