//! What routes have to keep clear of, and who holds what.
//!
//! Comes in: a graph and a placement. Goes out: a [`Space`], which answers what stands near a line. Always holds: a
//! flipped space has x and y exchanged, so every stage is written for horizontal lines only.

use super::loops::Loop;
use super::rays::Rays;
use crate::geometry::{Point, Rect};
use crate::layout::buckets::Buckets;
use crate::layout::graph::{End, Graph};
use crate::layout::placement::Placement;

/// From this number of nodes on lines have to be few.
const LARGE: usize = 200;

/// The index of nothing.
pub(super) const NONE: u32 = u32::MAX;

/// Nodes, groups and titles as rectangles, indexed by place.
pub(super) struct Space {
    pub(super) nodes: Vec<Rect>,
    pub(super) groups: Vec<Rect>,
    /// What is drawn with a border: groups, then the boxes of bands.
    frames: Vec<Rect>,
    pub(super) bounds: Rect,
    /// The group that directly holds each node, then each group.
    pub(super) parents: Vec<u32>,
    /// Nodes first, then titles and the rooms of self loops.
    obstacles: Vec<Rect>,
    obstacle_index: Buckets,
    rays: Rays,
    /// Nodes first, then groups.
    box_index: Buckets,
    frame_index: Buckets,
    /// Where each group starts and ends in a walk over the tree of groups.
    walks: Vec<(u32, u32)>,
    depths: Vec<u32>,
}

impl Space {
    pub(super) fn new(graph: &Graph, placement: &Placement, loops: &[Loop]) -> Self {
        let parent = |parent: Option<crate::layout::GroupId>| parent.map_or(NONE, |group| group.0);
        let parents = graph
            .nodes
            .iter()
            .map(|node| parent(node.parent))
            .chain(graph.groups.iter().map(|group| parent(group.parent)))
            .collect();
        let mut obstacles = placement.nodes.clone();
        obstacles.extend(titles(graph, placement));
        obstacles.extend(loops.iter().flat_map(|around| around.room));
        obstacles.extend(loops.iter().filter_map(|around| around.label));
        let (walks, depths) = walks(graph);
        let frames = placement
            .groups
            .iter()
            .chain(placement.bands.iter().flatten());
        Self::index(
            placement.nodes.clone(),
            placement.groups.clone(),
            frames.copied().collect(),
            parents,
            obstacles,
            walks,
            depths,
        )
    }

    /// Returns the same space with x and y exchanged.
    pub(super) fn flipped(&self) -> Self {
        let flip = |rects: &[Rect]| rects.iter().map(flip).collect();
        Self::index(
            flip(&self.nodes),
            flip(&self.groups),
            flip(&self.frames),
            self.parents.clone(),
            flip(&self.obstacles),
            self.walks.clone(),
            self.depths.clone(),
        )
    }

    fn index(
        nodes: Vec<Rect>,
        groups: Vec<Rect>,
        frames: Vec<Rect>,
        parents: Vec<u32>,
        obstacles: Vec<Rect>,
        walks: Vec<(u32, u32)>,
        depths: Vec<u32>,
    ) -> Self {
        let boxes: Vec<Rect> = nodes.iter().chain(&groups).copied().collect();
        let bounds = boxes
            .iter()
            .copied()
            .reduce(|a, b| a.union(&b))
            .unwrap_or_default();
        Self {
            bounds,
            parents,
            obstacle_index: Buckets::new(obstacles.clone()),
            rays: Rays::new(&obstacles),
            box_index: Buckets::new(boxes),
            frame_index: Buckets::new(frames.clone()),
            nodes,
            groups,
            frames,
            obstacles,
            walks,
            depths,
        }
    }

    /// Whether lines have to be few.
    pub(super) fn is_large(&self) -> bool {
        self.nodes.len() > LARGE
    }

    pub(super) fn rect(&self, end: End) -> Rect {
        match end {
            End::Node(node) => self.nodes[node.0 as usize],
            End::Group(group) => self.groups[group.0 as usize],
        }
    }

    /// Returns the group that directly holds an end, or is the end.
    pub(super) fn home(&self, end: End) -> u32 {
        match end {
            End::Node(node) => self.parents[node.0 as usize],
            End::Group(group) => group.0,
        }
    }

    /// Whether the outer group is the inner one or holds it.
    pub(super) fn holds(&self, outer: u32, inner: u32) -> bool {
        if outer == NONE || inner == NONE {
            return outer == NONE;
        }
        let (enter, leave) = self.walks[outer as usize];
        let at = self.walks[inner as usize].0;
        enter <= at && at < leave
    }

    pub(super) fn depth(&self, group: u32) -> u32 {
        self.depths.get(group as usize).map_or(0, |depth| depth + 1)
    }

    /// Calls `found` with each box that touches the query: its index among nodes, then groups.
    pub(super) fn each_box(&self, query: &Rect, found: impl FnMut(usize)) {
        self.box_index.each(query, found);
    }

    pub(super) fn box_rect(&self, index: usize) -> Rect {
        match self.nodes.get(index) {
            Some(node) => *node,
            None => self.groups[index - self.nodes.len()],
        }
    }

