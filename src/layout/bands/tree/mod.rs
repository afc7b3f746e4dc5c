//! The graph as nested blocks, in a frame whose main axis runs along the flow.
//!
//! In: a graph. Out: leaves (nodes, and the hearts of empty groups) in blocks: the groups, and between a group that
//! cuts across bands and its loose members the pieces of the bands. Always holds: block 0 is the drawing, every other block holds a leaf, every leaf has a band or stands outside.

mod homes;
mod links;

use crate::geometry::{Side, Size};
use crate::layout::{Direction, Graph, GroupId};
use homes::{hollow_groups, leaf_bands, places};
use links::{links, wishes};

/// The blocks and leaves of a graph.
pub(super) struct Tree {
    pub blocks: Vec<Block>,
    /// The nodes in their order, then one leaf for each group that holds nothing.
    pub leaves: Vec<Leaf>,
    pub links: Vec<Link>,
    /// The partners of each leaf, with the weight of the link.
    pub near: Vec<Vec<(usize, f64)>>,
    pub bands: usize,
    /// What is wished, rows and columns being those of the frame.
    pub wishes: Vec<Wished>,
    /// The block of each group.
    pub of_group: Vec<usize>,
}

/// A rectangle that holds leaves and other blocks.
pub(super) struct Block {
    pub what: What,
    pub parent: usize,
    pub children: Vec<Child>,
    /// All leaves inside, at any depth, in their order.
    pub leaves: Vec<usize>,
    pub edge: Insets,
    /// Whether leaves of several bands lie inside.
    pub cuts: bool,
}

/// What a block stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum What {
    Drawing,
    Group(usize),
    Piece(usize),
}

/// What lies directly in a block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Child {
    Leaf(usize),
    Block(usize),
}

/// A wish about the cells of leaves.
#[derive(Clone, Debug)]
pub(super) enum Wished {
    OneRow(Vec<usize>),
    OneColumn(Vec<usize>),
    /// The first comes before the second.
    Before(usize, usize),
    /// A leaf keeps to a side of what holds it.
    Side(usize, Side),
}

/// The room between the border of a block and what it holds.
#[derive(Clone, Copy, Default)]
pub(super) struct Insets {
    pub before_main: f64,
    pub after_main: f64,
    pub before_cross: f64,
    pub after_cross: f64,
    pub least_main: f64,
    pub least_cross: f64,
}

/// Something that takes one cell of the grid.
pub(super) struct Leaf {
    pub main: f64,
    pub cross: f64,
    /// The innermost block around it.
    pub parent: usize,
    pub band: usize,
    pub place: Place,
}

/// Where a leaf belongs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Place {
    /// In the rows of its band.
    Banded,
    /// Outside, before the first band.
    Before,
    /// Outside, beside whom it talks to or behind the last band.
    Beside,
}

/// All edges between two leaves together.
#[derive(Clone, Copy)]
pub(super) struct Link {
    pub from: usize,
    pub to: usize,
    pub weight: f64,
    /// The greatest extents of their labels; zero without one.
    pub label_cross: f64,
    pub label_main: f64,
    pub class: u8,
}

/// The lane that return and cross-band flows take inside the outermost group that holds bands.
const LANE: f64 = 30.0;

/// Builds the tree of a graph.
pub(super) fn tree(graph: &Graph) -> Tree {
    let bands = graph.bands.len().max(1);
    let empty = hollow_groups(graph);
    let place = places(graph, &empty);
    let band = leaf_bands(graph, &empty);
    let mut out = Tree {
        blocks: vec![Block {
            what: What::Drawing,
            parent: 0,
            children: Vec::new(),
            leaves: Vec::new(),
            edge: Insets::default(),
            cuts: false,
        }],
        leaves: Vec::new(),
        links: Vec::new(),
        wishes: Vec::new(),
        near: Vec::new(),
        bands,
        of_group: Vec::new(),
    };
    for (index, group) in graph.groups.iter().enumerate() {
        let parent = group.parent.map_or(0, |GroupId(g)| g as usize + 1);
        out.blocks.push(Block {
            what: What::Group(index),
            parent,
            children: Vec::new(),
            leaves: Vec::new(),
            edge: insets(graph.options.direction, group.padding, group.title),
            cuts: false,
        });
        out.of_group.push(index + 1);
    }
    let homes = graph.nodes.iter().map(|node| node.parent);
    let hearts = empty.iter().map(|&g| Some(GroupId(g as u32)));
    for (index, home) in homes.chain(hearts).enumerate() {
        let size = graph
            .nodes
            .get(index)
            .map_or(Size::new(0.0, 0.0), |n| n.size);
        let (cross, main) = match graph.options.direction {
            Direction::Down => (size.width, size.height),
            Direction::Right => (size.height, size.width),
        };
        out.leaves.push(Leaf {
            main: sane(main),
            cross: sane(cross),
            parent: home.map_or(0, |GroupId(g)| g as usize + 1),
            band: band[index],
            place: place[index],
        });
    }
    note_members(&mut out);
    insert_pieces(&mut out, graph);
    list_children(&mut out);
    out.links = links(graph, &out);
    out.wishes = wishes(graph);
    out.near = vec![Vec::new(); out.leaves.len()];
    for link in &out.links {
        out.near[link.from].push((link.to, link.weight));
        out.near[link.to].push((link.from, link.weight));
    }
    out
}

