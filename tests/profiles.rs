//! Every view of every sample, in every profile and every look: the picture has nothing wrong with it.

#![cfg(feature = "cli")]

use archlens::draw;
use archlens::draw::lint::{Level, lint};
use archlens::theme::size::Profile;
use archlens::theme::{LOOKS, Look};
use std::collections::BTreeSet;

mod common;
use common::samples;

/// Views that are wider than a profile has room for. Each is told, with what to do about it.
const WIDE: &[(&str, &str, Profile)] = &[
    ("event-driven", "overview", Profile::Narrow),
    ("flawed/event-driven", "overview", Profile::Narrow),
];

fn check(profile: Profile) {
    let mut wrong = Vec::new();
    for sample in samples::all() {
        for view in &sample.model.views {
            let picture = sample.compose(view, profile);
            let wide = WIDE.contains(&(&sample.name, &view.id, profile));
            let mut told = BTreeSet::new();
            for look in LOOKS {
                let (scene, layout) = (&picture.scene, &picture.layout);
                let look_of = Look::named(look).expect("a look that is built in");
                let options = draw::Options::default();
                let drawing = draw::draw(scene, layout, &look_of, Some(&sample.review), &options);
                let errors = lint(scene, layout, &drawing).into_iter();
                for lint in errors.filter(|lint| lint.level == Level::Error) {
                    // Wide or not, every word can be read.
                    if lint.rule == "budget" && wide {
                        let cure = lint.message.contains("split the view");
                        assert!(cure, "{lint:?} has no cure");
                    } else if told.insert(lint.message.clone()) {
                        let (name, view) = (&sample.name, &view.id);
                        wrong.push(format!(
                            "{name} {view} {look}: {}: {}",
                            lint.rule, lint.message
                        ));
                    }
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn documents() {
    check(Profile::Doc);
}

#[test]
fn narrow_columns() {
    check(Profile::Narrow);
}

#[test]
fn slides() {
    check(Profile::Slide);
}

#[test]
fn posters() {
    check(Profile::Poster);
}
