//! Which rows of the grid each leaf may stand in.
//!
//! In: a tree and the number of columns to keep to. Out: a row range and a first row for each leaf, and the rows that
//! each piece of a band takes. Always holds: the bands follow each other in their order and share a row only where
//! neighbours ask for it; what stands outside comes first, last, or beside.

use super::tree::{Place, Tree, What};
use crate::layout::Graph;

/// The rows of everything.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub count: usize,
    /// How many columns the bands take at most.
    pub columns: usize,
    /// The first and the last row that each leaf may stand in.
    pub range: Vec<(usize, usize)>,
    pub row: Vec<usize>,
    /// The rows of each block that takes whole rows whatever stands in them.
    pub fixed: Vec<Option<(usize, usize)>>,
    /// The rows that each block takes at least: its own fixed ones and those of the blocks inside.
    pub held: Vec<Option<(usize, usize)>>,
    /// Whether a leaf stands beside the bands.
    pub beside: Vec<bool>,
}

/// Lays the rows out for so many columns.
///
/// In the blocks `beside`, loose leaves stand beside the groups inside even where they could stand before or behind them.
pub(super) fn rows(graph: &Graph, tree: &Tree, columns: usize, beside: &[usize]) -> Rows {
    let columns = columns.max(1);
    let hosts = Hosts::new(tree, beside);
    let wraps = wraps(tree, &hosts, columns);
    let mut out = Rows {
        count: 0,
        columns: hosts.width(&wraps)[0].max(1),
        range: vec![(0, 0); tree.leaves.len()],
        row: vec![0; tree.leaves.len()],
        fixed: vec![None; tree.blocks.len()],
        held: vec![None; tree.blocks.len()],
        beside: vec![false; tree.leaves.len()],
    };
    let outside = |place: Place| -> Vec<usize> {
        (0..tree.leaves.len())
            .filter(|&leaf| tree.leaves[leaf].place == place)
            .collect()
    };
    out.place_outside(&outside(Place::Before), columns);
    let width = hosts.width(&wraps);
    for arrangement in arrangements(graph, tree, &hosts, columns, &width) {
        let start = out.count;
        out.count += match arrangement {
            Arrangement::Alone(band) => out.place_band(tree, &hosts, &wraps, 0, band, start),
            Arrangement::InOneRow { host, bands } => {
                let inner = |out: &mut Rows, band: usize| {
                    out.place_inner(tree, &hosts, &wraps, host, band, start)
                };
                let high = bands.iter().map(|&band| inner(&mut out, band)).max();
                let high = high.unwrap_or(1).max(1);
                for band in bands {
                    let rows = (start, start + high - 1);
                    out.place_piece(tree, &hosts, host, band, usize::MAX, rows);
                }
                high
            }
            Arrangement::Column {
                host,
                tall,
                stack,
                wide,
            } => {
                let needs: Vec<usize> = stack
                    .iter()
                    .map(|&band| {
                        let inner = out.place_inner(tree, &hosts, &wraps, host, band, start);
                        hosts.count(host, band).div_ceil(wide).max(inner)
                    })
                    .collect();
                let needed = needs.iter().sum::<usize>();
                let total = hosts.count(host, tall).max(needed);
                let mut spare = total - needed;
                out.place_piece(tree, &hosts, host, tall, 1, (start, start + total - 1));
                let mut at = start;
                for (&band, need) in stack.iter().zip(needs) {
                    // The first of the stack has most use for room to line up with what is above it.
                    let take = need + std::mem::take(&mut spare);
                    out.place_piece(tree, &hosts, host, band, wide, (at, at + take - 1));
                    out.place_inner(tree, &hosts, &wraps, host, band, at);
                    at += take;
                }
                total
            }
        };
    }
    out.place_beside(graph, tree, &outside(Place::Beside), columns);
    out.count = out.count.max(1);
    for (block, fixed) in out.fixed.iter().enumerate() {
        if let Some((first, last)) = *fixed {
            for around in tree.up(block).chain([0]) {
                let held = out.held[around].get_or_insert((first, last));
                *held = (held.0.min(first), held.1.max(last));
            }
        }
    }
    out
}

