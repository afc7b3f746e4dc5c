//! Text to tree and back.
//!
//! Comes in: a text. Goes out: a [`Tree`], which exists for every text and keeps all that the author wrote, comments and
//! blank lines among it. Always holds: `format` after `parse` loses no comment, and formatting twice changes nothing.
//! Pest's types stop here.

mod build;
mod escape;
mod foreign;
mod format;
mod grammar;
mod parse;
mod scan;
mod tree;

pub use build::CODES;
pub use escape::{bad_escape, dedent, unescaped};
pub use format::{format, format_on_one_line};
pub use parse::{FILE_LIMIT, parse};
pub use tree::{
    Arrow, ArrowKind, Blank, Body, Branch, Comment, Declaration, Flow, Heads, Hop, Item, Name,
    Notes, Reference, Statement, StatementKind, Subject, Text, Tree, Value, ValueKind,
};
