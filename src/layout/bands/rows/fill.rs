//! Gives leaves their rows.
//!
//! In: hosts and how their bands stand to each other. Out: rows in [`Rows`]. Always holds: a leaf's row is in its range.

use super::Rows;
use super::hosts::{Hosts, Relation};
use crate::layout::Graph;
use crate::layout::bands::tree::{Place, Tree, What};

impl Rows {
    /// Gives one host's share of a band its rows, the hosts inside included; returns how many rows they take.
    pub(super) fn place_band(
        &mut self,
        tree: &Tree,
        hosts: &Hosts,
        wraps: &[usize],
        host: usize,
        band: usize,
        start: usize,
    ) -> usize {
        let relation = hosts.relation(host, band);
        let loose = hosts.count(host, band);
        let wide = loose.div_ceil(wraps[band]).max(1);
        let own = self.pack(tree, hosts, host, band, wide, start);
        let inner_start = match relation {
            Relation::Before => start + own,
            Relation::After | Relation::Beside => start,
        };
        let inner = self.place_inner(tree, hosts, wraps, host, band, inner_start);
        let own_start = match relation {
            Relation::After => start + inner,
            Relation::Before | Relation::Beside => start,
        };
        let total = match relation {
            Relation::Beside => own.max(inner),
            Relation::Before | Relation::After => own + inner,
        };
        if own > 0 {
            // Beside a group there may be more rows than the band needs: it may use them all.
            let last = match relation {
                Relation::Beside => own_start + total - 1,
                Relation::Before | Relation::After => own_start + own - 1,
            };
            self.place_piece(tree, hosts, host, band, wide, (own_start, last));
            if last >= own_start + own {
                // Its box is only as high as what it holds.
                self.unfix(tree, hosts, host, band);
            }
        }
        total
    }

    /// Gives the hosts inside one their rows of a band; returns how many rows the highest takes.
    pub(super) fn place_inner(
        &mut self,
        tree: &Tree,
        hosts: &Hosts,
        wraps: &[usize],
        host: usize,
        band: usize,
        start: usize,
    ) -> usize {
        let crossed: Vec<usize> = hosts.crossed(host, band).collect();
        crossed
            .into_iter()
            .map(|inner| self.place_band(tree, hosts, wraps, inner, band, start))
            .max()
            .unwrap_or(0)
    }

    /// Places one host's loose leaves of a band in rows, and fixes the rows of their piece.
    pub(super) fn place_piece(
        &mut self,
        tree: &Tree,
        hosts: &Hosts,
        host: usize,
        band: usize,
        wide: usize,
        rows: (usize, usize),
    ) {
        self.pack(tree, hosts, host, band, wide, rows.0);
        for &leaf in hosts.loose(host, band) {
            self.row[leaf] = self.row[leaf].min(rows.1);
            self.range[leaf] = rows;
            if let Some(piece) = tree
                .around(leaf)
                .find(|&b| tree.blocks[b].what == What::Piece(band))
            {
                self.fixed[piece] = Some(rows);
            }
        }
    }

    fn unfix(&mut self, tree: &Tree, hosts: &Hosts, host: usize, band: usize) {
        for &leaf in hosts.loose(host, band) {
            for block in tree.around(leaf) {
                if tree.blocks[block].what == What::Piece(band) {
                    self.fixed[block] = None;
                }
            }
        }
    }

    /// Fills shelves with the loose leaves of a band, groups kept together; returns how many rows they take.
    fn pack(
        &mut self,
        tree: &Tree,
        hosts: &Hosts,
        host: usize,
        band: usize,
        wide: usize,
        start: usize,
    ) -> usize {
        let (mut row, mut column, mut high) = (start, 0, 1);
        let leaves = hosts.loose(host, band);
        let home = hosts.block[host];
        let mut done = std::collections::BTreeSet::new();
        for &leaf in leaves {
            let outermost = tree
                .around(leaf)
                .take_while(|&b| b != home)
                .filter(|&b| matches!(tree.blocks[b].what, What::Group(_)))
                .last();
            let members: &[usize] = match outermost {
                Some(block) if !done.insert(block) => continue,
                Some(block) => &tree.blocks[block].leaves,
                None => std::slice::from_ref(&leaf),
            };
            let span = members.len().min(wide);
            if column > 0 && span > wide.saturating_sub(column) {
                row += high;
                (column, high) = (0, 1);
            }
            for (index, &member) in members.iter().enumerate() {
                self.row[member] = row + index / span;
            }
            high = high.max(members.len().div_ceil(span));
            column += span;
        }
        if leaves.is_empty() {
            0
        } else {
            row + high - start
        }
    }

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
        let grouped = leaves.iter().any(|&l| tree.leaves[l].parent != 0);
        if grouped
            || leaves.len() > rows
            || (graph.options.max_width.is_some() && self.columns >= columns)
        {
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
