//! `archlens man`: the manual page.

use super::{Entry, Status, args, console, program, with_args};

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("man").after_help(EXAMPLES)),
    run: |matches| run(&args(matches)),
};

const EXAMPLES: &str = "Examples:
  archlens man | man -l -
  archlens man render > archlens-render.1";

/// Writes the manual page of archlens, or of one of its commands
#[derive(clap::Args)]
struct Args {
    command: Option<String>,
}

fn run(args: &Args) -> Status {
    let program = program();
    let command = match &args.command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone().display_name(format!("archlens-{name}")),
            None => {
                console::complain(&format!("there is no command `{name}`"));
                return Status::Wrong;
            }
        },
    };
    let mut page = Vec::new();
    match clap_mangen::Man::new(command).render(&mut page) {
        Ok(()) => console::out_bytes(&page),
        Err(failure) => {
            console::complain(&console::reason(&failure));
            Status::Wrong
        }
    }
}
