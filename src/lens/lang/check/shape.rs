//! The shapes of values: which attributes have which, and which can be compared.

use super::super::tree::ThingKind;
use crate::catalog::{self, Attribute, Service, Type};
use crate::model::Value;

/// What a value can be; a value with several shapes can be any of them.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    Any,
    Bool,
    /// Free text.
    Text,
    /// One of a fixed set of words.
    Words(&'static [&'static str]),
    Number,
    Duration,
    Size,
    Rate,
    Percent,
    Date,
    Thing(Vec<ThingKind>),
    List(Vec<Shape>),
    Record,
    None,
}

/// What things and relations say of themselves without an attribute.
pub(super) const OF_THINGS: &[&str] = &["id", "title", "service", "layer", "description"];

pub(super) const OF_RELATIONS: &[&str] = &["kind", "role", "label", "from-part", "to-part"];

pub(super) const OF_MOVES: &[&str] = &["strategy", "environment", "production", "rollout"];

pub(super) const OF_ROLLOUTS: &[&str] = &["environment", "production", "moves"];

pub(super) const OF_ENVIRONMENTS: &[&str] = &["extends", "production"];

pub(super) const OF_ARCHITECTURE: &[&str] = &[
    "owner",
    "environment",
    "production",
    "elements",
    "relations",
];

pub(super) fn shape_of(value: &Value) -> Shape {
    match value {
        Value::None => Shape::None,
        Value::Bool(_) => Shape::Bool,
        Value::Text(_) => Shape::Text,
        Value::Number(_) => Shape::Number,
        Value::Duration(_) => Shape::Duration,
        Value::Size(_) => Shape::Size,
        Value::Rate(_) => Shape::Rate,
        Value::Percent(_) => Shape::Percent,
        Value::Date(_) => Shape::Date,
        Value::Reference(_) => Shape::Thing(Vec::new()),
        Value::List(members) => Shape::List(members.iter().map(shape_of).collect()),
        Value::Record(_) => Shape::Record,
    }
}

pub(super) fn fits(a: &Shape, b: &Shape) -> bool {
    match (a, b) {
        (Shape::Any, _) | (_, Shape::Any) | (Shape::None, _) | (_, Shape::None) => true,
        (Shape::Thing(_), Shape::Thing(_)) | (Shape::List(_), Shape::List(_)) => true,
        // A text keeps a number as it was written.
        (Shape::Text | Shape::Words(_), Shape::Text | Shape::Words(_)) => true,
        (Shape::Text, Shape::Number | Shape::Thing(_))
        | (Shape::Number | Shape::Thing(_), Shape::Text) => true,
        _ => a == b,
    }
}

pub(super) fn fits_member(a: &Shape, list: &[Shape]) -> bool {
    list.iter().any(|b| match b {
        Shape::List(members) => fits_member(a, members),
        _ => fits(a, b),
    })
}

pub(super) fn words(shapes: &[Shape]) -> String {
    let mut words: Vec<&str> = shapes.iter().map(word_of).collect();
    words.dedup();
    words.join(" or ")
}

pub(super) fn word_of(shape: &Shape) -> &'static str {
    match shape {
        Shape::Any => "anything",
        Shape::Bool => "true or false",
        Shape::Text => "a text",
        Shape::Words(_) => "a word",
        Shape::Number => "a number",
        Shape::Duration => "a duration",
        Shape::Size => "a size",
        Shape::Rate => "a rate",
        Shape::Percent => "a share",
        Shape::Date => "a day",
        Shape::Thing(_) => "an element",
        Shape::List(_) => "a list",
        Shape::Record => "a record",
        Shape::None => "`none`",
    }
}

pub(super) fn advice(a: &[Shape], b: &[Shape]) -> Option<String> {
    let has = |shape: &Shape| a.contains(shape) || b.contains(shape);
    let example = if has(&Shape::Duration) {
        "write a duration with its unit: `30s`, `15m`, `14d`"
    } else if has(&Shape::Size) {
        "write a size with its unit: `512MB`, `10GB`"
    } else if has(&Shape::Rate) {
        "write a rate: `500/s`"
    } else if has(&Shape::Percent) {
        "write a share: `10%`"
    } else {
        return None;
    };
    Some(example.to_owned())
}

pub(super) fn described(kinds: &[ThingKind]) -> String {
    let names: Vec<String> = kinds
        .iter()
        .take(3)
        .map(|kind| format!("`{}`", kind_name(kind)))
        .collect();
    match names.as_slice() {
        [] => "nothing in the catalog".to_owned(),
        _ if kinds.len() > 3 => format!("none of {}, …", names.join(", ")),
        _ => names.join(" or "),
    }
}

/// Returns the word of a kind in patterns.
pub(super) fn kind_name(kind: &ThingKind) -> &'static str {
    match kind {
        ThingKind::Service(id) => id,
        ThingKind::Rollout => "rollout",
        ThingKind::Move(None) => "move",
        ThingKind::Move(Some(strategy)) => strategy,
        ThingKind::Environment => "environment",
        ThingKind::Architecture => "architecture",
    }
}

