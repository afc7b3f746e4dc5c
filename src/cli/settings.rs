//! What the project's settings come to for one design, and what in them is about nothing.

use super::open::Opened;
use crate::model::Model;
use crate::project::{ENVIRONMENT, RULE};
use crate::source::{Code, Diagnostic, Span, closest};
use std::collections::BTreeSet;

/// Returns the environment of a design behind those that it extends.
pub(super) fn environments(model: &Model) -> Vec<&str> {
    let mut chain = Vec::new();
    let mut next = model.environment.as_deref();
    while let Some(id) = next
        && !chain.contains(&id)
    {
        chain.push(id);
        let declared = model.environments.iter().find(|all| all.id == id);
        next = declared.and_then(|environment| environment.extends.as_deref());
    }
    chain.reverse();
    chain
}

/// Tells which settings are about rules or environments that there are not.
pub(super) fn strangers(opened: &Opened, known: &BTreeSet<String>) -> Vec<Diagnostic> {
    let config = &opened.config;
    let mut diagnostics = Vec::new();
    let theirs = config.environments.iter().flat_map(|all| &all.rules);
    for change in config.rules.iter().chain(theirs) {
        if !known.contains(&change.rule) {
            let message = format!(
                "no lens of this run has a rule `{}`, so this setting changes nothing",
                change.rule
            );
            let known = known.iter().map(String::as_str);
            diagnostics.push(stranger(&RULE, change.span, message, &change.rule, known));
        }
    }
    let declared = || opened.model.environments.iter().map(|all| all.id.as_str());
    for environment in &config.environments {
        let id = environment.id.as_str();
        // A design without environments is not about them.
        if declared().next().is_some() && !declared().any(|known| known == id) {
            let message = format!(
                "the design declares no environment `{id}`, so this setting changes nothing"
            );
            let place = environment.span;
            diagnostics.push(stranger(&ENVIRONMENT, place, message, id, declared()));
        }
    }
    diagnostics
}

/// A name much like a known one is surely meant for that; any other may be known elsewhere in the project.
fn stranger<'a>(
    code: &'static Code,
    place: Span,
    message: String,
    name: &str,
    known: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    match closest(name, known) {
        Some(near) => Diagnostic::error(code, place, message)
            .help(format!("did you mean `{near}`?"))
            .guess(place, near),
        None => Diagnostic::warning(code, place, message)
            .help("delete the setting, unless another file of the project knows it"),
    }
}
