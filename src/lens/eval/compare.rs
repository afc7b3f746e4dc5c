//! Values against each other: compared, and calculated with.

use super::{Outcome, Truth, unique};
use crate::lens::lang::{Calculate, Compare};
use crate::lens::search::{Bound, Search};
use crate::model::Value;
use std::borrow::Cow;
use std::cmp::Ordering;

pub(super) fn compared<'m>(
    search: &Search,
    compare: Compare,
    left: Outcome<'m>,
    right: Outcome<'m>,
) -> Truth<'m> {
    let (left, right) = match (left, right) {
        (Outcome::Unknown(mut asks), Outcome::Unknown(more)) => {
            asks.extend(more);
            return Truth::Unknown(unique(asks));
        }
        (Outcome::Unknown(asks), _) | (_, Outcome::Unknown(asks)) => return Truth::Unknown(asks),
        known => known,
    };
    let equal = || equals(search, &left, &right);
    match compare {
        Compare::Equal => Truth::of(equal()),
        Compare::Unequal => Truth::of(!equal()),
        _ => {
            let order = match (&left, &right) {
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

pub(super) fn equals(search: &Search, left: &Outcome, right: &Outcome) -> bool {
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

pub(super) fn amount(value: &Value) -> Option<f64> {
    match value {
        Value::Number(amount)
        | Value::Duration(amount)
        | Value::Size(amount)
        | Value::Rate(amount)
        | Value::Percent(amount) => Some(*amount),
        _ => None,
    }
}

pub(super) fn with_amount(like: &Value, amount: f64) -> Value {
    match like {
        Value::Duration(_) => Value::Duration(amount),
        Value::Size(_) => Value::Size(amount),
        Value::Rate(_) => Value::Rate(amount),
        Value::Percent(_) => Value::Percent(amount),
        _ => Value::Number(amount),
    }
}

pub(super) fn calculated<'m>(
    calculate: Calculate,
    left: Outcome<'m>,
    right: Outcome<'m>,
) -> Outcome<'m> {
    let (left, right) = match (left, right) {
        (Outcome::Known(left), Outcome::Known(right)) => (left, right),
        (Outcome::Unknown(mut asks), Outcome::Unknown(more)) => {
            asks.extend(more);
            return Outcome::Unknown(unique(asks));
        }
        (Outcome::Unknown(asks), _) | (_, Outcome::Unknown(asks)) => return Outcome::Unknown(asks),
        _ => return Outcome::Known(Cow::Owned(Value::None)),
    };
    let (left, right) = (left.as_ref(), right.as_ref());
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
