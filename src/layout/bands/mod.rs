//! Places a graph whose bands follow each other across the flow, on one grid of columns.
//!
//! In: a graph under [`Arrange::Layers`](super::Arrange::Layers). Out: a placement. The stages: blocks and leaves
//! ([`tree`]), the rows of the bands ([`rows`]), a cell for every leaf ([`grid`], [`improve`]) judged by the routes that
//! its edges could take ([`estimate`]), lengths ([`coords`]). All of them work in a frame whose main axis runs along the flow.
//! Always holds: bands do not overlap, groups and band boxes hold exactly their members, what stands in one column has
//! one middle; the same graph gives the same placement.

mod coords;
mod estimate;
mod grid;
mod improve;
mod rows;
mod stretch;
#[cfg(test)]
mod tests;
mod tree;

use super::{Direction, Graph, NodeId, Placement, Wish};
use crate::geometry::Rect;
use coords::Spans;
use grid::Grid;
use improve::{Found, improve};
use rows::{Rows, Tried};
use tree::{Tree, What};

/// The cells of everything: what stands in which row and column, lengths apart.
pub(super) struct Cells {
    rows: Rows,
    grid: Grid,
}

/// Gives everything its place, in cells that were found for this graph or for one that differs only in sizes.
pub(super) fn place(graph: &Graph, cells: &Cells) -> Placement {
    let tree = tree::tree(graph);
    if tree.leaves.is_empty() {
        return Placement::default();
    }
    let (cross, main) = spans(graph, &tree, &cells.rows, &cells.grid);
    placement(graph, &tree, &cross, &main)
}

/// Finds the cells of everything under bands.
pub(super) fn cells(graph: &Graph) -> Cells {
    let tree = tree::tree(graph);
    if tree.leaves.is_empty() {
        return Cells {
            rows: rows::rows(graph, &tree, 1, &Tried::default()),
            grid: Grid::default(),
        };
    }
    let columns = first_columns(graph, &tree);
    let mut tried = Tried::default();
    let mut best = fitting(graph, &tree, columns, &tried);
    // Where loose members could stand beside a group as well as before or behind it, the better way is found by trying.
    if tree.leaves.len() <= MOST_TRIED {
        for choice in rows::choices(&tree).into_iter().take(MOST_CHOICES) {
            tried.beside.push(choice);
            let other = fitting(graph, &tree, columns, &tried);
            if other.cost < best.cost {
                best = other;
            } else {
                tried.beside.pop();
            }
        }
        if rows::may_be_narrow(&tree) {
            tried.narrow = true;
            let other = fitting(graph, &tree, columns, &tried);
            tried.narrow = other.cost < best.cost;
            if tried.narrow {
                best = other;
            }
        }
        let better = thorough(graph, &tree, &best, &tried);
        if better.cost < best.cost {
            best = better;
        }
    }
    Cells {
        rows: best.rows,
        grid: best.found.grid,
    }
}

/// A drawing that is too wide is tried again with fewer columns so often.
const ATTEMPTS: usize = 3;
/// How much too wide a drawing may be to look longer with the same columns.
const NEARLY: f64 = 1.08;
/// Alternatives are tried for so many leaves and choices.
const MOST_TRIED: usize = 48;
const MOST_CHOICES: usize = 4;

/// Cells that were found for a number of columns.
struct Frame {
    rows: Rows,
    found: Found,
    width: f64,
    /// What its grid and its shape cost.
    cost: f64,
    columns: usize,
}

/// The first frame that stays within the width, with ever fewer columns.
fn fitting(graph: &Graph, tree: &Tree, columns: usize, tried: &Tried) -> Frame {
    let fits = |frame: &Frame| match (graph.options.max_width, graph.options.direction) {
        (Some(most), Direction::Down) => frame.width <= most,
        _ => true,
    };
    let mut best = quick(graph, tree, columns, tried);
    if !fits(&best)
        && graph
            .options
            .max_width
            .is_some_and(|most| best.width < NEARLY * most)
    {
        // A little too wide may be a matter of looking longer.
        let next = thorough(graph, tree, &best, tried);
        if next.width < best.width {
            best = next;
        }
    }
    for fewer in 1..ATTEMPTS {
        if fits(&best) || columns <= fewer {
            break;
        }
        let next = quick(graph, tree, columns - fewer, tried);
        if next.width < best.width {
            best = next;
        }
    }
    best
}

