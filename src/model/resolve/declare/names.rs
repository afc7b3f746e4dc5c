//! Names: what a declaration is called, in which scope, and what a parameter stands for.

use super::super::draft::{Argument, ContextId, Draft, Instance, Named, ScopeId};
use super::super::{expand, words};
use super::codes::{BAD_ID, LAYER_NAME, TWICE};
use super::find_layer;
use crate::source::{Diagnostic, Span};
use crate::syntax::{Declaration, Name, Statement, Text};

/// Gives a thing its name in the scope of a context; returns its path, or nothing where the name is taken.
pub(super) fn bind(
    draft: &mut Draft,
    name: &Name,
    named: Named,
    context: ContextId,
) -> Option<String> {
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
    scope: ScopeId,
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
pub(super) fn one_name<'t>(draft: &mut Draft, declaration: &'t Declaration) -> Option<&'t Name> {
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
pub(super) fn title(
    draft: &mut Draft,
    written: Option<&Text>,
    id: &str,
    context: ContextId,
) -> String {
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
