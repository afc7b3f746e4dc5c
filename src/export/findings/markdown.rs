//! Markdown for comments and wikis: what fails, what is not known, what ran.

use super::{Judged, one_line, place, root_name, severity_order, subject, witness};
use crate::lens::{Finding, Outcome};
use std::collections::BTreeMap;
use std::fmt::Write as _;

pub(super) fn write(judged: &[Judged]) -> String {
    let mut text = String::new();
    for judged in judged {
        file(&mut text, judged);
    }
    text
}

fn file(text: &mut String, judged: &Judged) {
    let review = judged.review;
    let tally = &review.tally;
    let title = match judged.model.title.as_str() {
        "" => root_name(judged),
        title => title,
    };
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(text, "## {}\n", escape(title));
    let _ = writeln!(
        text,
        "{} rules ran: {} failed, {} cannot be told, {} passed, {} waived, {} known before, {} not applicable.\n",
        tally.rules,
        tally.failed,
        tally.unknown,
        tally.passed,
        tally.waived,
        tally.baseline,
        tally.not_applicable
    );
    for diagnostic in judged.diagnostics {
        let place = place(judged.sources, diagnostic.primary.span);
        let (code, message) = (diagnostic.code.id, escape(&diagnostic.message));
        let _ = writeln!(
            text,
            "- **{code}** {}:{} {message}",
            escape(place.file),
            place.line
        );
    }
    if !judged.diagnostics.is_empty() {
        text.push('\n');
    }
    let mut failures: Vec<&Finding> = review
        .findings
        .iter()
        .filter(|finding| finding.is_open_failure())
        .collect();
    failures.sort_by_key(|finding| severity_order(finding.rule.severity));
    if !failures.is_empty() {
        text.push_str("| | Rule | Where | What | To mend it |\n|---|---|---|---|---|\n");
        for finding in failures {
            let place = place(judged.sources, finding.span);
            let mut what = escape(&finding.message);
            if let Some(path) =
                witness(judged, finding).filter(|path| !finding.message.contains(path.as_str()))
            {
                let _ = write!(what, "<br>`{}`", cell(&path));
            }
            let _ = writeln!(
                text,
                "| {} | {} | `{}` {}:{} | {} | {} |",
                finding.rule.severity.word(),
                finding.rule.named(),
                cell(&subject(judged, finding)),
                escape(place.file),
                place.line,
                what,
                escape(&finding.fix)
            );
        }
        text.push('\n');
    }
    questions(text, judged);
    let waived: Vec<&Finding> = review
        .findings
        .iter()
        .filter(|finding| matches!(finding.outcome, Outcome::Waived(_)))
        .collect();
    if !waived.is_empty() {
        text.push_str("Waived:\n\n");
        for finding in waived {
            let reason = super::reason(judged, finding).unwrap_or_default();
            let _ = writeln!(
                text,
                "- {} on `{}`: {}",
                finding.rule.id,
                subject(judged, finding),
                escape(reason)
            );
        }
        text.push('\n');
    }
}

/// What is not stated, by the attribute that would tell most.
fn questions(text: &mut String, judged: &Judged) {
    let mut asked: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for finding in judged
        .review
        .findings
        .iter()
        .filter(|finding| finding.is_open_question())
    {
        for ask in &finding.asks {
            asked.entry(ask).or_default().push(&finding.rule.id);
        }
    }
    if asked.is_empty() {
        return;
    }
    text.push_str("<details><summary>Not stated, so not judged</summary>\n\n");
    for (ask, rules) in asked {
        let _ = writeln!(text, "- `{}` ({})", cell(ask), rules.join(", "));
    }
    text.push_str("\n</details>\n\n");
}

fn escape(text: &str) -> String {
    let mut out = String::new();
    let mut code = false;
    for c in one_line(text).chars() {
        match c {
            '`' => {
                code = !code;
                out.push(c);
            }
            '|' => out.push_str("\\|"),
            '<' if !code => out.push_str("&lt;"),
            '*' | '_' | '[' | ']' | '#' if !code => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('`', "'")
}
