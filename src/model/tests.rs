//! Texts in, models and what is told about them out.

use super::{
    Attributes, Loaded, Model, Options, Provenance, Step, StepBlock, Value, codes, load_text,
    plain_number, resolve,
};
use crate::catalog;
use crate::source::{Checked, Diagnostic, Files, Level, ReadError, Sources};
use std::collections::BTreeMap;

/// Files in memory, by their plain paths.
#[derive(Default)]
pub(crate) struct Memory(pub BTreeMap<String, String>);

impl Files for Memory {
    fn resolve(&self, from: &str, path: &str) -> Result<String, ReadError> {
        let mut parts: Vec<&str> = from.split('/').collect();
        parts.pop();
        for part in path.split('/') {
            match part {
                "." | "" => {}
                ".." => {
                    parts.pop().ok_or(ReadError::Outside)?;
                }
                part => parts.push(part),
            }
        }
        let path = parts.join("/");
        if self.0.contains_key(&path) {
            Ok(path)
        } else {
            Err(ReadError::Missing)
        }
    }

    fn read(&self, path: &str) -> Result<String, ReadError> {
        self.0.get(path).cloned().ok_or(ReadError::Missing)
    }
}

/// Makes the model of several files, the first of which is opened.
pub(crate) fn model_of(
    files: &[(&str, &str)],
    environment: Option<&str>,
) -> (Checked<Model>, Sources) {
    let memory = Memory(
        files
            .iter()
            .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
            .collect(),
    );
    let mut sources = Sources::default();
    let (name, text) = files[0];
    let loaded: Checked<Loaded> = load_text(&mut sources, &memory, name, text);
    let options = Options {
        environment: environment.map(str::to_owned),
    };
    let mut checked = resolve(&loaded.value, catalog::builtin(), &options);
    let mut diagnostics = loaded.diagnostics;
    diagnostics.append(&mut checked.diagnostics);
    checked.diagnostics = diagnostics;
    (checked, sources)
}

/// Writes diagnostics one a line: level, code, line and column, message, help.
pub(crate) fn told(diagnostics: &[Diagnostic], sources: &Sources) -> String {
    let mut text = String::new();
    for diagnostic in diagnostics {
        let level = match diagnostic.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "note",
        };
        let (line, column) = sources.line_column(diagnostic.primary.span);
        text.push_str(&format!(
            "{level} {} {line}:{column} `{}` {}",
            diagnostic.code.id,
            sources.text(diagnostic.primary.span),
            diagnostic.message
        ));
        for related in &diagnostic.related {
            let (line, column) = sources.line_column(related.span);
            text.push_str(&format!(" | {line}:{column} {}", related.text));
        }
        if let Some(help) = &diagnostic.help {
            text.push_str(&format!(" => {help}"));
        }
        text.push('\n');
    }
    text
}

/// Writes a model in a few plain lines.
fn outline(model: &Model) -> String {
    let mut text = String::new();
    for (id, group) in model.groups() {
        text.push_str(&format!(
            "{} {} \"{}\"",
            group.kind, group.path, group.title
        ));
        if let Some(layer) = group.layer {
            text.push_str(&format!(" @{}", model.layer(layer).id));
        }
        for tag in &group.tags {
            text.push_str(&format!(" #{tag}"));
        }
        text.push_str(&stated(model, &group.attributes));
        text.push('\n');
        let _ = id;
    }
    for (_, element) in model.elements() {
        text.push_str(&format!(
            "{} {} \"{}\"",
            element.service, element.path, element.title
        ));
        if let Some(layer) = element.layer {
            text.push_str(&format!(" @{}", model.layer(layer).id));
        }
        for tag in &element.tags {
            text.push_str(&format!(" #{tag}"));
        }
        text.push_str(&stated(model, &element.attributes));
        text.push('\n');
    }
    for (_, relation) in model.relations() {
        text.push_str(&relation.id);
        if let Some(role) = &relation.role
            && relation.drawn
        {
            text.push_str(&format!(" ({role})"));
        }
        text.push_str(&stated(model, &relation.attributes));
        text.push('\n');
    }
    for scenario in &model.scenarios {
        text.push_str(&format!("scenario {}\n", scenario.id));
        steps(model, &scenario.steps, 1, &mut text);
    }
    text
}

