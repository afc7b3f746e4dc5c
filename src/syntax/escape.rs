//! The inside of strings: escapes to characters and back, and the indentation of blocks.

/// An escape that means nothing.
pub(super) struct Mistake {
    /// Its first byte within the string.
    pub(super) at: usize,
    pub(super) length: usize,
    pub(super) why: &'static str,
    /// A doubled backslash would be right.
    pub(super) doubled: bool,
}

/// Resolves the escapes of a string; one that means nothing stays as written.
pub(super) fn unescape(inside: &str) -> (String, Vec<Mistake>) {
    let mut mistakes = Vec::new();
    if !inside.contains('\\') {
        return (inside.to_owned(), mistakes);
    }
    let mut text = String::with_capacity(inside.len());
    let mut rest = inside;
    while let Some(backslash) = rest.find('\\') {
        text.push_str(&rest[..backslash]);
        let at = inside.len() - rest.len() + backslash;
        rest = &rest[backslash + 1..];
        let mut characters = rest.chars();
        let simple = match characters.next() {
            Some('n') => Some('\n'),
            Some('t') => Some('\t'),
            Some('r') => Some('\r'),
            Some(c @ ('"' | '\\')) => Some(c),
            _ => None,
        };
        if let Some(c) = simple {
            text.push(c);
            rest = characters.as_str();
            continue;
        }
        let (length, outcome) = if rest.starts_with("u{") {
            number_escape(rest)
        } else {
            let next = rest.chars().next().map_or(0, char::len_utf8);
            (next, Err(("is no escape", true)))
        };
        match outcome {
            Ok(c) => text.push(c),
            Err((why, doubled)) => {
                text.push('\\');
                text.push_str(&rest[..length]);
                mistakes.push(Mistake {
                    at,
                    length: length + 1,
                    why,
                    doubled,
                });
            }
        }
        rest = &rest[length..];
    }
    text.push_str(rest);
    (text, mistakes)
}

/// Finds the first escape that means nothing: where it stands, and what is wrong with it.
pub fn bad_escape(inside: &str) -> Option<(std::ops::Range<usize>, &'static str)> {
    let (_, mistakes) = unescape(inside);
    let mistake = mistakes.first()?;
    Some((mistake.at..mistake.at + mistake.length, mistake.why))
}

/// Resolves the escapes of a string; one that means nothing stays as written.
pub fn unescaped(inside: &str) -> String {
    unescape(inside).0
}

/// Reads `u{…}` at the start of a text: its length, and the character or what is wrong.
fn number_escape(rest: &str) -> (usize, Result<char, (&'static str, bool)>) {
    let digits = &rest[2..];
    let Some(end) = digits.find(|c: char| !c.is_ascii_hexdigit()) else {
        return (rest.len(), Err(("has no closing brace", false)));
    };
    if !digits[end..].starts_with('}') {
        return (2 + end, Err(("has no closing brace", false)));
    }
    let length = 2 + end + 1;
    let number = match u32::from_str_radix(&digits[..end], 16) {
        Ok(number) => number,
        Err(_) => return (length, Err(("is no number of a character", false))),
    };
    let outcome = match char::from_u32(number) {
        Some(c) if c.is_control() && !matches!(c, '\n' | '\t' | '\r') => {
            Err(("is a control character, which no picture can show", false))
        }
        Some(c) => Ok(c),
        None if number > 0x10_FFFF => Err(("is beyond the last character, U+10FFFF", false)),
        None => Err(("is half a surrogate pair, which is no character", false)),
    };
    (length, outcome)
}

/// Writes a text as the inside of a string on one line.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        match c {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\t' => escaped.push_str("\\t"),
            '\r' => escaped.push_str("\\r"),
            c if is_direction_control(c) => {
                escaped.push_str(&format!("\\u{{{:x}}}", u32::from(c)));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

/// Whether a character turns the direction of the text around it.
pub(super) fn is_direction_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{61C}')
}

/// Takes the indentation off a block string.
///
/// The line of the opening quotes and the line of the closing ones do not belong to the text where nothing else stands on
/// them. The indentation is the smallest of all lines with something on them, the closing line included.
pub fn dedent(inside: &str) -> String {
    let inside = inside.replace("\r\n", "\n").replace('\r', "\n");
    let Some((first, rest)) = inside.split_once('\n') else {
        return inside;
    };
    let mut lines: Vec<&str> = rest.split('\n').collect();
    let closing = lines.last().copied().unwrap_or("");
    let closing_alone = closing.chars().all(|c| c == ' ' || c == '\t');
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let margin = lines
        .iter()
        .enumerate()
        .filter(|&(i, line)| !line.trim().is_empty() || closing_alone && i + 1 == lines.len())
        .map(|(_, line)| indent(line))
        .min()
        .unwrap_or(0);
    if closing_alone {
        lines.pop();
    }
    let mut kept: Vec<&str> = Vec::with_capacity(lines.len() + 1);
    if !first.trim().is_empty() {
        kept.push(first);
    }
    kept.extend(lines.iter().map(|line| {
        if line.trim().is_empty() {
            ""
        } else {
            &line[margin..]
        }
    }));
    kept.join("\n")
}
