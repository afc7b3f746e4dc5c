//! Expressions against a match: Kleene's logic, where what is not stated is unknown and says what it asks.

mod compare;
mod fold;

use super::graph::{Stated, What};
use super::lang::{Expr, ExprKind, Query, Slot};
use super::search::{Bound, Frame, Go, OverBudget, Search};
use crate::model::{Node, Value};
use compare::{calculated, compared, equals};
use fold::{count, folded};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// An attribute that is not stated.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Asked<'m> {
    pub of: Bound,
    /// `target` and `visibility` of `m.target.visibility`.
    pub attribute: &'m [String],
}

/// A truth value; an unknown one says what would decide it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Truth<'m> {
    Yes,
    No,
    Unknown(Vec<Asked<'m>>),
}

/// A value; an unknown one says what would decide it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Outcome<'m> {
    Known(Cow<'m, Value>),
    Bound(Bound),
    Unknown(Vec<Asked<'m>>),
}

/// What expressions can look at beside the match.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub today: Option<&'a str>,
    /// The matches of the group that the match is in.
    pub group: &'a [Frame],
}

impl Truth<'_> {
    pub fn of(truth: bool) -> Self {
        if truth { Truth::Yes } else { Truth::No }
    }

    pub fn negated(self) -> Self {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            unknown @ Truth::Unknown(_) => unknown,
        }
    }
}

/// Returns whether a condition holds.
pub(super) fn truth<'m>(
    search: &mut Search<'_, 'm>,
    expr: &'m Expr,
    around: Around,
) -> Result<Truth<'m>, OverBudget> {
    match &expr.kind {
        ExprKind::Not(inner) => Ok(truth(search, inner, around)?.negated()),
        ExprKind::All(parts) => joined(search, parts, around, &Truth::No),
        ExprKind::Any(parts) => joined(search, parts, around, &Truth::Yes),
        ExprKind::Compare(compare, left, right) => {
            let left = value(search, left, around)?;
            let right = value(search, right, around)?;
            Ok(compared(search, *compare, left, right))
        }
        ExprKind::In(left, right) => within(search, left, right, around),
        ExprKind::Exists(query) => exists(search, query, around),
        ExprKind::Known(inner) => Ok(Truth::of(!matches!(
            value(search, inner, around)?,
            Outcome::Unknown(_)
        ))),
        ExprKind::Surely(inner) => Ok(Truth::of(truth(search, inner, around)? == Truth::Yes)),
        _ => Ok(match value(search, expr, around)? {
            Outcome::Known(value) => Truth::of(is_there(&value)),
            Outcome::Bound(_) => Truth::Yes,
            Outcome::Unknown(asks) => Truth::Unknown(asks),
        }),
    }
}

/// Whether a stated value counts as yes.
fn is_there(value: &Value) -> bool {
    match value {
        Value::None => false,
        Value::Bool(truth) => *truth,
        Value::List(members) => !members.is_empty(),
        _ => true,
    }
}

fn joined<'m>(
    search: &mut Search<'_, 'm>,
    parts: &'m [Expr],
    around: Around,
    decides: &Truth<'m>,
) -> Result<Truth<'m>, OverBudget> {
    let mut asks = Vec::new();
    for part in parts {
        match truth(search, part, around)? {
            Truth::Unknown(more) => add(&mut asks, more),
            decided if decided == *decides => return Ok(decided),
            _ => {}
        }
    }
    Ok(match asks.is_empty() {
        true => decides.clone().negated(),
        false => Truth::Unknown(unique(asks)),
    })
}

/// Adds questions to others; the first ones are taken as they are.
pub(super) fn add<'m>(asks: &mut Vec<Asked<'m>>, more: Vec<Asked<'m>>) {
    match asks.is_empty() {
        true => *asks = more,
        false => asks.extend(more),
    }
}

/// Up to so many questions are compared with each other instead of being sorted.
const FEW: usize = 8;

fn unique(mut asks: Vec<Asked>) -> Vec<Asked> {
    if asks.len() <= FEW {
        let mut at = 1;
        while at < asks.len() {
            match asks[..at].contains(&asks[at]) {
                true => drop(asks.remove(at)),
                false => at += 1,
            }
        }
        return asks;
    }
    let mut seen = BTreeSet::new();
    let first: Vec<bool> = asks.iter().map(|ask| seen.insert(ask)).collect();
    let kept = asks.iter().zip(first).filter(|(_, first)| *first);
    kept.map(|(ask, _)| ask.clone()).collect()
}

