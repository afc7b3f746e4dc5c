//! What of the model becomes a node or a group of the graph.

use super::select::{ancestors, elements, shown};
use crate::layout::{self, End, NodeId};
use crate::model::{Element, ElementId, GroupId, LayerId, Model, Node, Selector, View};

/// The nodes and groups that a view shows.
pub(super) struct Visible {
    /// Elements and closed groups, in the graph's order.
    pub(super) nodes: Vec<Node>,
    /// Open groups, in the graph's order.
    pub(super) groups: Vec<GroupId>,
    /// For every element of the model, the node that stands for it.
    elements: Vec<Option<NodeId>>,
    /// For every group of the model, what stands for it.
    group_ends: Vec<Option<End>>,
    /// Elements that are left out, while the flows through them are kept.
    pub(super) bridged: Vec<ElementId>,
}

impl Visible {
    pub(super) fn of(model: &Model, view: &View) -> Self {
        let mut shown = shown(model, view);
        let mut bridged = Vec::new();
        for selector in view.collapse.iter().filter(|selector| !is_group(selector)) {
            for id in elements(model, std::slice::from_ref(selector)) {
                if std::mem::take(&mut shown[id.0 as usize]) {
                    bridged.push(id);
                }
            }
        }
        let closed = |group: GroupId| {
            let depth = ancestors(model, Some(group)).count() as u32;
            view.depth.is_some_and(|most| depth >= most.max(1))
                || view.collapse.contains(&Selector::Node(Node::Group(group)))
        };
        let mut visible = Self {
            nodes: Vec::new(),
            groups: Vec::new(),
            elements: vec![None; model.elements.len()],
            group_ends: vec![None; model.groups.len()],
            bridged,
        };
        let mut used = vec![false; model.groups.len()];
        let mut outermost = vec![None; model.elements.len()];
        for (index, element) in model.elements.iter().enumerate() {
            if shown[index] {
                outermost[index] = ancestors(model, element.group)
                    .filter(|id| closed(*id))
                    .last();
                for id in ancestors(model, element.group) {
                    used[id.0 as usize] = true;
                }
            }
        }
        for (index, _) in model.groups.iter().enumerate() {
            let id = GroupId(index as u32);
            let hidden = ancestors(model, Some(id)).any(closed);
            if used[index] && !hidden {
                visible.group_ends[index] =
                    Some(End::Group(layout::GroupId(visible.groups.len() as u32)));
                visible.groups.push(id);
            }
        }
        for index in 0..model.elements.len() {
            if !shown[index] {
                continue;
            }
            let node = match outermost[index] {
                Some(group) => visible.closed(group),
                None => {
                    visible.nodes.push(Node::Element(ElementId(index as u32)));
                    NodeId(visible.nodes.len() as u32 - 1)
                }
            };
            visible.elements[index] = Some(node);
        }
        for index in 0..model.groups.len() {
            let id = GroupId(index as u32);
            if visible.group_ends[index].is_none()
                && let Some(end) = ancestors(model, Some(id))
                    .filter(|id| closed(*id))
                    .last()
                    .and_then(|id| visible.group_ends[id.0 as usize])
            {
                visible.group_ends[index] = Some(end);
            }
        }
        visible
    }

    /// Returns the node of a closed group, made where it is not there yet.
    fn closed(&mut self, group: GroupId) -> NodeId {
        let end = &mut self.group_ends[group.0 as usize];
        if let Some(End::Node(id)) = end {
            return *id;
        }
        let id = NodeId(self.nodes.len() as u32);
        *end = Some(End::Node(id));
        self.nodes.push(Node::Group(group));
        id
    }

    /// Returns what stands for a thing in the graph.
    pub(super) fn end(&self, _model: &Model, node: Node) -> Option<End> {
        match node {
            Node::Element(id) => self.elements[id.0 as usize].map(End::Node),
            Node::Group(id) => self.group_ends[id.0 as usize],
        }
    }

    /// Returns the elements that have a node of their own.
    pub(super) fn elements<'m>(
        &'m self,
        model: &'m Model,
    ) -> impl Iterator<Item = (ElementId, &'m Element)> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(id) => Some((*id, &model.elements[id.0 as usize])),
            Node::Group(_) => None,
        })
    }

    /// Returns the group of the graph that holds a node.
    pub(super) fn parent(&self, model: &Model, node: Node) -> layout::Parent {
        let start = match node {
            Node::Element(id) => model.elements[id.0 as usize].group,
            Node::Group(id) => model.groups[id.0 as usize].parent,
        };
        ancestors(model, start).find_map(|id| match self.group_ends[id.0 as usize] {
            Some(End::Group(group)) => Some(group),
            _ => None,
        })
    }

    /// Returns the layer of a node; that of its first element with one, for a closed group.
    pub(super) fn layer(&self, model: &Model, node: Node) -> Option<LayerId> {
        match node {
            Node::Element(id) => model.elements[id.0 as usize].layer,
            Node::Group(id) => model.groups[id.0 as usize].layer.or_else(|| {
                model
                    .elements
                    .iter()
                    .filter(|element| ancestors(model, element.group).any(|group| group == id))
                    .find_map(|element| element.layer)
            }),
        }
    }
}

fn is_group(selector: &Selector) -> bool {
    matches!(selector, Selector::Node(Node::Group(_)))
}
