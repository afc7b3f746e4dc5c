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

/// Draws one view of a model, with the findings of a review where there is one.
pub fn picture(
    model: &model::Model,
    catalog: &catalog::Catalog,
    view: &model::View,
    review: Option<&lens::Review>,
    options: &PictureOptions,
) -> draw::Drawing {
    let scene = scene::scene(model, catalog, view, &options.scene);
    let layout = layout::layout(&scene.graph);
    draw::draw(&scene, &layout, &options.look, review, options.draw)
}
