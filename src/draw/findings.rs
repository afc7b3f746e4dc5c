//! Which findings are on the picture, numbered as in the list.

use crate::lens::{Finding, Outcome, Review, Severity, Subject, Verdict};
use crate::model;
use crate::scene::Scene;

/// Which findings are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Findings {
    None,
    /// Those that ask for something.
    #[default]
    Open,
    /// Waived ones too.
    All,
}

/// The findings of one picture.
#[derive(Default)]
pub(super) struct Placed {
    /// The worst first.
    pub(super) entries: Vec<Entry>,
    /// Subjects that passed a rule.
    pub(super) passed: Option<usize>,
}

/// A finding with its number.
pub(super) struct Entry {
    pub(super) number: usize,
    pub(super) severity: Severity,
    pub(super) rule: String,
    pub(super) text: String,
    subject: Subject,
}

impl Placed {
    pub(super) fn of(scene: &Scene, review: Option<&Review>, mode: Findings) -> Self {
        let Some(review) = review.filter(|_| mode != Findings::None) else {
            return Self::default();
        };
        let mut found: Vec<&Finding> = review
            .findings
            .iter()
            .filter(|finding| finding.verdict == Verdict::Fail)
            .filter(|finding| mode == Findings::All || finding.outcome == Outcome::Open)
            .filter(|finding| shows(scene, finding.subject))
            .collect();
        found.sort_by_key(|finding| std::cmp::Reverse(finding.rule.severity));
        let entries = found
            .into_iter()
            .zip(1..)
            .map(|(finding, number)| Entry {
                number,
                severity: finding.rule.severity,
                rule: finding.rule.id.clone(),
                text: finding.message.replace('`', ""),
                subject: finding.subject,
            })
            .collect();
        Self {
            entries,
            passed: Some(review.tally.passed),
        }
    }

    /// Returns the findings on an element or group, the worst first.
    pub(super) fn on(&self, node: model::Node) -> impl Iterator<Item = &Entry> {
        self.entries
            .iter()
            .filter(move |entry| entry.subject == Subject::Node(node))
    }

    /// Returns the findings on any of some relations, the worst first.
    pub(super) fn on_relations<'a>(
        &'a self,
        relations: &'a [model::RelationId],
    ) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(|entry| match entry.subject {
            Subject::Relation(id) => relations.contains(&id),
            _ => false,
        })
    }

    /// Returns how bad the worst finding on an element or group is.
    pub(super) fn worst(&self, node: model::Node) -> Option<Severity> {
        self.on(node).map(|entry| entry.severity).next()
    }
}

/// Says whether the picture has what a finding is about; the architecture as a whole it always has.
fn shows(scene: &Scene, subject: Subject) -> bool {
    match subject {
        Subject::Node(node) => {
            scene.cards.iter().any(|card| card.node == node)
                || scene
                    .frames
                    .iter()
                    .any(|frame| model::Node::Group(frame.group) == node)
        }
        Subject::Relation(id) => scene.flows.iter().any(|flow| flow.relations.contains(&id)),
        _ => true,
    }
}
