//! The review report: what a meeting gets on paper.
//!
//! The design is that of `tests/outputs`; `UPDATE_FIXTURES=1` writes the goldens anew.

#![expect(
    clippy::disallowed_methods,
    reason = "a test: works on files as people do"
)]
#![cfg(feature = "cli")]

use archlens::import;
use archlens::lens::{self, Text};
use archlens::source::FileId;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/outputs")
        .join(name)
}

/// Runs a command on a design, and returns what it wrote: to its one file `out.…`, else to standard output.
fn run(design: &str, args: &[&str]) -> String {
    let (folder, out) = run_in_folder(design, args);
    match args.iter().find(|arg| arg.starts_with("out.")) {
        Some(file) => fs::read_to_string(folder.path().join(file)).expect("a report"),
        None => out,
    }
}

/// Runs a command in a folder that holds a design and the lens of the house.
fn run_in_folder(design: &str, args: &[&str]) -> (TempDir, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("shop.arch"), design).expect("a design");
    fs::copy(fixture("house.lens"), folder.path().join("house.lens")).expect("a lens");
    let output = program(&folder, args);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{told}");
    let out = String::from_utf8(output.stdout).expect("UTF-8");
    (folder, out)
}

/// Runs the program in a folder, always on the same day.
fn program(folder: &TempDir, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_archlens"))
        .current_dir(folder.path())
        .args(args)
        .args(["--today", "2026-11-25"])
        .output()
        .expect("the program starts")
}

fn design() -> String {
    fs::read_to_string(fixture("shop.arch")).expect("a design")
}

fn golden(name: &str, written: &str) {
    let path = fixture(name);
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        fs::write(&path, written).expect("a writable golden");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(written == expected, "{name} is not as it was:\n{written}");
}

/// Cuts out what stands between two words, the words left in.
fn without(text: &str, from: &str, to: &str) -> String {
    let (before, rest) = text.split_once(from).expect("the beginning");
    let (_, after) = rest.split_once(to).expect("the end");
    format!("{before}{from}{to}{after}")
}

#[test]
fn a_report_in_markdown() {
    golden(
        "review.md",
        &run(&design(), &["review", "shop.arch", "-o", "out.md"]),
    );
}

#[test]
fn a_report_in_html() {
    let page = run(&design(), &["review", "shop.arch", "-o", "out.html"]);
    let page = without(&page, "<style>", "</style>\n</head>");
    golden("review.html", &without(&page, "<figure>", "</figure>"));
}

#[test]
fn a_page_asks_for_nothing_and_words_stay_words() {
    let hostile = "<script>alert(1)</script> &amp; \u{202e}\"'";
    let design = design().replace("Shop: <fast>", &hostile.replace('"', "\\\""));
    let page = run(&design, &["review", "shop.arch", "-o", "out.html"]);
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;"));
    for forbidden in [
        "<script",
        "<link",
        "<img",
        "<iframe",
        "@import",
        "url(http",
        "src=\"http",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    assert!(!page.contains('\u{202e}'));
}

#[test]
fn the_numbers_are_those_of_the_picture() {
    let page = run(&design(), &["review", "shop.arch", "-o", "out.html"]);
    let (picture, report) = page.split_once("</figure>").expect("a picture");
    let listed: Vec<&str> = report
        .match_indices("id=\"finding-")
        .filter_map(|(at, found)| report[at + found.len()..].split('"').next())
        .collect();
    assert_eq!(listed, ["1", "2", "3", "4"]);
    for (rule, title) in [("HOUSE-001", "orders"), ("HOUSE-002", "mails")] {
        let number = picture.find(rule).expect("a rule in the legend");
        let words = &picture[number.saturating_sub(400)..];
        assert!(words.contains(title), "{rule}");
    }
}

/// The design with two views beside the whole: one with a queue that has a finding, one without findings.
fn design_with_views() -> String {
    let mut design = design();
    design.push_str(
        "view all \"All of it\" { arrange: layers }\n\
         /// Mails & jobs\n\
         view post \"What is <posted>\" { include: [place, mails] }\n\
         view quiet { include: [shopper, api] }\n",
    );
    design
}

#[test]
fn every_view_is_in_the_report_with_its_own_findings() {
    let page = run(
        &design_with_views(),
        &["review", "shop.arch", "-o", "out.html"],
    );
    let figures: Vec<&str> = page.split("<figure>").skip(1).collect();
    let [main, post, quiet] = figures.as_slice() else {
        panic!("{} figures", figures.len());
    };
    for rule in ["HOUSE-001", "HOUSE-002", "WVR-001"] {
        assert!(main.contains(rule), "{rule}");
    }
    assert!(page.contains("<h3>What is &lt;posted&gt;</h3>\n<p>Mails &amp; jobs</p>\n<figure>"));
    let (picture, rest) = post.split_once("<figcaption>").expect("a caption");
    assert!(rest.starts_with("Here is finding <a href=\"#finding-2\">2</a>.</figcaption>"));
    assert!(picture.contains("HOUSE-002") && picture.contains(">2<"));
    for elsewhere in ["HOUSE-001", "WVR-001", "passed"] {
        assert!(!picture.contains(elsewhere), "{elsewhere}");
    }
    assert!(page.contains("<h3>Quiet</h3>"));
    let (picture, rest) = quiet.split_once("<figcaption>").expect("a caption");
    assert!(rest.starts_with("No finding is about what this view shows."));
    assert!(!picture.contains("Review"));
    let mut ids: Vec<&str> = page
        .match_indices(" id=\"")
        .filter_map(|(at, found)| page[at + found.len()..].split('"').next())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all, "an id stands twice");
}

