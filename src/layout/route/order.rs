//! Decides in which order wires that share a channel lie beside each other.
//!
//! Comes in: wires and the ways of their edges. Goes out: the wires of one axis, sorted. Always holds: two wires that
//! run close together are ordered so that their edges do not cross where they part, if that can be.
//!
//! After Wybrow, Marriott and Stuckey, "Orthogonal Connector Routing" (2009): the order along a shared stretch is read
//! off where the two edges part at its ends.

use super::cells::direction;
use super::mesh::{DOWN, LEFT, Mesh, RIGHT, UP};
use super::wires::{Piece, Wire, Wires};
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// Wires closer than this share a channel, and their order is free.
pub(super) const NEAR: f64 = 9.0;
/// How far beyond its ends a wire counts as beside another.
pub(super) const BESIDE: f64 = 10.0;
/// How many edges of a wire vote on its order.
const VOTES: usize = 4;
/// How many wires of one channel are compared with each; beyond that their places decide.
const COMPARED: usize = 160;
/// How far two edges are followed to where they part; those that stay together for longer are taken as they lie.
const TOGETHER: usize = 256;

/// Sorts the wires of one axis; those of which a place is known keep their order.
pub(super) fn order(
    wires: &Wires,
    mesh: &Mesh,
    ways: &[Vec<u32>],
    horizontal: bool,
    known: &[Option<usize>],
) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0..wires.all.len() as u32)
        .filter(|&wire| wires.all[wire as usize].horizontal == horizontal)
        .collect();
    let wire = |index: u32| &wires.all[index as usize];
    let known = |index: u32| known.get(index as usize).copied().flatten();
    sorted.sort_by(|&a, &b| wire(a).at.total_cmp(&wire(b).at).then(a.cmp(&b)));
    let mut after: Vec<Vec<u32>> = vec![Vec::new(); sorted.len()];
    let mut waits = vec![0u32; sorted.len()];
    for (place, &index) in sorted.iter().enumerate() {
        let a = wire(index);
        let mut compared = 0;
        for (other, &beside) in sorted.iter().enumerate().skip(place + 1) {
            let b = wire(beside);
            if b.at - a.at > NEAR || compared > COMPARED {
                break;
            }
            if a.from.max(b.from) > a.to.min(b.to) + BESIDE || same_edge(a, b) {
                continue;
            }
            compared += 1;
            let order = match (known(index), known(beside)) {
                (Some(one), Some(two)) => one.cmp(&two),
                _ => compare(wires, mesh, ways, a, b),
            };
            match order {
                Ordering::Greater => {
                    after[other].push(place as u32);
                    waits[place] += 1;
                }
                Ordering::Less | Ordering::Equal => {
                    after[place].push(other as u32);
                    waits[other] += 1;
                }
            }
        }
    }
    let places: Vec<f64> = sorted.iter().map(|&index| wire(index).at).collect();
    topological(&sorted, &places, &after, waits)
}

fn same_edge(a: &Wire, b: &Wire) -> bool {
    a.pieces
        .iter()
        .any(|piece| b.pieces.iter().any(|other| other.edge == piece.edge))
}

/// Sorts so that all that a wire waits for comes before it; one that waits in a circle goes when its turn is over.
fn topological(
    sorted: &[u32],
    places: &[f64],
    after: &[Vec<u32>],
    mut waits: Vec<u32>,
) -> Vec<u32> {
    let mut ready: BinaryHeap<Reverse<usize>> = (0..sorted.len())
        .filter(|&place| waits[place] == 0)
        .map(Reverse)
        .collect();
    let mut done = vec![false; sorted.len()];
    let mut result = Vec::with_capacity(sorted.len());
    let mut first = 0;
    while result.len() < sorted.len() {
        while done[first] {
            first += 1;
        }
        let place = match ready.peek() {
            Some(&Reverse(place)) if places[place] - places[first] <= 2.0 * NEAR => {
                ready.pop();
                place
            }
            _ => first,
        };
        if done[place] {
            continue;
        }
        done[place] = true;
        result.push(sorted[place]);
        for &next in &after[place] {
            let waits = &mut waits[next as usize];
            *waits = waits.saturating_sub(1);
            if *waits == 0 {
                ready.push(Reverse(next as usize));
            }
        }
    }
    result
}

/// Less where the first wire should have the smaller coordinate.
fn compare(wires: &Wires, mesh: &Mesh, ways: &[Vec<u32>], a: &Wire, b: &Wire) -> Ordering {
    let mut votes = 0;
    for &one in a.pieces.iter().take(VOTES) {
        for &two in b.pieces.iter().take(VOTES) {
            votes += vote(wires, mesh, ways, a.horizontal, one, two);
        }
    }
    votes.cmp(&0).then(a.at.total_cmp(&b.at))
}

