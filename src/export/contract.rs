//! Tests: what every SVG of ours keeps to.

use super::{Fonts, Motion, Scale, SvgOptions, png, strays, svg};
use crate::draw::{Align, Cap, Drawing, Group, Mark, Role, Step, Strength, Stroke, Style, Text};
use crate::geometry::{Point, Rect, Size};
use crate::theme::{Flow, Look, Token, size};
use proptest::prelude::{ProptestConfig, any, proptest};
use resvg::usvg::roxmltree;

/// One of every mark, with the same words in every slot.
fn drawing(words: &str) -> Drawing {
    let style = Style {
        fill: Some(Token::Card),
        stroke: Some(Stroke {
            token: Token::Flow(Flow::Event),
            width: 1.75,
            dash: &[7.0, 4.5],
            cap: Cap::Round,
        }),
    };
    let text = |align| {
        Mark::Text(Text {
            at: Point::new(60.0, 30.0),
            align,
            style: size::CARD_TITLE,
            token: Token::Ink,
            text: words.to_owned(),
            width: 40.0,
        })
    };
    let steps = vec![
        Step::Move(Point::new(0.0, 0.0)),
        Step::Line(Point::new(9.0, 1.0)),
        Step::Quad(Point::new(12.0, 1.0), Point::new(12.0, 9.0)),
        Step::Cubic(
            Point::new(1.0, 2.0),
            Point::new(3.0, 4.0),
            Point::new(5.0, 6.0),
        ),
        Step::Close,
    ];
    let group = |role| {
        Mark::Group(Group {
            id: Some("main-n-x".to_owned()),
            role,
            kind: words.to_owned(),
            label: words.to_owned(),
            title: words.to_owned(),
            data: vec![("node", words.to_owned())],
            strength: Strength::Dimmed,
            marks: vec![text(Align::Start), text(Align::Middle)],
        })
    };
    Drawing {
        id: "main".to_owned(),
        title: words.to_owned(),
        description: words.to_owned(),
        look: Look::named("auto").expect("a look that is built in"),
        size: Size::new(120.0, 60.0),
        marks: vec![
            Mark::Box(Rect::new(0.0, 0.0, 120.0, 60.0), 4.0, style),
            Mark::Disc(Point::new(20.0, 20.0), 8.0, style),
            Mark::Path(steps, style),
            group(Role::Symbol),
            group(Role::Object),
            group(Role::Silent),
        ],
    }
}

/// The elements and the names of their attributes, in order.
fn structure(svg: &str) -> Vec<(String, Vec<String>)> {
    let document = roxmltree::Document::parse(svg).expect("XML");
    document
        .descendants()
        .filter(roxmltree::Node::is_element)
        .map(|node| {
            let names = node.attributes().map(|a| a.name().to_owned()).collect();
            (node.tag_name().name().to_owned(), names)
        })
        .collect()
}

fn write(words: &str, fonts: Fonts) -> String {
    let options = SvgOptions {
        fonts,
        ..SvgOptions::default()
    };
    svg(&drawing(words), options)
}

#[test]
fn the_style_sheet_adds_nothing() {
    let render = |text: &str| {
        let tree =
            resvg::usvg::Tree::from_str(text, &resvg::usvg::Options::default()).expect("SVG");
        let mut pixels = resvg::tiny_skia::Pixmap::new(120, 60).expect("a small canvas");
        resvg::render(
            &tree,
            resvg::tiny_skia::Transform::identity(),
            &mut pixels.as_mut(),
        );
        pixels
    };
    let whole = write("orders", Fonts::Outlines);
    let (before, rest) = whole.split_once("<style>").expect("a style sheet");
    let (_, after) = rest.split_once("</style>").expect("its end");
    assert!(render(&whole).data() == render(&format!("{before}{after}")).data());
}

#[test]
fn motion_is_a_matter_of_style() {
    let moving = SvgOptions {
        motion: Motion::Flow,
        ..SvgOptions::default()
    };
    let parts = |text: &str| {
        let (before, rest) = text.split_once("<style>").expect("a style sheet");
        let (style, after) = rest.split_once("</style>").expect("its end");
        (format!("{before}{after}"), style.to_owned())
    };
    let (still, still_style) = parts(&svg(&drawing("orders"), SvgOptions::default()));
    let (moved, moved_style) = parts(&svg(&drawing("orders"), moving));
    assert_eq!(moved, still);
    let more = moved_style
        .strip_prefix(&still_style)
        .expect("the same colours and fonts");
    assert!(more.starts_with("@media (prefers-reduced-motion:no-preference){"));
}

#[test]
fn nothing_stands_in_it_that_runs_or_asks() {
    for words in ["orders", "url(http://x)", "javascript:alert(1)"] {
        for fonts in [Fonts::Embed, Fonts::System, Fonts::Outlines] {
            assert_eq!(strays(&write(words, fonts)), [""; 0]);
        }
    }
    let text = write("orders", Fonts::Embed);
    assert_eq!(text.matches("http").count(), 1, "only the name space");
}

#[test]
fn every_run_has_its_length() {
    let text = write("orders", Fonts::System);
    assert_eq!(
        text.matches("<text").count(),
        text.matches("textLength=").count()
    );
}

#[test]
fn two_runs_give_the_same_bytes() {
    assert_eq!(write("orders", Fonts::Embed), write("orders", Fonts::Embed));
    let picture = || png(&drawing("orders"), Scale::Times(2.0)).expect("a picture");
    assert!(picture() == picture());
}

proptest! {
    // PROPTEST_CASES asks for more; a hundred thousand take minutes.
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn words_change_no_structure(letters in proptest::collection::vec(any::<char>(), 1..32)) {
        let words: String = letters.into_iter().collect();
        let plain = structure(&write("orders", Fonts::System));
        proptest::prop_assert_eq!(structure(&write(&words, Fonts::System)), plain);
    }
}

#[test]
fn hostile_words_change_no_structure() {
    let plain = structure(&write("orders", Fonts::System));
    for words in [
        "</text><script>alert(1)</script>",
        "\"><image href=\"http://x\"/>",
        "]]><!--",
        "&xxe;",
        "<![CDATA[",
        "\u{0}\u{8}\u{FFFE}x",
        "javascript:alert(1)",
        "}</style><style>*{",
    ] {
        for fonts in [Fonts::System, Fonts::Embed] {
            let found = structure(&write(words, fonts));
            assert_eq!(found.len(), plain.len(), "{words}");
        }
    }
}
