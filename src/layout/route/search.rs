//! Finds each edge's way through the mesh.
//!
//! Comes in: a [`Mesh`]. Goes out: for each edge the vertices that it passes. Always holds: work is bounded by a number
//! of steps; ties are broken by the order of vertices, so the same mesh gives the same ways.
//!
//! A* over (vertex, direction) as in Wybrow, Marriott and Stuckey, "Orthogonal Connector Routing" (2009), with crossings
//! in the cost; rounds of taking edges out and routing them again after McMurchie and Ebeling, "PathFinder" (1995).

use super::mesh::{DOWN, LEFT, Mesh, RIGHT, UP};
use super::space::{NONE, Space};
use crate::geometry::{Point, Rect};
use crate::layout::graph::{Edge, End, Graph};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The way of an edge: the vertices that it passes, bends or not; empty where none was found.
pub(super) type Way = Vec<u32>;

/// What things cost, in pixels of length.
const BEND: f64 = 60.0;
const CROSSING: f64 = 130.0;
/// A bend on another's line may turn out to be a crossing.
const TOUCH: f64 = 30.0;
const FOREIGN: f64 = 400.0;
/// Running along with another, for each pixel.
const ALONG: f64 = 0.15;
/// Running along where there is no room left, for each pixel.
const FULL: f64 = 2.0;
/// A port off the middle of its side, for each pixel.
const OFF_MIDDLE: f64 = 0.25;
/// A port that another edge uses already.
const TAKEN: f64 = 24.0;

/// Costs are whole numbers of this part of a pixel, so that sums are exact.
const SCALE: f64 = 8.0;

/// How many edges run where.
struct Traffic {
    /// Passing straight, rows then columns, for each vertex.
    straight: Vec<[u16; 2]>,
    /// Along the links to the right and down.
    links: Vec<[u16; 2]>,
    /// Bending or ending at each vertex.
    bends: Vec<u16>,
}

impl Traffic {
    fn new(count: usize) -> Self {
        Self {
            straight: vec![[0; 2]; count],
            links: vec![[0; 2]; count],
            bends: vec![0; count],
        }
    }

    /// Counts a way in or out.
    fn count(&mut self, mesh: &Mesh, way: &[u32], step: impl Fn(&mut u16)) {
        for pair in way.windows(2) {
            let direction = direction(mesh, pair[0], pair[1]);
            let (at, axis) = match direction {
                RIGHT => (pair[0], 0),
                LEFT => (pair[1], 0),
                DOWN => (pair[0], 1),
                _ => (pair[1], 1),
            };
            step(&mut self.links[at as usize][axis]);
        }
        for three in way.windows(3) {
            let (before, after) = (
                direction(mesh, three[0], three[1]),
                direction(mesh, three[1], three[2]),
            );
            if before == after {
                step(&mut self.straight[three[1] as usize][before % 2]);
            } else {
                step(&mut self.bends[three[1] as usize]);
            }
        }
        for &end in way.first().into_iter().chain(way.last()) {
            step(&mut self.bends[end as usize]);
        }
    }
}

/// The direction from a vertex to one that it is linked to.
pub(super) fn direction(mesh: &Mesh, from: u32, to: u32) -> usize {
    mesh.links[from as usize]
        .iter()
        .position(|&link| link == to)
        .unwrap_or(RIGHT)
}

