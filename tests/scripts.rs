//! Words of every script: cards and labels hold them, and who draws pixels is told what the built-in font lacks.

#![expect(
    clippy::disallowed_methods,
    reason = "a test: works on files as people do"
)]
#![cfg(feature = "cli")]

use archlens::draw::lint::Level;
use archlens::{PictureOptions, catalog, compose, draw, scene, theme};
use std::process::Command;

mod common;
use common::memory::{Memory, resolve};

const SCRIPTS: &str = r#"architecture "注文システム"
user shopper "お客様"
compute {
  lambda take "注文を受け付ける関数の名前"
  lambda ar "معالجة الطلبات"
  lambda he "עיבוד הזמנות"
  lambda em "Deploy 🚀 family 👨‍👩‍👧"
}
data { dynamodb orders "訂單資料庫" }
shopper -> take "注文する"
take -> orders "書き込み"
ar -> orders "كتابة"
he ~> orders "כתיבה"
em -> orders "🚀"
"#;

#[test]
fn cards_and_labels_hold_words_of_every_script() {
    let resolved = resolve(&Memory::of([]), "it.arch", SCRIPTS);
    assert!(!resolved.has_errors());
    let options = PictureOptions {
        scene: scene::Options::default(),
        draw: draw::Options::default(),
        look: theme::Look::named("auto").expect("a look that is built in"),
    };
    let model = resolved.value;
    let picture = compose(&model, catalog::builtin(), &model.views[0], None, &options);
    let lints = picture.lint();
    let errors: Vec<_> = lints
        .iter()
        .filter(|lint| lint.level == Level::Error)
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    assert!(lints.iter().any(|lint| lint.rule == "font"), "{lints:?}");
}

/// Draws the text as a file of that name; returns what is said.
fn drawn(text: &str, name: &str) -> String {
    let folder = tempfile::tempdir().expect("a temporary folder");
    std::fs::write(folder.path().join("it.arch"), text).expect("a writable folder");
    let output = Command::new(env!("CARGO_BIN_EXE_archlens"))
        .current_dir(folder.path())
        .args(["render", "it.arch", "--quiet", "-o", name])
        .output()
        .expect("the program starts");
    assert!(output.status.success());
    assert!(folder.path().join(name).exists());
    String::from_utf8(output.stderr).expect("what it says is UTF-8")
}

#[test]
fn pixels_and_pages_tell_what_the_font_lacks() {
    for (name, instead) in [
        ("it.png", "the PNG shows a frame for each"),
        ("it.pdf", "the PDF leaves a gap for each"),
    ] {
        let said = drawn(SCRIPTS, name);
        assert!(
            said.contains("has characters that the built-in font lacks"),
            "{said}"
        );
        assert!(said.contains(instead), "{said}");
        assert_eq!(drawn("lambda a \"Größe\"", name), "");
    }
    assert_eq!(drawn(SCRIPTS, "it.svg"), "");
    assert_eq!(drawn(SCRIPTS, "it.html"), "");
}
