//! The file of known findings: for each checked file, those that failed when it was written.

#![expect(clippy::disallowed_methods, reason = "a door: reads a file")]

use super::super::{Status, console, open};
use super::Outcome;
use crate::project::{Found, Names, Unknown, Writer};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Fingerprints by the path of their file, seen from the folder of the baseline.
type Known = BTreeMap<String, BTreeSet<String>>;

/// Reads the fingerprints that a baseline file knows of a file; one that does not exist knows nothing.
pub(super) fn read(path: &Path, found: &Found) -> Result<BTreeSet<String>, String> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(failure) if failure.kind() == std::io::ErrorKind::NotFound => {
            return Ok(BTreeSet::new());
        }
        Err(failure) => {
            return Err(format!(
                "has a baseline that cannot be read: {}",
                console::reason(&failure)
            ));
        }
    };
    let known: serde_json::Value = serde_json::from_str(&text)
        .map_err(|failure| format!("has a baseline that is no JSON: {failure}"))?;
    let files = known.get("files").cloned().unwrap_or_default();
    let mut files: Known = serde_json::from_value(files).map_err(|failure| {
        format!("has a baseline without lists of findings by file: {failure}")
    })?;
    Ok(files.remove(&name(path, found)).unwrap_or_default())
}

/// Writes the fingerprints of all that fails now, each to the baseline of its file.
pub(super) fn write(outcomes: &[(&Found, Outcome)]) -> Status {
    let mut baselines: BTreeMap<&Path, Known> = BTreeMap::new();
    let mut status = Status::Fine;
    for (found, outcome) in outcomes {
        let Some(path) = outcome.baseline.as_deref() else {
            console::complain(&open::sentence(
                &found.path,
                "has no baseline to update; name one with --baseline, or `baseline` in archlens.toml",
            ));
            status = Status::Wrong;
            continue;
        };
        let failing = outcome.review.findings.iter().filter(|finding| {
            let fails = outcome.unknown == Unknown::Fail && finding.is_open_question();
            fails || finding.is_open_failure()
        });
        let prints: BTreeSet<String> = failing.map(|finding| finding.fingerprint.clone()).collect();
        let files = baselines.entry(path).or_default();
        if !prints.is_empty() {
            files.insert(name(path, found), prints);
        }
    }
    for (path, files) in baselines {
        let known = serde_json::json!({ "archlens": "baseline/1", "files": files });
        let text = serde_json::to_string_pretty(&known).unwrap_or_default() + "\n";
        if let Err(failure) = Writer::default().write(path, text.as_bytes()) {
            console::complain(&open::sentence(
                path,
                &format!("cannot be written: {}", console::reason(&failure)),
            ));
            status = Status::Wrong;
        }
    }
    status
}

/// What a file is called in a baseline: its path from the folder of that, which is the same for everybody.
fn name(baseline: &Path, found: &Found) -> String {
    let folder = match baseline.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    };
    Names::from_folder(found, &folder).of_file(&found.path)
}
