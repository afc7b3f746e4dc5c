//! Where nodes, groups and bands stand, before edges are routed.
//!
//! Every stage that places things gives a [`Placement`]; the router takes one and may widen it. Always holds: nothing
//! here looks at edges.

use super::{Graph, GroupId, Parent};
use crate::geometry::Rect;

/// The places of nodes, groups and bands, in columns parallel to the graph's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placement {
    pub nodes: Vec<Rect>,
    pub groups: Vec<Rect>,
    /// The boxes of each band: several where groups cut across it, none where it is not drawn.
    pub bands: Vec<Vec<Rect>>,
    /// The indices of the wishes that could not be met.
    pub unmet: Vec<usize>,
}

/// A direction of the plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    X,
    Y,
}

impl Placement {
    /// Returns the smallest rectangle that holds everything, empty where there is nothing.
    pub fn bounds(&self) -> Rect {
        let bands = self.bands.iter().flatten();
        self.nodes
            .iter()
            .chain(&self.groups)
            .chain(bands)
            .copied()
            .reduce(|all, one| all.union(&one))
            .unwrap_or_default()
    }

    /// Moves everything.
    pub fn shift(&mut self, x: f64, y: f64) {
        for rect in self.rects() {
            rect.x += x;
            rect.y += y;
        }
    }

    /// Inserts a strip of space at a coordinate: boxes that span it stretch, what lies beyond it moves on.
    pub fn widen(&mut self, axis: Axis, at: f64, by: f64) {
        self.stretch(axis, |place| if place >= at { place + by } else { place });
    }

    /// Moves all coordinates along an axis, none of them past another.
    ///
    /// A node keeps its size and goes where its middle is, so that nodes with one middle keep it.
    pub fn stretch(&mut self, axis: Axis, moved: impl Fn(f64) -> f64) {
        for node in &mut self.nodes {
            let (start, length) = axis.extent(node);
            let middle = *start + *length / 2.0;
            *start += moved(middle) - middle;
        }
        let bands = self.bands.iter_mut().flatten();
        for group in self.groups.iter_mut().chain(bands) {
            let (start, length) = axis.extent(group);
            let end = moved(*start + *length);
            *start = moved(*start);
            *length = end - *start;
        }
    }

    /// Fits every group around what it holds, with its padding and the room for its title.
    pub fn fit_groups(&mut self, graph: &Graph) {
        let mut inner: Vec<Option<Rect>> = vec![None; graph.groups.len()];
        for (node, rect) in graph.nodes.iter().zip(&self.nodes) {
            grow(&mut inner, node.parent, rect);
        }
        self.groups.resize(graph.groups.len(), Rect::default());
        // Parents come before their children, so the last groups are done first.
        for (index, group) in graph.groups.iter().enumerate().rev() {
            let pad = group.padding;
            let head = group.title.height;
            let at = self.groups[index];
            let hold = inner[index].unwrap_or(Rect::new(at.x + pad, at.y + pad + head, 0.0, 0.0));
            let width = hold.width.max(group.title.width) + 2.0 * pad;
            let rect = Rect::new(
                hold.x - pad,
                hold.y - pad - head,
                width,
                hold.height + head + 2.0 * pad,
            );
            self.groups[index] = rect;
            grow(&mut inner, group.parent, &rect);
        }
    }

    fn rects(&mut self) -> impl Iterator<Item = &mut Rect> {
        self.nodes
            .iter_mut()
            .chain(&mut self.groups)
            .chain(self.bands.iter_mut().flatten())
    }
}

impl Axis {
    /// Returns the start and the length of a rectangle along this axis.
    pub fn extent(self, rect: &mut Rect) -> (&mut f64, &mut f64) {
        match self {
            Self::X => (&mut rect.x, &mut rect.width),
            Self::Y => (&mut rect.y, &mut rect.height),
        }
    }
}

fn grow(inner: &mut [Option<Rect>], parent: Parent, rect: &Rect) {
    if let Some(GroupId(parent)) = parent {
        let hold = &mut inner[parent as usize];
        *hold = Some(hold.map_or(*rect, |all| all.union(rect)));
    }
}

#[cfg(test)]
mod tests {
    use super::{Axis, Placement};
    use crate::geometry::Rect;
    use crate::layout::{Graph, Group, GroupId, Node};

    fn sample() -> (Graph, Placement) {
        let group = |parent| Group {
            parent,
            title: crate::geometry::Size::new(30.0, 20.0),
            padding: 10.0,
            direction: None,
        };
        let node = |parent| Node {
            size: crate::geometry::Size::new(40.0, 40.0),
            parent,
            band: None,
            pin: None,
            signs: crate::geometry::Size::default(),
        };
        let graph = Graph {
            groups: vec![group(None), group(Some(GroupId(0)))],
            nodes: vec![node(Some(GroupId(0))), node(Some(GroupId(1)))],
            ..Graph::default()
        };
        let mut placement = Placement {
            nodes: vec![
                Rect::new(0.0, 0.0, 40.0, 40.0),
                Rect::new(100.0, 0.0, 40.0, 40.0),
            ],
            ..Placement::default()
        };
        placement.fit_groups(&graph);
        (graph, placement)
    }

    #[test]
    fn groups_hold_their_members_and_titles() {
        let (_, placement) = sample();
        assert_eq!(placement.groups[1], Rect::new(90.0, -30.0, 60.0, 80.0));
        assert_eq!(placement.groups[0], Rect::new(-10.0, -60.0, 170.0, 120.0));
    }

    #[test]
    fn widening_stretches_what_spans_and_moves_what_lies_beyond() {
        let (_, mut placement) = sample();
        placement.widen(Axis::X, 70.0, 25.0);
        assert_eq!(placement.nodes[0].x, 0.0);
        assert_eq!(placement.nodes[1].x, 125.0);
        assert_eq!(placement.groups[0].width, 195.0);
        assert_eq!(placement.groups[1].x, 115.0);
    }
}
