//! Finds the ways of all edges, one after the other and then again where they disturb each other.
//!
//! Comes in: a graph, a space and a [`Mesh`]. Goes out: a way for each edge. Always holds: edges with one leader have one
//! way; ties are broken by the order of edges.
//!
//! Rounds of taking edges out and routing them again after McMurchie and Ebeling, "PathFinder" (1995).

use super::cells::{Cell, count, direction};
use super::goal::{BEND, gap, whole};
use super::mesh::{DOWN, LEFT, Mesh, RIGHT, UP};
use super::quest::Quest;
use super::search::{LARGE, Search, Way};
use super::space::Space;
use super::{Plan, bundle};
use crate::geometry::{Point, Polyline};
use crate::layout::graph::{End, Graph};
use std::collections::BTreeMap;

/// A side that has no room for the edge's label.
const SHUNNED: f64 = 6.0 * BEND;

/// How ways are looked for; what is best differs from graph to graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::layout) enum Style {
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

    pub(super) fn source_cost(self, out: usize) -> u32 {
        whole(f64::from(self.source >> out & 1) * SHUNNED)
    }

    pub(super) fn target_cost(self, heading: usize) -> u32 {
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

/// Finds ways for all edges but self loops, and returns them with the search that has counted them in.
pub(super) fn ways(
    graph: &Graph,
    space: &Space,
    mesh: &Mesh,
    style: Style,
    shy: &[Shy],
) -> (Vec<Way>, Search) {
    let leaders = bundle::leaders(graph);
    let field = Field::new(graph, space, mesh, shy);
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
        let kin = kin(graph, &families, &ways, index);
        ways[index] = look(&mut search, &field, &ways, index, &kin, &[]);
        count(&mut search.cells, mesh, &ways[index], |count| *count += 1);
    }
    let rounds = if search.large { 1 } else { ROUNDS };
    // An edge looks again where one that it meets has moved since it looked last.
    let mut moved = vec![1; mesh.places.len()];
    let mut looked = vec![0; ways.len()];
    let mut step = 1;
    for _ in 0..rounds {
        let mut better = false;
        for &(_, index) in &order {
            step += 1;
            let last = std::mem::replace(&mut looked[index], step);
            if ways[index].iter().all(|&at| moved[at as usize] <= last) {
                continue;
            }
            count(&mut search.cells, mesh, &ways[index], |count| *count -= 1);
            let (cells, way) = (&search.cells, &ways[index]);
            if squeezes(cells, mesh, way) || order.len() <= FEW && crosses(cells, mesh, way) {
                let kin = kin(graph, &families, &ways, index);
                let way = look(&mut search, &field, &ways, index, &kin, &ways[index]);
                if !way.is_empty() && way != ways[index] {
                    for &at in way.iter().chain(&ways[index]) {
                        moved[at as usize] = step;
                    }
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
    follow(&leaders, &mut ways);
    (ways, search)
}

/// Looks for other ways of a few edges among those of all others, by the search that has counted all of them in; returns
/// those whose ways have changed.
pub(super) fn again(
    graph: &Graph,
    space: &Space,
    shy: &[Shy],
    plan: &mut Plan,
    edges: &[usize],
) -> Vec<usize> {
    let mut changed = Vec::new();
    if edges.is_empty() {
        return changed;
    }
    let Plan {
        mesh, ways, search, ..
    } = plan;
    let mesh = &*mesh;
    let leaders = bundle::leaders(graph);
    let field = Field::new(graph, space, mesh, shy);
    search.follow(mesh);
    for &index in edges {
        if leaders[index] as usize != index || ways[index].is_empty() {
            continue;
        }
        count(&mut search.cells, mesh, &ways[index], |count| *count -= 1);
        let way = look(search, &field, ways, index, &[], &[]);
        if (!way.is_empty() || mesh.is_cut(&ways[index])) && way != ways[index] {
            ways[index] = way;
            changed.push(index);
        }
        count(&mut search.cells, mesh, &ways[index], |count| *count += 1);
    }
    follow(&leaders, ways);
    let mut is_changed = vec![false; ways.len()];
    for edge in changed {
        is_changed[edge] = true;
    }
    let led = |&edge: &usize| is_changed[leaders[edge] as usize];
    (0..ways.len()).filter(led).collect()
}

/// Gives all edges the ways of those that lead them.
fn follow(leaders: &[u32], ways: &mut [Way]) {
    for index in 0..ways.len() {
        let leader = leaders[index] as usize;
        if leader != index {
            ways[index] = ways[leader].clone();
        }
    }
}

/// What the searches for all edges have in common.
struct Field<'a> {
    graph: &'a Graph,
    space: &'a Space,
    mesh: &'a Mesh,
    shy: &'a [Shy],
    /// For each edge with a label the others with one between the same ends.
    beside: Vec<Vec<u32>>,
}

impl<'a> Field<'a> {
    fn new(graph: &'a Graph, space: &'a Space, mesh: &'a Mesh, shy: &'a [Shy]) -> Self {
        Self {
            graph,
            space,
            mesh,
            shy,
            beside: bundle::labelled_beside(graph),
        }
    }
}

/// Looks for the way of an edge among the ways of others, cheaper than one that is known; its kin are no hindrance.
fn look(
    search: &mut Search,
    field: &Field<'_>,
    ways: &[Way],
    index: usize,
    kin: &[u32],
    known: &[u32],
) -> Way {
    let (mesh, beside) = (field.mesh, &field.beside[index]);
    search.step_aside(mesh, ways, kin);
    search.fill(mesh, ways, beside, 1);
    let edge = &field.graph.edges[index];
    let mut quest = Quest::new(field.space, mesh, edge, field.shy[index], search.large);
    let way = search.cheaper(&mut quest, known);
    search.fill(mesh, ways, beside, -1);
    search.step_back(mesh, ways, kin);
    way
}

/// The edges that leave or enter one end and may share a trunk there.
type Families = BTreeMap<(End, bool, u8), Vec<u32>>;

/// How many others an edge looks at for a trunk.
const KIN: usize = 24;

const KIN_IN_LARGE: usize = 5;

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

/// How often all edges that meet others are routed again.
const ROUNDS: usize = 2;

/// Up to this number of edges those that cross others look for another way.
const FEW: usize = 1000;

/// Whether a way crosses another.
fn crosses(cells: &[Cell], mesh: &Mesh, way: &[u32]) -> bool {
    way.windows(3).any(|three| {
        let before = direction(mesh, three[0], three[1]);
        let after = direction(mesh, three[1], three[2]);
        let straight = cells[three[1] as usize].straight;
        before == after && straight[1 - before % 2] > 0 || before != after && straight != [0; 2]
    })
}

/// Whether a way runs where there is no room.
fn squeezes(cells: &[Cell], mesh: &Mesh, way: &[u32]) -> bool {
    way.windows(2).any(|pair| {
        let heading = direction(mesh, pair[0], pair[1]);
        let owner = if heading == RIGHT || heading == DOWN {
            pair[0]
        } else {
            pair[1]
        } as usize;
        cells[owner].links[heading % 2] >= u16::from(cells[owner].rooms[heading % 2])
    })
}
