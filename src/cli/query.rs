//! `archlens query`: what selectors select.

use super::{Entry, Status, args, console, open, report, with_args};
use crate::model::{Node, Selection};
use crate::{catalog, model};
use serde_json::json;
use std::fmt::Write;
use std::path::PathBuf;

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("query")),
    run: |matches| run(&args(matches)),
};

/// Lists what a selector selects: the things, and the flows between them
#[derive(clap::Args)]
#[command(
    after_help = "Selectors are ids, @layer, #tag, services, and `scenario NAME`, `neighbours of X`, `upstream of X`,\n`downstream of X`, `path from A to B`; commas add them up.\n\nExamples:\n  archlens query 'downstream of orders' shop.arch\n  archlens query '@data, #pci' shop.arch --format json"
)]
struct Args {
    /// What is looked for
    selector: String,
    /// The file to read; - is standard input
    path: PathBuf,
    /// How the answer is written
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// The environment that is laid over the architecture
    #[arg(long, value_name = "ID")]
    env: Option<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

fn run(args: &Args) -> Status {
    let Some(mut opened) = open::one(&args.path, args.env.as_deref()) else {
        return Status::Wrong;
    };
    let file = opened.sources.add("selector", args.selector.as_str());
    let selectors = model::parse_selectors(&opened.model, catalog::builtin(), file, &args.selector);
    console::tell(&report::draw(&opened.sources, &selectors.diagnostics));
    if selectors.has_errors() {
        return Status::Wrong;
    }
    let found = if selectors.value.is_empty() {
        Selection::default()
    } else {
        model::select(&opened.model, &selectors.value)
    };
    match args.format {
        Format::Text => console::out(&report::plain(&text(&opened.model, &found))),
        Format::Json => console::out_bytes(answer(&opened.model, &found).as_bytes()),
    }
}

fn kind(model: &model::Model, node: Node) -> &str {
    match node {
        Node::Element(id) => {
            let element = model.element(id);
            element
                .own_service
                .as_ref()
                .map_or(&element.service, |own| &own.id)
        }
        Node::Group(id) => &model.group(id).kind,
    }
}

fn text(model: &model::Model, found: &Selection) -> String {
    let mut text = String::new();
    for &node in &found.nodes {
        let _ = writeln!(
            text,
            "{} {} \"{}\"",
            kind(model, node),
            model.path(node),
            model.title(node)
        );
    }
    for &id in &found.relations {
        let _ = writeln!(text, "{}", model.relation(id).id);
    }
    text
}

fn answer(model: &model::Model, found: &Selection) -> String {
    let nodes: Vec<_> = found
        .nodes
        .iter()
        .map(|&node| {
            json!({
                "path": model.path(node),
                "kind": kind(model, node),
                "title": model.title(node),
                "group": matches!(node, Node::Group(_)),
            })
        })
        .collect();
    let relations: Vec<_> = found
        .relations
        .iter()
        .map(|&id| {
            let relation = model.relation(id);
            json!({
                "id": relation.id,
                "from": model.end(&relation.from),
                "to": model.end(&relation.to),
                "kind": relation.kind.name(),
                "role": relation.role,
                "label": relation.label,
            })
        })
        .collect();
    let answer = json!({ "nodes": nodes, "relations": relations });
    let mut text = serde_json::to_string_pretty(&answer).expect("an answer has string keys only");
    text.push('\n');
    text
}