/// Below zero where the first piece should have the smaller coordinate, zero where it does not matter.
fn vote(
    wires: &Wires,
    mesh: &Mesh,
    ways: &[Vec<u32>],
    horizontal: bool,
    one: Piece,
    two: Piece,
) -> i32 {
    let a = Run::new(wires, mesh, ways, horizontal, one);
    let b = Run::new(wires, mesh, ways, horizontal, two);
    let low = part(mesh, &a, &b, End::Low);
    let high = part(mesh, &a, &b, End::High);
    // Facing the low end of a row, and the high end of a column, what is left has the larger coordinate.
    let (low, high) = if horizontal {
        (-low, high)
    } else {
        (low, -high)
    };
    if low == 0 || high == 0 || low == high {
        return (low + high).signum();
    }
    // They must cross once. All that the two share has to agree where: at the end of the one with the lower index.
    let forward = if one.edge < two.edge {
        a.forward
    } else {
        b.forward
    };
    if forward { high } else { low }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Low,
    High,
}

/// A piece as a stretch of its edge's way.
struct Run<'a> {
    way: &'a [u32],
    horizontal: bool,
    /// The places in the way of the low and the high end.
    low: usize,
    high: usize,
    /// Whether the edge runs from low to high.
    forward: bool,
}

impl<'a> Run<'a> {
    fn new(
        wires: &Wires,
        mesh: &Mesh,
        ways: &'a [Vec<u32>],
        horizontal: bool,
        piece: Piece,
    ) -> Self {
        let way = &ways[piece.edge as usize][..];
        let bends = &wires.bends[piece.edge as usize];
        let (from, to) = (
            bends[piece.at as usize] as usize,
            bends[piece.at as usize + 1] as usize,
        );
        let mut run = Self {
            way,
            horizontal,
            low: from,
            high: to,
            forward: true,
        };
        if run.along(mesh, from) > run.along(mesh, to) {
            (run.low, run.high, run.forward) = (to, from, false);
        }
        run
    }

    fn along(&self, mesh: &Mesh, at: usize) -> f64 {
        let place = mesh.places[self.way[at] as usize];
        if self.horizontal { place.x } else { place.y }
    }

    fn end(&self, end: End) -> usize {
        match end {
            End::Low => self.low,
            End::High => self.high,
        }
    }

    /// The place in the way of a vertex on this stretch.
    fn find(&self, vertex: u32) -> Option<usize> {
        let (from, to) = (self.low.min(self.high), self.low.max(self.high));
        (from..=to).find(|&at| self.way[at] == vertex)
    }

    /// The next place in the way beyond a place, walking past the given end.
    fn beyond(&self, at: usize, end: End) -> Option<usize> {
        if self.forward == (end == End::High) {
            (at + 1 < self.way.len()).then_some(at + 1)
        } else {
            at.checked_sub(1)
        }
    }
}

/// Where two runs part past one end: below zero if the first turns off to the left of the second, seen along the walk.
fn part(mesh: &Mesh, a: &Run<'_>, b: &Run<'_>, end: End) -> i32 {
    let heading = match (a.horizontal, end) {
        (true, End::Low) => LEFT,
        (true, End::High) => RIGHT,
        (false, End::Low) => UP,
        (false, End::High) => DOWN,
    };
    let (of_a, of_b) = (a.end(end), b.end(end));
    // The end that comes first is on both, if they run on one line.
    if let Some(on_b) = b.find(a.way[of_a]) {
        return walk(mesh, a, of_a, b, on_b, end, heading);
    }
    if let Some(on_a) = a.find(b.way[of_b]) {
        return walk(mesh, a, on_a, b, of_b, end, heading);
    }
    // On two lines: the one that ends beside the other turns off first.
    let sign = if end == End::Low { 1.0 } else { -1.0 };
    let apart = (a.along(mesh, of_a) - b.along(mesh, of_b)) * sign;
    if apart > 0.5 {
        turn(mesh, a, of_a, end, heading)
    } else if apart < -0.5 {
        -turn(mesh, b, of_b, end, heading)
    } else {
        0
    }
}

fn walk(
    mesh: &Mesh,
    a: &Run<'_>,
    mut at_a: usize,
    b: &Run<'_>,
    mut at_b: usize,
    end: End,
    mut heading: usize,
) -> i32 {
    for _ in 0..TOGETHER {
        match (a.beyond(at_a, end), b.beyond(at_b, end)) {
            (Some(next_a), Some(next_b)) if a.way[next_a] == b.way[next_b] => {
                heading = direction(mesh, a.way[at_a], a.way[next_a]);
                (at_a, at_b) = (next_a, next_b);
            }
            _ => break,
        }
    }
    (turn(mesh, a, at_a, end, heading) - turn(mesh, b, at_b, end, heading)).signum()
}

/// Which way a run turns past a place: −1 left, 1 right.
fn turn(mesh: &Mesh, run: &Run<'_>, at: usize, end: End, heading: usize) -> i32 {
    let Some(next) = run.beyond(at, end) else {
        return 0;
    };
    match (direction(mesh, run.way[at], run.way[next]) + 4 - heading) % 4 {
        1 => 1,
        3 => -1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::super::wires::Wires;
    use super::{Mesh, order};

    #[test]
    fn wires_of_which_a_place_is_known_keep_their_order() {
        let wires = Wires::in_rows(&[0.0, 4.0, 8.0]);
        let sorted = |known: &[_]| order(&wires, &Mesh::default(), &[], true, known);
        assert_eq!(sorted(&[]), [0, 1, 2]);
        assert_eq!(sorted(&[Some(5), Some(2), None]), [1, 0, 2]);
    }
}
