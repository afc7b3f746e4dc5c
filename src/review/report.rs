//! From a review to what a report says, in the order in which people talk about it.

use crate::lens::lang::{Lens, Level, Topic};
use crate::lens::{Finding, Outcome, Review, Severity, Subject, Tally, subject_name, witness_path};
use crate::model::{Model, Node, Value};
use crate::source::Sources;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// All that a report says.
#[derive(Clone, Debug)]
pub struct Report {
    pub title: String,
    pub environment: Option<String>,
    pub owner: Option<String>,
    /// The day of the review.
    pub today: String,
    pub lenses: Vec<String>,
    pub scores: Vec<Score>,
    /// The worst first; each with the number that the picture shows.
    pub findings: Vec<FindingView>,
    pub agenda: Vec<Agenda>,
    pub topics: Vec<TopicView>,
    /// The next to end first.
    pub waivers: Vec<WaiverView>,
    pub principles: Vec<(String, String)>,
    pub tally: Tally,
    /// The rules that had nothing to look at.
    pub idle: Vec<String>,
}

/// How a pillar stands.
#[derive(Clone, Debug)]
pub struct Score {
    pub pillar: String,
    pub high: usize,
    pub medium: usize,
    pub low: usize,
    pub info: usize,
    pub questions: usize,
    pub passed: usize,
}

/// A finding in words.
#[derive(Clone, Debug)]
pub struct FindingView {
    pub number: usize,
    pub severity: Severity,
    pub rule: String,
    pub title: String,
    pub pillar: String,
    pub subject: String,
    /// `shop.arch:12:9`
    pub place: String,
    pub message: String,
    pub path: Option<String>,
    pub why: String,
    pub fix: String,
    pub wrong_when: Option<String>,
    pub sources: Vec<String>,
}

/// What one owner has to say or to find out.
#[derive(Clone, Debug)]
pub struct Agenda {
    pub owner: String,
    pub items: Vec<Item>,
}

/// One point of the agenda.
#[derive(Clone, Debug)]
pub struct Item {
    /// The attribute to state, or the id of the question.
    pub what: String,
    pub text: String,
    pub severity: Option<Severity>,
}

/// A question of the framework with its choices.
#[derive(Clone, Debug)]
pub struct TopicView {
    pub label: String,
    pub title: String,
    pub risk: Risk,
    pub choices: Vec<ChoiceView>,
    pub notes: Option<String>,
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
}

/// A choice with what is known of it.
#[derive(Clone, Debug)]
pub struct ChoiceView {
    pub title: String,
    pub level: Level,
    pub state: ChoiceState,
}

/// What is known of a choice.
#[derive(Clone, Debug, PartialEq)]
pub enum ChoiceState {
    /// Some finding shows that it does not hold.
    Disproved(Vec<String>),
    /// People have answered that it holds.
    Answered,
    Open,
}

/// A waiver in words.
#[derive(Clone, Debug)]
pub struct WaiverView {
    pub rule: String,
    pub reason: String,
    pub until: Option<String>,
    pub owner: Option<String>,
    pub past: bool,
    /// How many findings it covers.
    pub covers: usize,
}

/// The order and the titles of the pillars; those of other lenses follow.
const PILLARS: &[(&str, &str)] = &[
    ("operational-excellence", "Operational excellence"),
    ("security", "Security"),
    ("reliability", "Reliability"),
    ("performance", "Performance efficiency"),
    ("cost", "Cost optimization"),
    ("sustainability", "Sustainability"),
];

/// Puts a report together.
pub fn report(
    sources: &Sources,
    model: &Model,
    lenses: &[Lens],
    review: &Review,
    today: &str,
) -> Report {
    let file = sources
        .iter()
        .next()
        .map_or("", |(_, file)| file.name.as_str());
    let title = if model.title.is_empty() {
        file
    } else {
        &model.title
    };
    let idle = review
        .ran
        .iter()
        .filter(|ran| ran.passed + ran.failed + ran.unknown == 0);
    let principles = lenses.iter().flat_map(|lens| &lens.principles);
    Report {
        title: title.to_owned(),
        environment: model.environment.clone(),
        owner: model.owner.clone(),
        today: today.to_owned(),
        lenses: lenses
            .iter()
            .map(|lens| match &lens.version {
                Some(version) => format!("{} {version}", lens.id),
                None => lens.id.clone(),
            })
            .collect(),
        scores: scores(review),
        findings: findings(sources, model, review),
        agenda: agenda(model, review),
        topics: topics(model, lenses, review),
        waivers: waivers(model, review, today),
        principles: principles
            .map(|principle| (principle.title.clone(), principle.text.clone()))
            .collect(),
        tally: review.tally.clone(),
        idle: idle
            .map(|ran| format!("{} {}", ran.rule.id, ran.rule.title))
            .collect(),
    }
}

/// Returns the title of a pillar.
pub(super) fn pillar_title(pillar: &str) -> &str {
    let known = PILLARS.iter().find(|(id, _)| *id == pillar);
    known.map_or(pillar, |(_, title)| title)
}

fn scores(review: &Review) -> Vec<Score> {
    let mut pillars: Vec<&str> = PILLARS.iter().map(|(id, _)| *id).collect();
    for ran in &review.ran {
        if !pillars.contains(&ran.rule.pillar.as_str()) {
            pillars.push(&ran.rule.pillar);
        }
    }
    let mut scores = Vec::new();
    for pillar in pillars {
        let ran = review.ran.iter().filter(|ran| ran.rule.pillar == pillar);
        let open = || {
            review
                .findings
                .iter()
                .filter(|finding| finding.rule.pillar == pillar)
        };
        let count = |severity| {
            open()
                .filter(|finding| finding.is_open_failure() && finding.rule.severity == severity)
                .count()
        };
        let score = Score {
            pillar: pillar.to_owned(),
            high: count(Severity::High),
            medium: count(Severity::Medium),
            low: count(Severity::Low),
            info: count(Severity::Info),
            questions: open().filter(|finding| finding.is_open_question()).count(),
            passed: ran.map(|ran| ran.passed).sum(),
        };
        scores.push(score);
    }
    scores
}

