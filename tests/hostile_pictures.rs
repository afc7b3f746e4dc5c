//! What somebody could smuggle into a picture: every case is run as people run the program, and ends as it should.

#![expect(
    clippy::disallowed_methods,
    reason = "a test: works on files as people do"
)]
#![cfg(feature = "cli")]

use archlens::export::strays;
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// What stands in one file beside the source.
type File = (&'static str, String);

/// Draws a source with the files beside it; returns the status, what is said, and the folder.
fn draw(source: &str, files: &[File], args: &[&str]) -> (i32, String, TempDir) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let source = ("it.arch", source.to_owned());
    for (name, text) in files.iter().chain([&source]) {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a writable folder");
        fs::write(path, text).expect("a writable folder");
    }
    let output = Command::new(env!("CARGO_BIN_EXE_archlens"))
        .current_dir(folder.path())
        .args(["render", "it.arch", "--today", "2026-11-25"])
        .args(args)
        .output()
        .expect("the program starts");
    let said = String::from_utf8(output.stderr).expect("what it says is UTF-8");
    (
        output.status.code().expect("no signal ended it"),
        said,
        folder,
    )
}

fn read(folder: &Path, name: &str) -> String {
    fs::read_to_string(folder.join(name)).expect("a picture")
}

fn icon(inside: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 40 40\">{inside}</svg>"
    )
}

/// Ten levels of ten copies, each of the level below.
fn bomb(
    first: &str,
    level: impl Fn(usize, &str) -> String,
    copy: impl Fn(usize) -> String,
) -> String {
    (1..=10).fold(first.to_owned(), |text, at| {
        text + &level(at, &copy(at - 1).repeat(10))
    })
}

/// The icons: file, text, status, the code that is told.
fn icons() -> Vec<(&'static str, String, i32, &'static str)> {
    let uses = bomb(
        "<rect id=\"l0\" width=\"1\" height=\"1\"/>",
        |at, inside| format!("<g id=\"l{at}\">{inside}</g>"),
        |at| format!("<use xlink:href=\"#l{at}\"/>"),
    );
    let laughs = bomb(
        "<!ENTITY a0 'lol'>",
        |at, inside| format!("<!ENTITY a{at} '{inside}'>"),
        |at| format!("&a{at};"),
    );
    let evil = "<script>alert(1)</script><style>@import url(http://127.0.0.1:9/x);*{fill:url(http://127.0.0.1:9/y)}</style>\
        <foreignObject width=\"9\" height=\"9\"><iframe xmlns=\"http://www.w3.org/1999/xhtml\" src=\"http://127.0.0.1:9/z\"/></foreignObject>\
        <a xlink:href=\"javascript:alert(1)\"><rect width=\"9\" height=\"9\"/></a><use xlink:href=\"http://127.0.0.1:9/u.svg#x\"/>\
        <animate attributeName=\"href\" values=\"javascript:alert(1)\"/><rect id=\"n0\" width=\"5\" height=\"5\" onload=\"alert(1)\"/>";
    let filter = "<defs><filter id=\"f\" filterUnits=\"objectBoundingBox\" x=\"-120\" y=\"-120\" width=\"620\" height=\"376\">\
        <feFlood flood-opacity=\"0\" result=\"b\"/><feBlend in=\"SourceGraphic\" in2=\"b\"/><feGaussianBlur stdDeviation=\"1000000\"/></filter></defs>\
        <g filter=\"url(#f)\"><path d=\"M2 8L30 9L6 30Z\"/></g>";
    let images = "<image xlink:href=\"secret.png\" width=\"40\" height=\"40\"/><image xlink:href=\"/etc/hostname\" width=\"40\" height=\"40\"/>\
        <image xlink:href=\"data:image/svg+xml,secret\" width=\"4\" height=\"4\"/>";
    let deep = "<g>".repeat(200_000) + &"</g>".repeat(200_000);
    let cycle = "<g id=\"a\"><use xlink:href=\"#b\"/></g><g id=\"b\"><use xlink:href=\"#a\"/></g>";
    vec![
        ("evil.svg", icon(evil), 0, "A0803"),
        ("xxe.svg", format!("<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>{}", icon("<text y=\"9\">&x;</text>")), 2, "A0802"),
        ("lol.svg", format!("<!DOCTYPE svg [{laughs}]>{}", icon("<text>&a10;</text>")), 2, "A0802"),
        ("bomb.svg", icon(&format!("<defs>{uses}</defs><use xlink:href=\"#l10\"/>")), 2, "A0802"),
        ("cycle.svg", icon(cycle), 2, "A0802"),
        ("filter.svg", icon(filter), 0, "A0803"),
        ("img.svg", icon(images), 0, "A0803"),
        ("deep.svg", icon(&deep), 2, "A0802"),
        ("path.svg", icon(&format!("<path d=\"M0 0{}\"/>", "h1".repeat(2_000_000))), 2, "A0802"),
        ("nan.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 NaN -1\" width=\"1e38\" height=\"0\"/>".to_owned(), 2, "A0802"),
        // Fifty thousand pixels on each side, as its header says.
        ("bomb.png", "\u{FFFD}PNG\r\n\u{1a}\n\0\0\0\rIHDR\0\0\u{C3}P\0\0\u{C3}P\u{1}\0\0\0\0".to_owned(), 2, "A0802"),
    ]
}

