//! What holds for every placement, over random compound graphs.

use super::place;
use crate::geometry::{Rect, Size};
use crate::layout::{
    Arrange, Direction, Edge, End, Graph, Group, GroupId, Label, Node, NodeId, Options, Parent,
    Pin, Placement, Wish,
};
use proptest::prelude::{ProptestConfig, Strategy, prop_assert, prop_assert_eq, proptest};

/// A graph described by numbers: parents of groups, nodes and ends of edges are taken modulo what there is.
pub(super) fn graph(
    groups: &[u32],
    nodes: &[(u32, u16, u16)],
    edges: &[(u32, u32, bool)],
    down: bool,
) -> Graph {
    let parent = |number: u32, count: usize| -> Parent {
        let choice = number as usize % (count + 1);
        (choice > 0).then(|| GroupId(choice as u32 - 1))
    };
    let count = nodes.len() as u32 + groups.len() as u32;
    let end = |number: u32| match number % count {
        node if node < nodes.len() as u32 => End::Node(NodeId(node)),
        group => End::Group(GroupId(group - nodes.len() as u32)),
    };
    Graph {
        options: Options {
            direction: if down {
                Direction::Down
            } else {
                Direction::Right
            },
            ..Options::default()
        },
        groups: groups
            .iter()
            .enumerate()
            .map(|(index, &number)| Group {
                parent: parent(number, index),
                title: Size::new(70.0, 28.0),
                padding: 20.0,
                direction: None,
            })
            .collect(),
        nodes: nodes
            .iter()
            .map(|&(number, width, height)| Node {
                size: Size::new(f64::from(width), f64::from(height)),
                parent: parent(number, groups.len()),
                band: None,
                pin: None,
                signs: Size::default(),
            })
            .collect(),
        edges: edges
            .iter()
            .filter(|_| count > 0)
            .map(|&(source, target, labelled)| Edge {
                source: end(source),
                target: end(target),
                label: labelled.then_some(Label {
                    size: Size::new(60.0, 18.0),
                }),
                class: 0,
                weight: 1.0,
            })
            .collect(),
        ..Graph::default()
    }
}

pub(super) fn graphs() -> impl Strategy<Value = Graph> {
    (
        proptest::collection::vec(0..1000u32, 0..8),
        proptest::collection::vec((0..1000u32, 1..200u16, 1..200u16), 0..24),
        proptest::collection::vec((0..1000u32, 0..1000u32, proptest::bool::ANY), 0..40),
        proptest::bool::ANY,
        0..4u32,
    )
        .prop_map(|(groups, nodes, edges, down, parts)| {
            let mut graph = graph(&groups, &nodes, &edges, down);
            if parts == 1 {
                graph.options.arrange = Arrange::Groups;
            }
            for (group, number) in graph.groups.iter_mut().zip(&groups) {
                group.direction = match (parts, number % 3) {
                    (2, 1) => Some(Direction::Right),
                    (2, 2) => Some(Direction::Down),
                    _ => None,
                };
            }
            graph
        })
}

fn within(graph: &Graph, mut parent: Parent, group: usize) -> bool {
    while let Some(GroupId(id)) = parent {
        if id as usize == group {
            return true;
        }
        parent = graph.groups[id as usize].parent;
    }
    false
}

/// Lists what a placement breaks.
fn faults(graph: &Graph, placement: &Placement) -> Vec<String> {
    let mut faults = Vec::new();
    let Placement { nodes, groups, .. } = placement;
    for (a, rect) in nodes.iter().enumerate() {
        if rect.width != graph.nodes[a].size.width || rect.height != graph.nodes[a].size.height {
            faults.push(format!("node {a} has another size"));
        }
        for (b, other) in nodes.iter().enumerate().skip(a + 1) {
            if rect.inflate(10.0).overlaps(other) {
                faults.push(format!("nodes {a} and {b} are closer than 10"));
            }
        }
        for (b, group) in groups.iter().enumerate() {
            let inside = within(graph, graph.nodes[a].parent, b);
            if inside && !room(graph, group, b).contains(rect) {
                faults.push(format!("node {a} sticks out of group {b}"));
            }
            if !inside && group.overlaps(rect) {
                faults.push(format!("node {a} lies in the foreign group {b}"));
            }
        }
    }
    for (a, rect) in groups.iter().enumerate() {
        for (b, other) in groups.iter().enumerate() {
            let inside = within(graph, graph.groups[a].parent, b);
            if inside && !room(graph, other, b).contains(rect) {
                faults.push(format!("group {a} sticks out of group {b}"));
            }
            if a < b && !inside && !within(graph, graph.groups[b].parent, a) && rect.overlaps(other)
            {
                faults.push(format!("groups {a} and {b} overlap"));
            }
        }
        let title = graph.groups[a].title.width + 2.0 * graph.groups[a].padding;
        if rect.width < title {
            faults.push(format!("the title of group {a} does not fit"));
        }
    }
    faults
}

