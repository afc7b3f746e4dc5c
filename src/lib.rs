//! Architecture as code: `.arch` files are parsed into a graph, judged against lenses, and drawn.

pub mod catalog;
pub mod diff;
pub mod draw;
pub mod export;
pub mod font;
pub mod geometry;
pub mod import;
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

impl PictureOptions {
    /// Returns the options for a picture of what changed.
    pub fn with_changes(mut self, changes: &diff::Changes) -> Self {
        self.scene.notes = changes.notes();
        self.scene.parted = changes.parted();
        self.draw.changes = changes.clone();
        self
    }
}

/// A picture with what it was made from.
#[derive(Clone, Debug)]
pub struct Picture {
    pub scene: scene::Scene,
    pub layout: layout::Layout,
    pub drawing: draw::Drawing,
    /// Whether things stand where [`scene::Options::kept`] says.
    pub is_kept: bool,
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
    let (scene, fresh) = scene::scene(model, catalog, view, &options.scene).fitted();
    let places = options.scene.kept.as_ref();
    let kept = places.and_then(|places| layout::keep(&scene.graph, &places.on(&scene), &fresh));
    let is_kept = kept.is_some();
    let layout = kept.unwrap_or(fresh);
    let drawing = draw::draw(&scene, &layout, &options.look, review, &options.draw);
    Picture {
        scene,
        layout,
        drawing,
        is_kept,
    }
}

/// Draws one view of a model for the report of its review.
pub fn plate(
    model: &model::Model,
    catalog: &catalog::Catalog,
    view: &model::View,
    review: &lens::Review,
    options: &PictureOptions,
) -> review::Plate {
    let picture = compose(model, catalog, view, Some(review), options);
    review::Plate {
        view: view.id.clone(),
        title: view.title.clone(),
        about: view.description.clone(),
        numbers: draw::numbers(&picture.scene, review),
        svg: export::svg(&picture.drawing, export::SvgOptions::default()),
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
    for card in &mut sequence.cards {
        options.scene.icons.put_on(card);
    }
    draw::sequence(&sequence, &options.look)
}

/// Draws a rollout as a deployment view.
pub fn deployment(
    model: &model::Model,
    catalog: &catalog::Catalog,
    rollout: &model::Rollout,
    options: &PictureOptions,
) -> draw::Drawing {
    let mut deployment = scene::deployment(model, catalog, rollout);
    deployment.meta.clone_from(&options.scene.meta);
    draw::deployment(&deployment, &options.look)
}

/// Draws one view of a model in text.
pub fn text(
    model: &model::Model,
    catalog: &catalog::Catalog,
    view: &model::View,
    review: Option<&lens::Review>,
    options: &PictureOptions,
    letters: export::Letters,
) -> String {
    let scene = scene::scene(model, catalog, view, &options.scene);
    export::text(&scene, review, &options.draw.changes, letters)
}

impl Picture {
    /// Lists what is wrong with the picture, errors first.
    pub fn lint(&self) -> Vec<draw::lint::Lint> {
        let mut found = draw::lint::lint(&self.scene, &self.layout, &self.drawing);
        let svg = export::svg(&self.drawing, export::SvgOptions::default());
        found.extend(
            export::strays(&svg)
                .into_iter()
                .map(|message| draw::lint::Lint {
                    rule: "static",
                    level: draw::lint::Level::Error,
                    message,
                }),
        );
        found.sort_by_key(|lint| lint.level);
        found
    }
}
