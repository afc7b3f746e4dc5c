//! Diagnostics drawn in plain text, small enough to be read in a fixture.

use archlens::source::{Diagnostic, Fix, Label, Level, Safety, Sources};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Draws diagnostics one below the other.
pub fn all(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    diagnostics
        .iter()
        .map(|diagnostic| one(sources, diagnostic))
        .collect::<Vec<_>>()
        .join("\n")
}

fn one(sources: &Sources, diagnostic: &Diagnostic) -> String {
    let level = match diagnostic.level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "note",
    };
    let mut out = format!("{level}[{}]: {}\n", diagnostic.code.id, diagnostic.message);
    place(&mut out, sources, &diagnostic.primary, '^');
    for label in &diagnostic.related {
        place(&mut out, sources, label, '-');
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "   = help: {help}");
    }
    if let Some(fix) = &diagnostic.fix {
        let text = &sources.file(diagnostic.primary.span.file).text;
        let word = match fix.safety {
            Safety::Safe => "fix",
            Safety::Unsure => "perhaps",
        };
        let _ = writeln!(out, "   = {word}: {}", visible(&changed_line(text, fix)));
    }
    out
}

fn place(out: &mut String, sources: &Sources, label: &Label, mark: char) {
    let text = &sources.file(label.span.file).text;
    let (line, _) = sources.line_column(label.span);
    let range = label.span.range();
    let start = text[..range.start]
        .rfind(['\n', '\r'])
        .map_or(0, |at| at + 1);
    let end = text[range.start..]
        .find(['\n', '\r'])
        .map_or(text.len(), |at| range.start + at);
    let shown = visible(&text[start..end]);
    let before = visible(&text[start..range.start]).width();
    let under = visible(&text[range.start..range.end.min(end).max(range.start)])
        .width()
        .max(1);
    let _ = writeln!(out, "{line:3} | {shown}");
    let marks: String = std::iter::repeat_n(mark, under).collect();
    let _ = writeln!(out, "    | {}{marks} {}", " ".repeat(before), label.text);
    let trimmed = out.trim_end().len();
    out.truncate(trimmed);
    out.push('\n');
}

/// Shows what cannot be seen, and cuts what is long.
fn visible(text: &str) -> String {
    let mut shown = String::new();
    for c in text.chars() {
        let hidden = c.is_control() && c != '\t'
            || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}');
        match c {
            '\t' => shown.push(' '),
            c if hidden => {
                let _ = write!(shown, "<{:04X}>", u32::from(c));
            }
            c => shown.push(c),
        }
    }
    if shown.chars().count() > 120 {
        shown = shown.chars().take(120).chain(['…']).collect();
    }
    shown
}

/// Returns the line of the first edit as the fix leaves it.
fn changed_line(text: &str, fix: &Fix) -> String {
    let first = fix
        .edits
        .iter()
        .map(|edit| edit.span.start as usize)
        .min()
        .unwrap_or(0);
    let mended = apply(text, fix);
    let start = mended[..first].rfind(['\n', '\r']).map_or(0, |at| at + 1);
    mended[start..]
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// Applies the edits of a fix.
pub fn apply(text: &str, fix: &Fix) -> String {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.span.range(), &edit.text);
    }
    text
}
