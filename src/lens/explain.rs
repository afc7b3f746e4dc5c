//! Why a rule fired on an element, or why not: each part of its condition with its value.

use super::eval::{Around, Outcome, Truth, asked, truth, value};
use super::finding::Subject;
use super::graph::Graph;
use super::lang::{Demand, Expr, ExprKind, Query, Rule};
use super::review::{STEPS, demands, search, subject};
use super::search::{Go, OverBudget, Search};
use super::show;
use crate::model::Model;
use crate::source::Sources;

/// What a rule saw of one subject.
#[derive(Clone, Debug, PartialEq)]
pub enum Explanation {
    /// No match of the rule's pattern is about the subject.
    NotMatched,
    /// The matches that are about the subject, at most [`MOST`].
    Matched(Vec<Seen>),
    OverBudget,
}

/// How many matches are explained.
pub const MOST: usize = 5;

/// One match with what its conditions came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// The names of the pattern with what they stand for.
    pub names: Vec<(String, String)>,
    pub path: Option<String>,
    /// `where`, `require` and `forbid` with their parts.
    pub clauses: Vec<Part>,
    /// `pass`, `fail`, `unknown`, or `not applicable`.
    pub verdict: &'static str,
}

/// A part of a condition with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// As it is written.
    pub text: String,
    pub value: String,
    pub parts: Vec<Part>,
}

/// Explains what a rule makes of a subject.
pub fn explain(
    sources: &Sources,
    model: &Model,
    rule: &Rule,
    about: Subject,
    today: Option<&str>,
) -> Explanation {
    let graph = Graph::of(model);
    let mut search = search(&graph, rule, STEPS);
    let around = Around { today, group: &[] };
    let mut seen = Vec::new();
    let mut groups: Vec<(Option<String>, super::search::Frame)> = Vec::new();
    if let Some(key) = &rule.group_by {
        let found = search.each(&rule.query, &mut |search| {
            let key = match value(search, key, around)? {
                Outcome::Known(value) => Some(show::in_words(search, &value, "")),
                _ => None,
            };
            groups.push((key, search.frame.clone()));
            Ok(Go::On)
        });
        if found.is_err() {
            return Explanation::OverBudget;
        }
    }
    let found = search.each(&rule.query, &mut |search| {
        if subject(search, rule.subject) == about && seen.len() < MOST {
            let own = groups
                .iter()
                .find(|(_, frame)| frame.slots == search.frame.slots);
            let group: Vec<super::search::Frame> = match own {
                Some((Some(key), _)) => groups
                    .iter()
                    .filter(|(other, _)| other.as_ref() == Some(key))
                    .map(|(_, frame)| frame.clone())
                    .collect(),
                _ => Vec::new(),
            };
            let around = Around {
                group: &group,
                ..around
            };
            seen.push(see(sources, search, rule, around)?);
        }
        Ok(Go::On)
    });
    match (found, seen.is_empty()) {
        (Err(OverBudget), _) => Explanation::OverBudget,
        (_, true) => Explanation::NotMatched,
        (_, false) => Explanation::Matched(seen),
    }
}

fn see<'m>(
    sources: &Sources,
    search: &mut Search<'_, 'm>,
    rule: &'m Rule,
    around: Around,
) -> Result<Seen, OverBudget> {
    let mut clauses = Vec::new();
    let mut applies = Truth::Yes;
    if let Some(condition) = &rule.query.condition {
        applies = truth(search, condition, around)?;
        clauses.push(clause(sources, search, "where", condition, around)?);
    }
    if let Some(key) = &rule.group_by {
        clauses.push(clause(sources, search, "group by", key, around)?);
    }
    for demand in &rule.demands {
        clauses.push(match demand {
            Demand::Require(condition) => clause(sources, search, "require", condition, around)?,
            Demand::Forbid(condition) => clause(sources, search, "forbid", condition, around)?,
            Demand::ForbidMatch(_) => Part {
                text: "forbid match".to_owned(),
                value: "matched".to_owned(),
                parts: Vec::new(),
            },
        });
    }
    let holds = demands(search, rule, around)?;
    let verdict = match (applies, holds) {
        (Truth::No, _) => "not applicable",
        (_, Truth::Yes) => "pass",
        (Truth::Yes, Truth::No) => "fail",
        _ => "unknown",
    };
    let mut names = Vec::new();
    for (at, info) in rule.slots.iter().enumerate() {
        let bound = search.frame.slots.get(at).copied().flatten();
        if let (Some(name), Some(bound)) = (&info.name, bound) {
            names.push((name.clone(), show::name(search, bound)));
        }
    }
    let path = (!search.frame.path.is_empty()).then(|| show::path(search, &search.frame.path));
    Ok(Seen {
        names,
        path,
        clauses,
        verdict,
    })
}

