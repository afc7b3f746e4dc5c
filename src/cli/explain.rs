//! `archlens explain`: the page of a diagnostic or a rule, and why a rule fired on an element, or why not.

use super::check::wrapped;
use super::judge::{self, Wanted};
use super::open::{self, Opened};
use super::report::plain;
use super::{Entry, Status, args, clock, console, lenses, subjects, with_args};
use crate::lens::{self, Explanation, Finding, Lens, Outcome, Part, Rule, Subject};
use crate::scene;
use crate::source::{self, Code, Sources, closest};
use crate::{model, project, syntax, theme};
use std::fmt::Write as _;
use std::path::PathBuf;

pub(super) const ENTRY: Entry = Entry {
    command: || with_args::<Args>(clap::Command::new("explain").after_help(EXAMPLES)),
    run: |matches| run(&args(matches)),
};

const EXAMPLES: &str = "Examples:
  archlens explain A0301                        the page of a diagnostic, with wrong and right
  archlens explain REL-008                      the page of a rule
  archlens explain REL-008 shop.arch orders     why the rule fired on `orders`, or why not";

const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const RESET: &str = "\u{1b}[0m";
const WIDTH: usize = 96;

/// Explains a diagnostic or a rule
#[derive(clap::Args)]
struct Args {
    /// A code such as A0301, or the id or slug of a rule
    what: String,
    /// The .arch file to explain the rule on
    path: Option<PathBuf>,
    /// The element, group, relation, rollout or environment to explain the rule on, or `architecture`
    #[arg(requires = "path")]
    element: Option<String>,
    /// The lenses to look in [default: those that the file names, else serverless]
    #[arg(long, value_delimiter = ',', value_name = "LENS")]
    lens: Vec<String>,
    /// The environment
    #[arg(long, value_name = "ID")]
    env: Option<String>,
    /// The day against which waivers end [default: today]
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    today: Option<String>,
}

fn run(args: &Args) -> Status {
    if let Some(code) = codes()
        .into_iter()
        .find(|code| code.id.eq_ignore_ascii_case(&args.what))
    {
        return console::out(&code_page(code));
    }
    let Some(path) = &args.path else {
        return explain_rule(args);
    };
    let (files, status) = open::find(std::slice::from_ref(path));
    let Some(found) = files.first() else {
        return status;
    };
    match open::open(found, args.env.as_deref()).and_then(|opened| on_model(args, opened)) {
        Ok(text) => console::out(&text),
        Err(message) => {
            console::complain(&message);
            Status::Wrong
        }
    }
}

/// Returns every code that a diagnostic can have.
fn codes() -> Vec<&'static Code> {
    let of_texts = source::CODES.iter().copied();
    of_texts
        .chain(syntax::CODES.iter().copied())
        .chain(model::codes())
        .chain(model::LOOSE_ENDS.iter().copied())
        .chain(lens::CODES.iter().copied())
        .chain(scene::CODES.iter().copied())
        .chain(theme::CODES.iter().copied())
        .chain(project::CODES.iter().copied())
        .collect()
}

fn code_page(code: &Code) -> String {
    let mut text = format!("{BOLD}{}: {}{RESET}\n\n", code.id, code.title);
    paragraphs(&mut text, code.page);
    for (word, example) in [("Wrong", code.wrong), ("Right", code.right)] {
        if !example.is_empty() {
            let _ = writeln!(text, "{BOLD}{word}{RESET}\n");
            for line in example.lines() {
                let _ = writeln!(text, "  {}", plain(line));
            }
            text.push('\n');
        }
    }
    text
}

fn paragraphs(text: &mut String, page: &str) {
    for paragraph in page.split("\n\n") {
        for line in wrapped(paragraph, WIDTH) {
            let _ = writeln!(text, "{line}");
        }
        text.push('\n');
    }
}

fn explain_rule(args: &Args) -> Status {
    let mut sources = Sources::default();
    let default = [lenses::DEFAULT.to_owned()];
    let named = if args.lens.is_empty() {
        &default[..]
    } else {
        &args.lens
    };
    let loaded = match lenses::load(&mut sources, lenses::Base::Here, named) {
        Ok(loaded) => loaded,
        Err(missing) => {
            console::complain(&missing.to_string());
            return Status::Wrong;
        }
    };
    match rule(&loaded.value.lenses, &args.what) {
        Ok(rule) => console::out(&rule_page(&sources, rule)),
        Err(message) => {
            console::complain(&message);
            Status::Wrong
        }
    }
}

