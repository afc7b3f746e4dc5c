//! What is not stated: two lines for each rule, with the attributes that it asks for.

use super::super::report::plain;
use super::Outcome;
use super::text::{BOLD, DIM, RESET, colour, counted};
use crate::lens::{Finding, UNSTATED};
use crate::project::Unknown;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// How many names a line shows.
const NAMES: usize = 6;

/// Draws the open questions of a file, the most severe rules first.
pub(super) fn draw(text: &mut String, outcome: &Outcome) {
    let findings = outcome.review.findings.iter();
    let open: Vec<&Finding> = findings
        .filter(|finding| finding.is_open_question())
        .collect();
    if open.is_empty() {
        return;
    }
    let what = match outcome.unknown {
        Unknown::Fail => "not stated, which counts as a finding here",
        _ => "not stated, so not judged",
    };
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(
        text,
        "{BOLD}{}: {what}{RESET} {DIM}[{}]{RESET}",
        counted(open.len(), "open question"),
        UNSTATED.id
    );
    // Findings are in rule order.
    let mut by_rule: Vec<&[&Finding]> = open
        .chunk_by(|one, other| one.rule.id == other.rule.id)
        .collect();
    by_rule.sort_by_key(|all| std::cmp::Reverse(all[0].rule.severity));
    for findings in by_rule {
        let rule = &findings[0].rule;
        let _ = writeln!(
            text,
            "  {}{:<6}{RESET} {}? {DIM}[{}]{RESET}",
            colour(rule.severity),
            rule.severity.word(),
            rule.title,
            rule.id
        );
        let _ = writeln!(text, "         {DIM}state{RESET} {}", asked(findings));
    }
    text.push('\n');
}

/// The attributes that findings ask for, each with all whose it is: `` `alarms` of place, ship``.
fn asked(findings: &[&Finding]) -> String {
    let mut asked: Vec<(&str, Vec<&str>)> = Vec::new();
    let mut seen = BTreeSet::new();
    for ask in findings.iter().flat_map(|finding| &finding.asks) {
        if !seen.insert(ask) {
            continue;
        }
        let (owner, attribute) = ask.rsplit_once('.').unwrap_or(("", ask));
        match asked.iter_mut().find(|(known, _)| *known == attribute) {
            Some((_, owners)) => owners.push(owner),
            None => asked.push((attribute, vec![owner])),
        }
    }
    let asked = asked.iter().map(|(attribute, owners)| {
        let shown: Vec<String> = owners.iter().take(NAMES).map(|name| plain(name)).collect();
        let more = match owners.len().saturating_sub(NAMES) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!("`{attribute}` {DIM}of{RESET} {}{more}", shown.join(", "))
    });
    asked.collect::<Vec<_>>().join(" or ")
}
