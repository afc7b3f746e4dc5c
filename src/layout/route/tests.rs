//! What every drawing keeps, over random compound graphs.

use super::draft::Draft;
use super::strips::{Strip, Widening};
use super::{Ground, Shy, Style, best};
use crate::geometry::{Point, Rect, Size};
use crate::layout::{
    Axis, Defect, Edge, End, Fault, Graph, Group, GroupId, Label, Layout, Node, NodeId, layout,
    place, verify,
};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use proptest::{prop_assert_eq, proptest};

fn group(parent: Option<u32>) -> Group {
    Group {
        parent: parent.map(GroupId),
        title: Size::new(60.0, 24.0),
        padding: 20.0,
        direction: None,
    }
}

fn node_in(parent: Option<u32>, width: f64) -> Node {
    Node {
        size: Size::new(width, 64.0),
        parent: parent.map(GroupId),
        band: None,
        pin: None,
        signs: Size::default(),
    }
}

fn edge(source: End, target: End, label: Option<f64>) -> Edge {
    Edge {
        source,
        target,
        label: label.map(|width| Label {
            size: Size::new(width, 18.0),
        }),
        class: 0,
        weight: 1.0,
    }
}

fn node(index: u32) -> End {
    End::Node(NodeId(index))
}

/// Draws nodes as their parents, groups as theirs, and labelled edges.
fn check(nodes: &[Option<u32>], groups: &[Option<u32>], edges: &[(End, End)]) -> Vec<Defect> {
    let graph = Graph {
        groups: groups.iter().map(|&parent| group(parent)).collect(),
        nodes: nodes.iter().map(|&parent| node_in(parent, 90.0)).collect(),
        edges: edges.iter().map(|&(a, b)| edge(a, b, Some(40.0))).collect(),
        ..Graph::default()
    };
    verify(&graph, &layout(&graph))
}

#[test]
fn a_pair_of_nodes_is_joined_straight() {
    let graph = Graph {
        nodes: vec![node_in(None, 90.0), node_in(None, 90.0)],
        edges: vec![edge(node(0), node(1), None)],
        ..Graph::default()
    };
    assert_eq!(layout(&graph).edges[0].line.points.len(), 2);
}

#[test]
fn edges_end_at_groups_and_run_from_a_group_to_its_own_child() {
    let group = End::Group(GroupId(0));
    let edges = [(node(0), group), (group, node(1))];
    assert_eq!(check(&[None, Some(0)], &[None], &edges), []);
}

#[test]
fn opposite_edges_and_self_loops_have_room_for_their_labels() {
    let edges = [(node(0), node(1)), (node(1), node(0)), (node(0), node(0))];
    assert_eq!(check(&[None, None], &[], &edges), []);
}

#[test]
fn edges_that_find_no_room_on_a_side_still_end_there() {
    let nodes = 28;
    let pairs = (0..nodes).flat_map(|a| (a + 1..nodes).map(move |b| (a, b)));
    let graph = Graph {
        nodes: (0..nodes).map(|_| node_in(None, 90.0)).collect(),
        edges: pairs.map(|(a, b)| edge(node(a), node(b), None)).collect(),
        ..Graph::default()
    };
    let defects = verify(&graph, &layout(&graph));
    let off = |defect: &&Defect| defect.fault == Fault::EndsOff;
    assert_eq!(defects.iter().find(off), None);
}

#[test]
fn thousands_of_edges_between_two_nodes_are_drawn_and_judged_as_one() {
    let graph = Graph {
        nodes: vec![node_in(None, 90.0), node_in(None, 90.0)],
        edges: vec![edge(node(0), node(1), None); 5_000],
        ..Graph::default()
    };
    assert_eq!(verify(&graph, &layout(&graph)), []);
}

#[test]
fn a_hub_has_twelve_neighbours() {
    let edges: Vec<(End, End)> = (1..=12)
        .map(|other| {
            if other % 2 == 0 {
                (node(0), node(other))
            } else {
                (node(other), node(0))
            }
        })
        .collect();
    assert_eq!(check(&[None; 13], &[], &edges), []);
}

