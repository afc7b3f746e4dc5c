//! Hostile texts: whatever stands in a file, the parser answers soon, with few diagnostics that help, and never panics.

use archlens::source::{FileId, decode};
use archlens::syntax::{self, Item, StatementKind};

const SHOP: &str = include_str!("../samples/web-shop.arch");

/// Returns the codes that a text raises.
fn check(text: &str) -> Vec<&'static str> {
    let checked = syntax::parse(FileId(0), text);
    for said in &checked.diagnostics {
        let range = said.primary.span.range();
        assert!(text.get(range).is_some(), "{} has no place", said.code.id);
    }
    checked
        .diagnostics
        .iter()
        .map(|said| said.code.id)
        .collect()
}

fn check_bytes(bytes: &[u8]) -> Vec<&'static str> {
    let decoded = decode(FileId(0), bytes.to_vec());
    if decoded.diagnostics.is_empty() {
        check(&decoded.value)
    } else {
        decoded
            .diagnostics
            .iter()
            .map(|said| said.code.id)
            .collect()
    }
}

#[test]
fn empty_files_are_fine() {
    for text in [
        "",
        " ",
        "\n\n\t\r\n",
        "// only a comment",
        "\u{FEFF}",
        ";;;\n;",
    ] {
        assert_eq!(check(text), [""; 0], "{text:?}");
    }
}

#[test]
fn the_last_line_needs_no_end() {
    assert_eq!(
        syntax::parse(FileId(0), "sqs a\nsqs b").value.items.len(),
        2
    );
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    assert_eq!(check("\u{FEFF}sqs a"), [""; 0]);
}

#[test]
fn line_ends_of_every_system_are_the_same() {
    let count = |text: &str| syntax::parse(FileId(0), text).value.statements().count();
    assert_eq!(count("sqs a\nsqs b\n"), 2);
    assert_eq!(count("sqs a\r\nsqs b\r\n"), 2);
    assert_eq!(count("sqs a\rsqs b\r"), 2);
}

