//! A scenario as a sequence diagram: time runs down, each part has a line of its own.

use super::card;
use super::flow::{kind_name, line as flow_line};
use super::head::{gap, head};
use super::heading;
use super::mark::{Cap, Dash, Drawing, Group, Mark, Role, Step};
use super::pill;
use super::write::{dashed, fill, id, line, rect, text, width};
use crate::geometry::{Point, Rect, Size};
use crate::scene::{Message, Row, Sequence};
use crate::theme::{Look, Token, size};

/// The heights of rows, and the room around labels.
const MESSAGE: f64 = 44.0;
const SELF: f64 = 58.0;
const OPEN: f64 = 40.0;
const NEXT: f64 = 34.0;
const CLOSE: f64 = 12.0;
const FIRST: f64 = 22.0;
const AROUND: f64 = 20.0;
/// Between two cards.
const APART: f64 = 16.0;
/// How far a message to oneself reaches out.
const LOOP: f64 = 28.0;
/// How far an inner block stands inside an outer one.
const INSET: f64 = 8.0;

/// Draws a sequence.
pub fn sequence(sequence: &Sequence, look: &Look) -> Drawing {
    let columns = columns(sequence);
    let top = size::MARGIN + heading::height(&sequence.title, &sequence.subtitle, &sequence.meta);
    let tall = sequence
        .sizes
        .iter()
        .map(|size| size.height)
        .fold(0.0, f64::max);
    let half = sequence.sizes.first().map_or(0.0, |size| size.width / 2.0);
    let right = columns.last().map_or(size::MARGIN, |last| last + half);
    let wide = right + reach(sequence) + size::MARGIN;
    let titles = heading::width(&sequence.title, &sequence.subtitle, &sequence.meta);
    let canvas = wide.max(titles + 2.0 * size::MARGIN).ceil();
    let (places, bottom) = places(sequence, top + tall + FIRST);
    let mut marks = vec![
        rect(
            Rect::new(0.0, 0.0, canvas, bottom + 2.0 * size::MARGIN),
            0.0,
            fill(Token::Canvas),
        ),
        heading::heading(&sequence.title, &sequence.subtitle, &sequence.meta, canvas),
    ];
    let (boxes, words) = blocks(sequence, &places, canvas);
    marks.extend(boxes);
    const LIFE: Dash = &[4.0, 4.0];
    for x in &columns {
        let life = vec![
            Step::Move(Point::new(*x, top + tall)),
            Step::Line(Point::new(*x, bottom + size::MARGIN / 2.0)),
        ];
        marks.push(Mark::Path(
            life,
            dashed(Token::GroupLine, 1.0, LIFE, Cap::Butt),
        ));
    }
    marks.extend(words);
    for ((part, extent), x) in sequence.cards.iter().zip(&sequence.sizes).zip(&columns) {
        let place = Rect::new(
            x - half,
            top + tall - extent.height,
            extent.width,
            extent.height,
        );
        marks.push(Mark::Group(Group {
            id: Some(format!("{}-n-{}", id(&sequence.id), id(&part.path))),
            role: Role::Symbol,
            kind: "part".to_owned(),
            label: part.name.clone(),
            data: vec![("node", part.path.clone())],
            marks: card::plain(part, place),
            ..Group::default()
        }));
    }
    for (row, y) in sequence.rows.iter().zip(&places) {
        if let Row::Message(said) = row {
            marks.push(message(sequence, said, &columns, *y));
        }
    }
    Drawing {
        id: format!("{}-sequence", id(&sequence.id)),
        title: format!("{}: {}", sequence.title, sequence.subtitle),
        description: prose(sequence),
        look: look.clone(),
        size: Size::new(canvas, bottom + 2.0 * size::MARGIN),
        marks,
    }
}

