//! The graph as the flow stages see it: along and across the flow, with parallel edges bundled and self loops aside.
//!
//! Comes in: a [`Graph`]. Goes out: a [`Problem`]. Always holds: every group holds a node, every link joins two
//! different nodes, lengths are even whole pixels, so that middles can be aligned exactly.

use crate::geometry::{Rect, Size};
use crate::layout::{Direction, End, Graph, GroupId, NodeId, Parent, Pin, Placement, Wish};

/// The index of no group: the outermost level.
pub(super) const TOP: u32 = u32::MAX;

/// What is to be placed.
#[derive(Clone, Debug, Default)]
pub(super) struct Problem {
    /// The graph's nodes, then one empty node for each group that holds nothing.
    pub(super) nodes: Vec<Node>,
    pub(super) groups: Vec<Group>,
    pub(super) links: Vec<Link>,
    /// Nodes that are wished into one rank.
    pub(super) level: Vec<Vec<u32>>,
    /// Nodes that are wished into one line along the flow.
    pub(super) line: Vec<Vec<u32>>,
    /// Pairs of nodes of which the first is wished to be read before the second.
    pub(super) before: Vec<(u32, u32)>,
    /// Nodes that are wished to a side of what holds them.
    pub(super) pins: Vec<(u32, Edge)>,
    /// Whether the flow runs down.
    pub(super) is_down: bool,
    /// How wide the whole should be at most.
    pub(super) widest: Option<i32>,
    /// The least distances between nodes across the flow, and between ranks.
    pub(super) node_gap: i32,
    pub(super) rank_gap: i32,
    pub(super) edge_gap: i32,
}

/// A side of what holds a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// The first and the last rank.
    Start,
    End,
    /// The first and the last place across the flow.
    First,
    Last,
}

/// A box with its lengths along and across the flow.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) along: i32,
    pub(super) across: i32,
    /// The group that holds it, or [`TOP`].
    pub(super) parent: u32,
}

/// A group with the space between its border and what it holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    pub(super) parent: u32,
    pub(super) depth: u32,
    pub(super) before: Pads,
    pub(super) after: Pads,
    /// What its title needs.
    pub(super) least: Pads,
}

/// Two lengths.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pads {
    pub(super) along: i32,
    pub(super) across: i32,
}

/// All edges between two nodes in one direction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) source: u32,
    pub(super) target: u32,
    pub(super) weight: i32,
    /// The lengths of the largest label along and across the flow; zero where there is none.
    pub(super) label: Pads,
}

impl Problem {
    /// Reads a graph.
    pub(super) fn new(graph: &Graph) -> Self {
        let mut problem = Self {
            node_gap: even(graph.options.node_gap),
            rank_gap: even(graph.options.rank_gap),
            edge_gap: even(graph.options.edge_gap),
            widest: graph.options.max_width.map(even),
            ..Self::default()
        };
        let lengths = |size: Size| lengths(size, graph.options.direction);
        for node in &graph.nodes {
            let Pads { along, across } = lengths(node.size);
            problem.nodes.push(Node {
                along,
                across,
                parent: index(node.parent),
            });
        }
        let mut holds = vec![false; graph.groups.len()];
        for parent in graph
            .nodes
            .iter()
            .map(|node| node.parent)
            .chain(graph.groups.iter().map(|group| group.parent))
            .flatten()
        {
            holds[parent.0 as usize] = true;
        }
        for (at, group) in graph.groups.iter().enumerate() {
            let parent = index(group.parent);
            let pad = even(group.padding);
            let head = even(group.title.height);
            let (along, across) = match graph.options.direction {
                Direction::Right => (pad, pad + head),
                Direction::Down => (pad + head, pad),
            };
            let title = Size::new(group.title.width + 2.0 * group.padding, 0.0);
            problem.groups.push(Group {
                parent,
                depth: match parent {
                    TOP => 0,
                    parent => problem.groups[parent as usize].depth + 1,
                },
                before: Pads { along, across },
                after: Pads {
                    along: pad,
                    across: pad,
                },
                least: lengths(title),
            });
            if !holds[at] {
                problem.nodes.push(Node {
                    along: 0,
                    across: 0,
                    parent: at as u32,
                });
            }
        }
        problem.read_links(graph);
        problem.read_wishes(graph);
        problem
    }

    fn read_wishes(&mut self, graph: &Graph) {
        self.is_down = graph.options.direction == Direction::Down;
        let is_down = self.is_down;
        let ids = |nodes: &[NodeId]| nodes.iter().map(|node| node.0).collect();
        for wish in &graph.wishes {
            match wish {
                Wish::SameRow(nodes) if is_down => self.level.push(ids(nodes)),
                Wish::SameRow(nodes) => self.line.push(ids(nodes)),
                Wish::SameColumn(nodes) if is_down => self.line.push(ids(nodes)),
                Wish::SameColumn(nodes) => self.level.push(ids(nodes)),
                Wish::Before(a, b) => self.before.push((a.0, b.0)),
            }
        }
        for (node, index) in graph.nodes.iter().zip(0..) {
            let Some(pin) = node.pin else { continue };
            let edge = match (pin, is_down) {
                (Pin::Top, true) | (Pin::Left, false) => Edge::Start,
                (Pin::Bottom, true) | (Pin::Right, false) => Edge::End,
                (Pin::Left, true) | (Pin::Top, false) => Edge::First,
                (Pin::Right, true) | (Pin::Bottom, false) => Edge::Last,
            };
            self.pins.push((index, edge));
        }
    }

