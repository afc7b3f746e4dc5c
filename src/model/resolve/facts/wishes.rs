//! Wishes about places.

use super::super::draft::{ContextId, Draft};
use super::super::{lookup, words};
use super::Line;
use super::codes::WISH;
use crate::model::{Layout, Node, Provenance, Wish};
use crate::source::Diagnostic;
use crate::syntax::{self, Reference, Statement, ValueKind};

/// Returns the things that a list or a single reference names.
pub(super) fn nodes(draft: &mut Draft, line: &Line) -> Vec<Node> {
    let Some(value) = line.value else {
        return Vec::new();
    };
    references(value)
        .into_iter()
        .filter_map(|reference| lookup::node(draft, reference, line.context))
        .collect()
}

/// Returns the references in a value, in lists too.
fn references(value: &syntax::Value) -> Vec<&Reference> {
    match &value.kind {
        ValueKind::Words(words) => words.iter().collect(),
        ValueKind::List(members) => members.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// Reads a wish about places.
pub(super) fn wish(draft: &mut Draft, line: &Line, layout: &mut Layout) {
    let key = line.key.path();
    let word = line.value.and_then(words::word);
    let span = line.value.map_or(line.statement.span, |value| value.span);
    let mut one_of = |choices: &[&str]| -> Option<String> {
        let (text, at) = word.clone().unwrap_or((String::new(), span));
        if choices.contains(&text.as_str()) {
            return Some(text);
        }
        let diagnostic =
            Diagnostic::error(&WISH, at, format!("`{key}` is {}", words::either(choices)));
        let diagnostic = match draft.guess(&text, choices.iter().copied()) {
            Some(near) => diagnostic
                .help(format!("did you mean `{near}`?"))
                .guess(at, near),
            None => diagnostic.help(format!("write `{key}: {}`", choices[0])),
        };
        draft.say(diagnostic);
        None
    };
    match key.as_str() {
        "pin" => layout.pin = one_of(&["top", "right", "bottom", "left"]),
        "direction" => layout.direction = one_of(&["right", "down"]),
        "before" => layout.before = nodes(draft, line).first().copied(),
        _ => {
            let members = nodes(draft, line);
            let named = line.value.map_or(0, |value| references(value).len());
            if named < 2 {
                draft.say(
                    Diagnostic::error(&WISH, span, format!("`{key}` needs two things or more"))
                        .help(format!("write `{key}: [a, b]`")),
                );
            } else if key == "same-row" {
                layout
                    .wishes
                    .push(Wish::SameRow(members, line.statement.span));
            } else {
                layout
                    .wishes
                    .push(Wish::SameColumn(members, line.statement.span));
            }
        }
    }
}

/// Reads the wishes of a view's body line; returns whether the key is one.
pub fn view_wish<'t>(
    draft: &mut Draft<'t>,
    statement: &'t Statement,
    key: &'t Reference,
    value: Option<&'t syntax::Value>,
    context: ContextId,
    layout: &mut Layout,
) -> bool {
    if !matches!(
        key.path().as_str(),
        "pin" | "direction" | "before" | "same-row" | "same-column"
    ) {
        return false;
    }
    let line = Line {
        statement,
        key,
        value,
        context,
        provenance: Provenance::Stated,
    };
    wish(draft, &line, layout);
    true
}
