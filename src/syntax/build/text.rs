//! Strings: escapes, blocks with their indentation stripped, and quotes that are not ours.

use super::context::{Context, Pair};
use super::names::excerpt;
use crate::source::{Code, Span};
use crate::syntax::escape;
use crate::syntax::grammar::Rule;
use crate::syntax::tree::Text;

pub(in crate::syntax) static UNCLOSED_TEXT: Code = Code {
    id: "A0103",
    title: "a text is not closed",
    page: "A text in quotes ends on its line. A text of several lines stands between `\"\"\"` and `\"\"\"`.",
    wrong: "lambda place \"Place order",
    right: "lambda place \"Place order\"",
};

pub(in crate::syntax) static FOREIGN_QUOTES: Code = Code {
    id: "A0114",
    title: "a text stands in other quotes",
    page: "Texts stand in straight double quotes.",
    wrong: "lambda place 'Place order'",
    right: "lambda place \"Place order\"",
};

pub(in crate::syntax) static INNER_QUOTES: Code = Code {
    id: "A0156",
    title: "a quote inside a text",
    page: "A text ends at the next `\"`. A quote that belongs to the text is written `\\\"`.",
    wrong: "lambda place \"Place \"now\" or later\"",
    right: "lambda place \"Place \\\"now\\\" or later\"",
};

pub(in crate::syntax) static BAD_ESCAPE: Code = Code {
    id: "A0130",
    title: "an escape is not known",
    page: "In a text, `\\n` is a new line, `\\t` a tab, `\\r` a carriage return, `\\\"` a quote, `\\\\` a backslash, and `\\u{e9}` the character of that number. A backslash of its own is written twice.",
    wrong: "lambda place \"C:\\path\"",
    right: "lambda place \"C:\\\\path\"",
};

pub(in crate::syntax) static LONG_LABEL: Code = Code {
    id: "A0133",
    title: "a label is too long",
    page: "A title or a label has at most 64 KiB: it is drawn in the picture. Longer texts belong into `note:` or a doc comment.",
    wrong: "",
    right: "lambda place \"Place order\"",
};

pub(in crate::syntax) static LONG_TEXT: Code = Code {
    id: "A0134",
    title: "a text is too long",
    page: "A text has at most 1 MiB. Put a longer one into a file of its own and link it.",
    wrong: "",
    right: "note: \"short\"",
};

/// The most bytes of a title or label.
pub(in crate::syntax) const LABEL_LIMIT: usize = 64 * 1024;
/// The most bytes of any other text.
pub(in crate::syntax) const TEXT_LIMIT: usize = 1024 * 1024;

pub(super) fn is_text(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::block_text | Rule::line_text | Rule::open_text | Rule::single_text | Rule::curly_text
    )
}

/// Reads a title or a label.
pub(super) fn label(context: &mut Context, pair: &Pair) -> Text {
    let text = read(context, pair);
    if text.text.len() > LABEL_LIMIT {
        too_long(
            context,
            text.span,
            &LONG_LABEL,
            "label",
            text.text.len(),
            "64 KiB",
        );
    }
    text
}

/// Reads a text that is no label.
pub(super) fn text(context: &mut Context, pair: &Pair) -> Text {
    let text = read(context, pair);
    if text.text.len() > TEXT_LIMIT {
        too_long(
            context,
            text.span,
            &LONG_TEXT,
            "text",
            text.text.len(),
            "1 MiB",
        );
    }
    text
}

fn too_long(
    context: &mut Context,
    span: Span,
    code: &'static Code,
    what: &str,
    length: usize,
    limit: &str,
) {
    let start = Span::new(span.file, span.start, span.start + 1);
    let diagnostic = context
        .error(
            code,
            start,
            format!("this {what} has {length} bytes, and {limit} is the limit"),
        )
        .help("shorten it, or put it into a file of its own and link that");
    context.say(diagnostic);
}

