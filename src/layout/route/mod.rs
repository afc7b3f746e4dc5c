//! Routes edges between boxes that have their places.
//!
//! Comes in: a graph and a placement. Goes out: a layout. Always holds: every segment is horizontal or vertical, routes
//! run from border to border and around nodes and titles; where there is no room, the placement is widened.

mod attempt;
mod beside;
mod bundle;
mod cells;
mod crossed;
mod draft;
mod goal;
mod label;
mod loops;
mod mend;
mod mesh;
mod nudge;
mod order;
mod price;
mod quest;
mod rays;
mod roads;
mod search;
mod space;
mod spans;
mod stirred;
mod strips;
mod ways;
mod wires;

use super::graph::Graph;
use super::output::{Layout, Route};
use super::placement::Placement;
use super::verify;
use crate::geometry::{Point, Polyline, Rect, Size};
use attempt::Attempt;
use draft::Draft;
use loops::Loop;
use mesh::Mesh;
use search::{Search, Way};
use space::Space;
use std::mem;
use strips::Widening;
use ways::Shy;
pub(super) use ways::Style;

/// How often the placement is widened before what is left is drawn as it is.
const ROUNDS: usize = 60;
/// How often the ways may be kept when the placement is widened.
const KEPT: usize = 4;
/// The same for large graphs, where edges whose labels found no place look for other ways, and the rest keep theirs.
const KEPT_IN_LARGE: usize = 2;

/// How often the placement is widened in vain where nothing is missing but room between lines: many edges on one side of
/// a node stay close together. Once in large graphs, and not much oftener for the last labels.
const PATIENCE: usize = 3;
const PATIENCE_IN_LARGE: usize = 1;
const PATIENCE_FOR_LABELS: usize = 6;
/// In large graphs a round is in vain that leaves more than this part of what lacked room.
const LEFT: f64 = 0.5;

/// Where no more than one wire of so many lacks room in a large graph, all others keep their places.
const FEW: usize = 25;

/// Up to this number of edges several styles are tried.
const TRIED: usize = 100;

/// Routes all edges and places their labels, in the style that is known to be best, or the one that is found to be so.
pub(super) fn route(
    graph: &Graph,
    mut placement: Placement,
    known: Option<Style>,
) -> (Layout, Style) {
    let styles: &[Style] = match known {
        Some(Style::Trunks) => &[Style::Trunks],
        Some(Style::LongFirst) => &[Style::LongFirst],
        None if graph.edges.len() <= TRIED => &[Style::Trunks, Style::Alone, Style::LongFirst],
        Some(Style::Alone) | None => &[Style::Alone],
    };
    let mut ground = Ground::new(graph, &placement);
    let mut shy = vec![Shy::default(); graph.edges.len()];
    let (mut plan, mut attempt) = best(graph, &ground, &shy, styles, 0);
    let mut vain = 0;
    let mut before: Option<Drawn> = None;
    for round in 1..=ROUNDS {
        let patience = match (ground.space.is_large(), attempt.fits) {
            (false, _) => PATIENCE,
            (true, true) => PATIENCE_IN_LARGE,
            (true, false) => PATIENCE_FOR_LABELS,
        };
        if attempt.strips.is_empty() || vain >= patience {
            break;
        }
        let lacking = attempt.strips.len();
        let widening = Widening::new(&attempt.strips);
        let large = ground.space.is_large();
        let narrow = (!large && round.is_multiple_of(KEPT)).then(|| placement.clone());
        widening.widen(&mut placement);
        let narrow_ground = mem::replace(&mut ground, Ground::new(graph, &placement));
        let kept = if large { KEPT_IN_LARGE } else { KEPT };
        let mut astray = Vec::new();
        if round.is_multiple_of(kept) || attempt.lost {
            for (edge, line) in attempt.lines.iter().enumerate() {
                if attempt.labels[edge].is_none() && graph.edges[edge].label.is_some() {
                    shy[edge].learn(line);
                    astray.push(edge);
                }
            }
        }
        if narrow.is_some() || attempt.lost {
            let (next_plan, next) = best(graph, &ground, &shy, styles, round);
            let (plan, attempt) = (
                mem::replace(&mut plan, next_plan),
                mem::replace(&mut attempt, next),
            );
            let is_best = attempt.lacks_less(before.as_ref().map(|before| &before.attempt));
            if let Some(placement) = narrow.filter(|_| is_best) {
                before = Some(Drawn {
                    placement,
                    ground: narrow_ground,
                    plan,
                    attempt,
                });
            }
        } else {
            plan.mesh.shift(&ground.space, |place| widening.of(place));
            let is_cut = |&edge: &usize| plan.mesh.is_cut(&plan.ways[edge]);
            astray.extend((0..plan.ways.len()).filter(is_cut));
            let changed = ways::again(graph, &ground.space, &shy, &mut plan, &astray);
            let (mesh, ways) = (&plan.mesh, &plan.ways);
            let labels = attempt.labels.iter().filter(|_| large);
            let labels: Vec<_> = labels.map(|label| moved(*label, &widening)).collect();
            let is_few = FEW * lacking < attempt.sketch.wires.all.len();
            let draft = if large && is_few {
                let shift = |place| widening.of(place);
                Draft::again(graph, &ground, mesh, ways, attempt.sketch, &changed, shift)
            } else {
                Draft::new(graph, &ground, mesh, ways)
            };
            attempt = draft.labelled(&labels, round);
        }
        let left = attempt.strips.len();
        let is_vain = match large {
            true => left as f64 > LEFT * lacking as f64,
            false => attempt.fits && left >= lacking,
        };
        vain = if is_vain { vain + 1 } else { 0 };
    }
    // The last ways that were found may lack more room than those before them.
    if let Some(before) = before.filter(|before| before.attempt.lacks_less(Some(&attempt))) {
        Drawn {
            placement,
            ground,
            plan,
            attempt,
        } = before;
    }
    if !ground.space.is_large() {
        let Ground { space, loops, .. } = &ground;
        label::polish(graph, space, &attempt.lines, loops, &mut attempt.labels);
    }
    let layout = mend::mended(graph, &ground, &placement, &mut plan, &mut shy, attempt);
    (layout, plan.style)
}

