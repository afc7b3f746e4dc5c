//! `archlens diff`: what changed between two versions of an architecture.

use super::{Entry, Status, args, console, open, report, with_args};
use crate::diff::{Change, Diff, Edit, diff};
use crate::model::{Model, Node};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::PathBuf;

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("diff")),
    run: |matches| run(&args(matches)),
};

/// Tells what changed between two versions of a file: elements, groups, flows and scenarios, not lines of text
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  archlens diff old/shop.arch shop.arch\n  git show main:shop.arch | archlens diff - shop.arch --format json\n  archlens render shop.arch --since old/shop.arch   draws the same as a picture"
)]
struct Args {
    /// The older file; - is standard input
    old: PathBuf,
    /// The newer file
    new: PathBuf,
    /// How the answer is written
    #[arg(long, default_value = "text")]
    format: Format,
    /// The environment that is laid over both
    #[arg(long, value_name = "ID")]
    env: Option<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

fn run(args: &Args) -> Status {
    let environment = args.env.as_deref();
    let Some(old) = open::one(&args.old, environment) else {
        return Status::Wrong;
    };
    let Some(new) = open::one(&args.new, environment) else {
        return Status::Wrong;
    };
    let found = diff(&old.model, &new.model);
    match args.format {
        Format::Text => console::out(&report::plain(&text(&found))),
        Format::Json => console::out(&format!("{:#}\n", answer(&found))),
    }
}

/// A line for each thing, with the lines of its edits under it, and a count.
fn text(found: &Diff) -> String {
    let mut text = String::new();
    for edit in &found.whole {
        let _ = writeln!(text, "~ architecture\n{}", told(edit));
    }
    let mut counts = [0; 3];
    let mut tell = |name: &str, change: &Change| {
        counts[match change {
            Change::Added => 0,
            Change::Removed => 1,
            Change::Changed(_) => 2,
        }] += 1;
        let _ = writeln!(text, "{} {name}", change.sign());
        for edit in change.edits() {
            let _ = writeln!(text, "{}", told(edit));
        }
    };
    let both = &found.model;
    for (node, change) in &found.changes.nodes {
        tell(
            &format!("{} {}", kind(both, *node), both.path(*node)),
            change,
        );
    }
    for (id, change) in &found.changes.relations {
        let relation = both.relation(*id);
        let (from, to) = (both.end(&relation.from), both.end(&relation.to));
        let label = relation.label.as_deref();
        let label = label.map_or(String::new(), |label| format!(" \"{label}\""));
        tell(
            &format!("{from} {} {to}{label}", relation.kind.arrow()),
            change,
        );
    }
    for (id, change) in &found.scenarios {
        tell(&format!("scenario {id}"), change);
    }
    let [added, removed, changed] = counts;
    if !text.is_empty() {
        text.push('\n');
    }
    let _ = writeln!(text, "{added} added, {removed} removed, {changed} changed");
    text
}

/// An edit in one line, or in three where both values are long.
fn told(edit: &Edit) -> String {
    const LINE: usize = 76;
    let line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = line(&edit.words());
    match (&edit.old, &edit.new) {
        (Some(old), Some(new)) if words.len() > LINE => {
            format!(
                "    {}\n      - {}\n      + {}",
                edit.key,
                line(old),
                line(new)
            )
        }
        _ => format!("    {words}"),
    }
}

fn kind(model: &Model, node: Node) -> &str {
    match node {
        Node::Group(id) => &model.group(id).kind,
        Node::Element(id) => {
            let element = model.element(id);
            element
                .own_service
                .as_ref()
                .map_or(&element.service, |own| &own.id)
        }
    }
}

fn answer(found: &Diff) -> Value {
    let both = &found.model;
    let nodes = found.changes.nodes.iter().map(|(node, change)| {
        json!({
            "path": both.path(*node),
            "kind": kind(both, *node),
            "title": both.title(*node),
            "group": matches!(node, Node::Group(_)),
            "change": change.word(),
            "edits": edits(change.edits()),
        })
    });
    let relations = found.changes.relations.iter().map(|(id, change)| {
        let relation = both.relation(*id);
        json!({
            "id": relation.id,
            "from": both.end(&relation.from),
            "to": both.end(&relation.to),
            "kind": relation.kind.name(),
            "label": relation.label,
            "change": change.word(),
            "edits": edits(change.edits()),
        })
    });
    let scenarios = found.scenarios.iter().map(
        |(id, change)| json!({ "id": id, "change": change.word(), "edits": edits(change.edits()) }),
    );
    json!({
        "archlens": env!("CARGO_PKG_VERSION"),
        "schema": "diff/1",
        "architecture": edits(&found.whole),
        "nodes": nodes.collect::<Vec<_>>(),
        "relations": relations.collect::<Vec<_>>(),
        "scenarios": scenarios.collect::<Vec<_>>(),
    })
}

fn edits(edits: &[Edit]) -> Vec<Value> {
    edits
        .iter()
        .map(|edit| json!({ "key": edit.key, "old": edit.old, "new": edit.new }))
        .collect()
}
