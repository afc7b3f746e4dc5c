//! What is said about the whole architecture, and the pictures that are asked for.

use super::draft::{ContextId, Draft, Late};
use super::facts;
use super::values::{by_shape, key_twice};
use super::{expand, lookup, words};
use crate::model::{Arrangement, Attribute, Attributes, Layout, Node, Provenance, Selector, View};
use crate::source::{Code, Diagnostic, Span};
use crate::syntax::{self, Body, Declaration, Reference, Statement, StatementKind, ValueKind};
use std::collections::BTreeMap;

/// The codes of views.
pub const CODES: &[&Code] = &[&TWICE, &SELECTOR, &ARRANGE, &NO_VIEW, &KEY, &ONE_ID];

static TWICE: Code = Code {
    id: "A0501",
    title: "a view or scenario is declared twice",
    page: "Views have ids of their own, and so have scenarios; `--view ID` chooses one, and pictures are named after them.",
    wrong: "lambda fn\nview all\nview all",
    right: "lambda fn\nview all\nview more",
};

static SELECTOR: Code = Code {
    id: "A0502",
    title: "a selector that selects nothing",
    page: "What a view takes in is said with ids, `@layer`, `#tag`, services (`lambda`), `scenario NAME`, `neighbours of X`, `upstream of X`, `downstream of X` and `path from A to B`; a list adds them up. A group brings what is in it.",
    wrong: "lambda place\nview writes { include: [@dta] }",
    right: "lambda place\nview writes { include: [@data] }",
};

static ARRANGE: Code = Code {
    id: "A0503",
    title: "an unknown arrangement",
    page: "`arrange: layers` draws the layers as bands, `flow` the groups nested with the flows running right or down, `groups` the groups only.",
    wrong: "lambda fn\nview all { arrange: layer }",
    right: "lambda fn\nview all { arrange: layers }",
};

static NO_VIEW: Code = Code {
    id: "A0504",
    title: "a link to no view",
    page: "`link: view NAME` leads the reader to the picture of that view.",
    wrong: "lambda fn { link: view detail }\nview details",
    right: "lambda fn { link: view details }\nview details",
};

static KEY: Code = Code {
    id: "A0505",
    title: "an attribute that views do not have",
    page: "A view has `include`, `exclude`, `collapse`, `arrange`, `depth`, `direction`, `same-row`, `same-column`, `lens-overlay`, `theme`, `profile`, `scenario`, `attributes`, `legend`, `findings`, `telemetry`, `tags`, `link` and `note`; what holds for one thing in this view only stands in its braces: `api { pin: top }`.",
    wrong: "lambda fn\nview all { includes: [fn] }",
    right: "lambda fn\nview all { include: [fn] }",
};

static ONE_ID: Code = Code {
    id: "A0506",
    title: "a view or scenario without one id",
    page: "Views, scenarios and rollouts have one id each, in one word.",
    wrong: "lambda fn\nview [a, b]",
    right: "lambda fn\nview a",
};

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
    draft.model.description = super::declare::description(late.statement);
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

/// Reads the views; where there is none, one named `main` shows everything.
pub fn resolve(draft: &mut Draft, start: Span) {
    let mut names: BTreeMap<String, Span> = BTreeMap::new();
    for late in draft.views.clone() {
        if let Some(view) = view(draft, &late, &mut names) {
            draft.model.views.push(view);
        }
    }
    links(draft);
    if draft.model.views.is_empty() {
        draft.model.views.push(View {
            id: "main".to_owned(),
            title: draft.model.title.clone(),
            description: None,
            include: Vec::new(),
            exclude: Vec::new(),
            arrange: Arrangement::default(),
            collapse: Vec::new(),
            depth: None,
            layout: Layout::default(),
            overrides: Vec::new(),
            attributes: Attributes::default(),
            span: start,
        });
    }
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
    names: &mut BTreeMap<String, Span>,
) -> Option<View> {
    let declaration = late.declaration?;
    let id = one_id(draft, declaration, names)?;
    let title = match &declaration.title {
        Some(title) => expand::fill(draft, title, late.context),
        None => words::plain(&id),
    };
    let mut view = View {
        id,
        title,
        description: super::declare::description(late.statement),
        include: Vec::new(),
        exclude: Vec::new(),
        arrange: Arrangement::default(),
        collapse: Vec::new(),
        depth: None,
        layout: Layout::default(),
        overrides: Vec::new(),
        attributes: Attributes::default(),
        span: late.statement.span,
    };
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
                fact(
                    draft,
                    statement,
                    key,
                    value.as_ref(),
                    late.context,
                    &mut view,
                );
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

fn fact<'t>(
    draft: &mut Draft<'t>,
    statement: &'t Statement,
    key: &'t Reference,
    value: Option<&'t syntax::Value>,
    context: ContextId,
    view: &mut View,
) {
    let path = key.path();
    if facts::view_wish(draft, statement, key, value, context, &mut view.layout) {
        return;
    }
    match path.as_str() {
        "include" => {
            view.include = value.map_or_else(Vec::new, |value| selectors(draft, value, context))
        }
        "exclude" => {
            view.exclude = value.map_or_else(Vec::new, |value| selectors(draft, value, context))
        }
        "collapse" => {
            view.collapse = value.map_or_else(Vec::new, |value| selectors(draft, value, context))
        }
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

/// Reads selectors; what selects nothing is told.
pub fn selectors(draft: &mut Draft, value: &syntax::Value, context: ContextId) -> Vec<Selector> {
    let mut found = Vec::new();
    let mut told = Vec::new();
    let scenarios: Vec<String> = draft
        .model
        .scenarios
        .iter()
        .map(|scenario| scenario.id.clone())
        .collect();
    let mut names = Names {
        layers: draft
            .model
            .layers
            .iter()
            .map(|layer| layer.id.clone())
            .collect(),
        scenarios,
        services: Vec::new(),
        tags: tags(draft),
    };
    names.services = draft
        .kinds
        .own
        .iter()
        .map(|own| own.id.to_owned())
        .collect();
    let catalog = draft.catalog;
    names.services.extend(
        draft
            .kinds
            .components
            .iter()
            .map(|component| component.id.to_owned()),
    );
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
    crate::model::select::read(value, &names, catalog, &mut find, &mut found, &mut told);
    for diagnostic in told {
        draft.say(diagnostic);
    }
    found
}

pub use crate::model::select::{Names, Strict};

fn tags(draft: &Draft) -> Vec<String> {
    let mut tags: Vec<String> = draft
        .model
        .elements
        .iter()
        .flat_map(|element| element.tags.iter())
        .chain(
            draft
                .model
                .groups
                .iter()
                .flat_map(|group| group.tags.iter()),
        )
        .chain(
            draft
                .model
                .relations
                .iter()
                .flat_map(|relation| relation.tags.iter()),
        )
        .cloned()
        .collect();
    tags.sort();
    tags.dedup();
    tags
}

/// The code of selectors that select nothing.
pub static NOTHING_SELECTED: &Code = &SELECTOR;

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
