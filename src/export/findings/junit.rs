//! JUnit XML: a suite for each file, a case for each rule on each subject that did not pass, one for each rule that did.

use super::super::escape::escape;
use super::{Judged, one_line, place, reason, root_name, subject, witness};
use crate::lens::{Finding, Outcome};
use crate::source::Level;
use std::fmt::Write as _;

pub(super) fn write(judged: &[Judged]) -> String {
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"archlens\">\n",
    );
    for judged in judged {
        suite(&mut xml, judged);
    }
    xml.push_str("</testsuites>\n");
    xml
}

fn suite(xml: &mut String, judged: &Judged) {
    let findings = &judged.review.findings;
    let clean = || {
        judged
            .review
            .ran
            .iter()
            .filter(|ran| ran.passed > 0 && ran.failed + ran.unknown == 0)
    };
    let errors = judged
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.level == Level::Error);
    let errors: Vec<_> = errors.collect();
    let failures = findings
        .iter()
        .filter(|finding| judged.fails(finding))
        .count();
    let skipped = findings.len() - failures;
    let tests = findings.len() + clean().count() + errors.len();
    let name = attribute(root_name(judged));
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(
        xml,
        "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{}\" skipped=\"{skipped}\">",
        errors.len()
    );
    for diagnostic in errors {
        let message = attribute(&diagnostic.message);
        let line = place(judged.sources, diagnostic.primary.span).line;
        let _ = writeln!(
            xml,
            "    <testcase classname=\"archlens\" name=\"{0} line {line}\" time=\"0\"><error type=\"{0}\" message=\"{message}\"/></testcase>",
            diagnostic.code.id
        );
    }
    for ran in clean() {
        let _ = writeln!(
            xml,
            "    <testcase classname=\"{}\" name=\"{} {}\" time=\"0\"/>",
            attribute(&ran.rule.pillar),
            attribute(&ran.rule.id),
            attribute(&ran.rule.title)
        );
    }
    for finding in findings {
        case(xml, judged, finding);
    }
    xml.push_str("  </testsuite>\n");
}

fn case(xml: &mut String, judged: &Judged, finding: &Finding) {
    let _ = write!(
        xml,
        "    <testcase classname=\"{}\" name=\"{} {}\" time=\"0\">",
        attribute(&finding.rule.pillar),
        attribute(&finding.rule.id),
        attribute(&subject(judged, finding))
    );
    let message = attribute(&finding.message);
    let _ = match finding.outcome {
        Outcome::Waived(_) => {
            let reason = attribute(reason(judged, finding).unwrap_or_default());
            write!(xml, "<skipped message=\"waived: {reason}\"/>")
        }
        Outcome::Baseline => write!(
            xml,
            "<skipped message=\"known from the baseline: {message}\"/>"
        ),
        Outcome::Open if judged.fails(finding) => {
            let mut text = format!("{}\n", one_line(&finding.rule.why));
            if let Some(path) = witness(judged, finding) {
                text.push_str(&format!("path: {path}\n"));
            }
            text.push_str(&format!("fix: {}", finding.fix));
            let severity = finding.rule.severity.word();
            write!(
                xml,
                "<failure type=\"{severity}\" message=\"{message}\">{}</failure>",
                attribute(&text)
            )
        }
        Outcome::Open => write!(xml, "<skipped message=\"{message}\"/>"),
    };
    xml.push_str("</testcase>\n");
}

fn attribute(text: &str) -> String {
    let mut out = String::new();
    escape(&mut out, text);
    out
}
