//! The picture in words.

use super::change::Marked;
use super::findings::Placed;
use crate::lens::Severity;
use crate::scene::{Paint, Scene};

/// Returns the picture's name.
pub(super) fn title(scene: &Scene) -> String {
    let title = if scene.title.is_empty() {
        "Architecture"
    } else {
        &scene.title
    };
    if scene.subtitle.is_empty() {
        title.to_owned()
    } else {
        format!("{title}: {}", scene.subtitle)
    }
}

/// Returns what the picture shows: who comes to it, what each layer holds, the story, the findings.
pub(super) fn description(scene: &Scene, placed: &Placed, marked: &Marked) -> String {
    let names = |keep: &dyn Fn(usize) -> bool| {
        let names: Vec<&str> = scene
            .cards
            .iter()
            .enumerate()
            .filter(|(index, _)| keep(*index))
            .map(|(_, card)| card.name.as_str())
            .collect();
        list(&names)
    };
    let mut sentences = vec![format!(
        "{} and {}.",
        count(scene.cards.len(), "element"),
        count(scene.flows.len(), "flow")
    )];
    let actors = names(&|index| scene.cards[index].paint == Paint::Actor);
    if !actors.is_empty() {
        sentences.push(format!("Outside: {actors}."));
    }
    for band in &scene.bands {
        let inside = names(&|index| {
            scene.cards[index].layer.as_deref() == Some(band.layer.as_str())
                && scene.cards[index].paint != Paint::Actor
        });
        if !inside.is_empty() {
            sentences.push(format!("{}: {inside}.", band.title));
        }
    }
    sentences.extend(story(scene));
    if placed.is_told() {
        let bad = |severity| {
            placed
                .entries
                .iter()
                .filter(|entry| entry.severity == severity)
                .count()
        };
        sentences.push(format!(
            "Findings: {} high, {} medium.",
            bad(Severity::High),
            bad(Severity::Medium)
        ));
    }
    let changes: Vec<String> = marked
        .tally(scene)
        .into_iter()
        .map(|(state, count)| format!("{count} {}", state.word()))
        .collect();
    if !changes.is_empty() {
        sentences.push(format!("Changes: {}.", changes.join(", ")));
    }
    sentences.join(" ")
}

/// The numbered flows in their order.
fn story(scene: &Scene) -> Option<String> {
    let title = scene.story.as_ref()?;
    let mut steps: Vec<(u32, String)> = scene
        .flows
        .iter()
        .flat_map(|flow| {
            flow.pill
                .iter()
                .flat_map(|pill| &pill.steps)
                .map(|number| (*number, format!("{} to {}", flow.from_name, flow.to_name)))
        })
        .collect();
    steps.sort();
    let steps: Vec<String> = steps
        .into_iter()
        .map(|(number, words)| format!("{number}. {words}"))
        .collect();
    (!steps.is_empty()).then(|| format!("{title}: {}.", steps.join(", ")))
}

fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

fn count(number: usize, thing: &str) -> String {
    if number == 1 {
        format!("1 {thing}")
    } else {
        format!("{number} {thing}s")
    }
}
