//! The floors of the house: a room imports only lower floors, and no room of its own floor.

#![expect(clippy::disallowed_methods, reason = "a test: reads the sources")]

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms by floor; a room that is not here has no right to exist.
const FLOORS: &[(&str, u8)] = &[
    ("source", 0),
    ("geometry", 0),
    ("syntax", 1),
    ("catalog", 1),
    ("theme", 1),
    ("font", 1),
    ("layout", 1),
    ("model", 2),
    ("lens", 3),
    ("scene", 3),
    ("diff", 3),
    ("draw", 4),
    ("review", 4),
    ("export", 5),
    ("import", 5),
    ("editor", 5),
    ("project", 6),
    ("lsp", 6),
    ("preview", 6),
    ("wasm", 6),
    // The pipeline of `src/lib.rs`.
    ("picture", 6),
    ("compose", 6),
    ("plate", 6),
    ("sequence", 6),
    ("deployment", 6),
    ("text", 6),
    ("PictureOptions", 6),
    ("cli", 7),
];

fn floor(room: &str) -> Option<u8> {
    FLOORS
        .iter()
        .find(|(name, _)| *name == room)
        .map(|(_, floor)| *floor)
}

/// Whether `from` may import `to`.
fn may_import(from: &str, to: &str) -> bool {
    match (floor(from), floor(to)) {
        (Some(6), Some(6)) => to == "project",
        (Some(upper), Some(lower)) => lower < upper,
        _ => false,
    }
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .expect("a folder of the sources")
        .map(|entry| entry.expect("a readable entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The rooms that a text names by `crate::room`, in `use` lists too.
fn imports(text: &str) -> Vec<String> {
    let code: String = text
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n");
    let mut rooms = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let mut depth = 0;
            let mut word = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => rooms.push(std::mem::take(&mut word)),
                    _ if depth == 0 => word.push(c),
                    _ => {}
                }
            }
            rooms.push(word);
        } else {
            rooms.push(rest.to_owned());
        }
    }
    rooms
        .iter()
        .map(|room| {
            room.trim()
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect::<String>()
        })
        .filter(|room| !room.is_empty())
        .collect()
}

#[test]
fn rooms_import_only_lower_floors() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&src, &mut files);
    let mut wrong = Vec::new();
    for file in &files {
        let inside = file.strip_prefix(&src).expect("a path below src");
        let Some(room) = inside
            .components()
            .nth(1)
            .and_then(|_| inside.iter().next())
        else {
            continue;
        };
        let room = room.to_string_lossy();
        assert!(
            floor(&room).is_some(),
            "src/{room} has no floor in tests/floors.rs"
        );
        let text = fs::read_to_string(file).expect("a source file");
        for used in imports(&text) {
            if used != room && !may_import(&room, &used) {
                wrong.push(format!("{} imports crate::{used}", inside.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_upward_import_is_seen() {
    assert_eq!(
        imports("use crate::{model::{A, B}, lens};"),
        ["model", "lens"]
    );
    assert_eq!(imports("let x = crate::draw::draw();"), ["draw"]);
    assert!(!may_import("syntax", "model"));
    assert!(!may_import("lens", "scene"));
    assert!(may_import("lsp", "project"));
}

#[test]
fn every_path_in_the_architecture_page_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Ok(page) = fs::read_to_string(root.join("ARCHITECTURE.md")) else {
        panic!("ARCHITECTURE.md is missing");
    };
    let missing: Vec<&str> = page
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|code| {
            [
                "src/", "tests/", "samples/", "grammar/", "site/", "benches/", "fuzz/",
            ]
            .iter()
            .any(|folder| code.starts_with(folder))
        })
        .filter(|path| !path.contains(['*', '<', ' ']) && !root.join(path).exists())
        .collect();
    assert!(missing.is_empty(), "ARCHITECTURE.md names {missing:?}");
}
