//! Reads what bodies say about things: typed attributes with where they come from, tags, links, wishes.

mod codes;
mod fallback;
mod link;
mod wishes;

use super::declare::find_layer;
use super::draft::{ContextId, Draft};
use super::values::{About, by_shape, key_twice, typed};
use super::{kinds, lookup, words};
use crate::catalog;
use crate::model::{Attribute, Attributes, LayerId, Layout, Node, Provenance, Target, Value};
use crate::source::{Diagnostic, Span};
use crate::syntax::{self, Body, Reference, Statement, StatementKind};
pub use codes::CODES;
use codes::{LAYER_ATTRIBUTE, NO_COLON, NO_PLACE, UNKNOWN, WISH};
pub use fallback::{add_named_parts, add_service_defaults, all_bodies, defaults, named_parts};
use link::link;
pub use link::safe_link;
use std::collections::BTreeMap;
pub use wishes::view_wish;
use wishes::{nodes, wish};

/// Whose body is being read.
#[derive(Clone, Copy)]
pub struct Owner<'a> {
    /// What the attributes mean; none for flows, and for a service that nobody knows.
    pub service: Option<&'static catalog::Service>,
    pub kind: OwnerKind,
    /// For messages: `a `lambda``.
    pub label: &'a str,
    /// Keys that are read elsewhere.
    pub skip: &'a [&'a str],
}

/// What kind of thing a body belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnerKind {
    Element,
    Group,
    Flow,
    Move,
}

/// What a body says.
#[derive(Default)]
pub struct Facts {
    pub attributes: Attributes,
    pub tags: Vec<String>,
    pub link: Option<Target>,
    pub layout: Layout,
    pub layer: Option<LayerId>,
    pub spans: Vec<crate::model::GroupId>,
}

/// One statement of a body, to be read.
struct Line<'t> {
    statement: &'t Statement,
    key: &'t Reference,
    value: Option<&'t syntax::Value>,
    context: ContextId,
    provenance: Provenance,
}

