//! Routes edges between boxes that have their places.
//!
//! Comes in: a graph and a placement. Goes out: a layout. Always holds: every segment is horizontal or vertical, routes
//! run from border to border and around nodes and titles; where there is no room, the placement is widened.

mod mesh;
mod nudge;
mod order;
mod search;
mod space;
mod spans;
mod wires;

use super::graph::{Edge, Graph};
use super::output::{Layout, Route};
use super::placement::Placement;
use crate::geometry::{Point, Polyline, Rect, Size};
use mesh::Mesh;
use space::Space;

/// Routes all edges and places their labels.
pub(super) fn route(graph: &Graph, placement: Placement) -> Layout {
    let space = Space::new(graph, &placement);
    let rows = spans::spans(graph, &space);
    let columns = spans::spans(graph, &space.flipped());
    let mesh = mesh::mesh(graph, &space, &rows, &columns);
    let ways = search::ways(graph, &space, &mesh);
    let mut wires = wires::wires(graph, &mesh, &ways);
    let across = order::order(&wires, &mesh, &ways, false);
    let along = order::order(&wires, &mesh, &ways, true);
    let gap = graph.options.edge_gap;
    let flipped = space.flipped();
    nudge::nudge(&mut wires, &across, &flipped, gap);
    wires.stretch(&mesh, &ways);
    nudge::nudge(&mut wires, &along, &space, gap);
    wires.stretch(&mesh, &ways);
    nudge::nudge(&mut wires, &across, &flipped, gap);
    wires.stretch(&mesh, &ways);
    let edges = graph
        .edges
        .iter()
        .enumerate()
        .map(|(index, edge)| plain(index, edge, &ways[index], &space, &mesh, &wires))
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

fn plain(
    index: usize,
    edge: &Edge,
    way: &[u32],
    space: &Space,
    mesh: &Mesh,
    wires: &wires::Wires,
) -> Route {
    let points = if edge.source == edge.target {
        let rect = space.rect(edge.source);
        let (x, y) = (rect.right(), rect.y);
        vec![
            Point::new(x - 12.0, y),
            Point::new(x - 12.0, y - 12.0),
            Point::new(x + 12.0, y - 12.0),
            Point::new(x + 12.0, y + 12.0),
            Point::new(x, y + 12.0),
        ]
    } else if way.len() >= 2 {
        let place = |at: u32| mesh.places[at as usize];
        straightened(&wires.points(index, place(way[0]), place(way[way.len() - 1])))
    } else {
        let (a, b) = (
            space.rect(edge.source).center(),
            space.rect(edge.target).center(),
        );
        vec![a, Point::new(b.x, a.y), b]
    };
    let line = Polyline { points };
    let label = edge.label.map(|label| {
        let longest = line
            .segments()
            .map(|(a, b)| ((b.x - a.x).abs() + (b.y - a.y).abs(), a, b))
            .fold((-1.0, Point::default(), Point::default()), |best, next| {
                if next.0 > best.0 { next } else { best }
            });
        let (x, y) = (
            f64::midpoint(longest.1.x, longest.2.x),
            f64::midpoint(longest.1.y, longest.2.y),
        );
        let Size { width, height } = label.size;
        Rect::new(x - width / 2.0, y - height / 2.0, width, height)
    });
    Route { line, label }
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
