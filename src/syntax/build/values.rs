//! Values of attributes: what each is by its shape.

use super::context::{Context, Pair, line_ends};
use super::items;
use super::names::{self, excerpt};
use super::numbers;
use super::text;
use crate::source::{Code, Span};
use crate::syntax::grammar::Rule;
use crate::syntax::tree::{Comment, Name, Reference, Subject, Value, ValueKind};

pub(in crate::syntax) static UNCLOSED_LIST: Code = Code {
    id: "A0122",
    title: "a list is not closed",
    page: "A list stands in `[` and `]`, its members with commas between them. It may go over several lines.",
    wrong: "tags: [pci, public",
    right: "tags: [pci, public]",
};

pub(in crate::syntax) static MISSING_COMMA: Code = Code {
    id: "A0124",
    title: "no comma between two members of a list",
    page: "The members of a list have commas between them, on several lines too. A last comma is allowed.",
    wrong: "steps: [10% 50%]",
    right: "steps: [10%, 50%]",
};

pub(in crate::syntax) static EMPTY_MEMBER: Code = Code {
    id: "A0141",
    title: "a list has a comma with nothing before it",
    page: "Between two commas of a list stands one value.",
    wrong: "tags: [pci,, public]",
    right: "tags: [pci, public]",
};

pub(in crate::syntax) static NO_VALUE: Code = Code {
    id: "A0140",
    title: "this is no value",
    page: "A value is a text in quotes, a number, a duration (`30s`), a size (`512MB`), a rate (`500/s`), a percentage (`10%`), a date (`2027-06-30`), `true`, `false` or `none`, a word or reference, a list in `[ ]` or a record in `{ }`. Anything else is a text and stands in quotes.",
    wrong: "schedule: cron(0 12 * * ? *)",
    right: "schedule: \"cron(0 12 * * ? *)\"",
};

pub(in crate::syntax) static YES_NO: Code = Code {
    id: "A0115",
    title: "`yes` and `no` are no truth values",
    page: "The truth values are `true` and `false`. A bare key says `true` as well: `tracing` is `tracing: true`. Where the word itself is meant, it stands in quotes.",
    wrong: "lambda place { tracing: yes }",
    right: "lambda place { tracing: true }",
};

pub(in crate::syntax) static NO_NAMES: Code = Code {
    id: "A0143",
    title: "only names can stand here",
    page: "The ends of a flow, the targets of a rollout and what `omit` leaves out are ids or references such as `orders.stream`.",
    wrong: "[api, 12] -> place",
    right: "[api, web] -> place",
};

/// Reads a value; `missing` gives an empty one that is not complained about here.
pub(super) fn value(context: &mut Context, pair: Pair) -> Value {
    let rule = pair.as_rule();
    let kind = match rule {
        Rule::record => {
            let body = record(context, pair);
            return plain(body.span, ValueKind::Record(body));
        }
        Rule::list => return list_value(context, pair),
        rule if text::is_text(rule) => {
            let text = text::text(context, &pair);
            let span = text.span;
            return plain(span, ValueKind::Text(text));
        }
        Rule::words => return spoken(context, pair),
        Rule::missing => {
            let span = context.span(context.end, context.end);
            return plain(span, ValueKind::Bad(String::new()));
        }
        Rule::param_ref => ValueKind::Param(sigil_name(context, &pair)),
        Rule::layer_tag => ValueKind::LayerTag(sigil_name(context, &pair)),
        Rule::tag => ValueKind::Tag(sigil_name(context, &pair)),
        Rule::bad_member | Rule::unquoted => return bad_member(context, &pair),
        _ => numbers::number(context, &pair),
    };
    let span = context.token(&pair);
    plain(span, kind)
}