fn steps(model: &Model, blocks: &[StepBlock], depth: usize, text: &mut String) {
    let indent = "  ".repeat(depth);
    for block in blocks {
        match block {
            StepBlock::Step(Step {
                number,
                relation,
                text: words,
                ..
            }) => {
                text.push_str(&format!(
                    "{indent}{number} {}",
                    model.relation(*relation).id
                ));
                if let Some(words) = words {
                    text.push_str(&format!(" says {words}"));
                }
                text.push('\n');
            }
            StepBlock::Alt(arms) | StepBlock::Par(arms) => {
                for (title, inner) in arms {
                    text.push_str(&format!("{indent}when {title}\n"));
                    steps(model, inner, depth + 1, text);
                }
            }
            StepBlock::Loop(title, inner) => {
                text.push_str(&format!("{indent}loop {title}\n"));
                steps(model, inner, depth + 1, text);
            }
        }
    }
}

/// Writes attributes, those that the service itself has left out.
fn stated(model: &Model, attributes: &Attributes) -> String {
    let mut text = String::new();
    for attribute in &attributes.list {
        let mark = match attribute.provenance {
            Provenance::Stated => "",
            Provenance::Defaults => "~",
            Provenance::Service { .. } => continue,
        };
        text.push_str(&format!(
            " {mark}{}={}",
            attribute.key,
            value(model, &attribute.value)
        ));
    }
    text
}

fn value(model: &Model, value_: &Value) -> String {
    match value_ {
        Value::None => "none".to_owned(),
        Value::Bool(truth) => truth.to_string(),
        Value::Text(text) => text.clone(),
        Value::Number(number) => plain_number(*number),
        Value::Duration(time) => format!("{}ms", plain_number(*time)),
        Value::Size(size) => format!("{}B", plain_number(*size)),
        Value::Rate(rate) => format!("{}/s", plain_number(*rate)),
        Value::Percent(percent) => format!("{}%", plain_number(*percent)),
        Value::Date(date) => date.clone(),
        Value::Reference(end) => format!("&{}", model.end(end)),
        Value::List(members) => {
            let members: Vec<String> = members.iter().map(|member| value(model, member)).collect();
            format!("[{}]", members.join(","))
        }
        Value::Record(attributes) => format!("{{{}}}", stated(model, attributes).trim()),
    }
}

/// Checks the outline of a model about which there is nothing to tell.
fn check(text: &str, expected: &str) {
    check_files(&[("main.arch", text)], None, expected);
}

fn check_files(files: &[(&str, &str)], environment: Option<&str>, expected: &str) {
    let (checked, sources) = model_of(files, environment);
    assert_eq!(told(&checked.diagnostics, &sources), "");
    let expected: Vec<&str> = expected
        .lines()
        .map(str::trim_end)
        .skip_while(|line| line.is_empty())
        .collect();
    assert_eq!(
        outline(&checked.value).trim_end(),
        expected.join("\n").trim_end()
    );
}

#[test]
fn every_code_has_a_wrong_and_a_right_example() {
    let mut seen = BTreeMap::new();
    let mut wrongs = Vec::new();
    for code in codes() {
        assert!(seen.insert(code.id, ()).is_none(), "{} twice", code.id);
        let files = [("main.arch", code.wrong), ("unreadable.arch", "")];
        let (checked, sources) = model_of(&files[..1], None);
        if !checked
            .diagnostics
            .iter()
            .any(|diagnostic| diagnostic.code.id == code.id)
            && !["A0402", "A0403", "A0405", "A0406", "A0407"].contains(&code.id)
        {
            wrongs.push(format!(
                "{} wrong: {}",
                code.id,
                told(&checked.diagnostics, &sources)
            ));
        }
        let (checked, sources) = model_of(&[("main.arch", code.right)], None);
        if !checked.diagnostics.is_empty() {
            wrongs.push(format!(
                "{} right: {}",
                code.id,
                told(&checked.diagnostics, &sources)
            ));
        }
    }
    assert!(wrongs.is_empty(), "{}", wrongs.join("\n"));
}

