//! `archlens review`: the report for the meeting.

use super::judge::{self, Wanted};
use super::open::{self, Opened};
use super::{Entry, Status, args, clock, console, with_args};
use crate::lens::{self, Lens, Review};
use crate::project::{Found, Standpoint, Writer};
use crate::theme::Look;
use crate::{PictureOptions, catalog, draw, export, review, scene};
use std::path::{Path, PathBuf};

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("review").after_help(EXAMPLES)),
    run: |matches| run(&args(matches)),
};

const EXAMPLES: &str = "Examples:
  archlens review shop.arch                    writes shop.review.html beside it
  archlens review shop.arch -o review.md       writes Markdown
  archlens review shop.arch --env prod -o -    writes to standard output";

/// Writes the review report of an architecture: scorecard, findings, agenda, waivers
#[derive(clap::Args)]
struct Args {
    /// The .arch file, or - for standard input
    path: PathBuf,
    /// Where the report goes: a .html or .md file, or - for HTML on standard output [default: beside the source]
    #[arg(short, long)]
    output: Option<PathBuf>,
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

fn run(args: &Args) -> Status {
    let (files, mut status) = open::find(std::slice::from_ref(&args.path));
    for found in &files {
        status = status.max(match written(args, found) {
            Ok(done) => done,
            Err(message) => {
                console::complain(&open::sentence(&found.path, &message));
                Status::Wrong
            }
        });
    }
    status
}

fn written(args: &Args, found: &Found) -> Result<Status, String> {
    let mut opened = open::open(found, args.env.as_deref())?;
    let wanted = Wanted {
        lenses: &args.lens,
        today: args.today.as_deref(),
    };
    let bench = judge::bench(&mut opened, &wanted)?;
    opened.diagnostics.extend(bench.diagnostics);
    let bench = bench.value;
    let reviewed = lens::review(&opened.model, &bench.lenses, &bench.options);
    opened.diagnostics.extend(reviewed.diagnostics);
    console::tell(&opened.report());
    if opened.is_wrong() {
        return Err("is not reviewed, because of the errors above".to_owned());
    }
    let today = bench.options.today.as_deref().unwrap_or_default();
    let output = args.output.clone().unwrap_or_else(|| beside(&found.path));
    let text = text(&opened, &bench.lenses, &reviewed.value, today, &output);
    if open::is_stdin(&output) {
        return Ok(console::out_bytes(text.as_bytes()));
    }
    Writer::default()
        .write(&output, text.as_bytes())
        .map_err(|failure| {
            format!(
                "cannot be written as `{}`: {}",
                output.display(),
                console::reason(&failure)
            )
        })?;
    console::tell(&format!("wrote {}\n", output.display()));
    Ok(Status::Fine)
}

fn beside(path: &Path) -> PathBuf {
    match open::is_stdin(path) {
        true => path.to_path_buf(),
        false => path.with_extension("review.html"),
    }
}

fn text(opened: &Opened, lenses: &[Lens], reviewed: &Review, today: &str, output: &Path) -> String {
    let sources = opened.sources_from(Standpoint::Repository);
    let report = review::report(&sources, &opened.model, lenses, reviewed, today);
    if output
        .extension()
        .is_some_and(|extension| extension == "md")
    {
        return review::markdown(&report, None);
    }
    let picture = picture(opened, reviewed);
    review::html(&report, picture.as_deref())
}

/// The first view as SVG, with the numbers of the findings on it.
fn picture(opened: &Opened, reviewed: &Review) -> Option<String> {
    let view = opened.model.views.first()?;
    let options = PictureOptions {
        scene: scene::Options {
            profile: None,
            telemetry: None,
            scenario: None,
            meta: Vec::new(),
            ..scene::Options::default()
        },
        draw: draw::Options {
            findings: draw::Findings::Open,
            legend: draw::Legend::Auto,
            background: draw::Background::None,
            ..draw::Options::default()
        },
        look: Look::named("auto")?,
    };
    let drawing = crate::picture(
        &opened.model,
        catalog::builtin(),
        view,
        Some(reviewed),
        &options,
    );
    let svg = export::svg(
        &drawing,
        export::SvgOptions {
            fonts: export::Fonts::Embed,
            role: export::RootRole::Document,
        },
    );
    // Inside a page there is no prologue.
    Some(
        svg.find("<svg")
            .map_or(svg.clone(), |at| svg[at..].to_owned()),
    )
}
