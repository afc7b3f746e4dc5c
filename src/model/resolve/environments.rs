//! Lays the chosen environment over the architecture, and leaves out what it omits.

use super::draft::{Context, ContextId, Draft, Late, Place};
use super::facts::{self, Owner, OwnerKind};
use super::{Options, declare, expand, lookup, words};
use crate::model::{Environment, Node};
use crate::source::{Code, Diagnostic, Span};
use crate::syntax::{Body, Declaration, StatementKind};

/// The codes of environments.
pub const CODES: &[&Code] = &[
    &TWICE,
    &NOT_EXTENDED,
    &CIRCLE,
    &NOTHING_OVERRIDDEN,
    &NOTHING_OMITTED,
    &UNKNOWN,
];

static TWICE: Code = Code {
    id: "A0440",
    title: "an environment is declared twice",
    page: "Each environment has a name of its own; `--env NAME` chooses it.",
    wrong: "lambda fn\nenvironment dev { fn { memory: 256MB } }\nenvironment dev { fn { memory: 512MB } }",
    right: "lambda fn\nenvironment dev { fn { memory: 256MB } }\nenvironment prod { fn { memory: 512MB } }",
};

static NOT_EXTENDED: Code = Code {
    id: "A0441",
    title: "an environment extends nothing",
    page: "`extends: NAME` lays an environment over another environment of the same file.",
    wrong: "lambda fn\nenvironment base { fn { memory: 256MB } }\nenvironment dev { extends: bas }",
    right: "lambda fn\nenvironment base { fn { memory: 256MB } }\nenvironment dev { extends: base }",
};

static CIRCLE: Code = Code {
    id: "A0442",
    title: "environments extend each other in a circle",
    page: "One environment must be the first.",
    wrong: "lambda fn\nenvironment a { extends: b }\nenvironment b { extends: a }",
    right: "lambda fn\nenvironment a { extends: b }\nenvironment b { fn { memory: 256MB } }",
};

static NOTHING_OVERRIDDEN: Code = Code {
    id: "A0443",
    title: "an environment overrides nothing",
    page: "`REF { … }` in an environment changes attributes of an element, a group or a named flow that exists already. To add something, declare it: `lambda NAME { … }`.",
    wrong: "lambda fn\nenvironment dev { fm { memory: 256MB } }",
    right: "lambda fn\nenvironment dev { fn { memory: 256MB } }",
};

static NOTHING_OMITTED: Code = Code {
    id: "A0444",
    title: "an environment omits nothing",
    page: "`omit` leaves out elements, groups with what is in them, and flows that have an `id`.",
    wrong: "lambda fn\nenvironment dev { omit [fm] }",
    right: "lambda fn\nenvironment dev { omit [fn] }",
};

static UNKNOWN: Code = Code {
    id: "A0445",
    title: "no such environment",
    page: "`--env NAME` and `environment: NAME` name an environment that the file declares.",
    wrong: "lambda fn\nenvironment prod { fn { memory: 256MB } }\nrollout r { environment: prd; canary fn }",
    right: "lambda fn\nenvironment prod { fn { memory: 256MB } }\nrollout r { environment: prod; canary fn }",
};

/// Declares the environments, and lays the chosen one over what is declared.
pub fn lay_over(draft: &mut Draft, options: &Options) {
    let statements = draft.environments.clone();
    for late in &statements {
        environment(draft, *late);
    }
    extends(draft);
    let Some(chosen) = &options.environment else {
        return;
    };
    let Some(at) = draft
        .model
        .environments
        .iter()
        .position(|known| known.id == *chosen)
    else {
        let known: Vec<String> = draft
            .model
            .environments
            .iter()
            .map(|known| known.id.clone())
            .collect();
        let span = crate::source::Span::new(draft.loaded.root, 0, 0);
        let diagnostic = Diagnostic::error(
            &UNKNOWN,
            span,
            format!("there is no environment `{chosen}` to choose"),
        );
        let help = match draft.guess(chosen, known.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None if known.is_empty() => format!("declare it with `environment {chosen} {{ … }}`"),
            None => format!("the environments are {}", words::listed(&known)),
        };
        draft.say(diagnostic.help(help));
        return;
    };
    draft.model.environment = Some(chosen.clone());
    // The one that is extended comes first, so that the chosen one wins.
    let mut chain = vec![at];
    while let Some(next) = draft.model.environments[chain[chain.len() - 1]]
        .extends
        .clone()
    {
        match draft
            .model
            .environments
            .iter()
            .position(|known| known.id == next)
        {
            Some(next) if !chain.contains(&next) => chain.push(next),
            _ => break,
        }
    }
    for &at in chain.iter().rev() {
        let id = draft.model.environments[at].id.clone();
        let late = statements
            .iter()
            .find(|late| name(late).is_some_and(|known| known.text == id));
        if let Some(late) = late {
            apply(draft, late);
        }
    }
}

