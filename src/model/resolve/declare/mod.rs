//! Walks the statements and makes every element and group, so that references may point forward.

mod layers;
mod lost;
mod names;

use super::draft::{Context, ContextId, DefaultsBlock, Draft, Late, Named, Place, Task, index};
use super::kinds::{self, Kind, WORDS};
use super::{expand, words};
use crate::catalog;
use crate::model::{Attributes, Element, ElementId, Group, GroupId, Layout, Node, OwnService};
use crate::source::{Code, Diagnostic, Span};
use crate::syntax::{Declaration, Item, Statement, StatementKind};
pub use layers::{find_layer, layers, unknown_layer};
use lost::{no_id, out_of_place, stray_attribute, unknown_kind};
pub use names::{argument, description, name_in_scope, parameters};
use names::{bind, one_name, title};

/// The codes that declaring raises.
pub const CODES: &[&Code] = &[
    &UNKNOWN_KIND,
    &NO_ID,
    &BAD_ID,
    &TWICE,
    &LAYER_NAME,
    &UNKNOWN_LAYER,
    &OUT_OF_PLACE,
    &STRAY_ATTRIBUTE,
    &ARCHITECTURE_TWICE,
    &LAYER_DECLARATION,
    &DEFAULTS_OF,
];

static UNKNOWN_KIND: Code = Code {
    id: "A0201",
    title: "unknown service",
    page: "The first word of a declaration is a service of the catalog (`archlens catalog list` shows them), a `service` or `component` that the file declares or uses, or a word of the language such as `view`. For what has no service of its own there are generic ones: `service`, `function`, `database`, `queue` and others.",
    wrong: "lamda resize \"Resize\"",
    right: "lambda resize \"Resize\"",
};

static NO_ID: Code = Code {
    id: "A0202",
    title: "an element without an id",
    page: "Every element needs an id behind its service, so that flows can name it: `xray traces`.",
    wrong: "xray",
    right: "xray traces",
};

static BAD_ID: Code = Code {
    id: "A0203",
    title: "not an id",
    page: "A declaration gives one thing one id, which holds no dot: where it stands says what it belongs to. Declare each thing in a statement of its own, inside the group that holds it.",
    wrong: "lambda app.resize",
    right: "group app { lambda resize }",
};

static TWICE: Code = Code {
    id: "A0204",
    title: "declared twice",
    page: "In one group, at the top level, and in what `use` brings in there, an id stands for one thing. A group cannot be opened a second time either: put all of it into one block.",
    wrong: "lambda resize\nsqs resize",
    right: "lambda resize\nsqs jobs",
};

static LAYER_NAME: Code = Code {
    id: "A0205",
    title: "a layer's name as an id",
    page: "`WORD {` opens the layer of that name, so an element or group cannot have it as its id.",
    wrong: "dynamodb data",
    right: "dynamodb orders",
};

static UNKNOWN_LAYER: Code = Code {
    id: "A0206",
    title: "unknown layer",
    page: "`WORD {` opens a layer: `edge`, `identity`, `compute`, `messaging`, `data`, `monitoring`, `deployment`, or one that `layer NAME { after: … }` has added. A group has a kind in front of its id: `group NAME { … }`.",
    wrong: "compte { lambda resize }",
    right: "compute { lambda resize }",
};

static OUT_OF_PLACE: Code = Code {
    id: "A0207",
    title: "a statement where it cannot stand",
    page: "`architecture`, `environment`, `view`, `scenario`, `rollout`, `waive` and `answer` stand at the top level of the file that is opened; `param` and `expose` inside a `component`; `omit` inside an `environment`; elements and flows stand beside each other in the file, in groups and in layers, never inside an element.",
    wrong: "group app { view all }",
    right: "group app { lambda fn }\nview all",
};

static STRAY_ATTRIBUTE: Code = Code {
    id: "A0208",
    title: "an attribute that belongs to nothing",
    page: "`KEY: VALUE` says something about the thing in whose braces it stands. At the top level and in a layer there is no such thing; what is said about the whole architecture stands in `architecture \"Title\" { … }`.",
    wrong: "owner: \"team-a\"",
    right: "architecture \"Shop\" { owner: \"team-a\" }",
};

