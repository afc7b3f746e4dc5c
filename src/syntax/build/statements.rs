//! Statements: attributes, flows, declarations, and those with words of their own.

use super::context::{Context, Pair, Pairs};
use super::flows;
use super::items;
use super::names;
use super::text;
use super::values;
use crate::source::Code;
use crate::syntax::grammar::Rule;
use crate::syntax::tree::{Branch, Declaration, Name, Reference, StatementKind, Subject, Text};

pub(in crate::syntax) static EQUALS: Code = Code {
    id: "A0108",
    title: "an equals sign for a colon",
    page: "An attribute is `key: value`.",
    wrong: "lambda place { timeout = 10s }",
    right: "lambda place { timeout: 10s }",
};

/// Reads a statement by its rule; `None` for what is no statement.
pub(super) fn statement(context: &mut Context, pair: Pair) -> Option<StatementKind> {
    let rule = pair.as_rule();
    let mut inner = pair.into_inner();
    let inner = &mut inner;
    Some(match rule {
        Rule::phrase => return phrase(context, inner),
        Rule::many => {
            let list = context.next(inner)?;
            let from = values::subject(context, list);
            let first = context.next(inner)?;
            StatementKind::Flow(flows::flow(context, from, first, inner.clone()))
        }
        Rule::use_ => use_(context, inner)?,
        Rule::param => param(context, inner)?,
        Rule::omit => omit(context, inner)?,
        Rule::expose => expose(context, inner)?,
        Rule::waive => waive(context, inner)?,
        Rule::answer => answer(context, inner)?,
        _ => return None,
    })
}

fn phrase(context: &mut Context, inner: &mut Pairs) -> Option<StatementKind> {
    let key = context.next(inner)?;
    let second = context.next(inner);
    let rule = second.as_ref().map(Pair::as_rule);
    match (rule, second) {
        (Some(Rule::colon | Rule::equals), Some(sign)) => {
            let key = names::reference(context, &key);
            assignment(context, &sign);
            let given = context.next(inner)?;
            let value = Some(values::value(context, given));
            Some(StatementKind::Attribute { key, value })
        }
        (Some(Rule::hop), Some(first)) => {
            let from = names::reference(context, &key);
            names::forbid_reserved(context, &from);
            let from = Subject::One(from);
            Some(StatementKind::Flow(flows::flow(
                context,
                from,
                first,
                inner.clone(),
            )))
        }
        (_, second) => {
            let kind = names::any_reference(context, &key);
            let declaration = declaration(context, kind, second, inner);
            let bare = declaration.subject.is_none()
                && declaration.title.is_none()
                && declaration.body.is_none();
            Some(if bare {
                StatementKind::Attribute {
                    key: declaration.kind,
                    value: None,
                }
            } else {
                StatementKind::Declaration(declaration)
            })
        }
    }
}

/// Reads the sign between a key and its value, and complains where it is none of ours.
pub(super) fn assignment(context: &mut Context, sign: &Pair) {
    let before = context.end;
    let span = context.token(sign);
    if sign.as_str() == ":" {
        return;
    }
    let diagnostic = context
        .error(
            &EQUALS,
            span,
            format!("`{}` stands where an attribute has a `:`", sign.as_str()),
        )
        .help("write `key: value`")
        .fix(context.span(before, context.end), ":");
    context.say(diagnostic);
}

fn declaration(
    context: &mut Context,
    kind: Reference,
    second: Option<Pair>,
    inner: &mut Pairs,
) -> Declaration {
    let mut declaration = Declaration {
        kind,
        subject: None,
        title: None,
        body: None,
        branches: Vec::new(),
    };
    let mut next = second;
    let mut mark = context.loose.len();
    while let Some(pair) = next {
        match pair.as_rule() {
            Rule::list => declaration.subject = Some(values::subject(context, pair)),
            Rule::body => {
                declaration.body = Some(items::body(context, pair));
                mark = context.loose.len();
            }
            Rule::branch => {
                // A comment before `else` is about what follows it.
                let comments = context.loose.split_off(mark);
                let mut branch = branch(context, pair);
                items::put_first(&mut branch.body, comments);
                declaration.branches.push(branch);
            }
            rule if text::is_text(rule) => declaration.title = Some(text::label(context, &pair)),
            // An id that starts with a digit is complained about with its whole line in view.
            _ => {
                let reference = names::any_reference(context, &pair);
                declaration.subject = Some(Subject::One(reference));
            }
        }
        next = context.next(inner);
    }
    declaration
}

