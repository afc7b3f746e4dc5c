//! SARIF 2.1.0: one run, a rule each, witnesses as code flows, waivers as suppressions.

use super::{Judged, one_line, place, reason, subject};
use crate::lens::{About, Finding, Outcome, Severity, Verdict};
use crate::source::{Level, Sources, Span};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

pub(super) fn write(judged: &[Judged]) -> String {
    let mut rules: Vec<&About> = Vec::new();
    let mut at: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in judged.iter().flat_map(|judged| &judged.review.findings) {
        at.entry(finding.rule.id.as_str()).or_insert_with(|| {
            rules.push(&finding.rule);
            rules.len() - 1
        });
    }
    let mut results = Vec::new();
    for judged in judged {
        for finding in &judged.review.findings {
            results.push(result(judged, finding, at[finding.rule.id.as_str()]));
        }
    }
    let notifications: Vec<Value> = judged.iter().flat_map(notifications).collect();
    let wrong = judged
        .iter()
        .flat_map(|judged| judged.diagnostics)
        .any(|diagnostic| diagnostic.level == Level::Error);
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "archlens",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|rule| descriptor(rule)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "invocations": [{
                "executionSuccessful": !wrong,
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    });
    let mut text = serde_json::to_string_pretty(&log).unwrap_or_default();
    text.push('\n');
    text
}

fn descriptor(rule: &About) -> Value {
    let mut help = rule.why.clone();
    if let Some(wrong_when) = &rule.wrong_when {
        help.push_str(&format!("\n\nWrong when {wrong_when}."));
    }
    for source in &rule.sources {
        help.push_str(&format!("\n\n{source}"));
    }
    let mut descriptor = Map::new();
    descriptor.insert("id".to_owned(), json!(rule.id));
    descriptor.insert("name".to_owned(), json!(rule.slug));
    descriptor.insert("shortDescription".to_owned(), json!({ "text": rule.title }));
    if !rule.why.is_empty() {
        descriptor.insert(
            "fullDescription".to_owned(),
            json!({ "text": one_line(&rule.why) }),
        );
        descriptor.insert("help".to_owned(), json!({ "text": help }));
    }
    if let Some(source) = rule
        .sources
        .iter()
        .find(|source| source.starts_with("https://"))
    {
        descriptor.insert("helpUri".to_owned(), json!(source));
    }
    descriptor.insert(
        "defaultConfiguration".to_owned(),
        json!({ "level": level(rule.severity) }),
    );
    descriptor.insert(
        "properties".to_owned(),
        json!({ "tags": [rule.pillar], "severity": rule.severity.word(), "status": rule.status.word() }),
    );
    Value::Object(descriptor)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

fn result(judged: &Judged, finding: &Finding, rule: usize) -> Value {
    let fails = finding.verdict == Verdict::Fail || judged.fails(finding);
    let mut message = finding.message.clone();
    if !finding.fix.is_empty() {
        message.push_str(&format!("\n\nTo mend it: {}.", finding.fix));
    }
    let mut result = Map::new();
    result.insert("ruleId".to_owned(), json!(finding.rule.id));
    result.insert("ruleIndex".to_owned(), json!(rule));
    // What is not known is no failure, and the format wants no level for it.
    result.insert(
        "kind".to_owned(),
        json!(if fails { "fail" } else { "open" }),
    );
    let level = if fails {
        level(finding.rule.severity)
    } else {
        "none"
    };
    result.insert("level".to_owned(), json!(level));
    result.insert("message".to_owned(), json!({ "text": message }));
    let mut location = location(judged.sources, finding.span);
    location["logicalLocations"] = json!([{ "fullyQualifiedName": subject(judged, finding) }]);
    result.insert("locations".to_owned(), json!([location]));
    result.insert(
        "partialFingerprints".to_owned(),
        json!({ "archlens/v1": finding.fingerprint }),
    );
    if !finding.witness.is_empty() {
        let steps: Vec<Value> = finding
            .witness
            .iter()
            .filter_map(|id| judged.model.relations.get(id.0 as usize))
            .map(|relation| json!({ "location": self::location(judged.sources, relation.span) }))
            .collect();
        let flow = json!([{ "threadFlows": [{ "locations": steps }] }]);
        result.insert("codeFlows".to_owned(), flow);
    }
    // Where one result has suppressions, the format wants the empty list on all others.
    let suppressions = match finding.outcome {
        Outcome::Open => json!([]),
        Outcome::Waived(_) => json!([{
            "kind": "inSource", "status": "accepted",
            "justification": reason(judged, finding).unwrap_or_default(),
        }]),
        Outcome::Baseline => json!([{
            "kind": "external", "status": "accepted", "justification": "known from the baseline",
        }]),
    };
    result.insert("suppressions".to_owned(), suppressions);
    Value::Object(result)
}

fn location(sources: &Sources, span: Span) -> Value {
    let place = place(sources, span);
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(place.file) },
            "region": {
                "startLine": place.line, "startColumn": place.column,
                "endLine": place.end_line, "endColumn": place.end_column,
            },
        },
    })
}

/// A path as a relative URI.
fn uri(path: &str) -> String {
    let mut uri = String::new();
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

fn notifications(judged: &Judged) -> Vec<Value> {
    judged
        .diagnostics
        .iter()
        .map(|diagnostic| {
            json!({
                "descriptor": { "id": diagnostic.code.id },
                "level": match diagnostic.level {
                    Level::Error => "error",
                    Level::Warning => "warning",
                    Level::Note => "note",
                },
                "message": { "text": diagnostic.message },
                "locations": [location(judged.sources, diagnostic.primary.span)],
            })
        })
        .collect()
}
