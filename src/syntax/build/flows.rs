//! Flows: chains of arrows with what is said about each.

use super::context::{Context, Pair, Pairs, line_ends};
use super::items;
use super::lines;
use super::names::{self, excerpt};
use super::text;
use super::values;
use crate::source::{Code, Span};
use crate::syntax::grammar::Rule;
use crate::syntax::tree::{Arrow, ArrowKind, Comment, Flow, Heads, Hop, Subject, Text};

pub(in crate::syntax) static FOREIGN_ARROW: Code = Code {
    id: "A0110",
    title: "an arrow of another language",
    page: "The arrows are `->` (request), `~>` (event), `=>` (stream) and `..>` (observes), their mirror images `<-`, `<~`, `<=`, `<..`, and `<->` and its kin for both ways.",
    wrong: "shopper --> api",
    right: "shopper -> api",
};

pub(in crate::syntax) static COLON_LABEL: Code = Code {
    id: "A0111",
    title: "a colon before a label",
    page: "The label of a flow is a text behind it, without a colon.",
    wrong: "shopper -> api: POST orders",
    right: "shopper -> api \"POST orders\"",
};

pub(in crate::syntax) static EARLY_LABEL: Code = Code {
    id: "A0157",
    title: "a label before the end of its flow",
    page: "The label of a flow is a text in quotes behind the thing that the arrow leads to.",
    wrong: "shopper -> |order| api",
    right: "shopper -> api \"order\"",
};

pub(in crate::syntax) static NOWHERE: Code = Code {
    id: "A0127",
    title: "an arrow leads nowhere",
    page: "An arrow has an end on either side. The line may end after an arrow, and its other end stand on the next.",
    wrong: "shopper ->",
    right: "shopper -> api",
};

pub(in crate::syntax) static BLANK_IN_CHAIN: Code = Code {
    id: "A0129",
    title: "a blank line inside a chain of arrows",
    page: "A line that starts with an arrow continues the flow directly above; comments may stand between, a blank line may not, so that a chain is seen as one thing.",
    wrong: "shopper -> cdn\n\n        -> site",
    right: "shopper -> cdn\n        -> site",
};

/// Reads the hops of a flow, the first of which has been taken from `rest` already.
pub(super) fn flow(context: &mut Context, from: Subject, first: Pair, mut rest: Pairs) -> Flow {
    let mark = context.loose.len();
    let mut hops: Vec<Hop> = vec![hop(context, first)];
    let mut loose = context.loose.split_off(mark);
    loop {
        let end = context.end;
        let next = context.next(&mut rest);
        loose.extend(context.loose.drain(mark..));
        let Some(pair) = next else {
            break;
        };
        let start = pair.as_span().start();
        check_blank_line(context, end, start, &loose);
        let mut next = hop(context, pair);
        let previous = hops.last_mut().expect("a chain has a first hop");
        place_comments(context, previous, &mut next, end, loose);
        loose = context.loose.split_off(mark);
        hops.push(next);
    }
    // What stands behind the last hop belongs to whoever reads on.
    context.loose.extend(loose);
    Flow { from, hops }
}

/// Gives the comments between two hops to the line that they stand on.
fn place_comments(
    context: &Context,
    previous: &mut Hop,
    next: &mut Hop,
    end: usize,
    loose: Vec<Comment>,
) {
    for comment in loose {
        let at = comment.span.start as usize;
        let same_line = at >= end && line_ends(&context.text[end..at]) == 0;
        if same_line && previous.trailing.is_none() {
            previous.trailing = Some(comment);
        } else {
            next.comments.push(comment);
        }
    }
}

fn check_blank_line(context: &mut Context, end: usize, start: usize, comments: &[Comment]) {
    let mut from = end;
    let mut blank = None;
    let ends = comments
        .iter()
        .map(|comment| comment.span)
        .chain([context.span(start, start)]);
    for place in ends {
        let (at, after) = (place.start as usize, place.end as usize);
        if at >= from {
            if line_ends(&context.text[from..at]) > 1 {
                blank = Some(from);
            }
            from = after;
        }
    }
    if let Some(from) = blank {
        let arrow = context.span(start, start + 1);
        let gap = context.span(from, start);
        let line = context.text[..start]
            .rfind(['\n', '\r'])
            .map_or(start, |at| at + 1);
        let kept = &context.text[line..start];
        let mut diagnostic = context
            .error(
                &BLANK_IN_CHAIN,
                arrow,
                "a blank line stands between this arrow and the flow that it continues",
            )
            .help("take the blank line out, or name where the flow starts");
        if comments.is_empty() {
            diagnostic = diagnostic.fix(gap, format!("\n{kept}"));
        }
        context.say(diagnostic);
    }
}

