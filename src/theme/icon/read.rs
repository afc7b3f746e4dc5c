//! Walks through an SVG and keeps the shapes that an icon may have.

use super::paint::{Gradients, State, gradients, target};
use super::path::{self, length, numbers};
use super::sheet::{Sheet, declarations, sheet};
use super::transform::{combined, transform};
use super::{
    BYTE_LIMIT, DEPTH_LIMIT, ELEMENT_LIMIT, Icon, IconError, IconStroke, PATH_LIMIT, Paint,
    SHAPE_LIMIT, STILL, Shape, Transform,
};
use crate::geometry::Rect;
use crate::theme::Colour;
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::{BTreeMap, BTreeSet};

/// An icon, and what of its file is left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub icon: Icon,
    /// The names of elements and attributes, in the order of their names.
    pub dropped: Vec<String>,
}

const SVG: &str = "http://www.w3.org/2000/svg";

/// Reads the text of an SVG.
pub fn icon(text: &str) -> Result<Reading, IconError> {
    if text.len() > BYTE_LIMIT {
        return Err(IconError::TooLarge);
    }
    if depth(text) > DEPTH_LIMIT + 1 {
        return Err(IconError::TooMuch);
    }
    let options = ParsingOptions {
        nodes_limit: ELEMENT_LIMIT * 4,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => IconError::Doctype,
        roxmltree::Error::NodesLimitReached => IconError::TooMuch,
        other => IconError::Syntax(other.to_string()),
    })?;
    let root = document.root_element();
    if !root.has_tag_name((SVG, "svg")) {
        return Err(IconError::NotSvg);
    }
    let view = view(root).ok_or(IconError::NoView)?;
    let elements: Vec<Node> = root.descendants().filter(Node::is_element).collect();
    let mut walk = Walk::new(&elements);
    walk.element(root, &State::default(), STILL, 0)?;
    if walk.shapes.is_empty() {
        return Err(IconError::Empty);
    }
    Ok(Reading {
        icon: toned(view, walk.shapes),
        dropped: walk.dropped.into_iter().collect(),
    })
}

/// Returns the icon; one that is all black means no colour by it.
fn toned(view: Rect, mut shapes: Vec<Shape>) -> Icon {
    const BLACK: Colour = Colour {
        red: 0,
        green: 0,
        blue: 0,
    };
    let is_plain = |paint: &Paint| matches!(paint, Paint::Current | Paint::Colour(BLACK));
    let plain = shapes.iter().all(|shape| {
        shape.fill.as_ref().is_none_or(is_plain)
            && shape
                .stroke
                .as_ref()
                .is_none_or(|stroke| is_plain(&stroke.paint))
    });
    if plain {
        for shape in &mut shapes {
            if let Some(fill) = &mut shape.fill {
                *fill = Paint::Current;
            }
            if let Some(stroke) = &mut shape.stroke {
                stroke.paint = Paint::Current;
            }
        }
    }
    Icon {
        view,
        shapes,
        plain,
    }
}

/// Counts how deep tags stand in each other, roughly and before any parser sees them.
fn depth(text: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match (byte, bytes.get(at + 1)) {
            (b'<', Some(b'/')) | (b'/', Some(b'>')) => open = open.saturating_sub(1),
            (b'<', Some(next)) if next.is_ascii_alphabetic() => {
                open += 1;
                most = most.max(open);
            }
            _ => {}
        }
    }
    most
}

/// The part of the plane that shows: the `viewBox`, else width and height from zero.
fn view(root: Node) -> Option<Rect> {
    let view = match root.attribute("viewBox") {
        Some(text) => match numbers(text)?[..] {
            [x, y, width, height] => Rect::new(x, y, width, height),
            _ => return None,
        },
        None => {
            let side = |name| root.attribute(name).and_then(length);
            Rect::new(0.0, 0.0, side("width")?, side("height")?)
        }
    };
    let drawn = |side: f64| (0.01..=100_000.0).contains(&side);
    (drawn(view.width) && drawn(view.height)).then_some(view)
}

struct Walk<'a, 'input> {
    gradients: Gradients,
    sheet: Sheet,
    by_id: BTreeMap<&'a str, Node<'a, 'input>>,
    shapes: Vec<Shape>,
    /// The bytes of all paths.
    bytes: usize,
    /// Elements walked through, those that are used again counted again.
    walked: u32,
    dropped: BTreeSet<String>,
}

impl<'a, 'input> Walk<'a, 'input> {
    fn new(elements: &[Node<'a, 'input>]) -> Self {
        let is_gradient =
            |node: &Node| matches!(node.tag_name().name(), "linearGradient" | "radialGradient");
        let painted: Vec<Node> = elements.iter().copied().filter(is_gradient).collect();
        let mut rules = Sheet::new();
        for node in elements
            .iter()
            .filter(|node| node.tag_name().name() == "style")
        {
            sheet(node.text().unwrap_or_default(), &mut rules);
        }
        Self {
            gradients: gradients(&painted),
            sheet: rules,
            by_id: elements
                .iter()
                .filter_map(|node| Some((node.attribute("id")?, *node)))
                .collect(),
            shapes: Vec::new(),
            bytes: 0,
            walked: 0,
            dropped: BTreeSet::new(),
        }
    }

