//! What is said about the whole architecture.

use super::codes::KEY;
use crate::model::resolve::declare;
use crate::model::resolve::draft::Draft;
use crate::model::resolve::values::{by_shape, key_twice};
use crate::model::resolve::words;
use crate::model::{Attribute, Attributes, Provenance};
use crate::source::Diagnostic;
use crate::syntax::{Body, StatementKind};

/// Reads what is said about the whole architecture.
pub fn architecture(draft: &mut Draft) {
    let Some(late) = draft.architectures.first().copied() else {
        return;
    };
    let Some(declaration) = late.declaration else {
        return;
    };
    if let Some(title) = &declaration.title {
        draft.model.title = title.text.clone();
    }
    draft.model.description = declare::description(late.statement);
    let mut attributes = Attributes::default();
    for statement in declaration.body.iter().flat_map(Body::statements) {
        let StatementKind::Attribute { key, value } = &statement.kind else {
            if declaration.is_closed() && !matches!(statement.kind, StatementKind::Junk { .. }) {
                draft.say(
                    Diagnostic::error(
                        &KEY,
                        statement.span,
                        "only attributes can stand inside `architecture`",
                    )
                    .help("move this statement out of the braces"),
                );
            }
            continue;
        };
        let path = key.path();
        if let Some(first) = attributes.get(&path) {
            let first = first.span;
            key_twice(draft, &path, statement.span, first);
            continue;
        }
        let Some(read) = by_shape(draft, value.as_ref(), late.context) else {
            continue;
        };
        if path == "lens"
            && let Some(value) = value
        {
            let mut lenses = Vec::new();
            words::names(value, &mut lenses);
            draft.model.lenses = lenses;
        }
        attributes.list.push(Attribute {
            key: path,
            value: read,
            provenance: Provenance::Stated,
            span: statement.span,
        });
    }
    draft.model.owner = attributes.text("owner").map(str::to_owned);
    draft.model.attributes = attributes;
}
