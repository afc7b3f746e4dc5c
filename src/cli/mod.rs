//! The command line: one file per command, and the only place that prints.
//!
//! A command is one file with an `Args` and a `run`, and its row in [`COMMANDS`].

mod render;

mod check;
mod explain;
mod lens;
mod review;

mod deployment;
mod describe;
mod graph;
mod query;

mod catalog;
mod fmt;
mod layout;

mod clock;
mod console;
mod judge;
mod lenses;
mod open;
mod report;

use clap::{ArgMatches, Args, Command, FromArgMatches};
use std::process::ExitCode;

/// The commands in the order of `--help`.
const COMMANDS: &[Entry] = &[
    render::ENTRY,
    check::ENTRY,
    explain::ENTRY,
    review::ENTRY,
    lens::ENTRY,
    graph::ENTRY,
    query::ENTRY,
    describe::ENTRY,
    fmt::ENTRY,
    catalog::ENTRY,
    layout::ENTRY,
];

/// One command of the program.
struct Entry {
    command: fn() -> Command,
    run: fn(&ArgMatches) -> Status,
}

/// How a command ended; of several inputs the worst counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    #[default]
    Fine,
    /// Findings at or above the threshold, stale pictures, unformatted files.
    Found,
    /// Errors in the input, the usage, reading or writing; a limit hit.
    Wrong,
}

/// Runs the program on the arguments of this process.
pub fn main() -> ExitCode {
    let mut program = Command::new("archlens")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Architecture as code: draws .arch files and judges the design")
        .subcommand_required(true)
        .arg_required_else_help(true);
    for entry in COMMANDS {
        program = program.subcommand((entry.command)());
    }
    let matches = program.get_matches();
    let (name, matches) = matches
        .subcommand()
        .expect("clap has required a subcommand");
    let entry = COMMANDS
        .iter()
        .find(|entry| (entry.command)().get_name() == name)
        .expect("clap knows only these commands");
    match (entry.run)(matches) {
        Status::Fine => ExitCode::from(0),
        Status::Found => ExitCode::from(1),
        Status::Wrong => ExitCode::from(2),
    }
}

/// Adds the options of `A` to a command.
fn with_args<A: Args>(command: Command) -> Command {
    A::augment_args(command)
}

/// Reads the options back.
fn args<A: FromArgMatches>(matches: &ArgMatches) -> A {
    A::from_arg_matches(matches).expect("clap has checked the same options")
}
