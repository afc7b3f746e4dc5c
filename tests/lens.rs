//! Lens files: what they may say, what is wrong in them, and what they find.

use archlens::catalog;
use archlens::lens::{self, Lens, Text};
use archlens::source::{FileId, NoFiles, Sources};

/// Loads a lens and draws its mistakes: line, caret, code and message.
fn mistakes(text: &str) -> String {
    let mut sources = Sources::default();
    let file = sources.add("acme.lens", text);
    let loaded = lens::load(&[Text { file, text }]);
    let mut drawn = String::new();
    for diagnostic in &loaded.diagnostics {
        let (line, column) = sources.line_column(diagnostic.primary.span);
        let code = diagnostic.code.id;
        drawn.push_str(&format!("{line}:{column} {code} {}", diagnostic.message));
        if let Some(help) = &diagnostic.help {
            drawn.push_str(&format!(" ({help})"));
        }
        drawn.push('\n');
    }
    drawn
}

#[test]
fn every_code_has_a_wrong_and_a_right_lens() {
    for code in lens::CODES {
        // The examples of these are told when a lens is tested or a design is judged; `tests/explain.rs` does that.
        let is_of_a_run = matches!(code.id, "A0713" | "A0716" | "A0717");
        if code.wrong.is_empty() || is_of_a_run {
            continue;
        }
        let of = |text: &str| {
            let base = "lens serverless {}";
            let texts = [
                Text {
                    file: FileId(0),
                    text: base,
                },
                Text {
                    file: FileId(1),
                    text,
                },
            ];
            let found = lens::load(&texts).diagnostics;
            found.iter().map(|d| d.code.id).collect::<Vec<_>>()
        };
        assert_eq!(
            of(code.wrong),
            [code.id],
            "the wrong example of {}",
            code.id
        );
        assert_eq!(of(code.right), [""; 0], "the right example of {}", code.id);
    }
}

#[test]
fn the_lens_of_the_guide_is_read() {
    let text = r#"
lens acme "ACME house rules" {
  version: "1.3.0"

  rule ACME-REL-2 "Failed asynchronous events are lost" {
    pillar: reliability
    severity: high
    answers: rel_q2.a1
    for (src) ~> (fn: lambda)
    require fn.on-failure or exists (fn) -[dlq]-> (: sqs | sns)
    message: "events from {src} that {fn} cannot process are lost"
    fix: "add `on-failure: QUEUE` to {fn}"
    why: """Asynchronous invocations are retried twice and then dropped."""
    wrong-when: "the event can be rebuilt from another source"
    source: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async.html"
    fires   { sns t; lambda f { on-failure: none }; t ~> f }
    quiet   { sns t; sqs q; lambda f { on-failure: q }; t ~> f }
    unknown { sns t; lambda f; t ~> f }
  }

  rule ACME-REL-3 "Burst traffic reaches a store that cannot scale" {
    pillar: reliability; severity: high
    for (in @edge) ->+ (d: rds | elasticache | external) avoiding (: sqs | kinesis | rds-proxy)
    forbid match
    message: "burst traffic reaches {d} unshaped via {path}"
  }

  rule ACME-SEC-2 "Functions share an execution role" {
    pillar: security; severity: high
    for (f: lambda) group by f.role
    require count(f) == 1
    message: "role {f.role} is shared by {f*}"
  }

  ask ACME-OPS-2 "Which business metric tells you within five minutes that it went wrong?" {
    for rollout r where r.environment == prod
    answers: ops_q1.a2; owner: "service team"
  }

  override ACME-SEC-2 { severity: medium }
}
"#;
    assert_eq!(mistakes(text), "");
}

/// Loads the built-in lens, which has no mistake.
fn serverless(sources: &mut Sources) -> Vec<Lens> {
    let ids: Vec<_> = lens::SERVERLESS
        .iter()
        .map(|file| sources.add(file.name, file.text))
        .collect();
    let files = ids.iter().zip(lens::SERVERLESS);
    let texts: Vec<Text> = files
        .map(|(file, builtin)| Text {
            file: *file,
            text: builtin.text,
        })
        .collect();
    let loaded = lens::load(&texts);
    for diagnostic in &loaded.diagnostics {
        let (line, _) = sources.line_column(diagnostic.primary.span);
        let name = &sources.file(diagnostic.primary.span.file).name;
        println!("{name}:{line} {} {:?}", diagnostic.message, diagnostic.help);
    }
    assert!(loaded.diagnostics.is_empty());
    loaded.value
}

