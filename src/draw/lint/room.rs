//! Is the canvas used?

use super::{Lint, warning};
use crate::geometry::{Rect, Size};
use crate::layout::Layout;

/// The share of the canvas that may lie empty in one piece.
const EMPTY: f64 = 0.20;
/// The cells on each side with which the canvas is looked at.
const CELLS: usize = 128;

pub(super) fn empty(layout: &Layout, canvas: Size) -> Vec<Lint> {
    let share = largest(layout.size, &layout.nodes) / (canvas.width * canvas.height).max(1.0);
    if share > EMPTY {
        let percent = share * 100.0;
        return vec![warning(
            "empty",
            format!(
                "{percent:.0} % of the picture lie empty in one piece; name another direction or arrangement in the view"
            ),
        )];
    }
    Vec::new()
}

/// Returns the area of the largest rectangle that no node reaches into, seen through a grid.
fn largest(size: Size, nodes: &[Rect]) -> f64 {
    if nodes.is_empty() || size.width <= 0.0 || size.height <= 0.0 {
        return 0.0;
    }
    let (wide, high) = (size.width / CELLS as f64, size.height / CELLS as f64);
    let mut taken = vec![false; CELLS * CELLS];
    for node in nodes {
        let columns = cells(node.x, node.right(), wide);
        for row in cells(node.y, node.bottom(), high) {
            taken[row * CELLS..][columns.clone()].fill(true);
        }
    }
    let mut free_above = [0_usize; CELLS];
    let mut best = 0;
    for row in taken.chunks(CELLS) {
        for (free, taken) in free_above.iter_mut().zip(row) {
            *free = if *taken { 0 } else { *free + 1 };
        }
        best = best.max(under(&free_above));
    }
    best as f64 * wide * high
}

/// The cells that a stretch reaches into.
fn cells(from: f64, to: f64, cell: f64) -> std::ops::Range<usize> {
    let at = |place: f64| (place / cell).max(0.0) as usize;
    at(from).min(CELLS)..(at(to) + 1).min(CELLS)
}

/// Returns the area of the largest rectangle under a row of columns, which a stack of rising columns finds.
fn under(heights: &[usize]) -> usize {
    let mut rising: Vec<usize> = Vec::new();
    let mut best = 0;
    for at in 0..=heights.len() {
        let height = heights.get(at).copied().unwrap_or(0);
        while let Some(&last) = rising.last().filter(|last| heights[**last] >= height) {
            rising.pop();
            let start = rising.last().map_or(0, |before| before + 1);
            best = best.max(heights[last] * (at - start));
        }
        rising.push(at);
    }
    best
}

#[cfg(test)]
mod tests {
    use super::{CELLS, empty, largest, under};
    use crate::geometry::{Rect, Size};
    use crate::layout::Layout;

    #[test]
    fn finds_the_largest_rectangle_under_columns() {
        assert_eq!(under(&[2, 1, 5, 6, 2, 3]), 10);
        assert_eq!(under(&[4, 4, 4]), 12);
        assert_eq!(under(&[0, 0]), 0);
    }

    #[test]
    fn sees_what_nodes_leave_free() {
        let side = CELLS as f64;
        let found = largest(
            Size::new(side, side),
            &[Rect::new(0.0, 0.0, side - 0.5, 9.5)],
        );
        assert_eq!(found, side * (side - 10.0));
    }

    #[test]
    fn a_half_empty_picture_is_told() {
        let layout = |nodes: Vec<Rect>| Layout {
            size: Size::new(400.0, 400.0),
            nodes,
            ..Layout::default()
        };
        let canvas = Size::new(448.0, 500.0);
        let corner = layout(vec![Rect::new(0.0, 0.0, 164.0, 56.0)]);
        let told = empty(&corner, canvas);
        assert_eq!(told.len(), 1);
        assert!(
            told[0].message.starts_with("61 % of the picture lie empty"),
            "{}",
            told[0].message
        );
        let spread = (0..16).map(|at| {
            Rect::new(
                f64::from(at % 4) * 100.0,
                f64::from(at / 4) * 100.0,
                60.0,
                60.0,
            )
        });
        assert_eq!(empty(&layout(spread.collect()), canvas), []);
    }
}
