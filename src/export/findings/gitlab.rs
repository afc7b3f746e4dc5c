//! GitLab's code quality report: a JSON list, no fingerprint twice.

use super::{Judged, place, root_name};
use crate::lens::{Finding, Severity};
use crate::source::{Diagnostic, Level};
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub(super) fn write(judged: &[Judged]) -> String {
    let mut issues = Vec::new();
    for judged in judged {
        for diagnostic in judged.diagnostics {
            issues.push(of_text(judged, diagnostic));
        }
        let findings = judged.review.findings.iter();
        let open =
            findings.filter(|finding| finding.is_open_failure() || finding.is_open_question());
        issues.extend(open.map(|finding| issue(judged, finding)));
    }
    number_doubles(&mut issues);
    let mut text = serde_json::to_string_pretty(&issues).unwrap_or_default();
    text.push('\n');
    text
}

fn of_text(judged: &Judged, diagnostic: &Diagnostic) -> Value {
    let place = place(judged.sources, diagnostic.primary.span);
    let (code, message) = (diagnostic.code.id, &diagnostic.message);
    let severity = match diagnostic.level {
        Level::Error => "blocker",
        Level::Warning => "minor",
        Level::Note => "info",
    };
    json!({
        "description": message,
        "check_name": code,
        "fingerprint": format!("{} {code} {message}", place.file),
        "severity": severity,
        "location": { "path": place.file, "lines": { "begin": place.line } },
    })
}

/// The same message may be said of several places of a file; all but the first get a number.
fn number_doubles(issues: &mut [Value]) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for issue in issues {
        let fingerprint = issue["fingerprint"].as_str().unwrap_or_default().to_owned();
        let times = seen.entry(fingerprint.clone()).or_default();
        *times += 1;
        if *times > 1 {
            issue["fingerprint"] = json!(format!("{fingerprint} ({times})"));
        }
    }
}

fn issue(judged: &Judged, finding: &Finding) -> Value {
    let place = place(judged.sources, finding.span);
    let severity = match (judged.fails(finding), finding.rule.severity) {
        (true, Severity::High) => "critical",
        (true, Severity::Medium) => "major",
        (true, Severity::Low) => "minor",
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
