//! Least distances between variables, and the least values that keep them.
//!
//! In: pairs of variables with the distance that the second keeps behind the first, without cycles. Out: a value for each.

/// Variables and the least distances between them: lines first, then both borders of each block.
pub(super) struct System {
    lines: usize,
    pub(super) after: Vec<Vec<(usize, f64)>>,
}

impl System {
    pub(super) fn new(lines: usize, blocks: usize) -> Self {
        Self {
            lines,
            after: vec![Vec::new(); lines + 2 * blocks],
        }
    }

    pub(super) fn line(&self, line: usize) -> usize {
        line
    }

    pub(super) fn first(&self, block: usize) -> usize {
        self.lines + 2 * block
    }

    pub(super) fn last(&self, block: usize) -> usize {
        self.lines + 2 * block + 1
    }

    pub(super) fn apart(&mut self, from: usize, to: usize, by: f64) {
        self.after[from].push((to, by));
    }

    /// Gives every variable the least value that keeps all distances and its own bound, snapped as it is fixed.
    pub(super) fn solve(&self, least: &[f64], snap: impl Fn(usize, f64) -> f64) -> Vec<f64> {
        let mut place = least.to_vec();
        for at in self.order() {
            place[at] = snap(at, place[at]);
            for &(to, by) in &self.after[at] {
                place[to] = place[to].max(place[at] + by);
            }
        }
        place
    }

    /// How far each variable may move up while some stay, and the whole gets no larger.
    pub(super) fn latest(&self, place: &[f64], stays: impl Fn(usize) -> bool) -> Vec<f64> {
        let mut late = place.to_vec();
        for at in self.order().into_iter().rev() {
            if !stays(at) && !self.after[at].is_empty() {
                late[at] = self.after[at]
                    .iter()
                    .map(|&(to, by)| late[to] - by)
                    .fold(f64::INFINITY, f64::min);
            }
        }
        late
    }

    /// The variables, each after those that it follows.
    fn order(&self) -> Vec<usize> {
        let mut waits = vec![0usize; self.after.len()];
        for &(to, _) in self.after.iter().flatten() {
            waits[to] += 1;
        }
        let mut order: Vec<usize> = (0..waits.len()).filter(|&v| waits[v] == 0).collect();
        let mut at = 0;
        while at < order.len() {
            for &(to, _) in &self.after[order[at]] {
                waits[to] -= 1;
                if waits[to] == 0 {
                    order.push(to);
                }
            }
            at += 1;
        }
        order
    }
}
