//! Ids that look alike and are not: letters of other alphabets that are drawn like Latin ones.
//!
//! The table holds the letters of Cyrillic, Greek and Armenian whose usual forms cannot be told from a Latin letter (after
//! Unicode's confusables, UTS 39); full-width letters, ligatures and the like are taken apart by NFKC first.

use super::draft::Draft;
use crate::source::{Code, Diagnostic};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// The codes of look-alike ids.
pub const CODES: &[&Code] = &[&ALIKE];

static ALIKE: Code = Code {
    id: "A0212",
    title: "two ids look alike",
    page: "Two ids are written with different letters that look the same, such as the Latin `a` and the Cyrillic `а`. They stay two ids, but a reader cannot tell them apart. Most often one was pasted or typed with another keyboard. Type it again, or give one of them another id.",
    wrong: "api-gateway api\nlambda \u{430}pi",
    right: "api-gateway api\nlambda place",
};

/// Letters that look like the Latin one in front of them.
const LETTERS: &[(char, &str)] = &[
    ('a', "аαɑ"),
    ('b', "Ь"),
    ('c', "сϲ"),
    ('d', "ԁ"),
    ('e', "еҽ"),
    ('g', "ցɡ"),
    ('h', "һհ"),
    ('i', "іιı"),
    ('j', "јյ"),
    ('l', "ӏ"),
    ('n', "ո"),
    ('o', "оοσօ"),
    ('p', "рρ"),
    ('q', "ԛ"),
    ('s', "ѕ"),
    ('u', "υս"),
    ('v', "ѵν"),
    ('w', "ԝ"),
    ('x', "хχ"),
    ('y', "уүγ"),
    ('A', "АΑ"),
    ('B', "ВΒ"),
    ('C', "СϹ"),
    ('E', "ЕΕ"),
    ('H', "НΗ"),
    ('I', "ІΙӀ"),
    ('J', "Ј"),
    ('K', "КΚ"),
    ('M', "МΜ"),
    ('N', "Ν"),
    ('O', "ОΟՕ"),
    ('P', "РΡ"),
    ('S', "Ѕ"),
    ('T', "ТΤ"),
    ('X', "ХΧ"),
    ('Y', "ҮΥ"),
    ('Z', "Ζ"),
];

/// Warns of ids that look like another id.
pub fn warn(draft: &mut Draft) {
    if draft.by_id.keys().all(|id| id.is_ascii()) {
        return;
    }
    let mut looks: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for id in draft.by_id.keys() {
        looks.entry(look(id)).or_default().push(id);
    }
    let mut said = Vec::new();
    for ids in looks.into_values().filter(|ids| ids.len() > 1) {
        let mut places: Vec<_> = ids
            .into_iter()
            .filter_map(|id| Some((draft.model.name_span(*draft.by_id[id].first()?), id)))
            .collect();
        places.sort();
        let (first, known) = places[0];
        for &(place, id) in &places[1..] {
            said.push(
                Diagnostic::warning(
                    &ALIKE,
                    place,
                    format!("`{id}` looks like `{known}`, but {}", difference(id, known)),
                )
                .related(first, "looks like this one")
                .help("type it again if the same thing is meant, else give one of them another id"),
            );
        }
    }
    for diagnostic in said {
        draft.say(diagnostic);
    }
}

/// Says why two ids that look alike are not the same; nothing where they look different.
pub fn why(one: &str, other: &str) -> Option<String> {
    (one != other && look(one) == look(other)).then(|| difference(one, other))
}

/// Returns an id as it looks.
fn look(id: &str) -> String {
    id.nfkc()
        .map(|c| {
            let latin = LETTERS.iter().find(|(_, alike)| alike.contains(c));
            latin.map_or(c, |(latin, _)| *latin)
        })
        .collect()
}

/// Names the first letter in which two ids differ.
fn difference(id: &str, other: &str) -> String {
    let pair = id.chars().zip(other.chars()).find(|(a, b)| a != b);
    match pair {
        Some((a, b)) => format!(
            "holds U+{:04X} where that has U+{:04X}",
            u32::from(a),
            u32::from(b)
        ),
        None => "has more letters".to_owned(),
    }
}
