//! Gives leaves their rows.
//!
//! In: hosts and how their bands stand to each other. Out: rows in [`Rows`]. Always holds: a leaf's row is in its range.

use super::Rows;
use super::hosts::{Hosts, Relation};
use crate::layout::bands::tree::{Child, Tree, What};

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
        let home = hosts.block[host];
        let mut done = std::collections::BTreeSet::new();
        let children = hosts.loose(host, band).iter().filter_map(|&leaf| {
            let outermost = tree
                .around(leaf)
                .take_while(|&b| b != home)
                .filter(|&b| matches!(tree.blocks[b].what, What::Group(_)))
                .last();
            match outermost {
                Some(block) => done.insert(block).then_some(Child::Block(block)),
                None => Some(Child::Leaf(leaf)),
            }
        });
        let children: Vec<Child> = children.collect();
        let mut shelves = Shelves::new(wide, start);
        for child in children {
            self.shelve(tree, child, wide, &mut shelves);
        }
        shelves.bottom() - start
    }

    /// Puts a leaf, or a group with all it holds, on the next shelf with room for it.
    fn shelve(&mut self, tree: &Tree, child: Child, wide: usize, shelves: &mut Shelves) {
        match child {
            Child::Leaf(leaf) => self.row[leaf] = shelves.put(1, 1),
            Child::Block(block) => {
                let inner = self.pack_block(tree, block, wide);
                let row = shelves.put(inner.widest, inner.bottom());
                for &leaf in &tree.blocks[block].leaves {
                    self.row[leaf] += row;
                }
            }
        }
    }

    /// Fills shelves with what a group holds, as if it began in the first row. Groups beside each other share its width.
    fn pack_block(&mut self, tree: &Tree, block: usize, wide: usize) -> Shelves {
        let children = &tree.blocks[block].children;
        let groups = children.iter().filter(|c| matches!(c, Child::Block(_)));
        let least = if self.narrow { 1 } else { LEAST_SHARE };
        let each = (wide / groups.count().max(1)).max(wide.min(least));
        let mut shelves = Shelves::new(wide, 0);
        for &child in children {
            self.shelve(tree, child, each, &mut shelves);
        }
        shelves
    }
}

/// A group keeps so many columns beside others where they need not be narrow.
const LEAST_SHARE: usize = 2;

/// Rows that are filled from left to right, the next one where there is no room.
struct Shelves {
    wide: usize,
    row: usize,
    column: usize,
    high: usize,
    /// The columns that the fullest shelf takes.
    widest: usize,
}

impl Shelves {
    fn new(wide: usize, row: usize) -> Self {
        Self {
            wide,
            row,
            column: 0,
            high: 0,
            widest: 0,
        }
    }

    /// The first row of what takes so many columns and rows.
    fn put(&mut self, columns: usize, rows: usize) -> usize {
        if self.column > 0 && self.column + columns > self.wide {
            self.row = self.bottom();
            (self.column, self.high) = (0, 0);
        }
        self.column += columns;
        self.high = self.high.max(rows);
        self.widest = self.widest.max(self.column);
        self.row
    }

    /// The row behind all shelves.
    fn bottom(&self) -> usize {
        self.row + self.high
    }
}
