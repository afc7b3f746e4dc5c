//! The program as people run it: outputs, exit status, and what happens when something is in the way.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a test: works on files as people do"
)]
#![cfg(feature = "cli")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

const SHOP: &str = r#"architecture "Shop"
user shopper "Shopper"
api-gateway api "Orders API"
lambda place "Place order"
dynamodb orders "Orders"
shopper -> api "POST /orders" -> place "invoke" -> orders "PutItem"
view overview "Everything"
view writes "The write path" { include: [place, orders] }
"#;

/// A folder with one source in it.
fn folder(text: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("shop.arch"), text).expect("a writable folder");
    folder
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_archlens"));
    command.current_dir(folder).args(args);
    command
}

fn run(folder: &Path, args: &[&str]) -> (i32, String, String) {
    let output: Output = command(folder, args).output().expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("what it says is UTF-8");
    let status = output.status.code().expect("no signal ended it");
    (status, text(output.stdout), text(output.stderr))
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a readable folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    names
}

#[test]
fn a_picture_lies_beside_its_source() {
    let folder = folder(SHOP);
    let (status, out, told) = run(folder.path(), &["render", "shop.arch"]);
    assert_eq!((status, out.as_str()), (0, ""), "{told}");
    assert!(told.starts_with("drew shop.svg ("), "{told}");
    assert_eq!(names(folder.path()), ["shop.arch", "shop.svg"]);
}

#[test]
fn every_view_and_format_has_a_name_of_its_own() {
    let folder = folder(SHOP);
    let args = [
        "render",
        "shop.arch",
        "--all-views",
        "--format",
        "svg,png,html",
    ];
    let (status, _, told) = run(folder.path(), &args);
    assert_eq!(status, 0, "{told}");
    assert_eq!(
        names(folder.path()),
        [
            "shop.arch",
            "shop.html",
            "shop.png",
            "shop.svg",
            "shop.writes.html",
            "shop.writes.png",
            "shop.writes.svg"
        ]
    );
}

#[test]
fn a_named_output_is_called_as_it_was_named() {
    let folder = folder(SHOP);
    let args = ["render", "shop.arch", "--view", "writes", "-o", "wall.svg"];
    let (status, _, told) = run(folder.path(), &args);
    assert_eq!(status, 0, "{told}");
    assert_eq!(names(folder.path()), ["shop.arch", "wall.svg"]);
}

#[test]
fn two_runs_write_the_same_bytes_and_check_knows_them() {
    let folder = folder(SHOP);
    let svg = folder.path().join("shop.svg");
    run(folder.path(), &["render", "shop.arch"]);
    let first = fs::read(&svg).expect("a picture");
    run(folder.path(), &["render", "shop.arch"]);
    assert_eq!(first, fs::read(&svg).expect("a picture"));
    assert_eq!(run(folder.path(), &["render", "shop.arch", "--check"]).0, 0);

    fs::write(
        folder.path().join("shop.arch"),
        SHOP.replace("PutItem", "UpdateItem"),
    )
    .expect("a writable folder");
    let (status, _, told) = run(folder.path(), &["render", "shop.arch", "--check"]);
    assert_eq!(status, 1);
    assert_eq!(told, "stale: shop.svg\n");
    assert_eq!(
        first,
        fs::read(&svg).expect("a picture"),
        "`--check` writes nothing"
    );
}

#[test]
fn standard_input_goes_to_standard_output() {
    let folder = folder(SHOP);
    let source = fs::File::open(folder.path().join("shop.arch")).expect("the source");
    let output = command(folder.path(), &["render", "-"])
        .stdin(source)
        .output()
        .expect("the program starts");
    assert!(output.stdout.starts_with(b"<svg "));
    assert!(output.stdout.ends_with(b"</svg>\n") || output.stdout.ends_with(b"</svg>"));
}

#[test]
fn a_wrong_source_keeps_the_old_picture() {
    let folder = folder(SHOP);
    run(folder.path(), &["render", "shop.arch"]);
    let good = fs::read(folder.path().join("shop.svg")).expect("a picture");
    fs::write(folder.path().join("shop.arch"), "lamda place\n").expect("a writable folder");
    let (status, _, told) = run(folder.path(), &["render", "shop.arch"]);
    assert_eq!(status, 2);
    assert!(told.contains("lamda") && told.contains("lambda"), "{told}");
    assert_eq!(
        good,
        fs::read(folder.path().join("shop.svg")).expect("a picture")
    );
}

#[test]
fn all_inputs_are_worked_through_and_the_worst_counts() {
    let folder = folder(SHOP);
    fs::write(folder.path().join("bad.arch"), "lamda place\n").expect("a writable folder");
    let (status, _, told) = run(folder.path(), &["render", ".", "missing.arch"]);
    assert_eq!(status, 2);
    assert!(
        told.contains("`missing.arch` cannot be read: no such file"),
        "{told}"
    );
    assert!(told.contains("drew ./shop.svg"), "{told}");
}