/// Runs an inner query without disturbing the path of the match.
fn inside<'m>(
    search: &mut Search<'_, 'm>,
    query: &'m Query,
    found: &mut dyn FnMut(&mut Search<'_, 'm>) -> Result<Go, OverBudget>,
) -> Result<(), OverBudget> {
    let path = std::mem::take(&mut search.frame.path);
    // The search's own lifetime of borrowing the graph is longer than this call's.
    let go = search.each_from_known(query, &mut |search| found(search));
    search.frame.path = path;
    go.map(|_| ())
}

fn exists<'m>(
    search: &mut Search<'_, 'm>,
    query: &'m Query,
    around: Around,
) -> Result<Truth<'m>, OverBudget> {
    let mut answer = Truth::No;
    inside(search, query, &mut |search| {
        let holds = match &query.condition {
            Some(condition) => truth(search, condition, around)?,
            None => Truth::Yes,
        };
        match (holds, &mut answer) {
            (Truth::Yes, answer) => {
                *answer = Truth::Yes;
                return Ok(Go::Stop);
            }
            (Truth::Unknown(more), Truth::Unknown(asks)) => add(asks, more),
            (unknown @ Truth::Unknown(_), answer) => *answer = unknown,
            (Truth::No, _) => {}
        }
        Ok(Go::On)
    })?;
    Ok(match answer {
        Truth::Unknown(asks) => Truth::Unknown(unique(asks)),
        known => known,
    })
}

fn within<'m>(
    search: &mut Search<'_, 'm>,
    left: &'m Expr,
    right: &'m Expr,
    around: Around,
) -> Result<Truth<'m>, OverBudget> {
    let left = value(search, left, around)?;
    let members: Vec<Outcome> = match &right.kind {
        ExprKind::List(members) => {
            let mut values = Vec::with_capacity(members.len());
            for member in members {
                values.push(value(search, member, around)?);
            }
            values
        }
        _ => match value(search, right, around)? {
            Outcome::Unknown(asks) => return Ok(Truth::Unknown(asks)),
            Outcome::Known(Cow::Borrowed(list)) => match list {
                Value::List(members) => members.iter().map(borrowed).collect(),
                Value::None => Vec::new(),
                single => vec![borrowed(single)],
            },
            Outcome::Known(Cow::Owned(list)) => match list {
                Value::List(members) => members
                    .into_iter()
                    .map(|member| Outcome::Known(Cow::Owned(member)))
                    .collect(),
                Value::None => Vec::new(),
                single => vec![Outcome::Known(Cow::Owned(single))],
            },
            bound @ Outcome::Bound(_) => vec![bound],
        },
    };
    if members.is_empty() {
        return Ok(Truth::No);
    }
    let left = match left {
        Outcome::Unknown(mut asks) => {
            for member in members {
                if let Outcome::Unknown(more) = member {
                    asks.extend(more);
                }
            }
            return Ok(Truth::Unknown(unique(asks)));
        }
        known => known,
    };
    let mut asks = Vec::new();
    let mut any = |left: &Outcome<'m>| {
        members.iter().any(|member| {
            if let Outcome::Unknown(more) = member {
                asks.extend_from_slice(more);
            }
            equals(search, left, member)
        })
    };
    // A list is in another where one of its members is.
    let found = match &left {
        Outcome::Known(Cow::Borrowed(Value::List(parts))) => {
            parts.iter().any(|part| any(&borrowed(part)))
        }
        Outcome::Known(Cow::Owned(Value::List(parts))) => parts
            .iter()
            .any(|part| any(&Outcome::Known(Cow::Owned(part.clone())))),
        single => any(single),
    };
    Ok(match (found, asks.is_empty()) {
        (true, _) => Truth::Yes,
        (false, true) => Truth::No,
        (false, false) => Truth::Unknown(unique(asks)),
    })
}

fn borrowed(value: &Value) -> Outcome<'_> {
    Outcome::Known(Cow::Borrowed(value))
}

