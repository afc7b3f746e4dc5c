//! Makes relations: from flows, and from the attributes that state one.

mod roles;

use super::draft::{ContextId, Draft, FlowKey, Task, index};
use super::expand::{self, Direction};
use super::facts::{self, Facts, Owner, OwnerKind};
use super::{declare, lookup, words};
use crate::model::{End, Relation, RelationId, RelationKind, Value};
use crate::source::{Code, Diagnostic, Span};
use crate::syntax::{self, ArrowKind, Body, Heads, StatementKind, Subject};
use roles::{element, group, roles};

/// The codes that making relations raises.
pub const CODES: &[&Code] = &[
    &SAME_FLOW,
    &FLOW_ID,
    &FLOW_ID_TWICE,
    &WRONG_LAYER,
    &WRONG_TARGET,
];

static SAME_FLOW: Code = Code {
    id: "A0230",
    title: "a flow is stated twice",
    page: "Two flows with the same ends, the same arrow and the same label are one flow, so the second says nothing new. Give it another label if it is another flow.",
    wrong: "user u\nlambda fn\nu -> fn \"call\"\nu -> fn \"call\"",
    right: "user u\nlambda fn\nu -> fn \"call\"\nu -> fn \"call again\"",
};

static FLOW_ID: Code = Code {
    id: "A0231",
    title: "an id for several flows",
    page: "`id` names one flow. A list at an end makes several flows of one statement; write the one that needs an id on its own.",
    wrong: "user u\nlambda a\nlambda b\nu -> [a, b] { id: f1 }",
    right: "user u\nlambda a\nlambda b\nu -> a { id: f1 }\nu -> b",
};

static FLOW_ID_TWICE: Code = Code {
    id: "A0232",
    title: "two flows with the same id",
    page: "The ids of flows are unique in an architecture, so that environments and links can name one of them.",
    wrong: "user u\nlambda fn\nu -> fn \"a\" { id: f1 }\nu -> fn \"b\" { id: f1 }",
    right: "user u\nlambda fn\nu -> fn \"a\" { id: f1 }\nu -> fn \"b\" { id: f2 }",
};

static WRONG_LAYER: Code = Code {
    id: "A0233",
    title: "a service in a layer that is not its own",
    page: "The catalog knows where each service belongs: a `dynamodb` holds data, wherever it is used. Readers look for it there. If it is meant, say so with `layer: NAME` on the element itself, which is taken as it is.",
    wrong: "edge { dynamodb orders }",
    right: "data { dynamodb orders }",
};

static WRONG_TARGET: Code = Code {
    id: "A0234",
    title: "a reference to the wrong kind of thing",
    page: "The attribute states a relation that makes sense with some services only: a dead-letter queue is a queue.",
    wrong: "lambda fn { dlq: table }\ndynamodb table",
    right: "lambda fn { dlq: failed }\nsqs failed",
};

/// Works through elements, groups and flows in source order.
pub fn tasks(draft: &mut Draft) {
    for at in 0..draft.tasks.len() {
        match draft.tasks[at] {
            Task::Element(id) => element(draft, id),
            Task::Group(id) => group(draft, id),
            Task::Flow(flow, statement, context) => self::flow(draft, flow, statement, context),
        }
        if draft.full {
            return;
        }
    }
}

/// Returns what flows along an arrow.
pub fn kind_of(arrow: ArrowKind) -> RelationKind {
    match arrow {
        ArrowKind::Request => RelationKind::Request,
        ArrowKind::Event => RelationKind::Event,
        ArrowKind::Stream => RelationKind::Stream,
        ArrowKind::Observes => RelationKind::Observes,
    }
}

fn flow<'t>(
    draft: &mut Draft<'t>,
    flow: &'t syntax::Flow,
    statement: &'t syntax::Statement,
    context: ContextId,
) {
    let mut from = &flow.from;
    let description = declare::description(statement);
    for hop in &flow.hops {
        let span = from.span().to(hop.body.as_ref().map_or_else(
            || hop.label.as_ref().map_or(hop.to.span(), |label| label.span),
            |body| body.span,
        ));
        self::hop(draft, from, hop, span, description.as_deref(), context);
        from = &hop.to;
        if draft.full {
            return;
        }
    }
}

