//! The blocks in which bands are laid out, and into how many rows each band is wrapped there.
//!
//! In: a tree. Out: the drawing and the groups that cut across bands, with the loose leaves of each band in them. Always
//! holds: every banded leaf is loose in exactly one host; hosts stand with outer before inner.

use crate::layout::bands::tree::{Place, Tree, What};

/// The blocks in which bands are laid out: the drawing and the groups that cut across bands.
pub(super) struct Hosts {
    /// The block of each host; the drawing first, outer before inner.
    pub(super) block: Vec<usize>,
    parent: Vec<usize>,
    inner: Vec<Vec<usize>>,
    /// The first and the last band inside.
    span: Vec<(usize, usize)>,
    /// The loose leaves of each host and band.
    loose: Vec<Vec<usize>>,
    /// Whether loose leaves must stand beside the inner hosts, because a band in their midst has some.
    pub(super) beside: Vec<bool>,
    bands: usize,
}

/// How a band stands to the groups beside it in the same host.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Relation {
    Beside,
    Before,
    After,
}

impl Hosts {
    pub(super) fn new(tree: &Tree, beside: &[usize]) -> Self {
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

    pub(super) fn loose(&self, host: usize, band: usize) -> &[usize] {
        &self.loose[host * self.bands + band]
    }

    /// The host with loose leaves of a band in which all others of it lie, if there is one.
    pub(super) fn home(&self, band: usize) -> Option<usize> {
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

    pub(super) fn count(&self, host: usize, band: usize) -> usize {
        self.loose(host, band).len()
    }

    /// The hosts inside one that a band runs through.
    pub(super) fn crossed(&self, host: usize, band: usize) -> impl Iterator<Item = usize> + '_ {
        self.inner[host]
            .iter()
            .copied()
            .filter(move |&h| self.span[h].0 <= band && band <= self.span[h].1)
    }

    pub(super) fn relation(&self, host: usize, band: usize) -> Relation {
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
    pub(super) fn width(&self, wraps: &[usize]) -> Vec<usize> {
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
pub(super) fn wraps(tree: &Tree, hosts: &Hosts, columns: usize) -> Vec<usize> {
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
