//! Lays out a compound graph: sized nodes in nested groups, labelled edges, optional bands.
//!
//! Comes in: a [`Graph`]. Goes out: a [`Layout`], whose columns are parallel to the graph's. Always holds: nothing
//! overlaps, children lie inside their parents, edges end on borders and run through no node, title or label; the same
//! graph gives the same bytes on every machine. Knows nothing of architecture.

mod graph;
mod output;

pub use graph::{
    Arrange, Band, BandId, Direction, Edge, EdgeId, End, Graph, Group, GroupId, Label, Node,
    NodeId, Options, Parent, Pin, Wish,
};
pub use output::{Layout, Route};
