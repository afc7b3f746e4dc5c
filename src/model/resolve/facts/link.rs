//! Links: to pages that are safe to follow, and to views.

use super::Line;
use super::codes::BAD_LINK;
use crate::model::Target;
use crate::model::resolve::draft::Draft;
use crate::model::resolve::words;
use crate::source::Diagnostic;
use crate::syntax::ValueKind;

/// Reads where a link leads to; one that is not safe to follow is told and leads nowhere.
pub(super) fn link(draft: &mut Draft, line: &Line) -> Option<Target> {
    let value = line.value?;
    if let ValueKind::Words(words) = &value.kind
        && let [word, view] = words.as_slice()
        && word.path() == "view"
    {
        draft.view_links.push((view.path(), view.span));
        return Some(Target::View(view.path()));
    }
    // That it cannot be read has been told.
    if let ValueKind::Bad(_) = value.kind {
        return None;
    }
    let Some((url, span)) = words::word(value) else {
        draft.say(
            Diagnostic::error(
                &BAD_LINK,
                value.span,
                "`link` takes an address in quotes, or `view NAME`",
            )
            .help("write `link: \"https://…\"`"),
        );
        return None;
    };
    let url = url.trim().to_owned();
    if safe_link(&url) {
        return Some(Target::Url(url));
    }
    draft.say(
        Diagnostic::error(
            &BAD_LINK,
            span,
            "this link could do harm in a browser, so it is refused",
        )
        .help("use an address of `https:`, `http:` or `mailto:`, or a relative path"),
    );
    None
}

/// Returns whether a link is of a harmless scheme, or relative.
pub fn safe_link(url: &str) -> bool {
    if url.is_empty() || url.chars().any(|c| c.is_control() || c == '\\') || url.starts_with("//") {
        return false;
    }
    let end = url.find(['/', '?', '#']).unwrap_or(url.len());
    match url[..end].find(':') {
        None => !url[..end].contains('&'),
        Some(colon) => {
            let scheme = url[..colon].to_ascii_lowercase();
            matches!(scheme.as_str(), "http" | "https" | "mailto")
        }
    }
}
