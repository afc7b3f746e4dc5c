//! A rollout as a deployment view: what changes, between which versions, and how the traffic moves over.

use super::cards::{card_width, element, measured};
use super::types::Card;
use super::words::one_line;
use crate::catalog::Catalog;
use crate::geometry::Size;
use crate::model::{Attributes, Element, Model, Move, Node, Rollout, Value};

/// What a deployment view shows.
#[derive(Clone, Debug)]
pub struct Deployment {
    /// The rollout's id; ids in the picture start with it.
    pub id: String,
    pub title: String,
    pub subtitle: String,
    pub meta: Vec<(String, String)>,
    pub changes: Vec<Change>,
}

/// Some elements that change in one way.
#[derive(Clone, Debug)]
pub struct Change {
    /// The strategy: `Canary`.
    pub title: String,
    pub about: String,
    pub targets: Vec<Target>,
    /// How the traffic moves over; starts with none at the new version.
    pub stages: Vec<Stage>,
    /// What else is settled: a word and its value.
    pub facts: Vec<(&'static str, String)>,
}

/// An element that changes.
#[derive(Clone, Debug)]
pub struct Target {
    pub card: Card,
    pub size: Size,
    /// What callers call: an alias where there is one.
    pub door: String,
    /// The versions before and after, each with its share of the traffic at the first stage that splits it.
    pub before: (String, String),
    pub after: (String, String),
}

/// A while in which each version has the same share of the traffic.
#[derive(Clone, Debug, PartialEq)]
pub struct Stage {
    /// The part of the traffic that the new version gets, from 0 to 1.
    pub share: f64,
    /// The part in words; empty where the file does not say.
    pub words: String,
    /// How long it lasts, or what happens in it.
    pub lasts: String,
}

/// The most stages that are drawn one by one.
const STAGES: usize = 20;

/// Makes the deployment view of a rollout.
pub fn deployment(model: &Model, catalog: &Catalog, rollout: &Rollout) -> Deployment {
    let subtitle = match &rollout.environment {
        Some(environment) => {
            let title = model
                .environments
                .iter()
                .find(|known| known.id == *environment)
                .map_or(environment.as_str(), |known| known.title.as_str());
            format!(
                "{} · environment {}",
                one_line(&rollout.title),
                one_line(title)
            )
        }
        None => one_line(&rollout.title),
    };
    Deployment {
        id: rollout.id.clone(),
        title: one_line(&model.title),
        subtitle,
        meta: Vec::new(),
        changes: rollout
            .moves
            .iter()
            .map(|step| change(model, catalog, step))
            .collect(),
    }
}

fn change(model: &Model, catalog: &Catalog, step: &Move) -> Change {
    let strategy = catalog.strategy(&step.strategy);
    let stages = stages(model, step);
    let split = stages
        .iter()
        .find(|stage| stage.share > 0.0)
        .filter(|stage| stage.share < 1.0);
    let mut cards: Vec<Card> = step
        .targets
        .iter()
        .map(|id| {
            element(
                model,
                catalog,
                Node::Element(*id),
                &model.elements[id.0 as usize],
            )
        })
        .collect();
    let width = card_width(&cards);
    let targets = step
        .targets
        .iter()
        .zip(&mut cards)
        .map(|(id, card)| {
            card.chips.clear();
            card.stack = false;
            let size = measured(card, width);
            target(
                model,
                step,
                &model.elements[id.0 as usize],
                split,
                card.clone(),
                size,
            )
        })
        .collect();
    Change {
        title: strategy.map_or_else(|| step.strategy.clone(), |known| known.title.to_owned()),
        about: strategy.map_or_else(String::new, |known| known.about.to_owned()),
        targets,
        stages,
        facts: facts(model, step),
    }
}

fn target(
    model: &Model,
    step: &Move,
    element: &Element,
    split: Option<&Stage>,
    card: Card,
    size: Size,
) -> Target {
    let word = |attributes: &Attributes, key| {
        attributes
            .value(key)
            .map(|value| one_line(&model.words(value)))
            .filter(|words| !words.is_empty())
    };
    let version = |number: String| match number.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("version {number}"),
        false => number,
    };
    let before = word(&element.attributes, "version").map_or("version before".to_owned(), version);
    let after = word(&step.attributes, "version").map_or("new version".to_owned(), version);
    let (old, new) = match split {
        Some(stage) if !stage.words.is_empty() => (percent(1.0 - stage.share), stage.words.clone()),
        Some(_) => ("most".to_owned(), "some".to_owned()),
        None => (String::new(), String::new()),
    };
    Target {
        card,
        size,
        door: match word(&element.attributes, "alias") {
            Some(alias) => format!("alias {alias}"),
            None => "traffic".to_owned(),
        },
        before: (before, old),
        after: (after, new),
    }
}

