//! `archlens check`: judges.

mod baseline;
mod questions;
mod text;

pub(super) use text::wrapped;

use super::judge::{self, Bench, Wanted};
use super::open::{self, Opened};
use super::{Entry, Status, args, clock, console, report, settings, with_args};
use crate::export::findings::{FORMATS, Judged};
use crate::lens::{self, Finding, Review, Severity};
use crate::model;
use crate::project::{Found, Standpoint, Threshold, Unknown, Writer};
use crate::source::{self, Diagnostic, Edit, FileId, Level, Sources};
use std::path::PathBuf;

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("check").after_help(EXAMPLES)),
    run: |matches| run(&args(matches)),
};

const EXAMPLES: &str = "Examples:
  archlens check shop.arch                        tells what is wrong with the design
  archlens check docs --fail-on medium            fails on findings of medium severity or more
  archlens check shop.arch --lens ./acme.lens     judges with rules of your own
  archlens check shop.arch --fix --diff           shows what could be mended by itself
  archlens check . --format sarif > check.sarif   for code scanning

Exit status: 0 clean, 1 findings at or above --fail-on, 2 the input or the usage is wrong.";

/// Checks .arch files: parses them, resolves them and judges the design
#[derive(clap::Args)]
struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The lenses to judge with: serverless, or the path of a .lens file [default: those that the file names]
    #[arg(long, value_delimiter = ',', value_name = "LENS")]
    lens: Vec<String>,
    /// The least severity that fails the check: high, medium, low, info or none [default: high]
    #[arg(long, value_name = "SEVERITY", value_parser = ["high", "medium", "low", "info", "none"])]
    fail_on: Option<String>,
    /// What becomes of rules that cannot tell, because an attribute is not stated: ask makes them questions, which fail
    /// nothing; fail makes them findings; ignore does not tell them [default: ask]
    #[arg(long, value_name = "WHAT", value_parser = ["ask", "fail", "ignore"])]
    unknown: Option<String>,
    /// A file of known findings, which are not told again
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Writes the findings of this run to the baseline file, that of archlens.toml where none is named
    #[arg(long)]
    update_baseline: bool,
    /// The day of the check, against which waivers end [default: today]
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    today: Option<String>,
    /// The environment to check
    #[arg(long, value_name = "ID")]
    env: Option<String>,
    /// Mends what can be mended by itself
    #[arg(long)]
    fix: bool,
    /// With --fix: shows the changes instead of making them
    #[arg(long, requires = "fix")]
    diff: bool,
    /// text, json, sarif, junit, github, gitlab or markdown
    #[arg(long, default_value = "text", value_parser = format_names())]
    format: String,
}

fn format_names() -> clap::builder::PossibleValuesParser {
    let names = FORMATS.iter().map(|format| format.id);
    std::iter::once("text")
        .chain(names)
        .collect::<Vec<_>>()
        .into()
}

/// One file with its review.
struct Outcome {
    opened: Opened,
    review: Review,
    diagnostics: Vec<Diagnostic>,
    fail_on: Threshold,
    unknown: Unknown,
    /// What `explain` needs to see the same.
    options: String,
    /// Where known findings are kept.
    baseline: Option<PathBuf>,
}

fn run(args: &Args) -> Status {
    let (files, mut status) = open::find(&args.paths);
    let mut outcomes = Vec::new();
    for found in &files {
        match judged(args, found) {
            Ok(outcome) => outcomes.push((found, outcome)),
            Err(message) => {
                console::complain(&open::sentence(&found.path, &message));
                status = Status::Wrong;
            }
        }
    }
    if args.fix {
        for (found, outcome) in &mut outcomes {
            let mut rounds = 0;
            loop {
                let mended = fix(args, found, outcome);
                status = status.max(mended.status);
                rounds += 1;
                // What was mended is read again, since one mistake may hide another.
                if !mended.written {
                    break;
                }
                match judged(args, found) {
                    Ok(again) => *outcome = again,
                    Err(message) => {
                        console::complain(&open::sentence(&found.path, &message));
                        status = Status::Wrong;
                        break;
                    }
                }
                if !mended.more || rounds == ROUNDS {
                    break;
                }
            }
        }
    }
    for (_, outcome) in &outcomes {
        status = status.max(status_of(outcome));
    }
    if args.diff {
        return status;
    }
    if args.update_baseline {
        status = status.max(baseline::write(&outcomes));
    }
    let status = status.max(console::out(&written(args, &outcomes)));
    // The program ends here, and the system takes all memory back at once.
    std::mem::forget(outcomes);
    status
}

fn written(args: &Args, outcomes: &[(&Found, Outcome)]) -> String {
    if let Some(format) = FORMATS.iter().find(|format| format.id == args.format) {
        let sources = outcomes
            .iter()
            .map(|(_, outcome)| outcome.opened.sources_from(Standpoint::Repository));
        let sources: Vec<Sources> = sources.collect();
        let judged: Vec<Judged> = outcomes
            .iter()
            .zip(&sources)
            .map(|((_, outcome), sources)| Judged {
                sources,
                model: &outcome.opened.model,
                review: &outcome.review,
                diagnostics: &outcome.diagnostics,
                unknown_fails: outcome.unknown == Unknown::Fail,
            })
            .collect();
        return (format.write)(&judged);
    }
    let mut text = String::new();
    for (_, outcome) in outcomes {
        text.push_str(&outcome.opened.report_of(&outcome.diagnostics));
        if is_judged(&outcome.diagnostics) {
            let sources = outcome.opened.sources_from(Standpoint::Here);
            text.push_str(&text::draw(outcome, &sources, outcomes.len()));
        }
    }
    text
}

