//! The labels on lines.

use super::change::{self, Marked, State};
use super::flow::data;
use super::mark::{Group, Mark, Role, Strength};
use super::write::{fill, line, middle, rect, text};
use crate::geometry::{Point, Rect};
use crate::layout::{Layout, Route};
use crate::scene::{Flow, Pill, Scene};
use crate::theme::{Token, size};

/// Before the disc, between discs.
const GAP: f64 = 3.0;
const AFTER_DISC: f64 = 5.0;

/// Draws all labels; they are read with their flows, so that here they are silent.
pub(super) fn pills(scene: &Scene, layout: &Layout, marked: &Marked) -> Vec<Mark> {
    scene
        .flows
        .iter()
        .zip(&layout.edges)
        .filter_map(|(flow, route)| {
            let place = route.label?;
            let mut data = data(flow);
            data.push(("label", flow.label.clone()));
            let state = marked.along(&flow.relations);
            let shown = flow.pill.as_ref()?;
            let mut words = words(shown, place);
            if state == Some(State::Removed) {
                words.extend(change::struck(&words));
            }
            // A surface that is dimmed would show the line below the words.
            let mut marks: Vec<Mark> = plate(shown, place).into_iter().collect();
            match marked.strength(state) {
                Strength::Full => marks.extend(words),
                strength => marks.push(Mark::Group(Group {
                    strength,
                    marks: words,
                    ..Group::default()
                })),
            }
            Some(Mark::Group(Group {
                role: Role::Silent,
                data,
                marks,
                ..Group::default()
            }))
        })
        .collect()
}

/// Returns where each flow's pill stands.
pub(super) fn places(scene: &Scene, layout: &Layout) -> Vec<Option<Rect>> {
    let place = |(flow, route): (&Flow, &Route)| {
        let pill = flow.pill.as_ref()?;
        Some(within(pill, route.label?))
    };
    scene.flows.iter().zip(&layout.edges).map(place).collect()
}

/// Returns where a pill stands in its place, which may be larger: in the middle.
fn within(pill: &Pill, place: Rect) -> Rect {
    let (center, size) = (place.center(), pill.size);
    let (left, top) = (center.x - size.width / 2.0, center.y - size.height / 2.0);
    Rect::new(left, top, size.width, size.height)
}

pub(super) fn pill(pill: &Pill, place: Rect) -> Vec<Mark> {
    let mut marks: Vec<Mark> = plate(pill, place).into_iter().collect();
    marks.extend(words(pill, place));
    marks
}

/// The surface below a label's words; numbers alone have none.
fn plate(pill: &Pill, place: Rect) -> Option<Mark> {
    let style = line(Token::PillLine, 1.0).on(Token::Pill);
    (!pill.lines.is_empty()).then(|| rect(within(pill, place), size::PILL_RADIUS, style))
}

fn words(pill: &Pill, place: Rect) -> Vec<Mark> {
    let place = within(pill, place);
    let center = place.center();
    let mut marks = Vec::new();
    let mut x = place.x;
    if !pill.lines.is_empty() {
        x += if pill.steps.is_empty() {
            size::PILL_PAD
        } else {
            GAP
        };
    }
    for number in &pill.steps {
        marks.extend(disc(
            *number,
            Point::new(x + size::STEP_DISC / 2.0, center.y),
        ));
        x += size::STEP_DISC + GAP;
    }
    if !pill.steps.is_empty() {
        x += AFTER_DISC - GAP;
    }
    let first =
        center.y + 4.2 - (pill.lines.len().saturating_sub(1)) as f64 * size::LABEL.line / 2.0;
    for (row, words) in pill.lines.iter().enumerate() {
        let y = first + row as f64 * size::LABEL.line;
        marks.push(text(x, y, words, size::LABEL, Token::Text));
    }
    marks
}

/// Draws the number of a step.
pub(super) fn disc(number: u32, center: Point) -> [Mark; 2] {
    [
        Mark::Disc(center, size::STEP_DISC / 2.0, fill(Token::Step)),
        middle(
            center.x,
            center.y + 3.9,
            &number.to_string(),
            size::STEP,
            Token::StepText,
        ),
    ]
}
