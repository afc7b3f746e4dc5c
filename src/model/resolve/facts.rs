//! Reads what bodies say about things: typed attributes with where they come from, tags, links, wishes.

use super::declare::find_layer;
use super::draft::{Bodies, Context, ContextId, Draft};
use super::kinds;
use super::values::{About, by_shape, key_twice, typed};
use super::{lookup, words};
use crate::catalog::{self, PartKind};
use crate::model::{
    Attribute, Attributes, LayerId, Layout, Node, Part, Provenance, Target, Value, Wish,
};
use crate::source::{Code, Diagnostic, Span};
use crate::syntax::{self, Body, Reference, Statement, StatementKind, ValueKind};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The codes that reading bodies raises.
pub const CODES: &[&Code] = &[
    &UNKNOWN,
    &NO_COLON,
    &NO_PLACE,
    &BAD_LINK,
    &LAYER_ATTRIBUTE,
    &WISH,
];

static UNKNOWN: Code = Code {
    id: "A0310",
    title: "an unknown attribute",
    page: "The catalog does not know the attribute on this service, so no rule reads it and it is kept as it is written. `archlens catalog show SERVICE` lists the known ones; a key that starts with `x-` is the author's own and never doubted.",
    wrong: "lambda fn { tiemout: 30s }",
    right: "lambda fn { timeout: 30s; x-cost-centre: \"42\" }",
};

static NO_COLON: Code = Code {
    id: "A0311",
    title: "an attribute without its colon",
    page: "Between the key and the value of an attribute stands a colon: `KEY: VALUE`, also before a record: `KEY: { … }`.",
    wrong: "lambda fn { runtime nodejs }",
    right: "lambda fn { runtime: nodejs }",
};

static NO_PLACE: Code = Code {
    id: "A0312",
    title: "a statement inside an element or a flow",
    page: "The braces of an element or a flow hold its attributes only. Flows stand beside the elements; what holds other elements is a group.",
    wrong: "ecs app { lambda fn }",
    right: "group app { lambda fn }",
};

static BAD_LINK: Code = Code {
    id: "A0313",
    title: "a link that leads nowhere safe",
    page: "A link is an address of `https`, `http` or `mailto`, a path relative to the picture, or `view NAME`. Others, such as `javascript:` and `data:`, could run in the reader's browser.",
    wrong: "lambda fn { link: \"javascript:alert(1)\" }",
    right: "lambda fn { link: \"https://example.com/fn\" }",
};

static LAYER_ATTRIBUTE: Code = Code {
    id: "A0314",
    title: "`layer` of no layer",
    page: "`layer: NAME` draws an element in the layer of that name.",
    wrong: "lambda fn { layer: dta }",
    right: "lambda fn { layer: data }",
};

static WISH: Code = Code {
    id: "A0315",
    title: "a wish that cannot be understood",
    page: "Places are wished for and never set: `same-row: [a, b]`, `same-column: [a, b]`, `direction: right` or `down`, `before: x`, `pin: top`, `right`, `bottom` or `left`.",
    wrong: "group app { direction: sideways; lambda fn }",
    right: "group app { direction: right; lambda fn }",
};

/// Whose body is being read.
#[derive(Clone, Copy)]
pub struct Owner<'a> {
    /// What the attributes mean; none for flows.
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
                misplaced(draft, owner, statement);
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
                misplaced(draft, owner, statement);
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
    draft_guess(draft, diagnostic, key, span, known);
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

fn link(draft: &mut Draft, line: &Line) -> Option<Target> {
    let value = line.value?;
    if let ValueKind::Words(words) = &value.kind
        && let [word, view] = words.as_slice()
        && word.path() == "view"
    {
        draft.view_links.push((view.path(), view.span));
        return Some(Target::View(view.path()));
    }
    let Some((url, span)) = words::word(value) else {
        draft.say(
            Diagnostic::error(
                &BAD_LINK,
                value.span,
                "`link` takes an address in quotes, or `view NAME`",
            )
            .help("write `link: \"https://…\"`"),
        );
        return None;
    };
    let url = url.trim().to_owned();
    if safe_link(&url) {
        return Some(Target::Url(url));
    }
    draft.say(
        Diagnostic::error(
            &BAD_LINK,
            span,
            "this link could do harm in a browser, so it is refused",
        )
        .help("use an address of `https:`, `http:` or `mailto:`, or a relative path"),
    );
    None
}