/// A frame from the grid that is best before moves.
fn quick(graph: &Graph, tree: &Tree, columns: usize, tried: &Tried) -> Frame {
    let rows = rows::rows(graph, tree, columns, tried);
    let mut starts = grid::first_grids(tree, &rows);
    // The last is the best.
    starts.drain(..starts.len() - 1);
    let found = improve(tree, &rows, starts, None, &graph.options, columns);
    framed(graph, tree, rows, found, columns)
}

/// A frame from all first grids, after a quick one with the same columns.
fn thorough(graph: &Graph, tree: &Tree, quick: &Frame, tried: &Tried) -> Frame {
    let columns = quick.columns;
    let rows = rows::rows(graph, tree, columns, tried);
    let mut starts = grid::first_grids(tree, &rows);
    starts.pop();
    let found = improve(
        tree,
        &rows,
        starts,
        Some(&quick.found),
        &graph.options,
        columns,
    );
    framed(graph, tree, rows, found, columns)
}

fn framed(graph: &Graph, tree: &Tree, rows: Rows, found: Found, columns: usize) -> Frame {
    let (cross, main) = spans(graph, tree, &rows, &found.grid);
    Frame {
        width: cross.blocks[0].1 - cross.blocks[0].0,
        cost: found.cost + shape(graph, &cross, &main),
        rows,
        found,
        columns,
    }
}

/// The extents of everything, across the flow and along it.
fn spans(graph: &Graph, tree: &Tree, rows: &Rows, grid: &Grid) -> (Spans, Spans) {
    let mut cross = coords::cross_spans(tree, grid, &graph.options, coords::ROOMS[0]);
    for room in &coords::ROOMS[1..] {
        let width = cross.blocks[0].1 - cross.blocks[0].0;
        if graph.options.max_width.is_none_or(|most| width <= most) {
            break;
        }
        cross = coords::cross_spans(tree, grid, &graph.options, *room);
    }
    let main = coords::main_spans(tree, rows, grid, &graph.options);
    stretch::stretch(tree, &mut cross, &main);
    (cross, main)
}

/// What the shape of the whole costs: its area, and a width far from what is usual for its height.
fn shape(graph: &Graph, cross: &Spans, main: &Spans) -> f64 {
    let (cross, main) = (cross.blocks[0], main.blocks[0]);
    let (mut width, mut height) = ((cross.1 - cross.0).max(1.0), (main.1 - main.0).max(1.0));
    if graph.options.direction == Direction::Right {
        std::mem::swap(&mut width, &mut height);
    }
    let over = graph
        .options
        .max_width
        .map_or(0.0, |most| (width - most).max(0.0));
    let tall = (0.8 * height / width - 1.0)
        .max(width / height / 1.6 - 1.0)
        .max(0.0);
    AREA * width * height / 10_000.0 + ODD_SHAPE * tall + over
}

/// What a square of 100 pixels costs.
const AREA: f64 = 0.2;
/// What it costs to be twice as tall or wide as is usual.
const ODD_SHAPE: f64 = 40.0;

/// How many columns the width allows, or which number comes nearest to the aspect where no width is given.
fn first_columns(graph: &Graph, tree: &Tree) -> usize {
    let options = &graph.options;
    let card = card(tree) + options.node_gap;
    if let (Some(width), Direction::Down) = (options.max_width, options.direction) {
        let free = width - borders(tree) + options.node_gap;
        return (free / card).floor().clamp(1.0, 1e6) as usize;
    }
    let high = tree.leaves.iter().map(|l| l.main).fold(0.0, f64::max) + options.rank_gap;
    let aspect = match options.direction {
        Direction::Down => options.aspect.max(0.01),
        Direction::Right => 1.0 / options.aspect.max(0.01),
    };
    let mut best = (f64::INFINITY, 1);
    let mut columns = tree.leaves.len();
    loop {
        let rows = rows::rows(graph, tree, columns, &Tried::default());
        let shape = rows.columns as f64 * card / (rows.count as f64 * high);
        let badness = (shape / aspect).max(aspect / shape);
        if badness < best.0 {
            best = (badness, rows.columns);
        }
        if rows.columns.min(columns) <= 1 {
            return best.1;
        }
        let next = rows.columns.min(columns);
        columns = next - (next / 16).max(1);
    }
}

