//! A custom lens of the AWS Well-Architected Tool as a lens of ours: a `question` with its choices and an `ask` each.
//!
//! It is read leniently, as such files are found: unknown keys, missing texts and rules of risk, doubled ids, and `NaN` where
//! a program had no value. How much a choice matters follows from the rules of risk: what a medium risk still wants is
//! required, what no risk wants besides is good, the rest is the best.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The pillars of the tool with our ids.
const PILLARS: &[(&str, &str)] = &[
    ("operationalExcellence", "operational-excellence"),
    ("costOptimization", "cost"),
];

/// Turns the JSON of a custom lens into the text of a lens, or says why it is none.
pub fn custom_lens(json: &str) -> Result<String, String> {
    let whole: Value = serde_json::from_str(&without_nan(json))
        .map_err(|failure| format!("is no JSON: {failure}"))?;
    let name = words(&whole["name"]);
    let mut ids = Ids::default();
    let id = ids.fresh(&name.to_lowercase(), "lens");
    // Writing to a String cannot fail, here and below.
    let mut text = format!("lens {id} {} {{\n", quoted(&name));
    let about = words(&whole["description"]);
    if !about.is_empty() {
        let _ = writeln!(text, "  about: {}", quoted(&about));
    }
    let mut count = 0;
    for pillar in list(&whole["pillars"]) {
        let pillar_id = words(&pillar["id"]);
        let known = PILLARS.iter().find(|(theirs, _)| *theirs == pillar_id);
        let pillar_id = match known {
            Some((_, ours)) => (*ours).to_owned(),
            None => plain(&pillar_id.to_lowercase(), "pillar"),
        };
        for question in list(&pillar["questions"]) {
            count += 1;
            self::question(&mut text, &mut ids, &pillar_id, question);
        }
    }
    text.push_str("}\n");
    match count {
        0 => Err("has no questions, so it is no custom lens".to_owned()),
        _ => Ok(text),
    }
}

fn question(text: &mut String, ids: &mut Ids, pillar: &str, question: &Value) {
    let theirs = words(&question["id"]);
    let id = ids.fresh(&theirs, "question");
    let title = match words(&question["title"]) {
        title if title.is_empty() => theirs.clone(),
        title => title,
    };
    let _ = writeln!(
        text,
        "\n  question {id} {} {{\n    pillar: {pillar}",
        quoted(&title)
    );
    let risk = Risk::of(question);
    let mut own = Ids::default();
    let mut answers = Vec::new();
    for choice in list(&question["choices"]) {
        let their_choice = words(&choice["id"]);
        // None of the others is no choice of ours.
        if their_choice.ends_with("_no") {
            continue;
        }
        let short = their_choice
            .rsplit_once(&format!("{theirs}_"))
            .map_or(their_choice.as_str(), |(_, short)| short);
        let short = own.fresh(short, "choice");
        let title = match words(&choice["title"]) {
            title if title.is_empty() => their_choice.clone(),
            title => title,
        };
        let level = risk.level(&their_choice);
        let _ = writeln!(
            text,
            "    choice {short} {} {{ level: {level} }}",
            quoted(&title)
        );
        answers.push(format!("{id}.{short}"));
    }
    text.push_str("  }\n");
    let ask = ids.fresh(
        &format!("{}-ASK", id.to_uppercase().replace('_', "-")),
        "ASK",
    );
    let _ = writeln!(
        text,
        "  ask {ask} {} {{\n    pillar: {pillar}",
        quoted(&title)
    );
    let why = words(&question["description"]);
    if !why.is_empty() {
        let _ = writeln!(text, "    why: {}", quoted(&why));
    }
    if !answers.is_empty() {
        let _ = writeln!(text, "    answers: [{}]", answers.join(", "));
    }
    text.push_str("  }\n");
}

/// The choices that a question wants for each risk.
struct Risk {
    medium: BTreeSet<String>,
    none: BTreeSet<String>,
}

impl Risk {
    fn of(question: &Value) -> Self {
        let wanted = |risk: &str| {
            let rules = list(&question["riskRules"]);
            let rules = rules.iter().filter(|rule| words(&rule["risk"]) == risk);
            let conditions: Vec<String> = rules.map(|rule| words(&rule["condition"])).collect();
            let part = |c: char| !(c.is_alphanumeric() || c == '_' || c == '-');
            let ids = conditions
                .iter()
                .flat_map(|condition| condition.split(part));
            ids.filter(|id| !id.is_empty()).map(str::to_owned).collect()
        };
        Self {
            medium: wanted("MEDIUM_RISK"),
            none: wanted("NO_RISK"),
        }
    }