fn name<'t>(late: &Late<'t>) -> Option<&'t crate::syntax::Name> {
    match late.declaration?.subject.as_ref()?.members() {
        [one] => one.single(),
        _ => None,
    }
}

fn environment<'t>(draft: &mut Draft<'t>, late: Late<'t>) {
    let Some(declaration) = late.declaration else {
        return;
    };
    let Some(name) = name(&late) else {
        draft.say(
            Diagnostic::error(&UNKNOWN, declaration.kind.span, "an environment has one id")
                .help("write `environment dev { … }`"),
        );
        return;
    };
    if let Some(first) = draft
        .model
        .environments
        .iter()
        .find(|known| known.id == name.text)
    {
        let first = first.span;
        draft.say(
            Diagnostic::error(
                &TWICE,
                name.span,
                format!("the environment `{}` is declared twice", name.text),
            )
            .related(first, "first declared here")
            .help("give one of them another id"),
        );
        return;
    }
    let bodies: Vec<(&Body, ContextId)> = declaration
        .body
        .iter()
        .map(|body| (body, late.context))
        .collect();
    let owner = Owner {
        service: draft.catalog.service("group"),
        kind: OwnerKind::Group,
        label: "an environment",
        skip: &["extends", "account", "region", "stage"],
    };
    let facts = facts::read(draft, owner, &bodies, &[]);
    let mut attributes = facts.attributes;
    for statement in declaration.body.iter().flat_map(Body::statements) {
        let StatementKind::Attribute { key, value } = &statement.kind else {
            continue;
        };
        let key = key.path();
        if !matches!(key.as_str(), "account" | "region" | "stage") {
            continue;
        }
        if let Some(value) = super::values::by_shape(draft, value.as_ref(), late.context) {
            attributes.list.push(crate::model::Attribute {
                key,
                value,
                provenance: crate::model::Provenance::Stated,
                span: statement.span,
            });
        }
    }
    let extends = extended(declaration).map(|(word, _)| word);
    let title = match &declaration.title {
        Some(title) => expand::fill(draft, title, late.context),
        None => words::plain(&name.text),
    };
    draft.model.environments.push(Environment {
        id: name.text.clone(),
        title,
        extends,
        attributes,
        span: late.statement.span,
    });
}

/// Returns the word behind `extends`, and where it stands.
fn extended(declaration: &Declaration) -> Option<(String, Span)> {
    let mut statements = declaration.body.iter().flat_map(Body::statements);
    statements.find_map(|statement| match &statement.kind {
        StatementKind::Attribute {
            key,
            value: Some(value),
        } if key.path() == "extends" => words::word(value),
        _ => None,
    })
}

/// Returns where the environment of that place says what it extends.
fn place_of_extended(draft: &Draft, environment: Span) -> Span {
    let mut late = draft.environments.iter();
    late.find(|late| late.statement.span == environment)
        .and_then(|late| extended(late.declaration?))
        .map_or(environment, |(_, span)| span)
}

/// Checks that what environments extend is there, and leads to an end.
fn extends(draft: &mut Draft) {
    let known: Vec<String> = draft
        .model
        .environments
        .iter()
        .map(|known| known.id.clone())
        .collect();
    for at in 0..known.len() {
        let Some(extended) = draft.model.environments[at].extends.clone() else {
            continue;
        };
        let span = place_of_extended(draft, draft.model.environments[at].span);
        if !known.contains(&extended) {
            let diagnostic = Diagnostic::error(
                &NOT_EXTENDED,
                span,
                format!(
                    "`{}` extends `{extended}`, which is no environment",
                    known[at]
                ),
            );
            let near = draft.guess(&extended, known.iter().map(String::as_str));
            draft.say(match near {
                Some(near) => diagnostic
                    .help(format!("did you mean `{near}`?"))
                    .guess(span, near),
                None => diagnostic.help(format!("the environments are {}", words::listed(&known))),
            });
            draft.model.environments[at].extends = None;
            continue;
        }
        let mut chain = vec![known[at].clone()];
        let mut next = Some(extended);
        while let Some(id) = next {
            if id == known[at] {
                chain.push(id);
                draft.say(
                    Diagnostic::error(
                        &CIRCLE,
                        span,
                        format!(
                            "environments extend each other in a circle: {}",
                            words::chained(&chain)
                        ),
                    )
                    .help("take `extends` out of one of them"),
                );
                draft.model.environments[at].extends = None;
                break;
            }
            if chain.contains(&id) {
                break;
            }
            next = draft
                .model
                .environments
                .iter()
                .find(|environment| environment.id == id)
                .and_then(|environment| environment.extends.clone());
            chain.push(id);
        }
    }
}

