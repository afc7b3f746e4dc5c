//! Flows: which relations are drawn, as which lines, with which words.

use super::pill::{fits, pill};
use super::steps::Steps;
use super::types::{Flow, Telemetry};
use super::visible::Visible;
use super::words::one_line;
use crate::catalog::Catalog;
use crate::layout::{self, End, NodeId};
use crate::model::{self, Model, Node, Relation, RelationId, RelationKind};
use crate::theme::{self, size};
use std::collections::{BTreeMap, BTreeSet};

/// The lines of a picture, and the flows that are told without one.
#[derive(Default)]
pub(super) struct Flows {
    pub(super) flows: Vec<Flow>,
    /// The cards that send traces without a line of their own.
    pub(super) senders: BTreeSet<NodeId>,
    /// How many senders are folded.
    pub(super) folded: usize,
}

/// From so many senders on, flows to monitoring are folded.
const FOLD: usize = 3;

/// Finds the lines of a picture.
pub(super) fn flows(
    model: &Model,
    catalog: &Catalog,
    visible: &Visible,
    steps: &Steps,
    telemetry: Telemetry,
    parted: &BTreeMap<RelationId, u8>,
) -> Flows {
    let mut lines: Vec<Line> = Vec::new();
    for (index, relation) in model.relations.iter().enumerate() {
        let id = RelationId(index as u32);
        if relation.twin.is_some_and(|twin| twin < id) {
            continue;
        }
        if let Some(line) = line(model, catalog, visible, id, relation) {
            lines.push(line);
        }
    }
    bridge(model, catalog, visible, &mut lines);
    fold_failures(&mut lines, steps);
    keep_what_helps(&mut lines);
    let mut flows = Flows::default();
    fold(model, &mut lines, &mut flows, telemetry);
    flows.flows = merge(lines, steps, parted)
        .into_iter()
        .map(|line| line.flow(model, visible, steps))
        .collect();
    flows
}

/// Returns the edges of the graph, one for each flow.
pub(super) fn edges(flows: &Flows) -> Vec<layout::Edge> {
    flows
        .flows
        .iter()
        .map(|flow| layout::Edge {
            source: flow.from,
            target: flow.to,
            label: flow
                .pill
                .as_ref()
                .map(|pill| layout::Label { size: pill.size }),
            class: flow.kind as u8,
            weight: match flow.kind {
                _ if flow
                    .pill
                    .as_ref()
                    .is_some_and(|pill| !pill.steps.is_empty()) =>
                {
                    3.0
                }
                theme::Flow::Identity | theme::Flow::Telemetry | theme::Flow::Deploy => 0.3,
                _ => 1.0,
            },
        })
        .collect()
}

/// A line in the making.
struct Line {
    relations: Vec<RelationId>,
    from: End,
    to: End,
    kind: theme::Flow,
    labels: Vec<String>,
    both: bool,
    via: bool,
    /// Only an attribute states it.
    quiet: Option<String>,
}

fn line(
    model: &Model,
    catalog: &Catalog,
    visible: &Visible,
    id: RelationId,
    relation: &Relation,
) -> Option<Line> {
    let from = visible.end(model, relation.from.node)?;
    let to = visible.end(model, relation.to.node)?;
    if from == to && relation.from.node != relation.to.node {
        return None;
    }
    let label = relation
        .label
        .clone()
        .or_else(|| role_label(model, catalog, relation));
    Some(Line {
        relations: std::iter::once(id).chain(relation.twin).collect(),
        from,
        to,
        kind: kind(model, relation),
        labels: label
            .into_iter()
            .filter(|label| !label.is_empty())
            .collect(),
        both: relation.twin.is_some(),
        via: false,
        quiet: relation.role.clone().filter(|_| !relation.drawn),
    })
}

