//! Takes what an environment omits out of a model, with all that points at it.

use super::draft::Draft;
use super::draft::index;
use crate::model::{
    Attributes, ElementId, End, GroupId, Layout, Model, Node, RelationId, Selector, StepBlock,
    Value, Waived, Wish,
};

/// The new numbers of what stays.
struct Kept {
    elements: Vec<Option<ElementId>>,
    groups: Vec<Option<GroupId>>,
    relations: Vec<Option<RelationId>>,
}

/// Leaves out what is omitted.
pub fn prune(draft: &mut Draft) {
    if draft.omitted.is_empty() && draft.omitted_relations.is_empty() {
        return;
    }
    let model = &draft.model;
    let gone = |node: Node| {
        draft.omitted.contains(&node)
            || model
                .ancestors(node)
                .any(|group| draft.omitted.contains(&Node::Group(group)))
    };
    let elements = numbered(
        model.elements().map(|(id, _)| !gone(Node::Element(id))),
        ElementId,
    );
    let groups = numbered(
        model.groups().map(|(id, _)| !gone(Node::Group(id))),
        GroupId,
    );
    let relations = numbered(
        model.relations().map(|(id, relation)| {
            !draft.omitted_relations.contains(&id)
                && !gone(relation.from.node)
                && !gone(relation.to.node)
        }),
        RelationId,
    );
    let kept = Kept {
        elements,
        groups,
        relations,
    };
    renumber(&mut draft.model, &kept);
}

fn numbered<I>(stays: impl Iterator<Item = bool>, make: fn(u32) -> I) -> Vec<Option<I>> {
    let mut next = 0;
    stays
        .map(|stays| {
            stays.then(|| {
                next += 1;
                make(index(next - 1))
            })
        })
        .collect()
}

impl Kept {
    fn element(&self, id: ElementId) -> Option<ElementId> {
        self.elements[id.0 as usize]
    }

    fn group(&self, id: GroupId) -> Option<GroupId> {
        self.groups[id.0 as usize]
    }

    fn relation(&self, id: RelationId) -> Option<RelationId> {
        self.relations[id.0 as usize]
    }

    fn node(&self, node: Node) -> Option<Node> {
        match node {
            Node::Element(id) => self.element(id).map(Node::Element),
            Node::Group(id) => self.group(id).map(Node::Group),
        }
    }

    /// Renumbers an end; returns whether it is still there.
    fn end(&self, end: &mut End) -> bool {
        match self.node(end.node) {
            Some(node) => {
                end.node = node;
                true
            }
            None => false,
        }
    }

    fn nodes(&self, nodes: &mut Vec<Node>) {
        *nodes = nodes.iter().filter_map(|&node| self.node(node)).collect();
    }

    /// Renumbers a value; returns whether it still says something.
    fn value(&self, value: &mut Value) -> bool {
        match value {
            Value::Reference(end) => self.end(end),
            Value::List(members) => {
                let before = members.len();
                members.retain_mut(|member| self.value(member));
                before == 0 || !members.is_empty()
            }
            Value::Record(attributes) => {
                self.attributes(attributes);
                true
            }
            _ => true,
        }
    }

    fn attributes(&self, attributes: &mut Attributes) {
        attributes
            .list
            .retain_mut(|attribute| self.value(&mut attribute.value));
    }

    fn layout(&self, layout: &mut Layout) {
        layout.before = layout.before.and_then(|node| self.node(node));
        for wish in &mut layout.wishes {
            match wish {
                Wish::SameRow(nodes, _) | Wish::SameColumn(nodes, _) => self.nodes(nodes),
            }
        }
        layout.wishes.retain(|wish| match wish {
            Wish::SameRow(nodes, _) | Wish::SameColumn(nodes, _) => nodes.len() > 1,
        });
    }