fn read(context: &mut Context, pair: &Pair) -> Text {
    let mut span = context.token(pair);
    let raw = pair.as_str();
    let start = span.start as usize;
    let (text, block) = match pair.as_rule() {
        Rule::line_text => {
            let inside = &raw[1..raw.len() - 1];
            (unescape(context, inside, start + 1), false)
        }
        Rule::open_text => {
            let raw = raw.trim_end();
            span = context.span(start, start + raw.len());
            context.end = span.end as usize;
            unclosed(context, span, raw);
            (escape::unescaped(&raw[1..]), false)
        }
        Rule::block_text => {
            let raw = if is_closed(raw) { raw } else { raw.trim_end() };
            span = context.span(start, start + raw.len());
            context.end = span.end as usize;
            (block(context, span, raw), true)
        }
        Rule::single_text => {
            let inside = &raw[1..raw.len() - 1];
            (foreign(context, span, inside), false)
        }
        _ => {
            let inside = raw
                .trim_start_matches(['“', '”', '„'])
                .trim_end_matches(['“', '”', '"']);
            (foreign(context, span, inside), false)
        }
    };
    Text {
        span,
        text: without_controls(text),
        block,
    }
}

fn unclosed(context: &mut Context, span: Span, raw: &str) {
    let opening = Span::new(span.file, span.start, span.start + 1);
    let diagnostic = context
        .error(
            &UNCLOSED_TEXT,
            opening,
            "this quote is not closed on its line",
        )
        .at("opens here")
        .help("close it with `\"`; a text of several lines stands between `\"\"\"` and `\"\"\"`")
        .guess(
            span.after(),
            if raw.ends_with('\\') { "\\\"" } else { "\"" },
        );
    context.say(diagnostic);
}

fn foreign(context: &mut Context, span: Span, inside: &str) -> String {
    let diagnostic = context
        .error(
            &FOREIGN_QUOTES,
            span,
            format!("`{}` stands in other quotes than `\"`", excerpt(inside)),
        )
        .help("write it in straight double quotes")
        .fix(span, format!("\"{}\"", escape::escape(inside)));
    context.say(diagnostic);
    inside.to_owned()
}

/// Takes a stretch of a line for one text, although quotes stand inside it.
pub(super) fn with_quotes(context: &mut Context, span: Span) -> Text {
    let raw = context.slice(span);
    let inside = raw
        .strip_prefix('"')
        .and_then(|raw| raw.strip_suffix('"'))
        .unwrap_or(raw);
    let right = format!("\"{}\"", inside.replace("\\\"", "\"").replace('"', "\\\""));
    let diagnostic = context
        .error(
            &INNER_QUOTES,
            span,
            "a quote inside this text ends it too early",
        )
        .help(format!("write `{}`", excerpt(&right)))
        .guess(span, right.as_str());
    context.say(diagnostic);
    Text {
        span,
        text: without_controls(escape::unescaped(&right[1..right.len() - 1])),
        block: false,
    }
}

fn is_closed(block: &str) -> bool {
    block.len() >= 6 && block.ends_with("\"\"\"")
}

fn block(context: &mut Context, span: Span, raw: &str) -> String {
    let closed = is_closed(raw);
    if !closed {
        context.cut_text = Some(span.start as usize);
        let opening = Span::new(span.file, span.start, span.start + 3);
        let diagnostic = context
            .error(
                &UNCLOSED_TEXT,
                opening,
                "this `\"\"\"` is never closed, so the rest of the file is its text",
            )
            .at("opens here")
            .help("close it with `\"\"\"`");
        context.say(diagnostic);
    }
    let inside = if closed {
        &raw[3..raw.len() - 3]
    } else {
        &raw[3..]
    };
    escape::dedent(inside)
}

fn unescape(context: &mut Context, inside: &str, start: usize) -> String {
    let (text, mistakes) = escape::unescape(inside);
    for mistake in mistakes {
        let at = start + mistake.at;
        let span = context.span(at, at + mistake.length);
        let raw = &inside[mistake.at..mistake.at + mistake.length];
        let diagnostic = context.error(
            &BAD_ESCAPE,
            span,
            format!("`{}` {}", excerpt(raw), mistake.why),
        );
        let diagnostic = match mistake.doubled {
            true => diagnostic
                .help("for a backslash write `\\\\`; the escapes are `\\n`, `\\t`, `\\r`, `\\\"`, `\\\\` and `\\u{…}`")
                .guess(context.span(at, at), "\\"),
            false => diagnostic.help("write the character itself, or its number in hexadecimal as in `\\u{e9}`"),
        };
        context.say(diagnostic);
    }
    text
}

/// Puts the replacement character in the place of controls, which have been reported already.
fn without_controls(text: String) -> String {
    let is_control = |c: char| c.is_ascii_control() && !matches!(c, '\n' | '\t' | '\r');
    if text.chars().any(is_control) {
        text.chars()
            .map(|c| if is_control(c) { '\u{FFFD}' } else { c })
            .collect()
    } else {
        text
    }
}
