//! What brings in other statements: `use`, and instances of components.

use super::declare::{self, argument, inside, name_in_scope, open_group};
use super::draft::{Argument, Context, ContextId, Draft, Instance, Named, Place, ScopeId};
use super::words;
use crate::catalog;
use crate::model::Node;
use crate::source::{Code, Diagnostic, Span};
use crate::syntax::{
    Body, Declaration, Name, Reference, Statement, StatementKind, Text, Value, ValueKind,
};
use std::collections::BTreeMap;

/// The codes that expanding raises.
pub const CODES: &[&Code] = &[
    &RECURSIVE,
    &MISSING_ARGUMENT,
    &UNKNOWN_PARAM,
    &PARAM_TWICE,
    &COMPONENT_KIND,
    &EXPOSE,
];

static RECURSIVE: Code = Code {
    id: "A0408",
    title: "a component contains itself",
    page: "A component cannot stand inside itself, directly or through others, because it would never end.",
    wrong: "component worker { worker again }\nworker w",
    right: "component worker { lambda fn }\nworker w",
};

static MISSING_ARGUMENT: Code = Code {
    id: "A0409",
    title: "a parameter has no value",
    page: "`param NAME` without a value is required: every instance of the component gives one. `param NAME: VALUE` makes it optional.",
    wrong: "component worker { param depth; sqs queue { x-depth: $depth } }\nworker w",
    right: "component worker { param depth; sqs queue { x-depth: $depth } }\nworker w { depth: 5 }",
};

static UNKNOWN_PARAM: Code = Code {
    id: "A0410",
    title: "an unknown parameter",
    page: "`$NAME` and `${NAME}` stand for a parameter of the component in which they are written.",
    wrong: "component worker { param depth: 5; sqs queue { x-depth: $dept } }\nworker w",
    right: "component worker { param depth: 5; sqs queue { x-depth: $depth } }\nworker w",
};

static PARAM_TWICE: Code = Code {
    id: "A0411",
    title: "a parameter is declared twice",
    page: "Each parameter of a component has a name of its own.",
    wrong: "component worker { param depth: 5; param depth: 6; sqs queue }\nworker w",
    right: "component worker { param depth: 5; param size: 6; sqs queue }\nworker w",
};

static COMPONENT_KIND: Code = Code {
    id: "A0412",
    title: "no kind of group",
    page: "`kind:` inside a component names the kind of group that its instances are: `group`, `account`, `region`, `vpc`, `subnet`, `zone` or `cluster`.",
    wrong: "component worker { kind: lambda; sqs queue }\nworker w",
    right: "component worker { kind: zone; sqs queue }\nworker w",
};

static EXPOSE: Code = Code {
    id: "A0413",
    title: "`expose` that serves nothing",
    page: "`expose THING` inside a component lets flows that end at an instance end at the thing; `expose THING as out` lets flows that start at the instance start there. Each can be said once.",
    wrong: "component worker { sqs queue; expose queue as inn }\nworker w",
    right: "component worker { sqs queue; expose queue as in }\nworker w",
};

/// Brings in what a used file declares, once for each group that it is used in.
pub fn bring_in<'t>(
    draft: &mut Draft<'t>,
    statement: &'t Statement,
    path: &Text,
    name: Option<&Name>,
    context: ContextId,
) {
    let Some(&file) = draft.loaded.uses.get(&statement.span) else {
        return;
    };
    let here = draft.context(context);
    if !draft.shallow(here.depth, path.span) {
        return;
    }
    let key = (file, here.group);
    if let Some((scope, names)) = draft.brought.get(&key).cloned() {
        match name {
            Some(name) => {
                name_in_scope(
                    draft,
                    here.scope,
                    &name.text,
                    name.span,
                    Named::Space(scope),
                );
            }
            None if scope != here.scope => {
                for known in names {
                    if let Some(&(named, _)) = draft.scope(scope).names.get(&known) {
                        name_in_scope(draft, here.scope, &known, path.span, named);
                    }
                }
            }
            None => {}
        }
        return;
    }
    let scope = match name {
        Some(name) => {
            let prefix = format!("{}{}.", draft.scope(here.scope).prefix, name.text);
            let scope = draft.add_scope(prefix, Some(here.scope));
            if name_in_scope(
                draft,
                here.scope,
                &name.text,
                name.span,
                Named::Space(scope),
            )
            .is_none()
            {
                return;
            }
            scope
        }
        None => here.scope,
    };
    let before = draft.scope(scope).order.len();
    let inner = draft.add_context(Context {
        file,
        scope,
        defaults: None,
        instance: None,
        place: Place::Used,
        ..here
    });
    let loaded = draft.loaded;
    if let Some(tree) = loaded.trees.get(&file) {
        // Known before it is walked, so that a second way to it ends here.
        draft.brought.insert(key, (scope, Vec::new()));
        declare::statements(draft, &tree.items, inner);
    }
    let names = draft.scope(scope).order[before..].to_vec();
    draft.brought.insert(key, (scope, names));
}