/// Reads what bodies say; later bodies win over earlier ones, and both over the fallbacks, of which earlier ones win.
pub fn read<'t>(
    draft: &mut Draft<'t>,
    owner: Owner,
    bodies: &[(&'t Body, ContextId)],
    fallbacks: &[(&'t Body, ContextId)],
) -> Facts {
    let mut lines: Vec<Line<'t>> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    for &(body, context) in bodies {
        let mut seen: BTreeMap<String, Span> = BTreeMap::new();
        for statement in body.statements() {
            let StatementKind::Attribute { key, value } = &statement.kind else {
                if body.closed {
                    misplaced(draft, owner, statement);
                }
                continue;
            };
            let path = key.path();
            if owner.skip.contains(&path.as_str()) {
                continue;
            }
            let line = Line {
                statement,
                key,
                value: value.as_ref(),
                context,
                provenance: Provenance::Stated,
            };
            if matches!(path.as_str(), "same-row" | "same-column") {
                lines.push(line);
                continue;
            }
            if let Some(&first) = seen.get(&path) {
                key_twice(draft, &path, statement.span, first);
                continue;
            }
            seen.insert(path.clone(), statement.span);
            match at.get(&path) {
                Some(&known) => lines[known] = line,
                None => {
                    at.insert(path, lines.len());
                    lines.push(line);
                }
            }
        }
    }
    for &(body, context) in fallbacks {
        for statement in body.statements() {
            let StatementKind::Attribute { key, value } = &statement.kind else {
                if body.closed {
                    misplaced(draft, owner, statement);
                }
                continue;
            };
            let path = key.path();
            if owner.skip.contains(&path.as_str()) || at.contains_key(&path) {
                continue;
            }
            at.insert(path, lines.len());
            lines.push(Line {
                statement,
                key,
                value: value.as_ref(),
                context,
                provenance: Provenance::Defaults,
            });
        }
    }
    let mut facts = Facts::default();
    for line in lines {
        fact(draft, owner, &line, &mut facts);
    }
    facts
}

/// Reads one statement of a body.
fn fact<'t>(draft: &mut Draft<'t>, owner: Owner, line: &Line<'t>, facts: &mut Facts) {
    let key = line.key.path();
    let about = About {
        key: &key,
        span: line.statement.span,
        owner: owner.label,
    };
    match key.as_str() {
        "link" => {
            facts.link = link(draft, line);
            return;
        }
        "layer" if owner.kind == OwnerKind::Element => {
            if let Some((word, span)) = line.value.and_then(words::word) {
                facts.layer = lookup::layer(draft, &LAYER_ATTRIBUTE, &word, span);
            } else {
                draft.say(
                    Diagnostic::error(
                        &LAYER_ATTRIBUTE,
                        line.statement.span,
                        "`layer` takes the name of a layer",
                    )
                    .help("write `layer: data`"),
                );
            }
            return;
        }
        "spans" if owner.kind == OwnerKind::Element => {
            for node in nodes(draft, line) {
                match node {
                    Node::Group(group) => facts.spans.push(group),
                    Node::Element(_) => {
                        let path = draft.model.path(node).to_owned();
                        draft.say(
                            Diagnostic::error(
                                &WISH,
                                line.statement.span,
                                format!("`{path}` is no group, so nothing can stand across it"),
                            )
                            .help("name groups only"),
                        );
                    }
                }
            }
            return;
        }
        "pin" | "direction" | "before" | "same-row" | "same-column"
            if owner.kind != OwnerKind::Flow =>
        {
            wish(draft, line, &mut facts.layout);
            return;
        }
        _ => {}
    }
    let attribute = match (owner.kind, owner.service) {
        (OwnerKind::Flow, _) => draft.catalog.flow_attribute(&key),
        (_, Some(service)) => draft.catalog.attribute(service, &key),
        (_, None) => None,
    };
    let value = match attribute {
        Some(attribute) => typed(draft, attribute, about, line.value, line.context),
        None => {
            if !key.starts_with("x-") {
                unknown(draft, owner, line, &key);
            }
            by_shape(draft, line.value, line.context)
        }
    };
    let Some(value) = value else { return };
    if key == "tags" {
        let Value::List(members) = value else { return };
        facts.tags = members
            .into_iter()
            .filter_map(|member| match member {
                Value::Text(text) => Some(text.trim_start_matches('#').to_owned()),
                _ => None,
            })
            .collect();
        return;
    }
    facts.attributes.list.push(Attribute {
        key,
        value,
        provenance: line.provenance,
        span: line.statement.span,
    });
}

fn unknown(draft: &mut Draft, owner: Owner, line: &Line, key: &str) {
    // What a service has that nobody knows cannot be known either.
    if owner.kind == OwnerKind::Element && owner.service.is_none() {
        return;
    }
    // A bare service in a group has been told that it lacks an id.
    if owner.kind == OwnerKind::Group
        && line.value.is_none()
        && draft.catalog.service(key).is_some()
    {
        return;
    }
    let mut known: Vec<&str> = match owner.kind {
        OwnerKind::Flow => draft
            .catalog
            .flow
            .iter()
            .map(|attribute| attribute.id)
            .collect(),
        _ => owner
            .service
            .iter()
            .flat_map(|service| service.attributes)
            .chain(draft.catalog.common)
            .map(|attribute| attribute.id)
            .collect(),
    };
    // The parameters of a component are read elsewhere, and may be meant.
    known.extend(owner.skip);
    known.retain(|id| *id != key);
    let span = line.key.span;
    let diagnostic = Diagnostic::warning(
        &UNKNOWN,
        span,
        format!(
            "{} has no attribute `{key}`, so nothing will read it",
            owner.label
        ),
    );
    if let Some(help) = elsewhere(key, owner.kind) {
        draft.say(diagnostic.help(help));
        return;
    }
    draft_guess(draft, diagnostic, key, span, known);
}

/// Says where something is said that other languages have an attribute for.
fn elsewhere(key: &str, owner: OwnerKind) -> Option<&'static str> {
    let first = key.split('.').next().unwrap_or(key);
    Some(match (first, owner) {
        ("title" | "name" | "label", OwnerKind::Flow) => {
            "the label of a flow stands behind it, as in `a -> b \"label\"`"
        }
        ("title" | "name" | "label", _) => {
            "a title stands behind the id, as in `lambda place \"Place order\"`"
        }
        ("description" | "desc" | "comment", _) => {
            "describe a thing in a `///` comment above it, or with `note:`"
        }
        ("style" | "fill" | "stroke" | "color" | "colour" | "shape" | "class", _) => {
            "how things look is the theme's, `archlens theme list` shows some; `tags:` mark things"
        }
        ("x" | "y" | "position" | "near", _) => {
            "places are wished for with `pin`, `before`, `same-row` and `same-column`"
        }
        ("width" | "height" | "size", OwnerKind::Element | OwnerKind::Group) => {
            "a thing is as large as its texts; `x-` before the key makes it your own"
        }
        _ => return None,
    })
}

