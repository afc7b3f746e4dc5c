//! The pages: an index of all samples, and one page for each.

use crate::colour;
use crate::html::Html;
use crate::sample::{Sample, Shown};
use archlens::diff::Changes;
use archlens::draw::Drawing;
use archlens::export::{self, SvgOptions};
use archlens::review;
use archlens::review::{Case, FindingView};
use archlens::theme::Look;

pub const STYLE: &str = include_str!("style.css");

/// The looks of every picture; the first two are shown, all are linked from the main one.
const LOOKS: [&str; 4] = ["light", "dark", "contrast", "print"];

/// Writes the index.
pub fn index(samples: &[Sample]) -> String {
    let about = "Whole architectures, each drawn and judged from the text on its page.";
    page("Gallery of archlens", about, 0, |out| {
        for (folder, title) in [
            (None, "Architectures"),
            (Some("public"), "After well-known public designs"),
            (Some("flawed"), "With flaws, for the review to find"),
        ] {
            out.words("h2", &[], title);
            out.element("ul", &[("class", "samples")], |out| {
                for sample in samples {
                    let own = sample.name.split_once('/').map(|(folder, _)| folder);
                    if own == folder {
                        out.element("li", &[], |out| entry(out, sample));
                    }
                }
            });
        }
    })
}

fn entry(out: &mut Html, sample: &Sample) {
    let Some(first) = sample.shown.first() else {
        return;
    };
    let page = format!("{}/index.html", sample.name);
    out.element("a", &[("href", &page)], |out| {
        either(out, &format!("{}/{}", sample.name, first.id), first, "");
        out.words("span", &[("class", "title")], &sample.model.title);
    });
    let words = format!(
        "{} elements, {} flows, {}",
        sample.model.elements.len(),
        sample.model.relations.len(),
        counted(sample.report.count(), "finding")
    );
    out.words("p", &[("class", "soft")], &words);
}

/// Lists the files of a sample's own folder with their bytes.
pub fn files(sample: &Sample) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![
        ("index.html".to_owned(), own_page(sample)),
        (
            "review.html".to_owned(),
            review::html(&sample.report, &sample.plates),
        ),
        ("interactive.html".to_owned(), interactive(sample)),
    ];
    for (at, shown) in sample.shown.iter().enumerate() {
        let looks = if at == 0 { &LOOKS[..] } else { &LOOKS[..2] };
        for look in looks {
            let mut drawing = shown.drawing.clone();
            drawing.look = Look::named(look).expect("a look that is built in");
            let svg = export::svg(&drawing, SvgOptions::default());
            files.push((format!("{}.{look}.svg", shown.id), svg));
        }
    }
    files
        .into_iter()
        .map(|(name, text)| (name, text.into_bytes()))
        .collect()
}

/// The main view with focus, search and steps.
fn interactive(sample: &Sample) -> String {
    let Some(first) = sample.shown.first() else {
        return String::new();
    };
    let mut drawing: Drawing = first.drawing.clone();
    if let Some(dark) = &mut drawing.look.dark {
        dark.class = Some(export::DARK_CLASS.to_owned());
    }
    let svg = export::svg(&drawing, SvgOptions::default());
    let review = Some(&sample.review);
    let (model, sources) = (&sample.model, &sample.sources);
    export::html(
        &drawing.title,
        &svg,
        model,
        sources,
        review,
        &Changes::default(),
    )
}

fn own_page(sample: &Sample) -> String {
    let about = sample.model.description.as_deref().unwrap_or_default();
    page(&sample.model.title, about, sample.depth(), |out| {
        out.element("p", &[("class", "links")], |out| {
            for (href, words) in [
                ("interactive.html", "Interactive page"),
                ("review.html", "Review report"),
                ("#findings", "Findings"),
                ("#source", "Source"),
            ] {
                out.words("a", &[("href", href)], words);
            }
        });
        if let Some((first, others)) = sample.shown.split_first() {
            main_view(out, first);
            others.iter().for_each(|shown| other_view(out, shown));
        }
        findings(out, &sample.report.findings);
        out.words("h2", &[("id", "source")], "Source");
        let label = format!("Source of {}", sample.model.title);
        let code = [
            ("class", "source"),
            ("tabindex", "0"),
            ("role", "region"),
            ("aria-label", label.as_str()),
        ];
        out.element("pre", &code, |out| colour::source(out, sample.text()));
    })
}

