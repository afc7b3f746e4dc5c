//! A model as rules see it: things with numbers, their relations by end, and what is stated of them.

mod stated;

use super::lang::ThingKind;
use crate::catalog::{self, Service};
use crate::model::{
    ElementId, End, GroupId, Model, Node, Relation, RelationId, RelationKind, Value,
};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The number of a thing: elements first, then groups, rollouts, moves, environments, the architecture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Thing(pub u32);

/// What a number stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    Element(ElementId),
    Group(GroupId),
    Rollout(usize),
    Move(usize, usize),
    Environment(usize),
    Architecture,
}

/// An attribute's value, or that it is not stated.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stated<'m> {
    Known(Cow<'m, Value>),
    Unknown,
}

/// What a walk looks at of a relation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wire {
    pub from: Thing,
    pub to: Thing,
    pub kind: RelationKind,
    /// An attribute states it.
    pub has_role: bool,
}

/// The model with its indices.
pub(super) struct Graph<'m> {
    pub model: &'m Model,
    /// The services of the elements and the kinds of the groups, with the catalog's own words where it has them, so that
    /// comparing touches no element.
    services: Vec<&'m str>,
    /// The same as the catalog has them.
    known: Vec<Option<&'static Service>>,
    wires: Vec<Wire>,
    /// The relations that leave and reach each element and group, in source order.
    out: Vec<Vec<RelationId>>,
    into: Vec<Vec<RelationId>>,
    /// What is in each group, at any depth.
    within: Vec<Vec<Thing>>,
    by_service: BTreeMap<&'m str, Vec<Thing>>,
    moves: Vec<(usize, usize)>,
    first_rollout: u32,
    first_move: u32,
    first_environment: u32,
    architecture: u32,
}

/// Environments with one of these names are not production.
const BEFORE_PRODUCTION: &[&str] = &[
    "dev",
    "develop",
    "development",
    "test",
    "testing",
    "qa",
    "uat",
    "int",
    "integration",
    "stage",
    "staging",
    "preprod",
    "pre-prod",
    "preview",
    "sandbox",
    "local",
    "ci",
    "demo",
    "perf",
];

impl<'m> Graph<'m> {
    pub fn of(model: &'m Model) -> Self {
        let nodes = model.elements.len() + model.groups.len();
        let short = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let moves: Vec<(usize, usize)> = model
            .rollouts
            .iter()
            .enumerate()
            .flat_map(|(at, rollout)| (0..rollout.moves.len()).map(move |step| (at, step)))
            .collect();
        let first_rollout = short(nodes);
        let first_move = first_rollout + short(model.rollouts.len());
        let first_environment = first_move + short(moves.len());
        let own = model.elements.iter().map(|element| &element.service);
        let kinds = model.groups.iter().map(|group| &group.kind);
        let names: Vec<&String> = own.chain(kinds).collect();
        let catalog = catalog::builtin();
        let known: Vec<Option<&Service>> = names.iter().map(|name| catalog.service(name)).collect();
        let services = names
            .iter()
            .zip(&known)
            .map(|(name, known)| known.map_or(name.as_str(), |known| known.id))
            .collect();
        let mut graph = Self {
            model,
            services,
            known,
            wires: Vec::with_capacity(model.relations.len()),
            out: vec![Vec::new(); nodes],
            into: vec![Vec::new(); nodes],
            within: vec![Vec::new(); nodes],
            by_service: BTreeMap::new(),
            moves,
            first_rollout,
            first_move,
            first_environment,
            architecture: first_environment + short(model.environments.len()),
        };
        for (at, relation) in model.relations.iter().enumerate() {
            let id = RelationId(short(at));
            let (from, to) = (graph.node(relation.from.node), graph.node(relation.to.node));
            graph.out[from.0 as usize].push(id);
            graph.into[to.0 as usize].push(id);
            graph.wires.push(Wire {
                from,
                to,
                kind: relation.kind,
                has_role: relation.role.is_some(),
            });
        }
        for (at, service) in graph.services.iter().enumerate() {
            let things = graph.by_service.entry(service).or_default();
            things.push(Thing(short(at)));
        }
        for thing in (0..short(nodes)).map(Thing) {
            for group in graph.around(thing) {
                graph.within[group.0 as usize].push(thing);
            }
        }
        graph
    }

    /// Returns how many things there are.
    pub fn len(&self) -> usize {
        self.architecture as usize + 1
    }

    /// Returns all things, in the order of their numbers.
    pub fn all(&self) -> impl Iterator<Item = Thing> + use<> {
        (0..=self.architecture).map(Thing)
    }

