//! Expressions against a match: Kleene's logic, where what is not stated is unknown and says what it asks.

use super::graph::{Stated, Thing, What};
use super::lang::{Calculate, Compare, Expr, ExprKind, Fold, Over, Query, Slot};
use super::search::{Bound, Frame, Go, OverBudget, Search};
use crate::model::{Node, Value};
use std::borrow::Cow;
use std::cmp::Ordering;
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
            Ok(compared(search, *compare, &left, &right))
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
            Truth::Unknown(more) => asks.extend(more),
            decided if decided == *decides => return Ok(decided),
            _ => {}
        }
    }
    Ok(match asks.is_empty() {
        true => decides.clone().negated(),
        false => Truth::Unknown(unique(asks)),
    })
}

/// Up to so many questions are compared with each other instead of being sorted.
const FEW: usize = 8;

fn unique(asks: Vec<Asked>) -> Vec<Asked> {
    if asks.len() <= FEW && (1..asks.len()).all(|at| !asks[..at].contains(&asks[at])) {
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
            (Truth::Unknown(more), Truth::Unknown(asks)) => asks.extend(more),
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
    let members = match &right.kind {
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
    let mut asks = Vec::new();
    let mut any = |left: &Outcome<'m>| {
        members.iter().any(
            |member| match compared(search, Compare::Equal, left, member) {
                Truth::Yes => true,
                Truth::Unknown(more) => {
                    asks.extend(more);
                    false
                }
                Truth::No => false,
            },
        )
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
            Ok(calculated(*calculate, &left, &right))
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

fn compared<'m>(
    search: &Search,
    compare: Compare,
    left: &Outcome<'m>,
    right: &Outcome<'m>,
) -> Truth<'m> {
    match (left, right) {
        (Outcome::Unknown(asks), Outcome::Unknown(more)) => {
            return Truth::Unknown(unique([asks.as_slice(), more].concat()));
        }
        (Outcome::Unknown(asks), _) | (_, Outcome::Unknown(asks)) => {
            return Truth::Unknown(unique(asks.clone()));
        }
        _ => {}
    }
    let equal = || equals(search, left, right);
    match compare {
        Compare::Equal => Truth::of(equal()),
        Compare::Unequal => Truth::of(!equal()),
        _ => {
            let order = match (left, right) {
                (Outcome::Known(left), Outcome::Known(right)) => order(left, right),
                _ => None,
            };
            Truth::of(match (compare, order) {
                (_, None) => false,
                (Compare::Less, Some(order)) => order == Ordering::Less,
                (Compare::AtMost, Some(order)) => order != Ordering::Greater,
                (Compare::More, Some(order)) => order == Ordering::Greater,
                (_, Some(order)) => order != Ordering::Less,
            })
        }
    }
}

fn equals(search: &Search, left: &Outcome, right: &Outcome) -> bool {
    let as_bound = |side: &Outcome| match side {
        Outcome::Bound(bound) => Some(*bound),
        Outcome::Known(value) => match value.as_ref() {
            Value::Reference(end) => Some(Bound::Thing(search.graph.end(end))),
            _ => None,
        },
        Outcome::Unknown(_) => None,
    };
    if let (Some(left), Some(right)) = (as_bound(left), as_bound(right)) {
        return left == right;
    }
    match (left, right) {
        (Outcome::Known(left), Outcome::Known(right)) => {
            equal_values(left, right)
                || [(left, right), (right, left)].iter().any(|(reference, text)| {
                    matches!((reference.as_ref(), text.as_ref()), (Value::Reference(end), Value::Text(text)) if search.graph.name(search.graph.end(end)) == *text)
                })
        }
        _ => false,
    }
}

fn equal_values(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Text(text), Value::Number(number)) | (Value::Number(number), Value::Text(text)) => {
            text.parse::<f64>().is_ok_and(|read| read == *number)
        }
        // `tracing` and `tracing: active` say the same.
        (Value::Bool(true), Value::Text(word)) | (Value::Text(word), Value::Bool(true)) => {
            matches!(word.as_str(), "active" | "on" | "true" | "enabled")
        }
        (Value::None, Value::Bool(false)) | (Value::Bool(false), Value::None) => true,
        _ => left == right,
    }
}

fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Date(left) | Value::Text(left), Value::Date(right)) => Some(left.cmp(right)),
        (Value::Text(left), Value::Number(right)) => left.parse::<f64>().ok()?.partial_cmp(right),
        (Value::Number(_), Value::Number(_))
        | (Value::Duration(_), Value::Duration(_))
        | (Value::Size(_), Value::Size(_))
        | (Value::Rate(_), Value::Rate(_))
        | (Value::Percent(_), Value::Percent(_)) => amount(left)?.partial_cmp(&amount(right)?),
        _ => None,
    }
}

fn amount(value: &Value) -> Option<f64> {
    match value {
        Value::Number(amount)
        | Value::Duration(amount)
        | Value::Size(amount)
        | Value::Rate(amount)
        | Value::Percent(amount) => Some(*amount),
        _ => None,
    }
}

fn with_amount(like: &Value, amount: f64) -> Value {
    match like {
        Value::Duration(_) => Value::Duration(amount),
        Value::Size(_) => Value::Size(amount),
        Value::Rate(_) => Value::Rate(amount),
        Value::Percent(_) => Value::Percent(amount),
        _ => Value::Number(amount),
    }
}