/// The blocks in which loose leaves may stand either beside the groups inside or before and behind them.
pub(super) fn choices(tree: &Tree) -> Vec<usize> {
    let hosts = Hosts::new(tree, &[]);
    (0..hosts.block.len())
        .filter(|&host| {
            !hosts.beside[host]
                && (0..tree.bands).any(|band| {
                    hosts.count(host, band) > 0 && hosts.crossed(host, band).next().is_some()
                })
        })
        .map(|host| hosts.block[host])
        .collect()
}

/// The blocks in which bands are laid out: the drawing and the groups that cut across bands.
struct Hosts {
    /// The block of each host; the drawing first, outer before inner.
    block: Vec<usize>,
    parent: Vec<usize>,
    inner: Vec<Vec<usize>>,
    /// The first and the last band inside.
    span: Vec<(usize, usize)>,
    /// The loose leaves of each host and band.
    loose: Vec<Vec<usize>>,
    /// Whether loose leaves must stand beside the inner hosts, because a band in their midst has some.
    beside: Vec<bool>,
    bands: usize,
}

/// How a band stands to the groups beside it in the same host.
#[derive(Clone, Copy, PartialEq)]
enum Relation {
    Beside,
    Before,
    After,
}

impl Hosts {
    fn new(tree: &Tree, beside: &[usize]) -> Self {
        let mut of_block = vec![usize::MAX; tree.blocks.len()];
        of_block[0] = 0;
        let mut out = Self {
            block: vec![0],
            parent: vec![0],
            inner: vec![Vec::new()],
            span: vec![(usize::MAX, 0)],
            loose: Vec::new(),
            beside: Vec::new(),
            bands: tree.bands,
        };
        let nearest = |of_block: &[usize], mut at: usize| {
            while of_block[at] == usize::MAX {
                at = tree.blocks[at].parent;
            }
            of_block[at]
        };
        // Groups stand in the tree with parents before children.
        for at in 1..tree.blocks.len() {
            if !tree.blocks[at].cuts || !matches!(tree.blocks[at].what, What::Group(_)) {
                continue;
            }
            if tree.blocks[at]
                .leaves
                .iter()
                .any(|&l| tree.leaves[l].place != Place::Banded)
            {
                continue;
            }
            let parent = nearest(&of_block, tree.blocks[at].parent);
            of_block[at] = out.block.len();
            out.inner[parent].push(out.block.len());
            out.block.push(at);
            out.parent.push(parent);
            out.inner.push(Vec::new());
            out.span.push((usize::MAX, 0));
        }
        out.loose = vec![Vec::new(); out.block.len() * tree.bands];
        for (index, leaf) in tree.leaves.iter().enumerate() {
            if leaf.place != Place::Banded {
                continue;
            }
            let mut host = nearest(&of_block, leaf.parent);
            out.loose[host * tree.bands + leaf.band].push(index);
            loop {
                let span = &mut out.span[host];
                *span = (span.0.min(leaf.band), span.1.max(leaf.band));
                if host == 0 {
                    break;
                }
                host = out.parent[host];
            }
        }
        out.beside = vec![false; out.block.len()];
        for host in 0..out.block.len() {
            let forced = |band: usize| {
                out.count(host, band) > 0 && out.relation(host, band) == Relation::Beside
            };
            out.beside[host] = beside.contains(&out.block[host]) || (0..out.bands).any(forced);
        }
        out
    }

    fn loose(&self, host: usize, band: usize) -> &[usize] {
        &self.loose[host * self.bands + band]
    }

    /// The host with loose leaves of a band in which all others of it lie, if there is one.
    fn home(&self, band: usize) -> Option<usize> {
        let home = (0..self.block.len()).find(|&h| self.count(h, band) > 0)?;
        let within = |mut host: usize| loop {
            match host {
                h if h == home => return true,
                0 => return false,
                h => host = self.parent[h],
            }
        };
        (0..self.block.len())
            .all(|h| self.count(h, band) == 0 || within(h))
            .then_some(home)
    }