/// Returns whether a link is of a harmless scheme, or relative.
pub fn safe_link(url: &str) -> bool {
    if url.is_empty() || url.chars().any(|c| c.is_control() || c == '\\') || url.starts_with("//") {
        return false;
    }
    let end = url.find(['/', '?', '#']).unwrap_or(url.len());
    match url[..end].find(':') {
        None => !url[..end].contains('&'),
        Some(colon) => {
            let scheme = url[..colon].to_ascii_lowercase();
            matches!(scheme.as_str(), "http" | "https" | "mailto")
        }
    }
}

/// Returns the things that a list or a single reference names.
fn nodes(draft: &mut Draft, line: &Line) -> Vec<Node> {
    let Some(value) = line.value else {
        return Vec::new();
    };
    references(value)
        .into_iter()
        .filter_map(|reference| lookup::node(draft, reference, line.context))
        .collect()
}

/// Returns the references in a value, in lists too.
pub fn references(value: &syntax::Value) -> Vec<&Reference> {
    match &value.kind {
        ValueKind::Words(words) => words.iter().collect(),
        ValueKind::List(members) => members.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// Reads a wish about places.
fn wish(draft: &mut Draft, line: &Line, layout: &mut Layout) {
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

/// Returns the bodies of `defaults` that apply, the nearest first.
pub fn defaults<'t>(draft: &Draft<'t>, context: Context, ids: &[&str]) -> Bodies<'t> {
    let mut found = Vec::new();
    let mut block = context.defaults;
    while let Some(at) = block {
        let defaults = &draft.defaults[at];
        for id in ids {
            for (service, body) in &defaults.entries {
                if service == id {
                    found.push((*body, defaults.context));
                }
            }
        }
        block = defaults.parent;
    }
    found
}

/// Adds what the service does when nothing is said.
pub fn add_service_defaults(
    draft: &mut Draft,
    service: &'static catalog::Service,
    attributes: &mut Attributes,
    span: Span,
) {
    let known = match draft.service_defaults.get(service.id) {
        Some(known) => Rc::clone(known),
        None => {
            let known = Rc::new(service_defaults(service));
            draft.service_defaults.insert(service.id, Rc::clone(&known));
            known
        }
    };
    for default in known.iter() {
        if attributes.get(&default.key).is_none() {
            attributes.list.push(Attribute {
                span,
                ..default.clone()
            });
        }
    }
}

/// Reads the defaults of a service as if they were written in a file.
fn service_defaults(service: &'static catalog::Service) -> Vec<Attribute> {
    let mut list = Vec::new();
    for attribute in service.attributes {
        let Some(default) = &attribute.default else {
            continue;
        };
        if let Some(value) = super::defaults::read(attribute, default.value) {
            list.push(Attribute {
                key: attribute.id.to_owned(),
                value,
                provenance: Provenance::Service {
                    certain: default.certain,
                },
                span: Span::default(),
            });
        }
    }
    list
}

/// Adds the parts that an element names itself: its aliases and versions.
pub fn add_named_parts(draft: &mut Draft, element: usize, service: &catalog::Service) {
    if !service
        .parts
        .iter()
        .any(|part| part.kind == PartKind::Named)
    {
        return;
    }
    for id in named_parts(draft, element, service) {
        let span = draft.model.elements[element].name_span;
        let parts = &mut draft.model.elements[element].parts;
        if !parts.iter().any(|part| part.id == id) {
            parts.push(Part { id, span });
        }
    }
}

/// Returns the parts that an element names itself: the aliases and versions of a function.
pub fn named_parts(draft: &Draft, element: usize, service: &catalog::Service) -> Vec<String> {
    let (bodies, fallbacks) = all_bodies(draft, element);
    let mut found = Vec::new();
    for (body, _) in bodies.iter().chain(&fallbacks) {
        for statement in body.statements() {
            if let StatementKind::Attribute {
                key,
                value: Some(value),
            } = &statement.kind
                && service
                    .parts
                    .iter()
                    .any(|part| part.kind == PartKind::Named && part.id == key.path())
            {
                words::names(value, &mut found);
            }
        }
    }
    found
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

/// Returns all bodies that say something about an element: its own, its service's, and the `defaults` that apply.
pub fn all_bodies<'t>(draft: &Draft<'t>, element: usize) -> (Bodies<'t>, Bodies<'t>) {
    let at = draft.element_contexts[element];
    let lineage: Vec<(&str, &'t Body)> = draft
        .kinds
        .lineage(draft.element_own[element])
        .map(|own| (own.id, own.body))
        .collect();
    let mut ids: Vec<&str> = lineage.iter().map(|(id, _)| *id).collect();
    ids.push(&draft.model.elements[element].service);
    let mut fallbacks = defaults(draft, draft.context(at), &ids);
    fallbacks.extend(lineage.iter().map(|(_, body)| (*body, at)));
    (draft.element_bodies[element].clone(), fallbacks)
}
