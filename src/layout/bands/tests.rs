use crate::geometry::{Rect, Size};
use crate::layout::{
    Arrange, Band, BandId, Direction, Edge, End, Graph, Group, GroupId, Label, Node, NodeId,
    Options, Parent, Pin, Placement, Wish,
};
use proptest::prelude::{Strategy, any, prop, prop_assert, prop_assert_eq, proptest};

fn place(graph: &Graph) -> Placement {
    super::place(graph, &super::cells(graph))
}

/// Whether a group lies in another or is it.
fn within(graph: &Graph, inner: Parent, outer: usize) -> bool {
    std::iter::successors(inner, |&GroupId(g)| graph.groups[g as usize].parent)
        .any(|GroupId(g)| g as usize == outer)
}

/// Lists what is wrong with a placement.
fn faults(graph: &Graph, placement: &Placement) -> Vec<String> {
    let mut out = Vec::new();
    let Placement {
        nodes,
        groups,
        bands,
        ..
    } = placement;
    let inside = |outer: &Rect, inner: &Rect| outer.inflate(0.01).contains(inner);
    let clear = |a: &Rect, b: &Rect| !a.inflate(-0.01).overlaps(b);
    for (i, a) in nodes.iter().enumerate() {
        if !(a.x.is_finite() && a.y.is_finite() && a.x >= -0.01 && a.y >= -0.01) {
            out.push(format!("node {i} is off the drawing"));
        }
        for (j, b) in nodes.iter().enumerate().skip(i + 1) {
            if !clear(a, b) {
                out.push(format!("nodes {i} and {j} overlap"));
            }
        }
        for (g, group) in groups.iter().enumerate() {
            match within(graph, graph.nodes[i].parent, g) {
                true if !inside(group, a) => out.push(format!("node {i} leaves group {g}")),
                false if !clear(group, a) => out.push(format!("node {i} strays into group {g}")),
                _ => {}
            }
        }
    }
    for (g, a) in groups.iter().enumerate() {
        for (h, b) in groups.iter().enumerate().skip(g + 1) {
            match within(graph, graph.groups[h].parent, g) {
                true if !inside(a, b) => out.push(format!("group {h} leaves group {g}")),
                false if !clear(a, b) => out.push(format!("groups {g} and {h} overlap")),
                _ => {}
            }
        }
    }
    let boxes: Vec<(usize, &Rect)> = bands
        .iter()
        .enumerate()
        .flat_map(|(band, boxes)| boxes.iter().map(move |b| (band, b)))
        .collect();
    for (at, (band, a)) in boxes.iter().enumerate() {
        for (other, b) in &boxes[at + 1..] {
            if !clear(a, b) {
                out.push(format!("boxes of bands {band} and {other} overlap"));
            }
        }
        for (i, node) in graph.nodes.iter().enumerate() {
            if node.band != Some(BandId(*band as u32))
                && node.band.is_some()
                && !clear(a, &nodes[i])
            {
                out.push(format!("node {i} strays into band {band}"));
            }
        }
        for (g, group) in groups.iter().enumerate() {
            if !clear(a, group) && !inside(a, group) && !inside(group, a) {
                out.push(format!("a box of band {band} cuts group {g}"));
            }
        }
    }
    out
}

/// Lists the bands that mix along the flow.
fn mixed(graph: &Graph, placement: &Placement) -> Vec<(usize, usize)> {
    let extent = |rect: &Rect| match graph.options.direction {
        Direction::Down => (rect.y, rect.bottom()),
        Direction::Right => (rect.x, rect.right()),
    };
    let mut spans: Vec<Option<(f64, f64)>> = vec![None; graph.bands.len()];
    for (node, rect) in graph.nodes.iter().zip(&placement.nodes) {
        if let Some(BandId(band)) = node.band {
            let (a, b) = extent(rect);
            let span = &mut spans[band as usize];
            *span = Some(span.map_or((a, b), |s| (s.0.min(a), s.1.max(b))));
        }
    }
    let mut out = Vec::new();
    for (i, a) in spans.iter().enumerate() {
        for (j, b) in spans.iter().enumerate().skip(i + 1) {
            if let (Some(a), Some(b)) = (a, b)
                && a.1 > b.0
            {
                out.push((i, j));
            }
        }
    }
    out
}

