//! Routes edges between boxes that have their places.
//!
//! Comes in: a graph and a placement. Goes out: a layout. Always holds: every segment is horizontal or vertical, routes
//! run from border to border and around nodes and titles; where there is no room, the placement is widened.

mod label;
mod mesh;
mod nudge;
mod order;
mod search;
mod space;
mod spans;
mod wires;

use super::graph::{Edge, Graph};
use super::output::{Layout, Route};
use super::placement::{Axis, Placement};
use crate::geometry::{Point, Polyline, Rect, Size};
use mesh::Mesh;
use space::Space;
use wires::Wires;

/// How often the placement is widened before what is left is drawn as it is.
const ROUNDS: usize = 4;

/// Routes all edges and places their labels.
pub(super) fn route(graph: &Graph, mut placement: Placement) -> Layout {
    let mut round = 0;
    loop {
        let attempt = attempt(graph, &placement);
        round += 1;
        if attempt.strips.is_empty() || round > ROUNDS {
            return drawn(graph, placement, attempt);
        }
        widen(&mut placement, attempt.strips);
    }
}

/// Routes and labels over one placement, and where it is too narrow for them.
struct Attempt {
    lines: Vec<Polyline>,
    labels: Vec<Option<Rect>>,
    strips: Vec<Strip>,
}

/// A strip of space that would help.
#[derive(Clone, Copy, Debug)]
struct Strip {
    axis: Axis,
    at: f64,
    by: f64,
}

fn attempt(graph: &Graph, placement: &Placement) -> Attempt {
    let space = Space::new(graph, placement);
    let flipped = space.flipped();
    let rows = spans::spans(graph, &space);
    let columns = spans::spans(graph, &flipped);
    let mesh = mesh::mesh(graph, &space, &rows, &columns);
    let ways = search::ways(graph, &space, &mesh);
    let mut wires = wires::wires(graph, &mesh, &ways);
    let across = order::order(&wires, &mesh, &ways, false);
    let along = order::order(&wires, &mesh, &ways, true);
    let gap = graph.options.edge_gap;
    let mut squeezes = Vec::new();
    // The extents of columns depend on the places of rows, and the other way round.
    for _ in 0..2 {
        squeezes = nudge::nudge(&mut wires, &across, &flipped, gap);
        wires.stretch(&mesh, &ways);
        squeezes.extend(nudge::nudge(&mut wires, &along, &space, gap));
        wires.stretch(&mesh, &ways);
    }
    let lines: Vec<Polyline> = graph
        .edges
        .iter()
        .enumerate()
        .map(|(index, edge)| Polyline {
            points: points(index, edge, &ways[index], &space, &mesh, &wires),
        })
        .collect();
    let labels = label::labels(graph, &space, &lines);
    let mut strips: Vec<Strip> = squeezes
        .iter()
        .map(|squeeze| Strip {
            axis: if squeeze.horizontal { Axis::Y } else { Axis::X },
            at: squeeze.at,
            by: squeeze.missing + 6.0,
        })
        .collect();
    for (index, edge) in graph.edges.iter().enumerate() {
        if let (Some(label), None) = (edge.label, labels[index]) {
            strips.push(room_for(&lines[index], label.size));
        }
    }
    Attempt {
        lines,
        labels,
        strips,
    }
}

/// The strip that a label needs on the longest segment of its route.
fn room_for(line: &Polyline, size: Size) -> Strip {
    let longest = longest(line);
    let middle = Point::new(
        f64::midpoint(longest.0.x, longest.1.x),
        f64::midpoint(longest.0.y, longest.1.y),
    );
    if (longest.0.y - longest.1.y).abs() < 0.5 {
        Strip {
            axis: Axis::X,
            at: middle.x,
            by: size.width + 16.0,
        }
    } else {
        Strip {
            axis: Axis::Y,
            at: middle.y,
            by: size.height + 16.0,
        }
    }
}

fn longest(line: &Polyline) -> (Point, Point) {
    let length = |(a, b): (Point, Point)| (b.x - a.x).abs() + (b.y - a.y).abs();
    line.segments()
        .fold((Point::default(), Point::default()), |best, next| {
            if length(next) > length(best) {
                next
            } else {
                best
            }
        })
}

/// Inserts strips, those near each other once.
fn widen(placement: &mut Placement, mut strips: Vec<Strip>) {
    for axis in [Axis::X, Axis::Y] {
        let mut wanted: Vec<Strip> = strips.extract_if(.., |strip| strip.axis == axis).collect();
        wanted.sort_by(|a, b| a.at.total_cmp(&b.at));
        wanted.dedup_by(|b, a| {
            let near = b.at - a.at < 40.0;
            if near {
                a.by = a.by.max(b.by);
            }
            near
        });
        // From the far end, so that the places of the others stay what they were.
        for strip in wanted.iter().rev() {
            placement.widen(axis, strip.at, strip.by);
        }
    }
}