fn hop<'t>(
    draft: &mut Draft<'t>,
    from: &'t Subject,
    hop: &'t syntax::Hop,
    span: Span,
    description: Option<&str>,
    context: ContextId,
) {
    let kind = kind_of(hop.arrow.kind);
    let pairs = from.members().len().saturating_mul(hop.to.members().len());
    let both = hop.arrow.heads == Heads::Both;
    if !draft.room_for_relations(span, pairs.saturating_mul(if both { 2 } else { 1 })) {
        return;
    }
    let id = hop.body.as_ref().and_then(flow_id);
    let mut bodies: Vec<(&Body, ContextId)> = hop.body.iter().map(|body| (body, context)).collect();
    if let Some((id, _)) = &id {
        bodies.extend(draft.flow_overrides.get(id).into_iter().flatten().copied());
    }
    let owner = Owner {
        service: None,
        kind: OwnerKind::Flow,
        label: "a flow",
        skip: &["id"],
    };
    let facts = facts::read(draft, owner, &bodies, &[]);
    let label = hop
        .label
        .as_ref()
        .map(|label| expand::fill(draft, label, context));
    let (left, right) = match hop.arrow.heads {
        Heads::Right | Heads::Both => (Direction::Out, Direction::In),
        Heads::Left => (Direction::In, Direction::Out),
    };
    let starts = subject_ends(draft, from, context, left);
    let stops = subject_ends(draft, &hop.to, context, right);
    if let Some((_, id_span)) = id
        && pairs > 1
    {
        draft.say(
            Diagnostic::error(
                &FLOW_ID,
                id_span,
                "an id names one flow, and these are several",
            )
            .related(
                if from.members().len() > 1 {
                    from.span()
                } else {
                    hop.to.span()
                },
                "because of this list",
            )
            .help("write the flow that needs the id on its own"),
        );
    }
    let id = id.filter(|_| pairs == 1);
    for start in &starts {
        for stop in &stops {
            let (source, target) = match hop.arrow.heads {
                Heads::Left => (stop, start),
                Heads::Right | Heads::Both => (start, stop),
            };
            let new = New {
                from: source.clone(),
                to: target.clone(),
                kind,
                label: label.clone(),
                span,
            };
            let first = state_flow(draft, new, &facts, description);
            if let (Some(first), Some((id, id_span))) = (first, &id) {
                name_flow(draft, first, id, *id_span);
            }
            if !both {
                continue;
            }
            // A flow from a thing to itself is its own way back.
            if source == target {
                continue;
            }
            let (back_from, back_to) = if hop.arrow.heads == Heads::Both {
                (
                    back(draft, &hop.to, target, Direction::Out, context),
                    back(draft, from, source, Direction::In, context),
                )
            } else {
                (target.clone(), source.clone())
            };
            let new = New {
                from: back_from,
                to: back_to,
                kind,
                label: label.clone(),
                span,
            };
            let second = state_flow(draft, new, &facts, description);
            if let (Some(first), Some(second)) = (first, second)
                && first != second
            {
                draft.model.relations[first.0 as usize].twin = Some(second);
                draft.model.relations[second.0 as usize].twin = Some(first);
            }
        }
    }
}

/// Returns the end for the way back: an instance may let flows in and out at different things.
fn back(
    draft: &mut Draft,
    subject: &Subject,
    end: &End,
    direction: Direction,
    context: ContextId,
) -> End {
    match subject.members() {
        [one] => lookup::flow_end(draft, one, context, direction).unwrap_or_else(|| end.clone()),
        _ => end.clone(),
    }
}

fn subject_ends(
    draft: &mut Draft,
    subject: &Subject,
    context: ContextId,
    direction: Direction,
) -> Vec<End> {
    subject
        .members()
        .iter()
        .filter_map(|member| lookup::flow_end(draft, member, context, direction))
        .collect()
}

