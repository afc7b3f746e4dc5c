//! `archlens review new`: a folder for one review, to be filled in and kept.

use super::{Reviewed, What, each, picture, write};
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
    let picture = picture(&reviewed.opened, &reviewed.review);
    let files = [
        ("review.html", review::html(report, picture.as_deref())),
        ("review.md", review::markdown(report, None)),
        ("agenda.md", review::questions(report)),
    ];
    let mut status = Status::Fine;
    for (name, text) in files {
        status = status.max(write(&folder.join(name), &text)?);
    }
    Ok(status)
}
