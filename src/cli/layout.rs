//! `archlens layout`: the layout engine alone, for measuring it against others.

use super::{Entry, Status, args, with_args};
use std::path::PathBuf;

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("layout").hide(true)),
    run: |matches| run(&args(matches)),
};

/// Lays out a neutral graph and writes the geometry.
#[derive(clap::Args)]
struct Args {
    /// How many times to lay it out, for the timings
    #[arg(long, default_value_t = 1)]
    reps: u32,
    /// The graph, as JSON
    input: PathBuf,
    /// Where the geometry goes, as JSON
    output: PathBuf,
}

fn run(args: &Args) -> Status {
    let _ = (args.reps, &args.input, &args.output);
    Status::Wrong
}