/// The main view in light and dark, beside each other where there is room.
fn main_view(out: &mut Html, shown: &Shown) {
    out.words("h2", &[], &shown.title);
    out.element("div", &[("class", "pair")], |out| {
        for look in &LOOKS[..2] {
            let file = format!("{}.{look}.svg", shown.id);
            out.element("figure", &[], |out| {
                out.element("a", &[("href", &file)], |out| {
                    let alt = format!("{}, {look}", shown.drawing.title);
                    image(out, &file, &shown.drawing, &alt);
                });
            });
        }
    });
    out.element("p", &[("class", "links soft")], |out| {
        out.text("Colours: ");
        for look in LOOKS {
            let file = format!("{}.{look}.svg", shown.id);
            out.words("a", &[("href", &file)], look);
        }
    });
    in_words(out, &shown.drawing);
}

fn other_view(out: &mut Html, shown: &Shown) {
    out.words("h2", &[], &shown.title);
    out.element("figure", &[("class", "other")], |out| {
        let light = format!("{}.light.svg", shown.id);
        out.element("a", &[("href", &light)], |out| {
            either(out, &shown.id, shown, &shown.drawing.title);
        });
    });
    in_words(out, &shown.drawing);
}

fn in_words(out: &mut Html, drawing: &Drawing) {
    out.element("details", &[], |out| {
        out.words("summary", &[], "In words");
        out.words("p", &[], &drawing.description);
    });
}

/// The picture that suits the reader's surroundings.
fn either(out: &mut Html, stem: &str, shown: &Shown, alt: &str) {
    out.element("picture", &[], |out| {
        let dark = format!("{stem}.dark.svg");
        let when = "(prefers-color-scheme: dark)";
        out.single("source", &[("srcset", &dark), ("media", when)]);
        image(out, &format!("{stem}.light.svg"), &shown.drawing, alt);
    });
}

fn image(out: &mut Html, file: &str, drawing: &Drawing, alt: &str) {
    let (width, height) = (drawing.size.width, drawing.size.height);
    out.single(
        "img",
        &[
            ("src", file),
            ("alt", alt),
            ("width", &format!("{width}")),
            ("height", &format!("{height}")),
        ],
    );
}

fn findings(out: &mut Html, findings: &[FindingView]) {
    out.words("h2", &[("id", "findings")], "Findings");
    if findings.is_empty() {
        out.words("p", &[], "Nothing is found wrong.");
        return;
    }
    out.element("ol", &[("class", "findings")], |out| {
        for finding in findings {
            for case in &finding.cases {
                out.element("li", &[], |out| self::case(out, finding, case));
            }
        }
    });
}

fn case(out: &mut Html, finding: &FindingView, case: &Case) {
    let severity = finding.severity.word();
    let class = format!("severity {severity}");
    out.words("span", &[("class", &class)], severity);
    out.words("strong", &[], &format!(" {} ", finding.rule));
    out.text(&case.message);
    out.text(" ");
    out.words("span", &[("class", "soft")], &case.fix);
    if let Some(line) = line(&case.place) {
        out.text(" ");
        let href = format!("#L{line}");
        out.words("a", &[("href", &href)], &format!("line {line}"));
    }
}

/// The line of a place such as `shop.arch:12`.
fn line(place: &str) -> Option<&str> {
    place.rsplit(':').next()
}

fn counted(count: usize, thing: &str) -> String {
    match count {
        0 => format!("no {thing}"),
        1 => format!("1 {thing}"),
        _ => format!("{count} {thing}s"),
    }
}

/// A page with its head and foot, some folders below the index.
fn page(title: &str, about: &str, depth: usize, inside: impl FnOnce(&mut Html)) -> String {
    let mut out = Html::default();
    let up = "../".repeat(depth);
    out.element("html", &[("lang", "en")], |out| {
        out.element("head", &[], |out| {
            out.single("meta", &[("charset", "utf-8")]);
            let wide = "width=device-width, initial-scale=1";
            out.single("meta", &[("name", "viewport"), ("content", wide)]);
            out.single(
                "meta",
                &[("name", "color-scheme"), ("content", "light dark")],
            );
            out.words("title", &[], title);
            let style = format!("{up}style.css");
            out.single("link", &[("rel", "stylesheet"), ("href", &style)]);
        });
        out.element("body", &[], |out| {
            out.words(
                "a",
                &[("class", "skip"), ("href", "#main")],
                "Skip to content",
            );
            out.element("header", &[], |out| {
                if depth > 0 {
                    let index = format!("{up}index.html");
                    out.element("nav", &[("aria-label", "Gallery")], |out| {
                        out.words("a", &[("href", &index)], "All samples");
                    });
                }
                out.words("h1", &[], title);
                out.words("p", &[("class", "about")], about);
            });
            out.element("main", &[("id", "main"), ("tabindex", "-1")], inside);
        });
    });
    out.document()
}
