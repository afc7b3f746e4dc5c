//! Which neighbouring bands share their rows, and how.
//!
//! In: hosts and the columns to keep to. Out: for the bands that are used, in their order, how they stand to each other.
//! Always holds: only neighbours that ask for it share rows, and only in one host.

use super::hosts::{Hosts, Relation};
use crate::layout::Graph;
use crate::layout::bands::tree::Tree;

/// How one or more neighbouring bands share their rows.
pub(super) enum Arrangement {
    Alone(usize),
    InOneRow {
        host: usize,
        bands: Vec<usize>,
    },
    /// One band as a column beside others that stand above each other, in so many columns.
    Column {
        host: usize,
        tall: usize,
        stack: Vec<usize>,
        wide: usize,
    },
}

impl Arrangement {
    /// The bands that share the rows.
    pub(super) fn bands(&self) -> impl Iterator<Item = usize> + '_ {
        let (one, more) = match self {
            Self::Alone(band) => (Some(*band), &[][..]),
            Self::InOneRow { bands, .. } => (None, &bands[..]),
            Self::Column { tall, stack, .. } => (Some(*tall), &stack[..]),
        };
        one.into_iter().chain(more.iter().copied())
    }
}

/// A column beside a band may be so high.
const TALLEST: usize = 3;

/// A run of bands that ask to share rows, all in one host.
struct Shared<'a> {
    hosts: &'a Hosts,
    host: usize,
    columns: usize,
    width: &'a [usize],
}

impl Shared<'_> {
    fn size(&self, band: usize) -> usize {
        self.hosts.count(self.host, band)
    }

    /// The columns that hosts inside leave free to a band.
    fn free(&self, band: usize) -> usize {
        let inner: usize = self
            .hosts
            .crossed(self.host, band)
            .map(|h| self.width[h])
            .sum();
        self.columns.saturating_sub(inner)
    }

    /// Whether no host inside has leaves of a band.
    fn is_bare(&self, band: usize) -> bool {
        (0..self.hosts.block.len()).all(|h| h == self.host || self.hosts.count(h, band) == 0)
    }

    /// One band as a column beside the others, if that is not much higher than one below the other.
    fn column(&self, tall: usize, stack: &[usize], extra: usize) -> Option<Arrangement> {
        let all = stack.iter().chain([&tall]);
        let free = all.clone().map(|&band| self.free(band)).min().unwrap_or(0);
        let wide = free.saturating_sub(1);
        if self.size(tall) > TALLEST || wide == 0 || !self.is_bare(tall) {
            return None;
        }
        let beside: usize = stack
            .iter()
            .map(|&band| self.size(band).div_ceil(wide))
            .sum();
        let below: usize = all
            .map(|&band| self.size(band).div_ceil(self.free(band)))
            .sum();
        (self.size(tall).max(beside) <= below + extra).then(|| Arrangement::Column {
            host: self.host,
            tall,
            stack: stack.to_vec(),
            wide,
        })
    }
}

pub(super) fn arrangements(
    graph: &Graph,
    tree: &Tree,
    hosts: &Hosts,
    columns: usize,
    width: &[usize],
) -> Vec<Arrangement> {
    let used: Vec<usize> = (0..tree.bands)
        .filter(|&band| (0..hosts.block.len()).any(|host| hosts.count(host, band) > 0))
        .collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at < used.len() {
        let found = shared(graph, hosts, columns, width, &used[at..]);
        let (arrangement, taken) = found.unwrap_or((Arrangement::Alone(used[at]), 1));
        out.push(arrangement);
        at += taken;
    }
    out
}

/// How the first of some bands shares rows with those after it, and how many take part.
fn shared(
    graph: &Graph,
    hosts: &Hosts,
    columns: usize,
    width: &[usize],
    bands: &[usize],
) -> Option<(Arrangement, usize)> {
    let mut run = bands
        .iter()
        .take_while(|&&band| graph.bands.get(band).is_some_and(|b| b.may_share_row))
        .map(|&band| (band, hosts.home(band)));
    let (first, host) = run.next()?;
    let host = host?;
    let run: Vec<usize> = std::iter::once(first)
        .chain(
            run.take_while(|&(_, home)| home == Some(host))
                .map(|(band, _)| band),
        )
        .take(3)
        .collect();
    let second = *run.get(1)?;
    let stacks = run.iter().any(|&band| {
        hosts.crossed(host, band).next().is_some() && hosts.relation(host, band) != Relation::Beside
    });
    if stacks {
        return None;
    }
    let shared = Shared {
        hosts,
        host,
        columns,
        width,
    };
    let bare = shared.is_bare(first) || shared.is_bare(second);
    let free = shared.free(first).min(shared.free(second));
    if bare && shared.size(first) + shared.size(second) <= free {
        return Some((
            Arrangement::InOneRow {
                host,
                bands: vec![first, second],
            },
            2,
        ));
    }
    if run.len() == 3
        && let Some(column) = shared.column(first, &run[1..], 0)
    {
        return Some((column, 3));
    }
    // Beside a larger band a column is worth a row more: flows reach both without passing through one.
    shared
        .column(
            first,
            &[second],
            usize::from(shared.size(first) < shared.size(second)),
        )
        .or_else(|| shared.column(second, &[first], 0))
        .map(|column| (column, 2))
}
