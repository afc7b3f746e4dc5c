//! `archlens review new`: a folder for one review, to be filled in and kept.

use super::{Reviewed, What, each, plates, write};
use crate::cli::{Status, open};
use crate::project::Found;
use crate::review;
use std::path::PathBuf;

/// Begins a review: a folder with the report, as a page and as Markdown, and with the agenda, answers ready to be filled in
#[derive(clap::Args)]
#[command(
    after_help = "Example:\n  archlens review new shop.arch      writes shop.review-2026-11-25/, which is never written over"
)]
pub(super) struct Args {
    #[command(flatten)]
    what: What,
    /// The folder [default: beside the source, with the day of the review in its name]
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Status {
    each(&args.what, |found, reviewed| written(args, found, reviewed))
}

fn written(args: &Args, found: &Found, reviewed: &Reviewed) -> Result<Status, String> {
    let report = &reviewed.report;
    let beside = || match open::is_stdin(&found.path) {
        true => PathBuf::from(format!("review-{}", report.today)),
        false => found
            .path
            .with_extension(format!("review-{}", report.today)),
    };
    let folder = args.output.clone().unwrap_or_else(beside);
    if folder.exists() {
        return Err(format!(
            "has a review in `{}` already, which is not written over",
            folder.display()
        ));
    }
    let page = plates::html(found, reviewed)?;
    let html = write(&folder.join("review.html"), &page)?;
    let markdown = plates::markdown(found, reviewed, &folder.join("review.md"))?;
    let agenda = write(&folder.join("agenda.md"), &review::questions(report))?;
    Ok(html.max(markdown).max(agenda))
}