fn drawn(graph: &Graph, placement: Placement, attempt: Attempt) -> Layout {
    let edges = graph
        .edges
        .iter()
        .zip(attempt.lines.into_iter().zip(attempt.labels))
        .map(|(edge, (line, label))| {
            let label = edge.label.map(|wanted| {
                label.unwrap_or_else(|| {
                    let (a, b) = longest(&line);
                    let Size { width, height } = wanted.size;
                    let (x, y) = (f64::midpoint(a.x, b.x), f64::midpoint(a.y, b.y));
                    Rect::new(x - width / 2.0, y - height / 2.0, width, height)
                })
            });
            Route { line, label }
        })
        .collect();
    let mut layout = Layout {
        size: Size::default(),
        nodes: placement.nodes,
        groups: placement.groups,
        bands: placement.bands,
        edges,
        unmet: placement.unmet,
    };
    to_origin(&mut layout);
    layout
}

/// The points of one edge.
fn points(
    index: usize,
    edge: &Edge,
    way: &[u32],
    space: &Space,
    mesh: &Mesh,
    wires: &Wires,
) -> Vec<Point> {
    if edge.source == edge.target {
        let rect = space.rect(edge.source);
        let (x, y) = (rect.right(), rect.y);
        return vec![
            Point::new(x - 12.0, y),
            Point::new(x - 12.0, y - 12.0),
            Point::new(x + 12.0, y - 12.0),
            Point::new(x + 12.0, y + 12.0),
            Point::new(x, y + 12.0),
        ];
    }
    if way.len() < 2 {
        let (a, b) = (
            space.rect(edge.source).center(),
            space.rect(edge.target).center(),
        );
        return vec![a, Point::new(b.x, a.y), b];
    }
    let place = |at: u32| mesh.places[at as usize];
    straightened(&wires.points(index, place(way[0]), place(way[way.len() - 1])))
}

/// Leaves out the points where a line goes straight on.
fn straightened(points: &[Point]) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::with_capacity(4);
    for &point in points {
        if let [.., a, b] = kept[..] {
            let on_row = (a.y - b.y).abs() < 1e-6 && (b.y - point.y).abs() < 1e-6;
            let on_column = (a.x - b.x).abs() < 1e-6 && (b.x - point.x).abs() < 1e-6;
            if on_row || on_column {
                kept.pop();
            }
        }
        kept.push(point);
    }
    kept
}

/// Moves the drawing's top left corner to the origin.
fn to_origin(layout: &mut Layout) {
    let boxes = layout
        .nodes
        .iter()
        .chain(&layout.groups)
        .chain(layout.bands.iter().flatten())
        .chain(layout.edges.iter().filter_map(|route| route.label.as_ref()))
        .copied();
    let points = layout
        .edges
        .iter()
        .flat_map(|route| &route.line.points)
        .map(|point| Rect::new(point.x, point.y, 0.0, 0.0));
    let Some(bounds) = boxes.chain(points).reduce(|a, b| a.union(&b)) else {
        return;
    };
    let shift = |rect: &mut Rect| {
        rect.x -= bounds.x;
        rect.y -= bounds.y;
    };
    layout.nodes.iter_mut().for_each(shift);
    layout.groups.iter_mut().for_each(shift);
    layout.bands.iter_mut().flatten().for_each(shift);
    for route in &mut layout.edges {
        route.label.iter_mut().for_each(shift);
        for point in &mut route.line.points {
            point.x -= bounds.x;
            point.y -= bounds.y;
        }
    }
    layout.size = Size::new(bounds.width, bounds.height);
}

#[cfg(test)]
mod tests {
    use crate::geometry::Size;
    use crate::layout::{Edge, End, Graph, Group, GroupId, Label, Node, NodeId, layout, verify};

    /// Nodes as `parent`, edges as pairs; node names are their indices.
    fn graph(parents: &[Option<u32>], groups: &[Option<u32>], edges: &[(End, End)]) -> Graph {
        Graph {
            groups: groups
                .iter()
                .map(|parent| Group {
                    parent: parent.map(GroupId),
                    title: Size::new(60.0, 24.0),
                    padding: 20.0,
                    direction: None,
                })
                .collect(),
            nodes: parents
                .iter()
                .map(|parent| Node {
                    size: Size::new(90.0, 60.0),
                    parent: parent.map(GroupId),
                    band: None,
                    pin: None,
                })
                .collect(),
            edges: edges
                .iter()
                .map(|&(source, target)| Edge {
                    source,
                    target,
                    label: Some(Label {
                        size: Size::new(30.0, 18.0),
                    }),
                    class: 0,
                    weight: 1.0,
                })
                .collect(),
            ..Graph::default()
        }
    }

    fn node(index: u32) -> End {
        End::Node(NodeId(index))
    }

    #[test]
    fn a_pair_of_nodes_is_joined_straight() {
        let drawn = layout(&graph(&[None, None], &[], &[(node(0), node(1))]));
        assert_eq!(drawn.edges[0].line.points.len(), 2);
    }

    #[test]
    fn edges_may_end_at_groups_and_run_from_a_group_to_its_own_child() {
        let group = End::Group(GroupId(0));
        let graph = graph(
            &[None, Some(0)],
            &[None],
            &[(node(0), group), (group, node(1))],
        );
        assert_eq!(verify(&graph, &layout(&graph)), []);
    }

    #[test]
    fn nothing_is_drawn_from_nothing() {
        assert_eq!(layout(&Graph::default()).edges, []);
    }
}
