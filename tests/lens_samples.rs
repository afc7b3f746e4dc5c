//! The samples as the built-in lens judges them: good ones are clean, and each flawed twin raises what its comments name.

#![expect(clippy::disallowed_methods, reason = "a test: reads the samples")]

use archlens::lens::{self, Review, Severity, Text};
use archlens::source::{NoFiles, Sources};
use archlens::{catalog, model};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The samples of a folder, with their texts.
fn samples(folder: &str) -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).expect("a folder of samples");
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable entry").path())
        .collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "arch"));
    paths.sort();
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(&path).expect("a readable sample");
        (path, text)
    };
    paths.into_iter().map(read).collect()
}

fn judged(text: &str) -> (model::Model, Review) {
    let mut sources = Sources::default();
    let loaded = model::load_text(&mut sources, &NoFiles, "sample.arch", text);
    let resolved = model::resolve(
        &loaded.value,
        catalog::builtin(),
        &model::Options::default(),
    );
    let texts: Vec<Text> = lens::SERVERLESS
        .iter()
        .map(|file| Text {
            file: sources.add(file.name, file.text),
            text: file.text,
        })
        .collect();
    let lenses = lens::load(&texts).value;
    let options = lens::Options {
        today: Some("2026-11-25".to_owned()),
        ..lens::Options::default()
    };
    let review = lens::review(&resolved.value, &lenses, &options);
    (resolved.value, review.value)
}

#[test]
fn good_samples_have_no_finding_of_medium_severity() {
    for (path, text) in samples("samples") {
        let (_, review) = judged(&text);
        let grave: Vec<&str> = review
            .findings
            .iter()
            .filter(|finding| {
                finding.is_open_failure() && finding.rule.severity >= Severity::Medium
            })
            .map(|finding| finding.message.as_str())
            .collect();
        assert!(grave.is_empty(), "{}: {grave:?}", path.display());
    }
}

#[test]
fn flawed_samples_raise_what_their_comments_name() {
    let flawed = samples("samples/flawed");
    assert!(flawed.len() >= 6, "{} flawed samples", flawed.len());
    for (path, text) in flawed {
        let (model, review) = judged(&text);
        let found: BTreeSet<String> = review
            .findings
            .iter()
            .filter(|finding| finding.is_open_failure())
            .map(|finding| {
                let subject = lens::subject_name(&model, finding.subject);
                format!("{} on {}", finding.rule.id, short(&model, &subject))
            })
            .collect();
        let named: BTreeSet<String> = text
            .lines()
            .filter_map(|line| line.split_once("// raises: "))
            .flat_map(|(_, named)| named.split("; ").map(|name| name.trim().to_owned()))
            .collect();
        assert_eq!(found, named, "{}", path.display());
    }
}

/// The subject with the elements' own ids in the places of their paths.
fn short(model: &model::Model, subject: &str) -> String {
    let mut paths: Vec<&str> = model
        .elements
        .iter()
        .map(|element| element.path.as_str())
        .collect();
    paths.sort_by_key(|path| std::cmp::Reverse(path.len()));
    let mut short = subject.to_owned();
    for path in paths.into_iter().filter(|path| path.contains('.')) {
        let own = path.rsplit('.').next().unwrap_or(path);
        short = short.replace(path, own);
    }
    short
}
