//! The layers: those of the catalog and those that the files add.

use super::super::draft::{Draft, index};
use super::super::{kinds, words};
use super::codes::LAYER_DECLARATION;
use super::names::one_name;
use crate::model::{Layer, LayerId};
use crate::source::{Code, Diagnostic, Span};
use crate::syntax::{Body, Declaration, Statement, StatementKind};

/// Makes the layers: those of the catalog and those that the files add.
pub fn layers(draft: &mut Draft) {
    let loaded = draft.loaded;
    draft.model.layers = draft
        .catalog
        .layers
        .iter()
        .map(|layer| Layer {
            id: layer.id.to_owned(),
            title: layer.title.to_owned(),
            lens: layer.lens.to_owned(),
            span: None,
        })
        .collect();
    for tree in loaded.trees.values() {
        for statement in tree.statements() {
            if let StatementKind::Declaration(declaration) = &statement.kind
                && kinds::is_word(declaration, "layer")
            {
                layer(draft, statement, declaration);
            }
        }
    }
}

pub(super) fn layer(draft: &mut Draft, statement: &Statement, declaration: &Declaration) {
    let Some(name) = one_name(draft, declaration) else {
        return;
    };
    if let Some(known) = draft
        .model
        .layers
        .iter()
        .find(|layer| layer.id == name.text)
    {
        let mut diagnostic = Diagnostic::error(
            &LAYER_DECLARATION,
            name.span,
            format!("there is a layer `{}` already", name.text),
        )
        .help("give the new one another name");
        if let Some(first) = known.span {
            diagnostic = diagnostic.related(first, "first declared here");
        }
        draft.say(diagnostic);
        return;
    }
    let mut at = draft.model.layers.len();
    for inner in declaration.body.iter().flat_map(Body::statements) {
        let StatementKind::Attribute { key, value } = &inner.kind else {
            continue;
        };
        let key = key.path();
        let offset = match key.as_str() {
            "after" => 1,
            "before" => 0,
            _ => {
                draft.say(
                    Diagnostic::error(
                        &LAYER_DECLARATION,
                        inner.span,
                        format!("a layer has no `{key}`"),
                    )
                    .help("say where it stands with `after: LAYER` or `before: LAYER`"),
                );
                continue;
            }
        };
        let Some((word, span)) = value.as_ref().and_then(words::word) else {
            draft.say(
                Diagnostic::error(
                    &LAYER_DECLARATION,
                    inner.span,
                    format!("`{key}` takes the name of a layer"),
                )
                .help(format!("write `{key}: data`")),
            );
            continue;
        };
        match draft.model.layers.iter().position(|layer| layer.id == word) {
            Some(found) => at = found + offset,
            None => {
                let diagnostic = unknown_layer(draft, &LAYER_DECLARATION, &word, span);
                draft.say(diagnostic);
            }
        }
    }
    draft.model.layers.insert(
        at,
        Layer {
            id: name.text.clone(),
            title: declaration
                .title
                .as_ref()
                .map_or_else(|| words::plain(&name.text), |title| title.text.clone()),
            lens: words::plain(&name.text),
            span: Some(statement.span),
        },
    );
}

/// Says that there is no such layer.
pub fn unknown_layer(draft: &mut Draft, code: &'static Code, name: &str, span: Span) -> Diagnostic {
    let known: Vec<String> = draft
        .model
        .layers
        .iter()
        .map(|layer| layer.id.clone())
        .collect();
    let diagnostic = Diagnostic::error(code, span, format!("there is no layer `{name}`"));
    match draft.guess(name, known.iter().map(String::as_str)) {
        Some(near) => diagnostic
            .help(format!("did you mean `{near}`?"))
            .guess(span, near),
        None => diagnostic.help(format!("the layers are {}", words::listed(&known))),
    }
}

/// Returns the layer of an id.
pub fn find_layer(draft: &Draft, id: &str) -> Option<LayerId> {
    draft
        .model
        .layers
        .iter()
        .position(|layer| layer.id == id)
        .map(|at| LayerId(index(at)))
}
