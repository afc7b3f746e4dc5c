//! What people call the things of a model: by their titles, not their ids.

use crate::catalog;
use crate::lens::{Subject, witness_path};
use crate::model::{Model, Node, RelationId, Titles, Waived};

/// Names what a finding is about: `Tickets (S3)`.
pub(super) fn subject(titles: &Titles, model: &Model, subject: Subject) -> String {
    match subject {
        Subject::Node(node) => match service(model, node) {
            Some(service) if service != title(model, node) => {
                format!("{} ({service})", title(model, node))
            }
            _ => title(model, node),
        },
        Subject::Relation(id) => path(titles, model, &[id]),
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
                    format!(
                        "waiver of {} on {}",
                        waiver.rule,
                        path(titles, model, relations)
                    )
                }
                Waived::Everything => format!("waiver of {}", waiver.rule),
            }
        }
        Subject::Architecture => "the whole architecture".to_owned(),
    }
}

/// Writes a path in titles.
pub(super) fn path(titles: &Titles, model: &Model, relations: &[RelationId]) -> String {
    titles.say(&witness_path(model, relations))
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
