//! Texts with names of the pattern in braces.

use super::codes::NAME;
use super::cursor::{Cursor, Read};
use super::expr;
use super::token::{Kind, normal};
use super::tree::{ExprKind, Piece, Template};
use crate::model::Value;
use crate::source::Span;
use crate::syntax;

/// Reads a string whose `{…}` are expressions; `{{` stands for a brace.
pub(super) fn template(cursor: &mut Cursor, what: &str) -> Read<Template> {
    let token = cursor.peek();
    if token.kind != Kind::Text {
        return Err(cursor.unexpected(what));
    }
    cursor.next();
    cursor.tell_bad_escape(token);
    pieces(cursor, token.span)
}

/// Reads the pieces of a string at a place.
fn pieces(cursor: &mut Cursor, span: Span) -> Read<Template> {
    let written = cursor.text.get(span.range()).unwrap_or("");
    let is_block = written.starts_with("\"\"\"");
    let quotes = if is_block { 3 } else { 1 };
    let (start, end) = (span.start as usize + quotes, span.end as usize - quotes);
    let mut template = parse(cursor, start, end)?;
    match is_block {
        true => dedent(&mut template),
        false => each_text(&mut template, |part| normal(&syntax::unescaped(part))),
    }
    Ok(template)
}

/// Reads the pieces between two places of the text, all but the values to the letter.
pub(super) fn parse(cursor: &mut Cursor, start: usize, end: usize) -> Read<Template> {
    let mut pieces = Vec::new();
    let mut at = start;
    let text = cursor.text;
    let plain = |from: usize, to: usize| {
        let part = text[from..to].replace("{{", "{");
        Piece::Text(part.replace("}}", "}"))
    };
    while let Some(open) = find_open(&text[at..end]).map(|found| at + found) {
        if open > at {
            pieces.push(plain(at, open));
        }
        let close = text[open..end].find('}').map(|found| open + found);
        let Some(close) = close else {
            let span = place(cursor, open, end);
            return Err(cursor.fault(&NAME, span, "this `{` has no `}`; write `{{` for a brace"));
        };
        pieces.push(piece(cursor, open + 1, close)?);
        at = close + 1;
    }
    if at < end {
        pieces.push(plain(at, end));
    }
    Ok(Template { pieces })
}

fn each_text(template: &mut Template, change: impl Fn(&str) -> String) {
    for piece in &mut template.pieces {
        if let Piece::Text(part) = piece {
            *part = change(part);
        }
    }
}

/// Stands for a value while the text around it is looked at as a whole; no text that people can read has it.
const VALUE: char = '\0';

/// Takes the indentation off a block with values in it.
fn dedent(template: &mut Template) {
    let mut whole = String::new();
    for piece in &template.pieces {
        match piece {
            Piece::Text(part) => whole.extend(part.chars().filter(|c| *c != VALUE)),
            _ => whole.push(VALUE),
        }
    }
    let whole = normal(&syntax::dedent(&whole));
    let is_value = |piece: &Piece| !matches!(piece, Piece::Text(_));
    let mut values = std::mem::take(&mut template.pieces)
        .into_iter()
        .filter(is_value);
    for (at, part) in whole.split(VALUE).enumerate() {
        if at > 0 {
            template.pieces.extend(values.next());
        }
        if !part.is_empty() {
            template.pieces.push(Piece::Text(part.to_owned()));
        }
    }
}

fn find_open(text: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('{') {
        // In `\u{e9}` the brace is a part of the escape.
        if text[..at + found].ends_with("\\u") {
            at += found + 1;
        } else if text[at + found..].starts_with("{{") {
            at += found + 2;
        } else {
            return Some(at + found);
        }
    }
    None
}

fn place(cursor: &Cursor, start: usize, end: usize) -> Span {
    let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(cursor.file, short(start), short(end))
}

fn piece(cursor: &mut Cursor, start: usize, end: usize) -> Read<Piece> {
    let inside = cursor.text[start..end].trim();
    if inside == "path" {
        return Ok(Piece::Path);
    }
    if let Some(name) = inside.strip_suffix('*') {
        return match cursor.slot(name) {
            Some(slot) => Ok(Piece::Members(slot)),
            None => Err(unknown(cursor, name, place(cursor, start, end))),
        };
    }
    let before = cursor.enter(start, end);
    let read = expr::expression(cursor);
    let rest = cursor.at_end();
    cursor.resume(before);
    let expr = read?;
    match &expr.kind {
        ExprKind::Word(Value::Text(word)) => Err(unknown(cursor, word, expr.span)),
        _ if rest => Ok(Piece::Value(expr)),
        _ => {
            let span = place(cursor, start, end);
            Err(cursor.fault(&NAME, span, "between `{` and `}` stands one name or value"))
        }
    }
}

fn unknown(cursor: &mut Cursor, name: &str, span: Span) -> super::cursor::Fault {
    let first = name.split('.').next().unwrap_or(name);
    cursor.unnamed(first, &["path"], span)
}
