//! Gives leaves their rows.
//!
//! In: hosts and how their bands stand to each other. Out: rows in [`Rows`]. Always holds: a leaf's row is in its range.

use super::Rows;
use super::hosts::{Hosts, Relation};
use crate::layout::bands::tree::{Tree, What};

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
}
