//! The marks of findings: a shape for how bad, a number for which.

use super::change::{self, Marked};
use super::findings::{Entry, Placed};
use super::mark::{Group, Mark, Role, Step};
use super::pill;
use super::route::{Route, distance, toward};
use super::spot::Spots;
use super::write::{fill, line, middle, rect};
use crate::geometry::{Point, Rect};
use crate::layout::Layout;
use crate::lens::Severity;
use crate::model;
use crate::scene::Scene;
use crate::theme::{Token, size};

/// The signs that tell along a line which findings its way belongs to are so wide.
const SMALL: f64 = 17.0;
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
        let at = Point::new(place.right() - 2.0, place.y + 1.0);
        let sign = match placed.on(node).next() {
            Some(entry) => badge(entry, at),
            None if placed.sound(node).is_some() => tick(at),
            None => continue,
        };
        spots.take(at, size::BADGE_SIZE / 2.0);
        marks.push(silent(sign));
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
        let told = placed.on_relations(&flow.relations).next();
        for entry in placed.along(&flow.relations).take(SIGNS) {
            if told.is_some_and(|told| told.number == entry.number) {
                continue;
            }
            let at = spots.on_line(route, *label, SMALL / 2.0);
            marks.extend(at.map(|at| silent(sign(entry.severity, entry.number, at, SMALL))));
        }
    }
    marks
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

/// Draws a badge around a place.
pub(super) fn badge(entry: &Entry, at: Point) -> Vec<Mark> {
    sign(entry.severity, entry.number, at, size::BADGE_SIZE)
}

/// Draws the sign of what passed all that it was asked: a square with a tick.
pub(super) fn tick(at: Point) -> Vec<Mark> {
    const HALF: f64 = 9.0;
    let place = |half: f64| Rect::new(at.x, at.y, 0.0, 0.0).inflate(half);
    let tick = [(-4.2, 0.2), (-1.3, 3.1), (4.2, -3.0)];
    let steps = tick.iter().enumerate().map(|(index, (x, y))| {
        let point = Point::new(at.x + x, at.y + y);
        match index {
            0 => Step::Move(point),
            _ => Step::Line(point),
        }
    });
    vec![
        rect(place(HALF + 1.0), 5.0, fill(Token::Canvas)),
        rect(place(HALF - 1.0), 4.0, fill(Token::SevOk)),
        Mark::Path(steps.collect(), line(Token::SevOkText, 2.0)),
    ]
}

/// Draws the sign of a severity with a number in it, so wide.
pub(super) fn sign(severity: Severity, number: usize, at: Point, wide: f64) -> Vec<Mark> {
    let number = number.to_string();
    let scale = wide / size::BADGE_SIZE;
    let digit = match scale < 1.0 {
        true => size::STEP,
        false => size::BADGE,
    };
    let shape = |points: &[(f64, f64)]| {
        let mut steps: Vec<Step> = points
            .iter()
            .enumerate()
            .map(|(index, (x, y))| {
                let point = Point::new(at.x + x * scale, at.y + y * scale);
                if index == 0 {
                    Step::Move(point)
                } else {
                    Step::Line(point)
                }
            })
            .collect();
        steps.push(Step::Close);
        steps
    };
    let half = size::BADGE_SIZE / 2.0;
    match severity {
        Severity::High => {
            const C: f64 = 4.56;
            let octagon = shape(&[
                (-C, -half),
                (C, -half),
                (half, -C),
                (half, C),
                (C, half),
                (-C, half),
                (-half, C),
                (-half, -C),
            ]);
            vec![
                Mark::Path(octagon, line(Token::Canvas, 2.0).on(Token::SevHigh)),
                middle(at.x, at.y + 4.1, &number, digit, Token::SevHighText),
            ]
        }
        Severity::Medium => vec![
            Mark::Path(
                shape(&[(0.0, -12.5), (12.5, 9.5), (-12.5, 9.5)]),
                line(Token::Canvas, 2.0).on(Token::SevMedium),
            ),
            Mark::Path(
                shape(&[(0.0, -11.3), (11.3, 8.7), (-11.3, 8.7)]),
                line(Token::SevMediumLine, 1.25),
            ),
            middle(
                at.x,
                at.y + 6.6 * scale,
                &number,
                digit,
                Token::SevMediumText,
            ),
        ],
        Severity::Low | Severity::Info => vec![
            Mark::Disc(at, half * scale, fill(Token::Canvas)),
            Mark::Disc(at, half * scale - 1.0 - scale, fill(Token::SevLow)),
            middle(at.x, at.y + 4.0, &number, digit, Token::SevLowText),
        ],
    }
}
