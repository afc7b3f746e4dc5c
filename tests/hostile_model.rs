//! Hostile files: circles, bombs, chains and heaps end soon, with one diagnostic that names the limit.

use archlens::model::USE_DEPTH_LIMIT;
use std::fmt::Write;

mod common;
use common::memory::{Memory, resolve};

/// Returns the codes that a text raises, each once, and how many elements it makes.
fn check(
    files: impl IntoIterator<Item = (String, String)>,
    text: &str,
) -> (Vec<&'static str>, usize) {
    let memory = Memory::of(files);
    let resolved = resolve(&memory, "main.arch", text);
    let mut codes: Vec<_> = resolved
        .diagnostics
        .iter()
        .map(|said| said.code.id)
        .collect();
    codes.dedup();
    (codes, resolved.value.elements.len())
}

fn alone(text: &str) -> (Vec<&'static str>, usize) {
    check([], text)
}

#[test]
fn a_diamond_of_sixty_files_is_read_once() {
    let files = (0..60).map(|at| {
        let text = if at == 59 {
            "lambda last".to_owned()
        } else {
            format!("use \"f{0}.arch\"\nuse \"f{0}.arch\"\n", at + 1)
        };
        (format!("f{at}.arch"), text)
    });
    let memory = Memory::of(files);
    let resolved = resolve(&memory, "main.arch", "use \"f0.arch\"");
    assert_eq!(memory.reads.get(), 60);
    assert_eq!(resolved.value.elements.len(), 1);
    assert!(resolved.diagnostics.is_empty());
}

#[test]
fn a_long_chain_of_files_names_the_limit() {
    let chain = |count: usize| {
        (0..count).map(move |at| {
            let text = if at + 1 == count {
                "lambda last".to_owned()
            } else {
                format!("use \"f{}.arch\"", at + 1)
            };
            (format!("f{at}.arch"), text)
        })
    };
    assert_eq!(
        check(chain(USE_DEPTH_LIMIT - 1), "use \"f0.arch\""),
        (vec![], 1)
    );
    assert_eq!(
        check(chain(USE_DEPTH_LIMIT), "use \"f0.arch\""),
        (vec!["A0405"], 0)
    );
    assert_eq!(check(chain(10_000), "use \"f0.arch\""), (vec!["A0405"], 0));
}

#[test]
fn a_shortcut_into_a_chain_does_not_hide_its_depth() {
    let files = (0..100).map(|at| (format!("f{at}.arch"), format!("use \"f{}.arch\"", at + 1)));
    let files = files.chain([("f100.arch".to_owned(), String::new())]);
    let (codes, _) = check(files, "use \"f50.arch\"\nuse \"f0.arch\"");
    assert_eq!(codes, ["A0405"]);
}

#[test]
fn five_thousand_unknown_services_stay_cheap() {
    let text = (0..5_000).fold(String::new(), |mut text, at| {
        writeln!(text, "lamda{at} x{at}\nx{at} -> y{at}").expect("a string takes all");
        text
    });
    let (codes, _) = alone(&text);
    assert!(codes.contains(&"A0201") && codes.contains(&"A0004"));
}

#[test]
fn a_hundred_thousand_statements_resolve() {
    let mut text = String::new();
    for at in 0..50_000 {
        writeln!(text, "lambda f{at} {{ timeout: 10s }}").expect("a string takes all");
    }
    for at in 0..50_000 {
        writeln!(text, "f{at} -> f{}", (at * 7 + 1) % 50_000).expect("a string takes all");
    }
    let (codes, elements) = alone(&text);
    assert_eq!((codes, elements), (vec![], 50_000));
}
