//! A scenario as a sequence: who takes part, and what happens in which order.

use super::cards::{card_width, closed, element, measured};
use super::flows::kind;
use super::pill::pill;
use super::types::{Card, Pill};
use super::words::{cut, lines, name_breaks, one_line};
use crate::catalog::Catalog;
use crate::geometry::Size;
use crate::model::{Model, Node, Scenario, Step, StepBlock};
use crate::theme::{self, size, size::Profile};

/// What a sequence diagram shows.
#[derive(Clone, Debug)]
pub struct Sequence {
    /// The scenario's id; ids in the picture start with it.
    pub id: String,
    pub title: String,
    pub subtitle: String,
    pub meta: Vec<(String, String)>,
    /// Those who take part, in the order of their first word.
    pub cards: Vec<Card>,
    /// Parallel to the cards.
    pub sizes: Vec<Size>,
    pub heads: Heads,
    pub rows: Vec<Row>,
}

/// How the parts are shown at the top.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Heads {
    #[default]
    Cards,
    /// A tile above a name, where cards would be wider than the picture should be.
    Posts,
}

/// One row of a sequence, from the top.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    Message(Message),
    /// A block starts: its word and its title.
    Open(&'static str, String),
    /// The next arm of a block: its word and its title.
    Next(&'static str, String),
    Close,
}

/// Something that one part says to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    pub number: u32,
    /// Indices of cards.
    pub from: usize,
    pub to: usize,
    pub kind: theme::Flow,
    pub pill: Pill,
    pub label: String,
}

/// Labels may be wider here, since lines are longer.
const LABEL: f64 = 200.0;
/// From more parts on, their cards are as narrow as cards get; from still more on, they are posts.
const MANY: usize = 6;
const CROWD: usize = 7;
/// The widths that posts may have, and what stands between the edges of the picture and them all.
const POST: (f64, f64) = (64.0, 132.0);
const POST_APART: f64 = 1.09;
/// Words in front of a block's arm have this room.
const ARM: f64 = 420.0;

/// Makes the sequence of a scenario.
pub fn sequence(model: &Model, catalog: &Catalog, scenario: &Scenario) -> Sequence {
    let mut sequence = Sequence {
        id: scenario.id.clone(),
        title: one_line(&model.title),
        subtitle: one_line(&scenario.title),
        meta: Vec::new(),
        cards: Vec::new(),
        sizes: Vec::new(),
        heads: Heads::default(),
        rows: Vec::new(),
    };
    let mut nodes: Vec<Node> = Vec::new();
    // Blocks nest as deep as the language lets them, which is no depth for a stack of calls to fear.
    rows(model, &scenario.steps, &mut nodes, &mut sequence.rows);
    sequence.cards = nodes
        .into_iter()
        .map(|node| match node {
            Node::Element(id) => element(model, catalog, node, &model.elements[id.0 as usize]),
            Node::Group(id) => closed(model, catalog, node, id),
        })
        .collect();
    let width = if sequence.cards.len() > MANY {
        size::CARD_WIDTHS[0]
    } else {
        card_width(&sequence.cards)
    };
    if sequence.cards.len() > CROWD {
        sequence.heads = Heads::Posts;
    }
    let room = Profile::Doc.width().unwrap_or_default() - 2.0 * size::MARGIN;
    let share = room / sequence.cards.len().max(1) as f64 / POST_APART;
    let post_width = share.floor().clamp(POST.0, POST.1);
    sequence.sizes = sequence
        .cards
        .iter_mut()
        .map(|card| {
            card.chips.clear();
            card.stack = false;
            match sequence.heads {
                Heads::Cards => measured(card, width),
                Heads::Posts => post(card, post_width),
            }
        })
        .collect();
    sequence
}

/// Breaks and cuts a name for a post of a width, and returns the size that it takes.
fn post(card: &mut Card, width: f64) -> Size {
    card.title = lines(&card.name, size::LEGEND_HEAD, width, name_breaks);
    card.subtitle = String::new();
    let rows = card.title.len() as f64;
    Size::new(width, size::TILE + 6.0 + rows * size::LEGEND_HEAD.line)
}

fn rows(model: &Model, blocks: &[StepBlock], nodes: &mut Vec<Node>, out: &mut Vec<Row>) {
    let title = |text: &str| cut(&one_line(text), size::NOTE, ARM);
    let arms = |out: &mut Vec<Row>,
                nodes: &mut Vec<Node>,
                word: &'static str,
                next: &'static str,
                arms: &[(String, Vec<StepBlock>)]| {
        for (index, (words, steps)) in arms.iter().enumerate() {
            out.push(match index {
                0 => Row::Open(word, title(words)),
                _ => Row::Next(next, title(words)),
            });
            rows(model, steps, nodes, out);
        }
        out.push(Row::Close);
    };
    for block in blocks {
        match block {
            StepBlock::Step(step) => out.push(Row::Message(message(model, step, nodes))),
            StepBlock::Alt(list) => arms(out, nodes, "alt", "else", list),
            StepBlock::Par(list) => arms(out, nodes, "par", "and", list),
            StepBlock::Loop(words, steps) => {
                out.push(Row::Open("loop", title(words)));
                rows(model, steps, nodes, out);
                out.push(Row::Close);
            }
        }
    }
}

fn message(model: &Model, step: &Step, nodes: &mut Vec<Node>) -> Message {
    let relation = &model.relations[step.relation.0 as usize];
    let mut index = |node: Node| {
        nodes
            .iter()
            .position(|known| *known == node)
            .unwrap_or_else(|| {
                nodes.push(node);
                nodes.len() - 1
            })
    };
    let label = step.text.as_ref().or(relation.label.as_ref());
    let label = label.map_or(String::new(), |label| one_line(label));
    Message {
        number: step.number,
        from: index(relation.from.node),
        to: index(relation.to.node),
        kind: kind(model, relation),
        pill: pill(&label, &[step.number], LABEL).unwrap_or_else(|| Pill {
            lines: Vec::new(),
            steps: vec![step.number],
            size: Size::new(size::STEP_DISC, size::STEP_DISC),
        }),
        label,
    }
}