fn findings(sources: &Sources, model: &Model, review: &Review) -> Vec<FindingView> {
    let mut open: Vec<&Finding> = review
        .findings
        .iter()
        .filter(|finding| finding.is_open_failure())
        .collect();
    open.sort_by_key(|finding| Reverse(finding.rule.severity));
    let views = open.into_iter().enumerate();
    views
        .map(|(at, finding)| {
            let (line, column) = sources.line_column(finding.span);
            let file = &sources.file(finding.span.file).name;
            FindingView {
                number: at + 1,
                severity: finding.rule.severity,
                rule: finding.rule.id.clone(),
                title: finding.rule.title.clone(),
                pillar: finding.rule.pillar.clone(),
                subject: subject_name(model, finding.subject),
                place: format!("{file}:{line}:{column}"),
                message: finding.message.clone(),
                path: (!finding.witness.is_empty()).then(|| witness_path(model, &finding.witness)),
                why: finding.rule.why.clone(),
                fix: finding.fix.clone(),
                wrong_when: finding.rule.wrong_when.clone(),
                sources: finding.rule.sources.clone(),
            }
        })
        .collect()
}

/// What is not stated and what only people know, by the one who answers for it.
fn agenda(model: &Model, review: &Review) -> Vec<Agenda> {
    let mut by_owner: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    let mut asked: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&Finding> = review
        .findings
        .iter()
        .filter(|finding| finding.is_open_question())
        .collect();
    open.sort_by_key(|finding| Reverse(finding.rule.severity));
    for finding in open {
        let what: Vec<&str> = finding
            .asks
            .iter()
            .map(String::as_str)
            .filter(|ask| !asked.contains(ask))
            .collect();
        // Several rules often ask for the same attribute; it is on the agenda once.
        if what.is_empty() {
            continue;
        }
        asked.extend(&what);
        by_owner
            .entry(owner(model, finding.subject))
            .or_default()
            .push(Item {
                what: what.join(", "),
                text: format!("{} ({})", finding.rule.title, finding.rule.id),
                severity: Some(finding.rule.severity),
            });
    }
    for question in &review.questions {
        let owner = question.owner.clone().or_else(|| model.owner.clone());
        by_owner
            .entry(owner.unwrap_or_else(|| NOBODY.to_owned()))
            .or_default()
            .push(Item {
                what: question.id.clone(),
                text: format!("{} {}", question.text, question.why),
                severity: None,
            });
    }
    by_owner
        .into_iter()
        .map(|(owner, items)| Agenda { owner, items })
        .collect()
}

const NOBODY: &str = "(no owner)";

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

fn topics(model: &Model, lenses: &[Lens], review: &Review) -> Vec<TopicView> {
    let mut seen = BTreeSet::new();
    let all = lenses.iter().flat_map(|lens| &lens.questions);
    all.filter(|topic| seen.insert(topic.id.as_str()))
        .map(|asked| topic(model, asked, review))
        .collect()
}

fn topic(model: &Model, topic: &Topic, review: &Review) -> TopicView {
    let answer = model
        .answers
        .iter()
        .find(|answer| answer.question == topic.id);
    let mut risk = None;
    let mut all_answered = true;
    let mut choices = Vec::new();
    for choice in &topic.choices {
        let name = format!("{}.{}", topic.id, choice.id);
        let against: BTreeSet<String> = review
            .findings
            .iter()
            .filter(|finding| finding.is_open_failure() && finding.rule.answers.contains(&name))
            .map(|finding| finding.rule.id.clone())
            .collect();
        let answered = answer.is_some_and(|answer| answer.choices.contains(&choice.id));
        let state = if !against.is_empty() {
            let of_choice = match choice.level {
                Level::Required => Risk::High,
                Level::Good => Risk::Medium,
                Level::Best => Risk::Low,
            };
            risk = Some(risk.map_or(of_choice, |known: Risk| known.min(of_choice)));
            ChoiceState::Disproved(against.into_iter().collect())
        } else if answered {
            ChoiceState::Answered
        } else {
            ChoiceState::Open
        };
        all_answered &= state == ChoiceState::Answered;
        choices.push(ChoiceView {
            title: choice.title.clone(),
            level: choice.level,
            state,
        });
    }
    TopicView {
        label: topic.label.clone(),
        title: topic.title.clone(),
        // That no rule objects is no answer: only people can say that a choice holds.
        risk: risk.unwrap_or(if all_answered {
            Risk::None
        } else {
            Risk::Unanswered
        }),
        choices,
        notes: answer.and_then(|answer| answer.notes.clone()),
    }
}

fn waivers(model: &Model, review: &Review, today: &str) -> Vec<WaiverView> {
    let mut views: Vec<WaiverView> = model
        .waivers
        .iter()
        .enumerate()
        .map(|(at, waiver)| WaiverView {
            rule: waiver.rule.clone(),
            reason: waiver.reason.clone(),
            until: waiver.until.clone(),
            owner: waiver.owner.clone(),
            past: waiver.until.as_deref().is_some_and(|until| today > until),
            covers: review
                .findings
                .iter()
                .filter(|finding| finding.outcome == Outcome::Waived(at))
                .count(),
        })
        .collect();
    views.sort_by_key(|waiver| waiver.until.clone().unwrap_or_else(|| "9999".to_owned()));
    views
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
        }
    }
}