#[test]
fn other_encodings_are_named_once() {
    let wide: Vec<u8> = "\u{FEFF}sqs a\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(check_bytes(&wide), ["A0002"]);
    assert_eq!(check_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0"), ["A0003"]);
    assert_eq!(check_bytes(b"sqs a \x80\nsqs \xF5\n"), ["A0001", "A0001"]);
}

#[test]
fn controls_are_told_and_replaced() {
    let controls: String = (0..32_u8)
        .map(char::from)
        .filter(|c| !"\t\n\r".contains(*c))
        .collect();
    let checked = syntax::parse(FileId(0), &format!("sqs a \"x{controls}y\""));
    assert!(checked.has_errors());
    let Some(Item::Statement(statement)) = checked.value.items.first() else {
        panic!("a statement");
    };
    let StatementKind::Declaration(declaration) = &statement.kind else {
        panic!("a declaration");
    };
    let title = &declaration.title.as_ref().expect("a title").text;
    assert!(!title.chars().any(char::is_control), "{title:?}");
}

#[test]
fn one_id_in_two_normal_forms_is_one_id() {
    let name = |text: &str| {
        let tree = syntax::parse(FileId(0), text).value;
        let first = tree
            .statements()
            .next()
            .map(|statement| statement.kind.clone());
        match first {
            Some(StatementKind::Declaration(declaration)) => declaration
                .subject
                .map(|subject| subject.members()[0].path()),
            _ => None,
        }
    };
    assert_eq!(name("sqs caf\u{e9}"), name("sqs cafe\u{301}"));
    assert_ne!(name("sqs a"), name("sqs \u{430}"));
}

#[test]
fn characters_that_nobody_sees_are_no_part_of_an_id() {
    for hidden in ['\u{200D}', '\u{200C}', '\u{AD}', '\u{FEFF}', '\u{E0041}'] {
        assert_eq!(check(&format!("sqs a{hidden}b")), ["A0131"], "{hidden:?}");
    }
}

#[test]
fn texts_of_every_script_are_fine() {
    let family = "\u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467}".repeat(100);
    let zalgo = format!("a{}", "\u{301}".repeat(20_000));
    for text in [
        family.as_str(),
        &zalgo,
        "数据 نظام מערכת ระบบ प्रणाली",
        "\u{FFFE}\u{FFFF}\u{E000}",
    ] {
        assert_eq!(check(&format!("sqs a \"{text}\"")), [""; 0]);
    }
}

#[test]
fn a_quote_that_is_not_closed_is_one_mistake() {
    let text = format!(
        "lambda a \"Place {{\n{}}}\n",
        "  timeout: 3s\n".repeat(2000)
    );
    assert_eq!(check(&text), ["A0103"]);
    let text = format!(
        "note: \"\"\"\n{}",
        "sqs a \"A\" { x: [1, 2] }\n".repeat(2000)
    );
    assert_eq!(check(&text), ["A0103"]);
}

#[test]
fn a_block_that_is_not_closed_is_one_mistake() {
    let mut text = String::new();
    for at in 0..200 {
        text.push_str(&format!("group g{at} {{\n  sqs q{at}\n"));
        if at != 57 {
            text.push_str("}\n");
        }
    }
    assert_eq!(check(&text), ["A0102"]);
}

#[test]
fn closing_braces_in_a_row_are_one_mistake() {
    assert_eq!(check(&"}".repeat(1000)), ["A0101"]);
    assert_eq!(check(&"}\n".repeat(1000)), ["A0101"]);
}

#[test]
fn words_of_the_language_can_be_ids() {
    for word in [
        "use", "param", "omit", "expose", "waive", "answer", "else", "and", "on", "as", "view",
        "lambda",
    ] {
        for text in [
            format!("sqs {word} \"Title\""),
            format!("{word} -> a"),
            format!("a -> {word}"),
            format!("{word}: 1"),
        ] {
            assert_eq!(check(&text), [""; 0], "{text}");
        }
    }
    for word in ["__proto__", "constructor", "toString", "CON", "NUL"] {
        assert_eq!(check(&format!("sqs {word}")), [""; 0]);
    }
    for word in [".", "..", "-", "--help"] {
        assert!(!check(&format!("sqs {word}")).is_empty(), "{word}");
    }
}

#[test]
fn depth_has_a_limit_that_is_told() {
    let nested = |depth: usize| "g{".repeat(depth) + &"}".repeat(depth);
    assert_eq!(check(&nested(64)), [""; 0]);
    assert_eq!(check(&nested(65)), ["A0105"]);
    assert_eq!(check(&nested(100_000)), ["A0105"]);
    assert_eq!(
        check(&("a: ".to_owned() + &"[".repeat(64) + &"]".repeat(64))),
        [""; 0]
    );
    for open in ["{", "[", "a{", "a:{", "a: [", "a{[{"] {
        assert!(check(&open.repeat(1_000_000)).contains(&"A0105"), "{open}");
    }
}

#[test]
fn sizes_have_limits_that_are_told() {
    let id = "a".repeat(1_000_000);
    assert_eq!(check(&format!("sqs {id}\n")), ["A0132"]);
    assert_eq!(check(&format!("sqs {}\n", "a".repeat(4096))), [""; 0]);
    assert_eq!(
        check(&format!("sqs a \"{}\"", "x".repeat(10_000_000))),
        ["A0133"]
    );
    assert_eq!(
        check(&format!("note: \"{}\"", "x".repeat(2_000_000))),
        ["A0134"]
    );
    assert_eq!(check(&" ".repeat(17 * 1024 * 1024)), ["A0153"]);
}

#[test]
fn many_mistakes_are_all_told() {
    let text = "sqs a ???\n".repeat(20_000);
    assert_eq!(check(&text).len(), 20_000);
    let long = format!("note: {} ???; b: =", "[x, y], ".repeat(20_000));
    assert!(!check(&long).is_empty());
}

#[test]
fn numbers_of_other_languages_are_told() {
    for number in [
        "0x10", "1e308", "1e-400", "1_000", "1,000", "1.2.3", "+5", "1.", ".5",
    ] {
        assert!(!check(&format!("size: {number}")).is_empty(), "{number}");
    }
    let digits = "9".repeat(400);
    assert_eq!(check(&format!("size: {digits}")), [""; 0]);
    assert_eq!(check("size: -0"), [""; 0]);
}

#[test]
fn every_prefix_is_read() {
    for end in 0..SHOP.len() {
        if SHOP.is_char_boundary(end) {
            check(&SHOP[..end]);
        }
    }
}

#[test]
fn every_byte_may_be_wrong() {
    // Debug builds take their time, so a sixteenth of all places is tried with each of the bytes.
    let nasty = [
        0, b'"', b'{', b'}', b'[', b']', b'\\', b'/', b'*', b'#', b':', b'-', b'\n', 0x80, 0xFF,
        b'\'',
    ];
    let bytes = SHOP.as_bytes();
    for (turn, at) in (0..bytes.len()).enumerate() {
        let mut bytes = bytes.to_vec();
        bytes[at] = nasty[turn % nasty.len()];
        check_bytes(&bytes);
    }
}
