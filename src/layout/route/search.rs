//! Finds each edge's way through the mesh.
//!
//! Comes in: a [`Mesh`]. Goes out: for each edge the vertices that it passes. Always holds: work is bounded by a number
//! of steps; ties are broken by the order of vertices, so the same mesh gives the same ways.
//!
//! A* over (vertex, direction) as in Wybrow, Marriott and Stuckey, "Orthogonal Connector Routing" (2009), with crossings
//! in the cost; rounds of taking edges out and routing them again after McMurchie and Ebeling, "PathFinder" (1995).

use super::bundle;
use super::mesh::{DOWN, LEFT, Mesh, RIGHT, UP};
use super::space::{NONE, Space};
use crate::geometry::{Point, Polyline, Rect};
use crate::layout::graph::{Edge, End, Graph};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// The way of an edge: the vertices that it passes, bends or not; empty where none was found.
pub(super) type Way = Vec<u32>;

/// What things cost, in pixels of length.
const BEND: f64 = 120.0;
const CROSSING: f64 = 240.0;
/// A bend on another's line may turn out to be a crossing.
const TOUCH: f64 = 50.0;
const FOREIGN: f64 = 400.0;
/// Running along with another, for each pixel.
const ALONG: f64 = 0.15;
/// Running along a trunk that it may share, for each pixel.
const SHARED: f64 = 0.6;
/// Running along where there is no room left, for each pixel.
const FULL: f64 = 2.0;
/// A port off the middle of its side, for each pixel.
const OFF_MIDDLE: f64 = 0.25;
/// A side that has no room for the edge's label.
const SHUNNED: f64 = 6.0 * BEND;
/// A port that another edge uses already.
const TAKEN: f64 = 24.0;

/// Costs are whole numbers of this part of a pixel, so that sums are exact.
const SCALE: f64 = 8.0;

/// All that the search reads at a vertex, side by side in memory, and how many edges run there.
#[derive(Clone)]
struct Cell {
    at: Point,
    next: [u32; 4],
    lines: [u32; 2],
    group: u32,
    node: u32,
    border: u32,
    /// Passing straight, along the row then along the column.
    straight: [u16; 2],
    /// Along the links to the right and down.
    links: [u16; 2],
    /// Bending or ending here.
    bends: u16,
    /// How many edges that may share a trunk with the one that is looked for run along the links.
    kin: [u8; 2],
    /// How many edges with labels and the same two ends start or end here, above or below a box.
    full: i8,
    rooms: [u8; 2],
}

fn cells(mesh: &Mesh) -> Vec<Cell> {
    (0..mesh.places.len())
        .map(|vertex| Cell {
            at: mesh.places[vertex],
            next: mesh.links[vertex],
            lines: mesh.lines[vertex],
            group: mesh.groups[vertex],
            node: mesh.nodes[vertex],
            border: mesh.borders[vertex],
            straight: [0; 2],
            links: [0; 2],
            bends: 0,
            kin: [0; 2],
            full: 0,
            rooms: mesh.rooms[vertex],
        })
        .collect()
}

/// Counts a way in or out.
fn count(cells: &mut [Cell], mesh: &Mesh, way: &[u32], step: impl Fn(&mut u16)) {
    along(cells, mesh, way, |links, _| step(links));
    for three in way.windows(3) {
        let before = direction(mesh, three[0], three[1]);
        if before == direction(mesh, three[1], three[2]) {
            step(&mut cells[three[1] as usize].straight[before % 2]);
        }
    }
    turns(cells, mesh, way, step);
}

/// Visits the links of a way: how many edges and how many that may share a trunk run there.
fn along(cells: &mut [Cell], mesh: &Mesh, way: &[u32], step: impl Fn(&mut u16, &mut u8)) {
    for pair in way.windows(2) {
        let (at, axis) = match direction(mesh, pair[0], pair[1]) {
            RIGHT => (pair[0], 0),
            LEFT => (pair[1], 0),
            DOWN => (pair[0], 1),
            _ => (pair[1], 1),
        };
        let cell = &mut cells[at as usize];
        step(&mut cell.links[axis], &mut cell.kin[axis]);
    }
}