/// Makes a group from a component.
pub fn instance<'t>(
    draft: &mut Draft<'t>,
    statement: &'t Statement,
    declaration: &'t Declaration,
    component: usize,
    context: ContextId,
) {
    let (id, body, file) = {
        let component = &draft.kinds.components[component];
        (component.id, component.body, component.file)
    };
    let span = declaration.kind.span;
    if let Some(at) = draft.expanding.iter().position(|&open| open == component) {
        let mut chain: Vec<String> = draft.expanding[at..]
            .iter()
            .map(|&open| format!("`{}`", draft.kinds.components[open].id))
            .collect();
        chain.push(format!("`{id}`"));
        draft.say(
            Diagnostic::error(
                &RECURSIVE,
                span,
                format!(
                    "a component contains itself, so it would never end: {}",
                    chain.join(" contains ")
                ),
            )
            .related(
                draft.kinds.components[component].span,
                format!("`{id}` is declared here"),
            )
            .help("take it out of itself"),
        );
        return;
    }
    let kind = body.map_or("group", |body| group_kind(draft, body));
    let Some(group) = open_group(
        draft,
        statement,
        declaration,
        kind,
        Some(id.to_owned()),
        context,
    ) else {
        return;
    };
    let outside = inside(draft, group, context);
    let scope = draft.group_scopes[group.0 as usize];
    let at = draft.instances.len();
    let here = draft.context(context);
    let inner = draft.add_context(Context {
        file,
        scope,
        group: Some(group),
        layer: here.layer,
        defaults: None,
        instance: Some(at),
        depth: here.depth + 1,
        place: Place::Component,
    });
    draft.instances.push(Instance {
        params: BTreeMap::new(),
        expose_in: None,
        expose_out: None,
        scope,
    });
    draft.group_instances[group.0 as usize] = Some(at);
    bind_params(draft, declaration, body, at, inner, outside);
    draft.expanding.push(component);
    if let Some(body) = body {
        expose(draft, body, at);
        draft.group_bodies[group.0 as usize].push((body, inner));
        declare::statements(draft, &body.items, inner);
    }
    draft.expanding.pop();
    if let Some(body) = &declaration.body {
        draft.group_bodies[group.0 as usize].push((body, outside));
        declare::statements(draft, &body.items, outside);
    }
}

fn group_kind(draft: &mut Draft, body: &Body) -> &'static str {
    let stated = body
        .statements()
        .find_map(|statement| match &statement.kind {
            StatementKind::Attribute { key, value } if key.path() == "kind" => {
                Some((statement.span, value.as_ref().and_then(words::word)))
            }
            _ => None,
        });
    let Some((span, word)) = stated else {
        return "group";
    };
    let (name, span) = word.unwrap_or((String::new(), span));
    if let Some(service) = draft.catalog.service(&name)
        && service.kind == catalog::Kind::Group
    {
        return service.id;
    }
    let kinds: Vec<&str> = draft
        .catalog
        .services()
        .filter(|service| service.kind == catalog::Kind::Group)
        .map(|service| service.id)
        .collect();
    draft.say(
        Diagnostic::error(
            &COMPONENT_KIND,
            span,
            format!("`{name}` is no kind of group"),
        )
        .help(format!("write {}", words::either(&kinds))),
    );
    "group"
}

