//! What a placement will cost once it is routed: an estimate by the simplest routes that its boxes leave free.
//!
//! Each link takes the cheapest of a straight line, two routes with one bend and two with two bends; the sum weighs
//! bends and crossings much as the final penalty does, then length, area, aspect and links that run backward. Comes in:
//! places. Goes out: one number, lower is better.

use super::problem::{Link, Places, Problem, Span};

/// How far a route keeps from a node that it passes.
const CLEAR: i32 = 6;
/// The least overlap of two boxes that a straight line joins.
const OVERLAP: i32 = 24;
/// What a route that is not found costs.
const LOST: f64 = 4.0;
/// What a route costs that is too short for its label.
const CRAMPED: f64 = 1.0;
/// A route is as good as the cheapest where it costs less than so much more: less than another turn.
const NEARLY: f64 = 0.75;
/// What a wish costs that is not met: more than it can gain to leave it unmet.
const UNMET: f64 = 40.0;
const PER_PIXEL: f64 = 0.0005;
const PER_SQUARE: f64 = 0.000_004;
/// What each pixel costs that the whole is wider than it should be.
const PER_EXCESS: f64 = 0.04;
const PER_BACKWARD: f64 = 0.6;
/// More than the final penalty's half a point: what has to turn here is often in the way of others, too.
const PER_TURN: f64 = 0.8;
const PER_CROSSING: f64 = 1.2;

/// A straight piece of a route: along the flow or across it.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    runs: Runs,
    /// The coordinate that stays.
    at: i32,
    from: i32,
    to: i32,
}

/// Which way a piece runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Runs {
    Along,
    Across,
}

#[derive(Clone, Copy, Debug)]
struct Way {
    pieces: [Piece; 3],
    count: usize,
    cost: f64,
}

/// The pieces of all chosen routes, by the way they run and where.
struct Laid {
    along: Vec<(Piece, u32)>,
    across: Vec<(Piece, u32)>,
}

/// The nodes of each rank in their order across the flow, with some space around them.
struct Rows {
    rows: Vec<Row>,
    boxes: Vec<(Span, u32)>,
}

/// A rank and the lengths along the flow that it takes.
#[derive(Clone, Copy)]
struct Row {
    /// Where it ends among the boxes.
    end: u32,
    reach: (i32, i32),
    /// How far the rows reach on up to this one, and how far back from this one on.
    furthest: (i32, i32),
}

impl Rows {
    fn new(places: &Places, ranks: &[i32]) -> Self {
        let count = ranks.iter().max().map_or(0, |&last| last as usize + 1);
        let none = (i32::MAX, i32::MIN);
        let mut rows = vec![
            Row {
                end: 0,
                reach: none,
                furthest: none,
            };
            count
        ];
        for &rank in ranks {
            rows[rank as usize].end += 1;
        }
        // Each row ends where it begins until its boxes are there.
        let mut sum = 0;
        for row in &mut rows {
            sum += std::mem::replace(&mut row.end, sum);
        }
        let wide = |(from, to): (i32, i32)| (from - CLEAR, to + CLEAR);
        let mut boxes = vec![(Span::default(), 0); ranks.len()];
        for ((node, span), &rank) in (0..).zip(&places.nodes).zip(ranks) {
            let (along, across) = (wide(span.along), wide(span.across));
            let row = &mut rows[rank as usize];
            row.reach = (row.reach.0.min(along.0), row.reach.1.max(along.1));
            boxes[row.end as usize] = (Span { along, across }, node);
            row.end += 1;
        }
        let (mut start, mut on) = (0, i32::MIN);
        for row in &mut rows {
            let own = &mut boxes[start..row.end as usize];
            own.sort_unstable_by_key(|&(span, node)| (span.across.0, node));
            start = row.end as usize;
            on = on.max(row.reach.1);
            row.furthest.1 = on;
        }
        let mut back = i32::MAX;
        for row in rows.iter_mut().rev() {
            back = back.min(row.reach.0);
            row.furthest.0 = back;
        }
        Self { rows, boxes }
    }

    /// Returns whether no node but its own stands in the way of a piece.
    fn is_free(&self, link: &Link, piece: &Piece) -> bool {
        let (from, to) = (piece.from.min(piece.to), piece.from.max(piece.to));
        let (along, across) = match piece.runs {
            Runs::Along => ((from, to), (piece.at, piece.at)),
            Runs::Across => ((piece.at, piece.at), (from, to)),
        };
        let meets = |a: (i32, i32), b: (i32, i32)| a.0 < b.1 && b.0 < a.1;
        let skipped = self.rows.partition_point(|row| row.furthest.1 <= along.0);
        let mut end = match skipped.checked_sub(1) {
            Some(before) => self.rows[before].end as usize,
            None => 0,
        };
        for row in &self.rows[skipped..] {
            if row.furthest.0 >= along.1 {
                break;
            }
            let start = std::mem::replace(&mut end, row.end as usize);
            if !meets(row.reach, along) {
                continue;
            }
            let row = &self.boxes[start..end];
            let first = row.partition_point(|(span, _)| span.across.1 <= across.0);
            for &(span, node) in &row[first..] {
                if span.across.0 >= across.1 {
                    break;
                }
                if meets(span.along, along) && node != link.source && node != link.target {
                    return false;
                }
            }
        }
        true
    }
}

