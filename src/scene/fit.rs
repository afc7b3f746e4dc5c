//! A scene that is wider than it should be: narrower cards, labels on two lines, one grid, and that without bands.

use super::{Card, Scene, cards, node_gap, pill};
use crate::geometry::Rect;
use crate::layout::{self, Layout};
use crate::theme::size;

/// What is less wide than this share of its height is a ribbon.
const RIBBON: f64 = 0.5;
/// Above so many cards a second layout costs more than narrower cards are worth.
const FITTED: usize = 80;

impl Scene {
    /// Lays out a scene; one that is wider than it should be with narrower cards and labels, and then on a grid.
    pub fn fitted(self) -> (Scene, Layout) {
        let most = self.graph.options.max_width.unwrap_or(f64::INFINITY);
        let small = self.cards.len() <= FITTED;
        let grid = on_grid(&self).filter(|_| small);
        let (scene, laid) = match small {
            true => tightened(self, most),
            false => narrowed(self, most, false),
        };
        if laid.size.width > most
            && let Some(grid) = grid
        {
            let (other, grid) = tightened(grid, most);
            // To give the bands up must be worth it: all fits then, and is no ribbon.
            let better = match scene.bands.is_empty() {
                true => grid.size.width < laid.size.width,
                false => grid.size.width <= most && grid.size.width >= RIBBON * grid.size.height,
            };
            if better {
                return (other, grid);
            }
        }
        (scene, laid)
    }
}

/// A small scene that comes out too wide is laid out again so often.
const TIGHTENED: usize = 2;

/// Lays out a small scene; one that comes out too wide again, for as much less width as it was too wide.
fn tightened(scene: Scene, most: f64) -> (Scene, Layout) {
    let mut asked = most;
    let mut tight = scene.clone();
    let (mut scene, mut laid) = narrowed(scene, most, true);
    for _ in 0..TIGHTENED {
        if laid.size.width <= most {
            break;
        }
        asked -= laid.size.width - most;
        tight.graph.options.max_width = Some(asked);
        let (narrow, again) = narrowed(tight.clone(), most, true);
        if again.size.width < laid.size.width {
            (scene.cards, scene.flows) = (narrow.cards, narrow.flows);
            (scene.graph.nodes, scene.graph.edges) = (narrow.graph.nodes, narrow.graph.edges);
            laid = again;
        }
    }
    (scene, laid)
}

/// Lays out a scene, with narrower cards and labels for as long as it is too wide and they help.
fn narrowed(scene: Scene, most: f64, small: bool) -> (Scene, Layout) {
    let mut plan = layout::plan(&scene.graph);
    let narrower = |scene: &Scene, nodes: &[Rect], excess: f64| {
        let wanted = small && excess > 0.0;
        wanted.then(|| narrower(scene, excess / columns(nodes)))?
    };
    let mut best: Option<(Scene, Layout)> = None;
    // How much wider than its nodes the whole is with its edges.
    let mut around = 0.0;
    let mut next = Some(scene);
    while let Some(mut scene) = next.take() {
        let mut placement = plan.place(&scene.graph);
        let mut placed = placement.bounds().width;
        // What is too wide before its edges are routed need not be routed, where all else stays as it is.
        while scene.graph.options.arrange == layout::Arrange::Layers
            && let Some(narrow) = narrower(&scene, &placement.nodes, placed + around - most)
        {
            placement = plan.place(&narrow.graph);
            placed = placement.bounds().width;
            scene = narrow;
        }
        let laid = plan.route(&scene.graph, placement);
        around = laid.size.width - placed;
        next = narrower(&scene, &laid.nodes, laid.size.width - most);
        if best
            .as_ref()
            .is_none_or(|(_, least)| laid.size.width < least.size.width)
        {
            best = Some((scene, laid));
        }
    }
    best.expect("a scene is laid out at least once")
}

/// Counts the nodes that stand side by side, at least one.
fn columns(nodes: &[Rect]) -> f64 {
    let mut middles: Vec<i64> = nodes.iter().map(|node| node.center().x as i64).collect();
    middles.sort_unstable();
    middles.dedup();
    middles.len().max(1) as f64
}

/// Returns the scene with what is arranged by groups on one grid, which keeps to the width: no order of ranks widens it.
pub fn packed(scene: &Scene) -> Option<Scene> {
    let free = scene.graph.options.arrange == layout::Arrange::Groups && scene.bands.is_empty();
    free.then(|| on_grid(scene)).flatten()
}

/// Returns the scene on one grid without bands; none where it is on one already.
fn on_grid(scene: &Scene) -> Option<Scene> {
    let own = scene.graph.options.arrange == layout::Arrange::Layers && scene.bands.is_empty();
    (!own).then(|| {
        let mut grid = scene.clone();
        grid.bands.clear();
        grid.graph.bands.clear();
        for node in &mut grid.graph.nodes {
            node.band = None;
        }
        let options = &mut grid.graph.options;
        options.arrange = layout::Arrange::Layers;
        options.direction = layout::Direction::Down;
        options.node_gap = node_gap(options.direction);
        grid
    })
}

/// Returns the scene with narrower cards, by so much where cards come that narrow, and then with labels on two lines;
/// none where it is the narrowest.
fn narrower(scene: &Scene, by: f64) -> Option<Scene> {
    let own = |(card, node): (&Card, &layout::Node)| {
        node.size.width - if card.stack { size::STACK } else { 0.0 }
    };
    let now = scene.cards.iter().zip(&scene.graph.nodes).map(own).next()?;
    let narrow_enough = |width: f64| width <= now - by;
    let mut widths: Vec<f64> = size::CARD_WIDTHS
        .into_iter()
        .filter(|width| *width < now)
        .collect();
    // The widest that is narrow enough, else the narrowest at which names can still be read.
    widths.sort_by_key(|width| (!narrow_enough(*width), (width - (now - by)).abs() as u32));
    for width in widths {
        let mut narrow = scene.clone();
        for (card, node) in narrow.cards.iter_mut().zip(&mut narrow.graph.nodes) {
            node.size = cards::measured(card, width);
        }
        if cards::readable(&narrow.cards) {
            return Some(narrow);
        }
    }
    let mut narrow = scene.clone();
    for (flow, edge) in narrow.flows.iter_mut().zip(&mut narrow.graph.edges) {
        if let Some(pill) = &mut flow.pill {
            *pill = pill::narrowed(pill, &flow.label);
            edge.label = Some(layout::Label { size: pill.size });
        }
    }
    (narrow.flows != scene.flows).then_some(narrow)
}
