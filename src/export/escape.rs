//! The author's words in XML and HTML.

/// Appends text so that it is text: markup is escaped, what XML 1.0 does not allow is left out, and so are the
/// controls with which a text could turn the direction of what stands around it.
pub fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push_str("&#10;"),
            '\t' | '\r' => out.push(' '),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            '\u{0}'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn keeps_text_text() {
        let check = |text: &str, expected: &str| {
            let mut out = String::new();
            escape(&mut out, text);
            assert_eq!(out, expected);
        };
        check("a < b & \"c\"", "a &lt; b &amp; &quot;c&quot;");
        check("</title><script>", "&lt;/title&gt;&lt;script&gt;");
        check("a\u{0}b\u{202E}c\u{FFFF}", "abc");
        check("größe 注文 😀", "größe 注文 😀");
    }
}
