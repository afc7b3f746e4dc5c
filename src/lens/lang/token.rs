//! A lens's text to tokens; the words, numbers, strings and comments are those of `.arch` files.

use crate::source::{FileId, Span};
use unicode_normalization::UnicodeNormalization;

/// What a token is; its text is read from the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An id, with what follows its dots: `f.timeout`, `ACME-REL-2`, `python3.12`.
    Word,
    /// `"…"` or `"""…"""`
    Text,
    /// `12`, `30s`, `10%`, `500/s`, `2027-06-30`
    Number,
    /// One of the signs in [`SIGNS`].
    Sign(&'static str),
    /// A character that means nothing here, or a string without its end.
    Stray,
    End,
}

/// A piece of the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub kind: Kind,
    pub span: Span,
    /// It is the first on its line.
    pub first: bool,
}

/// The signs, longer ones before those that they start with.
const SIGNS: &[&str] = &[
    "..>", "<..", "->", "~>", "=>", "<-", "<~", "<=", ">=", "==", "!=", "{", "}", "(", ")", "[",
    "]", ":", ";", ",", "|", "<", ">", "=", "+", "*", "/", "-", "!", "@", "#", "$",
];

/// Cuts a text into tokens; the last one is [`Kind::End`].
pub(super) fn tokens(file: FileId, text: &str) -> Vec<Token> {
    tokens_between(file, text, 0, text.len())
}

/// Cuts a part of a text into tokens.
pub(super) fn tokens_between(file: FileId, text: &str, start: usize, end: usize) -> Vec<Token> {
    let text = &text[..end];
    let mut tokens = Vec::with_capacity((end - start) / 6 + 1);
    let mut at = start;
    let mut first = true;
    loop {
        let (next, newline) = skip_blank(text, at);
        at = next;
        first |= newline;
        let Some(c) = text[at..].chars().next() else {
            break;
        };
        let (kind, length) = token(&text[at..], c);
        tokens.push(Token {
            kind,
            span: span(file, at, at + length),
            first,
        });
        first = false;
        at += length;
    }
    tokens.push(Token {
        kind: Kind::End,
        span: span(file, at, at),
        first: true,
    });
    tokens
}

fn span(file: FileId, start: usize, end: usize) -> Span {
    let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(file, short(start), short(end))
}

/// Skips blanks and comments; says whether a line ended on the way.
fn skip_blank(text: &str, mut at: usize) -> (usize, bool) {
    let mut newline = false;
    loop {
        let rest = &text[at..];
        let Some(c) = rest.chars().next() else {
            return (at, newline);
        };
        at += match c {
            '\n' | '\r' => {
                newline = true;
                1
            }
            ' ' | '\t' | '\u{FEFF}' => c.len_utf8(),
            '/' if rest.starts_with("//") => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            _ => return (at, newline),
        };
    }
}

fn token(rest: &str, c: char) -> (Kind, usize) {
    if c == '"' {
        return text_token(rest);
    }
    if c.is_ascii_digit() {
        return (Kind::Number, number_length(rest));
    }
    if c == '_' || c.is_alphabetic() {
        return (Kind::Word, word_length(rest));
    }
    match SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
        Some(sign) => (Kind::Sign(sign), sign.len()),
        None => (Kind::Stray, c.len_utf8()),
    }
}

fn text_token(rest: &str) -> (Kind, usize) {
    if let Some(inside) = rest.strip_prefix("\"\"\"") {
        return match inside.find("\"\"\"") {
            Some(end) => (Kind::Text, end + 6),
            None => (Kind::Stray, rest.len()),
        };
    }
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            '\n' | '\r' => return (Kind::Stray, at),
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return (Kind::Text, at + 1),
            _ => {}
        }
    }
    (Kind::Stray, rest.len())
}

fn is_part(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

fn word_length(rest: &str) -> usize {
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().is_some_and(|(_, next)| is_part(*next));
        if !(is_part(c) || (matches!(c, '-' | '.') && next)) {
            return at;
        }
    }
    rest.len()
}

fn number_length(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digits = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let is = |at: usize, wanted: u8| bytes.get(at) == Some(&wanted);
    let whole = digits(0);
    if whole == 4 && is(4, b'-') && digits(5) == 2 && is(7, b'-') && digits(8) == 2 {
        return 10;
    }
    let mut at = whole;
    if is(at, b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
        at += 1 + digits(at + 1);
    }
    if is(at, b'%') {
        return at + 1;
    }
    if is(at, b'/') && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic) {
        at += 1;
    }
    let letters = bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric());
    at + letters.count()
}

/// Returns the text of a string token, with its escapes resolved and the indentation of a block taken away.
pub(super) fn text_of(written: &str) -> String {
    if let Some(block) = written.strip_prefix("\"\"\"") {
        return dedent(block.strip_suffix("\"\"\"").unwrap_or(block));
    }
    let inside = written.trim_matches('"');
    if !inside.contains('\\') {
        return inside.nfc().collect();
    }
    let inside = written.strip_prefix('"').unwrap_or(written);
    let inside = inside.strip_suffix('"').unwrap_or(inside);
    let mut text = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            text.push(c);
            continue;
        }
        match chars.next() {
            Some('n') => text.push('\n'),
            Some('t') => text.push('\t'),
            Some('u') => {
                let digits: String = chars
                    .by_ref()
                    .skip_while(|c| *c == '{')
                    .take_while(|c| *c != '}')
                    .collect();
                let code = u32::from_str_radix(&digits, 16).ok();
                text.push(code.and_then(char::from_u32).unwrap_or('\u{FFFD}'));
            }
            Some(other) => text.push(other),
            None => {}
        }
    }
    text.nfc().collect()
}

fn dedent(block: &str) -> String {
    let lines: Vec<&str> = block.lines().collect();
    // The first line stands behind the quotes and has no indentation of its own.
    let indent = lines
        .iter()
        .skip(1)
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let mut text = String::with_capacity(block.len());
    for (number, line) in lines.iter().enumerate() {
        let line = if number == 0 {
            line.trim_start()
        } else {
            line.get(indent..).unwrap_or(line.trim_start())
        };
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text.trim().nfc().collect()
}