fn stages(model: &Model, step: &Move) -> Vec<Stage> {
    let attributes = &step.attributes;
    let lasts = |key: &str| {
        attributes
            .value(key)
            .map_or(String::new(), |value| model.words(value))
    };
    let stage = |share: f64, words: String, lasts: &str| Stage {
        share,
        words,
        lasts: lasts.to_owned(),
    };
    let now = stage(0.0, percent(0.0), "now");
    let whole = stage(1.0, percent(1.0), "done");
    let interval = lasts("interval");
    let mut list = vec![now];
    match step.strategy.as_str() {
        "canary" => match shares(attributes.value("steps")) {
            shares if shares.is_empty() => list.push(stage(0.1, String::new(), &interval)),
            shares => list.extend(
                shares
                    .into_iter()
                    .map(|share| stage(share, percent(share), &interval)),
            ),
        },
        "linear" => {
            let by = match (attributes.value("step"), attributes.value("batches")) {
                (Some(Value::Percent(step)), _) if *step > 0.0 => Some(step / 100.0),
                (_, Some(Value::Number(count))) if *count >= 1.0 => Some(1.0 / count),
                _ => None,
            };
            let known = by.is_some();
            let by = by.unwrap_or(0.2).max(1.0 / STAGES as f64);
            let mut share = by;
            while share < 1.0 - 1e-9 {
                let words = if known { percent(share) } else { String::new() };
                list.push(stage(share, words, &interval));
                share += by;
            }
        }
        "blue-green" => {
            list.push(stage(0.0, percent(0.0), "both run, tests"));
            let bake = lasts("bake");
            if !bake.is_empty() {
                list.push(stage(1.0, percent(1.0), &format!("old kept {bake}")));
            }
        }
        _ => {}
    }
    list.truncate(STAGES + 1);
    if list
        .last()
        .is_none_or(|last| last.share < 1.0 || !last.lasts.is_empty())
    {
        list.push(whole);
    }
    list
}

/// Returns the shares of a list that grow and leave something to do.
fn shares(value: Option<&Value>) -> Vec<f64> {
    let members = match value {
        Some(Value::List(members)) => members.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    members
        .iter()
        .filter_map(|member| match member {
            Value::Percent(share) if *share > 0.0 && *share < 100.0 => Some(share / 100.0),
            _ => None,
        })
        .collect()
}

fn percent(share: f64) -> String {
    format!("{} %", (share * 1000.0).round() / 10.0)
}

fn facts(model: &Model, step: &Move) -> Vec<(&'static str, String)> {
    let words = |key: &str| {
        step.attributes
            .value(key)
            .map(|value| one_line(&model.words(value)))
            .filter(|words| !words.is_empty() && words != "none")
    };
    let yes = |key: &str| matches!(step.attributes.value(key), Some(Value::Bool(true)));
    let mut facts = Vec::new();
    match words("rollback-on") {
        Some(alarms) => facts.push(("Goes back on", alarms)),
        None => facts.push(("Goes back", "by hand: no alarm is named".to_owned())),
    }
    facts.extend(words("hooks").map(|hooks| ("Tested by", hooks)));
    if yes("approval") {
        facts.push(("Let through", "by a person".to_owned()));
    }
    if yes("breaking") {
        facts.push(("Breaks", "the contract of its consumers".to_owned()));
    }
    let consumers: Vec<&str> = model
        .elements
        .iter()
        .filter(|element| {
            element.consumer.as_ref().is_some_and(|consumer| {
                let of = |id| consumer.of.iter().any(|end| end.node == Node::Element(id));
                step.targets.iter().any(|id| of(*id))
            })
        })
        .map(|element| element.title.as_str())
        .collect();
    if !consumers.is_empty() {
        facts.push(("Consumers", one_line(&consumers.join(", "))));
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::{Stage, stages};
    use crate::model::{Attribute, Attributes, Model, Move, Provenance, Value};
    use crate::source::{FileId, Span};

    fn check(strategy: &str, attributes: &[(&str, Value)], expected: &str) {
        let span = Span::new(FileId(0), 0, 0);
        let step = Move {
            strategy: strategy.to_owned(),
            targets: Vec::new(),
            attributes: Attributes {
                list: attributes
                    .iter()
                    .map(|(key, value)| Attribute {
                        key: (*key).to_owned(),
                        value: value.clone(),
                        provenance: Provenance::Stated,
                        span,
                    })
                    .collect(),
            },
            span,
        };
        let told: Vec<String> = stages(&Model::default(), &step)
            .iter()
            .map(|Stage { words, lasts, .. }| format!("{words} {lasts}").trim().to_owned())
            .collect();
        assert_eq!(told.join(", "), expected);
    }

    #[test]
    fn the_traffic_moves_in_stages() {
        let minutes = |count: f64| Value::Duration(count * 60_000.0);
        check("all-at-once", &[], "0 % now, 100 % done");
        check(
            "canary",
            &[
                (
                    "steps",
                    Value::List(vec![Value::Percent(10.0), Value::Percent(50.0)]),
                ),
                ("interval", minutes(5.0)),
            ],
            "0 % now, 10 % 5m, 50 % 5m, 100 % done",
        );
        check("canary", &[], "0 % now, , 100 % done");
        check(
            "linear",
            &[("step", Value::Percent(30.0)), ("interval", minutes(2.0))],
            "0 % now, 30 % 2m, 60 % 2m, 90 % 2m, 100 % done",
        );
        check(
            "linear",
            &[("batches", Value::Number(4.0))],
            "0 % now, 25 %, 50 %, 75 %, 100 % done",
        );
        check(
            "blue-green",
            &[("bake", minutes(30.0))],
            "0 % now, 0 % both run, tests, 100 % old kept 30m, 100 % done",
        );
    }

    #[test]
    fn tiny_steps_do_not_run_away() {
        let step = [("step", Value::Percent(0.001))];
        let span = Span::new(FileId(0), 0, 0);
        let step = Move {
            strategy: "linear".to_owned(),
            targets: Vec::new(),
            attributes: Attributes {
                list: step
                    .into_iter()
                    .map(|(key, value)| Attribute {
                        key: key.to_owned(),
                        value,
                        provenance: Provenance::Stated,
                        span,
                    })
                    .collect(),
            },
            span,
        };
        assert!(stages(&Model::default(), &step).len() < 24);
    }
}
