//! Ids and references: normal form, hidden characters, length.

use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::context::{Context, Pair};
use crate::source::{Code, FileId, Span};
use crate::syntax::grammar::Rule;
use crate::syntax::tree::{Name, Reference};

/// The words of the language that begin a statement or stand inside one.
pub(super) const WORDS: &[&str] = &[
    "use", "as", "param", "omit", "expose", "waive", "on", "answer", "else", "and",
];

/// The most characters that an id may have.
pub(in crate::syntax) const ID_LIMIT: usize = 4096;

pub(in crate::syntax) static DIGIT_ID: Code = Code {
    id: "A0119",
    title: "an id starts with a digit",
    page: "An id starts with a letter or `_`, so that it cannot be taken for a number. Behind a dot it may start with a digit (`api.5xx`).",
    wrong: "lambda 2fast \"Second\"",
    right: "lambda second \"Second\"",
};

pub(in crate::syntax) static HIDDEN_CHARACTER: Code = Code {
    id: "A0131",
    title: "an id holds a character that nobody sees",
    page: "Zero-width characters, soft hyphens and direction marks make two ids look the same that are not. They are not allowed in an id; mostly they were pasted from a web page.",
    wrong: "lambda pla\u{200B}ce \"Place order\"",
    right: "lambda place \"Place order\"",
};

pub(in crate::syntax) static LONG_ID: Code = Code {
    id: "A0132",
    title: "an id is too long",
    page: "An id has at most 4,096 characters. Use a short id, and a title or a text for what there is to say.",
    wrong: "",
    right: "lambda place",
};

pub(in crate::syntax) static RESERVED: Code = Code {
    id: "A0136",
    title: "`true`, `false` and `none` are no ids",
    page: "These three words are values. Every other word can be an id.",
    wrong: "sqs none \"Retry\"",
    right: "sqs retry \"Retry\"",
};

pub(super) fn span(file: FileId, start: usize, end: usize) -> Span {
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(file, narrow(start), narrow(end))
}

/// Reads a `ref`, an `ident`, or a `digit_ref`, about which it complains.
pub(super) fn reference(context: &mut Context, pair: &Pair) -> Reference {
    let reference = any_reference(context, pair);
    if pair.as_rule() == Rule::digit_ref {
        digit(context, reference.span, pair.as_str());
    }
    reference
}

/// Complains about an id that starts with a digit.
pub(super) fn digit(context: &mut Context, span: Span, raw: &str) {
    let diagnostic = context
        .error(
            &DIGIT_ID,
            span,
            format!("the id `{}` starts with a digit", excerpt(raw)),
        )
        .help(format!(
            "start it with a letter or `_`, as in `_{}`",
            excerpt(raw)
        ))
        .guess(span, format!("_{raw}"));
    context.say(diagnostic);
}

/// Reads a reference whose parts may start with digits.
pub(super) fn any_reference(context: &mut Context, pair: &Pair) -> Reference {
    let place = context.token(pair);
    let mut parts = Vec::with_capacity(1);
    let mut start = place.start as usize;
    for part in pair.as_str().split('.') {
        parts.push(name_of(context, part, start));
        start += part.len() + 1;
    }
    Reference { span: place, parts }
}

/// Reads an `ident`.
pub(super) fn name(context: &mut Context, pair: &Pair) -> Name {
    let place = context.token(pair);
    name_of(context, pair.as_str(), place.start as usize)
}

/// Complains about a name that is one of the three reserved words.
pub(super) fn forbid_reserved(context: &mut Context, reference: &Reference) {
    let Some(name) = reference.single() else {
        return;
    };
    if is_reserved(&name.text) {
        let diagnostic = context
            .error(
                &RESERVED,
                name.span,
                format!("`{}` is a value and cannot be an id", name.text),
            )
            .help("choose another id");
        context.say(diagnostic);
    }
}

pub(super) fn is_reserved(word: &str) -> bool {
    matches!(word, "true" | "false" | "none")
}

/// Returns a text as messages quote it: one line, not long.
pub(in crate::syntax) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let mut shown: String = text
        .chars()
        .take_while(|&c| c != '\n' && c != '\r')
        .take(LONGEST)
        .map(|c| if c.is_control() { '\u{FFFD}' } else { c })
        .collect();
    if shown.len() < text.len() {
        shown = format!("{}…", shown.trim_end());
    }
    shown
}

pub(super) fn name_of(context: &mut Context, raw: &str, start: usize) -> Name {
    let place = context.span(start, start + raw.len());
    if raw.len() > ID_LIMIT && raw.chars().count() > ID_LIMIT {
        let diagnostic = context
            .error(
                &LONG_ID,
                place,
                format!(
                    "this id has {} characters, and {ID_LIMIT} are the limit",
                    raw.chars().count()
                ),
            )
            .help("give it a short id, and a title for what there is to say");
        context.say(diagnostic);
    }
    if raw.is_ascii() && !raw.bytes().any(|byte| byte < b' ') {
        return Name {
            span: place,
            text: raw.to_owned(),
        };
    }
    let mut text: String = raw.chars().filter(|&c| !is_hidden(c)).collect();
    if text.len() < raw.len() {
        report_hidden(context, raw, &text, start);
        // Without it the name would be a word of the language, and the statement another one.
        if WORDS.contains(&text.as_str()) {
            text = raw.to_owned();
        }
    }
    if !is_nfc(&text) {
        text = text.nfc().collect();
    }
    Name { span: place, text }
}

fn report_hidden(context: &mut Context, raw: &str, visible: &str, start: usize) {
    // Controls have been reported for the whole text already.
    let Some((at, hidden)) = raw
        .char_indices()
        .find(|&(_, c)| is_hidden(c) && !c.is_control())
    else {
        return;
    };
    let whole = context.span(start, start + raw.len());
    let place = context.span(start + at, start + at + hidden.len_utf8());
    let diagnostic = context
        .error(
            &HIDDEN_CHARACTER,
            place,
            format!(
                "the id `{}` holds U+{:04X}, a character that nobody sees",
                excerpt(visible),
                u32::from(hidden)
            ),
        )
        .help("take it out")
        .fix(whole, visible);
    context.say(diagnostic);
}

/// Whether the lexis takes a character inside a name only to report it.
pub(in crate::syntax) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}')
}