fn rule<'l>(lenses: &'l [Lens], name: &str) -> Result<&'l Rule, String> {
    let rules = || lenses.iter().flat_map(|lens| &lens.rules);
    let found = rules().find(|rule| rule.id.eq_ignore_ascii_case(name) || rule.slug == name);
    found.ok_or_else(|| {
        let ids = rules().flat_map(|rule| [rule.id.as_str(), rule.slug.as_str()]);
        let codes = codes();
        let known = ids.chain(codes.iter().map(|code| code.id));
        match closest(name, known) {
            Some(near) => format!(
                "there is no diagnostic or rule `{}`; did you mean `{near}`?",
                plain(name)
            ),
            None => format!(
                "there is no diagnostic or rule `{}`; `archlens lens list` shows the rules",
                plain(name)
            ),
        }
    })
}

/// The page of a rule.
pub(super) fn rule_page(sources: &Sources, rule: &Rule) -> String {
    let mut text = format!("{BOLD}{} {}{RESET}\n", rule.id, rule.title);
    let mut facts = vec![
        rule.severity.word().to_owned(),
        rule.pillar.clone(),
        rule.status.word().to_owned(),
    ];
    facts.extend(
        rule.checked
            .as_ref()
            .map(|day| format!("facts checked {day}")),
    );
    facts.extend(
        (!rule.answers.is_empty()).then(|| format!("speaks to {}", rule.answers.join(", "))),
    );
    let _ = writeln!(text, "{DIM}{} · {}{RESET}\n", rule.slug, facts.join(" · "));
    paragraphs(&mut text, &rule.why);
    let _ = writeln!(text, "{BOLD}The rule{RESET}\n");
    for line in condition(sources, rule) {
        let _ = writeln!(text, "  {}", plain(&line));
    }
    text.push('\n');
    let fix = template(rule);
    if !fix.is_empty() {
        let _ = writeln!(text, "{BOLD}To mend it{RESET}\n\n  {fix}\n");
    }
    if let Some(wrong_when) = &rule.wrong_when {
        let _ = writeln!(text, "{BOLD}Wrong when{RESET}\n\n  {wrong_when}\n");
    }
    for example in &rule.examples {
        let word = match example.expects {
            lens::lang::Expects::Fires => "It fires on",
            lens::lang::Expects::Quiet => "It is quiet on",
            lens::lang::Expects::Unknown => "It cannot tell on",
        };
        let inside = sources.text(example.inside).trim();
        let _ = writeln!(text, "{BOLD}{word}{RESET}\n\n  {}\n", plain(inside));
    }
    for source in &rule.sources {
        let _ = writeln!(text, "{DIM}{source}{RESET}");
    }
    text
}

/// The pattern and the conditions as they are written.
fn condition(sources: &Sources, rule: &Rule) -> Vec<String> {
    let written = |span| {
        sources
            .text(span)
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    };
    let mut lines = vec![format!("for {}", written(rule.query.span))];
    if let Some(key) = &rule.group_by {
        lines.push(format!("group by {}", written(key.span)));
    }
    if let Some(condition) = &rule.query.condition {
        lines.push(format!("where {}", written(condition.span)));
    }
    for demand in &rule.demands {
        lines.push(match demand {
            lens::lang::Demand::Require(expr) => format!("require {}", written(expr.span)),
            lens::lang::Demand::Forbid(expr) => format!("forbid {}", written(expr.span)),
            lens::lang::Demand::ForbidMatch(_) => "forbid match".to_owned(),
        });
    }
    lines
}

/// The fix with the names of the pattern left in it.
fn template(rule: &Rule) -> String {
    lens::template_text(rule, &rule.fix)
}

