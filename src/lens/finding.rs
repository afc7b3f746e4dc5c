//! What a review tells.

use crate::model;
use crate::source::Span;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    Info,
    Low,
    Medium,
    High,
}

/// How a rule ended on one subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    Pass,
    Fail,
    /// An attribute that decides is not stated: a question for the review.
    Unknown,
}

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    Node(model::Node),
    Relation(model::RelationId),
    /// The index of a rollout.
    Rollout(usize),
    Architecture,
}

/// Whether a failed or unknown rule still asks for something.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    Open,
    /// The index of the waiver in the model.
    Waived(usize),
    /// Known from a baseline file.
    Baseline,
}

/// One rule's verdict on one subject, with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// `OPS-006`
    pub rule: String,
    /// `api-without-access-log`
    pub slug: String,
    pub title: String,
    pub pillar: String,
    pub severity: Severity,
    pub verdict: Verdict,
    pub outcome: Outcome,
    pub subject: Subject,
    /// Where the subject is declared.
    pub span: Span,
    /// What is wrong, with the names filled in.
    pub message: String,
    pub why: String,
    pub fix: String,
    pub wrong_when: Option<String>,
    /// The relations of the path that proves it, in order.
    pub witness: Vec<model::RelationId>,
    /// For unknown ones: the attributes whose values would decide, as `orders.pitr`.
    pub asks: Vec<String>,
    /// Stays the same when lines move: rule and element identity.
    pub fingerprint: String,
}

/// All that a run tells.
#[derive(Clone, Debug, Default)]
pub struct Review {
    pub findings: Vec<Finding>,
    pub tally: Tally,
}

/// What ran, so that silence can be trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub rules: usize,
    /// Subjects that passed a rule.
    pub passed: usize,
    pub failed: usize,
    pub unknown: usize,
    pub waived: usize,
    /// Rules that matched nothing in this model.
    pub not_applicable: usize,
}