/// Finds ways for all edges but self loops.
pub(super) fn ways(graph: &Graph, space: &Space, mesh: &Mesh) -> Vec<Way> {
    let mut order: Vec<(i64, usize)> = graph
        .edges
        .iter()
        .enumerate()
        .filter(|(_, edge)| edge.source != edge.target)
        .map(|(index, edge)| {
            let (a, b) = (space.rect(edge.source), space.rect(edge.target));
            let (x, y) = gap(&a, &b);
            (((x.abs() + y.abs()) / edge.weight.max(0.1)) as i64, index)
        })
        .collect();
    order.sort_unstable();
    let count = mesh.places.len();
    let mut traffic = Traffic::new(count);
    let mut search = Search::new(count, order.len());
    let mut ways = vec![Way::new(); graph.edges.len()];
    for &(_, index) in &order {
        let edge = &graph.edges[index];
        ways[index] = search.find(edge, space, mesh, &traffic);
        traffic.count(mesh, &ways[index], |count| *count += 1);
    }
    for _ in 0..ROUNDS {
        let mut better = false;
        for &(_, index) in &order {
            let edge = &graph.edges[index];
            traffic.count(mesh, &ways[index], |count| *count -= 1);
            if disturbed(&traffic, &ways[index]) {
                let way = search.find(edge, space, mesh, &traffic);
                if !way.is_empty() && way != ways[index] {
                    ways[index] = way;
                    better = true;
                }
            }
            traffic.count(mesh, &ways[index], |count| *count += 1);
        }
        if !better {
            break;
        }
    }
    ways
}

/// How often all edges that meet others are routed again.
const ROUNDS: usize = 2;

/// Whether a way meets another.
fn disturbed(traffic: &Traffic, way: &[u32]) -> bool {
    let meets = |&vertex: &u32| {
        let vertex = vertex as usize;
        traffic.straight[vertex] != [0; 2] || traffic.bends[vertex] > 0
    };
    way.iter().any(meets)
}

#[derive(Clone, Copy)]
struct State {
    stamp: u32,
    cost: u32,
    from: u32,
}

struct Search {
    states: Vec<State>,
    stamp: u32,
    heap: BinaryHeap<Reverse<(u32, u32, u32)>>,
    budget: usize,
}

impl Search {
    fn new(vertices: usize, edges: usize) -> Self {
        let state = State {
            stamp: 0,
            cost: 0,
            from: NONE,
        };
        Self {
            states: vec![state; vertices * 4],
            stamp: 0,
            heap: BinaryHeap::new(),
            // Large graphs get fewer steps an edge, so that the whole stays near-linear.
            budget: (4_000_000 / edges.max(1)).clamp(2_000, 40_000),
        }
    }

    /// Finds the cheapest way of an edge, or an empty one.
    fn find(&mut self, edge: &Edge, space: &Space, mesh: &Mesh, traffic: &Traffic) -> Way {
        // The cheapest way where the budget allows, else one that runs for the target ever more greedily.
        for (greed, budget) in [(2, self.budget), (4, self.budget), (16, usize::MAX)] {
            match self.run(edge, space, mesh, traffic, greed, budget) {
                Found::Way(way) => return way,
                Found::Nothing => break,
                Found::TooFar => {}
            }
        }
        Way::new()
    }

