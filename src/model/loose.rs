//! Loose ends: what a sound model leaves open, so that a reader wonders whether something was forgotten.
//!
//! Comes in: a model. Goes out: notes, in source order, none of which stops a picture. A waiver on a code, such as
//! `waive A0601 on batch "started by hand"`, takes its note away.

use super::{Element, Links, Model, Node, Relation, RelationId, Waived, Waiver};
use crate::source::{Code, Diagnostic, Diagnostics};

/// The codes of loose ends.
pub const LOOSE_ENDS: &[&Code] = &[&ALONE, &UNREACHED, &ONE_WAY];

static ALONE: Code = Code {
    id: "A0601",
    title: "an element without flows",
    page: "Nothing leads to the element and nothing leads away from it, neither a flow nor an attribute, so the picture says that nobody needs it. Draw what it takes part in, or take it out. Where it is meant, say why: `waive A0601 on batch \"started by hand\"`. What watches or deploys the rest, and what only stands at the border of a network, may stand alone.",
    wrong: "user shopper\nlambda place\nlambda batch\nshopper -> place",
    right: "user shopper\nlambda place\nlambda batch\nshopper -> place ~> batch",
};

static UNREACHED: Code = Code {
    id: "A0602",
    title: "an element that nothing starts",
    page: "The file shows people, outside systems or schedules that set things going, but no way leads from any of them to the element. Draw who calls it: often a schedule or an event is missing. Where it is meant, say why: `waive A0602 on nightly \"started by hand\"`.",
    wrong: "user shopper\nlambda place\nlambda nightly\nlambda report\nshopper -> place\nnightly ~> report",
    right: "user shopper\nlambda place\nlambda nightly\nlambda report\neventbridge-scheduler night\nshopper -> place\nnight ~> nightly ~> report",
};

static ONE_WAY: Code = Code {
    id: "A0603",
    title: "a store that is only written, or only read",
    page: "The labels of all flows to the store say that they write, and nothing leads away from it; or all say that they read. Data that nobody reads is paid for in vain, and data that nobody writes comes from somewhere: draw the missing side, or say why there is none: `waive A0603 on audit \"kept for the law\"`.",
    wrong: "lambda place\ndynamodb orders\nuser shopper\nshopper -> place -> orders \"PutItem\"",
    right: "lambda place\ndynamodb orders\nuser shopper\nshopper -> place -> orders \"PutItem\"\nplace -> orders \"GetItem\"",
};

/// Returns what the model leaves open; a waiver counts up to its day, where today is known.
pub fn loose_ends(model: &Model, today: Option<&str>) -> Vec<Diagnostic> {
    let links = Links::of(model);
    // Without flows it is a list of parts, or a file for others to use.
    let has_flows = model.relations.iter().any(|relation| relation.drawn);
    let has_start = model.elements.iter().any(starts_things);
    let mut said = Diagnostics::default();
    for (id, element) in model.elements().filter(|_| has_flows) {
        let node = Node::Element(id);
        let led_to = any_around(model, node, |node| links.ending_at(node));
        let leads = any_around(model, node, |node| links.starting_at(node));
        let may_stand_alone = may_stand_alone(model, element);
        let end = match (led_to, leads) {
            (false, false) if !may_stand_alone => Some(alone(element)),
            (false, true) if has_start && !may_stand_alone && !starts_things(element) => {
                Some(unreached(element))
            }
            _ => one_way(model, &links, node, element),
        };
        said.extend(end.filter(|end| !is_waived(model, end.code, node, today)));
    }
    said.finish()
}

/// Whether relations of other things are at a thing or at a group around it.
fn any_around<'l>(model: &Model, node: Node, relations: impl Fn(Node) -> &'l [RelationId]) -> bool {
    let groups = model.ancestors(node).map(Node::Group);
    std::iter::once(node)
        .chain(groups)
        .flat_map(relations)
        .map(|id| model.relation(*id))
        .any(|relation| relation.from.node != relation.to.node)
}

/// Whether things start at an element: at people and systems outside, and at clocks.
fn starts_things(element: &Element) -> bool {
    element.layer.is_none()
        || ["eventbridge-scheduler", "scheduler"].contains(&element.service.as_str())
        || element.attributes.get("schedule").is_some()
}

