//! What changed since an older model: a border, a wash and a mark at the top left; lines in the change's colour.

use super::mark::{Cap, Dash, Mark, Step, Strength, Style};
use super::write::{dashed, fill, line, rect};
use super::{Options, Unchanged};
use crate::diff::{Change, Changes};
use crate::geometry::{Point, Rect};
use crate::model::{Node, RelationId};
use crate::scene::Scene;
use crate::theme::Token;

/// What became of something on the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum State {
    Added,
    Removed,
    Changed,
}

/// The changes of one picture.
pub(super) struct Marked<'a> {
    changes: &'a Changes,
    unchanged: Unchanged,
}

/// How wide the border of what changed is, and how much wider its line.
const BORDER: f64 = 2.0;
const WIDER: f64 = 0.5;
const GONE: Dash = &[6.0, 4.0];
/// The mark's square, half of it, and its halo.
const HALF: f64 = 8.0;
const HALO: f64 = 1.0;
/// The line through a word, as high above its baseline as the middle of small letters.
const STRIKE: f64 = 4.5;

impl<'a> Marked<'a> {
    pub(super) fn of(options: &'a Options) -> Self {
        Self {
            changes: &options.changes,
            unchanged: options.unchanged,
        }
    }

    /// Returns what became of an element or a group; a closed group changed where anything in it did.
    pub(super) fn on_card(&self, node: Node) -> Option<State> {
        let inside = match node {
            Node::Group(id) => self.changes.inside.get(&id).map(|_| State::Changed),
            Node::Element(_) => None,
        };
        self.on(node).or(inside)
    }

    /// Returns what became of an element or a group itself.
    pub(super) fn on(&self, node: Node) -> Option<State> {
        self.changes.nodes.get(&node).map(state)
    }

    /// Returns what became of a line, which changed where some of its relations did otherwise than others.
    pub(super) fn along(&self, relations: &[RelationId]) -> Option<State> {
        let mut states = relations
            .iter()
            .map(|id| self.changes.relations.get(id).map(state));
        let first = states.next()?;
        match states.all(|other| other == first) {
            true => first,
            false => Some(State::Changed),
        }
    }

    /// Returns the strength with which something is painted.
    pub(super) fn strength(&self, state: Option<State>) -> Strength {
        let any = !self.changes.nodes.is_empty() || !self.changes.relations.is_empty();
        match (state, self.unchanged) {
            (None, Unchanged::Dimmed) if any => Strength::Dimmed,
            _ => Strength::Full,
        }
    }

    /// Says what became of a card, for those who do not see it.
    pub(super) fn told(&self, node: Node) -> Option<String> {
        self.changes.told(node)
    }

    /// Counts what became of the things of a picture, in the order of the legend.
    pub(super) fn tally(&self, scene: &Scene) -> Vec<(State, usize)> {
        let cards = scene.cards.iter().map(|card| self.on_card(card.node));
        let frames = scene
            .frames
            .iter()
            .map(|frame| self.on(Node::Group(frame.group)));
        let flows = scene.flows.iter().map(|flow| self.along(&flow.relations));
        let states: Vec<State> = cards.chain(frames).chain(flows).flatten().collect();
        [State::Added, State::Removed, State::Changed]
            .into_iter()
            .map(|state| {
                (
                    state,
                    states.iter().filter(|other| **other == state).count(),
                )
            })
            .filter(|(_, count)| *count > 0)
            .collect()
    }
}

fn state(change: &Change) -> State {
    match change {
        Change::Added => State::Added,
        Change::Removed => State::Removed,
        Change::Changed(_) => State::Changed,
    }
}

impl State {
    /// Returns its word.
    pub(super) fn word(self) -> &'static str {
        match self {
            State::Added => "added",
            State::Removed => "removed",
            State::Changed => "changed",
        }
    }

    pub(super) fn token(self) -> Token {
        match self {
            State::Added => Token::DiffAdd,
            State::Removed => Token::DiffDel,
            State::Changed => Token::DiffMod,
        }
    }

    fn wash(self) -> Token {
        match self {
            State::Added => Token::DiffAddWash,
            State::Removed => Token::DiffDelWash,
            State::Changed => Token::DiffModWash,
        }
    }

    fn dash(self) -> Dash {
        match self {
            State::Removed => GONE,
            State::Added | State::Changed => &[],
        }
    }

    /// The border and the surface of a card.
    pub(super) fn card(self) -> Style {
        self.frame().on(self.wash())
    }

    /// The border of a group, whose surface stays.
    pub(super) fn frame(self) -> Style {
        dashed(self.token(), BORDER, self.dash(), Cap::Butt)
    }

    /// How the line of a flow differs from that of its kind.
    pub(super) fn pen(self) -> super::flow::Pen {
        super::flow::Pen {
            token: self.token(),
            more: WIDER,
            dash: (self == State::Removed).then_some(GONE),
        }
    }
}

/// How far a mark reaches from its middle.
pub(super) const REACH: f64 = HALF + HALO;

/// Draws the mark around a place: a square with a plus, a minus or a wave.
pub(super) fn mark(state: State, at: Point) -> Vec<Mark> {
    let square = |half: f64| Rect::new(at.x, at.y, 0.0, 0.0).inflate(half);
    let point = |x: f64, y: f64| Point::new(at.x + x, at.y + y);
    let stroke = |steps| Mark::Path(steps, line(Token::Canvas, BORDER));
    let across = || vec![Step::Move(point(-4.0, 0.0)), Step::Line(point(4.0, 0.0))];
    let mut marks = vec![
        rect(square(HALF + HALO), 5.0, fill(Token::Canvas)),
        rect(square(HALF), 4.0, fill(state.token())),
    ];
    marks.push(stroke(match state {
        State::Added | State::Removed => across(),
        State::Changed => vec![
            Step::Move(point(-4.5, 1.2)),
            Step::Cubic(point(-2.5, -3.8), point(-1.0, -1.6), point(0.0, 0.0)),
            Step::Cubic(point(1.0, 1.6), point(2.5, 3.8), point(4.5, -1.2)),
        ],
    }));
    if state == State::Added {
        let down = vec![Step::Move(point(0.0, -4.0)), Step::Line(point(0.0, 4.0))];
        marks.push(stroke(down));
    }
    marks
}

/// Draws the lines through words that are gone.
pub(super) fn struck(marks: &[Mark]) -> Vec<Mark> {
    let through = |mark: &Mark| match mark {
        Mark::Text(text) => {
            let (x, y) = (text.at.x, text.at.y - STRIKE);
            let way = vec![
                Step::Move(Point::new(x, y)),
                Step::Line(Point::new(x + text.width, y)),
            ];
            Some(Mark::Path(way, line(State::Removed.token(), 1.5)))
        }
        _ => None,
    };
    marks.iter().filter_map(through).collect()
}
