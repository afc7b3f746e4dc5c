//! Words about things, as a reader of the picture knows these.

use super::Scene;
use std::collections::BTreeMap;

impl Scene {
    /// Says a message with the titles of what is shown: “Place order” for `place`, and `timeout` of “Place order” for
    /// `place.timeout`. What is not shown, or has no title of its own, keeps its id.
    pub fn titled(&self, message: &str) -> String {
        let cards = self.cards.iter().map(|card| (&*card.path, &*card.name));
        let frames = self.frames.iter().map(|it| (&*it.path, &*it.title));
        let titles: BTreeMap<&str, &str> = cards
            .chain(frames)
            .filter(|(path, title)| !title.is_empty() && path != title)
            .collect();
        let mut quoted = false;
        let mut text = String::new();
        for part in message.split('`') {
            text.push_str(&match quoted {
                true => title(&titles, part),
                false => part.to_owned(),
            });
            quoted = !quoted;
        }
        text
    }
}

/// The title of what a path leads to, and what hangs on that.
fn title(titles: &BTreeMap<&str, &str>, path: &str) -> String {
    if let Some(title) = titles.get(path) {
        return format!("“{title}”");
    }
    let of = |at: usize| {
        titles
            .get(&path[..at])
            .map(|title| (title, &path[at + 1..]))
    };
    let dots = path.match_indices('.').map(|(at, _)| at);
    match dots.filter_map(of).next_back() {
        Some((title, rest)) => format!("{rest} of “{title}”"),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::title;
    use std::collections::BTreeMap;

    #[test]
    fn a_path_is_told_by_the_title_of_what_it_leads_to() {
        let titles = BTreeMap::from([("shop", "The shop"), ("shop.place", "Place order")]);
        assert_eq!(title(&titles, "shop.place"), "“Place order”");
        assert_eq!(
            title(&titles, "shop.place.timeout"),
            "timeout of “Place order”"
        );
        assert_eq!(title(&titles, "shop.owner"), "owner of “The shop”");
        assert_eq!(title(&titles, "tracing: active"), "tracing: active");
    }
}
