//! A lens's text in the one style.
//!
//! Comes in: the text of a lens file. Goes out: the same tokens and comments, with the same lines begun, in even
//! indentation and spacing. Always holds: the lens is the same; writing it again changes nothing. Where lines break is the
//! author's choice; a block with a break in it has its braces at the ends of lines. Texts stay to the letter; what stands in
//! an example is written as in an `.arch` file.

mod example;
mod rows;
mod space;

use super::blocks;
use super::codes::SYNTAX;
use super::cursor::Cursor;
use super::token::{Kind, Token, comment_length, opens_example, tokens};
use crate::source::{Checked, FileId};
use rows::Rows;
use space::Before;

/// Writes the text of a lens file in the one style; a text that is no lens is told and stays as it is.
pub fn format(file: FileId, text: &str) -> Checked<String> {
    let mut cursor = Cursor::new(file, text);
    blocks::file(&mut cursor);
    let diagnostics: Vec<_> = cursor
        .diagnostics
        .into_iter()
        .filter(|said| said.code == &SYNTAX)
        .collect();
    let value = match diagnostics.is_empty() {
        true => write(file, text),
        false => text.to_owned(),
    };
    Checked { value, diagnostics }
}

fn write(file: FileId, text: &str) -> String {
    let tokens = tokens(file, text);
    let breaks = breaks(&tokens);
    let mut rows = Rows::default();
    let mut before = Before::default();
    let mut at = 0;
    for (number, token) in tokens.iter().enumerate() {
        let start = token.span.start as usize;
        match opens_example(text, &tokens[..number]) {
            true => rows.inside(&example::inside(&text[at..start], rows.indent())),
            false => gap(&mut rows, &text[at..start], breaks[number]),
        }
        at = token.span.end as usize;
        if token.kind == Kind::End {
            break;
        }
        if breaks[number] {
            rows.end_row();
        }
        let written = &text[token.span.range()];
        if token.kind != Kind::Sign(";") || !ends_row(&tokens, &breaks, number, text) {
            rows.token(*token, written, &before);
        }
        before.pass(*token, written);
    }
    rows.finish()
}

/// Returns which tokens begin a line: those that do in the text, and those beside the braces of a block with such in it.
fn breaks(tokens: &[Token]) -> Vec<bool> {
    let mut breaks: Vec<bool> = tokens.iter().map(|token| token.first).collect();
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut lines = 0;
    for (number, token) in tokens.iter().enumerate() {
        lines += usize::from(token.first);
        match token.kind {
            Kind::Sign("{") => open.push((number, lines)),
            Kind::Sign("}") => {
                if let Some((start, before)) = open.pop()
                    && lines > before
                {
                    breaks[start + 1] = true;
                    breaks[number] = true;
                }
            }
            _ => {}
        }
    }
    breaks
}

/// Whether a `;` says nothing, since the line or the block ends behind it.
fn ends_row(tokens: &[Token], breaks: &[bool], number: usize, text: &str) -> bool {
    let next = &tokens[number + 1];
    match next.kind {
        Kind::Sign("}" | ";") | Kind::End => true,
        Kind::Word => breaks[number + 1] && space::starts_statement(&text[next.span.range()]),
        _ => false,
    }
}

/// Takes what stands between two tokens, of which the second may begin a line: blanks, ends of lines, comments.
fn gap(rows: &mut Rows, mut rest: &str, breaks: bool) {
    let mut ends = 0;
    while let Some(c) = rest.chars().next() {
        let comment = comment_length(rest).filter(|_| c == '/');
        let length = comment.unwrap_or(c.len_utf8());
        if comment.is_some() {
            rows.blank_if(ends > 1);
            ends = 0;
            let behind = rest[length..].trim_start_matches([' ', '\t']);
            let last = behind.is_empty() && breaks || behind.starts_with(['\n', '\r']);
            rows.comment(rest[..length].trim_end(), last);
        } else if c == '\n' || c == '\r' && !rest.starts_with("\r\n") {
            ends += 1;
            rows.end_row();
        }
        rest = &rest[length..];
    }
    rows.blank_if(ends > 1);
}
