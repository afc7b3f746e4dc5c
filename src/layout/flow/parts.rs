//! Takes a graph apart: groups that are arranged on their own, what no edge joins, loners in groups.
//!
//! Each part is placed alone and then stands in what holds it as one box. Comes in: a graph, and a way to place one whose
//! parts hang together. Goes out: the placement of all. Always holds: boxes keep their distance; the order of the input
//! is the order of the boxes.

use super::Effort;
use super::components::components;
use super::pack::pack;
use crate::geometry::{Rect, Size};
use crate::layout::{
    Arrange, Direction, Edge, End, Graph, GroupId, Node, NodeId, Options, Parent, Placement, Wish,
};

/// So many loners of one group stand in a block of their own.
const LONERS: usize = 3;

/// Places what hangs together.
pub(super) type Whole<'a> = dyn Fn(&Graph, Effort) -> Placement + 'a;

/// Places a graph part by part; `whole` places what hangs together.
pub(super) fn place(graph: &Graph, whole: &Whole) -> Placement {
    let mut placement = Placement {
        nodes: vec![Rect::default(); graph.nodes.len()],
        groups: vec![Rect::default(); graph.groups.len()],
        bands: vec![Vec::new(); graph.bands.len()],
        unmet: Vec::new(),
    };
    let parts = Parts::new(graph);
    // Inner regions come first: what holds them needs their sizes.
    for group in (0..graph.groups.len() as u32).rev().map(GroupId) {
        if parts.is_closed(group) {
            parts.fill(Some(group), &mut placement, whole);
        }
    }
    parts.fill(None, &mut placement, whole);
    // From the outside in, boxes take along what they hold.
    for group in (0..graph.groups.len() as u32).map(GroupId) {
        if parts.is_closed(group) {
            parts.follow(group, &mut placement);
        }
    }
    placement
}

/// A graph and which of its groups are arranged on their own.
struct Parts<'a> {
    graph: &'a Graph,
    /// The direction of the flow in each group.
    directions: Vec<Direction>,
    closed: Vec<bool>,
    /// The nearest group around each group, and around each node, that is arranged on its own.
    group_homes: Vec<Parent>,
    homes: Vec<Parent>,
}

/// One region as a graph of its own, and what its nodes and groups stand for.
struct Region {
    graph: Graph,
    nodes: Vec<Stands>,
    groups: Vec<GroupId>,
}

/// What a node of a region stands for.
#[derive(Clone, Debug, PartialEq)]
enum Stands {
    Node(NodeId),
    Group(GroupId),
    /// Nodes in rows, with their places in the block.
    Block(Vec<(NodeId, Rect)>),
}

impl<'a> Parts<'a> {
    fn new(graph: &'a Graph) -> Self {
        let count = graph.groups.len();
        let mut parts = Self {
            graph,
            directions: Vec::with_capacity(count),
            closed: Vec::with_capacity(count),
            group_homes: Vec::with_capacity(count),
            homes: Vec::new(),
        };
        for group in &graph.groups {
            let around = parts.direction(group.parent);
            let own = group.direction.unwrap_or(around);
            let home = parts.home(group.parent);
            parts.directions.push(own);
            parts
                .closed
                .push(graph.options.arrange == Arrange::Groups || own != around);
            parts.group_homes.push(home);
        }
        let homes = graph.nodes.iter().map(|node| parts.home(node.parent));
        parts.homes = homes.collect();
        parts
    }

    fn is_closed(&self, group: GroupId) -> bool {
        self.closed[group.0 as usize]
    }

    fn direction(&self, parent: Parent) -> Direction {
        parent.map_or(self.graph.options.direction, |GroupId(id)| {
            self.directions[id as usize]
        })
    }

    fn home(&self, parent: Parent) -> Parent {
        let GroupId(id) = parent?;
        match self.closed[id as usize] {
            true => parent,
            false => self.group_homes[id as usize],
        }
    }