/// Returns the x of every part's line: far enough apart for the cards and for the words between them.
fn columns(sequence: &Sequence) -> Vec<f64> {
    let card = sequence.sizes.first().map_or(0.0, |size| size.width);
    let mut gaps = vec![card + APART; sequence.cards.len().saturating_sub(1)];
    let mut said: Vec<&Message> = messages(sequence).collect();
    said.sort_by_key(|message| message.from.abs_diff(message.to));
    for message in said {
        let (first, last) = (message.from.min(message.to), message.from.max(message.to));
        let words = message.pill.size.width + 2.0 * AROUND;
        if first == last {
            if let Some(gap) = gaps.get_mut(first) {
                *gap = gap.max(LOOP + words);
            }
            continue;
        }
        let room: f64 = gaps[first..last].iter().sum();
        if room < words {
            let more = (words - room) / (last - first) as f64;
            for gap in &mut gaps[first..last] {
                *gap += more;
            }
        }
    }
    let mut x = size::MARGIN + card / 2.0;
    let mut columns = Vec::new();
    for index in 0..sequence.cards.len() {
        columns.push(x.round());
        x += gaps.get(index).copied().unwrap_or(0.0);
    }
    columns
}

/// How far the words of the last part to itself reach out to the right of its card.
fn reach(sequence: &Sequence) -> f64 {
    let last = sequence.cards.len().saturating_sub(1);
    let half = sequence.sizes.first().map_or(0.0, |size| size.width / 2.0);
    messages(sequence)
        .filter(|message| message.from == last && message.to == last)
        .map(|message| LOOP + message.pill.size.width + AROUND - half)
        .fold(0.0, f64::max)
}

fn messages(sequence: &Sequence) -> impl Iterator<Item = &Message> {
    sequence.rows.iter().filter_map(|row| match row {
        Row::Message(message) => Some(message),
        _ => None,
    })
}

/// Returns the y of every row, and where the last one ends.
fn places(sequence: &Sequence, top: f64) -> (Vec<f64>, f64) {
    let mut y = top;
    let places = sequence
        .rows
        .iter()
        .map(|row| {
            let more = match row {
                Row::Message(said) => (said.pill.size.height - size::PILL_HEIGHT).max(0.0),
                _ => 0.0,
            };
            let (before, after) = match row {
                Row::Message(said) if said.from == said.to => (16.0, SELF - 16.0),
                Row::Message(_) => (MESSAGE / 2.0 + more / 2.0, MESSAGE / 2.0 + more / 2.0),
                Row::Open(..) => (4.0, OPEN - 4.0),
                Row::Next(..) => (0.0, NEXT),
                Row::Close => (0.0, CLOSE),
            };
            let at = y + before;
            y = at + after;
            at
        })
        .collect();
    (places, y)
}

/// Draws the boxes of blocks, the outer ones first, and the words on them, which stand above the lines of the parts.
fn blocks(sequence: &Sequence, places: &[f64], canvas: f64) -> (Vec<Mark>, Vec<Mark>) {
    const ARM: Dash = &[6.0, 4.0];
    let left = |depth: usize| size::MARGIN / 2.0 + depth as f64 * INSET;
    let mut found: Vec<(usize, Vec<Mark>)> = Vec::new();
    let mut words = Vec::new();
    // The top of each open box, with the lines between its arms.
    let mut open: Vec<(f64, Vec<Mark>)> = Vec::new();
    for (row, &y) in sequence.rows.iter().zip(places) {
        match row {
            Row::Message(_) => {}
            Row::Open(word, title) => {
                words.extend(arm(word, title, open.len(), left(open.len()), y));
                open.push((y, Vec::new()));
            }
            Row::Next(word, title) => {
                let depth = open.len().saturating_sub(1);
                words.extend(arm(word, title, depth, left(depth), y));
                if let Some((_, lines)) = open.last_mut() {
                    let across = vec![
                        Step::Move(Point::new(left(depth), y)),
                        Step::Line(Point::new(canvas - left(depth), y)),
                    ];
                    let style = dashed(Token::GroupLine, 1.0, ARM, Cap::Butt);
                    lines.push(Mark::Path(across, style));
                }
            }
            Row::Close => {
                if let Some((top, lines)) = open.pop() {
                    let left = left(open.len());
                    let place = Rect::new(left, top, canvas - 2.0 * left, y - top);
                    let style = line(Token::GroupLine, 1.0).on(surface(open.len()));
                    let mut marks = vec![rect(place, 10.0, style)];
                    marks.extend(lines);
                    found.push((open.len(), marks));
                }
            }
        }
    }
    found.sort_by_key(|(depth, _)| *depth);
    (
        found.into_iter().flat_map(|(_, marks)| marks).collect(),
        words,
    )
}

