//! Keeps the lines of a large graph short, all but a few.
//!
//! Comes in: middle lines of channels, each with its part beside the box whose channel it is. Goes out: as many lines,
//! most of them cut to that part. Always holds: beside each part that was cut off its line a whole line runs, near enough
//! to be met by the lines across. So a mesh of them grows with the graph, where whole lines alone grow with its square.

use super::space::Space;
use super::spans::Span;
use std::collections::BTreeMap;

/// How far the next whole line may be: so far, or farther where nodes stand so far from each other that whole lines would
/// cross more than so often for each node.
const NEXT: f64 = 300.0;
const CROSSINGS: f64 = 30.0;

/// Leaves the longest lines whole, and cuts those that run beside them to their part.
pub(super) fn roads(channels: Vec<(Span, Span)>, space: &Space) -> Vec<Span> {
    let area = space.bounds.width * space.bounds.height;
    let next = NEXT.max((area / (CROSSINGS * space.nodes.len() as f64)).sqrt());
    let length = |span: &Span| span.to - span.from;
    let mut order: Vec<usize> = (0..channels.len()).collect();
    order.sort_by(|&a, &b| {
        (length(&channels[b].0).total_cmp(&length(&channels[a].0))).then(a.cmp(&b))
    });
    let key = |at: f64| at as i64;
    let mut whole: BTreeMap<i64, Vec<(f64, f64)>> = BTreeMap::new();
    let mut roads: Vec<Span> = channels.iter().map(|&(_, part)| part).collect();
    for index in order {
        let (span, part) = &channels[index];
        let near = whole.range(key(span.at - next)..=key(span.at + next));
        let beside = |&(from, to): &(f64, f64)| from <= part.from && part.to <= to;
        if !near.flat_map(|(_, others)| others).any(beside) {
            whole
                .entry(key(span.at))
                .or_default()
                .push((span.from, span.to));
            roads[index] = *span;
        }
    }
    joined(roads)
}

/// Makes one of parts of a line that overlap.
fn joined(mut parts: Vec<Span>) -> Vec<Span> {
    parts.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    parts.dedup_by(|b, a| {
        let overlap = b.at - a.at < 0.5 && b.from <= a.to;
        if overlap && b.to > a.to {
            (a.to, a.end) = (b.to, b.end);
        }
        overlap
    });
    parts
}
