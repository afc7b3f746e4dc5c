//! Brings together what is said twice: an attribute and a thing that state one fact; checks what flows say about services.

use super::draft::Draft;
use super::flows::is_absent;
use crate::catalog::{self, PartKind};
use crate::model::{Attribute, ElementId, End, Node, Provenance, RelationKind, Value, Wish};
use crate::source::{Code, Diagnostic, Span};
use std::collections::{BTreeMap, BTreeSet};

/// The codes of this check.
pub const CODES: &[&Code] = &[&ABSENT_PART, &IMPOSSIBLE, &CONFLICT];

static ABSENT_PART: Code = Code {
    id: "A0235",
    title: "a flow at a part that is switched off",
    page: "The element says that it does not have the part, and a flow starts or ends there. One of the two is wrong.",
    wrong: "dynamodb orders { stream: none }\nlambda ship\norders.stream => ship",
    right: "dynamodb orders { stream: new-and-old-images }\nlambda ship\norders.stream => ship",
};

static IMPOSSIBLE: Code = Code {
    id: "A0236",
    title: "a flow that the services cannot have",
    page: "The catalog knows what each service can send and receive by itself. A queue, for one, waits to be read and calls nobody. Draw what really happens: often a function stands in between.",
    wrong: "cloudfront cdn\ndynamodb orders\ncdn -> orders",
    right: "cloudfront cdn\napi-gateway api\nlambda fn\ndynamodb orders\ncdn -> api -> fn -> orders",
};

static CONFLICT: Code = Code {
    id: "A0316",
    title: "two wishes that cannot both come true",
    page: "Two things stand in one row or in one column, and one of two stands before the other. Where wishes contradict each other, the later one is left out.",
    wrong: "group app { same-row: [a, b]; same-column: [a, b]; lambda a; lambda b }",
    right: "group app { same-row: [a, b]; lambda a; lambda b }",
};

/// Brings facts together and checks flows.
pub fn merge(draft: &mut Draft) {
    parts(draft);
    neighbours(draft);
    possible(draft);
}

/// A flow at `orders.dax` says that `orders` has `dax`.
fn parts(draft: &mut Draft) {
    for at in 0..draft.model.relations.len() {
        let relation = &draft.model.relations[at];
        let span = relation.span;
        for end in [relation.from.clone(), relation.to.clone()] {
            let (Node::Element(id), Some(part)) = (end.node, end.part) else {
                continue;
            };
            let element = draft.model.element(id);
            let Some(service) = draft.catalog.service(&element.service) else {
                continue;
            };
            let known = service
                .attributes
                .iter()
                .find(|attribute| attribute.same_as == Some(part.as_str()) || attribute.id == part);
            let Some(known) = known else { continue };
            if !service
                .parts
                .iter()
                .any(|known| known.id == part && known.kind == PartKind::Interface)
            {
                continue;
            }
            match element.attributes.get(known.id) {
                Some(stated) if stated.provenance == Provenance::Stated => {
                    let absent = is_absent(Some(&stated.value));
                    if absent {
                        let (place, path) = (stated.span, element.path.clone());
                        draft.say(
                            Diagnostic::warning(
                                &ABSENT_PART,
                                span,
                                format!("`{path}` has no `{part}`, and this flow needs it"),
                            )
                            .related(place, "switched off here")
                            .help(format!("switch `{}` on, or delete the flow", known.id)),
                        );
                    }
                }
                _ if known.types.contains(&catalog::Type::Bool) => {
                    state(draft, id, known.id, Value::Bool(true), span);
                }
                _ => {}
            }
        }
    }
}

/// A flow between a `waf` and `cdn` says that `cdn` has `waf`.
fn neighbours(draft: &mut Draft) {
    for at in 0..draft.model.relations.len() {
        let relation = &draft.model.relations[at];
        if relation.role.is_some() {
            continue;
        }
        let span = relation.span;
        let (Node::Element(from), Node::Element(to)) = (relation.from.node, relation.to.node)
        else {
            continue;
        };
        for (one, other) in [(from, to), (to, from)] {
            let element = draft.model.element(one);
            let Some(service) = draft.catalog.service(&element.service) else {
                continue;
            };
            let neighbour = &draft.model.element(other).service;
            let known = service
                .attributes
                .iter()
                .find(|attribute| attribute.same_as == Some(neighbour.as_str()));
            let Some(known) = known else { continue };
            let unsaid = element.attributes.get(known.id).is_none_or(|stated| {
                matches!(stated.provenance, Provenance::Service { .. })
                    || stated.value == Value::Bool(true)
            });
            if unsaid {
                let value = Value::Reference(End {
                    node: Node::Element(other),
                    part: None,
                });
                state(draft, one, known.id, value, span);
            }
        }
    }
}

fn state(draft: &mut Draft, element: ElementId, key: &str, value: Value, span: Span) {
    let list = &mut draft.model.elements[element.0 as usize].attributes.list;
    let stated = Attribute {
        key: key.to_owned(),
        value,
        provenance: Provenance::Stated,
        span,
    };
    match list.iter_mut().find(|attribute| attribute.key == key) {
        Some(known) => *known = stated,
        None => list.push(stated),
    }
}

