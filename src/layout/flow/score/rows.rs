//! Which boxes a piece of a route meets.
//!
//! Comes in: places and ranks. Goes out: whether a piece is free. Always holds: only the rows that a piece reaches are looked
//! at, and the answer is that of a look at all boxes.

use super::ways::{Piece, Runs};
use crate::layout::flow::problem::{Link, Places, Span};

/// How far a route keeps from a node that it passes.
const CLEAR: i32 = 6;

/// The nodes of each rank in their order across the flow, with some space around them.
pub(super) struct Rows {
    rows: Vec<Row>,
    boxes: Vec<(Span, u32)>,
}

/// A rank and the lengths along the flow that it takes.
#[derive(Clone, Copy)]
struct Row {
    /// Where it ends among the boxes.
    end: u32,
    reach: (i32, i32),
    /// How far the rows reach on up to this one, and how far back from this one on.
    furthest: (i32, i32),
}

impl Rows {
    pub(super) fn new(places: &Places, ranks: &[i32]) -> Self {
        let count = ranks.iter().max().map_or(0, |&last| last as usize + 1);
        let none = (i32::MAX, i32::MIN);
        let mut rows = vec![
            Row {
                end: 0,
                reach: none,
                furthest: none,
            };
            count
        ];
        for &rank in ranks {
            rows[rank as usize].end += 1;
        }
        // Each row ends where it begins until its boxes are there.
        let mut sum = 0;
        for row in &mut rows {
            sum += std::mem::replace(&mut row.end, sum);
        }
        let wide = |(from, to): (i32, i32)| (from - CLEAR, to + CLEAR);
        let mut boxes = vec![(Span::default(), 0); ranks.len()];
        for ((node, span), &rank) in (0..).zip(&places.nodes).zip(ranks) {
            let (along, across) = (wide(span.along), wide(span.across));
            let row = &mut rows[rank as usize];
            row.reach = (row.reach.0.min(along.0), row.reach.1.max(along.1));
            boxes[row.end as usize] = (Span { along, across }, node);
            row.end += 1;
        }
        let (mut start, mut on) = (0, i32::MIN);
        for row in &mut rows {
            let own = &mut boxes[start..row.end as usize];
            own.sort_unstable_by_key(|&(span, node)| (span.across.0, node));
            start = row.end as usize;
            on = on.max(row.reach.1);
            row.furthest.1 = on;
        }
        let mut back = i32::MAX;
        for row in rows.iter_mut().rev() {
            back = back.min(row.reach.0);
            row.furthest.0 = back;
        }
        Self { rows, boxes }
    }

    /// Returns whether no node but its own stands in the way of a piece.
    pub(super) fn is_free(&self, link: &Link, piece: &Piece) -> bool {
        let (from, to) = (piece.from.min(piece.to), piece.from.max(piece.to));
        let (along, across) = match piece.runs {
            Runs::Along => ((from, to), (piece.at, piece.at)),
            Runs::Across => ((piece.at, piece.at), (from, to)),
        };
        let meets = |a: (i32, i32), b: (i32, i32)| a.0 < b.1 && b.0 < a.1;
        let skipped = self.rows.partition_point(|row| row.furthest.1 <= along.0);
        let mut end = match skipped.checked_sub(1) {
            Some(before) => self.rows[before].end as usize,
            None => 0,
        };
        for row in &self.rows[skipped..] {
            if row.furthest.0 >= along.1 {
                break;
            }
            let start = std::mem::replace(&mut end, row.end as usize);
            if !meets(row.reach, along) {
                continue;
            }
            let row = &self.boxes[start..end];
            let first = row.partition_point(|(span, _)| span.across.1 <= across.0);
            for &(span, node) in &row[first..] {
                if span.across.0 >= across.1 {
                    break;
                }
                if meets(span.along, along) && node != link.source && node != link.target {
                    return false;
                }
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::super::middle;
    use super::super::ways::{Piece, Runs, piece};
    use super::{Link, Rows};
    use crate::layout::flow::improve::realise;
    use crate::layout::flow::problem::{Places, Problem};
    use crate::layout::flow::tests::graphs;
    use proptest::prelude::{prop_assert_eq, proptest};

    /// Whether a piece meets no box but its own ends, looked at one by one.
    fn is_free(places: &Places, link: &Link, piece: &Piece) -> bool {
        let (from, to) = (piece.from.min(piece.to), piece.from.max(piece.to));
        let meets = |own: (i32, i32), other: (i32, i32)| other.0 - 6 < own.1 && own.0 < other.1 + 6;
        let (along, across) = match piece.runs {
            Runs::Along => ((from, to), (piece.at, piece.at)),
            Runs::Across => ((piece.at, piece.at), (from, to)),
        };
        let mut others = (0..).zip(&places.nodes);
        !others.any(|(node, span)| {
            node != link.source
                && node != link.target
                && meets(along, span.along)
                && meets(across, span.across)
        })
    }

    proptest! {
        #[test]
        fn a_piece_is_free_where_no_box_of_any_row_is_in_its_way(graph in graphs()) {
            let problem = Problem::new(&graph);
            let ranks = (0..problem.nodes.len() as i32).map(|node| node * 7 % 4).collect();
            let Some(solution) = realise(&problem, ranks, 1.5) else {
                return Ok(());
            };
            let places = &solution.places;
            let rows = Rows::new(places, &solution.ranks);
            for link in &problem.links {
                let ends = [link.source, link.target].map(|node| places.nodes[node as usize]);
                let [along, across] = [ends.map(|end| middle(end.along)), ends.map(|end| middle(end.across))];
                for piece in [
                    piece(Runs::Along, across[0], along[0], along[1]),
                    piece(Runs::Across, along[1], across[0], across[1]),
                ] {
                    prop_assert_eq!(rows.is_free(link, &piece), is_free(places, link, &piece));
                }
            }
        }
    }
}
