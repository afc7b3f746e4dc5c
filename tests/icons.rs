//! Own icons: each kind of file in, what is said and what is drawn out.

use archlens::source::{Level, Sources};
use archlens::{PictureOptions, catalog, draw, export, model, picture, scene, theme};

mod common;
use common::memory::Memory;

const BOX: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 24 24\"><path d=\"M0 0h24v24z\"/></svg>";

fn folder() -> Memory {
    let svg = |body: &str| {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 24 24\">{body}</svg>"
        )
    };
    let nested = "<g>".repeat(200_000) + &"</g>".repeat(200_000);
    let mut used = "<defs><rect id=\"l0\" width=\"1\" height=\"1\"/>".to_owned();
    for level in 1..=10 {
        let inside = format!("<use xlink:href=\"#l{}\"/>", level - 1).repeat(10);
        used.push_str(&format!("<g id=\"l{level}\">{inside}</g>"));
    }
    used.push_str("</defs><use xlink:href=\"#l10\"/>");
    let mut lol = "<!DOCTYPE svg [<!ENTITY a0 'lol'>".to_owned();
    for level in 1..10 {
        let inside = format!("&a{};", level - 1).repeat(10);
        lol.push_str(&format!("<!ENTITY a{level} '{inside}'>"));
    }
    lol.push_str("]><svg xmlns=\"http://www.w3.org/2000/svg\"><text>&a9;</text></svg>");
    let files = [
        ("box.svg", BOX.to_owned()),
        ("broken.svg", "<svg".to_owned()),
        ("scripted.svg", svg("<script>alert(1)</script><a href=\"javascript:alert(1)\"><path d=\"M0 0\"/></a><set onbegin=\"alert(1)\"/><style>@import 'http://x'</style><use href=\"http://x#y\"/><path onload=\"alert(1)\" d=\"M0 0h9v9z\"/>")),
        ("xxe.svg", "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><svg xmlns=\"http://www.w3.org/2000/svg\"><text y=\"9\">&x;</text></svg>".to_owned()),
        ("lol.svg", lol),
        ("bomb.svg", svg(&used)),
        ("cycle.svg", svg("<g id=\"a\"><use href=\"#a\"/></g>")),
        ("filter.svg", svg("<filter id=\"f\" x=\"-120\" width=\"620\"><feGaussianBlur stdDeviation=\"1000000\"/></filter><g filter=\"url(#f)\"><path fill=\"#123456\" d=\"M2 8h9v9z\"/></g>")),
        ("image.svg", svg("<image xlink:href=\"/etc/hostname\" width=\"4\" height=\"4\"/>")),
        ("deep.svg", svg(&nested)),
        ("nan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 NaN -1\"><path d=\"M0 0h1\"/></svg>".to_owned()),
        ("gradient.svg", svg("<defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#f00\"/><stop offset=\"1\" stop-color=\"#00f\"/></linearGradient></defs><rect width=\"24\" height=\"24\" fill=\"url(#g)\"/>")),
        ("bomb.png", "\u{FFFD}PNG".to_owned()),
        ("pack/sqs.svg", svg("<circle cx=\"9\" cy=\"9\" r=\"4\"/>")),
        ("pack.json", "{\"prefix\":\"mine\",\"height\":24,\"icons\":{\"aws-lambda\":{\"body\":\"<path fill='#ABCDEF' d='M1 1h9v9z'/>\",\"width\":24}}}".to_owned()),
    ];
    Memory::of(files.map(|(name, text)| (name.to_owned(), text)))
}

