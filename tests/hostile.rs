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
fn past_a_thousand_mistakes_the_rest_is_counted() {
    let text = "xray a ???\n".repeat(1_500);
    let checked = syntax::parse(FileId(0), &text);
    let said = &checked.diagnostics;
    assert_eq!(said.len(), 1_001);
    let untold = said.iter().find(|said| said.code.id == "A0004");
    assert_eq!(
        untold.expect("one that counts").message,
        "500 more errors are not told"
    );
    assert_eq!(
        said.iter().map(|said| said.stands_for).sum::<usize>(),
        1_500
    );
    // So much is no architecture, but it is kept to the letter.
    let [Item::Statement(statement)] = checked.value.items.as_slice() else {
        panic!("one statement");
    };
    let StatementKind::Junk { text: kept, .. } = &statement.kind else {
        panic!("junk");
    };
    assert_eq!(*kept, text);
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