/// Returns the id that a flow's body gives it.
fn flow_id(body: &Body) -> Option<(String, Span)> {
    body.statements()
        .find_map(|statement| match &statement.kind {
            StatementKind::Attribute {
                key,
                value: Some(value),
            } if key.path() == "id" => words::word(value),
            _ => None,
        })
}

/// A flow to be made.
struct New {
    from: End,
    to: End,
    kind: RelationKind,
    label: Option<String>,
    span: Span,
}

/// Makes a flow, or adds it to the relation that an attribute has stated already.
fn state_flow(
    draft: &mut Draft,
    new: New,
    facts: &Facts,
    description: Option<&str>,
) -> Option<RelationId> {
    let key: FlowKey = (
        new.from.clone(),
        new.to.clone(),
        new.kind,
        new.label.clone(),
    );
    if let Some(&known) = draft.flows.get(&key) {
        let first = draft.model.relation(known).span;
        draft.say(
            Diagnostic::warning(
                &SAME_FLOW,
                new.span,
                format!(
                    "`{} {} {}` is stated twice, and is one flow",
                    draft.model.end(&new.from),
                    new.kind.arrow(),
                    draft.model.end(&new.to)
                ),
            )
            .related(first, "first stated here")
            .help("delete one of them, or give it a label of its own"),
        );
        return Some(known);
    }
    let mut id = format!(
        "{} {} {}",
        draft.model.end(&new.from),
        new.kind.arrow(),
        draft.model.end(&new.to)
    );
    if let Some(label) = &new.label {
        id.push_str(&format!(" {label:?}"));
    }
    let role = (new.from.clone(), new.to.clone(), new.kind, String::new());
    let stated = draft
        .roles
        .range(role..)
        .take_while(|(role, _)| role.0 == new.from && role.1 == new.to && role.2 == new.kind)
        .map(|(_, &id)| id)
        .find(|id| !draft.model.relation(*id).drawn);
    if let Some(known) = stated {
        let relation = &mut draft.model.relations[known.0 as usize];
        relation.id = id;
        relation.drawn = true;
        if new.label.is_some() {
            relation.label = new.label;
        }
        relation.description = description.map(str::to_owned);
        relation.attributes = facts.attributes.clone();
        relation.tags = facts.tags.clone();
        relation.link = facts.link.clone();
        relation.span = new.span;
        draft.flows.insert(key, known);
        return Some(known);
    }
    if !draft.room_for_relations(new.span, 1) {
        return None;
    }
    let at = RelationId(index(draft.model.relations.len()));
    let (from, to, kind) = (new.from.clone(), new.to.clone(), new.kind);
    draft.model.relations.push(Relation {
        id,
        from: new.from,
        to: new.to,
        kind: new.kind,
        role: None,
        label: new.label,
        description: description.map(str::to_owned),
        attributes: facts.attributes.clone(),
        tags: facts.tags.clone(),
        link: facts.link.clone(),
        twin: None,
        drawn: true,
        span: new.span,
    });
    draft.flows.insert(key, at);
    // What a flow says about failures belongs to the side that works on it: the reader of a stream, else the sender.
    let side = if kind == RelationKind::Stream {
        to
    } else {
        from
    };
    roles(draft, side.node, draft.catalog.flow, &facts.attributes);
    Some(at)
}

fn name_flow(draft: &mut Draft, flow: RelationId, id: &str, span: Span) {
    if let Some(&known) = draft.flow_ids.get(id)
        && known != flow
    {
        let first = draft.model.relation(known).span;
        draft.say(
            Diagnostic::error(
                &FLOW_ID_TWICE,
                span,
                format!("another flow has the id `{id}` already"),
            )
            .related(first, "this one")
            .help("give one of them another id"),
        );
        return;
    }
    draft.flow_ids.insert(id.to_owned(), flow);
    draft.model.relations[flow.0 as usize].id = id.to_owned();
}

/// Returns whether an attribute is stated to be absent.
pub fn is_absent(value: Option<&Value>) -> bool {
    matches!(value, Some(Value::None | Value::Bool(false)))
}