#[test]
fn a_topic_has_twenty_consumers() {
    let edges: Vec<(End, End)> = (1..=20).map(|other| (node(0), node(other))).collect();
    assert_eq!(check(&[None; 21], &[], &edges), []);
}

#[test]
fn nothing_is_drawn_from_nothing() {
    assert_eq!(layout(&Graph::default()).edges, []);
}

/// A chain through groups of ten, with an edge across for every tenth node.
fn chain(nodes: u32) -> Graph {
    let along = (1..nodes).map(|to| (to - 1, to));
    let across = (0..nodes)
        .step_by(10)
        .map(|from| (from, (from * 37 + 11) % nodes));
    let edges = along.chain(across).filter(|(from, to)| from != to);
    Graph {
        groups: (0..nodes.div_ceil(10)).map(|_| group(None)).collect(),
        nodes: (0..nodes).map(|at| node_in(Some(at / 10), 90.0)).collect(),
        edges: edges
            .map(|(from, to)| edge(node(from), node(to), (to % 3 == 0).then_some(40.0)))
            .collect(),
        ..Graph::default()
    }
}

#[test]
fn large_graphs_keep_every_promise() {
    let graph = chain(250);
    assert_eq!(verify(&graph, &layout(&graph)), []);
}

#[test]
fn labels_of_a_large_graph_wait_until_its_first_lines_have_room() {
    let edges = (1..300).map(|to| edge(node(0), node(to), Some(40.0)));
    let graph = Graph {
        nodes: vec![node_in(None, 90.0); 300],
        edges: edges.collect(),
        ..Graph::default()
    };
    let ground = Ground::new(&graph, &place(&graph));
    let shy = vec![Shy::default(); graph.edges.len()];
    let labelled = |round| {
        let (_, attempt) = best(&graph, &ground, &shy, &[Style::Alone], round);
        assert!(!attempt.strips.is_empty());
        attempt.labels.iter().flatten().count()
    };
    assert_eq!(labelled(0), 0);
    assert!(labelled(1) > 0);
}

#[test]
fn the_mesh_of_a_large_graph_grows_with_it() {
    let vertices = |nodes: u32| {
        let graph = chain(nodes);
        let ground = super::Ground::new(&graph, &place(&graph));
        super::mesh_of(&graph, &ground).places.len()
    };
    let (half, whole) = (vertices(400), vertices(800));
    assert!(
        whole < 3 * half && whole < 100 * 800,
        "{half} and {whole} vertices"
    );
}

/// Graphs of up to twenty nodes in nested groups.
fn graphs() -> impl Strategy<Value = Graph> {
    let groups = vec(any::<Option<u8>>(), 0..5);
    let nodes = vec((any::<Option<u8>>(), 60.0..160.0), 1..20);
    (groups, nodes)
        .prop_flat_map(|(groups, nodes)| {
            let count = nodes.len() as u32;
            let label = proptest::option::of(20.0..90.0);
            let edges = vec((0..count, 0..count, label), 0..24);
            (Just(groups), Just(nodes), edges)
        })
        .prop_map(|(groups, nodes, edges)| {
            let within = |parent: Option<u8>, count: usize| {
                let parent = parent.map(u32::from);
                parent.and_then(|parent| (count > 0).then(|| parent % count as u32))
            };
            let mut seen = std::collections::BTreeSet::new();
            Graph {
                groups: groups
                    .iter()
                    .enumerate()
                    .map(|(index, &parent)| group(within(parent, index)))
                    .collect(),
                nodes: nodes
                    .iter()
                    .map(|&(parent, width)| node_in(within(parent, groups.len()), width))
                    .collect(),
                edges: edges
                    .into_iter()
                    .filter(|&(a, b, _)| seen.insert((a, b)))
                    .map(|(a, b, label)| edge(node(a), node(b), label))
                    .collect(),
                ..Graph::default()
            }
        })
}

proptest! {
    #![proptest_config(proptest::test_runner::Config { cases: 64, ..Default::default() })]

    #[test]
    fn random_graphs_keep_every_promise(graph in graphs()) {
        let drawn = layout(&graph);
        prop_assert_eq!(verify(&graph, &drawn), vec![]);
        prop_assert_eq!(layout(&graph), drawn);
    }
}

