//! What stands on one line: one statement where all is well, else the pieces of something that is mended here.
//!
//! Mending keeps as much as it can: a title without quotes becomes a title, a second statement stays a statement. What
//! nothing can be made of becomes junk, kept to the letter.

mod adrift;
mod behind;
pub(super) mod codes;
mod mended;

use super::context::{Context, Pair};
use super::flows;
use super::names::excerpt;
use super::statements;
use super::text;
use super::values;
use crate::source::Span;
use crate::syntax::grammar::Rule;
use crate::syntax::tree::{
    Body, Comment, Hop, Item, Name, Reference, StatementKind, Subject, Text,
};
use codes::{COMMA, QUOTED_KEY};
use mended::Mended;

/// Something on a line.
pub(super) struct Piece {
    pub(super) span: Span,
    pub(super) kind: PieceKind,
    /// The comments inside it, which go before it.
    pub(super) hoisted: Vec<Comment>,
}

pub(super) enum PieceKind {
    Statement(StatementKind),
    /// Arrows with no start.
    Continued(Vec<Hop>),
    /// A text that belongs to nothing.
    Quoted(Text),
    Block(Body),
    Hash,
    Comma,
    Stray,
    /// Characters that begin nothing.
    Scrap,
}

/// Reads a text that starts a statement; with a value behind it, it is a key in the manner of JSON.
pub(super) fn quoted(context: &mut Context, pair: Pair) -> PieceKind {
    let mut inner = pair.into_inner();
    let Some(first) = context.next(&mut inner) else {
        return PieceKind::Scrap;
    };
    let key = text::text(context, &first);
    let Some(sign) = context.next(&mut inner) else {
        return PieceKind::Quoted(key);
    };
    statements::assignment(context, &sign);
    let value = context
        .next(&mut inner)
        .map(|given| values::value(context, given));
    let Some(reference) = id(&key) else {
        return PieceKind::Scrap;
    };
    let diagnostic = context
        .error(
            &QUOTED_KEY,
            key.span,
            format!("the key `{}` stands in quotes", excerpt(&key.text)),
        )
        .help("take the quotes off: a key is a word")
        .fix(key.span, key.text.clone());
    context.say(diagnostic);
    PieceKind::Statement(StatementKind::Attribute {
        key: reference,
        value,
    })
}

/// Returns the id that a text holds, where it could be one.
pub(super) fn id(text: &Text) -> Option<Reference> {
    let word = text.text.as_str();
    let is_id = word.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && word
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
        && !word.contains("--")
        && !word.ends_with('-');
    is_id.then(|| Reference {
        span: text.span,
        parts: vec![Name {
            span: text.span,
            text: word.to_owned(),
        }],
    })
}

/// Says that an end of a flow stands in quotes.
pub(super) fn quoted_id(context: &mut Context, id: &Reference) {
    let path = id.path();
    let diagnostic = context
        .error(
            &QUOTED_KEY,
            id.span,
            format!("the id `{}` stands in quotes", excerpt(&path)),
        )
        .help("take the quotes off; only titles and labels have them")
        .guess(id.span, path);
    context.say(diagnostic);
}

/// Reads a line that starts with an arrow.
pub(super) fn continued(context: &mut Context, pair: Pair) -> PieceKind {
    let start = pair.as_span().start();
    let mut inner = pair.into_inner();
    let Some(first) = context.next(&mut inner) else {
        return PieceKind::Scrap;
    };
    let nothing = Subject::Many {
        span: context.span(start, start),
        members: Vec::new(),
    };
    PieceKind::Continued(flows::flow(context, nothing, first, inner).hops)
}

/// Reads a list that starts a statement: a flow, or something lost.
pub(super) fn many(context: &mut Context, pair: Pair) -> PieceKind {
    let has_hop = pair
        .clone()
        .into_inner()
        .any(|pair| pair.as_rule() == Rule::hop);
    if has_hop {
        return match statements::statement(context, pair) {
            Some(kind) => PieceKind::Statement(kind),
            None => PieceKind::Scrap,
        };
    }
    let mut inner = pair.into_inner();
    // It is unreadable as a whole, so that nothing else is said about it.
    let before = context.diagnostics.mark();
    if let Some(list) = context.next(&mut inner) {
        values::value(context, list);
    }
    context.diagnostics.back_to(before);
    // What stands behind it are comments.
    let _ = context.next(&mut inner);
    PieceKind::Scrap
}

/// Makes items of the pieces of one line; `above` is what stands before it in the block.
pub(super) fn mend(context: &mut Context, run: Vec<Piece>, above: &mut Vec<Item>) -> Vec<Item> {
    let mut out = Mended {
        above,
        items: Vec::new(),
    };
    if !run
        .iter()
        .any(|piece| matches!(piece.kind, PieceKind::Comma))
    {
        out.segment(context, run);
        return out.items;
    }
    let mut segment: Vec<Piece> = Vec::new();
    let mut pieces = run.into_iter().peekable();
    while let Some(piece) = pieces.next() {
        match piece.kind {
            PieceKind::Comma => {
                comma(context, piece.span, segment.last(), pieces.peek());
                out.segment(context, std::mem::take(&mut segment));
            }
            _ => segment.push(piece),
        }
    }
    out.segment(context, segment);
    out.items
}

fn comma(context: &mut Context, span: Span, before: Option<&Piece>, after: Option<&Piece>) {
    let is_bare = |piece: Option<&Piece>| {
        matches!(
            piece.map(|piece| &piece.kind),
            Some(PieceKind::Statement(StatementKind::Attribute {
                value: None,
                ..
            }))
        )
    };
    let is_flow = |piece: Option<&Piece>| {
        matches!(
            piece.map(|piece| &piece.kind),
            Some(PieceKind::Statement(StatementKind::Flow(_)))
        )
    };
    let has_value = matches!(
        before.map(|piece| &piece.kind),
        Some(PieceKind::Statement(StatementKind::Attribute {
            value: Some(_),
            ..
        }))
    );
    let help = if is_bare(before) && is_flow(after) || is_flow(before) && is_bare(after) {
        "several ends of a flow stand in `[ ]`, as in `[a, b] -> c`"
    } else if has_value && is_bare(after) {
        "end each attribute with `;` or the line; a list stands in `[ ]`, as in `[a, b]`"
    } else {
        "end each statement with `;` or the line"
    };
    let follows =
        after.is_some_and(|piece| !matches!(piece.kind, PieceKind::Comma | PieceKind::Hash));
    let diagnostic = context
        .error(&COMMA, span, "a comma stands between two statements")
        .help(help);
    let diagnostic = match help.starts_with("end each statement") {
        true => diagnostic.fix(span, if follows { ";" } else { "" }),
        false => diagnostic.guess(span, if follows { ";" } else { "" }),
    };
    context.say(diagnostic);
}
