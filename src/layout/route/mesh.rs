//! The graph in which routes are searched: the crossings of free lines.
//!
//! Comes in: horizontal and vertical spans. Goes out: a [`Mesh`] of vertices, each linked to its neighbour in four
//! directions. Always holds: two linked vertices see each other along a free line; a vertex on a node's border is
//! linked away from the node only.

use super::crossed::Crossed;
use super::space::{NONE, Space};
use super::spans::{self, Span};
use crate::geometry::{Point, Rect};
use crate::layout::graph::{Edge, End, Graph};

/// The four directions, in the order of the links.
pub(super) const RIGHT: usize = 0;
pub(super) const DOWN: usize = 1;
pub(super) const LEFT: usize = 2;
pub(super) const UP: usize = 3;

/// A place where a route may start or end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Port {
    pub(super) vertex: u32,
    /// The direction that leads away from the inside.
    pub(super) out: u8,
}

/// The crossings of the free lines.
#[derive(Default)]
pub(super) struct Mesh {
    pub(super) places: Vec<Point>,
    pub(super) links: Vec<[u32; 4]>,
    /// How many edges fit side by side along the links to the right and down.
    pub(super) rooms: Vec<[u8; 2]>,
    /// The innermost group at each vertex.
    pub(super) groups: Vec<u32>,
    /// The node on whose border a vertex lies.
    pub(super) nodes: Vec<u32>,
    /// The group on whose border a vertex lies, where an edge may end there.
    pub(super) borders: Vec<u32>,
    /// The row and the column on which each vertex lies; columns follow rows.
    pub(super) lines: Vec<[u32; 2]>,
    /// The nodes whose centre line each row and column is.
    pub(super) owners: Vec<[u32; 2]>,
    /// The ports that their boxes have left.
    pub(super) given_up: Vec<bool>,
    node_ports: Vec<Vec<Port>>,
    group_ports: Vec<Vec<Port>>,
}

impl Mesh {
    pub(super) fn ports(&self, end: End) -> &[Port] {
        match end {
            End::Node(node) => &self.node_ports[node.0 as usize],
            End::Group(group) => &self.group_ports[group.0 as usize],
        }
    }

    /// Moves all vertices to where a widened placement has them, and ports to where their boxes are now.
    ///
    /// A line that led straight from box to box may miss one of them then: that port is given up.
    pub(super) fn shift(&mut self, space: &Space, shift: impl Fn(Point) -> Point) {
        for place in &mut self.places {
            *place = shift(*place);
        }
        let nodes = self.node_ports.iter_mut().zip(&space.nodes);
        let groups = self.group_ports.iter_mut().zip(&space.groups);
        for (ports, rect) in nodes.chain(groups) {
            ports.retain(|port| {
                let place = &mut self.places[port.vertex as usize];
                let meets = |at: f64, from: f64, to: f64| {
                    let corner = spans::corner(to - from) - 0.05;
                    from + corner <= at && at <= to - corner
                };
                let kept = match port.out as usize {
                    RIGHT | LEFT => meets(place.y, rect.y, rect.bottom()),
                    _ => meets(place.x, rect.x, rect.right()),
                };
                match port.out as usize {
                    RIGHT => place.x = rect.right(),
                    LEFT => place.x = rect.x,
                    DOWN => place.y = rect.bottom(),
                    _ => place.y = rect.y,
                }
                if !kept {
                    self.borders[port.vertex as usize] = NONE;
                    self.given_up[port.vertex as usize] = true;
                }
                kept
            });
        }
    }

    /// Whether a way has lost the port at which it starts or ends.
    pub(super) fn is_cut(&self, way: &[u32]) -> bool {
        let ends = way.first().into_iter().chain(way.last());
        ends.into_iter().any(|&end| self.given_up[end as usize])
    }