#[test]
fn the_built_in_lens_is_whole() {
    let lenses = serverless(&mut Sources::default());
    let rules = &lenses[0].rules;
    assert!(rules.len() >= 80, "{} rules", rules.len());
    let stable = rules
        .iter()
        .filter(|rule| rule.status == lens::Status::Stable)
        .count();
    assert!(stable >= 36, "{stable} stable rules");
}

#[test]
fn every_rule_does_what_its_examples_say() {
    let mut sources = Sources::default();
    let lenses = serverless(&mut sources);
    let mut wrong = String::new();
    for proof in lens::prove(&sources, &lenses[0]) {
        for problem in &proof.problems {
            let place = sources.line_column(problem.primary.span);
            let code = problem.code.id;
            wrong.push_str(&format!(
                "{} {place:?} {code} {}\n",
                proof.rule, problem.message
            ));
        }
    }
    assert_eq!(wrong, "");
}

/// Judges a text with the built-in lens and writes its open findings and questions, one a line.
fn judged(text: &str) -> String {
    judged_with(text, "", &lens::Options::default())
}

/// Judges with the built-in lens, or with one of the test's own where its text is not empty.
fn judged_with(text: &str, own: &str, options: &lens::Options) -> String {
    let mut sources = Sources::default();
    let loaded = archlens::model::load_text(&mut sources, &NoFiles, "test.arch", text);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let resolved = archlens::model::resolve(
        &loaded.value,
        catalog::builtin(),
        &archlens::model::Options::default(),
    );
    assert!(!resolved.has_errors(), "{:?}", resolved.diagnostics);
    let lenses = if own.is_empty() {
        serverless(&mut sources)
    } else {
        let file = sources.add("acme.lens", own);
        let loaded = lens::load(&[Text { file, text: own }]);
        assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
        loaded.value
    };
    let review = lens::review(&resolved.value, &lenses, options);
    let mut lines = String::new();
    for diagnostic in &review.diagnostics {
        lines.push_str(&format!("{} {}\n", diagnostic.code.id, diagnostic.message));
    }
    for finding in &review.value.findings {
        let subject = lens::subject_name(&resolved.value, finding.subject);
        let verdict = match (finding.verdict, finding.outcome) {
            (_, lens::Outcome::Waived(_)) => "waived",
            (_, lens::Outcome::Baseline) => "known",
            (lens::Verdict::Fail, _) => "fails",
            _ => "asks",
        };
        let path = match finding.witness.is_empty() {
            true => String::new(),
            false => format!(
                " [{}]",
                lens::witness_path(&resolved.value, &finding.witness)
            ),
        };
        lines.push_str(&format!("{verdict} {} {subject}{path}\n", finding.rule.id));
    }
    lines
}

/// Only the lines that start with a word.
fn only(lines: &str, word: &str) -> String {
    lines
        .lines()
        .filter(|line| line.starts_with(word))
        .map(|line| format!("{line}\n"))
        .collect()
}

#[test]
fn a_correct_design_loses_no_events() {
    let text = "
        eventbridge bus { dlq: undelivered }
        sqs jobs { dlq: dead; visibility: 180s }
        lambda work { on-failure: failed; timeout: 30s; idempotent }
        lambda ship { on-failure: failed; timeout: 30s; idempotent; partial-batch }
        dynamodb orders { pitr }
        sqs undelivered { retention: 14d }
        sqs dead { retention: 14d }
        sqs failed { retention: 14d }
        bus ~> work -> orders
        jobs ~> ship -> orders";
    let lines = judged(text);
    assert_eq!(only(&lines, "fails"), "");
    let lost = [
        "REL-004", "REL-005", "REL-007", "REL-008", "REL-009", "REL-010",
    ];
    for line in lines.lines() {
        assert!(!lost.iter().any(|rule| line.contains(rule)), "{line}");
    }
}

#[test]
fn a_first_sketch_has_questions_and_no_findings() {
    let lines = judged("user u; api-gateway a; lambda f; dynamodb d; u -> a -> f -> d");
    assert_eq!(only(&lines, "fails"), "");
    assert!(lines.contains("asks SEC-001 a"), "{lines}");
}

