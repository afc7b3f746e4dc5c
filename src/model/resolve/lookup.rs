//! Finds what references mean: from the inside out, then by an id that only one thing has.

use super::declare::{self, find_layer};
use super::draft::{ContextId, Draft, Named, ScopeId};
use super::expand::{Direction, exposed};
use super::{facts, words};
use crate::catalog::{self, PartKind};
use crate::model::{End, Node, Part};
use crate::source::{Code, Diagnostic, Span};
use crate::syntax::Reference;

/// The codes that looking up raises.
pub const CODES: &[&Code] = &[&DANGLING, &AMBIGUOUS, &NOT_INSIDE, &NO_PART, &NOT_A_THING];

static DANGLING: Code = Code {
    id: "A0220",
    title: "nothing has this id",
    page: "A reference is looked up in the group in which it stands, then in the groups around it, then among all things of the file whose id only one thing has. What is inside a component is reached through its instance: `emails.queue`.",
    wrong: "lambda place\ndynamodb orders\nplace -> order \"PutItem\"",
    right: "lambda place\ndynamodb orders\nplace -> orders \"PutItem\"",
};

static AMBIGUOUS: Code = Code {
    id: "A0221",
    title: "several things have this id",
    page: "No thing of that id is in the group of the reference or around it, and elsewhere there are several. Say which one is meant by naming its group: `blue.api`.",
    wrong: "group blue { lambda api }\ngroup green { lambda api }\nuser u\nu -> api",
    right: "group blue { lambda api }\ngroup green { lambda api }\nuser u\nu -> blue.api",
};

static NOT_INSIDE: Code = Code {
    id: "A0222",
    title: "nothing of this id in the group",
    page: "Behind a group's id and a dot stands something that is declared directly inside it.",
    wrong: "group app { lambda api }\nuser u\nu -> app.ap",
    right: "group app { lambda api }\nuser u\nu -> app.api",
};

static NO_PART: Code = Code {
    id: "A0223",
    title: "a part that the service does not have",
    page: "Behind an element's id and a dot stands one of its parts: those of its service, such as the `stream` of a `dynamodb`, and those that it names itself, such as the `alias` of a `lambda`. `archlens catalog show SERVICE` lists them.",
    wrong: "dynamodb orders\nlambda ship\norders.steam => ship",
    right: "dynamodb orders\nlambda ship\norders.stream => ship",
};

static NOT_A_THING: Code = Code {
    id: "A0224",
    title: "a layer or a prefix where a thing is meant",
    page: "Flows and references join elements, groups and parts. A layer is only where things are drawn, and a prefix of `use … as` is only a part of names.",
    wrong: "user u\nlambda fn\nu -> compute",
    right: "user u\nlambda fn\nu -> fn",
};

/// Why a reference means nothing.
pub enum Miss {
    /// Nothing has the first id.
    Nothing,
    Several(Vec<Node>),
    /// The scope that was searched has no such name; the index of the part of the reference.
    NotInside(ScopeId, usize),
    /// The element has no such part.
    NoPart(Node, String, Span),
    Layer,
    Space,
}

/// Returns what a reference means, and says so where it means nothing.
pub fn end(draft: &mut Draft, reference: &Reference, context: ContextId) -> Option<End> {
    fitting_end(draft, reference, context, "service")
}

/// Returns what a reference means, and says so where it means nothing, with the service that would be declared there.
pub fn fitting_end(
    draft: &mut Draft,
    reference: &Reference,
    context: ContextId,
    service: &str,
) -> Option<End> {
    match find(draft, reference, context) {
        Ok(end) => Some(end),
        Err(miss) => {
            let diagnostic = explain(draft, reference, context, miss, service);
            draft.say(diagnostic);
            None
        }
    }
}

/// Returns the end of a flow: behind an instance stands what its component exposes.
pub fn flow_end(
    draft: &mut Draft,
    reference: &Reference,
    context: ContextId,
    direction: Direction,
) -> Option<End> {
    let mut found = end(draft, reference, context)?;
    // An exposed thing may be an instance itself, as deep as blocks may nest.
    for _ in 0..super::draft::NESTING_LIMIT {
        let Some((inner, scope)) = exposed(draft, found.node, direction) else {
            break;
        };
        let mut inside = draft.context(context);
        inside.scope = scope;
        let at = draft.add_context(inside);
        found = end(draft, inner, at)?;
    }
    Some(found)
}

/// Returns the thing that a reference means, parts not allowed.
pub fn node(draft: &mut Draft, reference: &Reference, context: ContextId) -> Option<Node> {
    let found = end(draft, reference, context)?;
    if let Some(part) = &found.part {
        draft.say(
            Diagnostic::error(
                &NO_PART,
                reference.span,
                format!("a whole element is meant here, not its part `{part}`"),
            )
            .help("leave out what is behind the last dot"),
        );
    }
    Some(found.node)
}

