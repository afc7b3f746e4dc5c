//! Patterns: nodes in parentheses, arrows between them.

use super::codes::{NAME, SERVICE, SYNTAX, VALUE};
use super::cursor::{Cursor, Read};
use super::expr;
use super::token::Kind;
use super::tree::{ARCHITECTURE, Chain, HopPattern, Link, NodePattern, Query, SlotKind, ThingKind};
use crate::catalog;
use crate::model::RelationKind;
use crate::source::{Span, closest};

/// The most relations that a bounded repetition may name.
const LONGEST: u32 = 100;

/// Reads `CHAIN, CHAIN … where EXPRESSION`.
pub(super) fn query(cursor: &mut Cursor) -> Read<Query> {
    let start = cursor.peek().span;
    let mut chains = vec![chain(cursor)?];
    // In a list or a call the comma belongs to what is around it.
    while cursor.at_sign(",") && matches!(cursor.peek_second().kind, Kind::Sign("(")) {
        cursor.next();
        chains.push(chain(cursor)?);
    }
    let condition = match cursor.eat_word("where") {
        true => Some(expr::expression(cursor)?),
        false => None,
    };
    Ok(Query {
        chains,
        condition,
        span: start.to(cursor.last_span()),
    })
}

/// Reads the subject of `for`: a query, or `rollout r`, `move m`, `environment e`, `architecture`.
pub(super) fn subject(cursor: &mut Cursor) -> Read<Query> {
    if cursor.at_sign("(") {
        return query_without_condition(cursor);
    }
    let (word, span) = cursor.need_word("a pattern such as `(f: lambda)`")?;
    let kind = match word {
        "rollout" => ThingKind::Rollout,
        "move" => ThingKind::Move(None),
        "environment" => ThingKind::Environment,
        "architecture" => ThingKind::Architecture,
        _ => {
            let message = format!("`{word}` is nothing that a rule can be about");
            let help = "write a pattern such as `(f: lambda)`, or `rollout r`, `move m`, `environment e`, `architecture`";
            return Err(cursor.fault_with_help(&SYNTAX, span, message, Some(help.to_owned())));
        }
    };
    let named = cursor.peek().kind == Kind::Word
        && !cursor.peek().first
        && !["where", "group"].contains(&cursor.written(cursor.peek()));
    let slot = if named {
        let (name, at) = cursor.need_word("a name")?;
        declare(cursor, Some(name), vec![kind.clone()], at)?
    } else if kind == ThingKind::Architecture {
        ARCHITECTURE
    } else {
        declare(cursor, None, vec![kind.clone()], span)?
    };
    let mut chains = vec![Chain {
        first: NodePattern {
            slot,
            kinds: vec![kind],
            layers: Vec::new(),
            tags: Vec::new(),
            span,
        },
        hops: Vec::new(),
    }];
    while cursor.eat_sign(",") {
        chains.push(chain(cursor)?);
    }
    Ok(Query {
        chains,
        condition: None,
        span: span.to(cursor.last_span()),
    })
}

fn query_without_condition(cursor: &mut Cursor) -> Read<Query> {
    let start = cursor.peek().span;
    let mut chains = vec![chain(cursor)?];
    while cursor.eat_sign(",") {
        chains.push(chain(cursor)?);
    }
    Ok(Query {
        chains,
        condition: None,
        span: start.to(cursor.last_span()),
    })
}

fn chain(cursor: &mut Cursor) -> Read<Chain> {
    let first = node(cursor)?;
    let mut hops: Vec<(HopPattern, NodePattern)> = Vec::new();
    loop {
        if let Some(hop) = arrow(cursor)? {
            let to = node(cursor)?;
            hops.push((hop, to));
        } else if cursor.at_word("avoiding") {
            avoiding(cursor, &mut hops)?;
        } else if cursor.at_word("length") {
            length(cursor, &mut hops)?;
        } else {
            return Ok(Chain { first, hops });
        }
    }
}

fn repeated<'h>(
    cursor: &mut Cursor,
    hops: &'h mut [(HopPattern, NodePattern)],
    span: Span,
    word: &str,
) -> Read<&'h mut HopPattern> {
    match hops.iter_mut().rev().find(|(hop, _)| hop.repeat.is_some()) {
        Some((hop, _)) => Ok(hop),
        None => {
            let message = format!("`{word}` needs an arrow that repeats before it, such as `->+`");
            Err(cursor.fault(&SYNTAX, span, message))
        }
    }
}

fn avoiding(cursor: &mut Cursor, hops: &mut [(HopPattern, NodePattern)]) -> Read<()> {
    let span = cursor.next().span;
    let names = cursor.names.len();
    let mut nodes = vec![node(cursor)?];
    while cursor.eat_sign("|") {
        nodes.push(node(cursor)?);
    }
    cursor.names.truncate(names);
    repeated(cursor, hops, span, "avoiding")?.avoiding = nodes;
    Ok(())
}

