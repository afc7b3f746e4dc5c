//! Pictures in a font of the user's own, drawn as people run the program.

#![expect(
    clippy::disallowed_methods,
    reason = "a test: works on files as people do"
)]
#![cfg(feature = "cli")]

use std::fs;
use std::path::Path;
use std::process::Command;

const SOURCE: &str = "user u \"Fan\"\nlambda place \"Place order\"\nu -> place \"POST /orders\"";

/// Draws the source with some arguments; returns the status, what is said, and the file.
fn draw(name: &str, args: &[&str]) -> (i32, String, Vec<u8>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("it.arch"), SOURCE).expect("a writable folder");
    let output = Command::new(env!("CARGO_BIN_EXE_archlens"))
        .current_dir(folder.path())
        .args(["render", "it.arch", "--today", "2026-11-25", "-o", name])
        .args(args)
        .output()
        .expect("the program starts");
    let said = String::from_utf8(output.stderr).expect("what it says is UTF-8");
    let status = output.status.code().expect("no signal ended it");
    (status, said, fs::read(at(name)).unwrap_or_default())
}

fn inter(weight: &str) -> String {
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/font/inter");
    let file = fonts.join(format!("Inter-{weight}.ttf"));
    file.to_string_lossy().into_owned()
}

fn svg(args: &[&str]) -> String {
    let (status, said, file) = draw("it.svg", args);
    assert_eq!(status, 0, "{said}");
    String::from_utf8(file).expect("SVG is UTF-8")
}

/// The measured widths of a text.
fn lengths(svg: &str, text: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).expect("XML");
    let texts = document
        .descendants()
        .filter(|node| node.has_tag_name("text"));
    let own = texts.filter(|node| node.text() == Some(text));
    own.filter_map(|node| node.attribute("textLength").map(str::to_owned))
        .collect()
}

#[test]
fn text_takes_the_width_that_it_has_in_the_font() {
    let usual = svg(&[]);
    let bold = svg(&["--font", &inter("SemiBold")]);
    // A title is semibold anyway, a second line is not.
    assert_eq!(
        lengths(&bold, "Place order"),
        lengths(&usual, "Place order")
    );
    assert_ne!(lengths(&bold, "Lambda"), lengths(&usual, "Lambda"));
    let both = svg(&["--font", &inter("SemiBold"), "--font", &inter("Regular")]);
    assert_eq!(lengths(&both, "Lambda"), lengths(&usual, "Lambda"));
}

#[test]
fn every_format_is_drawn_in_the_font() {
    for name in ["it.svg", "it.png", "it.pdf", "it.html"] {
        let (status, said, own) = draw(name, &["--font", &inter("SemiBold")]);
        assert_eq!(status, 0, "{said}");
        let (_, _, usual) = draw(name, &[]);
        assert!(!own.is_empty() && own != usual, "{name}");
        let (_, _, again) = draw(name, &["--font", &inter("SemiBold")]);
        assert_eq!(own, again, "{name}");
    }
}

#[test]
fn fonts_of_the_machine_are_named_and_embedded() {
    // Not every machine has them; each that is there must do.
    for (file, name) in [
        (
            "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
            "DejaVu Sans",
        ),
        (
            "/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf",
            "Liberation Serif",
        ),
    ] {
        if Path::new(file).exists() {
            let svg = svg(&["--font", file]);
            assert!(
                svg.contains(&format!("font-family=\"'{name}', Inter,")),
                "{file}"
            );
            assert!(
                svg.contains(&format!("@font-face{{font-family:'{name}';")),
                "{file}"
            );
            assert!(svg.len() < 60_000, "{file}: {} bytes", svg.len());
        }
    }
}

#[test]
fn a_font_that_is_not_there_is_told() {
    let (status, said, file) = draw("it.svg", &["--font", "none.ttf"]);
    assert_eq!((status, file.len()), (2, 0));
    assert!(said.contains("`--font none.ttf` cannot be read"), "{said}");
}
