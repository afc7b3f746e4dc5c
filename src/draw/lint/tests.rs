//! Tests: small drawings in, complaints out.

use super::shapes::shapes;
use super::{Lint, contrast, fit, overlap};
use crate::draw::mark::{Drawing, Group, Mark, Role};
use crate::draw::write::{fill, line, rect, text};
use crate::geometry::{Point, Rect, Size};
use crate::theme::{Flow, Look, Token, size};

fn check(marks: Vec<Mark>, expected: &[&str]) {
    let drawing = Drawing {
        id: "d".to_owned(),
        title: String::new(),
        description: String::new(),
        look: Look::named("auto").expect("a look that is built in"),
        size: Size::new(400.0, 300.0),
        marks: std::iter::once(rect(
            Rect::new(0.0, 0.0, 400.0, 300.0),
            0.0,
            fill(Token::Canvas),
        ))
        .chain(marks)
        .collect(),
    };
    let shapes = shapes(&drawing);
    let found: Vec<Lint> = fit::fit(&shapes)
        .into_iter()
        .chain(overlap::overlap(&shapes))
        .chain(contrast::contrast(&shapes, &drawing.look))
        .collect();
    let messages: Vec<&str> = found.iter().map(|lint| lint.message.as_str()).collect();
    assert_eq!(messages, expected);
}

fn card(width: f64) -> Mark {
    rect(
        Rect::new(10.0, 10.0, width, 56.0),
        10.0,
        line(Token::CardLine, 1.0).on(Token::Card),
    )
}

fn title(x: f64, words: &str) -> Mark {
    text(x, 35.0, words, size::CARD_TITLE, Token::Ink)
}

#[test]
fn a_card_whose_title_fits_is_fine() {
    check(vec![card(164.0), title(65.0, "createOrder")], &[]);
}

#[test]
fn a_title_that_sticks_out_is_seen() {
    check(
        vec![card(100.0), title(65.0, "createOrder")],
        &["`createOrder` does not fit"],
    );
}

#[test]
fn texts_on_each_other_are_seen() {
    check(
        vec![card(300.0), title(65.0, "one"), title(80.0, "two")],
        &["`one` and `two` overlap"],
    );
}

#[test]
fn what_covers_a_text_is_seen() {
    check(
        vec![title(65.0, "one"), card(164.0)],
        &["something covers `one`"],
    );
}

#[test]
fn a_line_through_a_text_is_seen_but_not_under_a_pill() {
    let across = || {
        Mark::Path(
            vec![
                crate::draw::mark::Step::Move(Point::new(0.0, 31.0)),
                crate::draw::mark::Step::Line(Point::new(300.0, 31.0)),
            ],
            line(Token::Flow(Flow::Request), 1.75),
        )
    };
    check(
        vec![title(65.0, "one"), across()],
        &["a line runs through `one`"],
    );
    let pill = rect(Rect::new(50.0, 20.0, 90.0, 22.0), 11.0, fill(Token::Pill));
    check(vec![across(), pill, title(65.0, "one")], &[]);
}

#[test]
fn a_badge_on_a_text_is_seen() {
    let badge = Mark::Group(Group {
        role: Role::Silent,
        marks: vec![Mark::Disc(
            Point::new(70.0, 30.0),
            11.0,
            line(Token::SevLow, 1.0),
        )],
        ..Group::default()
    });
    check(vec![title(65.0, "one"), badge], &["a badge covers `one`"]);
}

#[test]
fn pale_words_are_seen_in_both_looks() {
    check(
        vec![text(65.0, 35.0, "pale", size::LEGEND, Token::CardLine)],
        &[
            "`card-line` on `canvas` has 1.64:1, less than 4.5:1",
            "dark: `card-line` on `canvas` has 2.04:1, less than 4.5:1",
        ],
    );
}
