//! Compound graphs of all kinds, each out of its number.

use archlens::geometry::Size;
use archlens::layout::{
    Arrange, Band, BandId, Direction, Edge, End, Graph, Group, GroupId, Label, Node, NodeId,
    Options,
};

/// Numbers that look random and are the same for the same seed.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most.max(1)
    }

    fn length(&mut self, least: usize, most: usize) -> f64 {
        (least + self.below(most - least)) as f64
    }
}

/// Makes the graph of a number.
pub fn graph(seed: u64) -> Graph {
    let mut random = Random(seed);
    let arrange = [Arrange::Layers, Arrange::Flow, Arrange::Groups][random.below(3)];
    let direction = [Direction::Right, Direction::Down][random.below(2)];
    let bands = match arrange {
        Arrange::Layers => 1 + random.below(5),
        Arrange::Flow | Arrange::Groups => 0,
    };
    let (groups, nodes) = (random.below(7), 2 + random.below(36));
    let edges = random.below(2 * nodes);
    Graph {
        options: Options {
            direction,
            arrange,
            max_width: (random.below(2) == 0).then_some(1_100.0),
            ..Options::default()
        },
        bands: (0..bands).map(|_| band(&mut random)).collect(),
        groups: (0..groups).map(|at| group(&mut random, at)).collect(),
        nodes: (0..nodes)
            .map(|_| node(&mut random, groups, bands))
            .collect(),
        edges: (0..edges)
            .map(|_| edge(&mut random, groups, nodes))
            .collect(),
        wishes: Vec::new(),
    }
}

fn band(random: &mut Random) -> Band {
    Band {
        title: Size::new(random.length(40, 120), 18.0),
        padding: 16.0,
        may_share_row: random.below(3) > 0,
    }
}

fn group(random: &mut Random, at: usize) -> Group {
    Group {
        parent: home(random, at),
        title: Size::new(random.length(0, 300), 20.0),
        padding: 14.0,
        direction: None,
    }
}

fn node(random: &mut Random, groups: usize, bands: usize) -> Node {
    Node {
        size: Size::new(random.length(60, 200), random.length(40, 90)),
        parent: home(random, groups),
        band: (random.below(6) > 0 && bands > 0).then(|| BandId(random.below(bands) as u32)),
        pin: None,
        signs: Size::default(),
    }
}

fn edge(random: &mut Random, groups: usize, nodes: usize) -> Edge {
    Edge {
        source: end(random, groups, nodes),
        target: end(random, groups, nodes),
        label: (random.below(2) == 0).then(|| Label {
            size: Size::new(random.length(20, 130), 22.0),
        }),
        class: random.below(4) as u8,
        weight: 1.0 + random.length(0, 3),
    }
}

fn end(random: &mut Random, groups: usize, nodes: usize) -> End {
    match random.below(16) {
        0 if groups > 0 => End::Group(GroupId(random.below(groups) as u32)),
        _ => End::Node(NodeId(random.below(nodes) as u32)),
    }
}

/// One of the first groups, or none.
fn home(random: &mut Random, groups: usize) -> Option<GroupId> {
    random
        .below(groups + 1)
        .checked_sub(1)
        .map(|group| GroupId(group as u32))
}
