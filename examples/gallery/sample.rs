//! A sample as the gallery shows it: read, judged and drawn.

use archlens::draw::{self, Background, Drawing, Findings};
use archlens::lens::{self, Lens, Review};
use archlens::model::{self, Model};
use archlens::project::{Disk, Found};
use archlens::review::{self, Plate, Report};
use archlens::source::{FileId, Sources};
use archlens::{PictureOptions, catalog, deployment, picture, plate, scene, sequence, theme};
use std::path::Path;

/// The day on which the waivers of the samples are judged, so that the pages are the same on every day.
const DAY: &str = "2026-11-25";

/// A sample with all that its pages show.
pub struct Sample {
    /// Its path below the samples, without the ending: `flawed/voice-skill`.
    pub name: String,
    pub sources: Sources,
    pub model: Model,
    pub review: Review,
    pub report: Report,
    /// The main view first.
    pub shown: Vec<Shown>,
    /// The views as the report shows them.
    pub plates: Vec<Plate>,
}

/// One picture of a sample.
pub struct Shown {
    /// For the names of its files.
    pub id: String,
    pub title: String,
    pub drawing: Drawing,
}

impl Sample {
    /// Reads, judges and draws a sample; a sample with mistakes is none.
    pub fn open(found: &Found, samples: &Path, lenses: &[Lens]) -> Result<Self, String> {
        let wrong = |what: &str| format!("{}: {what}", found.path.display());
        let disk = Disk::new(samples).map_err(|failure| wrong(&failure.to_string()))?;
        let file = disk
            .name(&found.path)
            .map_err(|failure| wrong(&format!("{failure:?}")))?;
        let mut sources = Sources::default();
        let loaded = model::load(&mut sources, &disk, &file);
        let catalog = catalog::builtin();
        let resolved = model::resolve(&loaded.value, catalog, &model::Options::default());
        if loaded.has_errors() || resolved.has_errors() {
            return Err(wrong("has mistakes"));
        }
        let model = resolved.value;
        let options = lens::Options {
            today: Some(DAY.to_owned()),
            ..lens::Options::default()
        };
        let review = lens::review(&model, lenses, &options).value;
        let report = review::report(&sources, &model, lenses, &review, DAY);
        let shown = shown(&model, &review);
        Ok(Self {
            name: file.trim_end_matches(".arch").to_owned(),
            sources,
            plates: plates(&model, &review),
            model,
            review,
            report,
            shown,
        })
    }

    /// Returns the text of the sample's own file.
    pub fn text(&self) -> &str {
        &self.sources.file(FileId(0)).text
    }

    /// Returns how many folders its pages lie below the index.
    pub fn depth(&self) -> usize {
        self.name.matches('/').count() + 1
    }
}

/// Draws the views for the report, those after the first with their own findings only.
fn plates(model: &Model, review: &Review) -> Vec<Plate> {
    let catalog = catalog::builtin();
    let draw = |(at, view): (usize, &model::View)| {
        let options = PictureOptions {
            draw: draw::Options {
                findings: if at == 0 {
                    Findings::Open
                } else {
                    Findings::Here
                },
                background: Background::None,
                ..draw::Options::default()
            },
            ..options()
        };
        plate(model, catalog, view, review, &options)
    };
    model.views.iter().enumerate().map(draw).collect()
}

fn options() -> PictureOptions {
    PictureOptions {
        scene: scene::Options::default(),
        draw: draw::Options::default(),
        look: theme::Look::named("auto").expect("a look that is built in"),
    }
}

/// Draws the views, the scenarios and the rollouts of a model, in this order.
fn shown(model: &Model, review: &Review) -> Vec<Shown> {
    let catalog = catalog::builtin();
    let options = options();
    let views = model.views.iter().map(|view| Shown {
        id: view.id.clone(),
        title: view.title.clone(),
        drawing: picture(model, catalog, view, Some(review), &options),
    });
    let stories = model.scenarios.iter().map(|scenario| Shown {
        id: format!("{}.steps", scenario.id),
        title: format!("{}, step by step", scenario.title),
        drawing: sequence(model, catalog, scenario, &options),
    });
    let rollouts = model.rollouts.iter().map(|rollout| Shown {
        id: format!("{}.rollout", rollout.id),
        title: format!("{}: how changes arrive", rollout.title),
        drawing: deployment(model, catalog, rollout, &options),
    });
    views.chain(stories).chain(rollouts).collect()
}
