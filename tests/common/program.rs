//! Programs made up at random: right ones in every layout, and damaged ones.

use super::random::Random;

/// Makes a program without mistakes.
pub fn program(seed: u64) -> String {
    let mut random = Random::new(seed);
    let mut out = String::new();
    let count = random.below(12);
    for _ in 0..count {
        line(&mut out, &mut random, 0);
    }
    if random.one_in(6) {
        out.push_str("// the end");
    }
    if random.one_in(12) {
        out.insert(0, '\u{FEFF}');
    }
    out
}

/// Damages a text in a few places.
pub fn damage(text: &str, seed: u64) -> String {
    let mut random = Random::new(seed ^ 0x5555);
    let mut letters: Vec<char> = text.chars().collect();
    for _ in 0..=random.below(4) {
        let at = random.below(letters.len() + 1);
        match random.below(4) {
            0 if at < letters.len() => {
                letters.remove(at);
            }
            1 if at < letters.len() => {
                let end = (at + random.below(12)).min(letters.len());
                letters.drain(at..end);
            }
            2 => {
                const BITS: &[&str] = &[
                    "{",
                    "}",
                    "[",
                    "]",
                    "\"",
                    "\"\"\"",
                    "'",
                    ",",
                    ";",
                    ":",
                    "=",
                    "#",
                    "//",
                    "/*",
                    "->",
                    "-->",
                    "\n",
                    "5",
                    "$",
                    "@",
                    "word",
                    "é",
                    "  ",
                    "else",
                    " 'it' ",
                    " “it” ",
                    ": 20 s",
                    ": 1h30m",
                    ": 1,024MB",
                    ": 10.0.0.0/16",
                    ": https://a.b/c",
                    ": 0x1F",
                    "\u{A0}",
                    "\u{200B}",
                    "\u{2028}",
                    "\r",
                    "“",
                    "→",
                    "{ }",
                    "\n}",
                    "use",
                    "and",
                    "->|it| b",
                    "\nAWS::Lambda::Function x",
                    "\"it \"is\" so\"",
                ];
                let bit = random.pick(BITS);
                letters.splice(at..at, bit.chars());
            }
            _ => {
                let end = (at + random.below(20)).min(letters.len());
                let copy: Vec<char> = letters[at..end].to_vec();
                letters.splice(at..at, copy);
            }
        }
    }
    letters.into_iter().collect()
}

fn line(out: &mut String, random: &mut Random, depth: usize) {
    match random.below(10) {
        0 => out.push('\n'),
        1 => {
            out.push_str(random.pick(&[
                "// a comment\n",
                "/* a\n  block */\n",
                "//// plain\n",
                "/* b */ // c\n",
            ]));
        }
        2 => {
            out.push_str("/// what it is\n");
            if random.one_in(2) {
                out.push_str("///   and more  \n");
            }
            statement(out, random, depth);
            out.push('\n');
        }
        3 => {
            statement(out, random, depth);
            out.push_str(random.pick(&[
                " // behind\n",
                "  /* behind */\n",
                " /* x */ // y\n",
                ";\n",
                " ; // z\n",
            ]));
        }
        _ => {
            statement(out, random, depth);
            out.push_str(random.pick(&["\n", "\n\n", "\n  ", "\n\n\n\t", "\r\n"]));
        }
    }
}

fn statement(out: &mut String, random: &mut Random, depth: usize) {
    match random.below(16) {
        0..=3 => declaration(out, random, depth),
        4..=6 => flow(out, random, depth),
        7 | 8 => {
            reference(out, random);
            gap(out, random);
            out.push(':');
            out.push_str(random.pick(&[" ", "", "  ", "\n  ", " // why\n "]));
            value(out, random, depth);
        }
        9 => out.push_str(random.pick(&["waf", "access-logs", "pitr"])),
        10 => {
            out.push_str("use ");
            text(out, random);
            if random.one_in(2) {
                out.push_str(" as net");
            }
        }
        11 => match random.below(3) {
            0 => {
                out.push_str("param depth");
                if random.one_in(2) {
                    out.push_str(": ");
                    value(out, random, depth);
                }
            }
            1 => out.push_str(random.pick(&[
                "omit x",
                "omit [x, f1]",
                "omit [ x,\n y, ]",
                "expose fn as out",
                "expose queue",
            ])),
            _ => {
                out.push_str("answer ops_q1 ");
                if random.one_in(2) {
                    text(out, random);
                }
                body(out, random, depth);
            }
        },
        12 => {
            out.push_str("waive OPS-012");
            if random.one_in(2) {
                out.push_str(" on api");
                if random.one_in(2) {
                    out.push_str(" -> place");
                }
            }
            gap(out, random);
            out.push_str("\"reason\"");
            if random.one_in(2) {
                body(out, random, depth);
            }
        }
        13 => {
            // A layer, or what an environment overrides.
            reference(out, random);
            body(out, random, depth);
        }
        14 => {
            out.push_str(random.pick(&["architecture", "layer analytics", "view"]));
            gap(out, random);
            text(out, random);
            if random.one_in(2) {
                body(out, random, depth);
            }
        }
        _ => {
            out.push_str(random.pick(&["alt ", "par "]));
            text(out, random);
            body(out, random, depth);
            for _ in 0..random.below(3) {
                out.push_str(random.pick(&[" else ", "\nelse ", " and ", " // so\n\n and "]));
                if random.one_in(2) {
                    text(out, random);
                }
                body(out, random, depth);
            }
        }
    }
}

