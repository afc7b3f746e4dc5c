//! Bad inputs: each case is a text or a folder, what the program says about it, and how it ends.
//!
//! Whatever stands in a file, the program answers soon, with few diagnostics that help; it never panics, and no control
//! character of the input reaches the terminal.

#![expect(
    clippy::disallowed_methods,
    reason = "a test: works on files as people do"
)]
#![cfg(all(feature = "cli", unix))]

use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::Command;

/// A file `main.arch`, perhaps with others beside it.
struct Case {
    name: &'static str,
    /// How `check` ends, and `render`: 0, or 2 for an error or a limit.
    status: i32,
    /// The codes that are told, in their order, each with how often in a row.
    said: &'static str,
    /// A part of what is told.
    phrase: &'static str,
    main: fn() -> Vec<u8>,
    more: fn(&Path),
}

const fn case(
    name: &'static str,
    status: i32,
    said: &'static str,
    phrase: &'static str,
    main: fn() -> Vec<u8>,
) -> Case {
    Case {
        name,
        status,
        said,
        phrase,
        main,
        more: |_| {},
    }
}

impl Case {
    const fn with(self, more: fn(&Path)) -> Case {
        Case { more, ..self }
    }
}

const ENCODING: &[Case] = &[
    case("empty", 0, "", "no finding", || "".into()),
    case("only-space", 0, "", "no finding", || {
        " \t\r\n// a comment".into()
    }),
    case("no-final-newline", 0, "", "`a` calls `b`", || {
        "lambda a\nlambda b\na -> b".into()
    }),
    case("bom", 0, "", "main.arch:1:8", || {
        "\u{FEFF}lambda a\nlambda b\na -> b".into()
    }),
    case("bom-utf16", 2, "A0403", "UTF-16LE", || wide("sqs a\n")),
    case("crlf", 2, "A0220", "main.arch:3:6", || {
        "sqs a\r\nsqs b\r\na -> nowhere\r\n".into()
    }),
    case("cr-only", 2, "A0220", "main.arch:3:6", || {
        "sqs a\rsqs b\ra -> nowhere\r".into()
    }),
    case("mixed-eol", 2, "A0220", "main.arch:5:6", || {
        "sqs a\r\nsqs b\rsqs c\n// \u{85} \u{2028} no end\na -> nowhere\n".into()
    }),
    case("invalid-utf8", 2, "A0403", "bytes 7 to 11", || {
        b"sqs a \"\x80\xc0\xed\xa0\x80\"\nsqs b \"\xe2\x82".into()
    }),
    case("nul", 2, "A0151*3", "U+0000", || {
        b"sqs a\0b \"l\0l\"\n\0\n".into()
    }),
    case("c0-in-label", 2, "A0151", "U+0001", || {
        let controls = (1..32_u8).filter(|c| !b"\t\n\r".contains(c)).collect();
        [b"sqs a \"".to_vec(), controls, b"\"".to_vec()].concat()
    }),
    case("noncharacters", 0, "", "no finding", || {
        "xray a \"\u{FFFE}\u{FFFF}\u{1FFFE}\u{E000}\"".into()
    }),
    case("binary", 2, "A0403", "no text", || {
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0".into()
    }),
];

const UNICODE: &[Case] = &[
    case("bidi-source", 0, "A0152*3", "U+202E", || {
        "// \u{202e} } tob \u{2066} hidden\nsqs a \"pay\u{202e}gnp\"".into()
    }),
    case("homoglyph-ids", 0, "A0212*3", "U+0430", || {
        "sqs a\nsqs \u{430}\nsqs \u{ff41}\nsqs \u{fb01}n\nsqs fin".into()
    }),
    case("normal-forms", 2, "A0204", "first declared", || {
        "sqs caf\u{e9}\nsqs cafe\u{301}".into()
    }),
    case("zero-width", 2, "A0131*5", "nobody sees", || {
        "sqs a\u{200D}b\nsqs a\u{200C}c\nsqs a\u{AD}d\nsqs a\u{FEFF}e\nsqs a\u{E0041}f".into()
    }),
    case("emoji-zwj", 0, "", "no finding", || {
        format!(
            "xray a \"\u{1F468}\u{200D}\u{1F469} \u{1F44B}\u{1F3FD} 1\u{FE0F}\u{20E3}{}\"",
            "\u{FE0F}".repeat(10_000)
        )
        .into()
    }),
    case("cjk-rtl", 0, "", "no finding", || {
        "xray a \"数据 نظام מערכת ระบบ प्रणाली\"".into()
    }),
    case("zalgo", 0, "", "no finding", || {
        format!("xray a \"Z{}\"", "\u{301}".repeat(20_000)).into()
    }),
];

