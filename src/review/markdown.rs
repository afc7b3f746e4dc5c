//! The report as Markdown.

use super::report::{ChoiceState, Report, pillar_title};
use std::fmt::Write as _;

/// Writes a report as Markdown, with the path of its picture where there is one.
pub fn markdown(report: &Report, picture: Option<&str>) -> String {
    let mut text = format!("# Review of {}\n\n", escape(&report.title));
    let mut facts = vec![report.today.clone()];
    facts.extend(
        report
            .environment
            .iter()
            .map(|environment| format!("environment {environment}")),
    );
    facts.extend(report.owner.iter().map(|owner| format!("owner {owner}")));
    facts.push(format!("judged with {}", report.lenses.join(", ")));
    let _ = writeln!(text, "{}\n", escape(&facts.join(" · ")));
    if let Some(picture) = picture {
        let _ = writeln!(text, "![{}]({picture})\n", escape(&report.title));
    }
    scorecard(&mut text, report);
    findings(&mut text, report);
    agenda(&mut text, report);
    topics(&mut text, report);
    waivers(&mut text, report);
    ran(&mut text, report);
    text
}

// Writing to a String cannot fail, here and below.
fn scorecard(text: &mut String, report: &Report) {
    text.push_str("## Scorecard\n\n| Pillar | High | Medium | Low | Info | Open questions | Passed |\n|---|--:|--:|--:|--:|--:|--:|\n");
    for score in &report.scores {
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} |",
            escape(pillar_title(&score.pillar)),
            score.high,
            score.medium,
            score.low,
            score.info,
            score.questions,
            score.passed
        );
    }
    text.push('\n');
}

fn findings(text: &mut String, report: &Report) {
    text.push_str("## Findings\n\n");
    if report.findings.is_empty() {
        text.push_str("None.\n\n");
    }
    for finding in &report.findings {
        let _ = writeln!(
            text,
            "### {}. {} ({}, {})\n",
            finding.number,
            escape(&finding.title),
            finding.severity.word(),
            finding.rule
        );
        let _ = writeln!(text, "{}.\n", escape(&capital(&finding.message)));
        let _ = writeln!(
            text,
            "- Where: `{}`, {}",
            finding.subject.replace('`', "'"),
            escape(&finding.place)
        );
        if let Some(path) = &finding.path {
            let _ = writeln!(text, "- Path: `{}`", path.replace('`', "'"));
        }
        let _ = writeln!(text, "- Why it matters: {}", escape(&finding.why));
        let _ = writeln!(text, "- What to do: {}", escape(&finding.fix));
        if let Some(wrong_when) = &finding.wrong_when {
            let _ = writeln!(text, "- Not so when: {}", escape(wrong_when));
        }
        for source in &finding.sources {
            let _ = writeln!(text, "- Source: <{source}>");
        }
        text.push('\n');
    }
}

fn agenda(text: &mut String, report: &Report) {
    text.push_str("## Agenda\n\n");
    if report.agenda.is_empty() {
        text.push_str("Nothing is open.\n\n");
    }
    for agenda in &report.agenda {
        let _ = writeln!(text, "### {}\n", escape(&agenda.owner));
        for item in &agenda.items {
            let severity = item
                .severity
                .map_or(String::new(), |severity| format!(" ({})", severity.word()));
            let _ = writeln!(
                text,
                "- [ ] `{}`{severity}: {}",
                item.what.replace('`', "'"),
                escape(&item.text)
            );
        }
        text.push('\n');
    }
}

fn topics(text: &mut String, report: &Report) {
    if report.topics.is_empty() {
        return;
    }
    text.push_str("## Questions of the framework\n\n| Question | Risk | What speaks against it |\n|---|---|---|\n");
    for topic in &report.topics {
        let mut against = Vec::new();
        for choice in &topic.choices {
            if let ChoiceState::Disproved(rules) = &choice.state {
                against.push(format!("{} ({})", choice.title, rules.join(", ")));
            }
        }
        let label = format!("{} {}", topic.label, topic.title);
        let _ = writeln!(
            text,
            "| {} | {} | {} |",
            escape(label.trim()),
            topic.risk.word(),
            escape(&against.join("; "))
        );
    }
    text.push('\n');
}

fn waivers(text: &mut String, report: &Report) {
    text.push_str("## Waivers\n\n");
    if report.waivers.is_empty() {
        text.push_str("None.\n\n");
        return;
    }
    text.push_str("| Until | Rule | Reason | Owner | Covers |\n|---|---|---|---|--:|\n");
    for waiver in &report.waivers {
        let until = waiver.until.as_deref().unwrap_or("no end");
        let past = if waiver.past { " (past)" } else { "" };
        let _ = writeln!(
            text,
            "| {until}{past} | {} | {} | {} | {} |",
            escape(&waiver.rule),
            escape(&waiver.reason),
            escape(waiver.owner.as_deref().unwrap_or("")),
            waiver.covers
        );
    }
    text.push('\n');
}

fn ran(text: &mut String, report: &Report) {
    let tally = &report.tally;
    let _ = writeln!(
        text,
        "## What ran\n\n{} rules: {} checks passed, {} failed, {} could not be told, {} waived, {} known before. {} rules had nothing to look at{}",
        tally.rules,
        tally.passed,
        tally.failed,
        tally.unknown,
        tally.waived,
        tally.baseline,
        tally.not_applicable,
        if report.idle.is_empty() { "." } else { ":" }
    );
    if !report.idle.is_empty() {
        let _ = writeln!(text, "\n{}.", escape(&report.idle.join("; ")));
    }
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn escape(text: &str) -> String {
    let mut out = String::new();
    let mut code = false;
    for c in text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
    {
        match c {
            '`' => {
                code = !code;
                out.push(c);
            }
            '|' => out.push_str("\\|"),
            '<' if !code => out.push_str("&lt;"),
            '*' | '_' | '[' | ']' | '#' if !code => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}
