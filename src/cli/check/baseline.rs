//! The file of known findings.

#![expect(clippy::disallowed_methods, reason = "a door: reads a file")]

use super::super::{Status, console, open};
use crate::lens::{Finding, Review};
use crate::project::Writer;
use std::collections::BTreeSet;
use std::path::Path;

/// Reads the fingerprints of a baseline file; one that does not exist knows nothing.
pub(super) fn read(path: &Path) -> Result<BTreeSet<String>, String> {
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
    let findings = known.get("findings").and_then(serde_json::Value::as_array);
    let findings = findings.ok_or("has a baseline without a list of `findings`")?;
    Ok(findings
        .iter()
        .filter_map(|finding| finding.as_str())
        .map(str::to_owned)
        .collect())
}

/// Writes the fingerprints of all that fails now.
pub(super) fn write<'a>(
    path: Option<&Path>,
    reviews: impl Iterator<Item = (&'a Path, &'a Review)>,
) -> Status {
    let Some(path) = path else {
        return Status::Fine;
    };
    let findings: BTreeSet<&str> = reviews
        .flat_map(|(_, review)| &review.findings)
        .filter(|finding| Finding::is_open_failure(finding))
        .map(|finding| finding.fingerprint.as_str())
        .collect();
    let known = serde_json::json!({ "archlens": "baseline/1", "findings": findings });
    let text = serde_json::to_string_pretty(&known).unwrap_or_default() + "\n";
    match Writer::default().write(path, text.as_bytes()) {
        Ok(()) => Status::Fine,
        Err(failure) => {
            console::complain(&open::sentence(
                path,
                &format!("cannot be written: {}", console::reason(&failure)),
            ));
            Status::Wrong
        }
    }
}
