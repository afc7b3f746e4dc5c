//! Finds what a horizontal ray meets first.
//!
//! Comes in: obstacles. Goes out: for each ray the nearest of them. Always holds: the answer costs no more for a long ray than
//! for a short one, since the obstacles at one height are sorted by where they start and end.

use super::space::Way;
use crate::geometry::{Point, Rect};

/// The least height of a slice of the plane.
const LEAST: f64 = 64.0;

/// Obstacles by the slices of the plane that they reach into.
pub(super) struct Rays {
    top: f64,
    height: f64,
    slices: Vec<Slice>,
}

/// The obstacles in one slice, from left to right.
#[derive(Clone, Default)]
struct Slice {
    starts: Vec<(f64, u32)>,
    ends: Vec<(f64, u32)>,
}

impl Rays {
    /// Sorts obstacles.
    pub(super) fn new(obstacles: &[Rect]) -> Self {
        let Some(bounds) = obstacles.iter().copied().reduce(|a, b| a.union(&b)) else {
            return Self {
                top: 0.0,
                height: LEAST,
                slices: vec![Slice::default()],
            };
        };
        let sum: f64 = obstacles.iter().map(|rect| rect.height).sum();
        let count = obstacles.len() as f64;
        // No more slices than obstacles, and none lower than these are on average.
        let height = LEAST.max(sum / count).max(bounds.height / count);
        let slices = (bounds.height / height) as usize + 1;
        let mut rays = Self {
            top: bounds.y,
            height,
            slices: vec![Slice::default(); slices],
        };
        for (index, rect) in (0..).zip(obstacles) {
            let (first, last) = (rays.slice(rect.y), rays.slice(rect.bottom()));
            for slice in &mut rays.slices[first..=last] {
                slice.starts.push((rect.x, index));
                slice.ends.push((rect.right(), index));
            }
        }
        for slice in &mut rays.slices {
            let by_place = |a: &(f64, u32), b: &(f64, u32)| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1));
            slice.starts.sort_unstable_by(by_place);
            slice.ends.sort_unstable_by(by_place);
        }
        rays
    }

    /// Returns where a ray meets the first of the obstacles within `clear` of it, and which one that is.
    pub(super) fn first(
        &self,
        obstacles: &[Rect],
        from: Point,
        clear: f64,
        way: Way,
    ) -> Option<(f64, usize)> {
        let (top, bottom) = (from.y - clear, from.y + clear);
        let beside = |&&(_, index): &&(f64, u32)| {
            let rect = &obstacles[index as usize];
            rect.bottom() > top && rect.y < bottom
        };
        let nearest = |slice: &Slice| match way {
            Way::On => {
                let ahead = slice
                    .starts
                    .partition_point(|&(at, _)| at < from.x - SLIGHT);
                slice.starts[ahead..].iter().find(beside).copied()
            }
            Way::Back => {
                let ahead = slice.ends.partition_point(|&(at, _)| at <= from.x + SLIGHT);
                slice.ends[..ahead].iter().rev().find(beside).copied()
            }
        };
        let slices = &self.slices[self.slice(top)..=self.slice(bottom)];
        let found = slices.iter().filter_map(nearest);
        let distance = |&(at, index): &(f64, u32)| ((at - from.x).abs(), index);
        let nearest = found.min_by(|a, b| {
            let (a, b) = (distance(a), distance(b));
            a.0.total_cmp(&b.0).then(a.1.cmp(&b.1))
        });
        nearest.map(|(at, index)| (at, index as usize))
    }

    fn slice(&self, y: f64) -> usize {
        // A cast from a negative number saturates.
        (((y - self.top) / self.height) as usize).min(self.slices.len() - 1)
    }
}

/// How far an obstacle may reach over the start of a ray.
const SLIGHT: f64 = 0.01;

#[cfg(test)]
mod tests {
    use super::{Rays, SLIGHT};
    use crate::geometry::{Point, Rect};
    use crate::layout::route::space::Way;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn a_ray_meets_what_a_look_at_all_obstacles_finds(
            rects in proptest::collection::vec(any::<(u8, u8, u8, u8)>(), 0..60),
            (x, y, clear) in any::<(u8, u8, u8)>(),
        ) {
            let rect = |(x, y, width, height): (u8, u8, u8, u8)| {
                Rect::new(f64::from(x), 9.0 * f64::from(y), f64::from(width), f64::from(height))
            };
            let rects: Vec<Rect> = rects.into_iter().map(rect).collect();
            let rays = Rays::new(&rects);
            let (from, clear) = (Point::new(f64::from(x), 9.0 * f64::from(y)), f64::from(clear % 16));
            for way in [Way::On, Way::Back] {
                let met = rects.iter().filter(|rect| {
                    rect.bottom() > from.y - clear && rect.y < from.y + clear
                });
                let distance = |rect: &Rect| match way {
                    Way::On => rect.x - from.x,
                    Way::Back => from.x - rect.right(),
                };
                let least = met.map(distance).filter(|&distance| distance >= -SLIGHT).reduce(f64::min);
                let found = rays.first(&rects, from, clear, way);
                prop_assert_eq!(found.map(|(at, _)| (at - from.x).abs()), least);
                if let Some((_, index)) = found {
                    prop_assert_eq!(Some(distance(&rects[index])), least);
                }
            }
        }
    }
}
