//! The signs of findings: a shape for how bad, a number for which.

use super::findings::Entry;
use super::mark::{Mark, Step};
use super::write::{fill, line, middle, rect, width};
use crate::geometry::{Point, Rect};
use crate::lens::Severity;
use crate::theme::{Token, size};

/// Signs beside a badge, and along lines, are so wide.
pub(super) const SMALL: f64 = 17.0;

/// Draws a badge around a place.
pub(super) fn badge(entry: &Entry, at: Point) -> Vec<Mark> {
    sign(entry.severity, entry.number, at, size::BADGE_SIZE)
}

/// Draws the small sign of a finding around a place.
pub(super) fn small(entry: &Entry, at: Point) -> Vec<Mark> {
    sign(entry.severity, entry.number, at, SMALL)
}

/// Says around a place how many more findings there are than have a sign.
pub(super) fn more(count: usize, at: Point) -> Vec<Mark> {
    let words = format!("+{count}");
    let half = (width(&words, size::META) / 2.0 + 3.0).max(SMALL / 2.0);
    let place = Rect::new(at.x - half, at.y - SMALL / 2.0, 2.0 * half, SMALL);
    vec![
        rect(place.inflate(1.0), 6.0, fill(Token::Canvas)),
        rect(place, 5.0, line(Token::CardLine, 1.0).on(Token::Card)),
        middle(at.x, at.y + 4.0, &words, size::META, Token::Muted),
    ]
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
            Mark::Disc(
                at,
                half * scale - if scale < 1.0 { 1.0 } else { 2.0 },
                fill(Token::SevLow),
            ),
            middle(at.x, at.y + 4.0, &number, digit, Token::SevLowText),
        ],
    }
}