/// Returns the words that the catalog has for an attribute's relation.
fn role_label(model: &Model, catalog: &Catalog, relation: &Relation) -> Option<String> {
    let role = relation.role.as_deref().filter(|_| !relation.drawn)?;
    [&relation.from, &relation.to].into_iter().find_map(|end| {
        let Node::Element(id) = end.node else {
            return None;
        };
        catalog
            .service(model.elements[id.0 as usize].service.as_str())?
            .attributes
            .iter()
            .filter_map(|attribute| attribute.role.as_ref())
            .find(|known| known.id == role)
            .map(|known| known.label.to_string())
    })
}

/// Returns what a relation stands for; one that observes, by the layer that it ends in.
pub(super) fn kind(model: &Model, relation: &Relation) -> theme::Flow {
    let layer = |end: &model::End| {
        let layer = match end.node {
            Node::Element(id) => model.elements[id.0 as usize].layer,
            Node::Group(id) => model.groups[id.0 as usize].layer,
        };
        layer.map(|id| model.layers[id.0 as usize].id.as_str())
    };
    let control = |layer: Option<&str>| match layer {
        Some("identity") => Some(theme::Flow::Identity),
        Some("monitoring") => Some(theme::Flow::Telemetry),
        Some("deployment") => Some(theme::Flow::Deploy),
        _ => None,
    };
    match relation.kind {
        RelationKind::Request => theme::Flow::Request,
        RelationKind::Event => theme::Flow::Event,
        RelationKind::Stream => theme::Flow::Stream,
        RelationKind::Observes => control(layer(&relation.to))
            .or_else(|| control(layer(&relation.from)))
            .unwrap_or(theme::Flow::Telemetry),
    }
}

/// Draws a flow through a left-out element from each that sends to it to each that it sends to.
fn bridge(model: &Model, catalog: &Catalog, visible: &Visible, lines: &mut Vec<Line>) {
    for &gone in &visible.bridged {
        let gone = Node::Element(gone);
        let numbered = || (0..).map(RelationId).zip(&model.relations);
        for (first, before) in numbered().filter(|(_, relation)| relation.to.node == gone) {
            for (second, after) in numbered().filter(|(_, relation)| relation.from.node == gone) {
                let through = Relation {
                    to: after.to.clone(),
                    label: after.label.clone().or_else(|| before.label.clone()),
                    ..before.clone()
                };
                if let Some(mut line) = line(model, catalog, visible, first, &through) {
                    line.relations.push(second);
                    line.via = true;
                    lines.push(line);
                }
            }
        }
    }
}

/// Roles of attributes whose relations tell more as a line than they cost.
const TELLING: &[&str] = &[
    "authorizer",
    "dlq",
    "on-failure",
    "on-success",
    "origin",
    "source",
    "target",
];

/// From so many lines for failed work into one queue on, the signs on the cards tell it.
const FAILURES: usize = 4;

/// Leaves out the lines for failed work into a queue that takes in what many could not do.
fn fold_failures(lines: &mut Vec<Line>, steps: &Steps) {
    let folds = |line: &Line| {
        matches!(line.quiet.as_deref(), Some("dlq" | "on-failure"))
            && line.relations.iter().all(|id| steps.on(*id).is_empty())
    };
    let mut into: BTreeMap<End, usize> = BTreeMap::new();
    for line in lines.iter().filter(|line| folds(line)) {
        *into.entry(line.to).or_default() += 1;
    }
    lines.retain(|line| !folds(line) || into[&line.to] < FAILURES);
}

/// Leaves out what only an attribute states, unless its role tells something or its card would have no line at all.
fn keep_what_helps(lines: &mut Vec<Line>) {
    let mut tied: BTreeMap<End, usize> = BTreeMap::new();
    let loud = |line: &Line| match &line.quiet {
        None => true,
        Some(role) => TELLING.contains(&role.as_str()),
    };
    for line in lines.iter().filter(|line| loud(line)) {
        *tied.entry(line.from).or_default() += 1;
        *tied.entry(line.to).or_default() += 1;
    }
    lines.retain(|line| {
        if loud(line) {
            return true;
        }
        let lonely = !tied.contains_key(&line.from) || !tied.contains_key(&line.to);
        if lonely {
            *tied.entry(line.from).or_default() += 1;
            *tied.entry(line.to).or_default() += 1;
        }
        lonely
    });
}

