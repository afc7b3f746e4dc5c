//! What stands behind a piece on its line and belongs to it all the same.

use super::super::context::Context;
use super::super::names::excerpt;
use super::super::numbers::{SPACED_UNIT, meant_unit};
use super::super::values;
use super::codes::{BARE_TITLE, ID_COLON, STRAY_BRACE, TITLE_FIRST, TWO_STATEMENTS, UNREADABLE};
use super::mended::Rest;
use super::{Piece, PieceKind};
use crate::source::Span;
use crate::syntax::tree::{
    Body, Declaration, Hop, Reference, StatementKind, Subject, Text, Value, ValueKind,
};

pub(super) fn is_bare_use(declaration: &Declaration) -> bool {
    declaration
        .kind
        .single()
        .is_some_and(|kind| kind.text == "use")
        && declaration.subject.is_some()
        && declaration.title.is_none()
        && declaration.body.is_none()
}

pub(super) fn is_branch(declaration: &Declaration) -> bool {
    declaration
        .kind
        .single()
        .is_some_and(|kind| kind.text == "else" || kind.text == "and")
        && declaration.subject.is_none()
        && declaration.body.is_some()
}

pub(super) fn two_statements(context: &mut Context, second: Span) {
    let first = context
        .slice(second)
        .chars()
        .next()
        .map_or(0, char::len_utf8) as u32;
    let place = Span::new(second.file, second.start, second.start);
    let shown = Span::new(second.file, second.start, second.start + first);
    let before = &context.text[..second.start as usize];
    let spaces = before.len() - before.trim_end_matches([' ', '\t']).len();
    let place = Span::new(
        place.file,
        place.start - spaces as u32,
        place.start - spaces as u32,
    );
    let diagnostic = context
        .error(
            &TWO_STATEMENTS,
            shown,
            "a second statement starts on this line",
        )
        .help("put it on a line of its own, or a `;` before it")
        .fix(place, ";");
    context.say(diagnostic);
}

/// Takes what belongs to a value that could not be read to its end.
pub(super) fn longer_value(context: &mut Context, value: Value, rest: &mut Rest) -> Value {
    let mut end = None;
    while let Some(piece) =
        rest.next_if(|piece| is_scrap(piece) || end.is_some() && is_wordy(piece))
    {
        end = Some(piece.span);
    }
    let Some(end) = end else {
        return value;
    };
    let span = value.span.to(end);
    let whole = match &value.kind {
        ValueKind::Bad(raw) if raw.is_empty() => {
            let raw = context.slice(span);
            Span::new(
                span.file,
                span.end - raw.trim_start().len() as u32,
                span.end,
            )
        }
        _ => span,
    };
    values::no_value(context, whole);
    context.swallowed.push(whole);
    values::bad(context, whole)
}

/// Takes a word behind a number for the unit that it means, as in `10 sec`.
pub(super) fn unit_behind(context: &mut Context, value: Value, rest: &mut Rest) -> Value {
    let ValueKind::Number(number) = &value.kind else {
        return value;
    };
    let Some(Piece {
        kind: PieceKind::Statement(StatementKind::Attribute { key, value: None }),
        ..
    }) = rest.peek()
    else {
        return value;
    };
    let meant = key.single().and_then(|word| meant_unit(&word.text));
    let Some(unit) = meant.filter(|unit| !unit.starts_with('/')) else {
        return value;
    };
    let span = value.span.to(key.span);
    let right = format!("{number}{unit}");
    let message = format!("`{}` is no unit", excerpt(&key.path()));
    let kind = ValueKind::Quantity {
        number: number.clone(),
        unit: unit.to_owned(),
    };
    rest.next();
    let diagnostic = context
        .error(&SPACED_UNIT, span, message)
        .help(format!("write `{right}`"))
        .fix(span, right);
    context.say(diagnostic);
    Value {
        span,
        kind,
        notes: value.notes,
    }
}

pub(super) fn is_scrap(piece: &Piece) -> bool {
    matches!(piece.kind, PieceKind::Scrap | PieceKind::Quoted(_))
}

/// Whether a piece looks like words of a text: no colon, no arrow, no block.
pub(super) fn is_wordy(piece: &Piece) -> bool {
    match &piece.kind {
        PieceKind::Statement(StatementKind::Attribute { value, .. }) => value.is_none(),
        PieceKind::Statement(StatementKind::Declaration(declaration)) => {
            matches!(declaration.subject, Some(Subject::One(_)))
                && declaration.title.is_none()
                && declaration.body.is_none()
        }
        PieceKind::Scrap => true,
        _ => false,
    }
}

