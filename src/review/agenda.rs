//! What is not stated and what only people know, by the one who answers for it.

use super::names;
use super::topics::is_not_applicable;
use crate::lens::{Finding, Question, Review, Severity, Subject};
use crate::model::{Model, Node, Titles, Value, series};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What one owner has to say or to find out.
#[derive(Clone, Debug)]
pub struct Agenda {
    pub owner: String,
    pub items: Vec<Item>,
}

/// One point of the agenda.
#[derive(Clone, Debug)]
pub struct Item {
    /// The id of the rule or the question.
    pub id: String,
    /// What is asked.
    pub text: String,
    /// Why it is asked, for questions; those of rules stand on the rule's page.
    pub why: String,
    /// The attributes to state, as the file names them.
    pub asks: Vec<String>,
    /// The same for people: `timeout` of “Place order” and “Pay”.
    pub said: Vec<String>,
    /// The choices that it speaks to, for questions: `ops_q1.a2`.
    pub answers: Vec<String>,
    pub severity: Option<Severity>,
}

/// Returns the agenda in the order of the owners' names: what the design does not state, the worst first, then what
/// only people know. Several rules often ask for the same attribute; it is on the agenda once.
pub(super) fn by_owner(model: &Model, review: &Review) -> Vec<Agenda> {
    let mut by_owner: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    let mut asked: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&Finding> = review
        .findings
        .iter()
        .filter(|finding| finding.is_open_question())
        .collect();
    open.sort_by_key(|finding| Reverse(finding.rule.severity));
    for finding in open {
        let asks = finding.asks.iter().filter(|ask| asked.insert(ask.as_str()));
        let asks: Vec<String> = asks.cloned().collect();
        if asks.is_empty() {
            continue;
        }
        let items = by_owner.entry(owner(model, finding.subject)).or_default();
        match items.iter_mut().find(|item| item.id == finding.rule.id) {
            Some(item) => item.asks.extend(asks),
            None => items.push(Item {
                id: finding.rule.id.clone(),
                text: format!("{}?", finding.rule.title),
                why: String::new(),
                asks,
                said: Vec::new(),
                answers: Vec::new(),
                severity: Some(finding.rule.severity),
            }),
        }
    }
    let titles = Titles::of_model(model);
    for item in by_owner.values_mut().flatten() {
        item.said = said(&titles, &item.asks);
    }
    let questions = review.questions.iter();
    for question in questions.filter(|question| !is_answered(model, question)) {
        let owner = question.owner.clone().or_else(|| model.owner.clone());
        let about = match question.subject {
            Subject::Architecture => String::new(),
            subject => format!("{}: ", names::subject(&titles, model, subject)),
        };
        by_owner
            .entry(owner.unwrap_or_else(|| NOBODY.to_owned()))
            .or_default()
            .push(Item {
                id: question.id.clone(),
                text: format!("{about}{}", question.text),
                why: question.why.clone(),
                asks: Vec::new(),
                said: Vec::new(),
                answers: question.answers.clone(),
                severity: None,
            });
    }
    by_owner
        .into_iter()
        .map(|(owner, items)| Agenda { owner, items })
        .collect()
}

/// Says what is to be stated, the things that lack the same attribute together.
fn said(titles: &Titles, asks: &[String]) -> Vec<String> {
    let mut by_key: Vec<(&str, Vec<String>)> = Vec::new();
    let mut said = Vec::new();
    for ask in asks {
        match titles.part(ask) {
            Some((key, thing)) => match by_key.iter_mut().find(|(known, _)| *known == key) {
                Some((_, things)) => things.push(thing),
                None => by_key.push((key, vec![thing])),
            },
            None => said.push(format!("`{ask}`")),
        }
    }
    let mut by_things: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    for (key, things) in by_key {
        let key = format!("`{key}`");
        match by_things.iter_mut().find(|(known, _)| *known == things) {
            Some((_, keys)) => keys.push(key),
            None => by_things.push((things, vec![key])),
        }
    }
    let grouped = by_things.iter();
    said.extend(grouped.map(|(things, keys)| format!("{} of {}", series(keys), series(things))));
    said
}

const NOBODY: &str = "nobody yet";

/// Whether the file answers every choice that a question speaks to.
fn is_answered(model: &Model, question: &Question) -> bool {
    let is_chosen = |name: &String| {
        let Some((question, choice)) = name.split_once('.') else {
            return false;
        };
        let mut answers = model.answers.iter();
        answers.any(|answer| {
            let is_chosen = answer.choices.iter().any(|chosen| chosen == choice);
            answer.question == question && (is_chosen || is_not_applicable(answer))
        })
    };
    !question.answers.is_empty() && question.answers.iter().all(is_chosen)
}

/// The owner of a thing: its own, or that of a group around it, or that of the architecture.
fn owner(model: &Model, subject: Subject) -> String {
    let node = match subject {
        Subject::Node(node) => Some(node),
        Subject::Relation(id) => Some(model.relations[id.0 as usize].from.node),
        _ => None,
    };
    let (mut stated, mut group) = match node {
        Some(Node::Element(id)) => {
            let element = &model.elements[id.0 as usize];
            (element.attributes.value("owner"), element.group)
        }
        Some(Node::Group(id)) => (None, Some(id)),
        None => (None, None),
    };
    while let (None, Some(id)) = (stated, group) {
        let outer = &model.groups[id.0 as usize];
        stated = outer.attributes.value("owner");
        group = outer.parent;
    }
    match stated {
        Some(Value::Text(owner)) => owner.clone(),
        _ => model.owner.clone().unwrap_or_else(|| NOBODY.to_owned()),
    }
}