/// What a placement costs, and which links make it costly.
#[derive(Clone, Debug, Default)]
pub(super) struct Score {
    pub(super) cost: f64,
    pub(super) strain: Vec<f64>,
}

/// Estimates the cost of a placement, aiming at a ratio of its length along the flow to its width across it.
///
/// Returns nothing where the cost is certain to reach the limit.
pub(super) fn score(
    problem: &Problem,
    ranks: &[i32],
    places: &Places,
    ratio: f64,
    limit: f64,
) -> Option<Score> {
    let mut total = plain(problem, places, ratio);
    if total >= limit {
        return None;
    }
    let rows = Rows::new(places, ranks);
    // The cheapest way of each link comes first among its own.
    let mut ways: Vec<Way> = Vec::with_capacity(3 * problem.links.len());
    let mut starts = Vec::with_capacity(problem.links.len() + 1);
    for link in &problem.links {
        let start = ways.len();
        starts.push(start);
        offer(places, &rows, link, &mut ways);
        let own = &mut ways[start..];
        if let Some(best) = (0..own.len()).min_by(|&a, &b| own[a].cost.total_cmp(&own[b].cost)) {
            own.swap(0, best);
            total += own[0].cost;
        } else {
            total += LOST;
        }
        if total >= limit {
            return None;
        }
    }
    starts.push(ways.len());
    let mut chosen: Vec<Option<Way>> = starts
        .windows(2)
        .map(|pair| ways[pair[0]..pair[1]].first().copied())
        .collect();
    let mut laid = lay(&chosen);
    let mut is_laid = true;
    for (index, pair) in starts.windows(2).enumerate() {
        let own = &ways[pair[0]..pair[1]];
        let is_near = |way: &&Way| way.cost < own[0].cost + NEARLY;
        if own.iter().skip(1).find(is_near).is_none() {
            continue;
        }
        let cost =
            |way: &Way| way.cost + PER_CROSSING * f64::from(crossings(problem, &laid, index, way));
        let mut best = cost(&own[0]);
        for way in own[1..].iter().filter(is_near) {
            let cost = cost(way);
            if cost < best - 1e-9 {
                best = cost;
                chosen[index] = Some(*way);
                is_laid = false;
            }
        }
    }
    if !is_laid {
        laid = lay(&chosen);
    }
    let mut strain = Vec::with_capacity(chosen.len());
    for (index, way) in chosen.iter().enumerate() {
        strain.push(way.as_ref().map_or(LOST, |way| {
            let crossings = PER_CROSSING * f64::from(crossings(problem, &laid, index, way)) / 2.0;
            total += way.cost - ways[starts[index]].cost + crossings;
            way.cost + crossings
        }));
        if total >= limit {
            return None;
        }
    }
    Some(Score {
        cost: total,
        strain,
    })
}

fn lay(chosen: &[Option<Way>]) -> Laid {
    let mut laid = Laid {
        along: Vec::with_capacity(2 * chosen.len()),
        across: Vec::with_capacity(2 * chosen.len()),
    };
    for (way, index) in chosen.iter().zip(0..) {
        let Some(way) = way else {
            continue;
        };
        for piece in &way.pieces[..way.count] {
            match piece.runs {
                Runs::Along => laid.along.push((*piece, index)),
                Runs::Across => laid.across.push((*piece, index)),
            }
        }
    }
    for pieces in [&mut laid.along, &mut laid.across] {
        sort(pieces);
    }
    laid
}

/// Sorts pieces by where they are.
fn sort(pieces: &mut Vec<(Piece, u32)>) {
    // Numbers are sorted faster than pieces.
    let key = |(piece, index): (&(Piece, u32), u64)| i64::from(piece.0.at) << 32 | index as i64;
    let mut keys: Vec<i64> = pieces.iter().zip(0..).map(key).collect();
    keys.sort_unstable();
    *pieces = keys
        .iter()
        .map(|&key| pieces[key as u32 as usize])
        .collect();
}