    fn count(&self, host: usize, band: usize) -> usize {
        self.loose(host, band).len()
    }

    /// The hosts inside one that a band runs through.
    fn crossed(&self, host: usize, band: usize) -> impl Iterator<Item = usize> + '_ {
        self.inner[host]
            .iter()
            .copied()
            .filter(move |&h| self.span[h].0 <= band && band <= self.span[h].1)
    }

    fn relation(&self, host: usize, band: usize) -> Relation {
        if self.beside[host] {
            Relation::Beside
        } else if self.crossed(host, band).all(|h| self.span[h].0 == band) {
            Relation::Before
        } else if self.crossed(host, band).all(|h| self.span[h].1 == band) {
            Relation::After
        } else {
            Relation::Beside
        }
    }

    /// The columns that each host takes when the loose leaves of a band stand in so many rows.
    fn width(&self, wraps: &[usize]) -> Vec<usize> {
        let mut width = vec![1; self.block.len()];
        for host in (0..self.block.len()).rev() {
            for (band, &wrap) in wraps.iter().enumerate() {
                let loose = self.count(host, band).div_ceil(wrap);
                let inner: usize = self.crossed(host, band).map(|h| width[h]).sum();
                let wide = match self.relation(host, band) {
                    Relation::Beside => loose + inner,
                    Relation::Before | Relation::After => loose.max(inner),
                };
                width[host] = width[host].max(wide);
            }
        }
        width
    }
}

/// Into how many rows each band is wrapped to stay within the columns, each time the widest band further.
fn wraps(tree: &Tree, hosts: &Hosts, columns: usize) -> Vec<usize> {
    let mut wraps = vec![1; tree.bands];
    let most: Vec<usize> = (0..tree.bands)
        .map(|band| {
            (0..hosts.block.len())
                .map(|h| hosts.count(h, band))
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut width = hosts.width(&wraps)[0];
    while width > columns {
        let mut best: Option<(usize, usize)> = None;
        for band in 0..tree.bands {
            if wraps[band] >= most[band] {
                continue;
            }
            let now = most[band].div_ceil(wraps[band]);
            // The next wrap that makes the band narrower.
            let next = most[band].div_ceil(now - 1);
            let before = std::mem::replace(&mut wraps[band], next);
            let narrower = hosts.width(&wraps)[0];
            wraps[band] = before;
            if narrower < width && best.is_none_or(|(_, w)| narrower < w) {
                best = Some((band, narrower));
            }
        }
        match best {
            Some((band, narrower)) => {
                let now = most[band].div_ceil(wraps[band]);
                wraps[band] = most[band].div_ceil(now - 1);
                width = narrower;
            }
            None => {
                // Several bands are equally wide: all of them have to give way together.
                let widest = (0..tree.bands)
                    .filter(|&b| wraps[b] < most[b])
                    .map(|b| most[b].div_ceil(wraps[b]))
                    .max();
                let Some(widest) = widest.filter(|&w| w > 1) else {
                    break;
                };
                for band in 0..tree.bands {
                    if wraps[band] < most[band] && most[band].div_ceil(wraps[band]) == widest {
                        wraps[band] = most[band].div_ceil(widest - 1);
                    }
                }
                width = hosts.width(&wraps)[0];
            }
        }
    }
    wraps
}

/// How one or more neighbouring bands share their rows.
enum Arrangement {
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

fn arrangements(
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

impl Rows {
    /// Gives one host's share of a band its rows, the hosts inside included; returns how many rows they take.
    fn place_band(
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
    fn place_inner(
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
    fn place_piece(
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
    fn place_outside(&mut self, leaves: &[usize], columns: usize) {
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
    fn place_beside(&mut self, graph: &Graph, tree: &Tree, leaves: &[usize], columns: usize) {
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
            let wanted = partners
                .get(partners.len() / 2)
                .copied()
                .unwrap_or(first)
                .max(first);
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
}
