//! The lines between cards: pattern, head and colour tell the kind.

use super::change::{Marked, State};
use super::findings::Placed;
use super::head::{gap, head};
use super::mark::{Cap, Dash, Group, Mark, Role, Step};
use super::route::Route;
use super::write::{dashed, id};
use crate::layout::{End, NodeId};
use crate::scene::{Flow, Scene};
use crate::theme::{self, Token};

/// The steps of a story are drawn so much wider.
const EMPHASIS: f64 = 0.6;
/// A request that leads through something that is left out.
const VIA: Dash = &[3.0, 3.0];

/// Returns, for every card, the flows that leave it, in the scene's order.
pub(super) fn leaving(scene: &Scene) -> Vec<Vec<usize>> {
    let mut leaving = vec![Vec::new(); scene.cards.len()];
    for (index, flow) in scene.flows.iter().enumerate() {
        if let End::Node(NodeId(card)) = flow.from {
            leaving[card as usize].push(index);
        }
    }
    leaving
}

/// Returns the flows that leave groups.
pub(super) fn leaving_groups(scene: &Scene) -> Vec<usize> {
    (0..scene.flows.len())
        .filter(|&flow| matches!(scene.flows[flow].from, End::Group(_)))
        .collect()
}

/// Draws a flow; nothing where it has no way.
pub(super) fn flow(
    scene: &Scene,
    routes: &[Route],
    index: usize,
    placed: &Placed,
    marked: &Marked,
) -> Option<Mark> {
    let flow = &scene.flows[index];
    let route = &routes[index];
    let points = &route.points;
    let [.., before, tip] = points[..] else {
        return None;
    };
    let at_end = gap(flow.kind);
    let at_start = if flow.both { at_end } else { 0.0 };
    let steps = flow
        .pill
        .as_ref()
        .is_some_and(|pill| !pill.steps.is_empty());
    let state = marked.along(&flow.relations);
    let mut pen = state.map_or_else(|| Pen::of(flow.kind), State::pen);
    if steps {
        pen.more += EMPHASIS;
    }
    if flow.via && flow.kind == theme::Flow::Request && pen.dash.is_none() {
        pen.dash = Some(VIA);
    }
    let mut marks = line(flow.kind, pen, route.path(at_start, at_end));
    marks.extend(head(flow.kind, pen.token, before, tip));
    if flow.both {
        marks.extend(head(flow.kind, pen.token, points[1], points[0]));
    }
    let mut data = data(flow);
    let numbers = flow.pill.iter().flat_map(|pill| &pill.steps);
    let numbers: Vec<String> = numbers.map(u32::to_string).collect();
    if steps {
        data.push(("steps", numbers.join(" ")));
    }
    Some(Mark::Group(Group {
        id: Some(format!("{}-f-{}", id(&scene.id), id(&flow.id))),
        role: Role::Symbol,
        kind: format!("{} flow", kind_name(flow.kind).to_lowercase()),
        label: label(flow, placed, state),
        title: String::new(),
        strength: marked.strength(state),
        data,
        marks,
    }))
}

/// The hooks of a flow; its label has the same.
pub(super) fn data(flow: &Flow) -> Vec<(&'static str, String)> {
    vec![
        ("from", flow.from_path.clone()),
        ("to", flow.to_path.clone()),
        ("kind", kind_name(flow.kind).to_lowercase()),
    ]
}

fn label(flow: &Flow, placed: &Placed, state: Option<State>) -> String {
    let way = if flow.both { "to and from" } else { "to" };
    let mut label = format!("{} {way} {}", flow.from_name, flow.to_name);
    if !flow.label.is_empty() {
        label.push_str(": ");
        label.push_str(&flow.label);
    }
    if let Some(pill) = &flow.pill
        && !pill.steps.is_empty()
    {
        let steps: Vec<String> = pill.steps.iter().map(u32::to_string).collect();
        label.push_str(&format!(", step {}", steps.join(", ")));
    }
    if let Some(state) = state {
        label.push_str(&format!(", {}", state.word()));
    }
    for entry in placed.on_relations(&flow.relations) {
        label.push_str(&format!(", finding {}: {}", entry.number, entry.text));
    }
    let ways: Vec<String> = placed
        .along(&flow.relations)
        .map(|entry| entry.number.to_string())
        .collect();
    if !ways.is_empty() {
        label.push_str(&format!(", on the way of finding {}", ways.join(", ")));
    }
    label
}

/// Returns the word for a kind.
pub(super) fn kind_name(kind: theme::Flow) -> &'static str {
    match kind {
        theme::Flow::Request => "Request",
        theme::Flow::Event => "Event",
        theme::Flow::Stream => "Stream",
        theme::Flow::Identity => "Identity",
        theme::Flow::Telemetry => "Telemetry",
        theme::Flow::Deploy => "Deployment",
    }
}

/// How a line differs from others of its kind.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    pub(super) token: Token,
    /// So much wider.
    pub(super) more: f64,
    /// In place of the kind's own.
    pub(super) dash: Option<Dash>,
}

impl Pen {
    /// The pen of a kind itself.
    pub(super) fn of(kind: theme::Flow) -> Self {
        Self {
            token: Token::Flow(kind),
            more: 0.0,
            dash: None,
        }
    }
}

/// Draws the line of a kind without its head.
pub(super) fn line(kind: theme::Flow, pen: Pen, path: Vec<Step>) -> Vec<Mark> {
    let Pen { token, more, dash } = pen;
    let (width, own, cap): (f64, Dash, Cap) = match kind {
        theme::Flow::Request => (1.75, &[], Cap::Round),
        theme::Flow::Event => (1.75, &[7.0, 4.5], Cap::Round),
        theme::Flow::Stream => {
            // Shown at two thirds, the two rails still stand apart.
            let outer = dashed(token, 5.0 + more, dash.unwrap_or(&[]), Cap::Butt);
            let core = dashed(Token::Canvas, 2.25 + more / 3.0, &[], Cap::Butt);
            return vec![Mark::Path(path.clone(), outer), Mark::Path(path, core)];
        }
        theme::Flow::Identity => (1.75, &[0.1, 4.2], Cap::Round),
        theme::Flow::Telemetry => (1.25, &[2.0, 3.5], Cap::Round),
        theme::Flow::Deploy => (1.5, &[9.0, 3.0, 2.0, 3.0], Cap::Butt),
    };
    let cap = if dash.is_some() { Cap::Butt } else { cap };
    let style = dashed(token, width + more, dash.unwrap_or(own), cap);
    vec![Mark::Path(path, style)]
}
