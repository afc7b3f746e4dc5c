//! What one search knows of its edge, and where the edge may start and end.
//!
//! Comes in: an edge and the mesh. Goes out: what is of use to it, whether it has arrived, and what its ports cost.

use super::cells::Cell;
use super::goal::{BEND, Goal, whole};
use super::mesh::Mesh;
use super::space::{NONE, Space};
use super::ways::Shy;
use crate::geometry::Rect;
use crate::layout::NodeId;
use crate::layout::graph::{Edge, End};

/// A port off the middle of its side, for each pixel.
const OFF_MIDDLE: f64 = 0.25;
/// A port that another edge uses already.
const TAKEN: f64 = 24.0;

/// What one search knows.
pub(super) struct Quest<'a> {
    pub(super) space: &'a Space,
    pub(super) mesh: &'a Mesh,
    pub(super) edge: &'a Edge,
    pub(super) shy: Shy,
    pub(super) goal: Goal,
    /// Whether the target is a group that is entered from its inside.
    pub(super) inward: bool,
    /// What a way must cost less than: as much as the cheapest so far.
    pub(super) limit: u32,
    /// The last entry of the cheapest way so far, and where it ends.
    pub(super) found: Option<(u32, u32)>,
    /// Whether centre lines of other nodes are left alone.
    pub(super) large: bool,
}

impl<'a> Quest<'a> {
    pub(super) fn new(
        space: &'a Space,
        mesh: &'a Mesh,
        edge: &'a Edge,
        shy: Shy,
        large: bool,
    ) -> Self {
        let mut quest = Self {
            space,
            mesh,
            edge,
            shy,
            goal: Goal::new(edge, space),
            inward: false,
            limit: u32::MAX,
            found: None,
            large,
        };
        quest.inward = quest.runs_inward(edge.target, edge.source);
        quest
    }

    /// Whether an edge runs from a group, or to it, on its inside: to what it holds.
    pub(super) fn runs_inward(&self, end: End, other: End) -> bool {
        match end {
            End::Group(group) => self.space.holds(group.0, self.space.home(other)),
            End::Node(_) => false,
        }
    }

    /// Whether a line may lead to the target.
    pub(super) fn of_use(&self, line: u32) -> bool {
        let owners = self.mesh.owners[line as usize];
        let own = |&owner: &u32| {
            let end = End::Node(NodeId(owner));
            owner != NONE && (end == self.edge.source || end == self.edge.target)
        };
        !self.large || owners == [NONE; 2] || owners.iter().any(own)
    }
}

/// Whether a vertex, entered in this direction, is where the edge may end.
pub(super) fn arrived(mesh: &Mesh, target: End, vertex: u32, heading: usize, inward: bool) -> bool {
    match target {
        End::Node(node) => mesh.nodes[vertex as usize] == node.0 && !mesh.given_up[vertex as usize],
        End::Group(group) => {
            mesh.borders[vertex as usize] == group.0
                && mesh.ports(target).iter().any(|port| {
                    port.vertex == vertex
                        && (if inward {
                            port.out as usize
                        } else {
                            (port.out as usize + 2) % 4
                        }) == heading
                })
        }
    }
}

pub(super) fn port_cost(cell: &Cell, rect: &Rect) -> u32 {
    let (at, middle) = (cell.at, rect.center());
    let on_side = (at.x - rect.x).abs() < 0.5 || (at.x - rect.right()).abs() < 0.5;
    let off = if on_side {
        (at.y - middle.y).abs()
    } else {
        (at.x - middle.x).abs()
    };
    // Side by side, upright lines leave room for a label on either side of the first two only.
    let full = if cell.full >= 2 { BEND } else { 0.0 };
    whole(off * OFF_MIDDLE + f64::from(cell.bends.min(8)) * TAKEN + full)
}
