//! The lines along which routes may run: centre lines of nodes and middle lines of the channels between boxes.
//!
//! Comes in: a [`Space`]. Goes out: horizontal [`Span`]s; the vertical ones are those of the flipped space. Always
//! holds: a span meets no node and no title, and a span that ends at a node does so where a port may be.
//!
//! Channels after Hegemann and Wolff, "A Simple Pipeline for Orthogonal Graph Drawing" (2023); maximal free lines after
//! Wybrow, Marriott and Stuckey, "Orthogonal Connector Routing" (2009).

use super::roads;
use super::space::{NONE, OUTSIDE, Space, Way};
use crate::geometry::{Point, Rect};
use crate::layout::graph::{End, Graph};

/// A free horizontal line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub(super) at: f64,
    pub(super) from: f64,
    pub(super) to: f64,
    /// The node at whose right border it starts.
    pub(super) start: u32,
    /// The node at whose left border it ends.
    pub(super) end: u32,
    /// The nodes whose centre line it is, on the left and on the right; none for the middle line of a channel.
    pub(super) owners: [u32; 2],
}

/// How far a line keeps from nodes beside it.
const CLEAR: f64 = 6.0;
/// How far a line runs from a box in open space.
const OPEN: f64 = 22.0;
/// Up to this width a gap between two boxes is one channel with one middle line.
const CHANNEL: f64 = 200.0;

/// How far a port keeps from the corners of a side of this length.
pub(super) fn corner(length: f64) -> f64 {
    (length / 4.0).min(12.0)
}

/// Lists the horizontal lines, sorted by height and start, each once.
pub(super) fn spans(graph: &Graph, space: &Space) -> Vec<Span> {
    let mut spans = Vec::with_capacity(4 * (space.nodes.len() + space.groups.len()));
    for (rect, reach) in space.nodes.iter().zip(reaches(graph, space)) {
        let y = rect.center().y;
        leave(space, rect, y, Way::On, reach.1, &mut spans);
        leave(space, rect, y, Way::Back, reach.0, &mut spans);
    }
    let mut channels = Vec::new();
    for index in 0..space.nodes.len() + space.groups.len() {
        let rect = space.box_rect(index);
        let (above, below) = gaps(space, index, &rect);
        for y in [rect.y - above, rect.bottom() + below] {
            let span = through(space, Point::new(rect.center().x, y));
            channels.extend(span.map(|span| (span, around(&span, rect.x, rect.right()))));
        }
    }
    let channels = if space.is_large() {
        roads::roads(channels, space)
    } else {
        channels.into_iter().map(|(span, _)| span).collect()
    };
    spans.append(&mut thinned(space, channels));
    for edge in &graph.edges {
        between(space, edge.source, edge.target, &mut spans);
        for end in [edge.source, edge.target] {
            if let End::Group(_) = end {
                let rect = space.rect(end);
                for x in [rect.x, rect.right()] {
                    let span = through(space, Point::new(x, rect.center().y));
                    spans.extend(span.map(|span| {
                        if space.is_large() {
                            around(&span, x, x)
                        } else {
                            span
                        }
                    }));
                }
            }
        }
    }
    spans.sort_by(|a, b| {
        (a.at.total_cmp(&b.at))
            .then(a.from.total_cmp(&b.from))
            .then(a.to.total_cmp(&b.to))
    });
    spans.dedup_by(|b, a| {
        let same = (a.at - b.at).abs() < 0.5 && a.from == b.from && a.to == b.to;
        if same {
            let free = |span: &Span| span.owners == [NONE; 2];
            a.owners = if free(a) || free(b) {
                [NONE; 2]
            } else {
                [a.owners[0].min(b.owners[0]), a.owners[1].min(b.owners[1])]
            };
        }
        same
    });
    spans
}

/// Two middle lines closer than this are of one channel; in large graphs fewer lines have to do.
const SAME: f64 = 9.0;
const SAME_IN_LARGE: f64 = 24.0;
/// How much farther than a line beside it a line may run and still be left out.
const LONGER: f64 = 24.0;