#[test]
fn an_empty_file_is_an_empty_picture() {
    let folder = folder("");
    let (status, _, told) = run(
        folder.path(),
        &["render", "shop.arch", "--format", "svg,png"],
    );
    assert_eq!(status, 0, "{told}");
    assert_eq!(names(folder.path()), ["shop.arch", "shop.png", "shop.svg"]);
}

#[test]
fn an_output_that_cannot_be_written_is_told_and_leaves_nothing() {
    let folder = folder(SHOP);
    fs::create_dir(folder.path().join("wall.svg")).expect("a writable folder");
    for output in ["none/wall.svg", "wall.svg/none/x.svg"] {
        let (status, _, told) = run(folder.path(), &["render", "shop.arch", "-o", output]);
        assert_eq!(status, 2, "{told}");
        assert!(told.contains(output), "{told}");
    }
    assert_eq!(names(folder.path()), ["shop.arch", "wall.svg"]);
}

#[test]
fn sizes_that_cannot_be_are_refused() {
    let folder = folder(SHOP);
    for scale in ["0", "-1", "NaN", "1e9", "1e-9"] {
        let args = [
            "render",
            "shop.arch",
            "--format",
            "png",
            &format!("--scale={scale}"),
        ];
        let (status, _, told) = run(folder.path(), &args);
        assert_eq!(status, 2, "--scale={scale}: {told}");
    }
    assert_eq!(names(folder.path()), ["shop.arch"]);
}

#[test]
fn a_picture_of_too_many_things_is_refused_by_the_limit() {
    let many: String = (0..10_001).map(|at| format!("xray x{at}\n")).collect();
    let folder = folder(&many);
    for args in [
        &["render", "shop.arch", "--findings", "none"][..],
        &["query", "xray", "shop.arch", "--format", "svg"],
    ] {
        let (status, out, told) = run(folder.path(), args);
        assert_eq!((status, out.as_str()), (2, ""), "{told}");
        assert!(told.contains("10001 elements, and 10000 are"), "{told}");
    }
    assert_eq!(names(folder.path()), ["shop.arch"]);
}

#[test]
fn a_folder_is_drawn_into_a_folder_of_the_same_shape() {
    let folder = folder(SHOP);
    fs::create_dir(folder.path().join("old")).expect("a writable folder");
    fs::write(folder.path().join("old/shop.arch"), SHOP).expect("a writable folder");
    let (status, _, told) = run(folder.path(), &["render", ".", "-o", "out/"]);
    assert_eq!(status, 0, "{told}");
    assert_eq!(names(&folder.path().join("out")), ["old", "shop.svg"]);
    assert_eq!(names(&folder.path().join("out/old")), ["shop.svg"]);
}

#[test]
fn what_an_option_names_in_vain_is_told_and_nothing_is_written() {
    let folder = folder(SHOP);
    for (args, phrase) in [
        (["--scenario", "nope"], "has no scenario `nope`"),
        (["-o", "x.gif"], "end it in .svg, .png"),
        (["--today", "tomorrow"], "a day is written 2027-06-30"),
        (["--width", "0"], "0 is not in 1.."),
    ] {
        let (status, _, told) = run(
            folder.path(),
            &[&["render", "shop.arch"], &args[..]].concat(),
        );
        assert!(status == 2 && told.contains(phrase), "{args:?}: {told}");
    }
    let (status, _, told) = run(
        folder.path(),
        &["check", "shop.arch", "--lens", "serverles"],
    );
    assert!(
        status == 2 && told.contains("did you mean `serverless`?"),
        "{told}"
    );
    assert_eq!(names(folder.path()), ["shop.arch"]);
}

#[test]
fn a_lens_that_a_file_names_in_vain_is_told_at_its_place() {
    let folder =
        folder("architecture { lens: \"./nope.lens\" }\nlambda a\nwaive OPS-012 on a \"why\"\n");
    let (status, out, _) = run(folder.path(), &["check", "shop.arch"]);
    assert_eq!(status, 2);
    assert!(
        out.contains("error[A0711]: the lens `./nope.lens` cannot be read"),
        "{out}"
    );
    assert!(out.contains("shop.arch:1:16"), "{out}");
    assert!(!out.contains("warning"), "{out}");
}