    fn run(
        &mut self,
        edge: &Edge,
        space: &Space,
        mesh: &Mesh,
        traffic: &Traffic,
        greed: u32,
        budget: usize,
    ) -> Found {
        self.stamp += 1;
        self.heap.clear();
        let goal = Goal::new(edge, space);
        let within = |end: End, other: End| match (end, other) {
            // A group's edge to what it holds runs inward.
            (End::Group(group), _) => space.holds(group.0, space.home(other)),
            (End::Node(_), _) => false,
        };
        let inward = within(edge.source, edge.target);
        for port in mesh.ports(edge.source) {
            let out = if inward {
                (port.out as usize + 2) % 4
            } else {
                port.out as usize
            };
            let cost = port_cost(mesh, traffic, port.vertex, &goal.source);
            self.push(mesh, &goal, port.vertex, out, cost, NONE, greed);
        }
        let target_inward = within(edge.target, edge.source);
        let mut steps = 0;
        while let Some(Reverse((_, cost, state))) = self.heap.pop() {
            let cost = u32::MAX - cost;
            if self.states[state as usize].cost != cost {
                continue;
            }
            let (vertex, heading) = (state / 4, state as usize % 4);
            if arrived(mesh, edge.target, vertex, heading, target_inward)
                && self.states[state as usize].from != NONE
            {
                return Found::Way(self.trace(state));
            }
            steps += 1;
            if steps > budget {
                return Found::TooFar;
            }
            let at_start = self.states[state as usize].from == NONE;
            for turn in [0, 1, 3] {
                if at_start && turn != 0 {
                    continue;
                }
                let heading_next = (heading + turn) % 4;
                let next = mesh.links[vertex as usize][heading_next];
                if next == NONE {
                    continue;
                }
                let node = mesh.nodes[next as usize];
                if node != NONE && edge.target != End::Node(crate::layout::NodeId(node)) {
                    continue;
                }
                let step = step_cost(mesh, traffic, space, &goal, vertex, next, heading, turn);
                let arriving = if arrived(mesh, edge.target, next, heading_next, target_inward) {
                    port_cost(mesh, traffic, next, &goal.target)
                } else {
                    0
                };
                let cost = cost.saturating_add(step).saturating_add(arriving);
                self.push(mesh, &goal, next, heading_next, cost, state, greed);
            }
        }
        Found::Nothing
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "the inner loop takes everything apart"
    )]
    fn push(
        &mut self,
        mesh: &Mesh,
        goal: &Goal,
        vertex: u32,
        heading: usize,
        cost: u32,
        from: u32,
        greed: u32,
    ) {
        let index = vertex * 4 + heading as u32;
        let state = &mut self.states[index as usize];
        if state.stamp == self.stamp && state.cost <= cost {
            return;
        }
        *state = State {
            stamp: self.stamp,
            cost,
            from,
        };
        let ahead = goal.ahead(mesh.places[vertex as usize], heading);
        let whole = cost.saturating_add(ahead.saturating_mul(greed) / 2);
        // Of two with the same sum the one that has come farther goes first.
        self.heap.push(Reverse((whole, u32::MAX - cost, index)));
    }

    fn trace(&self, mut state: u32) -> Way {
        let mut way = Way::new();
        while state != NONE {
            way.push(state / 4);
            state = self.states[state as usize].from;
        }
        way.reverse();
        way
    }
}

enum Found {
    Way(Way),
    TooFar,
    Nothing,
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

fn port_cost(mesh: &Mesh, traffic: &Traffic, vertex: u32, rect: &Rect) -> u32 {
    let at = mesh.places[vertex as usize];
    let middle = rect.center();
    let on_side = (at.x - rect.x).abs() < 0.5 || (at.x - rect.right()).abs() < 0.5;
    let off = if on_side {
        (at.y - middle.y).abs()
    } else {
        (at.x - middle.x).abs()
    };
    let taken = f64::from(traffic.bends[vertex as usize].min(8));
    whole(off * OFF_MIDDLE + taken * TAKEN)
}

#[expect(
    clippy::too_many_arguments,
    reason = "the inner loop takes everything apart"
)]
fn step_cost(
    mesh: &Mesh,
    traffic: &Traffic,
    space: &Space,
    goal: &Goal,
    vertex: u32,
    next: u32,
    heading: usize,
    turn: usize,
) -> u32 {
    let (a, b) = (mesh.places[vertex as usize], mesh.places[next as usize]);
    let length = (b.x - a.x).abs() + (b.y - a.y).abs();
    let mut cost = length;
    let at = vertex as usize;
    if turn == 0 {
        let across = traffic.straight[at][1 - heading % 2];
        cost += CROSSING * f64::from(across) + TOUCH * f64::from(traffic.bends[at].min(4)) * 0.25;
    } else {
        let others = traffic.straight[at][0] + traffic.straight[at][1];
        cost += BEND + TOUCH * f64::from(others.min(4));
    }
    let ahead = (heading + turn) % 4;
    let owner = if ahead == RIGHT || ahead == DOWN {
        at
    } else {
        next as usize
    };
    let (link, room) = (
        traffic.links[owner][ahead % 2],
        u16::from(mesh.rooms[owner][ahead % 2]),
    );
    cost += ALONG * f64::from(link.min(8)) * length;
    if link >= room {
        cost += FULL * length * f64::from((link + 1 - room).min(4));
    }
    let (here, there) = (mesh.groups[at], mesh.groups[next as usize]);
    if here != there && !goal.at_home(space, there) {
        cost += FOREIGN;
    }
    whole(cost)
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