/// Makes a graph out of numbers, whatever they are.
fn graph(
    options: (bool, bool, bool, bool),
    groups: &[u32],
    nodes: &[(u32, u32, u32)],
    edges: &[(u32, u32, u32)],
) -> Graph {
    let (right, narrow, shown, shared) = options;
    let bands = (0..5)
        .map(|b| Band {
            title: if shown {
                Size::new(60.0, 18.0)
            } else {
                Size::default()
            },
            padding: if shown { 16.0 } else { 0.0 },
            may_share_row: shared && b != 2,
        })
        .collect();
    let home = |n: u32, most: usize| {
        let slot = n as usize % (most + 1);
        (slot > 0).then(|| GroupId(slot as u32 - 1))
    };
    Graph {
        options: Options {
            direction: if right {
                Direction::Right
            } else {
                Direction::Down
            },
            arrange: Arrange::Layers,
            max_width: narrow.then_some(1000.0),
            ..Options::default()
        },
        bands,
        groups: groups
            .iter()
            .enumerate()
            .map(|(index, &n)| Group {
                parent: home(n, index),
                title: Size::new(f64::from(n % 400), 20.0),
                padding: 14.0,
                direction: None,
            })
            .collect(),
        nodes: nodes
            .iter()
            .map(|&(size, parent, band)| Node {
                size: Size::new(f64::from(60 + size % 120), f64::from(40 + size % 50)),
                parent: home(parent, groups.len()),
                band: (band % 7 < 5).then_some(BandId(band % 7)),
                pin: None,
                signs: Size::default(),
            })
            .collect(),
        edges: edges
            .iter()
            .filter(|_| !nodes.is_empty())
            .map(|&(a, b, label)| {
                let end = |n: u32| match n % 16 {
                    0 if !groups.is_empty() => End::Group(GroupId(n / 16 % groups.len() as u32)),
                    _ => End::Node(NodeId(n / 16 % nodes.len() as u32)),
                };
                Edge {
                    source: end(a),
                    target: end(b),
                    label: (label % 2 == 0).then(|| Label {
                        size: Size::new(f64::from(20 + label % 100), 22.0),
                    }),
                    class: (label % 4) as u8,
                    weight: f64::from(label % 3),
                }
            })
            .collect(),
        wishes: Vec::new(),
    }
}

fn graphs() -> impl Strategy<Value = Graph> {
    (
        any::<(bool, bool, bool, bool)>(),
        prop::collection::vec(any::<u32>(), 0..8),
        prop::collection::vec(any::<(u32, u32, u32)>(), 0..30),
        prop::collection::vec(any::<(u32, u32, u32)>(), 0..40),
    )
        .prop_map(|(options, groups, nodes, edges)| graph(options, &groups, &nodes, &edges))
}

proptest! {
    #[test]
    fn nothing_overlaps_or_strays(graph in graphs()) {
        let placement = place(&graph);
        let faults = faults(&graph, &placement);
        prop_assert!(faults.is_empty(), "{faults:#?}");
        prop_assert_eq!(&placement, &place(&graph));
        if !graph.bands.iter().any(|band| band.may_share_row) {
            prop_assert_eq!(mixed(&graph, &placement), vec![]);
        }
    }
}

#[test]
fn an_empty_graph_is_placed() {
    assert_eq!(place(&Graph::default()), Placement::default());
}

#[test]
fn wishes_are_met_where_they_can_be_and_told_where_not() {
    let (a, b, c, d) = (NodeId(0), NodeId(1), NodeId(2), NodeId(3));
    let mut graph = graph(
        (false, false, true, false),
        &[],
        &[(0, 0, 0), (0, 0, 0), (0, 0, 1), (0, 0, 1)],
        &[],
    );
    graph.wishes = vec![
        Wish::Before(b, a),
        Wish::SameColumn(vec![a, c]),
        Wish::Before(d, c),
        Wish::SameRow(vec![a, c]),
    ];
    let placement = place(&graph);
    assert_eq!(placement.unmet, [3]);
    assert!(placement.nodes[1].x < placement.nodes[0].x);
}

