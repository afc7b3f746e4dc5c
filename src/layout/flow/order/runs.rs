//! Lists of numbers side by side.

/// Lists of numbers, one for each index, in one piece.
#[derive(Default)]
pub(super) struct Runs {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Runs {
    /// Sorts pairs of an index and an item.
    pub(super) fn new(count: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut starts = vec![0; count + 2];
        for (index, _) in pairs.clone() {
            starts[index as usize + 2] += 1;
        }
        for index in 2..count + 2 {
            starts[index] += starts[index - 1];
        }
        let mut items = vec![0; starts[count + 1] as usize];
        for (index, item) in pairs {
            let next = &mut starts[index as usize + 1];
            items[*next as usize] = item;
            *next += 1;
        }
        Self { starts, items }
    }

    pub(super) fn of(&self, index: u32) -> &[u32] {
        let (start, end) = (self.starts[index as usize], self.starts[index as usize + 1]);
        &self.items[start as usize..end as usize]
    }
}
