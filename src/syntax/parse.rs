//! From text to tree.

use pest::Parser;

use super::build::{self, Context};
use super::foreign;
use super::grammar::{Grammar, Rule};
use super::scan;
use super::tree::{Item, Statement, StatementKind, Tree};
use crate::source::{Checked, Code, Diagnostic, FileId, Span, sort};

/// The most bytes that a file may have.
pub const FILE_LIMIT: usize = 16 * 1024 * 1024;

pub(super) static TOO_LARGE: Code = Code {
    id: "A0153",
    title: "a file is too large",
    page: "A `.arch` file has at most 16 MiB. Split it, and bring the parts together with `use`.",
    wrong: "",
    right: "sqs failed",
};

/// Reads a text; the tree exists for every text, and all that is wrong with it is said at once.
///
/// Diagnostics are in the order of the text. What could not be read is in the tree as junk; past a thousand errors that is
/// the whole text.
pub fn parse(file: FileId, text: &str) -> Checked<Tree> {
    if text.len() > FILE_LIMIT {
        let place = Span::new(file, 0, 0);
        let diagnostic = Diagnostic::error(
            &TOO_LARGE,
            place,
            format!(
                "this file has {} bytes, and 16 MiB are the limit",
                text.len()
            ),
        )
        .help("split it, and bring the parts together with `use`");
        return unread(file, "", vec![diagnostic]);
    }
    if let Some(diagnostic) = foreign::foreign(file, text) {
        return unread(file, text, vec![diagnostic]);
    }
    let scanned = scan::scan(file, text);
    if !scanned.readable {
        return unread(file, text, scanned.diagnostics.finish());
    }
    // A byte order mark is no part of the text, but places count from the first byte.
    let mut pairs = Grammar::parse(Rule::file, text).expect("the grammar takes every text");
    let mut context = Context::new(file, text);
    let inner = pairs.next().map(pest::iterators::Pair::into_inner);
    let items = inner.map_or_else(Vec::new, |inner| build::items(&mut context, inner, 0).0);
    let is_lost = context.is_lost();
    let mut diagnostics = scanned.diagnostics;
    diagnostics.extend(context.finish());
    let mut diagnostics = diagnostics.finish();
    sort(&mut diagnostics);
    if is_lost {
        return unread(file, text, diagnostics);
    }
    Checked {
        value: Tree { file, items },
        diagnostics,
    }
}

/// Makes a tree of a text that is not read.
fn unread(file: FileId, text: &str, diagnostics: Vec<Diagnostic>) -> Checked<Tree> {
    let span = Span::new(file, 0, text.len() as u32);
    let kind = StatementKind::Junk {
        text: text.to_owned(),
        body: None,
    };
    let statement = Statement {
        span,
        doc: Vec::new(),
        kind,
        trailing: None,
    };
    Checked {
        value: Tree {
            file,
            items: vec![Item::Statement(Box::new(statement))],
        },
        diagnostics,
    }
}
