//! Lays out a compound graph: sized nodes in nested groups, labelled edges, optional bands.
//!
//! Comes in: a [`Graph`]. Goes out: a [`Layout`], whose columns are parallel to the graph's. Always holds: nothing
//! overlaps, children lie inside their parents, edges end on borders and run through no node, title or label; the same
//! graph gives the same bytes on every machine. Knows nothing of architecture.

mod bands;
mod flow;
mod graph;
mod output;
mod placement;

pub use graph::{
    Arrange, Band, BandId, Direction, Edge, EdgeId, End, Graph, Group, GroupId, Label, Node,
    NodeId, Options, Parent, Pin, Wish,
};
pub use output::{Layout, Route};
pub use placement::{Axis, Placement};

use crate::geometry::{Polyline, Rect, Size};

/// Lays out a graph: first nodes and groups are placed, then edges are routed between them.
pub fn layout(graph: &Graph) -> Layout {
    let placement = match graph.options.arrange {
        Arrange::Layers => bands::place(graph),
        Arrange::Flow | Arrange::Groups => flow::place(graph),
    };
    straight(graph, placement)
}

/// Draws every edge from middle to middle.
fn straight(graph: &Graph, mut placement: Placement) -> Layout {
    let bounds = placement.bounds();
    placement.shift(-bounds.x, -bounds.y);
    let rect = |end: End| -> Rect {
        match end {
            End::Node(NodeId(id)) => placement.nodes[id as usize],
            End::Group(GroupId(id)) => placement.groups[id as usize],
        }
    };
    let route = |edge: &Edge| Route {
        line: Polyline {
            points: vec![rect(edge.source).center(), rect(edge.target).center()],
        },
        label: None,
    };
    Layout {
        size: Size::new(bounds.width, bounds.height),
        edges: graph.edges.iter().map(route).collect(),
        nodes: placement.nodes,
        groups: placement.groups,
        bands: placement.bands,
        unmet: placement.unmet,
    }
}
