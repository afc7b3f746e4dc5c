//! The report as one HTML file that can be sent, printed and kept.

mod finding;
mod plate;
mod text;

use super::plates::Plate;
use super::report::{COLUMNS, Report, pillar_title};
use super::topics::{ChoiceState, Risk, TopicView, level_word};
use super::words::{self, WAIVERS, counted};
use std::fmt::Write as _;
use text::{code, text};

const STYLE: &str = include_str!("report.css");

/// Writes a report as one HTML file with its pictures, the main one first.
pub fn html(report: &Report, plates: &[Plate]) -> String {
    let title = text(&format!("Review of {}", report.title));
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n<h1>{title}</h1>\n"
    );
    // Writing to a String cannot fail, here and below.
    let _ = writeln!(
        page,
        "<p class=\"facts\">{}</p>\n<p class=\"verdict\">{}</p>\n</header>",
        text(&words::facts(report)),
        text(&words::verdict(report))
    );
    section(&mut page, "scorecard", "Scorecard", |page| {
        scorecard(page, report);
    });
    if let [main, ..] = plates {
        section(&mut page, "picture", "The architecture", |page| {
            plate::main(page, main);
        });
    }
    section(&mut page, "findings", "Findings", |page| {
        if report.findings.is_empty() {
            page.push_str("<p>None.</p>\n");
        }
        for finding in &report.findings {
            finding::write(page, finding);
        }
    });
    if let [_, further @ ..] = plates
        && !further.is_empty()
    {
        section(&mut page, "views", "Further views", |page| {
            for one in further {
                plate::further(page, one);
            }
        });
    }
    section(&mut page, "agenda", "Agenda", |page| agenda(page, report));
    if !report.topics.is_empty() {
        section(
            &mut page,
            "questions",
            "Questions of the framework",
            |page| {
                topics(page, report);
            },
        );
    }
    if !report.principles.is_empty() {
        section(&mut page, "principles", "Principles of design", |page| {
            principles(page, report);
        });
    }
    section(&mut page, "waivers", "Waivers", |page| {
        waivers(page, report)
    });
    section(&mut page, "ran", "What ran", |page| ran(page, report));
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn section(page: &mut String, id: &str, title: &str, inside: impl FnOnce(&mut String)) {
    let _ = writeln!(
        page,
        "<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>"
    );
    inside(page);
    page.push_str("</section>\n");
}

/// Opens a table that scrolls by itself where it is wider than the page.
fn table<'a>(page: &mut String, id: &str, head: impl Iterator<Item = &'a str>) {
    let _ = write!(
        page,
        "<div class=\"wide\" role=\"group\" aria-labelledby=\"{id}\" tabindex=\"0\"><table class=\"{id}\">\n<thead><tr>"
    );
    for title in head {
        let _ = write!(page, "<th scope=\"col\">{title}</th>");
    }
    page.push_str("</tr></thead>\n<tbody>\n");
}

fn scorecard(page: &mut String, report: &Report) {
    let head = COLUMNS.iter().map(|(title, _)| *title);
    table(page, "scorecard", std::iter::once("Pillar").chain(head));
    let row = |page: &mut String, title: &str, counts: [usize; 6]| {
        let _ = write!(page, "<tr><th scope=\"row\">{title}</th>");
        for ((_, class), count) in COLUMNS.iter().zip(counts) {
            let class = if count == 0 { "zero" } else { class };
            let _ = write!(page, "<td class=\"{class}\">{count}</td>");
        }
        page.push_str("</tr>\n");
    };
    for score in &report.scores {
        row(page, &text(pillar_title(&score.pillar)), score.counts);
    }
    page.push_str("</tbody>\n<tfoot>\n");
    row(page, "All", report.sums());
    page.push_str("</tfoot>\n</table></div>\n");
}