/// What needs no routes to be known: length, area, aspect and links that run backward.
fn plain(problem: &Problem, places: &Places, ratio: f64) -> f64 {
    let mut total = UNMET * unmet(problem, places) as f64;
    for link in &problem.links {
        let (a, b) = (
            places.nodes[link.source as usize],
            places.nodes[link.target as usize],
        );
        if a.along.0 + a.along.1 > b.along.0 + b.along.1 + 4 {
            total += PER_BACKWARD;
        }
        let distance =
            (middle(a.along) - middle(b.along)).abs() + (middle(a.across) - middle(b.across)).abs();
        total += f64::from(distance) * PER_PIXEL;
    }
    let mut bounds = ((i32::MAX, i32::MIN), (i32::MAX, i32::MIN));
    for span in places.nodes.iter().chain(&places.groups) {
        bounds.0 = (bounds.0.0.min(span.along.0), bounds.0.1.max(span.along.1));
        bounds.1 = (bounds.1.0.min(span.across.0), bounds.1.1.max(span.across.1));
    }
    let along = f64::from((bounds.0.1 - bounds.0.0).max(1));
    let across = f64::from((bounds.1.1 - bounds.1.0).max(1));
    let width = if problem.is_down { across } else { along };
    let excess = problem.widest.map_or(0.0, |most| width - f64::from(most));
    let skew = {
        let skew = along / across / ratio;
        if skew < 1.0 { 1.0 / skew } else { skew }
    };
    total
        + along * across * PER_SQUARE * (1.0 + (skew - 1.4).max(0.0) * 0.25)
        + excess.max(0.0) * PER_EXCESS
}

/// Counts the wishes that are not met across the flow.
fn unmet(problem: &Problem, places: &Places) -> usize {
    let across = |node: u32| places.nodes[node as usize].across;
    let along = |node: u32| places.nodes[node as usize].along;
    let off = |nodes: &&Vec<u32>| {
        let mut pairs = nodes.windows(2);
        pairs.any(|pair| (middle(across(pair[0])) - middle(across(pair[1]))).abs() > 2)
    };
    let late = |&&(a, b): &&(u32, u32)| {
        let (first, second) = (across(a), across(b));
        let one_row = first.0 < second.1 && second.0 < first.1;
        let is_before = match one_row {
            true => along(a).0 < along(b).0,
            false => first.0 < second.0,
        };
        !problem.is_down && !is_before
    };
    problem.line.iter().filter(off).count() + problem.before.iter().filter(late).count()
}

/// Lists the routes of a link that no node blocks, those with the fewest turns alone where they have room for its label.
fn offer(places: &Places, rows: &Rows, link: &Link, ways: &mut Vec<Way>) {
    let (a, b) = (
        places.nodes[link.source as usize],
        places.nodes[link.target as usize],
    );
    let mut offer = |pieces: &[Piece]| {
        if !pieces.iter().all(|piece| rows.is_free(link, piece)) {
            return false;
        }
        let mut all = [pieces[0]; 3];
        all[..pieces.len()].copy_from_slice(pieces);
        let fits = link.label.along == 0
            || pieces.iter().any(|piece| {
                let room = match piece.runs {
                    Runs::Along => link.label.along + 12,
                    Runs::Across => link.label.across + 12,
                };
                (piece.to - piece.from).abs() >= room
            });
        let cramped = if fits { 0.0 } else { CRAMPED };
        ways.push(Way {
            pieces: all,
            count: pieces.len(),
            cost: PER_TURN * (pieces.len() as f64 - 1.0) + cramped,
        });
        fits
    };
    let mut fits = false;
    if let Some(at) = overlap(a.across, b.across) {
        let (from, to) = facing(a.along, b.along);
        fits |= offer(&[piece(Runs::Along, at, from, to)]);
    }
    if let Some(at) = overlap(a.along, b.along) {
        let (from, to) = facing(a.across, b.across);
        fits |= offer(&[piece(Runs::Across, at, from, to)]);
    }
    if fits {
        return;
    }
    let outside = |at: i32, span: (i32, i32)| at < span.0 - 10 || at > span.1 + 10;
    let (ax, ay) = (middle(a.along), middle(a.across));
    let (bx, by) = (middle(b.along), middle(b.across));
    if outside(bx, a.along) && outside(ay, b.across) {
        fits |= offer(&[
            piece(Runs::Along, ay, near(a.along, bx), bx),
            piece(Runs::Across, bx, ay, near(b.across, ay)),
        ]);
    }
    if outside(by, a.across) && outside(ax, b.along) {
        fits |= offer(&[
            piece(Runs::Across, ax, near(a.across, by), by),
            piece(Runs::Along, by, ax, near(b.along, ax)),
        ]);
    }
    if fits {
        return;
    }
    let (from, to) = facing(a.along, b.along);
    if apart(a.along, b.along) {
        for at in [
            to - 20 * (to - from).signum(),
            from + 20 * (to - from).signum(),
        ] {
            offer(&[
                piece(Runs::Along, ay, from, at),
                piece(Runs::Across, at, ay, by),
                piece(Runs::Along, by, at, to),
            ]);
        }
    }
    let (from, to) = facing(a.across, b.across);
    if apart(a.across, b.across) {
        let at = (from + to) / 2;
        offer(&[
            piece(Runs::Across, ax, from, at),
            piece(Runs::Along, at, ax, bx),
            piece(Runs::Across, bx, at, to),
        ]);
    }
}