#[test]
fn icons_do_no_harm() {
    for (name, text, status, code) in icons() {
        let source = format!("lambda a \"A\" {{ icon: \"./{name}\" }}");
        let (ended, said, folder) = draw(&source, &[(name, text)], &["--format", "svg,png"]);
        assert_eq!(ended, status, "{name}: {said}");
        assert!(said.contains(code), "{name}: {said}");
        assert_eq!(folder.path().join("it.png").exists(), status == 0, "{name}");
        let check = Command::new(env!("CARGO_BIN_EXE_archlens"))
            .current_dir(folder.path())
            .args(["check", "it.arch", "--fail-on", "none"])
            .output()
            .expect("the program starts");
        assert_eq!(
            check.status.code(),
            Some(status),
            "{name}: `check` says the same"
        );
        if status == 0 {
            let svg = read(folder.path(), "it.svg");
            assert_eq!(strays(&svg), [""; 0], "{name}");
            for part in [
                "alert",
                "127.0.0.1",
                "secret",
                "hostname",
                "filter",
                "id=\"n0\"",
            ] {
                assert!(!svg.contains(part), "{name}: {part}");
            }
        }
    }
}

#[test]
fn words_stay_words() {
    const WORDS: [&str; 9] = [
        "</text></svg><script>alert(1)</script>",
        "]]><script>1</script>",
        "<!-- --><script>1</script>",
        "&#x3c;script&#x3e;",
        "' onload='alert(1)",
        "<img src=x onerror=alert(1)>",
        "<foreignObject><iframe srcdoc='x'></foreignObject>",
        "&lt;b&gt; & &amp; &bogus;",
        "</title><script>alert(1)</script>",
    ];
    let mut source = String::from("architecture \"</script><script>alert(1)</script>\"\n");
    for (at, words) in WORDS.iter().enumerate() {
        source.push_str(&format!(
            "group g{at} \"{words}\" {{ lambda n{at} \"{words}\" {{ description: \"{words}\" }} }}\nuser u{at} \"{words}\"\nu{at} -> n{at} \"{words}\"\n"
        ));
    }
    let (status, said, folder) = draw(&source, &[], &["--format", "svg,html"]);
    assert_eq!(status, 0, "{said}");
    let svg = read(folder.path(), "it.svg");
    assert_eq!(strays(&svg), [""; 0]);
    let document = resvg::usvg::roxmltree::Document::parse(&svg).expect("XML");
    let titles: Vec<&str> = document
        .descendants()
        .filter(|node| node.has_tag_name("title"))
        .filter_map(|node| node.text())
        .collect();
    for words in WORDS {
        assert!(titles.iter().any(|title| title.contains(words)), "{words}");
    }
    let page = read(folder.path(), "it.html");
    let scripts = page.to_lowercase().matches("<script").count();
    assert_eq!(scripts, 2, "only the page's own");
}

#[test]
fn links_lead_where_links_may() {
    for link in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example/x",
        "&#106;avascript:alert(1)",
        "\\u{1}javascript:alert(1)",
    ] {
        let source = format!("lambda a \"A\" {{ link: \"{link}\" }}");
        let (status, said, folder) = draw(&source, &[], &["-o", "it.html"]);
        assert_eq!(status, 2, "{link}");
        assert!(said.contains("A0313"), "{link}: {said}");
        assert!(!folder.path().join("it.html").exists());
    }
    for link in [
        "https://ok.example/",
        "http://ok.example",
        "mailto:a@ok.example",
        "docs/it.md",
    ] {
        let source = format!("lambda a \"A\" {{ link: \"{link}\" }}");
        assert_eq!(draw(&source, &[], &["-o", "it.html"]).0, 0, "{link}");
    }
}

#[test]
fn themes_hold_colours_and_nothing_else() {
    for value in [
        "red;}*{background:url(http://127.0.0.1:9/x)}",
        "</style><script>alert(1)</script>",
        "x';}@import url(//127.0.0.1/x);",
        "expression(alert(1))",
        "\\\\3c script",
        "#fff\\\" onload=\\\"alert(1)",
        "url(#x)",
        "url(http://127.0.0.1:9/x)",
    ] {
        let theme = format!("base = \"light\"\nink = \"{value}\"\n");
        let args = ["--theme", "it.toml", "-o", "it.svg"];
        let (status, said, folder) = draw("lambda a", &[("it.toml", theme)], &args);
        assert_eq!(status, 2, "{value}: {said}");
        assert!(said.contains("ink"), "{value}: {said}");
        assert!(!folder.path().join("it.svg").exists(), "{value}");
    }
}

#[test]
fn attributes_of_elements_paint_nothing() {
    let source = "lambda a \"A\" { fill: \"#fff\\\" onload=\\\"alert(1)\"; stroke: \"url(http://127.0.0.1:9/x)\" }";
    let (_, said, folder) = draw(source, &[], &["-o", "it.svg"]);
    assert!(said.contains("fill") && said.contains("stroke"), "{said}");
    if folder.path().join("it.svg").exists() {
        let svg = read(folder.path(), "it.svg");
        assert!(strays(&svg).is_empty() && !svg.contains("127.0.0.1"));
    }
}

#[test]
fn no_file_is_taken_for_a_font() {
    let cut = "\0\u{1}\0\0\0\u{c}\0\u{80}\0\u{3}\0\u{40}glyf\0\0\0\0";
    for (text, why) in [
        ("", "is no font"),
        ("not a font", "is no font"),
        (cut, "bad.ttf"),
    ] {
        let (status, said, folder) = draw(
            "lambda a",
            &[("bad.ttf", text.to_owned())],
            &["--font", "bad.ttf", "-o", "it.svg"],
        );
        assert_eq!(status, 2, "{said}");
        assert!(
            said.contains("--font bad.ttf") && said.contains(why),
            "{said}"
        );
        assert!(!folder.path().join("it.svg").exists());
    }
}
