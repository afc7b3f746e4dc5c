//! Values as lenses write them.

use super::codes::{NAME, VALUE};
use super::cursor::{Cursor, Read};
use super::token::Kind;
use crate::model::Value;
use crate::source::Span;

/// Reads the value of a key: a text, number, word, parameter, or a list of them.
pub(super) fn value(cursor: &mut Cursor) -> Read<(Value, Span)> {
    let token = cursor.peek();
    match token.kind {
        Kind::Sign("[") => list(cursor),
        Kind::Sign("$") => parameter(cursor),
        Kind::Text => {
            let (text, span) = cursor.text_token();
            Ok((Value::Text(text), span))
        }
        Kind::Number => number(cursor),
        Kind::Word => {
            cursor.next();
            Ok((word(cursor.written(token)), token.span))
        }
        _ => Err(cursor.unexpected("a value")),
    }
}

fn list(cursor: &mut Cursor) -> Read<(Value, Span)> {
    let open = cursor.need_sign("[", "to open a list")?;
    let mut members = Vec::new();
    while !cursor.at_sign("]") {
        members.push(value(cursor)?.0);
        if !cursor.eat_sign(",") {
            break;
        }
    }
    let close = cursor.need_sign("]", "to close the list")?;
    Ok((Value::List(members), open.to(close)))
}

/// Reads `$limit`.
pub(super) fn parameter(cursor: &mut Cursor) -> Read<(Value, Span)> {
    let sign = cursor.need_sign("$", "before a parameter")?;
    let (name, span) = cursor.need_word("the name of a parameter")?;
    match cursor.parameters.get(name) {
        Some(value) => Ok((value.clone(), sign.to(span))),
        None => {
            let known = cursor.parameters.keys().map(String::as_str);
            let help =
                crate::source::closest(name, known).map(|near| format!("did you mean `${near}`?"));
            let message = format!("there is no parameter `{name}` in this lens above this place");
            Err(cursor.fault_with_help(&NAME, sign.to(span), message, help))
        }
    }
}

fn word(written: &str) -> Value {
    match written {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        "none" => Value::None,
        _ => Value::Text(written.to_owned()),
    }
}

/// Reads a number with its unit.
pub(super) fn number(cursor: &mut Cursor) -> Read<(Value, Span)> {
    let token = cursor.next();
    let written = cursor.written(token);
    match quantity(written) {
        Some(value) => Ok((value, token.span)),
        None => Err(cursor.fault_with_help(
            &VALUE,
            token.span,
            format!("`{written}` is no number with a unit that is known"),
            Some("durations are written `500ms`, `30s`, `15m`, `2h`, `7d`; sizes `512MB`; rates `500/s`; shares `10%`; dates `2027-06-30`".to_owned()),
        )),
    }
}

fn quantity(written: &str) -> Option<Value> {
    let bytes = written.as_bytes();
    if bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-' {
        return Some(Value::Date(written.to_owned()));
    }
    let end = written
        .find(|c: char| !(c.is_ascii_digit() || c == '.'))
        .unwrap_or(written.len());
    let amount: f64 = written[..end].parse().ok()?;
    let second = 1_000.0;
    let kilo = 1_024.0;
    let value = match &written[end..] {
        "" => Value::Number(amount),
        "%" => Value::Percent(amount),
        "ms" => Value::Duration(amount),
        "s" => Value::Duration(amount * second),
        "m" => Value::Duration(amount * 60.0 * second),
        "h" => Value::Duration(amount * 3_600.0 * second),
        "d" => Value::Duration(amount * 86_400.0 * second),
        "B" => Value::Size(amount),
        "KB" | "KiB" => Value::Size(amount * kilo),
        "MB" | "MiB" => Value::Size(amount * kilo * kilo),
        "GB" | "GiB" => Value::Size(amount * kilo * kilo * kilo),
        "TB" | "TiB" => Value::Size(amount * kilo * kilo * kilo * kilo),
        "/s" => Value::Rate(amount),
        "/m" | "/min" => Value::Rate(amount / 60.0),
        "/h" => Value::Rate(amount / 3_600.0),
        "/d" => Value::Rate(amount / 86_400.0),
        _ => return None,
    };
    Some(value)
}
