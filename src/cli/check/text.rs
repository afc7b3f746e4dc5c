//! Findings for people: what is wrong, where, why, and what to do.

use super::super::report::plain;
use super::{Outcome, questions};
use crate::lens::{Finding, Severity, Status, Subject, subject_name, witness_path};
use crate::project::Unknown;
use crate::source::{Sources, Span};
use std::collections::BTreeMap;
use std::fmt::Write as _;

pub(super) const BOLD: &str = "\u{1b}[1m";
pub(super) const DIM: &str = "\u{1b}[2m";
pub(super) const RESET: &str = "\u{1b}[0m";

/// How many findings are shown before the rest is only counted.
const SHOWN: usize = 200;

/// The widest text, in characters.
const WIDTH: usize = 100;

/// Draws the findings of one file, the worst first, then what is not known, then what ran.
pub(super) fn draw(outcome: &Outcome, sources: &Sources, files: usize) -> String {
    let mut text = String::new();
    let model = &outcome.opened.model;
    let name = sources
        .iter()
        .next()
        .map_or("", |(_, file)| file.name.as_str());
    if files > 1 {
        let _ = writeln!(text, "{BOLD}{}{RESET}\n", plain(name));
    }
    let failures = outcome.review.open_failures().into_iter();
    let failures: Vec<&Finding> = failures.map(|(_, finding)| finding).collect();
    for finding in failures.iter().take(SHOWN) {
        failure(
            &mut text,
            sources,
            finding,
            (!finding.witness.is_empty()).then(|| witness_path(model, &finding.witness)),
        );
    }
    if failures.len() > SHOWN {
        let more = failures.len() - SHOWN;
        let _ = writeln!(text, "… and {more} more; `--format json` writes all\n");
    }
    questions::draw(&mut text, outcome);
    summary(&mut text, outcome, name, &failures);
    text
}

pub(super) fn colour(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "\u{1b}[1;31m",
        Severity::Medium => "\u{1b}[1;33m",
        Severity::Low => "\u{1b}[1;36m",
        Severity::Info => "\u{1b}[1m",
    }
}

fn failure(text: &mut String, sources: &Sources, finding: &Finding, witness: Option<String>) {
    let rule = &finding.rule;
    let severity = rule.severity;
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(
        text,
        "{}{}{RESET}{BOLD}: {}{RESET} {DIM}[{} {}{}]{RESET}",
        colour(severity),
        severity.word(),
        plain(&finding.message),
        rule.id,
        rule.slug,
        match rule.status {
            Status::Deprecated => ", deprecated",
            _ => "",
        }
    );
    excerpt(text, sources, finding.span, colour(severity));
    if let Some(path) = witness.filter(|path| !finding.message.contains(path.as_str())) {
        field(text, "path", &path);
    }
    field(text, "why", &rule.why);
    field(text, "fix", &finding.fix);
    if let Some(wrong_when) = &rule.wrong_when {
        field(text, "unless", wrong_when);
    }
    text.push('\n');
}

/// The line of a place with the place underlined.
fn excerpt(text: &mut String, sources: &Sources, span: Span, colour: &str) {
    if sources.text(span).is_empty() {
        return;
    }
    let source = &sources.file(span.file).text;
    let (line, column) = sources.line_column(span);
    let start = span.start as usize;
    let from = source[..start].rfind('\n').map_or(0, |at| at + 1);
    let to = source[start..]
        .find(['\n', '\r'])
        .map_or(source.len(), |at| start + at);
    let shown: String = plain(&source[from..to].replace('\t', " "))
        .chars()
        .take(WIDTH + 20)
        .collect();
    let end = (span.end as usize).min(to).max(start);
    let length = source[start..end].chars().count().max(1);
    let name = &sources.file(span.file).name;
    let margin = line.to_string().len();
    let _ = writeln!(
        text,
        "{DIM}{:margin$}-->{RESET} {}:{line}:{column}",
        "",
        plain(name)
    );
    let _ = writeln!(text, "{DIM}{line} |{RESET} {shown}");
    let under = "^".repeat(length.min(WIDTH));
    let _ = writeln!(
        text,
        "{:margin$} {DIM}|{RESET} {:indent$}{colour}{under}{RESET}",
        "",
        "",
        indent = column - 1
    );
}

