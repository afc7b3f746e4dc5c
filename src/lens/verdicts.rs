//! What a rule has made of each thing and relation so far, and what the rules before it have.

use super::eval::Asked;
use super::finding::Verdict;
use super::graph::{Graph, Thing};
use super::search::{Bound, Frame};
use crate::model::RelationId;

/// The verdicts of one rule, each found by the number of what it is about.
pub(super) struct Verdicts<'m> {
    /// How many things there are; relations are numbered behind them.
    things: usize,
    /// By number: the place of the verdict in the list, counted from one.
    places: Vec<u32>,
    list: Vec<Judgement<'m>>,
    /// By number: how many rules were passed.
    passed: Vec<usize>,
}

/// The verdict on one thing or relation; of what passes nothing more is told.
pub(super) struct Judgement<'m> {
    pub about: Bound,
    pub worst: Option<Box<Worst<'m>>>,
}

/// That something does not pass, with the match that proves it.
pub(super) struct Worst<'m> {
    pub verdict: Verdict,
    pub frame: Frame,
    pub asks: Vec<Asked<'m>>,
    pub group: Vec<Frame>,
}

impl<'m> Verdicts<'m> {
    pub fn of(graph: &Graph) -> Self {
        let numbers = graph.len() + graph.model.relations.len();
        Self {
            things: graph.len(),
            places: vec![0; numbers],
            list: Vec::new(),
            passed: vec![0; numbers],
        }
    }

    fn number(&self, about: Bound) -> usize {
        match about {
            Bound::Thing(thing) => thing.0 as usize,
            Bound::Relation(relation) => self.things + relation.0 as usize,
        }
    }

    /// Returns the match that does not pass, where there is one.
    pub fn worst(&self, about: Bound) -> Option<&Worst<'m>> {
        let place = self.places[self.number(about)] as usize;
        self.list[..place].last()?.worst.as_deref()
    }

    /// Takes note of a verdict; a match that passes changes nothing about one that does not.
    pub fn set(&mut self, about: Bound, worst: Option<Worst<'m>>) {
        let number = self.number(about);
        let worst = worst.map(Box::new);
        match self.places[number] {
            0 => {
                self.list.push(Judgement { about, worst });
                self.places[number] = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
            }
            place if worst.is_some() => self.list[place as usize - 1].worst = worst,
            _ => {}
        }
    }

    /// Ends a rule: takes its verdicts, in the order of what they are about, and counts what has passed.
    pub fn take(&mut self) -> Vec<Judgement<'m>> {
        let mut list = self.forget();
        for judgement in &list {
            if judgement.worst.is_none() {
                let number = self.number(judgement.about);
                self.passed[number] += 1;
            }
        }
        list.sort_unstable_by_key(|judgement| judgement.about);
        list
    }

    /// Ends a rule that was not run to its end.
    pub fn forget(&mut self) -> Vec<Judgement<'m>> {
        let list = std::mem::take(&mut self.list);
        for judgement in &list {
            let number = self.number(judgement.about);
            self.places[number] = 0;
        }
        list
    }

    /// Returns how many rules each thing and relation has passed, of those that passed any.
    pub fn held(&self) -> impl Iterator<Item = (Bound, usize)> {
        let bounds = (0..self.things).map(|at| Bound::Thing(Thing(short(at))));
        let relations = (0..).map(|at| Bound::Relation(RelationId(at)));
        let counts = self.passed.iter().copied();
        let held = bounds.chain(relations).zip(counts);
        held.filter(|(_, count)| *count > 0)
    }
}

fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