/// Reads the references of a list that holds names; complains about what is none.
pub(super) fn subject(context: &mut Context, pair: Pair) -> Subject {
    let value = value(context, pair);
    let span = value.span;
    let mut members = Vec::new();
    if let ValueKind::List(values) = value.kind {
        for value in values {
            // A comment in a list of names goes before the statement.
            if let Some(notes) = value.notes {
                context
                    .loose
                    .extend(notes.before.into_iter().chain(notes.after));
            }
            match value.kind {
                ValueKind::Words(mut words) => {
                    if words.len() > 1 {
                        without_commas(context, value.span, &words);
                    }
                    members.append(&mut words);
                }
                ValueKind::Bad(_) => {}
                _ => not_a_name(context, value.span),
            }
        }
    }
    Subject::Many { span, members }
}

pub(super) fn plain(span: Span, kind: ValueKind) -> Value {
    Value {
        span,
        kind,
        notes: None,
    }
}

/// Makes a value of what cannot be read.
pub(super) fn bad(context: &mut Context, span: Span) -> Value {
    let kind = ValueKind::Bad(context.close_block_text(context.slice(span).to_owned()));
    plain(span, kind)
}

/// Says that names stand behind each other where a list has commas.
fn without_commas(context: &mut Context, span: Span, names: &[Reference]) {
    let second = names.get(1).map_or(span, |name| name.span);
    let right: Vec<&str> = names.iter().map(|name| context.slice(name.span)).collect();
    let right = right.join(", ");
    let diagnostic = context
        .error(
            &MISSING_COMMA,
            second,
            "no comma stands before this member of the list",
        )
        .help(format!("write `{}`", excerpt(&right)));
    // A comment between two of them would be lost.
    let gaps = context.slice(span).len()
        - names
            .iter()
            .map(|name| name.span.range().len())
            .sum::<usize>();
    context.say(match gaps == names.len() - 1 {
        true => diagnostic.fix(span, right),
        false => diagnostic,
    });
}

fn not_a_name(context: &mut Context, span: Span) {
    let raw = excerpt(context.slice(span));
    let diagnostic = context
        .error(&NO_NAMES, span, format!("`{raw}` is no name"))
        .at("an id or a reference belongs here")
        .help("write the id of an element, such as `orders`, or of a part of it, such as `orders.stream`");
    context.say(diagnostic);
}

fn record(context: &mut Context, pair: Pair) -> crate::syntax::tree::Body {
    let inner = pair
        .into_inner()
        .find(|pair| pair.as_rule() == Rule::body)
        .expect("the grammar gives a record one body");
    items::body(context, inner)
}

fn sigil_name(context: &mut Context, pair: &Pair) -> Name {
    let place = context.token(pair);
    names::name_of(context, &pair.as_str()[1..], place.start as usize + 1)
}

fn words(context: &mut Context, pair: Pair) -> Value {
    let mut references: Vec<Reference> = Vec::with_capacity(1);
    let mut inner = pair.into_inner();
    while let Some(pair) = context.next(&mut inner) {
        references.push(names::any_reference(context, &pair));
    }
    let span = match (references.first(), references.last()) {
        (Some(first), Some(last)) => first.span.to(last.span),
        _ => context.span(context.end, context.end),
    };
    plain(span, ValueKind::Words(references))
}

/// Reads words; `yes` and its kin are told, as a truth value is meant.
fn spoken(context: &mut Context, pair: Pair) -> Value {
    let value = words(context, pair);
    let raw = context.slice(value.span);
    let Some(truth) = spoken_truth(raw) else {
        return value;
    };
    let diagnostic = context
        .error(&YES_NO, value.span, format!("`{raw}` is no truth value"))
        .help(format!(
            "write `{truth}`, or `\"{raw}\"` where the word itself is meant"
        ))
        .guess(value.span, truth);
    context.say(diagnostic);
    bad(context, value.span)
}

fn spoken_truth(word: &str) -> Option<&'static str> {
    match word {
        "yes" | "Yes" | "YES" | "True" | "TRUE" => Some("true"),
        "no" | "No" | "NO" | "False" | "FALSE" => Some("false"),
        _ => None,
    }
}

