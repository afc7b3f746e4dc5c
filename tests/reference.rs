//! The reference page of the language: every example on it is read and bound without a word, and is in the one style.

#![expect(clippy::disallowed_methods, reason = "a test: reads the page")]

use archlens::source::FileId;
use archlens::syntax;

mod common;
use common::memory::{Memory, resolve};

/// An example with the line on which it starts.
struct Example {
    line: usize,
    text: String,
}

impl Example {
    /// The name that a comment on the first line gives to it, for other examples to use.
    fn name(&self) -> Option<&str> {
        let name = self.text.lines().next()?.strip_prefix("// ")?;
        name.ends_with(".arch").then_some(name)
    }
}

/// The examples of a page.
fn examples(page: &str) -> Vec<Example> {
    let mut examples = Vec::new();
    let mut open: Option<Example> = None;
    for (at, line) in page.lines().enumerate() {
        match (&mut open, line) {
            (None, "```arch") => {
                open = Some(Example {
                    line: at + 2,
                    text: String::new(),
                });
            }
            (Some(_), "```") => examples.extend(open.take()),
            (Some(example), line) => {
                example.text.push_str(line);
                example.text.push('\n');
            }
            (None, _) => {}
        }
    }
    examples
}

fn language() -> Vec<Example> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/site/reference/language.md");
    let examples = examples(&std::fs::read_to_string(path).expect("the page"));
    assert!(examples.len() > 25);
    examples
}

#[test]
fn every_example_of_the_language_means_what_it_says() {
    let examples = language();
    let named = examples.iter().filter_map(|example| {
        let name = example.name()?;
        Some((name.to_owned(), example.text.clone()))
    });
    let memory = Memory::of(named);
    for Example { line, text } in &examples {
        let said = resolve(&memory, "it.arch", text).diagnostics;
        assert!(said.is_empty(), "the example on line {line}: {said:?}");
    }
}

#[test]
fn every_example_of_the_language_is_in_the_one_style() {
    for Example { line, text } in language() {
        let formatted = syntax::format(&syntax::parse(FileId(0), &text).value);
        assert_eq!(formatted, text, "the example on line {line}");
    }
}
