//! Ways through a model: names of things, what holds what, relations in source order.

use super::{
    Element, ElementId, End, Group, GroupId, Layer, LayerId, Model, Node, Relation, RelationId,
    RelationKind, Scenario, StepBlock, View,
};
use crate::source::Span;
use std::collections::BTreeSet;

impl Model {
    /// Returns an element.
    pub fn element(&self, id: ElementId) -> &Element {
        &self.elements[id.0 as usize]
    }

    /// Returns a group.
    pub fn group(&self, id: GroupId) -> &Group {
        &self.groups[id.0 as usize]
    }

    /// Returns a layer.
    pub fn layer(&self, id: LayerId) -> &Layer {
        &self.layers[id.0 as usize]
    }

    /// Returns a relation.
    pub fn relation(&self, id: RelationId) -> &Relation {
        &self.relations[id.0 as usize]
    }

    /// Returns the elements with their ids, in source order.
    pub fn elements(&self) -> impl Iterator<Item = (ElementId, &Element)> {
        (0..).map(ElementId).zip(&self.elements)
    }

    /// Returns the groups with their ids, in source order; a group comes before what it holds.
    pub fn groups(&self) -> impl Iterator<Item = (GroupId, &Group)> {
        (0..).map(GroupId).zip(&self.groups)
    }

    /// Returns the relations with their ids, in source order.
    pub fn relations(&self) -> impl Iterator<Item = (RelationId, &Relation)> {
        (0..).map(RelationId).zip(&self.relations)
    }

    /// Returns the path of a thing: `prod.network`.
    pub fn path(&self, node: Node) -> &str {
        match node {
            Node::Element(id) => &self.element(id).path,
            Node::Group(id) => &self.group(id).path,
        }
    }

    /// Returns the title of a thing.
    pub fn title(&self, node: Node) -> &str {
        match node {
            Node::Element(id) => &self.element(id).title,
            Node::Group(id) => &self.group(id).title,
        }
    }

    /// Returns where a thing is declared.
    pub fn span(&self, node: Node) -> Span {
        match node {
            Node::Element(id) => self.element(id).span,
            Node::Group(id) => self.group(id).span,
        }
    }

    /// Returns where the id of a thing is declared.
    pub fn name_span(&self, node: Node) -> Span {
        match node {
            Node::Element(id) => self.element(id).name_span,
            Node::Group(id) => self.group(id).name_span,
        }
    }

    /// Returns the group that holds a thing directly.
    pub fn parent(&self, node: Node) -> Option<GroupId> {
        match node {
            Node::Element(id) => self.element(id).group,
            Node::Group(id) => self.group(id).parent,
        }
    }

    /// Returns the groups around a thing, the innermost first.
    pub fn ancestors(&self, node: Node) -> impl Iterator<Item = GroupId> {
        std::iter::successors(self.parent(node), |&group| self.group(group).parent)
    }

    /// Returns whether a thing is in a group, at any depth.
    pub fn is_inside(&self, node: Node, group: GroupId) -> bool {
        self.ancestors(node).any(|around| around == group)
    }

    /// Returns the elements in a group at any depth, in source order.
    pub fn elements_in(&self, group: GroupId) -> impl Iterator<Item = ElementId> {
        self.elements()
            .filter(move |&(id, _)| self.is_inside(Node::Element(id), group))
            .map(|(id, _)| id)
    }

    /// Returns an end as people write it: `orders.stream`.
    pub fn end(&self, end: &End) -> String {
        match &end.part {
            Some(part) => format!("{}.{part}", self.path(end.node)),
            None => self.path(end.node).to_owned(),
        }
    }

