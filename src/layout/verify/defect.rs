//! What a layout may break, and how it is told.

use crate::layout::graph::{EdgeId, GroupId, NodeId};
use std::fmt;

/// A promise that a layout breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Defect {
    pub fault: Fault,
    pub of: Part,
    /// The other one of two that are in each other's way.
    pub with: Option<Part>,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// A part has no place, or one that is no number.
    Missing,
    /// A node or a label got less room than it asked for.
    Shrunk,
    /// Two nodes, two groups, two labels, or a label and something else share room.
    Overlap,
    /// A node or a group leaves the group that holds it.
    SticksOut,
    /// A node stands in a group that does not hold it.
    Foreign,
    /// A route runs through a node, a title or a label of another.
    RunsThrough,
    /// Two routes that share no end lie on each other.
    LiesOn,
    /// A route does not end on the border of its end.
    EndsOff,
    /// A route runs on inside its own end.
    RunsInside,
    /// A self loop is no loop.
    FlatLoop,
    /// A label is far from its own route.
    LabelFar,
    /// A segment is neither horizontal nor vertical.
    Slanted,
}

/// A part of a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Node(NodeId),
    Group(GroupId),
    Title(GroupId),
    Edge(EdgeId),
    Label(EdgeId),
}

impl fmt::Display for Defect {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.fault {
            Fault::Missing => "has no place",
            Fault::Shrunk => "got too little room",
            Fault::Overlap => "overlaps",
            Fault::SticksOut => "sticks out of",
            Fault::Foreign => "stands in",
            Fault::RunsThrough => "runs through",
            Fault::LiesOn => "lies on",
            Fault::EndsOff => "ends off",
            Fault::RunsInside => "runs on inside",
            Fault::FlatLoop => "is no loop",
            Fault::LabelFar => "is far from its route",
            Fault::Slanted => "is slanted",
        };
        write!(out, "{} {what}", self.of)?;
        self.with.map_or(Ok(()), |with| write!(out, " {with}"))
    }
}

impl fmt::Display for Part {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Part::Node(node) => write!(out, "node {}", node.0),
            Part::Group(group) => write!(out, "group {}", group.0),
            Part::Title(group) => write!(out, "the title of group {}", group.0),
            Part::Edge(edge) => write!(out, "edge {}", edge.0),
            Part::Label(edge) => write!(out, "the label of edge {}", edge.0),
        }
    }
}

pub(super) fn one(fault: Fault, of: Part) -> Defect {
    Defect {
        fault,
        of,
        with: None,
    }
}

pub(super) fn two(fault: Fault, of: Part, with: Part) -> Defect {
    Defect {
        fault,
        of,
        with: Some(with),
    }
}