#[test]
fn lines_keep_off_borders_and_leave_room_for_heads() {
    let mut runner = TestRunner::deterministic();
    let (mut edges, mut hugging, mut cramped) = (0, 0, 0);
    for _ in 0..200 {
        let tree = graphs().new_tree(&mut runner);
        let drawn = layout(&tree.expect("a graph can be made").current());
        edges += drawn.edges.len();
        for line in drawn.edges.iter().map(|route| &route.line) {
            hugging += usize::from(line.segments().any(|(a, b)| hugs(&drawn, a, b)));
            let (from, to) = line.segments().last().expect("a line has two ends");
            cramped += usize::from((to.x - from.x).abs() + (to.y - from.y).abs() < 12.0);
        }
    }
    // Where a great many edges meet, some find no room whatever is widened.
    assert!(
        500 * hugging <= edges && 500 * cramped <= edges,
        "{hugging} lines on borders and {cramped} heads without room of {edges}"
    );
}

/// Whether a piece of a line runs along the border of a group, close by.
fn hugs(drawn: &Layout, from: Point, to: Point) -> bool {
    let beside = |(a, b): (f64, f64), (c, d): (f64, f64)| b.min(d) - a.max(c) > 20.0;
    let on = |at: f64, borders: [f64; 2]| borders.iter().any(|border| (border - at).abs() < 5.0);
    drawn.groups.iter().any(|rect| {
        if from.y == to.y {
            let run = (from.x.min(to.x), from.x.max(to.x));
            beside(run, (rect.x, rect.right())) && on(from.y, [rect.y, rect.bottom()])
        } else {
            let run = (from.y.min(to.y), from.y.max(to.y));
            beside(run, (rect.y, rect.bottom())) && on(from.x, [rect.x, rect.right()])
        }
    })
}

#[test]
fn lines_of_a_large_drawing_keep_their_places_where_room_is_made_elsewhere() {
    let graph = Graph {
        nodes: vec![node_in(None, 90.0); 210],
        edges: (1..210)
            .map(|index| edge(node(index / 2), node(index), None))
            .collect(),
        ..Graph::default()
    };
    let mut placement = place(&graph);
    let ground = Ground::new(&graph, &placement);
    let shy = vec![Shy::default(); graph.edges.len()];
    let (mut plan, attempt) = best(&graph, &ground, &shy, &[Style::Alone], 0);
    assert!(attempt.strips.is_empty());
    // Room above a rank in the middle, where no node stands.
    let tops = placement.nodes.iter().map(|node: &Rect| node.y);
    let at = tops.fold(
        0.0,
        |best: f64, top| if top < 400.0 { best.max(top) } else { best },
    ) - 1.0;
    let widening = Widening::new(&[Strip {
        axis: Axis::Y,
        at,
        by: 50.0,
    }]);
    widening.widen(&mut placement);
    let ground = Ground::new(&graph, &placement);
    let shift = |place| widening.of(place);
    plan.mesh.shift(&ground.space, shift);
    let (mesh, ways) = (&plan.mesh, &plan.ways);
    let draft = Draft::again(&graph, &ground, mesh, ways, attempt.sketch, &[], shift);
    for (line, before) in draft.lines.iter().zip(&attempt.lines) {
        let moved: Vec<Point> = before.points.iter().copied().map(shift).collect();
        assert_eq!(line.points, moved);
    }
}

#[test]
fn a_clique_does_not_end_with_new_ways_that_lack_more_room_than_those_before_them() {
    let edges: Vec<(End, End)> = (0..54)
        .flat_map(|a| (a + 1..54).map(move |b| (node(a), node(b))))
        .collect();
    let graph = Graph {
        nodes: vec![node_in(None, 88.0); 54],
        edges: edges.iter().map(|&(a, b)| edge(a, b, None)).collect(),
        ..Graph::default()
    };
    let found = verify(&graph, &layout(&graph)).len();
    assert!(found < 100, "{found}");
}
