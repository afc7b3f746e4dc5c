//! Words in HTML: everything escaped, what stands in backticks as code.

/// Escapes a text, with what stands in backticks as code.
pub(super) fn code(words: &str) -> String {
    let parts = words.split('`').enumerate();
    parts
        .map(|(at, part)| match at % 2 {
            0 => text(part),
            _ => format!("<code>{}</code>", text(part)),
        })
        .collect()
}

/// Makes a link of an address that is one.
pub(super) fn link(source: &str) -> String {
    let shown = text(source);
    match source.starts_with("https://") {
        true => format!("<a href=\"{shown}\">{shown}</a>"),
        false => shown,
    }
}

/// Escapes a text, controls that could turn its direction left out.
pub(super) fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() && c != '\n' => {}
            c => out.push(c),
        }
    }
    out
}