/// Takes a single word with a block behind it or none.
pub(super) fn word_ahead(rest: &mut Rest) -> Option<(Reference, Option<Body>)> {
    let piece = rest.next_if(|piece| match &piece.kind {
        PieceKind::Statement(StatementKind::Attribute { value, .. }) => value.is_none(),
        PieceKind::Statement(StatementKind::Declaration(declaration)) => {
            declaration.subject.is_none() && declaration.title.is_none()
        }
        _ => false,
    })?;
    match piece.kind {
        PieceKind::Statement(StatementKind::Attribute { key, .. }) => Some((key, None)),
        PieceKind::Statement(StatementKind::Declaration(declaration)) => {
            Some((declaration.kind, declaration.body))
        }
        _ => None,
    }
}

/// Takes the arrows right behind a piece that have no start of their own.
pub(super) fn hops_ahead(rest: &mut Rest) -> Option<(Span, Vec<Hop>)> {
    let piece = rest.next_if(|piece| matches!(piece.kind, PieceKind::Continued(_)))?;
    match piece.kind {
        PieceKind::Continued(hops) => Some((piece.span, hops)),
        _ => None,
    }
}

/// Takes the rest of a text that a quote inside it has ended too early: a word touches the quote, and another text follows.
pub(super) fn torn_text(
    context: &mut Context,
    start: Span,
    rest: &mut Rest,
) -> Option<(Text, Option<Body>, Span)> {
    let touches = rest.peek()?.span.start == start.end;
    if !touches || !context.slice(start).ends_with('"') {
        return None;
    }
    // Up to the next quote and no further: a line may hold a long text's statements.
    let behind = context.text.as_bytes()[start.end as usize..].iter();
    let mut line = behind.take_while(|byte| !matches!(byte, b'\n' | b'\r'));
    if !line.any(|&byte| byte == b'"') {
        return None;
    }
    let mut body = None;
    let mut end = start;
    while let Some(piece) =
        rest.next_if(|piece| is_wordy(piece) || is_scrap(piece) || has_title(piece))
    {
        end = piece.span;
        if let PieceKind::Statement(StatementKind::Declaration(declaration)) = piece.kind
            && let Some(title) = declaration.title
        {
            end = title.span;
            body = declaration.body;
            break;
        }
    }
    let whole = start.to(end);
    context.swallowed.push(whole);
    let text = super::super::text::with_quotes(context, whole);
    let end = body.as_ref().map_or(whole, |body: &Body| body.span);
    Some((text, body, end))
}

fn has_title(piece: &Piece) -> bool {
    matches!(&piece.kind, PieceKind::Statement(StatementKind::Declaration(declaration))
        if declaration.title.is_some() && declaration.branches.is_empty())
}

pub(super) fn title_first(context: &mut Context, whole: Span, declaration: &Declaration, id: Span) {
    let title = declaration.title.as_ref().map_or(whole, |title| title.span);
    let diagnostic = context
        .error(&TITLE_FIRST, title, "the title stands before the id")
        .at("belongs behind the id")
        .help(format!(
            "write `{} {}`",
            context.slice(id),
            excerpt(context.slice(title))
        ))
        .fix(
            title.to(id),
            format!("{} {}", context.slice(id), context.slice(title)),
        );
    context.say(diagnostic);
}

/// Takes words that were meant as a title or a label, and the block behind them.
pub(super) fn bare_words(
    context: &mut Context,
    rest: &mut Rest,
    message: &str,
) -> Option<(Text, Option<Body>, Span)> {
    let first = rest.peek()?;
    if !is_wordy(first) && !ends_in_block(first) || matches!(first.kind, PieceKind::Scrap) {
        return None;
    }
    let mut words = Span::new(first.span.file, first.span.start, first.span.start);
    let mut body = None;
    while body.is_none()
        && let Some(piece) = rest.next_if(|piece| is_wordy(piece) || ends_in_block(piece))
    {
        match piece.kind {
            PieceKind::Statement(StatementKind::Declaration(declaration))
                if declaration.body.is_some() =>
            {
                let last = declaration
                    .subject
                    .as_ref()
                    .map_or(declaration.kind.span, Subject::span);
                words = words.to(last);
                body = declaration.body;
            }
            PieceKind::Block(block) => body = Some(block),
            _ => words = words.to(piece.span),
        }
    }
    let raw = context.slice(words);
    context.swallowed.push(words);
    let diagnostic = context
        .error(&BARE_TITLE, words, message)
        .help(format!(
            "write `\"{}\"`, or put a `;` between two statements",
            excerpt(raw)
        ))
        .guess(words, format!("\"{}\"", crate::syntax::escape::escape(raw)));
    context.say(diagnostic);
    let title = Text {
        span: words,
        text: raw.to_owned(),
        block: false,
    };
    let end = body.as_ref().map_or(words, |body| body.span);
    Some((title, body, end))
}

