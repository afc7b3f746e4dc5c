//! `archlens review ask`: what is open, by the one who has to say it, with answers to fill in.

use super::{What, each};
use crate::cli::{Status, console};
use crate::review;

/// Prints what is open as Markdown: what to state and what to answer, by owner, with answers ready to be filled in
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  archlens review ask shop.arch --env prod > agenda.md\n\nWhat is answered with `answer`, stated or waived in the .arch file is not asked again."
)]
pub(super) struct Args {
    #[command(flatten)]
    what: What,
}

pub(super) fn run(args: &Args) -> Status {
    each(&args.what, |_, reviewed| {
        Ok(console::out(&review::questions(&reviewed.report)))
    })
}
