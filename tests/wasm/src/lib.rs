//! Pictures and layouts boiled down to one number, which is the same on every machine.

mod graphs;

use archlens::source::{NoFiles, Sources};
use archlens::{PictureOptions, catalog, compose, draw, export, layout, lens, model, scene, theme};
use std::fmt::Write;

const SAMPLES: [&str; 4] = [
    include_str!("../../../samples/web-application.arch"),
    include_str!("../../../samples/vpc-two-zones.arch"),
    include_str!("../../../samples/flawed/stream-processing.arch"),
    include_str!("../../../samples/public/online-boutique.arch"),
];
const GRAPHS: u64 = 300;

/// Draws some samples with their findings, lays out many graphs, and returns a hash of all bytes and places.
#[unsafe(no_mangle)]
pub extern "C" fn digest() -> u64 {
    let pictures = SAMPLES.iter().map(|text| pictures(text));
    let layouts = (0..GRAPHS).map(|seed| places(&layout::layout(&graphs::graph(seed))));
    pictures
        .chain(layouts)
        .fold(FNV, |hash, text| fnv(hash, &text))
}

/// The pictures of all views of an architecture, one after the other.
fn pictures(text: &str) -> String {
    let mut sources = Sources::default();
    let loaded = model::load_text(&mut sources, &NoFiles, "sample.arch", text);
    let options = model::Options::default();
    let model = model::resolve(&loaded.value, catalog::builtin(), &options).value;
    let builtin = lens::SERVERLESS.iter();
    let texts: Vec<lens::Text> = builtin
        .map(|file| lens::Text {
            file: sources.add(file.name, file.text),
            text: file.text,
        })
        .collect();
    let lenses = lens::load(&texts).value;
    let review = lens::review(&model, &lenses, &lens::Options::default()).value;
    let options = PictureOptions {
        scene: scene::Options::default(),
        draw: draw::Options::default(),
        look: theme::Look::named("auto").expect("a look that is built in"),
    };
    let views = model.views.iter();
    let drawn = views.map(|view| {
        let picture = compose(&model, catalog::builtin(), view, Some(&review), &options);
        export::svg(&picture.drawing, export::SvgOptions::default())
    });
    drawn.collect()
}

/// All places of a layout, to the last bit.
fn places(layout: &layout::Layout) -> String {
    let mut out = String::new();
    let mut rect = |place: &archlens::geometry::Rect| {
        for length in [place.x, place.y, place.width, place.height] {
            let _ = write!(out, "{:x} ", length.to_bits());
        }
    };
    layout.nodes.iter().for_each(&mut rect);
    layout.groups.iter().for_each(&mut rect);
    layout.bands.iter().flatten().for_each(&mut rect);
    layout
        .edges
        .iter()
        .filter_map(|edge| edge.label.as_ref())
        .for_each(&mut rect);
    for point in layout.edges.iter().flat_map(|edge| &edge.line.points) {
        let _ = write!(out, "{:x} {:x} ", point.x.to_bits(), point.y.to_bits());
    }
    out
}

const FNV: u64 = 0xcbf2_9ce4_8422_2325;

/// The hash of Fowler, Noll and Vo (FNV-1a), carried on.
fn fnv(hash: u64, text: &str) -> u64 {
    text.bytes().fold(hash, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
