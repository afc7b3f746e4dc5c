//! A deployment view: for each change its elements, their versions, and the traffic as it moves over.

use super::card;
use super::head::{gap, head};
use super::heading;
use super::mark::{Cap, Dash, Drawing, Group, Mark, Role, Step};
use super::write::{dashed, fill, id, line, middle, rect, text, width, wrap};
use crate::geometry::{Point, Rect, Size};
use crate::scene::{Change, Deployment, Stage, Target};
use crate::theme::{Family, Flow, Look, Shade, Token, size};

/// The width of the picture, and of its parts from the left.
const WIDTH: f64 = 1200.0;
const PAD: f64 = 20.0;
const DOOR: Size = Size::new(112.0, 26.0);
const VERSION: Size = Size::new(150.0, 28.0);
/// Between a card, its door, and its versions.
const APART: f64 = 44.0;
const SPLIT: f64 = 92.0;
/// The height of an element's row, of the chart, of a fact.
const ROW: f64 = 88.0;
const CHART: f64 = 132.0;
const FACT: f64 = 22.0;
/// Above the rows of a panel, and between panels.
const HEAD: f64 = 62.0;
const BETWEEN: f64 = 24.0;
/// Below the chart: what each stage is.
const UNDER: f64 = 24.0;

/// Draws a deployment view.
pub fn deployment(deployment: &Deployment, look: &Look) -> Drawing {
    let titles = heading::width(&deployment.title, &deployment.subtitle, &deployment.meta);
    let canvas = WIDTH.max(titles + 2.0 * size::MARGIN).ceil();
    let top =
        size::MARGIN + heading::height(&deployment.title, &deployment.subtitle, &deployment.meta);
    let mut marks = vec![heading::heading(
        &deployment.title,
        &deployment.subtitle,
        &deployment.meta,
        canvas,
    )];
    let mut y = top;
    for (index, change) in deployment.changes.iter().enumerate() {
        let wide = canvas - 2.0 * size::MARGIN;
        let place = Rect::new(size::MARGIN, y, wide, height(change, wide));
        let start = format!("{}-c-{}", id(&deployment.id), index + 1);
        marks.push(panel(change, place, start));
        y += place.height + BETWEEN;
    }
    let tall = (y - BETWEEN).max(top) + size::MARGIN;
    let canvas = Size::new(canvas, tall.ceil());
    let ground = Rect::new(0.0, 0.0, canvas.width, canvas.height);
    marks.insert(0, rect(ground, 0.0, fill(Token::Canvas)));
    Drawing {
        id: format!("{}-deployment", id(&deployment.id)),
        title: format!("{}: {}", deployment.title, deployment.subtitle),
        description: deployment
            .changes
            .iter()
            .map(prose)
            .collect::<Vec<_>>()
            .join(" "),
        look: look.clone(),
        size: canvas,
        marks,
    }
}

/// Where the chart begins, from the left of the panel: behind the longest row.
fn chart_left(change: &Change) -> f64 {
    let card = change.targets.iter().map(|target| target.size.width);
    let row = APART + DOOR.width + SPLIT + VERSION.width;
    let longest = card.map(|card| card + row).fold(0.0, f64::max);
    PAD + longest + APART
}

/// The facts with their values in lines, and the width of the words before them.
fn facts(change: &Change, room: f64) -> (Vec<(&str, Vec<String>)>, f64) {
    let words = change.facts.iter();
    let column = words
        .map(|(word, _)| width(word, size::LEGEND_HEAD))
        .fold(0.0, f64::max)
        + 12.0;
    let lines = |value: &str| {
        let lines = wrap(value, size::LEGEND, room - column);
        let cut = |line: &String| fitting(line, room - column);
        lines.iter().map(cut).collect()
    };
    let facts = change.facts.iter();
    (
        facts.map(|(word, value)| (*word, lines(value))).collect(),
        column,
    )
}

fn height(change: &Change, wide: f64) -> f64 {
    let rows = change.targets.len() as f64 * ROW;
    let (facts, _) = facts(change, wide - PAD - chart_left(change));
    let lines = facts
        .iter()
        .map(|(_, lines)| FACT + lines.len().saturating_sub(1) as f64 * size::LEGEND.line);
    let chart = CHART + UNDER + 16.0 + lines.sum::<f64>();
    HEAD + rows.max(chart) + PAD
}

