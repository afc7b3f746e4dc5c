//! What is wrong with a single statement though its shape is right.

use super::context::Context;
use super::names::{self, excerpt};
use super::numbers;
use super::values;
use crate::source::{Code, Span};
use crate::syntax::tree::{Declaration, Reference, StatementKind, Subject, Value, ValueKind};

pub(in crate::syntax) static MISSING_VALUE: Code = Code {
    id: "A0121",
    title: "an attribute without a value",
    page: "Behind the colon of an attribute stands its value, on the same line or the next. A bare key without a colon says `true`.",
    wrong: "lambda place { timeout: }",
    right: "lambda place { timeout: 10s }",
};

pub(in crate::syntax) static MISSING_COLON: Code = Code {
    id: "A0139",
    title: "no colon between a key and its value",
    page: "An attribute is `key: value`.",
    wrong: "lambda place { timeout 10s }",
    right: "lambda place { timeout: 10s }",
};

/// Looks at a statement, and returns it mended where it could be.
pub(super) fn statement(context: &mut Context, span: Span, kind: StatementKind) -> StatementKind {
    match kind {
        StatementKind::Attribute { key, value } => {
            if let Some(value) = &value {
                missing_value(context, key.span, value);
            } else {
                digit_id(context, &key);
            }
            StatementKind::Attribute { key, value }
        }
        StatementKind::Param { name, value } => {
            if let Some(value) = &value {
                missing_value(context, name.span, value);
            }
            StatementKind::Param { name, value }
        }
        StatementKind::Declaration(declaration) => declared(context, span, declaration),
        other => other,
    }
}

fn missing_value(context: &mut Context, key: Span, value: &Value) {
    if !matches!(&value.kind, ValueKind::Bad(raw) if raw.is_empty()) {
        return;
    }
    let name = excerpt(context.slice(key));
    let diagnostic = context
        .error(&MISSING_VALUE, key, format!("`{name}` has no value"))
        .help("write one behind the colon; a bare key without a colon says `true`");
    context.say(diagnostic);
}

fn declared(context: &mut Context, span: Span, declaration: Declaration) -> StatementKind {
    digit_id(context, &declaration.kind);
    if let Some(Subject::One(subject)) = &declaration.subject {
        let bare = declaration.title.is_none() && declaration.body.is_none();
        // At the top level there is no attribute that lacks its colon.
        let is_attribute = context.depth > 0 || !names::is_reserved(context.slice(subject.span));
        if bare
            && is_attribute
            && let Some(kind) = value_of(subject, context.slice(subject.span))
        {
            return without_colon(context, span, &declaration.kind, subject.span, kind);
        }
        digit_id(context, subject);
        names::forbid_reserved(context, subject);
    }
    StatementKind::Declaration(declaration)
}

/// Reads what stands where an id should, if it can only be a value.
fn value_of(subject: &Reference, raw: &str) -> Option<ValueKind> {
    if names::is_reserved(raw) {
        return Some(ValueKind::Words(vec![subject.clone()]));
    }
    numbers::of_word(raw)
}

fn without_colon(
    context: &mut Context,
    span: Span,
    key: &Reference,
    place: Span,
    kind: ValueKind,
) -> StatementKind {
    let diagnostic = context
        .error(
            &MISSING_COLON,
            span,
            format!("`{}` has no colon before its value", excerpt(&key.path())),
        )
        .help(format!(
            "write `{}: {}`",
            excerpt(&key.path()),
            context.slice(place)
        ))
        .fix(key.span.after(), ":");
    context.say(diagnostic);
    StatementKind::Attribute {
        key: key.clone(),
        value: Some(values::plain(place, kind)),
    }
}

fn digit_id(context: &mut Context, reference: &Reference) {
    let raw = context.slice(reference.span);
    if !raw.starts_with(|c: char| c.is_ascii_digit()) {
        return;
    }
    names::digit(context, reference.span, raw);
}
