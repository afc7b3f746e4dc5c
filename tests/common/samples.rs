//! Every sample, read and judged.

use archlens::lens::{self, Review};
use archlens::model::{self, Model};
use archlens::project::{Disk, find_sources};
use archlens::source::Sources;
use archlens::{Picture, PictureOptions, catalog, compose, draw, scene, theme};
use std::path::{Path, PathBuf};

/// A sample by its path below `samples/`, without the ending.
pub struct Sample {
    pub name: String,
    pub model: Model,
    pub review: Review,
}

/// Returns the folder of the samples.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// Reads all samples, those in folders too.
pub fn all() -> Vec<Sample> {
    let mut files = Sources::default();
    let texts: Vec<lens::Text> = lens::SERVERLESS
        .iter()
        .map(|file| lens::Text {
            file: files.add(file.name, file.text),
            text: file.text,
        })
        .collect();
    let lenses = lens::load(&texts).value;
    let disk = Disk::new(&folder()).expect("the folder of the samples");
    let found = find_sources(&folder()).expect("the samples");
    let open = |path: &Path| {
        let name = disk.name(path).expect("a name below the samples");
        let loaded = model::load(&mut Sources::default(), &disk, &name);
        let options = model::Options::default();
        let model = model::resolve(&loaded.value, catalog::builtin(), &options).value;
        let options = lens::Options {
            today: Some("2026-11-25".to_owned()),
            ..lens::Options::default()
        };
        let review = lens::review(&model, &lenses, &options).value;
        Sample {
            name: name.trim_end_matches(".arch").to_owned(),
            model,
            review,
        }
    };
    found.iter().map(|found| open(&found.path)).collect()
}

impl Sample {
    /// Draws a view for a profile, in colours for light and dark.
    pub fn compose(&self, view: &model::View, profile: theme::size::Profile) -> Picture {
        let options = PictureOptions {
            scene: scene::Options {
                profile: Some(profile),
                ..scene::Options::default()
            },
            draw: draw::Options::default(),
            look: theme::Look::named("auto").expect("a look that is built in"),
        };
        compose(
            &self.model,
            catalog::builtin(),
            view,
            Some(&self.review),
            &options,
        )
    }

    /// Draws the main view as it is committed.
    pub fn picture(&self) -> Picture {
        let view = self.model.views.first().expect("every model has a view");
        self.compose(view, theme::size::Profile::Doc)
    }
}