/// Visits the vertices where a way starts, bends and ends.
fn turns(cells: &mut [Cell], mesh: &Mesh, way: &[u32], step: impl Fn(&mut u16)) {
    for three in way.windows(3) {
        if direction(mesh, three[0], three[1]) != direction(mesh, three[1], three[2]) {
            step(&mut cells[three[1] as usize].bends);
        }
    }
    for &end in way.first().into_iter().chain(way.last()) {
        step(&mut cells[end as usize].bends);
    }
}

/// The direction from a vertex to one that it is linked to.
pub(super) fn direction(mesh: &Mesh, from: u32, to: u32) -> usize {
    mesh.links[from as usize]
        .iter()
        .position(|&link| link == to)
        .unwrap_or(RIGHT)
}

/// How ways are looked for; what is best differs from graph to graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Edges are drawn to trunks that they may share.
    Trunks,
    /// Each edge goes its own way; short edges come first.
    Alone,
    /// Each edge goes its own way; long edges come first.
    LongFirst,
}

/// The sides of its ends that an edge keeps away from, one bit for each direction: ways that left there had no room for
/// its label, however much the placement was widened.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shy {
    source: u8,
    target: u8,
}

impl Shy {
    /// Keeps away from where this line leaves its source, or if that is done already from where it enters its target.
    pub(super) fn learn(&mut self, line: &Polyline) {
        let [first, second, ..] = line.points[..] else {
            return;
        };
        let [.., before, last] = line.points[..] else {
            return;
        };
        let source = 1 << out_of(first, second);
        if self.source & source == 0 {
            self.source |= source;
        } else {
            self.target |= 1 << out_of(last, before);
        }
    }

    fn source_cost(self, out: usize) -> u32 {
        whole(f64::from(self.source >> out & 1) * SHUNNED)
    }

    fn target_cost(self, heading: usize) -> u32 {
        whole(f64::from(self.target >> ((heading + 2) % 4) & 1) * SHUNNED)
    }
}

/// The direction from one point of a line to the next.
fn out_of(from: Point, to: Point) -> usize {
    if (to.x - from.x).abs() > (to.y - from.y).abs() {
        if to.x > from.x { RIGHT } else { LEFT }
    } else if to.y > from.y {
        DOWN
    } else {
        UP
    }
}

/// Finds ways for all edges but self loops.
pub(super) fn ways(
    graph: &Graph,
    space: &Space,
    mesh: &Mesh,
    style: Style,
    shy: &[Shy],
) -> Vec<Way> {
    let leaders = bundle::leaders(graph);
    let beside = bundle::labelled_beside(graph);
    let mut order: Vec<(i64, usize)> = graph
        .edges
        .iter()
        .enumerate()
        .filter(|&(index, edge)| edge.source != edge.target && leaders[index] as usize == index)
        .map(|(index, edge)| {
            let (a, b) = (space.rect(edge.source), space.rect(edge.target));
            let (x, y) = gap(&a, &b);
            (((x.abs() + y.abs()) / edge.weight.max(0.1)) as i64, index)
        })
        .collect();
    order.sort_unstable();
    if style == Style::LongFirst {
        order.reverse();
    }
    let mut search = Search::new(mesh, order.len());
    let mut ways = vec![Way::new(); graph.edges.len()];
    let families = match style {
        Style::Trunks => families(graph),
        Style::Alone | Style::LongFirst => Families::new(),
    };
    for &(_, index) in &order {
        let edge = &graph.edges[index];
        let kin = kin(graph, &families, &ways, index);
        search.step_aside(mesh, &ways, &kin);
        search.fill(mesh, &ways, &beside[index], 1);
        ways[index] = search.find(edge, space, mesh, shy[index]);
        search.fill(mesh, &ways, &beside[index], -1);
        search.step_back(mesh, &ways, &kin);
        count(&mut search.cells, mesh, &ways[index], |count| *count += 1);
    }
    let rounds = if search.large { 1 } else { ROUNDS };
    for _ in 0..rounds {
        let mut better = false;
        for &(_, index) in &order {
            let edge = &graph.edges[index];
            count(&mut search.cells, mesh, &ways[index], |count| *count -= 1);
            if disturbed(&search.cells, mesh, &ways[index]) {
                let kin = kin(graph, &families, &ways, index);
                search.step_aside(mesh, &ways, &kin);
                search.fill(mesh, &ways, &beside[index], 1);
                let way = search.find(edge, space, mesh, shy[index]);
                search.fill(mesh, &ways, &beside[index], -1);
                search.step_back(mesh, &ways, &kin);
                if !way.is_empty() && way != ways[index] {
                    ways[index] = way;
                    better = true;
                }
            }
            count(&mut search.cells, mesh, &ways[index], |count| *count += 1);
        }
        if !better {
            break;
        }
    }
    for index in 0..ways.len() {
        ways[index] = ways[leaders[index] as usize].clone();
    }
    ways
}

