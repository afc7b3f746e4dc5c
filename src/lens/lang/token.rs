//! A lens's text to tokens; the words, numbers, strings and comments are those of `.arch` files.

use crate::source::{FileId, Span};
use crate::syntax;
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

/// The signs, longer ones before those that they start with, and those first that are met most.
const SIGNS: &[&str] = &[
    ":", ";", "{", "}", "(", ")", ",", "[", "]", "|", "..>", "<..", "->", "~>", "=>", "<-", "<~",
    "<=", ">=", "==", "!=", "<", ">", "=", "+", "*", "/", "-", "!", "@", "#", "$",
];

/// The words before the examples of a rule.
pub(super) const EXAMPLES: &[&str] = &["fires", "quiet", "unknown"];

/// Cuts a text into tokens, the insides of examples left out; the last one is [`Kind::End`].
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
        if opens_example(text, &tokens) {
            at += inside_length(&text[at..]);
        }
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

/// Says whether the last token is the `{` of an example, whose inside is an architecture and no part of the lens.
pub(super) fn opens_example(text: &str, tokens: &[Token]) -> bool {
    let [.., word, open] = tokens else {
        return false;
    };
    open.kind == Kind::Sign("{")
        && word.kind == Kind::Word
        && EXAMPLES.contains(&&text[word.span.range()])
}

/// Returns how long the text is before the `}` that ends a block; nothing where the block does not end.
fn inside_length(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(byte) = rest.as_bytes().get(at) {
        at += match byte {
            b'"' => text_token(&rest[at..]).1,
            b'/' => comment_length(&rest[at..]).unwrap_or(1),
            b'{' => {
                depth += 1;
                1
            }
            b'}' if depth == 0 => return at,
            b'}' => {
                depth -= 1;
                1
            }
            _ => 1,
        };
    }
    0
}

/// Returns how long the comment is that starts here.
pub(super) fn comment_length(rest: &str) -> Option<usize> {
    let end = |end: Option<usize>| Some(end.unwrap_or(rest.len()));
    match rest.as_bytes().get(1) {
        Some(b'/') => end(rest.find(['\n', '\r'])),
        Some(b'*') => end(rest.find("*/").map(|found| found + 2)),
        _ => None,
    }
}

/// Skips blanks and comments; says whether a line ended on the way.
fn skip_blank(text: &str, mut at: usize) -> (usize, bool) {
    let mut newline = false;
    while let Some(byte) = text.as_bytes().get(at) {
        at += match byte {
            b'\n' | b'\r' => {
                newline = true;
                1
            }
            b' ' | b'\t' => 1,
            b'/' => match comment_length(&text[at..]) {
                Some(length) => length,
                None => break,
            },
            0xEF if text[at..].starts_with('\u{FEFF}') => '\u{FEFF}'.len_utf8(),
            _ => break,
        };
    }
    (at, newline)
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
    let mut signs = SIGNS
        .iter()
        .filter(|sign| sign.as_bytes()[0] == rest.as_bytes()[0]);
    match signs.find(|sign| rest.starts_with(**sign)) {
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
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            b'\n' | b'\r' => return (Kind::Stray, at),
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return (Kind::Text, at + 1),
            _ => {}
        }
    }
    (Kind::Stray, rest.len())
}

fn is_part(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

fn word_length(rest: &str) -> usize {
    let part_at = |at: usize| rest[at..].chars().next().filter(|c| is_part(*c));
    let mut at = 0;
    while let Some(byte) = rest.as_bytes().get(at) {
        let letter = *byte == b'_' || byte.is_ascii_alphanumeric();
        at += match byte {
            _ if letter => 1,
            b'-' | b'.' if part_at(at + 1).is_some() => 1,
            _ if byte.is_ascii() => break,
            _ => match part_at(at) {
                Some(c) => c.len_utf8(),
                None => break,
            },
        };
    }
    at
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

/// Returns the text of a string token, as a `.arch` file would have it.
pub(super) fn text_of(written: &str) -> String {
    if let Some(block) = written.strip_prefix("\"\"\"") {
        return normal(&syntax::dedent(
            block.strip_suffix("\"\"\"").unwrap_or(block),
        ));
    }
    let inside = written.strip_prefix('"').unwrap_or(written);
    let inside = inside.strip_suffix('"').unwrap_or(inside);
    normal(&syntax::unescaped(inside))
}

/// Returns a text in Unicode's normal form, which plain ASCII always is in.
pub(super) fn normal(text: &str) -> String {
    match text.is_ascii() {
        true => text.to_owned(),
        false => text.nfc().collect(),
    }
}
