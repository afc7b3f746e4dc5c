//! What people call the things of a model: by their titles, not their ids.

use crate::catalog;
use crate::lens::{Finding, Subject, witness_path};
use crate::model::{End, Model, Node, RelationId, Waived};
use std::collections::BTreeMap;

/// Names what a finding is about: `Tickets (S3)`.
pub(super) fn subject(model: &Model, subject: Subject) -> String {
    match subject {
        Subject::Node(node) => match service(model, node) {
            Some(service) if service != title(model, node) => {
                format!("{} ({service})", title(model, node))
            }
            _ => title(model, node),
        },
        Subject::Relation(id) => path(model, &[id]),
        Subject::Rollout(at) => format!(
            "rollout {}",
            or(&model.rollouts[at].title, &model.rollouts[at].id)
        ),
        Subject::Move(at, step) => {
            let rollout = &model.rollouts[at];
            let change = &rollout.moves[step];
            let targets = change
                .targets
                .iter()
                .map(|id| title(model, Node::Element(*id)));
            let strategy = catalog::builtin().strategy(&change.strategy);
            let strategy = strategy.map_or(change.strategy.as_str(), |strategy| strategy.title);
            let targets = targets.collect::<Vec<_>>().join(", ");
            format!(
                "{strategy} of {targets} in rollout {}",
                or(&rollout.title, &rollout.id)
            )
        }
        Subject::Environment(at) => {
            let environment = &model.environments[at];
            format!("environment {}", or(&environment.title, &environment.id))
        }
        Subject::Waiver(at) => {
            let waiver = &model.waivers[at];
            match &waiver.on {
                Waived::Node(node) => {
                    format!("waiver of {} on {}", waiver.rule, title(model, *node))
                }
                Waived::Relations(relations) => {
                    format!("waiver of {} on {}", waiver.rule, path(model, relations))
                }
                Waived::Everything => format!("waiver of {}", waiver.rule),
            }
        }
        Subject::Architecture => "the whole architecture".to_owned(),
    }
}

/// The titles of things by their ids.
pub(super) struct Titles<'m>(BTreeMap<&'m str, &'m str>);

impl<'m> Titles<'m> {
    /// Collects the titles of a model; what has none keeps its id.
    pub(super) fn of(model: &'m Model) -> Self {
        let elements = model.elements.iter().map(|it| (&*it.path, &*it.title));
        let groups = model.groups.iter().map(|it| (&*it.path, &*it.title));
        let titled = |(path, title): &(&str, &str)| !title.is_empty() && path != title;
        Self(elements.chain(groups).filter(titled).collect())
    }

    /// Says what a finding says with titles in the places of ids, its path included.
    pub(super) fn message(&self, model: &Model, finding: &Finding) -> String {
        let own = match finding.witness.is_empty() {
            true => finding.message.clone(),
            false => {
                let ids = witness_path(model, &finding.witness);
                finding
                    .message
                    .replace(&ids, &path(model, &finding.witness))
            }
        };
        let parts = own.split('`').enumerate();
        parts
            .map(|(at, part)| match at % 2 {
                0 => part.to_owned(),
                _ => self.quoted(part),
            })
            .collect()
    }

    /// Names what stands in backticks: a thing, or what hangs on one; all else stays as it is.
    fn quoted(&self, id: &str) -> String {
        if let Some(title) = self.0.get(id) {
            return format!("“{title}”");
        }
        let of = |at: usize| self.0.get(&id[..at]).map(|title| (*title, &id[at + 1..]));
        let dots = id.match_indices('.').map(|(at, _)| at);
        match dots.filter_map(of).next_back() {
            Some((title, rest)) => format!("{rest} of “{title}”"),
            None => format!("`{id}`"),
        }
    }
}

/// Writes a path in titles; parts that do not follow each other are set apart by a semicolon.
pub(super) fn path(model: &Model, relations: &[RelationId]) -> String {
    let mut text = String::new();
    let mut at: Option<Node> = None;
    for id in relations {
        let Some(relation) = model.relations.get(id.0 as usize) else {
            continue;
        };
        if at != Some(relation.from.node) {
            if !text.is_empty() {
                text.push_str("; ");
            }
            text.push_str(&end(model, &relation.from));
        }
        text.push_str(" → ");
        text.push_str(&end(model, &relation.to));
        at = Some(relation.to.node);
    }
    text
}

fn end(model: &Model, end: &End) -> String {
    match &end.part {
        Some(part) => format!("{} ({part})", title(model, end.node)),
        None => title(model, end.node),
    }
}

/// The title of a thing, or its id where it has none.
pub(super) fn title(model: &Model, node: Node) -> String {
    let (title, path) = match node {
        Node::Element(id) => {
            let element = &model.elements[id.0 as usize];
            (&element.title, &element.path)
        }
        Node::Group(id) => {
            let group = &model.groups[id.0 as usize];
            (&group.title, &group.path)
        }
    };
    or(title, path).to_owned()
}

fn service(model: &Model, node: Node) -> Option<String> {
    let Node::Element(id) = node else {
        return None;
    };
    let element = &model.elements[id.0 as usize];
    match &element.own_service {
        Some(own) => Some(or(&own.title, &own.id).to_owned()),
        None => {
            let service = catalog::builtin().service(&element.service)?;
            Some(service.title.to_owned())
        }
    }
}

fn or<'a>(title: &'a str, id: &'a str) -> &'a str {
    if title.is_empty() { id } else { title }
}
