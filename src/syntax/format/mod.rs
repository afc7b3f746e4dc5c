//! From tree to text, in the one style.
//!
//! Comes in: a tree. Goes out: its text. Always holds: parsing it gives the same tree, places apart; no comment is lost; the
//! same tree gives the same text. Whether a block stands on one line is the author's choice as long as it fits; the rest is
//! not for choosing.

mod align;
mod flow;
mod line;
mod statement;
mod value;

use super::tree::{Body, Comment, Item, Statement, Tree};
use align::Columns;
use unicode_width::UnicodeWidthStr;

/// The widest line that stays on one line.
const WIDTH: usize = 100;
/// How far a block is indented.
const STEP: usize = 2;

/// Writes a tree as text.
pub fn format(tree: &Tree) -> String {
    let mut text = String::new();
    items(&mut text, &tree.items, 0);
    text
}

/// Writes a tree on one line, however long; nothing where some of it needs lines of its own.
pub fn format_on_one_line(tree: &Tree) -> Option<String> {
    let mut line = line::Line::new(usize::MAX);
    line.statements(&tree.items)?;
    Some(line.text().to_owned())
}

/// Writes items, each on lines of its own.
fn items(out: &mut String, items: &[Item], indent: usize) {
    let mut rest = items;
    while let Some((first, behind)) = rest.split_first() {
        match first {
            Item::Blank(_) => out.push('\n'),
            Item::Comment(comment) => comment_line(out, comment, indent),
            Item::Statement(_) => {
                let run = align::run(rest, indent);
                neighbours(out, &rest[..run], indent);
                rest = &rest[run..];
                continue;
            }
        }
        rest = behind;
    }
}

/// Writes statements that stand directly below each other and share their columns.
fn neighbours(out: &mut String, items: &[Item], indent: usize) {
    let statements: Vec<&Statement> = items
        .iter()
        .filter_map(|item| match item {
            Item::Statement(statement) => Some(&**statement),
            Item::Blank(_) | Item::Comment(_) => None,
        })
        .collect();
    let columns = align::columns(&statements);
    let texts: Vec<String> = statements
        .iter()
        .zip(&columns)
        .map(|(statement, columns)| {
            let mut text = String::new();
            pad(&mut text, indent);
            statement::write(&mut text, statement, indent, columns);
            text
        })
        .collect();
    let margin = align::comment_column(&statements, &texts);
    for (statement, text) in statements.iter().zip(&texts) {
        for doc in &statement.doc {
            pad(out, indent);
            out.push_str("///");
            if !doc.text.is_empty() {
                out.push(' ');
                out.push_str(&doc.text);
            }
            out.push('\n');
        }
        out.push_str(text);
        if let Some(comment) = &statement.trailing {
            let width = width(last_line(text));
            pad(out, margin.saturating_sub(width).max(2));
            out.push_str(&comment.text);
        }
        out.push('\n');
    }
}

fn comment_line(out: &mut String, comment: &Comment, indent: usize) {
    pad(out, indent);
    out.push_str(&comment.text);
    out.push('\n');
}

/// Writes a block whose items have lines of their own.
fn block(out: &mut String, body: &Body, indent: usize) {
    if body.items.is_empty() {
        out.push_str("{}");
        return;
    }
    broken(out, body, indent);
}

/// Writes a block whose opening brace ends its line.
fn broken(out: &mut String, body: &Body, indent: usize) {
    out.push_str("{\n");
    items(out, &body.items, indent + STEP);
    pad(out, indent);
    out.push('}');
}

fn pad(out: &mut String, width: usize) {
    out.extend(std::iter::repeat_n(' ', width));
}

/// How many columns a text takes.
fn width(text: &str) -> usize {
    match text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        true => text.len(),
        false => text.width(),
    }
}

fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or(text)
}

/// Starts a new line.
fn new_line(out: &mut String, indent: usize) {
    out.push('\n');
    pad(out, indent);
}

/// Writes a cell, and white space up to its column and one space more.
fn cell(out: &mut String, text: &str, column: usize) {
    out.push_str(text);
    pad(out, column.saturating_sub(width(text)) + 1);
}

/// Returns no columns, for statements that share none.
fn alone() -> Columns {
    Columns::default()
}
