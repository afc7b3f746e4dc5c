//! What several tests share.

#![allow(dead_code, reason = "each test uses a part")]

pub mod drawn;
pub mod memory;
pub mod program;
pub mod random;
#[cfg(feature = "cli")]
pub mod samples;

use archlens::syntax::Tree;
use std::fmt::Write;

/// Writes a tree without its places and without what only the layout of the text decides.
pub fn shape(tree: &Tree) -> String {
    let mut text = String::new();
    write!(text, "{:?}", tree.items).expect("a string takes all");
    let mut kept = without_places(&text);
    for (written, plain) in [
        ("closed: false", "closed: true"),
        ("broken: false", "broken: true"),
    ] {
        kept = kept.replace(written, plain);
    }
    kept.replace(", ", ",\n")
}

/// Takes the places out of what was written for debugging.
pub fn without_places(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("Span { ") {
        kept.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(" }").map_or(rest.len(), |end| end + 2);
        rest = &rest[end..];
    }
    kept.push_str(rest);
    kept
}
