//! Mends what is left of a drawing where no more room could be made.
//!
//! Comes in: a drawing, and the plan that it was drawn by. Goes out: the drawing with the fewest defects that is found. Always
//! holds: only edges at fault look for other ways, and a drawing without any lack of room is left as it is.

use super::attempt::Attempt;
use super::draft::Draft;
use super::ways::{self, Shy};
use super::{Ground, Plan, drawn};
use crate::layout::graph::{EdgeId, Graph};
use crate::layout::output::Layout;
use crate::layout::placement::Placement;
use crate::layout::verify::{Defect, Part, verify};

/// How often edges at fault look for other ways, and how often in vain: once for each of two that are in each other's way.
const ROUNDS: usize = 4;
const IN_VAIN: usize = 2;

/// Draws an attempt, and again with other ways for the edges at fault, as long as that leaves fewer of them.
pub(super) fn mended(
    graph: &Graph,
    ground: &Ground,
    placement: &Placement,
    plan: &mut Plan,
    shy: &mut [Shy],
    attempt: Attempt,
) -> Layout {
    let lacks_room = !attempt.strips.is_empty();
    let (mut sketch, mut labels) = (attempt.sketch, attempt.labels);
    let mut best = drawn(graph, placement.clone(), attempt.lines, &labels);
    if !lacks_room {
        return best;
    }
    let mut defects = verify(graph, &best);
    let mut vain = 0;
    for round in 0..ROUNDS {
        let edges = at_fault(&defects, round);
        if edges.is_empty() || vain == IN_VAIN {
            break;
        }
        for &edge in &edges {
            shy[edge].learn(&best.edges[edge].line);
        }
        let changed = ways::again(graph, &ground.space, shy, plan, &edges);
        let (mesh, ways) = (&plan.mesh, &plan.ways);
        let attempt = Draft::again(graph, ground, mesh, ways, sketch, &changed, |place| place)
            .labelled(&labels, round);
        let next = drawn(graph, placement.clone(), attempt.lines, &attempt.labels);
        let left = verify(graph, &next);
        sketch = attempt.sketch;
        if left.len() < defects.len() {
            (best, defects, labels, vain) = (next, left, attempt.labels, 0);
        } else {
            vain += 1;
        }
    }
    best
}

/// The edges of which something is told, of two of them the later one and the earlier one in turns.
fn at_fault(defects: &[Defect], round: usize) -> Vec<usize> {
    let edge = |part: &Part| match part {
        Part::Edge(EdgeId(edge)) | Part::Label(EdgeId(edge)) => Some(*edge as usize),
        Part::Node(_) | Part::Group(_) | Part::Title(_) => None,
    };
    let mut edges: Vec<usize> = defects
        .iter()
        .filter_map(|defect| {
            let both = std::iter::once(&defect.of).chain(&defect.with);
            let edges = both.filter_map(edge);
            match round.is_multiple_of(2) {
                true => edges.max(),
                false => edges.min(),
            }
        })
        .collect();
    edges.sort_unstable();
    edges.dedup();
    edges
}

#[cfg(test)]
mod tests {
    use super::{Defect, EdgeId, Part, at_fault};
    use crate::layout::graph::GroupId;
    use crate::layout::verify::Fault;

    #[test]
    fn edges_at_fault_give_way_in_turns() {
        let on = |of, with| Defect {
            fault: Fault::LiesOn,
            of: Part::Edge(EdgeId(of)),
            with: Some(with),
        };
        let defects = [
            on(3, Part::Edge(EdgeId(7))),
            on(5, Part::Edge(EdgeId(3))),
            on(1, Part::Title(GroupId(9))),
        ];
        assert_eq!(at_fault(&defects, 0), [1, 5, 7]);
        assert_eq!(at_fault(&defects, 1), [1, 3]);
    }
}
