//! Formatting: `parse ∘ format` gives the same tree, and `format` twice gives the same text, on samples, on thousands of
//! generated programs in every layout, and on the same programs damaged.

#![expect(
    clippy::disallowed_methods,
    reason = "a test: reads the samples, and how many programs are asked for"
)]

use archlens::source::FileId;
use archlens::syntax;
use proptest::prelude::{ProptestConfig, any};
use proptest::test_runner::RngSeed;
use proptest::{prop_assert, proptest};

mod common;
use common::program::{damage, program};
use common::shape;

/// Checks both promises on a text, and returns its formatted form.
fn check(text: &str) -> String {
    let tree = syntax::parse(FileId(0), text).value;
    let once = syntax::format(&tree);
    let again = syntax::parse(FileId(0), &once).value;
    let twice = syntax::format(&again);
    let trees = difference(&shape(&tree), &shape(&again));
    assert!(
        trees.is_none(),
        "{}\n--- written\n{text}\n--- formatted\n{once}",
        trees.unwrap_or_default()
    );
    let texts = difference(&once, &twice);
    assert!(
        texts.is_none(),
        "{}\n--- formatted\n{once}",
        texts.unwrap_or_default()
    );
    once
}

/// Returns the first lines in which two texts differ.
fn difference(one: &str, other: &str) -> Option<String> {
    let at = one
        .lines()
        .zip(other.lines())
        .position(|(one, other)| one != other);
    let at =
        at.or_else(|| (one != other).then(|| one.lines().count().min(other.lines().count())))?;
    let line = |text: &str| {
        text.lines()
            .skip(at.saturating_sub(3))
            .take(6)
            .collect::<Vec<_>>()
            .join("\n")
    };
    Some(format!(
        "line {}\n--- one\n{}\n--- other\n{}",
        at + 1,
        line(one),
        line(other)
    ))
}

fn golden(written: &str, formatted: &str) {
    assert_eq!(check(written), formatted);
}

#[test]
fn columns_are_shared_by_neighbours_of_like_width() {
    golden(
        "lambda place \"Place order\" {alias:live}\nlambda ship \"Ship order\" { timeout:30s }\nstep-functions fulfil \"Fulfilment\" {type:express}\n",
        "lambda place \"Place order\" { alias: live }\nlambda ship  \"Ship order\"  { timeout: 30s }\nstep-functions fulfil \"Fulfilment\" { type: express }\n",
    );
}

#[test]
fn labelled_chains_break_before_each_arrow() {
    golden(
        "shopper->cdn \"HTTPS\" -> site\na->b->c \"last\"\n",
        "shopper -> cdn \"HTTPS\"\n        -> site\na       -> b -> c \"last\"\n",
    );
}

#[test]
fn comments_stay_where_they_are() {
    golden(
        "// above\n\n\n/// what it is\nsqs failed// behind\n/* in /* a block */\ntags:[a,// first\nb /* second */]\na -> b // one\n// between\n -> c // two\n",
        "// above\n\n/// what it is\nsqs failed  // behind\n/* in /* a block */\ntags: [\n  a, // first\n  b, /* second */\n]\na -> b  // one\n  // between\n  -> c  // two\n",
    );
}

#[test]
fn blocks_keep_the_line_that_the_author_chose() {
    golden(
        "edge{sqs a{retention:3d;fifo}\n}\nedge {\n sqs a}\nempty thing {\n}\n",
        "edge { sqs a { retention: 3d; fifo } }\nedge {\n  sqs a\n}\nempty thing {}\n",
    );
}

#[test]
fn block_texts_are_indented_with_their_statement() {
    golden(
        "group a {\n note: \"\"\"\n      one\n        two\n\n      three\n      \"\"\"\n}\n",
        "group a {\n  note: \"\"\"\n    one\n      two\n\n    three\n    \"\"\"\n}\n",
    );
}

#[test]
fn a_quote_that_nothing_closes_leaves_its_block_alone() {
    golden(
        "s3 a {\"  {\n} // behind\n}\n",
        "s3 a {\n  \" {\n  }  // behind\n}\n",
    );
}

#[test]
fn a_word_behind_an_arrow_that_leads_nowhere_stays_its_end() {
    check("a -> : b");
    check("a -> : \"b\"");
    check("a -> \"b\"");
    check("a -> [] b");
    check("a -> [] \"b\"");
    check("a -> [] : b");
}

#[test]
fn an_arrow_behind_a_comma_continues_no_arrow_that_comes_from_nowhere() {
    check("<..>a \"b\",  ->c");
    check("-> a, => b");
}

#[test]
fn a_member_ends_at_every_end_of_a_line() {
    check("a: [b\u{2028}.12, c]");
}

#[test]
fn a_torn_block_text_may_end_in_a_quote() {
    check("/\"\"\"* b */ // c \"reason\"\n  ");
    check(".\"\"\"b.c \"turned\"\n");
}

#[test]
fn a_list_may_name_what_is_called_no() {
    let text = "lambda no\nlambda yes\n\n[no, yes] -> [yes]\n\nview all { include: [no, yes] }\n";
    assert_eq!(syntax::parse(FileId(0), text).diagnostics, []);
    check(text);
    check("a <-> [b, no word, c]\n");
}

#[test]
fn a_straight_quote_may_close_a_curly_one() {
    check("x {\n [a,\nlas“t ] <..>[b,\n]  \"Place order\"\n}");
}

#[test]
fn a_word_with_a_character_that_nobody_sees_stays_a_name() {
    check("wai\u{200B}ve ops \"reason\"");
    check("us\u{200B}e \"a.arch\"");
    check("expose \"title\" two");
    check("waive \"title\" two");
}

#[test]
fn samples_hold() {
    let mut count = 0;
    for entry in std::fs::read_dir("samples").expect("the samples").flatten() {
        let path = entry.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "arch")
        {
            check(&std::fs::read_to_string(&path).expect("a readable sample"));
            count += 1;
        }
    }
    assert!(count > 0);
}

/// Which programs are generated: always the same few hundred, or as many others as `ARCHLENS_PROGRAMS` says.
fn config() -> ProptestConfig {
    let asked = std::env::var("ARCHLENS_PROGRAMS").ok();
    let (cases, rng_seed) = match asked {
        None => (300, RngSeed::Fixed(1)),
        Some(count) => (
            count.parse().expect("a number of programs"),
            RngSeed::Random,
        ),
    };
    ProptestConfig {
        cases,
        rng_seed,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn generated_programs_hold(seed in any::<u64>()) {
        let text = program(seed);
        let checked = syntax::parse(FileId(0), &text);
        prop_assert!(!checked.has_errors(), "{text}\n{:?}", checked.diagnostics);
        check(&text);
    }

    #[test]
    fn damaged_programs_hold(seed in any::<u64>()) {
        let text = damage(&program(seed), seed);
        check(&text);
    }
}
