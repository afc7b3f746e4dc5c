//! Places across the flow: an exact solve with the borders of groups as variables.
//!
//! After Gansner, Koutsofios, North, Vo, 1993, section 4.2, with one variable for each segment of a long link and two
//! for each group (Sander, 1996). Comes in: lanes in their final order. Goes out: the start of every leaf and the
//! borders of every group. Always holds: siblings that share a rank keep their distance, groups hold their members.

use super::lanes::{Child, Lanes, Pull};
use super::problem::{Edge, Places, Problem, TOP};
use super::simplex::{Arc, Length, solve};

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
    let first = leaves + 2 * groups;
    let ends = |child: Child| match lanes.as_group(child) {
        Some(inner) => (leaves + 2 * inner, leaves + 2 * inner + 1, 0),
        None => (child, child, sizes[child as usize]),
    };
    let mut arcs = Vec::with_capacity(5 * (lanes.parent.len() + lanes.pulls.len()));
    // What has a sibling before it lies behind the border that the sibling lies behind, and the other way round.
    let mut follows = vec![false; lanes.parent.len()];
    let mut leads = vec![false; lanes.parent.len()];
    separate(problem, lanes, |a, b, gap| {
        (leads[a as usize], follows[b as usize]) = (true, true);
        let ((_, end, length), (start, ..)) = (ends(a), ends(b));
        arcs.push(least(end, start, length + gap, 0));
    });
    for child in 0..lanes.parent.len() as u32 {
        let (start, end, length) = ends(child);
        let (border, before, after) = match lanes.parent[child as usize] {
            // Everything lies between two outermost borders, so that loners do not drift off.
            TOP => (first, 0, 0),
            parent => {
                let group = &problem.groups[parent as usize];
                (leaves + 2 * parent, group.before.across, group.after.across)
            }
        };
        let clear = clear[child as usize];
        if !follows[child as usize] || clear > before {
            arcs.push(least(border, start, before.max(clear), 0));
        }
        if !leads[child as usize] {
            arcs.push(least(end, border + 1, length + after, 0));
        }
    }
    for (index, group) in problem.groups.iter().enumerate() {
        let top = leaves + 2 * index as u32;
        arcs.push(least(top, top + 1, group.least.across, 1));
    }
    arcs.push(least(first, first + 1, 0, 1));
    arcs.extend(lanes.pulls.iter().map(|&Pull { a, b, weight }| Arc {
        length: (sizes[a as usize] - sizes[b as usize]) / 2,
        is: Length::Best,
        ..least(a, b, 0, weight)
    }));
    wish(problem, lanes, ranks, &sizes, &mut arcs);
    let guess = near.map(|near| guess(lanes, near));
    let values = solve(arcs, &order(lanes), guess.as_deref(), WORK);
    for (node, span) in places.nodes.iter_mut().enumerate() {
        span.across = (values[node], values[node] + sizes[node]);
    }
    places.segments = (lanes.nodes..leaves)
        .map(|leaf| (lanes.key(leaf), values[leaf as usize]))
        .collect();
    places.segments.sort_unstable();
    for (group, span) in places.groups.iter_mut().enumerate() {
        let at = leaves as usize + 2 * group;
        span.across = (values[at], values[at + 1]);
    }
}

/// What it costs to be one pixel away from where it is wished: more than all pulls at a node.
const WISH: i32 = 20_000;