/// Whether a piece is one or two words with a block behind them, or a block.
pub(super) fn ends_in_block(piece: &Piece) -> bool {
    match &piece.kind {
        PieceKind::Statement(StatementKind::Declaration(declaration)) => {
            declaration.title.is_none()
                && declaration.branches.is_empty()
                && declaration.body.is_some()
                && !matches!(declaration.subject, Some(Subject::Many { .. }))
        }
        PieceKind::Block(_) => true,
        _ => false,
    }
}

/// Takes `id: "Title"`, `id: { … }`, or `id:` at a line's end behind a kind for the declaration that was meant.
pub(super) fn id_colon(
    context: &mut Context,
    kind: Reference,
    rest: &mut Rest,
) -> Result<Declaration, Reference> {
    let piece = rest.next_if(|piece| {
        let PieceKind::Statement(StatementKind::Attribute {
            value: Some(value), ..
        }) = &piece.kind
        else {
            return false;
        };
        match &value.kind {
            ValueKind::Text(_) | ValueKind::Record(_) => true,
            ValueKind::Bad(raw) => raw.is_empty(),
            _ => false,
        }
    });
    let Some(PieceKind::Statement(StatementKind::Attribute {
        key,
        value: Some(value),
    })) = piece.map(|piece| piece.kind)
    else {
        return Err(kind);
    };
    let sign = Span::new(key.span.file, key.span.end, value.span.start);
    let diagnostic = context
        .error(
            &ID_COLON,
            key.span,
            format!("a colon stands behind the id `{}`", excerpt(&key.path())),
        )
        .help("take the colon out; if this is an attribute, put a `;` before it")
        .guess(sign, " ");
    context.say(diagnostic);
    let (title, body) = match value.kind {
        ValueKind::Text(title) => (Some(title), None),
        ValueKind::Record(body) => (None, Some(body)),
        _ => (None, None),
    };
    Ok(Declaration {
        kind,
        subject: Some(Subject::One(key)),
        title,
        body,
        branches: Vec::new(),
    })
}

/// Takes what can belong to something unreadable, up to the next statement; a block ends it.
pub(super) fn lost(_: &mut Context, start: Span, rest: &mut Rest) -> (Span, Option<Body>) {
    let mut span = start;
    while let Some(piece) = rest.next_if(|piece| is_scrap(piece) || is_wordy(piece)) {
        span = span.to(piece.span);
    }
    let body = match rest.next_if(|piece| matches!(piece.kind, PieceKind::Block(_))) {
        Some(Piece {
            kind: PieceKind::Block(body),
            ..
        }) => Some(body),
        _ => None,
    };
    (span, body)
}

pub(super) fn unreadable(context: &mut Context, span: Span) {
    let raw = context.slice(span);
    let is_torn_arrow = raw.starts_with('>')
        || raw.starts_with(['-', '~', '=']) && raw[1..].trim_start().starts_with('>');
    let help = match is_torn_arrow {
        true => "an arrow is one word: `->`, `~>`, `=>` or `..>`",
        false => {
            "a statement is `KIND ID \"Title\" { … }`, a flow `A -> B \"label\"`, or an attribute `key: value`"
        }
    };
    let message = format!("`{}` does not belong here", excerpt(raw));
    let diagnostic = context.error(&UNREADABLE, span, message).help(help);
    context.say(diagnostic);
}

pub(super) fn stray(context: &mut Context, span: Span) {
    // Braces that follow each other are one mistake.
    let before = context.text[..span.start as usize].trim_end();
    if before.ends_with('}')
        && let Some(last) = context.diagnostics.kept().last()
        && last.code == &STRAY_BRACE
    {
        return;
    }
    let diagnostic = context
        .error(&STRAY_BRACE, span, "this `}` closes nothing")
        .help("take it out, or look for a block above that is closed too early");
    context.say(diagnostic);
}
