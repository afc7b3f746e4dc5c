//! How long all rules of the built-in lens take on large models, parsing and loading included.

use archlens::lens::{self, Text};
use archlens::source::{NoFiles, Sources};
use archlens::{catalog, model};
use std::fmt::Write;

fn main() {
    divan::main();
}

/// Elements in the mix of a real design, each with a few attributes, and three flows for every two of them.
fn architecture(elements: usize) -> String {
    let mut text = String::new();
    let kinds = [
        "lambda",
        "lambda",
        "lambda",
        "sqs",
        "dynamodb",
        "api-gateway",
        "sns",
        "s3",
        "eventbridge",
        "step-functions",
        "rds",
        "user",
    ];
    let stated = [
        "timeout: 10s; tracing; on-failure: e3",
        "memory: 512MB",
        "tracing: false; alias: live",
        "visibility: 60s",
        "pitr",
        "throttle: 500/s; auth: iam; type: rest",
        "encryption: kms",
        "versioning",
        "archive",
        "type: express",
        "encryption: kms; multi-az",
        "",
    ];
    for at in 0..elements {
        let kind = at % kinds.len();
        let _ = writeln!(text, "{} e{at} {{ {} }}", kinds[kind], stated[kind]);
    }
    let mut random = 12_345_u64;
    let mut next = || {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (random >> 33) as usize
    };
    for _ in 0..elements * 3 / 2 {
        let from = next() % elements;
        let to = (from + 1 + next() % 40) % elements;
        // Actors send requests and receive none.
        if from == to || to % kinds.len() == 11 {
            continue;
        }
        let arrow = if next() % 3 == 0 { "~>" } else { "->" };
        let _ = writeln!(text, "e{from} {arrow} e{to}");
    }
    text
}

fn checked(text: &str) -> lens::Review {
    let mut sources = Sources::default();
    let loaded = model::load_text(&mut sources, &NoFiles, "bench.arch", text);
    let resolved = model::resolve(
        &loaded.value,
        catalog::builtin(),
        &model::Options::default(),
    );
    let texts: Vec<Text> = lens::SERVERLESS
        .iter()
        .map(|file| Text {
            file: sources.add(file.name, ""),
            text: file.text,
        })
        .collect();
    let lenses = lens::load(&texts);
    let review = lens::review(&resolved.value, &lenses.value, &lens::Options::default());
    assert!(review.diagnostics.is_empty(), "no rule is over its budget");
    review.value
}

#[divan::bench(args = [1_000, 10_000])]
fn all_rules_with_parsing(bencher: divan::Bencher, elements: usize) {
    let text = architecture(elements);
    bencher.bench(|| checked(divan::black_box(&text)));
}

#[divan::bench(args = [1_000, 10_000])]
fn all_rules_alone(bencher: divan::Bencher, elements: usize) {
    let text = architecture(elements);
    let mut sources = Sources::default();
    let loaded = model::load_text(&mut sources, &NoFiles, "bench.arch", &text);
    let resolved = model::resolve(
        &loaded.value,
        catalog::builtin(),
        &model::Options::default(),
    );
    let texts: Vec<Text> = lens::SERVERLESS
        .iter()
        .map(|file| Text {
            file: sources.add(file.name, ""),
            text: file.text,
        })
        .collect();
    let lenses = lens::load(&texts).value;
    bencher.bench(|| lens::review(&resolved.value, &lenses, &lens::Options::default()));
}

#[divan::bench]
fn loading_the_lens(bencher: divan::Bencher) {
    bencher.bench(|| {
        let mut sources = Sources::default();
        let texts: Vec<Text> = lens::SERVERLESS
            .iter()
            .map(|file| Text {
                file: sources.add(file.name, ""),
                text: file.text,
            })
            .collect();
        lens::load(&texts).value.len()
    });
}
