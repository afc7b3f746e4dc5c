//! Makes items of the pieces of a line.

use super::super::check;
use super::super::context::Context;
use super::super::flows::EARLY_LABEL;
use super::super::items;
use super::super::names::WORDS;
use super::behind::{
    bare_words, hops_ahead, id_colon, is_bare_use, is_branch, is_scrap, longer_value, lost, stray,
    title_first, torn_text, two_statements, unit_behind, unreadable, word_ahead,
};
use super::codes::{INNER_FLOW, NAMELESS_BLOCK};
use super::{Piece, PieceKind, id, quoted_id};
use crate::source::Span;
use crate::syntax::tree::{Body, Declaration, Flow, Hop, Item, StatementKind, Subject, Text};

/// The items made so far of a line, and those above it.
pub(super) struct Mended<'a> {
    pub(super) above: &'a mut Vec<Item>,
    pub(super) items: Vec<Item>,
}

pub(super) type Rest = std::iter::Peekable<std::vec::IntoIter<Piece>>;

impl Mended<'_> {
    /// Makes items of pieces with no comma between them.
    pub(super) fn segment(&mut self, context: &mut Context, pieces: Vec<Piece>) {
        let mut rest: Rest = pieces.into_iter().peekable();
        let mut first = true;
        while let Some(piece) = rest.next() {
            let span = piece.span;
            let at = self.items.len();
            match piece.kind {
                PieceKind::Statement(kind) => {
                    if !first {
                        two_statements(context, span);
                    }
                    self.statement(context, span, kind, &mut rest);
                }
                PieceKind::Continued(hops) => self.continued(context, span, hops),
                PieceKind::Hash => self.hash(context, span),
                PieceKind::Block(body) => {
                    let opening = Span::new(span.file, span.start, span.start + 1);
                    let diagnostic = context
                        .error(&NAMELESS_BLOCK, opening, "this block has no name before it")
                        .help("name what it is, as in `group orders { … }`");
                    context.say(diagnostic);
                    self.junk(context, span, String::new(), Some(body));
                }
                PieceKind::Stray => {
                    stray(context, span);
                    self.junk(context, span, "}".to_owned(), None);
                }
                PieceKind::Quoted(text) if self.quoted_start(context, &text, &mut rest) => {}
                PieceKind::Quoted(_) | PieceKind::Scrap | PieceKind::Comma => {
                    let (span, body) = lost(context, span, &mut rest);
                    unreadable(context, span);
                    let raw = context.slice(span).to_owned();
                    self.junk(context, span, raw, body);
                }
            }
            first = false;
            if piece.hoisted.is_empty() {
                continue;
            }
            let hoisted = piece.hoisted.into_iter();
            let hoisted: Vec<Item> = hoisted
                .filter(|comment| !context.is_swallowed(comment.span))
                .map(Item::Comment)
                .collect();
            self.items.splice(at..at, hoisted);
        }
    }

    /// Takes a word in quotes before an arrow for the element that the flow starts from.
    fn quoted_start(&mut self, context: &mut Context, text: &Text, rest: &mut Rest) -> bool {
        let Some(from) = id(text) else {
            return false;
        };
        let arrows = rest.next_if(|piece| matches!(piece.kind, PieceKind::Continued(_)));
        let Some(Piece {
            span,
            kind: PieceKind::Continued(hops),
            hoisted,
        }) = arrows
        else {
            return false;
        };
        quoted_id(context, &from);
        self.items.extend(hoisted.into_iter().map(Item::Comment));
        let span = text.span.to(span);
        let from = Subject::One(from);
        self.push(context, span, StatementKind::Flow(Flow { from, hops }));
        true
    }

    pub(super) fn push(&mut self, context: &mut Context, span: Span, kind: StatementKind) {
        let kind = check::statement(context, span, kind);
        self.items.push(items::plain(span, kind));
    }

    pub(super) fn junk(
        &mut self,
        context: &mut Context,
        span: Span,
        text: String,
        body: Option<Body>,
    ) {
        context.swallowed.push(span);
        let text = context.close_blocks(span, context.close_block_text(text));
        self.items
            .push(items::plain(span, StatementKind::Junk { text, body }));
    }

    /// Takes a statement, and what stands behind it on its line and belongs to it all the same.
    pub(super) fn statement(
        &mut self,
        context: &mut Context,
        span: Span,
        kind: StatementKind,
        rest: &mut Rest,
    ) {
        if rest.peek().is_none() {
            return self.alone(context, span, kind);
        }
        match kind {
            StatementKind::Attribute {
                key,
                value: Some(value),
            } => {
                let value = unit_behind(context, value, rest);
                let value = longer_value(context, value, rest);
                let span = key.span.to(value.span);
                self.push(
                    context,
                    span,
                    StatementKind::Attribute {
                        key,
                        value: Some(value),
                    },
                );
            }
            StatementKind::Attribute { key, value: None }
                if key.path() == "use" && rest.peek().is_some_and(is_scrap) =>
            {
                let start = rest.peek().map_or(span, |piece| piece.span);
                self.bare_use(context, span, start, rest);
            }
            StatementKind::Attribute { key, value: None } => match id_colon(context, key, rest) {
                Ok(declaration) => self.declaration(context, span, declaration, rest),
                Err(key) => {
                    self.alone(context, span, StatementKind::Attribute { key, value: None })
                }
            },
            StatementKind::Declaration(declaration) if is_bare_use(&declaration) => {
                let start = declaration.subject.map_or(span, |subject| subject.span());
                self.bare_use(context, span, start, rest);
            }
            StatementKind::Declaration(declaration) => {
                self.declaration(context, span, declaration, rest)
            }
            StatementKind::Flow(mut flow) => {
                let mut span = span;
                let last = flow.hops.last_mut().expect("a flow has a hop");
                if last.body.is_none()
                    && let Some(label) = &last.label
                    && let Some((label, body, end)) = torn_text(context, label.span, rest)
                {
                    last.label = Some(label);
                    last.body = body;
                    span = span.to(end);
                } else if last.label.is_none()
                    && last.body.is_none()
                    && let Some((title, body, end)) =
                        bare_words(context, rest, "this label has no quotes")
                {
                    last.label = Some(title);
                    last.body = body;
                    span = span.to(end);
                }
                self.push(context, span, StatementKind::Flow(flow));
            }
            other => self.alone(context, span, other),
        }
    }

    pub(super) fn alone(&mut self, context: &mut Context, span: Span, kind: StatementKind) {
        match kind {
            StatementKind::Declaration(declaration) if is_bare_use(&declaration) => {
                let mut none = Vec::new().into_iter().peekable();
                let start = declaration.subject.map_or(span, |subject| subject.span());
                self.bare_use(context, span, start, &mut none);
            }
            StatementKind::Declaration(declaration) if is_branch(&declaration) => {
                self.branch(context, span, declaration);
            }
            kind => self.push(context, span, kind),
        }
    }

    pub(super) fn declaration(
        &mut self,
        context: &mut Context,
        span: Span,
        mut declaration: Declaration,
        rest: &mut Rest,
    ) {
        let mut span = span;
        let kind = declaration.kind.single();
        // With an id right behind it, a word of the language is a statement of its own.
        let is_word = kind.is_some_and(|kind| WORDS.contains(&kind.text.as_str()));
        let unnamed = declaration.subject.is_none() && declaration.body.is_none() && !is_word;
        let untitled = declaration.title.is_none() && declaration.body.is_none();
        if declaration.body.is_none()
            && let Some(title) = &declaration.title
            && let Some((title, body, end)) = torn_text(context, title.span, rest)
        {
            declaration.title = Some(title);
            declaration.body = body;
            span = span.to(end);
        } else if unnamed
            && declaration.title.is_some()
            && let Some(hops) = hops_ahead(rest)
        {
            return self.early_label(context, span, declaration, hops);
        } else if unnamed && let Some((reference, body)) = word_ahead(rest) {
            title_first(context, span, &declaration, reference.span);
            span = span.to(body.as_ref().map_or(reference.span, |body| body.span));
            declaration.subject = Some(Subject::One(reference));
            declaration.body = body;
        } else if untitled
            && let Some((title, body, end)) = bare_words(context, rest, "this title has no quotes")
        {
            declaration.title = Some(title);
            declaration.body = body;
            span = span.to(end);
        }
        if declaration.body.is_none()
            && let Some(Piece {
                span: end,
                kind: PieceKind::Block(body),
                ..
            }) = rest.next_if(|piece| matches!(piece.kind, PieceKind::Block(_)))
        {
            declaration.body = Some(body);
            span = span.to(end);
        }
        let from = declaration.subject.clone();
        self.alone(context, span, StatementKind::Declaration(declaration));
        if let Some(from) = from
            && let Some(Piece {
                span,
                kind: PieceKind::Continued(hops),
                hoisted,
            }) = rest.next_if(|piece| matches!(piece.kind, PieceKind::Continued(_)))
        {
            let diagnostic = context
                .error(
                    &INNER_FLOW,
                    Span::new(span.file, span.start, span.start + 1),
                    "a flow stands on the line of a declaration",
                )
                .help("put the flow on a line of its own, its first element before the arrow");
            context.say(diagnostic);
            self.items.extend(hoisted.into_iter().map(Item::Comment));
            self.push(context, span, StatementKind::Flow(Flow { from, hops }));
        }
    }

    /// Takes `a "label" -> b` for the flow that was meant.
    fn early_label(
        &mut self,
        context: &mut Context,
        span: Span,
        declaration: Declaration,
        (arrows, mut hops): (Span, Vec<Hop>),
    ) {
        let label = declaration.title;
        let from = declaration.kind;
        let place = label.as_ref().map_or(span, |label| label.span);
        let mut diagnostic = context
            .error(&EARLY_LABEL, place, "a label stands before its arrow")
            .help("write it behind the thing that the arrow leads to");
        if let Some(first) = hops.first_mut()
            && first.label.is_none()
        {
            let end = first.to.span();
            let right = format!(
                "{} {} {}",
                context.slice(from.span),
                context.slice(first.arrow_span.to(end)),
                context.slice(place)
            );
            diagnostic = diagnostic.guess(from.span.to(end), right);
            first.label = label;
        }
        context.say(diagnostic);
        let from = Subject::One(from);
        self.push(
            context,
            span.to(arrows),
            StatementKind::Flow(Flow { from, hops }),
        );
    }
}
