//! One file a question, in the shape of `UpdateAnswerInput`.
//!
//! Only `ChoiceUpdates` are written, so that what people chose in the tool stays. A rule never selects a choice: at most it
//! unselects one, with its evidence; what is selected was answered in the `.arch` file.

use super::limits::{CHOICE_NOTES, QUESTION_NOTES};
use super::{choice_id, fit, plain_id};
use crate::lens::{Review, subject_name};
use crate::model::Model;
use crate::review::{ChoiceState, Report, Risk, TopicView};
use serde_json::{Map, Value, json};

/// Where in the tool the answers go.
#[derive(Clone, Debug)]
pub struct Target {
    /// The id of the workload; left out where it is given on the command line.
    pub workload: Option<String>,
    /// The alias of an official lens, or the ARN of a custom one.
    pub lens: String,
}

/// The answer to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerFile {
    /// `ops_q1.json`
    pub name: String,
    pub text: String,
}

/// Returns the answers of a report; a question about which there is nothing to say has no file.
pub fn answers(report: &Report, model: &Model, review: &Review, to: &Target) -> Vec<AnswerFile> {
    let topics = report.topics.iter();
    let files = topics.filter_map(|topic| {
        let applies = topic.risk != Risk::NotApplicable;
        let updates = match applies {
            true => updates(topic, model, review),
            false => Map::new(),
        };
        let notes = topic.notes.as_deref().unwrap_or_default();
        if applies && updates.is_empty() && notes.is_empty() {
            return None;
        }
        let mut input = Map::new();
        if let Some(workload) = &to.workload {
            input.insert("WorkloadId".to_owned(), json!(workload));
        }
        input.insert("LensAlias".to_owned(), json!(to.lens));
        input.insert("QuestionId".to_owned(), json!(plain_id(&topic.id)));
        if applies {
            input.insert("ChoiceUpdates".to_owned(), Value::Object(updates));
        } else {
            input.insert("IsApplicable".to_owned(), json!(false));
            input.insert("Reason".to_owned(), json!(reason(topic)));
        }
        if !notes.is_empty() {
            input.insert("Notes".to_owned(), json!(fit(notes, QUESTION_NOTES)));
        }
        let text = serde_json::to_string_pretty(&input).unwrap_or_default() + "\n";
        let name = format!("{}.json", plain_id(&topic.id));
        Some(AnswerFile { name, text })
    });
    files.collect()
}

/// The tool's word for why a question does not apply.
fn reason(topic: &TopicView) -> &'static str {
    match topic.reason.as_deref() {
        Some("out-of-scope") => "OUT_OF_SCOPE",
        Some("business-priorities") => "BUSINESS_PRIORITIES",
        Some("architecture-constraints") => "ARCHITECTURE_CONSTRAINTS",
        Some(_) => "OTHER",
        None => "NONE",
    }
}

fn updates(topic: &TopicView, model: &Model, review: &Review) -> Map<String, Value> {
    let mut updates = Map::new();
    for choice in &topic.choices {
        let update = match &choice.state {
            ChoiceState::Open => continue,
            ChoiceState::Answered => json!({ "Status": "SELECTED" }),
            ChoiceState::Disproved(_) => {
                let name = format!("{}.{}", topic.id, choice.id);
                let notes = fit(&evidence(&name, model, review), CHOICE_NOTES);
                json!({ "Status": "UNSELECTED", "Notes": notes })
            }
        };
        updates.insert(choice_id(&topic.id, &choice.id), update);
    }
    updates
}

/// What speaks against a choice: the rules with what they fail on.
fn evidence(choice: &str, model: &Model, review: &Review) -> String {
    let mut rules: Vec<(String, Vec<String>)> = Vec::new();
    for finding in &review.findings {
        if !finding.is_open_failure() || !finding.rule.answers.iter().any(|name| name == choice) {
            continue;
        }
        let rule = format!("{} {}", finding.rule.id, finding.rule.title);
        let subject = subject_name(model, finding.subject);
        match rules.last_mut() {
            Some((last, subjects)) if *last == rule => subjects.push(subject),
            _ => rules.push((rule, vec![subject])),
        }
    }
    let rules = rules
        .into_iter()
        .map(|(rule, subjects)| format!("{rule}: {}", subjects.join(", ")));
    rules.collect::<Vec<_>>().join("; ")
}
