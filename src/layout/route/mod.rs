//! Routes edges between boxes that have their places.
//!
//! Comes in: a graph and a placement. Goes out: a layout. Always holds: every segment is horizontal or vertical, routes
//! run from border to border and around nodes and titles; where there is no room, the placement is widened.

mod bundle;
mod cells;
mod goal;
mod label;
mod loops;
mod mesh;
mod nudge;
mod order;
mod search;
mod space;
mod spans;
mod ways;
mod wires;

use super::graph::{Edge, Graph};
use super::output::{Layout, Route};
use super::placement::{Axis, Placement};
use super::verify;
use crate::geometry::{Point, Polyline, Rect, Size};
use loops::Loop;
use mesh::Mesh;
use nudge::Tag;
use space::Space;
use ways::{Shy, Style};
use wires::Wires;

/// How often the placement is widened before what is left is drawn as it is.
const ROUNDS: usize = 60;
/// How often the ways may be kept when the placement is widened.
const KEPT: usize = 4;

/// How wide a channel is opened beside a box that no edge can leave.
const CHANNEL: f64 = 30.0;

/// Up to this number of edges several styles are tried.
const TRIED: usize = 100;

/// Routes all edges and places their labels.
pub(super) fn route(graph: &Graph, mut placement: Placement) -> Layout {
    let mut loops = loops::loops(graph, &placement);
    let mut space = Space::new(graph, &placement, &loops);
    let mut shy = vec![Shy::default(); graph.edges.len()];
    let (mut plan, mut attempt) = best(graph, &space, &loops, &shy);
    for round in 1..=ROUNDS {
        if attempt.strips.is_empty() {
            break;
        }
        let strips = merged(std::mem::take(&mut attempt.strips));
        for strip in &strips {
            placement.widen(strip.axis, strip.at, strip.by);
        }
        loops = loops::loops(graph, &placement);
        space = Space::new(graph, &placement, &loops);
        if round.is_multiple_of(KEPT) || attempt.lost {
            for (edge, line) in attempt.lines.iter().enumerate() {
                if attempt.labels[edge].is_none() && graph.edges[edge].label.is_some() {
                    shy[edge].learn(line);
                }
            }
            (plan, attempt) = best(graph, &space, &loops, &shy);
        } else {
            plan.mesh.shift(&space, |place| shifted(place, &strips));
            attempt = self::attempt(graph, &space, &plan.mesh, &plan.ways, &loops, round);
        }
    }
    drawn(graph, placement, attempt)
}

/// The ways of all edges through a mesh.
struct Plan {
    mesh: Mesh,
    ways: Vec<search::Way>,
}

/// Finds ways in several styles and keeps those that are drawn best.
fn best(graph: &Graph, space: &Space, loops: &[Loop], shy: &[Shy]) -> (Plan, Attempt) {
    let rows = spans::spans(graph, space);
    let columns = spans::spans(graph, &space.flipped());
    let mesh = mesh::mesh(graph, space, &rows, &columns);
    let mut best: Option<(f64, Vec<search::Way>, Attempt)> = None;
    let styles = if graph.edges.len() > TRIED {
        &[Style::Alone][..]
    } else {
        &[Style::Trunks, Style::Alone, Style::LongFirst]
    };
    for &style in styles {
        let ways = ways::ways(graph, space, &mesh, style, shy);
        let attempt = attempt(graph, space, &mesh, &ways, loops, 0);
        let cost = match styles {
            [_] => 0.0,
            _ => cost(graph, space, &attempt),
        };
        if best.as_ref().is_none_or(|(least, _, _)| cost < *least) {
            best = Some((cost, ways, attempt));
        }
    }
    let (_, ways, attempt) = best.expect("at least one style is tried");
    (Plan { mesh, ways }, attempt)
}