/// What a group leaves to its members.
fn room(graph: &Graph, rect: &Rect, group: usize) -> Rect {
    let group = &graph.groups[group];
    let (pad, head) = (group.padding, group.title.height);
    Rect::new(
        rect.x + pad,
        rect.y + pad + head,
        rect.width - 2.0 * pad,
        rect.height - 2.0 * pad - head,
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    #[test]
    fn nothing_overlaps_and_groups_hold_their_own(graph in graphs()) {
        let placement = place(&graph);
        let faults = faults(&graph, &placement);
        prop_assert!(faults.is_empty(), "{:?}", faults);
        prop_assert_eq!(placement, place(&graph));
    }
}

#[test]
fn extreme_graphs_end_in_a_placement() {
    let star: Vec<(u32, u32, bool)> = (1..2000).map(|node| (0, node, false)).collect();
    let clique: Vec<(u32, u32, bool)> = (0..60u32)
        .flat_map(|a| (0..60).map(move |b| (a, b, true)))
        .collect();
    let parallel = vec![(0, 1, true); 5000];
    let deep: Vec<u32> = (0..64).collect();
    let node = (0, 90, 90);
    for graph in [
        graph(&[], &vec![node; 2000], &star, false),
        graph(&[], &[node; 60], &clique, true),
        graph(&[], &[node; 2], &parallel, false),
        graph(
            &deep,
            &[(64, 90, 90); 3],
            &[(0, 1, false), (1, 2, false)],
            true,
        ),
        graph(&[], &vec![node; 500], &[], false),
    ] {
        let placement = place(&graph);
        assert_eq!(faults(&graph, &placement), Vec::<String>::new());
    }
}

#[test]
fn what_no_edge_joins_is_packed() {
    let pairs: Vec<(u32, u32, bool)> = (0..9).map(|pair| (2 * pair, 2 * pair + 1, false)).collect();
    let placement = place(&graph(&[], &[(0, 90, 90); 18], &pairs, false));
    assert_eq!(
        faults(&graph(&[], &[(0, 90, 90); 18], &pairs, false), &placement),
        [""; 0]
    );
    let Rect { width, height, .. } = placement.bounds();
    assert!(
        (0.7..2.8).contains(&(width / height)),
        "{width} by {height}"
    );
    let mut narrow = graph(&[], &[(0, 90, 90); 18], &pairs, false);
    narrow.options.max_width = Some(600.0);
    assert!(place(&narrow).bounds().width <= 600.0);
}

#[test]
fn loners_of_a_group_stand_in_a_block() {
    let mut nodes = vec![(1, 90, 90); 9];
    nodes.push((0, 90, 90));
    let graph = graph(&[0], &nodes, &[(8, 9, false)], false);
    let placement = place(&graph);
    assert_eq!(faults(&graph, &placement), [""; 0]);
    let rows: std::collections::BTreeSet<i64> = placement.nodes[..8]
        .iter()
        .map(|rect| rect.y as i64)
        .collect();
    assert!((2..=3).contains(&rows.len()), "{rows:?}");
}

#[test]
fn a_group_has_a_direction_of_its_own() {
    // A chain of three in a group that is entered from the left.
    let mut graph = graph(
        &[0],
        &[(0, 90, 90), (1, 90, 90), (1, 90, 90), (1, 90, 90)],
        &[(0, 1, false), (1, 2, false), (2, 3, false)],
        false,
    );
    graph.groups[0].direction = Some(Direction::Down);
    let placement = place(&graph);
    let [outer, first, second, third] = placement.nodes[..] else {
        panic!("four nodes have four places")
    };
    assert!(outer.right() < first.x);
    assert!(first.bottom() < second.y && second.bottom() < third.y);
    assert_eq!((first.x, second.x), (second.x, third.x));
}

#[test]
fn groups_that_are_arranged_alone_do_not_look_at_each_other() {
    let nodes = [
        (1, 90, 90),
        (1, 90, 90),
        (1, 90, 90),
        (2, 90, 90),
        (2, 90, 90),
    ];
    let edges = [(0, 1, false), (0, 2, false), (3, 4, false)];
    let across = [(2, 3, false), (1, 4, true), (4, 0, false)];
    let place_of = |edges: &[(u32, u32, bool)]| {
        let mut graph = graph(&[0, 0], &nodes, edges, false);
        graph.options.arrange = Arrange::Groups;
        place(&graph)
    };
    let (alone, joined) = (place_of(&edges), place_of(&[&edges[..], &across].concat()));
    let inside = |placement: &Placement, nodes: std::ops::Range<usize>, group: usize| {
        let frame = placement.groups[group];
        let own = placement.nodes[nodes].iter();
        own.map(|rect| (rect.x - frame.x, rect.y - frame.y))
            .collect::<Vec<_>>()
    };
    assert_eq!(inside(&alone, 0..3, 0), inside(&joined, 0..3, 0));
    assert_eq!(inside(&alone, 3..5, 1), inside(&joined, 3..5, 1));
    assert!(joined.groups[0].right() < joined.groups[1].x);
}

/// A graph of a source that three nodes of one group follow, and a last one behind them.
fn fan(down: bool) -> Graph {
    let nodes = [
        (0, 90, 90),
        (1, 90, 90),
        (1, 90, 90),
        (1, 90, 90),
        (0, 90, 90),
    ];
    let edges = [
        (0, 1, false),
        (0, 2, false),
        (0, 3, true),
        (1, 4, false),
        (2, 3, false),
    ];
    graph(&[0], &nodes, &edges, down)
}

#[test]
fn wishes_are_met_along_the_flow_and_across_it() {
    let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(NodeId);
    for down in [false, true] {
        for wish in [
            Wish::SameRow(vec![b, c]),
            Wish::SameRow(vec![c, d]),
            Wish::SameColumn(vec![b, c]),
            Wish::SameColumn(vec![c, d]),
            Wish::SameRow(vec![a, b]),
            Wish::SameColumn(vec![a, b]),
            Wish::SameRow(vec![b, e]),
            Wish::SameColumn(vec![b, e]),
            Wish::Before(b, c),
            Wish::Before(c, b),
            Wish::Before(d, b),
            Wish::Before(a, e),
        ] {
            let mut graph = fan(down);
            graph.wishes.push(wish.clone());
            let placement = place(&graph);
            assert_eq!(faults(&graph, &placement), [""; 0], "{wish:?}");
            assert_eq!(
                placement.unmet, [0; 0],
                "{wish:?}, down {down}: {placement:?}"
            );
        }
    }
}

#[test]
fn wishes_against_each_other_are_told() {
    let [a, b, c] = [0, 1, 2].map(NodeId);
    let mut graph = fan(false);
    graph.wishes = vec![
        Wish::Before(b, c),
        Wish::SameColumn(vec![a, b]),
        Wish::SameRow(vec![a, b]),
    ];
    let placement = place(&graph);
    assert_eq!(faults(&graph, &placement), [""; 0]);
    assert!(
        placement.unmet == [1] || placement.unmet == [2],
        "{:?}",
        placement.unmet
    );
}

#[test]
fn pinned_nodes_keep_to_their_side_of_the_group() {
    for (pin, side) in [
        (Pin::Top, (|rect| rect.y) as fn(&Rect) -> f64),
        (Pin::Left, |rect| rect.x),
        (Pin::Bottom, |rect| -rect.bottom()),
        (Pin::Right, |rect| -rect.right()),
    ] {
        // No edge holds it where it would stand else.
        let mut graph = fan(false);
        graph.edges.truncate(4);
        graph.nodes[2].pin = Some(pin);
        let placement = place(&graph);
        assert_eq!(faults(&graph, &placement), [""; 0]);
        let others = [1, 3].map(|node| side(&placement.nodes[node]));
        let own = side(&placement.nodes[2]);
        assert!(
            others.iter().all(|&other| own <= other),
            "{pin:?}: {own} {others:?}"
        );
    }
}

#[test]
fn what_would_be_too_wide_is_placed_narrower() {
    let edges: Vec<(u32, u32, bool)> = (1..8).map(|leaf| (0, leaf, false)).collect();
    let mut graph = graph(&[], &[(0, 90, 90); 8], &edges, true);
    let width = place(&graph).bounds().width;
    graph.options.max_width = Some(width * 0.8);
    let placement = place(&graph);
    assert_eq!(faults(&graph, &placement), [""; 0]);
    let narrow = placement.bounds().width;
    assert!(narrow <= width * 0.8, "{narrow} instead of {width}");
}

#[test]
fn the_search_for_ranks_grows_with_what_is_very_large() {
    let steps = [24, 1_000, 5_000, 20_000].map(super::ranking);
    assert_eq!(steps, [1_000_000, 1_000_000, 1_000_000, 16_000_000]);
}