/// Draws one change.
fn panel(change: &Change, place: Rect, start: String) -> Mark {
    let deploy = |shade| Token::Layer(Family::Deployment, shade);
    let mut marks = vec![
        rect(
            place,
            size::BAND_RADIUS,
            line(deploy(Shade::Line), 1.0).on(deploy(Shade::Band)),
        ),
        text(
            place.x + PAD,
            place.y + 28.0,
            &change.title,
            size::CARD_TITLE,
            deploy(Shade::Accent),
        ),
        text(
            place.x + PAD,
            place.y + 47.0,
            &change.about,
            size::NOTE,
            Token::Muted,
        ),
    ];
    let top = place.y + HEAD;
    for (index, target) in change.targets.iter().enumerate() {
        let middle = top + index as f64 * ROW + ROW / 2.0;
        marks.push(row(
            target,
            place.x + PAD,
            middle,
            &format!("{start}-{}", index + 1),
        ));
    }
    let left = place.x + chart_left(change);
    let room = Rect::new(left, top, place.x + place.width - PAD - left, CHART);
    marks.extend(chart(&change.stages, room));
    let mut y = top + CHART + UNDER + 28.0;
    let (facts, column) = facts(change, room.width);
    for (word, lines) in &facts {
        marks.push(text(left, y, word, size::LEGEND_HEAD, Token::Text));
        for (row, line) in lines.iter().enumerate() {
            let y = y + row as f64 * size::LEGEND.line;
            marks.push(text(left + column, y, line, size::LEGEND, Token::Text));
        }
        y += FACT + lines.len().saturating_sub(1) as f64 * size::LEGEND.line;
    }
    Mark::Group(Group {
        id: Some(start),
        role: Role::Object,
        kind: "deployment change".to_owned(),
        label: prose(change),
        marks,
        ..Group::default()
    })
}

/// Draws an element with its door and its two versions.
fn row(target: &Target, left: f64, y: f64, start: &str) -> Mark {
    let Size {
        width: wide,
        height: tall,
    } = target.size;
    let place = Rect::new(left, y - tall / 2.0, wide, tall);
    let mut marks = card::plain(&target.card, place);
    let door = Rect::new(
        left + wide + APART,
        y - DOOR.height / 2.0,
        DOOR.width,
        DOOR.height,
    );
    marks.extend(arrow(
        &[Point::new(left + wide, y), Point::new(door.x, y)],
        2.0,
    ));
    marks.push(rect(
        door,
        DOOR.height / 2.0,
        line(Token::PillLine, 1.0).on(Token::Pill),
    ));
    marks.push(middle(
        door.center().x,
        y + 4.2,
        &fitting(&target.door, DOOR.width - 20.0),
        size::LABEL,
        Token::Text,
    ));
    let versions = door.x + door.width + SPLIT;
    let lines = [
        (&target.before, y - 20.0, Token::Card, Token::CardLine),
        (
            &target.after,
            y + 20.0,
            Token::Layer(Family::Deployment, Shade::Band),
            Token::Layer(Family::Deployment, Shade::Accent),
        ),
    ];
    for ((name, share), at, surface, border) in lines {
        let bend = door.x + door.width + 18.0;
        marks.extend(arrow(
            &[
                Point::new(door.x + door.width, y),
                Point::new(bend, y),
                Point::new(bend, at),
                Point::new(versions, at),
            ],
            1.75,
        ));
        let place = Rect::new(
            versions,
            at - VERSION.height / 2.0,
            VERSION.width,
            VERSION.height,
        );
        marks.push(rect(place, 7.0, line(border, 1.25).on(surface)));
        marks.push(text(
            place.x + 10.0,
            at + 4.2,
            &fitting(name, VERSION.width - 20.0),
            size::LABEL,
            Token::Text,
        ));
        if !share.is_empty() {
            let middle_x = f64::midpoint(bend, versions) - 2.0;
            let under = if at < y { at - 6.0 } else { at + 14.0 };
            marks.push(middle(middle_x, under, share, size::LABEL, Token::Muted));
        }
    }
    Mark::Group(Group {
        id: Some(start.to_owned()),
        role: Role::Symbol,
        kind: "changing element".to_owned(),
        label: format!(
            "{}, {}, {} to {}",
            target.card.name, target.door, target.before.0, target.after.0
        ),
        data: vec![("node", target.card.path.clone())],
        marks,
        ..Group::default()
    })
}

