//! Every sample in every view: the picture keeps its contract and can be read.

#![expect(clippy::disallowed_methods, reason = "a test: reads the samples")]

use archlens::source::{Files, ReadError, Sources};
use archlens::{
    Picture, PictureOptions, catalog, compose, deployment, draw, export, model, scene, sequence,
    text, theme,
};
use resvg::usvg::roxmltree;
use std::path::{Path, PathBuf};

/// The samples use nothing but themselves and what lies beside them.
struct Beside;

impl Files for Beside {
    fn resolve(&self, _from: &str, path: &str) -> Result<String, ReadError> {
        Ok(path.to_owned())
    }

    fn read(&self, path: &str) -> Result<String, ReadError> {
        std::fs::read_to_string(samples().join(path)).map_err(|_| ReadError::Missing)
    }
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

fn models() -> Vec<(String, model::Model)> {
    let mut names: Vec<String> = std::fs::read_dir(samples())
        .expect("the samples")
        .map(|entry| entry.expect("a readable entry").file_name())
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".arch"))
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let mut sources = Sources::default();
            let loaded = model::load(&mut sources, &Beside, &name);
            let resolved = model::resolve(
                &loaded.value,
                catalog::builtin(),
                &model::Options::default(),
            );
            (name, resolved.value)
        })
        .collect()
}

fn options(look: &str) -> PictureOptions {
    PictureOptions {
        scene: scene::Options::default(),
        draw: draw::Options::default(),
        look: theme::Look::named(look).expect("a look that is built in"),
    }
}

fn view(model: &model::Model, view: &model::View, look: &str) -> Picture {
    compose(model, catalog::builtin(), view, None, &options(look))
}

#[test]
fn every_view_keeps_the_contract() {
    for (name, model) in models() {
        for shown in &model.views {
            let picture = view(&model, shown, "auto");
            let text = export::svg(&picture.drawing, export::SvgOptions::default());
            assert_eq!(export::strays(&text), [""; 0], "{name}");
            let document = roxmltree::Document::parse(&text).expect("XML");
            let mut ids = std::collections::BTreeSet::new();
            for id in document
                .descendants()
                .filter_map(|node| node.attribute("id"))
            {
                assert!(ids.insert(id), "{name} {}: {id} twice", shown.id);
            }
        }
    }
}

#[test]
fn every_scenario_is_a_sequence() {
    for (name, model) in models() {
        for scenario in &model.scenarios {
            let drawing = sequence(&model, catalog::builtin(), scenario, &options("light"));
            let text = export::svg(&drawing, export::SvgOptions::default());
            let steps = text.matches("data-step=").count();
            assert!(steps > 0, "{name} {}", scenario.id);
            assert!(roxmltree::Document::parse(&text).is_ok());
        }
    }
}

#[test]
fn every_rollout_is_a_deployment_view() {
    let mut drawn = 0;
    for (name, model) in models() {
        for rollout in &model.rollouts {
            let drawing = deployment(&model, catalog::builtin(), rollout, &options("auto"));
            let text = export::svg(&drawing, export::SvgOptions::default());
            let document = roxmltree::Document::parse(&text).expect("XML");
            let targets: usize = rollout.moves.iter().map(|step| step.targets.len()).sum();
            let shown = document
                .descendants()
                .filter(|node| node.has_attribute("data-node"))
                .count();
            assert_eq!(shown, targets, "{name} {}", rollout.id);
            assert!(text.contains("100 %"), "{name}");
            drawn += 1;
        }
    }
    assert!(drawn > 3);
}

#[test]
fn every_sample_is_drawn_in_text() {
    for (name, model) in models() {
        for letters in [export::Letters::Unicode, export::Letters::Ascii] {
            let options = options("light");
            let view = &model.views[0];
            let text = text(&model, catalog::builtin(), view, None, &options, letters);
            for line in text.lines() {
                let wide = line.chars().count();
                assert!(wide <= 120, "{name}: {wide} columns\n{text}");
            }
            for card in scene::scene(&model, catalog::builtin(), view, &options.scene).cards {
                let word = card.name.split(' ').next().unwrap_or_default().to_owned();
                let word: String = word.chars().take(8).collect();
                assert!(text.contains(&word), "{name}: {word}\n{text}");
            }
        }
    }
}