/// By how many halves the bound of what is ahead counts: in a search for the cheapest way, and in one for any.
const CAREFUL: u32 = 2;
const GREEDY: u32 = 6;

/// The edges that leave or enter one end and may share a trunk there.
type Families = BTreeMap<(End, bool, u8), Vec<u32>>;

/// How many others an edge looks at for a trunk.
const KIN: usize = 24;
const KIN_IN_LARGE: usize = 5;
/// From this number of edges on, trunks are looked for less.
const LARGE: usize = 400;

fn families(graph: &Graph) -> Families {
    let mut families = Families::new();
    for (index, edge) in graph.edges.iter().enumerate() {
        for (end, leaves) in [(edge.source, true), (edge.target, false)] {
            let family = families.entry((end, leaves, edge.class)).or_default();
            family.push(index as u32);
        }
    }
    families
}

/// The edges with which an edge may share a trunk, and that have their way.
fn kin(graph: &Graph, families: &Families, ways: &[Way], index: usize) -> Vec<u32> {
    let edge = &graph.edges[index];
    let most = if graph.edges.len() > LARGE {
        KIN_IN_LARGE
    } else {
        KIN
    };
    let mut kin = Vec::new();
    for (end, leaves) in [(edge.source, true), (edge.target, false)] {
        let family = families.get(&(end, leaves, edge.class));
        let others = family.into_iter().flatten().filter(|&&other| {
            let other = other as usize;
            let parallel = graph.edges[other].source == edge.source
                && graph.edges[other].target == edge.target;
            !parallel && !ways[other].is_empty()
        });
        kin.extend(others.take(most));
    }
    kin
}

/// What a way may cost beyond twice its bound before it is looked for everywhere.
const FAR: f64 = 16.0 * BEND;

/// Windows for looking along a line.
const NARROW: f64 = 600.0;
const WIDE: f64 = 3000.0;

/// How often all edges that meet others are routed again.
const ROUNDS: usize = 2;

/// Whether a way crosses another, or runs where there is no room.
fn disturbed(cells: &[Cell], mesh: &Mesh, way: &[u32]) -> bool {
    let crosses = way.windows(3).any(|three| {
        let before = direction(mesh, three[0], three[1]);
        let after = direction(mesh, three[1], three[2]);
        let straight = cells[three[1] as usize].straight;
        before == after && straight[1 - before % 2] > 0 || before != after && straight != [0; 2]
    });
    crosses
        || way.windows(2).any(|pair| {
            let heading = direction(mesh, pair[0], pair[1]);
            let owner = if heading == RIGHT || heading == DOWN {
                pair[0]
            } else {
                pair[1]
            } as usize;
            cells[owner].links[heading % 2] >= u16::from(cells[owner].rooms[heading % 2])
        })
}

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

struct Search {
    cells: Vec<Cell>,
    best: Vec<Best>,
    stamp: u32,
    entries: Vec<Entry>,
    heap: BinaryHeap<Reverse<(u32, u32)>>,
    /// How many vertices one search may look at before it runs for the target.
    budget: usize,
    /// By how many halves the bound of what is ahead counts.
    greed: u32,
    /// How much more than where a line was entered a vertex on it may cost, with what is ahead of it.
    window: u32,
    /// Whether quality has to give way to speed.
    large: bool,
}

/// What one search knows.
struct Quest<'a> {
    space: &'a Space,
    mesh: &'a Mesh,
    edge: &'a Edge,
    shy: Shy,
    goal: Goal,
    /// Whether the target is a group that is entered from its inside.
    inward: bool,
    /// What a way must cost less than: as much as the cheapest so far.
    limit: u32,
    /// The last entry of the cheapest way so far, and where it ends.
    found: Option<(u32, u32)>,
    /// Whether centre lines of other nodes are left alone.
    large: bool,
}

