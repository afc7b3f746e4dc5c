//! Architecture as code: `.arch` files are parsed into a graph, judged against lenses, and drawn.

pub mod catalog;
pub mod draw;
pub mod export;
pub mod font;
pub mod geometry;
pub mod layout;
pub mod lens;
pub mod model;
pub mod review;
pub mod scene;
pub mod source;
pub mod syntax;
pub mod theme;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod project;

/// How a picture is made.
#[derive(Clone, Debug)]
pub struct PictureOptions {
    pub scene: scene::Options,
    pub draw: draw::Options,
    pub look: theme::Look,
}

/// A picture with what it was made from.
#[derive(Clone, Debug)]
pub struct Picture {
    pub scene: scene::Scene,
    pub layout: layout::Layout,
    pub drawing: draw::Drawing,
}

/// Draws one view of a model, with the findings of a review where there is one.
pub fn picture(
    model: &model::Model,
    catalog: &catalog::Catalog,
    view: &model::View,
    review: Option<&lens::Review>,
    options: &PictureOptions,
) -> draw::Drawing {
    compose(model, catalog, view, review, options).drawing
}

/// Draws one view of a model, and keeps the scene and the layout: to judge the picture, to measure it.
pub fn compose(
    model: &model::Model,
    catalog: &catalog::Catalog,
    view: &model::View,
    review: Option<&lens::Review>,
    options: &PictureOptions,
) -> Picture {
    let (scene, layout) = fitted(scene::scene(model, catalog, view, &options.scene));
    let drawing = draw::draw(&scene, &layout, &options.look, review, options.draw);
    Picture {
        scene,
        layout,
        drawing,
    }
}

/// Draws a scenario as a sequence diagram.
pub fn sequence(
    model: &model::Model,
    catalog: &catalog::Catalog,
    scenario: &model::Scenario,
    options: &PictureOptions,
) -> draw::Drawing {
    let mut sequence = scene::sequence(model, catalog, scenario);
    sequence.meta.clone_from(&options.scene.meta);
    draw::sequence(&sequence, &options.look)
}

/// Above so many cards a second layout costs more than narrower cards are worth.
const FITTED: usize = 80;

/// Lays out a scene, with narrower cards and labels where it is wider than it should be.
fn fitted(scene: scene::Scene) -> (scene::Scene, layout::Layout) {
    let most = scene.graph.options.max_width.unwrap_or(f64::INFINITY);
    let small = scene.cards.len() <= FITTED;
    let plan = layout::plan(&scene.graph);
    let mut best = (plan.layout(&scene.graph), scene);
    let mut tried = best.clone();
    while small && tried.0.size.width > most {
        let excess = tried.0.size.width - most;
        let Some(narrow) = scene::narrower(&tried.1, excess / columns(&tried.0)) else {
            break;
        };
        tried = (plan.layout(&narrow.graph), narrow);
        if tried.0.size.width < best.0.size.width {
            best = tried.clone();
        }
    }
    (best.1, best.0)
}

/// Counts the cards that stand side by side, at least one.
fn columns(layout: &layout::Layout) -> f64 {
    let mut middles: Vec<i64> = layout
        .nodes
        .iter()
        .map(|node| node.center().x as i64)
        .collect();
    middles.sort_unstable();
    middles.dedup();
    middles.len().max(1) as f64
}

impl Picture {
    /// Lists what is wrong with the picture, errors first.
    pub fn lint(&self) -> Vec<draw::lint::Lint> {
        draw::lint::lint(&self.scene, &self.layout, &self.drawing)
    }
}
