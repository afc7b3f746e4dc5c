//! Places across the flow: an exact solve with the borders of groups as variables.
//!
//! After Gansner, Koutsofios, North, Vo, 1993, section 4.2, with one variable for each segment of a long link and two
//! for each group (Sander, 1996). Comes in: lanes in their final order. Goes out: the start of every leaf and the
//! borders of every group. Always holds: siblings that share a rank keep their distance, groups hold their members.

use super::lanes::{Child, Lanes, Pull};
use super::problem::{Places, Problem, TOP};
use super::simplex::{Arc, solve};

/// The steps of the solve.
const WORK: usize = 2_000_000;

/// Finds the places across the flow that make the pulls shortest.
pub(super) fn across(
    problem: &Problem,
    lanes: &Lanes,
    ranks: &[i32],
    near: Option<&Places>,
    places: &mut Places,
) {
    let leaves = lanes.slot.len() as u32;
    let groups = lanes.groups;
    let sizes: Vec<i32> = (0..leaves).map(|leaf| size(problem, lanes, leaf)).collect();
    let clear = title_clearances(problem, ranks, lanes.parent.len());
    let mut arcs = Vec::new();
    for (a, b, gap) in separations(problem, lanes) {
        let end = lanes.as_group(a).map(|group| leaves + 2 * group + 1);
        let start = lanes.as_group(b).map(|group| leaves + 2 * group);
        let length = if end.is_some() { 0 } else { sizes[a as usize] };
        arcs.push(Arc {
            tail: end.unwrap_or(a),
            head: start.unwrap_or(b),
            min: length + gap,
            weight: 0,
        });
    }
    for child in 0..lanes.parent.len() as u32 {
        let parent = lanes.parent[child as usize];
        if parent == TOP {
            continue;
        }
        let group = &problem.groups[parent as usize];
        let (start, end, length) = match lanes.as_group(child) {
            Some(inner) => (leaves + 2 * inner, leaves + 2 * inner + 1, 0),
            None => (child, child, sizes[child as usize]),
        };
        let top = leaves + 2 * parent;
        arcs.push(Arc {
            tail: top,
            head: start,
            min: group.before.across.max(clear[child as usize]),
            weight: 0,
        });
        arcs.push(Arc {
            tail: end,
            head: top + 1,
            min: length + group.after.across,
            weight: 0,
        });
    }
    for (index, group) in problem.groups.iter().enumerate() {
        let top = leaves + 2 * index as u32;
        arcs.push(Arc {
            tail: top,
            head: top + 1,
            min: group.least.across,
            weight: 1,
        });
    }
    // Everything lies between two outermost borders, so that loners do not drift off.
    let first = leaves + 2 * groups;
    let mut count = first + 2;
    for &child in &lanes.children[groups as usize] {
        let (start, end, length) = match lanes.as_group(child) {
            Some(inner) => (leaves + 2 * inner, leaves + 2 * inner + 1, 0),
            None => (child, child, sizes[child as usize]),
        };
        arcs.push(Arc {
            tail: first,
            head: start,
            min: 0,
            weight: 0,
        });
        arcs.push(Arc {
            tail: end,
            head: first + 1,
            min: length,
            weight: 0,
        });
    }
    arcs.push(Arc {
        tail: first,
        head: first + 1,
        min: 0,
        weight: 1,
    });
    for &Pull { a, b, weight } in &lanes.pulls {
        if weight == 0 {
            continue;
        }
        for leaf in [a, b] {
            arcs.push(Arc {
                tail: count,
                head: leaf,
                min: -sizes[leaf as usize] / 2,
                weight,
            });
        }
        count += 1;
    }
    let guess = near.map(|near| guess(lanes, near, &sizes));
    let values = solve(count as usize, &arcs, guess.as_deref(), WORK);
    for (node, span) in places.nodes.iter_mut().enumerate() {
        span.across = (values[node], values[node] + sizes[node]);
    }
    for (group, span) in places.groups.iter_mut().enumerate() {
        let at = leaves as usize + 2 * group;
        span.across = (values[at], values[at + 1]);
    }
}

/// Guesses the values from places that are much like those that are sought.
fn guess(lanes: &Lanes, near: &Places, sizes: &[i32]) -> Vec<i32> {
    let middle = |node: u32| {
        let (start, end) = near.nodes[node as usize].across;
        (start + end) / 2
    };
    let mut guess: Vec<i32> = near.nodes.iter().map(|span| span.across.0).collect();
    guess.extend(
        lanes
            .segments
            .iter()
            .map(|segment| (middle(segment.from) + middle(segment.to)) / 2),
    );
    guess.extend(
        near.groups
            .iter()
            .flat_map(|span| [span.across.0, span.across.1]),
    );
    guess.extend([0, 0]);
    for &Pull { a, b, weight } in &lanes.pulls {
        if weight > 0 {
            let middle = |leaf: Child| guess[leaf as usize] + sizes[leaf as usize] / 2;
            guess.push(middle(a).min(middle(b)));
        }
    }
    guess
}

fn size(problem: &Problem, lanes: &Lanes, leaf: Child) -> i32 {
    match problem.nodes.get(leaf as usize) {
        Some(node) => node.across,
        None => {
            let label = lanes.segments[(leaf - lanes.nodes) as usize].label;
            label.across.min(48)
        }
    }
}

/// How far into its group a node must stand, so that links which enter the group from before it miss the title.
fn title_clearances(problem: &Problem, ranks: &[i32], children: usize) -> Vec<i32> {
    let mut clear = vec![0; children];
    for link in &problem.links {
        let (a, b) = (link.source as usize, link.target as usize);
        let (from, to) = if ranks[a] <= ranks[b] { (a, b) } else { (b, a) };
        let parent = problem.nodes[to].parent;
        if parent == TOP || ranks[from] == ranks[to] {
            continue;
        }
        let group = &problem.groups[parent as usize];
        if group.least.across > 0 && problem.meet(problem.nodes[from].parent, parent) != parent {
            clear[to] = group.least.across - problem.nodes[to].across / 2;
        }
    }
    clear
}

/// Lists the pairs of siblings that are neighbours in some rank, with the gap that they keep.
fn separations(problem: &Problem, lanes: &Lanes) -> Vec<(Child, Child, i32)> {
    let mut pairs = Vec::new();
    let mut latest: Vec<Child> = vec![u32::MAX; lanes.ranks];
    for list in &lanes.children {
        for &child in list {
            let (first, last) = lanes.reach[child as usize];
            for rank in first..=last {
                let before = std::mem::replace(&mut latest[rank as usize], child);
                if before != u32::MAX {
                    pairs.push((before, child));
                }
            }
        }
        for &child in list {
            let (first, last) = lanes.reach[child as usize];
            latest[first as usize..=last as usize].fill(u32::MAX);
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
        .into_iter()
        .map(|(a, b)| (a, b, gap(problem, lanes, a, b)))
        .collect()
}

fn gap(problem: &Problem, lanes: &Lanes, a: Child, b: Child) -> i32 {
    let thin = |child: Child| lanes.nodes <= child && lanes.as_group(child).is_none();
    let box_like = |child: Child| lanes.as_group(child).is_some();
    if thin(a) && thin(b) {
        problem.edge_gap + 4
    } else if thin(a) || thin(b) {
        problem.edge_gap + 8
    } else if box_like(a) || box_like(b) {
        problem.node_gap * 3 / 4
    } else {
        problem.node_gap
    }
}
