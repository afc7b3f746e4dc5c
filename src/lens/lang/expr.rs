//! Expressions: `or`, `and`, `not`, comparisons, sums, and what is in them.

use super::codes::{NAME, SYNTAX};
use super::cursor::{Cursor, DEEPEST, Read};
use super::pattern;
use super::token::Kind;
use super::tree::{ARCHITECTURE, Calculate, Compare, Expr, ExprKind, Fold, Over, Query, SlotKind};
use super::value;
use crate::model::Value;
use crate::source::Span;

/// Reads an expression.
pub(super) fn expression(cursor: &mut Cursor) -> Read<Expr> {
    cursor.depth += 1;
    let read = if cursor.depth > DEEPEST {
        let span = cursor.peek().span;
        Err(cursor.fault(
            &SYNTAX,
            span,
            format!("expressions nest deeper than {DEEPEST} levels"),
        ))
    } else {
        any(cursor)
    };
    cursor.depth -= 1;
    read
}

fn any(cursor: &mut Cursor) -> Read<Expr> {
    joined(cursor, "or", all, ExprKind::Any)
}

fn all(cursor: &mut Cursor) -> Read<Expr> {
    joined(cursor, "and", negated, ExprKind::All)
}

fn joined(
    cursor: &mut Cursor,
    word: &str,
    part: fn(&mut Cursor) -> Read<Expr>,
    join: fn(Vec<Expr>) -> ExprKind,
) -> Read<Expr> {
    let first = part(cursor)?;
    if !cursor.at_word(word) {
        return Ok(first);
    }
    let start = first.span;
    let mut parts = vec![first];
    while cursor.eat_word(word) {
        parts.push(part(cursor)?);
    }
    Ok(Expr {
        span: start.to(cursor.last_span()),
        kind: join(parts),
    })
}

fn negated(cursor: &mut Cursor) -> Read<Expr> {
    if !cursor.at_word("not") {
        return compared(cursor);
    }
    cursor.depth += 1;
    let span = cursor.next().span;
    if cursor.depth > DEEPEST {
        return Err(cursor.fault(
            &SYNTAX,
            span,
            format!("expressions nest deeper than {DEEPEST} levels"),
        ));
    }
    let inner = negated(cursor)?;
    cursor.depth -= 1;
    Ok(Expr {
        span: span.to(inner.span),
        kind: ExprKind::Not(Box::new(inner)),
    })
}

fn compared(cursor: &mut Cursor) -> Read<Expr> {
    let left = sum(cursor)?;
    let token = cursor.peek();
    let compare = match token.kind {
        Kind::Sign("==") => Compare::Equal,
        Kind::Sign("!=") => Compare::Unequal,
        Kind::Sign("<") => Compare::Less,
        Kind::Sign("<=") => Compare::AtMost,
        Kind::Sign(">") => Compare::More,
        Kind::Sign(">=") => Compare::AtLeast,
        Kind::Sign("=") => {
            let message = "`=` compares nothing; write `==`";
            let mut diagnostic = crate::source::Diagnostic::error(&SYNTAX, token.span, message);
            diagnostic = diagnostic.help("write `==`").fix(token.span, "==");
            cursor.diagnostics.push(diagnostic);
            Compare::Equal
        }
        Kind::Word if cursor.written(token) == "in" => {
            cursor.next();
            let right = sum(cursor)?;
            return Ok(Expr {
                span: left.span.to(right.span),
                kind: ExprKind::In(Box::new(left), Box::new(right)),
            });
        }
        _ => return Ok(left),
    };
    cursor.next();
    let right = sum(cursor)?;
    Ok(Expr {
        span: left.span.to(right.span),
        kind: ExprKind::Compare(compare, Box::new(left), Box::new(right)),
    })
}

fn sum(cursor: &mut Cursor) -> Read<Expr> {
    calculated(
        cursor,
        product,
        &[("+", Calculate::Add), ("-", Calculate::Subtract)],
    )
}

fn product(cursor: &mut Cursor) -> Read<Expr> {
    calculated(
        cursor,
        primary,
        &[("*", Calculate::Multiply), ("/", Calculate::Divide)],
    )
}

