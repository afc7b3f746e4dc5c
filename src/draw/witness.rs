//! The ways that prove findings: a wash along the lines, in the colour of the worst finding that each belongs to.

use super::findings::Placed;
use super::mark::{Cap, Group, Mark, Role, Step};
use super::route::Route;
use super::write::dashed;
use crate::lens::Severity;
use crate::scene::Scene;
use crate::theme::Token;

/// How wide the wash is, with its borders.
const WIDTH: f64 = 11.0;
const BORDER: f64 = 1.0;

/// Draws the washes, which lie below all lines; none where no finding has a way.
pub(super) fn washes(scene: &Scene, routes: &[Route], placed: &Placed) -> Option<Mark> {
    // The worst come last, so that where ways meet they are seen whole.
    let mut ways: Vec<(Severity, Vec<Step>)> = scene
        .flows
        .iter()
        .zip(routes)
        .filter_map(|(flow, route)| {
            let worst = placed.along(&flow.relations).next()?.severity;
            Some((worst, route.path(0.0, BORDER)))
        })
        .collect();
    ways.sort_by_key(|(worst, _)| *worst);
    let marks: Vec<Mark> = ways
        .into_iter()
        .flat_map(|(worst, way)| wash(worst, way))
        .collect();
    (!marks.is_empty()).then(|| {
        Mark::Group(Group {
            role: Role::Silent,
            data: vec![("part", "witness".to_owned())],
            marks,
            ..Group::default()
        })
    })
}

/// Draws one wash.
pub(super) fn wash(severity: Severity, way: Vec<Step>) -> [Mark; 2] {
    let (border, surface) = match severity {
        Severity::High => (Token::SevHigh, Token::SevHighWash),
        Severity::Medium => (Token::SevMediumLine, Token::SevMediumWash),
        Severity::Low | Severity::Info => (Token::SevLow, Token::Card),
    };
    let style = |token, width| dashed(token, width, &[], Cap::Butt);
    [
        Mark::Path(way.clone(), style(border, WIDTH)),
        Mark::Path(way, style(surface, WIDTH - 2.0 * BORDER)),
    ]
}