fn on_model(args: &Args, mut opened: Opened) -> Result<String, String> {
    if opened.is_wrong() {
        return Err(format!(
            "the file has errors, so nothing can be judged:\n{}",
            opened.report()
        ));
    }
    let wanted = Wanted {
        lenses: &args.lens,
        today: args.today.as_deref(),
    };
    let bench = judge::bench(&mut opened, &wanted)?;
    let told = opened.report_of(&bench.diagnostics);
    if bench.has_errors() {
        return Err(format!(
            "the lenses or settings have errors, so nothing can be judged:\n{told}"
        ));
    }
    console::tell(&told);
    let bench = bench.value;
    let (lenses, options) = (bench.lenses, bench.options);
    let rule = rule(&lenses, &args.what).map_err(|message| {
        let off = bench.off.iter().find(|off| off.is(&args.what));
        off.map_or(message, |off| {
            format!(
                "`{}` is turned off in archlens.toml, so it judges nothing",
                off.id
            )
        })
    })?;
    let review = lens::review(&opened.model, &lenses, &options).value;
    let of_rule: Vec<&Finding> = review
        .findings
        .iter()
        .filter(|finding| finding.rule.id == rule.id)
        .collect();
    let Some(name) = &args.element else {
        let mut text = rule_page(&opened.sources, rule);
        text.push_str(&overview(&opened, rule, &of_rule));
        return Ok(text);
    };
    let mut text = format!("{BOLD}{} {}{RESET}\n\n", rule.id, rule.title);
    for line in condition(&opened.sources, rule) {
        let _ = writeln!(text, "  {DIM}{}{RESET}", plain(&line));
    }
    text.push('\n');
    let (subject, explanation) = explained(&opened, rule, name, options.today.as_deref())?;
    let finding = of_rule.iter().find(|finding| finding.subject == subject);
    match explanation {
        Explanation::NotMatched => {
            let _ = writeln!(
                text,
                "`{}` is quiet on `{}`, because nothing there matches its pattern.",
                rule.id,
                plain(name)
            );
        }
        Explanation::OverBudget => text.push_str("The rule takes too many steps on this model.\n"),
        Explanation::Matched(seen) => {
            let many = seen.len() > 1;
            for (number, seen) in seen.iter().enumerate() {
                if many {
                    let _ = writeln!(text, "{BOLD}Match {}{RESET}", number + 1);
                }
                match_text(&mut text, seen);
            }
        }
    }
    verdict(&mut text, &opened, finding.copied());
    Ok(text)
}

fn overview(opened: &Opened, rule: &Rule, findings: &[&Finding]) -> String {
    let mut text = format!("\n{BOLD}On this model{RESET}\n\n");
    if findings.is_empty() {
        let _ = writeln!(text, "  {} finds nothing here.", rule.id);
    }
    for finding in findings {
        let name = lens::subject_name(&opened.model, finding.subject);
        let _ = writeln!(text, "  {}: {}", plain(&name), plain(&finding.message));
    }
    text
}

/// Explains a rule on what a name means; where it means several things, on the first that the rule is about.
fn explained(
    opened: &Opened,
    rule: &Rule,
    name: &str,
    today: Option<&str>,
) -> Result<(Subject, Explanation), String> {
    let model = &opened.model;
    let mut meant = subjects::named(model, name);
    if meant.is_empty() {
        let known = subjects::all(model);
        let known: Vec<String> = known
            .into_iter()
            .map(|subject| lens::subject_name(model, subject))
            .collect();
        let near = closest(name, known.iter().map(String::as_str));
        let help = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        return Err(format!("the model has no `{}`{help}", plain(name)));
    }
    let explain = |subject| lens::explain(&opened.sources, model, rule, subject, today);
    let first = meant.remove(0);
    let found = meant
        .into_iter()
        .map(|subject| (subject, explain(subject)))
        .find(|(_, explanation)| *explanation != Explanation::NotMatched);
    Ok(match (explain(first), found) {
        (Explanation::NotMatched, Some(found)) => found,
        (explanation, _) => (first, explanation),
    })
}

fn match_text(text: &mut String, seen: &lens::Seen) {
    for (name, value) in &seen.names {
        let _ = writeln!(text, "  {name} is {}", plain(value));
    }
    if let Some(path) = &seen.path {
        let _ = writeln!(text, "  path is {}", plain(path));
    }
    text.push('\n');
    for clause in &seen.clauses {
        part(text, clause, 1);
    }
    let _ = writeln!(text, "  {DIM}so:{RESET} {}\n", seen.verdict);
}

fn part(text: &mut String, shown: &Part, depth: usize) {
    let indent = depth * 2;
    let written: String = shown.text.chars().take(WIDTH).collect();
    let _ = writeln!(
        text,
        "{:indent$}{} {DIM}→{RESET} {BOLD}{}{RESET}",
        "",
        plain(&written),
        plain(&shown.value)
    );
    for inner in &shown.parts {
        part(text, inner, depth + 1);
    }
}

fn verdict(text: &mut String, opened: &Opened, finding: Option<&Finding>) {
    let Some(finding) = finding else {
        text.push_str("Verdict: no finding.\n");
        return;
    };
    match finding.outcome {
        Outcome::Waived(at) => {
            let waiver = &opened.model.waivers[at];
            let until = waiver
                .until
                .as_ref()
                .map_or(String::new(), |day| format!(" until {day}"));
            let _ = writeln!(text, "Verdict: waived{until}: {}", plain(&waiver.reason));
        }
        Outcome::Baseline => text.push_str("Verdict: known from the baseline.\n"),
        Outcome::Open => {
            let _ = writeln!(text, "{BOLD}Verdict:{RESET} {}", plain(&finding.message));
            if !finding.fix.is_empty() {
                let _ = writeln!(text, "{BOLD}To mend it:{RESET} {}", plain(&finding.fix));
            }
        }
    }
}