    pub fn node(&self, node: Node) -> Thing {
        match node {
            Node::Element(id) => Thing(id.0),
            Node::Group(id) => {
                Thing(u32::try_from(self.model.elements.len()).unwrap_or(u32::MAX) + id.0)
            }
        }
    }

    pub fn architecture(&self) -> Thing {
        Thing(self.architecture)
    }

    pub fn what(&self, thing: Thing) -> What {
        let at = thing.0;
        let elements = u32::try_from(self.model.elements.len()).unwrap_or(u32::MAX);
        if at < elements {
            What::Element(ElementId(at))
        } else if at < self.first_rollout {
            What::Group(GroupId(at - elements))
        } else if at < self.first_move {
            What::Rollout((at - self.first_rollout) as usize)
        } else if at < self.first_environment {
            let (rollout, step) = self.moves[(at - self.first_move) as usize];
            What::Move(rollout, step)
        } else if at < self.architecture {
            What::Environment((at - self.first_environment) as usize)
        } else {
            What::Architecture
        }
    }

    pub fn as_node(&self, thing: Thing) -> Option<Node> {
        match self.what(thing) {
            What::Element(id) => Some(Node::Element(id)),
            What::Group(id) => Some(Node::Group(id)),
            _ => None,
        }
    }

    pub fn relation(&self, id: RelationId) -> &'m Relation {
        &self.model.relations[id.0 as usize]
    }

    pub fn wire(&self, id: RelationId) -> Wire {
        self.wires[id.0 as usize]
    }

    /// Returns whether a relation is of the role that an attribute states.
    pub fn has_role(&self, id: RelationId, role: &str) -> bool {
        self.wire(id).has_role && self.relation(id).role.as_deref() == Some(role)
    }

    /// Returns the relations that leave a thing.
    pub fn out(&self, thing: Thing) -> &[RelationId] {
        self.out.get(thing.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Returns the relations that reach a thing.
    pub fn into(&self, thing: Thing) -> &[RelationId] {
        self.into.get(thing.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Returns the groups that a thing is in, the nearest first.
    pub fn around(&self, thing: Thing) -> Vec<Thing> {
        let mut groups = Vec::new();
        let (mut next, spans) = match self.what(thing) {
            What::Element(id) => {
                let element = &self.model.elements[id.0 as usize];
                (element.group, element.spans.as_slice())
            }
            What::Group(id) => (self.model.groups[id.0 as usize].parent, &[][..]),
            _ => (None, &[][..]),
        };
        let mut starts: Vec<GroupId> = spans.to_vec();
        loop {
            while let Some(id) = next {
                let group = self.node(Node::Group(id));
                if groups.contains(&group) {
                    break;
                }
                groups.push(group);
                next = self.model.groups[id.0 as usize].parent;
            }
            next = starts.pop();
            if next.is_none() {
                return groups;
            }
        }
    }

    /// Returns what a rollout or one of its moves is about.
    pub fn targets(&self, thing: Thing) -> Vec<Thing> {
        match self.what(thing) {
            What::Move(rollout, step) => {
                let targets = &self.model.rollouts[rollout].moves[step].targets;
                targets.iter().map(|id| Thing(id.0)).collect()
            }
            What::Rollout(rollout) => {
                let moves = self.moves.iter().enumerate();
                let own = moves.filter(|(_, (of, _))| *of == rollout);
                own.map(|(at, _)| Thing(self.first_move + u32::try_from(at).unwrap_or(0)))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Returns what is in a group, at any depth; nothing for what is no group.
    pub fn within(&self, group: Thing) -> &[Thing] {
        self.within.get(group.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// Returns the moves whose target a thing is, and the rollout of a move.
    pub fn targeted_by(&self, thing: Thing) -> Vec<Thing> {
        let rollouts = (self.first_rollout..self.first_environment).map(Thing);
        rollouts
            .filter(|other| self.targets(*other).contains(&thing))
            .collect()
    }

    /// Returns the things of some kinds; all elements where none is named.
    pub fn of_kinds(&self, kinds: &[ThingKind]) -> Vec<Thing> {
        if kinds.is_empty() {
            return (0..u32::try_from(self.model.elements.len()).unwrap_or(u32::MAX))
                .map(Thing)
                .collect();
        }
        let mut things = Vec::new();
        for kind in kinds {
            match kind {
                ThingKind::Service(id) => {
                    things.extend(self.by_service.get(id).into_iter().flatten().copied());
                }
                ThingKind::Rollout => {
                    things.extend((self.first_rollout..self.first_move).map(Thing))
                }
                ThingKind::Move(_) => {
                    let all = (self.first_move..self.first_environment).map(Thing);
                    things.extend(all.filter(|thing| self.is_of(*thing, kind)));
                }
                ThingKind::Environment => {
                    things.extend((self.first_environment..self.architecture).map(Thing));
                }
                ThingKind::Architecture => things.push(self.architecture()),
            }
        }
        things.sort_unstable();
        things.dedup();
        things
    }

    /// Returns whether a thing is of a kind.
    pub fn is_of(&self, thing: Thing, kind: &ThingKind) -> bool {
        if let ThingKind::Service(id) = kind {
            return self.services.get(thing.0 as usize) == Some(id);
        }
        match (kind, self.what(thing)) {
            (ThingKind::Move(strategy), What::Move(rollout, step)) => {
                let of = &self.model.rollouts[rollout].moves[step].strategy;
                strategy.is_none_or(|strategy| strategy == of)
            }
            (ThingKind::Rollout, What::Rollout(_))
            | (ThingKind::Environment, What::Environment(_))
            | (ThingKind::Architecture, What::Architecture) => true,
            _ => false,
        }
    }

    /// Returns the id of the layer that a thing is in; `outside` for what lives in none.
    pub fn layer(&self, thing: Thing) -> &'m str {
        let layer = match self.what(thing) {
            What::Element(id) => self.model.elements[id.0 as usize].layer,
            What::Group(id) => self.model.groups[id.0 as usize].layer,
            _ => None,
        };
        layer.map_or("outside", |id| &self.model.layers[id.0 as usize].id)
    }

    pub fn tags(&self, thing: Thing) -> &'m [String] {
        match self.what(thing) {
            What::Element(id) => &self.model.elements[id.0 as usize].tags,
            What::Group(id) => &self.model.groups[id.0 as usize].tags,
            _ => &[],
        }
    }

    /// Returns the name that people know a thing by.
    pub fn name(&self, thing: Thing) -> Cow<'m, str> {
        Cow::Borrowed(match self.what(thing) {
            What::Element(id) => &self.model.elements[id.0 as usize].path,
            What::Group(id) => &self.model.groups[id.0 as usize].path,
            What::Rollout(at) => &self.model.rollouts[at].id,
            What::Move(at, step) => {
                let rollout = &self.model.rollouts[at];
                let change = &rollout.moves[step];
                let targets: Vec<&str> = change
                    .targets
                    .iter()
                    .map(|id| self.model.elements[id.0 as usize].path.as_str())
                    .collect();
                let targets = targets.join(", ");
                return Cow::Owned(format!("the {} change of {targets}", change.strategy));
            }
            What::Environment(at) => &self.model.environments[at].id,
            What::Architecture => "the architecture",
        })
    }

    /// Returns whether an environment is production; without one, a design is taken as it would go live.
    pub fn is_production(&self, environment: Option<&str>) -> bool {
        let Some(name) = environment else {
            return true;
        };
        let known = self
            .model
            .environments
            .iter()
            .find(|known| known.id == name);
        match known.and_then(|known| known.attributes.value("production")) {
            Some(Value::Bool(production)) => *production,
            Some(Value::None) => false,
            _ => !BEFORE_PRODUCTION.contains(&name.to_lowercase().as_str()),
        }
    }

    /// Returns the thing that an end stands for.
    pub fn end(&self, end: &End) -> Thing {
        self.node(end.node)
    }
}

/// Writes a path with the arrows of its relations: `shopper -> api ~> events`.
pub(super) fn path(model: &Model, relations: &[RelationId]) -> String {
    let name = |end: &End| {
        let node = match end.node {
            Node::Element(id) => model
                .elements
                .get(id.0 as usize)
                .map(|element| &element.path),
            Node::Group(id) => model.groups.get(id.0 as usize).map(|group| &group.path),
        };
        let mut name = node.cloned().unwrap_or_default();
        if let Some(part) = &end.part {
            name.push('.');
            name.push_str(part);
        }
        name
    };
    let mut text = String::new();
    let mut at: Option<Node> = None;
    for id in relations {
        let Some(relation) = model.relations.get(id.0 as usize) else {
            continue;
        };
        if at != Some(relation.from.node) {
            if !text.is_empty() {
                text.push_str(", ");
            }
            text.push_str(&name(&relation.from));
        }
        text.push_str(match relation.kind {
            RelationKind::Request => " -> ",
            RelationKind::Event => " ~> ",
            RelationKind::Stream => " => ",
            RelationKind::Observes => " ..> ",
        });
        text.push_str(&name(&relation.to));
        at = Some(relation.to.node);
    }
    text
}