impl Quest<'_> {
    /// Whether a line may lead to the target.
    fn of_use(&self, line: u32) -> bool {
        let owners = self.mesh.owners[line as usize];
        let own = |&owner: &u32| {
            let end = End::Node(crate::layout::NodeId(owner));
            owner != NONE && (end == self.edge.source || end == self.edge.target)
        };
        !self.large || owners == [NONE; 2] || owners.iter().any(own)
    }
}

impl Search {
    fn new(mesh: &Mesh, edges: usize) -> Self {
        Self {
            cells: cells(mesh),
            best: vec![Best { stamp: 0, sum: 0 }; mesh.owners.len()],
            stamp: 0,
            entries: Vec::new(),
            heap: BinaryHeap::new(),
            // Large graphs get fewer steps an edge, so that the whole stays near-linear.
            budget: (1_000_000 / edges.max(1)).clamp(200, 20_000),
            greed: CAREFUL,
            large: edges > LARGE,
            window: u32::MAX,
        }
    }

    /// Takes edges that may share a trunk out of the way, but for where they pass straight.
    fn step_aside(&mut self, mesh: &Mesh, ways: &[Way], kin: &[u32]) {
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
    fn fill(&mut self, mesh: &Mesh, ways: &[Way], others: &[u32], by: i8) {
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
    fn step_back(&mut self, mesh: &Mesh, ways: &[Way], kin: &[u32]) {
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
    fn find(&mut self, edge: &Edge, space: &Space, mesh: &Mesh, shy: Shy) -> Way {
        // Most edges have a way that costs little more than the bound; where not, the limit is raised.
        let least = Goal::new(edge, space).least();
        let slacks: &[f64] = if self.large {
            &[2.0 * BEND + CROSSING]
        } else {
            &[
                BEND + 120.0,
                3.0 * BEND + CROSSING,
                8.0 * BEND + 3.0 * CROSSING,
            ]
        };
        self.window = if self.large { whole(NARROW) } else { u32::MAX };
        for &slack in slacks {
            let limit = least + least / 16 + whole(slack);
            match self.within(edge, space, mesh, shy, limit, CAREFUL) {
                Found::Way(way) => return way,
                Found::Nothing => {}
                Found::TooMuch => break,
            }
        }
        for (limit, window) in [
            (2 * least + whole(FAR), whole(NARROW)),
            (u32::MAX, whole(WIDE)),
            (u32::MAX, u32::MAX),
        ] {
            self.window = window;
            if let Found::Way(way) = self.within(edge, space, mesh, shy, limit, GREEDY) {
                return way;
            }
        }
        Way::new()
    }

    /// Finds a way that costs less than a limit.
    fn within(
        &mut self,
        edge: &Edge,
        space: &Space,
        mesh: &Mesh,
        shy: Shy,
        limit: u32,
        greed: u32,
    ) -> Found {
        self.stamp += 1;
        self.heap.clear();
        self.entries.clear();
        // A group's edge to what it holds runs inward.
        let within = |end: End, other: End| match end {
            End::Group(group) => space.holds(group.0, space.home(other)),
            End::Node(_) => false,
        };
        let mut quest = Quest {
            space,
            mesh,
            edge,
            shy,
            goal: Goal::new(edge, space),
            inward: within(edge.target, edge.source),
            limit,
            found: None,
            large: self.large,
        };
        let inward = within(edge.source, edge.target);
        for port in mesh.ports(edge.source) {
            let out = if inward {
                (port.out as usize + 2) % 4
            } else {
                port.out as usize
            };
            let cost = port_cost(&self.cells[port.vertex as usize], &quest.goal.source)
                + shy.source_cost(out);
            let line = mesh.lines[port.vertex as usize][out % 2];
            let way = if out == RIGHT || out == DOWN {
                Heading::On
            } else {
                Heading::Back
            };
            let ahead = quest.goal.ahead(mesh.places[port.vertex as usize], out);
            self.enter(port.vertex, line, cost, ahead, NONE, Some(way));
        }
        let mut looked = 0;
        self.greed = greed;
        while let Some(Reverse((sum, index))) = self.heap.pop() {
            let entry = self.entries[index as usize];
            if looked > self.budget {
                if quest.found.is_some() {
                    break;
                }
                if greed == CAREFUL {
                    return Found::TooMuch;
                }
            } else if greed == CAREFUL && sum >= quest.limit {
                break;
            }
            let best = self.best[entry.line as usize];
            if entry.way.is_none() && best.stamp == self.stamp && best.sum < sum {
                continue;
            }
            for heading in [Heading::On, Heading::Back] {
                if entry.way.is_none_or(|way| way == heading) {
                    looked += self.look(&mut quest, index, entry, heading);
                }
            }
        }
        match quest.found {
            Some((last, end)) => Found::Way(self.trace(last, end)),
            None => Found::Nothing,
        }
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
            let best = &mut self.best[line as usize];
            if best.stamp == self.stamp && best.sum <= sum {
                return;
            }
            *best = Best {
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

    /// Looks along a line from where it was entered; returns how many vertices were seen.
    fn look(&mut self, quest: &mut Quest<'_>, index: u32, entry: Entry, heading: Heading) -> usize {
        let start = &self.cells[entry.vertex as usize];
        let axis = usize::from(start.lines[0] != entry.line);
        let direction = match heading {
            Heading::On => axis,
            Heading::Back => axis + 2,
        };
        let mut cost = entry.cost;
        let mut seen = 0;
        let mut group = start.group;
        let mut before = entry.vertex as usize;
        let bound = quest
            .goal
            .ahead_either(start.at, axis)
            .saturating_add(self.window);
        let mut gone = 0;
        loop {
            let vertex = self.cells[before].next[direction];
            if vertex == NONE {
                return seen;
            }
            seen += 1;
            let (last, cell) = (&self.cells[before], &self.cells[vertex as usize]);
            let length = (cell.at.x - last.at.x).abs() + (cell.at.y - last.at.y).abs();
            let owner = match heading {
                Heading::On => last,
                Heading::Back => cell,
            };
            let link = owner.links[axis];
            let shared = owner.kin[axis] > 0;
            cost += whole(if shared { SHARED * length } else { length });
            if link > 0 {
                let full = (link + 1).saturating_sub(u16::from(owner.rooms[axis]));
                let share = ALONG * f64::from(link.min(8)) + FULL * f64::from(full.min(4));
                cost += whole(share * length);
            }
            if cell.group != group {
                group = cell.group;
                if !quest.goal.at_home(quest.space, group) {
                    cost += whole(FOREIGN);
                }
            }
            if cell.node != NONE || cell.border != NONE {
                let target = quest.edge.target;
                if arrived(quest.mesh, target, vertex, direction, quest.inward) {
                    let total = cost
                        + port_cost(cell, &quest.goal.target)
                        + quest.shy.target_cost(direction);
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
            let at = cell.at;
            let across = cell.lines[1 - axis];
            let others = cell.straight[0] + cell.straight[1];
            let crossed = CROSSING * f64::from(cell.straight[1 - axis])
                + TOUCH * 0.25 * f64::from(cell.bends.min(4));
            if across != NONE && quest.of_use(across) {
                let touch = if shared { 0.0 } else { TOUCH };
                let turned = cost + whole(BEND + touch * f64::from(others.min(4)));
                let ahead = quest.goal.ahead_either(at, 1 - axis);
                if turned.saturating_add(ahead) < quest.limit {
                    self.enter(vertex, across, turned, ahead, index, None);
                }
            }
            cost += whole(crossed);
            gone += whole(length);
            let ahead = quest.goal.ahead(at, direction);
            if cost.saturating_add(ahead) >= quest.limit || gone + ahead >= bound {
                return seen;
            }
            before = vertex as usize;
        }
    }

    /// The vertices from one to another on the same line, without the first.
    fn stretch(&self, mut at: u32, to: u32, direction: usize) -> Option<Vec<u32>> {
        let mut all = Vec::new();
        while at != to {
            at = self.cells[at as usize].next[direction];
            if at == NONE {
                return None;
            }
            all.push(at);
        }
        Some(all)
    }

    /// The vertices of a way, back from its end.
    fn trace(&self, mut entry: u32, end: u32) -> Way {
        let mut way = vec![end];
        let mut at = end;
        while entry != NONE {
            let Entry {
                vertex, line, from, ..
            } = self.entries[entry as usize];
            let cell = &self.cells[vertex as usize];
            let axis = usize::from(cell.lines[0] != line);
            let here = self.cells[at as usize].at;
            let back = match axis {
                0 => cell.at.x < here.x,
                _ => cell.at.y < here.y,
            };
            let stretch = self
                .stretch(at, vertex, if back { axis + 2 } else { axis })
                .or_else(|| self.stretch(at, vertex, if back { axis } else { axis + 2 }));
            way.extend(stretch.unwrap_or_default());
            at = vertex;
            entry = from;
        }
        way.reverse();
        way
    }
}

/// Whether a vertex, entered in this direction, is where the edge may end.
fn arrived(mesh: &Mesh, target: End, vertex: u32, heading: usize, inward: bool) -> bool {
    match target {
        End::Node(node) => mesh.nodes[vertex as usize] == node.0,
        End::Group(group) => {
            mesh.borders[vertex as usize] == group.0
                && mesh.ports(target).iter().any(|port| {
                    port.vertex == vertex
                        && (if inward {
                            port.out as usize
                        } else {
                            (port.out as usize + 2) % 4
                        }) == heading
                })
        }
    }
}

fn port_cost(cell: &Cell, rect: &Rect) -> u32 {
    let (at, middle) = (cell.at, rect.center());
    let on_side = (at.x - rect.x).abs() < 0.5 || (at.x - rect.right()).abs() < 0.5;
    let off = if on_side {
        (at.y - middle.y).abs()
    } else {
        (at.x - middle.x).abs()
    };
    // Side by side, upright lines leave room for a label on either side of the first two only.
    let full = if cell.full >= 2 { BEND } else { 0.0 };
    whole(off * OFF_MIDDLE + f64::from(cell.bends.min(8)) * TAKEN + full)
}

fn whole(cost: f64) -> u32 {
    (cost * SCALE) as u32
}

/// What a search is after.
struct Goal {
    source: Rect,
    target: Rect,
    homes: [u32; 2],
    bend: u32,
}

impl Goal {
    fn new(edge: &Edge, space: &Space) -> Self {
        Self {
            source: space.rect(edge.source),
            target: space.rect(edge.target),
            homes: [space.home(edge.source), space.home(edge.target)],
            bend: whole(BEND),
        }
    }

    /// Whether a group holds one of the ends.
    fn at_home(&self, space: &Space, group: u32) -> bool {
        self.homes.iter().any(|&home| space.holds(group, home))
    }

    /// A lower bound of the cost of a whole way.
    fn least(&self) -> u32 {
        let (x, y) = gap(&self.source, &self.target);
        let bend = if x != 0.0 && y != 0.0 { self.bend } else { 0 };
        whole(x.abs() + y.abs()) + bend
    }

    /// A lower bound of the cost from a point, going along an axis either way.
    fn ahead_either(&self, at: Point, axis: usize) -> u32 {
        self.ahead(at, axis).min(self.ahead(at, axis + 2))
    }

    /// A lower bound of the cost from a point, going in a direction.
    fn ahead(&self, at: Point, heading: usize) -> u32 {
        let rect = &self.target;
        let x = (rect.x - at.x).max(0.0) - (at.x - rect.right()).max(0.0);
        let y = (rect.y - at.y).max(0.0) - (at.y - rect.bottom()).max(0.0);
        let (along, across) = match heading {
            RIGHT => (x, y),
            LEFT => (-x, y),
            DOWN => (y, x),
            UP => (-y, x),
            _ => unreachable!("four directions"),
        };
        let bends = if along < 0.0 {
            2
        } else {
            u32::from(across != 0.0)
        };
        whole(x.abs() + y.abs()) + bends * self.bend
    }
}

/// The signed gaps between two boxes, zero where they face each other.
fn gap(a: &Rect, b: &Rect) -> (f64, f64) {
    (
        (b.x - a.right()).max(0.0) - (a.x - b.right()).max(0.0),
        (b.y - a.bottom()).max(0.0) - (a.y - b.bottom()).max(0.0),
    )
}
