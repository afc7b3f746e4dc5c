//! The lines of a lens as they are written.

use super::super::token::{EXAMPLES, Kind, Token};
use super::space::{Before, starts_statement};

/// How far a block is indented, and what a line goes on with.
const STEP: usize = 2;

/// One line, or several where a text or an example has some.
struct Row {
    indent: usize,
    text: String,
    comment: Option<String>,
    /// Where the brace of an example stands that makes up the line.
    example: Option<usize>,
    blank_before: bool,
}

/// The lines that are done, and the one at hand.
#[derive(Default)]
pub(super) struct Rows {
    done: Vec<Row>,
    row: Option<Row>,
    /// On which lines the open brackets stand, and whether they are braces.
    open: Vec<(usize, bool)>,
    blank: bool,
    /// The next token stands behind a comment.
    behind_comment: bool,
}

impl Rows {
    /// Writes a token, behind a space or not.
    pub(super) fn token(&mut self, token: Token, written: &str, before: &Before) {
        if closes(token) {
            self.open.pop();
        }
        let goes_on = self.row.is_none() && self.goes_on(token, written, before);
        let apart = before.is_apart(token) || std::mem::take(&mut self.behind_comment);
        let indent = self.indent_of_open() + if goes_on { STEP } else { 0 };
        let row = self.start(indent);
        if apart && !row.text.is_empty() {
            row.text.push(' ');
        }
        if token.kind == Kind::Sign("{") && EXAMPLES.contains(&row.text.trim_end()) {
            row.example = Some(row.text.trim_end().len());
        }
        row.text.push_str(written);
        if matches!(token.kind, Kind::Sign("{" | "(" | "[")) {
            let is_brace = token.kind == Kind::Sign("{");
            self.open.push((self.done.len(), is_brace));
        }
    }

    /// Writes what stands between the braces of an example.
    pub(super) fn inside(&mut self, inside: &str) {
        if let Some(row) = &mut self.row {
            row.text.push_str(inside);
            if inside.contains('\n') {
                row.example = None;
            }
        }
    }

    /// Returns how far the line at hand is indented.
    pub(super) fn indent(&self) -> usize {
        self.row.as_ref().map_or(0, |row| row.indent)
    }

    /// Writes a comment: behind the line where it is the last on it, else where it stands.
    pub(super) fn comment(&mut self, comment: &str, last: bool) {
        match &mut self.row {
            Some(row) if last => {
                let behind = row.comment.get_or_insert_default();
                if !behind.is_empty() {
                    behind.push(' ');
                }
                behind.push_str(comment);
            }
            Some(row) => {
                row.text.push(' ');
                row.text.push_str(comment);
                self.behind_comment = true;
            }
            None => {
                let indent = self.indent_of_open();
                self.start(indent).text.push_str(comment);
                self.behind_comment = !last;
            }
        }
    }

    /// Ends the line at hand.
    pub(super) fn end_row(&mut self) {
        self.behind_comment = false;
        self.done.extend(self.row.take());
    }

    /// Leaves a line blank before the next, but at the edges of a block.
    pub(super) fn blank_if(&mut self, blank: bool) {
        self.blank |= blank;
    }

    /// Returns the whole text.
    pub(super) fn finish(mut self) -> String {
        self.end_row();
        let mut text = String::new();
        let mut at = 0;
        while at < self.done.len() {
            let end = self.end_of_run(at);
            let run = &self.done[at..end];
            let column = run.iter().filter_map(|row| row.example).max().unwrap_or(0);
            run.iter().for_each(|row| row.write(&mut text, column));
            at = end;
        }
        text
    }

    /// Returns where the examples end that stand directly below each other.
    fn end_of_run(&self, start: usize) -> usize {
        let first = &self.done[start];
        let goes_on =
            |row: &&Row| row.example.is_some() && !row.blank_before && row.indent == first.indent;
        match first.example {
            None => start + 1,
            Some(_) => start + 1 + self.done[start + 1..].iter().take_while(goes_on).count(),
        }
    }

    /// Returns how deep the next line stands: one step for each line with something open on it.
    fn indent_of_open(&self) -> usize {
        let mut lines: Vec<usize> = self.open.iter().map(|(line, _)| *line).collect();
        lines.dedup();
        lines.len() * STEP
    }

    /// Whether a token that begins a line belongs to the statement of the line above.
    fn goes_on(&self, token: Token, written: &str, before: &Before) -> bool {
        let in_list = self.open.last().is_some_and(|(_, is_brace)| !is_brace);
        if in_list || closes(token) || before.ends_statement() {
            return false;
        }
        token.kind != Kind::Word || !starts_statement(written) || before.wants_more()
    }

    fn start(&mut self, indent: usize) -> &mut Row {
        let (done, blank) = (&self.done, &mut self.blank);
        self.row.get_or_insert_with(|| Row {
            indent,
            text: String::new(),
            comment: None,
            example: None,
            blank_before: std::mem::take(blank)
                && done.last().is_some_and(|row| !row.text.ends_with('{')),
        })
    }
}

impl Row {
    fn write(&self, out: &mut String, column: usize) {
        if self.blank_before && !self.text.starts_with('}') {
            out.push('\n');
        }
        pad(out, self.indent);
        match self.example {
            Some(brace) => {
                let (word, rest) = self.text.split_at(brace);
                out.push_str(word);
                pad(out, column - brace);
                out.push_str(rest);
            }
            None => out.push_str(&self.text),
        }
        if let Some(comment) = &self.comment {
            out.push_str("  ");
            out.push_str(comment);
        }
        out.push('\n');
    }
}

fn closes(token: Token) -> bool {
    matches!(token.kind, Kind::Sign("}" | ")" | "]"))
}

fn pad(out: &mut String, width: usize) {
    out.extend(std::iter::repeat_n(' ', width));
}