#[test]
fn a_report_in_markdown_has_its_pictures_beside_it() {
    let args = ["review", "shop.arch", "-o", "my report.md"];
    let (folder, _) = run_in_folder(&design_with_views(), &args);
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect(name);
    let text = read("my report.md");
    for words in [
        "![All of it](my%20report.review.all.svg)\n\n## Scorecard",
        "## Further views\n\n### What is &lt;posted>\n\nMails & jobs\n\n![What is &lt;posted>](my%20report.review.post.svg)\n\nHere is finding 2.\n",
        "### Quiet\n\n![Quiet](my%20report.review.quiet.svg)\n\nNo finding is about what this view shows.\n",
    ] {
        assert!(text.contains(words), "{words} is not in:\n{text}");
    }
    let picture = read("my report.review.post.svg");
    assert!(picture.starts_with("<svg") && picture.contains("HOUSE-002"));
    assert!(read("my report.review.all.svg").contains("HOUSE-001"));
}

#[test]
fn findings_of_a_rule_that_will_go_say_so() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let lens = fs::read_to_string(fixture("house.lens")).expect("a lens");
    let lens = lens.replace("severity: medium", "severity: medium; status: deprecated");
    fs::write(folder.path().join("house.lens"), lens).expect("a lens");
    fs::write(folder.path().join("shop.arch"), design()).expect("a design");
    let told = |args: &[&str]| String::from_utf8(program(&folder, args).stdout).expect("UTF-8");
    for (format, words) in [
        ("text", "a-queue-has-no-dead-letter-queue, deprecated]"),
        ("json", "\"status\": \"deprecated\""),
        ("sarif", "\"status\": \"deprecated\""),
        ("markdown", "| HOUSE-002, deprecated |"),
        ("github", "title=HOUSE-002%2C deprecated A queue"),
    ] {
        let text = told(&["check", "shop.arch", "--format", format]);
        assert!(text.contains(words), "{format}: {text}");
    }
    let page = told(&["review", "shop.arch", "-o", "-"]);
    assert!(
        page.contains("HOUSE-002, deprecated · Reliability"),
        "{page}"
    );
    assert!(!page.contains("HOUSE-001, deprecated"));
}

#[test]
fn what_is_answered_is_not_on_the_agenda() {
    let design = "architecture \"Shop\" { lens: serverless }\nlambda place\n";
    let open = run(design, &["review", "shop.arch", "-o", "out.md"]);
    assert!(open.contains("OPS-Q2"), "{open}");
    let answered = format!("{design}answer ops_q2 \"a stack a branch\" {{ choices: [a2] }}\n");
    let report = run(&answered, &["review", "shop.arch", "-o", "out.md"]);
    assert!(
        !report.contains("OPS-Q2") && report.contains("OPS-Q3"),
        "{report}"
    );
}