/// Reads an arrow and what stands behind it.
pub(super) fn hop(context: &mut Context, pair: Pair) -> Hop {
    let mut inner = pair.into_inner();
    let arrow_pair = context
        .next(&mut inner)
        .expect("the grammar starts a hop with an arrow");
    let arrow_span = context.token(&arrow_pair);
    let arrow = arrow(context, arrow_pair);
    let mut to = Subject::Many {
        span: arrow_span.after(),
        members: Vec::new(),
    };
    let mut label = None;
    let mut body = None;
    let mut piped = None;
    while let Some(pair) = context.next(&mut inner) {
        match pair.as_rule() {
            Rule::piped => {
                let span = context.token(&pair);
                let words = pair.as_str().trim_matches('|').trim().trim_matches('"');
                piped = Some((span, words.to_owned()));
            }
            Rule::list => {
                to = values::subject(context, pair);
                if to.members().is_empty() {
                    nowhere(context, arrow_span);
                }
            }
            Rule::nowhere => nowhere(context, arrow_span),
            Rule::colon_label => {
                let text = colon_label(context, pair);
                // The formatter writes it without the colon, and then it is where the arrow leads.
                match text.as_ref().and_then(lines::id) {
                    Some(reference) if is_missing(&to) => to = Subject::One(reference),
                    _ => label = text,
                }
            }
            Rule::body => body = Some(items::body(context, pair)),
            rule if text::is_text(rule) => {
                let text = text::label(context, &pair);
                // Where the arrow leads nowhere, a word in quotes is where it was to lead.
                match is_missing(&to).then(|| lines::id(&text)).flatten() {
                    Some(reference) => {
                        context.diagnostics.pop_if(|said| said.code == &NOWHERE);
                        lines::quoted_id(context, &reference);
                        to = Subject::One(reference);
                    }
                    None => label = Some(text),
                }
            }
            _ => {
                let reference = names::reference(context, &pair);
                names::forbid_reserved(context, &reference);
                to = Subject::One(reference);
            }
        }
    }
    if let Some((span, words)) = piped {
        label = early_label(context, span, words, &to, label);
    }
    Hop {
        arrow,
        arrow_span,
        to,
        label,
        body,
        comments: Vec::new(),
        trailing: None,
    }
}

/// Takes a label between bars for the one that belongs behind the end of the arrow.
fn early_label(
    context: &mut Context,
    span: Span,
    words: String,
    to: &Subject,
    behind: Option<Text>,
) -> Option<Text> {
    let end = to.span();
    let written = format!("\"{}\"", crate::syntax::escape::escape(&words));
    let mut diagnostic = context
        .error(
            &EARLY_LABEL,
            span,
            "a label stands between the arrow and its end",
        )
        .help(format!(
            "write it behind the end of the arrow: `{} {}`",
            excerpt(context.slice(end)),
            excerpt(&written)
        ));
    if behind.is_none() && !is_missing(to) {
        let right = format!(" {} {written}", context.slice(end));
        diagnostic = diagnostic.guess(span.to(end), right);
    }
    context.say(diagnostic);
    behind.or((!words.is_empty()).then_some(Text {
        span,
        text: words,
        block: false,
    }))
}

/// Whether nothing at all stands behind an arrow; `[]` is something.
fn is_missing(to: &Subject) -> bool {
    to.members().is_empty() && to.span().range().is_empty()
}

fn nowhere(context: &mut Context, arrow: Span) {
    let diagnostic = context
        .error(&NOWHERE, arrow, "this arrow leads nowhere")
        .help("write the element that it leads to behind it");
    context.say(diagnostic);
}