fn declaration(out: &mut String, random: &mut Random, depth: usize) {
    out.push_str(random.pick(&[
        "lambda",
        "s3",
        "step-functions",
        "net.worker",
        "group",
        "é_queue",
    ]));
    space(out, random);
    match random.below(8) {
        0 => names(out, random),
        _ => reference(out, random),
    }
    if random.one_in(2) {
        gap(out, random);
        text(out, random);
    }
    if random.one_in(2) {
        body(out, random, depth);
    }
}

fn flow(out: &mut String, random: &mut Random, depth: usize) {
    end(out, random);
    for at in 0..=random.below(3) {
        if at > 0 {
            out.push_str(random.pick(&[
                "",
                " ",
                "\n",
                "\n   ",
                " // and\n  ",
                "\n // on\n\t/* its */ // own\n",
            ]));
        }
        gap(out, random);
        out.push_str(random.pick(&[
            "->", "~>", "=>", "..>", "<-", "<~", "<=", "<..", "<->", "<~>", "<=>", "<..>",
        ]));
        out.push_str(random.pick(&["", " ", "\n  ", " // to\n "]));
        end(out, random);
        if random.one_in(2) {
            gap(out, random);
            text(out, random);
        }
        if random.one_in(4) {
            body(out, random, depth);
        }
    }
}

fn end(out: &mut String, random: &mut Random) {
    if random.one_in(4) {
        names(out, random);
    } else {
        reference(out, random);
    }
}

fn names(out: &mut String, random: &mut Random) {
    out.push('[');
    for _ in 0..=random.below(3) {
        reference(out, random);
        out.push_str(random.pick(&[",", ", ", " ,\n", ", // one\n"]));
    }
    out.push_str("last");
    out.push_str(random.pick(&["]", " ]", "\n]", ", ]"]));
}

fn body(out: &mut String, random: &mut Random, depth: usize) {
    gap(out, random);
    if random.one_in(8) {
        out.push('\n');
    }
    if depth > 3 {
        out.push_str("{ }");
        return;
    }
    if random.one_in(2) {
        out.push_str(random.pick(&["{", "{ ", "{  "]));
        for at in 0..random.below(4) {
            if at > 0 {
                out.push_str(random.pick(&["; ", ";", " ;; "]));
            }
            statement(out, random, depth + 1);
        }
        out.push_str(random.pick(&["}", " }", ";}", " /* end */ }"]));
        return;
    }
    out.push_str(random.pick(&["{\n", "{ // first\n", "{\n\n"]));
    for _ in 0..random.below(5) {
        line(out, random, depth + 1);
    }
    out.push_str(random.pick(&["}", "\n}", "\t}"]));
}

fn value(out: &mut String, random: &mut Random, depth: usize) {
    match random.below(16) {
        0 | 1 => text(out, random),
        2 => list(out, random, depth),
        3 if depth < 4 => {
            out.push_str("{ ");
            for at in 0..random.below(3) {
                if at > 0 {
                    out.push_str("; ");
                }
                out.push_str(random.pick(&["a: 1", "b: [x, y]", "c", "d: \"e\""]));
            }
            out.push_str(" }");
        }
        4 => out.push_str(random.pick(&[
            "neighbours of orders",
            "path from a to b.c",
            "scenario checkout",
        ])),
        5 => out.push_str(random.pick(&[
            "\"\"\"\n   one\n     two\n\n   three\n   \"\"\"",
            "\"\"\"plain\"\"\"",
            "\"\"\"\"\"\"",
            "\"\"\" a\n b \"\"\"",
            "\"\"\"\n  say \"hi\"\n\"\"\"",
        ])),
        _ => out.push_str(random.pick(&[
            "1",
            "1.10",
            "-5",
            "30s",
            "500ms",
            "512MiB",
            "10%",
            "500/s",
            "-1.5/min",
            "12.5%",
            "7d",
            "a b",
            "2027-06-30",
            "true",
            "none",
            "$depth",
            "@data",
            "#pci",
            "express",
            "python3.12",
        ])),
    }
}

fn list(out: &mut String, random: &mut Random, depth: usize) {
    out.push('[');
    out.push_str(random.pick(&["", " ", "\n", " // first\n"]));
    for _ in 0..random.below(4) {
        value(out, random, depth + 1);
        out.push_str(random.pick(&[
            ", ",
            ",",
            " ,\n",
            ", // why\n",
            " /* c */, ",
            "\n // own\n, ",
        ]));
    }
    if random.one_in(2) {
        value(out, random, depth + 1);
        out.push_str(random.pick(&["", " // last\n", "\n"]));
    }
    out.push(']');
}

fn text(out: &mut String, random: &mut Random) {
    out.push_str(random.pick(&[
        "\"Place order\"",
        "\"\"",
        "\"a \\\"quoted\\\" word\"",
        "\"two\\nlines\\tand \\\\ more\"",
        "\"// no comment { [\"",
        "\"\\u{202e}turned\"",
        "\"Größe 数\"",
        "\"${depth} messages\"",
        "\"A title that is so long that it takes most of a line, so that what stands behind it must break\"",
    ]));
}

fn reference(out: &mut String, random: &mut Random) {
    out.push_str(random.pick(&[
        "a",
        "place",
        "orders.stream",
        "api.5xx",
        "use",
        "else-where",
        "café",
        "a.b.c",
        "people.hosted-ui",
        "x1",
        "_y",
    ]));
}

fn space(out: &mut String, random: &mut Random) {
    out.push_str(random.pick(&[" ", "  ", "\t", " /* here */ "]));
}

fn gap(out: &mut String, random: &mut Random) {
    out.push_str(random.pick(&["", " ", "  ", " ", " /* there */ "]));
}