const SYNTAX: &[Case] = &[
    case("unclosed-string", 2, "A0103", "main.arch:1:10", || {
        format!(
            "lambda a \"Place {{\n{}}}\n",
            many(2_000, |at| format!("  x-{at}: 3s\n"))
        )
        .into()
    }),
    case("unclosed-block", 2, "A0102", "main.arch:", || {
        many(200, |at| {
            format!(
                "group g{at} {{\n  sqs q{at}\n{}",
                if at == 28 { "" } else { "}\n" }
            )
        })
        .into()
    }),
    case("stray-close", 2, "A0101", "closes nothing", || {
        "}\n".repeat(1000).into()
    }),
    case("reserved-words", 2, "A0136*3", "cannot be an id", || {
        "sqs use\nsqs param\nsqs view\nsqs on\nsqs true \"T\"\nsqs false \"F\"\nsqs none \"N\""
            .into()
    }),
    case("dup-ids", 2, "A0204*3", "first declared here", || {
        "sqs a\nsqs a\ngroup a {}\nuse \"o.arch\"".into()
    })
    .with(|folder| put(folder, "o.arch", "sqs a")),
    case("proto-ids", 0, "", "no finding", || {
        many(4, |at| {
            format!("xray {}\n", ["__proto__", "constructor", "CON", "NUL"][at])
        })
        .into()
    }),
    case(
        "strange-ids",
        2,
        "A0106*3, A0110, A0202*3, A0220*2",
        "sqs --help",
        || "sqs .\nsqs ..\nsqs -\nsqs --help".into(),
    ),
    case("long-line", 2, "A0220", "...", || {
        (many(3_000, |at| format!("xray a{at}; "))
            + "a1 -> nowhere; "
            + &many(3_000, |at| format!("xray b{at}; ")))
            .into()
    }),
    case(
        "long-line-to-mend",
        2,
        "A0120*2",
        "xray b {}; xray c",
        || (many(3_000, |at| format!("xray a{at}; ")) + "xray b {} xray c {} xray d {}").into(),
    ),
    case("many-errors", 2, "A0106*100", "and 19900 more", || {
        many(20_000, |at| format!("xray a{at} ???\n")).into()
    }),
    case(
        "duplicate-far-away",
        2,
        "A0204",
        "::: main.arch:1:5",
        || ("sqs a\n".to_owned() + &"// in between\n".repeat(1_000) + "sqs a\n").into(),
    ),
    case("escape-zoo", 2, "A0130*5", "main.arch:1:17", || {
        r#"sqs a "\n\t\\\" \u{0} \u{110000} \u{d800} \x \q""#.into()
    }),
];

const DEPTH: &[Case] = &[
    case("deep-100k", 2, "A0105", "deeper than 64", || {
        (many(100_000, |at| format!("group g{at} {{\n")) + &"}\n".repeat(100_000)).into()
    }),
    case("deep-parens", 2, "A0105", "deeper than 64", || {
        "{".repeat(1_000_000).into()
    }),
    case("deep-brackets", 2, "A0105", "deeper than 64", || {
        ("x: ".to_owned() + &"[".repeat(1_000_000)).into()
    }),
    case("deep-at-limit", 0, "", "no finding", || nested(64)),
    case("deep-past-limit", 2, "A0105", "deeper than 64", || {
        nested(65)
    }),
];

