//! The command line: one file per command, and the only place that prints.
//!
//! A command is one file with an `Args` and a `run`, and its row in [`COMMANDS`].

mod new;
mod render;

mod check;
mod explain;
mod lens;
mod review;

mod deployment;
mod describe;
mod diff;
mod graph;
mod query;

mod catalog;
mod completions;
mod fmt;
mod layout;
mod man;
mod theme;

mod clock;
mod console;
mod judge;
mod lenses;
mod open;
mod report;
mod settings;
mod subjects;

use clap::{ArgMatches, Args, Command, FromArgMatches};
use std::process::ExitCode;

/// The commands in the order of `--help`.
const COMMANDS: &[Entry] = &[
    new::ENTRY,
    render::ENTRY,
    check::ENTRY,
    explain::ENTRY,
    review::ENTRY,
    lens::ENTRY,
    graph::ENTRY,
    query::ENTRY,
    describe::ENTRY,
    diff::ENTRY,
    fmt::ENTRY,
    catalog::ENTRY,
    theme::ENTRY,
    completions::ENTRY,
    man::ENTRY,
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
    let matches = match program().try_get_matches() {
        Ok(matches) => matches,
        Err(told) => return tell(&told).into(),
    };
    let (name, matches) = matches
        .subcommand()
        .expect("clap has required a subcommand");
    let entry = COMMANDS
        .iter()
        .find(|entry| (entry.command)().get_name() == name)
        .expect("clap knows only these commands");
    let ended = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| (entry.run)(matches)));
    match ended {
        Ok(status) => status.into(),
        Err(_) => {
            console::complain(
                "this is a bug in archlens; nothing was written over, please report what it says above",
            );
            ExitCode::from(3)
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(match status {
            Status::Fine => 0,
            Status::Found => 1,
            Status::Wrong => 2,
        })
    }
}

/// Tells what is wrong with the arguments, or the help that they ask for, which is a result as others are.
fn tell(told: &clap::Error) -> Status {
    let text = told.render().ansi().to_string();
    if told.use_stderr() {
        console::tell(&text);
        return Status::Wrong;
    }
    console::out(&text)
}

/// The whole command line.
fn program() -> Command {
    let program = Command::new("archlens")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Architecture as code: draws .arch files and judges the design")
        .subcommand_required(true)
        .arg_required_else_help(true);
    COMMANDS.iter().fold(program, |program, entry| {
        program.subcommand((entry.command)())
    })
}

/// Adds the options of `A` to a command.
fn with_args<A: Args>(command: Command) -> Command {
    A::augment_args(command)
}

/// Reads the options back.
fn args<A: FromArgMatches>(matches: &ArgMatches) -> A {
    A::from_arg_matches(matches).expect("clap has checked the same options")
}