    fn read_links(&mut self, graph: &Graph) {
        // An edge to a group is an edge to the first node in it.
        let mut first = vec![u32::MAX; self.groups.len()];
        for (index, node) in self.nodes.iter().enumerate() {
            let mut group = node.parent;
            while group != TOP && first[group as usize] == u32::MAX {
                first[group as usize] = index as u32;
                group = self.groups[group as usize].parent;
            }
        }
        let node = |end: End| match end {
            End::Node(NodeId(id)) => id,
            End::Group(GroupId(id)) => first[id as usize],
        };
        let mut bundles = std::collections::BTreeMap::new();
        for edge in &graph.edges {
            let (source, target) = (node(edge.source), node(edge.target));
            if source == target {
                continue;
            }
            let label = edge.label.map_or(
                Pads {
                    along: 0,
                    across: 0,
                },
                |label| lengths(label.size, graph.options.direction),
            );
            let weight = (edge.weight * 4.0).clamp(1.0, 40.0) as i32;
            let at = *bundles.entry((source, target)).or_insert(self.links.len());
            if at == self.links.len() {
                self.links.push(Link {
                    source,
                    target,
                    weight,
                    label,
                });
            } else {
                let link = &mut self.links[at];
                link.weight = (link.weight + weight).min(80);
                link.label.along = link.label.along.max(label.along);
                link.label.across += label.across;
            }
        }
    }

    /// Returns the group that holds both, or [`TOP`].
    pub(super) fn meet(&self, a: u32, b: u32) -> u32 {
        let (mut a, mut b) = (a, b);
        while a != b {
            let depth = |group: u32| match group {
                TOP => 0,
                group => self.groups[group as usize].depth + 1,
            };
            if depth(a) >= depth(b) {
                a = self.groups[a as usize].parent;
            } else {
                b = self.groups[b as usize].parent;
            }
        }
        a
    }
}

/// Where things stand along and across the flow, in columns parallel to the problem's.
#[derive(Clone, Debug, Default)]
pub(super) struct Places {
    pub(super) nodes: Vec<Span>,
    pub(super) groups: Vec<Span>,
    /// Where the stretches of long links stand across the flow, by link and group, in their order.
    pub(super) segments: Vec<((u32, u32), i32)>,
}

/// A rectangle along and across the flow.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Span {
    pub(super) along: (i32, i32),
    pub(super) across: (i32, i32),
}

impl Places {
    /// Makes places where everything is at the origin.
    pub(super) fn new(problem: &Problem) -> Self {
        Self {
            nodes: vec![Span::default(); problem.nodes.len()],
            groups: vec![Span::default(); problem.groups.len()],
            segments: Vec::new(),
        }
    }

    /// Turns the places back into the graph's axes and sizes.
    pub(super) fn placement(&self, graph: &Graph) -> Placement {
        let rect = |span: &Span| {
            let (along, across) = (span.along, span.across);
            let (x, y) = match graph.options.direction {
                Direction::Right => (along, across),
                Direction::Down => (across, along),
            };
            Rect::new(
                f64::from(x.0),
                f64::from(y.0),
                f64::from(x.1 - x.0),
                f64::from(y.1 - y.0),
            )
        };
        Placement {
            nodes: graph
                .nodes
                .iter()
                .zip(&self.nodes)
                .map(|(node, span)| {
                    let middle = rect(span).center();
                    let Size { width, height } = node.size;
                    Rect::new(
                        middle.x - width / 2.0,
                        middle.y - height / 2.0,
                        width,
                        height,
                    )
                })
                .collect(),
            groups: self.groups.iter().map(rect).collect(),
            bands: vec![Vec::new(); graph.bands.len()],
            unmet: Vec::new(),
        }
    }
}

fn index(parent: Parent) -> u32 {
    parent.map_or(TOP, |GroupId(id)| id)
}

fn lengths(size: Size, direction: Direction) -> Pads {
    let (along, across) = match direction {
        Direction::Right => (size.width, size.height),
        Direction::Down => (size.height, size.width),
    };
    Pads {
        along: even(along),
        across: even(across),
    }
}

/// Rounds a length up to an even number of pixels, within sane bounds.
fn even(length: f64) -> i32 {
    let half = (length / 2.0).ceil();
    if half > 0.0 {
        // The cast saturates, and takes what is no number for zero.
        (half.min(10_000.0) as i32) * 2
    } else {
        0
    }
}
