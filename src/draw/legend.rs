//! The legend: what is used, and nothing else; then the review.

use super::card::chip;
use super::change::{self, Marked, State};
use super::findings::{Entry, Placed};
use super::flow::{Pen, kind_name, line as flow_line};
use super::head::{gap, head};
use super::mark::{Group, Mark, Role, Step};
use super::pill::disc;
use super::sign::{badge, sign, tick};
use super::witness::wash;
use super::write::{line, rows, text, width, wrap};
use crate::geometry::Point;
use crate::lens::Severity;
use crate::scene::{Chip, Scene};
use crate::theme::{Flow, Token, size};

/// Between rows, between the head and the first row, between columns of one block, between blocks.
const ROW: f64 = 22.0;
const HEAD: f64 = 24.0;
const COLUMN: f64 = 24.0;
const BLOCK: f64 = 48.0;
/// The length of a sample line with the room behind it.
const SAMPLE: f64 = 42.0;
const CHIP_LEAD: f64 = 26.0;
const SIGN_LEAD: f64 = 30.0;
/// More findings than these are counted and not listed.
const LISTED: usize = 8;

/// What the legend explains.
#[derive(Default)]
pub(super) struct Entries<'a> {
    flows: Vec<Line<'a>>,
    chips: Vec<(Chip, String)>,
    changes: Vec<(State, usize)>,
    /// The signs of findings, where they are explained whether there are any or not.
    signs: Vec<Severity>,
    review: Option<&'a Placed>,
}

enum Line<'a> {
    Kind(Flow),
    Story(&'a str),
    /// The way that proves a finding, of the worst severity that has one.
    Witness(Severity),
}

/// Collects what the picture uses.
pub(super) fn entries<'a>(scene: &'a Scene, placed: &'a Placed, marked: &Marked) -> Entries<'a> {
    let mut flows: Vec<Line> = Flow::ALL
        .into_iter()
        .filter(|kind| scene.flows.iter().any(|flow| flow.kind == *kind))
        .map(Line::Kind)
        .collect();
    let numbered = scene.flows.iter().any(|flow| {
        flow.pill
            .as_ref()
            .is_some_and(|pill| !pill.steps.is_empty())
    });
    flows.extend(scene.story.as_deref().filter(|_| numbered).map(Line::Story));
    let ways = scene.flows.iter().flat_map(|flow| {
        let along = placed.along(&flow.relations);
        along.map(|entry| entry.severity)
    });
    flows.extend(ways.max().map(Line::Witness));
    let mut chips: Vec<Chip> = scene
        .cards
        .iter()
        .flat_map(|card| card.chips.iter().take(size::CHIPS).copied())
        .collect();
    chips.sort_unstable();
    chips.dedup();
    let named = chips
        .into_iter()
        .map(|sign| (sign, sign.words().to_owned()));
    let chips = named.chain(scene.common.iter().cloned()).collect();
    Entries {
        flows,
        chips,
        changes: marked.tally(scene),
        signs: Vec::new(),
        review: Some(placed).filter(|placed| placed.is_told()),
    }
}

/// Collects every sign that there is, with the review of the picture.
pub(super) fn all<'a>(scene: &'a Scene, placed: &'a Placed, marked: &Marked) -> Entries<'a> {
    let used = entries(scene, placed, marked);
    let own = |line: &Line| !matches!(line, Line::Kind(_));
    let kinds = Flow::ALL.into_iter().map(Line::Kind);
    Entries {
        flows: kinds.chain(used.flows.into_iter().filter(own)).collect(),
        chips: Chip::ALL
            .into_iter()
            .map(|sign| (sign, sign.words().to_owned()))
            .chain(scene.common.iter().cloned())
            .collect(),
        signs: vec![Severity::High, Severity::Medium, Severity::Info],
        ..used
    }
}

/// A block of the legend, in its own coordinates: the top of its head row at the origin.
struct Block {
    width: f64,
    height: f64,
    marks: Vec<Mark>,
}