#[test]
fn an_unknown_view_is_told_with_those_that_are_there() {
    let folder = folder(SHOP);
    let (status, _, told) = run(folder.path(), &["render", "shop.arch", "--view", "reads"]);
    assert_eq!(status, 2);
    assert!(
        told.contains("has no view `reads`, only `overview`, `writes`"),
        "{told}"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_never_a_success() {
    let folder = folder(SHOP);
    let full = fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .expect("the device");
    let output = command(folder.path(), &["render", "shop.arch", "-o", "-"])
        .stdout(full)
        .output()
        .expect("the program starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("no space left"));
}

#[cfg(target_os = "linux")]
#[test]
fn help_that_is_lost_is_no_success() {
    let folder = folder(SHOP);
    for args in [&["--help"][..], &["--version"], &["render", "--help"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full");
        let output = command(folder.path(), args)
            .stdout(full.expect("a full device"))
            .output()
            .expect("the program starts");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(!output.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn the_surroundings_change_no_byte() {
    let folder = folder(SHOP);
    let path = folder.path().join("shop.arch");
    let elsewhere = tempfile::tempdir().expect("another folder");
    let path = path.to_str().expect("a name in UTF-8");
    let args = ["render", path, "--format", "svg,png"];
    let read = |name: &str| fs::read(folder.path().join(name)).expect("a picture");
    let drawn = |command: &mut Command| {
        let output = command.output().expect("the program starts");
        assert!(output.status.success());
        (read("shop.svg"), read("shop.png"))
    };
    let usual = drawn(&mut command(folder.path(), &args));
    let bare = drawn(command(elsewhere.path(), &args).env_clear());
    assert!(bare == usual, "no environment at all");
    let mut far = command(elsewhere.path(), &args);
    far.env("LC_ALL", "tr_TR.UTF-8").env("TZ", "Asia/Tokyo");
    far.env("HOME", "/nowhere").env("TERM", "dumb");
    assert!(
        drawn(&mut far) == usual,
        "another locale, time zone, home and folder"
    );
}

#[test]
fn many_may_write_one_picture_at_once() {
    let folder = folder(SHOP);
    run(folder.path(), &["render", "shop.arch"]);
    let alone = fs::read(folder.path().join("shop.svg")).expect("a picture");
    let start = || command(folder.path(), &["render", "shop.arch", "-q"]).spawn();
    let all: Vec<_> = (0..20)
        .map(|_| start().expect("the program starts"))
        .collect();
    for mut one in all {
        assert!(one.wait().expect("it ends").success());
    }
    let last = fs::read(folder.path().join("shop.svg")).expect("a picture");
    assert!(last == alone, "a whole one");
    assert_eq!(names(folder.path()), ["shop.arch", "shop.svg"]);
}

#[cfg(unix)]
#[test]
fn the_name_of_a_file_does_not_command_the_terminal() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let name = "x\u{1b}[2J\u{7}\r.arch";
    fs::write(folder.path().join(name), "lambda a\na -> b\n").expect("a writable folder");
    for args in [
        ["check", name],
        ["render", name],
        ["fmt", name],
        ["query", name],
    ] {
        let (_, out, told) = run(folder.path(), &args);
        let told = out + &told;
        assert!(
            !told.contains(|c: char| c.is_control() && c != '\n'),
            "{args:?}: {told:?}"
        );
    }
}

#[test]
fn a_closed_pipe_is_quiet() {
    let folder = folder(SHOP);
    let mut child = command(folder.path(), &["render", "shop.arch", "-o", "-"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert!(output.status.code().is_some());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn every_command_explains_itself() {
    let folder = folder(SHOP);
    let (status, out, _) = run(folder.path(), &["--help"]);
    assert_eq!(status, 0);
    let commands: Vec<&str> = out
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        // A description that goes on in the next line is indented more than a name.
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.contains(&"render"), "{out}");
    for name in commands {
        let (status, out, _) = run(folder.path(), &[name, "--help"]);
        assert_eq!(status, 0, "{name}");
        assert!(out.contains("Usage:"), "{name}");
    }
}

#[test]
fn the_pictures_of_the_samples_are_fresh() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (status, _, told) = run(
        root,
        &["render", "samples", "--check", "--today", "2026-11-25"],
    );
    assert_eq!(status, 0, "build and run `.ci/redraw`:\n{told}");
    let rooms = "samples/restful-microservices.arch";
    for special in ["--deployment=prod", "--sequence=booking"] {
        let (status, _, told) = run(root, &["render", rooms, special, "--check"]);
        assert_eq!(status, 0, "build and run `.ci/redraw`:\n{told}");
    }
}

#[test]
fn a_query_is_text_data_or_a_picture() {
    let folder = folder(SHOP);
    let ask = |more: &[&str]| {
        let mut args = vec!["query", "downstream of place", "shop.arch"];
        args.extend_from_slice(more);
        run(folder.path(), &args)
    };
    let (status, out, told) = ask(&[]);
    assert_eq!(status, 0, "{told}");
    assert!(out.contains("dynamodb orders \"Orders\""), "{out}");
    let (_, out, _) = ask(&["--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(answer["nodes"].as_array().map(Vec::len), Some(2));
    let (status, out, told) = ask(&["--format", "svg"]);
    assert_eq!(status, 0, "{told}");
    assert!(out.starts_with("<svg ") && out.contains("Orders") && !out.contains("Shopper"));
    let (status, out, told) = ask(&["-o", "down.svg"]);
    assert_eq!((status, out.as_str()), (0, ""), "{told}");
    assert_eq!(ask(&["-o", "down.png"]).0, 0);
    assert_eq!(names(folder.path()), ["down.png", "down.svg", "shop.arch"]);
    let png = fs::read(folder.path().join("down.png")).expect("a picture");
    assert!(png.starts_with(b"\x89PNG"));
}

#[test]
fn what_changed_is_told_and_drawn() {
    let folder = folder(SHOP);
    let new = SHOP.replace(
        "lambda place \"Place order\"",
        "lambda place \"Place order\" { timeout: 9s }",
    ) + "sqs late\nplace ~> late \"retry\"\n";
    fs::write(folder.path().join("new.arch"), new).expect("a writable folder");
    let (status, out, told) = run(folder.path(), &["diff", "shop.arch", "new.arch"]);
    assert_eq!(status, 0, "{told}");
    let expected = "~ lambda place\n    timeout added: 9s\n+ sqs late\n+ place ~> late \"retry\"\n\n2 added, 0 removed, 1 changed\n";
    assert_eq!(out, expected);
    let (_, out, _) = run(
        folder.path(),
        &["diff", "new.arch", "shop.arch", "--format", "json"],
    );
    let answer: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(answer["nodes"][1]["change"], "removed");
    assert_eq!(answer["relations"][0]["label"], "retry");
    let draw = [
        "render",
        "new.arch",
        "--since",
        "shop.arch",
        "--format",
        "svg,txt",
        "--findings",
        "none",
    ];
    let (status, _, told) = run(folder.path(), &draw);
    assert_eq!(status, 0, "{told}");
    assert_eq!(
        names(folder.path()),
        [
            "new.arch",
            "new.changes.svg",
            "new.changes.txt",
            "shop.arch"
        ]
    );
    let read = |name| fs::read_to_string(folder.path().join(name)).expect("a picture");
    assert!(read("new.changes.svg").contains("timeout added: 9s"));
    let text = read("new.changes.txt");
    assert!(text.contains("+ added   - removed   ~ changed"), "{text}");
    assert!(text.contains("+ retry"), "{text}");
    let (status, _, told) = run(
        folder.path(),
        &["render", "new.arch", "--since", "gone.arch"],
    );
    assert_eq!(status, 2);
    assert!(told.contains("`gone.arch` cannot be read"), "{told}");
}

#[test]
fn a_description_counts_the_findings() {
    let folder = folder(SHOP);
    let (status, out, told) = run(folder.path(), &["describe", "shop.arch"]);
    assert_eq!(status, 0, "{told}");
    let last = out.lines().last().expect("lines");
    assert!(
        last.starts_with("The review has ") && last.contains(" open finding"),
        "{last}"
    );
}

#[test]
fn mistakes_that_have_one_cure_are_mended() {
    let wrong = "# the shop\nlambda place { timeout = 20 s, memory: 1,024MB }\nsqs jobs 'Jobs'\nplace --> jobs: done\n";
    let right = "// the shop\nlambda place { timeout: 20s; memory: 1024MB }\nsqs jobs \"Jobs\"\nplace -> jobs \"done\"\n";
    let folder = folder(wrong);
    let source = folder.path().join("shop.arch");
    let args = ["check", "shop.arch", "--fix", "--fail-on", "none"];
    let (_, shown, _) = run(folder.path(), &["check", "shop.arch", "--fix", "--diff"]);
    assert!(shown.contains("+// the shop"), "{shown}");
    assert_eq!(fs::read_to_string(&source).expect("the source"), wrong);
    let (status, _, told) = run(folder.path(), &args);
    assert_eq!(fs::read_to_string(&source).expect("the source"), right);
    assert_eq!(status, 0, "{told}");
}

#[test]
fn inputs_without_end_are_refused_by_the_limit() {
    let folder = folder(SHOP);
    let huge = fs::File::create(folder.path().join("huge.arch")).expect("a file");
    huge.set_len(1 << 30).expect("a file with a hole");
    let (status, out, _) = run(folder.path(), &["check", "huge.arch"]);
    assert_eq!(status, 2);
    assert!(out.contains("16 MiB"), "{out}");
    let mut child = command(folder.path(), &["check", "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("a pipe");
    let endless = std::thread::spawn(move || {
        let line = "// x\n".repeat(10_000);
        while std::io::Write::write_all(&mut input, line.as_bytes()).is_ok() {}
    });
    let output = child.wait_with_output().expect("it ends");
    endless.join().expect("the pipe was closed");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("16 MiB"));
}

#[test]
fn a_new_design_is_drawn_and_clean_and_written_over_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = folder.path();
    let (status, _, said) = run(at, &["check", "."]);
    assert_eq!(status, 2);
    assert!(said.contains("`archlens new` begins one"), "{said}");

    assert_eq!(run(at, &["new"]).0, 0);
    assert_eq!(run(at, &["fmt", "--check", "architecture.arch"]).0, 0);
    let (status, told, said) = run(at, &["check", "--fail-on", "info", "architecture.arch"]);
    assert_eq!(status, 0, "{told}{said}");
    assert_eq!(run(at, &["render", "architecture.arch"]).0, 0);
    assert_eq!(names(at), ["architecture.arch", "architecture.svg"]);

    fs::write(at.join("architecture.arch"), SHOP).expect("a writable folder");
    let (status, _, said) = run(at, &["new"]);
    assert_eq!(status, 2);
    assert!(said.contains("not written over"), "{said}");
    let kept = fs::read_to_string(at.join("architecture.arch")).expect("a readable file");
    assert_eq!(kept, SHOP);
    assert_eq!(run(at, &["new", "notes.txt"]).0, 2);
}

#[test]
fn a_new_design_can_start_from_every_scenario() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (status, _, said) = run(folder.path(), &["new", "--from", "nothing"]);
    assert_eq!(status, 2);
    let listed = said
        .split("[possible values: ")
        .nth(1)
        .expect("the scenarios are listed");
    let scenarios = listed.split(']').next().expect("split gives one part");
    for scenario in scenarios.split(", ") {
        let file = format!("{scenario}.arch");
        assert_eq!(run(folder.path(), &["new", &file, "--from", scenario]).0, 0);
        let (status, told, said) = run(folder.path(), &["check", &file, "--today", "2026-11-25"]);
        assert_eq!(status, 0, "{told}{said}");
    }
    assert!(names(folder.path()).len() > 5);
}

#[test]
fn settings_of_the_project_hold_for_an_environment() {
    let folder =
        folder("environment prod\nenvironment eu { extends: prod }\nsqs jobs { dlq: none }\n");
    let settings = "[rules.REL-008]\nseverity = \"low\"\n[environments.prod]\nfail-on = \"medium\"\nrules.REL-008.severity = \"medium\"\n";
    let check = |settings: &str, args: &[&str]| {
        fs::write(folder.path().join("archlens.toml"), settings).expect("a writable folder");
        let args = [&["check", "shop.arch"], args].concat();
        let (status, out, told) = run(folder.path(), &args);
        assert_eq!(told, "");
        (status, out)
    };
    let (status, out) = check(settings, &[]);
    assert!(status == 0 && out.contains("low: a message"), "{out}");
    // What extends an environment has its settings.
    let (status, out) = check(settings, &["--env", "eu"]);
    assert!(status == 1 && out.contains("medium: a message"), "{out}");
    assert_eq!(
        check(settings, &["--env", "prod", "--fail-on", "high"]).0,
        0
    );
    let (status, out) = check("rules.REL-008.off = true", &[]);
    assert!(status == 0 && !out.contains("REL-008"), "{out}");
}

#[test]
fn settings_about_nothing_are_told_at_their_place() {
    let folder = folder("environment prod\nsqs jobs\n");
    for (settings, status, words) in [
        (
            "\nrules.REL-0088.off = true",
            2,
            ["A0903", "archlens.toml:2:7", "did you mean `REL-008`?"],
        ),
        (
            "rules.quue-without-dlq.off = true",
            2,
            [
                "A0903",
                "archlens.toml:1:7",
                "did you mean `queue-without-dlq`?",
            ],
        ),
        (
            "rules.ACME-77.off = true",
            0,
            ["A0903", "archlens.toml:1:7", "changes nothing"],
        ),
        (
            "[environments.prd]\nfail-on = \"low\"",
            2,
            ["A0904", "archlens.toml:1:15", "did you mean `prod`?"],
        ),
        (
            "[environments.elsewhere]",
            0,
            ["A0904", "archlens.toml:1:15", "changes nothing"],
        ),
        (
            "fail-on = \"hihg\"",
            2,
            ["A0902", "archlens.toml:1:11", "did you mean `high`?"],
        ),
        (
            "fail = 1",
            2,
            ["A0901", "archlens.toml:1:1", "unknown field `fail`"],
        ),
    ] {
        fs::write(folder.path().join("archlens.toml"), settings).expect("a writable folder");
        let (ended, out, _) = run(folder.path(), &["check", "shop.arch"]);
        assert_eq!(ended, status, "{settings}: {out}");
        for word in words {
            assert!(out.contains(word), "{settings}: no {word} in {out}");
        }
    }
}

#[test]
fn a_baseline_tells_files_apart() {
    let folder = folder("sqs jobs { dlq: none }\n");
    let other = folder.path().join("other.arch");
    fs::write(&other, "").expect("a writable folder");
    let check = |args: &[&str]| run(folder.path(), &[&["check", "."], args].concat()).0;
    assert_eq!(check(&["--update-baseline"]), 2, "no baseline is named");
    let known = ["--baseline", "known.json"];
    assert_eq!(check(&[&known[..], &["--update-baseline"]].concat()), 1);
    assert_eq!(check(&known), 0);
    // The same element in another file is not known.
    fs::write(&other, "sqs jobs { dlq: none }\n").expect("a writable folder");
    assert_eq!(check(&known), 1);
    fs::write(
        folder.path().join("archlens.toml"),
        "baseline = \"known.json\"",
    )
    .expect("a writable folder");
    assert_eq!(check(&["--update-baseline"]), 1);
    assert_eq!(check(&[]), 0);
}

#[test]
fn a_lens_of_the_command_line_is_found_from_the_current_folder() {
    let folder = folder("");
    let docs = folder.path().join("docs");
    fs::create_dir(&docs).expect("a folder");
    fs::write(docs.join("queue.arch"), "sqs jobs { dlq: none }").expect("a file");
    let lens = "lens acme { rule ACME-1 \"T\" { pillar: cost; severity: high; for (q: sqs); forbid match; message: \"m\" } }";
    fs::write(folder.path().join("acme.lens"), lens).expect("a file");
    let args = ["check", "docs/queue.arch", "--lens", "./acme.lens"];
    let (status, out, told) = run(folder.path(), &args);
    assert!(status == 1 && out.contains("[ACME-1 t]"), "{out}{told}");
    assert!(out.contains("--> docs/queue.arch:1:5"), "{out}");
}

#[test]
fn a_depfile_names_all_that_a_picture_is_made_from() {
    let folder = folder("use \"./parts/base.arch\"\nlambda place \"Place\"\nplace -> store\n");
    let at = folder.path();
    fs::create_dir(at.join("parts")).expect("a folder");
    fs::write(at.join("parts/base.arch"), "dynamodb store \"Store\"\n").expect("a file");
    fs::write(at.join("archlens.toml"), "profile = \"narrow\"\n").expect("a file");
    let (status, _, said) = run(at, &["render", "shop.arch", "--depfile", "shop.d"]);
    assert_eq!(status, 0, "{said}");
    let told = fs::read_to_string(at.join("shop.d")).expect("the depfile");
    let rule = told.lines().next().expect("a rule");
    assert_eq!(rule, "shop.svg: archlens.toml parts/base.arch shop.arch");
    assert!(told.contains("\nparts/base.arch:\n"), "{told}");

    fs::write(at.join("shop.arch"), "lambda {").expect("a file");
    assert_eq!(
        run(at, &["render", "shop.arch", "--depfile", "shop.d"]).0,
        2
    );
    assert_eq!(fs::read_to_string(at.join("shop.d")).ok(), Some(told));
}

#[test]
fn files_are_drawn_alike_by_one_and_by_many() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = folder.path();
    for number in 0..6 {
        let text = format!("lambda f{number} \"F\"\ns3 b \"B\"\nf{number} -> b\n");
        fs::write(at.join(format!("{number}.arch")), text).expect("a file");
    }
    assert_eq!(run(at, &["render", ".", "-j", "1", "-o", "one/"]).0, 0);
    assert_eq!(run(at, &["render", ".", "-j", "3", "-o", "many/"]).0, 0);
    for name in names(&at.join("one")) {
        let read = |folder: &str| fs::read(at.join(folder).join(&name)).expect("a picture");
        assert_eq!(read("one"), read("many"), "{name}");
    }
    let (status, _, said) = run(at, &["render", ".", "-j", "0"]);
    assert_eq!(status, 2, "{said}");
}

#[test]
fn a_watched_file_is_drawn_again() {
    let folder = folder(SHOP);
    let at = folder.path();
    let mut child = command(at, &["render", "shop.arch", "--watch"])
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let picture = at.join("shop.svg");
    let mut waited = 0;
    let mut until = |what: &str, holds: &dyn Fn(&str) -> bool| {
        while !fs::read_to_string(&picture).is_ok_and(|svg| holds(&svg)) {
            waited += 1;
            assert!(waited < 600, "{what}");
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
    };
    until("drawn at once", &|svg| svg.contains("Place order"));
    fs::write(at.join("shop.arch"), "lambda {").expect("a file");
    fs::remove_file(at.join("shop.arch")).expect("a file");
    fs::write(
        at.join("shop.arch"),
        SHOP.replace("Place order", "Take order"),
    )
    .expect("a file");
    until("drawn again", &|svg| svg.contains("Take order"));
    child.kill().expect("it runs until it is ended");
    child.wait().expect("it ends");
    assert_eq!(run(at, &["render", "-", "--watch"]).0, 2);
}

#[test]
fn a_wish_that_cannot_be_met_is_told_with_one_that_it_is_against() {
    let shop = folder(
        "user a\nlambda b\na -> b\nview all { arrange: flow; same-row: [a, b]; a { before: b } }\n",
    );
    let told = run(shop.path(), &["render", "--verify", "shop.arch"]).2;
    assert!(!told.contains("wish"), "{told}");
    let shop = folder(
        "user a\nlambda b\na -> b\nview all { arrange: flow; direction: right; same-row: [a, b]; b { before: a } }\n",
    );
    let (_, _, told) = run(shop.path(), &["render", "--verify", "shop.arch"]);
    let expected = "a wish is not met: `a`, `b` in one row, which may be against: `b` before `a`";
    assert!(told.contains(expected), "{told}");
}

#[test]
fn a_terminal_is_not_flooded_with_findings() {
    let chain = (0..220).map(|at| format!("lambda f{at}\nf{at} -> f{}\n", at + 1));
    let folder = folder(&(chain.collect::<String>() + "lambda f220\n"));
    let (_, told, _) = run(folder.path(), &["check", "shop.arch"]);
    assert_eq!(told.matches("[REL-019").count(), 200);
    assert!(told.contains("… and 20 more; `--format json` writes all"));
    assert!(told.contains("220 medium"), "{told}");
    let (_, told, _) = run(folder.path(), &["check", "shop.arch", "--format", "json"]);
    assert!(told.matches("\"REL-019\"").count() >= 220);
}

#[test]
fn lenses_are_formatted_with_the_rest_of_a_folder() {
    let folder = folder("sqs a\n");
    let at = folder.path();
    let (status, _, told) = run(at, &["lens", "new", "acme"]);
    assert!(status == 0, "{told}");
    let fmt = |args: &[&str]| {
        let (status, out, told) = run(at, &[&["fmt"], args].concat());
        (status, out + &told)
    };
    assert_eq!(fmt(&["--check", "."]), (0, String::new()));
    fs::write(at.join("acme.lens"), "lens acme{version:\"1\" }").expect("a writable folder");
    let (status, told) = fmt(&["--check", "."]);
    assert!(status == 1 && told.contains("acme.lens"), "{told}");
    assert_eq!(fmt(&["."]), (0, String::new()));
    let text = fs::read_to_string(at.join("acme.lens")).expect("a lens");
    assert_eq!(text, "lens acme { version: \"1\" }\n");
    fs::write(at.join("acme.lens"), "lens acme {").expect("a writable folder");
    let (status, told) = fmt(&["."]);
    assert!(
        status == 2 && told.contains("this block has no `}`"),
        "{told}"
    );
}

#[test]
fn a_rule_that_takes_too_long_keeps_back_neither_the_picture_nor_other_findings() {
    let things: String = (0..40).map(|at| format!("lambda f{at}\n")).collect();
    let folder = folder(&format!(
        "architecture {{ lens: \"./acme.lens\" }}\n{things}"
    ));
    let lens = "lens acme { version: \"1\"
        rule ACME-1 \"All with all\" { pillar: cost; for (a), (b), (c), (d), (e); forbid a == b and c == d and d == e; message: \"m\" }
        rule ACME-2 \"An owner\" { pillar: cost; severity: high; for (a: lambda); forbid a == a; message: \"nobody owns {a}\" } }";
    fs::write(folder.path().join("acme.lens"), lens).expect("a writable folder");
    let (status, out, _) = run(folder.path(), &["check", "shop.arch"]);
    assert_eq!(status, 2);
    assert!(out.contains("error[A0714]: the rule `ACME-1`"), "{out}");
    assert!(out.contains("nobody owns `f0`"), "{out}");
    let (status, _, told) = run(folder.path(), &["render", "shop.arch"]);
    assert_eq!(status, 0, "{told}");
    assert!(told.contains("warning[A0714]: the rule `ACME-1`"), "{told}");
    assert!(told.contains("drew shop.svg"), "{told}");
}

#[test]
fn standard_input_is_formatted_as_the_file_that_it_is_named_for() {
    let folder = folder("");
    let at = folder.path();
    fs::write(at.join("as-typed"), "lens acme{version:\"1\" }").expect("a writable folder");
    let fmt = |args: &[&str]| {
        let typed = fs::File::open(at.join("as-typed")).expect("the text");
        let mut command = command(at, &[&["fmt"], args].concat());
        let output = command.stdin(typed).output().expect("the program starts");
        let told = [output.stdout, output.stderr].concat();
        (
            output.status.code(),
            String::from_utf8_lossy(&told).into_owned(),
        )
    };
    let as_lens = ["-", "--stdin-name", "acme.lens"];
    let formatted = "lens acme { version: \"1\" }\n".to_owned();
    assert_eq!(fmt(&as_lens), (Some(0), formatted));
    let (status, told) = fmt(&["--check", "-", "--stdin-name", "lenses/acme.lens"]);
    assert_eq!(
        (status, told.as_str()),
        (Some(1), "lenses/acme.lens is not formatted\n")
    );
    let (status, told) = fmt(&[".", "--stdin-name", "acme.lens"]);
    assert!(status == Some(2) && told.contains("`-`"), "{told}");
    assert!(!at.join("acme.lens").exists());
}

#[test]
fn formatting_writes_the_first_name_of_a_service() {
    let text = "defaults apigw { access-logs }\n\ngroup g { apigw api; kafka log }\n\nenvironment dev { apigw { waf } }\n\nservice apigw-like\n";
    let folder = folder(text);
    assert_eq!(run(folder.path(), &["fmt", "--check", "."]).0, 1);
    assert_eq!(run(folder.path(), &["fmt", "."]).0, 0);
    let formatted = fs::read_to_string(folder.path().join("shop.arch")).expect("the source");
    assert_eq!(
        formatted,
        "defaults api-gateway { access-logs }\n\ngroup g { api-gateway api; msk log }\n\nenvironment dev { apigw { waf } }\n\nservice apigw-like\n"
    );
}

#[test]
fn a_query_knows_the_tags_of_flows() {
    let folder = folder("user u\nlambda fn\nu -> fn { tags: [pci] }\nlambda other\n");
    let (status, out, told) = run(folder.path(), &["query", "#pci", "shop.arch"]);
    assert_eq!(status, 0, "{told}");
    assert!(!told.contains("A0502"), "{told}");
    assert!(out.contains("lambda fn") && !out.contains("other"), "{out}");
}

#[test]
fn an_empty_selector_is_a_slip() {
    let folder = folder(SHOP);
    let (status, out, told) = run(folder.path(), &["query", " ", "shop.arch"]);
    assert!(status == 2 && out.is_empty(), "{out}");
    assert!(told.contains("`downstream of"), "{told}");
}

#[test]
fn what_is_said_before_a_text_is_read_has_a_page() {
    let folder = folder("");
    for code in archlens::source::CODES {
        let (status, out, told) = run(folder.path(), &["explain", code.id]);
        assert!(status == 0 && out.contains(code.title), "{out}{told}");
    }
}

#[test]
fn a_rule_is_explained_on_whatever_it_judges() {
    let folder = folder(
        "environment prod { prod }\nlambda place { alias: live }\nrollout main { environment: prod; all-at-once place }\nsqs jobs { dlq: none }\n",
    );
    let explain = |args: &[&str]| {
        let args = [&["explain"], args, &["--today", "2026-11-25"]].concat();
        let (status, out, told) = run(folder.path(), &args);
        (status, out + &told)
    };
    for (rule, name, words) in [
        ("REL-008", "jobs", "so: fail"),
        ("queue-without-dlq", "jobs", "so: fail"),
        ("REL-008", "place", "is quiet on `place`"),
        ("OPS-012", "main", "so: "),
        ("OPS-012", "rollout main all-at-once place", "so: "),
    ] {
        let (status, told) = explain(&[rule, "shop.arch", name]);
        assert!(status == 0 && told.contains(words), "{rule} {name}: {told}");
    }
    let (status, told) = explain(&["REL-008", "shop.arch", "job"]);
    assert!(
        status == 2 && told.contains("did you mean `jobs`?"),
        "{told}"
    );
    fs::write(
        folder.path().join("archlens.toml"),
        "rules.REL-008.off = true",
    )
    .expect("settings");
    let (status, told) = explain(&["REL-008", "shop.arch", "jobs"]);
    assert!(status == 2 && told.contains("is turned off in archlens.toml"),);
}

#[test]
fn a_locked_picture_stays_as_it_was_and_a_lock_that_does_not_fit_is_told() {
    let shop = folder(SHOP);
    let at = shop.path();
    let middles = || {
        let lock = fs::read_to_string(at.join("shop.arch.lock")).expect("a lock file");
        let lock: serde_json::Value = serde_json::from_str(&lock).expect("it is JSON");
        let of = &lock["views"]["overview"]["elements"];
        ["shopper", "api", "place", "orders"].map(|name| {
            let side = |index: usize| of[name][index].as_f64().expect("a number");
            (side(0) + side(2) / 2.0, side(1) + side(3) / 2.0)
        })
    };
    let (status, _, told) = run(at, &["render", "shop.arch", "--lock"]);
    assert_eq!((status, told.contains("note")), (0, false), "{told}");
    let before = middles();
    let drawn = fs::read_to_string(at.join("shop.svg")).expect("a picture");
    assert_eq!(run(at, &["render", "shop.arch"]).0, 0);
    assert_eq!(
        fs::read_to_string(at.join("shop.svg")).expect("a picture"),
        drawn
    );

    // A flow more moves nothing.
    let more = SHOP.replace("view overview", "shopper -> place \"calls\"\nview overview");
    fs::write(at.join("shop.arch"), &more).expect("a writable folder");
    let (_, _, told) = run(at, &["render", "shop.arch", "--lock"]);
    assert!(!told.contains("note"), "{told}");
    let order = |middles: &[(f64, f64); 4]| {
        let mut order = [0, 1, 2, 3];
        order.sort_by(|&a, &b| middles[a].partial_cmp(&middles[b]).expect("numbers"));
        order
    };
    assert_eq!(order(&middles()), order(&before));

    // What is gone is told, and so is a lock that does not fit at all.
    let less = SHOP
        .replace(" -> orders \"PutItem\"", "")
        .replace("dynamodb orders \"Orders\"\n", "");
    fs::write(at.join("shop.arch"), less.replace(", orders", "")).expect("a writable folder");
    let (_, _, told) = run(at, &["render", "shop.arch"]);
    assert!(told.contains("note") && told.contains("--lock"), "{told}");
    fs::write(at.join("shop.arch.lock"), "{").expect("a writable folder");
    let (status, _, told) = run(at, &["render", "shop.arch"]);
    assert_eq!(status, 2);
    assert!(
        told.contains("shop.arch.lock") && told.contains("cannot be read"),
        "{told}"
    );
}
