//! The words at the top of a picture, and what the view says about the whole.

use super::types::Options;
use super::words::one_line;
use crate::layout::Direction;
use crate::model::{Arrangement, Model, View};
use crate::theme::size::Profile;

/// Returns the title: the architecture's, else the view's.
pub(super) fn title(model: &Model, view: &View) -> String {
    one_line(if model.title.is_empty() {
        &view.title
    } else {
        &model.title
    })
}

/// Returns what kind of picture it is: the view, and the environment.
pub(super) fn subtitle(model: &Model, view: &View) -> String {
    // Without a title of the architecture, that of the view stands above already.
    let shown = if model.title.is_empty() {
        &view.title
    } else {
        &model.title
    };
    let view = Some(view.title.as_str())
        .filter(|title| !title.is_empty() && title != shown && view.id != "main");
    let environment = model.environment.as_deref().map(|id| {
        model
            .environments
            .iter()
            .find(|environment| environment.id == id)
            .map_or(id, |environment| environment.title.as_str())
    });
    let parts: Vec<&str> = view.into_iter().chain(environment).collect();
    if parts.is_empty() {
        return model
            .description
            .as_deref()
            .map_or(String::new(), first_sentence);
    }
    one_line(&parts.join(" · "))
}

fn first_sentence(text: &str) -> String {
    let line = one_line(text);
    let end = line.find(". ").unwrap_or(line.len());
    line[..end].trim_end_matches('.').to_owned()
}

/// What the architecture may say about itself that stands at the top right, and under which word.
const PAPERS: [(&str, &str); 4] = [
    ("region", "Region"),
    ("revision", "Revision"),
    ("date", "Date"),
    ("owner", "Owner"),
];

/// Returns the words and values at the top right: those of the command before those of the file.
pub(super) fn meta(model: &Model, options: &Options) -> Vec<(String, String)> {
    let mut meta = Vec::new();
    for (id, key) in PAPERS {
        let asked = options
            .meta
            .iter()
            .find(|(other, _)| other.eq_ignore_ascii_case(key));
        let stated = || model.attributes.value(id).map(|value| model.words(value));
        let value = asked.map(|(_, value)| value.clone()).or_else(stated);
        meta.extend(value.map(|value| (key.to_owned(), value)));
    }
    let own = |(key, _): &&(String, String)| {
        !PAPERS
            .iter()
            .any(|(_, known)| key.eq_ignore_ascii_case(known))
    };
    meta.extend(options.meta.iter().filter(own).cloned());
    for (key, value) in &mut meta {
        *key = one_line(key);
        *value = one_line(value);
    }
    meta
}

/// Returns the profile that was asked for, by the command or else by the view.
pub(super) fn profile(view: &View, options: &Options) -> Profile {
    options.profile.unwrap_or_else(|| {
        let name = view.attributes.text("profile");
        Profile::NAMED
            .into_iter()
            .find(|(id, _)| Some(*id) == name)
            .map_or(Profile::default(), |(_, profile)| profile)
    })
}

/// Returns where the flow runs to: down through layers, else to the right, unless the view says otherwise.
pub(super) fn direction(view: &View) -> Direction {
    match (view.layout.direction.as_deref(), view.arrange) {
        (Some("down"), _) | (None, Arrangement::Layers) => Direction::Down,
        _ => Direction::Right,
    }
}