    /// Numbers these vertices first: the long ways of a high drawing run up and down, and what they pass one after the
    /// other should lie side by side in memory.
    fn renumber(&mut self, first: impl Iterator<Item = u32>) {
        let count = self.places.len();
        let mut numbers = vec![NONE; count];
        let mut order: Vec<u32> = Vec::with_capacity(count);
        for vertex in first.chain(0..count as u32) {
            let number = &mut numbers[vertex as usize];
            if *number == NONE {
                *number = order.len() as u32;
                order.push(vertex);
            }
        }
        let number = |vertex: u32| match vertex {
            NONE => NONE,
            vertex => numbers[vertex as usize],
        };
        sort(&mut self.places, &order);
        sort(&mut self.links, &order);
        sort(&mut self.rooms, &order);
        sort(&mut self.groups, &order);
        sort(&mut self.nodes, &order);
        sort(&mut self.borders, &order);
        sort(&mut self.lines, &order);
        sort(&mut self.given_up, &order);
        for links in &mut self.links {
            *links = links.map(number);
        }
        let ports = self.node_ports.iter_mut().chain(&mut self.group_ports);
        for port in ports.flatten() {
            port.vertex = number(port.vertex);
        }
    }

    /// Adds the next row or column.
    fn add_line(&mut self, span: &Span, on_line: &[(f64, u32)], axis: usize) {
        for &(_, vertex) in on_line {
            self.lines[vertex as usize][axis] = self.owners.len() as u32;
        }
        self.owners.push(span.owners);
    }

    fn vertex(&mut self, at: Point) -> u32 {
        self.places.push(at);
        self.links.push([NONE; 4]);
        self.lines.push([NONE; 2]);
        self.rooms.push([1; 2]);
        self.groups.push(NONE);
        self.nodes.push(NONE);
        self.borders.push(NONE);
        self.given_up.push(false);
        (self.places.len() - 1) as u32
    }
}

/// Puts a column of the mesh in order.
fn sort<T: Copy>(column: &mut Vec<T>, order: &[u32]) {
    *column = order
        .iter()
        .map(|&vertex| column[vertex as usize])
        .collect();
}

/// Crosses the horizontal with the vertical lines; the vertical ones are given with x and y exchanged.
pub(super) fn mesh(
    graph: &Graph,
    space: &Space,
    flipped: &Space,
    rows: &[Span],
    columns: &[Span],
) -> Mesh {
    let mut mesh = Mesh {
        node_ports: vec![Vec::new(); space.nodes.len()],
        group_ports: vec![Vec::new(); space.groups.len()],
        ..Mesh::default()
    };
    let mut on_columns: Vec<Vec<(f64, u32)>> = vec![Vec::new(); columns.len()];
    let ends = group_ends(graph, space);
    let partners = partners(graph);
    let mut on_row: Vec<(f64, u32)> = Vec::new();
    let mut crossed = Crossed::new(columns);
    for row in rows {
        on_row.clear();
        for &index in crossed.by(row) {
            let column = &columns[index as usize];
            if row.at <= column.to && (!space.is_large() || meet(row, column, &partners)) {
                let vertex = mesh.vertex(Point::new(column.at, row.at));
                on_row.push((column.at, vertex));
                on_columns[index as usize].push((row.at, vertex));
            }
        }
        ends_on(&mut mesh, row, &ends, &mut on_row, &Along::Rows);
        link(&mut mesh, &mut on_row, RIGHT, LEFT);
        mesh.add_line(row, &on_row, 0);
        tell_rooms(&mut mesh, space, row, &on_row, 0);
        tell_groups(&mut mesh, space, row, &on_row);
    }
    for (column, on_column) in columns.iter().zip(&mut on_columns) {
        let known = on_column.len();
        ends_on(&mut mesh, column, &ends, on_column, &Along::Columns);
        let mut added: Vec<(f64, u32)> = on_column[known..].to_vec();
        added.sort_by(|a, b| a.0.total_cmp(&b.0));
        link(&mut mesh, on_column, DOWN, UP);
        mesh.add_line(column, on_column, 1);
        tell_rooms(&mut mesh, flipped, column, on_column, 1);
        tell_groups(&mut mesh, flipped, column, &added);
    }
    if space.is_large() && space.bounds.height > space.bounds.width {
        mesh.renumber(on_columns.iter().flatten().map(|&(_, vertex)| vertex));
    }
    mesh
}