pub(super) fn services(kinds: &[ThingKind]) -> Vec<&'static Service> {
    let catalog = catalog::builtin();
    if kinds.is_empty() {
        return catalog.services().collect();
    }
    let ids = kinds.iter().filter_map(|kind| match kind {
        ThingKind::Service(id) => catalog.service(id),
        _ => None,
    });
    ids.collect()
}

pub(super) fn thing_attribute(kinds: &[ThingKind], name: &str) -> Option<Vec<Shape>> {
    if name.starts_with("x-") {
        return Some(vec![Shape::Any]);
    }
    let mut shapes = Vec::new();
    let catalog = catalog::builtin();
    for service in services(kinds) {
        if let Some(attribute) = catalog.attribute(service, name) {
            shapes.extend(shapes_of(attribute));
        }
    }
    for kind in kinds {
        let own = match kind {
            ThingKind::Service(_) => &[][..],
            ThingKind::Rollout => OF_ROLLOUTS,
            ThingKind::Move(strategy) => {
                let strategies = catalog.strategies.iter();
                for known in strategies.filter(|known| strategy.is_none_or(|id| id == known.id)) {
                    let found = known
                        .attributes
                        .iter()
                        .find(|attribute| attribute.id == name);
                    shapes.extend(found.into_iter().flat_map(shapes_of));
                }
                OF_MOVES
            }
            ThingKind::Environment => OF_ENVIRONMENTS,
            ThingKind::Architecture => OF_ARCHITECTURE,
        };
        if own.contains(&name) {
            shapes.push(match name {
                "production" => Shape::Bool,
                "moves" | "elements" | "relations" => Shape::Number,
                _ => Shape::Text,
            });
        } else if *kind == ThingKind::Architecture || *kind == ThingKind::Environment {
            // An architecture and an environment may say anything.
            shapes.push(Shape::Any);
        }
    }
    if shapes.is_empty() && OF_THINGS.contains(&name) {
        shapes.push(Shape::Text);
    }
    shapes.dedup();
    (!shapes.is_empty()).then_some(shapes)
}

pub(super) fn attributes_of(kinds: &[ThingKind]) -> Vec<&'static str> {
    let catalog = catalog::builtin();
    let mut names: Vec<&str> = services(kinds)
        .iter()
        .flat_map(|service| service.attributes.iter().map(|attribute| attribute.id))
        .collect();
    names.extend(catalog.common.iter().map(|attribute| attribute.id));
    names.extend(OF_THINGS);
    for kind in kinds {
        match kind {
            ThingKind::Move(_) => {
                names.extend(OF_MOVES);
                names.extend(
                    catalog.strategies.iter().flat_map(|strategy| {
                        strategy.attributes.iter().map(|attribute| attribute.id)
                    }),
                );
            }
            ThingKind::Rollout => names.extend(OF_ROLLOUTS),
            ThingKind::Environment => names.extend(OF_ENVIRONMENTS),
            ThingKind::Architecture => names.extend(OF_ARCHITECTURE),
            ThingKind::Service(_) => {}
        }
    }
    names
}

pub(super) fn relation_attribute(name: &str) -> Option<Vec<Shape>> {
    if name.starts_with("x-") {
        return Some(vec![Shape::Any]);
    }
    if let Some(attribute) = catalog::builtin().flow_attribute(name) {
        return Some(shapes_of(attribute));
    }
    OF_RELATIONS.contains(&name).then(|| vec![Shape::Text])
}

pub(super) fn relation_attributes() -> Vec<&'static str> {
    let flow = catalog::builtin().flow.iter().map(|attribute| attribute.id);
    flow.chain(OF_RELATIONS.iter().copied()).collect()
}

pub(super) fn shapes_of(attribute: &Attribute) -> Vec<Shape> {
    let of = |kind: &Type| match kind {
        Type::Bool => Shape::Bool,
        Type::Enum => Shape::Words(attribute.values),
        Type::Text => Shape::Text,
        Type::Integer | Type::Number => Shape::Number,
        Type::Duration => Shape::Duration,
        Type::Size => Shape::Size,
        Type::Rate => Shape::Rate,
        Type::Percent => Shape::Percent,
        Type::Date => Shape::Date,
        Type::Record => Shape::Record,
        Type::Reference => {
            let catalog = catalog::builtin();
            let targets = attribute.role.map_or(&[][..], |role| role.targets);
            let kinds = targets.iter().filter_map(|id| catalog.service(id));
            Shape::Thing(
                kinds
                    .map(|service| ThingKind::Service(service.id))
                    .collect(),
            )
        }
        Type::List => Shape::List(Vec::new()),
    };
    let members = attribute.of.map(|kind| of(&kind));
    attribute
        .types
        .iter()
        .map(|kind| match (of(kind), &members) {
            (Shape::List(_), Some(member)) => Shape::List(vec![member.clone()]),
            (shape, _) => shape,
        })
        .collect()
}
