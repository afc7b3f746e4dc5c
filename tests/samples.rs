//! The samples: every one parses, resolves and keeps what it promises.

#![expect(clippy::disallowed_methods, reason = "a test: reads the samples")]

use archlens::{catalog, model, source, syntax};
use std::path::{Path, PathBuf};

/// Every sample with its path below `samples/`.
fn samples() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut folders = vec![root.clone()];
    let mut found: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of samples") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "arch") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).expect("below the samples");
            let text = std::fs::read_to_string(&path).expect("a readable sample");
            (name.to_string_lossy().into_owned(), text)
        })
        .collect()
}

/// What was said about a sample, one line each.
fn said(name: &str, sources: &source::Sources, diagnostics: &[source::Diagnostic]) -> Vec<String> {
    diagnostics
        .iter()
        .map(|diagnostic| {
            let (line, column) = sources.line_column(diagnostic.primary.span);
            format!(
                "{name}:{line}:{column} {} {} {}",
                diagnostic.code.id,
                diagnostic.message,
                diagnostic.help.as_deref().unwrap_or("")
            )
        })
        .collect()
}

/// Every sample is one file.
struct Alone;

impl source::Files for Alone {
    fn resolve(&self, _: &str, _: &str) -> Result<String, source::ReadError> {
        Err(source::ReadError::Missing)
    }

    fn read(&self, _: &str) -> Result<String, source::ReadError> {
        Err(source::ReadError::Missing)
    }
}

#[test]
fn there_are_samples() {
    assert!(samples().len() >= 9);
}

#[test]
fn samples_resolve_with_nothing_to_say() {
    let mut all = Vec::new();
    for (name, text) in samples() {
        let mut sources = source::Sources::default();
        let loaded = model::load_text(&mut sources, &Alone, &name, &text);
        let resolved = model::resolve(
            &loaded.value,
            catalog::builtin(),
            &model::Options::default(),
        );
        all.extend(said(&name, &sources, &loaded.diagnostics));
        all.extend(said(&name, &sources, &resolved.diagnostics));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn samples_are_formatted() {
    for (name, text) in samples() {
        let mut sources = source::Sources::default();
        let file = sources.add(&name, &text);
        let formatted = syntax::format(&syntax::parse(file, &text).value);
        assert!(formatted == text, "run `archlens fmt samples/{name}`");
    }
}
