//! Cards: the titles, second lines and signs of elements and closed groups.

use super::chips::{chips, qualifiers};
use super::flows::Flows;
use super::select::ancestors;
use super::types::{Band, Card, Chip, Options, Paint};
use super::visible::Visible;
use super::words::{cut, fits, lines, name_breaks, one_line};
use crate::catalog::{Catalog, Place};
use crate::geometry::Size;
use crate::layout::{self, BandId, Pin};
use crate::model::{Element, Group, GroupId, Model, Node, Value};
use crate::theme::{Family, size};

/// Makes the cards with their nodes of the graph.
pub(super) fn cards(
    model: &Model,
    catalog: &Catalog,
    visible: &Visible,
    flows: &Flows,
    bands: &[(Band, layout::Band)],
    options: &Options,
) -> (Vec<Card>, Vec<layout::Node>) {
    let mut cards: Vec<Card> = visible
        .nodes
        .iter()
        .map(|&node| match node {
            Node::Element(id) => element(model, catalog, node, &model.elements[id.0 as usize]),
            Node::Group(id) => closed(model, catalog, node, id),
        })
        .collect();
    for card in &mut cards {
        options.icons.put_on(card);
        card.note = options.notes.get(&card.node).map(|note| one_line(note));
    }
    for (index, card) in cards.iter_mut().enumerate() {
        let sends = flows.senders.contains(&layout::NodeId(index as u32));
        if sends && !card.chips.contains(&Chip::Traced) {
            card.chips.push(Chip::Traced);
            card.chips.sort_unstable();
        }
    }
    let width = card_width(&cards);
    let nodes = cards
        .iter_mut()
        .map(|card| {
            let layout = match card.node {
                Node::Element(id) => &model.elements[id.0 as usize].layout,
                Node::Group(id) => &model.groups[id.0 as usize].layout,
            };
            layout::Node {
                size: measured(card, width),
                parent: visible.parent(model, card.node),
                band: bands
                    .iter()
                    .position(|(band, _)| Some(&band.layer) == card.layer.as_ref())
                    .map(|at| BandId(at as u32)),
                pin: match layout.pin.as_deref() {
                    Some("top") => Some(Pin::Top),
                    Some("right") => Some(Pin::Right),
                    Some("bottom") => Some(Pin::Bottom),
                    Some("left") => Some(Pin::Left),
                    _ => None,
                },
                signs: signs(card),
            }
        })
        .collect();
    (cards, nodes)
}

/// Returns the room below a card that its chips hang into.
fn signs(card: &Card) -> Size {
    match card.chips.len().min(size::CHIPS + 1) {
        0 => Size::default(),
        count => Size::new(
            count as f64 * (size::CHIP + size::CHIP_GAP) + size::CHIP_SIDE,
            size::CHIP - size::CHIP_STRADDLE,
        ),
    }
}

/// Breaks and cuts a card's words for a width, and returns the size that it takes.
pub(super) fn measured(card: &mut Card, width: f64) -> Size {
    let room = width - size::CARD_TEXT_X - size::CARD_PAD_RIGHT;
    card.title = lines(&card.name, size::CARD_TITLE, room, name_breaks);
    card.subtitle = match &card.note {
        Some(note) => second_line(note, room),
        None => second_line(&card.kind, room),
    };
    if is_cut(&card.subtitle, &card.kind) && card.note.is_none() && !card.tight.is_empty() {
        card.subtitle = second_line(card.tight, room);
    }
    let height = match card.title.len() {
        1 => size::CARD_HEIGHT,
        _ => size::TALL_CARD_HEIGHT,
    };
    let more = if card.stack { size::STACK } else { 0.0 };
    Size::new(width + more, height + more)
}

/// Says whether no title is cut, and hardly a second line; notes, which can be long, may be.
pub(super) fn readable(cards: &[Card]) -> bool {
    let titles = cards.iter().any(|card| {
        card.title
            .last()
            .is_some_and(|line| is_cut(line, &card.name))
    });
    let lines = cards
        .iter()
        .filter(|card| card.note.is_none() && is_cut(&card.subtitle, &card.kind))
        .count();
    !titles && lines * 10 <= cards.len()
}

fn is_cut(shown: &str, whole: &str) -> bool {
    shown.ends_with('…') && !whole.ends_with('…')
}

