//! Patterns against a model: all matches of a query, within a budget of steps.

use super::graph::{Graph, Thing};
use super::lang::{Chain, HopPattern, Link, NodePattern, Query, Slot};
use crate::model::{RelationId, RelationKind};
use std::collections::BTreeMap;
use std::rc::Rc;

/// The rule has used up its steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct OverBudget;

/// Whether to look for more matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Go {
    On,
    Stop,
}

/// What a slot is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bound {
    Thing(Thing),
    Relation(RelationId),
}

/// The bindings of a match and the relations that it goes along.
#[derive(Clone, Debug, Default)]
pub(super) struct Frame {
    pub slots: Vec<Option<Bound>>,
    pub path: Vec<RelationId>,
}

/// A search through one model for one rule.
pub(super) struct Search<'g, 'm> {
    pub graph: &'g Graph<'m>,
    pub frame: Frame,
    /// The first node of the rule's query may be any of several where only the nearest matters.
    pub nearest: Option<Slot>,
    steps_left: u64,
    reaches: BTreeMap<(usize, Option<Thing>), Rc<Reach>>,
    remembered: usize,
    seen: Vec<u32>,
    stamp: u32,
}

/// How many steps of reachability are kept for later in one rule.
const REMEMBERED: usize = 2_000_000;

/// What can be reached from somewhere: a tree of steps, nearest first.
struct Reach {
    steps: Vec<Step>,
    /// The steps that end far enough away, one for each thing.
    ends: Vec<u32>,
}

struct Step {
    thing: Thing,
    count: u32,
    /// The step before; none at a source.
    before: Option<(u32, RelationId)>,
}

impl<'g, 'm> Search<'g, 'm> {
    pub fn new(graph: &'g Graph<'m>, slots: usize, budget: u64) -> Self {
        let mut frame = Frame {
            slots: vec![None; slots.max(1)],
            path: Vec::new(),
        };
        frame.slots[0] = Some(Bound::Thing(graph.architecture()));
        Self {
            graph,
            frame,
            nearest: None,
            steps_left: budget,
            reaches: BTreeMap::new(),
            remembered: 0,
            seen: Vec::new(),
            stamp: 0,
        }
    }

    pub fn thing(&self, slot: Slot) -> Option<Thing> {
        match self.frame.slots.get(slot.0 as usize).copied().flatten() {
            Some(Bound::Thing(thing)) => Some(thing),
            _ => None,
        }
    }

    pub fn bound(&self, slot: Slot) -> Option<Bound> {
        self.frame.slots.get(slot.0 as usize).copied().flatten()
    }

    pub fn bind(&mut self, slot: Slot, bound: Option<Bound>) {
        if let Some(place) = self.frame.slots.get_mut(slot.0 as usize) {
            *place = bound;
        }
    }

    /// Takes one step of the budget.
    pub fn step(&mut self) -> Result<(), OverBudget> {
        self.steps_left = self.steps_left.checked_sub(1).ok_or(OverBudget)?;
        Ok(())
    }

    /// Calls `found` for each match of the query's chains, whatever its condition says.
    pub fn each(
        &mut self,
        query: &Query,
        found: &mut dyn FnMut(&mut Self) -> Result<Go, OverBudget>,
    ) -> Result<Go, OverBudget> {
        self.chains(&query.chains, found)
    }

    fn chains(
        &mut self,
        chains: &[Chain],
        found: &mut dyn FnMut(&mut Self) -> Result<Go, OverBudget>,
    ) -> Result<Go, OverBudget> {
        let Some((chain, rest)) = chains.split_first() else {
            return found(self);
        };
        let first = &chain.first;
        if let (Some((hop, to)), true) = (
            chain.hops.first(),
            self.nearest == Some(first.slot) && self.bound(first.slot).is_none(),
        ) && hop.repeat.is_some()
        {
            return self.start_anywhere(first, hop, to, &chain.hops[1..], rest, found);
        }
        if let Some(thing) = self.thing(first.slot) {
            self.step()?;
            if !self.is_like(thing, first) {
                return Ok(Go::On);
            }
            return self.hops(&chain.hops, thing, rest, found);
        }
        for thing in self.graph.of_kinds(&first.kinds) {
            self.step()?;
            if !self.is_like(thing, first) {
                continue;
            }
            self.bind(first.slot, Some(Bound::Thing(thing)));
            let go = self.hops(&chain.hops, thing, rest, found);
            self.bind(first.slot, None);
            if go? == Go::Stop {
                return Ok(Go::Stop);
            }
        }
        Ok(Go::On)
    }