impl Entries<'_> {
    fn is_empty(&self) -> bool {
        self.flows.is_empty()
            && self.chips.is_empty()
            && self.changes.is_empty()
            && self.signs.is_empty()
            && self.review.is_none()
    }

    /// Returns the width of the widest block.
    pub(super) fn least_width(&self) -> f64 {
        let zero = Point::new(0.0, 0.0);
        [
            self.flow_block(zero),
            self.chip_block(zero),
            self.change_block(zero),
            self.sign_block(zero),
        ]
        .into_iter()
        .flatten()
        .map(|block| block.width)
        .fold(0.0, f64::max)
    }

    /// Draws the legend below a place, and returns where it ends.
    pub(super) fn draw(&self, top: f64, canvas: f64) -> (Option<Mark>, Option<f64>) {
        if self.is_empty() {
            return (None, None);
        }
        let (left, right) = (size::MARGIN, canvas - size::MARGIN);
        let mut marks = vec![Mark::Path(
            vec![
                Step::Move(Point::new(left, top)),
                Step::Line(Point::new(right, top)),
            ],
            line(Token::Rule, 1.0),
        )];
        let mut at = Point::new(left, top + 12.0);
        let mut bottom = at.y;
        let makers: [&dyn Fn(Point) -> Option<Block>; 5] = [
            &|at| self.flow_block(at),
            &|at| self.chip_block(at),
            &|at| self.change_block(at),
            &|at| self.sign_block(at),
            &|at| self.review_block(at, right),
        ];
        for make in makers {
            let Some(mut block) = make(at) else { continue };
            let below = Point::new(left, bottom + 12.0);
            let Some(again) = make(below) else { continue };
            // Words that would be broken into many lines have a row of their own.
            let lower = at.y + block.height > below.y + again.height;
            if at.x > left && (at.x + block.width > right || lower) {
                at = below;
                block = again;
            }
            bottom = bottom.max(at.y + block.height);
            at.x += block.width + BLOCK;
            marks.extend(block.marks);
        }
        let group = Group {
            role: Role::Plain,
            marks,
            data: vec![("part", "legend".to_owned())],
            ..Group::default()
        };
        (Some(Mark::Group(group)), Some(bottom))
    }

    fn flow_block(&self, at: Point) -> Option<Block> {
        if self.flows.is_empty() {
            return None;
        }
        let name = |entry: &Line| match entry {
            Line::Kind(kind) => kind_name(*kind).to_owned(),
            Line::Story(title) => (*title).to_owned(),
            Line::Witness(_) => "Path of a finding".to_owned(),
        };
        let names: Vec<String> = self.flows.iter().map(name).collect();
        Some(grid(
            "Flows",
            at,
            SAMPLE,
            &names,
            |index, x, y| match &self.flows[index] {
                Line::Kind(kind) => sample(*kind, x, y),
                Line::Story(_) => disc(1, Point::new(x + 17.0, y)).into(),
                Line::Witness(worst) => {
                    let (from, to) = (Point::new(x, y), Point::new(x + 34.0, y));
                    wash(*worst, vec![Step::Move(from), Step::Line(to)]).into()
                }
            },
        ))
    }

    fn chip_block(&self, at: Point) -> Option<Block> {
        if self.chips.is_empty() {
            return None;
        }
        let names: Vec<String> = self.chips.iter().map(|(_, name)| name.clone()).collect();
        Some(grid("Attributes", at, CHIP_LEAD, &names, |index, x, y| {
            chip(self.chips[index].0, x, y - size::CHIP / 2.0)
        }))
    }

    fn change_block(&self, at: Point) -> Option<Block> {
        if self.changes.is_empty() {
            return None;
        }
        let names: Vec<String> = self
            .changes
            .iter()
            .map(|(state, count)| format!("{count} {}", state.word()))
            .collect();
        Some(grid("Changes", at, CHIP_LEAD, &names, |index, x, y| {
            change::mark(self.changes[index].0, Point::new(x + size::CHIP / 2.0, y))
        }))
    }

    fn sign_block(&self, at: Point) -> Option<Block> {
        if self.signs.is_empty() {
            return None;
        }
        let name = |severity: &Severity| match severity {
            Severity::High => "High risk",
            Severity::Medium => "Medium risk",
            Severity::Low | Severity::Info => "Low risk, advice",
        };
        let mut names: Vec<String> = self
            .signs
            .iter()
            .map(|sign| name(sign).to_owned())
            .collect();
        names.push("Passed".to_owned());
        Some(grid("Findings", at, SIGN_LEAD, &names, |index, x, y| {
            let center = Point::new(x + size::BADGE_SIZE / 2.0, y);
            match self.signs.get(index) {
                Some(severity) => sign(*severity, index + 1, center, size::STEP_DISC),
                None => tick(center),
            }
        }))
    }

    fn review_block(&self, at: Point, right: f64) -> Option<Block> {
        let placed = self.review?;
        let mut tally = Vec::new();
        if let Some(passed) = placed.passed {
            tally.push(format!("{passed} passed"));
        }
        for (severity, words) in [
            (Severity::High, "high risk"),
            (Severity::Medium, "medium risk"),
            (Severity::Low, "low risk"),
            (Severity::Info, "advice"),
        ] {
            let count = placed
                .entries
                .iter()
                .filter(|entry| entry.severity == severity)
                .count();
            if count > 0 {
                tally.push(format!("{count} {words}"));
            }
        }
        let tally = tally.join(" · ");
        let head = "Review";
        let tally_x = at.x + width(head, size::LEGEND_HEAD) + 8.0;
        let mut marks = vec![
            text(at.x, at.y + 12.0, head, size::LEGEND_HEAD, Token::Ink),
            text(tally_x, at.y + 12.0, &tally, size::LEGEND, Token::Muted),
        ];
        let mut widest = tally_x + width(&tally, size::LEGEND) - at.x;
        // One more takes no more room than to say that there is one more.
        let listed = match placed.entries.len() {
            all if all <= LISTED + 1 => all,
            _ => LISTED,
        };
        let (listed, rest) = placed.entries.split_at(listed);
        let rule_width = listed
            .iter()
            .map(|entry| width(&entry.rule, size::LEGEND_HEAD))
            .fold(0.0, f64::max);
        let words_x = at.x + 30.0 + rule_width + 10.0;
        let mut y = at.y + HEAD;
        for entry in listed {
            y += 12.0;
            marks.extend(badge(entry, Point::new(at.x + 11.0, y)));
            marks.push(text(
                at.x + 30.0,
                y + 4.2,
                &entry.rule,
                size::LEGEND_HEAD,
                Token::Text,
            ));
            let room = (right - words_x).max(240.0);
            for (row, words) in wrap(&entry.text, size::LEGEND, room).iter().enumerate() {
                if row > 0 {
                    y += 16.0;
                }
                widest = widest.max(words_x - at.x + width(words, size::LEGEND));
                marks.push(text(words_x, y + 4.2, words, size::LEGEND, Token::Text));
            }
            y += 14.0;
        }
        if placed.any_sound() {
            y += 12.0;
            let words = "Passed all that it was asked";
            marks.extend(tick(Point::new(at.x + 11.0, y)));
            marks.push(text(at.x + 30.0, y + 4.2, words, size::LEGEND, Token::Text));
            widest = widest.max(30.0 + width(words, size::LEGEND));
            y += 14.0;
        }
        if !rest.is_empty() {
            y += 12.0;
            let room = (right - at.x - 30.0).max(240.0);
            for words in rows(told(rest).iter().map(String::as_str), size::LEGEND, room) {
                widest = widest.max(30.0 + width(&words, size::LEGEND));
                marks.push(text(
                    at.x + 30.0,
                    y + 4.2,
                    &words,
                    size::LEGEND,
                    Token::Muted,
                ));
                y += 16.0;
            }
            y -= 6.0;
        }
        Some(Block {
            width: widest,
            height: y - at.y - 2.0,
            marks,
        })
    }
}

