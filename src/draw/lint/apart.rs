//! Are lines far enough apart to be told from each other?

use super::{Lint, warning};
use crate::geometry::{Point, Rect};
use crate::layout::{End, Layout};
use crate::scene::{Flow, Scene};
use std::collections::BTreeSet;

/// Lines of different ends keep so far apart, where they run beside each other for so long.
const APART: f64 = 8.0;
const BESIDE: f64 = 20.0;
/// Lines keep so far off borders that run along them.
const OFF: f64 = 5.5;
/// Lines that meet one side of a card do so this far apart, or at one place.
const PORTS: f64 = 12.0;
const SAME: f64 = 0.5;

/// A straight piece of a flow that runs along one axis.
struct Piece {
    flow: usize,
    upright: bool,
    /// Where it lies across its direction, and from where to where along it.
    across: f64,
    from: f64,
    to: f64,
}

/// Lists flows that run so close beside each other that the eye takes one for the other.
pub(super) fn parallel(scene: &Scene, layout: &Layout) -> Vec<Lint> {
    let mut pieces = pieces(layout);
    pieces.sort_by(|a, b| (a.upright.cmp(&b.upright)).then(a.across.total_cmp(&b.across)));
    let mut pairs = BTreeSet::new();
    for (at, one) in pieces.iter().enumerate() {
        for other in &pieces[at + 1..] {
            if other.upright != one.upright || other.across - one.across >= APART {
                break;
            }
            let beside = one.to.min(other.to) - one.from.max(other.from);
            let (a, b) = (one.flow.min(other.flow), one.flow.max(other.flow));
            // Flows of one end may share a trunk.
            if beside > BESIDE && !share_end(&scene.flows[a], &scene.flows[b]) {
                pairs.insert((a, b));
            }
        }
    }
    pairs
        .into_iter()
        .map(|(a, b)| {
            let (a, b) = (name(&scene.flows[a]), name(&scene.flows[b]));
            warning(
                "parallel",
                format!("{a} and {b} run less than {APART} px apart"),
            )
        })
        .collect()
}

/// Lists flows that run along the border of a group or a band so close to it that they seem to be a part of it.
pub(super) fn borders(scene: &Scene, layout: &Layout) -> Vec<Lint> {
    let frames = layout.groups.iter().chain(layout.bands.iter().flatten());
    let borders: Vec<Piece> = frames.flat_map(sides).collect();
    let hugged = |piece: &Piece| {
        borders.iter().any(|border| {
            let beside = piece.to.min(border.to) - piece.from.max(border.from);
            let apart = (piece.across - border.across).abs();
            piece.upright == border.upright && beside > BESIDE && apart < OFF
        })
    };
    let pieces = pieces(layout).into_iter();
    let flows: BTreeSet<usize> = pieces.filter(hugged).map(|piece| piece.flow).collect();
    let told = flows.into_iter().map(|flow| {
        let name = name(&scene.flows[flow]);
        warning("border", format!("{name} runs along a border"))
    });
    told.collect()
}

/// The sides of a box.
fn sides(place: &Rect) -> [Piece; 4] {
    let [left, right] = [place.x, place.right()];
    let [top, bottom] = [place.y, place.bottom()];
    let corner = |(x, y)| Point::new(x, y);
    [
        ((left, top), (right, top)),
        ((right, top), (right, bottom)),
        ((left, bottom), (right, bottom)),
        ((left, top), (left, bottom)),
    ]
    .map(|(a, b)| piece(0, corner(a), corner(b)))
}

fn pieces(layout: &Layout) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (flow, route) in layout.edges.iter().enumerate() {
        pieces.extend(route.line.segments().map(|(a, b)| piece(flow, a, b)));
    }
    pieces
}

fn piece(flow: usize, a: Point, b: Point) -> Piece {
    let upright = (a.x - b.x).abs() < (a.y - b.y).abs();
    let (across, one, other) = match upright {
        true => (a.x, a.y, b.y),
        false => (a.y, a.x, b.x),
    };
    Piece {
        flow,
        upright,
        across,
        from: one.min(other),
        to: one.max(other),
    }
}

fn share_end(a: &Flow, b: &Flow) -> bool {
    [a.from, a.to]
        .iter()
        .any(|end| [b.from, b.to].contains(end))
}

/// Lists the sides of cards at which lines meet too close to each other.
pub(super) fn ports(scene: &Scene, layout: &Layout) -> Vec<Lint> {
    let mut ports: Vec<(u32, Side, f64)> = Vec::new();
    for (flow, route) in scene.flows.iter().zip(&layout.edges) {
        let ends = [
            (flow.from, route.line.points.first()),
            (flow.to, route.line.points.last()),
        ];
        for (end, point) in ends {
            if let (End::Node(node), Some(point)) = (end, point) {
                let (side, along) = side(&layout.nodes[node.0 as usize], *point);
                ports.push((node.0, side, along));
            }
        }
    }
    ports.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
    let mut crowded = BTreeSet::new();
    for pair in ports.windows(2) {
        let gap = pair[1].2 - pair[0].2;
        if (pair[0].0, pair[0].1) == (pair[1].0, pair[1].1) && (SAME..PORTS).contains(&gap) {
            crowded.insert(pair[0].0);
        }
    }
    crowded
        .into_iter()
        .map(|node| {
            let name = &scene.cards[node as usize].name;
            warning(
                "port",
                format!("lines meet a side of `{name}` less than {PORTS} px apart"),
            )
        })
        .collect()
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    Top,
    Right,
    Bottom,
    Left,
}

/// The side of a box that a place is nearest to, and where on it.
fn side(place: &Rect, point: Point) -> (Side, f64) {
    let sides = [
        (Side::Top, (point.y - place.y).abs(), point.x),
        (Side::Right, (point.x - place.right()).abs(), point.y),
        (Side::Bottom, (point.y - place.bottom()).abs(), point.x),
        (Side::Left, (point.x - place.x).abs(), point.y),
    ];
    let nearest = sides.into_iter().min_by(|a, b| a.1.total_cmp(&b.1));
    nearest.map_or((Side::Top, point.x), |(side, _, along)| (side, along))
}

/// Lists labels that flows on one trunk repeat.
pub(super) fn repeated(scene: &Scene, layout: &Layout) -> Vec<Lint> {
    let words = |flow: &Flow| flow.pill.as_ref().map(|pill| pill.lines.clone());
    let start = |at: usize| {
        layout
            .edges
            .get(at)
            .and_then(|route| route.line.points.first())
    };
    let mut found = Vec::new();
    for (at, flow) in scene.flows.iter().enumerate() {
        let twin = |&before: &usize| {
            let other = &scene.flows[before];
            (other.from, other.kind) == (flow.from, flow.kind)
                && words(other) == words(flow)
                && start(before) == start(at)
        };
        if flow.pill.is_some()
            && let Some(first) = (0..at).find(twin)
        {
            let (first, second) = (&scene.flows[first].to_name, &flow.to_name);
            let (from, label) = (&flow.from_name, &flow.label);
            found.push(warning(
                "labels",
                format!("one line from `{from}` says `{label}` to `{first}` and to `{second}`"),
            ));
        }
    }
    found
}

fn name(flow: &Flow) -> String {
    format!("`{}` to `{}`", flow.from_name, flow.to_name)
}
