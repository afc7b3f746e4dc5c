//! What a drawing is asked to show.

use crate::geometry::Size;

/// The index of a node in [`Graph::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// The index of a group in [`Graph::groups`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(pub u32);

/// The index of an edge in [`Graph::edges`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EdgeId(pub u32);

/// The index of a band in [`Graph::bands`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BandId(pub u32);

/// The group that holds something, or none for the outermost level.
pub type Parent = Option<GroupId>;

/// A compound graph with everything measured.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    pub options: Options,
    /// In their order along the flow.
    pub bands: Vec<Band>,
    /// Parents come before their children.
    pub groups: Vec<Group>,
    pub nodes: Vec<Node>,
    pub edges: Vec<Edge>,
    pub wishes: Vec<Wish>,
}

/// How the whole is to be arranged.
#[derive(Clone, Debug)]
pub struct Options {
    pub engine: Engine,
    pub direction: Direction,
    pub arrange: Arrange,
    /// The width to stay within, where there is one.
    pub max_width: Option<f64>,
    /// Width over height to aim at.
    pub aspect: f64,
    /// The least distance between two nodes.
    pub node_gap: f64,
    /// The least distance between two ranks.
    pub rank_gap: f64,
    /// The least distance between two parallel edges.
    pub edge_gap: f64,
}

/// What finds the places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    #[default]
    Own,
    /// The layout-rs package, for flat graphs of up to 300 nodes; others go to the own engine.
    Simple,
}

/// Where the flow runs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Right,
    Down,
}

/// What decides where things go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrange {
    /// The edges decide; bands are facts and no wish.
    Flow,
    /// Bands follow each other across the flow direction on one shared column grid.
    Layers,
    /// Groups are packed, edges run between them.
    Groups,
}

/// A layer that is drawn as a band under [`Arrange::Layers`].
#[derive(Clone, Debug)]
pub struct Band {
    /// The room that its title takes at the band's top left; zero where it has none.
    pub title: Size,
    /// The space between the band's border and its nodes.
    pub padding: f64,
    /// Whether it may stand beside a neighbouring band where both are small.
    pub may_share_row: bool,
}

/// A box that holds nodes and other groups.
#[derive(Clone, Debug)]
pub struct Group {
    pub parent: Parent,
    /// The room that its title takes at the group's top left; zero where it has none.
    pub title: Size,
    /// The space between the group's border and what it holds, the title's height apart.
    pub padding: f64,
    /// The direction of what it holds, where it has one of its own.
    pub direction: Option<Direction>,
}

/// A box with a fixed size.
#[derive(Clone, Debug)]
pub struct Node {
    pub size: Size,
    pub parent: Parent,
    pub band: Option<BandId>,
    /// The side of its parent, or of the drawing, that it should keep to.
    pub pin: Option<Pin>,
    /// The room below its right corner that small signs hang into; labels leave it free where they can.
    pub signs: Size,
}

/// A side that a node is wished to keep to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pin {
    Top,
    Right,
    Bottom,
    Left,
}

/// A connection, drawn from its source to its target.
#[derive(Clone, Debug)]
pub struct Edge {
    pub source: End,
    pub target: End,
    pub label: Option<Label>,
    /// Edges of one class that leave or enter one node may share a trunk.
    pub class: u8,
    /// How much its being short and straight matters: 1 for an ordinary edge, less for an aside, more for the main path.
    pub weight: f64,
}

/// What an edge is fixed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum End {
    Node(NodeId),
    Group(GroupId),
}

/// Words on an edge, measured.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Label {
    pub size: Size,
}

/// A wish about places; one that cannot be met is reported in [`super::Layout::unmet`].
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    SameRow(Vec<NodeId>),
    SameColumn(Vec<NodeId>),
    /// The first comes before the second in reading order.
    Before(NodeId, NodeId),
}

impl Default for Options {
    fn default() -> Self {
        Self {
            engine: Engine::Own,
            direction: Direction::Right,
            arrange: Arrange::Flow,
            max_width: None,
            aspect: 1.4,
            node_gap: 40.0,
            rank_gap: 60.0,
            edge_gap: 12.0,
        }
    }
}
