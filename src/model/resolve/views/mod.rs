//! The pictures that are asked for, and what is said about the whole architecture.

mod architecture;
mod codes;
mod empty;
mod selectors;

pub use architecture::architecture;
pub use codes::CODES;
pub use empty::warn as warn_of_empty;
pub use selectors::NOTHING_SELECTED;

use super::draft::{ContextId, Draft, Late};
use super::facts;
use super::values::{by_shape, key_twice};
use super::{expand, lookup, words};
use crate::model::select::Names;
use crate::model::{Arrangement, Attribute, Attributes, Layout, Provenance, View};
use crate::source::{Diagnostic, Span};
use crate::syntax::{self, Body, Declaration, Reference, Statement, StatementKind, ValueKind};
use codes::{ARRANGE, KEY, NO_VIEW, ONE_ID, TWICE};
use selectors::selectors;
use std::collections::BTreeMap;

const KEYS: &[&str] = &[
    "include",
    "exclude",
    "collapse",
    "arrange",
    "depth",
    "direction",
    "same-row",
    "same-column",
    "lens-overlay",
    "engine",
    "telemetry",
    "theme",
    "profile",
    "scenario",
    "tags",
    "link",
    "note",
    "legend",
    "attributes",
    "findings",
    "owner",
];

/// Reads the views and returns where their ids stand; where there is none, one named `main` shows everything.
pub fn resolve(draft: &mut Draft, start: Span) -> BTreeMap<String, Span> {
    let mut ids: BTreeMap<String, Span> = BTreeMap::new();
    let names = selectors::names(draft);
    for late in draft.views.clone() {
        if let Some(view) = view(draft, &late, &names, &mut ids) {
            draft.model.views.push(view);
        }
    }
    links(draft);
    if draft.model.views.is_empty() {
        let title = draft.model.title.clone();
        let main = View::of_all("main".to_owned(), title, start);
        draft.model.views.push(main);
    }
    ids
}

/// Returns the one id that a statement of the top level has, and notes it.
pub fn one_id(
    draft: &mut Draft,
    declaration: &Declaration,
    names: &mut BTreeMap<String, Span>,
) -> Option<String> {
    let subject = declaration.subject.as_ref()?;
    let name = match subject.members() {
        [one] => one.single(),
        _ => None,
    };
    let word = declaration.kind.path();
    let Some(name) = name else {
        draft.say(
            Diagnostic::error(
                &ONE_ID,
                subject.span(),
                format!("a {word} has one id, in one word"),
            )
            .help(format!("write `{word} NAME`")),
        );
        return None;
    };
    if let Some(first) = names.get(&name.text) {
        let first = *first;
        draft.say(
            Diagnostic::error(
                &TWICE,
                name.span,
                format!("the {word} `{}` is declared twice", name.text),
            )
            .related(first, "first declared here")
            .help("give one of them another id"),
        );
        return None;
    }
    names.insert(name.text.clone(), name.span);
    Some(name.text.clone())
}

fn view<'t>(
    draft: &mut Draft<'t>,
    late: &Late<'t>,
    names: &Names,
    ids: &mut BTreeMap<String, Span>,
) -> Option<View> {
    let declaration = late.declaration?;
    let id = one_id(draft, declaration, ids)?;
    let title = match &declaration.title {
        Some(title) => expand::fill(draft, title, late.context),
        None => words::plain(&id),
    };
    let mut view = View::of_all(id, title, late.statement.span);
    view.description = super::declare::description(late.statement);
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    for statement in declaration.body.iter().flat_map(Body::statements) {
        match &statement.kind {
            StatementKind::Attribute { key, value } => {
                let path = key.path();
                if !matches!(path.as_str(), "same-row" | "same-column")
                    && let Some(first) = seen.insert(path.clone(), statement.span)
                {
                    key_twice(draft, &path, statement.span, first);
                    continue;
                }
                let about = About {
                    statement,
                    key,
                    value: value.as_ref(),
                    context: late.context,
                };
                fact(draft, names, &about, &mut view);
            }
            StatementKind::Declaration(inner) if inner.subject.is_none() => {
                only_here(draft, inner, late.context, &mut view);
            }
            StatementKind::Junk { .. } => {}
            _ if !declaration.is_closed() => {}
            _ => draft.say(
                Diagnostic::error(
                    &KEY,
                    statement.span,
                    "a view shows things and declares none",
                )
                .help("move this statement out of the view"),
            ),
        }
    }
    Some(view)
}

/// One attribute of a view.
struct About<'t> {
    statement: &'t Statement,
    key: &'t Reference,
    value: Option<&'t syntax::Value>,
    context: ContextId,
}

