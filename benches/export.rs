//! How long pictures take to write, once they are drawn.

#![expect(clippy::disallowed_methods, reason = "a bench: reads a sample")]

use archlens::source::{NoFiles, Sources};
use archlens::{PictureOptions, catalog, draw, export, model, picture, scene, theme};
use divan::{Bencher, black_box};
use std::fmt::Write as _;
use std::path::Path;

fn main() {
    divan::main();
}

#[divan::bench]
fn svg_of_the_sample(bencher: Bencher<'_, '_>) {
    let drawing = drawing(&sample());
    bencher.bench_local(|| export::svg(black_box(&drawing), export::SvgOptions::default()));
}

#[divan::bench]
fn svg_of_a_thousand(bencher: Bencher<'_, '_>) {
    let drawing = drawing(&thousand());
    bencher.bench_local(|| export::svg(black_box(&drawing), export::SvgOptions::default()));
}

#[divan::bench]
fn png_of_the_sample_at_twice(bencher: Bencher<'_, '_>) {
    let drawing = drawing(&sample());
    bencher.bench_local(|| export::png(black_box(&drawing), export::Scale::Times(2.0)));
}

#[cfg(feature = "pdf")]
#[divan::bench]
fn pdf_of_the_sample(bencher: Bencher<'_, '_>) {
    let drawing = drawing(&sample());
    bencher.bench_local(|| export::pdf(black_box(&[&drawing])));
}

fn sample() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/web-application.arch");
    std::fs::read_to_string(path).expect("the sample")
}

/// A thousand elements in chains of ten.
fn thousand() -> String {
    let mut text = String::new();
    for chain in 0..100 {
        for step in 0..10 {
            let _ = writeln!(text, "lambda step{chain}-{step} \"Step {step} of {chain}\"");
            if step > 0 {
                let before = step - 1;
                let _ = writeln!(
                    text,
                    "step{chain}-{before} -> step{chain}-{step} \"hand over\""
                );
            }
        }
    }
    text
}

fn drawing(text: &str) -> draw::Drawing {
    let mut sources = Sources::default();
    let loaded = model::load_text(&mut sources, &NoFiles, "it.arch", text);
    let model = model::resolve(
        &loaded.value,
        catalog::builtin(),
        &model::Options::default(),
    )
    .value;
    let options = PictureOptions {
        scene: scene::Options::default(),
        draw: draw::Options::default(),
        look: theme::Look::named("auto").expect("a look that is built in"),
    };
    picture(&model, catalog::builtin(), &model.views[0], None, &options)
}