/// Returns what a reference means.
pub fn find(draft: &mut Draft, reference: &Reference, context: ContextId) -> Result<End, Miss> {
    let here = draft.context(context);
    let Some(first) = reference.parts.first() else {
        return Err(Miss::Nothing);
    };
    let mut named = None;
    let mut scope = Some(here.scope);
    while let Some(at) = scope {
        let known = draft.scope(at);
        if let Some(&(found, _)) = known.names.get(&first.text) {
            named = Some(found);
            break;
        }
        scope = known.parent;
    }
    let mut named = match named {
        Some(named) => named,
        None => Named::Node(unique(draft, &first.text, here.file)?),
    };
    let mut at = 1;
    loop {
        let inside = match named {
            Named::Space(scope) => scope,
            Named::Node(Node::Group(group)) => draft.group_scopes[group.0 as usize],
            Named::Node(Node::Element(_)) => break,
        };
        let Some(part) = reference.parts.get(at) else {
            break;
        };
        match draft.scope(inside).names.get(&part.text) {
            Some(&(found, _)) => named = found,
            None => return Err(Miss::NotInside(inside, at)),
        }
        at += 1;
    }
    match named {
        Named::Space(_) => Err(Miss::Space),
        Named::Node(node) => Ok(End {
            node,
            part: part(draft, node, &reference.parts[at..])?,
        }),
    }
}

/// Returns the one thing of an id, of the same file if there is one there.
fn unique(draft: &Draft, id: &str, file: crate::source::FileId) -> Result<Node, Miss> {
    let all = draft.by_id.get(id).map_or(&[][..], Vec::as_slice);
    let near: Vec<Node> = all
        .iter()
        .copied()
        .filter(|&node| draft.model.span(node).file == file)
        .collect();
    let list = if near.is_empty() { all } else { &near };
    match list {
        [] if find_layer(draft, id).is_some() => Err(Miss::Layer),
        [] => Err(Miss::Nothing),
        [one] => Ok(*one),
        several => Err(Miss::Several(several.to_vec())),
    }
}

/// Returns the part that the rest of a reference names.
fn part(
    draft: &mut Draft,
    node: Node,
    rest: &[crate::syntax::Name],
) -> Result<Option<String>, Miss> {
    let Some(first) = rest.first() else {
        return Ok(None);
    };
    let Node::Element(element) = node else {
        return Ok(None);
    };
    let names: Vec<&str> = rest.iter().map(|part| part.text.as_str()).collect();
    let id = names.join(".");
    let at = element.0 as usize;
    if draft.model.elements[at]
        .parts
        .iter()
        .any(|part| part.id == id)
    {
        return Ok(Some(id));
    }
    let service = draft.catalog.service(&draft.model.elements[at].service);
    let Some(service) = service else {
        return Ok(Some(id));
    };
    if service.part(&id).is_some() || service.part(&first.text).is_some() {
        return Ok(Some(id));
    }
    // People, other systems and generic services have whatever parts their author says.
    if service.place != catalog::Place::Layer {
        draft.model.elements[at].parts.push(Part {
            id: id.clone(),
            span: first.span,
        });
        return Ok(Some(id));
    }
    if facts::named_parts(draft, element.0 as usize, service).contains(&id) {
        draft.model.elements[at].parts.push(Part {
            id: id.clone(),
            span: first.span,
        });
        return Ok(Some(id));
    }
    Err(Miss::NoPart(node, id, first.span))
}

