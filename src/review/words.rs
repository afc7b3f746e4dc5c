//! The sentences that the report says alike in every format; names stand in backticks.

use super::report::{Report, WaiverView};

/// What stands below the title.
pub(super) fn facts(report: &Report) -> String {
    let mut facts = vec![report.today.clone()];
    let environment = report.environment.iter();
    facts.extend(environment.map(|environment| format!("environment {environment}")));
    facts.extend(report.owner.iter().map(|owner| format!("owner {owner}")));
    facts.push(format!("judged with {}", report.lenses.join(", ")));
    facts.join(" · ")
}

/// The whole report in a sentence or two.
pub(super) fn verdict(report: &Report) -> String {
    let [high, medium, ..] = report.sums();
    let said = match (high, medium) {
        (0, 0) => "Nothing of high or medium severity was found.".to_owned(),
        (0, medium) => format!(
            "{} should be mended; none is of high severity.",
            counted(medium, "finding")
        ),
        (high, 0) => format!(
            "{} of high severity must be mended or accepted.",
            counted(high, "finding")
        ),
        (high, medium) => format!(
            "{} of high severity must be mended or accepted, and {medium} of medium severity should be.",
            counted(high, "finding")
        ),
    };
    match report.tally.unknown {
        0 => said,
        open => format!(
            "{said} {} could not be judged, because something is not stated.",
            counted(open, "point")
        ),
    }
}

/// What ran, so that silence can be trusted.
pub(super) fn ran(report: &Report) -> String {
    let tally = &report.tally;
    format!(
        "{} looked at the design: {} passed, {} failed, {} could not be told, {} waived, {} known before. {} had nothing to look at.",
        counted(tally.rules, "rule"),
        counted(tally.passed, "check"),
        tally.failed,
        tally.unknown,
        tally.waived,
        tally.baseline,
        counted(report.idle.len(), "rule")
    )
}

/// The headings of the waivers.
pub(super) const WAIVERS: [&str; 5] = ["Until", "Rule", "Reason", "Owner", "Findings"];

/// The cells of a waiver, in the order of [`WAIVERS`].
pub(super) fn waiver(waiver: &WaiverView) -> [String; 5] {
    [
        waiver.until.clone().unwrap_or_else(|| "no end".to_owned()),
        waiver.rule.clone(),
        waiver.reason.clone(),
        waiver.owner.clone().unwrap_or_default(),
        waiver.covers.to_string(),
    ]
}

/// A count with its noun.
pub(super) fn counted(count: usize, word: &str) -> String {
    match count {
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    }
}

/// Makes a sentence of words that start small and end without a full stop.
pub(super) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let text: String = first.to_uppercase().chain(letters).collect();
    match text.ends_with(['.', '!', '?']) {
        true => text,
        false => text + ".",
    }
}
