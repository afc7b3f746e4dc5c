//! The view's and the elements' wishes, about the nodes of the graph.

use super::visible::Visible;
use crate::layout::{self, End, NodeId};
use crate::model::{Layout, Model, Node, View, Wish};

/// Collects the wishes that are about what is shown.
pub(super) fn wishes(model: &Model, view: &View, visible: &Visible) -> Vec<layout::Wish> {
    let node = |node: &Node| match visible.end(model, *node) {
        Some(End::Node(id)) => Some(id),
        _ => None,
    };
    let several = |nodes: &[Node]| nodes.iter().filter_map(node).collect::<Vec<NodeId>>();
    let mut found = Vec::new();
    let mut read = |of: Option<Node>, layout: &Layout| {
        for wish in &layout.wishes {
            let (nodes, make): (_, fn(Vec<NodeId>) -> layout::Wish) = match wish {
                Wish::SameRow(nodes, _) => (several(nodes), layout::Wish::SameRow),
                Wish::SameColumn(nodes, _) => (several(nodes), layout::Wish::SameColumn),
            };
            if nodes.len() > 1 {
                found.push(make(nodes));
            }
        }
        let before = of
            .zip(layout.before)
            .and_then(|(a, b)| Some((node(&a)?, node(&b)?)));
        if let Some((a, b)) = before
            && a != b
        {
            found.push(layout::Wish::Before(a, b));
        }
    };
    read(None, &view.layout);
    for group in &model.groups {
        read(None, &group.layout);
    }
    for (id, element) in visible.elements(model) {
        read(Some(Node::Element(id)), &element.layout);
    }
    for (of, layout, _) in &view.overrides {
        read(Some(*of), layout);
    }
    found
}