/// Leaves out lines that run beside a longer one, with no border of a group between them.
fn thinned(space: &Space, mut channels: Vec<Span>) -> Vec<Span> {
    channels.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let same = if space.is_large() {
        SAME_IN_LARGE
    } else {
        SAME
    };
    let length = |span: &Span| span.to - span.from;
    let covers = |a: &Span, b: &Span| a.from <= b.from + LONGER && a.to >= b.to - LONGER;
    let mut order: Vec<usize> = (0..channels.len()).collect();
    order.sort_by(|&a, &b| (length(&channels[b]).total_cmp(&length(&channels[a]))).then(a.cmp(&b)));
    let mut kept = vec![false; channels.len()];
    for &index in &order {
        let span = channels[index];
        let beside = |&other: &usize| {
            kept[other]
                && covers(&channels[other], &span)
                && !parted(space, &span, channels[other].at)
        };
        let near = |&other: &usize| (channels[other].at - span.at).abs() < same;
        let above = (0..index)
            .rev()
            .take_while(near)
            .any(|other| beside(&other));
        let below = (index + 1..channels.len())
            .take_while(near)
            .any(|other| beside(&other));
        kept[index] = !above && !below;
    }
    let mut keep = kept.into_iter();
    channels.retain(|_| keep.next().unwrap_or(true));
    channels
}

/// Whether a border of a group runs between a line and another height.
fn parted(space: &Space, span: &Span, at: f64) -> bool {
    let (low, high) = (span.at.min(at), span.at.max(at));
    let between = Rect::new(span.from, low, span.to - span.from, high - low);
    let mut parted = false;
    space.each_group(&between, |group| {
        let rect = space.groups[group];
        let inside = |border: f64| low < border && border < high;
        parted |= inside(rect.y) || inside(rect.bottom());
    });
    parted
}

/// How far to the left and to the right the centre line of each node is of use: to the farthest partner, but in a large
/// graph not very far unless it leads there straight.
fn reaches(graph: &Graph, space: &Space) -> Vec<(f64, f64)> {
    let mut reaches: Vec<(f64, f64)> = space
        .nodes
        .iter()
        .map(|rect| (rect.x - SHORT, rect.right() + SHORT))
        .collect();
    let far = if space.is_large() {
        FAR / space.nodes.len() as f64
    } else {
        f64::INFINITY
    };
    for edge in &graph.edges {
        for (end, other) in [(edge.source, edge.target), (edge.target, edge.source)] {
            if let End::Node(node) = end {
                let (own, rect) = (space.rect(end), space.rect(other));
                let middle = own.center().y;
                let straight = rect.y <= middle && middle <= rect.bottom();
                let most = if straight { f64::INFINITY } else { far };
                let reach = &mut reaches[node.0 as usize];
                reach.0 = reach.0.min((rect.x - SHORT).max(own.x - most));
                reach.1 = reach.1.max((rect.right() + SHORT).min(own.right() + most));
            }
        }
    }
    reaches
}

/// How far a centre line runs at least.
const SHORT: f64 = 130.0;
/// How far all centre lines of a large graph run together, but for those that lead straight to a partner.
const FAR: f64 = 20_000_000.0;

/// Adds the line that leaves a node's side at height `y`, as far as it is of use.
fn leave(space: &Space, rect: &Rect, y: f64, way: Way, reach: f64, spans: &mut Vec<Span>) {
    let x = match way {
        Way::On => rect.right(),
        Way::Back => rect.x,
    };
    let mut span = run(space, Point::new(x, y));
    match way {
        Way::On => {
            span.owners[0] = span.start;
            if span.to > reach {
                (span.to, span.end) = (reach, NONE);
            }
        }
        Way::Back => {
            span.owners[1] = span.end;
            if span.from < reach {
                (span.from, span.start) = (reach, NONE);
            }
        }
    }
    if span.to - span.from > 1.0 {
        spans.push(span);
    }
}

/// The free line through a point, if the point itself is free.
fn through(space: &Space, at: Point) -> Option<Span> {
    if space.blocked(at, CLEAR) {
        return None;
    }
    let span = run(space, at);
    (span.to - span.from > 1.0).then_some(span)
}