    /// Calls `found` with each group that touches the query.
    pub(super) fn each_group(&self, query: &Rect, mut found: impl FnMut(usize)) {
        if self.groups.is_empty() {
            return;
        }
        self.frame_index.each(query, |frame| {
            if frame < self.groups.len() {
                found(frame);
            }
        });
    }

    /// Calls `found` with each group and each box of a band that touches the query.
    pub(super) fn each_frame(&self, query: &Rect, mut found: impl FnMut(&Rect)) {
        self.frame_index
            .each(query, |frame| found(&self.frames[frame]));
    }

    /// Calls `found` with each obstacle that touches the query: its index, which is a node's if it is small enough.
    pub(super) fn each_obstacle(&self, query: &Rect, mut found: impl FnMut(usize, &Rect)) {
        self.obstacle_index
            .each(query, |index| found(index, &self.obstacles[index]));
    }

    /// Whether a box is clear of all nodes and titles.
    pub(super) fn is_free(&self, rect: &Rect) -> bool {
        self.is_clear(rect, |_| false)
    }

    /// Whether a box, with what belongs to it, is clear of all other nodes and titles.
    pub(super) fn is_clear(&self, rect: &Rect, own: impl Fn(&Rect) -> bool) -> bool {
        !self.obstacle_index.any(rect, |index| {
            let obstacle = &self.obstacles[index];
            !own(obstacle) && obstacle.overlaps(rect)
        })
    }

    /// Returns where a horizontal ray that starts at the point comes to an end, and at which obstacle.
    ///
    /// An obstacle counts that is met within `clear` of the ray.
    pub(super) fn ray(&self, from: Point, clear: f64, forward: Way) -> (f64, Option<usize>) {
        let limit = match forward {
            Way::On => self.bounds.right() + OUTSIDE,
            Way::Back => self.bounds.x - OUTSIDE,
        };
        let met = self.rays.first(&self.obstacles, from, clear, forward);
        let within = met.filter(|&(at, _)| match forward {
            Way::On => at <= limit,
            Way::Back => at >= limit,
        });
        within.map_or((limit, None), |(at, index)| (at, Some(index)))
    }

    /// Whether an obstacle is within `clear` above or below the point.
    pub(super) fn blocked(&self, at: Point, clear: f64) -> bool {
        let query = Rect::new(at.x, at.y - clear, 0.0, 2.0 * clear);
        self.obstacle_index.any(&query, |index| {
            let rect = &self.obstacles[index];
            rect.x < at.x
                && at.x < rect.right()
                && rect.y < query.bottom()
                && query.y < rect.bottom()
        })
    }
}

/// The way along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    On,
    Back,
}

/// How far outside all boxes routes may run.
pub(super) const OUTSIDE: f64 = 44.0;

/// Exchanges x and y.
pub(super) fn flip(rect: &Rect) -> Rect {
    Rect::new(rect.y, rect.x, rect.height, rect.width)
}

fn titles(graph: &Graph, placement: &Placement) -> impl Iterator<Item = Rect> {
    graph
        .groups
        .iter()
        .zip(&placement.groups)
        .filter(|(group, _)| group.title.width > 0.0 && group.title.height > 0.0)
        .map(|(group, rect)| {
            Rect::new(
                rect.x,
                rect.y,
                group.title.width.min(rect.width),
                group.title.height.min(rect.height),
            )
        })
        .chain(band_titles(graph, placement))
}

fn band_titles(graph: &Graph, placement: &Placement) -> impl Iterator<Item = Rect> {
    let bands = graph.bands.iter().zip(&placement.bands);
    bands
        .filter(|(band, _)| band.title.width > 0.0 && band.title.height > 0.0)
        .flat_map(|(band, boxes)| {
            boxes.iter().map(|rect| {
                Rect::new(
                    rect.x,
                    rect.y,
                    band.title.width.min(rect.width),
                    band.title.height.min(rect.height),
                )
            })
        })
}

fn walks(graph: &Graph) -> (Vec<(u32, u32)>, Vec<u32>) {
    let count = graph.groups.len();
    let mut depths = vec![0; count];
    let mut sizes = vec![1u32; count];
    for (index, group) in graph.groups.iter().enumerate() {
        if let Some(parent) = group.parent {
            depths[index] = depths[parent.0 as usize] + 1;
        }
    }
    for (index, group) in graph.groups.iter().enumerate().rev() {
        if let Some(parent) = group.parent {
            sizes[parent.0 as usize] += sizes[index];
        }
    }
    // Parents come first, so each group takes the next free stretch of its parent's.
    let mut walks = vec![(0, 0); count];
    let mut next = vec![0; count];
    let mut root = 0;
    for (index, group) in graph.groups.iter().enumerate() {
        let start = match group.parent {
            Some(parent) => {
                let start = next[parent.0 as usize];
                next[parent.0 as usize] += sizes[index];
                start
            }
            None => {
                root += sizes[index];
                root - sizes[index]
            }
        };
        walks[index] = (start, start + sizes[index]);
        next[index] = start + 1;
    }
    (walks, depths)
}
