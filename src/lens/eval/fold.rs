//! Sums, extremes and counts: over the matches of a query, the members of a group, the things of a path.

use super::compare::{amount, with_amount};
use super::{Around, Asked, Outcome, Truth, inside, last_slot, number, truth, unique, value};
use crate::lens::graph::Thing;
use crate::lens::lang::{Expr, Fold, Over, Query};
use crate::lens::search::{Bound, Go, OverBudget, Search};
use crate::model::Value;
use std::borrow::Cow;
use std::collections::BTreeSet;

pub(super) fn count<'m>(
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

pub(super) fn folded<'m>(
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
    pub(super) fn take(&mut self, next: Outcome<'m>) {
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

    pub(super) fn end(self) -> Outcome<'m> {
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