/// Returns whether the findings hold: what one rule could not find out takes nothing from the others.
fn is_judged(diagnostics: &[Diagnostic]) -> bool {
    let mut errors = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.level == Level::Error);
    errors.all(lens::is_over_budget)
}

fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics
        .iter()
        .any(|diagnostic| diagnostic.level == Level::Error)
}

fn judged(args: &Args, found: &Found) -> Result<Outcome, String> {
    let mut opened = open::open(found, args.env.as_deref())?;
    let wanted = Wanted {
        lenses: &args.lens,
        today: args.today.as_deref(),
    };
    open::icons(&mut opened);
    let bench = judge::bench(&mut opened, &wanted)?;
    let mut diagnostics = std::mem::take(&mut opened.diagnostics);
    diagnostics.extend(bench.diagnostics);
    let Bench {
        lenses,
        mut options,
        ..
    } = bench.value;
    let settled = opened.config.baseline.as_ref();
    let settled = settled.map(|path| found.root.join(path));
    let baseline = args.baseline.clone().or(settled);
    if let Some(path) = &baseline
        && !args.update_baseline
    {
        options.baseline = baseline::read(path, found)?;
    }
    if !has_errors(&diagnostics) {
        let today = options.today.as_deref();
        diagnostics.extend(model::loose_ends(&opened.model, today));
    }
    let mut review = lens::review(&opened.model, &lenses, &options);
    diagnostics.append(&mut review.diagnostics);
    let stated = args.unknown.as_deref().and_then(Unknown::of);
    let unknown = stated.or(opened.config.unknown).unwrap_or(Unknown::Ask);
    if unknown == Unknown::Ignore {
        review
            .value
            .findings
            .retain(|finding| !finding.is_open_question());
    }
    let stated = args.fail_on.as_deref().and_then(Threshold::of);
    let settled = || {
        opened
            .config
            .fail_on_in(&settings::environments(&opened.model))
    };
    let fail_on = stated.or_else(settled);
    Ok(Outcome {
        fail_on: fail_on.unwrap_or(Threshold::From(Severity::High)),
        opened,
        review: review.value,
        diagnostics,
        unknown,
        options: same_options(args),
        baseline,
    })
}

/// The options of this run without which another command would judge something else.
fn same_options(args: &Args) -> String {
    let mut options = String::new();
    if !args.lens.is_empty() {
        options.push_str(&format!(" --lens {}", args.lens.join(",")));
    }
    if let Some(environment) = &args.env {
        options.push_str(&format!(" --env {environment}"));
    }
    report::plain(&options)
}

fn status_of(outcome: &Outcome) -> Status {
    if has_errors(&outcome.diagnostics) {
        return Status::Wrong;
    }
    let Threshold::From(threshold) = outcome.fail_on else {
        return Status::Fine;
    };
    let fails = |finding: &&Finding| {
        finding.is_open_failure() || finding.is_open_question() && outcome.unknown == Unknown::Fail
    };
    let mut failing = outcome.review.findings.iter().filter(fails);
    match failing.any(|finding| finding.rule.severity >= threshold) {
        true => Status::Found,
        false => Status::Fine,
    }
}

/// How often what was mended is read again to be mended further.
const ROUNDS: usize = 8;

/// How mending a file ended.
struct Mended {
    status: Status,
    /// Files were changed, so that what is known of them is old.
    written: bool,
    /// The text was mended, so that another look may find more.
    more: bool,
}

/// Mends a file and the files that it uses, or shows how.
fn fix(args: &Args, found: &Found, outcome: &Outcome) -> Mended {
    let opened = &outcome.opened;
    let open: Vec<&Finding> = outcome
        .review
        .findings
        .iter()
        .filter(|finding| finding.is_open_failure())
        .collect();
    // The design is judged by the text alone, so the text is mended first.
    let mut edits = source::safe_edits(&outcome.diagnostics);
    let more = !edits.is_empty();
    if !more && !has_errors(&outcome.diagnostics) {
        edits = lens::fixes(&opened.sources, &opened.model, &open);
    }
    let mut status = Status::Fine;
    let mut written = false;
    for (file, source) in opened.sources.iter() {
        let own: Vec<&Edit> = edits.iter().filter(|edit| edit.span.file == file).collect();
        if own.is_empty() {
            continue;
        }
        let mended = source::apply(&source.text, &own);
        if args.diff {
            status = status.max(console::out(&text::diff(
                &source.name,
                &source.text,
                &mended,
            )));
            continue;
        }
        if file == FileId(0) && open::is_stdin(&found.path) {
            status = status.max(console::out(&mended));
            continue;
        }
        let path = found.root.join(&source.name);
        if let Err(failure) = Writer::default().write(&path, mended.as_bytes()) {
            console::complain(&open::sentence(
                &path,
                &format!("cannot be written: {}", console::reason(&failure)),
            ));
            status = Status::Wrong;
        } else {
            written = true;
            console::tell(&format!(
                "{}: {} made\n",
                report::plain(&source.name),
                match own.len() {
                    1 => "1 change".to_owned(),
                    count => format!("{count} changes"),
                }
            ));
        }
    }
    Mended {
        status,
        written,
        more,
    }
}
