//! Placement by the layout-rs package, for flat graphs that people want drawn as Graphviz would.
//!
//! Comes in: a graph without groups, of up to [`LIMIT`] nodes. Goes out: a placement. The package panics on graphs without
//! nodes and on sizes that are no positive numbers, and takes too long on large graphs; such graphs are refused.

use super::graph::{Direction, End, Graph};
use super::placement::Placement;
use crate::geometry::Rect;
use ::layout::core::base::Orientation;
use ::layout::core::format::{ClipHandle, RenderBackend};
use ::layout::core::geometry::Point;
use ::layout::core::style::StyleAttr;
use ::layout::std_shapes::shapes::{Arrow, Element, ShapeKind};
use ::layout::topo::layout::VisualGraph;

/// The most nodes that the package lays out in good time.
const LIMIT: usize = 300;

/// Places the nodes; none where the graph is not one for this engine.
pub(super) fn place(graph: &Graph) -> Option<Placement> {
    let sound = |length: f64| length.is_finite() && length > 0.0;
    let sizes_are_sound = graph
        .nodes
        .iter()
        .all(|node| sound(node.size.width) && sound(node.size.height));
    let fits = (1..=LIMIT).contains(&graph.nodes.len()) && graph.groups.is_empty();
    if !fits || !sizes_are_sound {
        return None;
    }
    let orientation = match graph.options.direction {
        Direction::Right => Orientation::LeftToRight,
        Direction::Down => Orientation::TopToBottom,
    };
    let mut drawing = VisualGraph::new(orientation);
    // The gaps are part of the sizes, since the package has its own and no option for them.
    let gap = graph.options.node_gap.max(graph.options.rank_gap);
    let handles: Vec<_> = graph
        .nodes
        .iter()
        .map(|node| {
            let size = Point::new(node.size.width + gap, node.size.height + gap);
            let shape = ShapeKind::new_box("");
            drawing.add_node(Element::create(
                shape,
                StyleAttr::simple(),
                orientation,
                size,
            ))
        })
        .collect();
    for edge in &graph.edges {
        if let (End::Node(from), End::Node(to)) = (edge.source, edge.target)
            && from != to
        {
            let (from, to) = (handles[from.0 as usize], handles[to.0 as usize]);
            drawing.add_edge(Arrow::simple(""), from, to);
        }
    }
    drawing.do_it(false, false, false, &mut Nowhere);
    let nodes = graph
        .nodes
        .iter()
        .zip(&handles)
        .map(|(node, handle)| {
            let (start, end) = drawing.pos(*handle).bbox(false);
            Rect::new(
                ((start.x + end.x - node.size.width) / 2.0).round(),
                ((start.y + end.y - node.size.height) / 2.0).round(),
                node.size.width,
                node.size.height,
            )
        })
        .collect();
    let mut placement = Placement {
        nodes,
        ..Placement::default()
    };
    let bounds = placement.bounds();
    placement.shift(-bounds.x, -bounds.y);
    Some(placement)
}

/// The package draws when it lays out; only its places are wanted.
struct Nowhere;

impl RenderBackend for Nowhere {
    fn draw_rect(
        &mut self,
        _: Point,
        _: Point,
        _: &StyleAttr,
        _: Option<String>,
        _: Option<ClipHandle>,
    ) {
    }
    fn draw_line(&mut self, _: Point, _: Point, _: &StyleAttr, _: Option<String>) {}
    fn draw_circle(&mut self, _: Point, _: Point, _: &StyleAttr, _: Option<String>) {}
    fn draw_text(&mut self, _: Point, _: &str, _: &StyleAttr) {}
    fn draw_arrow(
        &mut self,
        _: &[(Point, Point)],
        _: bool,
        _: (bool, bool),
        _: &StyleAttr,
        _: Option<String>,
        _: &str,
    ) {
    }
    fn create_clip(&mut self, _: Point, _: Point, _: usize) -> ClipHandle {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::place;
    use crate::geometry::Size;
    use crate::layout::{Edge, End, Engine, Graph, Node, NodeId, Options, layout, verify};

    fn chain(count: u32, width: f64) -> Graph {
        let node = |_| Node {
            size: Size::new(width, 56.0),
            parent: None,
            band: None,
            pin: None,
            signs: Size::default(),
        };
        let edge = |at| Edge {
            source: End::Node(NodeId(at)),
            target: End::Node(NodeId(at + 1)),
            label: None,
            class: 0,
            weight: 1.0,
        };
        Graph {
            options: Options {
                engine: Engine::Simple,
                ..Options::default()
            },
            nodes: (0..count).map(node).collect(),
            edges: (0..count.saturating_sub(1)).map(edge).collect(),
            ..Graph::default()
        }
    }

    #[test]
    fn a_chain_runs_to_the_right() {
        let graph = chain(4, 160.0);
        let drawn = layout(&graph);
        assert_eq!(verify(&graph, &drawn), vec![]);
        assert!(
            drawn
                .nodes
                .windows(2)
                .all(|pair| pair[0].right() < pair[1].x)
        );
    }

    #[test]
    fn what_the_package_cannot_draw_is_left_to_the_other_engine() {
        for graph in [
            chain(0, 160.0),
            chain(2, f64::NAN),
            chain(2, 0.0),
            chain(301, 160.0),
        ] {
            assert!(place(&graph).is_none());
        }
        assert_eq!(layout(&chain(301, 160.0)).nodes.len(), 301);
    }
}
