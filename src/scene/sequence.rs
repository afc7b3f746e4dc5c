//! A scenario as a sequence: who takes part, and what happens in which order.

use super::cards::{card_width, closed, element, measured};
use super::flows::kind;
use super::pill::pill;
use super::types::{Card, Pill};
use super::words::{cut, one_line};
use crate::catalog::Catalog;
use crate::geometry::Size;
use crate::model::{Model, Node, Scenario, Step, StepBlock};
use crate::theme::{self, size};

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
    pub rows: Vec<Row>,
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
/// From more parts on, their cards are as narrow as cards get.
const MANY: usize = 6;
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
    sequence.sizes = sequence
        .cards
        .iter_mut()
        .map(|card| {
            card.chips.clear();
            card.stack = false;
            measured(card, width)
        })
        .collect();
    sequence
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
