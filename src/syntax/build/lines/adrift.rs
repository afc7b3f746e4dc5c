//! Makes items of what belongs to the line above, or stands where nothing of its kind can.

use super::super::context::Context;
use super::super::items;
use super::super::names::excerpt;
use super::PieceKind;
use super::codes::{BARE_PATH, HASH_COMMENT, NOTHING_TO_CONTINUE, STRAY_BRANCH};
use super::mended::{Mended, Rest};
use crate::source::Span;
use crate::syntax::tree::{Branch, Comment, Declaration, Hop, Item, Name, StatementKind, Text};

impl Mended<'_> {
    pub(super) fn bare_use(
        &mut self,
        context: &mut Context,
        span: Span,
        start: Span,
        rest: &mut Rest,
    ) {
        let mut end = span;
        while let Some(piece) =
            rest.next_if(|piece| !matches!(piece.kind, PieceKind::Hash | PieceKind::Block(_)))
        {
            end = piece.span;
        }
        let whole = Span::new(start.file, start.start, end.end);
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

    pub(super) fn continued(&mut self, context: &mut Context, span: Span, hops: Vec<Hop>) {
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

    pub(super) fn branch(&mut self, context: &mut Context, span: Span, declaration: Declaration) {
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

    pub(super) fn hash(&mut self, context: &mut Context, span: Span) {
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
