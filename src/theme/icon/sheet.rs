//! Style sheets as drawing programs write them: rules for classes, read into names and values.

use std::collections::BTreeMap;

/// The properties of each class, in the order of the text.
pub(super) type Sheet = BTreeMap<String, Vec<(String, String)>>;

/// Reads the rules of classes; everything else is passed over.
pub(super) fn sheet(text: &str, into: &mut Sheet) {
    let mut rest = text;
    while let Some((head, after)) = rest.split_once('{') {
        let (body, after) = after.split_once('}').unwrap_or((after, ""));
        for selector in head.split(',') {
            if let Some(class) = selector
                .trim()
                .strip_prefix('.')
                .filter(|class| is_name(class))
            {
                into.entry(class.to_owned())
                    .or_default()
                    .extend(declarations(body));
            }
        }
        rest = after;
    }
}

/// Reads `fill:#fff;stroke:none`.
pub(super) fn declarations(text: &str) -> impl Iterator<Item = (String, String)> + '_ {
    text.split(';').filter_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        let name = name.trim();
        is_name(name).then(|| (name.to_owned(), value.trim().to_owned()))
    })
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}
