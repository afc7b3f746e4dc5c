//! Text to tree and back.
//!
//! Comes in: a text. Goes out: a [`Tree`], which exists for every text and keeps all that the author wrote, comments and
//! blank lines among it. Always holds: `format` after `parse` loses no comment, and formatting twice changes nothing.
//! Pest's types stop here.

mod tree;

pub use tree::{
    Arrow, ArrowKind, Blank, Body, Branch, Comment, Declaration, Flow, Heads, Hop, Item, Name,
    Reference, Statement, StatementKind, Subject, Text, Tree, Value, ValueKind,
};
