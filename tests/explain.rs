//! The pages of diagnostics: their examples raise what they explain, where only a whole run can tell.

#![expect(
    clippy::disallowed_methods,
    reason = "a test: works on files as people do"
)]
#![cfg(feature = "cli")]

use archlens::source::Code;
use std::fs;
use std::process::Command;

/// Runs the program on files in a folder of their own, and returns all that it says.
fn say(files: &[(&str, &str)], args: &[&str]) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("a writable folder");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_archlens"))
        .current_dir(folder.path())
        .args(args)
        .output()
        .expect("the program starts");
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Says what the program tells of an example of a code.
fn told(code: &Code, example: &str) -> String {
    let design = "environment prod {}\nlambda fn\n";
    let check = ["check", "it.arch", "--fail-on", "none"];
    match code.id {
        "A0713" => say(&[("it.lens", example)], &["lens", "test", "it.lens"]),
        "A0903" | "A0904" => say(&[("archlens.toml", example), ("it.arch", design)], &check),
        _ => say(&[("it.arch", example)], &check),
    }
}

#[test]
fn examples_of_whole_runs_hold() {
    let codes = archlens::lens::CODES.iter().chain(archlens::project::CODES);
    let mut count = 0;
    for code in codes {
        if !matches!(code.id, "A0713" | "A0716" | "A0717" | "A0903" | "A0904") {
            continue;
        }
        count += 1;
        assert!(told(code, code.wrong).contains(code.id), "{}", code.wrong);
        let right = told(code, code.right);
        assert!(!right.contains(code.id), "{}: {right}", code.right);
    }
    assert_eq!(count, 5);
}

/// Codes whose wrong example would be too long to print, or no text.
const WITHOUT: &[&str] = &[
    "A0001", "A0002", "A0003", "A0004", "A0132", "A0133", "A0134", "A0153", "A0154", "A0714",
    "A0715",
];

#[test]
fn every_code_has_a_page_with_wrong_and_right() {
    let said = say(&[], &["explain", "A0302"]);
    assert!(said.contains("Wrong") && said.contains("Right"), "{said}");
    let all = [
        archlens::source::CODES,
        archlens::syntax::CODES,
        archlens::lens::CODES,
        archlens::project::CODES,
    ];
    let all = all.into_iter().flatten().copied();
    for code in all.chain(archlens::model::codes()) {
        assert!(!code.page.is_empty(), "{}", code.id);
        let has = !code.wrong.is_empty() && !code.right.is_empty();
        let may_lack = WITHOUT.contains(&code.id);
        assert!(has || may_lack, "{} has no example", code.id);
    }
}
