//! Places along the flow: one line for the middles of each rank, as far apart as what stands in its way needs.
//!
//! A label lives in the gap between two ranks, which is as wide as it (Schulze, Wechselberg, von Hanxleden, "Edge
//! label placement in layered graph drawing", 2018). Comes in: ranks, lanes and places across. Goes out: places along.
//! Always holds: siblings that overlap across the flow keep their distance along it.

use super::lanes::{Child, Lanes};
use super::problem::{Places, Problem, TOP};

/// The space on either side of a label in line with its link.
const LABEL_ROOM: i32 = 14;

/// What a column demands of an earlier one.
#[derive(Clone, Copy, Debug)]
struct Demand {
    from: usize,
    to: usize,
    least: i32,
}

/// Finds the places along the flow.
pub(super) fn along(problem: &Problem, lanes: &Lanes, ranks: &[i32], places: &mut Places) {
    let extents = extents(problem, lanes, ranks);
    let mut demands = Vec::new();
    for list in &lanes.children {
        siblings(problem, lanes, list, places, &extents, &mut demands);
    }
    for (link, (a, b)) in problem.links.iter().map(|link| {
        let ends = (link.source as usize, link.target as usize);
        (
            link,
            if ranks[ends.0] <= ranks[ends.1] {
                ends
            } else {
                (ends.1, ends.0)
            },
        )
    }) {
        if ranks[a] == ranks[b] {
            continue;
        }
        let (sa, sb) = (places.nodes[a].across, places.nodes[b].across);
        let straight = sa.0.max(sb.0) + 8 < sa.1.min(sb.1);
        let (la, lb) = (problem.nodes[a].along, problem.nodes[b].along);
        let pads = borders(problem, a, b);
        let label = if link.label.along > 0 {
            link.label.along + 2 * LABEL_ROOM
        } else {
            0
        };
        let least = if straight {
            // The label stands clear of the borders on the way.
            (la + lb) / 2 + label.max(problem.rank_gap).max(label + pads)
        } else {
            (la / 2 + label).max((la + lb) / 2 + problem.node_gap + pads)
        };
        demands.push(Demand {
            from: ranks[a] as usize,
            to: ranks[b] as usize,
            least,
        });
    }
    let lines = lines(lanes.ranks, demands);
    for (node, (span, size)) in places.nodes.iter_mut().zip(&problem.nodes).enumerate() {
        let middle = lines[ranks[node] as usize];
        span.along = (middle - size.along / 2, middle + size.along / 2);
    }
    for span in &mut places.groups {
        span.along = (i32::MAX, i32::MIN);
    }
    let grow = |places: &mut Places, parent: u32, span: (i32, i32)| {
        if parent != TOP {
            let group = &problem.groups[parent as usize];
            let hold = &mut places.groups[parent as usize].along;
            hold.0 = hold.0.min(span.0 - group.before.along);
            hold.1 = hold.1.max(span.1 + group.after.along);
        }
    };
    for node in 0..problem.nodes.len() {
        let span = places.nodes[node].along;
        grow(places, problem.nodes[node].parent, span);
    }
    for index in (0..problem.groups.len()).rev() {
        let group = &problem.groups[index];
        let span = &mut places.groups[index].along;
        let lack = group.least.along - (span.1 - span.0);
        if lack > 0 {
            span.0 -= lack / 2;
            span.1 += lack - lack / 2;
        }
        let span = *span;
        grow(places, group.parent, span);
    }
}

/// Finds the least places of the lines that meet all demands.
fn lines(count: usize, mut demands: Vec<Demand>) -> Vec<i32> {
    demands.sort_unstable_by_key(|demand| demand.to);
    let mut lines = vec![0; count];
    let mut next = 0;
    for line in 0..count {
        let mut at = if line > 0 { lines[line - 1] } else { 0 };
        while let Some(demand) = demands.get(next).filter(|demand| demand.to == line) {
            at = at.max(lines[demand.from] + demand.least);
            next += 1;
        }
        lines[line] = at;
    }
    lines
}