fn length(cursor: &mut Cursor, hops: &mut [(HopPattern, NodePattern)]) -> Read<()> {
    let span = cursor.next().span;
    let sign = cursor.next();
    let Kind::Sign(compare @ ("<" | "<=" | ">" | ">=" | "==")) = sign.kind else {
        let message = "`length` needs a comparison such as `length < 4`";
        return Err(cursor.fault(&SYNTAX, sign.span, message));
    };
    let count = whole_number(cursor)?;
    let (new_least, new_most) = match compare {
        "<" => (None, Some(count.saturating_sub(1))),
        "<=" => (None, Some(count)),
        ">" => (Some(count + 1), None),
        ">=" => (Some(count), None),
        _ => (Some(count), Some(count)),
    };
    let hop = repeated(cursor, hops, span, "length")?;
    if let Some((least, most)) = &mut hop.repeat {
        *least = new_least.map_or(*least, |new| new.max(*least));
        *most = new_most.or(*most);
    }
    Ok(())
}

fn whole_number(cursor: &mut Cursor) -> Read<u32> {
    let token = cursor.peek();
    let number = cursor.written(token).parse::<u32>().ok();
    match number.filter(|number| *number <= LONGEST) {
        Some(number) => {
            cursor.next();
            Ok(number)
        }
        None => Err(cursor.unexpected(&format!("a whole number up to {LONGEST}"))),
    }
}

/// Reads `(name: service | service @layer #tag)`.
pub(super) fn node(cursor: &mut Cursor) -> Read<NodePattern> {
    let open = cursor.need_sign("(", "to open a node such as `(f: lambda)`")?;
    let mut name = None;
    if cursor.peek().kind == Kind::Word {
        name = Some(cursor.need_word("a name")?);
    }
    let mut kinds = Vec::new();
    if cursor.eat_sign(":") {
        loop {
            kinds.extend(kind(cursor)?);
            if !cursor.eat_sign("|") {
                break;
            }
        }
    }
    let (mut layers, mut tags) = (Vec::new(), Vec::new());
    loop {
        if cursor.eat_sign("@") {
            layers.push(layer(cursor)?);
        } else if cursor.eat_sign("#") {
            tags.push(cursor.need_word("a tag")?.0.to_owned());
        } else {
            break;
        }
    }
    let close = cursor.need_sign(")", "to close the node")?;
    let span = open.to(close);
    let slot = match name {
        Some((name, at)) => match cursor.slot(name) {
            Some(slot) => slot,
            None => declare(cursor, Some(name), kinds.clone(), at)?,
        },
        None => declare(cursor, None, kinds.clone(), span)?,
    };
    Ok(NodePattern {
        slot,
        kinds,
        layers,
        tags,
        span,
    })
}

fn declare(
    cursor: &mut Cursor,
    name: Option<&str>,
    kinds: Vec<ThingKind>,
    span: Span,
) -> Read<super::tree::Slot> {
    if let Some(name) = name {
        if name.contains('.') {
            let message = format!("the name `{name}` must not have a dot");
            return Err(cursor.fault(&NAME, span, message));
        }
        if kinds.is_empty() && catalog::builtin().service(name).is_some() {
            let message =
                format!("`{name}` is a service, but stands where a name of your own is read");
            let help = format!("write `(: {name})`, or `(x: {name})` to call it `x`");
            return Err(cursor.fault_with_help(&NAME, span, message, Some(help)));
        }
    }
    Ok(cursor.new_slot(name, SlotKind::Thing(kinds), span))
}

/// Reads a kind of thing. One that is not known is told, and taken for what was surely meant, so that the rest of the rule
/// is read as if it were right.
fn kind(cursor: &mut Cursor) -> Read<Option<ThingKind>> {
    let (word, span) = cursor.need_word("a service")?;
    if let Some(known) = kind_of(word) {
        return Ok(Some(known));
    }
    let catalog = catalog::builtin();
    let strategies = catalog.strategies.iter().map(|strategy| strategy.id);
    let near = catalog.closest(word).or_else(|| closest(word, strategies));
    let help = near.map(|near| format!("did you mean `{near}`?"));
    let message = format!("there is no service `{word}`, so this pattern would never match");
    cursor.fault_with_help(&SERVICE, span, message, help);
    Ok(near.and_then(kind_of))
}

fn kind_of(word: &str) -> Option<ThingKind> {
    let catalog = catalog::builtin();
    let service = catalog
        .service(word)
        .map(|known| ThingKind::Service(known.id));
    let strategy = || {
        catalog
            .strategy(word)
            .map(|known| ThingKind::Move(Some(known.id)))
    };
    service.or_else(strategy).or(match word {
        "rollout" => Some(ThingKind::Rollout),
        "move" => Some(ThingKind::Move(None)),
        "environment" => Some(ThingKind::Environment),
        "architecture" => Some(ThingKind::Architecture),
        _ => None,
    })
}

fn layer(cursor: &mut Cursor) -> Read<String> {
    let (word, span) = cursor.need_word("a layer")?;
    let catalog = catalog::builtin();
    if word == "outside" || catalog.layer(word).is_some() || word.starts_with("x-") {
        return Ok(word.to_owned());
    }
    let known = catalog
        .layers
        .iter()
        .map(|layer| layer.id)
        .chain(["outside"]);
    let help = closest(word, known).map(|near| format!("did you mean `@{near}`?"));
    let message = format!("there is no layer `{word}`, so this pattern would never match");
    Err(cursor.fault_with_help(&VALUE, span, message, help))
}