#[test]
fn a_pinned_node_keeps_to_its_side() {
    let row = [(0, 0, 0); 4];
    for (pin, side) in [(Pin::Left, "left"), (Pin::Right, "right")] {
        let mut graph = graph((false, false, true, false), &[], &row, &[]);
        graph.nodes[1].pin = Some(pin);
        let placement = place(&graph);
        let others = || {
            (0..4)
                .filter(|&node| node != 1)
                .map(|node| placement.nodes[node].x)
        };
        let own = placement.nodes[1].x;
        let met = match pin {
            Pin::Left => others().all(|x| own <= x),
            _ => others().all(|x| own >= x),
        };
        assert!(met, "{side}: {:?}", placement.nodes);
    }
}

#[test]
fn what_is_wished_into_one_row_or_column_stands_there_across_groups() {
    let (a, b, c, d) = (NodeId(0), NodeId(1), NodeId(2), NodeId(3));
    // Two groups of two bands each, whose members pull the other way.
    let mut graph = graph(
        (false, false, true, false),
        &[0, 0],
        &[(0, 1, 0), (0, 1, 1), (0, 2, 0), (0, 2, 1)],
        &[(0, 48, 1), (16, 32, 1)],
    );
    graph.wishes = vec![Wish::SameRow(vec![a, c]), Wish::SameColumn(vec![a, b])];
    let placement = place(&graph);
    assert_eq!(placement.unmet, [0; 0]);
    graph.wishes = vec![Wish::SameRow(vec![b, d]), Wish::Before(c, a)];
    let placement = place(&graph);
    assert_eq!(placement.unmet, [0; 0]);
    assert!(placement.nodes[2].x < placement.nodes[0].x);
}

#[test]
fn cells_stay_where_sizes_change() {
    let nodes = [(0, 0, 0), (0, 0, 0), (0, 0, 1), (0, 0, 1), (0, 0, 1)];
    let wide = graph((false, false, true, false), &[], &nodes, &[(0, 32, 1)]);
    let mut narrow = wide.clone();
    for node in &mut narrow.nodes {
        node.size.width /= 2.0;
    }
    let cells = super::cells(&wide);
    let (before, after) = (super::place(&wide, &cells), super::place(&narrow, &cells));
    assert!(after.bounds().width < before.bounds().width);
    for (a, b) in before.nodes.iter().zip(&after.nodes) {
        assert_eq!(a.y, b.y);
    }
    assert_eq!(faults(&narrow, &after), [""; 0]);
}

#[test]
fn what_stands_outside_comes_before_bands_that_have_to_do_with_nothing() {
    // So wide that nothing has room beside the bands; the last node has none.
    let nodes = [
        (119, 0, 0),
        (119, 0, 0),
        (119, 0, 0),
        (119, 0, 0),
        (119, 0, 1),
        (119, 0, 2),
        (119, 0, 6),
    ];
    let between = |from: u32, to: u32| (from * 16 + 1, to * 16 + 1, 1);
    let flows = [between(0, 4), between(4, 6)];
    let below = |graph: &Graph| {
        let placed = place(graph);
        assert_eq!(faults(graph, &placed), [""; 0]);
        let (outside, other) = (placed.nodes[6], placed.nodes[5]);
        assert!(outside.y > placed.nodes[4].bottom());
        outside.y > other.bottom()
    };
    let quiet = graph((false, true, true, false), &[], &nodes, &flows);
    assert!(!below(&quiet));
    // A band that is spoken to keeps its place behind the others.
    let spoken = [flows[0], flows[1], between(3, 5)];
    assert!(below(&graph(
        (false, true, true, false),
        &[],
        &nodes,
        &spoken
    )));
    // A group that holds bands before and behind is not cut.
    let held = nodes.map(|(size, _, band)| (size, u32::from(band < 6), band));
    assert!(below(&graph(
        (false, true, true, false),
        &[0],
        &held,
        &flows
    )));
}
