//! Places labels on and beside their own routes.
//!
//! Comes in: routes and what stands around them. Goes out: a place for each label, or none where none is free. Always
//! holds: a placed label is clear of nodes, titles, other labels and the routes of other edges, and near its own route.
//!
//! Candidates on own segments and their conflicts after Kakoulis and Tollis, "Labeling Algorithms" (2016); where a label
//! finds no free place, another moves out of its way.

mod spots;
mod table;
#[cfg(test)]
mod tests;

use super::bundle;
use super::loops::Loop;
use super::space::Space;
use crate::geometry::{Point, Polyline, Rect, Size};
use crate::layout::graph::Graph;
use spots::{Around, BESIDE, Spot, Where, cheapest, on_borders, place, spots};
use table::{Care, OfEdge, Table};

/// How far a label keeps from all but its own route.
const CLEAR: f64 = 2.0;

/// Finds the segment on which a label would do best if other routes made room, and its middle there.
///
/// Nodes and titles stay where they are, and a segment that other edges share is no place for a label.
pub(super) fn wish(
    space: &Space,
    line: &Polyline,
    size: Size,
    own: impl Fn(usize) -> bool,
) -> Option<(usize, Point)> {
    /// All that stays where it is, for a segment that is the edge's own.
    struct Standing<'s, F>(&'s Space, F);

    impl<F: Fn(usize) -> bool> Around for Standing<'_, F> {
        fn takes(&self, spot: &Spot) -> bool {
            self.1(spot.segment) && self.0.is_free(&spot.rect.inflate(CLEAR))
        }

        fn borders(&self, spot: &Spot) -> f64 {
            on_borders(self.0, &spot.rect)
        }

        fn bearable(&self) -> f64 {
            f64::INFINITY
        }

        fn harm(&self, _: &Spot) -> f64 {
            0.0
        }
    }

    cheapest(&spots(line, size, Where::On), &Standing(space, own))
        .map(|spot| (spot.segment, spot.rect.center()))
}

/// The labels that still lie on or close beside their own lines.
pub(super) fn kept(lines: &[Polyline], labels: &[Option<Rect>]) -> Vec<(usize, Rect)> {
    let at_line = |&(edge, rect): &(usize, Rect)| {
        let near = rect.inflate(BESIDE + 0.5);
        lines[edge].segments().any(|(a, b)| {
            let (left, right) = (a.x.min(b.x), a.x.max(b.x));
            let (top, bottom) = (a.y.min(b.y), a.y.max(b.y));
            left <= near.right() && near.x <= right && top <= near.bottom() && near.y <= bottom
        })
    };
    let placed = labels.iter().enumerate();
    placed
        .filter_map(|(edge, label)| Some((edge, (*label)?)))
        .filter(at_line)
        .collect()
}

/// Places all labels; those of self loops have their place, and those of which a place is wished take it, if it is free.
pub(super) fn labels(
    graph: &Graph,
    space: &Space,
    lines: &[Polyline],
    loops: &[Loop],
    wished: &[(usize, Rect)],
) -> Vec<Option<Rect>> {
    let leaders = bundle::leaders(graph);
    let mut table = Table::new(graph, space, lines);
    let mut places: Vec<Option<Rect>> = vec![None; lines.len()];
    // Labels with little room to choose from come first.
    let mut order: Vec<(i64, usize, Size)> = graph
        .edges
        .iter()
        .enumerate()
        .filter(|&(edge, _)| leaders[edge] as usize == edge)
        .filter_map(|(edge, of)| {
            let size = of.label?.size;
            let slack = lines[edge]
                .segments()
                .map(|(a, b)| ((b.x - a.x).abs() - size.width).max((b.y - a.y).abs() - size.height))
                .fold(f64::NEG_INFINITY, f64::max);
            Some((slack as i64, edge, size))
        })
        .collect();
    order.sort_unstable_by_key(|&(slack, edge, _)| (slack, edge));
    for around in loops {
        if let Some(rect) = around.label {
            table.put(around.edge, rect);
            places[around.edge] = Some(rect);
        }
    }
    for &(edge, rect) in wished {
        if places[edge].is_none() && table.takes(&rect, edge) {
            table.put(edge, rect);
            places[edge] = Some(rect);
        }
    }
    for &(_, edge, size) in &order {
        if places[edge].is_some() {
            continue;
        }
        let around = OfEdge {
            table: &table,
            edge,
            care: Care::Free,
        };
        if let Some(spot) = place(&lines[edge], size, &around) {
            table.put(edge, spot.rect);
            places[edge] = Some(spot.rect);
            continue;
        }
        // One other label in the way may have somewhere else to go.
        let mut spots = spots(&lines[edge], size, Where::OnAndBeside);
        for spot in &mut spots {
            spot.cost += around.borders(spot) + around.harm(spot);
        }
        spots.sort_by(|a, b| a.cost.total_cmp(&b.cost));
        for spot in &spots {
            if !table.free(&spot.rect, edge) {
                continue;
            }
            let [other] = table.others(&spot.rect)[..] else {
                continue;
            };
            if loops.iter().any(|around| around.edge == other) {
                continue;
            }
            let Some(label) = graph.edges[other].label else {
                continue;
            };
            let old = table.take(other);
            table.put(edge, spot.rect);
            let around = OfEdge {
                table: &table,
                edge: other,
                care: Care::Free,
            };
            if let Some(new) = place(&lines[other], label.size, &around) {
                table.put(other, new.rect);
                places[other] = Some(new.rect);
                places[edge] = Some(spot.rect);
                break;
            }
            table.take(edge);
            if let Some(old) = old {
                table.put(other, old);
            }
        }
    }
    places
}

/// Moves labels away from what they hide or crowd, those that can: signs on cards, heads of arrows, bridges.
pub(super) fn polish(
    graph: &Graph,
    space: &Space,
    lines: &[Polyline],
    loops: &[Loop],
    labels: &mut [Option<Rect>],
) {
    let mut table = Table::new(graph, space, lines);
    for (edge, label) in labels.iter().enumerate() {
        if let Some(rect) = label {
            table.put(edge, *rect);
        }
    }
    for (edge, label) in labels.iter_mut().enumerate() {
        let around_itself = loops.iter().any(|around| around.edge == edge);
        let Some(old) = label.filter(|_| !around_itself) else {
            continue;
        };
        let line = &lines[edge];
        let segment = segment_at(line, &old);
        let harm = table.harm(&old, segment, edge);
        if harm == 0.0 {
            continue;
        }
        table.take(edge);
        let around = OfEdge {
            table: &table,
            edge,
            care: Care::Harmless,
        };
        let size = Size::new(old.width, old.height);
        let found = place(line, size, &around).filter(|spot| spot.harm < harm);
        let rect = found.map_or(old, |spot| spot.rect);
        table.put(edge, rect);
        *label = Some(rect);
    }
}

/// The segment of a line that a label stands at.
fn segment_at(line: &Polyline, label: &Rect) -> usize {
    let distance = |(a, b): (Point, Point)| {
        let middle = label.center();
        let near = Point::new(
            middle.x.clamp(a.x.min(b.x), a.x.max(b.x)),
            middle.y.clamp(a.y.min(b.y), a.y.max(b.y)),
        );
        (near.x - middle.x).abs() + (near.y - middle.y).abs()
    };
    let segments = line.segments().map(distance).enumerate();
    segments
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map_or(0, |(segment, _)| segment)
}
