//! Finds the way of one edge through the mesh.
//!
//! Comes in: a [`Mesh`] and how many edges run where. Goes out: the vertices that the edge passes. Always holds: work is bounded by a number
//! of steps; ties are broken by the order of vertices, so the same mesh gives the same ways.
//!
//! A* over (vertex, direction) as in Wybrow, Marriott and Stuckey, "Orthogonal Connector Routing" (2009), with crossings
//! in the cost.

use super::cells::{Cell, along, cells, direction, turns};
use super::goal::{BEND, whole};
use super::mesh::{DOWN, LEFT, Mesh, RIGHT, UP};
use super::price::{self, CROSSING};
use super::quest::{Quest, arrived, port_cost};
use super::space::NONE;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The way of an edge: the vertices that it passes, bends or not; empty where none was found.
pub(super) type Way = Vec<u32>;

/// By how many halves the bound of what is ahead counts: in a search for the cheapest way, and in one for any.
const CAREFUL: u32 = 2;
const GREEDY: u32 = 6;
/// In large graphs, where a long way crosses so many others that they count for more than its length.
const EAGER: u32 = 24;
/// How much more work than for the cheapest way is done for any in a large graph, before it gets urgent.
const PATIENCE: usize = 8;
/// For ends that are more pixels from each other for each step of that work it is never enough.
const REMOTE: usize = 20;

/// From this number of edges on, trunks are looked for less.
pub(super) const LARGE: usize = 400;

/// What a way may cost beyond twice its bound before it is looked for everywhere.
const FAR: f64 = 16.0 * BEND;

/// What a way may cost beyond its bound: most edges have one that costs little more, and where not, the limit is raised.
const SLACKS: [f64; 2] = [BEND + CROSSING, 8.0 * BEND + 3.0 * CROSSING];
const SLACK_IN_LARGE: [f64; 1] = [2.0 * BEND + CROSSING];

/// Most ways pass no more vertices.
const USUAL: usize = 32;

/// Windows for looking along a line.
const NARROW: f64 = 600.0;
const WIDE: f64 = 3000.0;

enum Found {
    Way(Way),
    /// There is no way within the limit.
    Nothing,
    /// The budget was spent before it was known.
    TooMuch,
}

/// Where a way turns into a line, and from where it came.
#[derive(Clone, Copy)]
struct Entry {
    vertex: u32,
    line: u32,
    cost: u32,
    /// The entry before it, and the port for the first.
    from: u32,
    /// For the first the only direction: towards the end of the line, or its start.
    way: Option<Heading>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Heading {
    On,
    Back,
}

/// The least sum of cost and bound with which a line was entered.
#[derive(Clone, Copy)]
struct Best {
    stamp: u32,
    sum: u32,
}

/// The lines that have been entered, and those that are to be looked along.
struct Front {
    best: Vec<Best>,
    stamp: u32,
    entries: Vec<Entry>,
    heap: BinaryHeap<Reverse<(u32, u32)>>,
    /// By how many halves the bound of what is ahead counts.
    greed: u32,
}

pub(super) struct Search {
    pub(super) cells: Vec<Cell>,
    front: Front,
    /// How many vertices one search may look at before it runs for the target.
    budget: usize,
    /// How many vertices one search may look at before it is given up.
    patience: usize,
    /// How much more than where a line was entered a vertex on it may cost, with what is ahead of it.
    window: u32,
    /// Whether quality has to give way to speed.
    pub(super) large: bool,
}

impl Search {
    pub(super) fn new(mesh: &Mesh, edges: usize) -> Self {
        Self {
            cells: cells(mesh),
            front: Front {
                best: vec![Best { stamp: 0, sum: 0 }; mesh.owners.len()],
                stamp: 0,
                entries: Vec::new(),
                heap: BinaryHeap::new(),
                greed: CAREFUL,
            },
            // Large graphs get fewer steps an edge, so that the whole stays near-linear.
            budget: (1_000_000 / edges.max(1)).clamp(200, 20_000),
            patience: usize::MAX,
            large: edges > LARGE,
            window: u32::MAX,
        }
    }

    /// Follows a mesh whose vertices have moved.
    pub(super) fn follow(&mut self, mesh: &Mesh) {
        for (cell, (&at, &border)) in
            (self.cells.iter_mut()).zip(mesh.places.iter().zip(&mesh.borders))
        {
            (cell.at, cell.border) = (at, border);
        }
    }

    /// Takes edges that may share a trunk out of the way, but for where they pass straight.
    pub(super) fn step_aside(&mut self, mesh: &Mesh, ways: &[Way], kin: &[u32]) {
        for &edge in kin {
            along(&mut self.cells, mesh, &ways[edge as usize], |links, kin| {
                *links = links.saturating_sub(1);
                *kin = kin.saturating_add(1);
            });
            turns(&mut self.cells, mesh, &ways[edge as usize], |bends| {
                *bends = bends.saturating_sub(1);
            });
        }
    }