/// The extent across the flow that nine of ten leaves stay within.
fn card(tree: &Tree) -> f64 {
    let mut cards: Vec<f64> = tree.leaves.iter().map(|l| l.cross).collect();
    cards.sort_by(f64::total_cmp);
    cards.get(cards.len() * 9 / 10).copied().unwrap_or(0.0)
}

/// The width of the borders around the bands that hold most.
fn borders(tree: &Tree) -> f64 {
    let (mut at, mut sum) = (0, 0.0);
    loop {
        let inner = tree.blocks[at].children.iter().filter_map(|c| match *c {
            tree::Child::Block(block) => Some(block),
            tree::Child::Leaf(_) => None,
        });
        let Some(next) = inner.max_by_key(|&b| (tree.blocks[b].leaves.len(), usize::MAX - b))
        else {
            return sum;
        };
        if 2 * tree.blocks[next].leaves.len() < tree.blocks[at].leaves.len()
            && !matches!(tree.blocks[next].what, What::Piece(_))
        {
            return sum;
        }
        sum += tree.blocks[next].edge.before_cross + tree.blocks[next].edge.after_cross;
        at = next;
    }
}

/// Turns the frame to the direction of the flow and moves it to the origin.
fn placement(graph: &Graph, tree: &Tree, cross: &Spans, main: &Spans) -> Placement {
    let rect = |cross: (f64, f64), main: (f64, f64)| match graph.options.direction {
        Direction::Down => Rect::new(cross.0, main.0, cross.1 - cross.0, main.1 - main.0),
        Direction::Right => Rect::new(main.0, cross.0, main.1 - main.0, cross.1 - cross.0),
    };
    let whole = rect(cross.blocks[0], main.blocks[0]);
    let moved = |rect: Rect| Rect::new(rect.x - whole.x, rect.y - whole.y, rect.width, rect.height);
    let leaf = |index: usize| moved(rect(cross.leaves[index], main.leaves[index]));
    let block = |index: usize| moved(rect(cross.blocks[index], main.blocks[index]));
    let nodes: Vec<Rect> = graph
        .nodes
        .iter()
        .enumerate()
        .map(|(index, node)| {
            // The middle is what was placed; the size is what was asked for.
            let middle = leaf(index).center();
            let size = node.size;
            Rect::new(
                middle.x - size.width / 2.0,
                middle.y - size.height / 2.0,
                size.width,
                size.height,
            )
        })
        .collect();
    let mut bands: Vec<Vec<Rect>> = vec![Vec::new(); graph.bands.len()];
    for (index, inner) in tree.blocks.iter().enumerate() {
        if let What::Piece(band) = inner.what {
            bands[band].push(block(index));
        }
    }
    Placement {
        groups: tree.of_group.iter().map(|&b| block(b)).collect(),
        bands,
        unmet: unmet(graph, &nodes),
        nodes,
    }
}

/// The wishes that the places of the nodes do not meet.
fn unmet(graph: &Graph, nodes: &[Rect]) -> Vec<usize> {
    let middle = |node: &NodeId| nodes[node.0 as usize].center();
    let near = |a: f64, b: f64| (a - b).abs() < 0.5;
    let met = |wish: &Wish| match wish {
        Wish::SameRow(all) => all
            .windows(2)
            .all(|w| near(middle(&w[0]).y, middle(&w[1]).y)),
        Wish::SameColumn(all) => all
            .windows(2)
            .all(|w| near(middle(&w[0]).x, middle(&w[1]).x)),
        Wish::Before(first, second) => {
            let (a, b) = (middle(first), middle(second));
            if near(a.y, b.y) { a.x < b.x } else { a.y < b.y }
        }
    };
    let wishes = graph.wishes.iter().enumerate();
    wishes
        .filter(|(_, wish)| !met(wish))
        .map(|(index, _)| index)
        .collect()
}
