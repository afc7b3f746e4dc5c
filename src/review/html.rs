//! The report as one HTML file that can be sent, printed and kept.

use super::report::{ChoiceState, Report, Risk, pillar_title};
use crate::lens::Severity;
use crate::lens::lang::Level;
use std::fmt::Write as _;

const STYLE: &str = include_str!("report.css");

/// Writes a report as one HTML file; the picture is SVG text, trusted because it is our own drawing.
pub fn html(report: &Report, picture: Option<&str>) -> String {
    let title = text(&format!("Review of {}", report.title));
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n<h1>{title}</h1>\n"
    );
    let mut facts = vec![report.today.clone()];
    facts.extend(
        report
            .environment
            .iter()
            .map(|environment| format!("environment {environment}")),
    );
    facts.extend(report.owner.iter().map(|owner| format!("owner {owner}")));
    facts.push(format!("judged with {}", report.lenses.join(", ")));
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(
        page,
        "<p class=\"facts\">{}</p>\n{}\n</header>",
        text(&facts.join(" · ")),
        verdict(report)
    );
    scorecard(&mut page, report);
    if let Some(picture) = picture {
        let _ = writeln!(
            page,
            "<section aria-labelledby=\"picture\">\n<h2 id=\"picture\">The architecture</h2>\n<figure>{picture}</figure>\n</section>"
        );
    }
    findings(&mut page, report);
    agenda(&mut page, report);
    topics(&mut page, report);
    waivers(&mut page, report);
    ran(&mut page, report);
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// The whole report in one sentence.
fn verdict(report: &Report) -> String {
    let count = |severity| {
        report
            .findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let (high, medium) = (count(Severity::High), count(Severity::Medium));
    let questions = report.tally.unknown;
    let said = match (high, medium) {
        (0, 0) => "Nothing of high or medium severity was found.".to_owned(),
        (0, medium) => format!(
            "{} should be mended; none is of high severity.",
            counted(medium, "finding")
        ),
        (high, _) => format!(
            "{} of high severity must be mended or accepted.",
            counted(high, "finding")
        ),
    };
    let open = match questions {
        0 => String::new(),
        _ => format!(
            " {} could not be judged, because something is not stated.",
            counted(questions, "point")
        ),
    };
    format!("<p class=\"verdict\">{}{}</p>", text(&said), text(&open))
}

fn scorecard(page: &mut String, report: &Report) {
    page.push_str("<section aria-labelledby=\"scorecard\">\n<h2 id=\"scorecard\">Scorecard</h2>\n<table class=\"scores\">\n<thead><tr><th scope=\"col\">Pillar</th><th scope=\"col\">High</th><th scope=\"col\">Medium</th><th scope=\"col\">Low</th><th scope=\"col\">Info</th><th scope=\"col\">Open questions</th><th scope=\"col\">Passed</th></tr></thead>\n<tbody>\n");
    let cell = |class: &str, count: usize| match count {
        0 => "<td class=\"zero\">0</td>".to_owned(),
        _ => format!("<td class=\"{class}\">{count}</td>"),
    };
    for score in &report.scores {
        let _ = writeln!(
            page,
            "<tr><th scope=\"row\">{}</th>{}{}{}{}{}{}</tr>",
            text(pillar_title(&score.pillar)),
            cell("high", score.high),
            cell("medium", score.medium),
            cell("low", score.low),
            cell("info", score.info),
            cell("asked", score.questions),
            cell("passed", score.passed)
        );
    }
    page.push_str("</tbody>\n</table>\n</section>\n");
}

fn findings(page: &mut String, report: &Report) {
    page.push_str("<section aria-labelledby=\"findings\">\n<h2 id=\"findings\">Findings</h2>\n");
    if report.findings.is_empty() {
        page.push_str("<p>None.</p>\n");
    }
    for finding in &report.findings {
        let severity = finding.severity.word();
        let _ = writeln!(
            page,
            "<article class=\"finding\" id=\"finding-{0}\">\n<h3><span class=\"number\">{0}</span> {1} <span class=\"tag {severity}\">{severity}</span></h3>",
            finding.number,
            text(&finding.title)
        );
        let _ = writeln!(
            page,
            "<p class=\"message\">{}.</p>\n<dl>",
            code(&capital(&finding.message))
        );
        let mut row = |name: &str, value: String| {
            let _ = writeln!(page, "<dt>{name}</dt><dd>{value}</dd>");
        };
        row(
            "Where",
            format!(
                "<code>{}</code> <span class=\"place\">{}</span>",
                text(&finding.subject),
                text(&finding.place)
            ),
        );
        if let Some(path) = &finding.path {
            row("Path", format!("<code>{}</code>", text(path)));
        }
        row("Why it matters", code(&finding.why));
        row("What to do", code(&finding.fix));
        if let Some(wrong_when) = &finding.wrong_when {
            row("Not so when", code(wrong_when));
        }
        let sources: Vec<String> = finding.sources.iter().map(|source| link(source)).collect();
        let rule = format!(
            "{} · {}",
            text(&finding.rule),
            text(pillar_title(&finding.pillar))
        );
        row(
            "Rule",
            std::iter::once(rule)
                .chain(sources)
                .collect::<Vec<_>>()
                .join("<br>"),
        );
        page.push_str("</dl>\n</article>\n");
    }
    page.push_str("</section>\n");
}

fn agenda(page: &mut String, report: &Report) {
    page.push_str("<section aria-labelledby=\"agenda\">\n<h2 id=\"agenda\">Agenda</h2>\n");
    if report.agenda.is_empty() {
        page.push_str("<p>Nothing is open.</p>\n");
    }
    for agenda in &report.agenda {
        let _ = writeln!(
            page,
            "<h3>{}</h3>\n<ul class=\"agenda\">",
            text(&agenda.owner)
        );
        for item in &agenda.items {
            let severity = item.severity.map_or(String::new(), |severity| {
                format!(" <span class=\"tag {0}\">{0}</span>", severity.word())
            });
            let _ = writeln!(
                page,
                "<li><code>{}</code>{severity} {}</li>",
                text(&item.what),
                code(&item.text)
            );
        }
        page.push_str("</ul>\n");
    }
    page.push_str("</section>\n");
}

fn topics(page: &mut String, report: &Report) {
    if report.topics.is_empty() {
        return;
    }
    page.push_str("<section aria-labelledby=\"questions\">\n<h2 id=\"questions\">Questions of the framework</h2>\n<p>A choice that a finding speaks against is marked; that no finding speaks against one is no answer yet.</p>\n");
    for topic in &report.topics {
        let class = match topic.risk {
            Risk::High => "high",
            Risk::Medium => "medium",
            Risk::Low => "low",
            Risk::None => "passed",
            Risk::Unanswered => "asked",
        };
        let _ = writeln!(
            page,
            "<details class=\"topic\"{}><summary>{} {} <span class=\"tag {class}\">{}</span></summary>\n<ul>",
            if topic.risk <= Risk::Low { " open" } else { "" },
            text(&topic.label),
            text(&topic.title),
            topic.risk.word()
        );
        for choice in &topic.choices {
            let state = match &choice.state {
                ChoiceState::Disproved(rules) => format!("does not hold: {}", rules.join(", ")),
                ChoiceState::Answered => "holds, as answered".to_owned(),
                ChoiceState::Open => "open".to_owned(),
            };
            let level = match choice.level {
                Level::Required => "required",
                Level::Good => "good",
                Level::Best => "best",
            };
            let _ = writeln!(
                page,
                "<li>{} <span class=\"level\">{level}</span> {}</li>",
                text(&choice.title),
                text(&state)
            );
        }
        page.push_str("</ul>\n");
        if let Some(notes) = &topic.notes {
            let _ = writeln!(page, "<p>{}</p>", text(notes));
        }
        page.push_str("</details>\n");
    }
    page.push_str("</section>\n");
}

fn waivers(page: &mut String, report: &Report) {
    page.push_str("<section aria-labelledby=\"waivers\">\n<h2 id=\"waivers\">Waivers</h2>\n");
    if report.waivers.is_empty() {
        page.push_str("<p>None.</p>\n</section>\n");
        return;
    }
    page.push_str("<table>\n<thead><tr><th scope=\"col\">Until</th><th scope=\"col\">Rule</th><th scope=\"col\">Reason</th><th scope=\"col\">Owner</th><th scope=\"col\">Covers</th></tr></thead>\n<tbody>\n");
    for waiver in &report.waivers {
        let until = waiver.until.as_deref().unwrap_or("no end");
        let past = if waiver.past {
            " <span class=\"tag high\">past</span>"
        } else {
            ""
        };
        let _ = writeln!(
            page,
            "<tr><td>{}{past}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
            text(until),
            text(&waiver.rule),
            code(&waiver.reason),
            text(waiver.owner.as_deref().unwrap_or("")),
            waiver.covers
        );
    }
    page.push_str("</tbody>\n</table>\n</section>\n");
}

fn ran(page: &mut String, report: &Report) {
    let tally = &report.tally;
    let _ = writeln!(
        page,
        "<section aria-labelledby=\"ran\">\n<h2 id=\"ran\">What ran</h2>\n<p>{} rules: {} checks passed, {} failed, {} could not be told, {} waived, {} known before.</p>",
        tally.rules, tally.passed, tally.failed, tally.unknown, tally.waived, tally.baseline
    );
    if !report.idle.is_empty() {
        let _ = writeln!(
            page,
            "<details><summary>{} rules had nothing to look at</summary>\n<ul class=\"idle\">",
            report.idle.len()
        );
        for rule in &report.idle {
            let _ = writeln!(page, "<li>{}</li>", text(rule));
        }
        page.push_str("</ul>\n</details>\n");
    }
    page.push_str("</section>\n");
}

fn counted(count: usize, word: &str) -> String {
    match count {
        1 => format!("1 {word}"),
        _ => format!("{count} {word}s"),
    }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn link(source: &str) -> String {
    let shown = text(source);
    match source.starts_with("https://") {
        true => format!("<a href=\"{shown}\">{shown}</a>"),
        false => shown,
    }
}

/// Escapes a text, with what stands in backticks as code.
fn code(words: &str) -> String {
    let parts = words.split('`').enumerate();
    parts
        .map(|(at, part)| match at % 2 {
            0 => text(part),
            _ => format!("<code>{}</code>", text(part)),
        })
        .collect()
}

/// Escapes a text, controls that could turn its direction left out.
fn text(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_control() && c != '\n' => {}
            c => out.push(c),
        }
    }
    out
}