impl Tree {
    /// Lists the blocks around a leaf, innermost first, the drawing left out.
    pub fn around(&self, leaf: usize) -> impl Iterator<Item = usize> + '_ {
        self.up(self.leaves[leaf].parent)
    }

    /// Lists a block and those around it, innermost first, the drawing left out.
    pub fn up(&self, block: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(Some(block), |&b| Some(self.blocks[b].parent)).take_while(|&b| b != 0)
    }
}

/// Makes a length fit to count with: no negative, no infinite one.
fn sane(length: f64) -> f64 {
    if length.is_finite() {
        length.clamp(0.0, 1e7)
    } else {
        0.0
    }
}

/// The room inside a border, for a title at the top left of the picture.
fn insets(direction: Direction, padding: f64, title: Size) -> Insets {
    let (pad, width, height) = (sane(padding), sane(title.width), sane(title.height));
    let least = if width > 0.0 { width + 2.0 * pad } else { 0.0 };
    match direction {
        Direction::Down => Insets {
            before_main: pad + height,
            after_main: pad,
            before_cross: pad,
            after_cross: pad,
            least_main: 0.0,
            least_cross: least,
        },
        Direction::Right => Insets {
            before_main: pad,
            after_main: pad,
            before_cross: pad + height,
            after_cross: pad,
            least_main: least,
            least_cross: 0.0,
        },
    }
}

/// Fills in the leaves of each block and whether it cuts across bands.
fn note_members(tree: &mut Tree) {
    for leaf in 0..tree.leaves.len() {
        let mut at = tree.leaves[leaf].parent;
        loop {
            let block = &mut tree.blocks[at];
            block.leaves.push(leaf);
            block.cuts |= tree.leaves[block.leaves[0]].band != tree.leaves[leaf].band;
            if at == 0 {
                break;
            }
            at = block.parent;
        }
    }
}

/// Puts the loose members of each group that cuts across bands, and the groups that lie in one band, into pieces of
/// bands. A group that holds only other groups shows no bands, and neither does a band without border and title.
fn insert_pieces(tree: &mut Tree, graph: &Graph) {
    let groups = tree.blocks.len();
    let host = |tree: &Tree, mut at: usize| {
        while at != 0 && !tree.blocks[at].cuts {
            at = tree.blocks[at].parent;
        }
        at
    };
    let mut bears = vec![false; groups];
    for leaf in &tree.leaves {
        if leaf.place == Place::Banded && host(tree, leaf.parent) == leaf.parent {
            bears[leaf.parent] = true;
        }
    }
    let mut piece = vec![usize::MAX; groups * tree.bands];
    for at in (0..tree.leaves.len())
        .map(Child::Leaf)
        .chain((1..groups).map(Child::Block))
    {
        let (parent, first) = match at {
            Child::Leaf(leaf) => (tree.leaves[leaf].parent, leaf),
            Child::Block(block) if tree.blocks[block].cuts => continue,
            Child::Block(block) => match tree.blocks[block].leaves.first() {
                Some(&first) => (tree.blocks[block].parent, first),
                None => continue,
            },
        };
        let (band, place) = (tree.leaves[first].band, tree.leaves[first].place);
        let Some(shape) = graph.bands.get(band) else {
            continue;
        };
        let shown = shape.padding > 0.0 || shape.title.height > 0.0;
        if place != Place::Banded || !bears[parent] || host(tree, parent) != parent || !shown {
            continue;
        }
        let slot = parent * tree.bands + band;
        if piece[slot] == usize::MAX {
            piece[slot] = tree.blocks.len();
            tree.blocks.push(Block {
                what: What::Piece(band),
                parent,
                children: Vec::new(),
                leaves: Vec::new(),
                edge: insets(graph.options.direction, shape.padding, shape.title),
                cuts: false,
            });
        }
        match at {
            Child::Leaf(leaf) => tree.leaves[leaf].parent = piece[slot],
            Child::Block(block) => tree.blocks[block].parent = piece[slot],
        }
    }
    for host in 1..groups {
        let outer = std::iter::successors(Some(host), |&b| Some(tree.blocks[b].parent))
            .skip(1)
            .take_while(|&b| b != 0)
            .any(|b| bears.get(b) == Some(&true));
        if bears[host] && !outer && tree.blocks.len() > groups {
            let lane = &mut tree.blocks[host].edge;
            lane.before_cross = lane.before_cross.max(LANE);
            lane.after_cross = lane.after_cross.max(LANE);
        }
    }
    for block in &mut tree.blocks {
        block.leaves.clear();
        block.cuts = false;
    }
    note_members(tree);
}

/// Fills in what lies directly in each block: in the order of the first leaf inside.
fn list_children(tree: &mut Tree) {
    let mut seen = vec![false; tree.blocks.len()];
    for leaf in 0..tree.leaves.len() {
        let mut child = Child::Leaf(leaf);
        let mut at = tree.leaves[leaf].parent;
        loop {
            tree.blocks[at].children.push(child);
            if at == 0 || seen[at] {
                break;
            }
            seen[at] = true;
            child = Child::Block(at);
            at = tree.blocks[at].parent;
        }
    }
}