const SIZE: &[Case] = &[
    case("label-10mb", 2, "A0133", "64 KiB", || {
        format!("sqs a \"{}\"", "x".repeat(10_000_000)).into()
    }),
    case("text-2mb", 2, "A0134", "1 MiB", || {
        format!("sqs a {{ note: \"{}\" }}", "x".repeat(2_000_000)).into()
    }),
    case("id-1mb", 2, "A0132", "4096", || {
        format!("sqs {}\n", "a".repeat(1_000_000)).into()
    }),
    case("edges-1m", 2, "A0154", "more than 400000 arrows", || {
        ("sqs a\nsqs b\n".to_owned() + &"a -> b\n".repeat(1_000_000)).into()
    }),
    case(
        "edges-multiplied",
        2,
        "A0420",
        "more than 400000 flows",
        || {
            let list = many(1_000, |at| format!("n{at}, "));
            (many(1_000, |at| format!("xray n{at}\n")) + &format!("[{list}] -> [{list}]")).into()
        },
    ),
    case("edges-10k-parallel", 0, "", "no finding", || {
        ("xray a\nxray b\n".to_owned() + &many(10_000, |at| format!("a -> b \"f{at}\"\n"))).into()
    }),
    case("file-17mb", 2, "A0407", "16 MiB", || {
        vec![b' '; 17 * 1024 * 1024]
    }),
];

const NUMBERS: &[Case] = &[
    case(
        "numbers",
        2,
        "A0112*4, A0118, A0112*2, A0140",
        "starts as a number",
        || "xray a { x-n: [1e308, 1e-400, 0x10, 1_000]; x-m: 1,000; x-o: [1.2.3, 1., +5] }".into(),
    ),
    case(
        "numbers-in-words",
        2,
        "A0301*2, A0302, A0301",
        "a duration",
        || {
            "lambda a { timeout: NaN }\nlambda b { timeout: inf }\nlambda c { timeout: -0 }\nlambda d { timeout: Infinity }".into()
        },
    ),
    case("numbers-out-of-range", 2, "A0302*3", "15 minutes", || {
        "lambda a { timeout: 0s }\nlambda b { timeout: -5s }\nlambda c { timeout: 20m }".into()
    }),
    case("numbers-of-400-digits", 2, "A0307*2", "too large", || {
        let digits = "9".repeat(400);
        format!("xray a {{ x-n: {digits} }}\nlambda b {{ timeout: {digits}s }}").into()
    }),
];

