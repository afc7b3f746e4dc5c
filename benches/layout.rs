//! How long layouts and their two stages take: random compound graphs of growing size, through the public door only; and
//! graphs without groups beside the engine `simple`, which is layout-rs, as the baseline.

use archlens::geometry::Size;
use archlens::layout::{
    Edge, End, Engine, Graph, Group, GroupId, Label, Node, NodeId, layout, plan, routed,
};
use divan::{Bencher, black_box};

fn main() {
    divan::main();
}

/// How many nodes the graphs have.
const NODES: [u32; 4] = [24, 100, 1000, 5000];

#[divan::bench(args = NODES)]
fn place(bencher: Bencher<'_, '_>, nodes: u32) {
    placed(bencher, &graph(nodes));
}

fn placed(bencher: Bencher<'_, '_>, graph: &Graph) {
    bencher.bench_local(|| plan(black_box(graph)).place(graph));
}

#[divan::bench(args = NODES)]
fn route(bencher: Bencher<'_, '_>, nodes: u32) {
    let graph = graph(nodes);
    let placement = plan(&graph).place(&graph);
    bencher.bench_local(|| routed(black_box(&graph), placement.clone()));
}

#[divan::bench(args = NODES)]
fn whole(bencher: Bencher<'_, '_>, nodes: u32) {
    let graph = graph(nodes);
    bencher.bench_local(|| layout(black_box(&graph)));
}

/// How many nodes the graphs without groups have.
const FLAT: [u32; 2] = [24, 100];

#[divan::bench(args = FLAT)]
fn flat(bencher: Bencher<'_, '_>, nodes: u32) {
    placed(bencher, &flat_graph(nodes));
}

#[divan::bench(args = FLAT)]
fn flat_by_layout_rs(bencher: Bencher<'_, '_>, nodes: u32) {
    let mut graph = flat_graph(nodes);
    graph.options.engine = Engine::Simple;
    placed(bencher, &graph);
}

fn flat_graph(nodes: u32) -> Graph {
    let mut graph = graph(nodes);
    graph.groups.clear();
    for node in &mut graph.nodes {
        node.parent = None;
    }
    graph
}

/// Groups of eight nodes in groups of four groups, with edges that stay near and some that do not.
fn graph(nodes: u32) -> Graph {
    let inner = nodes.div_ceil(8);
    let outer = inner.div_ceil(4);
    let group = |parent: Option<u32>| Group {
        parent: parent.map(GroupId),
        title: Size::new(80.0, 28.0),
        padding: 20.0,
        direction: None,
    };
    let end = |node: u32| End::Node(NodeId(node));
    let edge = |source: u32, target: u32| Edge {
        source: end(source),
        target: end(target),
        label: source.is_multiple_of(3).then_some(Label {
            size: Size::new(48.0, 18.0),
        }),
        class: 0,
        weight: 1.0,
    };
    let near = (1..nodes).map(|node| edge(node - 1 - (node * 7) % node.min(6), node));
    let far = (0..nodes / 4).map(|step| {
        let source = (step * 37) % nodes;
        let target = (source + 11 + step % 29) % nodes;
        edge(source.min(target), source.max(target))
    });
    Graph {
        groups: (0..outer)
            .map(|_| group(None))
            .chain((0..inner).map(|index| group(Some(index / 4))))
            .collect(),
        nodes: (0..nodes)
            .map(|node| Node {
                size: Size::new(88.0 + f64::from(node % 5) * 12.0, 88.0),
                parent: Some(GroupId(outer + node / 8)),
                band: None,
                pin: None,
                signs: Size::default(),
            })
            .collect(),
        edges: near.chain(far).collect(),
        ..Graph::default()
    }
}
