//! What a rule has made of each subject so far.

use super::eval::Asked;
use super::finding::{Subject, Verdict};
use super::graph::Graph;
use super::search::{Bound, Frame};

/// The verdicts of one rule, each found by the number of what it is about.
pub(super) struct Verdicts<'m> {
    /// How many things there are; relations are numbered behind them.
    things: usize,
    /// By number: the place of the verdict in the list, counted from one.
    places: Vec<u32>,
    list: Vec<Judgement<'m>>,
}

/// The verdict on one subject; of what passes nothing more is told.
pub(super) struct Judgement<'m> {
    number: usize,
    pub subject: Subject,
    pub worst: Option<Box<Worst<'m>>>,
}

/// That a subject does not pass, with the match that proves it.
pub(super) struct Worst<'m> {
    pub verdict: Verdict,
    pub frame: Frame,
    pub asks: Vec<Asked<'m>>,
    pub group: Vec<Frame>,
}

impl<'m> Verdicts<'m> {
    pub fn of(graph: &Graph) -> Self {
        Self {
            things: graph.len(),
            places: vec![0; graph.len() + graph.model.relations.len()],
            list: Vec::new(),
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
    pub fn set(&mut self, about: Bound, subject: Subject, worst: Option<Worst<'m>>) {
        let number = self.number(about);
        let worst = worst.map(Box::new);
        match self.places[number] {
            0 => {
                self.list.push(Judgement {
                    number,
                    subject,
                    worst,
                });
                self.places[number] = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
            }
            place if worst.is_some() => self.list[place as usize - 1].worst = worst,
            _ => {}
        }
    }

    /// Takes all verdicts, in the order of what they are about.
    pub fn take(&mut self) -> Vec<Judgement<'m>> {
        let mut list = std::mem::take(&mut self.list);
        for judgement in &list {
            self.places[judgement.number] = 0;
        }
        list.sort_unstable_by_key(|judgement| judgement.number);
        list
    }
}