/// Says of findings that have no line of their own at least which rule each is of: `and 3 more:`, `9–10 REL-004,`, `11 SEC-002`.
fn told(entries: &[Entry]) -> Vec<String> {
    let same = |a: &Entry, b: &Entry| a.rule == b.rule && b.number == a.number + 1;
    let runs: Vec<&[Entry]> = entries.chunk_by(same).collect();
    let mut told = vec![format!("and {} more:", entries.len())];
    for (at, run) in runs.iter().enumerate() {
        let end = if at + 1 < runs.len() { "," } else { "" };
        told.push(match run {
            [one] => format!("{} {}{end}", one.number, one.rule),
            [first, .., last] => format!("{}–{} {}{end}", first.number, last.number, first.rule),
            [] => continue,
        });
    }
    told
}

/// A head over entries in one or two columns.
fn grid(
    head: &str,
    at: Point,
    lead: f64,
    names: &[String],
    sign: impl Fn(usize, f64, f64) -> Vec<Mark>,
) -> Block {
    let rows = if names.len() > 2 {
        names.len().div_ceil(2)
    } else {
        names.len()
    };
    let widest = |names: &[String]| {
        names
            .iter()
            .map(|name| lead + width(name, size::LEGEND))
            .fold(0.0, f64::max)
    };
    let first = widest(&names[..rows]);
    let second = widest(&names[rows..]);
    let mut marks = vec![text(at.x, at.y + 12.0, head, size::LEGEND_HEAD, Token::Ink)];
    for (index, name) in names.iter().enumerate() {
        let x = at.x + if index < rows { 0.0 } else { first + COLUMN };
        let y = at.y + HEAD + 8.0 + (index % rows) as f64 * ROW;
        marks.extend(sign(index, x, y));
        marks.push(text(x + lead, y + 4.2, name, size::LEGEND, Token::Text));
    }
    let columns = if second > 0.0 {
        first + COLUMN + second
    } else {
        first
    };
    Block {
        width: columns.max(width(head, size::LEGEND_HEAD)),
        height: HEAD + rows as f64 * ROW - 4.0,
        marks,
    }
}

/// A short line of a kind.
fn sample(kind: Flow, x: f64, y: f64) -> Vec<Mark> {
    let (from, tip) = (Point::new(x, y), Point::new(x + 34.0, y));
    let end = Point::new(tip.x - gap(kind), y);
    let pen = Pen::of(kind);
    let mut marks = flow_line(kind, pen, vec![Step::Move(from), Step::Line(end)]);
    marks.extend(head(kind, pen.token, from, tip));
    marks
}
