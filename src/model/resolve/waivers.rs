//! Findings that are accepted, and answers to review questions.

use super::draft::{ContextId, Draft};
use super::expand::Direction;
use super::flows::kind_of;
use super::values::by_shape;
use super::{lookup, words};
use crate::model::{
    Answer, Attribute, Attributes, End, Provenance, RelationId, Value, Waived, Waiver,
};
use crate::source::{Code, Diagnostic, Span};
use crate::syntax::{Arrow, Body, Heads, Reference, StatementKind};

/// The codes of waivers and answers.
pub const CODES: &[&Code] = &[&NO_REASON, &NO_FLOW, &KEY, &UNTIL, &CHOICES];

static NO_REASON: Code = Code {
    id: "A0530",
    title: "a waiver without a reason",
    page: "A waiver tells those who come later why a finding is accepted. Without the reason nobody can say when it has lost its ground.",
    wrong: "lambda fn\nwaive OPS-012 on fn",
    right: "lambda fn\nwaive OPS-012 on fn \"one caller, low traffic\"",
};

static NO_FLOW: Code = Code {
    id: "A0531",
    title: "a waiver on a flow that is not there",
    page: "`on REF ARROW REF` names a flow of the architecture, with its own arrow.",
    wrong: "user u\nlambda fn\nu -> fn\nwaive SEC-001 on fn -> u \"not needed\"",
    right: "user u\nlambda fn\nu -> fn\nwaive SEC-001 on u -> fn \"not needed\"",
};

static KEY: Code = Code {
    id: "A0532",
    title: "an attribute that waivers and answers do not have",
    page: "A waiver has `until: DATE`, `owner`, `link` and `note`; an answer has `choices: [a1, a3]`, `owner`, `date`, `link` and `note`.",
    wrong: "lambda fn\nwaive OPS-012 on fn \"low traffic\" { untl: 2027-06-30 }",
    right: "lambda fn\nwaive OPS-012 on fn \"low traffic\" { until: 2027-06-30 }",
};

static UNTIL: Code = Code {
    id: "A0533",
    title: "`until` that is no date",
    page: "`until` is the last day on which the waiver holds: `2027-06-30`.",
    wrong: "lambda fn\nwaive OPS-012 on fn \"low traffic\" { until: summer }",
    right: "lambda fn\nwaive OPS-012 on fn \"low traffic\" { until: 2027-06-30 }",
};

static CHOICES: Code = Code {
    id: "A0534",
    title: "an answer without choices",
    page: "An answer says with `choices: [a1, a3]` which choices of the question hold, or in its notes why none does.",
    wrong: "lambda fn\nanswer ops_q1",
    right: "lambda fn\nanswer ops_q1 { choices: [a1] }",
};

/// Reads waivers and answers.
pub fn resolve(draft: &mut Draft) {
    for late in draft.waivers.clone() {
        let StatementKind::Waive {
            rule,
            on,
            reason,
            body,
        } = &late.statement.kind
        else {
            continue;
        };
        let span = late.statement.span;
        let attributes = attributes(
            draft,
            body.as_ref(),
            late.context,
            &["until", "owner", "link", "note"],
        );
        let reason = reason
            .as_ref()
            .map(|reason| reason.text.trim().to_owned())
            .unwrap_or_default();
        if reason.is_empty() {
            draft.say(
                Diagnostic::error(
                    &NO_REASON,
                    rule.span,
                    format!("`{}` is waived without a reason", rule.path()),
                )
                .help("write the reason in quotes behind it"),
            );
        }
        let until = match attributes.get("until") {
            None => None,
            Some(Attribute {
                value: Value::Date(date),
                ..
            }) => Some(date.clone()),
            Some(other) => {
                let place = other.span;
                draft.say(
                    Diagnostic::error(&UNTIL, place, "`until` takes a date")
                        .help("write year, month, day: `until: 2027-06-30`"),
                );
                None
            }
        };
        let Some(on) = waived(draft, on.as_ref(), late.context) else {
            continue;
        };
        draft.model.waivers.push(Waiver {
            rule: rule.path(),
            on,
            reason,
            until,
            owner: attributes.text("owner").map(str::to_owned),
            span,
        });
    }
    for late in draft.answers.clone() {
        let StatementKind::Answer {
            question,
            notes,
            body,
        } = &late.statement.kind
        else {
            continue;
        };
        let mut attributes = attributes(
            draft,
            body.as_ref(),
            late.context,
            &[
                "choices",
                "owner",
                "date",
                "link",
                "note",
                "not-applicable",
                "reason",
            ],
        );
        let choices = choices(body.as_ref());
        attributes
            .list
            .retain(|attribute| attribute.key != "choices");
        let notes = notes.as_ref().map(|notes| notes.text.clone());
        if choices.is_empty() && notes.is_none() && attributes.list.is_empty() {
            draft.say(
                Diagnostic::error(
                    &CHOICES,
                    question.span,
                    format!("`{}` is answered with nothing", question.path()),
                )
                .help("write `{ choices: [a1] }` behind it, or notes in quotes"),
            );
        }
        draft.model.answers.push(Answer {
            question: question.path(),
            choices,
            notes,
            attributes,
            span: late.statement.span,
        });
    }
}