fn piece(runs: Runs, at: i32, from: i32, to: i32) -> Piece {
    Piece { runs, at, from, to }
}

fn middle(span: (i32, i32)) -> i32 {
    (span.0 + span.1) / 2
}

fn overlap(a: (i32, i32), b: (i32, i32)) -> Option<i32> {
    let (from, to) = (a.0.max(b.0), a.1.min(b.1));
    (to - from >= OVERLAP).then_some((from + to) / 2)
}

fn apart(a: (i32, i32), b: (i32, i32)) -> bool {
    a.1 + 30 <= b.0 || b.1 + 30 <= a.0
}

/// Returns the sides that face each other.
fn facing(a: (i32, i32), b: (i32, i32)) -> (i32, i32) {
    if middle(a) <= middle(b) {
        (a.1, b.0)
    } else {
        (a.0, b.1)
    }
}

/// Returns the side that is nearer.
fn near(span: (i32, i32), at: i32) -> i32 {
    if at < middle(span) { span.0 } else { span.1 }
}

/// Counts the crossings of a route with the chosen ones of links that share no end with it.
fn crossings(problem: &Problem, laid: &Laid, own: usize, way: &Way) -> u32 {
    let link = &problem.links[own];
    let mut count = 0;
    for piece in &way.pieces[..way.count] {
        let (from, to) = (piece.from.min(piece.to), piece.from.max(piece.to));
        let others = match piece.runs {
            Runs::Along => &laid.across,
            Runs::Across => &laid.along,
        };
        let first = others.partition_point(|(other, _)| other.at <= from);
        for (other, index) in &others[first..] {
            if other.at >= to {
                break;
            }
            if between(piece.at, other.from, other.to) {
                let other = &problem.links[*index as usize];
                let shares = other.source == link.source
                    || other.target == link.target
                    || other.source == link.target
                    || other.target == link.source;
                count += u32::from(!shares);
            }
        }
    }
    count
}

fn between(at: i32, from: i32, to: i32) -> bool {
    from.min(to) < at && at < from.max(to)
}

#[cfg(test)]
mod tests {
    use super::{Link, Piece, Rows, Runs, middle, piece};
    use crate::layout::flow::improve::realise;
    use crate::layout::flow::problem::{Places, Problem};
    use crate::layout::flow::tests::graphs;
    use proptest::prelude::{prop_assert_eq, proptest};

    /// Whether a piece meets no box but its own ends, looked at one by one.
    fn is_free(places: &Places, link: &Link, piece: &Piece) -> bool {
        let (from, to) = (piece.from.min(piece.to), piece.from.max(piece.to));
        let meets = |own: (i32, i32), other: (i32, i32)| other.0 - 6 < own.1 && own.0 < other.1 + 6;
        let (along, across) = match piece.runs {
            Runs::Along => ((from, to), (piece.at, piece.at)),
            Runs::Across => ((piece.at, piece.at), (from, to)),
        };
        let mut others = (0..).zip(&places.nodes);
        !others.any(|(node, span)| {
            node != link.source
                && node != link.target
                && meets(along, span.along)
                && meets(across, span.across)
        })
    }

    proptest! {
        #[test]
        fn a_piece_is_free_where_no_box_of_any_row_is_in_its_way(graph in graphs()) {
            let problem = Problem::new(&graph);
            let ranks = (0..problem.nodes.len() as i32).map(|node| node * 7 % 4).collect();
            let Some(solution) = realise(&problem, ranks, 1.5) else {
                return Ok(());
            };
            let places = &solution.places;
            let rows = Rows::new(places, &solution.ranks);
            for link in &problem.links {
                let ends = [link.source, link.target].map(|node| places.nodes[node as usize]);
                let [along, across] = [ends.map(|end| middle(end.along)), ends.map(|end| middle(end.across))];
                for piece in [
                    piece(Runs::Along, across[0], along[0], along[1]),
                    piece(Runs::Across, along[1], across[0], across[1]),
                ] {
                    prop_assert_eq!(rows.is_free(link, &piece), is_free(places, link, &piece));
                }
            }
        }
    }
}