fn fold(model: &Model, lines: &mut Vec<Line>, flows: &mut Flows, telemetry: Telemetry) {
    let is_trace = |line: &Line| {
        line.relations
            .iter()
            .any(|id| match model.relation(*id).to.node {
                Node::Element(id) => {
                    matches!(model.element(id).service.as_str(), "xray" | "traces")
                }
                Node::Group(_) => false,
            })
    };
    let (mut senders, mut tracers) = (BTreeSet::new(), BTreeSet::new());
    for line in lines
        .iter()
        .filter(|line| line.kind == theme::Flow::Telemetry)
    {
        if let End::Node(id) = line.from {
            senders.insert(id);
            if is_trace(line) {
                tracers.insert(id);
            }
        }
    }
    match telemetry {
        Telemetry::Fold if senders.len() >= FOLD => {
            flows.folded = senders.len();
            flows.senders = tracers;
        }
        Telemetry::None => {}
        Telemetry::Fold | Telemetry::All => return,
    }
    lines.retain(|line| line.kind != theme::Flow::Telemetry);
}

/// Joins parallel lines of one kind where their labels can be read as one.
fn merge(lines: Vec<Line>, steps: &Steps, parted: &BTreeMap<RelationId, u8>) -> Vec<Line> {
    let stepped = |line: &Line| line.relations.iter().any(|id| !steps.on(*id).is_empty());
    let mut merged: Vec<Line> = Vec::new();
    // The last line of each pair of ends and kind that more may join.
    let mut open: BTreeMap<_, usize> = BTreeMap::new();
    for line in lines {
        let part = parted.get(&line.relations[0]);
        let ends = (line.from, line.to, line.kind, line.both, line.via, part);
        let at = open.insert(ends, merged.len());
        let twin = at.filter(|at| !(stepped(&merged[*at]) && stepped(&line)));
        let Some(at) = twin else {
            merged.push(line);
            continue;
        };
        let other = &mut merged[at];
        let mut labels = other.labels.clone();
        for label in &line.labels {
            if !labels.contains(label) {
                labels.push(label.clone());
            }
        }
        if fits(&labels.join(", ")) || line.via {
            other.labels = labels;
            other.relations.extend(line.relations);
            open.insert(ends, at);
        } else {
            merged.push(line);
        }
    }
    merged
}

impl Line {
    fn flow(self, model: &Model, visible: &Visible, steps: &Steps) -> Flow {
        let mut numbers: Vec<u32> = self
            .relations
            .iter()
            .flat_map(|id| steps.on(*id).iter().copied())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let label = self.labels.join(", ");
        let (from_name, from_path) = name(model, visible, self.from);
        let (to_name, to_path) = name(model, visible, self.to);
        Flow {
            id: model.relations[self.relations[0].0 as usize].id.clone(),
            relations: self.relations,
            from: self.from,
            to: self.to,
            from_name,
            to_name,
            from_path,
            to_path,
            kind: self.kind,
            both: self.both,
            via: self.via,
            pill: pill(&label, &numbers, size::PILL_MAX_WIDTH),
            label,
        }
    }
}

fn name(model: &Model, visible: &Visible, end: End) -> (String, String) {
    let node = match end {
        End::Node(id) => visible.nodes[id.0 as usize],
        End::Group(id) => Node::Group(visible.groups[id.0 as usize]),
    };
    match node {
        Node::Element(id) => {
            let element = &model.elements[id.0 as usize];
            (one_line(&element.title), element.path.clone())
        }
        Node::Group(id) => {
            let group = &model.groups[id.0 as usize];
            (one_line(&group.title), group.path.clone())
        }
    }
}
