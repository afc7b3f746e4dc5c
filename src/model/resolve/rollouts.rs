//! How changes reach an environment.

use super::draft::{ContextId, Draft};
use super::facts::{self, Owner, OwnerKind};
use super::values::{About, by_shape, typed};
use super::views::one_id;
use super::{declare, environments, expand, lookup, words};
use crate::model::{Attribute, Attributes, ElementId, LayerId, Move, Node, Provenance, Rollout};
use crate::source::{Code, Diagnostic};
use crate::syntax::{Body, Declaration, StatementKind};
use std::collections::BTreeMap;

/// The codes of rollouts.
pub const CODES: &[&Code] = &[&STRATEGY, &TARGET, &KEY];

static STRATEGY: Code = Code {
    id: "A0520",
    title: "an unknown strategy",
    page: "A rollout says how changes reach their targets: `all-at-once`, `blue-green`, `canary` or `linear`, each followed by an element, a list, or a layer.",
    wrong: "lambda fn\nrollout prod { canari fn }",
    right: "lambda fn\nrollout prod { canary fn }",
};

static TARGET: Code = Code {
    id: "A0521",
    title: "a strategy without a target",
    page: "A strategy is followed by what it rolls out: an element, a list, a group, or a layer.",
    wrong: "lambda fn\nrollout prod { canary { interval: 5m } }",
    right: "lambda fn\nrollout prod { canary fn { interval: 5m } }",
};

static KEY: Code = Code {
    id: "A0522",
    title: "an attribute that rollouts do not have",
    page: "A rollout has `environment`, `owner`, `note` and its strategies; what a strategy can say is listed by `archlens catalog show STRATEGY`.",
    wrong: "lambda fn\nrollout prod { enviroment: prod; canary fn }",
    right: "lambda fn\nrollout prod { environment: prod; canary fn }",
};

/// Reads the rollouts.
pub fn resolve(draft: &mut Draft) {
    let mut names = BTreeMap::new();
    for late in draft.rollouts.clone() {
        let Some(declaration) = late.declaration else {
            continue;
        };
        let Some(id) = one_id(draft, declaration, &mut names) else {
            continue;
        };
        let title = match &declaration.title {
            Some(title) => expand::fill(draft, title, late.context),
            None => words::plain(&id),
        };
        let mut rollout = Rollout {
            id,
            title,
            environment: None,
            moves: Vec::new(),
            span: late.statement.span,
        };
        for statement in declaration.body.iter().flat_map(Body::statements) {
            match &statement.kind {
                StatementKind::Attribute { key, value } => match key.path().as_str() {
                    "environment" => {
                        if let Some((word, span)) = value.as_ref().and_then(words::word) {
                            environments::unknown(draft, &word, span);
                            rollout.environment = Some(word);
                        }
                    }
                    "owner" | "note" | "tags" | "link" => {}
                    other if other.starts_with("x-") => {}
                    other if draft.catalog.strategy(other).is_some() => {
                        no_target(draft, &key.path(), key.span)
                    }
                    other => unknown_key(draft, other, key.span),
                },
                StatementKind::Declaration(inner)
                    if declaration.is_closed()
                        || draft.catalog.strategy(&inner.kind.path()).is_some() =>
                {
                    if let Some(found) = one_move(draft, inner, statement.span, late.context) {
                        rollout.moves.push(found);
                    }
                }
                StatementKind::Junk { .. } => {}
                _ if !declaration.is_closed() => {}
                _ => draft.say(
                    Diagnostic::error(
                        &STRATEGY,
                        statement.span,
                        "a rollout holds strategies and attributes only",
                    )
                    .help("move this statement out of the rollout"),
                ),
            }
        }
        draft.model.rollouts.push(rollout);
    }
}

fn unknown_key(draft: &mut Draft, key: &str, span: crate::source::Span) {
    let diagnostic = Diagnostic::warning(
        &KEY,
        span,
        format!("a rollout has no attribute `{key}`, so nothing will read it"),
    );
    let diagnostic = match draft.guess(key, ["environment", "owner", "note", "tags", "link"]) {
        Some(near) => diagnostic
            .help(format!("did you mean `{near}`?"))
            .guess(span, near),
        None => diagnostic.help(format!("call it `x-{key}` if it is your own")),
    };
    draft.say(diagnostic);
}