    /// Places what a region holds, its upper left corner at the origin, and its group around it.
    fn fill(&self, root: Parent, placement: &mut Placement, whole: &Whole) {
        let region = self.region(root, placement);
        let placed = components(&region.graph, whole);
        let bounds = placed.bounds();
        let (mut left, mut top) = (-bounds.x, -bounds.y);
        if let Some(GroupId(id)) = root {
            let group = &self.graph.groups[id as usize];
            let (pad, head) = (group.padding, group.title.height);
            let width = bounds.width.max(group.title.width) + 2.0 * pad;
            let height = bounds.height + head + 2.0 * pad;
            placement.groups[id as usize] = Rect::new(0.0, 0.0, width, height);
            left += (width - bounds.width) / 2.0;
            top += pad + head;
        }
        let moved = |rect: &Rect| Rect::new(rect.x + left, rect.y + top, rect.width, rect.height);
        for (stands, rect) in region.nodes.iter().zip(&placed.nodes) {
            let rect = moved(rect);
            match stands {
                Stands::Node(NodeId(id)) => placement.nodes[*id as usize] = rect,
                Stands::Group(GroupId(id)) => placement.groups[*id as usize] = rect,
                Stands::Block(nodes) => {
                    for (NodeId(id), own) in nodes {
                        placement.nodes[*id as usize] =
                            Rect::new(rect.x + own.x, rect.y + own.y, own.width, own.height);
                    }
                }
            }
        }
        for (GroupId(id), rect) in region.groups.iter().zip(&placed.groups) {
            placement.groups[*id as usize] = moved(rect);
        }
    }

    /// Moves what a group holds to where the group has gone.
    fn follow(&self, group: GroupId, placement: &mut Placement) {
        let Rect { x, y, .. } = placement.groups[group.0 as usize];
        for (home, rect) in self.homes.iter().zip(&mut placement.nodes) {
            if *home == Some(group) {
                (rect.x, rect.y) = (rect.x + x, rect.y + y);
            }
        }
        for (home, rect) in self.group_homes.iter().zip(&mut placement.groups) {
            if *home == Some(group) {
                (rect.x, rect.y) = (rect.x + x, rect.y + y);
            }
        }
    }

    /// Makes a graph of what a region holds; groups on their own and blocks of loners are nodes in it.
    fn region(&self, root: Parent, placement: &Placement) -> Region {
        let graph = self.graph;
        let mut groups = Vec::new();
        let mut group_ids = vec![None; graph.groups.len()];
        for (index, group) in graph.groups.iter().enumerate() {
            if self.group_homes[index] == root && !self.closed[index] {
                group_ids[index] = Some(GroupId(groups.len() as u32));
                groups.push((GroupId(index as u32), group));
            }
        }
        let parent = |of: Parent| of.and_then(|GroupId(id)| group_ids[id as usize]);
        let mut region = Region {
            graph: Graph {
                options: graph.options.clone(),
                ..Graph::default()
            },
            nodes: Vec::new(),
            groups: groups.iter().map(|&(id, _)| id).collect(),
        };
        region.graph.options.direction = self.direction(root);
        if root.is_some() {
            region.graph.options.max_width = None;
        }
        region.graph.groups = groups
            .iter()
            .map(|(_, group)| crate::layout::Group {
                parent: parent(group.parent),
                ..(*group).clone()
            })
            .collect();
        let blocks = self.blocks(root);
        let mut block_of = vec![None; graph.nodes.len()];
        for (index, block) in blocks.iter().enumerate() {
            for (NodeId(node), _) in block {
                block_of[*node as usize] = Some(index);
            }
        }
        let mut node_ids: Vec<Option<NodeId>> = vec![None; graph.nodes.len()];
        let mut box_ids: Vec<Option<NodeId>> = vec![None; graph.groups.len()];
        for (index, node) in graph.nodes.iter().enumerate() {
            let id = NodeId(region.nodes.len() as u32);
            let Some(inside) = self.at(self.homes[index], root) else {
                continue;
            };
            let (stands, size, holder, pin) = match inside {
                None => match block_of[index].map(|block: usize| &blocks[block]) {
                    // A block stands where its first node does.
                    Some(block) if block[0].0 != NodeId(index as u32) => continue,
                    Some(block) => {
                        let bounds = block.iter().map(|(_, rect)| *rect);
                        let bounds = bounds.reduce(|all, one| all.union(&one));
                        let Rect { width, height, .. } = bounds.unwrap_or_default();
                        let size = Size::new(width, height);
                        (Stands::Block(block.clone()), size, node.parent, None)
                    }
                    None => {
                        node_ids[index] = Some(id);
                        let stands = Stands::Node(NodeId(index as u32));
                        (stands, node.size, node.parent, node.pin)
                    }
                },
                Some(group) => {
                    let slot = &mut box_ids[group.0 as usize];
                    if slot.is_some() {
                        node_ids[index] = *slot;
                        continue;
                    }
                    *slot = Some(id);
                    node_ids[index] = Some(id);
                    let Rect { width, height, .. } = placement.groups[group.0 as usize];
                    let holder = graph.groups[group.0 as usize].parent;
                    (Stands::Group(group), Size::new(width, height), holder, None)
                }
            };
            region.nodes.push(stands);
            region.graph.nodes.push(Node {
                size,
                parent: parent(holder),
                band: None,
                pin,
                signs: Size::default(),
            });
        }
        // Groups on their own that hold nothing come last.
        for (index, group) in graph.groups.iter().enumerate() {
            if self.closed[index] && self.group_homes[index] == root && box_ids[index].is_none() {
                box_ids[index] = Some(NodeId(region.nodes.len() as u32));
                let Rect { width, height, .. } = placement.groups[index];
                region.nodes.push(Stands::Group(GroupId(index as u32)));
                region.graph.nodes.push(Node {
                    size: Size::new(width, height),
                    parent: parent(group.parent),
                    band: None,
                    pin: None,
                    signs: Size::default(),
                });
            }
        }
        let end = |end: End| match end {
            End::Node(NodeId(id)) => node_ids[id as usize].map(End::Node),
            End::Group(group) => match group_ids[group.0 as usize] {
                Some(id) => Some(End::Group(id)),
                None => self
                    .at(self.home(Some(group)), root)
                    .flatten()
                    .and_then(|group| box_ids[group.0 as usize])
                    .map(End::Node),
            },
        };
        for edge in &graph.edges {
            if let (Some(source), Some(target)) = (end(edge.source), end(edge.target))
                && (source != target || edge.source == edge.target)
            {
                region.graph.edges.push(Edge {
                    source,
                    target,
                    ..edge.clone()
                });
            }
        }
        let own = |NodeId(id): &NodeId| node_ids[*id as usize];
        for wish in &graph.wishes {
            let several = |nodes: &[NodeId]| nodes.iter().map(own).collect::<Option<Vec<_>>>();
            let wish = match wish {
                Wish::SameRow(nodes) => several(nodes).map(Wish::SameRow),
                Wish::SameColumn(nodes) => several(nodes).map(Wish::SameColumn),
                Wish::Before(a, b) => own(a).zip(own(b)).map(|(a, b)| Wish::Before(a, b)),
            };
            region.graph.wishes.extend(wish.filter(|wish| match wish {
                Wish::SameRow(nodes) | Wish::SameColumn(nodes) => {
                    nodes.windows(2).all(|pair| pair[0] != pair[1])
                }
                Wish::Before(a, b) => a != b,
            }));
        }
        region
    }

