//! `archlens describe deployment`: how changes reach an environment.

use super::open;
use super::report::plain;
use super::{Status, console};
use crate::catalog;
use crate::model::{Model, Move, Rollout};
use crate::source::closest;
use std::fmt::Write as _;
use std::path::PathBuf;

const BOLD: &str = "\u{1b}[1m";
const DIM: &str = "\u{1b}[2m";
const RESET: &str = "\u{1b}[0m";

/// How changes reach an environment: the chosen strategies beside the others, with what each costs and gains
#[derive(clap::Args)]
pub(super) struct Args {
    /// The rollout, or the environment that it is for
    name: String,
    /// The .arch file, or - for standard input
    #[arg(default_value = ".")]
    path: PathBuf,
}

pub(super) fn run(args: &Args) -> Status {
    let Args { name, path } = args;
    let (files, mut status) = open::find(std::slice::from_ref(path));
    let mut known = Vec::new();
    for found in &files {
        let opened = match open::open(found, None) {
            Ok(opened) => opened,
            Err(message) => {
                console::complain(&open::sentence(&found.path, &message));
                status = Status::Wrong;
                continue;
            }
        };
        if opened.is_wrong() {
            console::tell(&opened.report());
            return Status::Wrong;
        }
        let rollouts = opened.model.rollouts.iter();
        let mut matching = rollouts.clone();
        if let Some(rollout) = matching.find(|rollout| {
            rollout.id == *name || rollout.environment.as_deref() == Some(name.as_str())
        }) {
            return status.max(console::out(&text(&opened.model, rollout)));
        }
        known.extend(rollouts.map(|rollout| rollout.id.clone()));
    }
    let near = closest(name, known.iter().map(String::as_str));
    let help = match (near, known.is_empty()) {
        (Some(near), _) => format!("; did you mean `{near}`?"),
        (None, true) => {
            "; no file declares one: `rollout prod { environment: prod; canary f }`".to_owned()
        }
        (None, false) => format!(", only {}", known.join(", ")),
    };
    console::complain(&format!("there is no rollout `{}`{help}", plain(name)));
    Status::Wrong
}

fn text(model: &Model, rollout: &Rollout) -> String {
    let title = if rollout.title.is_empty() {
        &rollout.id
    } else {
        &rollout.title
    };
    let mut text = format!("{BOLD}{}{RESET}\n", plain(title));
    // Writing to a String cannot fail, here and below.
    if let Some(environment) = &rollout.environment {
        let _ = writeln!(text, "{DIM}environment {}{RESET}", plain(environment));
    }
    text.push('\n');
    for change in &rollout.moves {
        chosen(&mut text, model, change);
    }
    let _ = writeln!(text, "{BOLD}The ways there are{RESET}\n");
    let of = |id: &str| rollout.moves.iter().any(|change| change.strategy == id);
    for strategy in catalog::builtin().strategies {
        let mark = if of(strategy.id) { "●" } else { "○" };
        let _ = writeln!(
            text,
            "{mark} {BOLD}{}{RESET}  {}",
            strategy.title, strategy.about
        );
        for (name, value) in [
            ("consumers", strategy.consumer_impact),
            ("way back", strategy.rollback),
            ("fits", strategy.event_model),
            ("takes", strategy.speed),
        ] {
            let _ = writeln!(text, "    {DIM}{name:<10}{RESET} {value}");
        }
    }
    text
}

fn chosen(text: &mut String, model: &Model, change: &Move) {
    let names: Vec<&str> = change
        .targets
        .iter()
        .map(|id| model.elements[id.0 as usize].path.as_str())
        .collect();
    let strategy = catalog::builtin().strategy(&change.strategy);
    let title = strategy.map_or(change.strategy.as_str(), |strategy| strategy.title);
    let _ = writeln!(
        text,
        "{BOLD}{}{RESET} changes by {BOLD}{title}{RESET}",
        plain(&names.join(", "))
    );
    if let Some(strategy) = strategy {
        let _ = writeln!(
            text,
            "    {DIM}consumers{RESET}  {}",
            strategy.consumer_impact
        );
        let _ = writeln!(text, "    {DIM}way back{RESET}   {}", strategy.rollback);
        let _ = writeln!(text, "    {DIM}takes{RESET}      {}", strategy.speed);
    }
    for attribute in &change.attributes.list {
        let _ = writeln!(
            text,
            "    {DIM}{}{RESET} {}",
            plain(&attribute.key),
            plain(&model.words(&attribute.value))
        );
    }
    let consumers: Vec<&str> = model
        .elements
        .iter()
        .filter(|element| {
            element.consumer.as_ref().is_some_and(|consumer| {
                consumer.of.iter().any(|end| {
                    change
                        .targets
                        .iter()
                        .any(|id| end.node == crate::model::Node::Element(*id))
                })
            })
        })
        .map(|element| element.path.as_str())
        .collect();
    if !consumers.is_empty() {
        let _ = writeln!(
            text,
            "    {DIM}known consumers{RESET} {}",
            plain(&consumers.join(", "))
        );
    }
    text.push('\n');
}
