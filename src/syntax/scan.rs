//! One look at every character before the grammar runs: nesting, comments without end, characters that must not be.
//!
//! It knows strings and comments as the grammar knows them, so that a bracket inside one does not count. Because nesting is
//! counted here, without recursion, no text can make the parser go deeper than [`DEPTH_LIMIT`].

use super::escape::is_direction_control;
use crate::source::{Code, Diagnostic, Diagnostics, FileId, Span};

/// How deep blocks and lists may nest.
pub(super) const DEPTH_LIMIT: usize = 64;

/// How many arrows one file may hold; as many flows are the most that an architecture has.
pub(super) const ARROW_LIMIT: usize = 400_000;

pub(super) static UNCLOSED_COMMENT: Code = Code {
    id: "A0104",
    title: "a comment is not closed",
    page: "A comment that starts with `/*` ends at the first `*/`. Without one, the rest of the file is a comment.",
    wrong: "/* the orders\nsqs failed",
    right: "/* the orders */\nsqs failed",
};

pub(super) static TOO_DEEP: Code = Code {
    id: "A0105",
    title: "blocks or lists nest too deep",
    page: "Blocks and lists may nest 64 deep, which is far more than a picture can show. Often a closing brace is missing in each of many blocks above.",
    wrong: "a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{a{}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}",
    right: "a{a{a{a{}}}}",
};

pub(super) static TOO_MANY_ARROWS: Code = Code {
    id: "A0154",
    title: "too many arrows in one file",
    page: "A file may hold 400,000 arrows, as many as an architecture has flows, so one with more is not read. Put things into a group and draw one flow to it, or draw parts on their own.",
    wrong: "",
    right: "lambda place\nplace -> orders",
};

pub(super) static CONTROL: Code = Code {
    id: "A0151",
    title: "a control character",
    page: "Control characters other than tabs and line ends cannot be seen and cannot stand in a picture. They come from broken conversions and from pasted terminal output. In the picture U+FFFD, �, stands in their place.",
    wrong: "lambda place \"Place\u{1}order\"",
    right: "lambda place \"Place order\"",
};

pub(super) static DIRECTION: Code = Code {
    id: "A0152",
    title: "a character that turns the direction of text",
    page: "Such a character makes a text look different from what is read: a comment can look like a statement, and a statement like a comment. Take it out, or write it as an escape such as `\\u{202e}` inside a text. `archlens fmt` does that in texts.",
    wrong: "lambda place \"Place \u{202E}order\"",
    right: "lambda place \"Place \\u{202e}order\"",
};

pub(super) static ODD_LINE_END: Code = Code {
    id: "A0150",
    title: "a line separator that ends no line",
    page: "Lines end at LF, CR LF or CR, as editors count them. U+0085, U+2028 and U+2029 are spaces here.",
    wrong: "sqs failed\u{2028}sqs other",
    right: "sqs failed\nsqs other",
};

/// What the look has found.
pub(super) struct Scanned {
    pub(super) diagnostics: Diagnostics,
    /// The text may be given to the grammar.
    pub(super) readable: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Code,
    LineComment,
    BlockComment,
    Line,
    Block,
}

/// Looks at every character of a text.
pub(super) fn scan(file: FileId, text: &str) -> Scanned {
    let mut scanned = Scanned {
        diagnostics: Diagnostics::default(),
        readable: true,
    };
    let bytes = text.as_bytes();
    let mut state = State::Code;
    let mut depth: usize = 0;
    let mut arrows: usize = 0;
    let mut opening = 0;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        let mut next = at + 1;
        if byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0x7F {
            while next < bytes.len()
                && (bytes[next] < b' ' && !matches!(bytes[next], b'\t' | b'\n' | b'\r')
                    || bytes[next] == 0x7F)
            {
                next += 1;
            }
            control(&mut scanned, file, at, next, byte);
            at = next;
            continue;
        }
        if byte >= 0x80 {
            let c = text[at..].chars().next().unwrap_or(' ');
            next = at + c.len_utf8();
            unusual(&mut scanned, file, at, c, state);
            at = next;
            continue;
        }
        match (state, byte) {
            (State::Code, b'"') => {
                opening = at;
                if bytes[at..].starts_with(b"\"\"\"") {
                    state = State::Block;
                    next = at + 3;
                } else {
                    state = State::Line;
                    if let Some(end) = end_of_open_text(bytes, at) {
                        state = State::Code;
                        next = end;
                    }
                }
            }
            (State::Code, b'/') if bytes.get(next) == Some(&b'/') => {
                // In `https://…` without quotes it is a part of the address.
                let address =
                    at > 1 && bytes[at - 1] == b':' && bytes[at - 2].is_ascii_alphanumeric();
                state = if address {
                    State::Code
                } else {
                    State::LineComment
                };
                next = at + 2;
            }
            (State::Code, b'/') if bytes.get(next) == Some(&b'*') => {
                opening = at;
                state = State::BlockComment;
                next = at + 2;
            }
            (State::Code, b'{' | b'[') => {
                depth += 1;
                if depth > DEPTH_LIMIT {
                    too_deep(&mut scanned, file, at);
                    return scanned;
                }
            }
            (State::Code, b'>' | b'<') if is_head(bytes, at) => {
                arrows += 1;
                if arrows > ARROW_LIMIT {
                    too_many_arrows(&mut scanned, file, at);
                    return scanned;
                }
            }
            (State::Code, b'}' | b']') => depth = depth.saturating_sub(1),
            (State::LineComment, b'\n' | b'\r') => state = State::Code,
            (State::BlockComment, b'*') if bytes.get(next) == Some(&b'/') => {
                state = State::Code;
                next = at + 2;
            }
            (State::Line, b'\\') if !matches!(bytes.get(next), None | Some(b'\n' | b'\r')) => {
                // The byte behind a backslash is never the first of a line end; a longer character is looked at as usual.
                next = at + if bytes[next] < 0x80 { 2 } else { 1 };
            }
            (State::Line, b'"' | b'\n' | b'\r') => state = State::Code,
            (State::Block, b'"') if bytes[at..].starts_with(b"\"\"\"") => {
                state = State::Code;
                next = at + 3;
            }
            _ => {}
        }
        at = next;
    }
    if state == State::BlockComment {
        let place = Span::new(file, opening as u32, opening as u32 + 2);
        scanned.diagnostics.push(
            Diagnostic::error(
                &UNCLOSED_COMMENT,
                place,
                "this comment is never closed, so the rest of the file is a comment",
            )
            .at("opens here")
            .help("close it with `*/`"),
        );
    }
    scanned
}

