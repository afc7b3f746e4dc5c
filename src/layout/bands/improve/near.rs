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

    /// The links of one word that leaves concern, each with the cell that it left and the one that it entered.
    pub(super) fn links(
        &self,
        word: usize,
        moved: impl Iterator<Item = (usize, usize, usize)>,
    ) -> u64 {
        let at = |cell: usize| self.cells[cell * self.words + word];
        moved.fold(0, |links, (leaf, left, entered)| {
            links | self.leaves[leaf * self.words + word] | at(left) | at(entered)
        })
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