/// Declares what an environment adds, and lays its overrides over what is there.
fn apply<'t>(draft: &mut Draft<'t>, late: &Late<'t>) {
    let Some(body) = late
        .declaration
        .and_then(|declaration| declaration.body.as_ref())
    else {
        return;
    };
    let here = draft.context(late.context);
    let context = draft.add_context(Context {
        depth: here.depth + 1,
        place: Place::Environment,
        ..here
    });
    let before = draft.overrides.len();
    declare::statements(draft, &body.items, context);
    for at in before..draft.overrides.len() {
        let late = draft.overrides[at];
        lay(draft, &late);
    }
}

fn lay<'t>(draft: &mut Draft<'t>, late: &Late<'t>) {
    let Some(declaration) = late.declaration else {
        return;
    };
    let reference = &declaration.kind;
    let Some(body) = declaration.body.as_ref() else {
        return;
    };
    match lookup::find(draft, reference, late.context) {
        Ok(end) => {
            let title = declaration.title.as_ref().map(|title| title.text.clone());
            match end.node {
                Node::Element(id) => {
                    draft.element_bodies[id.0 as usize].push((body, late.context));
                    if let Some(title) = title {
                        draft.model.elements[id.0 as usize].title = title;
                    }
                }
                Node::Group(id) => {
                    draft.group_bodies[id.0 as usize].push((body, late.context));
                    if let Some(title) = title {
                        draft.model.groups[id.0 as usize].title = title;
                    }
                    // What the override declares inside the group is added to it.
                    let inner = declare::inside(draft, id, draft.group_contexts[id.0 as usize]);
                    let mut there = draft.context(inner);
                    there.place = Place::Environment;
                    let inner = draft.add_context(there);
                    let before = draft.overrides.len();
                    declare::statements(draft, &body.items, inner);
                    for at in before..draft.overrides.len() {
                        let late = draft.overrides[at];
                        lay(draft, &late);
                    }
                }
            }
        }
        // It may be a flow; those are known later.
        Err(_) => draft
            .flow_overrides
            .entry(reference.path())
            .or_default()
            .push((body, late.context)),
    }
}

/// Leaves out what the chosen environments omit, and tells what overrides nothing.
pub fn omit(draft: &mut Draft) {
    for late in draft.overrides.clone() {
        let Some(declaration) = late.declaration else {
            continue;
        };
        let path = declaration.kind.path();
        if draft.flow_overrides.contains_key(&path) && !draft.flow_ids.contains_key(&path) {
            nothing(
                draft,
                &NOTHING_OVERRIDDEN,
                &declaration.kind,
                "to be changed",
            );
        }
    }
    for (reference, context) in draft.omissions.clone() {
        match lookup::find(draft, reference, context) {
            Ok(end) => {
                draft.omitted.insert(end.node);
            }
            Err(_) => match draft.flow_ids.get(&reference.path()) {
                Some(&flow) => {
                    draft.omitted_relations.insert(flow);
                    draft
                        .omitted_relations
                        .extend(draft.model.relation(flow).twin);
                }
                None => nothing(draft, &NOTHING_OMITTED, reference, "to be left out"),
            },
        }
    }
}

fn nothing(
    draft: &mut Draft,
    code: &'static Code,
    reference: &crate::syntax::Reference,
    why: &str,
) {
    let path = reference.path();
    let known: Vec<String> = draft
        .by_id
        .keys()
        .chain(draft.flow_ids.keys())
        .take(10_000)
        .cloned()
        .collect();
    let diagnostic = Diagnostic::error(
        code,
        reference.span,
        format!("no element, group or named flow `{path}` is there {why}"),
    );
    let diagnostic = match draft.guess(&path, known.iter().map(String::as_str)) {
        Some(near) => diagnostic
            .help(format!("did you mean `{near}`?"))
            .guess(reference.span, near),
        None => diagnostic.help("name something that the architecture declares"),
    };
    draft.say(diagnostic);
}

/// Says that a rollout names an environment that is not there.
pub fn unknown(draft: &mut Draft, id: &str, span: crate::source::Span) {
    let known: Vec<String> = draft
        .model
        .environments
        .iter()
        .map(|known| known.id.clone())
        .collect();
    if known.is_empty() || known.iter().any(|known| known == id) {
        return;
    }
    let diagnostic = Diagnostic::warning(&UNKNOWN, span, format!("there is no environment `{id}`"));
    let diagnostic = match draft.guess(id, known.iter().map(String::as_str)) {
        Some(near) => diagnostic
            .help(format!("did you mean `{near}`?"))
            .guess(span, near),
        None => diagnostic.help(format!("the environments are {}", words::listed(&known))),
    };
    draft.say(diagnostic);
}