    fn selectors(&self, selectors: &mut Vec<Selector>) {
        selectors.retain_mut(|selector| match selector {
            Selector::Node(node)
            | Selector::NeighboursOf(node)
            | Selector::UpstreamOf(node)
            | Selector::DownstreamOf(node) => self.node(*node).map(|new| *node = new).is_some(),
            Selector::Path(from, to) => match (self.node(*from), self.node(*to)) {
                (Some(new_from), Some(new_to)) => {
                    (*from, *to) = (new_from, new_to);
                    true
                }
                _ => false,
            },
            Selector::Layer(_)
            | Selector::Tag(_)
            | Selector::Service(_)
            | Selector::Scenario(_) => true,
        });
    }

    fn steps(&self, steps: &mut Vec<StepBlock>, number: &mut u32) {
        steps.retain_mut(|block| match block {
            StepBlock::Step(step) => match self.relation(step.relation) {
                Some(relation) => {
                    *number += 1;
                    step.number = *number;
                    step.relation = relation;
                    true
                }
                None => false,
            },
            StepBlock::Alt(arms) | StepBlock::Par(arms) => {
                for (_, inner) in arms.iter_mut() {
                    self.steps(inner, number);
                }
                true
            }
            StepBlock::Loop(_, inner) => {
                self.steps(inner, number);
                true
            }
        });
    }
}

fn renumber(model: &mut Model, kept: &Kept) {
    let mut at = 0;
    model.elements.retain_mut(|element| {
        at += 1;
        if kept.elements[at - 1].is_none() {
            return false;
        }
        element.group = element.group.and_then(|group| kept.group(group));
        element.spans = element
            .spans
            .iter()
            .filter_map(|&group| kept.group(group))
            .collect();
        kept.attributes(&mut element.attributes);
        kept.layout(&mut element.layout);
        if let Some(consumer) = &mut element.consumer {
            consumer.of.retain_mut(|end| kept.end(end));
        }
        true
    });
    at = 0;
    model.groups.retain_mut(|group| {
        at += 1;
        if kept.groups[at - 1].is_none() {
            return false;
        }
        group.parent = group.parent.and_then(|parent| kept.group(parent));
        kept.attributes(&mut group.attributes);
        kept.layout(&mut group.layout);
        true
    });
    at = 0;
    model.relations.retain_mut(|relation| {
        at += 1;
        if kept.relations[at - 1].is_none() {
            return false;
        }
        relation.twin = relation.twin.and_then(|twin| kept.relation(twin));
        kept.attributes(&mut relation.attributes);
        kept.end(&mut relation.from) && kept.end(&mut relation.to)
    });
    for view in &mut model.views {
        let asked = !view.include.is_empty();
        kept.selectors(&mut view.include);
        kept.selectors(&mut view.exclude);
        kept.selectors(&mut view.collapse);
        // A view of things that are all left out shows nothing, and not everything.
        if asked && view.include.is_empty() {
            view.include.push(Selector::Tag(String::new()));
        }
        kept.layout(&mut view.layout);
        view.overrides.retain_mut(|(node, layout, attributes)| {
            kept.layout(layout);
            kept.attributes(attributes);
            kept.node(*node).map(|new| *node = new).is_some()
        });
    }
    for scenario in &mut model.scenarios {
        kept.steps(&mut scenario.steps, &mut 0);
    }
    for rollout in &mut model.rollouts {
        for one in &mut rollout.moves {
            one.targets = one
                .targets
                .iter()
                .filter_map(|&id| kept.element(id))
                .collect();
            kept.attributes(&mut one.attributes);
        }
    }
    model.waivers.retain_mut(|waiver| match &mut waiver.on {
        Waived::Everything => true,
        Waived::Node(node) => kept.node(*node).map(|new| *node = new).is_some(),
        Waived::Relations(relations) => {
            *relations = relations
                .iter()
                .filter_map(|&id| kept.relation(id))
                .collect();
            !relations.is_empty()
        }
    });
}
