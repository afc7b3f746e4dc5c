//! What brings in other statements: `use`, and instances of components.

mod params;

pub use params::{fill, follow};

use super::declare::{self, inside, name_in_scope, open_group};
use super::draft::{Context, ContextId, Draft, Instance, Named, Place, ScopeId};
use super::words;
use crate::catalog;
use crate::model::Node;
use crate::source::{Code, Diagnostic};
use crate::syntax::{Body, Declaration, Name, Reference, Statement, StatementKind, Text};
use std::collections::BTreeMap;

/// The codes that expanding raises.
pub const CODES: &[&Code] = &[
    &RECURSIVE,
    &params::MISSING_ARGUMENT,
    &params::UNKNOWN_PARAM,
    &params::PARAM_TWICE,
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
    params::bind(draft, declaration, body, at, inner, outside);
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
