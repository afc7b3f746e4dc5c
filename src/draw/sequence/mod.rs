//! A scenario as a sequence diagram: time runs down, each part has a line of its own.

mod bars;
mod blocks;
mod columns;
mod post;

use super::card;
use super::flow::{Pen, kind_name, line as flow_line};
use super::head::{gap, head};
use super::heading;
use super::mark::{Cap, Dash, Drawing, Group, Mark, Role, Step};
use super::pill;
use super::write::{dashed, fill, id, rect};
use crate::geometry::{Point, Rect, Size};
use crate::scene::{Heads, Message, Row, Sequence};
use crate::theme::{Look, Token, size};
use bars::{bars, sides};
use blocks::blocks;
use columns::{Columns, columns, places};

/// How far a message to oneself reaches out.
const LOOP: f64 = 28.0;

/// Draws a sequence.
pub fn sequence(sequence: &Sequence, look: &Look) -> Drawing {
    let columns = columns(sequence);
    let top = size::MARGIN + heading::height(&sequence.title, &sequence.subtitle, &sequence.meta);
    let tall = sequence
        .sizes
        .iter()
        .map(|size| size.height)
        .fold(0.0, f64::max);
    let titles = heading::width(&sequence.title, &sequence.subtitle, &sequence.meta);
    let canvas = columns.width.max(titles + 2.0 * size::MARGIN).ceil();
    let (places, bottom) = places(sequence, &columns, top + tall);
    let mut marks = vec![
        rect(
            Rect::new(0.0, 0.0, canvas, bottom + 2.0 * size::MARGIN),
            0.0,
            fill(Token::Canvas),
        ),
        heading::heading(&sequence.title, &sequence.subtitle, &sequence.meta, canvas),
    ];
    let (boxes, words) = blocks(sequence, &columns, &places);
    marks.extend(boxes);
    const LIFE: Dash = &[4.0, 4.0];
    for x in &columns.middles {
        let life = vec![
            Step::Move(Point::new(*x, top + tall)),
            Step::Line(Point::new(*x, bottom + size::MARGIN / 2.0)),
        ];
        marks.push(Mark::Path(
            life,
            dashed(Token::GroupLine, 1.0, LIFE, Cap::Butt),
        ));
    }
    let bars = bars(sequence, &places);
    marks.extend(bars.iter().map(|bar| bar.mark(&columns)));
    marks.extend(words);
    for ((part, extent), x) in sequence
        .cards
        .iter()
        .zip(&sequence.sizes)
        .zip(&columns.middles)
    {
        let place = Rect::new(
            x - extent.width / 2.0,
            top + tall - extent.height,
            extent.width,
            extent.height,
        );
        marks.push(Mark::Group(Group {
            id: Some(format!("{}-n-{}", id(&sequence.id), id(&part.path))),
            role: Role::Symbol,
            kind: "part".to_owned(),
            label: format!("{}, {}", part.name, part.kind),
            data: vec![("node", part.path.clone())],
            marks: match sequence.heads {
                Heads::Cards => card::plain(part, place),
                Heads::Posts => post::post(part, place),
            },
            ..Group::default()
        }));
    }
    for (row, y) in sequence.rows.iter().zip(&places) {
        if let Row::Message(said) = row {
            let ends = sides(&bars, &columns, said, *y);
            marks.push(message(sequence, said, &columns, ends, *y));
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

fn messages(sequence: &Sequence) -> impl Iterator<Item = &Message> {
    sequence.rows.iter().filter_map(|row| match row {
        Row::Message(message) => Some(message),
        _ => None,
    })
}

/// Draws a message between two places on one height.
fn message(
    sequence: &Sequence,
    said: &Message,
    columns: &Columns,
    (from, to): (f64, f64),
    y: f64,
) -> Mark {
    let pen = Pen::of(said.kind);
    let mut marks;
    if said.from == said.to {
        let below = y + 22.0;
        let tip = Point::new(from, below);
        let out = from + LOOP;
        let turn = Point::new(out, below);
        let way = vec![
            Step::Move(Point::new(from, y)),
            Step::Line(Point::new(out - size::CORNER, y)),
            Step::Quad(Point::new(out, y), Point::new(out, y + size::CORNER)),
            Step::Line(Point::new(out, below - size::CORNER)),
            Step::Quad(turn, Point::new(out - size::CORNER, below)),
            Step::Line(Point::new(from + gap(said.kind), below)),
        ];
        marks = flow_line(said.kind, pen, way);
        marks.extend(head(said.kind, pen.token, turn, tip));
    } else {
        let way = if to > from { 1.0 } else { -1.0 };
        let (start, tip) = (Point::new(from, y), Point::new(to, y));
        let end = Point::new(to - way * gap(said.kind), y);
        marks = flow_line(said.kind, pen, vec![Step::Move(start), Step::Line(end)]);
        marks.extend(head(said.kind, pen.token, start, tip));
    }
    marks.extend(pill::pill(&said.pill, columns.label(said, y)));
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