/// Draws a line with right angles that ends in a head.
fn arrow(points: &[Point], wide: f64) -> Vec<Mark> {
    let Some((&tip, before)) = points.split_last() else {
        return Vec::new();
    };
    let from = before.last().copied().unwrap_or(tip);
    let end = Point::new(tip.x - gap(Flow::Request), tip.y);
    let mut steps = vec![Step::Move(points[0])];
    for triple in points.windows(3) {
        let (before, corner, after) = (triple[0], triple[1], triple[2]);
        let toward = |to: Point| {
            let (dx, dy) = (to.x - corner.x, to.y - corner.y);
            let far = dx.abs() + dy.abs();
            let by = size::CORNER.min(far / 2.0) / far.max(1e-9);
            Point::new(corner.x + dx * by, corner.y + dy * by)
        };
        steps.push(Step::Line(toward(before)));
        steps.push(Step::Quad(corner, toward(after)));
    }
    steps.push(Step::Line(end));
    let mut marks = vec![Mark::Path(steps, line(Token::Flow(Flow::Request), wide))];
    marks.extend(head(Flow::Request, Token::Flow(Flow::Request), from, tip));
    marks
}

/// Draws the share of the new version over the stages as stairs.
fn chart(stages: &[Stage], room: Rect) -> Vec<Mark> {
    const TITLE: f64 = 22.0;
    /// Room for the words above a full column.
    const ABOVE: f64 = 18.0;
    let accent = Token::Layer(Family::Deployment, Shade::Accent);
    let top = room.y + TITLE + ABOVE;
    let bottom = room.y + room.height;
    let tall = bottom - top;
    let wide = room.width / stages.len().max(1) as f64;
    let mut marks = vec![text(
        room.x,
        room.y + 10.0,
        "Traffic to the new version",
        size::LEGEND_HEAD,
        Token::Text,
    )];
    const WHOLE: Dash = &[2.0, 3.0];
    let whole = vec![
        Step::Move(Point::new(room.x, top)),
        Step::Line(Point::new(room.x + room.width, top)),
    ];
    let mut told = Vec::new();
    for (index, stage) in stages.iter().enumerate() {
        let column = Rect::new(room.x + index as f64 * wide, top, wide, tall);
        let old = Rect::new(column.x + 1.5, top, wide - 3.0, tall * (1.0 - stage.share));
        let new = Rect::new(
            column.x + 1.5,
            bottom - tall * stage.share,
            wide - 3.0,
            tall * stage.share,
        );
        if old.height > 0.0 {
            let style = line(Token::CardLine, 1.0).on(Token::Card);
            marks.push(rect(old, 0.0, style));
        }
        if new.height > 0.0 {
            marks.push(rect(new, 0.0, fill(accent)));
        }
        let center = column.center().x;
        // Where columns are narrow, some of the words would run into each other.
        let fits = |words: &str| width(words, size::LEGEND) <= wide - 4.0;
        if fits(&stage.words) && !stage.words.is_empty() {
            told.push(middle(
                center,
                top - 6.0,
                &stage.words,
                size::LEGEND,
                Token::Text,
            ));
        }
        if fits(&stage.lasts) && !stage.lasts.is_empty() {
            told.push(middle(
                center,
                bottom + 17.0,
                &stage.lasts,
                size::LEGEND,
                Token::Muted,
            ));
        }
    }
    marks.push(Mark::Path(
        whole,
        dashed(Token::GroupLine, 1.0, WHOLE, Cap::Butt),
    ));
    marks.extend(told);
    marks.push(Mark::Path(
        vec![
            Step::Move(Point::new(room.x, bottom)),
            Step::Line(Point::new(room.x + room.width, bottom)),
        ],
        line(Token::GroupLine, 1.25),
    ));
    marks
}

/// Cuts a line of text to a width, with an ellipsis where it is cut.
fn fitting(words: &str, room: f64) -> String {
    if width(words, size::LABEL) <= room {
        return words.to_owned();
    }
    let mut kept: Vec<char> = words.chars().collect();
    while kept.pop().is_some() {
        let cut: String = kept.iter().chain(['…'].iter()).collect();
        if width(&cut, size::LABEL) <= room {
            return cut;
        }
    }
    String::new()
}

fn prose(change: &Change) -> String {
    let names: Vec<&str> = change
        .targets
        .iter()
        .map(|target| target.card.name.as_str())
        .collect();
    let stages: Vec<String> = change
        .stages
        .iter()
        .map(
            |stage| match (stage.words.is_empty(), stage.lasts.is_empty()) {
                (true, _) => format!("some {}", stage.lasts).trim().to_owned(),
                (_, true) => stage.words.clone(),
                _ => format!("{} ({})", stage.words, stage.lasts),
            },
        )
        .collect();
    let facts: String = change
        .facts
        .iter()
        .map(|(word, value)| format!(" {word} {value}."))
        .collect();
    format!(
        "{} for {}: the new version gets {} of the traffic.{facts}",
        change.title,
        names.join(", "),
        stages.join(", then "),
    )
}
