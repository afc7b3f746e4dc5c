//! What is stated of things: by their attributes, and by what they are.

use super::{Graph, Stated, Thing, What};
use crate::catalog;
use crate::model::{Attributes, Provenance, Relation, RelationId, RelationKind, Value};
use std::borrow::Cow;

impl<'m> Graph<'m> {
    /// Returns what is stated of a thing.
    pub fn attribute(&self, thing: Thing, key: &str) -> Stated<'m> {
        match self.what(thing) {
            What::Element(id) => {
                let element = &self.model.elements[id.0 as usize];
                match stated(&element.attributes, key) {
                    Some(stated) => stated,
                    None => self.of_element(thing, &element.service, key),
                }
            }
            What::Group(id) => {
                let group = &self.model.groups[id.0 as usize];
                match stated(&group.attributes, key) {
                    Some(stated) => stated,
                    None => self.of_element(thing, &group.kind, key),
                }
            }
            What::Rollout(at) => {
                let rollout = &self.model.rollouts[at];
                match key {
                    "environment" => text_or_none(rollout.environment.as_deref()),
                    "production" => truth(self.is_production(rollout.environment.as_deref())),
                    "moves" => number(rollout.moves.len()),
                    "id" => text(&rollout.id),
                    "title" => text(&rollout.title),
                    _ => Stated::Unknown,
                }
            }
            What::Move(at, step) => {
                let rollout = &self.model.rollouts[at];
                let change = &rollout.moves[step];
                if let Some(stated) = stated(&change.attributes, key) {
                    return stated;
                }
                match key {
                    "strategy" => text(&change.strategy),
                    "rollout" => text(&rollout.id),
                    "environment" => text_or_none(rollout.environment.as_deref()),
                    "production" => truth(self.is_production(rollout.environment.as_deref())),
                    _ => Stated::Unknown,
                }
            }
            What::Environment(at) => {
                let environment = &self.model.environments[at];
                if let Some(stated) = stated(&environment.attributes, key) {
                    return stated;
                }
                match key {
                    "id" => text(&environment.id),
                    "title" => text(&environment.title),
                    "extends" => text_or_none(environment.extends.as_deref()),
                    "production" => truth(self.is_production(Some(&environment.id))),
                    _ => Stated::Unknown,
                }
            }
            What::Architecture => self.of_architecture(key),
        }
    }

    fn of_architecture(&self, key: &str) -> Stated<'m> {
        let model = self.model;
        if let Some(stated) = stated(&model.attributes, key) {
            return stated;
        }
        match key {
            "title" => text(&model.title),
            "owner" => text_or_none(model.owner.as_deref()),
            "environment" => text_or_none(model.environment.as_deref()),
            "production" => truth(self.is_production(model.environment.as_deref())),
            "elements" => number(model.elements.len()),
            "relations" => number(model.relations.len()),
            _ => Stated::Unknown,
        }
    }

    fn of_element(&self, thing: Thing, service: &str, key: &str) -> Stated<'m> {
        match key {
            "id" => return Stated::Known(Cow::Owned(Value::Text(self.name(thing).into_owned()))),
            "service" => return Stated::Known(Cow::Owned(Value::Text(service.to_owned()))),
            "layer" => return text(self.layer(thing)),
            "title" => {
                return match self.what(thing) {
                    What::Element(id) => text(&self.model.elements[id.0 as usize].title),
                    What::Group(id) => text(&self.model.groups[id.0 as usize].title),
                    _ => Stated::Unknown,
                };
            }
            "tags" => {
                let tags = self.tags(thing).iter().cloned().map(Value::Text);
                return Stated::Known(Cow::Owned(Value::List(tags.collect())));
            }
            "description" => {
                return match self.what(thing) {
                    What::Element(id) => {
                        text_or_none(self.model.elements[id.0 as usize].description.as_deref())
                    }
                    _ => Stated::Known(Cow::Owned(Value::None)),
                };
            }
            _ => {}
        }
        // What a service cannot have is absent for certain, and no question to anybody.
        let known = self.known[thing.0 as usize];
        let possible =
            known.is_none_or(|service| catalog::builtin().attribute(service, key).is_some());
        if possible || key.starts_with("x-") {
            Stated::Unknown
        } else {
            Stated::Known(Cow::Owned(Value::None))
        }
    }

    /// Returns what is stated of a relation.
    pub fn relation_attribute(&self, id: RelationId, key: &str) -> Stated<'m> {
        let relation = self.relation(id);
        if let Some(stated) = stated(&relation.attributes, key) {
            return stated;
        }
        match key {
            "kind" => Stated::Known(Cow::Owned(Value::Text(kind_word(relation).to_owned()))),
            "role" => text_or_none(relation.role.as_deref()),
            "label" => text_or_none(relation.label.as_deref()),
            "from-part" => text_or_none(relation.from.part.as_deref()),
            "to-part" => text_or_none(relation.to.part.as_deref()),
            _ => Stated::Unknown,
        }
    }
}

fn kind_word(relation: &Relation) -> &'static str {
    match relation.kind {
        RelationKind::Request => "request",
        RelationKind::Event => "event",
        RelationKind::Stream => "stream",
        RelationKind::Observes => "observes",
    }
}

fn stated<'m>(attributes: &'m Attributes, key: &str) -> Option<Stated<'m>> {
    let attribute = attributes.get(key)?;
    Some(match attribute.provenance {
        Provenance::Stated | Provenance::Defaults | Provenance::Service { certain: true } => {
            Stated::Known(Cow::Borrowed(&attribute.value))
        }
        Provenance::Service { certain: false } => Stated::Unknown,
    })
}

fn text(text: &str) -> Stated<'static> {
    Stated::Known(Cow::Owned(Value::Text(text.to_owned())))
}

fn text_or_none(found: Option<&str>) -> Stated<'static> {
    found.map_or(Stated::Known(Cow::Owned(Value::None)), text)
}

fn truth(truth: bool) -> Stated<'static> {
    Stated::Known(Cow::Owned(Value::Bool(truth)))
}

fn number(count: usize) -> Stated<'static> {
    Stated::Known(Cow::Owned(Value::Number(count as f64)))
}
