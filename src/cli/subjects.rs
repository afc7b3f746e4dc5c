//! What a name on the command line means among the things that rules judge.

use crate::lens::{self, Subject};
use crate::model::{ElementId, GroupId, Model, Node, RelationId};

/// Returns all that rules can be about, in the order of the model.
pub(super) fn all(model: &Model) -> Vec<Subject> {
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let elements =
        (0..model.elements.len()).map(|at| Subject::Node(Node::Element(ElementId(number(at)))));
    let groups = (0..model.groups.len()).map(|at| Subject::Node(Node::Group(GroupId(number(at)))));
    let relations = (0..model.relations.len()).map(|at| Subject::Relation(RelationId(number(at))));
    let rollouts = (0..model.rollouts.len()).map(Subject::Rollout);
    let moves = model.rollouts.iter().enumerate();
    let moves = moves.flat_map(|(at, rollout)| {
        (0..rollout.moves.len()).map(move |step| Subject::Move(at, step))
    });
    let environments = (0..model.environments.len()).map(Subject::Environment);
    elements
        .chain(groups)
        .chain(relations)
        .chain(rollouts)
        .chain(moves)
        .chain(environments)
        .chain([Subject::Architecture])
        .collect()
}

/// Returns what a name means: a whole name first, else the last part of an id, the id of a rollout or an environment.
pub(super) fn named(model: &Model, name: &str) -> Vec<Subject> {
    let all = all(model);
    let whole = |subject: &Subject| lens::subject_name(model, *subject) == name;
    let exact: Vec<Subject> = all.iter().copied().filter(whole).collect();
    if !exact.is_empty() {
        return exact;
    }
    let short = |subject: &Subject| match *subject {
        Subject::Node(_) => lens::subject_name(model, *subject).rsplit('.').next() == Some(name),
        Subject::Rollout(at) | Subject::Move(at, _) => model.rollouts[at].id == name,
        Subject::Environment(at) => model.environments[at].id == name,
        _ => false,
    };
    all.into_iter().filter(short).collect()
}

#[cfg(test)]
mod tests {
    use super::named;
    use crate::catalog;
    use crate::lens::subject_name;
    use crate::model::{self, Options};
    use crate::project::Disk;
    use crate::source::Sources;

    /// Says what a name means in a small model.
    fn check(name: &str) -> String {
        let text = "environment prod\ngroup shop { lambda place { alias: live } }\nsqs prod-jobs\nshop.place ~> prod-jobs\n\
                    rollout main { environment: prod; canary shop.place }";
        let disk = Disk::new(std::path::Path::new(".")).expect("a folder");
        let loaded = model::load_text(&mut Sources::default(), &disk, "-", text);
        let model = model::resolve(&loaded.value, catalog::builtin(), &Options::default()).value;
        let names = named(&model, name)
            .into_iter()
            .map(|subject| subject_name(&model, subject));
        names.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn names_mean_whole_ids_then_their_ends() {
        assert_eq!(check("shop.place"), "shop.place");
        assert_eq!(check("place"), "shop.place");
        assert_eq!(check("shop"), "shop");
        assert_eq!(check("prod"), "environment prod");
        assert_eq!(
            check("main"),
            "rollout main | rollout main canary shop.place"
        );
        assert_eq!(check("rollout main"), "rollout main");
        assert_eq!(check("architecture"), "architecture");
        assert_eq!(check("nothing"), "");
    }
}
