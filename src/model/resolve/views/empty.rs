//! Views that show nothing.

use super::codes::EMPTY;
use crate::model::resolve::draft::Draft;
use crate::model::select::shown;
use crate::model::{Model, Selector, View};
use crate::source::{Diagnostic, Span};
use std::collections::BTreeMap;

/// Above this many pairs of a view and a thing that it may show, views are not looked through.
const LOOKED_THROUGH: usize = 20_000_000;

/// Warns of views that show nothing, unless something in them was already told; `ids` says where their ids stand.
pub fn warn(draft: &mut Draft, ids: &BTreeMap<String, Span>) {
    let model = &draft.model;
    let things = model.elements.len() + model.groups.len() + model.relations.len();
    if things.saturating_mul(model.views.len()) > LOOKED_THROUGH {
        return;
    }
    let is_told = |place: Span| {
        let mut told = draft.diagnostics.iter();
        told.any(|diagnostic| {
            let span = diagnostic.primary.span;
            span.file == place.file && span.start >= place.start && span.end <= place.end
        })
    };
    let empty: Vec<Diagnostic> = model
        .views
        .iter()
        .filter(|view| shows_nothing(model, view) && !is_told(view.span))
        .map(|view| {
            let diagnostic = Diagnostic::warning(
                &EMPTY,
                ids.get(&view.id).copied().unwrap_or(view.span),
                format!("the view `{}` shows nothing", view.id),
            );
            diagnostic.help(match view.exclude.is_empty() {
                true => "there is nothing yet that its `include` selects",
                false => "all that its `include` selects is left out by its `exclude`",
            })
        })
        .collect();
    for diagnostic in empty {
        draft.say(diagnostic);
    }
}

fn shows_nothing(model: &Model, view: &View) -> bool {
    let takes_all = view.include.is_empty();
    let names_one = view
        .include
        .iter()
        .any(|selector| matches!(selector, Selector::Node(_)));
    if view.exclude.is_empty() && (takes_all || names_one) {
        return false;
    }
    !model.elements.is_empty() && shown(model, view).nodes.is_empty()
}