fn branch(context: &mut Context, pair: Pair) -> Branch {
    let mark = context.loose.len();
    let mut word = None;
    let mut title = None;
    let mut body = None;
    let mut inner = pair.into_inner();
    while let Some(pair) = context.next(&mut inner) {
        match pair.as_rule() {
            Rule::body => body = Some(items::body(context, pair)),
            rule if text::is_text(rule) => title = Some(text::label(context, &pair)),
            _ => word = Some(names::name(context, &pair)),
        }
    }
    let mut body = body.unwrap_or_default();
    let comments = context.loose.split_off(mark);
    items::put_first(&mut body, comments);
    Branch {
        word: word.expect("the grammar starts a branch with its word"),
        title,
        body,
    }
}

fn use_(context: &mut Context, inner: &mut Pairs) -> Option<StatementKind> {
    keyword(context, inner)?;
    let path = context.next(inner)?;
    let path = text::text(context, &path);
    let name = renamed(context, inner);
    Some(StatementKind::Use { path, name })
}

/// Reads `as NAME`.
fn renamed(context: &mut Context, inner: &mut Pairs) -> Option<Name> {
    keyword(context, inner)?;
    let name = context.next(inner)?;
    Some(names::name(context, &name))
}

fn param(context: &mut Context, inner: &mut Pairs) -> Option<StatementKind> {
    keyword(context, inner)?;
    let name = context.next(inner)?;
    let name = names::name(context, &name);
    let value = match context.next(inner) {
        Some(sign) => {
            assignment(context, &sign);
            let given = context.next(inner)?;
            Some(values::value(context, given))
        }
        None => None,
    };
    Some(StatementKind::Param { name, value })
}

fn omit(context: &mut Context, inner: &mut Pairs) -> Option<StatementKind> {
    keyword(context, inner)?;
    let what = context.next(inner)?;
    let references = match what.as_rule() {
        Rule::list => match values::subject(context, what) {
            Subject::Many { members, .. } => members,
            Subject::One(reference) => vec![reference],
        },
        _ => vec![names::reference(context, &what)],
    };
    Some(StatementKind::Omit { references })
}

fn expose(context: &mut Context, inner: &mut Pairs) -> Option<StatementKind> {
    keyword(context, inner)?;
    let what = context.next(inner)?;
    let inner_name = names::reference(context, &what);
    let outer = renamed(context, inner);
    Some(StatementKind::Expose {
        inner: inner_name,
        outer,
    })
}

fn waive(context: &mut Context, inner: &mut Pairs) -> Option<StatementKind> {
    keyword(context, inner)?;
    let rule = context.next(inner)?;
    let rule = names::reference(context, &rule);
    let mut ends: Vec<Reference> = Vec::new();
    let mut arrow = None;
    let mut reason: Option<Text> = None;
    let mut body = None;
    while let Some(pair) = context.next(inner) {
        match pair.as_rule() {
            Rule::kw_on => context.end = pair.as_span().end(),
            Rule::arrow => arrow = Some(flows::arrow(context, pair)),
            Rule::body => body = Some(items::body(context, pair)),
            rule if text::is_text(rule) => reason = Some(text::label(context, &pair)),
            _ => ends.push(names::reference(context, &pair)),
        }
    }
    let mut ends = ends.into_iter();
    let on = ends.next().map(|from| (from, arrow.zip(ends.next())));
    Some(StatementKind::Waive {
        rule,
        on,
        reason,
        body,
    })
}

fn answer(context: &mut Context, inner: &mut Pairs) -> Option<StatementKind> {
    keyword(context, inner)?;
    let question = context.next(inner)?;
    let question = names::reference(context, &question);
    let mut notes = None;
    let mut body = None;
    while let Some(pair) = context.next(inner) {
        match pair.as_rule() {
            Rule::body => body = Some(items::body(context, pair)),
            _ => notes = Some(text::text(context, &pair)),
        }
    }
    Some(StatementKind::Answer {
        question,
        notes,
        body,
    })
}

/// Takes the word that opens a statement or a part of it.
fn keyword(context: &mut Context, inner: &mut Pairs) -> Option<()> {
    let word = context.next(inner)?;
    context.token(&word);
    Some(())
}