    /// Notes where edges with labels and the same two ends start and end, or takes the note back.
    pub(super) fn fill(&mut self, mesh: &Mesh, ways: &[Way], others: &[u32], by: i8) {
        for &other in others {
            let way = &ways[other as usize];
            if let ([first, second, ..], [.., before, last]) = (&way[..], &way[..]) {
                for (port, next) in [(*first, *second), (*last, *before)] {
                    if direction(mesh, port, next) % 2 == 1 {
                        let full = &mut self.cells[port as usize].full;
                        *full = full.saturating_add(by);
                    }
                }
            }
        }
    }

    /// Undoes [`Self::step_aside`].
    pub(super) fn step_back(&mut self, mesh: &Mesh, ways: &[Way], kin: &[u32]) {
        for &edge in kin {
            along(&mut self.cells, mesh, &ways[edge as usize], |links, kin| {
                *links += 1;
                *kin = kin.saturating_sub(1);
            });
            turns(&mut self.cells, mesh, &ways[edge as usize], |bends| {
                *bends += 1
            });
        }
    }

    /// Finds a cheap way of an edge, or an empty one where there is none.
    ///
    /// The search goes from line to line, not from vertex to vertex: each line is entered where the sum of the cost so
    /// far and the bound of what is ahead is least, and then looked along in both directions.
    pub(super) fn find(&mut self, quest: &mut Quest<'_>) -> Way {
        let least = quest.goal.least();
        let slacks = if self.large {
            &SLACK_IN_LARGE
        } else {
            &SLACKS[..]
        };
        self.window = if self.large { whole(NARROW) } else { u32::MAX };
        self.patience = self.budget;
        let remote = self.large && least > whole((REMOTE * PATIENCE * self.budget) as f64);
        for &slack in slacks.iter().filter(|_| !remote) {
            match self.within(quest, quest.goal.limit(slack), CAREFUL) {
                Found::Way(way) => return way,
                Found::Nothing => {}
                Found::TooMuch => break,
            }
        }
        let (patience, urgent) = if self.large {
            (PATIENCE * self.budget, EAGER)
        } else {
            (usize::MAX, GREEDY)
        };
        for (limit, window, patience, greed) in [
            (
                least.saturating_mul(2).saturating_add(whole(FAR)),
                whole(NARROW),
                patience,
                GREEDY,
            ),
            (u32::MAX, whole(WIDE), usize::MAX, urgent),
            (u32::MAX, u32::MAX, usize::MAX, urgent),
        ]
        .into_iter()
        .skip(usize::from(remote))
        {
            (self.window, self.patience) = (window, patience);
            if let Found::Way(way) = self.within(quest, limit, greed) {
                return way;
            }
        }
        Way::new()
    }

    /// Finds a way of an edge that costs less than the one that it has, or an empty one where there is none.
    pub(super) fn cheaper(&mut self, quest: &mut Quest<'_>, known: &[u32]) -> Way {
        if self.large || known.is_empty() {
            return self.find(quest);
        }
        (self.window, self.patience) = (u32::MAX, self.budget);
        let most = quest.goal.limit(SLACKS[SLACKS.len() - 1]);
        let limit = price::way(quest, &self.cells, known).min(most);
        match self.within(quest, limit, CAREFUL) {
            Found::Way(way) => way,
            Found::Nothing | Found::TooMuch => Way::new(),
        }
    }

    /// Finds a way that costs less than a limit.
    fn within(&mut self, quest: &mut Quest<'_>, limit: u32, greed: u32) -> Found {
        self.front.begin(greed);
        (quest.limit, quest.found) = (limit, None);
        let (mesh, source) = (quest.mesh, quest.edge.source);
        let inward = quest.runs_inward(source, quest.edge.target);
        for port in mesh.ports(source) {
            let out = if inward {
                (port.out as usize + 2) % 4
            } else {
                port.out as usize
            };
            let cost = port_cost(&self.cells[port.vertex as usize], &quest.goal.source)
                + quest.shy.source_cost(out);
            let line = mesh.lines[port.vertex as usize][out % 2];
            let way = if out == RIGHT || out == DOWN {
                Heading::On
            } else {
                Heading::Back
            };
            let ahead = quest.goal.ahead(mesh.places[port.vertex as usize], out);
            self.front
                .enter(port.vertex, line, cost, ahead, NONE, Some(way));
        }
        let mut looked = 0;
        while let Some(Reverse((sum, index))) = self.front.heap.pop() {
            let entry = self.front.entries[index as usize];
            if looked > self.budget {
                if quest.found.is_some() {
                    break;
                }
                if looked > self.patience {
                    return Found::TooMuch;
                }
            } else if greed == CAREFUL && sum >= quest.limit {
                break;
            }
            if entry.way.is_none() && self.front.is_entered_for_less(entry.line, sum) {
                continue;
            }
            let is_row = self.cells[entry.vertex as usize].lines[0] == entry.line;
            if entry.way != Some(Heading::Back) {
                looked += match is_row {
                    true => self.look::<RIGHT>(quest, index),
                    false => self.look::<DOWN>(quest, index),
                };
            }
            if entry.way != Some(Heading::On) {
                looked += match is_row {
                    true => self.look::<LEFT>(quest, index),
                    false => self.look::<UP>(quest, index),
                };
            }
        }
        match quest.found {
            Some((last, end)) => Found::Way(self.trace(last, end)),
            None => Found::Nothing,
        }
    }