    /// Returns the things of a path: one whose path it is, else those whose path ends in it.
    pub fn find(&self, path: &str) -> Vec<Node> {
        let nodes = || {
            let groups = self.groups().map(|(id, _)| Node::Group(id));
            groups.chain(self.elements().map(|(id, _)| Node::Element(id)))
        };
        if let Some(exact) = nodes().find(|&node| self.path(node) == path) {
            return vec![exact];
        }
        nodes()
            .filter(|&node| {
                self.path(node)
                    .strip_suffix(path)
                    .is_some_and(|before| before.ends_with('.'))
            })
            .collect()
    }

    /// Returns the view of an id.
    pub fn view(&self, id: &str) -> Option<&View> {
        self.views.iter().find(|view| view.id == id)
    }

    /// Returns the scenario of an id.
    pub fn scenario(&self, id: &str) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.id == id)
    }
}

impl Scenario {
    /// Returns the relations of its steps, each once, in the order of the steps.
    pub fn relations(&self) -> Vec<RelationId> {
        let mut seen = BTreeSet::new();
        let mut found = Vec::new();
        each_step(&self.steps, &mut |relation| {
            if seen.insert(relation) {
                found.push(relation);
            }
        });
        found
    }
}

fn each_step(blocks: &[StepBlock], tell: &mut dyn FnMut(RelationId)) {
    for block in blocks {
        match block {
            StepBlock::Step(step) => tell(step.relation),
            StepBlock::Alt(arms) | StepBlock::Par(arms) => {
                for (_, inner) in arms {
                    each_step(inner, tell);
                }
            }
            StepBlock::Loop(_, inner) => each_step(inner, tell),
        }
    }
}

impl RelationKind {
    /// Returns the arrow that people write.
    pub fn arrow(self) -> &'static str {
        match self {
            RelationKind::Request => "->",
            RelationKind::Event => "~>",
            RelationKind::Stream => "=>",
            RelationKind::Observes => "..>",
        }
    }

    /// Returns its name in words.
    pub fn name(self) -> &'static str {
        match self {
            RelationKind::Request => "request",
            RelationKind::Event => "event",
            RelationKind::Stream => "stream",
            RelationKind::Observes => "observes",
        }
    }
}

/// The relations at each thing, in source order.
#[derive(Clone, Debug, Default)]
pub struct Links {
    out_of_elements: Vec<Vec<RelationId>>,
    out_of_groups: Vec<Vec<RelationId>>,
    into_elements: Vec<Vec<RelationId>>,
    into_groups: Vec<Vec<RelationId>>,
}

impl Links {
    /// Sorts the relations of a model by their ends.
    pub fn of(model: &Model) -> Self {
        let mut links = Self {
            out_of_elements: vec![Vec::new(); model.elements.len()],
            out_of_groups: vec![Vec::new(); model.groups.len()],
            into_elements: vec![Vec::new(); model.elements.len()],
            into_groups: vec![Vec::new(); model.groups.len()],
        };
        for (id, relation) in model.relations() {
            match relation.from.node {
                Node::Element(element) => links.out_of_elements[element.0 as usize].push(id),
                Node::Group(group) => links.out_of_groups[group.0 as usize].push(id),
            }
            match relation.to.node {
                Node::Element(element) => links.into_elements[element.0 as usize].push(id),
                Node::Group(group) => links.into_groups[group.0 as usize].push(id),
            }
        }
        links
    }

    /// Returns the relations that start at a thing or a part of it.
    pub fn starting_at(&self, node: Node) -> &[RelationId] {
        match node {
            Node::Element(id) => &self.out_of_elements[id.0 as usize],
            Node::Group(id) => &self.out_of_groups[id.0 as usize],
        }
    }

    /// Returns the relations that end at a thing or a part of it.
    pub fn ending_at(&self, node: Node) -> &[RelationId] {
        match node {
            Node::Element(id) => &self.into_elements[id.0 as usize],
            Node::Group(id) => &self.into_groups[id.0 as usize],
        }
    }
}

/// Writes a number without a needless fraction: `15`, `0.5`.
pub fn plain_number(number: f64) -> String {
    // Six places are more than anybody writes, and hide what binary fractions add.
    let text = format!("{number:.6}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
