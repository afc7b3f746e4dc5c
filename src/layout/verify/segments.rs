//! The straight parts of all routes, found by place.

use crate::geometry::{Point, Rect};
use crate::layout::buckets::Buckets;
use crate::layout::output::Layout;

pub(super) struct Segment {
    pub(super) edge: usize,
    /// Its place in the route: from the point with this index to the next.
    pub(super) at: usize,
    pub(super) from: Point,
    pub(super) to: Point,
}

impl Segment {
    pub(super) fn horizontal(&self) -> bool {
        (self.from.y - self.to.y).abs() < 0.5
    }

    pub(super) fn low(&self, horizontal: bool) -> f64 {
        if horizontal {
            self.from.x.min(self.to.x)
        } else {
            self.from.y.min(self.to.y)
        }
    }

    pub(super) fn high(&self, horizontal: bool) -> f64 {
        if horizontal {
            self.from.x.max(self.to.x)
        } else {
            self.from.y.max(self.to.y)
        }
    }

    pub(super) fn rect(&self) -> Rect {
        Rect::new(
            self.low(true),
            self.low(false),
            self.high(true) - self.low(true),
            self.high(false) - self.low(false),
        )
    }
}

pub(super) struct Segments {
    pub(super) all: Vec<Segment>,
    pub(super) index: Buckets,
}

impl Segments {
    /// Lists the segments of some edges.
    pub(super) fn new(layout: &Layout, of: impl Fn(usize) -> bool) -> Self {
        let mut all = Vec::new();
        let edges = layout.edges.iter().enumerate();
        for (edge, route) in edges.filter(|&(edge, _)| of(edge)) {
            for (at, (from, to)) in route.line.segments().enumerate() {
                all.push(Segment { edge, at, from, to });
            }
        }
        let index = Buckets::new(all.iter().map(Segment::rect).collect());
        Self { all, index }
    }
}
