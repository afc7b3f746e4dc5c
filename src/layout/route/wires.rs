//! Turns ways through the mesh into wires: straight pieces that get one coordinate each.
//!
//! Comes in: the ways of all edges. Goes out: [`Wires`]. Always holds: each segment of each edge belongs to one wire;
//! the segments of a wire have the same axis; edges that share a trunk share a wire, and all of them share the end at
//! which the trunk starts.
//!
//! Trunks are the prefix trees of ways of one class that leave or enter one end through one port.

use super::bundle;
use super::cells::direction;
use super::mesh::{DOWN, LEFT, Mesh, RIGHT, UP};
use super::space::NONE;
use crate::geometry::Point;
use crate::layout::graph::{End, Graph};

/// A segment of an edge: the edge, and its place along it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Piece {
    pub(super) edge: u32,
    pub(super) at: u32,
}

/// A straight line that one or more edges share.
#[derive(Clone, Debug)]
pub(super) struct Wire {
    pub(super) horizontal: bool,
    /// The coordinate across it.
    pub(super) at: f64,
    /// The extent along it.
    pub(super) from: f64,
    pub(super) to: f64,
    pub(super) pieces: Vec<Piece>,
    /// What it is fixed to.
    pub(super) ends: Vec<End>,
}

/// All wires, and how edges run along them.
pub(super) struct Wires {
    pub(super) all: Vec<Wire>,
    /// For each edge the wires of its segments in order.
    pub(super) of: Vec<Vec<u32>>,
    /// For each edge the places in its way where it starts, bends and ends.
    pub(super) bends: Vec<Vec<u32>>,
}

impl Wires {
    /// Returns the points of an edge.
    pub(super) fn points(&self, edge: usize, source: Point, target: Point) -> Vec<Point> {
        let wires = &self.of[edge];
        let mut points = Vec::with_capacity(wires.len() + 1);
        let wire = |at: usize| &self.all[wires[at] as usize];
        let on = |wire: &Wire, other: Point| {
            if wire.horizontal {
                Point::new(other.x, wire.at)
            } else {
                Point::new(wire.at, other.y)
            }
        };
        points.push(on(wire(0), source));
        for pair in wires.windows(2) {
            let (a, b) = (&self.all[pair[0] as usize], &self.all[pair[1] as usize]);
            points.push(if a.horizontal {
                Point::new(b.at, a.at)
            } else {
                Point::new(a.at, b.at)
            });
        }
        points.push(on(wire(wires.len() - 1), target));
        points
    }

    /// Fits the extents along all wires to where the wires across them run now.
    pub(super) fn stretch(&mut self, mesh: &Mesh, ways: &[Vec<u32>]) {
        for wire in &mut self.all {
            (wire.from, wire.to) = (f64::INFINITY, f64::NEG_INFINITY);
        }
        for (edge, way) in ways.iter().enumerate() {
            let (Some(&first), Some(&last)) = (way.first(), way.last()) else {
                continue;
            };
            let of = &self.of[edge];
            let ends = [mesh.places[first as usize], mesh.places[last as usize]];
            for (at, &index) in of.iter().enumerate() {
                let horizontal = self.all[index as usize].horizontal;
                // A wire runs from the one before it to the next, the first and the last from and to the ends.
                let beside = |other: Option<&u32>, end: Point| match (other, horizontal) {
                    (Some(&other), _) => self.all[other as usize].at,
                    (None, true) => end.x,
                    (None, false) => end.y,
                };
                let before = at.checked_sub(1).and_then(|before| of.get(before));
                let (a, b) = (beside(before, ends[0]), beside(of.get(at + 1), ends[1]));
                let wire = &mut self.all[index as usize];
                wire.from = wire.from.min(a.min(b));
                wire.to = wire.to.max(a.max(b));
            }
        }
    }
}

#[cfg(test)]
impl Wires {
    /// Horizontal wires of one length, which belong to no edges.
    pub(super) fn in_rows(rows: &[f64]) -> Self {
        let wire = |&at: &f64| Wire {
            horizontal: true,
            at,
            from: 0.0,
            to: 100.0,
            pieces: Vec::new(),
            ends: Vec::new(),
        };
        Self {
            all: rows.iter().map(wire).collect(),
            of: Vec::new(),
            bends: Vec::new(),
        }
    }
}

