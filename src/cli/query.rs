//! `archlens query`: what selectors select.

use super::{Entry, Status, args, console, open, report, with_args};
use crate::model::{Arrangement, Node, Selection, Selector, View};
use crate::project::Writer;
use crate::theme::Look;
use crate::{PictureOptions, catalog, draw, export, model, scene};
use serde_json::json;
use std::fmt::Write;
use std::path::{Path, PathBuf};

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("query")),
    run: |matches| run(&args(matches)),
};

/// Lists or draws what a selector selects: the things, and the flows between them
#[derive(clap::Args)]
#[command(
    after_help = "Selectors are ids, @layer, #tag, services, and `scenario NAME`, `neighbours of X`, `upstream of X`,\n`downstream of X`, `path from A to B`; commas add them up.\n\nExamples:\n  archlens query 'downstream of orders' shop.arch\n  archlens query '@data, #pci' shop.arch --format json\n  archlens query 'downstream of orders' shop.arch -o downstream.svg"
)]
struct Args {
    /// What is looked for
    selector: String,
    /// The file to read; - is standard input
    path: PathBuf,
    /// How the answer is written [default: that of the output's name, else text]
    #[arg(long)]
    format: Option<Format>,
    /// Where the answer goes: a file, or - for standard output [default: -]
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// The environment that is laid over the architecture
    #[arg(long, value_name = "ID")]
    env: Option<String>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
    Svg,
    Png,
}

fn run(args: &Args) -> Status {
    if args.selector.trim().is_empty() {
        console::complain("the selector is empty; name what is looked for: `downstream of orders`");
        return Status::Wrong;
    }
    let Some(mut opened) = open::one(&args.path, args.env.as_deref()) else {
        return Status::Wrong;
    };
    let file = opened.sources.add("selector", args.selector.as_str());
    let selectors = model::parse_selectors(&opened.model, catalog::builtin(), file, &args.selector);
    console::tell(&opened.report_of(&selectors.diagnostics));
    if selectors.has_errors() {
        return Status::Wrong;
    }
    let found = if selectors.value.is_empty() {
        Selection::default()
    } else {
        model::select(&opened.model, &selectors.value)
    };
    let output = args.output.as_deref().filter(|path| !open::is_stdin(path));
    let format = args.format.unwrap_or_else(|| by_name(output));
    let bytes = match bytes(&opened, args, &found, selectors.value, format) {
        Ok(bytes) => bytes,
        Err(reason) => {
            console::complain(&open::sentence(
                &args.path,
                &format!("is not drawn: {reason}"),
            ));
            return Status::Wrong;
        }
    };
    let Some(output) = output else {
        return console::out_bytes(&bytes);
    };
    match Writer::default().write(output, &bytes) {
        Ok(()) => Status::Fine,
        Err(failure) => {
            let reason = console::reason(&failure);
            console::complain(&open::sentence(
                output,
                &format!("cannot be written: {reason}"),
            ));
            Status::Wrong
        }
    }
}

/// Writes the answer; says why a picture of it cannot be drawn.
fn bytes(
    opened: &open::Opened,
    args: &Args,
    found: &Selection,
    selectors: Vec<Selector>,
    format: Format,
) -> Result<Vec<u8>, String> {
    match format {
        Format::Text => Ok(report::plain(&text(&opened.model, found)).into_bytes()),
        Format::Json => Ok(answer(&opened.model, found).into_bytes()),
        Format::Svg => {
            let drawing = drawing(opened, args, selectors)?;
            Ok(export::svg(&drawing, export::SvgOptions::default()).into_bytes())
        }
        Format::Png => {
            let drawing = drawing(opened, args, selectors)?;
            export::png(&drawing, export::Scale::Times(1.0)).map_err(|error| error.to_string())
        }
    }
}

/// Returns the format that a file's name asks for.
fn by_name(output: Option<&Path>) -> Format {
    match output
        .and_then(Path::extension)
        .and_then(|end| end.to_str())
    {
        Some("json") => Format::Json,
        Some("svg") => Format::Svg,
        Some("png") => Format::Png,
        _ => Format::Text,
    }
}

/// Draws the answer as a view of its own, whose title is the question.
fn drawing(
    opened: &open::Opened,
    args: &Args,
    include: Vec<Selector>,
) -> Result<draw::Drawing, String> {
    let view = View {
        id: "query".to_owned(),
        title: args.selector.clone(),
        description: None,
        include,
        exclude: Vec::new(),
        arrange: Arrangement::Flow,
        collapse: Vec::new(),
        depth: None,
        layout: model::Layout::default(),
        overrides: Vec::new(),
        attributes: model::Attributes::default(),
        span: crate::source::Span::default(),
    };
    if let Some(reason) = scene::too_large(&opened.model, &view) {
        return Err(reason);
    }
    let theme = opened.config.theme.as_deref().and_then(Look::named);
    let options = PictureOptions {
        scene: scene::Options::default(),
        draw: draw::Options::default(),
        look: theme.unwrap_or_else(|| Look::named("auto").expect("`auto` is built in")),
    };
    let catalog = catalog::builtin();
    Ok(crate::picture(
        &opened.model,
        catalog,
        &view,
        None,
        &options,
    ))
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
