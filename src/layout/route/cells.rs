//! What the search reads and counts at each vertex of the mesh.
//!
//! Comes in: a [`Mesh`]. Goes out: a cell for each vertex, side by side in memory. Always holds: a way that is counted in and
//! out again leaves the counts as they were.

use super::mesh::{DOWN, LEFT, Mesh, RIGHT};
use crate::geometry::Point;

/// All that the search reads at a vertex, side by side in memory, and how many edges run there.
#[derive(Clone)]
pub(super) struct Cell {
    pub(super) at: Point,
    pub(super) next: [u32; 4],
    pub(super) lines: [u32; 2],
    pub(super) group: u32,
    pub(super) node: u32,
    pub(super) border: u32,
    /// Passing straight, along the row then along the column.
    pub(super) straight: [u16; 2],
    /// Along the links to the right and down.
    pub(super) links: [u16; 2],
    /// Bending or ending here.
    pub(super) bends: u16,
    /// How many edges that may share a trunk with the one that is looked for run along the links.
    pub(super) kin: [u8; 2],
    /// How many edges with labels and the same two ends start or end here, above or below a box.
    pub(super) full: i8,
    pub(super) rooms: [u8; 2],
}

pub(super) fn cells(mesh: &Mesh) -> Vec<Cell> {
    (0..mesh.places.len())
        .map(|vertex| Cell {
            at: mesh.places[vertex],
            next: mesh.links[vertex],
            lines: mesh.lines[vertex],
            group: mesh.groups[vertex],
            node: mesh.nodes[vertex],
            border: mesh.borders[vertex],
            straight: [0; 2],
            links: [0; 2],
            bends: 0,
            kin: [0; 2],
            full: 0,
            rooms: mesh.rooms[vertex],
        })
        .collect()
}

/// Counts a way in or out.
pub(super) fn count(cells: &mut [Cell], mesh: &Mesh, way: &[u32], step: impl Fn(&mut u16)) {
    let mut before = None;
    for pair in way.windows(2) {
        let heading = direction(mesh, pair[0], pair[1]);
        let (at, axis) = link(heading, pair[0], pair[1]);
        step(&mut cells[at as usize].links[axis]);
        let cell = &mut cells[pair[0] as usize];
        if before == Some(heading) {
            step(&mut cell.straight[axis]);
        } else {
            step(&mut cell.bends);
        }
        before = Some(heading);
    }
    if let Some(&last) = way.last() {
        step(&mut cells[last as usize].bends);
    }
}

/// The vertex that owns a link, and the link's axis.
fn link(heading: usize, from: u32, to: u32) -> (u32, usize) {
    match heading {
        RIGHT => (from, 0),
        LEFT => (to, 0),
        DOWN => (from, 1),
        _ => (to, 1),
    }
}

/// Visits the links of a way: how many edges and how many that may share a trunk run there.
pub(super) fn along(
    cells: &mut [Cell],
    mesh: &Mesh,
    way: &[u32],
    step: impl Fn(&mut u16, &mut u8),
) {
    for pair in way.windows(2) {
        let (at, axis) = link(direction(mesh, pair[0], pair[1]), pair[0], pair[1]);
        let cell = &mut cells[at as usize];
        step(&mut cell.links[axis], &mut cell.kin[axis]);
    }
}

/// Visits the vertices where a way starts, bends and ends.
pub(super) fn turns(cells: &mut [Cell], mesh: &Mesh, way: &[u32], step: impl Fn(&mut u16)) {
    for three in way.windows(3) {
        if direction(mesh, three[0], three[1]) != direction(mesh, three[1], three[2]) {
            step(&mut cells[three[1] as usize].bends);
        }
    }
    for &end in way.first().into_iter().chain(way.last()) {
        step(&mut cells[end as usize].bends);
    }
}

/// The direction from a vertex to one that it is linked to.
pub(super) fn direction(mesh: &Mesh, from: u32, to: u32) -> usize {
    mesh.links[from as usize]
        .iter()
        .position(|&link| link == to)
        .unwrap_or(RIGHT)
}
