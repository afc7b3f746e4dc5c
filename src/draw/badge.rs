//! The marks of findings: a shape for how bad, a number for which.

use super::findings::{Entry, Placed};
use super::mark::{Group, Mark, Role, Step};
use super::route::{Route, distance, toward};
use super::write::{fill, line, middle};
use crate::geometry::Point;
use crate::layout::Layout;
use crate::lens::Severity;
use crate::model;
use crate::scene::Scene;
use crate::theme::{Token, size};

/// Draws the badges on cards, groups and flows; they are read with what they are on.
pub(super) fn badges(
    scene: &Scene,
    layout: &Layout,
    routes: &[Route],
    placed: &Placed,
) -> Vec<Mark> {
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
    let mut marks = Vec::new();
    for (node, place) in corners {
        if let Some(entry) = placed.on(node).next() {
            marks.push(silent(badge(
                entry,
                Point::new(place.right() - 2.0, place.y + 1.0),
            )));
        }
    }
    for ((flow, route), edge) in scene.flows.iter().zip(routes).zip(&layout.edges) {
        let Some(entry) = placed.on_relations(&flow.relations).next() else {
            continue;
        };
        let at = match (&edge.label, &flow.pill) {
            (Some(place), Some(pill)) => {
                let center = place.center();
                Some(Point::new(center.x - pill.size.width / 2.0 - 8.0, center.y))
            }
            _ => halfway(&route.points),
        };
        marks.extend(at.map(|at| silent(badge(entry, at))));
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
    let number = entry.number.to_string();
    let shape = |points: &[(f64, f64)]| {
        let mut steps: Vec<Step> = points
            .iter()
            .enumerate()
            .map(|(index, (x, y))| {
                let point = Point::new(at.x + x, at.y + y);
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
    match entry.severity {
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
                middle(at.x, at.y + 4.2, &number, size::BADGE, Token::SevHighText),
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
            middle(at.x, at.y + 6.6, &number, size::BADGE, Token::SevMediumText),
        ],
        Severity::Low | Severity::Info => vec![
            Mark::Disc(at, half, fill(Token::Canvas)),
            Mark::Disc(at, half - 2.0, fill(Token::SevLow)),
            middle(at.x, at.y + 4.0, &number, size::BADGE, Token::SevLowText),
        ],
    }
}
