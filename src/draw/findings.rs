//! Which findings are on the picture, numbered as in the list.

use crate::lens::{Review, Severity, Subject};
use crate::model;
use crate::scene::Scene;
use std::collections::BTreeMap;

/// Which findings are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Findings {
    None,
    /// Those that ask for something.
    #[default]
    Open,
    /// Those of the open ones that are about something on the picture, without the rest of the review.
    Here,
    /// Waived ones too, and a sign on what passed all that it was asked.
    All,
}

/// Whether the ways that prove findings are drawn along the lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Witness {
    #[default]
    Shown,
    Hidden,
}

/// The findings of one picture.
#[derive(Default)]
pub(super) struct Placed {
    /// By their numbers, which are those of the whole review.
    pub(super) entries: Vec<Entry>,
    /// Subjects that passed a rule.
    pub(super) passed: Option<usize>,
    /// What passed all that it was asked, with how many rules those were.
    sound: BTreeMap<model::Node, usize>,
}

/// A finding with its number.
pub(super) struct Entry {
    pub(super) number: usize,
    pub(super) severity: Severity,
    pub(super) rule: String,
    pub(super) text: String,
    subject: Subject,
    /// The relations of the way that proves it.
    witness: Vec<model::RelationId>,
}

impl Placed {
    pub(super) fn of(
        scene: &Scene,
        review: Option<&Review>,
        mode: Findings,
        witness: Witness,
    ) -> Self {
        let Some(review) = review.filter(|_| mode != Findings::None) else {
            return Self::default();
        };
        let found = match mode {
            Findings::All => review.failures(),
            _ => review.open_failures(),
        };
        let entries = found
            .into_iter()
            .filter(|(_, finding)| match mode {
                Findings::Here => has(scene, finding.subject),
                _ => has(scene, finding.subject) || !is_on_pictures(finding.subject),
            })
            .map(|(number, finding)| Entry {
                number,
                severity: finding.rule.severity,
                rule: finding.rule.id.clone(),
                text: scene.titled(&finding.message),
                subject: finding.subject,
                witness: match witness {
                    Witness::Shown => finding.witness.clone(),
                    Witness::Hidden => Vec::new(),
                },
            })
            .collect();
        Self {
            entries,
            passed: (mode != Findings::Here).then_some(review.tally.passed),
            sound: match mode {
                Findings::All => sound(scene, review),
                _ => BTreeMap::new(),
            },
        }
    }

    /// Says whether there is anything to tell of the review.
    pub(super) fn is_told(&self) -> bool {
        self.passed.is_some() || !self.entries.is_empty()
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

    /// Returns the findings whose ways lead along any of some relations, the worst first.
    pub(super) fn along<'a>(
        &'a self,
        relations: &'a [model::RelationId],
    ) -> impl Iterator<Item = &'a Entry> {
        self.entries
            .iter()
            .filter(|entry| entry.witness.iter().any(|id| relations.contains(id)))
    }

    /// Returns how many rules an element passed, where it passed all that it was asked and this is shown.
    pub(super) fn sound(&self, node: model::Node) -> Option<usize> {
        self.sound.get(&node).copied()
    }

    /// Says whether anything is shown to have passed all.
    pub(super) fn any_sound(&self) -> bool {
        !self.sound.is_empty()
    }

    /// Returns how bad the first finding on an element or group is, which is the worst that asks for something.
    pub(super) fn worst(&self, node: model::Node) -> Option<Severity> {
        self.on(node).map(|entry| entry.severity).next()
    }
}

/// Finds the cards that passed rules, and that no rule found fault with or had a question about.
fn sound(scene: &Scene, review: &Review) -> BTreeMap<model::Node, usize> {
    let mut sound: BTreeMap<model::Node, usize> = scene
        .cards
        .iter()
        .filter_map(|card| Some((card.node, *review.held.get(&Subject::Node(card.node))?)))
        .collect();
    for finding in &review.findings {
        if let Subject::Node(node) = finding.subject {
            sound.remove(&node);
        }
    }
    sound
}

/// Returns the numbers of the open findings that are about something on a picture.
pub fn numbers(scene: &Scene, review: &Review) -> Vec<usize> {
    let found = review.open_failures().into_iter();
    found
        .filter(|(_, finding)| has(scene, finding.subject))
        .map(|(number, _)| number)
        .collect()
}

/// Says whether the picture has what a finding is about.
fn has(scene: &Scene, subject: Subject) -> bool {
    match subject {
        Subject::Node(node) => {
            scene.cards.iter().any(|card| card.node == node)
                || scene
                    .frames
                    .iter()
                    .any(|frame| model::Node::Group(frame.group) == node)
        }
        Subject::Relation(id) => scene.flows.iter().any(|flow| flow.relations.contains(&id)),
        _ => false,
    }
}

/// Says whether pictures have places for what a finding is about; the rest is told of every one.
fn is_on_pictures(subject: Subject) -> bool {
    matches!(subject, Subject::Node(_) | Subject::Relation(_))
}
