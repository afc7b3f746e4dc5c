//! What people call things: by their titles, not their ids.

use super::Model;
use std::collections::BTreeMap;

/// The arrows that a message may hold.
const ARROWS: [&str; 4] = ["->", "~>", "=>", "..>"];

/// The titles of things by their paths.
pub struct Titles<'a>(BTreeMap<&'a str, &'a str>);

impl<'a> Titles<'a> {
    /// Collects paths with titles; what has no title of its own keeps its id.
    pub fn of(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        Self(
            pairs
                .filter(|(path, title)| !title.is_empty() && path != title)
                .collect(),
        )
    }

    /// Collects the titles of all elements and groups of a model.
    pub fn of_model(model: &'a Model) -> Self {
        let elements = model.elements.iter().map(|it| (&*it.path, &*it.title));
        let groups = model.groups.iter().map(|it| (&*it.path, &*it.title));
        Self::of(elements.chain(groups))
    }

    /// Says a message with titles in the places of ids that stand in backticks or beside an arrow: “Place order” for
    /// `place`, timeout of “Place order” for `place.timeout`, Shopper → Place order for `shopper -> place`. What else
    /// stands in backticks stays as it is.
    pub fn say(&self, message: &str) -> String {
        let parts = message.split('`').enumerate();
        parts
            .map(|(at, part)| match at % 2 {
                0 => self.chained(part),
                _ => self.quoted(part),
            })
            .collect()
    }

    /// Names what stands at the ends of arrows.
    fn chained(&self, text: &str) -> String {
        let words: Vec<&str> = text.split(' ').collect();
        let is_arrow = |at: Option<usize>| {
            let word = at.and_then(|at| words.get(at));
            word.is_some_and(|word| ARROWS.contains(word))
        };
        let said = words.iter().enumerate().map(|(at, word)| {
            if is_arrow(Some(at)) {
                return "→".to_owned();
            }
            if !is_arrow(at.checked_sub(1)) && !is_arrow(Some(at + 1)) {
                return (*word).to_owned();
            }
            let id = word.trim_end_matches([',', '.', ':', ';']);
            let (title, end) = (self.bare(id), &word[id.len()..]);
            format!("{title}{end}")
        });
        said.collect::<Vec<_>>().join(" ")
    }

    /// Names a thing, or a part of one: Orders (stream).
    fn bare(&self, id: &str) -> String {
        let part = || {
            let (thing, part) = id.rsplit_once('.')?;
            Some(format!("{} ({part})", self.0.get(thing)?))
        };
        let whole = self.0.get(id).map(|title| (*title).to_owned());
        whole.or_else(part).unwrap_or_else(|| id.to_owned())
    }

    fn quoted(&self, id: &str) -> String {
        if let Some(title) = self.0.get(id) {
            return format!("“{title}”");
        }
        let of = |at: usize| self.0.get(&id[..at]).map(|title| (*title, &id[at + 1..]));
        let dots = id.match_indices('.').map(|(at, _)| at);
        match dots.filter_map(of).next_back() {
            Some((title, rest)) => format!("{rest} of “{title}”"),
            None => format!("`{id}`"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Titles;

    #[test]
    fn a_path_is_told_by_the_title_of_what_it_leads_to() {
        let titles = Titles::of(
            [
                ("shop", "The shop"),
                ("shop.place", "Place order"),
                ("bus", "bus"),
            ]
            .into_iter(),
        );
        for (message, said) in [
            ("`shop.place` waits", "“Place order” waits"),
            (
                "state `shop.place.timeout`",
                "state timeout of “Place order”",
            ),
            ("`shop.owner` is known", "owner of “The shop” is known"),
            (
                "by gate -> shop.place.live ~> bus, and all is lost",
                "by gate → Place order (live) → bus, and all is lost",
            ),
            (
                "`bus` and `tracing: active` stay",
                "`bus` and `tracing: active` stay",
            ),
        ] {
            assert_eq!(titles.say(message), said);
        }
    }
}
