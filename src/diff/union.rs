//! The model of both: the newer one as it is, and behind it what only the older one has.

use crate::model::{
    Attributes, Element, ElementId, End, Group, GroupId, LayerId, Layout, Model, Node, Relation,
    RelationId, Value,
};
use std::collections::BTreeMap;

/// Where the things of the older model are in the model of both.
pub(super) struct Places {
    layers: Vec<LayerId>,
    groups: Vec<GroupId>,
    elements: Vec<ElementId>,
    pub(super) relations: Vec<RelationId>,
}

/// Joins two models, whose relations are the same in pairs.
pub(super) fn union(
    old: &Model,
    new: &Model,
    pairs: &BTreeMap<RelationId, RelationId>,
) -> (Model, Places) {
    let mut model = new.clone();
    let layers = old
        .layers
        .iter()
        .map(|layer| {
            let known = model.layers.iter().position(|other| other.id == layer.id);
            LayerId(number(known.unwrap_or_else(|| {
                model.layers.push(layer.clone());
                model.layers.len() - 1
            })))
        })
        .collect();
    let at = places(
        new.groups().map(|(id, group)| (group.path.as_str(), id)),
        old.groups.iter().map(|group| group.path.as_str()),
        GroupId,
    );
    let elements = places(
        new.elements()
            .map(|(id, element)| (element.path.as_str(), id)),
        old.elements.iter().map(|element| element.path.as_str()),
        ElementId,
    );
    let mut next = number(new.relations.len());
    let relations = old
        .relations()
        .map(|(id, _)| {
            pairs.get(&id).copied().unwrap_or_else(|| {
                next += 1;
                RelationId(next - 1)
            })
        })
        .collect();
    let places = Places {
        layers,
        groups: at,
        elements,
        relations,
    };
    for (id, group) in old.groups() {
        if places.groups[id.0 as usize].0 as usize == model.groups.len() {
            model.groups.push(places.group(group));
        }
    }
    for (id, element) in old.elements() {
        if places.elements[id.0 as usize].0 as usize == model.elements.len() {
            model.elements.push(places.element(element));
        }
    }
    for (_, relation) in old.relations().filter(|(id, _)| !pairs.contains_key(id)) {
        let mut gone = places.relation(relation);
        gone.twin = relation
            .twin
            .filter(|twin| !pairs.contains_key(twin))
            .map(|twin| places.relations[twin.0 as usize]);
        model.relations.push(gone);
    }
    (model, places)
}

/// Finds each old path among the new ones; those that are not there are numbered on.
fn places<'m, I: Copy>(
    new: impl Iterator<Item = (&'m str, I)>,
    old: impl Iterator<Item = &'m str>,
    make: fn(u32) -> I,
) -> Vec<I> {
    let known: BTreeMap<&str, I> = new.collect();
    let mut next = number(known.len());
    old.map(|path| {
        known.get(path).copied().unwrap_or_else(|| {
            next += 1;
            make(next - 1)
        })
    })
    .collect()
}

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("a model holds fewer things than its limits")
}

impl Places {
    pub(super) fn node(&self, node: Node) -> Node {
        match node {
            Node::Element(id) => Node::Element(self.elements[id.0 as usize]),
            Node::Group(id) => Node::Group(self.groups[id.0 as usize]),
        }
    }

    fn layer(&self, layer: Option<LayerId>) -> Option<LayerId> {
        layer.map(|id| self.layers[id.0 as usize])
    }

    fn parent(&self, group: Option<GroupId>) -> Option<GroupId> {
        group.map(|id| self.groups[id.0 as usize])
    }

    fn group(&self, group: &Group) -> Group {
        Group {
            parent: self.parent(group.parent),
            layer: self.layer(group.layer),
            attributes: self.attributes(&group.attributes),
            layout: Self::layout(&group.layout),
            ..group.clone()
        }
    }

    fn element(&self, element: &Element) -> Element {
        let mut gone = Element {
            layer: self.layer(element.layer),
            group: self.parent(element.group),
            spans: element
                .spans
                .iter()
                .map(|id| self.groups[id.0 as usize])
                .collect(),
            attributes: self.attributes(&element.attributes),
            layout: Self::layout(&element.layout),
            ..element.clone()
        };
        if let Some(consumer) = &mut gone.consumer {
            for end in &mut consumer.of {
                *end = self.end(end);
            }
        }
        gone
    }

    fn relation(&self, relation: &Relation) -> Relation {
        Relation {
            from: self.end(&relation.from),
            to: self.end(&relation.to),
            attributes: self.attributes(&relation.attributes),
            ..relation.clone()
        }
    }

    /// Wishes about what is gone bind nothing any more.
    fn layout(layout: &Layout) -> Layout {
        Layout {
            pin: layout.pin.clone(),
            direction: layout.direction.clone(),
            ..Layout::default()
        }
    }

    fn end(&self, end: &End) -> End {
        End {
            node: self.node(end.node),
            part: end.part.clone(),
        }
    }

    fn attributes(&self, attributes: &Attributes) -> Attributes {
        let mut attributes = attributes.clone();
        for attribute in &mut attributes.list {
            self.value(&mut attribute.value);
        }
        attributes
    }

    fn value(&self, value: &mut Value) {
        match value {
            Value::Reference(end) => *end = self.end(end),
            Value::List(members) => members.iter_mut().for_each(|member| self.value(member)),
            Value::Record(attributes) => *attributes = self.attributes(attributes),
            _ => {}
        }
    }
}