fn fact<'t>(draft: &mut Draft<'t>, names: &Names, about: &About<'t>, view: &mut View) {
    let &About {
        statement,
        key,
        value,
        context,
    } = about;
    let path = key.path();
    let select = |draft: &mut Draft, value: Option<&syntax::Value>| {
        value.map_or_else(Vec::new, |value| selectors(draft, names, value, context))
    };
    if facts::view_wish(draft, statement, key, value, context, &mut view.layout) {
        return;
    }
    match path.as_str() {
        "include" => view.include = select(draft, value),
        "exclude" => view.exclude = select(draft, value),
        "collapse" => view.collapse = select(draft, value),
        "arrange" => {
            let (word, span) = value
                .and_then(words::word)
                .unwrap_or((String::new(), statement.span));
            view.arrange = match word.as_str() {
                "layers" => Arrangement::Layers,
                "flow" => Arrangement::Flow,
                "groups" => Arrangement::Groups,
                _ => {
                    let choices = ["layers", "flow", "groups"];
                    let diagnostic = Diagnostic::error(
                        &ARRANGE,
                        span,
                        format!("a view is arranged by {}", words::either(&choices)),
                    );
                    let diagnostic = match draft.guess(&word, choices) {
                        Some(near) => diagnostic
                            .help(format!("did you mean `{near}`?"))
                            .guess(span, near),
                        None => diagnostic.help("write `arrange: layers`"),
                    };
                    draft.say(diagnostic);
                    Arrangement::default()
                }
            };
        }
        "depth" => match value.map(|value| &value.kind) {
            Some(ValueKind::Number(number))
                if number.parse::<u32>().is_ok_and(|depth| depth > 0) =>
            {
                view.depth = number.parse().ok();
            }
            _ => draft.say(
                Diagnostic::error(
                    &ARRANGE,
                    statement.span,
                    "`depth` is the number of levels of groups that are open, from 1",
                )
                .help("write `depth: 1` to show the outermost groups closed"),
            ),
        },
        _ => {
            if !KEYS.contains(&path.as_str()) && !path.starts_with("x-") {
                let diagnostic = Diagnostic::warning(
                    &KEY,
                    key.span,
                    format!("a view has no attribute `{path}`, so nothing will read it"),
                );
                let diagnostic = match draft.guess(&path, KEYS.iter().copied()) {
                    Some(near) => diagnostic
                        .help(format!("did you mean `{near}`?"))
                        .guess(key.span, near),
                    None => diagnostic.help(format!("call it `x-{path}` if it is your own")),
                };
                draft.say(diagnostic);
            }
            if let Some(read) = by_shape(draft, value, context) {
                view.attributes.list.push(Attribute {
                    key: path,
                    value: read,
                    provenance: Provenance::Stated,
                    span: statement.span,
                });
            }
        }
    }
}

/// `api { pin: top }`: what holds for one thing in this view only.
fn only_here<'t>(
    draft: &mut Draft<'t>,
    inner: &'t Declaration,
    context: ContextId,
    view: &mut View,
) {
    let Some(node) = lookup::node(draft, &inner.kind, context) else {
        return;
    };
    let mut layout = Layout::default();
    let mut attributes = Attributes::default();
    for statement in inner.body.iter().flat_map(Body::statements) {
        let StatementKind::Attribute { key, value } = &statement.kind else {
            continue;
        };
        if facts::view_wish(draft, statement, key, value.as_ref(), context, &mut layout) {
            continue;
        }
        if let Some(read) = by_shape(draft, value.as_ref(), context) {
            attributes.list.push(Attribute {
                key: key.path(),
                value: read,
                provenance: Provenance::Stated,
                span: statement.span,
            });
        }
    }
    view.overrides.push((node, layout, attributes));
}

/// Checks that links to views lead to one.
fn links(draft: &mut Draft) {
    let ids: Vec<String> = draft
        .model
        .views
        .iter()
        .map(|view| view.id.clone())
        .collect();
    for (id, span) in std::mem::take(&mut draft.view_links) {
        if ids.contains(&id) {
            continue;
        }
        let diagnostic = Diagnostic::error(&NO_VIEW, span, format!("there is no view `{id}`"))
            .at("the link leads here");
        let near = draft.guess(&id, ids.iter().map(String::as_str));
        draft.say(match near {
            Some(near) => diagnostic
                .help(format!("did you mean `{near}`?"))
                .guess(span, near),
            None => diagnostic.help(format!("declare it: `view {id} {{ … }}`")),
        });
    }
}