/// What an attempt costs: crossings, half the turns, and what does not fit.
fn cost(graph: &Graph, space: &Space, attempt: &Attempt) -> f64 {
    let edges = attempt.lines.iter().map(|line| Route {
        line: line.clone(),
        label: None,
    });
    let layout = Layout {
        nodes: space.nodes.clone(),
        groups: space.groups.clone(),
        edges: edges.collect(),
        ..Layout::default()
    };
    let crossings = verify::crossings(graph, &layout) as f64;
    crossings + 0.5 * verify::turns(&layout) as f64 + 1.5 * attempt.strips.len() as f64
}

/// Routes and labels over one placement, and where it is too narrow for them.
struct Attempt {
    lines: Vec<Polyline>,
    labels: Vec<Option<Rect>>,
    strips: Vec<Strip>,
    /// Whether an edge found no way at all.
    lost: bool,
}

/// A strip of space that would help.
#[derive(Clone, Copy, Debug)]
struct Strip {
    axis: Axis,
    at: f64,
    by: f64,
}

fn attempt(
    graph: &Graph,
    space: &Space,
    mesh: &Mesh,
    ways: &[search::Way],
    loops: &[Loop],
    round: usize,
) -> Attempt {
    let flipped = space.flipped();
    let mut wires = wires::wires(graph, mesh, ways);
    let across = order::order(&wires, mesh, ways, false);
    let along = order::order(&wires, mesh, ways, true);
    let gap = graph.options.edge_gap;
    let spread = |wires: &mut Wires, tags: &[Tag]| {
        let mut squeezes = Vec::new();
        // The extents of columns depend on the places of rows, and the other way round.
        for _ in 0..2 {
            squeezes = nudge::nudge(wires, &across, tags, &flipped, gap);
            wires.stretch(mesh, ways);
            squeezes.extend(nudge::nudge(wires, &along, tags, space, gap));
            wires.stretch(mesh, ways);
        }
        squeezes
    };
    let lines = |wires: &Wires| -> Vec<Polyline> {
        let edges = graph.edges.iter().enumerate();
        let line = |(index, edge)| Polyline {
            points: points(index, edge, &ways[index], space, mesh, wires),
        };
        let mut lines: Vec<Polyline> = edges.map(line).collect();
        for around in loops {
            lines[around.edge].points.clone_from(&around.points);
        }
        lines
    };
    let mut squeezes = spread(&mut wires, &[]);
    let mut drawn = lines(&wires);
    let mut labels = label::labels(graph, space, &drawn, loops, &[]);
    let tags = tags(graph, space, &wires, &drawn, &labels);
    if !tags.is_empty() {
        // Wires make room for the labels that found none.
        squeezes = spread(&mut wires, &tags);
        drawn = lines(&wires);
        let wished: Vec<(usize, Rect)> = tags
            .iter()
            .map(|tag| (tag.edge as usize, tag_rect(&wires, tag)))
            .collect();
        labels = label::labels(graph, space, &drawn, loops, &wished);
    }
    let mut strips: Vec<Strip> = squeezes
        .iter()
        .map(|squeeze| Strip {
            axis: if squeeze.horizontal { Axis::Y } else { Axis::X },
            at: squeeze.at,
            by: squeeze.missing + 6.0,
        })
        .collect();
    strips.extend(loops::strips(space, loops));
    let leaders = bundle::leaders(graph);
    let mut lost = false;
    for (index, edge) in graph.edges.iter().enumerate() {
        let leads = leaders[index] as usize == index;
        if leads && ways[index].is_empty() && edge.source != edge.target {
            lost = true;
            strips.extend(around(&space.rect(edge.source)));
            strips.extend(around(&space.rect(edge.target)));
        } else if let (true, Some(label), None) = (leads, edge.label, labels[index]) {
            strips.push(room_for(index, &drawn[index], label.size, &wires, round));
        }
    }
    Attempt {
        lines: drawn,
        labels,
        strips,
        lost,
    }
}

/// The strips that open channels on all sides of a box.
fn around(rect: &Rect) -> [Strip; 4] {
    let strip = |axis, at| Strip {
        axis,
        at,
        by: CHANNEL,
    };
    [
        strip(Axis::X, rect.x - 1.0),
        strip(Axis::X, rect.right() + 1.0),
        strip(Axis::Y, rect.y - 1.0),
        strip(Axis::Y, rect.bottom() + 1.0),
    ]
}