/// Returns where a quote's text ends that nothing closes on its line; `None` for one that is closed.
fn end_of_open_text(bytes: &[u8], quote: usize) -> Option<usize> {
    let mut at = quote + 1;
    loop {
        match bytes.get(at) {
            None | Some(b'\n' | b'\r') => break,
            Some(b'"') => return None,
            Some(b'\\') if !matches!(bytes.get(at + 1), None | Some(b'\n' | b'\r')) => at += 2,
            Some(_) => at += 1,
        }
    }
    // A brace that ends the line is left to the block that it surely belongs to.
    let line = &bytes[quote..at];
    let tail = line
        .iter()
        .rposition(|byte| !matches!(byte, b' ' | b'\t' | b'}' | b';'))
        .map_or(0, |last| last + 1);
    let last_brace = match line.get(tail.wrapping_sub(1)) {
        Some(b'{') => Some(tail - 1),
        _ => line[tail..]
            .iter()
            .position(|&byte| byte == b'}')
            .map(|brace| tail + brace),
    };
    Some(quote + last_brace.unwrap_or(line.len()))
}

/// Whether a pointed bracket is the head of an arrow; of one with two heads, the right one.
fn is_head(bytes: &[u8], at: usize) -> bool {
    let is_shaft = |byte: Option<&u8>| matches!(byte, Some(b'-' | b'~' | b'=' | b'.'));
    match bytes[at] {
        b'>' => at > 0 && is_shaft(bytes.get(at - 1)),
        _ => {
            let shaft = bytes[at + 1..]
                .iter()
                .take_while(|&byte| is_shaft(Some(byte)))
                .take(4)
                .count();
            shaft > 0 && bytes.get(at + 1 + shaft) != Some(&b'>')
        }
    }
}

fn too_many_arrows(scanned: &mut Scanned, file: FileId, at: usize) {
    scanned.readable = false;
    let place = Span::new(file, at as u32, at as u32 + 1);
    scanned.diagnostics.push(
        Diagnostic::error(
            &TOO_MANY_ARROWS,
            place,
            format!("more than {ARROW_LIMIT} arrows, which is the limit, so this file is not read"),
        )
        .at("this one is too many")
        .help("put things into a group and draw one flow to it, or draw parts on their own"),
    );
}

fn too_deep(scanned: &mut Scanned, file: FileId, at: usize) {
    scanned.readable = false;
    let place = Span::new(file, at as u32, at as u32 + 1);
    scanned.diagnostics.push(
        Diagnostic::error(
            &TOO_DEEP,
            place,
            format!("blocks and lists nest deeper than {DEPTH_LIMIT}, so this file is not read"),
        )
        .at("the first that is too deep")
        .help("close the blocks above, or move some of them into a file of their own and `use` it"),
    );
}

fn control(scanned: &mut Scanned, file: FileId, start: usize, end: usize, byte: u8) {
    let place = Span::new(file, start as u32, end as u32);
    let count = end - start;
    let message = match count {
        1 => format!("the control character U+{byte:04X} stands here, which no picture can show"),
        _ => format!(
            "{count} control characters stand here, U+{byte:04X} first, which no picture can show"
        ),
    };
    scanned.diagnostics.push(
        Diagnostic::error(&CONTROL, place, message)
            .help("take it out")
            .fix(place, ""),
    );
}

fn unusual(scanned: &mut Scanned, file: FileId, at: usize, c: char, state: State) {
    let place = Span::new(file, at as u32, (at + c.len_utf8()) as u32);
    if is_direction_control(c) {
        let diagnostic = Diagnostic::warning(
            &DIRECTION,
            place,
            format!(
                "U+{:04X} turns the direction of text, so this line reads other than it looks",
                u32::from(c)
            ),
        );
        let diagnostic = match state {
            State::Line => {
                let escape = format!("\\u{{{:x}}}", u32::from(c));
                diagnostic
                    .help(format!("take it out, or write `{escape}`"))
                    .fix(place, escape)
            }
            _ => diagnostic.help("take it out").guess(place, ""),
        };
        scanned.diagnostics.push(diagnostic);
    } else if state == State::Code && matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}') {
        scanned.diagnostics.push(
            Diagnostic::error(
                &ODD_LINE_END,
                place,
                format!("U+{:04X} ends no line", u32::from(c)),
            )
            .help("put a plain line end in its place")
            .fix(place, "\n"),
        );
    }
}
