//! Which links a change concerns.
//!
//! In: the ways of all links. Out: for a moved leaf and the cells that it left and entered, the links that end at it and
//! those whose way runs over these cells or close by. Bits instead of lists: most trials concern few links of many.

use crate::layout::bands::estimate::Way;

/// Links as bits, by leaf and by cell.
#[derive(Clone)]
pub(super) struct Near {
    words: usize,
    rows: usize,
    columns: usize,
    leaves: Vec<u64>,
    cells: Vec<u64>,
}

impl Near {
    pub(super) fn new(links_of: &[Vec<usize>], links: usize, rows: usize, columns: usize) -> Self {
        let words = links.div_ceil(64);
        let mut leaves = vec![0; words * links_of.len()];
        for (leaf, links) in links_of.iter().enumerate() {
            for link in links {
                leaves[leaf * words + link / 64] |= 1 << (link % 64);
            }
        }
        Self {
            words,
            rows,
            columns,
            leaves,
            cells: vec![0; words * rows * columns],
        }
    }

    pub(super) fn words(&self) -> usize {
        self.words
    }

    /// The links of one word that end at a leaf.
    pub(super) fn of_leaf(&self, word: usize, leaf: usize) -> u64 {
        self.leaves[leaf * self.words + word]
    }

    /// The links of one word that run over a cell or close by.
    pub(super) fn of_cell(&self, word: usize, cell: usize) -> u64 {
        self.cells[cell * self.words + word]
    }

    pub(super) fn add(&mut self, link: usize, way: &Way) {
        let bit = 1 << (link % 64);
        self.each(link / 64, way, |links| *links |= bit);
    }

    pub(super) fn remove(&mut self, link: usize, way: &Way) {
        let bit: u64 = 1 << (link % 64);
        self.each(link / 64, way, |links| *links &= !bit);
    }

    fn each(&mut self, word: usize, way: &Way, mut change: impl FnMut(&mut u64)) {
        let (rows, columns) = way.near();
        for row in rows.0..=rows.1.min(self.rows - 1) {
            for column in columns.0..=columns.1.min(self.columns - 1) {
                change(&mut self.cells[(row * self.columns + column) * self.words + word]);
            }
        }
    }
}

/// The links that are bits of one word.
pub(super) struct Links {
    first: usize,
    bits: u64,
}

impl Links {
    pub(super) fn new(word: usize, bits: u64) -> Self {
        let first = 64 * word;
        Self { first, bits }
    }
}

impl Iterator for Links {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let lowest = (self.bits != 0).then(|| self.bits.trailing_zeros() as usize)?;
        self.bits &= self.bits - 1;
        Some(self.first + lowest)
    }
}