static ARCHITECTURE_TWICE: Code = Code {
    id: "A0209",
    title: "two architectures in one file",
    page: "A file describes one architecture. Put all that is said about it into one block.",
    wrong: "architecture \"Shop\"\narchitecture \"Bank\"",
    right: "architecture \"Shop\"",
};

static LAYER_DECLARATION: Code = Code {
    id: "A0210",
    title: "a layer that cannot be added",
    page: "`layer NAME \"Title\" { after: LAYER }` adds a band behind another (or in front of it with `before`). Its name must be new, and the layer that it stands behind must exist.",
    wrong: "layer analytics { after: dta }",
    right: "layer analytics { after: data }",
};

static DEFAULTS_OF: Code = Code {
    id: "A0211",
    title: "defaults of nothing",
    page: "`defaults SERVICE { … }` sets attributes for all elements of a service in the block in which it stands and below.",
    wrong: "defaults lamda { timeout: 10s }\nlambda fn",
    right: "defaults lambda { timeout: 10s }\nlambda fn",
};

/// Declares what the statements of a block declare.
pub fn statements<'t>(draft: &mut Draft<'t>, items: &'t [Item], context: ContextId) {
    let context = with_defaults(draft, items, context);
    for item in items {
        let Item::Statement(statement) = item else {
            continue;
        };
        if draft.full {
            return;
        }
        declare(draft, statement, context);
    }
}

/// Makes the context in which the block's `defaults` apply.
fn with_defaults<'t>(draft: &mut Draft<'t>, items: &'t [Item], context: ContextId) -> ContextId {
    let mut entries = Vec::new();
    for item in items {
        let Item::Statement(statement) = item else {
            continue;
        };
        let StatementKind::Declaration(declaration) = &statement.kind else {
            continue;
        };
        if !kinds::is_word(declaration, "defaults") {
            continue;
        }
        let members = declaration
            .subject
            .as_ref()
            .map_or(&[][..], |subject| subject.members());
        if members.is_empty() {
            draft.say(
                Diagnostic::error(
                    &DEFAULTS_OF,
                    declaration.kind.span,
                    "`defaults` needs a service",
                )
                .help("write `defaults lambda { … }`"),
            );
        }
        for member in members {
            let service = match draft
                .kinds
                .find(draft.catalog, draft.context(context).file, member)
            {
                Some(Kind::Catalog(service)) => Some(service.id.to_owned()),
                Some(Kind::Own(own)) => Some(draft.kinds.own[own].id.to_owned()),
                Some(Kind::Component(_)) => {
                    draft.say(
                        Diagnostic::error(
                            &DEFAULTS_OF,
                            member.span,
                            format!(
                                "`{}` is a component, and its defaults are those of its parameters",
                                member.path()
                            ),
                        )
                        .help("write `param NAME: VALUE` in the component"),
                    );
                    None
                }
                None => {
                    let diagnostic = unknown_kind(draft, &DEFAULTS_OF, member, context);
                    draft.say(diagnostic);
                    None
                }
            };
            if let (Some(service), Some(body)) = (service, &declaration.body) {
                entries.push((service, body));
            }
        }
    }
    if entries.is_empty() {
        return context;
    }
    let mut inner = draft.context(context);
    let parent = inner.defaults;
    inner.defaults = Some(draft.defaults.len());
    let id = draft.add_context(inner);
    draft.defaults.push(DefaultsBlock {
        parent,
        entries,
        context: id,
    });
    id
}