#[test]
fn the_shortest_unguarded_path_is_the_witness() {
    let text = "
        user u
        api-gateway a { waf }
        sqs q { dlq: d }
        sqs d { retention: 14d }
        lambda f { reserved-concurrency: none; timeout: 5s }
        lambda g { reserved-concurrency: 5; timeout: 5s }
        rds db { encryption: kms; multi-az; backup }
        u -> a -> f -> db
        a ~> q ~> g -> db";
    assert_eq!(
        only(&judged(text), "fails REL-003"),
        "fails REL-003 db [u -> a -> f -> db]\n"
    );
    let guarded = text.replace("u -> a -> f -> db", "u -> a");
    assert_eq!(only(&judged(&guarded), "fails REL-003"), "");
}

#[test]
fn waivers_hold_until_their_day() {
    let text = |day: &str| {
        format!(
            "sqs q {{ dlq: none }}\nwaive REL-008 on q \"readings that the next one replaces\" {{ until: {day} }}"
        )
    };
    let today = lens::Options {
        today: Some("2026-11-25".to_owned()),
        ..lens::Options::default()
    };
    let held = judged_with(&text("2026-11-25"), "", &today);
    assert!(!only(&held, "waived REL-008 q").is_empty(), "{held}");
    let late = judged_with(&text("2026-11-24"), "", &today);
    assert!(
        !only(&late, "fails REL-008 q").is_empty() && !only(&late, "fails WVR-001").is_empty(),
        "{late}"
    );
    let idle = "sqs q { dlq: d }\nsqs d { retention: 14d }\nwaive REL-008 on q \"x\"";
    assert!(!only(&judged_with(idle, "", &today), "fails WVR-002").is_empty());
    let slug = "sqs q { dlq: none }\nwaive queue-without-dlq \"x\"";
    assert!(!only(&judged_with(slug, "", &today), "waived REL-008 q").is_empty());
}

#[test]
fn a_baseline_knows_findings_by_rule_and_element() {
    let known = lens::Options {
        baseline: ["REL-008 q".to_owned()].into(),
        ..lens::Options::default()
    };
    let lines = judged_with("\n\n\nsqs q { dlq: none }\nsqs p { dlq: none }", "", &known);
    assert!(
        lines.contains("known REL-008 q\n") && lines.contains("fails REL-008 p\n"),
        "{lines}"
    );
}

#[test]
fn a_baseline_knows_paths_by_what_they_end_at() {
    let known = lens::Options {
        baseline: ["REL-003 db".to_owned()].into(),
        ..lens::Options::default()
    };
    let text =
        "user u; api-gateway a; lambda f { reserved-concurrency: none }; rds db; u -> a -> f -> db";
    let longer = "// moved\nlambda g { reserved-concurrency: none }; user u; api-gateway a; lambda f { reserved-concurrency: none }; rds db; u -> a -> f -> g -> db";
    for text in [text, longer] {
        assert!(only(&judged(text), "fails REL-003 db").contains(" -> db]"));
        let lines = judged_with(text, "", &known);
        assert_eq!(only(&lines, "fails REL-003"), "", "{lines}");
        assert!(lines.contains("known REL-003 db"), "{lines}");
    }
}

#[test]
fn answers_that_nobody_asked_for_are_told() {
    let text =
        "answer ops_q1 \"x\" { choices: [a1, a77] }\nanswer osp_q1 \"y\"\nanswer birds \"z\"";
    let lines = judged(text);
    let told: Vec<&str> = lines
        .lines()
        .filter(|line| line.starts_with("A0717"))
        .collect();
    assert_eq!(
        told,
        [
            "A0717 `ops_q1` has no choice `a77`, so this answers nothing",
            "A0717 no lens of this run has a question `osp_q1`, so this answers nothing",
            "A0717 no lens of this run has a question `birds`, so this answers nothing",
        ]
    );
}

#[test]
fn a_hostile_rule_ends_by_its_budget() {
    let own = "lens acme { rule ACME-1 \"T\" { pillar: cost; for (a), (b), (c), (d), (e), (f); forbid a == b and c == d and e == f; message: \"m\" } }";
    let elements: String = (0..200).map(|at| format!("lambda f{at}\n")).collect();
    let few = lens::Options {
        steps: Some(100_000),
        ..lens::Options::default()
    };
    let lines = judged_with(&elements, own, &few);
    assert_eq!(
        lines,
        "A0714 the rule `ACME-1` needs more than 100000 steps on this model, so it was not run to its end\n"
    );
}

