//! Patterns against a model: all matches of a query, within a budget of steps.

mod repeated;

use super::graph::{Graph, Thing};
use super::lang::{Chain, HopPattern, Link, NodePattern, Query, Slot};
use super::order;
use super::reach::{Closure, Ground, Nearest};
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
    /// For each slot whether only the nearest thing that it can be bound to matters.
    pub free: Vec<bool>,
    /// The end that alone decides, with the things that it can be: the nearest of the first list that is reached matters.
    pub deciding: Option<(Slot, [Vec<Thing>; 3])>,
    steps_left: u64,
    orders: BTreeMap<usize, Rc<Vec<Chain>>>,
    grounds: BTreeMap<usize, Rc<Ground>>,
    ends: BTreeMap<usize, Rc<Vec<Nearest>>>,
    closures: BTreeMap<usize, Option<Rc<Closure>>>,
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
    /// The same by thing, where walks were begun everywhere.
    by_thing: BTreeMap<Thing, u32>,
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
            free: Vec::new(),
            deciding: None,
            steps_left: budget,
            orders: BTreeMap::new(),
            grounds: BTreeMap::new(),
            ends: BTreeMap::new(),
            closures: BTreeMap::new(),
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
        self.steps(1)
    }

    fn steps(&mut self, count: usize) -> Result<(), OverBudget> {
        self.steps_left = self
            .steps_left
            .checked_sub(count as u64)
            .ok_or(OverBudget)?;
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

    /// Like [`Search::each`], from what is bound already; the order of the path is not promised.
    pub fn each_from_known(
        &mut self,
        query: &Query,
        found: &mut dyn FnMut(&mut Self) -> Result<Go, OverBudget>,
    ) -> Result<Go, OverBudget> {
        let key = query.chains.as_ptr() as usize;
        let known = self.orders.get(&key).map(Rc::clone);
        let chains = known.unwrap_or_else(|| {
            let chains = order::from_known(&query.chains, |slot| self.bound(slot).is_some());
            Rc::new(chains)
        });
        // Reachability is remembered by where its arrow is written, so the chains stay where they are.
        self.orders.insert(key, Rc::clone(&chains));
        self.chains(&chains, found)
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
            self.is_free(first.slot) && self.bound(first.slot).is_none(),
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
        if let Some((least, most)) = hop.repeat {
            if let Some(end) = self.thing(to.slot) {
                return self.arrive_at(hop, from, end, to, further, rest, found);
            }
            let decides = matches!(&self.deciding, Some((slot, _)) if *slot == to.slot);
            if least <= 1 && (decides || self.is_free(to.slot) && further.is_empty()) {
                let ends = self.ends(hop, to)?;
                self.step()?;
                let walk = ends.iter().find_map(|ends| ends.walk(from, least, most));
                let Some((end, relations)) = walk else {
                    return Ok(Go::On);
                };
                return self.arrive(end, &relations, hop, to, further, rest, found);
            }
            let reach = self.reach(hop, Some(from), None)?;
            return self.along(&reach, hop, to, further, rest, None, found);
        }
        let graph = self.graph;
        let relations = match hop.reversed {
            true => graph.into(from),
            false => graph.out(from),
        };
        for id in relations {
            self.step()?;
            if !hop.links.iter().any(|link| is_linked(graph, *id, link)) {
                continue;
            }
            let wire = graph.wire(*id);
            let thing = match hop.reversed {
                true => wire.from,
                false => wire.to,
            };
            if self.cross(hop, Some(*id), thing, to, further, rest, found)? == Go::Stop {
                return Ok(Go::Stop);
            }
        }
        for link in &hop.links {
            let things = match (link, hop.reversed) {
                (Link::In, false) => graph.around(from),
                (Link::In, true) => graph.within(from).to_vec(),
                (Link::Targets, false) => graph.targets(from),
                (Link::Targets, true) => graph.targeted_by(from),
                _ => continue,
            };
            for thing in things {
                self.step()?;
                if self.cross(hop, None, thing, to, further, rest, found)? == Go::Stop {
                    return Ok(Go::Stop);
                }
            }
        }
        Ok(Go::On)
    }

    /// Takes a single step to a thing, where the pattern lets it.
    #[expect(
        clippy::too_many_arguments,
        reason = "the rest of the pattern travels along"
    )]
    fn cross(
        &mut self,
        hop: &HopPattern,
        relation: Option<RelationId>,
        thing: Thing,
        to: &NodePattern,
        further: &[(HopPattern, NodePattern)],
        rest: &[Chain],
        found: &mut dyn FnMut(&mut Self) -> Result<Go, OverBudget>,
    ) -> Result<Go, OverBudget> {
        let was = self.bound(to.slot);
        if was.is_some_and(|bound| bound != Bound::Thing(thing)) || !self.is_like(thing, to) {
            return Ok(Go::On);
        }
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
        go
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
        let sources = self.all_like(first)?;
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
        let known = self.bound(to.slot);
        let single: [u32; 1];
        let ends = match self
            .thing(to.slot)
            .and_then(|thing| reach.by_thing.get(&thing))
        {
            Some(end) => {
                single = [*end];
                &single[..]
            }
            None if source.is_some() && known.is_some() => &[],
            None => &reach.ends,
        };
        for end in ends {
            self.step()?;
            let thing = reach.steps[*end as usize].thing;
            if known.is_some_and(|known| known != Bound::Thing(thing)) || !self.is_like(thing, to) {
                continue;
            }
            let (start, relations) = reach.path(*end);
            if let Some(slot) = source {
                self.bind(slot, Some(Bound::Thing(start)));
            }
            if self.arrive(thing, &relations, hop, to, further, rest, found)? == Go::Stop {
                return Ok(Go::Stop);
            }
        }
        Ok(Go::On)
    }

    /// Goes on from the end of a walk.
    #[expect(
        clippy::too_many_arguments,
        reason = "the rest of the pattern travels along"
    )]
    fn arrive(
        &mut self,
        end: Thing,
        relations: &[RelationId],
        hop: &HopPattern,
        to: &NodePattern,
        further: &[(HopPattern, NodePattern)],
        rest: &[Chain],
        found: &mut dyn FnMut(&mut Self) -> Result<Go, OverBudget>,
    ) -> Result<Go, OverBudget> {
        let was = self.bound(to.slot);
        self.bind(to.slot, Some(Bound::Thing(end)));
        let length = self.frame.path.len();
        // A pattern written against the arrows is told along them.
        match hop.reversed {
            true => self.frame.path.extend(relations.iter().rev()),
            false => self.frame.path.extend(relations),
        }
        let go = self.hops(further, end, rest, found);
        self.frame.path.truncate(length);
        self.bind(to.slot, was);
        go
    }

    /// Goes to an end that is known: by the shortest walk where there is one.
    #[expect(
        clippy::too_many_arguments,
        reason = "the rest of the pattern travels along"
    )]
    fn arrive_at(
        &mut self,
        hop: &HopPattern,
        from: Thing,
        end: Thing,
        to: &NodePattern,
        further: &[(HopPattern, NodePattern)],
        rest: &[Chain],
        found: &mut dyn FnMut(&mut Self) -> Result<Go, OverBudget>,
    ) -> Result<Go, OverBudget> {
        self.step()?;
        if !self.is_like(end, to) {
            return Ok(Go::On);
        }
        let (least, _) = hop.repeat.unwrap_or((1, Some(1)));
        let stays = least == 0 && from == end;
        if !stays && !self.can_reach(hop, from, end)? {
            return Ok(Go::On);
        }
        let reach = self.walk(hop, &[from], Some(end))?;
        match reach.ends.first() {
            Some(last) => {
                let (_, relations) = reach.path(*last);
                self.arrive(end, &relations, hop, to, further, rest, found)
            }
            None => Ok(Go::On),
        }
    }

    fn is_free(&self, slot: Slot) -> bool {
        self.free.get(slot.0 as usize) == Some(&true)
    }

    /// Returns all things that are like a node of a pattern.
    pub fn all_like(&mut self, node: &NodePattern) -> Result<Vec<Thing>, OverBudget> {
        let mut things = self.graph.of_kinds(&node.kinds);
        self.steps(things.len())?;
        things.retain(|thing| self.is_like(*thing, node));
        Ok(things)
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

fn is_linked(graph: &Graph, id: RelationId, link: &Link) -> bool {
    match link {
        Link::Kind(kind) => graph.wire(id).kind == *kind,
        Link::Flow => graph.wire(id).kind != RelationKind::Observes,
        Link::Any => true,
        Link::Role(role) => graph.has_role(id, role),
        Link::In | Link::Targets => false,
    }
}