fn declare<'t>(draft: &mut Draft<'t>, statement: &'t Statement, context: ContextId) {
    let place = draft.context(context).place;
    match &statement.kind {
        StatementKind::Declaration(declaration) => {
            declaration_statement(draft, statement, declaration, context);
        }
        StatementKind::Flow(flow) => draft.tasks.push(Task::Flow(flow, statement, context)),
        StatementKind::Attribute { key, value } => {
            // A group's own attributes are read with the group; environments read theirs.
            if matches!(place, Place::Root | Place::Used | Place::Layer) {
                stray_attribute(draft, statement, key, value.is_none(), context);
            } else if value.is_none()
                && draft.catalog.service(&key.path()).is_some()
                && place != Place::Environment
            {
                no_id(draft, key, None);
            }
        }
        StatementKind::Use { path, name } => {
            if place == Place::Component {
                out_of_place(
                    draft,
                    statement.span,
                    "`use` cannot stand inside a component",
                    "use the file at the top level",
                );
            } else {
                expand::bring_in(draft, statement, path, name.as_ref(), context);
            }
        }
        StatementKind::Param { name, .. } => {
            if place != Place::Component {
                out_of_place(
                    draft,
                    name.span,
                    "`param` stands outside a component",
                    "declare parameters directly inside `component NAME { … }`",
                );
            }
        }
        StatementKind::Waive { rule, .. } => {
            late(draft, statement, None, context, rule.span, |draft| {
                &mut draft.waivers
            })
        }
        StatementKind::Answer { question, .. } => {
            late(draft, statement, None, context, question.span, |draft| {
                &mut draft.answers
            });
        }
        StatementKind::Omit { references } => {
            if place == Place::Environment {
                draft
                    .omissions
                    .extend(references.iter().map(|reference| (reference, context)));
            } else {
                out_of_place(
                    draft,
                    statement.span,
                    "`omit` stands outside an environment",
                    "delete what should not be there, or leave it out of one `environment`",
                );
            }
        }
        StatementKind::Expose { .. } => {
            if place != Place::Component {
                out_of_place(
                    draft,
                    statement.span,
                    "`expose` stands outside a component",
                    "write it directly inside `component NAME { … }`",
                );
            }
        }
        StatementKind::Junk { .. } => {}
    }
}

/// Keeps a statement of the top level for later.
fn late<'t>(
    draft: &mut Draft<'t>,
    statement: &'t Statement,
    declaration: Option<&'t Declaration>,
    context: ContextId,
    span: Span,
    list: for<'d> fn(&'d mut Draft<'t>) -> &'d mut Vec<Late<'t>>,
) {
    match draft.context(context).place {
        Place::Root => list(draft).push(Late {
            statement,
            declaration,
            context,
        }),
        // What is said about a file as a whole stays in that file.
        Place::Used => {}
        _ => out_of_place(
            draft,
            span,
            "this statement is about the whole architecture, so it cannot stand inside a block",
            "move it to the top level of the file",
        ),
    }
}

fn declaration_statement<'t>(
    draft: &mut Draft<'t>,
    statement: &'t Statement,
    declaration: &'t Declaration,
    context: ContextId,
) {
    let place = draft.context(context).place;
    let span = declaration.kind.span;
    let word = declaration.kind.single().map(|name| name.text.as_str());
    if let Some(word) = word {
        match word {
            "architecture" if declaration.subject.is_none() => {
                architecture(draft, statement, declaration, context);
                return;
            }
            "layer" | "defaults" | "component"
                if declaration.subject.is_some() || word == "component" =>
            {
                if word == "layer" && !matches!(place, Place::Root | Place::Used) {
                    out_of_place(
                        draft,
                        span,
                        "a layer cannot be added inside a block",
                        "move it to the top level of the file",
                    );
                }
                return;
            }
            "service" if kinds::is_own_service(declaration) => return,
            "view" if declaration.subject.is_some() => {
                late(
                    draft,
                    statement,
                    Some(declaration),
                    context,
                    span,
                    |draft| &mut draft.views,
                );
                return;
            }
            "scenario" if declaration.subject.is_some() => {
                late(
                    draft,
                    statement,
                    Some(declaration),
                    context,
                    span,
                    |draft| &mut draft.scenarios,
                );
                return;
            }
            "rollout" if declaration.subject.is_some() => {
                late(
                    draft,
                    statement,
                    Some(declaration),
                    context,
                    span,
                    |draft| &mut draft.rollouts,
                );
                return;
            }
            "environment" if declaration.subject.is_some() => {
                late(
                    draft,
                    statement,
                    Some(declaration),
                    context,
                    span,
                    |draft| &mut draft.environments,
                );
                return;
            }
            _ => {}
        }
    }
    if declaration.subject.is_none() {
        block(draft, statement, declaration, context);
        return;
    }
    match draft.kinds.find(
        draft.catalog,
        draft.context(context).file,
        &declaration.kind,
    ) {
        Some(Kind::Catalog(service)) => match service.kind {
            catalog::Kind::Element => {
                element(draft, statement, declaration, service, None, context)
            }
            catalog::Kind::Group => group(draft, statement, declaration, service, context),
        },
        Some(Kind::Own(own)) => {
            let base = draft.kinds.own[own].base;
            element(draft, statement, declaration, base, Some(own), context);
        }
        Some(Kind::Component(component)) => {
            expand::instance(draft, statement, declaration, component, context);
        }
        None => {
            let diagnostic = unknown_kind(draft, &UNKNOWN_KIND, &declaration.kind, context);
            draft.say(diagnostic);
            // It is kept as a generic element, so that what refers to it is not told again.
            if let Some(service) = draft.catalog.service("service") {
                element(draft, statement, declaration, service, None, context);
            }
        }
    }
}

