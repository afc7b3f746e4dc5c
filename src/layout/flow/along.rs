//! Places along the flow: one line for the middles of each rank, as far apart as what stands in its way needs.
//!
//! A label lives in the gap between two ranks, which is as wide as it (Schulze, Wechselberg, von Hanxleden, "Edge
//! label placement in layered graph drawing", 2018). Comes in: ranks, lanes and places across. Goes out: places along.
//! Always holds: siblings that overlap across the flow keep their distance along it.

use super::lanes::{Child, Lanes};
use super::problem::{Node, Places, Problem, TOP};

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
    let mut demands = Vec::with_capacity(problem.links.len() + 4 * lanes.parent.len());
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

/// What a child takes before and after the middle line of a rank that it stands in.
#[derive(Clone, Copy, Debug)]
struct Extent {
    rank: i32,
    before: i32,
    after: i32,
}

/// What each child takes, by rank; segments take nothing.
struct Extents {
    /// Those of the nodes, then those of each group for all ranks from its first to its last one.
    all: Vec<Extent>,
    /// Where those of each group start, and where the last of them end.
    groups: Vec<usize>,
}

impl Extents {
    fn of(&self, lanes: &Lanes, child: Child) -> &[Extent] {
        match lanes.as_group(child) {
            Some(group) => &self.all[self.groups[group as usize]..self.groups[group as usize + 1]],
            None if child < lanes.nodes => &self.all[child as usize..=child as usize],
            None => &[],
        }
    }

    /// Lets the group around something take what that takes, and the space to its border.
    fn hold(&mut self, problem: &Problem, lanes: &Lanes, parent: u32, own: Extent) {
        if parent == TOP {
            return;
        }
        let group = &problem.groups[parent as usize];
        let (first, _) = lanes.reach[lanes.of_group(parent) as usize];
        let at = self.groups[parent as usize] + (own.rank - first) as usize;
        let Extent { before, after, .. } = &mut self.all[at];
        *before = (own.before + group.before.along).max(*before);
        *after = (own.after + group.after.along).max(*after);
    }
}

/// Lists what each child takes: nothing, and less than that, where a group has no member in a rank.
fn extents(problem: &Problem, lanes: &Lanes, ranks: &[i32]) -> Extents {
    let own = |(node, &rank): (&Node, &i32)| Extent {
        rank,
        before: node.along / 2,
        after: node.along / 2,
    };
    let mut all: Vec<Extent> = problem.nodes.iter().zip(ranks).map(own).collect();
    let passed = |&(first, last): &(i32, i32)| (last - first + 1) as usize;
    let groups = &lanes.reach[lanes.of_group(0) as usize..];
    all.reserve(groups.iter().map(passed).sum());
    let mut groups = Vec::with_capacity(problem.groups.len() + 1);
    for group in 0..problem.groups.len() as u32 {
        groups.push(all.len());
        let (first, last) = lanes.reach[lanes.of_group(group) as usize];
        all.extend((first..=last).map(|rank| Extent {
            rank,
            before: i32::MIN,
            after: i32::MIN,
        }));
    }
    groups.push(all.len());
    let mut extents = Extents { all, groups };
    for (index, node) in problem.nodes.iter().enumerate() {
        extents.hold(problem, lanes, node.parent, extents.all[index]);
    }
    for (index, group) in problem.groups.iter().enumerate().rev() {
        let own = extents.groups[index]..extents.groups[index + 1];
        // Title room: a group of one rank is at least as long as its title.
        if let [only] = &mut extents.all[own.clone()] {
            let lack = group.least.along - only.before - only.after;
            if lack > 0 {
                only.before += lack / 2;
                only.after += lack - lack / 2;
            }
        }
        for at in own {
            if extents.all[at].before != i32::MIN {
                extents.hold(problem, lanes, group.parent, extents.all[at]);
            }
        }
    }
    extents
}

