//! The room between rows: for labels, for runs of branches, for the borders of bands.
//!
//! In: a tree, its rows and a grid. Out: the least distance between each row that is used and the next.

use crate::layout::Options;
use crate::layout::bands::grid::{Grid, Hull};
use crate::layout::bands::rows::Rows;
use crate::layout::bands::tree::{Tree, What};

/// The room that labels in a channel keep to its borders, together.
const LABEL_CLEAR: f64 = 22.0;
/// What a channel grows by when several edges branch in it.
const FAN: f64 = 18.0;
/// The least channel between rows of one band, and between the outside and the outermost border.
const ROW_GAP: f64 = 44.0;

/// The room between each row and the next, borders of blocks apart.
pub(super) fn channels(
    tree: &Tree,
    rows: &Rows,
    grid: &Grid,
    lines: &[usize],
    index: &[usize],
    options: &Options,
) -> Vec<f64> {
    let inside = ROW_GAP.max(options.node_gap.min(options.rank_gap));
    let mut out: Vec<f64> = vec![inside; lines.len().saturating_sub(1)];
    // A border of a band, or the edge of what stands outside, opens a wider channel.
    for (block, what) in tree.blocks.iter().map(|b| b.what).enumerate() {
        let Hull { top, bottom, .. } = grid.hull[block];
        let wide = match what {
            What::Piece(_) => options.rank_gap,
            What::Group(_) => options.rank_gap.min(ROW_GAP.max(options.node_gap)),
            What::Drawing => continue,
        };
        let (above, below) = (index_at(lines, top), index_at(lines, bottom + 1));
        for at in [above, below] {
            if at > 0 && at < lines.len() {
                out[at - 1] = out[at - 1].max(wide);
            }
        }
    }
    let mut band_of: Vec<Option<usize>> = vec![None; lines.len()];
    for (leaf, &row) in grid.row.iter().enumerate() {
        let band = tree.leaves[leaf].band;
        let slot = &mut band_of[index[row]];
        *slot = Some(slot.map_or(band, |b| b.min(band)));
    }
    let pieces = rows.fixed.iter().any(Option::is_some);
    for at in 1..lines.len() {
        if !pieces && band_of[at] != band_of[at - 1] {
            out[at - 1] = out[at - 1].max(options.rank_gap);
        }
    }
    // Edges of one kind that branch from one leaf, or meet at one, share a run in the channel.
    let mut branches = std::collections::BTreeMap::new();
    for link in &tree.links {
        let (a, b) = (index[grid.row[link.from]], index[grid.row[link.to]]);
        if a.abs_diff(b) == 1 && grid.column[link.from] != grid.column[link.to] {
            for end in [link.from, link.to] {
                *branches.entry((a.min(b), end, link.class)).or_insert(0) += 1;
            }
        }
    }
    let mut fanned = vec![false; out.len()];
    for ((at, _, _), count) in branches {
        fanned[at] |= count > 1;
    }
    for (channel, fanned) in out.iter_mut().zip(fanned) {
        if fanned {
            *channel += FAN;
        }
    }
    for link in &tree.links {
        let (a, b) = (index[grid.row[link.from]], index[grid.row[link.to]]);
        if a.abs_diff(b) == 1 && link.label_main > 0.0 {
            let at = a.min(b);
            out[at] = out[at].max(link.label_main + LABEL_CLEAR);
        }
    }
    out
}

/// The first of the occurring rows that is not before the given one.
fn index_at(lines: &[usize], row: usize) -> usize {
    lines.partition_point(|&r| r < row)
}