    fn level(&self, choice: &str) -> &'static str {
        match (self.medium.contains(choice), self.none.contains(choice)) {
            (true, _) => "required",
            (false, true) => "good",
            (false, false) => "best",
        }
    }
}

/// Ids of ours, each once.
#[derive(Default)]
struct Ids(BTreeSet<String>);

impl Ids {
    fn fresh(&mut self, theirs: &str, start: &str) -> String {
        let id = plain(theirs, start);
        let mut fresh = id.clone();
        let mut number = 1;
        while !self.0.insert(fresh.clone()) {
            number += 1;
            fresh = format!("{id}-{number}");
        }
        fresh
    }
}

/// Makes an id of ours: letters, digits and `_`, single dashes between them, starting with a letter.
fn plain(theirs: &str, start: &str) -> String {
    let odd = |c: char| !(c.is_ascii_alphanumeric() || c == '_');
    let short: String = theirs.chars().take(64).collect();
    let parts: Vec<&str> = short.split(odd).filter(|part| !part.is_empty()).collect();
    let id = parts.join("-");
    match id.chars().next() {
        Some(c) if c.is_ascii_alphabetic() => id,
        Some(_) => format!("{start}-{id}"),
        None => start.to_owned(),
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// A text, or a number as it is written; nothing for all else.
fn words(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// Puts `null` in the place of `NaN` and the like outside strings.
fn without_nan(json: &str) -> String {
    let mut kept = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '"' => string_length(rest),
            _ => c.len_utf8(),
        };
        let word = ["NaN", "-Infinity", "Infinity"]
            .into_iter()
            .find(|word| rest.starts_with(word));
        match word {
            Some(word) => {
                kept.push_str("null");
                rest = &rest[word.len()..];
            }
            None => {
                kept.push_str(&rest[..length]);
                rest = &rest[length..];
            }
        }
    }
    kept
}

/// The length of a string with its quotes; one without an end reaches to the end of the text.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::custom_lens;
    use crate::lens::{self, Lens, Text};
    use crate::source::FileId;

    /// Imports a lens, which must be read without a mistake.
    fn check(json: &str) -> Lens {
        let text = custom_lens(json).expect("a custom lens");
        let loaded = lens::load(&[Text {
            file: FileId(0),
            text: &text,
        }]);
        assert!(
            loaded.diagnostics.is_empty(),
            "{text}\n{:?}",
            loaded.diagnostics
        );
        loaded.value.into_iter().next().expect("one lens")
    }

    #[test]
    fn files_are_read_as_they_are_found() {
        let lens = check(
            r#"{ "name": "Größe \"X\"", "extra": NaN, "pillars": [
              { "id": "1st pillar", "questions": [
                { "id": "q 1", "title": "Is NaN in a text \\ kept?", "weight": -Infinity,
                  "choices": [ { "id": "c", "title": NaN }, { "id": "c" }, { "id": "q 1_no", "title": "None" } ] },
                { "id": "q 1", "title": "Twice", "description": NaN, "riskRules": NaN } ] },
              { "id": "none" } ] }"#,
        );
        let titles: Vec<&str> = lens.questions.iter().map(|q| q.title.as_str()).collect();
        assert_eq!(titles, ["Is NaN in a text \\ kept?", "Twice"]);
        let choices: Vec<&str> = lens.questions[0]
            .choices
            .iter()
            .map(|c| c.id.as_str())
            .collect();
        assert_eq!(choices, ["c", "c-2"]);
        assert_eq!(lens.asks.len(), 2);
    }

    #[test]
    fn what_is_no_custom_lens_is_told() {
        for (json, reason) in [
            ("", "is no JSON"),
            ("{\"a\": \"", "is no JSON"),
            ("[1, NaN]", "has no questions"),
            ("{ \"pillars\": {} }", "has no questions"),
        ] {
            let told = custom_lens(json).expect_err("no lens");
            assert!(told.contains(reason), "{json}: {told}");
        }
    }
}