/// Returns what an expression is.
pub(super) fn value<'m>(
    search: &mut Search<'_, 'm>,
    expr: &'m Expr,
    around: Around,
) -> Result<Outcome<'m>, OverBudget> {
    let known = |value| Ok(Outcome::Known(Cow::Owned(value)));
    match &expr.kind {
        ExprKind::Literal(value) | ExprKind::Word(value) => {
            Ok(Outcome::Known(Cow::Borrowed(value)))
        }
        ExprKind::Today => match around.today {
            Some(today) => known(Value::Date(today.to_owned())),
            None => Ok(Outcome::Unknown(Vec::new())),
        },
        ExprKind::Variable(slot) => Ok(match search.bound(*slot) {
            Some(bound) => Outcome::Bound(bound),
            None => Outcome::Unknown(Vec::new()),
        }),
        ExprKind::Attribute(slot, path) => {
            search.step()?;
            Ok(attribute(search, *slot, path))
        }
        ExprKind::PathLength => known(number(search.frame.path.len())),
        ExprKind::CountGroup(slot) => {
            let of_frame = |frame: &Frame| frame.slots.get(slot.0 as usize).copied().flatten();
            let members: BTreeSet<Bound> = match around.group {
                [] => search.bound(*slot).into_iter().collect(),
                group => group.iter().filter_map(of_frame).collect(),
            };
            known(number(members.len()))
        }
        ExprKind::List(members) => {
            let mut values = Vec::with_capacity(members.len());
            for member in members {
                match value(search, member, around)? {
                    Outcome::Known(value) => values.push(value.into_owned()),
                    Outcome::Bound(bound) => values.push(Value::Text(name_of(search, bound))),
                    unknown @ Outcome::Unknown(_) => return Ok(unknown),
                }
            }
            known(Value::List(values))
        }
        ExprKind::Calculate(calculate, left, right) => {
            let left = value(search, left, around)?;
            let right = value(search, right, around)?;
            Ok(calculated(*calculate, left, right))
        }
        ExprKind::Count(of, query) => count(search, of.as_deref(), query, around),
        ExprKind::Fold(fold, of, over) => folded(search, *fold, of, over, around),
        _ => Ok(match truth(search, expr, around)? {
            Truth::Yes => Outcome::Known(Cow::Owned(Value::Bool(true))),
            Truth::No => Outcome::Known(Cow::Owned(Value::Bool(false))),
            Truth::Unknown(asks) => Outcome::Unknown(asks),
        }),
    }
}

fn number(count: usize) -> Value {
    Value::Number(count as f64)
}

fn attribute<'m>(search: &Search<'_, 'm>, slot: Slot, path: &'m [String]) -> Outcome<'m> {
    let Some(bound) = search.bound(slot) else {
        return Outcome::Unknown(Vec::new());
    };
    follow(search, bound, path)
}

fn follow<'m>(search: &Search<'_, 'm>, bound: Bound, path: &'m [String]) -> Outcome<'m> {
    let Some((key, rest)) = path.split_first() else {
        return Outcome::Bound(bound);
    };
    let stated = match bound {
        Bound::Thing(thing) => search.graph.attribute(thing, key),
        Bound::Relation(relation) => search.graph.relation_attribute(relation, key),
    };
    let value = match stated {
        Stated::Known(value) => value,
        Stated::Unknown => {
            return Outcome::Unknown(vec![Asked {
                of: bound,
                attribute: path,
            }]);
        }
    };
    if rest.is_empty() {
        return Outcome::Known(value);
    }
    match value.as_ref() {
        Value::Reference(end) => follow(search, Bound::Thing(search.graph.end(end)), rest),
        Value::None | Value::Bool(false) => Outcome::Known(Cow::Owned(Value::None)),
        Value::Record(record) => match record.value(&rest[0]) {
            Some(value) => Outcome::Known(Cow::Owned(value.clone())),
            None => Outcome::Known(Cow::Owned(Value::None)),
        },
        // It is stated, but not as something that says more.
        _ => Outcome::Unknown(vec![Asked {
            of: bound,
            attribute: path,
        }]),
    }
}

fn name_of(search: &Search, bound: Bound) -> String {
    match bound {
        Bound::Thing(thing) => search.graph.name(thing).into_owned(),
        Bound::Relation(relation) => search.graph.relation(relation).id.clone(),
    }
}

/// The node that a count is about: the last one of the last chain.
pub(super) fn last_slot(query: &Query) -> Slot {
    let chain = query.chains.last();
    chain.map_or(super::lang::ARCHITECTURE, |chain| {
        chain
            .hops
            .last()
            .map_or(chain.first.slot, |(_, node)| node.slot)
    })
}

/// Writes what is asked as people would state it: `orders.pitr`.
pub(super) fn asked(search: &Search, ask: &Asked) -> String {
    let name = match ask.of {
        Bound::Thing(thing) => match search.graph.what(thing) {
            What::Architecture => Cow::Borrowed("architecture"),
            _ => search.graph.name(thing),
        },
        Bound::Relation(relation) => {
            let relation = search.graph.relation(relation);
            let end = |node: Node| search.graph.name(search.graph.node(node));
            let (from, to) = (end(relation.from.node), end(relation.to.node));
            Cow::Owned(format!("({from} to {to})"))
        }
    };
    let mut text = name.into_owned();
    for key in ask.attribute {
        text.push('.');
        text.push_str(key);
    }
    text
}
