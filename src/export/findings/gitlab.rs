//! GitLab's code quality report: a JSON list.

use super::{Judged, place, root_name};
use crate::lens::{Finding, Severity, Verdict};
use crate::source::Level;
use serde_json::{Value, json};

pub(super) fn write(judged: &[Judged]) -> String {
    let mut issues = Vec::new();
    for judged in judged {
        for diagnostic in judged.diagnostics {
            let place = place(judged.sources, diagnostic.primary.span);
            issues.push(json!({
                "description": diagnostic.message,
                "check_name": diagnostic.code.id,
                "fingerprint": format!("{} {} {}", place.file, diagnostic.code.id, diagnostic.message),
                "severity": if diagnostic.level == Level::Error { "blocker" } else { "minor" },
                "location": { "path": place.file, "lines": { "begin": place.line } },
            }));
        }
        let findings = judged.review.findings.iter();
        let open =
            findings.filter(|finding| finding.is_open_failure() || finding.is_open_question());
        issues.extend(open.map(|finding| issue(judged, finding)));
    }
    let mut text = serde_json::to_string_pretty(&issues).unwrap_or_default();
    text.push('\n');
    text
}

fn issue(judged: &Judged, finding: &Finding) -> Value {
    let place = place(judged.sources, finding.span);
    let severity = match (finding.verdict, finding.rule.severity) {
        (Verdict::Fail, Severity::High) => "critical",
        (Verdict::Fail, Severity::Medium) => "major",
        (Verdict::Fail, Severity::Low) => "minor",
        _ => "info",
    };
    json!({
        "description": finding.message,
        "check_name": finding.rule.id,
        "fingerprint": format!("{} {}", root_name(judged), finding.fingerprint),
        "severity": severity,
        "location": { "path": place.file, "lines": { "begin": place.line } },
    })
}