fn clause<'m>(
    sources: &Sources,
    search: &mut Search<'_, 'm>,
    word: &str,
    expr: &'m Expr,
    around: Around,
) -> Result<Part, OverBudget> {
    let mut part = part(sources, search, expr, around)?;
    part.text = format!("{word} {}", part.text);
    Ok(part)
}

fn part<'m>(
    sources: &Sources,
    search: &mut Search<'_, 'm>,
    expr: &'m Expr,
    around: Around,
) -> Result<Part, OverBudget> {
    let mut parts = Vec::new();
    for inner in inner(expr) {
        parts.push(part(sources, search, inner, around)?);
    }
    let text = sources
        .text(expr.span)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    Ok(Part {
        text,
        value: said(search, expr, around)?,
        parts,
    })
}

/// The parts whose values tell why the whole came out as it did.
fn inner(expr: &Expr) -> Vec<&Expr> {
    let worth = |expr: &&Expr| {
        !matches!(
            expr.kind,
            ExprKind::Literal(_) | ExprKind::Word(_) | ExprKind::List(_) | ExprKind::Today
        )
    };
    let parts: Vec<&Expr> = match &expr.kind {
        ExprKind::Not(inner) | ExprKind::Known(inner) | ExprKind::Surely(inner) => vec![inner],
        ExprKind::All(parts) | ExprKind::Any(parts) => parts.iter().collect(),
        ExprKind::Compare(_, left, right)
        | ExprKind::In(left, right)
        | ExprKind::Calculate(_, left, right) => vec![left, right],
        _ => Vec::new(),
    };
    parts.into_iter().filter(worth).collect()
}

fn said<'m>(
    search: &mut Search<'_, 'm>,
    expr: &'m Expr,
    around: Around,
) -> Result<String, OverBudget> {
    let unknown = |search: &Search, asks: &[super::eval::Asked]| {
        let asks: Vec<String> = asks.iter().map(|ask| asked(search, ask)).collect();
        match asks.as_slice() {
            [] => "unknown".to_owned(),
            asks => format!("unknown: {} not stated", asks.join(", ")),
        }
    };
    let is_value = matches!(
        expr.kind,
        ExprKind::Attribute(..)
            | ExprKind::Variable(_)
            | ExprKind::Calculate(..)
            | ExprKind::Count(..)
            | ExprKind::CountGroup(_)
            | ExprKind::Fold(..)
            | ExprKind::PathLength
    );
    if is_value {
        return Ok(match value(search, expr, around)? {
            Outcome::Known(value) => show::in_words(search, &value, ""),
            Outcome::Bound(bound) => show::name(search, bound),
            Outcome::Unknown(asks) => unknown(search, &asks),
        });
    }
    let truth = truth(search, expr, around)?;
    Ok(match (truth, &expr.kind) {
        (Truth::Yes, ExprKind::Exists(query)) => found(search, query, around)?,
        (Truth::Yes, _) => "yes".to_owned(),
        (Truth::No, _) => "no".to_owned(),
        (Truth::Unknown(asks), _) => unknown(search, &asks),
    })
}

/// What made an `exists` true.
fn found<'m>(
    search: &mut Search<'_, 'm>,
    query: &'m Query,
    around: Around,
) -> Result<String, OverBudget> {
    let mut said = "yes".to_owned();
    let path = std::mem::take(&mut search.frame.path);
    let go = search.each(query, &mut |search| {
        let holds = match &query.condition {
            Some(condition) => truth(search, condition, around)?,
            None => Truth::Yes,
        };
        if holds != Truth::Yes {
            return Ok(Go::On);
        }
        if !search.frame.path.is_empty() {
            said = format!("yes: {}", show::path(search, &search.frame.path));
        }
        Ok(Go::Stop)
    });
    search.frame.path = path;
    go.map(|_| said)
}