fn architecture<'t>(
    draft: &mut Draft<'t>,
    statement: &'t Statement,
    declaration: &'t Declaration,
    context: ContextId,
) {
    let span = declaration.kind.span;
    if draft.context(context).place == Place::Root
        && let Some(first) = draft.architectures.first()
    {
        let first = first.statement.span;
        draft.say(
            Diagnostic::error(
                &ARCHITECTURE_TWICE,
                span,
                "the architecture is described twice",
            )
            .related(first, "first described here")
            .help("put all of it into one block"),
        );
        return;
    }
    late(
        draft,
        statement,
        Some(declaration),
        context,
        span,
        |draft| &mut draft.architectures,
    );
}

/// `WORD { … }`: a layer, or in an environment what is laid over the thing of that name.
fn block<'t>(
    draft: &mut Draft<'t>,
    statement: &'t Statement,
    declaration: &'t Declaration,
    context: ContextId,
) {
    let here = draft.context(context);
    let name = &declaration.kind;
    let path = name.path();
    if let Some(layer) = find_layer(draft, &path) {
        if let Some(title) = &declaration.title {
            draft.say(
                Diagnostic::error(
                    &UNKNOWN_LAYER,
                    title.span,
                    format!("the layer `{path}` has its title already"),
                )
                .help("leave the title out; a layer of another name is added with `layer NAME \"Title\" { after: … }`"),
            );
        }
        if let Some(body) = &declaration.body
            && draft.shallow(here.depth, name.span)
        {
            let inner = draft.add_context(Context {
                layer: Some(layer),
                depth: here.depth + 1,
                place: if here.place == Place::Environment {
                    Place::Environment
                } else {
                    Place::Layer
                },
                ..here
            });
            statements(draft, &body.items, inner);
        }
        return;
    }
    if here.place == Place::Environment {
        draft.overrides.push(Late {
            statement,
            declaration: Some(declaration),
            context,
        });
        return;
    }
    // `defaults` of nothing has been told where the block's defaults were read.
    if path == "defaults" {
        return;
    }
    let known_kind = draft.kinds.find(draft.catalog, here.file, name);
    if known_kind.is_some() || WORDS.contains(&path.as_str()) {
        no_id(draft, name, declaration.title.as_ref());
        return;
    }
    if declaration.body.is_none() {
        let diagnostic = unknown_kind(draft, &UNKNOWN_KIND, name, context);
        draft.say(diagnostic);
        return;
    }
    let diagnostic = unknown_layer(draft, &UNKNOWN_LAYER, &path, name.span);
    let diagnostic = if diagnostic.fix.is_none() {
        diagnostic.help(format!("write `group {path} {{ … }}` for a group, or add the layer with `layer {path} {{ after: … }}`"))
    } else {
        diagnostic
    };
    draft.say(diagnostic);
    // What is inside is declared all the same, so that what refers to it is not told again.
    if let Some(body) = &declaration.body
        && draft.shallow(here.depth, name.span)
    {
        let inner = draft.add_context(Context {
            depth: here.depth + 1,
            // Its attributes are nobody's, and are not told a second time.
            place: Place::Group,
            ..here
        });
        statements(draft, &body.items, inner);
    }
}

