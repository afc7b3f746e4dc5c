//! What `check` writes in each format: a golden each, and what the programs that read it demand.
//!
//! The design has a failing rule with a path, an unknown, a waiver, one that has ended, and a waiver of a rule that no lens
//! has. `UPDATE_FIXTURES=1` writes the goldens anew.

#![expect(
    clippy::disallowed_methods,
    reason = "a test: works on files as people do"
)]
#![cfg(feature = "cli")]

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Checks the design in a folder of a repository, from another folder of it.
fn check(format: &str) -> String {
    check_with(format, &[])
}

fn check_with(format: &str, more: &[&str]) -> String {
    let repository = tempfile::tempdir().expect("a temporary folder");
    let root = repository.path();
    for folder in [".git", "docs/design", "build"] {
        fs::create_dir_all(root.join(folder)).expect("a folder");
    }
    for file in ["shop.arch", "house.lens"] {
        fs::copy(fixture(file), root.join("docs/design").join(file)).expect("a copy");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_archlens"))
        .current_dir(root.join("build"))
        .args(["check", "../docs/design/shop.arch"])
        .args(["--format", format, "--today", "2026-11-25"])
        .args(more)
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(1), "{format}");
    assert!(output.stderr.is_empty(), "{format}");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.replace(
        concat!("\"", env!("CARGO_PKG_VERSION"), "\""),
        "\"VERSION\"",
    )
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/outputs")
        .join(name)
}

