//! From a review to what a report says, in the order in which people talk about it.

use super::agenda::{self, Agenda};
use super::findings::{self, FindingView};
use super::topics::{self, TopicView};
use crate::lens::lang::Lens;
use crate::lens::{Outcome, Review, Severity, Tally};
use crate::model::Model;
use crate::source::Sources;

/// All that a report says.
#[derive(Clone, Debug)]
pub struct Report {
    pub title: String,
    pub environment: Option<String>,
    pub owner: Option<String>,
    /// The day of the review.
    pub today: String,
    /// Each with its version.
    pub lenses: Vec<String>,
    pub scores: Vec<Score>,
    /// The worst first.
    pub findings: Vec<FindingView>,
    pub agenda: Vec<Agenda>,
    pub topics: Vec<TopicView>,
    pub principles: Vec<PrincipleView>,
    /// The next to end first.
    pub waivers: Vec<WaiverView>,
    pub tally: Tally,
    /// The rules that had nothing to look at.
    pub idle: Vec<String>,
}

/// How a pillar stands.
#[derive(Clone, Debug)]
pub struct Score {
    pub pillar: String,
    /// In the order of [`COLUMNS`].
    pub counts: [usize; 6],
}

/// What is counted of each pillar: the heading, and a word for the look of it.
pub(super) const COLUMNS: [(&str, &str); 6] = [
    ("High", "high"),
    ("Medium", "medium"),
    ("Low", "low"),
    ("Info", "info"),
    ("Open questions", "asked"),
    ("Passed", "passed"),
];

/// A principle of design with the numbers of the findings that speak against it.
#[derive(Clone, Debug)]
pub struct PrincipleView {
    pub title: String,
    pub text: String,
    pub against: Vec<usize>,
}

/// A waiver in words.
#[derive(Clone, Debug)]
pub struct WaiverView {
    /// The rule's id, as the waiver names it, and its title where a lens of the run has it.
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
    let title = match model.title.as_str() {
        "" => file,
        title => title,
    };
    let idle = review
        .ran
        .iter()
        .filter(|ran| ran.passed + ran.failed + ran.unknown == 0);
    let findings = findings::views(sources, model, review);
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
        principles: principles(lenses, &findings),
        findings,
        agenda: agenda::by_owner(model, review),
        topics: topics::views(model, lenses, review),
        waivers: waivers(model, review, today),
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
    let scores = pillars.into_iter().map(|pillar| {
        let own = || {
            let findings = review.findings.iter();
            findings.filter(|finding| finding.rule.pillar == pillar)
        };
        let failed = |severity| {
            own()
                .filter(|finding| finding.is_open_failure() && finding.rule.severity == severity)
                .count()
        };
        let ran = review.ran.iter().filter(|ran| ran.rule.pillar == pillar);
        Score {
            pillar: pillar.to_owned(),
            counts: [
                failed(Severity::High),
                failed(Severity::Medium),
                failed(Severity::Low),
                failed(Severity::Info),
                own().filter(|finding| finding.is_open_question()).count(),
                ran.map(|ran| ran.passed).sum(),
            ],
        }
    });
    scores.collect()
}

fn principles(lenses: &[Lens], findings: &[FindingView]) -> Vec<PrincipleView> {
    let all = lenses.iter().flat_map(|lens| &lens.principles);
    all.map(|principle| {
        let against = findings
            .iter()
            .filter(|finding| principle.rules.contains(&finding.rule));
        PrincipleView {
            title: principle.title.clone(),
            text: principle.text.clone(),
            against: against
                .flat_map(|finding| finding.cases.iter().map(|case| case.number))
                .collect(),
        }
    })
    .collect()
}

fn waivers(model: &Model, review: &Review, today: &str) -> Vec<WaiverView> {
    let waivers = model.waivers.iter().enumerate();
    let mut views: Vec<WaiverView> = waivers
        .map(|(at, waiver)| {
            let rules = review.ran.iter().map(|ran| &ran.rule);
            let rule = rules
                .filter(|rule| rule.id == waiver.rule || rule.slug == waiver.rule)
                .map(|rule| format!("{} {}", rule.id, rule.title))
                .next();
            let covered = review
                .findings
                .iter()
                .filter(|finding| finding.outcome == Outcome::Waived(at));
            WaiverView {
                rule: rule.unwrap_or_else(|| waiver.rule.clone()),
                reason: waiver.reason.clone(),
                until: waiver.until.clone(),
                owner: waiver.owner.clone(),
                past: waiver.until.as_deref().is_some_and(|until| today > until),
                covers: covered.count(),
            }
        })
        .collect();
    views.sort_by_key(|waiver| waiver.until.clone().unwrap_or_else(|| "9999".to_owned()));
    views
}

impl Report {
    /// Returns how many findings there are.
    pub fn count(&self) -> usize {
        self.findings
            .iter()
            .map(|finding| finding.cases.len())
            .sum()
    }

    /// Returns the sums of the scorecard.
    pub(super) fn sums(&self) -> [usize; 6] {
        let mut sums = [0; 6];
        for score in &self.scores {
            for (sum, count) in sums.iter_mut().zip(score.counts) {
                *sum += count;
            }
        }
        sums
    }
}
