//! Every view of every sample, in every profile and every look: the picture has nothing wrong with it.

#![cfg(feature = "cli")]

use archlens::draw;
use archlens::draw::lint::{Level, Lint, lint};
use archlens::theme::size::Profile;
use archlens::theme::{LOOKS, Look};
use std::collections::BTreeSet;

mod common;
use common::samples;

/// What no sample shows, though it is no error: lines on borders, heads without room.
const NEVER: &[&str] = &["border", "stub"];

fn check(profile: Profile) {
    let mut wrong = Vec::new();
    for sample in samples::all() {
        for view in &sample.model.views {
            let picture = sample.compose(view, profile);
            let mut told = BTreeSet::new();
            for look in LOOKS {
                let (scene, layout) = (&picture.scene, &picture.layout);
                let look_of = Look::named(look).expect("a look that is built in");
                let options = draw::Options::default();
                let drawing = draw::draw(scene, layout, &look_of, Some(&sample.review), &options);
                let is_wrong =
                    |lint: &Lint| lint.level == Level::Error || NEVER.contains(&lint.rule);
                for lint in lint(scene, layout, &drawing).into_iter().filter(is_wrong) {
                    if told.insert(lint.message.clone()) {
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
