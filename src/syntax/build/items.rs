//! The lines of a body: which pieces stand on one line, what comments and doc comments belong to, where blank lines are.

use super::context::{Context, Pair, Pairs, line_ends};
use super::lines::{self, Piece, PieceKind};
use super::{blocks, statements};
use crate::source::{Code, Span};
use crate::syntax::grammar::Rule;
use crate::syntax::scan::DEPTH_LIMIT;
use crate::syntax::tree::{Blank, Body, Comment, Item, Statement, Text};

pub(in crate::syntax) static LONELY_DOC: Code = Code {
    id: "A0135",
    title: "a doc comment describes nothing",
    page: "A doc comment, `///`, is the description of the statement below it. Behind a statement, or at the end of a block, it describes nothing: write `//` for a plain comment.",
    wrong: "sqs failed /// dead letters",
    right: "/// dead letters\nsqs failed",
};

/// How deep blocks are read; more than the limit that is told.
const DEEPEST: usize = 2 * DEPTH_LIMIT;

/// Reads a block with its braces.
pub(super) fn body(context: &mut Context, pair: Pair) -> Body {
    let place = pair.as_span();
    let (start, end) = (place.start(), place.end());
    context.end = start + 1;
    if context.depth >= DEEPEST {
        // The look before has counted the brackets; only a text made to deceive it comes here.
        context.end = end;
        return Body {
            span: context.span(start, end),
            closed: true,
            ..Body::default()
        };
    }
    context.depth += 1;
    let outer = std::mem::take(&mut context.loose);
    let first = context.text[start + 1..].trim_start_matches([' ', '\t']);
    let broken = first.starts_with(['\n', '\r']) || first.starts_with("//");
    let (items, closed) = items(context, pair.into_inner(), start + 1);
    context.loose = outer;
    context.depth -= 1;
    let end = if closed { end } else { context.end };
    context.end = end;
    blocks::note(context, context.span(start, end), closed);
    Body {
        span: context.span(start, end),
        items,
        closed,
        broken,
    }
}

/// Puts comments before everything else of a block.
pub(super) fn put_first(body: &mut Body, comments: Vec<Comment>) {
    if !comments.is_empty() {
        body.broken = true;
        // A description found there describes nothing any more.
        let comments = comments.into_iter().map(|mut comment| {
            if is_doc(&comment.text) {
                comment.text.remove(0);
            }
            Item::Comment(comment)
        });
        body.items.splice(0..0, comments);
    }
}

/// Reads what stands in a file or between two braces, from a place on; tells whether the end was there.
pub(in crate::syntax) fn items(
    context: &mut Context,
    pairs: Pairs,
    start: usize,
) -> (Vec<Item>, bool) {
    let mut lines = Lines {
        cursor: start,
        items: Vec::new(),
        docs: Vec::new(),
        run: Vec::new(),
        separated: false,
        line_ended: false,
        blank: false,
        waiting: Vec::new(),
    };
    let mut closed = true;
    for pair in pairs {
        match pair.as_rule() {
            Rule::comment => {
                let comment = context.comment(&pair);
                lines.comment(context, comment);
            }
            Rule::unclosed => closed = false,
            Rule::EOI => {}
            _ => lines.piece(context, pair),
        }
    }
    lines.finish_run(context);
    lines.finish_docs(context);
    if let Some(Item::Blank(_)) = lines.items.last() {
        lines.items.pop();
    }
    (lines.items, closed)
}

/// A comment that has not found its place yet.
struct Waiting {
    comment: Comment,
    same_line: bool,
    blank_before: bool,
}

struct Lines {
    /// Up to where the text has been accounted for.
    cursor: usize,
    items: Vec<Item>,
    docs: Vec<Comment>,
    /// The pieces of the line at hand.
    run: Vec<Piece>,
    /// A `;` or the end of the line has been met behind the run.
    separated: bool,
    line_ended: bool,
    /// A blank line stands before the run.
    blank: bool,
    /// The comments behind the run.
    waiting: Vec<Waiting>,
}

impl Lines {
    fn comment(&mut self, context: &mut Context, comment: Comment) {
        let (start, end) = (comment.span.start as usize, comment.span.end as usize);
        let gap = context.text.get(self.cursor..start).unwrap_or("");
        let ends = self.pass(gap);
        self.waiting.push(Waiting {
            comment,
            same_line: !self.line_ended && !self.run.is_empty(),
            blank_before: ends > 1,
        });
        self.cursor = self.cursor.max(end);
    }

    /// Takes note of what stands between two tokens, and returns how many lines end there.
    fn pass(&mut self, gap: &str) -> usize {
        let ends = line_ends(gap);
        self.line_ended |= ends > 0;
        self.separated |= ends > 0 || gap.contains([';', '\u{85}', '\u{2028}', '\u{2029}']);
        ends
    }

