//! Cards: a tile with a glyph, a title, a second line, signs on the lower edge.

use super::change::{self, Marked, State};
use super::findings::Placed;
use super::mark::{Group, IconMark, Mark, Role, Style};
use super::pill;
use super::write::{fill, glyph_at, id, line, rect, text};
use crate::geometry::{Point, Rect};
use crate::layout::{End, Layout, NodeId};
use crate::lens::Severity;
use crate::model;
use crate::scene::{Card, Chip, Paint, Scene};
use crate::theme::{Shade, Token, size};

/// The shadow lies so far below the card.
const SHADOW: f64 = 1.5;
/// Chips keep this distance from lines.
const FREE: f64 = 4.0;

/// Draws a card.
pub(super) fn card(
    scene: &Scene,
    layout: &Layout,
    index: usize,
    placed: &Placed,
    marked: &Marked,
    taken: &[Taken],
) -> Mark {
    let card = &scene.cards[index];
    let place = face(card, layout.nodes[index]);
    let state = marked.on_card(card.node);
    let border = match state {
        Some(state) => state.card(),
        None => border(placed.worst(card.node)),
    };
    let mut marks = surface(card, place, border);
    if state == Some(State::Removed) {
        marks.extend(change::struck(&titles(card, place)));
    }
    marks.extend(chips(&card.chips, layout.nodes[index], taken));
    let layer = card.layer.clone().unwrap_or_default();
    let mut data = vec![("node", card.path.clone())];
    if !layer.is_empty() {
        data.push(("layer", layer));
    }
    Mark::Group(Group {
        id: Some(format!("{}-n-{}", id(&scene.id), id(&card.path))),
        role: Role::Symbol,
        kind: kind(card),
        label: label(card, placed, marked),
        title: title(card, placed, marked),
        data,
        strength: marked.strength(state),
        marks,
    })
}

/// Draws a card without signs and findings.
pub(super) fn plain(card: &Card, place: Rect) -> Vec<Mark> {
    surface(card, place, border(None))
}

fn surface(card: &Card, place: Rect, border: Style) -> Vec<Mark> {
    let mut marks = Vec::new();
    if card.stack {
        for step in [size::STACK, size::STACK / 2.0] {
            let behind = Rect::new(place.x + step, place.y - step, place.width, place.height);
            let style = line(Token::CardLine, 1.0).on(Token::Card);
            marks.push(rect(behind, size::CARD_RADIUS, style));
        }
    } else {
        let shadow = Rect::new(place.x, place.y + SHADOW, place.width, place.height);
        marks.push(rect(shadow, size::CARD_RADIUS, fill(Token::CardShadow)));
    }
    marks.push(rect(place, size::CARD_RADIUS, border));
    let square = Rect::new(
        place.x + size::TILE_X,
        place.y + (place.height - size::TILE) / 2.0,
        size::TILE,
        size::TILE,
    );
    marks.extend(tile(card, square));
    marks.extend(titles(card, place));
    marks.extend(second_line(card, place));
    marks
}

/// Returns the place of the card itself: of one that stands for several, the sheets behind it are part of its node.
fn face(card: &Card, node: Rect) -> Rect {
    if !card.stack {
        return node;
    }
    let by = size::STACK;
    Rect::new(node.x, node.y + by, node.width - by, node.height - by)
}

fn kind(card: &Card) -> String {
    match card.paint {
        Paint::Actor => "actor".to_owned(),
        _ if matches!(card.node, model::Node::Group(_)) => "closed group".to_owned(),
        _ => match &card.layer {
            Some(layer) => format!("{layer} element"),
            None => "element".to_owned(),
        },
    }
}

