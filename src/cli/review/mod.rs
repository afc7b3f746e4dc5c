//! `archlens review`: the report for the meeting, what is asked there, and what comes of it.

mod ask;
mod export;
mod new;
mod plates;

use super::judge::{self, Wanted};
use super::open::{self, Opened};
use super::{Entry, Status, args, clock, console, report, with_args};
use crate::lens::{self, Lens, Review};
use crate::project::{Found, Standpoint, Writer};
use crate::review::{self, Report};
use crate::scene;
use std::path::{Path, PathBuf};

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("review").after_help(EXAMPLES)),
    run: |matches| run(&args(matches)),
};

const EXAMPLES: &str = "Examples:
  archlens review shop.arch                    writes shop.review.html beside it
  archlens review shop.arch -o review.md       writes Markdown, and an SVG for each view
  archlens review shop.arch --env prod -o -    writes to standard output
  archlens review new shop.arch                begins a folder for the meeting: the report and the agenda
  archlens review ask shop.arch > agenda.md    what is open, with answers to fill in
  archlens review export shop.arch -o answers  the answers for the AWS Well-Architected Tool";

/// Writes the review report of an architecture: scorecard, findings, agenda, waivers
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
struct Args {
    #[command(subcommand)]
    step: Option<Step>,
    #[command(flatten)]
    what: Option<What>,
    /// Where the report goes: a .html or .md file, or - for HTML on standard output [default: beside the source]
    #[arg(short, long)]
    output: Option<PathBuf>,
}

/// A step of a review beside its report.
#[derive(clap::Subcommand)]
enum Step {
    New(new::Args),
    Ask(ask::Args),
    Export(export::Args),
}

/// What is reviewed, and how.
#[derive(clap::Args)]
struct What {
    /// The .arch file, or - for standard input
    #[arg(required = true)]
    path: PathBuf,
    /// The lenses to judge with [default: those that the file names]
    #[arg(long, value_delimiter = ',', value_name = "LENS")]
    lens: Vec<String>,
    /// The environment to review
    #[arg(long, value_name = "ID")]
    env: Option<String>,
    /// The day of the review [default: today]
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    today: Option<String>,
}

/// A file with all that its review tells.
struct Reviewed {
    opened: Opened,
    review: Review,
    report: Report,
    icons: scene::Icons,
}

fn run(args: &Args) -> Status {
    match (&args.step, &args.what) {
        (Some(Step::New(args)), _) => new::run(args),
        (Some(Step::Ask(args)), _) => ask::run(args),
        (Some(Step::Export(args)), _) => export::run(args),
        (None, Some(what)) => each(what, |found, reviewed| written(args, found, reviewed)),
        (None, None) => Status::Wrong,
    }
}

/// Reviews each file that a path means, and does something with it.
fn each(what: &What, then: impl Fn(&Found, &Reviewed) -> Result<Status, String>) -> Status {
    let (files, mut status) = open::find(std::slice::from_ref(&what.path));
    for found in &files {
        let done = reviewed(what, found).and_then(|reviewed| then(found, &reviewed));
        status = status.max(done.unwrap_or_else(|message| {
            console::complain(&open::sentence(&found.path, &message));
            Status::Wrong
        }));
    }
    status
}

fn reviewed(what: &What, found: &Found) -> Result<Reviewed, String> {
    let mut opened = open::open(found, what.env.as_deref())?;
    let wanted = Wanted {
        lenses: &what.lens,
        today: what.today.as_deref(),
    };
    let bench = judge::bench(&mut opened, &wanted)?;
    opened.diagnostics.extend(bench.diagnostics);
    let bench = bench.value;
    let reviewed = lens::review(&opened.model, &bench.lenses, &bench.options);
    opened.diagnostics.extend(reviewed.diagnostics);
    let icons = open::icons(&mut opened);
    console::tell(&opened.report());
    if opened.is_wrong() {
        return Err("is not reviewed, because of the errors above".to_owned());
    }
    let report = report(&opened, &bench.lenses, &reviewed.value, &bench.options);
    Ok(Reviewed {
        opened,
        review: reviewed.value,
        report,
        icons,
    })
}

fn report(opened: &Opened, lenses: &[Lens], reviewed: &Review, options: &lens::Options) -> Report {
    let sources = opened.sources_from(Standpoint::Repository);
    let today = options.today.as_deref().unwrap_or_default();
    review::report(&sources, &opened.model, lenses, reviewed, today)
}

fn written(args: &Args, found: &Found, reviewed: &Reviewed) -> Result<Status, String> {
    let output = args.output.clone().unwrap_or_else(|| beside(&found.path));
    match output.extension().is_some_and(|end| end == "md") {
        true => plates::markdown(found, reviewed, &output),
        false => write(&output, &plates::html(found, reviewed)?),
    }
}

/// Writes a text to a file, or to standard output, and tells so.
fn write(output: &Path, text: &str) -> Result<Status, String> {
    if open::is_stdin(output) {
        return Ok(console::out_bytes(text.as_bytes()));
    }
    let writer = Writer::default();
    let done = writer
        .make_folder(output)
        .and_then(|()| writer.write(output, text.as_bytes()));
    done.map_err(|failure| {
        format!(
            "cannot be written as `{}`: {}",
            report::plain(&output.to_string_lossy()),
            console::reason(&failure)
        )
    })?;
    console::tell(&format!(
        "wrote {}\n",
        report::plain(&output.to_string_lossy())
    ));
    Ok(Status::Fine)
}

fn beside(path: &Path) -> PathBuf {
    match open::is_stdin(path) {
        true => path.to_path_buf(),
        false => path.with_extension("review.html"),
    }
}