fn bad_member(context: &mut Context, pair: &Pair) -> Value {
    let place = pair.as_span();
    let raw = pair.as_str().trim_end();
    let span = context.span(place.start(), place.start() + raw.len());
    context.end = span.end as usize;
    no_value(context, span);
    bad(context, span)
}

/// Says that a stretch of text is no value, and offers quotes.
pub(super) fn no_value(context: &mut Context, span: Span) {
    let raw = context.slice(span);
    let diagnostic = context
        .error(&NO_VALUE, span, format!("`{}` is no value", excerpt(raw)))
        .help("put it in quotes if it is a text")
        .guess(span, format!("\"{}\"", crate::syntax::escape::escape(raw)));
    context.say(diagnostic);
}

fn list_value(context: &mut Context, pair: Pair) -> Value {
    let start = pair.as_span().start();
    let opening = context.span(start, start + 1);
    context.end = start + 1;
    let whole_end = pair.as_span().end();
    let mut members: Vec<Value> = Vec::new();
    let mut waiting: Vec<Comment> = Vec::new();
    let mut open = false;
    // What the last token was decides which comma is one too many, and which is missing.
    let mut after_comma = true;
    let mut gap = false;
    for pair in pair.into_inner() {
        match pair.as_rule() {
            Rule::comment => {
                let comment = context.comment(&pair);
                let between = context.span(context.end, comment.span.start as usize);
                match members.last_mut() {
                    Some(last) if waiting.is_empty() && line_ends(context.slice(between)) == 0 => {
                        last.notes.get_or_insert_default().after.push(comment);
                    }
                    _ => waiting.push(comment),
                }
            }
            Rule::comma => {
                let place = context.token(&pair);
                if after_comma {
                    let diagnostic = context
                        .error(&EMPTY_MEMBER, place, "nothing stands before this comma")
                        .help("take the comma out")
                        .fix(place, "");
                    context.say(diagnostic);
                }
                after_comma = true;
            }
            Rule::gap => gap = true,
            Rule::open_list => open = true,
            _ => {
                if gap && pair.as_rule() != Rule::bad_member {
                    missing_comma(context, &pair);
                }
                gap = false;
                let outer = std::mem::take(&mut context.loose);
                // In a list `no` is a name like any other.
                let mut member = match pair.as_rule() {
                    Rule::words => words(context, pair),
                    _ => value(context, pair),
                };
                let inside = std::mem::replace(&mut context.loose, outer);
                let end = context.end;
                let (behind, inside): (Vec<_>, Vec<_>) = inside
                    .into_iter()
                    .partition(|comment| comment.span.start as usize >= end);
                waiting.extend(inside);
                if !behind.is_empty() {
                    member.notes.get_or_insert_default().after = behind;
                }
                if !waiting.is_empty() {
                    member.notes.get_or_insert_default().before = std::mem::take(&mut waiting);
                }
                members.push(member);
                after_comma = false;
            }
        }
    }
    if !waiting.is_empty() {
        match members.last_mut() {
            Some(last) => last.notes.get_or_insert_default().after.extend(waiting),
            None => context.loose.extend(waiting),
        }
    }
    if open {
        let diagnostic = context
            .error(&UNCLOSED_LIST, opening, "this list is not closed")
            .at("opens here")
            .help("close it with `]`; its members have commas between them")
            .guess(context.span(context.end, context.end), "]");
        context.say(diagnostic);
    } else {
        context.end = whole_end;
    }
    plain(context.span(start, context.end), ValueKind::List(members))
}

fn missing_comma(context: &mut Context, member: &Pair) {
    let place = member.as_span();
    let end = context.end;
    let shown = context.span(
        place.start(),
        place.start() + member.as_str().chars().next().map_or(0, char::len_utf8),
    );
    let diagnostic = context
        .error(
            &MISSING_COMMA,
            shown,
            "no comma stands before this member of the list",
        )
        .help("put a comma between the two")
        .fix(context.span(end, end), ",");
    context.say(diagnostic);
}
