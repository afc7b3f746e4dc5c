//! The review report: what a meeting gets on paper.
//!
//! The design is that of `tests/outputs`; `UPDATE_FIXTURES=1` writes the goldens anew.

#![expect(
    clippy::disallowed_methods,
    reason = "a test: works on files as people do"
)]
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/outputs")
        .join(name)
}

/// Runs a command in a folder that holds a design and the lens of the house.
fn run(design: &str, args: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("shop.arch"), design).expect("a design");
    fs::copy(fixture("house.lens"), folder.path().join("house.lens")).expect("a lens");
    let output = Command::new(env!("CARGO_BIN_EXE_archlens"))
        .current_dir(folder.path())
        .args(args)
        .args(["--today", "2026-11-25"])
        .output()
        .expect("the program starts");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    let files: Vec<&str> = args
        .iter()
        .copied()
        .filter(|arg| arg.starts_with("out."))
        .collect();
    match files.as_slice() {
        [file] => fs::read_to_string(folder.path().join(file)).expect("a report"),
        _ => String::from_utf8(output.stdout).expect("UTF-8"),
    }
}

fn design() -> String {
    fs::read_to_string(fixture("shop.arch")).expect("a design")
}

fn golden(name: &str, written: &str) {
    let path = fixture(name);
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        fs::write(&path, written).expect("a writable golden");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == expected, "{name} is not as it was:\n{written}");
}

/// Cuts out what stands between two words, the words left in.
fn without(text: &str, from: &str, to: &str) -> String {
    let (before, rest) = text.split_once(from).expect("the beginning");
    let (_, after) = rest.split_once(to).expect("the end");
    format!("{before}{from}{to}{after}")
}

#[test]
fn a_report_in_markdown() {
    golden(
        "review.md",
        &run(&design(), &["review", "shop.arch", "-o", "out.md"]),
    );
}

#[test]
fn a_report_in_html() {
    let page = run(&design(), &["review", "shop.arch", "-o", "out.html"]);
    let page = without(&page, "<style>", "</style>\n</head>");
    golden("review.html", &without(&page, "<figure>", "</figure>"));
}

#[test]
fn a_page_asks_for_nothing_and_words_stay_words() {
    let hostile = "<script>alert(1)</script> &amp; \u{202e}\"'";
    let design = design().replace("Shop: <fast>", &hostile.replace('"', "\\\""));
    let page = run(&design, &["review", "shop.arch", "-o", "out.html"]);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;"));
    for forbidden in [
        "<script",
        "<link",
        "<img",
        "<iframe",
        "@import",
        "url(http",
        "src=\"http",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(!page.contains('\u{202e}'));
}

#[test]
fn the_numbers_are_those_of_the_picture() {
    let page = run(&design(), &["review", "shop.arch", "-o", "out.html"]);
    let (picture, report) = page.split_once("</figure>").expect("a picture");
    let listed: Vec<&str> = report
        .match_indices("id=\"finding-")
        .filter_map(|(at, found)| report[at + found.len()..].split('"').next())
        .collect();
    assert_eq!(listed, ["1", "2", "3", "4"]);
    for (rule, title) in [("HOUSE-001", "orders"), ("HOUSE-002", "mails")] {
        let number = picture.find(rule).expect("a rule in the legend");
        let words = &picture[number.saturating_sub(400)..];
        assert!(words.contains(title), "{rule}");
    }
}

#[test]
fn what_is_answered_is_not_on_the_agenda() {
    let design = "architecture \"Shop\" { lens: serverless }\nlambda place\n";
    let open = run(design, &["review", "shop.arch", "-o", "out.md"]);
    assert!(open.contains("OPS-Q2"), "{open}");
    let answered =
        format!("{design}answer ops_q2 {{ choices: [a2]; notes: \"a stack a branch\" }}\n");
    let report = run(&answered, &["review", "shop.arch", "-o", "out.md"]);
    assert!(
        !report.contains("OPS-Q2") && report.contains("OPS-Q3"),
        "{report}"
    );
}
