//! What a review tells.

use crate::model;
use crate::source::Span;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    Node(model::Node),
    Relation(model::RelationId),
    /// The index of a rollout.
    Rollout(usize),
    /// The index of a rollout, and of one of its moves.
    Move(usize, usize),
    /// The index of an environment.
    Environment(usize),
    /// The index of a waiver.
    Waiver(usize),
    Architecture,
}

/// Whether a failed or unknown rule still asks for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Open,
    /// The index of the waiver in the model.
    Waived(usize),
    /// Known from a baseline file.
    Baseline,
}

/// Whether a rule's shape and facts are settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    Preview,
    Stable,
    Deprecated,
}

/// What every finding of a rule says alike.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// `OPS-006`
    pub id: String,
    /// `api-without-access-log`
    pub slug: String,
    pub title: String,
    /// The id of the lens that the rule is from.
    pub lens: String,
    /// `operational-excellence`, `security`, `reliability`, `performance`, `cost` or `sustainability`; or a lens's own.
    pub pillar: String,
    /// With the overrides of the run's lenses applied.
    pub severity: Severity,
    pub status: Status,
    pub since: Option<String>,
    /// The day on which a fact that ages was last checked.
    pub checked: Option<String>,
    pub why: String,
    pub wrong_when: Option<String>,
    pub sources: Vec<String>,
    /// The choices of the review that the rule speaks to, as `ops_q1.a4`.
    pub answers: Vec<String>,
}

/// One rule's verdict on one subject, with its evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    pub rule: Arc<About>,
    pub verdict: Verdict,
    pub outcome: Outcome,
    pub subject: Subject,
    /// Where the subject is declared: its name, where it has one.
    pub span: Span,
    /// What is wrong, with the names filled in; for an unknown one, what is not stated.
    pub message: String,
    /// What to do, with the names filled in.
    pub fix: String,
    /// The relations of the path that proves it, in order.
    pub witness: Vec<model::RelationId>,
    /// The other elements that take part, such as the members of a group.
    pub related: Vec<model::Node>,
    /// For unknown ones: the attributes whose values would decide, as `orders.pitr`.
    pub asks: Vec<String>,
    /// What its rule would change; empty where that needs a person.
    pub changes: Vec<Change>,
    /// Stays the same when lines move: rule and element identity.
    pub fingerprint: String,
}

/// A change that mends a finding.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// States an attribute; an empty value means `true`.
    State {
        node: model::Node,
        key: String,
        value: String,
    },
    /// Adds an element, as it is written in a `.arch` file.
    Add(String),
}

/// A question that only people can answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// `OPS-Q2`
    pub id: String,
    pub lens: String,
    pub pillar: String,
    pub text: String,
    pub why: String,
    pub owner: Option<String>,
    pub answers: Vec<String>,
    pub subject: Subject,
}

/// All that a run tells.
#[derive(Clone, Debug, Default)]
pub struct Review {
    /// In rule order, then in source order.
    pub findings: Vec<Finding>,
    pub questions: Vec<Question>,
    pub tally: Tally,
    /// What each rule did, in rule order.
    pub ran: Vec<Ran>,
    /// How many rules each subject passed, of those that passed any.
    pub held: BTreeMap<Subject, usize>,
}

/// What one rule did.
#[derive(Clone, Debug, PartialEq)]
pub struct Ran {
    pub rule: Arc<About>,
    pub passed: usize,
    pub failed: usize,
    pub unknown: usize,
    pub waived: usize,
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
    /// Failed and unknown ones that a baseline file knows.
    pub baseline: usize,
    /// Rules that matched nothing in this model.
    pub not_applicable: usize,
}

impl Severity {
    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
        }
    }

    /// Returns the severity of a word.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Info, Self::Low, Self::Medium, Self::High]
            .into_iter()
            .find(|severity| severity.word() == word)
    }
}

impl Finding {
    /// Returns whether it is a failure that still asks for something.
    pub fn is_open_failure(&self) -> bool {
        self.verdict == Verdict::Fail && self.outcome == Outcome::Open
    }

    /// Returns whether it is an unknown that still asks for something.
    pub fn is_open_question(&self) -> bool {
        self.verdict == Verdict::Unknown && self.outcome == Outcome::Open
    }
}

impl Review {
    /// Returns all failures with their numbers, which are the same wherever a finding is shown: first those that ask for
    /// something, the worst first, then those that are waived or known.
    pub fn failures(&self) -> Vec<(usize, &Finding)> {
        let failed = |finding: &&Finding| finding.verdict == Verdict::Fail;
        let mut failures: Vec<&Finding> = self.findings.iter().filter(failed).collect();
        failures
            .sort_by_key(|finding| (!finding.is_open_failure(), Reverse(finding.rule.severity)));
        (1..).zip(failures).collect()
    }

    /// Returns the failures that ask for something with their numbers, the worst first.
    pub fn open_failures(&self) -> Vec<(usize, &Finding)> {
        let mut failures = self.failures();
        failures.retain(|(_, finding)| finding.is_open_failure());
        failures
    }
}

impl About {
    /// Returns the rule's id, and says that it will go where it is deprecated: `ACME-001, deprecated`.
    pub fn named(&self) -> String {
        match self.status {
            Status::Deprecated => format!("{}, deprecated", self.id),
            Status::Preview | Status::Stable => self.id.clone(),
        }
    }
}

impl Status {
    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Status::Preview => "preview",
            Status::Stable => "stable",
            Status::Deprecated => "deprecated",
        }
    }

    /// Returns the status of a word.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Preview, Self::Stable, Self::Deprecated]
            .into_iter()
            .find(|status| status.word() == word)
    }
}
