//! Fixtures of diagnostics: what is said about a text, drawn under its lines.
//!
//! A fixture is a file `tests/diagnostics/ROOM/NAME.txt`: a text, a line `---`, and all that ROOM says about the text, as
//! `common::drawn` draws it. To add one, write the text and the line `---`, run the tests with `UPDATE_FIXTURES=1`, and
//! read what was drawn. A room adds its way of checking to [`check`]. Fixes are tried as well: a safe one must take its
//! diagnostic away.

#![expect(
    clippy::disallowed_methods,
    reason = "a test: reads and writes fixtures"
)]

use archlens::source::{Diagnostic, FileId, Safety, Sources};
use archlens::syntax;
use std::path::{Path, PathBuf};

mod common;
use common::drawn;

/// Says what a room has to say about a text.
fn check(room: &str, sources: &Sources, file: FileId) -> Vec<Diagnostic> {
    let text = &sources.file(file).text;
    match room {
        "syntax" => syntax::parse(file, text).diagnostics,
        "model" => common::memory::diagnostics(text),
        other => panic!("no room `{other}` says how its fixtures are checked"),
    }
}

#[test]
fn fixtures_hold() {
    let update = std::env::var_os("UPDATE_FIXTURES").is_some();
    let mut wrong = Vec::new();
    for (room, path) in fixtures() {
        let content = std::fs::read_to_string(&path).expect("a readable fixture");
        let (text, expected) = content
            .split_once("\n---\n")
            .unwrap_or_else(|| panic!("{} has no line `---`", path.display()));
        let mut sources = Sources::default();
        let file = sources.add("it", text);
        let said = check(&room, &sources, file);
        let drawn = drawn::all(&sources, &said);
        if update {
            let content = format!("{text}\n---\n{drawn}");
            std::fs::write(&path, content).expect("a writable fixture");
        } else if drawn != expected {
            wrong.push(format!(
                "=== {}\n--- expected\n{expected}\n--- drawn\n{drawn}",
                path.display()
            ));
        }
        for diagnostic in &said {
            let safe = diagnostic
                .fix
                .as_ref()
                .filter(|fix| fix.safety == Safety::Safe);
            let Some(fix) = safe else {
                continue;
            };
            let mut mended = Sources::default();
            let file = mended.add("it", drawn::apply(text, fix));
            let left = check(&room, &mended, file);
            let count = |said: &[Diagnostic]| {
                said.iter()
                    .filter(|said| said.code == diagnostic.code)
                    .count()
            };
            if count(&left) >= count(&said) {
                wrong.push(format!(
                    "=== {}: the fix of {} mends nothing",
                    path.display(),
                    diagnostic.code.id
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn everything_said_has_a_place_and_a_cure() {
    for (room, path) in fixtures() {
        let content = std::fs::read_to_string(&path).expect("a readable fixture");
        let text = content.split("\n---\n").next().unwrap_or_default();
        let mut sources = Sources::default();
        let file = sources.add("it", text);
        for said in check(&room, &sources, file) {
            let name = path.display();
            assert!(
                said.help.is_some(),
                "{name}: {} says not what to do",
                said.code.id
            );
            assert!(
                said.primary.span.range().end <= text.len(),
                "{name}: {}",
                said.code.id
            );
            assert!(!said.message.ends_with('.'), "{name}: {}", said.message);
            assert!(
                !said.message.starts_with(char::is_uppercase) || said.message.starts_with("U+"),
                "{name}: {}",
                said.message
            );
        }
    }
}

/// Every fixture with its room, in the order of their names.
fn fixtures() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let list = |folder: &Path| -> Vec<PathBuf> {
        let entries = std::fs::read_dir(folder).expect("a folder of fixtures");
        let mut paths: Vec<_> = entries
            .map(|entry| entry.expect("a readable entry").path())
            .collect();
        paths.sort();
        paths
    };
    list(&root)
        .into_iter()
        .filter(|folder| folder.is_dir())
        .flat_map(|folder| {
            let room = folder
                .file_name()
                .expect("a named folder")
                .to_string_lossy()
                .into_owned();
            list(&folder)
                .into_iter()
                .map(move |path| (room.clone(), path))
        })
        .collect()
}
