//! Any words in any place for words: the SVG keeps its elements and its attributes, and the words stay words.
//!
//! `ARCHLENS_TEXTS` says how many random texts each place is filled with.

#![expect(
    clippy::disallowed_methods,
    reason = "a test: its size is set from outside"
)]

use archlens::draw::{self, Drawing, Mark};
use archlens::export::{Fonts, SvgOptions, strays, svg};
use archlens::model::View;
use archlens::{PictureOptions, catalog, compose, lens, scene, theme};
use roxmltree::{Document, Node};
use std::collections::BTreeSet;
use std::fmt::Write;

mod common;
use common::memory::{Memory, resolve};
use common::random::Random;

/// One of everything that has words, each place for words with a word of its own.
const SOURCE: &str = r#"
architecture "w0" { description: "w1"; owner: "w2" }
group g "w3" { description: "w4" }
user u "w5" { description: "w6" }
lambda f "w7" { description: "w8"; memory: 128MB; note: "w9" }
sqs q "w10"
layer l "w11"
u -> f "w12"
f ~> q "w13"
scenario s "w14" {
  u -> f "w15"
  f ~> q "w16"
}
view main "w17" { scenario: s; description: "w18" }
"#;
const WORDS: usize = 19;

fn count() -> usize {
    let asked = std::env::var("ARCHLENS_TEXTS").ok();
    asked.map_or(200, |count| count.parse().expect("a number of texts"))
}

/// What breaks markup, paths, style sheets, scripts and fonts, and what does not.
const BITS: [&str; 40] = [
    "<",
    ">",
    "&",
    "\"",
    "'",
    "</text>",
    "</svg>",
    "<script>",
    "]]>",
    "<![CDATA[",
    "<!--",
    "-->",
    "<?xml?>",
    "&lt;",
    "&#0;",
    "&#x3c;",
    "&bogus;",
    "url(",
    "http://127.0.0.1:9/",
    "javascript:",
    "@import",
    "expression(",
    "var(--x)",
    "style=",
    "onload=",
    "href=",
    "}",
    "{",
    "\\",
    "\u{0}",
    "\u{1b}[31m",
    "\u{202E}",
    "\u{2066}",
    "\u{FFFE}",
    "\u{FEFF}",
    "\u{200D}",
    "e\u{301}",
    "注文",
    "عربى",
    "👩‍👧",
];

fn text(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..random.below(10) {
        match random.below(3) {
            0 => text.push_str(random.pick(&BITS)),
            1 => text.push(char::from(random.below(0x80) as u8)),
            _ => text.extend(char::from_u32(random.below(0x11_0000) as u32)),
        }
    }
    text
}

/// Writes a text so that the language reads it as it is.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                write!(out, "\\u{{{:x}}}", c as u32).expect("a string takes all")
            }
            c => out.push(c),
        }
    }
    out
}

/// Draws the source with other words in the places of its own.
fn drawing(words: &[String]) -> Drawing {
    let mut source = SOURCE.to_owned();
    for (at, words) in words.iter().enumerate() {
        source = source.replace(&format!("\"w{at}\""), &format!("\"{}\"", quoted(words)));
    }
    let model = resolve(&Memory::default(), "it.arch", &source).value;
    let options = PictureOptions {
        scene: scene::Options::default(),
        draw: draw::Options::default(),
        look: theme::Look::named("auto").expect("a look that is built in"),
    };
    let texts: Vec<lens::Text> = Vec::new();
    let lenses = lens::load(&texts).value;
    let review = lens::review(&model, &lenses, &lens::Options::default()).value;
    let view: &View = model.views.first().expect("every model has a view");
    compose(&model, catalog::builtin(), view, Some(&review), &options).drawing
}

fn plain_words() -> Vec<String> {
    (0..WORDS).map(|at| format!("word {at}")).collect()
}

