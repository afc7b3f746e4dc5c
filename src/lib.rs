//! Architecture as code: `.arch` files are parsed into a graph, judged against lenses, and drawn.

pub mod catalog;
pub mod draw;
pub mod export;
pub mod font;
pub mod geometry;
pub mod layout;
pub mod lens;
pub mod model;
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
    let scene = scene::scene(model, catalog, view, &options.scene);
    let layout = layout::layout(&scene.graph);
    let drawing = draw::draw(&scene, &layout, &options.look, review, options.draw);
    Picture {
        scene,
        layout,
        drawing,
    }
}

impl Picture {
    /// Lists what is wrong with the picture, errors first.
    pub fn lint(&self) -> Vec<draw::lint::Lint> {
        draw::lint::lint(&self.scene, &self.layout, &self.drawing)
    }
}
