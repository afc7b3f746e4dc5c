//! What a way costs, step by step.
//!
//! Comes in: cells with the edges that run there. Goes out: costs. Always holds: the price of a way is what the search
//! that finds it adds up.

use super::cells::{Cell, direction};
use super::goal::{BEND, whole};
use super::quest::{Quest, port_cost};

// What things cost besides bends, in pixels of length.
pub(super) const CROSSING: f64 = 240.0;
/// More edges than this at one place are crossed for the price of so many.
const MANY: u16 = 16;
/// A bend on another's line may turn out to be a crossing.
const TOUCH: f64 = 50.0;
const FOREIGN: f64 = 400.0;
/// Running along with another, for each pixel.
const ALONG: f64 = 0.15;
/// Running along a trunk that it may share, for each pixel.
const SHARED: f64 = 0.6;
/// Running along where there is no room left, for each pixel.
const FULL: f64 = 2.0;

/// What it costs to run along a link, which its owner counts the edges of.
#[inline]
pub(super) fn run(owner: &Cell, axis: usize, length: f64) -> u32 {
    let link = owner.links[axis];
    let cost = whole(match owner.kin[axis] {
        0 => length,
        _ => SHARED * length,
    });
    if link == 0 {
        return cost;
    }
    let full = (link + 1).saturating_sub(u16::from(owner.rooms[axis]));
    let share = ALONG * f64::from(link.min(8)) + FULL * f64::from(full.min(4));
    cost.saturating_add(whole(share * length))
}

/// What it costs to come into another group.
pub(super) fn group(quest: &Quest<'_>, group: u32) -> u32 {
    match quest.goal.at_home(quest.space, group) {
        true => 0,
        false => whole(FOREIGN),
    }
}

/// What it costs to turn, after a link that is shared or not.
#[inline]
pub(super) fn turn(cell: &Cell, shared: bool) -> u32 {
    let others = cell.straight[0].saturating_add(cell.straight[1]);
    if shared || others == 0 {
        whole(BEND)
    } else {
        whole(BEND + TOUCH * f64::from(others.min(4)))
    }
}

/// What it costs to go straight on along an axis.
#[inline]
pub(super) fn straight(cell: &Cell, axis: usize) -> u32 {
    let across = cell.straight[1 - axis];
    if across == 0 && cell.bends == 0 {
        return 0;
    }
    whole(CROSSING * f64::from(across.min(MANY)) + TOUCH * 0.25 * f64::from(cell.bends.min(4)))
}

/// What a whole way costs, among the ways that are counted.
pub(super) fn way(quest: &Quest<'_>, cells: &[Cell], way: &[u32]) -> u32 {
    let ([first, ..], [.., last]) = (way, way) else {
        return u32::MAX;
    };
    let cell = |vertex: u32| &cells[vertex as usize];
    let heading = |pair: &[u32]| direction(quest.mesh, pair[0], pair[1]);
    let mut cost = port_cost(cell(*first), &quest.goal.source)
        .saturating_add(port_cost(cell(*last), &quest.goal.target));
    let mut before: Option<(usize, bool)> = None;
    for pair in way.windows(2) {
        let (from, to) = (cell(pair[0]), cell(pair[1]));
        let (towards, axis) = (heading(pair), heading(pair) % 2);
        cost = cost.saturating_add(match before {
            None => quest.shy.source_cost(towards),
            Some((heading, _)) if heading == towards => straight(from, axis),
            Some((_, shared)) => turn(from, shared),
        });
        let owner = if towards < 2 { from } else { to };
        let length = (to.at.x - from.at.x).abs() + (to.at.y - from.at.y).abs();
        cost = cost.saturating_add(run(owner, axis, length));
        if to.group != from.group {
            cost = cost.saturating_add(group(quest, to.group));
        }
        before = Some((towards, owner.kin[axis] > 0));
    }
    let entered = before.map_or(0, |(heading, _)| quest.shy.target_cost(heading));
    cost.saturating_add(entered)
}

#[cfg(test)]
mod tests {
    use super::super::cells::count;
    use super::super::quest::Quest;
    use super::super::search::Search;
    use super::super::ways::Shy;
    use super::super::{Ground, mesh_of};
    use super::way;
    use crate::geometry::Size;
    use crate::layout::{Edge, End, Graph, Node, NodeId, place};

    #[test]
    fn a_way_costs_what_the_search_for_it_has_added_up() {
        let node = Node {
            size: Size::new(90.0, 64.0),
            parent: None,
            band: None,
            pin: None,
            signs: Size::default(),
        };
        let pairs = (0..9).flat_map(|a| {
            (0..9)
                .filter(move |b| (a * 5 + b) % 4 == 1)
                .map(move |b| (a, b))
        });
        let edge = |(source, target): (u32, u32)| Edge {
            source: End::Node(NodeId(source)),
            target: End::Node(NodeId(target)),
            label: None,
            class: 0,
            weight: 1.0,
        };
        let graph = Graph {
            nodes: vec![node; 9],
            edges: pairs.filter(|(a, b)| a != b).map(edge).collect(),
            ..Graph::default()
        };
        let ground = Ground::new(&graph, &place(&graph));
        let mesh = mesh_of(&graph, &ground);
        let mut search = Search::new(&mesh, graph.edges.len());
        let mut ways = Vec::new();
        for (index, edge) in graph.edges.iter().enumerate() {
            let kin: Vec<u32> = (index as u32 / 2..index as u32).collect();
            search.step_aside(&mesh, &ways, &kin);
            let mut quest = Quest::new(&ground.space, &mesh, edge, Shy::default(), false);
            let found = search.find(&mut quest);
            assert_eq!(way(&quest, &search.cells, &found), quest.limit, "{index}");
            search.step_back(&mesh, &ways, &kin);
            count(&mut search.cells, &mesh, &found, |count| *count += 1);
            ways.push(found);
        }
    }
}
