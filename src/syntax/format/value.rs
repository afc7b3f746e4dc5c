//! Words, texts and values.

use super::line::Line;
use super::{STEP, WIDTH, block, last_line, new_line, width};
use crate::syntax::escape;
use crate::syntax::tree::{Body, Reference, Subject, Text, Value, ValueKind};

/// Writes a text in its quotes on one line.
pub(super) fn quoted(text: &Text) -> String {
    if text.block
        && !text.text.contains(['\n', '\r'])
        && !text.text.ends_with('"')
        && !text.text.contains("\"\"\"")
    {
        return format!("\"\"\"{}\"\"\"", text.text);
    }
    format!("\"{}\"", escape::escape(&text.text))
}

/// Whether a text needs lines of its own.
pub(super) fn is_tall(text: &Text) -> bool {
    text.block
        && (text.text.contains('\n') || text.text.ends_with('"'))
        && !text.text.contains("\"\"\"")
        && !text.text.contains('\r')
}

/// Writes a text, on lines of its own where it has several.
pub(super) fn text(out: &mut String, text: &Text, indent: usize) {
    if !is_tall(text) {
        out.push_str(&quoted(text));
        return;
    }
    out.push_str("\"\"\"");
    for line in text.text.split('\n') {
        if line.is_empty() {
            out.push('\n');
        } else {
            new_line(out, indent + STEP);
            out.push_str(line);
        }
    }
    new_line(out, indent + STEP);
    out.push_str("\"\"\"");
}

/// Writes a value that stands behind what is in `out` already.
pub(super) fn value(out: &mut String, value: &Value, indent: usize) {
    let used = width(last_line(out));
    let mut line = Line::new(WIDTH.saturating_sub(used));
    if line.value(value).is_some() {
        out.push_str(line.text());
        return;
    }
    match &value.kind {
        ValueKind::Text(text) => self::text(out, text, indent),
        ValueKind::List(members) => list(out, members, indent),
        ValueKind::Record(body) => block(out, body, indent),
        kind => atom(out, kind),
    }
}

/// Writes a list with a line for each member.
fn list(out: &mut String, members: &[Value], indent: usize) {
    if members.is_empty() {
        out.push_str("[]");
        return;
    }
    out.push('[');
    for member in members {
        let notes = member.notes.as_deref();
        for comment in notes.iter().flat_map(|notes| &notes.before) {
            new_line(out, indent + STEP);
            out.push_str(&comment.text);
        }
        new_line(out, indent + STEP);
        value(out, member, indent + STEP);
        out.push(',');
        let mut ended = false;
        for comment in notes.iter().flat_map(|notes| &notes.after) {
            if ended {
                new_line(out, indent + STEP);
            } else {
                out.push(' ');
            }
            out.push_str(&comment.text);
            ended = comment.text.starts_with("//");
        }
    }
    new_line(out, indent);
    out.push(']');
}

/// Writes a value that has one word or a few, whatever their length.
pub(super) fn atom(out: &mut String, kind: &ValueKind) {
    match kind {
        ValueKind::Number(number) => out.push_str(number),
        ValueKind::Quantity { number, unit } => {
            out.push_str(number);
            out.push_str(unit);
        }
        ValueKind::Percent(number) => {
            out.push_str(number);
            out.push('%');
        }
        ValueKind::Rate { number, per } => {
            out.push_str(number);
            out.push('/');
            out.push_str(per);
        }
        ValueKind::Date(date) => out.push_str(date),
        ValueKind::Param(name) => {
            out.push('$');
            out.push_str(&name.text);
        }
        ValueKind::LayerTag(name) => {
            out.push('@');
            out.push_str(&name.text);
        }
        ValueKind::Tag(name) => {
            out.push('#');
            out.push_str(&name.text);
        }
        ValueKind::Words(words) => {
            for (at, word) in words.iter().enumerate() {
                if at > 0 {
                    out.push(' ');
                }
                reference(out, word);
            }
        }
        // An empty value must not take what follows on the next line for its own.
        ValueKind::Bad(raw) if raw.is_empty() => out.push(';'),
        ValueKind::Bad(raw) => out.push_str(raw),
        ValueKind::Text(text) => out.push_str(&quoted(text)),
        ValueKind::List(_) | ValueKind::Record(_) => {}
    }
}

/// Writes a reference.
pub(super) fn reference(out: &mut String, reference: &Reference) {
    for (at, part) in reference.parts.iter().enumerate() {
        if at > 0 {
            out.push('.');
        }
        out.push_str(&part.text);
    }
}

/// Writes one or several names on one line; `None` where they are too many for one.
pub(super) fn short_subject(subject: &Subject) -> Option<String> {
    let mut out = String::new();
    match subject {
        Subject::One(one) => reference(&mut out, one),
        Subject::Many { members, .. } => {
            out.push('[');
            for (at, member) in members.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                reference(&mut out, member);
                if out.len() > 2 * WIDTH {
                    return None;
                }
            }
            out.push(']');
            if width(&out) > WIDTH - 20 && members.len() > 1 {
                return None;
            }
        }
    }
    Some(out)
}

/// Writes one or several names, on lines of their own where they are many.
pub(super) fn subject(out: &mut String, subject: &Subject, indent: usize) {
    if let Some(short) = short_subject(subject) {
        out.push_str(&short);
        return;
    }
    out.push('[');
    for member in subject.members() {
        new_line(out, indent + STEP);
        reference(out, member);
        out.push(',');
    }
    new_line(out, indent);
    out.push(']');
}

/// Writes a block behind what is in `out` already, on the same line where it fits.
pub(super) fn body(out: &mut String, body: &Body, indent: usize) {
    let used = width(last_line(out));
    let mut line = Line::new(WIDTH.saturating_sub(used));
    if line.body(body).is_some() {
        out.push_str(line.text());
    } else {
        block(out, body, indent);
    }
}
