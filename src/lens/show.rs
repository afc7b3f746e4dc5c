//! Values and templates in words.

use super::eval::{Around, Outcome, value};
use super::graph::What;
use super::lang::{ExprKind, Piece, Rule, Slot, Template};
use super::search::{Bound, Frame, OverBudget, Search};
use crate::model::{Model, Node, RelationId, Value, series};

/// Fills in a template for the match that the search is at, behind a text.
pub(super) fn fill<'m>(
    search: &mut Search<'_, 'm>,
    template: &'m Template,
    around: Around,
    text: &mut String,
) -> Result<(), OverBudget> {
    for piece in &template.pieces {
        put(search, piece, around, "`", text)?;
    }
    Ok(())
}

/// Fills in a template for `.arch` text, where names stand as parts of ids.
pub(super) fn fill_plain<'m>(
    search: &mut Search<'_, 'm>,
    template: &'m Template,
    around: Around,
) -> Result<String, OverBudget> {
    let mut text = String::new();
    for piece in &template.pieces {
        match piece {
            Piece::Text(part) => text.push_str(part),
            _ => {
                let mut part = String::new();
                put(search, piece, around, "", &mut part)?;
                text.push_str(&part.replace('.', "-"));
            }
        }
    }
    Ok(text)
}

fn put<'m>(
    search: &mut Search<'_, 'm>,
    piece: &'m Piece,
    around: Around,
    quote: &str,
    text: &mut String,
) -> Result<(), OverBudget> {
    match piece {
        Piece::Text(part) => text.push_str(part),
        Piece::Value(expr) => match value(search, expr, around)? {
            Outcome::Known(value) => text.push_str(&in_words(search, &value, quote)),
            Outcome::Bound(bound) => put_name(search, bound, quote, text),
            Outcome::Unknown(_) => text.push_str("(not stated)"),
        },
        Piece::Members(slot) => {
            let members = members(search, *slot, around.group).into_iter();
            let names = members.map(|bound| {
                let mut name = String::new();
                put_name(search, bound, quote, &mut name);
                name
            });
            text.push_str(&series(&names.collect::<Vec<_>>()));
        }
        Piece::Path => text.push_str(&path(search, &search.frame.path)),
    }
    Ok(())
}

/// Returns what a slot is bound to in the matches of a group, each once.
fn members(search: &Search, slot: Slot, group: &[Frame]) -> Vec<Bound> {
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
pub(super) fn name(search: &Search, bound: Bound) -> String {
    let mut text = String::new();
    put_name(search, bound, "", &mut text);
    text
}

fn put_name(search: &Search, bound: Bound, quote: &str, text: &mut String) {
    match bound {
        Bound::Thing(thing) => match search.graph.what(thing) {
            What::Move(at, step) => {
                let model = search.graph.model;
                let change = &model.rollouts[at].moves[step];
                let targets = change.targets.iter();
                let targets: Vec<String> = targets
                    .map(|id| format!("{quote}{}{quote}", model.path(Node::Element(*id))))
                    .collect();
                text.push_str("the ");
                text.push_str(&change.strategy);
                text.push_str(" change of ");
                text.push_str(&series(&targets));
            }
            _ => {
                let quote = search.graph.as_node(thing).map_or("", |_| quote);
                text.push_str(quote);
                text.push_str(&search.graph.name(thing));
                text.push_str(quote);
            }
        },
        Bound::Relation(relation) => text.push_str(&path(search, &[relation])),
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
            match quote {
                "" => members.join(", "),
                _ => series(&members),
            }
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
