//! Values and templates in words.

use super::eval::{Around, Outcome, value};
use super::lang::{Piece, Slot, Template};
use super::search::{Bound, Frame, OverBudget, Search};
use crate::model::{RelationId, Value};

/// Fills in a template for the match that the search is at.
pub(super) fn fill(
    search: &mut Search,
    template: &Template,
    around: Around,
) -> Result<String, OverBudget> {
    filled(search, template, around, "`")
}

fn filled(
    search: &mut Search,
    template: &Template,
    around: Around,
    quote: &str,
) -> Result<String, OverBudget> {
    let mut text = String::new();
    for piece in &template.pieces {
        match piece {
            Piece::Text(part) => text.push_str(part),
            Piece::Value(expr) => match value(search, expr, around)? {
                Outcome::Known(value) => text.push_str(&in_words(search, &value, quote)),
                Outcome::Bound(bound) => text.push_str(&name(search, bound, quote)),
                Outcome::Unknown(_) => text.push_str("(not stated)"),
            },
            Piece::Members(slot) => {
                let names: Vec<String> = members(search, *slot, around.group)
                    .into_iter()
                    .map(|bound| name(search, bound, quote))
                    .collect();
                text.push_str(&names.join(", "));
            }
            Piece::Path => text.push_str(&path(search, &search.frame.path)),
        }
    }
    Ok(text)
}

/// Returns what a slot is bound to in the matches of a group, each once.
pub(super) fn members(search: &Search, slot: Slot, group: &[Frame]) -> Vec<Bound> {
    let mut found = Vec::new();
    let own = std::iter::once(&search.frame);
    let frames: Vec<&Frame> = match group {
        [] => own.collect(),
        group => group.iter().collect(),
    };
    for frame in frames {
        if let Some(bound) = frame.slots.get(slot.0 as usize).copied().flatten()
            && !found.contains(&bound)
        {
            found.push(bound);
        }
    }
    found
}

fn name(search: &Search, bound: Bound, quote: &str) -> String {
    match bound {
        Bound::Thing(thing) => match search.graph.as_node(thing) {
            Some(_) => format!("{quote}{}{quote}", search.graph.name(thing)),
            None => search.graph.name(thing),
        },
        Bound::Relation(relation) => path(search, &[relation]),
    }
}

/// Writes a path with the arrows that the author wrote: `shopper -> api ~> events`.
pub(super) fn path(search: &Search, relations: &[RelationId]) -> String {
    super::graph::path(search.graph.model, relations)
}

/// Writes a value as its author would.
pub(super) fn in_words(search: &Search, value: &Value, quote: &str) -> String {
    match value {
        Value::Reference(end) => {
            format!("{quote}{}{quote}", search.graph.name(search.graph.end(end)))
        }
        Value::List(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|member| in_words(search, member, quote))
                .collect();
            members.join(", ")
        }
        other => plain(other),
    }
}

/// Writes a value that needs no model.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::None => "none".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Text(text) | Value::Date(text) => text.clone(),
        Value::Number(amount) => amount.to_string(),
        Value::Duration(amount) => in_units(
            *amount,
            &[
                (86_400_000.0, "d"),
                (3_600_000.0, "h"),
                (60_000.0, "m"),
                (1_000.0, "s"),
                (1.0, "ms"),
            ],
        ),
        Value::Size(amount) => in_units(
            *amount,
            &[
                (1_073_741_824.0, "GB"),
                (1_048_576.0, "MB"),
                (1_024.0, "KB"),
                (1.0, "B"),
            ],
        ),
        Value::Rate(amount) => format!("{amount}/s"),
        Value::Percent(amount) => format!("{amount}%"),
        Value::Reference(_) => "a reference".to_owned(),
        Value::List(members) => {
            let members: Vec<String> = members.iter().map(plain).collect();
            members.join(", ")
        }
        Value::Record(_) => "a record".to_owned(),
    }
}

/// Writes an amount in the largest unit that leaves no fraction.
fn in_units(amount: f64, units: &[(f64, &str)]) -> String {
    let whole = |size: f64| (amount / size).fract() == 0.0 && amount >= size;
    match units.iter().find(|(size, _)| whole(*size)) {
        Some((size, unit)) => format!("{}{unit}", amount / size),
        None => {
            let smallest = units.last().map_or("", |(_, unit)| unit);
            format!("{amount}{smallest}")
        }
    }
}