/// Adds what wishes demand across the flow.
fn wish(problem: &Problem, lanes: &Lanes, ranks: &[i32], sizes: &[i32], arcs: &mut Vec<Arc>) {
    let size = |node: u32| sizes[node as usize];
    for pair in problem.line.iter().flat_map(|nodes| nodes.windows(2)) {
        arcs.push(Arc {
            length: (size(pair[0]) - size(pair[1])) / 2,
            is: Length::Best,
            ..least(pair[0], pair[1], 0, WISH)
        });
    }
    for &(a, b) in &problem.before {
        // Where the flow runs right, what is read first stands above, or before it in the same row.
        if problem.is_down || !lanes.is_before(a, b) {
            continue;
        }
        let length = if ranks[a as usize] < ranks[b as usize] {
            (size(a) - size(b)) / 2
        } else {
            size(a)
        };
        arcs.push(least(a, b, length, 0));
    }
    let leaves = lanes.slot.len() as u32;
    for &(node, edge) in &problem.pins {
        let (start, before, after) = match problem.nodes[node as usize].parent {
            TOP => (leaves + 2 * lanes.groups, 0, 0),
            group => {
                let (first, last) = {
                    let group = &problem.groups[group as usize];
                    (group.before.across, group.after.across)
                };
                (leaves + 2 * group, first, last)
            }
        };
        match edge {
            Edge::First => arcs.push(least(start, node, before, WISH)),
            Edge::Last => arcs.push(least(node, start + 1, size(node) + after, WISH)),
            Edge::Start | Edge::End => {}
        }
    }
}

fn least(tail: u32, head: u32, length: i32, weight: i32) -> Arc {
    Arc {
        tail,
        head,
        length,
        weight,
        is: Length::Least,
    }
}

/// Lists the variables in the order of the tree: the start of a group, what it holds, its end.
fn order(lanes: &Lanes) -> Vec<u32> {
    let leaves = lanes.slot.len() as u32;
    let first = leaves + 2 * lanes.groups;
    let mut order = Vec::with_capacity(first as usize + 2);
    order.push(first);
    let top = &lanes.children[lanes.groups as usize];
    let mut open = Vec::with_capacity(lanes.groups as usize + 1);
    open.push((first + 1, top.iter()));
    while let Some((end, children)) = open.last_mut() {
        let Some(&child) = children.next() else {
            order.push(*end);
            open.pop();
            continue;
        };
        match lanes.as_group(child) {
            Some(group) => {
                let start = leaves + 2 * group;
                order.push(start);
                open.push((start + 1, lanes.children[group as usize].iter()));
            }
            None => order.push(child),
        }
    }
    order
}

/// Guesses the values from places that are much like those that are sought.
fn guess(lanes: &Lanes, near: &Places) -> Vec<i32> {
    let middle = |node: u32| {
        let (start, end) = near.nodes[node as usize].across;
        (start + end) / 2
    };
    let mut guess = Vec::with_capacity(lanes.slot.len() + 2 * near.groups.len() + 2);
    guess.extend(near.nodes.iter().map(|span| span.across.0));
    guess.extend((lanes.nodes..).zip(&lanes.segments).map(|(leaf, segment)| {
        let key = lanes.key(leaf);
        match near.segments.binary_search_by_key(&key, |&(key, _)| key) {
            Ok(at) => near.segments[at].1,
            Err(_) => (middle(segment.from) + middle(segment.to)) / 2,
        }
    }));
    guess.extend(
        near.groups
            .iter()
            .flat_map(|span| [span.across.0, span.across.1]),
    );
    guess.extend([0, 0]);
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

/// Tells the pairs of siblings that are neighbours in some rank, with the gap that they keep.
fn separate(problem: &Problem, lanes: &Lanes, mut tell: impl FnMut(Child, Child, i32)) {
    let mut latest: Vec<Child> = vec![u32::MAX; lanes.ranks];
    for list in &lanes.children {
        for &child in list {
            let (first, last) = lanes.reach[child as usize];
            let mut told = u32::MAX;
            for before in &mut latest[first as usize..=last as usize] {
                let before = std::mem::replace(before, child);
                if before != u32::MAX && before != told {
                    tell(before, child, gap(problem, lanes, before, child));
                    told = before;
                }
            }
        }
        for &child in list {
            let (first, last) = lanes.reach[child as usize];
            latest[first as usize..=last as usize].fill(u32::MAX);
        }
    }
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