fn no_target(draft: &mut Draft, strategy: &str, span: crate::source::Span) {
    draft.say(
        Diagnostic::error(
            &TARGET,
            span,
            format!("`{strategy}` rolls out nothing here"),
        )
        .help(format!("name what it rolls out: `{strategy} ID {{ … }}`")),
    );
}

fn one_move<'t>(
    draft: &mut Draft<'t>,
    inner: &'t Declaration,
    span: crate::source::Span,
    context: ContextId,
) -> Option<Move> {
    let word = inner.kind.path();
    let Some(strategy) = draft.catalog.strategy(&word) else {
        let known: Vec<&str> = draft
            .catalog
            .strategies
            .iter()
            .map(|strategy| strategy.id)
            .collect();
        let diagnostic = Diagnostic::error(
            &STRATEGY,
            inner.kind.span,
            format!("there is no strategy `{word}`"),
        );
        let diagnostic = match draft.guess(&word, known.iter().copied()) {
            Some(near) => diagnostic
                .help(format!("did you mean `{near}`?"))
                .guess(inner.kind.span, near),
            None => diagnostic.help(format!("the strategies are {}", words::listed(&known))),
        };
        draft.say(diagnostic);
        return None;
    };
    let Some(subject) = &inner.subject else {
        no_target(draft, &word, inner.kind.span);
        return None;
    };
    let mut targets: Vec<ElementId> = Vec::new();
    for member in subject.members() {
        let layer: Option<LayerId> = member
            .single()
            .and_then(|name| declare::find_layer(draft, &name.text));
        if let Some(layer) = layer {
            targets.extend(
                draft
                    .model
                    .elements()
                    .filter(|(_, element)| element.layer == Some(layer))
                    .map(|(id, _)| id),
            );
            continue;
        }
        match lookup::end(draft, member, context).map(|end| end.node) {
            Some(Node::Element(id)) => targets.push(id),
            Some(Node::Group(group)) => targets.extend(draft.model.elements_in(group)),
            None => {}
        }
    }
    let mut attributes = Attributes::default();
    let label = format!("a `{word}`");
    let owner = Owner {
        service: None,
        kind: OwnerKind::Move,
        label: &label,
        skip: &[],
    };
    for statement in inner.body.iter().flat_map(Body::statements) {
        let StatementKind::Attribute { key, value } = &statement.kind else {
            if inner.is_closed() {
                facts::misplaced(draft, owner, statement);
            }
            continue;
        };
        let path = key.path();
        if let Some(first) = attributes.get(&path) {
            let first = first.span;
            super::values::key_twice(draft, &path, statement.span, first);
            continue;
        }
        let known = strategy
            .attributes
            .iter()
            .chain(draft.catalog.common)
            .find(|attribute| attribute.id == path);
        let about = About {
            key: &path,
            span: statement.span,
            owner: &label,
        };
        let read = match known {
            Some(known) => typed(draft, known, about, value.as_ref(), context),
            None => {
                if !path.starts_with("x-") {
                    let known: Vec<&str> = strategy
                        .attributes
                        .iter()
                        .map(|attribute| attribute.id)
                        .collect();
                    let diagnostic = Diagnostic::warning(
                        &KEY,
                        key.span,
                        format!("{label} has no attribute `{path}`, so nothing will read it"),
                    );
                    let diagnostic = match draft.guess(&path, known.iter().copied()) {
                        Some(near) => diagnostic
                            .help(format!("did you mean `{near}`?"))
                            .guess(key.span, near),
                        None => diagnostic.help(format!("it has {}", words::listed(&known))),
                    };
                    draft.say(diagnostic);
                }
                by_shape(draft, value.as_ref(), context)
            }
        };
        if let Some(value) = read {
            attributes.list.push(Attribute {
                key: path,
                value,
                provenance: Provenance::Stated,
                span: statement.span,
            });
        }
    }
    Some(Move {
        strategy: strategy.id.to_owned(),
        targets,
        attributes,
        span,
    })
}