/// What each child takes before and after the middle line of each rank that it stands in.
fn extents(problem: &Problem, lanes: &Lanes, ranks: &[i32]) -> Vec<Vec<(i32, i32, i32)>> {
    let mut extents: Vec<Vec<(i32, i32, i32)>> = vec![Vec::new(); lanes.parent.len()];
    for (node, size) in problem.nodes.iter().enumerate() {
        extents[node].push((ranks[node], size.along / 2, size.along / 2));
        let parent = lanes.parent[node];
        add(
            problem,
            lanes,
            &mut extents,
            parent,
            (ranks[node], size.along / 2, size.along / 2),
        );
    }
    for group in (0..problem.groups.len()).rev() {
        let child = lanes.of_group(group as u32) as usize;
        let own = &mut extents[child];
        // Title room: a group of one rank is at least as long as its title.
        if let [(_, before, after)] = own[..] {
            let lack = problem.groups[group].least.along - before - after;
            if lack > 0 {
                own[0].1 += lack / 2;
                own[0].2 += lack - lack / 2;
            }
        }
        let own = own.clone();
        for extent in own {
            add(
                problem,
                lanes,
                &mut extents,
                problem.groups[group].parent,
                extent,
            );
        }
    }
    extents
}

fn add(
    problem: &Problem,
    lanes: &Lanes,
    extents: &mut [Vec<(i32, i32, i32)>],
    parent: u32,
    (rank, before, after): (i32, i32, i32),
) {
    if parent == TOP {
        return;
    }
    let group = &problem.groups[parent as usize];
    let (before, after) = (before + group.before.along, after + group.after.along);
    let own = &mut extents[lanes.of_group(parent) as usize];
    match own.iter_mut().find(|(at, ..)| *at == rank) {
        Some(extent) => {
            extent.1 = extent.1.max(before);
            extent.2 = extent.2.max(after);
        }
        None => own.push((rank, before, after)),
    }
}

/// Demands distance between siblings that overlap across the flow.
fn siblings(
    problem: &Problem,
    lanes: &Lanes,
    list: &[Child],
    places: &Places,
    extents: &[Vec<(i32, i32, i32)>],
    demands: &mut Vec<Demand>,
) {
    let span = |child: Child| match lanes.as_group(child) {
        Some(group) => places.groups[group as usize].across,
        None => places.nodes[child as usize].across,
    };
    let thin = |child: Child| lanes.nodes <= child && lanes.as_group(child).is_none();
    let mut boxes: Vec<Child> = list.iter().copied().filter(|&child| !thin(child)).collect();
    boxes.sort_by_key(|&child| span(child).0);
    for (index, &a) in boxes.iter().enumerate() {
        let a_span = span(a);
        for &b in &boxes[index + 1..] {
            if span(b).0 >= a_span.1 + problem.node_gap / 2 {
                break;
            }
            let (a, b) = if lanes.reach[a as usize].1 < lanes.reach[b as usize].0 {
                (a, b)
            } else if lanes.reach[b as usize].1 < lanes.reach[a as usize].0 {
                (b, a)
            } else {
                continue;
            };
            for &(from, _, after) in &extents[a as usize] {
                for &(to, before, _) in &extents[b as usize] {
                    demands.push(Demand {
                        from: from as usize,
                        to: to as usize,
                        least: after + problem.node_gap * 3 / 4 + before,
                    });
                }
            }
        }
    }
}

/// Returns the space that the borders between two nodes take along the flow.
fn borders(problem: &Problem, a: usize, b: usize) -> i32 {
    let meet = problem.meet(problem.nodes[a].parent, problem.nodes[b].parent);
    let mut sum = 0;
    let mut group = problem.nodes[a].parent;
    while group != meet {
        sum += problem.groups[group as usize].after.along;
        group = problem.groups[group as usize].parent;
    }
    let mut group = problem.nodes[b].parent;
    while group != meet {
        sum += problem.groups[group as usize].before.along;
        group = problem.groups[group as usize].parent;
    }
    sum
}
