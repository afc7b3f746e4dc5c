//! What people call things: by their titles, not their ids.

use std::collections::BTreeMap;

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

    /// Says a message with titles in the places of the ids that stand in backticks: “Place order” for `place`, and
    /// timeout of “Place order” for `place.timeout`. What else stands in backticks stays as it is.
    pub fn say(&self, message: &str) -> String {
        let parts = message.split('`').enumerate();
        parts
            .map(|(at, part)| match at % 2 {
                0 => part.to_owned(),
                _ => self.quoted(part),
            })
            .collect()
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
                "`bus` and `tracing: active` stay",
                "`bus` and `tracing: active` stay",
            ),
        ] {
            assert_eq!(titles.say(message), said);
        }
    }
}
