//! The samples: every one parses, resolves and keeps what it promises.

#![expect(clippy::disallowed_methods, reason = "a test: reads the samples")]

use archlens::{catalog, lens, model, source, syntax};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Every sample with its path below `samples/`.
fn samples() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut folders = vec![root.clone()];
    let mut found: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder of samples") {
            let path = entry.expect("a readable entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "arch") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
        .into_iter()
        .map(|path| {
            let name = path.strip_prefix(&root).expect("below the samples");
            let text = std::fs::read_to_string(&path).expect("a readable sample");
            (name.to_string_lossy().into_owned(), text)
        })
        .collect()
}

/// What was said about a sample, one line each.
fn said(name: &str, sources: &source::Sources, diagnostics: &[source::Diagnostic]) -> Vec<String> {
    diagnostics
        .iter()
        .map(|diagnostic| {
            let (line, column) = sources.line_column(diagnostic.primary.span);
            format!(
                "{name}:{line}:{column} {} {} {}",
                diagnostic.code.id,
                diagnostic.message,
                diagnostic.help.as_deref().unwrap_or("")
            )
        })
        .collect()
}

/// Every sample is one file.
struct Alone;

impl source::Files for Alone {
    fn resolve(&self, _: &str, _: &str) -> Result<String, source::ReadError> {
        Err(source::ReadError::Missing)
    }

    fn read(&self, _: &str) -> Result<String, source::ReadError> {
        Err(source::ReadError::Missing)
    }
}

#[test]
fn there_are_samples() {
    assert!(samples().len() >= 9);
}

fn resolve(name: &str, text: &str, sources: &mut source::Sources) -> source::Checked<model::Model> {
    let loaded = model::load_text(sources, &Alone, name, text);
    let mut resolved = model::resolve(
        &loaded.value,
        catalog::builtin(),
        &model::Options::default(),
    );
    resolved.diagnostics.extend(loaded.diagnostics);
    resolved
}

#[test]
fn samples_resolve_with_nothing_to_say() {
    let mut all = Vec::new();
    for (name, text) in samples() {
        let mut sources = source::Sources::default();
        let resolved = resolve(&name, &text, &mut sources);
        all.extend(said(&name, &sources, &resolved.diagnostics));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// A finding of a review: how severe, by which rule, on what.
struct Found {
    severity: lens::Severity,
    rule: String,
    subject: String,
}

/// The open findings of the built-in lens on each sample.
fn found() -> Vec<(String, String, Vec<Found>)> {
    let mut files = source::Sources::default();
    let texts: Vec<lens::Text> = lens::SERVERLESS
        .iter()
        .map(|file| lens::Text {
            file: files.add(file.name, file.text),
            text: file.text,
        })
        .collect();
    let lenses = lens::load(&texts).value;
    let judge = |(name, text): (String, String)| {
        let mut sources = source::Sources::default();
        let model = resolve(&name, &text, &mut sources).value;
        let review = lens::review(&model, &lenses, &lens::Options::default()).value;
        let findings = review
            .findings
            .iter()
            .filter(|finding| {
                finding.verdict == lens::Verdict::Fail && finding.outcome == lens::Outcome::Open
            })
            .map(|finding| Found {
                severity: finding.rule.severity,
                rule: finding.rule.id.to_string(),
                subject: lens::subject_name(&model, finding.subject),
            })
            .collect();
        (name, text, findings)
    };
    samples().into_iter().map(judge).collect()
}

#[test]
fn good_samples_have_no_finding_of_medium_or_more() {
    let mut all = Vec::new();
    for (name, _, findings) in found() {
        if name.contains("flawed") {
            continue;
        }
        for finding in findings {
            if matches!(
                finding.severity,
                lens::Severity::High | lens::Severity::Medium
            ) {
                all.push(format!("{name}: {} on {}", finding.rule, finding.subject));
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn flawed_samples_raise_what_their_comments_name() {
    let mut all = Vec::new();
    for (name, text, findings) in found() {
        if !name.contains("flawed") {
            continue;
        }
        let mut promised: Vec<(&str, &str)> = text
            .lines()
            .filter_map(|line| line.split_once("// raises: "))
            .flat_map(|(_, promises)| promises.split("; "))
            .filter_map(|promise| promise.split_once(" on "))
            .collect();
        assert!(promised.len() >= 5, "{name} has few flaws");
        for finding in findings {
            let kept = promised
                .iter()
                .position(|(rule, on)| *rule == finding.rule && is_called(&finding.subject, on));
            match kept {
                Some(at) => {
                    promised.remove(at);
                }
                None => all.push(format!(
                    "{name} raises {} on {} unsaid",
                    finding.rule, finding.subject
                )),
            }
        }
        for (rule, on) in promised {
            all.push(format!("{name} does not raise {rule} on {on}"));
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// Whether a subject, whose names are full paths, is what a comment names by ids.
fn is_called(subject: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> { text.split([' ', ',']).map(str::to_owned).collect() };
    let (full, short) = (words(subject), words(name));
    full.len() == short.len()
        && full
            .iter()
            .zip(&short)
            .all(|(full, short)| full == short || full.ends_with(&format!(".{short}")))
}

#[test]
fn every_scenario_has_a_flawed_twin() {
    let names: BTreeSet<String> = samples().into_iter().map(|(name, _)| name).collect();
    for scenario in [
        "restful-microservices",
        "mobile-backend",
        "stream-processing",
        "web-application",
        "event-driven",
        "voice-skill",
    ] {
        for name in [
            format!("{scenario}.arch"),
            format!("flawed/{scenario}.arch"),
        ] {
            assert!(names.contains(&name), "{name}");
        }
    }
}

#[test]
fn samples_are_formatted() {
    for (name, text) in samples() {
        let mut sources = source::Sources::default();
        let file = sources.add(&name, &text);
        let formatted = syntax::format(&syntax::parse(file, &text).value);
        assert!(formatted == text, "run `archlens fmt samples/{name}`");
    }
}

#[test]
fn the_contact_sheet_shows_every_sample_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let sheet = std::fs::read_to_string(folder.join("README.md")).expect("the contact sheet");
    let targets = |end: &str| -> BTreeSet<String> {
        sheet
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split_once(')'))
            .filter_map(|(target, _)| target.strip_suffix(end))
            .map(str::to_owned)
            .collect()
    };
    let names: BTreeSet<String> = samples()
        .into_iter()
        .filter_map(|(name, _)| name.strip_suffix(".arch").map(str::to_owned))
        .collect();
    assert_eq!(targets(".arch"), names);
    let pictures = targets(".svg");
    assert!(pictures.is_superset(&names), "{pictures:?}");
    for name in pictures {
        let picture = folder.join(format!("{name}.svg"));
        assert!(picture.exists(), "draw {}", picture.display());
    }
}
