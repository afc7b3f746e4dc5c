//! The parameters of components: what each instance gives them, and what they stand for.

use super::super::declare::{self, argument};
use super::super::draft::{Argument, ContextId, Draft, NESTING_LIMIT};
use super::super::words;
use crate::source::{Code, Diagnostic, Span};
use crate::syntax::{Body, Declaration, Reference, StatementKind, Text, Value, ValueKind};
use std::collections::BTreeMap;

pub(super) static MISSING_ARGUMENT: Code = Code {
    id: "A0409",
    title: "a parameter has no value",
    page: "`param NAME` without a value is required: every instance of the component gives one. `param NAME: VALUE` makes it optional.",
    wrong: "component worker { param depth; sqs queue { x-depth: $depth } }\nworker w",
    right: "component worker { param depth; sqs queue { x-depth: $depth } }\nworker w { depth: 5 }",
};

pub(super) static UNKNOWN_PARAM: Code = Code {
    id: "A0410",
    title: "an unknown parameter",
    page: "`$NAME` and `${NAME}` stand for a parameter of the component in which they are written.",
    wrong: "component worker { param depth: 5; sqs queue { x-depth: $dept } }\nworker w",
    right: "component worker { param depth: 5; sqs queue { x-depth: $depth } }\nworker w",
};

pub(super) static PARAM_TWICE: Code = Code {
    id: "A0411",
    title: "a parameter is declared twice",
    page: "Each parameter of a component has a name of its own.",
    wrong: "component worker { param depth: 5; param depth: 6; sqs queue }\nworker w",
    right: "component worker { param depth: 5; param size: 6; sqs queue }\nworker w",
};

/// Gives each parameter its value: the instance's, else the component's own.
pub(super) fn bind<'t>(
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

/// Returns the value that is meant, with the context of its words, where a value is a parameter.
pub fn follow<'t>(
    draft: &mut Draft<'t>,
    value: &'t Value,
    context: ContextId,
) -> Option<(Argument<'t>, ContextId)> {
    let mut at = (Argument::Value(value), context);
    // Each step leaves one instance, and instances nest no deeper than blocks may.
    for _ in 0..=NESTING_LIMIT {
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
            Some((found, from)) if depth < NESTING_LIMIT => spelled(draft, found, from, depth + 1),
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