    fn piece(&mut self, context: &mut Context, pair: Pair) {
        let start = pair.as_span().start();
        let gap = context.text.get(self.cursor..start).unwrap_or("");
        let ends = self.pass(gap);
        let mark = context.loose.len();
        let kind = match pair.as_rule() {
            Rule::hash => {
                context.token(&pair);
                PieceKind::Hash
            }
            Rule::comma => {
                context.token(&pair);
                PieceKind::Comma
            }
            Rule::scrap => {
                context.token(&pair);
                PieceKind::Scrap
            }
            Rule::stray => {
                context.token(&pair);
                PieceKind::Stray
            }
            Rule::block => {
                let inner = pair
                    .into_inner()
                    .find(|pair| pair.as_rule() == Rule::body)
                    .expect("the grammar gives a block one body");
                PieceKind::Block(body(context, inner))
            }
            Rule::quoted => lines::quoted(context, pair),
            Rule::continued => lines::continued(context, pair),
            Rule::many => lines::many(context, pair),
            _ => match statements::statement(context, pair) {
                Some(kind) => PieceKind::Statement(kind),
                None => PieceKind::Scrap,
            },
        };
        let end = context.end;
        // Comments inside the statement go before it; those that pest found behind it are still to come.
        let mut hoisted = context.loose.split_off(mark);
        let behind = hoisted
            .iter()
            .position(|comment| comment.span.start as usize >= end)
            .unwrap_or(hoisted.len());
        let behind = hoisted.split_off(behind);
        if self.separated || self.run.is_empty() {
            self.finish_run(context);
            self.blank = ends > 1;
        }
        self.run.push(Piece {
            span: context.span(start, end),
            kind,
            hoisted,
        });
        self.cursor = end;
        for comment in behind {
            self.comment(context, comment);
        }
    }

    /// Turns the line at hand into items, and the comments behind it.
    fn finish_run(&mut self, context: &mut Context) {
        let run = std::mem::take(&mut self.run);
        let blank = std::mem::take(&mut self.blank);
        self.separated = false;
        self.line_ended = false;
        if !run.is_empty() {
            if blank {
                self.blank_line(run[0].span);
            }
            context.swallowed.clear();
            for item in lines::mend(context, run, &mut self.items) {
                match item {
                    Item::Statement(mut statement) => {
                        statement.doc = self.docs.drain(..).map(|doc| doc_text(&doc)).collect();
                        self.items.push(Item::Statement(statement));
                    }
                    Item::Comment(comment) if is_doc(&comment.text) => self.docs.push(comment),
                    other => self.items.push(other),
                }
            }
        }
        for waiting in std::mem::take(&mut self.waiting) {
            if !context.is_swallowed(waiting.comment.span) {
                self.place(context, waiting);
            }
        }
        context.swallowed.clear();
        if context.is_lost() {
            self.items.clear();
        }
    }

    fn place(&mut self, context: &mut Context, waiting: Waiting) {
        let Waiting {
            comment,
            same_line,
            blank_before,
        } = waiting;
        let rest = context
            .text
            .get(comment.span.end as usize..)
            .unwrap_or("")
            .trim_start_matches([' ', '\t']);
        let last = rest.is_empty() || rest.starts_with(['\n', '\r', '}']);
        if same_line
            && last
            && let Some(Item::Statement(statement)) = self.items.last_mut()
            && statement.trailing.is_none()
        {
            if is_doc(&comment.text) {
                lonely(context, comment.span);
            }
            statement.trailing = Some(comment);
            return;
        }
        if blank_before {
            self.blank_line(comment.span);
        }
        if is_doc(&comment.text) {
            self.docs.push(comment);
        } else {
            self.items.push(Item::Comment(comment));
        }
    }

    fn blank_line(&mut self, before: Span) {
        if !matches!(self.items.last(), None | Some(Item::Blank(_))) {
            let span = Span::new(before.file, before.start, before.start);
            self.items.push(Item::Blank(Blank { span }));
        }
    }

    fn finish_docs(&mut self, context: &mut Context) {
        for doc in std::mem::take(&mut self.docs) {
            lonely(context, doc.span);
            self.items.push(Item::Comment(doc));
        }
    }
}

fn lonely(context: &mut Context, span: Span) {
    let marks = Span::new(span.file, span.start, span.start + 3);
    let diagnostic = crate::source::Diagnostic::warning(
        &LONELY_DOC,
        marks,
        "this doc comment describes nothing, so no one will see it",
    )
    .help("put it above what it describes, or write `//`")
    .guess(marks, "//");
    context.say(diagnostic);
}

/// Whether a comment describes what follows: three slashes and no more.
pub(in crate::syntax) fn is_doc(comment: &str) -> bool {
    comment.starts_with("///") && !comment.starts_with("////")
}

fn doc_text(comment: &Comment) -> Text {
    let text = &comment.text[3..];
    Text {
        span: comment.span,
        text: text.strip_prefix(' ').unwrap_or(text).to_owned(),
        block: false,
    }
}

/// Wraps a statement that nothing is said about.
pub(super) fn plain(span: Span, kind: crate::syntax::tree::StatementKind) -> Item {
    Item::Statement(Box::new(Statement {
        span,
        doc: Vec::new(),
        kind,
        trailing: None,
    }))
}
