//! What people call things: by their titles, not their ids.

use super::Model;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The arrows that a message may hold.
const ARROWS: [&str; 4] = ["->", "~>", "=>", "..>"];

/// The titles of things by their paths.
pub struct Titles<'a>(BTreeMap<&'a str, Cow<'a, str>>);

impl<'a> Titles<'a> {
    /// Collects paths with titles; what has no title of its own keeps its id.
    pub fn of(pairs: impl Iterator<Item = (&'a str, Cow<'a, str>)>) -> Self {
        let has_title = |(path, title): &(&str, Cow<str>)| !title.is_empty() && path != title;
        Self(pairs.filter(has_title).collect())
    }

    /// Collects the titles of all elements and groups of a model.
    pub fn of_model(model: &'a Model) -> Self {
        Self::of(called(model).into_iter())
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
        let whole = self.0.get(id).map(|title| title.clone().into_owned());
        whole.or_else(part).unwrap_or_else(|| id.to_owned())
    }

    fn quoted(&self, id: &str) -> String {
        if let Some(title) = self.0.get(id) {
            return format!("“{title}”");
        }
        match self.part(id) {
            Some((key, thing)) => format!("{key} of {thing}"),
            None => format!("`{id}`"),
        }
    }

    /// Parts an attribute from what has it: (`timeout`, “Place order”) for `place.timeout`, and
    /// (`retries`, the flow from “Orders” to “Place order”) for `(orders to place).retries`.
    pub fn part<'i>(&self, id: &'i str) -> Option<(&'i str, String)> {
        if let Some((from, rest)) = id.strip_prefix('(').and_then(|id| id.split_once(" to ")) {
            let (to, key) = rest.split_once(").")?;
            let (from, to) = (self.quoted(from), self.quoted(to));
            return Some((key, format!("the flow from {from} to {to}")));
        }
        let of = |at: usize| Some((&id[at + 1..], format!("“{}”", self.0.get(&id[..at])?)));
        let dots = id.match_indices('.').map(|(at, _)| at);
        dots.filter_map(of).next_back()
    }
}

/// Returns the paths of all elements and groups with what they are called: their titles, which go on with that of the
/// group around them where several things have the same.
pub fn called(model: &Model) -> Vec<(&str, Cow<'_, str>)> {
    let elements = model.elements.iter();
    let elements = elements.map(|it| (&*it.path, &*it.title, it.group));
    let groups = model.groups.iter();
    let all = elements.chain(groups.map(|it| (&*it.path, &*it.title, it.parent)));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, title, _) in all.clone() {
        *counts.entry(title).or_default() += 1;
    }
    let called = all.map(|(path, title, around)| match around {
        Some(group) if counts[title] > 1 && !title.is_empty() => {
            let group = model.group(group);
            let group = match group.title.as_str() {
                "" => &group.path,
                title => title,
            };
            (path, Cow::Owned(format!("{title} ({group})")))
        }
        _ => (path, Cow::Borrowed(title)),
    });
    called.collect()
}

/// Writes names as a sentence lists them: `a, b and c`.
pub fn series(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Titles, called, series};
    use crate::model::tests::model_of;

    #[test]
    fn the_same_title_twice_goes_on_with_the_group() {
        let text = "region a \"Ireland\" { lambda f \"File a claim\" }\nregion b { lambda f \"File a claim\" }\nlambda g \"Other\"";
        let (model, _) = model_of(&[("it.arch", text)], None);
        let called = called(&model.value);
        let called: Vec<&str> = called.iter().map(|(_, title)| &**title).collect();
        let told = ["File a claim (Ireland)", "File a claim (B)", "Other"];
        for title in told {
            assert!(called.contains(&title), "{title}: {called:?}");
        }
    }

    #[test]
    fn a_series_ends_with_and() {
        let names = ["a", "b", "c"].map(str::to_owned);
        assert_eq!(series(&names), "a, b and c");
        assert_eq!(series(&names[..2]), "a and b");
        assert_eq!(series(&names[..1]), "a");
    }

    #[test]
    fn a_path_is_told_by_the_title_of_what_it_leads_to() {
        let titles = Titles::of(
            [
                ("shop", "The shop".into()),
                ("shop.place", "Place order".into()),
                ("bus", "bus".into()),
            ]
            .into_iter(),
        );
        for (message, said) in [
            ("`shop.place` waits", "“Place order” waits"),
            (
                "state `shop.place.timeout`",
                "state timeout of “Place order”",
            ),
            (
                "`(shop.place to bus).retries` is not stated",
                "retries of the flow from “Place order” to `bus` is not stated",
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