/// Checks, and holds the output against its golden.
fn golden(format: &str, name: &str) -> String {
    let (written, path) = (check(format), fixture(name));
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        fs::write(&path, &written).expect("a writable golden");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == expected, "{name} is not as it was:\n{written}");
    written
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn valid(schema: &Path, instance: &Value) {
    let text = fs::read_to_string(schema).expect("a readable schema");
    let validator = jsonschema::validator_for(&json(&text)).expect("a schema");
    let errors = validator.iter_errors(instance);
    let errors: Vec<String> = errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn text_is_for_people_where_they_stand() {
    let text = golden("text", "check.txt");
    assert!(text.contains("--> ../docs/design/shop.arch:6:13"), "{text}");
}

#[test]
fn json_keeps_to_its_schema() {
    let written = json(&golden("json", "check.json"));
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("site/schema/findings-1.json");
    valid(&schema, &written);
}

#[test]
fn a_diff_keeps_to_its_schema() {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let output = Command::new(env!("CARGO_BIN_EXE_archlens"))
        .current_dir(&samples)
        .args([
            "diff",
            "flawed/web-application.arch",
            "web-application.arch",
        ])
        .args(["--format", "json"])
        .output()
        .expect("the program starts");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let written = json(&text);
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("site/schema/diff-1.json");
    valid(&schema, &written);
    for list in ["nodes", "relations", "scenarios"] {
        let told = written[list].as_array().map_or(0, Vec::len);
        assert!(told > 0, "no {list}");
    }
}

#[test]
fn sarif_has_flows_suppressions_and_fingerprints() {
    let written = json(&golden("sarif", "check.sarif"));
    let results = written["runs"][0]["results"].as_array().expect("results");
    let of = |rule: &str| {
        let found = results.iter().find(|result| result["ruleId"] == rule);
        found.unwrap_or_else(|| panic!("a result of {rule}"))
    };
    let flow = &of("HOUSE-001")["codeFlows"][0]["threadFlows"][0]["locations"];
    assert_eq!(flow.as_array().map(Vec::len), Some(3), "one a relation");
    let waived: Vec<&Value> = results
        .iter()
        .filter(|result| result["suppressions"] != serde_json::json!([]))
        .collect();
    assert_eq!(waived.len(), 1);
    assert_eq!(
        waived[0]["suppressions"][0]["justification"],
        "the nightly run finds lost jobs"
    );
    let prints = results
        .iter()
        .map(|result| result["partialFingerprints"]["archlens/v1"].as_str());
    let prints: BTreeSet<&str> = prints.map(|print| print.expect("a text")).collect();
    assert_eq!(prints.len(), results.len(), "{prints:?}");
}

/// The schema belongs to OASIS and is not kept here; `.ci/sarif` fetches it and names it in `SARIF_SCHEMA`.
#[test]
#[ignore = "wants the schema of SARIF: run .ci/sarif"]
fn sarif_keeps_to_its_schema() {
    let schema = std::env::var_os("SARIF_SCHEMA").expect("SARIF_SCHEMA names the schema");
    valid(Path::new(&schema), &json(&check("sarif")));
}

#[test]
fn junit_has_the_shape_that_build_servers_read() {
    let text = golden("junit", "check.junit.xml");
    let document = resvg::usvg::roxmltree::Document::parse(&text).expect("XML");
    let suites = document.root_element();
    assert_eq!(suites.tag_name().name(), "testsuites");
    for suite in suites.children().filter(|node| node.is_element()) {
        let cases = || suite.children().filter(|node| node.is_element());
        let inside = |name: &str| {
            let of_name = cases().filter(|case| case.children().any(|c| c.has_tag_name(name)));
            of_name.count().to_string()
        };
        for (count, name) in [
            ("failures", "failure"),
            ("errors", "error"),
            ("skipped", "skipped"),
        ] {
            assert_eq!(
                suite.attribute(count),
                Some(inside(name).as_str()),
                "{count}"
            );
        }
        let all = cases().count().to_string();
        assert_eq!(suite.attribute("tests"), Some(all.as_str()));
        let mut names = BTreeSet::new();
        for case in cases() {
            let name = ["classname", "name", "time"].map(|name| case.attribute(name));
            assert!(name.iter().all(Option::is_some), "{case:?}");
            assert!(names.insert(name), "two cases {name:?}");
            for told in case.children().filter(|node| node.is_element()) {
                let typed = told.has_tag_name("skipped") || told.has_attribute("type");
                assert!(told.has_attribute("message") && typed, "{told:?}");
            }
        }
    }
}

#[test]
fn annotations_of_github_escape_what_would_end_them() {
    let text = golden("github", "check.github.txt");
    for line in text.lines() {
        let (command, message) = line
            .strip_prefix("::")
            .and_then(|rest| rest.split_once("::"))
            .expect("a command");
        let (word, properties) = command.split_once(' ').expect("properties");
        assert!(["error", "warning", "notice"].contains(&word), "{line}");
        for property in properties.split(',') {
            let (_, value) = property.split_once('=').expect("a value");
            assert!(!value.contains(':'), "{line}");
        }
        assert!(properties.starts_with("file=docs/design/"), "{line}");
        assert!(
            !message.replace("%25", "").replace("%0A", "").contains('%'),
            "{line}"
        );
    }
}

#[test]
fn gitlab_has_its_own_severities_and_no_fingerprint_twice() {
    let written = json(&golden("gitlab", "check.gitlab.json"));
    let issues = written.as_array().expect("a list");
    let mut prints = BTreeSet::new();
    for issue in issues {
        let severity = issue["severity"].as_str().expect("a severity");
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
        assert!(prints.insert(issue["fingerprint"].as_str().expect("a text")));
        let path = issue["location"]["path"].as_str().expect("a path");
        assert!(path.starts_with("docs/design/"), "{path}");
        assert!(issue["location"]["lines"]["begin"].as_u64() >= Some(1));
        assert!(issue["description"].is_string() && issue["check_name"].is_string());
    }
}

#[test]
fn markdown_stays_inside_its_table() {
    let text = golden("markdown", "check.md");
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
    for row in &rows {
        let bars = row.matches('|').count() - row.matches("\\|").count();
        assert_eq!(bars, 6, "{row}");
    }
    assert!(rows.len() > 2, "{text}");
}

#[test]
fn what_is_not_known_fails_in_every_format_where_it_is_to_fail() {
    let failing = [
        ("sarif", "\"kind\": \"open\""),
        ("junit", "<skipped message=\"perhaps"),
        ("github", "::notice"),
        ("gitlab", "\"severity\": \"info\""),
    ];
    for (format, open) in failing {
        let count = |text: String| text.matches(open).count();
        let asked = count(check(format));
        let failed = count(check_with(format, &["--unknown", "fail"]));
        assert!(failed < asked, "{format}: {failed} of {asked}");
    }
}
