//! Walks the statements and makes every element and group, so that references may point forward.

mod codes;
mod layers;
mod lost;
mod names;
mod things;

use super::draft::{Context, ContextId, DefaultsBlock, Draft, Late, Place, Task};
use super::expand;
use super::kinds::{self, Kind, WORDS};
use crate::catalog;
use crate::source::{Diagnostic, Span};
use crate::syntax::{Declaration, Item, Statement, StatementKind};
pub use codes::CODES;
use codes::{ARCHITECTURE_TWICE, DEFAULTS_OF, UNKNOWN_KIND, UNKNOWN_LAYER};
pub use layers::{find_layer, layers, unknown_layer};
use lost::{is_a_thing, no_id, out_of_place, stray_attribute, unknown_kind};
pub use names::{argument, description, name_in_scope, parameters};
use things::{element, group};
pub use things::{inside, open_group};

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
                stray_attribute(draft, statement, key, value.as_ref(), context);
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
            let path = declaration.kind.path();
            if draft.catalog.strategy(&path).is_some() {
                out_of_place(
                    draft,
                    declaration.kind.span,
                    &format!("`{path}` is a strategy, and stands in no rollout"),
                    &format!("write it inside one: `rollout NAME {{ {path} TARGET {{ … }} }}`"),
                );
                return;
            }
            let diagnostic = unknown_kind(draft, &UNKNOWN_KIND, &declaration.kind, context);
            let guessed = diagnostic.fix.as_ref().and_then(|fix| fix.edits.first());
            let guessed = guessed
                .and_then(|edit| draft.catalog.service(&edit.text))
                .filter(|service| service.kind == catalog::Kind::Element);
            draft.say(diagnostic);
            // A flow without its arrow declares nothing.
            if guessed.is_none() && is_a_thing(draft, &path) {
                return;
            }
            // It is kept as what was surely meant, else as something generic, so that what refers to it is not told again.
            if let Some(service) = guessed.or(draft.catalog.service("service")) {
                if guessed.is_none() {
                    draft.strange.insert(statement.span);
                }
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
    if known_kind.is_none() && matches!(path.as_str(), "alt" | "par" | "loop") {
        out_of_place(
            draft,
            name.span,
            &format!("`{path}` stands in no scenario"),
            "its block holds steps of a story; write it inside `scenario NAME { … }`",
        );
        return;
    }
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
