//! Lays out a compound graph: sized nodes in nested groups, labelled edges, optional bands.
//!
//! Comes in: a [`Graph`]. Goes out: a [`Layout`], whose columns are parallel to the graph's. Always holds: nothing
//! overlaps, children lie inside their parents, edges end on borders and run through no node, title or label; the same
//! graph gives the same bytes on every machine. Knows nothing of architecture.

mod bands;
mod buckets;
mod flow;
mod graph;
mod keep;
mod output;
mod placement;
mod route;
mod simple;
mod verify;

pub use graph::{
    Arrange, Band, BandId, Direction, Edge, EdgeId, End, Engine, Graph, Group, GroupId, Label,
    Node, NodeId, Options, Parent, Pin, Wish,
};
pub use keep::{Kept, keep};
pub use output::{Layout, Route};
pub use placement::{Axis, Placement};
pub use verify::{Defect, Fault, Part, crossings, penalty, turns, verify};

/// Lays out a graph: first nodes and groups are placed, then edges are routed between them.
pub fn layout(graph: &Graph) -> Layout {
    routed(graph, place(graph))
}

/// Routes the edges of a graph between nodes that have their places; the whole gets no smaller by it.
pub fn routed(graph: &Graph, placement: Placement) -> Layout {
    route::route(graph, placement, None).0
}

/// Who stands where, lengths apart, and how edges run: what is costly to find, and stays good when sizes change a little.
pub struct Plan {
    cells: Option<bands::Cells>,
    style: Option<route::Style>,
}

/// Finds out where the nodes of a graph stand to each other.
pub fn plan(graph: &Graph) -> Plan {
    Plan {
        cells: (graph.options.arrange == Arrange::Layers).then(|| bands::cells(graph)),
        style: None,
    }
}

impl Plan {
    /// Places the planned graph, or one that differs from it in nothing but sizes.
    pub fn place(&self, graph: &Graph) -> Placement {
        match &self.cells {
            Some(cells) => bands::place(graph, cells),
            None => place(graph),
        }
    }

    /// Routes the edges of a graph that was placed; the whole gets no smaller by it. The style that was best the first
    /// time is kept.
    pub fn route(&mut self, graph: &Graph, placement: Placement) -> Layout {
        let (layout, style) = route::route(graph, placement, self.style);
        self.style = Some(style);
        layout
    }
}

/// Places nodes, groups and bands.
pub(crate) fn place(graph: &Graph) -> Placement {
    if graph.options.engine == Engine::Simple
        && graph.options.arrange != Arrange::Layers
        && let Some(placement) = simple::place(graph)
    {
        return placement;
    }
    match graph.options.arrange {
        Arrange::Layers => bands::place(graph, &bands::cells(graph)),
        Arrange::Flow | Arrange::Groups => flow::place(graph),
    }
}