fn element<'t>(
    draft: &mut Draft<'t>,
    statement: &'t Statement,
    declaration: &'t Declaration,
    service: &'static catalog::Service,
    own: Option<usize>,
    context: ContextId,
) {
    let Some(name) = one_name(draft, declaration) else {
        return;
    };
    if !draft.room(name.span) {
        return;
    }
    let id = ElementId(index(draft.model.elements.len()));
    let Some(path) = bind(draft, name, Named::Node(Node::Element(id)), context) else {
        return;
    };
    let here = draft.context(context);
    let title = title(draft, declaration.title.as_ref(), &name.text, context);
    let own_service = own.map(|own| {
        let own = &draft.kinds.own[own];
        OwnService {
            id: own.id.to_owned(),
            title: own
                .title
                .map_or_else(|| words::plain(own.id), str::to_owned),
            icon: None,
        }
    });
    let layer = here
        .layer
        .or_else(|| service.layer.and_then(|layer| find_layer(draft, layer)));
    draft.model.elements.push(Element {
        path,
        title,
        service: service.id.to_owned(),
        own_service,
        layer,
        group: here.group,
        spans: Vec::new(),
        description: description(statement),
        attributes: Attributes::default(),
        parts: Vec::new(),
        tags: Vec::new(),
        link: None,
        consumer: None,
        layout: Layout::default(),
        span: statement.span,
        name_span: name.span,
    });
    draft.element_bodies.push(
        declaration
            .body
            .iter()
            .map(|body| (body, context))
            .collect(),
    );
    draft.element_contexts.push(context);
    draft.element_own.push(own);
    draft.tasks.push(Task::Element(id));
}

fn group<'t>(
    draft: &mut Draft<'t>,
    statement: &'t Statement,
    declaration: &'t Declaration,
    service: &'static catalog::Service,
    context: ContextId,
) {
    let Some(id) = open_group(draft, statement, declaration, service.id, None, context) else {
        return;
    };
    let inner = inside(draft, id, context);
    if let Some(body) = &declaration.body {
        draft.group_bodies[id.0 as usize].push((body, inner));
        statements(draft, &body.items, inner);
    }
}

/// Makes the context of what is in a group.
pub fn inside(draft: &mut Draft, group: GroupId, context: ContextId) -> ContextId {
    let here = draft.context(context);
    let scope = draft.group_scopes[group.0 as usize];
    draft.add_context(Context {
        scope,
        group: Some(group),
        depth: here.depth + 1,
        place: Place::Group,
        ..here
    })
}

/// Makes a group without what is in it.
pub fn open_group<'t>(
    draft: &mut Draft<'t>,
    statement: &'t Statement,
    declaration: &'t Declaration,
    kind: &str,
    component: Option<String>,
    context: ContextId,
) -> Option<GroupId> {
    let name = one_name(draft, declaration)?;
    let here = draft.context(context);
    if !draft.shallow(here.depth, name.span) || !draft.room(name.span) {
        return None;
    }
    let id = GroupId(index(draft.model.groups.len()));
    let path = bind(draft, name, Named::Node(Node::Group(id)), context)?;
    let scope = draft.add_scope(format!("{path}."), Some(here.scope));
    let title = title(draft, declaration.title.as_ref(), &name.text, context);
    draft.model.groups.push(Group {
        path,
        title,
        kind: kind.to_owned(),
        component,
        parent: here.group,
        layer: here.layer,
        description: description(statement),
        attributes: Attributes::default(),
        tags: Vec::new(),
        link: None,
        layout: Layout::default(),
        span: statement.span,
        name_span: name.span,
    });
    draft.group_bodies.push(Vec::new());
    draft.group_contexts.push(context);
    draft.group_scopes.push(scope);
    draft.group_instances.push(None);
    draft.tasks.push(Task::Group(id));
    Some(id)
}