/// Reads an arrow with its repetition, if one stands here.
fn arrow(cursor: &mut Cursor) -> Read<Option<HopPattern>> {
    let token = cursor.peek();
    let plain = |kind, reversed| (vec![Link::Kind(kind)], reversed);
    let (links, reversed) = match token.kind {
        Kind::Sign("-") => return labelled(cursor, false).map(Some),
        Kind::Sign("<-") if matches!(cursor.peek_second().kind, Kind::Sign("[")) => {
            return labelled(cursor, true).map(Some);
        }
        Kind::Sign("->") => plain(RelationKind::Request, false),
        Kind::Sign("~>") => plain(RelationKind::Event, false),
        Kind::Sign("=>") => plain(RelationKind::Stream, false),
        Kind::Sign("..>") => plain(RelationKind::Observes, false),
        Kind::Sign("<-") => plain(RelationKind::Request, true),
        Kind::Sign("<~") => plain(RelationKind::Event, true),
        // Between expressions it compares.
        Kind::Sign("<=") if matches!(cursor.peek_second().kind, Kind::Sign("(")) => {
            plain(RelationKind::Stream, true)
        }
        Kind::Sign("<..") => plain(RelationKind::Observes, true),
        _ => return Ok(None),
    };
    cursor.next();
    let repeat = repetition(cursor)?;
    Ok(Some(HopPattern {
        slot: None,
        links,
        reversed,
        repeat,
        avoiding: Vec::new(),
        span: token.span.to(cursor.last_span()),
    }))
}

/// Reads `-[name: dlq | on-failure]->` or `<-[dlq]-`.
fn labelled(cursor: &mut Cursor, reversed: bool) -> Read<HopPattern> {
    let start = cursor.next().span;
    cursor.need_sign("[", "after the `-` of an arrow")?;
    let mut slot = None;
    if cursor.peek().kind == Kind::Word && matches!(cursor.peek_second().kind, Kind::Sign(":")) {
        let (name, span) = cursor.need_word("a name")?;
        cursor.next();
        if cursor.slot(name).is_some() {
            let message = format!("the name `{name}` is taken; a relation needs one of its own");
            return Err(cursor.fault(&NAME, span, message));
        }
        slot = Some(cursor.new_slot(Some(name), SlotKind::Relation, span));
    }
    let mut links = Vec::new();
    loop {
        links.push(link(cursor)?);
        if !cursor.eat_sign("|") {
            break;
        }
    }
    cursor.need_sign("]", "to close the arrow's kinds")?;
    let end = if reversed { "-" } else { "->" };
    cursor.need_sign(end, "to end the arrow")?;
    let repeat = repetition(cursor)?;
    let span = start.to(cursor.last_span());
    if repeat.is_some() && slot.is_some() {
        let message = "an arrow that repeats stands for many relations, so it cannot have a name";
        return Err(cursor.fault(&NAME, span, message));
    }
    Ok(HopPattern {
        slot,
        links,
        reversed,
        repeat,
        avoiding: Vec::new(),
        span,
    })
}

fn link(cursor: &mut Cursor) -> Read<Link> {
    let (word, span) = cursor.need_word("a kind of relation or a role")?;
    Ok(match word {
        "request" => Link::Kind(RelationKind::Request),
        "event" => Link::Kind(RelationKind::Event),
        "stream" => Link::Kind(RelationKind::Stream),
        "observes" => Link::Kind(RelationKind::Observes),
        "flow" => Link::Flow,
        "any" => Link::Any,
        "in" => Link::In,
        "targets" => Link::Targets,
        _ => {
            let roles = || super::check::roles();
            if !roles().any(|role| role == word) {
                let words = [
                    "request", "event", "stream", "observes", "flow", "any", "in", "targets",
                ];
                let help = closest(word, roles().chain(words))
                    .map(|near| format!("did you mean `{near}`?"));
                let message =
                    format!("no attribute of the catalog states a relation with the role `{word}`");
                return Err(cursor.fault_with_help(&SERVICE, span, message, help));
            }
            Link::Role(word.to_owned())
        }
    })
}

/// Reads `+`, `*`, `{2}` or `{1,3}`.
fn repetition(cursor: &mut Cursor) -> Read<Option<(u32, Option<u32>)>> {
    if cursor.eat_sign("+") {
        return Ok(Some((1, None)));
    }
    if cursor.eat_sign("*") {
        return Ok(Some((0, None)));
    }
    if !cursor.eat_sign("{") {
        return Ok(None);
    }
    let least = whole_number(cursor)?;
    let mut most = Some(least);
    if cursor.eat_sign(",") {
        most = match cursor.at_sign("}") {
            true => None,
            false => Some(whole_number(cursor)?),
        };
    }
    let close = cursor.need_sign("}", "to close the repetition")?;
    if most.is_some_and(|most| most < least) {
        return Err(cursor.fault(&VALUE, close, "the repetition ends before it starts"));
    }
    Ok(Some((least, most)))
}