    fn hops(
        &mut self,
        hops: &[(HopPattern, NodePattern)],
        from: Thing,
        rest: &[Chain],
        found: &mut dyn FnMut(&mut Self) -> Result<Go, OverBudget>,
    ) -> Result<Go, OverBudget> {
        let Some(((hop, to), further)) = hops.split_first() else {
            return self.chains(rest, found);
        };
        if hop.repeat.is_some() {
            let reach = self.reach(hop, Some(from), None)?;
            return self.along(&reach, hop, to, further, rest, None, found);
        }
        for (relation, thing) in self.neighbours(hop, from) {
            self.step()?;
            if self
                .bound(to.slot)
                .is_some_and(|bound| bound != Bound::Thing(thing))
                || !self.is_like(thing, to)
            {
                continue;
            }
            let was = self.bound(to.slot);
            self.bind(to.slot, Some(Bound::Thing(thing)));
            if let (Some(slot), Some(relation)) = (hop.slot, relation) {
                self.bind(slot, Some(Bound::Relation(relation)));
            }
            let length = self.frame.path.len();
            self.frame.path.extend(relation);
            let go = self.hops(further, thing, rest, found);
            self.frame.path.truncate(length);
            self.bind(to.slot, was);
            if let Some(slot) = hop.slot {
                self.bind(slot, None);
            }
            if go? == Go::Stop {
                return Ok(Go::Stop);
            }
        }
        Ok(Go::On)
    }

