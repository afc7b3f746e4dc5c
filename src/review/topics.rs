//! The questions of the framework: what findings say of their choices, and the risk that follows.

use crate::lens::Review;
use crate::lens::lang::{Lens, Level, Topic};
use crate::model::{Answer, Model, Value};
use std::collections::BTreeSet;

/// A question of the framework with its choices.
#[derive(Clone, Debug)]
pub struct TopicView {
    /// `ops_q1`
    pub id: String,
    pub label: String,
    pub title: String,
    pub risk: Risk,
    pub choices: Vec<ChoiceView>,
    pub notes: Option<String>,
    /// Why the question does not apply, where an answer gives a reason: `out-of-scope`.
    pub reason: Option<String>,
}

/// The risk of a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    High,
    Medium,
    Low,
    /// Every choice was answered with yes.
    None,
    Unanswered,
    /// People have answered that the question is not about this design.
    NotApplicable,
}

/// A choice with what is known of it.
#[derive(Clone, Debug)]
pub struct ChoiceView {
    /// `a3`
    pub id: String,
    pub title: String,
    pub level: Level,
    pub state: ChoiceState,
}

/// What is known of a choice.
#[derive(Clone, Debug, PartialEq)]
pub enum ChoiceState {
    /// Some finding shows that it does not hold: the rules, in the order of their ids.
    Disproved(Vec<String>),
    /// People have answered that it holds.
    Answered,
    Open,
}

/// Returns the questions of all lenses, each once.
pub(super) fn views(model: &Model, lenses: &[Lens], review: &Review) -> Vec<TopicView> {
    let mut seen = BTreeSet::new();
    let all = lenses.iter().flat_map(|lens| &lens.questions);
    all.filter(|topic| seen.insert(topic.id.as_str()))
        .map(|asked| view(model, asked, review))
        .collect()
}

fn view(model: &Model, topic: &Topic, review: &Review) -> TopicView {
    // Several people may answer parts of a question.
    let answers = model.answers.iter();
    let answers: Vec<&Answer> = answers
        .filter(|answer| answer.question == topic.id)
        .collect();
    let notes = answers.iter().filter_map(|answer| notes(answer));
    let notes: Vec<String> = notes.collect();
    let choices: Vec<ChoiceView> = topic
        .choices
        .iter()
        .map(|choice| {
            let name = format!("{}.{}", topic.id, choice.id);
            let against: BTreeSet<String> = review
                .findings
                .iter()
                .filter(|finding| finding.is_open_failure() && finding.rule.answers.contains(&name))
                .map(|finding| finding.rule.id.clone())
                .collect();
            let answered = answers
                .iter()
                .any(|answer| answer.choices.contains(&choice.id));
            let state = match (against.is_empty(), answered) {
                (false, _) => ChoiceState::Disproved(against.into_iter().collect()),
                (true, true) => ChoiceState::Answered,
                (true, false) => ChoiceState::Open,
            };
            ChoiceView {
                id: choice.id.clone(),
                title: choice.title.clone(),
                level: choice.level,
                state,
            }
        })
        .collect();
    TopicView {
        id: topic.id.clone(),
        label: topic.label.clone(),
        title: topic.title.clone(),
        risk: match answers.iter().any(|answer| is_not_applicable(answer)) {
            true => Risk::NotApplicable,
            false => risk(&choices),
        },
        choices,
        reason: answers.iter().find_map(|answer| text(answer, "reason")),
        notes: (!notes.is_empty()).then(|| notes.join("\n")),
    }
}

/// What an answer says in words: behind its name, or as its note.
fn notes(answer: &Answer) -> Option<String> {
    let notes = answer.notes.clone().or_else(|| text(answer, "note"));
    notes.filter(|notes| !notes.is_empty())
}

fn text(answer: &Answer, key: &str) -> Option<String> {
    match answer.attributes.value(key) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

/// Returns whether an answer says that its question is not about this design.
pub(super) fn is_not_applicable(answer: &Answer) -> bool {
    answer.attributes.value("not-applicable") == Some(&Value::Bool(true))
}

/// The risk by the most needed choice that does not hold. That no rule objects is no answer: only people can say that a
/// choice holds.
fn risk(choices: &[ChoiceView]) -> Risk {
    let disproved = choices
        .iter()
        .filter(|choice| matches!(choice.state, ChoiceState::Disproved(_)));
    let worst = disproved.map(|choice| match choice.level {
        Level::Required => Risk::High,
        Level::Good => Risk::Medium,
        Level::Best => Risk::Low,
    });
    let all_hold = choices
        .iter()
        .all(|choice| choice.state == ChoiceState::Answered);
    worst.min().unwrap_or(match all_hold {
        true => Risk::None,
        false => Risk::Unanswered,
    })
}

impl Risk {
    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Risk::High => "high",
            Risk::Medium => "medium",
            Risk::Low => "low",
            Risk::None => "none",
            Risk::Unanswered => "not answered",
            Risk::NotApplicable => "not applicable",
        }
    }
}

impl ChoiceState {
    /// Returns what is known, in words.
    pub(super) fn words(&self) -> String {
        match self {
            ChoiceState::Disproved(rules) => format!("does not hold: {}", rules.join(", ")),
            ChoiceState::Answered => "holds, as answered".to_owned(),
            ChoiceState::Open => "open".to_owned(),
        }
    }
}

/// Returns the word for how much a choice matters.
pub(super) fn level_word(level: Level) -> &'static str {
    match level {
        Level::Required => "required",
        Level::Good => "good",
        Level::Best => "best",
    }
}
