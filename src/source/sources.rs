//! The texts of a run.

use super::{FileId, Span};
use std::sync::OnceLock;

/// One text with the name that people know it by.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path below the project's root, with `/` between its parts.
    pub name: String,
    pub text: String,
}

/// All texts that a run has read, numbered in the order of reading.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// Where the lines of each file start, but the first; found out when someone asks.
    lines: Vec<OnceLock<Vec<u32>>>,
}

impl Sources {
    /// Adds a text and returns its number.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = self.next();
        let text = text.into();
        self.lines.push(OnceLock::new());
        self.files.push(SourceFile {
            name: name.into(),
            text,
        });
        id
    }

    /// Returns the same texts under other names, for people who know the files by those.
    pub fn renamed(&self, name: impl Fn(&str) -> String) -> Self {
        let mut renamed = self.clone();
        for file in &mut renamed.files {
            file.name = name(&file.name);
        }
        renamed
    }

    /// Returns the number that the next text will get.
    pub fn next(&self) -> FileId {
        FileId(u32::try_from(self.files.len()).expect("fewer files than the file limit"))
    }

    /// Returns a file by its number.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// Returns the files in the order of reading.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// Returns the text at a place; empty where the place is not in the file.
    pub fn text(&self, span: Span) -> &str {
        self.files
            .get(span.file.0 as usize)
            .and_then(|file| file.text.get(span.range()))
            .unwrap_or("")
    }

    /// Returns the line of a place and its column in characters, both counted from 1.
    ///
    /// Lines end at LF, CR LF or CR, as editors show them. A byte order mark takes no column.
    pub fn line_column(&self, span: Span) -> (usize, usize) {
        let text = &self.file(span.file).text;
        let at = text.floor_char_boundary(span.start as usize);
        let starts = self.lines[span.file.0 as usize].get_or_init(|| line_starts(text));
        let ended = starts.partition_point(|start| *start as usize <= at);
        let start = ended.checked_sub(1).map_or(0, |last| starts[last] as usize);
        let column = text[start..at].chars().filter(|&c| c != '\u{FEFF}').count() + 1;
        (ended + 1, column)
    }
}

fn line_starts(text: &str) -> Vec<u32> {
    if !text.contains('\r') {
        let ends = text.match_indices('\n');
        return ends
            .filter_map(|(at, _)| u32::try_from(at + 1).ok())
            .collect();
    }
    let bytes = text.as_bytes();
    let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => bytes.get(at + 1) != Some(&b'\n'),
        _ => false,
    });
    ends.filter_map(|(at, _)| u32::try_from(at + 1).ok())
        .collect()
}
