//! `archlens graph`: the model in formats of other tools.

use super::{Entry, Status, args, console, open, with_args};
use crate::export::{MODEL_FORMATS, ModelFormat};
use clap::builder::PossibleValuesParser;
use std::path::PathBuf;

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("graph")),
    run: |matches| run(&args(matches)),
};

/// Writes the model of an architecture: as JSON with a published schema, for Graphviz, for Mermaid
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  archlens graph shop.arch\n  archlens graph shop.arch --format mermaid\n  archlens graph - --env dev --format dot < shop.arch"
)]
struct Args {
    /// The file to read; - is standard input
    path: PathBuf,
    /// The format to write
    #[arg(long, default_value = "json", value_parser = PossibleValuesParser::new(names()))]
    format: String,
    /// The environment that is laid over the architecture
    #[arg(long, value_name = "ID")]
    env: Option<String>,
}

fn names() -> Vec<&'static str> {
    MODEL_FORMATS.iter().map(|format| format.name).collect()
}

fn run(args: &Args) -> Status {
    let Some(opened) = open::one(&args.path, args.env.as_deref()) else {
        return Status::Wrong;
    };
    let format: &ModelFormat = MODEL_FORMATS
        .iter()
        .find(|format| format.name == args.format)
        .expect("clap has checked the names");
    console::out_bytes((format.write)(&opened.model, &opened.sources).as_bytes())
}
