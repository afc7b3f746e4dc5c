//! The texts of a run.

use super::{FileId, Span};

/// One text with the name that people know it by.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// The path as shown to people, with `/` between its parts.
    pub name: String,
    pub text: String,
}

/// All texts that a run has read, numbered in the order of reading.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

impl Sources {
    /// Adds a text and returns its number.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<String>) -> FileId {
        let id = self.next();
        self.files.push(SourceFile {
            name: name.into(),
            text: text.into(),
        });
        id
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
        let before = &text.as_bytes()[..at];
        let is_line_end = |i: usize| match before[i] {
            b'\n' => true,
            b'\r' => text.as_bytes().get(i + 1) != Some(&b'\n'),
            _ => false,
        };
        let line = (0..at).filter(|&i| is_line_end(i)).count() + 1;
        let start = (0..at).rev().find(|&i| is_line_end(i)).map_or(0, |i| i + 1);
        let column = text[start..at].chars().filter(|&c| c != '\u{FEFF}').count() + 1;
        (line, column)
    }
}
