//! Walks the statements and makes every element and group, so that references may point forward.

use super::draft::{
    Argument, Context, ContextId, DefaultsBlock, Draft, Instance, Late, Named, Place, Task, index,
};
use super::kinds::{self, Kind, WORDS};
use super::{expand, words};
use crate::catalog;
use crate::model::{
    Attributes, Element, ElementId, Group, GroupId, Layer, LayerId, Layout, Node, OwnService,
};
use crate::source::{Code, Diagnostic, Span};
use crate::syntax::{Body, Declaration, Item, Name, Reference, Statement, StatementKind, Text};

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

fn layer(draft: &mut Draft, statement: &Statement, declaration: &Declaration) {
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

/// Gives a thing its name in the scope of a context; returns its path, or nothing where the name is taken.
fn bind(draft: &mut Draft, name: &Name, named: Named, context: ContextId) -> Option<String> {
    let here = draft.context(context);
    if find_layer(draft, &name.text).is_some() {
        draft.say(
            Diagnostic::error(
                &LAYER_NAME,
                name.span,
                format!(
                    "`{}` is the name of a layer, so nothing else can have it as its id",
                    name.text
                ),
            )
            .help(format!("give it another id, such as `{}-1`", name.text)),
        );
    }
    name_in_scope(draft, here.scope, &name.text, name.span, named)?;
    if let Named::Node(node) = named
        && here.instance.is_none()
    {
        draft.by_id.entry(name.text.clone()).or_default().push(node);
    }
    Some(format!("{}{}", draft.scope(here.scope).prefix, name.text))
}

/// Enters a name into a scope, where it is not taken.
pub fn name_in_scope(
    draft: &mut Draft,
    scope: super::draft::ScopeId,
    name: &str,
    span: Span,
    named: Named,
) -> Option<()> {
    let names = &mut draft.scopes[scope.0 as usize];
    if let Some(&(known, first)) = names.names.get(name) {
        if known == named {
            return Some(());
        }
        draft.say(
            Diagnostic::error(
                &TWICE,
                span,
                format!("`{name}` is declared twice, so it is not clear which one is meant"),
            )
            .at("declared again here")
            .related(first, "first declared here")
            .help("give one of them another id"),
        );
        return None;
    }
    names.names.insert(name.to_owned(), (named, span));
    names.order.push(name.to_owned());
    Some(())
}

/// Returns the one plain id that a declaration names.
fn one_name<'t>(draft: &mut Draft, declaration: &'t Declaration) -> Option<&'t Name> {
    let subject = declaration.subject.as_ref()?;
    match subject.members() {
        [reference] => match reference.single() {
            Some(name) => return Some(name),
            None => draft.say(
                Diagnostic::error(
                    &BAD_ID,
                    reference.span,
                    format!("`{}` has a dot, which an id cannot have", reference.path()),
                )
                .help(format!(
                    "declare `{}` inside the group `{}`",
                    reference.parts.last().map_or("", |part| part.text.as_str()),
                    reference
                        .parts
                        .first()
                        .map_or("", |part| part.text.as_str()),
                )),
            ),
        },
        _ => draft.say(
            Diagnostic::error(
                &BAD_ID,
                subject.span(),
                "a declaration makes one thing, and this names several",
            )
            .help("write a statement for each"),
        ),
    }
    None
}

/// Returns the title of a declaration, the id in plain words where it has none.
fn title(draft: &mut Draft, written: Option<&Text>, id: &str, context: ContextId) -> String {
    match written {
        Some(text) => expand::fill(draft, text, context),
        None => words::plain(id),
    }
}

/// Returns the doc comment of a statement.
pub fn description(statement: &Statement) -> Option<String> {
    if statement.doc.is_empty() {
        return None;
    }
    let lines: Vec<&str> = statement.doc.iter().map(|line| line.text.trim()).collect();
    Some(lines.join("\n"))
}

/// Says that a kind is not known.
fn unknown_kind(
    draft: &mut Draft,
    code: &'static Code,
    name: &Reference,
    context: ContextId,
) -> Diagnostic {
    let file = draft.context(context).file;
    let path = name.path();
    let diagnostic = Diagnostic::error(
        code,
        name.span,
        format!("there is no service or component `{path}`"),
    );
    let mut known: Vec<&str> = draft.kinds.names(file).collect();
    known.extend(
        draft
            .catalog
            .services()
            .flat_map(|service| std::iter::once(service.id).chain(service.aliases.iter().copied())),
    );
    known.extend(WORDS);
    match draft.guess(&path, known) {
        Some(near) => diagnostic
            .help(format!("did you mean `{near}`?"))
            .guess(name.span, near),
        None => diagnostic.help(
            "`archlens catalog list` shows the services; for what is not among them take a generic one: `service`, `function`, `database`, `queue`",
        ),
    }
}

/// Says that a thing has no id, and offers one after its title.
fn no_id(draft: &mut Draft, name: &Reference, title: Option<&Text>) {
    let path = name.path();
    let diagnostic = Diagnostic::error(
        &NO_ID,
        name.span,
        format!("this `{path}` has no id, so nothing can refer to it"),
    );
    let service = draft.catalog.service(&path);
    let title = title.map(|title| title.text.as_str());
    let id = title
        .or(service.map(|service| service.short))
        .and_then(words::id)
        .filter(|id| {
            // Of a service's own name nothing is learnt.
            service.is_some_and(|service| service.id != id)
                && find_layer(draft, id).is_none()
                && !draft.by_id.contains_key(id)
        });
    draft.say(match id {
        Some(id) => diagnostic
            .help(format!("write an id behind it, such as `{path} {id}`"))
            .guess(name.span.after(), format!(" {id}")),
        None => diagnostic.help(format!("write an id behind it: `{path} NAME`")),
    });
}

fn stray_attribute(
    draft: &mut Draft,
    statement: &Statement,
    key: &Reference,
    bare: bool,
    context: ContextId,
) {
    let path = key.path();
    let file = draft.context(context).file;
    if bare && draft.kinds.find(draft.catalog, file, key).is_some() {
        no_id(draft, key, None);
        return;
    }
    if bare {
        let mut diagnostic = Diagnostic::error(
            &STRAY_ATTRIBUTE,
            statement.span,
            format!("`{path}` alone says nothing here"),
        );
        let known: Vec<&str> = draft.catalog.services().map(|service| service.id).collect();
        diagnostic = match draft.guess(&path, known) {
            Some(near) => diagnostic.help(format!("to declare an element write `{near} NAME`")),
            None => {
                diagnostic.help("to declare an element write its service and its id: `lambda NAME`")
            }
        };
        draft.say(diagnostic);
        return;
    }
    draft.say(
        Diagnostic::error(
            &STRAY_ATTRIBUTE,
            statement.span,
            format!("`{path}` belongs to nothing here, so it would be lost"),
        )
        .help("put it into the braces of the thing that it is about; what is about everything goes into `architecture \"Title\" { … }`"),
    );
}

fn out_of_place(draft: &mut Draft, span: Span, message: &str, help: &str) {
    draft.say(Diagnostic::error(&OUT_OF_PLACE, span, message).help(help));
}

/// Gives the words of an instance's parameters, for "did you mean".
pub fn parameters<'t>(instance: &Instance<'t>) -> Vec<&'t str> {
    instance.params.keys().copied().collect()
}

/// Returns what a parameter stands for in a context.
pub fn argument<'t>(
    draft: &Draft<'t>,
    name: &str,
    context: ContextId,
) -> Option<(Argument<'t>, ContextId)> {
    let instance = draft.context(context).instance?;
    draft.instances[instance].params.get(name).copied()
}
