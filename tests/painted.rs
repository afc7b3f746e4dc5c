//! What the samples look like to the last pixel.

#![expect(clippy::disallowed_methods, reason = "a test: reads the samples")]
#![cfg(feature = "cli")]

use archlens::export::{Fonts, SvgOptions, svg};
use resvg::{tiny_skia, usvg};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::process::Command;

mod common;
use common::samples;

/// The hashes that are committed, by the name of the picture.
fn noted() -> BTreeMap<String, String> {
    let file = samples::folder().join("pictures.sha256");
    let text = std::fs::read_to_string(file).expect("the hashes of the samples");
    text.lines()
        .filter_map(|line| line.split_once("  "))
        .map(|(hash, name)| (name.to_owned(), hash.to_owned()))
        .collect()
}

/// The hashes of what the program draws, by the name of the picture.
fn drawn() -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let status = Command::new(env!("CARGO_BIN_EXE_archlens"))
        .arg("render")
        .arg(samples::folder())
        .args(["--quiet", "--format", "svg,png", "--theme", "light"])
        .args(["--today", "2026-11-25", "-o"])
        .arg(folder.path())
        .status()
        .expect("the program starts");
    assert!(status.success());
    let hash = |name: &str| {
        let bytes = std::fs::read(folder.path().join(name)).expect("a picture of each sample");
        let mut hash = String::new();
        for byte in Sha256::digest(&bytes) {
            write!(hash, "{byte:02x}").expect("a string takes all");
        }
        hash
    };
    samples::all()
        .iter()
        .flat_map(|sample| ["svg", "png"].map(|end| format!("{}.{end}", sample.name)))
        .map(|name| (name.clone(), hash(&name)))
        .collect()
}

/// The same picture to the last pixel, on every machine and with every version of what paints it.
#[test]
fn every_sample_is_painted_as_noted() {
    let (drawn, noted) = (drawn(), noted());
    let names = drawn.keys().chain(noted.keys());
    let changed: BTreeSet<&String> = names
        .filter(|name| drawn.get(*name) != noted.get(*name))
        .collect();
    assert!(
        changed.is_empty(),
        "not as samples/pictures.sha256 notes them: {changed:?}\n\
         look at them (`archlens render samples --format png -o look/`), \
         and if they are as they should be, build and run `.ci/redraw`"
    );
}

#[test]
fn every_sample_is_the_same_twice() {
    for (one, other) in samples::all().iter().zip(&samples::all()) {
        let text = |sample: &samples::Sample| svg(&sample.picture().drawing, SvgOptions::default());
        assert!(text(one) == text(other), "{}", one.name);
    }
}

#[test]
fn no_sample_needs_its_style_sheet() {
    for sample in samples::all() {
        let drawing = sample.picture().drawing;
        let options = SvgOptions {
            fonts: Fonts::Outlines,
            ..SvgOptions::default()
        };
        let whole = svg(&drawing, options);
        let (before, rest) = whole.split_once("<style>").expect("a style sheet");
        let (_, after) = rest.split_once("</style>").expect("its end");
        let bare = format!("{before}{after}");
        assert!(painted(&whole) == painted(&bare), "{}", sample.name);
    }
}

#[test]
fn a_wrong_colour_would_be_seen() {
    let all = samples::all();
    let drawing = all.first().expect("a sample").picture().drawing;
    let whole = svg(&drawing, SvgOptions::default());
    let recoloured = whole.replace("\"#FFF\"", "\"#FEF\"");
    assert!(painted(&whole) != painted(&recoloured));
}

/// What resvg makes of an SVG, at half its size.
fn painted(text: &str) -> Vec<u8> {
    let tree = usvg::Tree::from_str(text, &usvg::Options::default()).expect("SVG");
    let size = tree.size();
    let (width, height) = (size.width() / 2.0, size.height() / 2.0);
    let mut pixels =
        tiny_skia::Pixmap::new(width as u32, height as u32).expect("a canvas of some size");
    let half = tiny_skia::Transform::from_scale(0.5, 0.5);
    resvg::render(&tree, half, &mut pixels.as_mut());
    pixels.data().to_vec()
}