/// Gives each parameter its value: the instance's, else the component's own.
fn bind_params<'t>(
    draft: &mut Draft<'t>,
    declaration: &'t Declaration,
    body: Option<&'t Body>,
    instance: usize,
    inner: ContextId,
    outside: ContextId,
) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for statement in body.into_iter().flat_map(Body::statements) {
        let StatementKind::Param { name, value } = &statement.kind else {
            continue;
        };
        if let Some(first) = seen.insert(&name.text, name.span) {
            draft.say(
                Diagnostic::error(
                    &PARAM_TWICE,
                    name.span,
                    format!("the parameter `{}` is declared twice", name.text),
                )
                .related(first, "first declared here")
                .help("give one of them another name"),
            );
            continue;
        }
        let given =
            declaration.body.iter().flat_map(Body::statements).find_map(
                |statement| match &statement.kind {
                    StatementKind::Attribute { key, value }
                        if key.single().is_some_and(|key| key.text == name.text) =>
                    {
                        Some(value.as_ref())
                    }
                    _ => None,
                },
            );
        let argument = match (given, value) {
            (Some(Some(value)), _) => (Argument::Value(value), outside),
            (Some(None), _) => (Argument::True, outside),
            (None, Some(value)) => (Argument::Value(value), inner),
            (None, None) => {
                draft.say(
                    Diagnostic::error(
                        &MISSING_ARGUMENT,
                        declaration
                            .subject
                            .as_ref()
                            .map_or(declaration.kind.span, |subject| subject.span()),
                        format!("the parameter `{}` has no value here", name.text),
                    )
                    .related(name.span, "declared here without a value of its own")
                    .help(format!(
                        "write `{}: VALUE` in the braces of the instance",
                        name.text
                    )),
                );
                (Argument::Missing, inner)
            }
        };
        draft.instances[instance]
            .params
            .insert(&name.text, argument);
    }
}

/// Finds what a component exposes.
fn expose<'t>(draft: &mut Draft<'t>, body: &'t Body, instance: usize) {
    for statement in body.statements() {
        let StatementKind::Expose {
            inner: reference,
            outer: name,
        } = &statement.kind
        else {
            continue;
        };
        let slot = match name.as_ref().map(|name| name.text.as_str()) {
            None | Some("in") => &mut draft.instances[instance].expose_in,
            Some("out") => &mut draft.instances[instance].expose_out,
            Some(other) => {
                let span = name.as_ref().map_or(statement.span, |name| name.span);
                let message = format!("flows go `in` or `out`, not `{other}`");
                draft.say(
                    Diagnostic::error(&EXPOSE, span, message)
                        .help("write `expose THING` for flows that come in, `expose THING as out` for those that leave"),
                );
                continue;
            }
        };
        if let Some(first) = *slot {
            let first: &Reference = first;
            draft.say(
                Diagnostic::error(
                    &EXPOSE,
                    reference.span,
                    "flows in one direction can go to one thing only",
                )
                .related(first.span, "first exposed here")
                .help("keep one of them"),
            );
            continue;
        }
        *slot = Some(reference);
    }
}

/// Returns the value that is meant, with the context of its words, where a value is a parameter.
pub fn follow<'t>(
    draft: &mut Draft<'t>,
    value: &'t Value,
    context: ContextId,
) -> Option<(Argument<'t>, ContextId)> {
    let mut at = (Argument::Value(value), context);
    // Each step leaves one instance, and instances nest no deeper than blocks may.
    for _ in 0..=super::draft::NESTING_LIMIT {
        let Argument::Value(Value {
            kind: ValueKind::Param(name),
            ..
        }) = at.0
        else {
            break;
        };
        match argument(draft, &name.text, at.1) {
            Some((Argument::Value(inner), _)) if std::ptr::eq(inner, value) => return None,
            Some(next) => at = next,
            None => {
                unknown_param(draft, &name.text, name.span, at.1);
                return None;
            }
        }
    }
    match at.0 {
        Argument::Missing => None,
        Argument::Value(Value {
            kind: ValueKind::Param(_),
            ..
        }) => None,
        _ => Some(at),
    }
}