/// Reads and draws a text; returns what is said of its icons, and the picture.
fn drawn(text: &str) -> (Vec<(Level, &'static str, String)>, String) {
    let memory = folder();
    let mut sources = Sources::default();
    let loaded = model::load_text(&mut sources, &memory, "it", text);
    let resolved = model::resolve(
        &loaded.value,
        catalog::builtin(),
        &model::Options::default(),
    );
    let model = resolved.value;
    let icons = scene::icons(&model, &sources, &memory, &[]);
    let options = PictureOptions {
        scene: scene::Options {
            icons: icons.value,
            ..scene::Options::default()
        },
        draw: draw::Options::default(),
        look: theme::Look::named("auto").expect("a look that is built in"),
    };
    let view = model.views.first().expect("every model has a view");
    let drawing = picture(&model, catalog::builtin(), view, None, &options);
    let svg = export::svg(
        &drawing,
        export::SvgOptions {
            fonts: export::Fonts::System,
            ..export::SvgOptions::default()
        },
    );
    let said = icons
        .diagnostics
        .into_iter()
        .map(|said| (said.level, said.code.id, said.message))
        .collect();
    (said, svg)
}

fn check(file: &str, expected: &[(Level, &str)]) -> String {
    let (said, svg) = drawn(&format!("lambda fn {{ icon: \"./{file}\" }}"));
    let codes: Vec<(Level, &str)> = said.iter().map(|(level, id, _)| (*level, *id)).collect();
    assert_eq!(codes, expected, "{file}: {said:?}");
    assert_eq!(export::strays(&svg), [""; 0], "{file}");
    for part in ["alert", "etc/", "file:", "filter", "@import", "lol"] {
        assert!(!svg.contains(part), "{file}: {part}");
    }
    svg
}

#[test]
fn icons_are_drawn_in_the_place_of_glyphs() {
    assert!(check("box.svg", &[]).contains("M0 0h24v24z"));
    let shaded = check("gradient.svg", &[]);
    assert!(shaded.contains("fill=\"url(#main-p1)\""), "{shaded}");
}

#[test]
fn what_could_do_harm_is_left_out_with_a_warning() {
    let left_out = &[(Level::Warning, "A0803")];
    assert!(check("scripted.svg", left_out).contains("M0 0h9v9z"));
    assert!(check("filter.svg", left_out).contains("#123456"));
    check("image.svg", left_out);
}

#[test]
fn what_is_no_icon_is_refused() {
    let refused = &[(Level::Error, "A0802")];
    for file in [
        "broken.svg",
        "xxe.svg",
        "lol.svg",
        "bomb.svg",
        "cycle.svg",
        "deep.svg",
        "nan.svg",
        "bomb.png",
    ] {
        check(file, refused);
    }
}

#[test]
fn what_cannot_be_had_is_told() {
    for path in [
        "none.svg",
        "../box.svg",
        "http://x/y.svg",
        "box.txt",
        "dir/",
    ] {
        check(path, &[(Level::Error, "A0801")]);
    }
}

#[test]
fn names_mean_packs_then_glyphs() {
    let said = |text| {
        let (said, svg) = drawn(text);
        let ids: Vec<&str> = said.iter().map(|(_, id, _)| *id).collect();
        (ids, svg)
    };
    assert_eq!(said("lambda fn { icon: queue }").0, [""; 0]);
    assert_eq!(said("lambda fn { icon: quue }").0, ["A0804"]);
    let (ids, svg) = said("architecture \"A\" { icons: \"./pack.json\" }\nlambda fn");
    assert!(ids.is_empty() && svg.contains("#ABCDEF"), "{ids:?}");
    let (ids, svg) = said(
        "architecture \"A\" { icons: [\"./pack\", \"./pack.json\"] }\nsqs q\nsns t { icon: \"mine:aws-lambda\" }",
    );
    assert!(
        ids.is_empty() && svg.contains("#ABCDEF") && svg.contains("a4 4"),
        "{ids:?}"
    );
    assert_eq!(
        said("architecture \"A\" { icons: \"./no.json\" }\nlambda fn").0,
        ["A0805"]
    );
}

#[test]
fn every_code_has_a_wrong_and_a_right_text() {
    for code in scene::CODES {
        // That one needs 201 files.
        if code.id != "A0806" {
            let ids: Vec<_> = drawn(code.wrong).0.iter().map(|(_, id, _)| *id).collect();
            assert_eq!(ids, [code.id], "{}", code.wrong);
        }
        assert!(drawn(code.right).0.is_empty(), "{}", code.right);
    }
}
