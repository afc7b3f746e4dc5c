//! Packs boxes into a sheet of about the wanted shape.
//!
//! Each box goes to the lowest place on the skyline of those before it (Burke, Kendall, Whitwell, "A new placement
//! heuristic for the orthogonal stock-cutting problem", 2004, but in the order of the input). Comes in: sizes. Goes out:
//! rectangles. Always holds: no two of them are closer than the gap; the first is at the origin.

use crate::geometry::{Rect, Size};
use crate::layout::Options;

/// Up to so many widths of the sheet are tried.
const WIDTHS: usize = 24;

/// What an excess of one pixel over the width costs, in square pixels.
const PER_EXCESS: f64 = 1e6;

/// Tells what a sheet costs: its area, a shape that is not wanted, and being too wide.
pub(super) fn cost(width: f64, height: f64, options: &Options) -> f64 {
    let (width, height) = (width.max(1.0), height.max(1.0));
    let shape = width / height / options.aspect.max(0.01);
    let excess = options
        .max_width
        .map_or(0.0, |most| (width - most).max(0.0));
    width * height * shape.max(1.0 / shape).sqrt() + excess * PER_EXCESS
}

/// Packs boxes within a width where there is one, toward a ratio of width to height.
pub(super) fn pack(sizes: &[Size], options: &Options) -> Vec<Rect> {
    let gap = options.node_gap;
    let widest = sizes.iter().map(|size| size.width).fold(0.0, f64::max);
    let mut widths = vec![widest];
    let mut sum = 0.0;
    for size in sizes {
        sum += size.width + gap;
        widths.push((sum - gap).max(widest));
    }
    // The width of a square of the same area is among those that are tried.
    let area: f64 = sizes
        .iter()
        .map(|size| (size.width + gap) * (size.height + gap))
        .sum();
    widths.sort_by_key(|width| {
        (
            (width - (area * options.aspect.max(0.01)).sqrt()).abs() as i64,
            *width as i64,
        )
    });
    widths.truncate(WIDTHS);
    let cost = |rects: &[Rect]| {
        let bounds = rects.iter().copied().reduce(|all, one| all.union(&one));
        let Rect { width, height, .. } = bounds.unwrap_or_default();
        cost(width, height, options)
    };
    let tried = widths.into_iter().map(|width| {
        let rects = onto_skyline(sizes, gap, width);
        (cost(&rects), rects)
    });
    let best = tried.min_by(|(a, _), (b, _)| a.total_cmp(b));
    best.map(|(_, rects)| rects).unwrap_or_default()
}

fn onto_skyline(sizes: &[Size], gap: f64, width: f64) -> Vec<Rect> {
    // Steps of the skyline: where each begins, and how far down it is taken.
    let mut sky: Vec<(f64, f64)> = vec![(0.0, 0.0)];
    let mut rects = Vec::with_capacity(sizes.len());
    for size in sizes {
        let mut best: Option<(f64, f64)> = None;
        for (index, &(x, _)) in sky.iter().enumerate() {
            if x > 0.0 && x + size.width > width + 0.01 {
                break;
            }
            let under = sky[index..]
                .iter()
                .take_while(|step| step.0 < x + size.width + gap);
            let y = under.map(|step| step.1).fold(0.0, f64::max);
            if best.is_none_or(|(_, least)| y < least) {
                best = Some((x, y));
            }
        }
        let (x, y) = best.unwrap_or_default();
        rects.push(Rect::new(x, y, size.width, size.height));
        let (end, bottom) = (x + size.width + gap, y + size.height + gap);
        let after = sky
            .iter()
            .rev()
            .find(|step| step.0 <= end)
            .map_or(0.0, |step| step.1);
        let kept = sky
            .iter()
            .copied()
            .filter(|step| step.0 < x || step.0 > end);
        let mut next: Vec<(f64, f64)> = kept.collect();
        next.push((x, bottom));
        next.push((end, after));
        next.sort_by(|a, b| a.0.total_cmp(&b.0));
        sky = next;
    }
    rects
}

#[cfg(test)]
mod tests {
    use crate::geometry::{Rect, Size};
    use crate::layout::Options;
    use proptest::prelude::{prop_assert, proptest};

    fn pack(sizes: &[Size], node_gap: f64, max_width: Option<f64>, aspect: f64) -> Vec<Rect> {
        let options = Options {
            node_gap,
            max_width,
            aspect,
            ..Options::default()
        };
        super::pack(sizes, &options)
    }

    #[test]
    fn equal_boxes_stand_in_rows() {
        let places: Vec<(f64, f64)> = pack(&[Size::new(40.0, 40.0); 5], 10.0, None, 1.5)
            .iter()
            .map(|rect| (rect.x, rect.y))
            .collect();
        let rows = [
            (0.0, 0.0),
            (50.0, 0.0),
            (100.0, 0.0),
            (0.0, 50.0),
            (50.0, 50.0),
        ];
        assert_eq!(places, rows);
    }

    #[test]
    fn small_ones_fill_the_room_beside_a_large_one() {
        let sizes = [
            Size::new(200.0, 100.0),
            Size::new(40.0, 40.0),
            Size::new(40.0, 40.0),
        ];
        let places: Vec<(f64, f64)> = pack(&sizes, 20.0, None, 2.0)
            .iter()
            .map(|rect| (rect.x, rect.y))
            .collect();
        assert_eq!(places, [(0.0, 0.0), (220.0, 0.0), (220.0, 60.0)]);
    }

    #[test]
    fn a_sheet_keeps_to_its_width() {
        let rects = pack(&[Size::new(40.0, 40.0); 6], 10.0, Some(95.0), 4.0);
        assert!(rects.iter().all(|rect| rect.right() <= 95.0), "{rects:?}");
    }

    proptest! {
        #[test]
        fn boxes_keep_their_distance(sizes in proptest::collection::vec((0..200u16, 0..200u16), 0..30)) {
            let sizes: Vec<Size> = sizes
                .iter()
                .map(|&(width, height)| Size::new(f64::from(width), f64::from(height)))
                .collect();
            let rects = pack(&sizes, 10.0, None, 1.4);
            for (index, rect) in rects.iter().enumerate() {
                for other in &rects[index + 1..] {
                    let apart = rect.right() + 10.0 <= other.x
                        || other.right() + 10.0 <= rect.x
                        || rect.bottom() + 10.0 <= other.y
                        || other.bottom() + 10.0 <= rect.y;
                    prop_assert!(apart, "{rect:?} {other:?}");
                }
            }
        }
    }
}
