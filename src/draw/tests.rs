//! Tests: small architectures in, what their pictures say out.

use super::{Drawing, Findings, Mark, Options, draw};
use crate::lens::{self, Text};
use crate::source::{NoFiles, Sources};
use crate::{catalog, layout, model, scene, theme};

const LENS: &str = r#"
lens house "House" {
  rule H-1 "A user comes around the door" {
    pillar: security; severity: high
    for (u: user) -> (f: lambda) -> (t: dynamodb)
    on: t
    forbid match
    message: "{u} gets to {t} through {f}"
  }
  rule H-2 "A function says how much memory it takes" {
    pillar: cost; severity: low
    for (f: lambda)
    require f.memory > 1MB
    message: "{f} says nothing"
  }
}
"#;

fn model(source: &str) -> model::Model {
    let mut sources = Sources::default();
    let loaded = model::load_text(&mut sources, &NoFiles, "it.arch", source);
    let options = model::Options::default();
    model::resolve(&loaded.value, catalog::builtin(), &options).value
}

fn drawing(model: &model::Model, options: &Options) -> Drawing {
    judged(LENS, model, options)
}

fn judged(text: &str, model: &model::Model, options: &Options) -> Drawing {
    let mut sources = Sources::default();
    let file = sources.add("house.lens", text);
    let lenses = lens::load(&[Text { file, text }]);
    assert_eq!(lenses.diagnostics, []);
    let review = lens::review(model, &lenses.value, &lens::Options::default()).value;
    let view = &model.views[0];
    let scene = scene::scene(model, catalog::builtin(), view, &scene::Options::default());
    let layout = layout::layout(&scene.graph);
    let look = theme::Look::named("light").expect("a look that is built in");
    let drawing = draw(&scene, &layout, &look, Some(&review), options);
    let wrong = super::lint::lint(&scene, &layout, &drawing).into_iter();
    // What a legend explains beyond what is used is its author's wish.
    let errors: Vec<_> = wrong
        .filter(|lint| lint.level == super::lint::Level::Error && lint.rule != "legend")
        .collect();
    assert_eq!(errors, []);
    drawing
}

/// The names of cards and flows as they are read aloud, and all words that are no part of them.
fn told(marks: &[Mark], lines: &mut Vec<String>) {
    for mark in marks {
        match mark {
            Mark::Group(group) if group.label.is_empty() => told(&group.marks, lines),
            Mark::Group(group) if group.kind == "layer" => {}
            Mark::Group(group) => lines.push(group.label.clone()),
            Mark::Text(text) => lines.push(text.text.clone()),
            _ => {}
        }
    }
}

fn check(source: &str, options: &Options, expected: &[&str]) {
    check_model(&model(source), options, expected);
}

fn check_model(model: &model::Model, options: &Options, expected: &[&str]) {
    let drawing = drawing(model, options);
    let mut lines = Vec::new();
    told(&drawing.marks, &mut lines);
    assert_eq!(lines, expected);
}

const SHOP: &str =
    "user fan\nlambda buy { memory: 128MB }\ndynamodb orders\nfan -> buy \"pay\"\nbuy -> orders";

#[test]
fn a_finding_is_told_on_its_card_and_along_its_way() {
    check(
        SHOP,
        &Options::default(),
        &[
            "Fan, User",
            "Fan to Buy: pay, on the way of finding 1",
            "Buy, Lambda",
            "Buy to Orders, on the way of finding 1",
            "Orders, DynamoDB, finding 1: “Fan” gets to “Orders” through “Buy”",
            "pay",
            "1",
            "1",
            "1",
            "Flows",
            "Request",
            "Path of a finding",
            "Review",
            "1 passed · 1 high risk",
            "1",
            "H-1",
            "“Fan” gets to “Orders” through “Buy”",
        ],
    );
}

/// A lens whose rules all fail on each function: one high, so many medium.
fn strict(medium: usize) -> String {
    let rule = |at: usize, severity: &str| {
        format!(
            "rule S-{at} \"Rule {at}\" {{ pillar: cost; severity: {severity}; for (f: lambda)\n require f.memory > 1GB\n message: \"{{f}} fails {at}\" }}\n"
        )
    };
    let rules: String = (1..=medium).map(|at| rule(at, "medium")).collect();
    format!("lens house \"House\" {{\n{}{rules}}}", rule(0, "high"))
}

/// The words on the signs, which are silent: what a card is read as names its findings.
fn signs(drawing: &Drawing) -> Vec<String> {
    let mut words = Vec::new();
    for mark in &drawing.marks {
        if let Mark::Group(group) = mark
            && group.role == super::Role::Silent
        {
            told(&group.marks, &mut words);
        }
    }
    words
}

#[test]
fn several_findings_on_a_card_have_a_sign_each() {
    for (medium, shown) in [
        (0, &["1"][..]),
        (2, &["1", "2", "3"]),
        (3, &["1", "2", "3", "4"]),
        (6, &["1", "2", "3", "+4"]),
    ] {
        let one = model("user u\nlambda one { memory: 128MB }\nu -> one");
        let drawing = judged(&strict(medium), &one, &Options::default());
        assert_eq!(signs(&drawing), shown);
        let Some(Mark::Group(card)) = drawing
            .marks
            .iter()
            .find(|mark| matches!(mark, Mark::Group(group) if group.label.starts_with("One")))
        else {
            panic!("the function is drawn");
        };
        let named: Vec<String> = (0..=medium)
            .map(|at| format!("{} S-{at} “One” fails {at}", at + 1))
            .collect();
        assert!(card.title.ends_with(&named.join("\n")), "{}", card.title);
    }
}

