//! The report as Markdown.

use super::findings::FindingView;
use super::plates::Plate;
use super::report::{COLUMNS, Report, pillar_title};
use super::topics::ChoiceState;
use super::words::{self, WAIVERS, sentence};
use std::fmt::Write as _;

/// Writes a report as Markdown with its pictures, the main one first, each with the address of its file.
pub fn markdown(report: &Report, plates: &[(&Plate, String)]) -> String {
    let mut text = format!("# Review of {}\n\n", escape(&report.title));
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(
        text,
        "{}\n\n{}\n",
        escape(&words::facts(report)),
        escape(&words::verdict(report))
    );
    if let [(main, file), ..] = plates {
        image(&mut text, main, file);
    }
    scorecard(&mut text, report);
    text.push_str("## Findings\n\n");
    if report.findings.is_empty() {
        text.push_str("None.\n\n");
    }
    for finding in &report.findings {
        self::finding(&mut text, finding);
    }
    if let [_, further @ ..] = plates {
        views(&mut text, further);
    }
    agenda(&mut text, report);
    topics(&mut text, report);
    principles(&mut text, report);
    waivers(&mut text, report);
    let _ = writeln!(text, "## What ran\n\n{}", escape(&words::ran(report)));
    if !report.idle.is_empty() {
        let _ = writeln!(text, "\nThese: {}.", escape(&report.idle.join("; ")));
    }
    text
}

fn image(text: &mut String, plate: &Plate, file: &str) {
    let _ = writeln!(text, "![{}]({})\n", escape(&plate.title), address(file));
}

/// Writes the name of a file as an address: what has a meaning there is written as its bytes.
fn address(file: &str) -> String {
    let mut out = String::new();
    for byte in file.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

/// Writes the views beside the main one, each with the numbers of the findings on it.
fn views(text: &mut String, plates: &[(&Plate, String)]) {
    if plates.is_empty() {
        return;
    }
    text.push_str("## Further views\n\n");
    for (plate, file) in plates {
        let _ = writeln!(text, "### {}\n", escape(&plate.title));
        if let Some(about) = &plate.about {
            let _ = writeln!(text, "{}\n", escape(about));
        }
        image(text, plate, file);
        let _ = writeln!(text, "{}\n", plate.told(|number| number.to_string()));
    }
}

fn row(text: &mut String, cells: impl Iterator<Item = String>) {
    for cell in cells {
        let _ = write!(text, "| {cell} ");
    }
    text.push_str("|\n");
}

fn scorecard(text: &mut String, report: &Report) {
    text.push_str("## Scorecard\n\n");
    let head = COLUMNS.iter().map(|(title, _)| (*title).to_owned());
    row(text, std::iter::once("Pillar".to_owned()).chain(head));
    text.push_str("|---|--:|--:|--:|--:|--:|--:|\n");
    let mut counted = |title: String, counts: [usize; 6]| {
        let counts = counts.iter().map(usize::to_string);
        row(text, std::iter::once(title).chain(counts));
    };
    for score in &report.scores {
        counted(escape(pillar_title(&score.pillar)), score.counts);
    }
    counted("**All**".to_owned(), report.sums());
    text.push('\n');
}

fn finding(text: &mut String, finding: &FindingView) {
    let _ = writeln!(
        text,
        "### {} ({}, {})\n",
        escape(&finding.title),
        finding.severity.word(),
        finding.named
    );
    for case in &finding.cases {
        let number = format!("{}.", case.number);
        let indent = " ".repeat(number.len() + 1);
        let _ = writeln!(
            text,
            "{number} {}\n{indent}- Where: {}, {}",
            escape(&sentence(&case.message)),
            escape(&case.subject),
            escape(&case.place)
        );
        if let Some(path) = &case.path {
            let _ = writeln!(text, "{indent}- Path: {}", escape(path));
        }
        if finding.fix.is_none() {
            let fix = escape(&sentence(&case.fix));
            let _ = writeln!(text, "{indent}- What to do: {fix}");
        }
    }
    let _ = writeln!(
        text,
        "\nWhy it matters: {}",
        escape(&sentence(&finding.why))
    );
    if let Some(fix) = &finding.fix {
        let _ = writeln!(text, "\nWhat to do: {}", escape(&sentence(fix)));
    }
    if let Some(wrong_when) = &finding.wrong_when {
        let _ = writeln!(text, "\nNot so when: {}", escape(&sentence(wrong_when)));
    }
    for source in &finding.sources {
        let _ = writeln!(text, "\nSource: <{source}>");
    }
    text.push('\n');
}

fn agenda(text: &mut String, report: &Report) {
    text.push_str("## Agenda\n\n");
    if report.agenda.is_empty() {
        text.push_str("Nothing is open.\n\n");
    }
    for agenda in &report.agenda {
        let _ = writeln!(text, "### {}\n", escape(&agenda.owner));
        for item in &agenda.items {
            let severity = item
                .severity
                .map_or(String::new(), |severity| format!("{}, ", severity.word()));
            let more = match item.said.as_slice() {
                [] => escape(&item.why),
                said => escape(&format!("State {}.", said.join("; "))),
            };
            let words = escape(&item.text);
            let _ = writeln!(text, "- [ ] {words} ({severity}{}) {more}", item.id);
        }
        text.push('\n');
    }
}

fn topics(text: &mut String, report: &Report) {
    if report.topics.is_empty() {
        return;
    }
    text.push_str("## Questions of the framework\n\n| Question | Risk | What speaks against it |\n|---|---|---|\n");
    for topic in &report.topics {
        let mut against = Vec::new();
        for choice in &topic.choices {
            if let ChoiceState::Disproved(rules) = &choice.state {
                against.push(format!("{} ({})", choice.title, rules.join(", ")));
            }
        }
        let label = format!("{} {}", topic.label, topic.title);
        let cells = [
            escape(label.trim()),
            topic.risk.word().to_owned(),
            escape(&against.join("; ")),
        ];
        row(text, cells.into_iter());
    }
    text.push('\n');
}

fn principles(text: &mut String, report: &Report) {
    if report.principles.is_empty() {
        return;
    }
    text.push_str("## Principles of design\n\n| Principle | What it means | Findings against it |\n|---|---|---|\n");
    for principle in &report.principles {
        let against: Vec<String> = principle.against.iter().map(usize::to_string).collect();
        let cells = [
            escape(&principle.title),
            escape(&principle.text),
            against.join(", "),
        ];
        row(text, cells.into_iter());
    }
    text.push('\n');
}

fn waivers(text: &mut String, report: &Report) {
    text.push_str("## Waivers\n\n");
    if report.waivers.is_empty() {
        text.push_str("None.\n\n");
        return;
    }
    row(text, WAIVERS.iter().map(|&title| title.to_owned()));
    text.push_str("|---|---|---|---|--:|\n");
    for waiver in &report.waivers {
        let mut cells = words::waiver(waiver);
        if waiver.past {
            cells[0].push_str(" (past)");
        }
        row(text, cells.iter().map(|cell| escape(cell)));
    }
    text.push('\n');
}

pub(super) fn quoted(id: &str) -> String {
    format!("`{}`", id.replace('`', "'"))
}

pub(super) fn escape(text: &str) -> String {
    let mut out = String::new();
    let mut code = false;
    let words: Vec<&str> = text.split_whitespace().collect();
    for c in words.join(" ").chars() {
        match c {
            '`' => {
                code = !code;
                out.push(c);
            }
            '|' => out.push_str("\\|"),
            '<' if !code => out.push_str("&lt;"),
            '*' | '_' | '[' | ']' | '#' if !code => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}
