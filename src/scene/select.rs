//! Which elements a view takes in.

use crate::model::{Element, ElementId, GroupId, Model, Node, Relation, Selector, StepBlock, View};
use std::collections::BTreeSet;

/// Returns, for every element, whether the view shows it.
pub(super) fn shown(model: &Model, view: &View) -> Vec<bool> {
    let everything = view.include.is_empty();
    let mut shown = vec![everything; model.elements.len()];
    for selector in &view.include {
        for id in select(model, selector) {
            shown[id.0 as usize] = true;
        }
    }
    for selector in &view.exclude {
        for id in select(model, selector) {
            shown[id.0 as usize] = false;
        }
    }
    shown
}

/// Returns the elements that a selector is about.
pub(super) fn select(model: &Model, selector: &Selector) -> BTreeSet<ElementId> {
    let by = |keep: &dyn Fn(&Element) -> bool| {
        ids(model)
            .zip(&model.elements)
            .filter(|(_, element)| keep(element))
            .map(|(id, _)| id)
            .collect::<BTreeSet<_>>()
    };
    match selector {
        Selector::Node(node) => inside(model, *node),
        Selector::Layer(layer) => by(&|element| element.layer == Some(*layer)),
        Selector::Tag(tag) => by(&|element| {
            element.tags.contains(tag)
                || ancestors(model, element.group)
                    .any(|group| model.groups[group.0 as usize].tags.contains(tag))
        }),
        Selector::Service(service) => by(&|element| {
            element.service == *service
                || element
                    .own_service
                    .as_ref()
                    .is_some_and(|own| own.id == *service)
        }),
        Selector::Scenario(id) => model
            .scenarios
            .iter()
            .filter(|scenario| scenario.id == *id)
            .flat_map(|scenario| walked(model, &scenario.steps))
            .collect(),
        Selector::NeighboursOf(node) => {
            let mut found = inside(model, *node);
            let start = found.clone();
            for relation in &model.relations {
                let (from, to) = ends(model, relation);
                if !from.is_disjoint(&start) {
                    found.extend(&to);
                }
                if !to.is_disjoint(&start) {
                    found.extend(&from);
                }
            }
            found
        }
        Selector::UpstreamOf(node) => reach(model, inside(model, *node), Way::Against),
        Selector::DownstreamOf(node) => reach(model, inside(model, *node), Way::Along),
        Selector::Path(from, to) => {
            let along = reach(model, inside(model, *from), Way::Along);
            let against = reach(model, inside(model, *to), Way::Against);
            along.intersection(&against).copied().collect()
        }
    }
}

/// Returns the groups that hold something, the innermost first.
pub(super) fn ancestors(
    model: &Model,
    group: Option<GroupId>,
) -> impl Iterator<Item = GroupId> + '_ {
    std::iter::successors(group, |id| model.groups[id.0 as usize].parent)
}

fn ids(model: &Model) -> impl Iterator<Item = ElementId> {
    (0..model.elements.len() as u32).map(ElementId)
}

/// Returns an element, or all elements of a group.
fn inside(model: &Model, node: Node) -> BTreeSet<ElementId> {
    match node {
        Node::Element(id) => BTreeSet::from([id]),
        Node::Group(group) => ids(model)
            .zip(&model.elements)
            .filter(|(_, element)| ancestors(model, element.group).any(|id| id == group))
            .map(|(id, _)| id)
            .collect(),
    }
}

fn ends(model: &Model, relation: &Relation) -> (BTreeSet<ElementId>, BTreeSet<ElementId>) {
    (
        inside(model, relation.from.node),
        inside(model, relation.to.node),
    )
}

fn walked(model: &Model, blocks: &[StepBlock]) -> BTreeSet<ElementId> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&StepBlock> = blocks.iter().collect();
    while let Some(block) = open.pop() {
        match block {
            StepBlock::Step(step) => {
                let (from, to) = ends(model, &model.relations[step.relation.0 as usize]);
                found.extend(from);
                found.extend(to);
            }
            StepBlock::Alt(arms) | StepBlock::Par(arms) => {
                open.extend(arms.iter().flat_map(|(_, blocks)| blocks));
            }
            StepBlock::Loop(_, blocks) => open.extend(blocks),
        }
    }
    found
}

#[derive(Clone, Copy)]
enum Way {
    Along,
    Against,
}

/// Returns the start with all that is reached from it.
fn reach(model: &Model, start: BTreeSet<ElementId>, way: Way) -> BTreeSet<ElementId> {
    let hops: Vec<_> = model
        .relations
        .iter()
        .map(|relation| {
            let (from, to) = ends(model, relation);
            match way {
                Way::Along => (from, to),
                Way::Against => (to, from),
            }
        })
        .collect();
    let mut leaving = vec![Vec::new(); model.elements.len()];
    for (index, (from, _)) in hops.iter().enumerate() {
        for id in from {
            leaving[id.0 as usize].push(index);
        }
    }
    let mut found = start.clone();
    let mut open: Vec<ElementId> = start.into_iter().collect();
    while let Some(id) = open.pop() {
        for &hop in &leaving[id.0 as usize] {
            for &next in &hops[hop].1 {
                if found.insert(next) {
                    open.push(next);
                }
            }
        }
    }
    found
}