const INCLUDE: &[Case] = &[
    case("include-self", 2, "A0404", "a file uses itself", || {
        "use \"main.arch\"".into()
    }),
    case("include-cycle", 2, "A0404", "uses `main.arch`", || {
        "use \"./a.arch\"".into()
    })
    .with(|folder| {
        fs::create_dir(folder.join("sub")).expect("a folder");
        put(folder, "a.arch", "use \"sub/../b.arch\"");
        put(folder, "b.arch", "use \"z.arch\"");
        symlink("main.arch", folder.join("z.arch")).expect("a link");
    }),
    case("include-diamond", 0, "", "no finding", || {
        "use \"f0.arch\"".into()
    })
    .with(|folder| {
        for at in 0..60 {
            let next = format!("use \"f{0}.arch\"\nuse \"f{0}.arch\"\n", at + 1);
            put(
                folder,
                &format!("f{at}.arch"),
                if at < 59 { &next } else { "xray last" },
            );
        }
    }),
    case("include-fan", 2, "A0406", "1000 files", || {
        many(1_100, |at| format!("use \"f{at}.arch\"\n")).into()
    })
    .with(|folder| {
        (0..1_100).for_each(|at| put(folder, &format!("f{at}.arch"), &format!("xray x{at}")))
    }),
    case("include-deep", 2, "A0405", "64", || {
        "use \"f0.arch\"".into()
    })
    .with(|folder| {
        (0..200).for_each(|at| {
            put(
                folder,
                &format!("f{at}.arch"),
                &format!("use \"f{}.arch\"", at + 1),
            )
        })
    }),
    case(
        "include-traversal",
        2,
        "A0402, A0403, A0402*9",
        "no path inside the project",
        || {
            uses(&[
                "../secret.arch",
                "../../../../etc/passwd",
                "/etc/passwd",
                "sub/../../secret.arch",
                "file:///etc/passwd",
                "~/x.arch",
                "C:\\\\x",
                "%2e%2e/secret.arch",
                "..\\\\secret.arch",
                "$HOME/x.arch",
                "\\\\\\\\host\\\\share.arch",
            ])
        },
    ),
    case(
        "include-remote",
        2,
        "A0402*5",
        "no path inside the project",
        || {
            uses(&[
                "http://127.0.0.1:9/x",
                "https://127.0.0.1:9/x",
                "ftp://127.0.0.1/x",
                "//127.0.0.1/x",
                "git+ssh://127.0.0.1/x",
            ])
        },
    ),
    case(
        "include-symlink-out",
        2,
        "A0402, A0403",
        "no path inside the project",
        || uses(&["link.arch", "dir/hostname"]),
    )
    .with(|folder| {
        symlink("/etc/hostname", folder.join("link.arch")).expect("a link");
        symlink("/etc", folder.join("dir")).expect("a link");
    }),
    case(
        "include-devices",
        2,
        "A0403*3, A0402*3",
        "not a regular file",
        || {
            uses(&[
                "pipe.arch",
                "d.arch",
                "socket.arch",
                "zero.arch",
                "/dev/stdin",
                "/proc/self/environ",
            ])
        },
    )
    .with(|folder| {
        let made = Command::new("mkfifo")
            .arg(folder.join("pipe.arch"))
            .status();
        assert!(made.expect("mkfifo").success());
        fs::create_dir(folder.join("d.arch")).expect("a folder");
        UnixListener::bind(folder.join("socket.arch")).expect("a socket");
        symlink("/dev/zero", folder.join("zero.arch")).expect("a link");
    }),
    case("include-error-leak", 2, "A0403", "`.arch`", || {
        uses(&[".env"])
    })
    .with(|folder| put(folder, ".env", "SECRET_TOKEN=hunter2\n")),
    case(
        "include-unreadable",
        2,
        "A0401, A0403*3",
        "symbolic links",
        || uses(&["dang.arch", "loop.arch", &"x".repeat(300), "main.arch/x"]),
    )
    .with(|folder| {
        symlink("nowhere", folder.join("dang.arch")).expect("a link");
        symlink("loop.arch", folder.join("loop.arch")).expect("a link");
    }),
];

const TEMPLATE: &[Case] = &[
    case(
        "template-self",
        2,
        "A0408*2",
        "`u` contains `v` contains `u`",
        || "component t { t n }\nt x\ncomponent u { v n }\ncomponent v { u n }\nu y".into(),
    ),
    case(
        "template-bomb",
        2,
        "A0420",
        "more than 100000 elements",
        || {
            let inner = |at| {
                many(10, |copy| match at {
                    9 => format!("xray n{copy}; "),
                    _ => format!("t{} n{copy}; ", at + 1),
                })
            };
            (many(10, |at| format!("component t{at} {{ {} }}\n", inner(at))) + "t0 all").into()
        },
    ),
    case(
        "template-bomb-of-flows",
        2,
        "A0420, A0230*99",
        "more than 400000 flows",
        || {
            let flows = "a -> b\n".repeat(1_000);
            (format!("component t {{ xray a; xray b\n{flows} }}\n")
                + &many(500, |at| format!("t t{at}\n")))
                .into()
        },
    ),
    case(
        "template-bomb-of-files",
        2,
        "A0420",
        "more than 100000 elements",
        || uses(&["f0.arch"]),
    )
    .with(|folder| {
        for at in 0..40 {
            let twice = format!(
                "group a {{ use \"f{0}.arch\" }}\ngroup b {{ use \"f{0}.arch\" }}",
                at + 1
            );
            put(folder, &format!("f{at}.arch"), &twice);
        }
        put(folder, "f40.arch", "xray x");
    }),
];