/// Cuts ways into wires.
pub(super) fn wires(graph: &Graph, mesh: &Mesh, ways: &[Vec<u32>]) -> Wires {
    let bends = ways.iter().map(|way| bends(mesh, way)).collect();
    cut(graph, mesh, ways, bends)
}

/// Cuts ways into wires of which only a few bend elsewhere than before.
pub(super) fn again(
    graph: &Graph,
    mesh: &Mesh,
    ways: &[Vec<u32>],
    mut known: Vec<Vec<u32>>,
    changed: &[usize],
) -> Wires {
    for &edge in changed {
        known[edge] = bends(mesh, &ways[edge]);
    }
    cut(graph, mesh, ways, known)
}

fn cut(graph: &Graph, mesh: &Mesh, ways: &[Vec<u32>], bends: Vec<Vec<u32>>) -> Wires {
    let mut starts = Vec::with_capacity(ways.len());
    let mut count = 0u32;
    for bends in &bends {
        starts.push(count);
        count += (bends.len() as u32).saturating_sub(1);
    }
    let mut joined = Joined {
        parents: (0..count).collect(),
        hubs: vec![None; count as usize],
    };
    for role in [Role::Source, Role::Target] {
        join_trunks(graph, mesh, ways, &bends, &starts, role, &mut joined);
    }
    for (edge, &leader) in bundle::leaders(graph).iter().enumerate() {
        for at in 0..bends[edge].len().saturating_sub(1) as u32 {
            let (one, other) = (
                joined.root(starts[edge] + at),
                joined.root(starts[leader as usize] + at),
            );
            joined.parents[one.max(other) as usize] = one.min(other);
        }
    }
    let mut ids = vec![NONE; count as usize];
    let mut all: Vec<Wire> = Vec::new();
    let mut of = vec![Vec::new(); ways.len()];
    for (edge, bends) in bends.iter().enumerate() {
        let segments = bends.len().saturating_sub(1);
        for (at, &from) in bends.iter().enumerate().take(segments) {
            let root = joined.root(starts[edge] + at as u32);
            let from = from as usize;
            let (a, next) = (ways[edge][from], ways[edge][from + 1]);
            // A segment may have no length left where space was inserted, but it keeps its direction.
            let horizontal = direction(mesh, a, next).is_multiple_of(2);
            let a = mesh.places[a as usize];
            if ids[root as usize] == NONE {
                ids[root as usize] = all.len() as u32;
                all.push(Wire {
                    horizontal,
                    at: if horizontal { a.y } else { a.x },
                    from: f64::INFINITY,
                    to: f64::NEG_INFINITY,
                    pieces: Vec::new(),
                    ends: Vec::new(),
                });
            }
            let wire = &mut all[ids[root as usize] as usize];
            wire.pieces.push(Piece {
                edge: edge as u32,
                at: at as u32,
            });
            let ends = [
                (at == 0, graph.edges[edge].source),
                (at + 1 == segments, graph.edges[edge].target),
            ];
            for (fixed, end) in ends {
                if fixed && !wire.ends.contains(&end) {
                    wire.ends.push(end);
                }
            }
            of[edge].push(ids[root as usize]);
        }
    }
    let mut wires = Wires { all, of, bends };
    wires.stretch(mesh, ways);
    wires
}

/// The places in a way where it starts, bends and ends.
fn bends(mesh: &Mesh, way: &[u32]) -> Vec<u32> {
    if way.len() < 2 {
        return Vec::new();
    }
    let mut bends = Vec::with_capacity(4);
    let mut before = None;
    for (at, pair) in way.windows(2).enumerate() {
        let heading = Some(direction(mesh, pair[0], pair[1]));
        if heading != before {
            bends.push(at as u32);
        }
        before = heading;
    }
    bends.push(way.len() as u32 - 1);
    bends
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Source,
    Target,
}

/// Segments joined into wires; each wire of several edges belongs to one trunk.
struct Joined {
    parents: Vec<u32>,
    hubs: Vec<Option<(End, bool)>>,
}

impl Joined {
    fn root(&mut self, mut at: u32) -> u32 {
        while self.parents[at as usize] != at {
            let up = self.parents[self.parents[at as usize] as usize];
            self.parents[at as usize] = up;
            at = up;
        }
        at
    }

