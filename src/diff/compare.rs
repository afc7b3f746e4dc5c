//! Finds the same things in both models, and what each says otherwise.

use super::types::{Change, Changes, Diff, Edit};
use super::union::{Places, union};
use super::words::{self, Said};
use crate::model::{Model, Node, Relation, RelationId};
use std::collections::{BTreeMap, BTreeSet};

/// Compares an older with a newer model.
pub fn diff(old: &Model, new: &Model) -> Diff {
    let pairs = relations(old, new);
    let (model, places) = union(old, new, &pairs);
    let mut changes = Changes {
        nodes: nodes(old, new, &places),
        ..Changes::default()
    };
    for (id, relation) in old.relations() {
        match pairs.get(&id) {
            None => {
                let gone = places.relations[id.0 as usize];
                changes.relations.insert(gone, Change::Removed);
            }
            Some(&same) => {
                let before = words::relation(old, relation);
                let after = words::relation(new, new.relation(same));
                let changed = edits(before, after);
                changes
                    .relations
                    .extend(changed.map(|change| (same, change)));
            }
        }
    }
    let kept: BTreeSet<RelationId> = pairs.values().copied().collect();
    for (id, _) in new.relations().filter(|(id, _)| !kept.contains(id)) {
        changes.relations.insert(id, Change::Added);
    }
    for node in changes.nodes.keys() {
        for group in model
            .ancestors(*node)
            .filter(|id| Node::Group(*id) != *node)
        {
            *changes.inside.entry(group).or_default() += 1;
        }
    }
    Diff {
        model,
        changes,
        whole: edits(words::whole(old), words::whole(new))
            .map_or(Vec::new(), |change| change.edits().to_vec()),
        scenarios: scenarios(old, new),
    }
}

/// Finds what became of elements and groups, which are the same by their paths.
fn nodes(old: &Model, new: &Model, places: &Places) -> BTreeMap<Node, Change> {
    let mut changes = BTreeMap::new();
    let said = |model: &Model, node: Node| match node {
        Node::Element(id) => words::element(model, model.element(id)),
        Node::Group(id) => words::group(model, model.group(id)),
    };
    let known: BTreeMap<&str, Node> = all(old).map(|node| (old.path(node), node)).collect();
    for node in all(new) {
        match known.get(new.path(node)) {
            // A group in the place of an element is another thing.
            Some(before) if is_group(*before) == is_group(node) => {
                let changed = edits(said(old, *before), said(new, node));
                changes.extend(changed.map(|change| (node, change)));
            }
            _ => {
                changes.insert(node, Change::Added);
            }
        }
    }
    for node in all(old) {
        let place = places.node(node);
        let stays = match place {
            Node::Element(id) => (id.0 as usize) < new.elements.len(),
            Node::Group(id) => (id.0 as usize) < new.groups.len(),
        };
        if !stays {
            changes.insert(place, Change::Removed);
        }
    }
    changes
}

fn is_group(node: Node) -> bool {
    matches!(node, Node::Group(_))
}

fn all(model: &Model) -> impl Iterator<Item = Node> {
    let groups = model.groups().map(|(id, _)| Node::Group(id));
    groups.chain(model.elements().map(|(id, _)| Node::Element(id)))
}

/// Pairs the relations of both: by their ids, then those between the same ends in their order, so that a line whose label
/// is another is still that line.
fn relations(old: &Model, new: &Model) -> BTreeMap<RelationId, RelationId> {
    let by_id: BTreeMap<&str, RelationId> = new
        .relations()
        .map(|(id, relation)| (relation.id.as_str(), id))
        .collect();
    let mut pairs: BTreeMap<RelationId, RelationId> = old
        .relations()
        .filter_map(|(id, relation)| Some((id, *by_id.get(relation.id.as_str())?)))
        .collect();
    let ends = |model: &Model, relation: &Relation| {
        let ends = (model.end(&relation.from), model.end(&relation.to));
        (ends, relation.role.clone())
    };
    let mut free: BTreeMap<_, Vec<RelationId>> = BTreeMap::new();
    let taken: BTreeSet<RelationId> = pairs.values().copied().collect();
    for (id, relation) in new.relations().filter(|(id, _)| !taken.contains(id)) {
        free.entry(ends(new, relation)).or_default().push(id);
    }
    for (id, relation) in old.relations() {
        if pairs.contains_key(&id) {
            continue;
        }
        if let Some(near) = free.get_mut(&ends(old, relation))
            && !near.is_empty()
        {
            pairs.insert(id, near.remove(0));
        }
    }
    pairs
}

fn scenarios(old: &Model, new: &Model) -> Vec<(String, Change)> {
    let mut found = Vec::new();
    for scenario in &new.scenarios {
        let change = match old.scenario(&scenario.id) {
            None => Some(Change::Added),
            Some(before) => edits(words::scenario(old, before), words::scenario(new, scenario)),
        };
        found.extend(change.map(|change| (scenario.id.clone(), change)));
    }
    let gone = old
        .scenarios
        .iter()
        .filter(|scenario| new.scenario(&scenario.id).is_none());
    found.extend(gone.map(|scenario| (scenario.id.clone(), Change::Removed)));
    found
}

/// Finds what is said otherwise; none where nothing is.
fn edits(old: Said, new: Said) -> Option<Change> {
    let find = |said: &Said, key: &str| {
        let found = said.iter().find(|(known, _)| known == key);
        found.map(|(_, value)| value.clone())
    };
    let mut edits = Vec::new();
    for (key, value) in &new {
        let before = find(&old, key);
        if before.as_ref() != Some(value) {
            edits.push(Edit {
                key: key.clone(),
                old: before,
                new: Some(value.clone()),
            });
        }
    }
    for (key, value) in old {
        if find(&new, &key).is_none() {
            edits.push(Edit {
                key,
                old: Some(value),
                new: None,
            });
        }
    }
    (!edits.is_empty()).then_some(Change::Changed(edits))
}