/// Demands distance between siblings that overlap across the flow, where none between them does so already.
fn siblings(
    problem: &Problem,
    lanes: &Lanes,
    list: &[Child],
    places: &Places,
    extents: &Extents,
    demands: &mut Vec<Demand>,
) {
    let reach = |child: Child| lanes.reach[child as usize];
    let thin = |child: Child| lanes.nodes <= child && lanes.as_group(child).is_none();
    let mut boxes: Vec<Child> = list.iter().copied().filter(|&child| !thin(child)).collect();
    if boxes.len() < 2 {
        return;
    }
    boxes.sort_by_key(|&child| reach(child));
    let mut skyline = Skyline::of(boxes.len());
    for child in boxes {
        let (start, end) = match lanes.as_group(child) {
            Some(group) => places.groups[group as usize].across,
            None => places.nodes[child as usize].across,
        };
        skyline.put((start, end + problem.node_gap / 2), child);
        for &before in &skyline.hidden {
            if reach(before).1 < reach(child).0 {
                apart(
                    problem,
                    extents.of(lanes, before),
                    extents.of(lanes, child),
                    demands,
                );
            }
        }
    }
}

/// Demands distance between two siblings; what an extent asks that stands farther out is not asked again.
fn apart(problem: &Problem, a: &[Extent], b: &[Extent], demands: &mut Vec<Demand>) {
    let mut most = i32::MIN;
    for from in a.iter().rev() {
        if from.after <= most {
            continue;
        }
        most = from.after;
        let mut most = i32::MIN;
        for to in b {
            if to.before <= most {
                continue;
            }
            most = to.before;
            demands.push(Demand {
                from: from.rank as usize,
                to: to.rank as usize,
                least: from.after + problem.node_gap * 3 / 4 + to.before,
            });
        }
    }
}

/// What is seen last from the end of the flow at each place across it.
struct Skyline {
    /// Stretches in their order, with what is seen there.
    seen: Vec<Stretch>,
    /// What was hidden last, once for each stretch.
    hidden: Vec<Child>,
}

/// From where to where one thing is seen.
#[derive(Clone, Copy)]
struct Stretch {
    from: i32,
    to: i32,
    child: Child,
}

impl Skyline {
    /// Makes room for so many things, each of which adds two stretches at most.
    fn of(things: usize) -> Self {
        Self {
            seen: Vec::with_capacity(2 * things),
            hidden: Vec::with_capacity(2 * things),
        }
    }

    /// Puts something before all that is there, and notes what it hides.
    fn put(&mut self, (from, to): (i32, i32), child: Child) {
        self.hidden.clear();
        if from >= to {
            return;
        }
        let first = self.seen.partition_point(|it| it.to <= from);
        let end = self.seen.partition_point(|it| it.from < to);
        let hidden = &self.seen[first..end];
        self.hidden.extend(hidden.iter().map(|it| it.child));
        let before = hidden.first().filter(|it| it.from < from);
        let before = before.map(|it| Stretch { to: from, ..*it });
        let after = hidden.last().filter(|it| to < it.to);
        let after = after.map(|it| Stretch { from: to, ..*it });
        let own = Stretch { from, to, child };
        self.seen.drain(first..end);
        // The last comes first, as each is put before what is there.
        for it in [after, Some(own), before].into_iter().flatten() {
            self.seen.insert(first, it);
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

#[cfg(test)]
mod tests {
    use super::{extents, siblings};
    use crate::layout::flow::lanes::{Lanes, Order};
    use crate::layout::flow::problem::{Places, Problem};
    use crate::layout::flow::tests::graph;

    #[test]
    fn a_row_of_nodes_demands_no_more_than_the_distances_of_neighbours() {
        let edges: Vec<(u32, u32, bool)> = (1..50).map(|node| (node - 1, node, false)).collect();
        let problem = Problem::new(&graph(&[], &[(0, 90, 90); 50], &edges, false));
        let ranks: Vec<i32> = (0..50).collect();
        let lanes = Lanes::new(&problem, &ranks, Order::Nodes);
        let mut places = Places::new(&problem);
        for span in &mut places.nodes {
            span.across = (0, 90);
        }
        let mut demands = Vec::new();
        let extents = extents(&problem, &lanes, &ranks);
        siblings(
            &problem,
            &lanes,
            &lanes.children[0],
            &places,
            &extents,
            &mut demands,
        );
        let pairs: Vec<(usize, usize)> = demands.iter().map(|it| (it.from, it.to)).collect();
        let neighbours: Vec<(usize, usize)> = (1..50).map(|rank| (rank - 1, rank)).collect();
        assert_eq!(pairs, neighbours);
    }
}
