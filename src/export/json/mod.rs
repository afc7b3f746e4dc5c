//! The model as JSON: a published format with a version and a schema, from which the same model can be read.
//!
//! Things are named by their paths and relations by their ids, so that a reader needs no numbers. The schema is
//! `site/schema/model-1.json`.

mod document;
mod read;
mod values;
mod write;

pub use document::{Document, VERSION};

use crate::model::Model;
use crate::source::Sources;

/// Writes a model as JSON, with a final newline.
pub fn json(model: &Model, sources: &Sources) -> String {
    let document = write::document(model, sources);
    let mut text = serde_json::to_string_pretty(&document)
        .expect("a document has string keys and finite numbers only");
    text.push('\n');
    text
}

/// Reads a model back; says in one sentence why where it cannot.
pub fn read_json(text: &str) -> Result<Model, String> {
    let document: Document = serde_json::from_str(text)
        .map_err(|error| format!("this is no model of archlens in JSON: {error}"))?;
    if document.version != VERSION {
        return Err(format!(
            "the model has version {}, and this program reads version {VERSION}",
            document.version
        ));
    }
    read::model(&document)
}

#[cfg(test)]
mod tests {
    use super::{Document, json, read_json};
    use crate::model::tests::model_of;

    fn check(text: &str) {
        let (checked, sources) = model_of(&[("main.arch", text)], None);
        let written = json(&checked.value, &sources);
        let read = read_json(&written).expect("what was written can be read");
        assert_eq!(read, checked.value);
        assert_eq!(json(&read, &sources), written);
    }

    #[test]
    fn samples_read_back_as_the_same_model() {
        check(include_str!("../../../samples/web-shop.arch"));
        check(include_str!("../../../samples/multi-account.arch"));
        check(include_str!("../../../samples/event-driven.arch"));
        check("");
    }

    #[test]
    fn every_kind_of_statement_reads_back() {
        check(
            r##"
architecture "All" { lens: [serverless, "./a.lens"]; owner: "me"; x-depth: { a: 1; b: [1%, 2d, 3MB, 4/m] } }
layer analytics "Analytics" { after: data }
group g "G" { direction: right; same-row: [a, b]; same-column: [b, c]; lambda a { before: b; pin: top; tags: [pci] }; lambda b; lambda c { link: view v } }
subnet s { type: public; lambda d { spans: [g, s]; x-rate: 1/h } }
service own { extends: lambda; icon: "./i.svg" }
own o { note: "n"; since: 2027-01-31 }
consumer partner { of: a; contract: "v2"; contact: "x"; api-key }
a <-> b "both" { id: f1 }
a -> s
a ~> o "e" { tags: [slow]; link: "https://example.com" }
view v { include: [a, @analytics, @data, #pci, lambda, scenario t, neighbours of a, upstream of b, downstream of b, path from a to b]; exclude: o; collapse: [c]; depth: 2; arrange: flow; a { pin: left; x-w: 1 }; theme: dark }
scenario t { a -> b "both"; alt "x" { a ~> o } else "y" { par { a -> b "both" } and { b -> a "both" } }; loop "l" { a -> s "go" } }
environment e { extends: base; stage: "x" }
environment base
rollout r { environment: e; canary a { steps: [10%, 50%]; interval: 5m } }
waive OPS-001 "r" { until: 2027-06-30; owner: "o" }
waive OPS-002 on a -> b "r"
waive OPS-003 on g "r"
answer q1 "notes" { choices: [a1, a2]; owner: "x" }
"##,
        );
    }

    #[test]
    fn other_texts_are_refused() {
        assert!(read_json("{}").is_err());
        let (checked, sources) = model_of(&[("main.arch", "lambda a; lambda b; a -> b")], None);
        let written = json(&checked.value, &sources);
        assert!(read_json(&written.replace("\"version\": 1", "\"version\": 2")).is_err());
        let broken = written.replace("\"node\": \"b\"", "\"node\": \"c\"");
        assert!(read_json(&broken).is_err_and(|why| why.contains("`c`")));
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test: reads the schema")]
    fn the_published_schema_is_fresh() {
        let schema = schemars::schema_for!(Document);
        let mut fresh = serde_json::to_string_pretty(&schema).expect("a schema is JSON");
        fresh.push('\n');
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/site/schema/model-1.json");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(path, &fresh).expect("the schema can be written");
        }
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == fresh,
            "run this test with BLESS=1 and commit {path}"
        );
    }
}
