//! Lens files: what they may say, what is wrong in them, and what they find.

use archlens::lens::{self, Lens, Text};
use archlens::source::{FileId, Sources};

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
        if code.wrong.is_empty() {
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