    /// Walks from all possible first nodes at once, so that each end is found once, by its shortest path.
    fn start_anywhere(
        &mut self,
        first: &NodePattern,
        hop: &HopPattern,
        to: &NodePattern,
        further: &[(HopPattern, NodePattern)],
        rest: &[Chain],
        found: &mut dyn FnMut(&mut Self) -> Result<Go, OverBudget>,
    ) -> Result<Go, OverBudget> {
        let sources: Vec<Thing> = self
            .graph
            .of_kinds(&first.kinds)
            .into_iter()
            .filter(|thing| self.is_like(*thing, first))
            .collect();
        let reach = self.reach(hop, None, Some(&sources))?;
        let go = self.along(&reach, hop, to, further, rest, Some(first.slot), found);
        self.bind(first.slot, None);
        go
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the rest of the pattern travels along"
    )]
    fn along(
        &mut self,
        reach: &Reach,
        hop: &HopPattern,
        to: &NodePattern,
        further: &[(HopPattern, NodePattern)],
        rest: &[Chain],
        source: Option<Slot>,
        found: &mut dyn FnMut(&mut Self) -> Result<Go, OverBudget>,
    ) -> Result<Go, OverBudget> {
        for end in &reach.ends {
            self.step()?;
            let thing = reach.steps[*end as usize].thing;
            if self
                .bound(to.slot)
                .is_some_and(|bound| bound != Bound::Thing(thing))
                || !self.is_like(thing, to)
            {
                continue;
            }
            let (start, relations) = reach.path(*end);
            let was = self.bound(to.slot);
            if let Some(slot) = source {
                self.bind(slot, Some(Bound::Thing(start)));
            }
            self.bind(to.slot, Some(Bound::Thing(thing)));
            let length = self.frame.path.len();
            // A pattern written against the arrows is told along them.
            match hop.reversed {
                true => self.frame.path.extend(relations.iter().rev()),
                false => self.frame.path.extend(&relations),
            }
            let go = self.hops(further, thing, rest, found);
            self.frame.path.truncate(length);
            self.bind(to.slot, was);
            if go? == Go::Stop {
                return Ok(Go::Stop);
            }
        }
        Ok(Go::On)
    }

    /// Returns what a repeated arrow reaches, from memory where it was asked before.
    fn reach(
        &mut self,
        hop: &HopPattern,
        from: Option<Thing>,
        sources: Option<&[Thing]>,
    ) -> Result<Rc<Reach>, OverBudget> {
        let key = (std::ptr::from_ref(hop) as usize, from);
        if let Some(reach) = self.reaches.get(&key) {
            return Ok(Rc::clone(reach));
        }
        let single = from.map(|thing| [thing]);
        let sources = sources
            .or(single.as_ref().map(<[Thing; 1]>::as_slice))
            .unwrap_or(&[]);
        let reach = Rc::new(self.walk(hop, sources)?);
        if self.remembered + reach.steps.len() <= REMEMBERED {
            self.remembered += reach.steps.len();
            self.reaches.insert(key, Rc::clone(&reach));
        }
        Ok(reach)
    }

    fn walk(&mut self, hop: &HopPattern, sources: &[Thing]) -> Result<Reach, OverBudget> {
        let (least, most) = hop.repeat.unwrap_or((1, Some(1)));
        // Further steps make no difference once a walk is long enough, unless it may become too long.
        let cap = most.unwrap_or(least.max(1));
        let layers = cap as usize + 1;
        let places = self.graph.len() * layers;
        if self.seen.len() < places {
            self.seen = vec![0; places];
            self.stamp = 0;
        }
        self.stamp += 1;
        let stamp = self.stamp;
        let ended_before = self.graph.len();
        let mut ended = vec![false; ended_before];
        let mut reach = Reach {
            steps: Vec::new(),
            ends: Vec::new(),
        };
        for source in sources {
            reach.steps.push(Step {
                thing: *source,
                count: 0,
                before: None,
            });
        }
        let mut at = 0;
        while at < reach.steps.len() {
            let Step {
                thing,
                count,
                before,
            } = reach.steps[at];
            let number = u32::try_from(at).map_err(|_| OverBudget)?;
            at += 1;
            if count >= least && !ended[thing.0 as usize] {
                ended[thing.0 as usize] = true;
                reach.ends.push(number);
            }
            if most.is_some_and(|most| count >= most)
                || (before.is_some() && hop.avoiding.iter().any(|avoid| self.is_like(thing, avoid)))
            {
                continue;
            }
            for (relation, next) in self.neighbours(hop, thing) {
                self.step()?;
                let count = (count + 1).min(cap);
                let place = next.0 as usize * layers + count as usize;
                let Some(relation) = relation else { continue };
                if self.seen[place] != stamp {
                    self.seen[place] = stamp;
                    reach.steps.push(Step {
                        thing: next,
                        count,
                        before: Some((number, relation)),
                    });
                }
            }
        }
        Ok(reach)
    }

    /// Returns the things at the other end of an arrow, with the relation where there is one.
    fn neighbours(&self, hop: &HopPattern, from: Thing) -> Vec<(Option<RelationId>, Thing)> {
        let graph = self.graph;
        let mut found = Vec::new();
        let relations = match hop.reversed {
            true => graph.into(from),
            false => graph.out(from),
        };
        for id in relations {
            let relation = graph.relation(*id);
            if hop.links.iter().any(|link| is_linked(relation, link)) {
                let end = if hop.reversed {
                    &relation.from
                } else {
                    &relation.to
                };
                found.push((Some(*id), graph.end(end)));
            }
        }
        for link in &hop.links {
            let more = match (link, hop.reversed) {
                (Link::In, false) => graph.around(from),
                (Link::In, true) => graph.within(from).to_vec(),
                (Link::Targets, false) => graph.targets(from),
                (Link::Targets, true) => graph.targeted_by(from),
                _ => continue,
            };
            found.extend(more.into_iter().map(|thing| (None, thing)));
        }
        found
    }

    fn is_like(&self, thing: Thing, pattern: &NodePattern) -> bool {
        let graph = self.graph;
        (pattern.kinds.is_empty() || pattern.kinds.iter().any(|kind| graph.is_of(thing, kind)))
            && (pattern.layers.is_empty()
                || pattern
                    .layers
                    .iter()
                    .any(|layer| graph.layer(thing) == layer))
            && pattern
                .tags
                .iter()
                .all(|tag| graph.tags(thing).contains(tag))
    }
}

impl Reach {
    /// Returns where the way to a step starts, and its relations from there.
    fn path(&self, end: u32) -> (Thing, Vec<RelationId>) {
        let mut relations = Vec::new();
        let mut step = &self.steps[end as usize];
        while let Some((before, relation)) = step.before {
            relations.push(relation);
            step = &self.steps[before as usize];
        }
        relations.reverse();
        (step.thing, relations)
    }
}

fn is_linked(relation: &crate::model::Relation, link: &Link) -> bool {
    match link {
        Link::Kind(kind) => relation.kind == *kind,
        Link::Flow => relation.kind != RelationKind::Observes,
        Link::Any => true,
        Link::Role(role) => relation.role.as_deref() == Some(role),
        Link::In | Link::Targets => false,
    }
}