/// Where labels that found no place would stand if wires made room.
fn tags(
    graph: &Graph,
    space: &Space,
    wires: &Wires,
    lines: &[Polyline],
    labels: &[Option<Rect>],
) -> Vec<Tag> {
    let leaders = bundle::leaders(graph);
    let missing = |&(index, edge): &(usize, &Edge)| {
        leaders[index] as usize == index
            && edge.label.is_some()
            && labels[index].is_none()
            && !wires.of[index].is_empty()
    };
    let tag = |(index, edge): (usize, &Edge)| {
        let size = edge.label?.size;
        // Segments and wires differ where two wires happen to lie on one line.
        let same = wires.of[index].len() + 1 == lines[index].points.len();
        let wire = |at: usize| &wires.all[wires.of[index][at] as usize];
        let own = |at: usize| same && wire(at).pieces.len() == 1;
        let (at, middle) = label::wish(space, &lines[index], size, own)?;
        let (along, half, length) = if wire(at).horizontal {
            (middle.x, size.height / 2.0, size.width)
        } else {
            (middle.y, size.width / 2.0, size.height)
        };
        Some(Tag {
            edge: index as u32,
            wire: wires.of[index][at],
            from: along - length / 2.0,
            to: along + length / 2.0,
            half,
        })
    };
    let edges = graph.edges.iter().enumerate();
    edges.filter(missing).filter_map(tag).collect()
}

fn tag_rect(wires: &Wires, tag: &Tag) -> Rect {
    let wire = &wires.all[tag.wire as usize];
    let (length, width) = (tag.to - tag.from, 2.0 * tag.half);
    if wire.horizontal {
        Rect::new(tag.from, wire.at - tag.half, length, width)
    } else {
        Rect::new(wire.at - tag.half, tag.from, width, length)
    }
}

/// The strip that a label needs on the longest segment that its route shares with no other.
fn room_for(edge: usize, line: &Polyline, size: Size, wires: &Wires, round: usize) -> Strip {
    let own = |at: usize| {
        let wire = wires.of[edge].get(at);
        wire.is_none_or(|&wire| wires.all[wire as usize].pieces.len() == 1)
    };
    let length = |(a, b): (Point, Point)| (b.x - a.x).abs() + (b.y - a.y).abs();
    let (a, b) = line
        .segments()
        .enumerate()
        .map(|(at, segment)| (own(at), segment))
        .reduce(|best, next| {
            let better = (next.0, length(next.1)) > (best.0, length(best.1));
            if better { next } else { best }
        })
        .map_or_else(Default::default, |(_, segment)| segment);
    let middle = Point::new(f64::midpoint(a.x, b.x), f64::midpoint(a.y, b.y));
    let wide = Strip {
        axis: Axis::X,
        at: middle.x,
        by: size.width + 16.0,
    };
    let high = Strip {
        axis: Axis::Y,
        at: middle.y,
        by: size.height + 16.0,
    };
    // A segment that is long enough needs room beside it; if that does not help, along it.
    let horizontal = (a.y - b.y).abs() < 0.5;
    let needed = if horizontal { size.width } else { size.height };
    let along = length((a, b)) < needed + 16.0 || round.is_multiple_of(2);
    if horizontal == along { wide } else { high }
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

/// Joins strips that are near each other; those that come later lie before those that came earlier, so that inserting
/// one leaves the places of the next what they were.
fn merged(mut strips: Vec<Strip>) -> Vec<Strip> {
    let mut all = Vec::new();
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
        all.extend(wanted.into_iter().rev());
    }
    all
}

/// Where a place is once strips are inserted.
fn shifted(place: Point, strips: &[Strip]) -> Point {
    let mut place = place;
    for strip in strips {
        let length = match strip.axis {
            Axis::X => &mut place.x,
            Axis::Y => &mut place.y,
        };
        if *length >= strip.at {
            *length += strip.by;
        }
    }
    place
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
mod tests;
