//! Where labels go.

use super::{labels, polish};
use crate::geometry::{Point, Polyline, Rect, Size};
use crate::layout::placement::Placement;
use crate::layout::route::space::Space;
use crate::layout::{Edge, End, Graph, Label, Node, NodeId};

const CARD: Size = Size {
    width: 148.0,
    height: 56.0,
};

/// Places the labels of lines between cards; a card may have signs below its right corner.
fn placed(
    cards: &[(Point, Size)],
    lines: &[(usize, usize, Vec<Point>, Option<f64>)],
) -> Vec<Option<Rect>> {
    let graph = Graph {
        nodes: cards
            .iter()
            .map(|&(_, signs)| Node {
                size: CARD,
                parent: None,
                band: None,
                pin: None,
                signs,
            })
            .collect(),
        edges: lines
            .iter()
            .map(|&(from, to, _, label)| Edge {
                source: End::Node(NodeId(from as u32)),
                target: End::Node(NodeId(to as u32)),
                label: label.map(|width| Label {
                    size: Size::new(width, 22.0),
                }),
                class: 0,
                weight: 1.0,
            })
            .collect(),
        ..Graph::default()
    };
    let placement = Placement {
        nodes: cards
            .iter()
            .map(|(at, _)| Rect::new(at.x, at.y, CARD.width, CARD.height))
            .collect(),
        ..Placement::default()
    };
    let space = Space::new(&graph, &placement, &[]);
    let lines: Vec<Polyline> = lines
        .iter()
        .map(|(_, _, points, _)| Polyline {
            points: points.clone(),
        })
        .collect();
    let mut labels = labels(&graph, &space, &lines, &[], &[]);
    polish(&graph, &space, &lines, &[], &mut labels);
    labels
}

/// The place of a label on an upright line of 44 px from one card to another.
fn below(signs: Size) -> Rect {
    let cards = [
        (Point::new(0.0, 0.0), signs),
        (Point::new(0.0, 100.0), Size::default()),
    ];
    let line = vec![Point::new(40.0, 56.0), Point::new(40.0, 100.0)];
    placed(&cards, &[(0, 1, line, Some(110.0))])[0].expect("room for the label")
}

#[test]
fn a_label_leaves_the_signs_of_a_card_free() {
    let (free, beside) = (below(Size::default()), below(Size::new(54.0, 9.0)));
    assert_eq!(free.center().x, 40.0);
    assert!(beside.right() <= CARD.width - 54.0, "{beside:?}");
    assert!(beside.right() > 40.0, "{beside:?} is on its line");
}

#[test]
fn a_label_keeps_from_a_crossing() {
    let cards = [
        (Point::new(0.0, 0.0), Size::default()),
        (Point::new(348.0, 0.0), Size::default()),
        (Point::new(220.0, -150.0), Size::default()),
        (Point::new(220.0, 150.0), Size::default()),
    ];
    let across = vec![Point::new(148.0, 28.0), Point::new(348.0, 28.0)];
    let upright = |x: f64| vec![Point::new(x, -94.0), Point::new(x, 150.0)];
    let at = |x: f64| {
        let lines = [(0, 1, across.clone(), Some(60.0)), (2, 3, upright(x), None)];
        placed(&cards, &lines)[0].expect("room for the label")
    };
    assert_eq!(at(340.0).center().x, 248.0);
    assert!(at(282.0).right() <= 274.0, "{:?}", at(282.0));
}

#[test]
fn a_label_leaves_the_head_of_its_line_free() {
    let cards = [
        (Point::new(0.0, 0.0), Size::default()),
        (Point::new(260.0, -90.0), Size::default()),
    ];
    // The last piece is short, so that a label in the middle of the one before it would lie on the head.
    let line = vec![
        Point::new(148.0, 28.0),
        Point::new(300.0, 28.0),
        Point::new(300.0, -34.0),
    ];
    let label = placed(&cards, &[(0, 1, line, Some(80.0))])[0].expect("room for the label");
    let head = Rect::new(295.0, -34.0, 10.0, 16.0);
    assert!(!label.overlaps(&head), "{label:?}");
}

#[test]
fn a_label_stands_beside_the_bend_of_its_line() {
    let points = [(148.0, 28.0), (270.0, 28.0), (270.0, 170.0)];
    let points = points.map(|(x, y)| Point::new(x, y)).to_vec();
    let cards = [(0.0, 0.0), (196.0, 170.0)];
    let cards = cards.map(|(x, y)| (Point::new(x, y), Size::default()));
    let label = placed(&cards, &[(0, 1, points, Some(90.0))])[0].expect("there is room");
    let bend = Rect::new(270.0, 28.0, 0.0, 0.0).inflate(8.0);
    assert!(!label.overlaps(&bend), "{label:?}");
}
