//! Tests: an SVG in, its shapes out.

use super::{IconError, Pack, Paint, icon};

fn svg(body: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 24 24\">{body}</svg>"
    )
}

/// The shapes as lines, then what is left out.
fn check(body: &str, expected: &str) {
    let reading = icon(&svg(body)).expect("an icon");
    let paint = |paint: &Option<Paint>| match paint {
        None => "none".to_owned(),
        Some(Paint::Current) => "current".to_owned(),
        Some(Paint::Colour(colour)) => colour.to_string(),
        Some(Paint::Gradient(gradient)) => format!("gradient {}", gradient.stops.len()),
    };
    let mut shown: Vec<String> = reading
        .icon
        .shapes
        .iter()
        .map(|shape| {
            let stroke = shape.stroke.as_ref().map(|stroke| stroke.paint.clone());
            format!("{} {} {}", shape.path, paint(&shape.fill), paint(&stroke))
        })
        .collect();
    if !reading.dropped.is_empty() {
        shown.push(format!("without {}", reading.dropped.join(" ")));
    }
    assert_eq!(shown.join("\n"), expected);
}

fn refused(text: &str, expected: &IconError) {
    assert_eq!(icon(text).as_ref(), Err(expected));
}

#[test]
fn keeps_shapes_and_what_they_inherit() {
    check(
        "<g fill=\"#fff\" stroke=\"none\"><path d=\"M0 0h4\"/><rect x=\"1\" y=\"2\" width=\"3\" height=\"4\" fill=\"none\" stroke=\"red\"/></g>",
        "M0 0h4 #FFFFFF none\nM1 2h3v4h-3z none #FF0000",
    );
    check(
        "<style>.a{fill:#123456;stroke:url(#g)} @import 'x'; b{fill:red}</style><defs><linearGradient id=\"g\"><stop offset=\"0\" stop-color=\"#000\"/><stop offset=\"1\" style=\"stop-color:#fff\"/></linearGradient></defs><circle class=\"a\" r=\"1\"/>",
        "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0 -2 0z #123456 gradient 2",
    );
    check(
        "<defs><path id=\"p\" d=\"M0 0h1\"/></defs><use xlink:href=\"#p\"/><use href=\"#p\" fill=\"blue\"/>",
        "M0 0h1 current none\nM0 0h1 #0000FF none",
    );
}

#[test]
fn leaves_out_what_could_do_harm() {
    check(
        "<script>alert(1)</script><foreignObject/><animate/><set/><image href=\"/etc/passwd\"/><use href=\"http://x/y.svg#z\"/><text>hi</text><path d=\"M0 0h1\" onclick=\"alert(1)\" filter=\"url(#f)\" fill=\"url(http://x)\"/>",
        "M0 0h1 current none\nwithout animate filter foreignObject href image onclick script set text use",
    );
}

#[test]
fn refuses_what_is_no_icon() {
    refused(
        "<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/hostname\">]><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        &IconError::Doctype,
    );
    refused("<p/>", &IconError::NotSvg);
    for view in [
        "0 0 NaN 1",
        "0 0 -1 4",
        "0 0 0 0",
        "0 0 1e38 1",
        "1 2 3",
        "",
    ] {
        let text = format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"{view}\"/>");
        refused(&text, &IconError::NoView);
    }
    refused(&svg(""), &IconError::Empty);
    refused(&svg("<image href=\"a.png\"/>"), &IconError::Empty);
    refused(
        &svg(&("<g>".repeat(20_000) + &"</g>".repeat(20_000))),
        &IconError::TooMuch,
    );
    refused(
        &svg(&"<path d=\"M0 0h1\"/>".repeat(1_001)),
        &IconError::TooMuch,
    );
    refused(
        &svg(&format!("<path d=\"M0 0{}\"/>", "h1".repeat(40_000))),
        &IconError::TooMuch,
    );
    refused(&"x".repeat(300_000), &IconError::TooLarge);
    assert!(matches!(icon("<svg"), Err(IconError::Syntax(_))));
}

#[test]
fn what_uses_itself_ends() {
    let mut bomb = "<defs><rect id=\"l0\" width=\"1\" height=\"1\"/>".to_owned();
    for level in 1..=10 {
        let used = format!("<use xlink:href=\"#l{}\"/>", level - 1).repeat(10);
        bomb.push_str(&format!("<g id=\"l{level}\">{used}</g>"));
    }
    bomb.push_str("</defs><use xlink:href=\"#l10\"/>");
    refused(&svg(&bomb), &IconError::TooMuch);
    refused(
        &svg("<g id=\"a\"><use href=\"#a\"/></g>"),
        &IconError::TooMuch,
    );
}

#[test]
fn reads_packs() {
    let pack = Pack::parse(
        r#"{"prefix":"mine","width":24,"height":24,"icons":{"box":{"body":"<path fill=\"currentColor\" d=\"M0 0h24v24z\"/>"}},"aliases":{"crate":{"parent":"box"},"loop":{"parent":"loop"}}}"#,
    )
    .expect("a pack");
    for name in ["box", "mine:box", "crate"] {
        let reading = pack.icon(name).expect("an icon").expect("a sound one");
        assert!(reading.icon.plain && reading.icon.view.width == 24.0);
    }
    assert!(pack.icon("loop").is_none() && pack.icon("other:box").is_none());
    assert!(Pack::parse("[]").is_err());
}
