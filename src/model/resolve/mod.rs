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
mod lookup;
mod prune;
mod scenarios;
mod values;
mod views;
mod waivers;
mod rollouts;
mod words;

pub use draft::{ELEMENT_LIMIT, RELATION_LIMIT};
pub use facts::safe_link;
pub use views::NOTHING_SELECTED;

use super::{Loaded, Model};
use crate::catalog::Catalog;
use crate::source::{Checked, Code, Span};
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
pub fn resolve(loaded: &Loaded, catalog: &Catalog, options: &Options) -> Checked<Model> {
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
        declare::statements(&mut draft, tree.statements(), top);
    }
    environments::lay_over(&mut draft, options);
    flows::tasks(&mut draft);
    alike::merge(&mut draft);
    views::architecture(&mut draft);
    scenarios::resolve(&mut draft);
    views::resolve(&mut draft, Span::new(loaded.root, 0, 0));
    alike::wishes(&mut draft);
    rollouts::resolve(&mut draft);
    waivers::resolve(&mut draft);
    environments::omit(&mut draft);
    prune::prune(&mut draft);
    draft.diagnostics.sort_by_key(|diagnostic| {
        let span = diagnostic.primary.span;
        (span.file, span.start, span.end)
    });
    Checked {
        value: draft.model,
        diagnostics: draft.diagnostics,
    }
}
