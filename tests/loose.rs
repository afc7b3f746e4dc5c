//! Loose ends: each page's wrong example leaves its end open and no other, the right one none, and waivers take notes away.

use archlens::model::{self, LOOSE_ENDS};

mod common;
use common::memory::{Memory, resolve};

fn codes(text: &str, today: Option<&str>) -> Vec<&'static str> {
    let resolved = resolve(&Memory::default(), "it.arch", text);
    assert!(!resolved.has_errors(), "{text}: {:?}", resolved.diagnostics);
    let said = model::loose_ends(&resolved.value, today);
    for note in &said {
        assert!(note.help.is_some(), "{} says not what to do", note.code.id);
    }
    said.iter().map(|note| note.code.id).collect()
}

#[test]
fn every_page_has_examples_that_hold() {
    for code in LOOSE_ENDS {
        assert_eq!(codes(code.wrong, None), [code.id], "{}", code.wrong);
        assert_eq!(codes(code.right, None), [""; 0], "{}", code.right);
    }
}

#[test]
fn waivers_take_notes_away_up_to_their_day() {
    let text = "user u\nlambda a\ngroup g { lambda b; lambda c }\nu -> a\nwaive A0601 on g \"by hand\" { until: 2027-01-01 }";
    assert_eq!(codes(text, None), [""; 0]);
    assert_eq!(codes(text, Some("2027-01-01")), [""; 0]);
    assert_eq!(codes(text, Some("2027-01-02")), ["A0601", "A0601"]);
}

#[test]
fn what_is_whole_leaves_nothing_open() {
    for text in [
        // A list of parts, and a file without anyone outside.
        "lambda a\nlambda b",
        "lambda a\nlambda b\na -> b",
        // A flow to a group is one to all that is in it.
        "user u\ngroup g { lambda a; lambda b }\nu -> g",
        // What watches, deploys, or stands at a border.
        "user u\nlambda a\nu -> a\ncloudtrail t\nsam s\nnat-gateway n",
        // An attribute leads as a flow does.
        "user u\nlambda a { dlq: q }\nsqs q\nu -> a",
        // What a label does not say is not known.
        "user u\nlambda a\ndynamodb d\nu -> a -> d",
        "user u\nlambda a\ndynamodb d\nu -> a -> d \"read and write\"",
        "user u\nlambda a\ndynamodb d { stream: new-image }\nlambda b\nu -> a -> d \"PutItem\"\nd.stream => b",
    ] {
        assert_eq!(codes(text, None), [""; 0], "{text}");
    }
}
