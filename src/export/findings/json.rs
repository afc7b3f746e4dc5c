//! JSON of archlens itself; `site/schema/findings-1.json` describes it.

use super::{Judged, outcome, place, reason, root_name, subject, verdict, witness};
use crate::lens::{Finding, Question, subject_name};
use crate::source::{Diagnostic, Level, Sources, Span};
use serde_json::{Value, json};

pub(super) fn write(judged: &[Judged]) -> String {
    let files: Vec<Value> = judged.iter().map(file).collect();
    let all = json!({
        "archlens": env!("CARGO_PKG_VERSION"),
        "schema": "findings/1",
        "files": files,
    });
    let mut text = serde_json::to_string_pretty(&all).unwrap_or_default();
    text.push('\n');
    text
}

fn file(judged: &Judged) -> Value {
    let review = judged.review;
    let tally = &review.tally;
    let findings: Vec<Value> = review
        .findings
        .iter()
        .map(|each| finding(judged, each))
        .collect();
    let questions: Vec<Value> = review
        .questions
        .iter()
        .map(|each| question(judged, each))
        .collect();
    let ran: Vec<Value> = review
        .ran
        .iter()
        .map(|ran| {
            json!({
                "rule": ran.rule.id, "slug": ran.rule.slug, "pillar": ran.rule.pillar,
                "passed": ran.passed, "failed": ran.failed, "unknown": ran.unknown, "waived": ran.waived,
            })
        })
        .collect();
    let diagnostics: Vec<Value> = judged
        .diagnostics
        .iter()
        .map(|each| diagnostic(judged.sources, each))
        .collect();
    json!({
        "file": root_name(judged),
        "title": judged.model.title,
        "environment": judged.model.environment,
        "tally": {
            "rules": tally.rules, "passed": tally.passed, "failed": tally.failed, "unknown": tally.unknown,
            "waived": tally.waived, "baseline": tally.baseline, "notApplicable": tally.not_applicable,
        },
        "findings": findings,
        "questions": questions,
        "ran": ran,
        "diagnostics": diagnostics,
    })
}

fn finding(judged: &Judged, finding: &Finding) -> Value {
    let rule = &finding.rule;
    json!({
        "rule": rule.id,
        "slug": rule.slug,
        "title": rule.title,
        "lens": rule.lens,
        "pillar": rule.pillar,
        "severity": rule.severity.word(),
        "status": rule.status.word(),
        "verdict": verdict(finding),
        "outcome": outcome(finding),
        "reason": reason(judged, finding),
        "subject": subject(judged, finding),
        "place": at(judged.sources, finding.span),
        "message": finding.message,
        "fix": finding.fix,
        "why": rule.why,
        "wrongWhen": rule.wrong_when,
        "sources": rule.sources,
        "answers": rule.answers,
        "witness": witness(judged, finding),
        "asks": finding.asks,
        "fingerprint": finding.fingerprint,
    })
}

fn question(judged: &Judged, question: &Question) -> Value {
    json!({
        "id": question.id,
        "pillar": question.pillar,
        "text": question.text,
        "why": question.why,
        "owner": question.owner,
        "answers": question.answers,
        "subject": subject_name(judged.model, question.subject),
    })
}

fn diagnostic(sources: &Sources, diagnostic: &Diagnostic) -> Value {
    json!({
        "code": diagnostic.code.id,
        "level": match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        },
        "message": diagnostic.message,
        "help": diagnostic.help,
        "place": at(sources, diagnostic.primary.span),
    })
}

fn at(sources: &Sources, span: Span) -> Value {
    let place = place(sources, span);
    json!({
        "file": place.file, "line": place.line, "column": place.column,
        "endLine": place.end_line, "endColumn": place.end_column,
    })
}
