//! What a check tells, in the formats that other programs read.
//!
//! Comes in: the files that were checked with their reviews. Goes out: one text for all of them. Always holds: findings
//! keep their order; places are lines and columns counted from 1; a finding's fingerprint stays when lines move.

mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
mod sarif;

use crate::lens::{Finding, Outcome, Review, Severity, Verdict, subject_name, witness_path};
use crate::model::Model;
use crate::source::{Diagnostic, Sources, Span};

/// One file that was checked.
#[derive(Clone, Copy)]
pub struct Judged<'a> {
    pub sources: &'a Sources,
    pub model: &'a Model,
    pub review: &'a Review,
    /// What was found wrong with the text itself and with the lenses.
    pub diagnostics: &'a [Diagnostic],
    /// Whether what is not known counts as a failure.
    pub unknown_fails: bool,
}

impl Judged<'_> {
    /// Whether a finding counts against the design.
    fn fails(&self, finding: &Finding) -> bool {
        finding.is_open_failure() || self.unknown_fails && finding.is_open_question()
    }
}

/// A format of findings.
pub struct Format {
    /// What people write behind `--format`.
    pub id: &'static str,
    pub about: &'static str,
    pub write: fn(&[Judged]) -> String,
}

/// All formats.
pub const FORMATS: &[Format] = &[
    Format {
        id: "json",
        about: "JSON of archlens itself, with a published schema",
        write: json::write,
    },
    Format {
        id: "sarif",
        about: "SARIF 2.1.0, for code scanning",
        write: sarif::write,
    },
    Format {
        id: "junit",
        about: "JUnit XML, for build servers",
        write: junit::write,
    },
    Format {
        id: "github",
        about: "annotations of GitHub Actions",
        write: github::write,
    },
    Format {
        id: "gitlab",
        about: "GitLab code quality",
        write: gitlab::write,
    },
    Format {
        id: "markdown",
        about: "Markdown, for comments and wikis",
        write: markdown::write,
    },
];

/// A place as other programs count it.
struct Place<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

fn place<'a>(sources: &'a Sources, span: Span) -> Place<'a> {
    let known = sources.iter().any(|(id, _)| id == span.file);
    if !known {
        return Place {
            file: "",
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
        };
    }
    let (line, column) = sources.line_column(span);
    let (end_line, end_column) = sources.line_column(span.after());
    Place {
        file: &sources.file(span.file).name,
        line,
        column,
        end_line,
        end_column,
    }
}

/// The name of the file that was opened.
fn root_name<'a>(judged: &Judged<'a>) -> &'a str {
    judged
        .sources
        .iter()
        .next()
        .map_or("", |(_, file)| file.name.as_str())
}

/// The word for what became of a finding.
fn outcome(finding: &Finding) -> &'static str {
    match finding.outcome {
        Outcome::Open => "open",
        Outcome::Waived(_) => "waived",
        Outcome::Baseline => "baseline",
    }
}

fn verdict(finding: &Finding) -> &'static str {
    match finding.verdict {
        Verdict::Pass => "pass",
        Verdict::Fail => "fail",
        Verdict::Unknown => "unknown",
    }
}

fn subject(judged: &Judged, finding: &Finding) -> String {
    subject_name(judged.model, finding.subject)
}

fn witness(judged: &Judged, finding: &Finding) -> Option<String> {
    (!finding.witness.is_empty()).then(|| witness_path(judged.model, &finding.witness))
}

/// The reason of the waiver that covers a finding.
fn reason<'a>(judged: &Judged<'a>, finding: &Finding) -> Option<&'a str> {
    match finding.outcome {
        Outcome::Waived(at) => judged
            .model
            .waivers
            .get(at)
            .map(|waiver| waiver.reason.as_str()),
        _ => None,
    }
}

/// A text on one line.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn severity_order(severity: Severity) -> u8 {
    match severity {
        Severity::High => 0,
        Severity::Medium => 1,
        Severity::Low => 2,
        Severity::Info => 3,
    }
}
