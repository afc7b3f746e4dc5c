//! How an icon's shapes are painted: what they inherit, and what each says itself.

use super::path::length;
use super::transform::transform;
use super::{Gradient, GradientKind, Paint, STILL};
use crate::theme::Colour;
use roxmltree::Node;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The gradients of a file by their ids.
pub(super) type Gradients = BTreeMap<String, Arc<Gradient>>;

/// What holds for a shape.
#[derive(Clone, Debug)]
pub(super) struct State {
    pub(super) fill: Option<Paint>,
    pub(super) fill_opacity: f64,
    pub(super) even_odd: bool,
    pub(super) stroke: Option<Paint>,
    pub(super) stroke_opacity: f64,
    pub(super) stroke_width: f64,
    pub(super) round: bool,
    pub(super) opacity: f64,
    pub(super) hidden: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            // SVG's own default is black; an icon that says no colour takes that of its tile.
            fill: Some(Paint::Current),
            fill_opacity: 1.0,
            even_odd: false,
            stroke: None,
            stroke_opacity: 1.0,
            stroke_width: 1.0,
            round: false,
            opacity: 1.0,
            hidden: false,
        }
    }
}

impl State {
    /// Takes in one property; unknown ones and values that are not understood change nothing.
    pub(super) fn set(&mut self, name: &str, value: &str, gradients: &Gradients) {
        let value = value.trim_end_matches("!important").trim();
        match name {
            "fill" => {
                if let Some((paint, opacity)) = paint(value, gradients) {
                    self.fill = paint;
                    self.fill_opacity = opacity;
                }
            }
            "stroke" => {
                if let Some((paint, opacity)) = paint(value, gradients) {
                    self.stroke = paint;
                    self.stroke_opacity = opacity;
                }
            }
            "fill-rule" => self.even_odd = value == "evenodd",
            "stroke-width" => {
                if let Some(width) = length(value).filter(|width| *width >= 0.0) {
                    self.stroke_width = width;
                }
            }
            "stroke-linecap" | "stroke-linejoin" => self.round |= value == "round",
            "opacity" => self.opacity *= part(value).unwrap_or(1.0),
            "fill-opacity" => self.fill_opacity = part(value).unwrap_or(1.0),
            "stroke-opacity" => self.stroke_opacity = part(value).unwrap_or(1.0),
            "display" => self.hidden |= value == "none",
            "visibility" => self.hidden = value == "hidden",
            _ => {}
        }
    }
}

/// Reads a paint with how opaque it is; none where it is not understood.
fn paint(value: &str, gradients: &Gradients) -> Option<(Option<Paint>, f64)> {
    if let Some(id) = value.strip_prefix("url(") {
        let id = id.split(')').next()?.trim_matches(['"', '\'', ' ']);
        let gradient = gradients.get(id.strip_prefix('#')?)?;
        return Some((Some(Paint::Gradient(gradient.clone())), 1.0));
    }
    match value {
        "none" | "transparent" => Some((None, 1.0)),
        "currentColor" | "currentcolor" => Some((Some(Paint::Current), 1.0)),
        _ => colour(value).map(|(colour, opacity)| (Some(Paint::Colour(colour)), opacity)),
    }
}

/// Reads a part of a whole: `0.5` or `50%`.
fn part(value: &str) -> Option<f64> {
    let value = value.trim();
    let found = match value.strip_suffix('%') {
        Some(percent) => length(percent)? / 100.0,
        None => length(value)?,
    };
    Some(found.clamp(0.0, 1.0))
}

/// Reads a colour of CSS and its alpha.
fn colour(value: &str) -> Option<(Colour, f64)> {
    let read: svgtypes::Color = value.parse().ok()?;
    let colour = Colour {
        red: read.red,
        green: read.green,
        blue: read.blue,
    };
    Some((colour, f64::from(read.alpha) / 255.0))
}

/// Reads the gradients of a file; one that names another takes its stops.
pub(super) fn gradients(nodes: &[Node]) -> Gradients {
    /// A gradient may name one that names one, and so on, this often.
    const CHAIN: usize = 4;
    let by_id: BTreeMap<&str, Node> = nodes
        .iter()
        .filter_map(|node| Some((node.attribute("id")?, *node)))
        .collect();
    let mut found = Gradients::new();
    for (id, node) in &by_id {
        let mut stops = stops(*node);
        let mut at = *node;
        for _ in 0..CHAIN {
            let Some(next) = target(at).and_then(|id| by_id.get(id)) else {
                break;
            };
            at = *next;
            if stops.is_empty() {
                stops = self::stops(at);
            }
        }
        if let Some(gradient) = gradient(*node, stops) {
            found.insert((*id).to_owned(), Arc::new(gradient));
        }
    }
    found
}

/// Returns the id in the same file that an element names.
pub(super) fn target<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    node.attributes()
        .find(|attribute| attribute.name() == "href")
        .and_then(|attribute| attribute.value().trim().strip_prefix('#'))
}

fn stops(node: Node) -> Vec<(f64, Colour, f64)> {
    node.children()
        .filter(|child| child.has_tag_name(("http://www.w3.org/2000/svg", "stop")))
        .take(32)
        .filter_map(|stop| {
            let mut shown = (None, 1.0);
            let stated = ["stop-color", "stop-opacity"]
                .into_iter()
                .filter_map(|name| Some((name.to_owned(), stop.attribute(name)?.to_owned())));
            let styled = stop
                .attribute("style")
                .into_iter()
                .flat_map(super::sheet::declarations);
            for (name, value) in stated.chain(styled) {
                match name.as_str() {
                    "stop-color" => shown.0 = colour(&value),
                    "stop-opacity" => shown.1 = part(&value).unwrap_or(1.0),
                    _ => {}
                }
            }
            let (colour, alpha) = shown.0?;
            let offset = stop.attribute("offset").and_then(part).unwrap_or(0.0);
            Some((offset, colour, alpha * shown.1))
        })
        .collect()
}

fn gradient(node: Node, stops: Vec<(f64, Colour, f64)>) -> Option<Gradient> {
    let of_box = node.attribute("gradientUnits") != Some("userSpaceOnUse");
    let place = |name: &str, default: f64| {
        node.attribute(name)
            .and_then(|text| match text.strip_suffix('%') {
                Some(percent) => Some(length(percent)? / 100.0),
                None => length(text),
            })
            .unwrap_or(default)
    };
    let kind = match node.tag_name().name() {
        "linearGradient" => GradientKind::Linear([
            place("x1", 0.0),
            place("y1", 0.0),
            place("x2", 1.0),
            place("y2", 0.0),
        ]),
        _ => {
            let (cx, cy) = (place("cx", 0.5), place("cy", 0.5));
            GradientKind::Radial([cx, cy, place("r", 0.5), place("fx", cx), place("fy", cy)])
        }
    };
    (!stops.is_empty()).then(|| Gradient {
        kind,
        of_box,
        transform: node
            .attribute("gradientTransform")
            .and_then(transform)
            .unwrap_or(STILL),
        stops,
    })
}
