//! What stands on one line: one statement where all is well, else the pieces of something that is mended here.
//!
//! Mending keeps as much as it can: a title without quotes becomes a title, a second statement stays a statement. What
//! nothing can be made of becomes junk, kept to the letter.

use super::check;
use super::context::{Context, Pair};
use super::flows;
use super::items;
use super::names::excerpt;
use super::statements;
use super::text;
use super::values;
use crate::source::{Code, Span};
use crate::syntax::grammar::Rule;
use crate::syntax::tree::{
    Body, Branch, Comment, Declaration, Flow, Hop, Item, Name, Reference, StatementKind, Subject,
    Text, Value, ValueKind,
};

pub(in crate::syntax) static STRAY_BRACE: Code = Code {
    id: "A0101",
    title: "a closing brace closes nothing",
    page: "Every `}` closes a `{` above it. Where one is left over, mostly another block above was closed too early.",
    wrong: "sqs failed\n}",
    right: "sqs failed",
};

pub(in crate::syntax) static UNREADABLE: Code = Code {
    id: "A0106",
    title: "this cannot be read",
    page: "A statement is `KIND ID \"Title\" { … }`, a flow `A -> B \"label\"`, or an attribute `key: value`. It ends with its line, at a `;`, or before a `}`. What stands here fits none of them; the rest of the file has been read all the same.",
    wrong: "lambda place (order)",
    right: "lambda place \"order\"",
};

pub(in crate::syntax) static HASH_COMMENT: Code = Code {
    id: "A0107",
    title: "a comment starts with `#`",
    page: "Comments are `// …` to the end of the line and `/* … */`. A `#` starts a tag, as in `#pci`.",
    wrong: "# the orders\nsqs failed",
    right: "// the orders\nsqs failed",
};

pub(in crate::syntax) static COMMA: Code = Code {
    id: "A0109",
    title: "a comma between statements",
    page: "Statements and attributes end at a line's end or at `;`. A comma stands only between the members of a list.",
    wrong: "lambda place { timeout: 10s, tracing }",
    right: "lambda place { timeout: 10s; tracing }",
};

pub(in crate::syntax) static TWO_STATEMENTS: Code = Code {
    id: "A0120",
    title: "two statements on one line",
    page: "Each statement stands on a line of its own, or has a `;` before it.",
    wrong: "lambda place { timeout: 10s tracing: true }",
    right: "lambda place { timeout: 10s; tracing: true }",
};

pub(in crate::syntax) static BARE_TITLE: Code = Code {
    id: "A0125",
    title: "a title or label without quotes",
    page: "Titles and labels stand in double quotes.",
    wrong: "lambda place Place order",
    right: "lambda place \"Place order\"",
};

pub(in crate::syntax) static TITLE_FIRST: Code = Code {
    id: "A0126",
    title: "the title stands before the id",
    page: "The order is kind, id, title: `lambda place \"Place order\"`.",
    wrong: "lambda \"Place order\" place",
    right: "lambda place \"Place order\"",
};

pub(in crate::syntax) static NOTHING_TO_CONTINUE: Code = Code {
    id: "A0128",
    title: "an arrow with no flow above",
    page: "A line that starts with an arrow continues the flow directly above it. Above this one stands no flow.",
    wrong: "sqs failed\n-> place",
    right: "sqs failed\nfailed -> place",
};

pub(in crate::syntax) static QUOTED_KEY: Code = Code {
    id: "A0138",
    title: "a key in quotes",
    page: "The key of an attribute is a word without quotes.",
    wrong: "\"owner\": \"team-checkout\"",
    right: "owner: \"team-checkout\"",
};

pub(in crate::syntax) static ID_COLON: Code = Code {
    id: "A0147",
    title: "a colon behind an id",
    page: "A title and a block stand behind the id without a colon. A colon stands only between a key and its value.",
    wrong: "lambda place: \"Place order\"",
    right: "lambda place \"Place order\"",
};

pub(in crate::syntax) static INNER_FLOW: Code = Code {
    id: "A0148",
    title: "a flow on the line of a declaration",
    page: "Flows stand beside the elements, on lines of their own: `place -> orders`.",
    wrong: "lambda place \"Place order\" -> orders",
    right: "lambda place \"Place order\"\nplace -> orders",
};

pub(in crate::syntax) static NAMELESS_BLOCK: Code = Code {
    id: "A0149",
    title: "a block without a name",
    page: "A block belongs to what stands before it: `edge { … }`, `group team \"Team\" { … }`.",
    wrong: "{ sqs failed }",
    right: "group retry { sqs failed }",
};

