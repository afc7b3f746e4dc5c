//! Tests: two small architectures in, what changed out.

use super::{Change, diff};
use crate::model::{Model, Options, load_text, resolve};
use crate::source::{NoFiles, Sources};
use crate::{catalog, model::Node};

fn model(text: &str) -> Model {
    let mut sources = Sources::default();
    let loaded = load_text(&mut sources, &NoFiles, "it.arch", text);
    let resolved = resolve(&loaded.value, catalog::builtin(), &Options::default());
    assert_eq!(resolved.diagnostics, [], "{text}");
    resolved.value
}

fn line(name: &str, change: &Change) -> String {
    let edits: Vec<String> = change.edits().iter().map(super::Edit::words).collect();
    format!("{} {name} {}", change.sign(), edits.join(", "))
        .trim_end()
        .to_owned()
}

fn check(old: &str, new: &str, expected: &[&str]) {
    let found = diff(&model(old), &model(new));
    let both = &found.model;
    let mut lines: Vec<String> = found.whole.iter().map(super::Edit::words).collect();
    for (node, change) in &found.changes.nodes {
        lines.push(line(both.path(*node), change));
    }
    for (id, change) in &found.changes.relations {
        let relation = both.relation(*id);
        let (from, to) = (both.end(&relation.from), both.end(&relation.to));
        let name = format!("{from} {} {to}", relation.kind.arrow());
        lines.push(line(&name, change));
    }
    for (id, change) in &found.scenarios {
        lines.push(line(&format!("scenario {id}"), change));
    }
    assert_eq!(lines, expected);
    assert_eq!(found.is_empty(), expected.is_empty());
}

#[test]
fn order_and_comments_change_nothing() {
    check(
        "lambda a\nsqs q\na ~> q",
        "# a comment\nsqs q\n\nlambda a\na ~> q",
        &[],
    );
}

#[test]
fn what_comes_goes_and_is_said_otherwise() {
    check(
        "lambda a { timeout: 3s }\nlambda old\nsqs q\na ~> q \"one\"\nold ~> q",
        "lambda a \"Take\" { timeout: 10s; tracing }\nsqs q\nlambda b\na ~> q \"two\"\nb ~> q",
        &[
            "~ a title A → Take, timeout 3s → 10s, tracing added",
            "+ b",
            "- old",
            "~ a ~> q label one → two",
            "+ b ~> q",
            "- old ~> q",
        ],
    );
}

#[test]
fn groups_count_what_changed_inside() {
    let old = model("vpc net { lambda a; lambda b }");
    let new = model("vpc net { lambda a { timeout: 9s }; group more { lambda c } }");
    let found = diff(&old, &new);
    let both = &found.model;
    let inside: Vec<(&str, usize)> = found
        .changes
        .inside
        .iter()
        .map(|(id, count)| (both.group(*id).path.as_str(), *count))
        .collect();
    assert_eq!(inside, [("net", 4), ("net.more", 1)]);
    let gone = both.find("net.b");
    assert_eq!(gone.len(), 1);
    assert_eq!(both.parent(gone[0]), both.parent(both.find("net.a")[0]));
    assert!(matches!(gone[0], Node::Element(_)));
}

#[test]
fn scenarios_and_the_whole_are_compared() {
    let shop = |title: &str, steps: &str| {
        format!(
            "architecture \"{title}\"\nuser u\nlambda a\nsqs q\nu -> a\na ~> q\nscenario buy \"Buy\" {{ {steps} }}"
        )
    };
    check(
        &shop("Shop", "u -> a"),
        &shop("Shops", "u -> a; a ~> q"),
        &[
            "title Shop → Shops",
            "~ scenario buy steps u -> a → u -> a; a ~> q",
        ],
    );
}