fn calculated(
    cursor: &mut Cursor,
    part: fn(&mut Cursor) -> Read<Expr>,
    signs: &[(&str, Calculate)],
) -> Read<Expr> {
    let mut left = part(cursor)?;
    while let Some((_, calculate)) = signs.iter().find(|(sign, _)| cursor.at_sign(sign)) {
        cursor.next();
        let right = part(cursor)?;
        left = Expr {
            span: left.span.to(right.span),
            kind: ExprKind::Calculate(*calculate, Box::new(left), Box::new(right)),
        };
    }
    Ok(left)
}

fn primary(cursor: &mut Cursor) -> Read<Expr> {
    let token = cursor.peek();
    let literal = |(value, span)| Expr {
        span,
        kind: ExprKind::Literal(value),
    };
    match token.kind {
        Kind::Number => value::number(cursor).map(literal),
        Kind::Text => {
            let (text, span) = cursor.text_token();
            Ok(literal((Value::Text(text), span)))
        }
        Kind::Sign("$") => value::parameter(cursor).map(literal),
        Kind::Sign("[") => list(cursor),
        Kind::Sign("(") => parenthesis(cursor),
        Kind::Word => word(cursor),
        _ => Err(cursor.unexpected("a value or a condition")),
    }
}

fn parenthesis(cursor: &mut Cursor) -> Read<Expr> {
    let open = cursor.next().span;
    let inner = expression(cursor)?;
    let close = cursor.need_sign(")", "to close the parenthesis")?;
    Ok(Expr {
        span: open.to(close),
        kind: inner.kind,
    })
}

fn list(cursor: &mut Cursor) -> Read<Expr> {
    let open = cursor.next().span;
    let mut members = Vec::new();
    while !cursor.at_sign("]") {
        members.push(expression(cursor)?);
        if !cursor.eat_sign(",") {
            break;
        }
    }
    let close = cursor.need_sign("]", "to close the list")?;
    Ok(Expr {
        span: open.to(close),
        kind: ExprKind::List(members),
    })
}

fn word(cursor: &mut Cursor) -> Read<Expr> {
    let (word, span) = cursor.need_word("a word")?;
    let call = cursor.at_sign("(");
    let kind = match word {
        "true" => ExprKind::Literal(Value::Bool(true)),
        "false" => ExprKind::Literal(Value::Bool(false)),
        "none" => ExprKind::Literal(Value::None),
        "today" => ExprKind::Today,
        "path.length" => ExprKind::PathLength,
        "exists" => return scoped(cursor, |cursor| exists(cursor, span)),
        "known" if call => ExprKind::Known(Box::new(argument(cursor, "known")?)),
        "surely" if call => ExprKind::Surely(Box::new(argument(cursor, "surely")?)),
        "count" if call => return scoped(cursor, |cursor| count(cursor, span)),
        "sum" if call => return scoped(cursor, |cursor| fold(cursor, span, Fold::Sum)),
        "min" if call => return scoped(cursor, |cursor| fold(cursor, span, Fold::Min)),
        "max" if call => return scoped(cursor, |cursor| fold(cursor, span, Fold::Max)),
        _ if call => {
            let functions = ["exists", "known", "surely", "count", "sum", "min", "max"];
            let help = crate::source::closest(word, functions)
                .map(|near| format!("did you mean `{near}`?"));
            let message = format!(
                "there is no function `{word}`; lenses have `exists`, `known`, `surely`, `count`, `sum`, `min` and `max`"
            );
            return Err(cursor.fault_with_help(&NAME, span, message, help));
        }
        _ => name(cursor, word),
    };
    Ok(Expr {
        span: span.to(cursor.last_span()),
        kind,
    })
}

fn name(cursor: &Cursor, word: &str) -> ExprKind {
    let mut parts = word.split('.');
    let first = parts.next().unwrap_or("");
    let rest: Vec<String> = parts.map(str::to_owned).collect();
    let slot = match first {
        "architecture" => Some(ARCHITECTURE),
        _ => cursor.slot(first),
    };
    match slot {
        Some(slot) if rest.is_empty() => ExprKind::Variable(slot),
        Some(slot) => ExprKind::Attribute(slot, rest),
        None => ExprKind::Word(Value::Text(word.to_owned())),
    }
}