#[test]
fn no_rule_of_the_built_in_lens_needs_more_than_a_large_model_has() {
    // Work that grew with the pairs of 3,000 functions and as many queues would be far over this budget.
    let mut text = String::new();
    for at in 0..3_000 {
        let next = (at + 1) % 3_000;
        text.push_str(&format!(
            "lambda f{at}\nsqs q{at}\nf{at} ~> q{at} ~> f{next}\n"
        ));
    }
    let few = lens::Options {
        steps: Some(400_000),
        ..lens::Options::default()
    };
    assert_eq!(only(&judged_with(&text, "", &few), "A0"), "");
}

#[test]
fn a_pattern_means_the_same_from_either_end() {
    let check = |condition: &str, expected: &str| {
        let own = format!(
            "lens acme {{ rule ACME-1 \"T\" {{ pillar: cost; for (q: sqs); forbid {condition}; message: \"m\" }} }}"
        );
        let text =
            "api-gateway a; lambda f; lambda g; sqs q; sqs p; s3 b; a -> f ~> q ~> g ~> p; g -> b";
        assert_eq!(
            judged_with(text, &own, &lens::Options::default()),
            expected,
            "{condition}"
        );
    };
    check(
        "exists (: lambda) ~> (q)",
        "fails ACME-1 q\nfails ACME-1 p\n",
    );
    check(
        "exists (: api-gateway) -[flow]->+ (q)",
        "fails ACME-1 q\nfails ACME-1 p\n",
    );
    check(
        "exists (: api-gateway) -> (: lambda) ~> (q)",
        "fails ACME-1 q\n",
    );
    check(
        "exists (: lambda) ~> (q) ~> (: lambda) -> (: s3)",
        "fails ACME-1 q\n",
    );
    check("exists (q) -[flow]->+ (: s3)", "fails ACME-1 q\n");
    check(
        "exists (: api-gateway) -[flow]->+ (q) avoiding (: sqs)",
        "fails ACME-1 q\n",
    );
    check(
        "count(x over (x: lambda) -[flow]->+ (q)) == 2",
        "fails ACME-1 p\n",
    );
}

#[test]
fn kleene_decides_what_it_can() {
    let check = |condition: &str, expected: &str| {
        let own = format!(
            "lens acme {{ rule ACME-1 \"T\" {{ pillar: cost; for (f: lambda); require {condition}; message: \"m\" }} }}"
        );
        let text = "lambda f { timeout: 10s; memory: 512MB; tracing: false }";
        let lines = judged_with(text, &own, &lens::Options::default());
        assert_eq!(lines, expected, "{condition}");
    };
    let (passes, fails, asks) = ("", "fails ACME-1 f\n", "asks ACME-1 f\n");
    check("f.timeout < 15s", passes);
    check("f.timeout <= 10s and f.memory >= 1GB", fails);
    check("f.idempotent", asks);
    check("f.tracing and f.idempotent", fails);
    check("not f.tracing or f.idempotent", passes);
    check("f.tracing or f.idempotent", asks);
    check("surely(f.idempotent)", fails);
    check("known(f.idempotent)", fails);
    check("not known(f.idempotent)", passes);
    check("2 * f.timeout == 20s", passes);
    check("f.timeout - 4s < 5s", fails);
    check("f.timeout / 2 < 6s", passes);
    check("f.runtime in [python3.13, nodejs22.x]", asks);
    check("count((f) -> ()) == 0", passes);
    check("exists (f) -> ()", fails);
    check("f.service == lambda and f.layer == compute", passes);
    check("sum(g.memory over (g: lambda)) == 512MB", passes);
    check("max(g.timeout over (g: lambda)) > 1m", fails);
    check("architecture.production", passes);
}

