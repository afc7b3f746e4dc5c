//! The gallery: every sample with its pictures in light and dark, its findings and its source, as pages for a browser.
//!
//! `cargo run --example gallery` writes them to `site/gallery`, or to the folder that is named behind `--`. The pages hold
//! no script and ask for nothing but what lies beside them, so that they work from a folder as from a server.

mod colour;
mod html;
mod page;
mod sample;

use archlens::lens;
use archlens::project::{Writer, find_sources};
use archlens::source::Sources;
use sample::Sample;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn main() -> ExitCode {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let usual = Path::new(env!("CARGO_MANIFEST_DIR")).join("site/gallery");
    let folder = std::env::args_os().nth(1).map_or(usual, PathBuf::from);
    match gallery(&samples, &folder) {
        Ok(count) => {
            println!("wrote {count} samples to {}", folder.display());
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("the gallery is not written: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the pages of all samples, and tells how many samples there are.
fn gallery(samples: &Path, folder: &Path) -> io::Result<usize> {
    let lenses = lenses();
    let writer = Writer::default();
    let mut shown = Vec::new();
    for found in find_sources(samples)? {
        let sample = Sample::open(&found, samples, &lenses).map_err(io::Error::other)?;
        for (name, bytes) in page::files(&sample) {
            put(&writer, &folder.join(&sample.name).join(name), &bytes)?;
        }
        shown.push(sample);
    }
    put(&writer, &folder.join("style.css"), page::STYLE.as_bytes())?;
    let index = page::index(&shown);
    put(&writer, &folder.join("index.html"), index.as_bytes())?;
    Ok(shown.len())
}

fn put(writer: &Writer, path: &Path, bytes: &[u8]) -> io::Result<()> {
    writer.make_folder(path)?;
    writer.write(path, bytes)
}

/// The lens that judges the samples.
fn lenses() -> Vec<lens::Lens> {
    let mut sources = Sources::default();
    let texts: Vec<lens::Text> = lens::SERVERLESS
        .iter()
        .map(|file| lens::Text {
            file: sources.add(file.name, file.text),
            text: file.text,
        })
        .collect();
    lens::load(&texts).value
}
