//! Small helpers for words in messages and titles.

use crate::source::Span;
use crate::syntax::{Value, ValueKind};

/// Turns an id into plain words: `place-order` and `placeOrder` into `Place order`.
pub fn plain(id: &str) -> String {
    let mut text = String::with_capacity(id.len() + 4);
    let mut before = ' ';
    for c in id.chars() {
        if c == '-' || c == '_' || c == '.' {
            if !text.is_empty() && before != ' ' {
                text.push(' ');
            }
            before = ' ';
            continue;
        }
        if text.is_empty() {
            text.extend(c.to_uppercase());
        } else if c.is_uppercase() && before.is_lowercase() {
            text.push(' ');
            text.extend(c.to_lowercase());
        } else {
            text.push(c);
        }
        before = c;
    }
    if text.is_empty() { id.to_owned() } else { text }
}

/// Turns plain words into an id: `Place order` into `place-order`; nothing where no id comes out.
pub fn id(words: &str) -> Option<String> {
    let lower = words.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let id = parts.join("-");
    (id.len() <= 40 && id.starts_with(char::is_alphabetic)).then_some(id)
}

/// Lists names for a message: `a`, `b` and `c`.
pub fn listed<S: AsRef<str>>(names: &[S]) -> String {
    let quoted: Vec<String> = names
        .iter()
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// Lists choices for a message: `a`, `b` or `c`.
pub fn either<S: AsRef<str>>(names: &[S]) -> String {
    let quoted: Vec<String> = names
        .iter()
        .map(|name| format!("`{}`", name.as_ref()))
        .collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// Shows a chain of names for a message: `a`, then `b`.
pub fn chained(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", then ")
}

/// Names a kind with its article: a `lambda`, an `sqs`.
pub fn article(kind: &str) -> String {
    // Read letter by letter, these begin with a vowel too.
    let spelled = matches!(
        kind,
        "sqs" | "sns" | "s3" | "rds" | "mq" | "nlb" | "ses" | "msk"
    );
    let vowel = kind.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O']);
    let an = if spelled || vowel { "an" } else { "a" };
    format!("{an} `{kind}`")
}

/// Returns the one word that a value is, dots included.
pub fn word(value: &Value) -> Option<(String, Span)> {
    match &value.kind {
        ValueKind::Words(words) => match words.as_slice() {
            [word] => Some((word.path(), word.span)),
            _ => None,
        },
        ValueKind::Text(text) => Some((text.text.clone(), value.span)),
        _ => None,
    }
}

/// Adds the words that a value names, in lists too.
pub fn names(value: &Value, found: &mut Vec<String>) {
    match &value.kind {
        ValueKind::Words(words) => found.extend(words.iter().map(crate::syntax::Reference::path)),
        ValueKind::Text(text) => found.push(text.text.clone()),
        ValueKind::Number(number) => found.push(number.clone()),
        ValueKind::List(members) => members.iter().for_each(|member| names(member, found)),
        ValueKind::Record(body) => {
            found.extend(
                body.statements()
                    .filter_map(|statement| match &statement.kind {
                        crate::syntax::StatementKind::Attribute { key, .. } => Some(key.path()),
                        _ => None,
                    }),
            )
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{either, listed, plain};

    #[test]
    fn ids_become_plain_words() {
        assert_eq!(plain("place-order"), "Place order");
        assert_eq!(plain("placeOrder"), "Place order");
        assert_eq!(plain("orders_table"), "Orders table");
        assert_eq!(plain("API"), "API");
        assert_eq!(plain("_"), "_");
        assert_eq!(plain("état"), "État");
    }

    #[test]
    fn lists_read_well() {
        assert_eq!(listed(&["a", "b", "c"]), "`a`, `b` and `c`");
        assert_eq!(either(&["a", "b"]), "`a` or `b`");
    }
}