#[test]
fn patterns_go_both_ways_and_repeat() {
    let check = |pattern: &str, expected: &str| {
        let own = format!(
            "lens acme {{ rule ACME-1 \"T\" {{ pillar: cost; for {pattern}; forbid match; message: \"m\" }} }}"
        );
        let text = "
            user u; api-gateway a { tags: [open] }; lambda f; sqs q { dlq: d }; sqs d; lambda g; dynamodb t
            vpc net { rds db }
            u -> a -> f ~> q ~> g -> t
            g -> db
            t.stream => f";
        let lines = judged_with(text, &own, &lens::Options::default());
        assert_eq!(lines.trim_end(), expected, "{pattern}");
    };
    check("(x: lambda) ~> (y: sqs)", "fails ACME-1 q [f ~> q]");
    check("(y: sqs) <~ (x: lambda)", "fails ACME-1 f [f ~> q]");
    check("(x: sqs) -[dlq]-> (y)", "fails ACME-1 d [q ~> d]");
    check(
        "(x: user) -[flow]->+ (y: rds)",
        "fails ACME-1 net.db [u -> a -> f ~> q ~> g -> net.db]",
    );
    check("(x: user) ->+ (y: sqs)", "");
    check(
        "(x: user) -[flow]->{1,2} (y: lambda)",
        "fails ACME-1 f [u -> a -> f]",
    );
    check("(x: user) -[flow]->+ (y: rds) avoiding (: sqs)", "");
    check("(x: user) -[flow]->+ (y: rds) length < 3", "");
    check(
        "(x: lambda) -[flow]->+ (x)",
        "fails ACME-1 f [f ~> q ~> g -> t => f]\nfails ACME-1 g [g -> t => f ~> q ~> g]",
    );
    check("(x: rds) -[in]-> (y: vpc)", "fails ACME-1 net");
    check("(x #open)", "fails ACME-1 a");
    check("(x @outside)", "fails ACME-1 u");
    check(
        "(x: dynamodb) -[r: stream]-> (y); where r.from-part == stream",
        "fails ACME-1 f [t.stream => f]",
    );
}

#[test]
fn mistakes_have_their_place_and_all_are_told() {
    let text = "lens acme {
  rule ACME-1 \"One\" {
    pillar: cost; severity: hgih
    for (f: lamda)
    require f.timeout < 5
    message: \"m\"
  }
  rule ACME-2 \"Two\" {
    pillar: cost
    for (f: lambda)
    require f.tiemout < 5s and f.memory < 5s and f.architecture == arm
    message: \"{fn} is slow\"
  }
  rule ACME-3 \"Three\" {
    for (f: lambda) -> 
    require f.tracing
  }
  rulle ACME-4 \"Four\" {}
}
";
    assert_eq!(
        mistakes(text),
        "3:29 A0710 there is no severity `hgih` (severities are `high`, `medium`, `low` and `info`; did you mean `high`?)
4:13 A0704 there is no service `lamda`, so this pattern would never match (did you mean `lambda`?)
5:13 A0707 a duration cannot be compared with a number (write a duration with its unit: `30s`, `15m`, `14d`)
12:16 A0708 the pattern has no name `fn` (did you mean `f`?)
16:5 A0701 expected `(` to open a node such as `(f: lambda)`, found `require`
18:3 A0702 a lens has no `rulle` (did you mean `rule`?)
"
    );
    let typed = "lens acme {
  rule ACME-2 \"Two\" {
    pillar: cost
    for (f: lambda)
    require f.tiemout < 5s and f.memory < 5s and f.architecture == arm
    message: \"m\"
  }
}
";
    assert_eq!(
        mistakes(typed),
        "5:15 A0705 `lambda` has no attribute `tiemout`, so this would never be known (did you mean `timeout`?)
5:32 A0707 a size cannot be compared with a duration (write a duration with its unit: `30s`, `15m`, `14d`)
5:68 A0706 the attribute is never `arm`, so this always ends the same way (it is one of arm64, x86_64)
"
    );
}

#[test]
fn block_texts_lose_their_indentation_as_in_arch_files() {
    let text = r#"lens own {
  rule OWN-1 "One" {
    pillar: cost
    severity: low
    for (f: lambda)
    require f.memory > 1GB
    message: """
      {f} has {f.memory},
        which is {{little}}
      """
    fix: """set `memory`
            on {f}"""
    why: """
      First.

        A backslash \n stays.
      """
    wrong-when: "one line\nand a \u{e9}"
  }
}
"#;
    let loaded = lens::load(&[Text {
        file: FileId(0),
        text,
    }]);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let rule = &loaded.value[0].rules[0];
    assert_eq!(
        lens::template_text(rule, &rule.message),
        "`f` has `f.memory`,\n  which is {little}"
    );
    assert_eq!(lens::template_text(rule, &rule.fix), "set `memory`\non `f`");
    assert_eq!(rule.why, "First.\n\n  A backslash \\n stays.");
    assert_eq!(rule.wrong_when.as_deref(), Some("one line\nand a é"));
}