/// Returns the smallest width in which 19 of 20 titles stand on one line, and none is cut.
pub(super) fn card_width(cards: &[Card]) -> f64 {
    let enough = |width: f64| {
        let room = width - size::CARD_TEXT_X - size::CARD_PAD_RIGHT;
        let fit = cards
            .iter()
            .filter(|card| fits(&card.name, size::CARD_TITLE, room))
            .count();
        let whole = |card: &Card| {
            let shown = lines(&card.name, size::CARD_TITLE, room, name_breaks);
            shown.last().is_none_or(|line| !line.ends_with('…'))
        };
        fit * 20 >= cards.len() * 19 && cards.iter().all(whole)
    };
    size::CARD_WIDTHS
        .into_iter()
        .find(|width| enough(*width))
        .unwrap_or(size::CARD_WIDTHS[size::CARD_WIDTHS.len() - 1])
}

/// Returns as many of the parts of the second line as fit.
fn second_line(text: &str, room: f64) -> String {
    let mut shown = text;
    while !fits(shown, size::CARD_SUBTITLE, room) {
        match shown.rfind(" · ") {
            Some(at) => shown = &shown[..at],
            None => return cut(shown, size::CARD_SUBTITLE, room),
        }
    }
    shown.to_owned()
}

/// Returns how many of an element there are, where its author says that there are several.
fn copies(element: &Element) -> Option<f64> {
    match element.attributes.value("count") {
        Some(Value::Number(count)) if *count > 1.0 => Some(*count),
        _ => None,
    }
}

/// Writes a whole number with a comma before each three digits.
fn grouped(count: f64) -> String {
    let digits = format!("{count:.0}");
    let comma = |at: usize| match at > 0 && (digits.len() - at).is_multiple_of(3) {
        true => ",",
        false => "",
    };
    let digit = |(at, digit)| format!("{}{digit}", comma(at));
    digits.chars().enumerate().map(digit).collect()
}

pub(super) fn element(model: &Model, catalog: &Catalog, node: Node, element: &Element) -> Card {
    let copies = copies(element);
    let service = catalog.service(element.service.as_str());
    let short = match &element.own_service {
        Some(own) => own.title.clone(),
        None => service.map_or_else(
            || element.service.clone(),
            |service| service.short.to_string(),
        ),
    };
    let mut kind = vec![short];
    kind.extend(qualifiers(element, catalog));
    // A title that says no more than the second line would say it twice.
    if kind.len() == 1 && kind[0].eq_ignore_ascii_case(&element.title) {
        kind.clear();
    }
    let outside = service.is_some_and(|service| service.place == Place::Outside);
    let layer = element
        .layer
        .map(|id| model.layers[id.0 as usize].id.clone());
    Card {
        node,
        path: element.path.clone(),
        name: match copies {
            Some(count) => format!("{} ×{}", one_line(&element.title), grouped(count)),
            None => one_line(&element.title),
        },
        title: Vec::new(),
        kind: one_line(&kind.join(" · ")),
        tight: match element.own_service {
            Some(_) => "",
            None => service.map_or("", |service| service.tight),
        },
        note: None,
        subtitle: String::new(),
        glyph: service.map_or_else(|| "generic".to_owned(), |service| service.glyph.to_string()),
        icon: None,
        paint: match &layer {
            Some(layer) if !outside => Paint::Layer(Family::of(layer)),
            _ if outside => Paint::Actor,
            _ => Paint::Group,
        },
        layer,
        chips: chips(element, catalog),
        about: element.description.clone(),
        stack: copies.is_some(),
    }
}

pub(super) fn closed(model: &Model, catalog: &Catalog, node: Node, id: GroupId) -> Card {
    let group: &Group = &model.groups[id.0 as usize];
    let inside: Vec<&Element> = model
        .elements
        .iter()
        .filter(|element| ancestors(model, element.group).any(|group| group == id))
        .collect();
    let layer = group
        .layer
        .or_else(|| inside.iter().find_map(|element| element.layer))
        .map(|id| model.layers[id.0 as usize].id.clone());
    let things = if inside.len() == 1 {
        "element"
    } else {
        "elements"
    };
    let service = catalog.service(group.kind.as_str());
    Card {
        node,
        path: group.path.clone(),
        name: one_line(&group.title),
        title: Vec::new(),
        kind: format!("{} {things}", inside.len()),
        tight: "",
        note: None,
        subtitle: String::new(),
        glyph: service.map_or_else(|| "generic".to_owned(), |service| service.glyph.to_string()),
        icon: None,
        paint: match &layer {
            Some(layer) => Paint::Layer(Family::of(layer)),
            None => Paint::Group,
        },
        layer,
        chips: Vec::new(),
        about: group.description.clone(),
        stack: true,
    }
}