/// The nodes that are joined, both ways round, sorted.
fn partners(graph: &Graph) -> Vec<[u32; 2]> {
    let pair = |edge: &Edge| match (edge.source, edge.target) {
        (End::Node(a), End::Node(b)) => [[a.0, b.0], [b.0, a.0]],
        _ => [[NONE; 2]; 2],
    };
    let mut pairs: Vec<[u32; 2]> = graph.edges.iter().flat_map(pair).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether an edge may turn from one line into another: centre lines serve the edges of their own nodes only.
fn meet(row: &Span, column: &Span, partners: &[[u32; 2]]) -> bool {
    let free = |span: &Span| span.owners == [NONE; 2];
    let joined = |&a: &u32| {
        column
            .owners
            .iter()
            .any(|&b| partners.binary_search(&[a, b]).is_ok())
    };
    free(row) || free(column) || row.owners.iter().any(joined)
}

enum Along {
    Rows,
    Columns,
}

impl Along {
    fn point(&self, along: f64, across: f64) -> Point {
        match self {
            Self::Rows => Point::new(along, across),
            Self::Columns => Point::new(across, along),
        }
    }

    fn directions(&self) -> (u8, u8) {
        match self {
            Self::Rows => (RIGHT as u8, LEFT as u8),
            Self::Columns => (DOWN as u8, UP as u8),
        }
    }

    /// The extents of a rectangle along and across the lines.
    fn extents(&self, rect: &Rect) -> ((f64, f64), (f64, f64)) {
        let (x, y) = ((rect.x, rect.right()), (rect.y, rect.bottom()));
        match self {
            Self::Rows => (x, y),
            Self::Columns => (y, x),
        }
    }
}

/// The groups at which edges end.
fn group_ends(graph: &Graph, space: &Space) -> Vec<(u32, Rect)> {
    let mut ends: Vec<u32> = graph
        .edges
        .iter()
        .flat_map(|edge| [edge.source, edge.target])
        .filter_map(|end| match end {
            End::Group(group) => Some(group.0),
            End::Node(_) => None,
        })
        .collect();
    ends.sort_unstable();
    ends.dedup();
    ends.into_iter()
        .map(|group| (group, space.groups[group as usize]))
        .collect()
}

/// Adds the vertices where a line meets the border of a node or of a group at which edges end.
fn ends_on(
    mesh: &mut Mesh,
    span: &Span,
    groups: &[(u32, Rect)],
    on_line: &mut Vec<(f64, u32)>,
    along: &Along,
) {
    let (on, back) = along.directions();
    for (node, at, out) in [(span.start, span.from, on), (span.end, span.to, back)] {
        if node != NONE {
            let vertex = mesh.vertex(along.point(at, span.at));
            mesh.nodes[vertex as usize] = node;
            mesh.node_ports[node as usize].push(Port { vertex, out });
            on_line.push((at, vertex));
        }
    }
    for (group, rect) in groups {
        let ((low, high), (near, far)) = along.extents(rect);
        let corner = spans::corner(far - near);
        if span.at < near + corner || span.at > far - corner {
            continue;
        }
        for (at, out) in [(low, back), (high, on)] {
            if span.from < at && at < span.to {
                let vertex = mesh.vertex(along.point(at, span.at));
                mesh.borders[vertex as usize] = *group;
                mesh.group_ports[*group as usize].push(Port { vertex, out });
                on_line.push((at, vertex));
            }
        }
    }
}

fn link(mesh: &mut Mesh, on_line: &mut [(f64, u32)], on: usize, back: usize) {
    on_line.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    for pair in on_line.windows(2) {
        let (a, b) = (pair[0].1, pair[1].1);
        mesh.links[a as usize][on] = b;
        mesh.links[b as usize][back] = a;
    }
}

/// Notes the innermost group of each vertex on a line; the vertices are sorted, and those of columns lie in the flipped space.
fn tell_groups(mesh: &mut Mesh, space: &Space, span: &Span, vertices: &[(f64, u32)]) {
    if vertices.is_empty() {
        return;
    }
    let line = Rect::new(span.from, span.at, span.to - span.from, 0.0);
    space.each_group(&line, |group| {
        let rect = space.groups[group];
        if span.at <= rect.y || rect.bottom() <= span.at {
            return;
        }
        let depth = space.depth(group as u32);
        let first = vertices.partition_point(|&(at, _)| at <= rect.x);
        let inside = |&&(at, _): &&(f64, u32)| at < rect.right();
        for &(_, vertex) in vertices[first..].iter().take_while(inside) {
            if depth > space.depth(mesh.groups[vertex as usize]) {
                mesh.groups[vertex as usize] = group as u32;
            }
        }
    });
}

/// How far beside a line boxes are looked for.
const BESIDE: f64 = 48.0;
/// The room that one edge takes.
const TRACK: f64 = 11.0;

/// Notes how many edges fit along each link of a line.
fn tell_rooms(mesh: &mut Mesh, space: &Space, span: &Span, on_line: &[(f64, u32)], axis: usize) {
    if on_line.len() < 2 {
        return;
    }
    let links = on_line.len() - 1;
    let mut free = vec![[BESIDE; 2]; links];
    let band = Rect::new(
        span.from,
        span.at - BESIDE,
        span.to - span.from,
        2.0 * BESIDE,
    );
    space.each_obstacle(&band, |_, rect| {
        let (side, distance) = if rect.bottom() <= span.at {
            (0, span.at - rect.bottom())
        } else if rect.y >= span.at {
            (1, rect.y - span.at)
        } else {
            return;
        };
        let first = on_line
            .partition_point(|&(at, _)| at <= rect.x)
            .saturating_sub(1);
        let last = on_line.partition_point(|&(at, _)| at < rect.right());
        for free in free.iter_mut().take(last.min(links)).skip(first) {
            free[side] = free[side].min(distance);
        }
    });
    for (pair, free) in on_line.windows(2).zip(&free) {
        let room = ((free[0] + free[1] - TRACK) / TRACK).clamp(1.0, 100.0);
        mesh.rooms[pair[0].1 as usize][axis] = room as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::{DOWN, NONE};
    use crate::geometry::{Rect, Size};
    use crate::layout::graph::{Edge, End, Graph, Node, NodeId};
    use crate::layout::place;
    use crate::layout::route::{Ground, mesh_of};

    #[test]
    fn what_lies_in_a_column_of_a_high_large_drawing_lies_side_by_side() {
        let node = |index| End::Node(NodeId(index));
        let graph = Graph {
            nodes: vec![
                Node {
                    size: Size::new(80.0, 40.0),
                    parent: None,
                    band: None,
                    pin: None,
                    signs: Size::default(),
                };
                210
            ],
            edges: (1..210)
                .map(|index| Edge {
                    source: node(index / 2),
                    target: node(index),
                    label: None,
                    class: 0,
                    weight: 1.0,
                })
                .collect(),
            ..Graph::default()
        };
        let mut placement = place(&graph);
        let Rect { width, height, .. } = placement.bounds();
        if width > height {
            for rect in &mut placement.nodes {
                *rect = Rect::new(rect.y * 2.0, rect.x, rect.width, rect.height);
            }
        }
        let mesh = mesh_of(&graph, &Ground::new(&graph, &placement));
        let down = (0..).zip(&mesh.links).map(|(at, links)| (at, links[DOWN]));
        let down: Vec<(u32, u32)> = down.filter(|&(_, below)| below != NONE).collect();
        assert!(down.len() > 1_000, "{}", down.len());
        assert!(down.iter().all(|&(at, below)| below == at + 1));
    }
}
