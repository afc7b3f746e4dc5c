//! `archlens completions`: what a shell needs to complete commands.

use super::{Entry, Status, args, console, program, with_args};

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("completions").after_help(EXAMPLES)),
    run: |matches| run(&args(matches)),
};

const EXAMPLES: &str = "Examples:
  archlens completions bash > ~/.local/share/bash-completion/completions/archlens
  archlens completions zsh > \"${fpath[1]}/_archlens\"";

/// Writes the completions for a shell
#[derive(clap::Args)]
struct Args {
    shell: clap_complete::Shell,
}

fn run(args: &Args) -> Status {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut program(), "archlens", &mut script);
    console::out_bytes(&script)
}
