//! Trees to a model, in one pass over the names and one over what is said about them.

mod alike;
mod declare;
mod defaults;
mod draft;
mod environments;
mod expand;
mod facts;
mod flows;
mod kinds;
mod lookalike;
mod lookup;
mod prune;
mod rollouts;
mod scenarios;
mod values;
mod views;
mod waivers;
mod words;

pub use draft::{ELEMENT_LIMIT, RELATION_LIMIT};
pub use facts::safe_link;
pub use views::NOTHING_SELECTED;

use super::{Loaded, Model};
use crate::catalog::Catalog;
use crate::source::{Checked, Code, Span, sort};
use draft::{Context, Draft, Place};

/// What may be chosen when a model is made.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The environment that is laid over the architecture.
    pub environment: Option<String>,
}

/// The codes that resolving raises.
pub const CODES: &[&[&Code]] = &[
    declare::CODES,
    lookalike::CODES,
    lookup::CODES,
    flows::CODES,
    alike::CODES,
    values::CODES,
    facts::CODES,
    expand::CODES,
    draft::CODES,
    kinds::CODES,
    environments::CODES,
    views::CODES,
    scenarios::CODES,
    rollouts::CODES,
    waivers::CODES,
];

/// Makes the model of what was loaded.
///
/// A model exists for every tree. What could not be understood is left out of it and told; everything is told in the
/// order of the text.
///
/// Environments that are not chosen are checked too, as long as the architecture is not very large.
pub fn resolve(loaded: &Loaded, catalog: &Catalog, options: &Options) -> Checked<Model> {
    let mut checked = with_environment(loaded, catalog, options);
    let model = &checked.value;
    if model.elements.len() + model.relations.len() > CHECKED_WITH_EVERY_ENVIRONMENT {
        return checked;
    }
    let mut more = Vec::new();
    for environment in &model.environments {
        if options.environment.as_ref() == Some(&environment.id) {
            continue;
        }
        let other = Options {
            environment: Some(environment.id.clone()),
        };
        let place = environment.span;
        let told = with_environment(loaded, catalog, &other).diagnostics;
        more.extend(told.into_iter().filter(|diagnostic| {
            let span = diagnostic.primary.span;
            span.file == place.file && span.start >= place.start && span.end <= place.end
        }));
    }
    for diagnostic in more {
        if !checked.diagnostics.contains(&diagnostic) {
            checked.diagnostics.push(diagnostic);
        }
    }
    sort(&mut checked.diagnostics);
    checked
}

/// Above this many elements and relations only the chosen environment is checked.
const CHECKED_WITH_EVERY_ENVIRONMENT: usize = 20_000;

fn with_environment(loaded: &Loaded, catalog: &Catalog, options: &Options) -> Checked<Model> {
    let kinds = kinds::collect(loaded, catalog);
    let mut draft = Draft::new(loaded, catalog, kinds.value);
    for diagnostic in kinds.diagnostics {
        draft.say(diagnostic);
    }
    declare::layers(&mut draft);
    let scope = draft.add_scope(String::new(), None);
    let top = draft.add_context(Context {
        file: loaded.root,
        scope,
        group: None,
        layer: None,
        defaults: None,
        instance: None,
        depth: 0,
        place: Place::Root,
    });
    if let Some(tree) = loaded.trees.get(&loaded.root) {
        declare::statements(&mut draft, &tree.items, top);
    }
    bind(&mut draft, loaded, options);
    let mut diagnostics = draft.diagnostics.finish();
    sort(&mut diagnostics);
    Checked {
        // Where a limit was hit, what was made so far says nothing about the whole.
        value: match draft.full {
            true => Model::default(),
            false => draft.model,
        },
        diagnostics,
    }
}

/// Makes all else of what was declared, up to a limit.
fn bind(draft: &mut Draft, loaded: &Loaded, options: &Options) {
    if draft.full {
        return;
    }
    environments::lay_over(draft, options);
    lookalike::warn(draft);
    flows::tasks(draft);
    if draft.full {
        return;
    }
    alike::merge(draft);
    views::architecture(draft);
    scenarios::resolve(draft);
    let views = views::resolve(draft, Span::new(loaded.root, 0, 0));
    alike::wishes(draft);
    rollouts::resolve(draft);
    waivers::resolve(draft);
    environments::omit(draft);
    prune::prune(draft);
    views::warn_of_empty(draft, &views);
}