    fn element(
        &mut self,
        node: Node<'a, 'input>,
        inherited: &State,
        at: Transform,
        depth: usize,
    ) -> Result<(), IconError> {
        self.walked += 1;
        if depth > DEPTH_LIMIT || self.walked > ELEMENT_LIMIT {
            return Err(IconError::TooMuch);
        }
        let tag = node.tag_name();
        if tag.namespace() != Some(SVG) {
            return Ok(());
        }
        let name = tag.name();
        if matches!(
            name,
            "title" | "desc" | "metadata" | "defs" | "style" | "linearGradient" | "radialGradient"
        ) {
            return Ok(());
        }
        let state = self.state(node, inherited);
        let here = match node.attribute("transform") {
            Some(text) => combined(at, transform(text).unwrap_or(STILL)),
            None => at,
        };
        if state.hidden {
            return Ok(());
        }
        let value = |name: &str| node.attribute(name).and_then(length).unwrap_or(0.0);
        let data = match name {
            "svg" | "g" => {
                for child in node.children().filter(Node::is_element) {
                    self.element(child, &state, here, depth + 1)?;
                }
                return Ok(());
            }
            "use" => {
                let Some(target) = target(node).and_then(|id| self.by_id.get(id).copied()) else {
                    self.dropped.insert("use".to_owned());
                    return Ok(());
                };
                let moved = [1.0, 0.0, 0.0, 1.0, value("x"), value("y")];
                return self.element(target, &state, combined(here, moved), depth + 1);
            }
            "path" => path::path(node.attribute("d").unwrap_or_default()),
            "rect" => {
                let radius = |own, other| {
                    let own = node.attribute(own).or(node.attribute(other));
                    own.and_then(length).unwrap_or(0.0)
                };
                path::rectangle(
                    value("x"),
                    value("y"),
                    value("width"),
                    value("height"),
                    radius("rx", "ry"),
                    radius("ry", "rx"),
                )
            }
            "circle" => path::ellipse(value("cx"), value("cy"), value("r"), value("r")),
            "ellipse" => path::ellipse(value("cx"), value("cy"), value("rx"), value("ry")),
            "line" => path::path(&format!(
                "M{} {}L{} {}",
                value("x1"),
                value("y1"),
                value("x2"),
                value("y2")
            )),
            "polyline" => {
                path::points(node.attribute("points").unwrap_or_default(), "").unwrap_or_default()
            }
            "polygon" => {
                path::points(node.attribute("points").unwrap_or_default(), "z").unwrap_or_default()
            }
            _ => {
                self.dropped.insert(name.to_owned());
                return Ok(());
            }
        };
        self.shape(data, &state, here)
    }

    /// What holds for an element: what it inherits, its attributes, its classes, its own style.
    fn state(&mut self, node: Node<'a, 'input>, inherited: &State) -> State {
        let mut state = inherited.clone();
        for attribute in node.attributes() {
            let name = attribute.name();
            let has_effect = name.starts_with("on")
                || matches!(name, "filter" | "mask" | "clip-path")
                || name == "href" && node.tag_name().name() != "use";
            if has_effect {
                self.dropped.insert(name.to_owned());
            }
            state.set(name, attribute.value(), &self.gradients);
        }
        let classes = node.attribute("class").unwrap_or_default();
        for class in classes.split_whitespace() {
            for (name, value) in self.sheet.get(class).into_iter().flatten() {
                state.set(name, value, &self.gradients);
            }
        }
        for (name, value) in declarations(node.attribute("style").unwrap_or_default()) {
            state.set(&name, &value, &self.gradients);
        }
        state
    }

    fn shape(&mut self, path: String, state: &State, at: Transform) -> Result<(), IconError> {
        if path.is_empty() {
            return Ok(());
        }
        self.bytes += path.len();
        if self.shapes.len() >= SHAPE_LIMIT || self.bytes > PATH_LIMIT {
            return Err(IconError::TooMuch);
        }
        let stroke = state
            .stroke
            .clone()
            .filter(|_| state.stroke_width > 0.0)
            .map(|paint| IconStroke {
                paint,
                opacity: state.stroke_opacity * state.opacity,
                width: state.stroke_width,
                round: state.round,
            });
        if state.fill.is_some() || stroke.is_some() {
            self.shapes.push(Shape {
                path,
                fill: state.fill.clone(),
                fill_opacity: state.fill_opacity * state.opacity,
                even_odd: state.even_odd,
                stroke,
                transform: at,
            });
        }
        Ok(())
    }
}
