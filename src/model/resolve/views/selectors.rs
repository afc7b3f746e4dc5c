//! The selectors of views, read with the names of the architecture.

use super::codes::SELECTOR;
use crate::model::resolve::draft::{ContextId, Draft};
use crate::model::resolve::lookup;
use crate::model::select::{Names, Strict, read};
use crate::model::{Node, Selector};
use crate::source::Code;
use crate::syntax::{self, Reference};

/// The code of selectors that select nothing.
pub static NOTHING_SELECTED: &Code = &SELECTOR;

/// Reads selectors; what selects nothing is told.
pub(super) fn selectors(
    draft: &mut Draft,
    names: &Names,
    value: &syntax::Value,
    context: ContextId,
) -> Vec<Selector> {
    let mut found = Vec::new();
    let mut told = Vec::new();
    let catalog = draft.catalog;
    let mut find = |reference: &Reference, strict: Strict| -> Option<Node> {
        match lookup::find(draft, reference, context) {
            Ok(end) => Some(end.node),
            Err(_) if strict == Strict::No => None,
            Err(_) => {
                lookup::end(draft, reference, context);
                None
            }
        }
    };
    read(value, names, catalog, &mut find, &mut found, &mut told);
    for diagnostic in told {
        draft.say(diagnostic);
    }
    found
}

/// Returns the names that the selectors of all views may use.
pub(super) fn names(draft: &Draft) -> Names {
    let own = draft.kinds.own.iter().map(|own| own.id);
    let components = draft.kinds.components.iter().map(|component| component.id);
    let services = own.chain(components).map(str::to_owned).collect();
    Names::of(&draft.model, services)
}
