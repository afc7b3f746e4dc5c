//! Repeated arrows: what they reach, remembered.

use super::{OverBudget, REMEMBERED, Reach, Search, Step, is_linked};
use crate::lens::graph::Thing;
use crate::lens::lang::{HopPattern, NodePattern};
use crate::lens::reach::{Closure, Ground, Nearest};
use crate::model::RelationId;
use std::collections::BTreeMap;
use std::rc::Rc;

impl<'g, 'm> Search<'g, 'm> {
    /// Returns the ground of a repeated arrow, from memory where it was asked before.
    fn ground(&mut self, hop: &HopPattern) -> Result<Rc<Ground>, OverBudget> {
        let key = std::ptr::from_ref(hop) as usize;
        if let Some(ground) = self.grounds.get(&key) {
            return Ok(Rc::clone(ground));
        }
        let graph = self.graph;
        let mut steps = Vec::new();
        for (id, _) in (0..).map(RelationId).zip(&graph.model.relations) {
            if hop.links.iter().any(|link| is_linked(graph, id, link)) {
                let wire = graph.wire(id);
                steps.push(match hop.reversed {
                    true => (wire.to, id, wire.from),
                    false => (wire.from, id, wire.to),
                });
            }
        }
        self.steps(graph.len() + graph.model.relations.len())?;
        let is_shield = |thing| hop.avoiding.iter().any(|avoid| self.is_like(thing, avoid));
        let ground = Rc::new(Ground::of(graph, steps, is_shield));
        self.grounds.insert(key, Rc::clone(&ground));
        Ok(ground)
    }

    /// Returns the ways to the nearest ends of a repeated arrow, the ends that matter most first.
    pub(super) fn ends(
        &mut self,
        hop: &HopPattern,
        to: &NodePattern,
    ) -> Result<Rc<Vec<Nearest>>, OverBudget> {
        let key = std::ptr::from_ref(hop) as usize;
        if let Some(ends) = self.ends.get(&key) {
            return Ok(Rc::clone(ends));
        }
        let ground = self.ground(hop)?;
        let classes = match self.deciding.clone() {
            Some((slot, classes)) if slot == to.slot => classes.to_vec(),
            _ => vec![self.all_like(to)?],
        };
        let mut ends = Vec::with_capacity(classes.len());
        for things in classes {
            self.steps(ground.forth.len())?;
            ends.push(Nearest::of(&ground, &things));
        }
        let ends = Rc::new(ends);
        self.ends.insert(key, Rc::clone(&ends));
        Ok(ends)
    }

    /// Returns whether a repeated arrow may lead from one thing to another; a bound on its length is not looked at.
    pub(super) fn can_reach(
        &mut self,
        hop: &HopPattern,
        from: Thing,
        end: Thing,
    ) -> Result<bool, OverBudget> {
        let ground = self.ground(hop)?;
        let key = std::ptr::from_ref(hop) as usize;
        if !self.closures.contains_key(&key) {
            self.steps(ground.forth.len())?;
            let closure = Closure::of(&ground).map(Rc::new);
            self.closures.insert(key, closure);
        }
        // Where the closure is too large, the walk finds out.
        let closure = self.closures.get(&key).and_then(Option::as_ref);
        Ok(closure.is_none_or(|closure| closure.reaches(&ground, from, end)))
    }

    /// Returns what a repeated arrow reaches, from memory where it was asked before.
    pub(super) fn reach(
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
        let mut reach = self.walk(hop, sources, None)?;
        if from.is_none() {
            let by_thing = reach
                .ends
                .iter()
                .map(|end| (reach.steps[*end as usize].thing, *end));
            reach.by_thing = by_thing.collect();
        }
        let reach = Rc::new(reach);
        if self.remembered + reach.steps.len() <= REMEMBERED {
            self.remembered += reach.steps.len();
            self.reaches.insert(key, Rc::clone(&reach));
        }
        Ok(reach)
    }

    /// Walks from all sources at once, to everything or until one thing is found.
    pub(super) fn walk(
        &mut self,
        hop: &HopPattern,
        sources: &[Thing],
        until: Option<Thing>,
    ) -> Result<Reach, OverBudget> {
        let ground = self.ground(hop)?;
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
            by_thing: BTreeMap::new(),
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
            let is_end = count >= least && until.is_none_or(|until| until == thing);
            if is_end && !ended[thing.0 as usize] {
                ended[thing.0 as usize] = true;
                reach.ends.push(number);
                if until.is_some() {
                    break;
                }
            }
            if most.is_some_and(|most| count >= most)
                || (before.is_some() && ground.shields[thing.0 as usize])
            {
                continue;
            }
            for (relation, next) in ground.forth.from(thing).iter().copied() {
                self.step()?;
                let count = (count + 1).min(cap);
                let place = next.0 as usize * layers + count as usize;
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
}

impl Reach {
    /// Returns where the way to a step starts, and its relations from there.
    pub(super) fn path(&self, end: u32) -> (Thing, Vec<RelationId>) {
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
