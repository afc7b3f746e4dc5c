//! What repeated arrows reach, answered for all things at once.
//!
//! Comes in: the graph and a repeated arrow of a pattern. Goes out: its steps by thing, the nearest of some ends from
//! everywhere, and which thing reaches which. Always holds: each is built once for an arrow, in work that grows with the
//! relations and not with the pairs of things; a shield ends a walk, but may be where it starts or ends.

use super::graph::{Graph, Thing};
use crate::model::RelationId;

/// The steps that a repeated arrow allows, by the thing that they start from.
pub(super) struct Steps {
    first: Vec<u32>,
    steps: Vec<(RelationId, Thing)>,
}

/// The ground that a repeated arrow walks on.
pub(super) struct Ground {
    pub forth: Steps,
    back: Steps,
    /// The things behind which no walk goes on.
    pub shields: Vec<bool>,
}

/// The way from everywhere to the nearest of some ends.
pub(super) struct Nearest {
    is_end: Vec<bool>,
    /// The length of the shortest walk of at least one step; the largest number where there is none.
    lengths: Vec<u32>,
    next: Vec<(RelationId, Thing)>,
}

/// Which thing reaches which: a row of bits for each set of things that reach each other.
pub(super) struct Closure {
    component: Vec<u32>,
    words: usize,
    rows: Vec<u64>,
}

const NEVER: u32 = u32::MAX;

/// The most words of bits that a closure may hold: 64 MiB.
const WORDS: usize = 8 * 1024 * 1024;

impl Steps {
    fn of(things: usize, mut all: Vec<(Thing, RelationId, Thing)>) -> Self {
        // Sorting is stable, so that the steps of a thing keep their order.
        all.sort_by_key(|(from, _, _)| *from);
        let mut first = vec![0; things + 1];
        for (from, _, _) in &all {
            first[from.0 as usize + 1] += 1;
        }
        for at in 0..things {
            first[at + 1] += first[at];
        }
        Self {
            first,
            steps: all.into_iter().map(|(_, by, to)| (by, to)).collect(),
        }
    }

    /// Returns the steps from a thing.
    pub fn from(&self, thing: Thing) -> &[(RelationId, Thing)] {
        let at = thing.0 as usize;
        &self.steps[self.first[at] as usize..self.first[at + 1] as usize]
    }

    /// Returns how many steps there are.
    pub fn len(&self) -> usize {
        self.steps.len()
    }
}

impl Ground {
    /// Lays the ground from its steps, each with the thing that it starts from.
    pub fn of(
        graph: &Graph,
        steps: Vec<(Thing, RelationId, Thing)>,
        is_shield: impl Fn(Thing) -> bool,
    ) -> Self {
        let things = graph.len();
        let turned = steps.iter().map(|(from, by, to)| (*to, *by, *from));
        Self {
            back: Steps::of(things, turned.collect()),
            forth: Steps::of(things, steps),
            shields: graph.all().map(is_shield).collect(),
        }
    }
}

impl Nearest {
    /// Walks back from all ends at once.
    pub fn of(ground: &Ground, ends: &[Thing]) -> Self {
        let things = ground.shields.len();
        let mut nearest = Self {
            is_end: vec![false; things],
            lengths: vec![NEVER; things],
            next: vec![(RelationId(0), Thing(0)); things],
        };
        // The things that a walk may go on from, with how far they are from an end.
        let mut queue = Vec::with_capacity(ends.len());
        let mut queued = vec![false; things];
        for end in ends {
            nearest.is_end[end.0 as usize] = true;
            queued[end.0 as usize] = true;
            queue.push((*end, 0));
        }
        let mut at = 0;
        while let Some((thing, far)) = queue.get(at).copied() {
            at += 1;
            for (by, before) in ground.back.from(thing) {
                let place = before.0 as usize;
                if nearest.lengths[place] == NEVER {
                    nearest.lengths[place] = far + 1;
                    nearest.next[place] = (*by, thing);
                }
                if !queued[place] && !ground.shields[place] {
                    queued[place] = true;
                    queue.push((*before, far + 1));
                }
            }
        }
        nearest
    }

