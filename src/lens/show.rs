//! Values and templates in words.

use super::eval::{Around, Outcome, value};
use super::lang::{ExprKind, Piece, Rule, Slot, Template};
use super::search::{Bound, Frame, OverBudget, Search};
use crate::model::{Model, RelationId, Value};

/// Fills in a template for the match that the search is at.
pub(super) fn fill<'m>(
    search: &mut Search<'_, 'm>,
    template: &'m Template,
    around: Around,
) -> Result<String, OverBudget> {
    filled(search, &template.pieces, around, "`")
}

/// Fills in a template for `.arch` text, where names stand as parts of ids.
pub(super) fn fill_plain<'m>(
    search: &mut Search<'_, 'm>,
    template: &'m Template,
    around: Around,
) -> Result<String, OverBudget> {
    let mut text = String::new();
    for piece in &template.pieces {
        let part = filled(search, std::slice::from_ref(piece), around, "")?;
        match piece {
            Piece::Text(_) => text.push_str(&part),
            _ => text.push_str(&part.replace('.', "-")),
        }
    }
    Ok(text)
}

fn filled<'m>(
    search: &mut Search<'_, 'm>,
    pieces: &'m [Piece],
    around: Around,
    quote: &str,
) -> Result<String, OverBudget> {
    let mut text = String::new();
    for piece in pieces {
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

/// Writes the name of what a slot is bound to.
pub(super) fn name(search: &Search, bound: Bound, quote: &str) -> String {
    match bound {
        Bound::Thing(thing) => match search.graph.as_node(thing) {
            Some(_) => [quote, &search.graph.name(thing), quote].concat(),
            None => search.graph.name(thing).into_owned(),
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
        other => search.graph.model.words(other),
    }
}

/// Writes a template with the names of the pattern in the places of what they stand for, for pages about the rule.
pub fn template_text(rule: &Rule, template: &Template) -> String {
    let slot_name = |slot: Slot| {
        let info = rule.slots.get(slot.0 as usize);
        info.and_then(|info| info.name.clone())
            .unwrap_or_else(|| "architecture".to_owned())
    };
    let mut text = String::new();
    for piece in &template.pieces {
        match piece {
            Piece::Text(part) => text.push_str(part),
            Piece::Path => text.push_str("the path"),
            Piece::Members(slot) => text.push_str(&slot_name(*slot)),
            Piece::Value(expr) => match &expr.kind {
                ExprKind::Variable(slot) => text.push_str(&format!("`{}`", slot_name(*slot))),
                ExprKind::Attribute(slot, path) => {
                    text.push_str(&format!("`{}.{}`", slot_name(*slot), path.join(".")));
                }
                ExprKind::Literal(value) => text.push_str(&Model::default().words(value)),
                _ => text.push('…'),
            },
        }
    }
    text
}