/// Warns of flows that the services at their ends cannot have.
fn possible(draft: &mut Draft) {
    for at in 0..draft.model.relations.len() {
        let relation = &draft.model.relations[at];
        // A part may do what the rest of its service does not.
        if !relation.drawn || relation.from.part.is_some() || relation.to.part.is_some() {
            continue;
        }
        let (Node::Element(from), Node::Element(to)) = (relation.from.node, relation.to.node)
        else {
            continue;
        };
        let services = (
            draft.catalog.service(&draft.model.element(from).service),
            draft.catalog.service(&draft.model.element(to).service),
        );
        let (Some(sender), Some(receiver)) = services else {
            continue;
        };
        let arrow = match relation.kind {
            RelationKind::Request => catalog::Arrow::Request,
            RelationKind::Event => catalog::Arrow::Event,
            RelationKind::Stream => catalog::Arrow::Stream,
            RelationKind::Observes => catalog::Arrow::Observes,
        };
        let (message, help) = if !sender.may_send(arrow) {
            (
                format!(
                    "{} sends nothing of the kind `{}`",
                    super::words::article(sender.id),
                    relation.kind.arrow()
                ),
                arrows(sender.sends, "it can send"),
            )
        } else if !receiver.may_receive(arrow) {
            (
                format!(
                    "{} receives nothing of the kind `{}`",
                    super::words::article(receiver.id),
                    relation.kind.arrow()
                ),
                arrows(receiver.receives, "it can receive"),
            )
        } else if arrow != catalog::Arrow::Observes && !sender.reaches(receiver) {
            (
                format!(
                    "{} cannot reach {} by itself",
                    super::words::article(sender.id),
                    super::words::article(receiver.id)
                ),
                "draw what stands in between, such as a function".to_owned(),
            )
        } else {
            continue;
        };
        let span = relation.span;
        draft.say(Diagnostic::warning(&IMPOSSIBLE, span, message).help(help));
    }
}

fn arrows(list: &[catalog::Arrow], can: &str) -> String {
    let names: Vec<&str> = list
        .iter()
        .map(|arrow| match arrow {
            catalog::Arrow::Request => "->",
            catalog::Arrow::Event => "~>",
            catalog::Arrow::Stream => "=>",
            catalog::Arrow::Observes => "..>",
        })
        .collect();
    format!(
        "{can} {}; turn the arrow round or take another",
        super::words::listed(&names)
    )
}

/// Warns of wishes that contradict each other.
pub fn wishes(draft: &mut Draft) {
    let mut lists: Vec<Vec<Wish>> = draft
        .model
        .groups
        .iter()
        .map(|group| group.layout.wishes.clone())
        .collect();
    lists.extend(
        draft
            .model
            .views
            .iter()
            .map(|view| view.layout.wishes.clone()),
    );
    for list in lists {
        contradictions(draft, &list);
    }
    let mut before: BTreeMap<Node, (Node, Span)> = BTreeMap::new();
    for (id, element) in draft.model.elements() {
        if let Some(other) = element.layout.before {
            before.insert(Node::Element(id), (other, element.span));
        }
    }
    let mut done = BTreeSet::new();
    for &start in before.keys() {
        let mut chain = Vec::new();
        let mut at = start;
        while done.insert(at) {
            chain.push(at);
            match before.get(&at) {
                Some(&(next, _)) => at = next,
                None => break,
            }
        }
        // A chain that comes back into itself, and not into one that was walked before, is a circle.
        let Some(first) = chain.iter().position(|&node| node == at) else {
            continue;
        };
        let Some(&(next, span)) = before.get(&at) else {
            continue;
        };
        if !chain.contains(&next) {
            continue;
        }
        let names: Vec<String> = chain[first..]
            .iter()
            .map(|&node| draft.model.path(node).to_owned())
            .collect();
        draft.say(
            Diagnostic::warning(
                &CONFLICT,
                span,
                format!(
                    "{} cannot all stand before each other",
                    super::words::listed(&names)
                ),
            )
            .help("take `before` out of one of them"),
        );
    }
}

fn contradictions(draft: &mut Draft, wishes: &[Wish]) {
    let mut rows: BTreeMap<(Node, Node), Span> = BTreeMap::new();
    for wish in wishes {
        if let Wish::SameRow(nodes, span) = wish {
            for pair in pairs(nodes) {
                rows.insert(pair, *span);
            }
        }
    }
    for wish in wishes {
        let Wish::SameColumn(nodes, span) = wish else {
            continue;
        };
        let clash = pairs(nodes)
            .into_iter()
            .find_map(|pair| rows.get(&pair).map(|row| (pair, *row)));
        let Some(((a, b), row)) = clash else { continue };
        let names = [
            draft.model.path(a).to_owned(),
            draft.model.path(b).to_owned(),
        ];
        draft.say(
            Diagnostic::warning(
                &CONFLICT,
                *span,
                format!(
                    "{} cannot stand in one row and in one column",
                    super::words::listed(&names)
                ),
            )
            .related(row, "one row is wished for here")
            .help("keep one of the two wishes"),
        );
    }
}

fn pairs(nodes: &[Node]) -> Vec<(Node, Node)> {
    // Longer lists are compared by neighbours only, so that they stay cheap.
    let near = if nodes.len() > 100 { 1 } else { nodes.len() };
    let mut found = Vec::new();
    for (at, &a) in nodes.iter().enumerate() {
        for &b in nodes.iter().skip(at + 1).take(near) {
            found.push((a.min(b), a.max(b)));
        }
    }
    found
}