    /// Looks along a line from where it was entered; returns how many vertices were seen.
    fn look<const HEADING: usize>(&mut self, quest: &mut Quest<'_>, index: u32) -> usize {
        let (cells, axis) = (&self.cells, HEADING % 2);
        let entry = self.front.entries[index as usize];
        let mut last = &cells[entry.vertex as usize];
        let mut cost = entry.cost;
        let mut group = last.group;
        let line = quest.goal.line(last.at, HEADING);
        let bound = match self.window {
            u32::MAX => u32::MAX,
            window => quest
                .goal
                .ahead_either(last.at, axis)
                .saturating_add(window),
        };
        if cost.saturating_add(line.ahead(last.at).0) >= quest.limit {
            return usize::from(last.next[HEADING] != NONE);
        }
        let mut seen = 0;
        let mut gone = 0;
        loop {
            let vertex = last.next[HEADING];
            let Some(cell) = cells.get(vertex as usize) else {
                return seen;
            };
            seen += 1;
            let length = (cell.at.x - last.at.x).abs() + (cell.at.y - last.at.y).abs();
            let owner = match HEADING {
                RIGHT | DOWN => last,
                _ => cell,
            };
            cost = cost.saturating_add(price::run(owner, axis, length));
            if cell.group != group {
                group = cell.group;
                cost = cost.saturating_add(price::group(quest, group));
            }
            if cell.node != NONE || cell.border != NONE {
                let target = quest.edge.target;
                if arrived(quest.mesh, target, vertex, HEADING, quest.inward) {
                    let total = cost
                        .saturating_add(port_cost(cell, &quest.goal.target))
                        .saturating_add(quest.shy.target_cost(HEADING));
                    if total < quest.limit {
                        quest.limit = total;
                        quest.found = Some((index, vertex));
                    }
                    return seen;
                }
                if cell.node != NONE {
                    return seen;
                }
            }
            let (on, off) = line.ahead(cell.at);
            let across = cell.lines[1 - axis];
            if across != NONE && quest.of_use(across) {
                let shared = owner.kin[axis] > 0;
                let turned = cost.saturating_add(price::turn(cell, shared));
                if turned.saturating_add(off) < quest.limit {
                    self.front.enter(vertex, across, turned, off, index, None);
                }
            }
            cost = cost.saturating_add(price::straight(cell, axis));
            gone += whole(length);
            if cost.saturating_add(on) >= quest.limit || on.saturating_add(gone) >= bound {
                return seen;
            }
            last = cell;
        }
    }

    /// Leads a way on along a line to a vertex, and returns whether that lies in this direction.
    fn stretch(&self, way: &mut Way, mut at: u32, to: u32, direction: usize) -> bool {
        let known = way.len();
        while at != to {
            at = self.cells[at as usize].next[direction];
            if at == NONE {
                way.truncate(known);
                return false;
            }
            way.push(at);
        }
        true
    }

    /// The vertices of a way, back from its end.
    fn trace(&self, mut entry: u32, end: u32) -> Way {
        let mut way = Way::with_capacity(USUAL);
        way.push(end);
        let mut at = end;
        while entry != NONE {
            let Entry {
                vertex, line, from, ..
            } = self.front.entries[entry as usize];
            let cell = &self.cells[vertex as usize];
            let axis = usize::from(cell.lines[0] != line);
            let here = self.cells[at as usize].at;
            let back = match axis {
                0 => cell.at.x < here.x,
                _ => cell.at.y < here.y,
            };
            let [first, second] = if back {
                [axis + 2, axis]
            } else {
                [axis, axis + 2]
            };
            let _ = self.stretch(&mut way, at, vertex, first)
                || self.stretch(&mut way, at, vertex, second);
            at = vertex;
            entry = from;
        }
        way.reverse();
        way
    }
}

impl Front {
    fn begin(&mut self, greed: u32) {
        self.stamp += 1;
        self.heap.clear();
        self.entries.clear();
        self.greed = greed;
    }

    fn is_entered_for_less(&self, line: u32, sum: u32) -> bool {
        let best = self.best[line as usize];
        best.stamp == self.stamp && best.sum < sum
    }

    /// Notes that a line may be entered, unless it has been for less.
    fn enter(
        &mut self,
        vertex: u32,
        line: u32,
        cost: u32,
        ahead: u32,
        from: u32,
        way: Option<Heading>,
    ) {
        let sum = cost.saturating_add(ahead.saturating_mul(self.greed) / 2);
        if way.is_none() {
            if self.is_entered_for_less(line, sum.saturating_add(1)) {
                return;
            }
            self.best[line as usize] = Best {
                stamp: self.stamp,
                sum,
            };
        }
        self.heap.push(Reverse((sum, self.entries.len() as u32)));
        self.entries.push(Entry {
            vertex,
            line,
            cost,
            from,
            way,
        });
    }
}