#[test]
fn what_is_asked_can_be_answered() {
    let asked = run(&design(), &["review", "ask", "shop.arch"]);
    golden("questions.md", &asked);
    let blocks = asked
        .split("```arch\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next());
    let blocks: Vec<&str> = blocks.collect();
    assert!(!blocks.is_empty(), "{asked}");
    // An answer that nobody has filled in answers nothing.
    let empty = format!("{}\n{}", design(), blocks.concat());
    assert_eq!(run(&empty, &["review", "ask", "shop.arch"]), asked);
    let filled = empty.replace("\"\" { choices: [] }", "\"on call\" { choices: [a2] }");
    let left = run(&filled, &["review", "ask", "shop.arch"]);
    assert!(
        !left.contains("HOUSE-Q1") && left.contains("HOUSE-002"),
        "{left}"
    );
}

/// The answers that are exported for a design, by the names of their files.
fn exported(design: &str) -> Vec<(String, Value)> {
    let (folder, _) = run_in_folder(design, &["review", "export", "shop.arch", "-o", "answers"]);
    let Ok(files) = fs::read_dir(folder.path().join("answers")) else {
        return Vec::new();
    };
    let mut answers: Vec<(String, Value)> = files
        .map(|file| file.expect("an entry").path())
        .map(|path| {
            let text = fs::read_to_string(&path).expect("an answer");
            let name = path
                .file_name()
                .expect("a name")
                .to_string_lossy()
                .into_owned();
            (name, serde_json::from_str(&text).expect("JSON"))
        })
        .collect();
    answers.sort_by(|a, b| a.0.cmp(&b.0));
    answers
}

#[test]
fn rules_unselect_and_only_people_select() {
    let expected = json!({
        "LensAlias": "serverless",
        "QuestionId": "rel_q1",
        "ChoiceUpdates": {
            "rel_rel_q1_a1": {
                "Status": "UNSELECTED",
                "Notes": "HOUSE-001 Requests reach a database, past all shields: bursts too: orders",
            },
            "rel_rel_q1_a3": { "Status": "SELECTED" },
        },
        "Notes": "the archive is behind a proxy",
    });
    assert_eq!(exported(&design()), [("rel_q1.json".to_owned(), expected)]);
    // A rule knows better than an answer; where all rules pass and nobody answers, nothing is said.
    let denied = design().replace("choices: [a3]", "choices: [a1]");
    let choices = &exported(&denied)[0].1["ChoiceUpdates"];
    assert_eq!(choices["rel_rel_q1_a1"]["Status"], "UNSELECTED");
    let nothing = "architecture \"A\" { lens: \"./house.lens\" }\n";
    assert_eq!(exported(nothing), []);
    // What does not apply is said, and not asked.
    let other = format!(
        "{nothing}answer rel_q1 \"no requests here\" {{ not-applicable; reason: out-of-scope }}\n"
    );
    let answer = &exported(&other)[0].1;
    assert_eq!(answer["IsApplicable"], false);
    assert_eq!(answer["Reason"], "OUT_OF_SCOPE");
    assert_eq!(answer["Notes"], "no requests here");
    let asked = run(&other, &["review", "ask", "shop.arch"]);
    assert!(asked.contains("Nothing is open"), "{asked}");
}

#[test]
fn notes_keep_to_the_limits_of_the_tool() {
    let mut design = "architecture \"A\" { lens: \"./house.lens\" }\nuser u\n".to_owned();
    for at in 0..60 {
        design.push_str(&format!("rds database-{at}\nu -> database-{at}\n"));
    }
    let words = "who knows what ".repeat(200);
    design.push_str(&format!("answer rel_q1 \"{words}\" {{ choices: [a2] }}\n"));
    let answer = &exported(&design)[0].1;
    let letters = |text: &Value| {
        let text = text.as_str().expect("a text");
        assert!(text.ends_with('…'), "{text}");
        text.chars().count()
    };
    let notes = letters(&answer["ChoiceUpdates"]["rel_rel_q1_a1"]["Notes"]);
    assert!((230..=250).contains(&notes), "{notes}");
    let notes = letters(&answer["Notes"]);
    assert!((2_064..=2_084).contains(&notes), "{notes}");
}

/// Exports a lens, or tells why not.
fn custom_lens(lens: &str) -> Result<Value, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("own.lens"), lens).expect("a lens");
    let output = Command::new(env!("CARGO_BIN_EXE_archlens"))
        .current_dir(folder.path())
        .args(["lens", "export", "own.lens"])
        .output()
        .expect("the program starts");
    match output.status.code() {
        Some(0) => Ok(serde_json::from_slice(&output.stdout).expect("JSON")),
        _ => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

#[test]
fn a_lens_becomes_a_custom_lens() {
    let house = fs::read_to_string(fixture("house.lens")).expect("a lens");
    let written = custom_lens(&house).expect("a lens that fits");
    let text = serde_json::to_string_pretty(&written).expect("JSON") + "\n";
    golden("house.custom-lens.json", &text);
}

#[test]
fn what_the_tool_would_refuse_is_told_and_not_written() {
    let lens = |inside: &str| format!("lens own \"Own\" {{\n{inside}\n}}\n");
    let question = |id: &str, pillar: &str, choices: usize| {
        let choices: Vec<String> = (0..choices)
            .map(|at| format!("choice a{at} \"Choice {at}\" {{ level: good }}"))
            .collect();
        format!(
            "question {id} \"Q?\" {{ pillar: {pillar}\n{} }}\n",
            choices.join("\n")
        )
    };
    let many =
        |count: usize, of: &dyn Fn(usize) -> String| -> String { (0..count).map(of).collect() };
    let long = "a".repeat(70);
    for (inside, reason) in [
        (String::new(), "it has no `question`"),
        (
            question("own_q1", "cost", 15),
            "the question `own_q1` has 16 choices, and 15 are the most",
        ),
        (
            many(21, &|at| question(&format!("own_q{at}"), "cost", 1)),
            "has 21 questions, and 20 are the most",
        ),
        (
            many(11, &|at| {
                question(&format!("own_q{at}"), &format!("p-{at:03}"), 1)
            }),
            "the lens has 11 pillars, and 10 are the most",
        ),
        (
            question(&long, "cost", 1),
            "it wants 3 to 64 letters, digits and `_`",
        ),
    ] {
        let told = custom_lens(&lens(&inside)).expect_err(reason);
        assert!(told.contains(reason), "{reason}: {told}");
    }
    assert!(custom_lens(&lens(&question("own_q1", "cost", 14))).is_ok());
}

#[test]
fn a_custom_lens_comes_back() {
    let questions = |lens: &str| {
        let text = Text {
            file: FileId(0),
            text: lens,
        };
        let loaded = lens::load(&[text]);
        assert!(loaded.diagnostics.is_empty(), "{lens}");
        let lens = loaded.value.into_iter().next().expect("a lens");
        let said = lens.questions.into_iter().map(|question| {
            let choices = question.choices.into_iter();
            let choices = choices.map(|choice| (choice.id, choice.title, choice.level));
            let choices: Vec<_> = choices.collect();
            (question.id, question.title, question.pillar, choices)
        });
        (said.collect::<Vec<_>>(), lens.asks.len())
    };
    let house = fs::read_to_string(fixture("house.lens")).expect("a lens");
    let json = fs::read_to_string(fixture("house.custom-lens.json")).expect("a golden");
    let back = import::custom_lens(&json).expect("a custom lens");
    let (mended, asks) = questions(&back);
    assert_eq!(mended, questions(&house).0);
    assert_eq!(asks, 1, "one a question");
}

#[test]
fn a_review_has_a_folder_that_is_never_written_over() {
    let (folder, _) = run_in_folder(&design(), &["review", "new", "shop.arch"]);
    let session = folder.path().join("shop.review-2026-11-25");
    let files = fs::read_dir(&session).expect("a folder");
    let mut names: Vec<String> = files
        .map(|file| {
            file.expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    assert_eq!(
        names,
        ["agenda.md", "review.html", "review.main.svg", "review.md"]
    );
    fs::write(session.join("agenda.md"), "filled in").expect("a writable folder");
    let again = Command::new(env!("CARGO_BIN_EXE_archlens"))
        .current_dir(folder.path())
        .args(["review", "new", "shop.arch", "--today", "2026-11-25"])
        .output()
        .expect("the program starts");
    assert_eq!(again.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&again.stderr).contains("not written over"));
    let kept = fs::read_to_string(session.join("agenda.md")).expect("the agenda");
    assert_eq!(kept, "filled in");
}
