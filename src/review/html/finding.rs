//! A finding in HTML, its cases marked as on the picture.

use super::super::findings::{Case, FindingView};
use super::super::report::pillar_title;
use super::super::words::sentence;
use super::text::{code, link, text};
use crate::lens::Severity;
use std::fmt::Write as _;

/// Writes a finding with its cases.
pub(super) fn write(page: &mut String, finding: &FindingView) {
    let severity = finding.severity.word();
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(
        page,
        "<article class=\"finding\">\n<h3>{} <span class=\"tag {severity}\">{severity}</span></h3>",
        text(&finding.title)
    );
    for case in &finding.cases {
        self::case(page, finding, case);
    }
    page.push_str("<dl>\n");
    row(page, "Why it matters", &code(&sentence(&finding.why)));
    if let Some(fix) = &finding.fix {
        row(page, "What to do", &code(&sentence(fix)));
    }
    if let Some(wrong_when) = &finding.wrong_when {
        row(page, "Not so when", &code(&sentence(wrong_when)));
    }
    let mut rule = format!(
        "{} · {}",
        text(&finding.named),
        text(pillar_title(&finding.pillar))
    );
    for source in &finding.sources {
        let _ = write!(rule, "<br>{}", link(source));
    }
    row(page, "Rule", &rule);
    page.push_str("</dl>\n</article>\n");
}

fn case(page: &mut String, finding: &FindingView, case: &Case) {
    let _ = writeln!(
        page,
        "<div class=\"case\" id=\"finding-{}\">{}\n<div>\n<p>{}</p>\n<dl>",
        case.number,
        mark(finding.severity, case.number),
        code(&sentence(&case.message))
    );
    let mut place = text(&case.subject);
    // An id that says no more than the words is left out.
    if case.id.split([' ', '>']).count() == 1 {
        let _ = write!(place, " <code>{}</code>", text(&case.id));
    }
    let _ = write!(place, " <span class=\"soft\">{}</span>", text(&case.place));
    row(page, "Where", &place);
    if let Some(path) = &case.path {
        row(page, "Path", &text(path));
    }
    if finding.fix.is_none() {
        row(page, "What to do", &code(&sentence(&case.fix)));
    }
    page.push_str("</dl>\n</div>\n</div>\n");
}

fn row(page: &mut String, name: &str, value: &str) {
    let _ = writeln!(page, "<dt>{name}</dt><dd>{value}</dd>");
}

/// The mark that the picture has: a shape for how bad, a number for which.
fn mark(severity: Severity, number: usize) -> String {
    let (shape, down) = match severity {
        Severity::High => (
            "<path d=\"M-4.6-11h9.2L11-4.6v9.2L4.6 11h-9.2L-11 4.6v-9.2z\"/>",
            4.2,
        ),
        Severity::Medium => ("<path d=\"M0-11.3 11.3 8.7h-22.6z\"/>", 6.4),
        Severity::Low | Severity::Info => ("<circle r=\"9\"/>", 4.0),
    };
    format!(
        "<svg class=\"mark mark-{}\" viewBox=\"-13 -13 26 26\" role=\"img\" aria-label=\"Finding {number}\">{shape}<text y=\"{down}\">{number}</text></svg>",
        severity.word()
    )
}
