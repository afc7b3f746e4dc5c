//! Where the signs of findings and changes stand: on the corners of cards and groups, and on lines.

use super::change::{self, Marked};
use super::findings::{Entry, Placed};
use super::mark::{Group, Mark, Role};
use super::pill;
use super::route::{Route, distance, toward};
use super::several;
use super::sign::{SMALL, badge, small, tick};
use super::spot::Spots;
use crate::geometry::{Point, Rect};
use crate::layout::Layout;
use crate::model;
use crate::scene::Scene;
use crate::theme::size;

/// A line tells of so many findings; the way of each can be seen at its other lines, too.
const SIGNS: usize = 3;

/// Draws the badges on cards, groups and flows; they are read with what they are on.
pub(super) fn badges(
    scene: &Scene,
    layout: &Layout,
    routes: &[Route],
    placed: &Placed,
    marked: &Marked,
    spots: &mut Spots,
) -> Vec<Mark> {
    let mut marks = changes(scene, layout, routes, marked, spots);
    let corners = scene
        .cards
        .iter()
        .map(|card| card.node)
        .zip(&layout.nodes)
        .chain(
            scene
                .frames
                .iter()
                .map(|frame| model::Node::Group(frame.group))
                .zip(&layout.groups),
        );
    for (node, place) in corners {
        let found: Vec<&Entry> = placed.on(node).collect();
        let at = corner(*place, found.len(), spots);
        let sign = match found.first() {
            Some(entry) => badge(entry, at),
            None if placed.sound(node).is_some() => tick(at),
            None => continue,
        };
        spots.take(at, size::BADGE_SIZE / 2.0);
        marks.push(silent(sign));
        if let [_, rest @ ..] = found.as_slice() {
            let beside = several::signs(rest, at, *place, routes, spots);
            marks.extend(beside.into_iter().map(silent));
        }
    }
    let labels = pill::places(scene, layout);
    for ((flow, route), label) in scene.flows.iter().zip(routes).zip(&labels) {
        let Some(entry) = placed.on_relations(&flow.relations).next() else {
            continue;
        };
        let at = spots.on_line(route, *label, size::BADGE_SIZE / 2.0);
        let at = at.or_else(|| halfway(&route.points));
        marks.extend(at.map(|at| silent(badge(entry, at))));
    }
    for ((flow, route), label) in scene.flows.iter().zip(routes).zip(&labels) {
        let mut on = placed.on_relations(&flow.relations);
        let told = on.next().map(|told| told.number);
        let mut others: Vec<&Entry> = on.collect();
        let along = placed.along(&flow.relations).take(SIGNS);
        let further: Vec<&Entry> = along
            .filter(|entry| Some(entry.number) != told)
            .filter(|entry| others.iter().all(|other| other.number != entry.number))
            .collect();
        others.extend(further);
        for entry in others {
            let at = spots.on_line(route, *label, SMALL / 2.0);
            marks.extend(at.map(|at| silent(small(entry, at))));
        }
    }
    marks
}

/// The corner of a card or group for its badge: at the right, unless a label is there and the left one is free. Several
/// signs need the whole edge.
fn corner(place: Rect, signs: usize, spots: &Spots) -> Point {
    let right = Point::new(place.right() - 2.0, place.y + 1.0);
    let left = Point::new(place.x + 2.0, place.y + 1.0);
    let free = |at: Point| spots.is_free(at, size::BADGE_SIZE / 2.0, Some(place));
    if signs < 2 && !free(right) && free(left) {
        left
    } else {
        right
    }
}

/// Draws the marks of what changed, on cards, groups and flows.
fn changes(
    scene: &Scene,
    layout: &Layout,
    routes: &[Route],
    marked: &Marked,
    spots: &mut Spots,
) -> Vec<Mark> {
    let cards = scene.cards.iter().map(|card| marked.on_card(card.node));
    let frames = scene
        .frames
        .iter()
        .map(|frame| marked.on(model::Node::Group(frame.group)));
    let places = layout.nodes.iter().chain(&layout.groups);
    let mut marks = Vec::new();
    for (state, place) in cards.chain(frames).zip(places) {
        if let Some(state) = state {
            let at = Point::new(place.x + 1.0, place.y + 1.0);
            spots.take(at, change::REACH);
            marks.push(silent(change::mark(state, at)));
        }
    }
    let labels = pill::places(scene, layout);
    for ((flow, route), label) in scene.flows.iter().zip(routes).zip(labels) {
        if let Some(state) = marked.along(&flow.relations) {
            let at = spots.on_line(route, label, change::REACH);
            let at = at.or_else(|| halfway(&route.points));
            marks.extend(at.map(|at| silent(change::mark(state, at))));
        }
    }
    marks
}

fn silent(marks: Vec<Mark>) -> Mark {
    Mark::Group(Group {
        role: Role::Silent,
        marks,
        ..Group::default()
    })
}

/// The middle of the longest segment.
fn halfway(points: &[Point]) -> Option<Point> {
    let longest = points
        .windows(2)
        .max_by(|a, b| distance(a[0], a[1]).total_cmp(&distance(b[0], b[1])))?;
    let (from, to) = (longest[0], longest[1]);
    Some(toward(from, to, distance(from, to) / 2.0))
}