fn draft_guess(draft: &mut Draft, diagnostic: Diagnostic, key: &str, span: Span, known: Vec<&str>) {
    let diagnostic = match draft.guess(key, known) {
        Some(near) => diagnostic
            .help(format!("did you mean `{near}`?"))
            .guess(span, near),
        None => diagnostic.help(format!("call it `x-{key}` if it is your own")),
    };
    draft.say(diagnostic);
}

/// Says that something else than an attribute stands in a body; blocks of groups hold everything.
pub fn misplaced(draft: &mut Draft, owner: Owner, statement: &Statement) {
    if owner.kind == OwnerKind::Group {
        return;
    }
    let declaration = match &statement.kind {
        StatementKind::Junk { .. } => return,
        StatementKind::Declaration(declaration) => declaration,
        _ => {
            draft.say(
                Diagnostic::error(
                    &NO_PLACE,
                    statement.span,
                    format!("only attributes can stand inside {}", owner.label),
                )
                .help("move this statement out of the braces"),
            );
            return;
        }
    };
    let key = declaration.kind.path();
    let known = match (owner.kind, owner.service) {
        (OwnerKind::Flow, _) => draft.catalog.flow_attribute(&key).is_some(),
        (_, Some(service)) => draft.catalog.attribute(service, &key).is_some(),
        _ => false,
    };
    let is_kind = kinds::WORDS.contains(&key.as_str()) || draft.catalog.service(&key).is_some();
    if known || !is_kind {
        draft.say(
            Diagnostic::error(
                &NO_COLON,
                declaration.kind.span.after(),
                format!("a colon is missing behind `{key}`"),
            )
            .help(format!("write `{key}: …`"))
            .fix(declaration.kind.span.after(), ":"),
        );
        return;
    }
    draft.say(
        Diagnostic::error(
            &NO_PLACE,
            statement.span,
            format!("only attributes can stand inside {}", owner.label),
        )
        .help("put the elements beside each other into a `group NAME { … }`"),
    );
}

/// Returns whether a layer is one that the service may be drawn in.
pub fn layer_fits(draft: &Draft, service: &catalog::Service, layer: LayerId) -> bool {
    let Some(own) = service.layer else {
        return true;
    };
    // Roles, keys, logs and alarms may stand beside what they serve.
    if matches!(own, "identity" | "monitoring" | "deployment") {
        return true;
    }
    // A layer of the author's own may hold anything.
    draft.model.layer(layer).span.is_some()
        || std::iter::once(&own)
            .chain(service.also)
            .any(|id| find_layer(draft, id) == Some(layer))
}