fn field(text: &mut String, name: &str, value: &str) {
    let value = plain(value);
    for (number, line) in wrapped(&value, WIDTH - 10).iter().enumerate() {
        let name = if number == 0 { name } else { "" };
        let _ = writeln!(text, "  {DIM}{name:>6}{RESET}  {line}");
    }
}

/// Breaks a text into lines of a width, between words.
pub(in crate::cli) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let own = word.chars().count();
        match lines.last_mut() {
            Some(line) if length + 1 + own <= width => {
                line.push(' ');
                line.push_str(word);
                length += 1 + own;
            }
            _ => {
                lines.push(word.to_owned());
                length = own;
            }
        }
    }
    lines
}

fn summary(text: &mut String, outcome: &Outcome, file: &str, failures: &[&Finding]) {
    let tally = &outcome.review.tally;
    let mut by_severity: BTreeMap<std::cmp::Reverse<Severity>, usize> = BTreeMap::new();
    for finding in failures {
        *by_severity
            .entry(std::cmp::Reverse(finding.rule.severity))
            .or_default() += 1;
    }
    let mut parts: Vec<String> = by_severity
        .iter()
        .map(|(severity, count)| format!("{count} {}", severity.0.word()))
        .collect();
    if parts.is_empty() {
        parts.push("no finding".to_owned());
    }
    if outcome.unknown != Unknown::Ignore && tally.unknown > 0 {
        parts.push(counted(tally.unknown, "open question"));
    }
    if tally.waived > 0 {
        parts.push(format!("{} waived", tally.waived));
    }
    if tally.baseline > 0 {
        parts.push(format!("{} known before", tally.baseline));
    }
    let _ = writeln!(text, "{BOLD}{}{RESET}", parts.join(", "));
    let _ = writeln!(
        text,
        "{DIM}{} looked: {} passed, {} had nothing to look at{RESET}",
        counted(tally.rules, "rule"),
        counted(tally.passed, "check"),
        counted(tally.not_applicable, "rule")
    );
    if let Some(worst) = failures.first() {
        let name = subject_name(&outcome.opened.model, worst.subject);
        let quote = if name.contains([' ', '>']) { "'" } else { "" };
        let element = match worst.subject {
            // The program has judged the waiver itself, by no rule of a lens.
            Subject::Waiver(_) => String::new(),
            _ => format!(" {} {quote}{}{quote}", plain(file), plain(&name)),
        };
        let _ = writeln!(
            text,
            "{DIM}`archlens explain {}{element}{}` tells more{RESET}",
            worst.rule.id, outcome.options
        );
    }
}

pub(super) fn counted(count: usize, word: &str) -> String {
    match count {
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    }
}

/// Shows the lines that change, as `diff -u` does.
pub(super) fn diff(name: &str, before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let mut text = format!("--- {0}\n+++ {0}\n", plain(name));
    let (mut a, mut b) = (0, 0);
    while a < old.len() || b < new.len() {
        if old.get(a) == new.get(b) {
            (a, b) = (a + 1, b + 1);
            continue;
        }
        let (from_a, from_b) = (a, b);
        (a, b) = meet(&old, &new, a, b);
        let context = from_a.saturating_sub(1);
        let _ = writeln!(
            text,
            "\u{1b}[36m@@ -{},{} +{},{} @@{RESET}",
            context + 1,
            a - context,
            from_b.saturating_sub(1) + 1,
            b - from_b.saturating_sub(1)
        );
        if context < from_a {
            let _ = writeln!(text, " {}", plain(old[context]));
        }
        for line in &old[from_a..a] {
            let _ = writeln!(text, "\u{1b}[31m-{}{RESET}", plain(line));
        }
        for line in &new[from_b..b] {
            let _ = writeln!(text, "\u{1b}[32m+{}{RESET}", plain(line));
        }
    }
    text
}

/// Returns the nearest lines, from two on, at which both texts are the same again.
fn meet(old: &[&str], new: &[&str], a: usize, b: usize) -> (usize, usize) {
    for distance in 1..=(old.len() - a) + (new.len() - b) {
        for of_old in 0..=distance.min(old.len() - a) {
            let of_new = distance - of_old;
            if b + of_new > new.len() {
                continue;
            }
            let (x, y) = (a + of_old, b + of_new);
            if x < old.len() && y < new.len() && old[x] == new[y] {
                return (x, y);
            }
        }
    }
    (old.len(), new.len())
}