#[test]
fn encodings_are_told() {
    check(ENCODING);
}

#[test]
fn letters_of_every_kind_are_told_or_fine() {
    check(UNICODE);
}

#[test]
fn mistakes_of_syntax_are_few_however_long_the_text() {
    check(SYNTAX);
}

#[test]
fn depths_have_a_limit() {
    check(DEPTH);
}

#[test]
fn sizes_have_limits() {
    check(SIZE);
}

#[test]
fn numbers_end_in_a_diagnostic_or_a_finite_value() {
    check(NUMBERS);
}

#[test]
fn files_that_use_files_stay_in_their_folder_and_end() {
    check(INCLUDE);
}

#[test]
fn components_that_multiply_end() {
    check(TEMPLATE);
}

fn check(cases: &[Case]) {
    let mut wrong = String::new();
    for case in cases {
        let outer = tempfile::tempdir().expect("a temporary folder");
        let folder = outer.path().join("project");
        fs::create_dir(&folder).expect("a folder");
        put(outer.path(), "secret.arch", "xray secret");
        fs::write(folder.join("main.arch"), (case.main)()).expect("a writable folder");
        (case.more)(&folder);
        let run = |args: &[&str]| {
            let mut command = Command::new(env!("CARGO_BIN_EXE_archlens"));
            let output = command.args(args).current_dir(&folder).output();
            let output = output.expect("the program starts");
            let told = [output.stdout, output.stderr].concat();
            let text = String::from_utf8(told).expect("what it says is UTF-8");
            (output.status.code(), text)
        };
        let (status, text) = run(&["check", "main.arch", "--fail-on", "none"]);
        let said = codes(&text);
        let (drawn, _) = run(&["render", "main.arch"]);
        let holds = status == Some(case.status)
            && drawn == status
            && is_picture(&folder.join("main.svg")) == (case.status == 0)
            && said == case.said
            && text.contains(case.phrase)
            && text.len() < 100_000
            && !text.chars().any(|c| c.is_control() && c != '\n')
            && !text.contains("hunter2");
        if !holds {
            let start: String = text.chars().take(1_500).collect();
            wrong.push_str(&format!(
                "=== {}: {status:?}, drawn {drawn:?}, said {said:?}\n{start}\n",
                case.name
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// Returns whether there is a picture, well-formed and with numbers only where numbers belong.
fn is_picture(path: &Path) -> bool {
    fs::read_to_string(path)
        .is_ok_and(|svg| roxmltree::Document::parse(&svg).is_ok() && !svg.contains("NaN"))
}

/// Writes the codes that are told, each with how often in a row.
fn codes(text: &str) -> String {
    let told = text.lines().filter_map(|line| {
        let rest = ["error[", "warning[", "note["]
            .iter()
            .find_map(|level| line.strip_prefix(level))?;
        rest.split(']').next()
    });
    let mut runs: Vec<(&str, usize)> = Vec::new();
    for code in told {
        match runs.last_mut() {
            Some((last, count)) if *last == code => *count += 1,
            _ => runs.push((code, 1)),
        }
    }
    let runs: Vec<String> = runs
        .into_iter()
        .map(|(code, count)| {
            if count == 1 {
                code.to_owned()
            } else {
                format!("{code}*{count}")
            }
        })
        .collect();
    runs.join(", ")
}

fn put(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).expect("a writable folder");
}

fn many(count: usize, one: impl Fn(usize) -> String) -> String {
    (0..count).map(one).collect()
}

fn uses(paths: &[&str]) -> Vec<u8> {
    many(paths.len(), |at| format!("use \"{}\"\n", paths[at])).into()
}

fn nested(depth: usize) -> Vec<u8> {
    (many(depth, |at| format!("group g{at} {{ ")) + &"}".repeat(depth)).into()
}

fn wide(text: &str) -> Vec<u8> {
    let text = format!("\u{FEFF}{text}");
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