pub(in crate::syntax) static STRAY_BRANCH: Code = Code {
    id: "A0145",
    title: "`else` or `and` away from its block",
    page: "`else` follows the closing brace of `alt`, and `and` that of `par`, on the same line or the next.",
    wrong: "alt \"paid\" { a -> b }; else { a -> c }",
    right: "alt \"paid\" { a -> b } else { a -> c }",
};

pub(in crate::syntax) static BARE_PATH: Code = Code {
    id: "A0146",
    title: "a path without quotes",
    page: "The path of `use` stands in quotes.",
    wrong: "use shared/network.arch as net",
    right: "use \"shared/network.arch\" as net",
};

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
    Quoted,
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
        return PieceKind::Quoted;
    };
    statements::assignment(context, &sign);
    let value = context
        .next(&mut inner)
        .map(|given| values::value(context, given));
    let is_word = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
            && !text.contains("--")
            && !text.ends_with('-')
    };
    if !is_word(&key.text) {
        return PieceKind::Scrap;
    }
    let diagnostic = context
        .error(
            &QUOTED_KEY,
            key.span,
            format!("the key `{}` stands in quotes", excerpt(&key.text)),
        )
        .help("take the quotes off: a key is a word")
        .fix(key.span, key.text.clone());
    context.say(diagnostic);
    let name = Name {
        span: key.span,
        text: key.text,
    };
    PieceKind::Statement(StatementKind::Attribute {
        key: Reference {
            span: name.span,
            parts: vec![name],
        },
        value,
    })
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
    let said = context.diagnostics.len();
    if let Some(list) = context.next(&mut inner) {
        values::value(context, list);
    }
    context.diagnostics.truncate(said);
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
    let mut segment: Vec<Piece> = Vec::with_capacity(run.len());
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

/// The items made so far of a line, and those above it.
struct Mended<'a> {
    above: &'a mut Vec<Item>,
    items: Vec<Item>,
}

type Rest = std::iter::Peekable<std::vec::IntoIter<Piece>>;