fn unknown_param(draft: &mut Draft, name: &str, span: Span, context: ContextId) {
    let params = draft
        .context(context)
        .instance
        .map(|instance| declare::parameters(&draft.instances[instance]))
        .unwrap_or_default();
    let diagnostic = Diagnostic::error(
        &UNKNOWN_PARAM,
        span,
        format!("there is no parameter `{name}` here"),
    );
    let diagnostic = match draft.guess(name, params.iter().copied()) {
        Some(near) => {
            let diagnostic = diagnostic.help(format!("did you mean `{near}`?"));
            // In a text its own place is not known.
            match span.range().len() == name.len() {
                true => diagnostic.guess(span, near),
                false => diagnostic,
            }
        }
        None if params.is_empty() => {
            diagnostic.help("parameters belong to components; declare one with `param NAME`")
        }
        None => diagnostic.help(format!("the parameters are {}", words::listed(&params))),
    };
    draft.say(diagnostic);
}

/// Returns a text with `${NAME}` replaced by what the parameter stands for.
pub fn fill(draft: &mut Draft, text: &Text, context: ContextId) -> String {
    if draft.context(context).instance.is_none() || !text.text.contains("${") {
        return text.text.clone();
    }
    let mut filled = String::new();
    let mut rest = text.text.as_str();
    while let Some(at) = rest.find("${") {
        let Some(end) = rest[at..].find('}') else {
            break;
        };
        filled.push_str(&rest[..at]);
        let name = &rest[at + 2..at + end];
        match argument(draft, name, context) {
            Some((found, from)) => filled.push_str(&spelled(draft, found, from, 0)),
            None => unknown_param(draft, name, text.span, context),
        }
        rest = &rest[at + end + 1..];
    }
    filled.push_str(rest);
    filled
}

/// Returns how a parameter's value reads inside a text.
fn spelled(draft: &mut Draft, found: Argument, context: ContextId, depth: u32) -> String {
    let value = match found {
        Argument::True => return "true".to_owned(),
        Argument::Missing => return String::new(),
        Argument::Value(value) => value,
    };
    match &value.kind {
        ValueKind::Text(text) => text.text.clone(),
        ValueKind::Number(number) | ValueKind::Date(number) | ValueKind::Bad(number) => {
            number.clone()
        }
        ValueKind::Quantity { number, unit } => format!("{number}{unit}"),
        ValueKind::Percent(number) => format!("{number}%"),
        ValueKind::Rate { number, per } => format!("{number}/{per}"),
        ValueKind::LayerTag(name) => format!("@{}", name.text),
        ValueKind::Tag(name) => format!("#{}", name.text),
        ValueKind::Words(list) => {
            let list: Vec<String> = list.iter().map(Reference::path).collect();
            list.join(" ")
        }
        ValueKind::Param(name) => match argument(draft, &name.text, context) {
            Some((found, from)) if depth < super::draft::NESTING_LIMIT => {
                spelled(draft, found, from, depth + 1)
            }
            _ => String::new(),
        },
        ValueKind::List(members) => {
            let members: Vec<String> = members
                .iter()
                .map(|member| spelled(draft, Argument::Value(member), context, depth + 1))
                .collect();
            members.join(", ")
        }
        ValueKind::Record(_) => String::new(),
    }
}

/// Returns the thing that flows into or out of an instance are meant for.
pub fn exposed<'t>(
    draft: &Draft<'t>,
    node: Node,
    out: Direction,
) -> Option<(&'t Reference, ScopeId)> {
    let Node::Group(group) = node else {
        return None;
    };
    let instance = &draft.instances[draft.group_instances[group.0 as usize]?];
    let reference = match out {
        Direction::In => instance.expose_in,
        Direction::Out => instance.expose_out,
    }?;
    Some((reference, instance.scope))
}

/// Which way a flow passes a group's border.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    In,
    Out,
}
