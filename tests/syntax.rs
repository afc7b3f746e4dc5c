//! The parser: every page's wrong example raises its code and no other, every right one raises none; the tree of the samples.

use archlens::source::{self, FileId};
use archlens::syntax;

fn codes(text: &str) -> Vec<&'static str> {
    let checked = syntax::parse(FileId(0), text);
    let mut codes: Vec<_> = checked
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code.id)
        .collect();
    codes.dedup();
    codes
}

#[test]
fn every_page_has_examples_that_hold() {
    for code in source::CODES.iter().chain(syntax::CODES) {
        if !code.wrong.is_empty() {
            assert_eq!(codes(code.wrong), [code.id], "{}", code.wrong);
        }
        assert_eq!(codes(code.right), [""; 0], "{}: {}", code.id, code.right);
    }
}

#[test]
fn codes_are_unique() {
    let mut ids: Vec<_> = source::CODES
        .iter()
        .chain(syntax::CODES)
        .map(|code| code.id)
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
}

#[test]
fn the_example_of_the_language_is_clean() {
    assert_eq!(codes(include_str!("../samples/web-shop.arch")), [""; 0]);
}