impl Mended<'_> {
    /// Makes items of pieces with no comma between them.
    fn segment(&mut self, context: &mut Context, pieces: Vec<Piece>) {
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
                PieceKind::Quoted | PieceKind::Scrap | PieceKind::Comma => {
                    let (span, body) = lost(context, span, &mut rest);
                    unreadable(context, span);
                    {
                        let raw = context.slice(span).to_owned();
                        self.junk(context, span, raw, body)
                    };
                }
            }
            first = false;
            let hoisted = piece.hoisted.into_iter();
            let hoisted: Vec<Item> = hoisted
                .filter(|comment| !context.is_swallowed(comment.span))
                .map(Item::Comment)
                .collect();
            self.items.splice(at..at, hoisted);
        }
    }

    fn push(&mut self, context: &mut Context, span: Span, kind: StatementKind) {
        let kind = check::statement(context, span, kind);
        self.items.push(items::plain(span, kind));
    }

    fn junk(&mut self, context: &mut Context, span: Span, text: String, body: Option<Body>) {
        context.swallowed.push(span);
        let text = context.close_blocks(span, context.close_block_text(text));
        self.items
            .push(items::plain(span, StatementKind::Junk { text, body }));
    }

    /// Takes a statement, and what stands behind it on its line and belongs to it all the same.
    fn statement(
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
            StatementKind::Attribute { key, value: None } => match id_colon(context, key, rest) {
                Ok(declaration) => self.declaration(context, span, declaration, rest),
                Err(key) => {
                    self.alone(context, span, StatementKind::Attribute { key, value: None })
                }
            },
            StatementKind::Declaration(declaration) if is_bare_use(&declaration) => {
                self.bare_use(context, span, &declaration, rest);
            }
            StatementKind::Declaration(declaration) => {
                self.declaration(context, span, declaration, rest)
            }
            StatementKind::Flow(mut flow) => {
                let mut span = span;
                let last = flow.hops.last_mut().expect("a flow has a hop");
                if last.label.is_none()
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

    fn alone(&mut self, context: &mut Context, span: Span, kind: StatementKind) {
        match kind {
            StatementKind::Declaration(declaration) if is_bare_use(&declaration) => {
                let mut none = Vec::new().into_iter().peekable();
                self.bare_use(context, span, &declaration, &mut none);
            }
            StatementKind::Declaration(declaration) if is_branch(&declaration) => {
                self.branch(context, span, declaration);
            }
            kind => self.push(context, span, kind),
        }
    }

    fn declaration(
        &mut self,
        context: &mut Context,
        span: Span,
        mut declaration: Declaration,
        rest: &mut Rest,
    ) {
        let mut span = span;
        let unnamed = declaration.subject.is_none() && declaration.body.is_none();
        let untitled = declaration.title.is_none() && declaration.body.is_none();
        if unnamed && let Some((reference, body)) = word_ahead(rest) {
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

    fn bare_use(
        &mut self,
        context: &mut Context,
        span: Span,
        declaration: &Declaration,
        rest: &mut Rest,
    ) {
        let mut end = span;
        while let Some(piece) =
            rest.next_if(|piece| !matches!(piece.kind, PieceKind::Hash | PieceKind::Block(_)))
        {
            end = piece.span;
        }
        let start = declaration.subject.as_ref().map_or(span, Subject::span);
        let whole = start.to(end);
        let raw = context.slice(whole);
        let (path, name) = match raw.rsplit_once(" as ") {
            Some((path, name)) => (path.trim_end(), Some(name.trim())),
            None => (raw, None),
        };
        let path_span = Span::new(start.file, start.start, start.start + path.len() as u32);
        let diagnostic = context
            .error(
                &BARE_PATH,
                path_span,
                format!("the path `{}` stands without quotes", excerpt(path)),
            )
            .help("put it in quotes")
            .fix(path_span, format!("\"{path}\""));
        context.say(diagnostic);
        let path = Text {
            span: path_span,
            text: path.to_owned(),
            block: false,
        };
        let is_name = |name: &&str| {
            name.chars()
                .all(|c| c.is_alphanumeric() || c == '_' || c == '-')
        };
        let name = name.filter(is_name).map(|name| Name {
            span: Span::new(whole.file, whole.end - name.len() as u32, whole.end),
            text: name.to_owned(),
        });
        self.push(context, span.to(end), StatementKind::Use { path, name });
    }

    fn continued(&mut self, context: &mut Context, span: Span, hops: Vec<Hop>) {
        let arrow = hops.first().map_or(span, |hop| hop.arrow_span);
        let above = if self.items.is_empty() {
            &mut *self.above
        } else {
            &mut self.items
        };
        let comments = above
            .iter()
            .rev()
            .take_while(|item| !matches!(item, Item::Statement(_)))
            .count();
        let kept = above.len() - comments;
        let (above, between) = above.split_at_mut(kept);
        if let Some(Item::Statement(statement)) = above.last_mut()
            && let StatementKind::Flow(flow) = &mut statement.kind
        {
            let between = between.iter().filter_map(|item| match item {
                Item::Comment(comment) => Some(comment.clone()),
                Item::Blank(_) | Item::Statement(_) => None,
            });
            let mut hops = hops;
            if let Some(first) = hops.first_mut() {
                first.comments.splice(0..0, between);
            }
            if let Some(last) = flow.hops.last_mut() {
                last.trailing = statement.trailing.take();
            }
            flow.hops.extend(hops);
            statement.span = statement.span.to(span);
            match self.items.is_empty() {
                true => self.above.truncate(kept),
                false => self.items.truncate(kept),
            }
            let diagnostic = context
                .error(
                    &NOTHING_TO_CONTINUE,
                    arrow,
                    "a `;` stands between this arrow and the flow that it continues",
                )
                .help("take the `;` out");
            context.say(diagnostic);
            return;
        }
        let diagnostic = context
            .error(
                &NOTHING_TO_CONTINUE,
                arrow,
                "this line starts with an arrow, and no flow stands directly above",
            )
            .help("name the element that the flow starts from before the arrow");
        context.say(diagnostic);
        let raw = context.slice(span).to_owned();
        self.junk(context, span, raw, None);
    }

    fn branch(&mut self, context: &mut Context, span: Span, declaration: Declaration) {
        let word = declaration.kind.parts[0].clone();
        let above = if self.items.is_empty() {
            &mut *self.above
        } else {
            &mut self.items
        };
        // Comments and blank lines between the two do not part them.
        let between = above
            .iter()
            .rev()
            .take_while(|item| !matches!(item, Item::Statement(_)))
            .count();
        let between = above.split_off(above.len() - between);
        let opener = match above.last_mut() {
            Some(Item::Statement(statement)) => Some(statement),
            _ => None,
        };
        let opener = opener.and_then(|statement| match &mut statement.kind {
            StatementKind::Declaration(opener) if opener.body.is_some() => {
                Some((opener, &mut statement.trailing))
            }
            _ => None,
        });
        let (message, kept) = match (opener, declaration.body) {
            (Some((opener, trailing)), Some(mut body)) => {
                let between = between.into_iter().filter_map(|item| match item {
                    Item::Comment(comment) => Some(comment),
                    Item::Blank(_) | Item::Statement(_) => None,
                });
                items::put_first(
                    &mut body,
                    trailing.take().into_iter().chain(between).collect(),
                );
                opener.branches.push(Branch {
                    word: word.clone(),
                    title: declaration.title,
                    body,
                });
                (
                    format!(
                        "something stands between this `{}` and the block it belongs to",
                        word.text
                    ),
                    None,
                )
            }
            (_, body) => {
                above.extend(between);
                (
                    format!("this `{}` belongs to no block above it", word.text),
                    Some(Declaration {
                        body,
                        ..declaration
                    }),
                )
            }
        };
        let diagnostic = context
            .error(&STRAY_BRANCH, word.span, message)
            .help("`else` stands behind the closing brace of `alt`, `and` behind that of `par`");
        context.say(diagnostic);
        if let Some(declaration) = kept {
            self.items
                .push(items::plain(span, StatementKind::Declaration(declaration)));
        }
    }

    fn hash(&mut self, context: &mut Context, span: Span) {
        let raw = context.slice(span);
        let said = raw.trim_start_matches('#').trim();
        let text = if said.is_empty() {
            "//".to_owned()
        } else {
            format!("// {said}")
        };
        let marks = raw.len() - raw.trim_start_matches('#').len();
        let marks = Span::new(span.file, span.start, span.start + marks as u32);
        let diagnostic = context
            .error(&HASH_COMMENT, marks, "comments start with `//`")
            .help("write `//`")
            .fix(marks, "//");
        context.say(diagnostic);
        let comment = Comment { span, text };
        match self.items.last_mut() {
            Some(Item::Statement(statement)) if statement.trailing.is_none() => {
                statement.trailing = Some(comment)
            }
            _ => self.items.push(Item::Comment(comment)),
        }
    }
}

fn is_bare_use(declaration: &Declaration) -> bool {
    declaration
        .kind
        .single()
        .is_some_and(|kind| kind.text == "use")
        && declaration.subject.is_some()
        && declaration.title.is_none()
        && declaration.body.is_none()
}

fn is_branch(declaration: &Declaration) -> bool {
    declaration
        .kind
        .single()
        .is_some_and(|kind| kind.text == "else" || kind.text == "and")
        && declaration.subject.is_none()
        && declaration.body.is_some()
}

fn two_statements(context: &mut Context, second: Span) {
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
fn longer_value(context: &mut Context, value: Value, rest: &mut Rest) -> Value {
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

fn is_scrap(piece: &Piece) -> bool {
    matches!(piece.kind, PieceKind::Scrap | PieceKind::Quoted)
}

/// Whether a piece looks like words of a text: no colon, no arrow, no block.
fn is_wordy(piece: &Piece) -> bool {
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
fn word_ahead(rest: &mut Rest) -> Option<(Reference, Option<Body>)> {
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

fn title_first(context: &mut Context, whole: Span, declaration: &Declaration, id: Span) {
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
fn bare_words(
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
fn ends_in_block(piece: &Piece) -> bool {
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

/// Takes `id: "Title"` or `id: { … }` behind a kind for the declaration that was meant.
fn id_colon(
    context: &mut Context,
    kind: Reference,
    rest: &mut Rest,
) -> Result<Declaration, Reference> {
    let piece = rest.next_if(|piece| {
        matches!(
            &piece.kind,
            PieceKind::Statement(StatementKind::Attribute {
                value: Some(Value {
                    kind: ValueKind::Text(_) | ValueKind::Record(_),
                    ..
                }),
                ..
            })
        )
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
fn lost(_: &mut Context, start: Span, rest: &mut Rest) -> (Span, Option<Body>) {
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

fn unreadable(context: &mut Context, span: Span) {
    let raw = excerpt(context.slice(span));
    let diagnostic = context
        .error(&UNREADABLE, span, format!("`{raw}` does not belong here"))
        .help("a statement is `KIND ID \"Title\" { … }`, a flow `A -> B \"label\"`, or an attribute `key: value`");
    context.say(diagnostic);
}

fn stray(context: &mut Context, span: Span) {
    // Braces that follow each other are one mistake.
    let before = context.text[..span.start as usize].trim_end();
    if before.ends_with('}')
        && let Some(last) = context.diagnostics.last()
        && last.code == &STRAY_BRACE
    {
        return;
    }
    let diagnostic = context
        .error(&STRAY_BRACE, span, "this `}` closes nothing")
        .help("take it out, or look for a block above that is closed too early");
    context.say(diagnostic);
}
