//! The shapes of a diff.

use crate::model::{GroupId, Model, Node, RelationId};
use std::collections::BTreeMap;

/// The difference of two models.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    /// The newer model; elements, groups, layers and relations that only the older one had stand at the end of its lists.
    pub model: Model,
    pub changes: Changes,
    /// What the architecture says about itself: title, owner, attributes.
    pub whole: Vec<Edit>,
    /// Scenarios by their ids, in the order of the newer model.
    pub scenarios: Vec<(String, Change)>,
}

/// What became of the things that did not stay as they were, by their numbers in the model of both.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    pub nodes: BTreeMap<Node, Change>,
    pub relations: BTreeMap<RelationId, Change>,
    /// For groups: how many of the things inside changed.
    pub inside: BTreeMap<GroupId, usize>,
}

/// What became of one thing.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    Added,
    Removed,
    Changed(Vec<Edit>),
}

/// One thing that is said otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// `title`, `timeout`, …
    pub key: String,
    /// As its author would write it; none where it was not said.
    pub old: Option<String>,
    pub new: Option<String>,
}

impl Diff {
    /// Returns whether both models say the same.
    pub fn is_empty(&self) -> bool {
        self.changes.nodes.is_empty()
            && self.changes.relations.is_empty()
            && self.whole.is_empty()
            && self.scenarios.is_empty()
    }
}

impl Changes {
    /// Says for every thing that changed what is said otherwise, to stand on its card.
    pub fn notes(&self) -> BTreeMap<Node, String> {
        let inside = self.inside.iter().map(|(group, count)| {
            let things = if *count == 1 { "change" } else { "changes" };
            (Node::Group(*group), format!("{count} {things} inside"))
        });
        let own = self
            .nodes
            .iter()
            .filter(|(_, change)| !change.edits().is_empty())
            .map(|(node, change)| {
                let edits: Vec<String> = change.edits().iter().map(Edit::words).collect();
                (*node, edits.join(" · "))
            });
        inside.chain(own).collect()
    }

    /// Says what became of a thing in words: `changed: timeout 3s → 10s`.
    pub fn told(&self, node: Node) -> Option<String> {
        match (self.nodes.get(&node), node) {
            (Some(change), _) => Some(change.words()),
            (None, Node::Group(id)) => self
                .inside
                .get(&id)
                .map(|count| format!("{count} changed inside")),
            (None, Node::Element(_)) => None,
        }
    }

    /// Numbers the relations that changed by what became of them, so that they are not drawn as one line with others.
    pub fn parted(&self) -> BTreeMap<RelationId, u8> {
        let number = |change: &Change| match change {
            Change::Added => 1,
            Change::Removed => 2,
            Change::Changed(_) => 3,
        };
        self.relations
            .iter()
            .map(|(id, change)| (*id, number(change)))
            .collect()
    }
}

impl Change {
    /// Returns its word.
    pub fn word(&self) -> &'static str {
        match self {
            Change::Added => "added",
            Change::Removed => "removed",
            Change::Changed(_) => "changed",
        }
    }

    /// Returns its word, and what is said otherwise.
    pub fn words(&self) -> String {
        let edits: Vec<String> = self.edits().iter().map(Edit::words).collect();
        match edits.is_empty() {
            true => self.word().to_owned(),
            false => format!("{}: {}", self.word(), edits.join(", ")),
        }
    }

    /// Returns its sign in texts.
    pub fn sign(&self) -> char {
        match self {
            Change::Added => '+',
            Change::Removed => '-',
            Change::Changed(_) => '~',
        }
    }

    /// Returns what is said otherwise, of a thing that both models have.
    pub fn edits(&self) -> &[Edit] {
        match self {
            Change::Changed(edits) => edits,
            _ => &[],
        }
    }
}

impl Edit {
    /// Writes the edit in a few words: `timeout 3s → 10s`, `waf added: on`.
    pub fn words(&self) -> String {
        let key = &self.key;
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => format!("{key} {old} → {new}"),
            (None, Some(new)) if new == "true" => format!("{key} added"),
            (None, Some(new)) => format!("{key} added: {new}"),
            (Some(_), None) => format!("{key} removed"),
            (None, None) => key.clone(),
        }
    }
}
