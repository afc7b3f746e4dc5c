//! Which elements a view takes in.

use crate::model::{self, ElementId, GroupId, Model, Node, View};

/// Returns, for every element, whether the view shows it.
pub(super) fn shown(model: &Model, view: &View) -> Vec<bool> {
    let included = model::select(model, &view.include).nodes;
    let mut shown: Vec<bool> = (0..model.elements.len() as u32)
        .map(|index| included.contains(&Node::Element(ElementId(index))))
        .collect();
    // No selector would select everything.
    if !view.exclude.is_empty() {
        for id in elements(model, &view.exclude) {
            shown[id.0 as usize] = false;
        }
    }
    shown
}

/// Returns the elements that selectors are about.
pub(super) fn elements(model: &Model, selectors: &[model::Selector]) -> Vec<ElementId> {
    model::select(model, selectors)
        .nodes
        .into_iter()
        .filter_map(|node| match node {
            Node::Element(id) => Some(id),
            Node::Group(_) => None,
        })
        .collect()
}

/// Returns a group with the groups that hold it, the innermost first.
pub(super) fn ancestors(
    model: &Model,
    group: Option<GroupId>,
) -> impl Iterator<Item = GroupId> + '_ {
    std::iter::successors(group, |id| model.groups[id.0 as usize].parent)
}