/// Where a label is once strips are inserted.
fn moved(label: Option<Rect>, widening: &Widening) -> Option<Rect> {
    label.map(|rect| {
        let middle = rect.center();
        let to = widening.of(middle);
        Rect::new(
            rect.x + to.x - middle.x,
            rect.y + to.y - middle.y,
            rect.width,
            rect.height,
        )
    })
}

/// What stands where while edges are routed.
struct Ground {
    loops: Vec<Loop>,
    space: Space,
    flipped: Space,
}

impl Ground {
    fn new(graph: &Graph, placement: &Placement) -> Self {
        let loops = loops::loops(graph, placement);
        let space = Space::new(graph, placement, &loops);
        let flipped = space.flipped();
        Self {
            loops,
            space,
            flipped,
        }
    }
}

/// The ways of all edges through a mesh.
struct Plan {
    mesh: Mesh,
    style: Style,
    ways: Vec<Way>,
    /// What has counted all ways in.
    search: Search,
}

/// Ways as they are drawn over a placement.
struct Drawn {
    placement: Placement,
    ground: Ground,
    plan: Plan,
    attempt: Attempt,
}

/// What is found in one style.
struct Found {
    style: Style,
    ways: Vec<Way>,
    search: Search,
    attempt: Attempt,
}

/// Finds ways in some styles and keeps those that are drawn best.
fn best(
    graph: &Graph,
    ground: &Ground,
    shy: &[Shy],
    styles: &[Style],
    round: usize,
) -> (Plan, Attempt) {
    let space = &ground.space;
    let mesh = mesh_of(graph, ground);
    let ways = |style| ways::ways(graph, space, &mesh, style, shy);
    if let &[style] = styles {
        let (ways, search) = ways(style);
        let draft = Draft::new(graph, ground, &mesh, &ways);
        let attempt = match round {
            0 => draft.first(),
            _ => draft.labelled(&[], 0),
        };
        let plan = Plan {
            mesh,
            style,
            ways,
            search,
        };
        return (plan, attempt);
    }
    let mut best: Option<(f64, Found)> = None;
    for &style in styles {
        let (ways, search) = ways(style);
        // The same ways are drawn the same.
        if best.as_ref().is_some_and(|(_, found)| found.ways == ways) {
            continue;
        }
        let draft = Draft::new(graph, ground, &mesh, &ways);
        // What has no room comes on top: a style that costs as much without it cannot win.
        let least = best.as_ref().map_or(f64::INFINITY, |(cost, _)| *cost);
        if cost(graph, space, &draft.lines) >= least {
            continue;
        }
        let attempt = draft.labelled(&[], 0);
        let cost = cost(graph, space, &attempt.lines) + LACKING * attempt.strips.len() as f64;
        if cost < least {
            let found = Found {
                style,
                ways,
                search,
                attempt,
            };
            best = Some((cost, found));
        }
    }
    let (_, found) = best.expect("the first style costs something finite");
    let plan = Plan {
        mesh,
        style: found.style,
        ways: found.ways,
        search: found.search,
    };
    (plan, found.attempt)
}

/// What it costs that something does not fit, in crossings.
const LACKING: f64 = 1.5;

/// The mesh of all lines along which edges may run.
fn mesh_of(graph: &Graph, ground: &Ground) -> Mesh {
    let rows = spans::spans(graph, &ground.space);
    let columns = spans::spans(graph, &ground.flipped);
    mesh::mesh(graph, &ground.space, &ground.flipped, &rows, &columns)
}

/// What lines cost: crossings, and half the turns.
fn cost(graph: &Graph, space: &Space, lines: &[Polyline]) -> f64 {
    let edges = lines.iter().map(|line| Route {
        line: line.clone(),
        label: None,
    });
    let layout = Layout {
        nodes: space.nodes.clone(),
        groups: space.groups.clone(),
        edges: edges.collect(),
        ..Layout::default()
    };
    verify::crossings(graph, &layout) as f64 + 0.5 * verify::turns(&layout) as f64
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

fn drawn(
    graph: &Graph,
    placement: Placement,
    lines: Vec<Polyline>,
    labels: &[Option<Rect>],
) -> Layout {
    let edges = graph
        .edges
        .iter()
        .zip(lines.into_iter().zip(labels))
        .map(|(edge, (line, &label))| {
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
