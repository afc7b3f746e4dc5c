//! What the builders share: the text, what was found wrong, and the comments met inside the statement at hand.

use super::names;
use crate::source::{Code, Diagnostic, Diagnostics, FileId, Level, Span};
use crate::syntax::grammar::Rule;
use crate::syntax::tree::Comment;

pub(super) type Pair<'i> = pest::iterators::Pair<'i, Rule>;
pub(super) type Pairs<'i> = pest::iterators::Pairs<'i, Rule>;

pub(in crate::syntax) struct Context<'i> {
    pub(super) file: FileId,
    pub(super) text: &'i str,
    pub(in crate::syntax) diagnostics: Diagnostics,
    /// The comments inside the statement that is being built, in order.
    pub(super) loose: Vec<Comment>,
    /// Where the last token that is no comment ended; pest's own ends take in the white space behind.
    pub(super) end: usize,
    /// How many blocks are open.
    pub(super) depth: usize,
    /// Where a block text starts that the end of the file has cut.
    pub(super) cut_text: Option<usize>,
    /// What of the line at hand was kept to the letter, comments and all.
    pub(super) swallowed: Vec<Span>,
    /// The blocks that the end of the file has closed, innermost first, by their opening braces.
    pub(super) open: Vec<Span>,
    /// The first block whose closing brace stands in the column of another block.
    pub(super) askew: Option<Span>,
}

impl<'i> Context<'i> {
    pub(in crate::syntax) fn new(file: FileId, text: &'i str) -> Self {
        Self {
            file,
            text,
            diagnostics: Diagnostics::default(),
            loose: Vec::new(),
            end: 0,
            depth: 0,
            cut_text: None,
            swallowed: Vec::new(),
            open: Vec::new(),
            askew: None,
        }
    }

    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        names::span(self.file, start, end)
    }

    /// Takes note of a token and returns its place.
    pub(super) fn token(&mut self, pair: &Pair<'_>) -> Span {
        let place = pair.as_span();
        self.end = place.end();
        self.span(place.start(), place.end())
    }

    /// Returns the next child that is no comment; the comments before it are set aside.
    pub(super) fn next<'p>(&mut self, pairs: &mut Pairs<'p>) -> Option<Pair<'p>> {
        for pair in pairs.by_ref() {
            if pair.as_rule() == Rule::comment {
                let comment = self.comment(&pair);
                self.loose.push(comment);
            } else {
                return Some(pair);
            }
        }
        None
    }

    pub(super) fn comment(&self, pair: &Pair<'_>) -> Comment {
        let place = pair.as_span();
        let text = pair.as_str().trim_end();
        let mut text = if text.contains('\r') {
            text.replace("\r\n", "\n").replace('\r', "\n")
        } else {
            text.to_owned()
        };
        if text.starts_with("/*") && (text.len() < 4 || !text.ends_with("*/")) {
            text.push_str(" */");
        }
        Comment {
            span: self.span(
                place.start(),
                place.start() + pair.as_str().trim_end().len(),
            ),
            text,
        }
    }

    /// Closes a block text that the end of the file has cut, so that junk with it in it can stand anywhere.
    pub(super) fn close_block_text(&self, mut raw: String) -> String {
        let cut = self
            .cut_text
            .is_some_and(|start| self.text[start..].trim_end().len() <= raw.len())
            && self.text.trim_end().ends_with(raw.as_str());
        if cut {
            // A quote at the end would be read as one of the closing ones.
            if raw.ends_with('"') {
                raw.push('\n');
            }
            raw.push_str("\"\"\"");
        }
        raw
    }

    /// Closes the blocks inside a stretch of junk that the end of the file has cut.
    pub(super) fn close_blocks(&self, junk: Span, mut raw: String) -> String {
        let cut = |brace: &&Span| junk.start <= brace.start && brace.start < junk.end;
        if !raw.is_empty() {
            for _ in self.open.iter().filter(cut) {
                raw.push_str("\n}");
            }
        }
        raw
    }

    pub(super) fn is_swallowed(&self, comment: Span) -> bool {
        self.swallowed
            .iter()
            .any(|kept| kept.start <= comment.start && comment.end <= kept.end)
    }

    /// Returns whether so much is wrong that the text is not worth a tree.
    pub(in crate::syntax) fn is_lost(&self) -> bool {
        self.diagnostics.is_full(Level::Error)
    }

    pub(super) fn say(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    pub(super) fn error(
        &self,
        code: &'static Code,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::error(code, span, message)
    }

    pub(super) fn slice(&self, span: Span) -> &'i str {
        self.text.get(span.range()).unwrap_or("")
    }
}

/// Returns how many lines end in a text.
pub(super) fn line_ends(text: &str) -> usize {
    let bytes = text.as_bytes();
    bytes
        .iter()
        .enumerate()
        .filter(|&(i, &byte)| byte == b'\n' || byte == b'\r' && bytes.get(i + 1) != Some(&b'\n'))
        .count()
}