fn agenda(page: &mut String, report: &Report) {
    if report.agenda.is_empty() {
        page.push_str("<p>Nothing is open.</p>\n");
    }
    for agenda in &report.agenda {
        let owner = text(&agenda.owner);
        let _ = writeln!(page, "<h3>{owner}</h3>\n<ul class=\"agenda\">");
        for item in &agenda.items {
            let _ = write!(page, "<li>{}", code(&item.text));
            if let Some(severity) = item.severity {
                let _ = write!(page, " <span class=\"tag {0}\">{0}</span>", severity.word());
            }
            let _ = write!(page, " <span class=\"soft id\">{}</span>", text(&item.id));
            if !item.why.is_empty() {
                let _ = write!(page, "<br><span class=\"soft\">{}</span>", code(&item.why));
            }
            if !item.said.is_empty() {
                let said = code(&item.said.join("; "));
                let _ = write!(page, "<br><span class=\"soft\">State {said}</span>");
            }
            page.push_str("</li>\n");
        }
        page.push_str("</ul>\n");
    }
}

fn topics(page: &mut String, report: &Report) {
    page.push_str("<p>A choice that a finding speaks against does not hold. That no finding speaks against one is no answer yet: only people can say that it holds.</p>\n");
    for topic in &report.topics {
        self::topic(page, topic);
    }
}

fn topic(page: &mut String, topic: &TopicView) {
    let class = match topic.risk {
        Risk::High => "high",
        Risk::Medium => "medium",
        Risk::Low => "low",
        Risk::None => "passed",
        Risk::Unanswered => "asked",
        Risk::NotApplicable => "info",
    };
    let risk = match topic.risk {
        Risk::Unanswered | Risk::NotApplicable => topic.risk.word().to_owned(),
        risk => format!("risk: {}", risk.word()),
    };
    let _ = writeln!(
        page,
        "<div class=\"topic\">\n<h3><span class=\"soft\">{}</span> {} <span class=\"tag {class}\">{risk}</span></h3>\n<ul class=\"choices\">",
        text(&topic.label),
        text(&topic.title),
    );
    for choice in &topic.choices {
        let (class, mark) = match choice.state {
            ChoiceState::Disproved(_) => ("high", "✗"),
            ChoiceState::Answered => ("passed", "✓"),
            ChoiceState::Open => ("open", "☐"),
        };
        let _ = writeln!(
            page,
            "<li><span class=\"{class}\" aria-hidden=\"true\">{mark}</span> {} <span class=\"soft\">{}, {}</span></li>",
            text(&choice.title),
            level_word(choice.level),
            text(&choice.state.words())
        );
    }
    page.push_str("</ul>\n");
    if let Some(notes) = &topic.notes {
        let _ = writeln!(page, "<p>{}</p>", code(notes));
    }
    page.push_str("</div>\n");
}

fn principles(page: &mut String, report: &Report) {
    page.push_str("<dl class=\"principles\">\n");
    for principle in &report.principles {
        let against: Vec<String> = principle
            .against
            .iter()
            .map(|number| format!("<a href=\"#finding-{number}\">{number}</a>"))
            .collect();
        let against = match against.as_slice() {
            [] => String::new(),
            [one] => format!(" <span class=\"high\">Finding {one} speaks against it.</span>"),
            many => format!(
                " <span class=\"high\">Findings {} speak against it.</span>",
                many.join(", ")
            ),
        };
        let _ = writeln!(
            page,
            "<dt>{}</dt><dd>{}{against}</dd>",
            text(&principle.title),
            text(&principle.text)
        );
    }
    page.push_str("</dl>\n");
}

fn waivers(page: &mut String, report: &Report) {
    if report.waivers.is_empty() {
        page.push_str("<p>None.</p>\n");
        return;
    }
    table(page, "waivers", WAIVERS.into_iter());
    for waiver in &report.waivers {
        let [until, rest @ ..] = words::waiver(waiver);
        let past = match waiver.past {
            true => " <span class=\"tag high\">past</span>",
            false => "",
        };
        let _ = write!(page, "<tr><td>{}{past}</td>", text(&until));
        for cell in rest {
            let _ = write!(page, "<td>{}</td>", code(&cell));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody>\n</table></div>\n");
}

fn ran(page: &mut String, report: &Report) {
    let _ = writeln!(page, "<p>{}</p>", text(&words::ran(report)));
    if report.idle.is_empty() {
        return;
    }
    let _ = writeln!(
        page,
        "<details><summary>{} had nothing to look at</summary>\n<ul class=\"idle\">",
        counted(report.idle.len(), "rule")
    );
    for rule in &report.idle {
        let _ = writeln!(page, "<li>{}</li>", text(rule));
    }
    page.push_str("</ul>\n</details>\n");
}
