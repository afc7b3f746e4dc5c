//! The reference page of the language: every example on it parses.

#![expect(clippy::disallowed_methods, reason = "a test: reads the page")]

use archlens::source::FileId;
use archlens::syntax;

/// The examples of a page with the lines they start on.
fn examples(page: &str) -> Vec<(usize, String)> {
    let mut examples = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for (at, line) in page.lines().enumerate() {
        match (&mut open, line) {
            (None, "```arch") => open = Some((at + 2, String::new())),
            (Some(_), "```") => examples.extend(open.take()),
            (Some((_, text)), line) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, _) => {}
        }
    }
    examples
}

#[test]
fn every_example_of_the_language_parses() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/site/reference/language.md");
    let page = std::fs::read_to_string(path).expect("the page");
    let examples = examples(&page);
    assert!(examples.len() > 12);
    for (line, text) in examples {
        let said = syntax::parse(FileId(0), &text).diagnostics;
        assert!(said.is_empty(), "the example on line {line}: {said:?}");
    }
}
