//! The small architectures between the braces of examples, in the style of `.arch` files.

use crate::source::{FileId, Level};
use crate::syntax;

/// Returns what stands between the braces: on their line where the author wrote it so, else on lines of its own.
pub(super) fn inside(written: &str, indent: usize) -> String {
    let trimmed = written.trim();
    if trimmed.is_empty() {
        return String::new();
    }
    let parsed = syntax::parse(FileId::default(), written);
    let is_wrong = parsed
        .diagnostics
        .iter()
        .any(|said| said.level == Level::Error);
    if is_wrong {
        return written.to_owned();
    }
    if !written.contains(['\n', '\r']) {
        let line = syntax::format_on_one_line(&parsed.value);
        let line = line.filter(|line| !line.contains('\n'));
        return format!(" {} ", line.as_deref().unwrap_or(trimmed));
    }
    let lines = syntax::format(&parsed.value);
    let mut text = String::from("\n");
    for line in lines.lines() {
        if !line.is_empty() {
            text.extend(std::iter::repeat_n(' ', indent + 2));
            text.push_str(line);
        }
        text.push('\n');
    }
    text.extend(std::iter::repeat_n(' ', indent));
    text
}