/// Puts a text into every place for words of a drawing; says how many there are.
fn fill(marks: &mut [Mark], text: &mut impl FnMut() -> String) {
    for mark in marks {
        match mark {
            Mark::Group(group) => {
                for words in [&mut group.kind, &mut group.label, &mut group.title] {
                    if !words.is_empty() {
                        *words = text();
                    }
                }
                for (_, value) in &mut group.data {
                    *value = text();
                }
                fill(&mut group.marks, text);
            }
            Mark::Text(shown) => shown.text = text(),
            _ => {}
        }
    }
}

/// Whether an attribute holds words.
fn is_for_words(name: &str) -> bool {
    name.starts_with("data-") || matches!(name, "aria-label" | "aria-roledescription")
}

/// The elements with their attributes, all but the words, and but the font, which is cut to the words.
fn bones(svg: &str) -> Vec<String> {
    let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}:\n{svg}"));
    let bone = |node: Node| {
        let mut bone = node.tag_name().name().to_owned();
        for attribute in node.attributes() {
            let value = match is_for_words(attribute.name()) {
                true => "",
                false => attribute.value(),
            };
            write!(bone, " {}={value}", attribute.name()).expect("a string takes all");
        }
        bone
    };
    document
        .descendants()
        .filter(Node::is_element)
        .map(bone)
        .collect()
}

#[test]
fn words_in_a_drawing_change_nothing_but_words() {
    let plain = drawing(&plain_words());
    let options = SvgOptions {
        fonts: Fonts::System,
        ..SvgOptions::default()
    };
    let mut random = Random::new(1);
    for round in 0..count() {
        let mut filled = plain.clone();
        filled.title = text(&mut random);
        filled.description = text(&mut random);
        // What is empty, and a title that says what the label says, is left out: no two texts are alike.
        let mut number = 0;
        fill(&mut filled.marks, &mut || {
            number += 1;
            format!("{}{number}", text(&mut random))
        });
        // To cut the font takes longer than all else.
        let options = match round % 50 {
            0 => SvgOptions::default(),
            _ => options,
        };
        let (was, is) = (svg(&plain, options), svg(&filled, options));
        let (was, is_now) = (bones(&was), bones(&is));
        let differs = was.iter().zip(&is_now).find(|(was, is)| was != is);
        assert_eq!(differs, None, "round {round}");
        assert_eq!(is_now.len(), was.len(), "round {round}");
        assert_eq!(strays(&is), [""; 0], "round {round}");
    }
}

#[test]
fn words_in_a_source_bring_no_new_elements_or_attributes() {
    let options = SvgOptions {
        fonts: Fonts::System,
        ..SvgOptions::default()
    };
    /// Elements with the names of their attributes.
    fn kinds(svg: &str) -> BTreeSet<String> {
        let document = Document::parse(svg).unwrap_or_else(|error| panic!("{error}:\n{svg}"));
        let kind = |node: Node| {
            let names = node.attributes().map(|attribute| attribute.name());
            format!("{} {:?}", node.tag_name().name(), names.collect::<Vec<_>>())
        };
        document
            .descendants()
            .filter(Node::is_element)
            .map(kind)
            .collect()
    }
    let known = kinds(&svg(&drawing(&plain_words()), options));
    let mut random = Random::new(2);
    for round in 0..count() {
        let words: Vec<String> = (0..WORDS).map(|_| text(&mut random) + "x").collect();
        let is = svg(&drawing(&words), options);
        let new: Vec<String> = kinds(&is).difference(&known).cloned().collect();
        assert_eq!(new, [""; 0], "round {round}: {words:?}");
        assert_eq!(strays(&is), [""; 0], "round {round}: {words:?}");
    }
}

#[test]
fn words_that_take_no_room_are_left_out() {
    // The first line of such a title has a mark of direction and nothing else.
    let mut words = plain_words();
    words[7] = "\u{202E}\tf^&bogus;عربى&#0;x".to_owned();
    let svg = svg(&drawing(&words), SvgOptions::default());
    assert_eq!(strays(&svg), [""; 0]);
    assert!(svg.contains("&amp;bogus;"));
}