/// The card's name with all that is drawn on it.
fn label(card: &Card, placed: &Placed, marked: &Marked) -> String {
    let mut parts = vec![card.name.clone(), card.kind.clone()];
    parts.extend(card.chips.iter().map(|chip| chip.words().to_lowercase()));
    parts.extend(
        placed
            .on(card.node)
            .map(|entry| format!("finding {}: {}", entry.number, entry.text)),
    );
    parts.extend(marked.told(card.node));
    parts.extend(placed.sound(card.node).map(passed));
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

fn title(card: &Card, placed: &Placed, marked: &Marked) -> String {
    let mut lines = vec![card.name.clone(), card.kind.clone()];
    lines.extend(card.about.clone());
    lines.extend(
        placed
            .on(card.node)
            .map(|entry| format!("{} {} {}", entry.number, entry.rule, entry.text)),
    );
    lines.extend(marked.told(card.node));
    lines.extend(placed.sound(card.node).map(passed));
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

fn passed(rules: usize) -> String {
    match rules {
        1 => "passed 1 rule".to_owned(),
        _ => format!("passed {rules} rules"),
    }
}

fn border(worst: Option<Severity>) -> Style {
    let (token, width) = match worst {
        Some(Severity::High) => (Token::SevHigh, 1.75),
        Some(Severity::Medium) => (Token::SevMediumLine, 1.75),
        _ => (Token::CardLine, 1.0),
    };
    line(token, width).on(Token::Card)
}

/// Draws a card's tile with its glyph or icon.
pub(super) fn tile(card: &Card, square: Rect) -> Vec<Mark> {
    let (tile, glyph, radius) = match card.paint {
        Paint::Layer(family) => (
            Token::Layer(family, Shade::Tile),
            Token::Layer(family, Shade::Glyph),
            size::TILE_RADIUS,
        ),
        Paint::Actor => (Token::ActorTile, Token::ActorGlyph, size::TILE / 2.0),
        Paint::Group => (Token::ActorTile, Token::ActorGlyph, size::TILE_RADIUS),
    };
    let inset = (size::TILE - size::GLYPH) / 2.0;
    if let Some(icon) = &card.icon {
        // An icon with colours of its own is a tile itself.
        let (inset, size) = match icon.plain {
            true => (inset, size::GLYPH),
            false => (0.0, size::TILE),
        };
        let mark = Mark::Icon(IconMark {
            icon: icon.clone(),
            at: Point::new(square.x + inset, square.y + inset),
            size,
            token: glyph,
        });
        return match icon.plain {
            true => vec![rect(square, radius, fill(tile)), mark],
            false => vec![mark],
        };
    }
    vec![
        rect(square, radius, fill(tile)),
        glyph_at(
            &card.glyph,
            square.x + inset,
            square.y + inset,
            size::GLYPH,
            glyph,
            size::GLYPH_STROKE,
        ),
    ]
}

/// Returns the baseline of the first line of words.
fn first_line(card: &Card, place: Rect) -> f64 {
    let middle = place.y + place.height / 2.0;
    match (card.title.len(), card.subtitle.is_empty()) {
        (1, true) => middle + 5.0,
        (1, false) => middle - 3.0,
        (_, true) => middle - 4.0,
        (_, false) => middle - 12.0,
    }
}

fn titles(card: &Card, place: Rect) -> Vec<Mark> {
    let first = first_line(card, place);
    let line = |(row, words): (usize, &String)| {
        let y = first + row as f64 * size::CARD_TITLE.line;
        let x = place.x + size::CARD_TEXT_X;
        text(x, y, words, size::CARD_TITLE, Token::Ink)
    };
    card.title.iter().enumerate().map(line).collect()
}

fn second_line(card: &Card, place: Rect) -> Option<Mark> {
    let rows = card.title.len() as f64;
    let y = first_line(card, place) + (rows - 1.0) * size::CARD_TITLE.line + 17.5;
    let x = place.x + size::CARD_TEXT_X;
    let words = &card.subtitle;
    (!words.is_empty()).then(|| text(x, y, words, size::CARD_SUBTITLE, Token::Muted))
}

/// Draws a sign with its top left corner at a place.
pub(super) fn chip(chip: Chip, x: f64, y: f64) -> Vec<Mark> {
    let glyph = match chip {
        Chip::DeadLetter => "dead-letter",
        Chip::Encrypted => "secret",
        Chip::Traced => "trace",
        Chip::Policy => "policy",
        Chip::Reserved => "scheduler",
        Chip::MultiZone => "zone",
    };
    let inset = (size::CHIP - size::CHIP_GLYPH) / 2.0;
    vec![
        rect(
            Rect::new(x, y, size::CHIP, size::CHIP),
            size::CHIP_RADIUS,
            line(Token::CardLine, 1.0).on(Token::Card),
        ),
        glyph_at(
            glyph,
            x + inset,
            y + inset,
            size::CHIP_GLYPH,
            Token::Muted,
            1.0,
        ),
    ]
}

/// Draws the signs on the lower edge, as far to the right as no line comes out between them and no label covers them.
fn chips(shown: &[Chip], place: Rect, taken: &[Taken]) -> Vec<Mark> {
    if shown.is_empty() {
        return Vec::new();
    }
    let more = shown.len().saturating_sub(size::CHIPS);
    let count = shown.len().min(size::CHIPS) + usize::from(more > 0);
    let pitch = size::CHIP + size::CHIP_GAP;
    let total = count as f64 * pitch - size::CHIP_GAP;
    let blocked = |x: f64| {
        taken
            .iter()
            .any(|(from, to)| *to > x - FREE && *from < x + total + FREE)
    };
    let right = place.right() - size::CHIP_SIDE - total;
    let room = (right - place.x - size::CHIP_SIDE).max(0.0);
    let start = (0..=room as usize)
        .map(|step| right - step as f64)
        .find(|x| !blocked(*x))
        .unwrap_or(right);
    let y = place.bottom() - size::CHIP_STRADDLE;
    let mut marks: Vec<Mark> = shown
        .iter()
        .take(size::CHIPS)
        .enumerate()
        .flat_map(|(at, sign)| chip(*sign, start + at as f64 * pitch, y))
        .collect();
    if more > 0 {
        let x = start + size::CHIPS as f64 * pitch;
        marks.push(rect(
            Rect::new(x, y, size::CHIP, size::CHIP),
            size::CHIP_RADIUS,
            line(Token::CardLine, 1.0).on(Token::Card),
        ));
        let words = format!("+{more}");
        marks.push(super::write::middle(
            x + size::CHIP / 2.0,
            y + 13.0,
            &words,
            size::META,
            Token::Muted,
        ));
    }
    marks
}

/// What is taken of a card's lower edge: from where to where.
pub(super) type Taken = (f64, f64);

/// Returns, for every card, what is taken of its lower edge: by lines that start or end there, and by labels.
pub(super) fn taken(scene: &Scene, layout: &Layout) -> Vec<Vec<Taken>> {
    let mut taken = vec![Vec::new(); scene.cards.len()];
    for (flow, route) in scene.flows.iter().zip(&layout.edges) {
        let points = &route.line.points;
        for (end, point) in [(flow.from, points.first()), (flow.to, points.last())] {
            if let (End::Node(NodeId(card)), Some(point)) = (end, point) {
                let bottom = layout.nodes[card as usize].bottom();
                if (point.y - bottom).abs() < 1.0 {
                    taken[card as usize].push((point.x, point.x));
                }
            }
        }
    }
    let labels: Vec<Rect> = pill::places(scene, layout).into_iter().flatten().collect();
    for (card, place) in layout.nodes.iter().enumerate() {
        let edge = Rect::new(
            place.x,
            place.bottom() - size::CHIP_STRADDLE,
            place.width,
            size::CHIP,
        );
        let near = labels
            .iter()
            .filter(|label| label.overlaps(&edge.inflate(1.0)));
        // A label keeps less of a distance than a line, which would seem to come out of the sign.
        let less = FREE - 2.0;
        taken[card].extend(near.map(|label| (label.x + less, label.right() - less)));
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::{Mark, Taken, chips};
    use crate::geometry::Rect;
    use crate::scene::Chip;

    /// Where the first of two signs starts on a card that is 148 wide.
    fn check(taken: &[Taken], expected: f64) {
        let shown = [Chip::Traced, Chip::Encrypted];
        let marks = chips(&shown, Rect::new(0.0, 0.0, 148.0, 56.0), taken);
        let Some(Mark::Box(place, ..)) = marks.first() else {
            panic!("{marks:?}");
        };
        assert_eq!(place.x, expected);
    }

    #[test]
    fn signs_give_way_to_lines_and_labels() {
        check(&[], 98.0);
        check(&[(74.0, 74.0)], 98.0);
        check(&[(120.0, 120.0)], 76.0);
        check(&[(90.0, 160.0)], 46.0);
        // Where all is taken they stay where they belong.
        check(&[(0.0, 148.0)], 98.0);
    }
}