#[test]
fn an_escape_that_means_nothing_is_told_where_it_stands() {
    let lens = |message: &str| {
        format!(
            "lens own {{ rule OWN-1 \"T\" {{ pillar: cost; for (f: lambda); require f.tracing\nmessage: \"{message}\" }} }}"
        )
    };
    assert_eq!(
        mistakes(&lens("a\\qb {f}")),
        "2:12 A0701 `\\q` is no escape (for a backslash write `\\\\`)\n"
    );
    assert_eq!(mistakes(&lens("caf\\u{e9} {f}\\n")), "");
}

#[test]
fn messages_name_what_a_rollout_changes() {
    let design = "lambda a; lambda b; lambda c\nenvironment prod\nrollout r { environment: prod; all-at-once [a, b, c] }\n";
    let mut sources = Sources::default();
    let loaded = archlens::model::load_text(&mut sources, &NoFiles, "test.arch", design);
    let options = archlens::model::Options::default();
    let model = archlens::model::resolve(&loaded.value, catalog::builtin(), &options).value;
    let lenses = serverless(&mut sources);
    let review = lens::review(&model, &lenses, &lens::Options::default()).value;
    let mut found = review.findings.iter();
    let found = found.find(|finding| finding.rule.id == "OPS-012");
    assert_eq!(
        found.map(|finding| finding.message.as_str()),
        Some(
            "the all-at-once change of `a`, `b` and `c` gives every consumer the new version in one step"
        )
    );
}

#[test]
fn a_lens_extends_another() {
    let mut sources = Sources::default();
    let mut files: Vec<_> = lens::SERVERLESS
        .iter()
        .map(|file| (sources.add(file.name, file.text), file.text))
        .collect();
    let own = "lens acme { extends: serverless; param account-concurrency: 3000; override REL-008 { severity: low }; override CST-008 { off } }";
    files.push((sources.add("acme.lens", own), own));
    let texts: Vec<Text> = files
        .iter()
        .map(|(file, text)| Text { file: *file, text })
        .collect();
    let loaded = lens::load(&texts);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let base = &loaded.value[0];
    let acme = loaded
        .value
        .iter()
        .find(|lens| lens.id == "acme")
        .expect("the lens of the test");
    assert_eq!(acme.rules.len(), base.rules.len() - 1);
    let rule = acme
        .rules
        .iter()
        .find(|rule| rule.id == "REL-008")
        .expect("an inherited rule");
    assert_eq!(rule.severity, lens::Severity::Low);
}

#[test]
fn the_guide_keeps_its_word() {
    let guide = include_str!("../site/guide/lens.md");
    let blocks: Vec<&str> = guide
        .split("```lens\n")
        .skip(1)
        .filter_map(|rest| rest.split_once("```").map(|(block, _)| block))
        .collect();
    let [whole, rule] = blocks.as_slice() else {
        panic!("{} lens blocks in the guide", blocks.len());
    };
    let begun = whole.trim_end().strip_suffix('}').expect("a whole lens");
    let own = format!("{begun}{rule}}}\n");
    let mut sources = Sources::default();
    let mut files: Vec<_> = lens::SERVERLESS
        .iter()
        .map(|file| (sources.add(file.name, file.text), file.text))
        .collect();
    files.push((sources.add("acme.lens", &own), &own));
    let texts: Vec<Text> = files
        .iter()
        .map(|(file, text)| Text { file: *file, text })
        .collect();
    let loaded = lens::load(&texts);
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    let acme = loaded.value.last().expect("the lens of the guide");
    let proofs = lens::prove(&sources, acme);
    let problems: Vec<&str> = proofs
        .iter()
        .flat_map(|proof| &proof.problems)
        .map(|problem| problem.message.as_str())
        .collect();
    assert!(problems.is_empty(), "{problems:?}");
    let told = format!(
        "{} rules, {} examples as they should be, 0 not",
        acme.rules.len(),
        proofs.len()
    );
    assert!(guide.contains(&told), "the guide should say: {told}");
}
