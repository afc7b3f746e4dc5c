//! Formatting of lenses: reading what was written gives the same lens, writing it again gives the same text, and no comment is
//! lost; the lenses of the house are formatted.

#![expect(
    clippy::disallowed_methods,
    reason = "a test: reads the lenses and the pages of the repository"
)]

use archlens::lens::{self, Lens, Text};
use archlens::source::{FileId, Sources};
use archlens::syntax;

mod common;

/// Writes what was read of a lens, places apart, and the architectures of its examples.
fn shape(text: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("it.lens", text);
    let base = "lens serverless {}";
    let other = sources.add("base.lens", base);
    let texts = [
        Text {
            file: other,
            text: base,
        },
        Text { file, text },
    ];
    let loaded = lens::load(&texts);
    assert_eq!(loaded.diagnostics.len(), 0, "{:?}", loaded.diagnostics);
    let mut shape = common::without_places(&format!("{:?}", loaded.value));
    let rules = loaded.value.iter().flat_map(|lens: &Lens| &lens.rules);
    for example in rules.flat_map(|rule| &rule.examples) {
        let inside = syntax::parse(file, sources.text(example.inside));
        shape.push_str(&common::shape(&inside.value));
    }
    shape
}

fn format(text: &str) -> String {
    let formatted = lens::format(FileId(0), text);
    assert_eq!(formatted.diagnostics.len(), 0, "{text}");
    formatted.value
}

fn comments(text: &str) -> usize {
    text.matches("//").count() + text.matches("/*").count()
}

/// Checks all promises on a text, and returns its formatted form.
fn check(text: &str) -> String {
    let once = format(text);
    assert_eq!(shape(text), shape(&once), "{text}\n--- formatted\n{once}");
    assert_eq!(comments(text), comments(&once), "{once}");
    assert_eq!(once, format(&once));
    once
}

fn golden(written: &str, formatted: &str) {
    assert_eq!(check(written), formatted);
}

#[test]
fn indentation_and_spaces_are_even() {
    golden(
        "lens  a   \"A\" {\nversion:\"1\"\nrule A-1  \"One\"{\n pillar :security;severity: high;\nfor(f:lambda)<-[dlq|on-failure]-( : sqs )\n where  f.timeout>3s or\n  known(f.role )\n    and not known( f.role )\nrequire count(()->+(f))*2<=1+3\nmessage:\"{f}\"\nfix:\"no\"; why: \"so\"\nfires{lambda f {timeout:5s}}\n}}\n",
        "lens a \"A\" {\n  version: \"1\"\n  rule A-1 \"One\" {\n    pillar: security; severity: high\n    for (f: lambda) <-[dlq | on-failure]- (: sqs)\n    where f.timeout > 3s or\n      known(f.role)\n      and not known(f.role)\n    require count(() ->+ (f)) * 2 <= 1 + 3\n    message: \"{f}\"\n    fix: \"no\"; why: \"so\"\n    fires { lambda f { timeout: 5s } }\n  }\n}\n",
    );
}

#[test]
fn comments_and_blank_lines_stay() {
    golden(
        "// first\n\n\n\nlens a { // behind\n\n  // above\n  version: \"1\" /* one */\n\n\n  about: /* what */ \"it\" // last\n  // end\n\n}\n// the end",
        "// first\n\nlens a {  // behind\n  // above\n  version: \"1\"  /* one */\n\n  about: /* what */ \"it\"  // last\n  // end\n}\n// the end\n",
    );
}

#[test]
fn examples_share_their_column_and_are_architectures() {
    golden(
        "lens a {\nrule A-1 \"One\" { pillar: security; severity: low\nfor (q: sqs)\nrequire q.dlq\nmessage: \"m\"; fix: \"f\"; why: \"w\"\nfires { sqs q{dlq:none} }\nunknown {sqs q}\nquiet {\nsqs q {dlq:d};sqs d // of q\n}\n}\n}",
        "lens a {\n  rule A-1 \"One\" {\n    pillar: security; severity: low\n    for (q: sqs)\n    require q.dlq\n    message: \"m\"; fix: \"f\"; why: \"w\"\n    fires   { sqs q { dlq: none } }\n    unknown { sqs q }\n    quiet {\n      sqs q { dlq: d }\n      sqs d  // of q\n    }\n  }\n}\n",
    );
}

#[test]
fn what_is_no_lens_stays_as_it_is() {
    for text in [
        "lens a {",
        "lens a { version: \"1 }",
        "sqs a",
        "lens a { } }",
    ] {
        let formatted = lens::format(FileId(0), text);
        assert!(formatted.has_errors() && formatted.value == text, "{text}");
    }
}

#[test]
fn the_lenses_of_the_house_are_formatted() {
    let house = std::fs::read_to_string("tests/outputs/house.lens").expect("a lens");
    let mut texts: Vec<(&str, &str)> = vec![("house.lens", &house)];
    texts.extend(lens::SERVERLESS.iter().map(|file| (file.name, file.text)));
    for (name, text) in texts {
        assert!(format(text) == text, "`archlens fmt` changes {name}");
    }
}

#[test]
fn the_lenses_of_the_guide_are_formatted() {
    let guide = std::fs::read_to_string("site/guide/lens.md").expect("the guide");
    let blocks = guide.split("\n```lens\n").skip(1);
    let blocks: Vec<_> = blocks.filter_map(|rest| rest.split("```").next()).collect();
    assert!(!blocks.is_empty());
    for block in blocks {
        // A rule of the guide stands in a lens that is shown elsewhere.
        let text = match block.starts_with("lens ") {
            true => block.to_owned(),
            false => {
                let lines = block.lines().map(|line| match line {
                    "" => "\n".to_owned(),
                    line => format!("  {line}\n"),
                });
                format!("lens it {{\n{}}}\n", lines.collect::<String>())
            }
        };
        assert_eq!(format(&text), text);
    }
}

/// Changes what does not matter: blanks, ends of lines inside parentheses, comments, blank lines.
fn disturbed(text: &str, seed: usize) -> String {
    let mut out = String::new();
    let (mut quoted, mut at) = (false, seed);
    for c in text.chars() {
        at = at.wrapping_mul(31).wrapping_add(c as usize);
        quoted ^= c == '"';
        match (quoted, c, at % 7) {
            (false, ' ', 0) => out.push_str("  \t"),
            (false, ' ', 1) => out.push_str(" /* in between */ "),
            (false, '\n', 2) => out.push_str("\n\n\n"),
            (false, '\n', 3) => out.push_str(" // so\r\n"),
            (false, '(', 4) => out.push_str("(\n "),
            (false, ',', 5) => out.push_str(" ,\n"),
            (false, ';', 6) => out.push_str(" ;"),
            _ => out.push(c),
        }
    }
    out
}

#[test]
fn lenses_in_any_layout_are_the_same_lens() {
    let house = std::fs::read_to_string("tests/outputs/house.lens").expect("a lens");
    for seed in 0..40 {
        check(&disturbed(&house, seed));
    }
    for code in lens::CODES
        .iter()
        .filter(|code| code.right.starts_with("lens"))
    {
        check(code.right);
    }
}