fn explain(
    draft: &mut Draft,
    reference: &Reference,
    context: ContextId,
    miss: Miss,
    fitting: &str,
) -> Diagnostic {
    let path = reference.path();
    let span = reference.span;
    match miss {
        Miss::Nothing => {
            let first = &reference.parts[0];
            let diagnostic = Diagnostic::error(
                &DANGLING,
                first.span,
                format!("nothing has the id `{}`", first.text),
            );
            match nearest(draft, &first.text, context) {
                Some(near) => diagnostic
                    .help(match super::lookalike::why(&first.text, &near) {
                        Some(why) => {
                            format!("did you mean `{near}`? It looks the same, but this {why}")
                        }
                        None => format!("did you mean `{near}`?"),
                    })
                    .guess(first.span, near),
                None => {
                    let service = draft.catalog.service(&first.text).map(|service| service.id);
                    diagnostic.help(match service {
                        Some(service) => format!("`{service}` is a service; name one of its elements, or declare one: `{service} NAME`"),
                        None => format!("declare it, as in `{fitting} {}`", first.text),
                    })
                }
            }
        }
        Miss::Several(nodes) => {
            let paths: Vec<&str> = nodes.iter().map(|&node| draft.model.path(node)).collect();
            let mut diagnostic = Diagnostic::error(
                &AMBIGUOUS,
                span,
                format!("`{path}` may mean {}", words::either(&paths)),
            )
            .help("name the group too, as in the names above");
            for &node in nodes.iter().take(8) {
                diagnostic = diagnostic.related(draft.model.name_span(node), "this one?");
            }
            diagnostic
        }
        Miss::NotInside(scope, at) => {
            let part = &reference.parts[at];
            let outer: Vec<&str> = reference.parts[..at]
                .iter()
                .map(|part| part.text.as_str())
                .collect();
            let diagnostic = Diagnostic::error(
                &NOT_INSIDE,
                part.span,
                format!(
                    "`{}` holds nothing that is called `{}`",
                    outer.join("."),
                    part.text
                ),
            );
            let known: Vec<String> = draft
                .scope(scope)
                .order
                .iter()
                .take(10_000)
                .cloned()
                .collect();
            match draft.guess(&part.text, known.iter().map(String::as_str)) {
                Some(near) => diagnostic
                    .help(format!("did you mean `{near}`?"))
                    .guess(part.span, near),
                None if known.is_empty() => diagnostic.help("nothing is declared inside it"),
                None => diagnostic.help(format!(
                    "it holds {}",
                    words::listed(&known[..known.len().min(8)])
                )),
            }
        }
        Miss::NoPart(node, id, at) => {
            let (title, parts) = parts_of(draft, node);
            let diagnostic = Diagnostic::error(
                &NO_PART,
                at,
                format!("`{}` has no part `{id}`", draft.model.path(node)),
            );
            match draft.guess(&id, parts.iter().map(String::as_str)) {
                Some(near) => diagnostic
                    .help(format!("did you mean `{near}`?"))
                    .guess(at, near),
                None if parts.is_empty() => diagnostic.help(format!(
                    "{title} has no parts; leave out what is behind the dot"
                )),
                None => diagnostic.help(format!(
                    "the parts of {title} are {}",
                    words::listed(&parts)
                )),
            }
        }
        Miss::Layer => Diagnostic::error(
            &NOT_A_THING,
            span,
            format!("`{path}` is a layer, which is only where things are drawn"),
        )
        .help("name an element or a group"),
        Miss::Space => Diagnostic::error(
            &NOT_A_THING,
            span,
            format!("`{path}` is a prefix that `use` gave, and nothing by itself"),
        )
        .help(format!("name something that it brought in: `{path}.NAME`")),
    }
}

fn parts_of(draft: &Draft, node: Node) -> (String, Vec<String>) {
    let Node::Element(element) = node else {
        return (String::new(), Vec::new());
    };
    let at = element.0 as usize;
    let Some(service) = draft.catalog.service(&draft.model.elements[at].service) else {
        return (String::new(), Vec::new());
    };
    let mut parts: Vec<String> = service
        .parts
        .iter()
        .filter(|part| part.kind != PartKind::Named)
        .map(|part| part.id.to_owned())
        .collect();
    parts.extend(facts::named_parts(draft, at, service));
    (service.title.to_owned(), parts)
}

/// Returns a name that can be written in a context and looks like another.
fn nearest(draft: &mut Draft, name: &str, context: ContextId) -> Option<String> {
    if draft.guesses == 0 {
        return None;
    }
    let mut known: Vec<String> = Vec::new();
    let mut scope = Some(draft.context(context).scope);
    while let Some(at) = scope {
        let here = draft.scope(at);
        known.extend(here.order.iter().take(10_000).cloned());
        scope = here.parent;
    }
    known.extend(
        draft
            .by_id
            .iter()
            .filter(|(_, nodes)| nodes.len() == 1)
            .map(|(id, _)| id.clone())
            .take(10_000),
    );
    draft.guess(name, known.iter().map(String::as_str))
}

/// Returns whether a reference is written without quotes for a thing that exists.
pub fn exists(draft: &mut Draft, reference: &Reference, context: ContextId) -> bool {
    find(draft, reference, context).is_ok()
}

/// Returns the layer that a word names, and says so where there is none.
pub fn layer(
    draft: &mut Draft,
    code: &'static Code,
    name: &str,
    span: Span,
) -> Option<crate::model::LayerId> {
    let found = find_layer(draft, name);
    if found.is_none() {
        let diagnostic = declare::unknown_layer(draft, code, name, span);
        draft.say(diagnostic);
    }
    found
}
