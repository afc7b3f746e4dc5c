//! `archlens describe`: an architecture in prose.

use super::{Entry, Status, args, console, deployment, open, report, with_args};
use crate::{catalog, model};
use std::path::PathBuf;

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("describe")),
    run: |matches| run(&args(matches)),
};

/// Tells in prose what an architecture is made of, and who calls what
#[derive(clap::Args)]
#[command(
    after_help = "Examples:\n  archlens describe shop.arch\n  archlens describe shop.arch --view writes\n  archlens describe deployment prod shop.arch",
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true
)]
struct Args {
    #[command(subcommand)]
    part: Option<Part>,
    /// The file to read; - is standard input
    #[arg(required = true)]
    path: Option<PathBuf>,
    /// The view to tell about; everything where none is named
    #[arg(long, value_name = "ID")]
    view: Option<String>,
    /// The environment that is laid over the architecture
    #[arg(long, value_name = "ID")]
    env: Option<String>,
}

/// A part of the architecture that is told on its own.
#[derive(clap::Subcommand)]
enum Part {
    Deployment(deployment::Args),
}

fn run(args: &Args) -> Status {
    let path = match (&args.part, &args.path) {
        (Some(Part::Deployment(args)), _) => return deployment::run(args),
        (None, Some(path)) => path,
        (None, None) => return Status::Wrong,
    };
    let Some(opened) = open::one(path, args.env.as_deref()) else {
        return Status::Wrong;
    };
    let mut shown = model::select(&opened.model, &[]);
    if let Some(id) = &args.view {
        let Some(view) = opened.model.view(id) else {
            let known: Vec<&str> = opened
                .model
                .views
                .iter()
                .map(|view| view.id.as_str())
                .collect();
            console::complain(&format!(
                "there is no view `{id}`; the views are {}",
                known.join(", ")
            ));
            return Status::Wrong;
        };
        shown = model::shown(&opened.model, view);
    }
    let told = model::describe(&opened.model, catalog::builtin(), &shown);
    console::out(&report::plain(&told))
}