#[test]
fn every_sample_resolves_without_a_word() {
    let samples = [
        (
            "event-driven",
            include_str!("../../samples/event-driven.arch"),
        ),
        (
            "mobile-backend",
            include_str!("../../samples/mobile-backend.arch"),
        ),
        (
            "multi-account",
            include_str!("../../samples/multi-account.arch"),
        ),
        (
            "restful-microservices",
            include_str!("../../samples/restful-microservices.arch"),
        ),
        (
            "stream-processing",
            include_str!("../../samples/stream-processing.arch"),
        ),
        (
            "voice-skill",
            include_str!("../../samples/voice-skill.arch"),
        ),
        (
            "vpc-two-zones",
            include_str!("../../samples/vpc-two-zones.arch"),
        ),
        (
            "web-application",
            include_str!("../../samples/web-application.arch"),
        ),
        ("web-shop", include_str!("../../samples/web-shop.arch")),
    ];
    let mut all = String::new();
    for (name, text) in samples {
        let (checked, sources) = model_of(&[("main.arch", text)], None);
        let told = told(&checked.diagnostics, &sources);
        if !told.is_empty() {
            all.push_str(&format!("{name}\n{told}"));
        }
    }
    assert_eq!(all, "");
}

#[test]
fn relations_of_attributes_merge_with_flows() {
    check(
        r#"
sqs failed
lambda place { on-failure: failed }
lambda ship { on-failure: failed }
place ~> failed "lost orders"
"#,
        r#"
sqs failed "Failed" @messaging
lambda place "Place" @compute on-failure=&failed
lambda ship "Ship" @compute on-failure=&failed
place ~> failed "lost orders" (on-failure)
ship -[on-failure]-> failed
"#,
    );
}

#[test]
fn lists_and_chains_make_every_pair() {
    check(
        r#"
user u
function a; function b; function c
u -> [a, b] -> c "both"
a <-> c
"#,
        r#"
user u "U"
function a "A"
function b "B"
function c "C"
u -> a
u -> b
a -> c "both"
b -> c "both"
a -> c
c -> a
"#,
    );
}

#[test]
fn components_expand_and_expose() {
    check(
        r#"
component worker "Worker" {
  param depth: 5
  kind: zone
  expose queue
  expose fn as out
  sqs queue "Queue of ${depth}" { x-depth: $depth }
  lambda fn
  queue ~> fn
}
worker emails "E-mails" { depth: 10 }
worker letters
user u
u -> emails -> letters
"#,
        r#"
zone emails "E-mails"
zone letters "Letters"
sqs emails.queue "Queue of 10" @messaging x-depth=10
lambda emails.fn "Fn" @compute
sqs letters.queue "Queue of 5" @messaging x-depth=5
lambda letters.fn "Fn" @compute
user u "U"
emails.queue ~> emails.fn
letters.queue ~> letters.fn
u -> emails.queue
emails.fn -> letters.queue
"#,
    );
}

#[test]
fn environments_override_add_and_omit() {
    let text = r#"
lambda fn { memory: 512MB; dlq: failed }
sqs failed
user u
u -> fn { id: f1; timeout: 3s }
environment base { fn { memory: 256MB } }
environment dev { extends: base; f1 { timeout: 9s }; sns topic; fn ~> topic; omit failed }
"#;
    check_files(
        &[("main.arch", text)],
        Some("dev"),
        r#"
lambda fn "Fn" @compute memory=268435456B
user u "U"
sns topic "Topic" @messaging
f1 timeout=9000ms
fn ~> topic
"#,
    );
}

#[test]
fn used_files_come_in_once() {
    check_files(
        &[
            (
                "main.arch",
                "use \"a.arch\" as a\nuse \"b.arch\"\nnet.hub -> x",
            ),
            ("a.arch", "use \"net.arch\" as net\nlambda x { role: none }"),
            ("b.arch", "use \"net.arch\" as net\nlambda x\nx -> net.hub"),
            ("net.arch", "service hub"),
        ],
        None,
        r#"
service a.net.hub "Hub"
lambda a.x "X" @compute role=none
lambda x "X" @compute
x -> a.net.hub
a.net.hub -> x
"#,
    );
}