    /// Returns the shortest walk from a thing to an end, of no more than some steps.
    pub fn walk(
        &self,
        from: Thing,
        least: u32,
        most: Option<u32>,
    ) -> Option<(Thing, Vec<RelationId>)> {
        if least == 0 && self.is_end[from.0 as usize] {
            return Some((from, Vec::new()));
        }
        let length = self.lengths[from.0 as usize];
        if length == NEVER || most.is_some_and(|most| length > most) {
            return None;
        }
        let mut relations = Vec::with_capacity(length as usize);
        let mut thing = from;
        for _ in 0..length {
            let (by, to) = self.next[thing.0 as usize];
            relations.push(by);
            thing = to;
        }
        Some((thing, relations))
    }
}

impl Closure {
    /// Condenses the things that reach each other and adds up what each of these sets reaches; nothing where that takes
    /// too much memory.
    pub fn of(ground: &Ground) -> Option<Self> {
        let component = components(ground);
        let count = component.iter().max().map_or(0, |last| *last as usize + 1);
        let words = count.div_ceil(64);
        if count.checked_mul(words)? > WORDS {
            return None;
        }
        let mut members: Vec<Vec<Thing>> = vec![Vec::new(); count];
        for (at, own) in (0..).zip(&component) {
            members[*own as usize].push(Thing(at));
        }
        let mut rows = vec![0_u64; count * words];
        // Components are numbered from what is reached to what reaches it.
        for (own, members) in members.iter().enumerate() {
            let (done, open) = rows.split_at_mut(own * words);
            let row = &mut open[..words];
            row[own / 64] |= 1 << (own % 64);
            for thing in members {
                if ground.shields[thing.0 as usize] {
                    continue;
                }
                for (_, to) in ground.forth.from(*thing) {
                    let other = component[to.0 as usize] as usize;
                    if other == own || row[other / 64] >> (other % 64) & 1 == 1 {
                        continue;
                    }
                    let theirs = &done[other * words..(other + 1) * words];
                    row.iter_mut()
                        .zip(theirs)
                        .for_each(|(own, more)| *own |= more);
                }
            }
        }
        Some(Self {
            component,
            words,
            rows,
        })
    }

    /// Returns whether a walk of at least one step leads from one thing to another.
    pub fn reaches(&self, ground: &Ground, from: Thing, to: Thing) -> bool {
        let wanted = self.component[to.0 as usize] as usize;
        ground.forth.from(from).iter().any(|(_, next)| {
            let row = self.component[next.0 as usize] as usize * self.words;
            self.rows[row + wanted / 64] >> (wanted % 64) & 1 == 1
        })
    }
}

/// Numbers the strongly connected components, a component after all that it reaches (Tarjan 1972, without recursion).
fn components(ground: &Ground) -> Vec<u32> {
    let things = ground.shields.len();
    let mut component = vec![NEVER; things];
    let mut number = vec![NEVER; things];
    let mut low = vec![0_u32; things];
    let (mut numbers, mut found) = (0, 0);
    let mut open: Vec<usize> = Vec::new();
    let mut path: Vec<(usize, usize)> = Vec::new();
    for root in 0..things {
        if number[root] != NEVER {
            continue;
        }
        path.push((root, 0));
        while let Some((thing, step)) = path.pop() {
            if step == 0 {
                number[thing] = numbers;
                low[thing] = numbers;
                numbers += 1;
                open.push(thing);
            }
            let steps = match ground.shields[thing] {
                true => &[],
                false => ground
                    .forth
                    .from(Thing(u32::try_from(thing).unwrap_or(NEVER))),
            };
            if let Some((_, to)) = steps.get(step) {
                let to = to.0 as usize;
                path.push((thing, step + 1));
                if number[to] == NEVER {
                    path.push((to, 0));
                } else if component[to] == NEVER {
                    low[thing] = low[thing].min(number[to]);
                }
                continue;
            }
            if low[thing] == number[thing] {
                while let Some(member) = open.pop() {
                    component[member] = found;
                    if member == thing {
                        break;
                    }
                }
                found += 1;
            }
            if let Some((before, _)) = path.last() {
                low[*before] = low[*before].min(low[thing]);
            }
        }
    }
    component
}