    /// Finds the box of a region that something with this home is in: itself none, outside of the region nothing.
    fn at(&self, home: Parent, root: Parent) -> Option<Parent> {
        if home == root {
            return Some(None);
        }
        let mut at = home?;
        loop {
            let around = self.group_homes[at.0 as usize];
            if around == root {
                return Some(Some(at));
            }
            at = around?;
        }
    }

    /// Lists the loners of each open group of a region, with their places in a block, where they are several.
    fn blocks(&self, root: Parent) -> Vec<Vec<(NodeId, Rect)>> {
        let graph = self.graph;
        let mut is_bound: Vec<bool> = graph.nodes.iter().map(|node| node.pin.is_some()).collect();
        let ends = graph
            .edges
            .iter()
            .flat_map(|edge| [edge.source, edge.target]);
        let wished = graph.wishes.iter().flat_map(|wish| match wish {
            Wish::SameRow(nodes) | Wish::SameColumn(nodes) => nodes.clone(),
            Wish::Before(a, b) => vec![*a, *b],
        });
        let ends = ends.filter_map(|end| match end {
            End::Node(node) => Some(node),
            End::Group(_) => None,
        });
        for NodeId(id) in ends.chain(wished) {
            is_bound[id as usize] = true;
        }
        let mut of_group: Vec<Vec<NodeId>> = vec![Vec::new(); graph.groups.len()];
        for (index, node) in graph.nodes.iter().enumerate() {
            if let Some(GroupId(id)) = node.parent
                && Some(GroupId(id)) != root
                && !is_bound[index]
                && self.homes[index] == root
            {
                of_group[id as usize].push(NodeId(index as u32));
            }
        }
        of_group.retain(|nodes| nodes.len() >= LONERS);
        let placed = |nodes: Vec<NodeId>| {
            let sizes: Vec<Size> = nodes
                .iter()
                .map(|node| graph.nodes[node.0 as usize].size)
                .collect();
            let options = Options {
                max_width: None,
                ..graph.options.clone()
            };
            let rects = pack(&sizes, &options);
            nodes.into_iter().zip(rects).collect()
        };
        of_group.into_iter().map(placed).collect()
    }
}
