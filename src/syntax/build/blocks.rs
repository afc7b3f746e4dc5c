//! Blocks that are not closed: which one was surely meant.

use super::context::Context;
use super::lines::codes::STRAY_BRACE;
use super::text::UNCLOSED_TEXT;
use crate::source::{Code, Diagnostic, Span};

pub(in crate::syntax) static UNCLOSED_BLOCK: Code = Code {
    id: "A0102",
    title: "a block is not closed",
    page: "Every `{` is closed by a `}`. Where one is missing, the block whose closing brace stands in the column of another block is shown: most often it is the one that lacks its own.",
    wrong: "group team {\n  sqs failed",
    right: "group team {\n  sqs failed\n}",
};

/// Takes note of how a block ended.
pub(super) fn note(context: &mut Context, block: Span, closed: bool) {
    let opening = Span::new(block.file, block.start, block.start + 1);
    if !closed {
        context.open.push(opening);
    } else if context
        .askew
        .is_none_or(|first| opening.start < first.start)
        && is_askew(context.text, block)
    {
        context.askew = Some(opening);
    }
}

/// Whether a block's closing brace starts a line that is indented other than the line of the opening one.
fn is_askew(text: &str, block: Span) -> bool {
    let closing = block.end.saturating_sub(1) as usize;
    // Within the block alone: a line may hold all blocks of a long text.
    let inside = &text[block.start as usize..closing];
    let Some(line) = inside.rfind(['\n', '\r']) else {
        return false;
    };
    let before = &inside[line + 1..];
    if !before.trim().is_empty() {
        return false;
    }
    let start = text[..block.start as usize]
        .rfind(['\n', '\r'])
        .map_or(0, |at| at + 1);
    let opening_line = &text[start..block.start as usize];
    let indent = opening_line.len() - opening_line.trim_start_matches([' ', '\t']).len();
    before.len() != indent
}

/// Returns the white space at the start of the line of a place.
fn indent(text: &str, at: usize) -> &str {
    let start = text[..at].rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let line = &text[start..at];
    &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
}

/// Returns where a block should have ended, as its indentation says: the end of its last line, and the start of the next.
fn outdented(text: &str, opening: usize) -> Option<(usize, usize)> {
    let outer = indent(text, opening).len();
    let mut last = opening + 1;
    let mut inside = false;
    let mut at = opening + text[opening..].find(['\n', '\r'])?;
    for line in text[at..].split_inclusive(['\n', '\r']) {
        let words = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        if words.is_empty() {
            continue;
        }
        if start == at - line.len() + outer || line.len() - line.trim_start().len() < outer {
            return inside.then_some((last, start));
        }
        inside = true;
        last = start + words.len();
    }
    None
}

impl Context<'_> {
    /// Adds what can be said only at the end, and returns all that was found wrong.
    pub(in crate::syntax) fn finish(mut self) -> Vec<Diagnostic> {
        // A quote that is not closed takes braces with it, and what follows from that is no news.
        let kept = self.diagnostics.kept();
        let torn = kept
            .iter()
            .any(|diagnostic| diagnostic.code == &UNCLOSED_TEXT);
        if torn {
            self.diagnostics
                .retain(|diagnostic| diagnostic.code != &STRAY_BRACE);
            return self.diagnostics.finish();
        }
        let Some(&outermost) = self.open.last() else {
            return self.diagnostics.finish();
        };
        let suspect = self.askew.unwrap_or(outermost);
        let count = self.open.len();
        let message = match count {
            1 => "this block is not closed".to_owned(),
            _ => format!("{count} blocks are not closed; this one is the first"),
        };
        let end = self.text.trim_end().len();
        let end = self.span(end, end);
        let mut diagnostic = self
            .error(&UNCLOSED_BLOCK, suspect, message)
            .at("opens here")
            .help("close it with `}`");
        if suspect != outermost {
            diagnostic =
                diagnostic.related(outermost, "this block is still open at the end of the file");
        } else if count == 1
            && let Some((last, next)) = outdented(self.text, suspect.start as usize)
        {
            let (place, next) = (self.span(last, last), self.span(next, next + 1));
            let close = format!("\n{}}}", indent(self.text, suspect.start as usize));
            diagnostic = diagnostic
                .related(next, "this line stands outside of it")
                .guess(place, close);
        } else {
            diagnostic = diagnostic.guess(end, format!("\n{}", "}".repeat(count)));
        }
        self.diagnostics.push(diagnostic);
        self.diagnostics.finish()
    }
}