#[test]
fn findings_without_a_line_in_the_legend_are_told_by_number_and_rule() {
    let many =
        model("lambda a { memory: 128MB }\nlambda b { memory: 128MB }\nlambda c { memory: 128MB }");
    let drawing = judged(&strict(3), &many, &Options::default());
    let mut words = Vec::new();
    told(&drawing.marks, &mut words);
    assert_eq!(
        words.last().map(String::as_str),
        Some("and 4 more: 9 S-2, 10–12 S-3")
    );
}

#[test]
fn what_passed_all_has_a_tick_where_all_findings_are_shown() {
    let options = Options {
        findings: Findings::All,
        witness: super::Witness::Hidden,
        ..Options::default()
    };
    check(
        SHOP,
        &options,
        &[
            "Fan, User",
            "Fan to Buy: pay",
            "Buy, Lambda, passed 1 rule",
            "Buy to Orders",
            "Orders, DynamoDB, finding 1: “Fan” gets to “Orders” through “Buy”",
            "pay",
            "1",
            "Flows",
            "Request",
            "Review",
            "1 passed · 1 high risk",
            "1",
            "H-1",
            "“Fan” gets to “Orders” through “Buy”",
            "Passed all that it was asked",
        ],
    );
}

#[test]
fn what_changed_is_told_on_cards_lines_and_in_the_legend() {
    let old =
        model("lambda a { memory: 1GB }\nlambda old { memory: 1GB }\nsqs q\na ~> q\nold ~> q");
    let new = model("lambda a { memory: 2GB }\nsqs q\nsns t\na ~> q\na ~> t");
    let diff = crate::diff::diff(&old, &new);
    let options = Options {
        findings: Findings::None,
        changes: diff.changes,
        unchanged: super::Unchanged::Dimmed,
        ..Options::default()
    };
    check_model(
        &diff.model,
        &options,
        &[
            "A, Lambda, changed: memory 1GB → 2GB",
            "A to Q",
            "A to T, added",
            "Old, Lambda, removed",
            "Old to Q, removed",
            "T, SNS, added",
            "Q, SQS",
            "Flows",
            "Event",
            "Changes",
            "2 added",
            "2 removed",
            "1 changed",
        ],
    );
    let drawing = drawing(&diff.model, &options);
    let mut dimmed: Vec<&str> = drawing
        .marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Group(group) if group.strength == super::Strength::Dimmed => Some(&*group.label),
            _ => None,
        })
        .collect();
    dimmed.sort_unstable();
    assert_eq!(dimmed, ["A to Q", "Q, SQS"]);
}

#[test]
fn several_of_a_thing_are_a_stack() {
    let options = Options {
        findings: Findings::None,
        ..Options::default()
    };
    check(
        "service worker { count: 3 }\nservice one { count: 1 }",
        &options,
        &["Worker ×3, Service", "One, Service"],
    );
}

#[test]
fn a_full_legend_has_every_sign() {
    let options = Options {
        findings: Findings::None,
        legend: super::Legend::Full,
        ..Options::default()
    };
    check(
        "sqs q",
        &options,
        &[
            "Q, SQS",
            "Flows",
            "Request",
            "Event",
            "Stream",
            "Identity",
            "Telemetry",
            "Deployment",
            "Attributes",
            "Dead-letter queue",
            "Encrypted",
            "Traced",
            "WAF or policy",
            "Reserved capacity",
            "Several zones",
            "Findings",
            "1",
            "High risk",
            "2",
            "Medium risk",
            "3",
            "Low risk, advice",
            "Passed",
        ],
    );
}

#[test]
fn what_all_of_a_layer_share_is_told_once() {
    let options = Options {
        findings: Findings::None,
        ..Options::default()
    };
    let table = |id: &str, more: &str| format!("dynamodb {id} {{ encryption: kms{more} }}\n");
    let view = "view v { attributes: notable }";
    let three = [table("a", ""), table("b", "; dax"), table("c", "")].concat();
    check(
        &format!("{three}{view}"),
        &options,
        &[
            "V",
            "A, DynamoDB",
            "B, DynamoDB",
            "C, DynamoDB",
            "Attributes",
            "Encrypted: all of Data",
        ],
    );
    let two = [table("a", ""), table("b", "")].concat();
    check(
        &format!("{two}{view}"),
        &options,
        &[
            "V",
            "A, DynamoDB, encrypted",
            "B, DynamoDB, encrypted",
            "Attributes",
            "Encrypted",
        ],
    );
}

#[test]
fn the_papers_of_the_file_stand_at_the_top() {
    let options = Options {
        findings: Findings::None,
        ..Options::default()
    };
    check(
        "architecture \"Shop\" { owner: \"team\"; region: eu-west-1; date: 2026-11-25 }\nsqs q",
        &options,
        &[
            "Shop",
            "Region",
            "eu-west-1",
            "Date",
            "2026-11-25",
            "Owner",
            "team",
            "Q, SQS",
        ],
    );
}