/// Reads an arrow; one of another language is taken for the nearest of ours.
pub(super) fn arrow(context: &mut Context, pair: Pair) -> Arrow {
    let span = context.token(&pair);
    let raw = pair.as_str();
    let foreign = pair.into_inner().next().is_some();
    if !foreign {
        return read_arrow(raw).unwrap_or(Arrow {
            kind: ArrowKind::Request,
            heads: Heads::Right,
        });
    }
    let arrow = meant_arrow(raw);
    let written = write_arrow(arrow);
    let diagnostic = context.error(
        &FOREIGN_ARROW,
        span,
        format!("`{}` is no arrow", excerpt(raw)),
    );
    let diagnostic = match raw == "--" && stands_in_a_word(context, span) {
        true => diagnostic.help("an id has single `-` between its parts; an arrow is written `->`"),
        false => diagnostic
            .help(format!(
                "did you mean `{written}`? The arrows are `->` (request), `~>` (event), `=>` (stream) and `..>` (observes)"
            ))
            .fix(span, written),
    };
    context.say(diagnostic);
    arrow
}

/// Whether no blank stands between a place and the words around it.
fn stands_in_a_word(context: &Context, span: Span) -> bool {
    let in_word = |c: char| c.is_alphanumeric() || c == '_';
    let (before, behind) = (..span.range().start, span.range().end..);
    context.text[before].ends_with(in_word) && context.text[behind].starts_with(in_word)
}

const ARROWS: [(&str, ArrowKind, Heads); 12] = [
    ("->", ArrowKind::Request, Heads::Right),
    ("<-", ArrowKind::Request, Heads::Left),
    ("<->", ArrowKind::Request, Heads::Both),
    ("~>", ArrowKind::Event, Heads::Right),
    ("<~", ArrowKind::Event, Heads::Left),
    ("<~>", ArrowKind::Event, Heads::Both),
    ("=>", ArrowKind::Stream, Heads::Right),
    ("<=", ArrowKind::Stream, Heads::Left),
    ("<=>", ArrowKind::Stream, Heads::Both),
    ("..>", ArrowKind::Observes, Heads::Right),
    ("<..", ArrowKind::Observes, Heads::Left),
    ("<..>", ArrowKind::Observes, Heads::Both),
];

fn read_arrow(raw: &str) -> Option<Arrow> {
    ARROWS
        .iter()
        .find(|(text, ..)| *text == raw)
        .map(|&(_, kind, heads)| Arrow { kind, heads })
}

/// Writes an arrow.
pub(in crate::syntax) fn write_arrow(arrow: Arrow) -> &'static str {
    ARROWS
        .iter()
        .find(|(_, kind, heads)| *kind == arrow.kind && *heads == arrow.heads)
        .map_or("->", |(text, ..)| text)
}

fn meant_arrow(raw: &str) -> Arrow {
    let kind = if raw.contains(['=', '⇒', '⇐', '⇔']) {
        ArrowKind::Stream
    } else if raw.contains('~') {
        ArrowKind::Event
    } else if raw.contains('.') {
        ArrowKind::Observes
    } else {
        ArrowKind::Request
    };
    let left = raw.starts_with(['<', '←', '⇐']);
    let right = raw.ends_with(['>', '→', '⇒']);
    let both = left && right || raw.contains(['↔', '⇔']);
    let heads = match (both, left) {
        (true, _) => Heads::Both,
        (false, true) => Heads::Left,
        (false, false) => Heads::Right,
    };
    Arrow { kind, heads }
}

fn colon_label(context: &mut Context, pair: Pair) -> Option<Text> {
    let start = pair.as_span().start();
    let before = context.end;
    context.end = start + 1;
    let mut inner = pair.into_inner();
    let mut label = None;
    if let Some(pair) = context.next(&mut inner) {
        label = Some(if text::is_text(pair.as_rule()) {
            text::label(context, &pair)
        } else {
            let raw = pair.as_str().trim_end();
            let at = pair.as_span().start();
            context.end = at + raw.len();
            Text {
                span: context.span(at, at + raw.len()),
                text: raw.to_owned(),
                block: false,
            }
        });
    }
    let span = context.span(start, context.end);
    let written = label.as_ref().map_or(String::new(), |label| {
        format!(" \"{}\"", crate::syntax::escape::escape(&label.text))
    });
    let diagnostic = context
        .error(
            &COLON_LABEL,
            span,
            "a label stands behind its flow without a colon",
        )
        .help(match written.as_str() {
            "" => "take the colon out".to_owned(),
            written => format!("write `{}`", excerpt(written.trim_start())),
        })
        .fix(context.span(before, context.end), written);
    context.say(diagnostic);
    label
}
