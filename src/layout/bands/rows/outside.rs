//! What stands outside of all bands: in rows of its own, or beside them.
//!
//! In: the leaves without a band. Out: their rows in [`Rows`](super::Rows). Always holds: they stand before the bands,
//! beside them, or behind the last band that something outside of it has to do with.

use super::Rows;
use super::share::Arrangement;
use crate::layout::Graph;
use crate::layout::bands::tree::{Place, Tree, What};

/// The last of some arrangements that has to do with others or with what stands outside; what stands outside may come
/// behind it, unless a group holds bands before and behind.
pub(super) fn last_involved(tree: &Tree, arrangements: &[Arrangement]) -> Option<usize> {
    let mut turn = vec![0; tree.bands];
    for (at, arrangement) in arrangements.iter().enumerate() {
        for band in arrangement.bands() {
            turn[band] = at;
        }
    }
    let of = |leaf: usize| {
        let leaf = &tree.leaves[leaf];
        (leaf.place == Place::Banded).then(|| turn[leaf.band])
    };
    let ends = tree.links.iter().map(|link| (of(link.from), of(link.to)));
    let apart = ends.filter(|(from, to)| from != to);
    let last = apart.filter_map(|(from, to)| from.max(to)).max()?;
    let cut = tree.blocks.iter().any(|block| {
        let mut behind = block
            .leaves
            .iter()
            .filter_map(|&leaf| of(leaf))
            .map(|at| at > last);
        let first = behind.next();
        matches!(block.what, What::Group(_)) && behind.any(|other| Some(other) != first)
    });
    (!cut).then_some(last)
}

impl Rows {
    /// Puts leaves that stand outside into rows of their own, after all rows so far.
    pub(super) fn place_outside(&mut self, leaves: &[usize], columns: usize) {
        if leaves.is_empty() {
            return;
        }
        let high = leaves.len().div_ceil(columns);
        for (index, &leaf) in leaves.iter().enumerate() {
            self.row[leaf] = self.count + index / columns;
            self.range[leaf] = (self.count, self.count + high - 1);
        }
        self.count += high;
    }

    /// Puts outside leaves beside the row of their partners, or in rows of their own where there is no room.
    pub(super) fn place_beside(
        &mut self,
        graph: &Graph,
        tree: &Tree,
        leaves: &[usize],
        columns: usize,
    ) {
        let first = (0..tree.leaves.len())
            .filter(|&l| tree.leaves[l].place == Place::Banded)
            .map(|l| self.row[l])
            .min()
            .unwrap_or(0);
        let rows = self.count.saturating_sub(first);
        if leaves.len() > rows || !self.may_stand_beside(graph, tree, leaves, columns) {
            self.place_outside(leaves, columns);
            return;
        }
        let mut taken = vec![false; self.count];
        for &leaf in leaves {
            let wanted = self.partner_row(tree, leaf).unwrap_or(first).max(first);
            let row = (first..self.count)
                .filter(|&r| !taken[r])
                .min_by_key(|&r| r.abs_diff(wanted))
                .unwrap_or(wanted);
            taken[row] = true;
            self.row[leaf] = row;
            self.range[leaf] = (first, self.count - 1);
            self.beside[leaf] = true;
        }
    }

    /// Whether the width leaves room beside the bands for leaves that stand in no group.
    pub(super) fn may_stand_beside(
        &self,
        graph: &Graph,
        tree: &Tree,
        leaves: &[usize],
        columns: usize,
    ) -> bool {
        let grouped = leaves.iter().any(|&l| tree.leaves[l].parent != 0);
        !grouped && (graph.options.max_width.is_none() || self.columns < columns)
    }

    /// The row in the middle of those in which the partners of a leaf stand.
    fn partner_row(&self, tree: &Tree, leaf: usize) -> Option<usize> {
        let mut partners: Vec<usize> = tree
            .links
            .iter()
            .filter_map(|link| match leaf {
                l if l == link.from => Some(self.row[link.to]),
                l if l == link.to => Some(self.row[link.from]),
                _ => None,
            })
            .collect();
        partners.sort_unstable();
        partners.get(partners.len() / 2).copied()
    }
}