/// How far beside a box a line runs in a large graph, unless it is a road.
const LOCAL: f64 = 400.0;

/// The part of a line that runs along a stretch and a little beyond.
fn around(span: &Span, from: f64, to: f64) -> Span {
    let mut part = *span;
    if from - LOCAL > span.from {
        (part.from, part.start) = (from - LOCAL, NONE);
    }
    if to + LOCAL < span.to {
        (part.to, part.end) = (to + LOCAL, NONE);
    }
    part
}

/// Adds a line that joins two boxes straight where they face each other but the centre line of neither does it.
fn between(space: &Space, source: End, target: End, spans: &mut Vec<Span>) {
    let (a, b) = (space.rect(source), space.rect(target));
    let (left, right) = if a.x <= b.x { (a, b) } else { (b, a) };
    let gap = right.x - left.right();
    let low = (a.y + corner(a.height)).max(b.y + corner(b.height));
    let high = (a.bottom() - corner(a.height)).min(b.bottom() - corner(b.height));
    let covered = |rect: &Rect| low <= rect.center().y && rect.center().y <= high;
    if gap <= 1.0 || low > high || covered(&a) && covered(&b) {
        return;
    }
    let span = run(space, Point::new(left.right(), f64::midpoint(low, high)));
    if span.to >= right.x {
        spans.push(span);
    }
}

/// The free line through a free point, or away from the border of a node.
fn run(space: &Space, at: Point) -> Span {
    let (from, before) = space.ray(at, CLEAR, Way::Back);
    let (to, after) = space.ray(at, CLEAR, Way::On);
    let port = |obstacle: Option<usize>| -> Option<u32> {
        let index = obstacle.filter(|&index| index < space.nodes.len())?;
        let rect = space.nodes[index];
        let corner = corner(rect.height) - 0.01;
        let fits = at.y >= rect.y + corner && at.y <= rect.bottom() - corner;
        fits.then_some(index as u32)
    };
    let start = port(before);
    let end = port(after);
    // A line that must not end at a box stops short of it.
    let short = |port: Option<u32>, obstacle: Option<usize>| {
        if port.is_none() && obstacle.is_some() {
            CLEAR
        } else {
            0.0
        }
    };
    Span {
        at: at.y,
        from: from + short(start, before),
        to: to - short(end, after),
        start: start.unwrap_or(NONE),
        end: end.unwrap_or(NONE),
        owners: [NONE; 2],
    }
}

/// How far above and below a box its channels' middle lines run.
fn gaps(space: &Space, index: usize, rect: &Rect) -> (f64, f64) {
    let parent = space.parents[index];
    let (mut above, mut below) = (2.0 * OPEN, 2.0 * OPEN);
    let mut wide = (CHANNEL, CHANNEL);
    if parent == NONE {
        above = above.min(OUTSIDE + rect.y - space.bounds.y);
        below = below.min(OUTSIDE + space.bounds.bottom() - rect.bottom());
    } else {
        let around = space.groups[parent as usize];
        above = above.min(rect.y - around.y);
        below = below.min(around.bottom() - rect.bottom());
    }
    let query = Rect::new(
        rect.x,
        rect.y - CHANNEL,
        rect.width,
        rect.height + 2.0 * CHANNEL,
    );
    space.each_box(&query, |other| {
        if other == index || space.parents[other] != parent {
            return;
        }
        let beside = space.box_rect(other);
        if beside.right() <= rect.x || rect.right() <= beside.x {
            return;
        }
        if beside.bottom() <= rect.y {
            wide.0 = wide.0.min(rect.y - beside.bottom());
        } else if beside.y >= rect.bottom() {
            wide.1 = wide.1.min(beside.y - rect.bottom());
        }
    });
    let half = |open: f64, wide: f64| {
        if wide < CHANNEL {
            wide / 2.0
        } else {
            open / 2.0
        }
    };
    (half(above, wide.0), half(below, wide.1))
}
