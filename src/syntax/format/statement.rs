//! Statements.

use super::align::Columns;
use super::line::{self, Line};
use super::{WIDTH, block, broken, cell, flow, value};
use crate::syntax::build::write_arrow;
use crate::syntax::tree::{Body, Declaration, Statement, StatementKind, Subject, Text, Value};

/// Writes a statement without its description and the comment behind it.
pub(super) fn write(out: &mut String, statement: &Statement, indent: usize, columns: &Columns) {
    match &statement.kind {
        StatementKind::Declaration(declaration) => {
            self::declaration(out, declaration, indent, columns)
        }
        StatementKind::Flow(flow) => flow::write(out, flow, indent, columns),
        StatementKind::Attribute { key, value } => {
            value::reference(out, key);
            given(out, value.as_ref(), indent);
        }
        StatementKind::Param { name, value } => {
            out.push_str("param ");
            out.push_str(&name.text);
            given(out, value.as_ref(), indent);
        }
        StatementKind::Use { path, name } => {
            out.push_str("use ");
            value::text(out, path, indent);
            if let Some(name) = name {
                out.push_str(" as ");
                out.push_str(&name.text);
            }
        }
        StatementKind::Waive {
            rule,
            on,
            reason,
            body,
        } => {
            out.push_str("waive ");
            value::reference(out, rule);
            if let Some((from, to)) = on {
                out.push_str(" on ");
                value::reference(out, from);
                if let Some((arrow, to)) = to {
                    out.push(' ');
                    out.push_str(write_arrow(*arrow));
                    out.push(' ');
                    value::reference(out, to);
                }
            }
            behind(out, reason.as_ref(), body.as_ref(), indent);
        }
        StatementKind::Answer {
            question,
            notes,
            body,
        } => {
            out.push_str("answer ");
            value::reference(out, question);
            behind(out, notes.as_ref(), body.as_ref(), indent);
        }
        StatementKind::Omit { references } => {
            out.push_str("omit ");
            match references.as_slice() {
                [one] => value::reference(out, one),
                members => {
                    let subject = Subject::Many {
                        span: statement.span,
                        members: members.to_vec(),
                    };
                    value::subject(out, &subject, indent);
                }
            }
        }
        StatementKind::Expose { inner, outer } => {
            out.push_str("expose ");
            value::reference(out, inner);
            if let Some(outer) = outer {
                out.push_str(" as ");
                out.push_str(&outer.text);
            }
        }
        StatementKind::Junk { text, body } => {
            // A block without a name must not become that of the statement above.
            out.push_str(if text.is_empty() { ";" } else { text });
            if let Some(body) = body {
                out.push(' ');
                // Behind a quote that nothing closes, only a brace that ends its line is none of the text.
                match quote_is_open(text) {
                    true => broken(out, body, indent),
                    false => value::body(out, body, indent),
                }
            } else if goes_on(text) {
                out.push(';');
            }
        }
    }
}

fn given(out: &mut String, value: Option<&Value>, indent: usize) {
    if let Some(value) = value {
        out.push_str(": ");
        value::value(out, value, indent);
    }
}

fn behind(out: &mut String, text: Option<&Text>, body: Option<&Body>, indent: usize) {
    if let Some(text) = text {
        out.push(' ');
        value::text(out, text, indent);
    }
    if let Some(body) = body {
        out.push(' ');
        value::body(out, body, indent);
    }
}

fn declaration(out: &mut String, declaration: &Declaration, indent: usize, columns: &Columns) {
    let one_line = line::fits(declaration, indent);
    let mut kind = String::new();
    value::reference(&mut kind, &declaration.kind);
    let mut widths = [columns.first, columns.subject, columns.title].into_iter();
    let mut last: Option<(String, usize)> = Some((kind, widths.next().unwrap_or(0)));
    if let Some(subject) = &declaration.subject {
        flush(out, &mut last);
        let mut text = String::new();
        value::subject(&mut text, subject, indent);
        last = Some((text, columns.subject));
    }
    if let Some(title) = &declaration.title {
        flush(out, &mut last);
        let mut text = String::new();
        value::text(&mut text, title, indent);
        last = Some((text, columns.title));
    }
    let Some(body) = &declaration.body else {
        if let Some((text, _)) = last {
            out.push_str(&text);
        }
        return;
    };
    // A column is for what is aligned in it; a block alone behind an id is not.
    if let Some((_, width)) = &mut last
        && (declaration.title.is_none() || !one_line)
    {
        *width = 0;
    }
    flush(out, &mut last);
    self::body(out, body, indent, one_line);
    for branch in &declaration.branches {
        out.push(' ');
        out.push_str(&branch.word.text);
        out.push(' ');
        if let Some(title) = &branch.title {
            value::text(out, title, indent);
            out.push(' ');
        }
        self::body(out, &branch.body, indent, one_line);
    }
}

fn flush(out: &mut String, last: &mut Option<(String, usize)>) {
    if let Some((text, width)) = last.take() {
        cell(out, &text, width);
    }
}

fn body(out: &mut String, body: &Body, indent: usize, one_line: bool) {
    let mut line = Line::new(WIDTH);
    if one_line && line.body(body).is_some() {
        out.push_str(line.text());
    } else {
        block(out, body, indent);
    }
}

/// Whether junk would take what stands below it: a list that nothing closes, an arrow that leads nowhere or comes from
/// nowhere.
fn goes_on(junk: &str) -> bool {
    let word = |c: char| c.is_alphanumeric() || c == '_' || c == '}' || c == '"';
    !quote_is_open(junk) && (junk.contains('[') || !junk.ends_with(word) || !junk.starts_with(word))
}

/// Whether a quote on the last line of junk is closed by nothing; a curly quote may be closed by a straight one.
fn quote_is_open(junk: &str) -> bool {
    let last_line = junk.rsplit('\n').next().unwrap_or(junk);
    let mut open = None;
    let mut escaped = false;
    for c in last_line.chars() {
        let is_curly = matches!(c, '“' | '”' | '„');
        open = match open {
            None if c == '"' || is_curly => Some(c),
            Some('"') if c == '"' && !escaped => None,
            Some('“' | '”' | '„') if c == '"' || is_curly => None,
            other => other,
        };
        escaped = c == '\\' && !escaped;
    }
    open == Some('"')
}