    /// Joins two segments unless one belongs to another trunk.
    fn join(&mut self, a: u32, b: u32, hub: (End, bool)) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        let free = |other: Option<(End, bool)>| other.is_none_or(|other| other == hub);
        if !free(self.hubs[a as usize]) || !free(self.hubs[b as usize]) {
            return false;
        }
        self.parents[a.max(b) as usize] = a.min(b);
        self.hubs[a.min(b) as usize] = Some(hub);
        true
    }
}

fn join_trunks(
    graph: &Graph,
    mesh: &Mesh,
    ways: &[Vec<u32>],
    bends: &[Vec<u32>],
    starts: &[u32],
    role: Role,
    joined: &mut Joined,
) {
    let port = |edge: usize| match role {
        Role::Source => ways[edge][0],
        Role::Target => ways[edge][ways[edge].len() - 1],
    };
    let compare = |a: usize, b: usize| match role {
        Role::Source => ways[a].cmp(&ways[b]),
        Role::Target => ways[a].iter().rev().cmp(ways[b].iter().rev()),
    };
    let hub = |edge: usize| match role {
        Role::Source => graph.edges[edge].source,
        Role::Target => graph.edges[edge].target,
    };
    let far = |edge: usize| match role {
        Role::Source => graph.edges[edge].target,
        Role::Target => graph.edges[edge].source,
    };
    // Ways that share a beginning stand side by side once sorted.
    let mut sorted: Vec<(u32, u8, usize)> = (0..ways.len())
        .filter(|&edge| ways[edge].len() >= 2)
        .map(|edge| (port(edge), graph.edges[edge].class, edge))
        .collect();
    sorted.sort_unstable_by(|a, b| {
        let by_way = || compare(a.2, b.2).then(a.2.cmp(&b.2));
        (a.0, a.1).cmp(&(b.0, b.1)).then_with(by_way)
    });
    let segment = |edge: usize, from_hub: usize| -> u32 {
        let count = bends[edge].len() - 1;
        starts[edge]
            + match role {
                Role::Source => from_hub,
                Role::Target => count - 1 - from_hub,
            } as u32
    };
    let corner = |edge: usize, from_hub: usize| -> u32 {
        let bends = &bends[edge];
        match role {
            Role::Source => ways[edge][bends[from_hub] as usize],
            Role::Target => ways[edge][bends[bends.len() - 1 - from_hub] as usize],
        }
    };
    for pair in sorted.windows(2) {
        let (a, b) = (&pair[0], &pair[1]);
        let (e, f) = (a.2, b.2);
        if (a.0, a.1) != (b.0, b.1) || hub(e) != hub(f) || far(e) == far(f) {
            continue;
        }
        let segments = bends[e].len().min(bends[f].len()) - 1;
        for at in 0..segments {
            let step = |edge: usize| step_of(mesh, corner(edge, at), corner(edge, at + 1));
            let length = |edge: usize, at: usize| {
                let (from, to) = (corner(edge, at), corner(edge, at + 1));
                let (a, b) = (mesh.places[from as usize], mesh.places[to as usize]);
                (b.x - a.x).abs() + (b.y - a.y).abs()
            };
            // Each label needs a stretch that is its edge's alone.
            let shared = length(e, at).min(length(f, at));
            let labelled = |edge: usize| {
                let Some(label) = graph.edges[edge].label else {
                    return true;
                };
                (at..bends[edge].len() - 1).any(|own| {
                    let least = match step_of(mesh, corner(edge, own), corner(edge, own + 1)) {
                        RIGHT | LEFT => label.size.width,
                        _ => label.size.height,
                    };
                    let rest = length(edge, own) - if own == at { shared } else { 0.0 };
                    rest >= least + 8.0
                })
            };
            let parts = corner(e, at) != corner(f, at)
                || step(e) != step(f)
                || !labelled(e)
                || !labelled(f);
            let hub = (hub(e), role == Role::Source);
            if parts || !joined.join(segment(e, at), segment(f, at), hub) {
                break;
            }
        }
    }
}

/// The direction from one vertex to another on the same line.
fn step_of(mesh: &Mesh, from: u32, to: u32) -> usize {
    let (from, to) = (mesh.places[from as usize], mesh.places[to as usize]);
    if (to.x - from.x).abs() > (to.y - from.y).abs() {
        if to.x > from.x { RIGHT } else { LEFT }
    } else if to.y > from.y {
        DOWN
    } else {
        UP
    }
}
