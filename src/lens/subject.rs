//! What findings are about: where it is declared, and a name for it that stays when lines move.

use super::finding::Subject;
use crate::model::{Model, Node, RelationId, Waived};
use crate::source::Span;

/// Returns where a subject is declared.
pub(super) fn span(model: &Model, subject: Subject) -> Span {
    match subject {
        Subject::Node(Node::Element(id)) => model.elements[id.0 as usize].name_span,
        Subject::Node(Node::Group(id)) => model.groups[id.0 as usize].span,
        Subject::Relation(id) => model.relations[id.0 as usize].span,
        Subject::Rollout(at) => model.rollouts[at].span,
        Subject::Move(at, step) => model.rollouts[at].moves[step].span,
        Subject::Environment(at) => model.environments[at].span,
        Subject::Waiver(at) => model.waivers[at].span,
        Subject::Architecture => Span::default(),
    }
}

/// Returns the path of a witness with its arrows: `shopper -> api ~> events`.
pub fn witness_path(model: &Model, witness: &[RelationId]) -> String {
    super::graph::path(model, witness)
}

/// Returns a name for a subject that stays when lines move.
pub fn subject_name(model: &Model, subject: Subject) -> String {
    match subject {
        Subject::Node(Node::Element(id)) => model.elements[id.0 as usize].path.clone(),
        Subject::Node(Node::Group(id)) => model.groups[id.0 as usize].path.clone(),
        Subject::Relation(id) => model.relations[id.0 as usize].id.clone(),
        Subject::Rollout(at) => format!("rollout {}", model.rollouts[at].id),
        Subject::Move(at, step) => {
            let rollout = &model.rollouts[at];
            let change = &rollout.moves[step];
            let names: Vec<&str> = change
                .targets
                .iter()
                .map(|id| model.elements[id.0 as usize].path.as_str())
                .collect();
            format!(
                "rollout {} {} {}",
                rollout.id,
                change.strategy,
                names.join(",")
            )
        }
        Subject::Environment(at) => format!("environment {}", model.environments[at].id),
        Subject::Waiver(at) => {
            let waiver = &model.waivers[at];
            match waived(model, &waiver.on).as_str() {
                "" => format!("waiver {}", waiver.rule),
                on => format!("waiver {} on {on}", waiver.rule),
            }
        }
        Subject::Architecture => "architecture".to_owned(),
    }
}

/// The names of what a waiver covers.
fn waived(model: &Model, on: &Waived) -> String {
    match on {
        Waived::Everything => String::new(),
        Waived::Node(node) => subject_name(model, Subject::Node(*node)),
        Waived::Relations(relations) => {
            let names = relations
                .iter()
                .map(|id| subject_name(model, Subject::Relation(*id)));
            names.collect::<Vec<_>>().join(", ")
        }
    }
}