fn calculated<'m>(calculate: Calculate, left: &Outcome<'m>, right: &Outcome<'m>) -> Outcome<'m> {
    let (left, right) = match (left, right) {
        (Outcome::Known(left), Outcome::Known(right)) => (left.as_ref(), right.as_ref()),
        (Outcome::Unknown(asks), Outcome::Unknown(more)) => {
            let both = asks.iter().chain(more).cloned().collect();
            return Outcome::Unknown(unique(both));
        }
        (Outcome::Unknown(asks), _) | (_, Outcome::Unknown(asks)) => {
            return Outcome::Unknown(asks.clone());
        }
        _ => return Outcome::Known(Cow::Owned(Value::None)),
    };
    let (Some(a), Some(b)) = (amount(left), amount(right)) else {
        return Outcome::Known(Cow::Owned(Value::None));
    };
    let like = if matches!(left, Value::Number(_)) {
        right
    } else {
        left
    };
    let value = match calculate {
        Calculate::Add => with_amount(like, a + b),
        Calculate::Subtract => with_amount(like, a - b),
        Calculate::Multiply => with_amount(like, a * b),
        Calculate::Divide if b == 0.0 => Value::None,
        Calculate::Divide if matches!(right, Value::Number(_)) => with_amount(left, a / b),
        Calculate::Divide => Value::Number(a / b),
    };
    Outcome::Known(Cow::Owned(value))
}

fn count<'m>(
    search: &mut Search<'_, 'm>,
    of: Option<&'m Expr>,
    query: &'m Query,
    around: Around,
) -> Result<Outcome<'m>, OverBudget> {
    let last = last_slot(query);
    let mut things: BTreeSet<Bound> = BTreeSet::new();
    let mut values: Vec<Value> = Vec::new();
    let mut asks = Vec::new();
    inside(search, query, &mut |search| {
        if let Some(condition) = &query.condition {
            match truth(search, condition, around)? {
                Truth::Yes => {}
                Truth::No => return Ok(Go::On),
                Truth::Unknown(more) => {
                    asks.extend(more);
                    return Ok(Go::On);
                }
            }
        }
        match of {
            None => things.extend(search.bound(last)),
            Some(of) => match value(search, of, around)? {
                Outcome::Known(value) => {
                    if !values.contains(&value) {
                        values.push(value.into_owned());
                    }
                }
                Outcome::Bound(bound) => {
                    things.insert(bound);
                }
                Outcome::Unknown(more) => asks.extend(more),
            },
        }
        Ok(Go::On)
    })?;
    Ok(match asks.is_empty() {
        true => Outcome::Known(Cow::Owned(number(things.len() + values.len()))),
        false => Outcome::Unknown(unique(asks)),
    })
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

fn folded<'m>(
    search: &mut Search<'_, 'm>,
    fold: Fold,
    of: &'m Expr,
    over: &'m Over,
    around: Around,
) -> Result<Outcome<'m>, OverBudget> {
    let mut folding = Folding {
        fold,
        so_far: None,
        asks: Vec::new(),
    };
    match over {
        Over::Path(slot) => {
            for thing in along(search) {
                search.bind(*slot, Some(Bound::Thing(thing)));
                let next = value(search, of, around);
                search.bind(*slot, None);
                folding.take(next?);
            }
        }
        Over::Query(query) => {
            let mut seen = BTreeSet::new();
            let last = last_slot(query);
            inside(search, query, &mut |search| {
                if !seen.insert(search.bound(last)) {
                    return Ok(Go::On);
                }
                let holds = match &query.condition {
                    Some(condition) => truth(search, condition, around)?,
                    None => Truth::Yes,
                };
                match holds {
                    Truth::Yes => {
                        let next = value(search, of, around)?;
                        folding.take(next);
                    }
                    Truth::Unknown(asks) => folding.asks.extend(asks),
                    Truth::No => {}
                }
                Ok(Go::On)
            })?;
        }
    }
    Ok(folding.end())
}

/// Returns the things on the path of the match, each once, in order.
fn along(search: &Search) -> Vec<Thing> {
    let mut things = Vec::new();
    for relation in &search.frame.path {
        let relation = search.graph.relation(*relation);
        for end in [&relation.from, &relation.to] {
            let thing = search.graph.end(end);
            if !things.contains(&thing) {
                things.push(thing);
            }
        }
    }
    things
}

struct Folding<'m> {
    fold: Fold,
    so_far: Option<Value>,
    asks: Vec<Asked<'m>>,
}

impl<'m> Folding<'m> {
    fn take(&mut self, next: Outcome<'m>) {
        let next = match next {
            Outcome::Known(value) => value.into_owned(),
            Outcome::Unknown(asks) => {
                self.asks.extend(asks);
                return;
            }
            Outcome::Bound(_) => return,
        };
        match next {
            Value::List(members) => members.into_iter().for_each(|member| self.add(member)),
            Value::Record(record) => {
                record
                    .list
                    .into_iter()
                    .for_each(|member| self.add(member.value));
            }
            single => self.add(single),
        }
    }

    fn add(&mut self, next: Value) {
        // What has no amount, such as the memory of a bucket, adds nothing.
        let Some(amount_of_next) = amount(&next) else {
            return;
        };
        self.so_far = Some(match &self.so_far {
            None => next,
            Some(value) => {
                let before = amount(value).unwrap_or(0.0);
                with_amount(
                    value,
                    match self.fold {
                        Fold::Sum => before + amount_of_next,
                        Fold::Min => before.min(amount_of_next),
                        Fold::Max => before.max(amount_of_next),
                    },
                )
            }
        });
    }

    fn end(self) -> Outcome<'m> {
        if !self.asks.is_empty() {
            return Outcome::Unknown(unique(self.asks));
        }
        let nothing = match self.fold {
            Fold::Sum => Value::Number(0.0),
            Fold::Min | Fold::Max => Value::None,
        };
        Outcome::Known(Cow::Owned(self.so_far.unwrap_or(nothing)))
    }
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
    format!("{name}.{}", ask.attribute.join("."))
}