/// Fills take turns, so that nesting reads.
fn surface(depth: usize) -> Token {
    if depth.is_multiple_of(2) {
        Token::GroupFill
    } else {
        Token::Canvas
    }
}

fn arm(word: &str, title: &str, depth: usize, left: f64, top: f64) -> [Mark; 3] {
    let (x, y) = (left + 12.0, top + 19.0);
    let after = x + width(word, size::LEGEND_HEAD) + 8.0;
    let end = after + width(title, size::NOTE);
    [
        rect(
            Rect::new(x - 4.0, top + 6.0, end - x + 8.0, 18.0),
            4.0,
            fill(surface(depth)),
        ),
        text(x, y, word, size::LEGEND_HEAD, Token::Text),
        text(after, y, title, size::NOTE, Token::Muted),
    ]
}

fn message(sequence: &Sequence, said: &Message, columns: &[f64], y: f64) -> Mark {
    let (from, to) = (columns[said.from], columns[said.to]);
    let mut marks;
    let center;
    if said.from == said.to {
        let below = y + 22.0;
        let tip = Point::new(from, below);
        let turn = Point::new(from + LOOP, below);
        let way = vec![
            Step::Move(Point::new(from, y)),
            Step::Line(Point::new(from + LOOP - size::CORNER, y)),
            Step::Quad(
                Point::new(from + LOOP, y),
                Point::new(from + LOOP, y + size::CORNER),
            ),
            Step::Line(Point::new(from + LOOP, below - size::CORNER)),
            Step::Quad(turn, Point::new(from + LOOP - size::CORNER, below)),
            Step::Line(Point::new(from + gap(said.kind), below)),
        ];
        marks = flow_line(said.kind, false, false, way);
        marks.extend(head(said.kind, turn, tip));
        center = Point::new(from + LOOP + 8.0 + said.pill.size.width / 2.0, y + 11.0);
    } else {
        let way = if to > from { 1.0 } else { -1.0 };
        let (start, tip) = (Point::new(from, y), Point::new(to, y));
        let end = Point::new(to - way * gap(said.kind), y);
        marks = flow_line(
            said.kind,
            false,
            false,
            vec![Step::Move(start), Step::Line(end)],
        );
        marks.extend(head(said.kind, start, tip));
        center = Point::new((from + to) / 2.0, y);
    }
    let place = Rect::new(
        center.x - said.pill.size.width / 2.0,
        center.y - said.pill.size.height / 2.0,
        said.pill.size.width,
        said.pill.size.height,
    );
    marks.extend(pill::pill(&said.pill, place));
    Mark::Group(Group {
        id: Some(format!("{}-s-{}", id(&sequence.id), said.number)),
        role: Role::Symbol,
        kind: format!("{} step", kind_name(said.kind).to_lowercase()),
        label: words(sequence, said),
        data: vec![("step", said.number.to_string())],
        marks,
        ..Group::default()
    })
}

fn words(sequence: &Sequence, said: &Message) -> String {
    let name = |index: usize| sequence.cards[index].name.as_str();
    let mut words = format!("{}. {} to {}", said.number, name(said.from), name(said.to));
    if !said.label.is_empty() {
        words.push_str(": ");
        words.push_str(&said.label);
    }
    words
}

fn prose(sequence: &Sequence) -> String {
    let steps: Vec<String> = messages(sequence)
        .map(|said| words(sequence, said))
        .collect();
    format!("{}. {}.", sequence.subtitle, steps.join("; "))
}