fn choices(body: Option<&Body>) -> Vec<String> {
    let mut found = Vec::new();
    for statement in body.into_iter().flat_map(Body::statements) {
        if let StatementKind::Attribute {
            key,
            value: Some(value),
        } = &statement.kind
            && key.path() == "choices"
        {
            words::names(value, &mut found);
        }
    }
    found
}

fn attributes<'t>(
    draft: &mut Draft<'t>,
    body: Option<&'t Body>,
    context: ContextId,
    keys: &[&str],
) -> Attributes {
    let mut read = Attributes::default();
    for statement in body.into_iter().flat_map(Body::statements) {
        let StatementKind::Attribute { key, value } = &statement.kind else {
            continue;
        };
        let path = key.path();
        if let Some(first) = read.get(&path) {
            let first = first.span;
            super::values::key_twice(draft, &path, statement.span, first);
            continue;
        }
        if !keys.contains(&path.as_str()) && !path.starts_with("x-") {
            let diagnostic = Diagnostic::warning(
                &KEY,
                key.span,
                format!("there is no `{path}` here, so nothing will read it"),
            );
            let diagnostic = match draft.guess(&path, keys.iter().copied()) {
                Some(near) => diagnostic
                    .help(format!("did you mean `{near}`?"))
                    .guess(key.span, near),
                None => diagnostic.help(format!("it may have {}", words::listed(keys))),
            };
            draft.say(diagnostic);
        }
        if let Some(value) = by_shape(draft, value.as_ref(), context) {
            read.list.push(Attribute {
                key: path,
                value,
                provenance: Provenance::Stated,
                span: statement.span,
            });
        }
    }
    read
}

fn waived(
    draft: &mut Draft,
    on: Option<&(Reference, Option<(Arrow, Reference)>)>,
    context: ContextId,
) -> Option<Waived> {
    let Some((first, flow)) = on else {
        return Some(Waived::Everything);
    };
    let Some((arrow, second)) = flow else {
        if let Some(&flow) = draft.flow_ids.get(&first.path()) {
            return Some(Waived::Relations(vec![flow]));
        }
        let found = lookup::end(draft, first, context)?;
        return Some(Waived::Node(found.node));
    };
    let (from, to) = match arrow.heads {
        Heads::Left => (second, first),
        Heads::Right | Heads::Both => (first, second),
    };
    let from = lookup::flow_end(draft, from, context, Direction::Out);
    let to = lookup::flow_end(draft, to, context, Direction::In);
    let (from, to) = (from?, to?);
    let kind = kind_of(arrow.kind);
    let fits = |step: &End, own: &End| {
        step.node == own.node && (step.part.is_none() || step.part == own.part)
    };
    let found: Vec<RelationId> = draft
        .model
        .relations()
        .filter(|(_, relation)| {
            let along = fits(&from, &relation.from) && fits(&to, &relation.to);
            let back = arrow.heads == Heads::Both
                && fits(&to, &relation.from)
                && fits(&from, &relation.to);
            relation.kind == kind && (along || back)
        })
        .map(|(id, _)| id)
        .collect();
    if found.is_empty() {
        let span: Span = first.span.to(second.span);
        draft.say(
            Diagnostic::error(
                &NO_FLOW,
                span,
                format!(
                    "the architecture has no flow `{} {} {}`",
                    draft.model.end(&from),
                    kind.arrow(),
                    draft.model.end(&to)
                ),
            )
            .help("name a flow with its own arrow, or the element that the finding is about"),
        );
        return None;
    }
    Some(Waived::Relations(found))
}