/// Whether an element watches or deploys the rest, or stands at the border of a network, where no flow is drawn.
fn may_stand_alone(model: &Model, element: &Element) -> bool {
    const AT_THE_BORDER: &[&str] = &[
        "internet-gateway",
        "nat-gateway",
        "transit-gateway",
        "vpc-endpoint",
        "privatelink",
        "direct-connect",
        "vpn",
        "shield",
        "waf",
    ];
    layer(model, element).is_some_and(|layer| ["monitoring", "deployment"].contains(&layer))
        || AT_THE_BORDER.contains(&element.service.as_str())
}

fn layer<'m>(model: &'m Model, element: &Element) -> Option<&'m str> {
    element.layer.map(|id| model.layer(id).id.as_str())
}

fn alone(element: &Element) -> Diagnostic {
    let path = &element.path;
    Diagnostic::note(
        &ALONE,
        element.name_span,
        format!("nothing leads to `{path}` or away from it, so it seems that nobody needs it"),
    )
    .help(format!(
        "draw the flows that it takes part in, take it out, or say why it stands alone: `waive A0601 on {path} \"…\"`"
    ))
}

fn unreached(element: &Element) -> Diagnostic {
    let path = &element.path;
    Diagnostic::note(
        &UNREACHED,
        element.name_span,
        format!("nothing starts `{path}`, so neither it nor what follows it ever happens"),
    )
    .help(format!(
        "draw who calls it, or the schedule or event that starts it, or say why there is none: `waive A0602 on {path} \"…\"`"
    ))
}

/// What a flow does at a store, as its label says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Access {
    Write,
    Read,
    Unknown,
}

/// Says where all flows at a store write, or all read.
fn one_way(model: &Model, links: &Links, node: Node, element: &Element) -> Option<Diagnostic> {
    if layer(model, element) != Some("data") || !links.starting_at(node).is_empty() {
        return None;
    }
    let flows = links.ending_at(node).iter().map(|id| model.relation(*id));
    let first = flows.clone().map(access).next()?;
    if first == Access::Unknown || flows.map(access).any(|other| other != first) {
        return None;
    }
    let path = &element.path;
    let (message, missing) = match first {
        Access::Read => ("is only read, and nothing shows who writes it", "writes"),
        _ => ("is only written, and nothing shows who reads it", "reads"),
    };
    Some(
        Diagnostic::note(&ONE_WAY, element.name_span, format!("`{path}` {message}")).help(format!(
            "draw who {missing} it, or say why nobody does: `waive A0603 on {path} \"…\"`"
        )),
    )
}

fn access(relation: &Relation) -> Access {
    const WRITES: &[&str] = &[
        "put",
        "write",
        "insert",
        "update",
        "delete",
        "save",
        "store",
        "upload",
        "append",
        "batchwrite",
        "transactwrite",
    ];
    const READS: &[&str] = &[
        "get",
        "read",
        "query",
        "scan",
        "select",
        "fetch",
        "list",
        "load",
        "search",
        "download",
        "batchget",
        "transactget",
    ];
    let label = relation
        .label
        .as_deref()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let starts = |words: &[&str]| words.iter().any(|word| label.starts_with(word));
    // `read and write`, `get or put`: more than one word may say more than one thing.
    let both = label.contains(" and ") || label.contains(" or ") || label.contains([',', '/', '+']);
    match (both, starts(WRITES), starts(READS)) {
        (false, true, _) => Access::Write,
        (false, _, true) => Access::Read,
        _ => Access::Unknown,
    }
}

fn is_waived(model: &Model, code: &Code, node: Node, today: Option<&str>) -> bool {
    let holds = |waiver: &&Waiver| match (&waiver.until, today) {
        (Some(until), Some(today)) => today <= until.as_str(),
        _ => true,
    };
    let covers = |waiver: &Waiver| match &waiver.on {
        Waived::Everything => true,
        Waived::Node(outer) => {
            *outer == node
                || model
                    .ancestors(node)
                    .any(|group| Node::Group(group) == *outer)
        }
        Waived::Relations(_) => false,
    };
    model
        .waivers
        .iter()
        .filter(|waiver| waiver.rule == code.id)
        .filter(holds)
        .any(covers)
}
