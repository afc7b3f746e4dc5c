//! Files that stand nowhere but in a test.

use archlens::catalog;
use archlens::model::{self, Options};
use archlens::source::{Checked, Diagnostic, FileId, Files, ReadError, Sources};
use std::cell::Cell;
use std::collections::BTreeMap;

/// A folder in memory; paths that climb out of it are outside.
#[derive(Default)]
pub struct Memory {
    pub files: BTreeMap<String, String>,
    /// Files that are there and cannot be had.
    pub barred: BTreeMap<String, ReadError>,
    /// How often a file was read.
    pub reads: Cell<usize>,
}

impl Memory {
    /// Puts files into a folder.
    pub fn of(files: impl IntoIterator<Item = (String, String)>) -> Self {
        Self {
            files: files.into_iter().collect(),
            barred: BTreeMap::new(),
            reads: Cell::new(0),
        }
    }
}

impl Files for Memory {
    fn resolve(&self, from: &str, path: &str) -> Result<String, ReadError> {
        let mut parts: Vec<&str> = from.split('/').collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                "." | "" => {}
                ".." => {
                    parts.pop().ok_or(ReadError::Outside)?;
                }
                part => parts.push(part),
            }
        }
        let path = parts.join("/");
        if self.files.contains_key(&path) || self.barred.contains_key(&path) {
            Ok(path)
        } else {
            Err(ReadError::Missing)
        }
    }

    fn read(&self, path: &str) -> Result<String, ReadError> {
        self.reads.set(self.reads.get() + 1);
        match self.barred.get(path) {
            Some(error) => Err(error.clone()),
            None => self.files.get(path).cloned().ok_or(ReadError::Missing),
        }
    }
}

/// Loads and resolves a text that may use the files of a folder.
pub fn resolve(memory: &Memory, name: &str, text: &str) -> Checked<model::Model> {
    let mut sources = Sources::default();
    let loaded = model::load_text(&mut sources, memory, name, text);
    let mut resolved = model::resolve(&loaded.value, catalog::builtin(), &Options::default());
    let mut diagnostics = loaded.diagnostics;
    diagnostics.append(&mut resolved.diagnostics);
    resolved.diagnostics = diagnostics;
    resolved
}

/// Returns what is said about a text that may use a few files with well-known mistakes.
pub fn diagnostics(text: &str) -> Vec<Diagnostic> {
    let mut files: BTreeMap<String, String> = (0..70)
        .map(|at| {
            let next = format!("use \"chain-{}.arch\"", at + 1);
            (format!("chain-{at}.arch"), next)
        })
        .collect();
    for (name, text) in [
        ("it.arch", "lambda again"),
        ("leaf.arch", "service hub"),
        ("round-a.arch", "use \"round-b.arch\""),
        ("round-b.arch", "use \"sub/../round-a.arch\""),
    ] {
        files.insert(name.to_owned(), text.to_owned());
    }
    let mut memory = Memory::of(files);
    let limit = 16 * 1024 * 1024;
    for (name, error) in [
        ("huge.arch", ReadError::TooLarge { limit }),
        (
            "folder.arch",
            ReadError::Unreadable("not a regular file".to_owned()),
        ),
    ] {
        memory.barred.insert(name.to_owned(), error);
    }
    let mut said = resolve(&memory, "it", text).diagnostics;
    // What stands in other files is drawn at the start, since only the text itself is at hand.
    for diagnostic in &mut said {
        let here = FileId(0);
        if diagnostic.primary.span.file != here {
            diagnostic.primary.span = archlens::source::Span::new(here, 0, 0);
        }
        diagnostic
            .related
            .retain(|related| related.span.file == here);
    }
    said
}