/// Lets the names of an inner pattern end with it.
fn scoped(cursor: &mut Cursor, read: impl FnOnce(&mut Cursor) -> Read<Expr>) -> Read<Expr> {
    let names = cursor.names.len();
    let read = read(cursor);
    cursor.names.truncate(names);
    read
}

fn exists(cursor: &mut Cursor, start: Span) -> Read<Expr> {
    let query = pattern::query(cursor)?;
    Ok(Expr {
        span: start.to(query.span),
        kind: ExprKind::Exists(Box::new(query)),
    })
}

fn argument(cursor: &mut Cursor, function: &str) -> Read<Expr> {
    cursor.next();
    let inner = expression(cursor)?;
    cursor.need_sign(")", &format!("to close `{function}(`"))?;
    Ok(inner)
}

fn count(cursor: &mut Cursor, start: Span) -> Read<Expr> {
    cursor.next();
    let kind = if cursor.at_sign("(") {
        ExprKind::Count(None, Box::new(pattern::query(cursor)?))
    } else {
        counted(cursor)?
    };
    let close = cursor.need_sign(")", "to close `count(`")?;
    Ok(Expr {
        span: start.to(close),
        kind,
    })
}

/// Reads `f` of a group, or `x.service over (x) -> (f)`.
fn counted(cursor: &mut Cursor) -> Read<ExprKind> {
    if let Some((value, query)) = over(cursor)? {
        return Ok(ExprKind::Count(Some(Box::new(value)), Box::new(query)));
    }
    let (word, span) = cursor.need_word("a name of the pattern, or a pattern")?;
    match cursor.slot(word) {
        Some(slot) => Ok(ExprKind::CountGroup(slot)),
        None => Err(cursor.unnamed(word, &[], span)),
    }
}

/// Reads `EXPRESSION over PATTERN`, whose names come from behind; nothing where there is no `over`.
fn over(cursor: &mut Cursor) -> Read<Option<(Expr, Query)>> {
    let Some(at) = cursor.find_over() else {
        return Ok(None);
    };
    // The pattern is read first, because the expression uses its names.
    let start = cursor.position();
    cursor.go_to(at + 1);
    let query = pattern::query(cursor)?;
    let end = cursor.position();
    cursor.go_to(start);
    let value = sum(cursor)?;
    if cursor.position() != at {
        return Err(cursor.unexpected("`over`"));
    }
    cursor.go_to(end);
    Ok(Some((value, query)))
}

fn fold(cursor: &mut Cursor, start: Span, fold: Fold) -> Read<Expr> {
    cursor.next();
    let Some(at) = cursor.find_over() else {
        return Err(cursor.unexpected("`VALUE over PATTERN` or `VALUE over path`"));
    };
    let first = cursor.position();
    cursor.go_to(at + 1);
    let (value, over) = if cursor.eat_word("path") {
        let end = cursor.position();
        cursor.go_to(first);
        let (name, span) = path_name(cursor)?;
        let slot = cursor.new_slot(Some(&name), SlotKind::Thing(Vec::new()), span);
        let value = sum(cursor)?;
        cursor.go_to(end);
        (value, Over::Path(slot))
    } else {
        cursor.go_to(first);
        match over(cursor)? {
            Some((value, query)) => (value, Over::Query(Box::new(query))),
            None => return Err(cursor.unexpected("`over`")),
        }
    };
    let close = cursor.need_sign(")", "to close the call")?;
    Ok(Expr {
        span: start.to(close),
        kind: ExprKind::Fold(fold, Box::new(value), over),
    })
}

/// Returns the name before the first dot, which stands for each thing on the path.
fn path_name(cursor: &mut Cursor) -> Read<(String, Span)> {
    let token = cursor.peek();
    let word = cursor.written(token);
    match word.split_once('.') {
        Some((name, _)) if token.kind == Kind::Word => Ok((name.to_owned(), token.span)),
        _ => Err(cursor.unexpected("an attribute of what is on the path, such as `x.timeout`")),
    }
}
