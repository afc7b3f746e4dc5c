//! Diagrams of other languages, pasted into a `.arch` file.
//!
//! One look at the first words, so that a page of Mermaid is one mistake and not one for each of its lines.

use crate::source::{Code, Diagnostic, FileId, Span};

pub(super) static FOREIGN: Code = Code {
    id: "A0155",
    title: "a diagram of another language",
    page: "The file starts as a diagram of another language does, so it is not read. What is a box there is declared here with what it is, and each arrow stands on a line of its own, with its label behind it.",
    wrong: "graph TD\n  A[Shop] -->|order| B[(Orders)]",
    right: "service a \"Shop\"\ndatabase b \"Orders\"\na -> b \"order\"",
};

/// How texts of other languages start: the first word, the beginning of what stands behind it, and the language.
const STARTS: &[(&str, &[&str], &str)] = &[
    ("graph", &["TD", "TB", "BT", "LR", "RL"], "Mermaid"),
    ("flowchart", &["TD", "TB", "BT", "LR", "RL"], "Mermaid"),
    ("```mermaid", &[""], "Mermaid"),
    ("sequenceDiagram", &[""], "Mermaid"),
    ("C4Context", &[""], "Mermaid"),
    ("C4Container", &[""], "Mermaid"),
    ("C4Component", &[""], "Mermaid"),
    ("architecture-beta", &[""], "Mermaid"),
    ("@startuml", &[""], "PlantUML"),
    ("@startmindmap", &[""], "PlantUML"),
    ("digraph", &[""], "Graphviz"),
    ("strict", &["digraph", "graph"], "Graphviz"),
    ("graph", &["{"], "Graphviz"),
    ("workspace", &["{", "\""], "Structurizr"),
    ("specification", &["{"], "LikeC4"),
    ("AWSTemplateFormatVersion:", &[""], "CloudFormation"),
    ("resource", &["\""], "Terraform"),
    ("provider", &["\""], "Terraform"),
    ("terraform", &["{"], "Terraform"),
];

/// Says so where a text is a diagram of another language.
pub(super) fn foreign(file: FileId, text: &str) -> Option<Diagnostic> {
    let start = first_word(text);
    let rest = &text[start..];
    let word = rest.split_whitespace().next()?;
    let behind = rest[word.len()..].trim_start_matches([' ', '\t']);
    let (_, _, language) = STARTS.iter().find(|(first, next, _)| {
        *first == word && next.iter().any(|next| behind.starts_with(next))
    })?;
    let place = Span::new(file, start as u32, (start + word.len()) as u32);
    Some(
        Diagnostic::error(
            &FOREIGN,
            place,
            format!("this is {language}, which archlens does not read"),
        )
        .help("declare each box, as in `service a \"Shop\"`, and write each arrow on a line of its own, as in `a -> b \"order\"`"),
    )
}

/// Returns where the first line starts that is neither empty nor a comment of any language.
fn first_word(text: &str) -> usize {
    let mut at = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
    loop {
        let rest = &text[at..];
        at += rest.len() - rest.trim_start().len();
        let comment = ["//", "%%", "#", "---"]
            .iter()
            .any(|mark| text[at..].starts_with(mark));
        if !comment {
            return at;
        }
        at = text[at..]
            .find(['\n', '\r'])
            .map_or(text.len(), |end| at + end);
    }
}
