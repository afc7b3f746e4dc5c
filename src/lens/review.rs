//! Rules against a model: every match judged, one finding a subject.

use super::eval::{Around, Outcome, Truth, add, truth, value};
use super::finding::{About, Finding, Ran, Review, Subject, Verdict};
use super::graph::{Graph, Thing, What};
use super::lang::{Demand, Expr, Lens, Rule, Slot};
use super::search::{Bound, Frame, Go, OverBudget, Search};
use super::verdicts::{Verdicts, Worst};
use super::{finding, free, note, questions, show, tell, waive};
use crate::model::{Model, Node, Value};
use crate::source::Checked;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How a review is to be done.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The day on which the review is done, as `2027-06-30`; without one nothing is past.
    pub today: Option<String>,
    /// The fingerprints of findings that are known already.
    pub baseline: BTreeSet<String>,
    /// How severe findings of some rules are in this project: by id or slug.
    pub severities: BTreeMap<String, finding::Severity>,
    /// The steps that a rule may take; [`STEPS`] where nothing is said.
    pub steps: Option<u64>,
}

/// The steps that a rule may take on a model.
pub const STEPS: u64 = 20_000_000;

/// Judges a model. The findings are in rule order, then in source order.
pub fn review(model: &Model, lenses: &[Lens], options: &Options) -> Checked<Review> {
    let graph = Graph::of(model);
    let mut review = Review::default();
    let mut diagnostics = Vec::new();
    let mut seen = BTreeSet::new();
    let mut verdicts = Verdicts::of(&graph);
    for rule in lenses.iter().flat_map(|lens| &lens.rules) {
        // Two lenses that extend the same one bring its rules once.
        if !seen.insert(rule.id.as_str()) {
            continue;
        }
        let about = Arc::new(about(rule, options));
        diagnostics.extend(note::stale(rule, options));
        match judge(&graph, rule, &about, options, &mut verdicts) {
            Ok(judged) => take(&mut review, about, judged),
            Err(OverBudget) => {
                diagnostics.push(note::over_budget(rule, options));
                verdicts.forget();
            }
        }
    }
    let held = verdicts.held();
    review.held = held
        .map(|(bound, count)| (subject_of(&graph, bound), count))
        .collect();
    questions::ask(&graph, lenses, &mut review);
    diagnostics.extend(note::unknown_rules(model, lenses));
    diagnostics.extend(note::unknown_answers(model, lenses));
    waive::apply(&graph, options, &mut review);
    Checked {
        value: review,
        diagnostics,
    }
}

fn about(rule: &Rule, options: &Options) -> About {
    let severity = options
        .severities
        .get(&rule.id)
        .or(options.severities.get(&rule.slug));
    About {
        id: rule.id.clone(),
        slug: rule.slug.clone(),
        title: rule.title.clone(),
        lens: rule.lens.clone(),
        pillar: rule.pillar.clone(),
        severity: severity.copied().unwrap_or(rule.severity),
        status: rule.status,
        since: rule.since.clone(),
        checked: rule.checked.clone(),
        why: rule.why.clone(),
        wrong_when: rule.wrong_when.clone(),
        sources: rule.sources.clone(),
        answers: rule.answers.clone(),
    }
}

fn take(review: &mut Review, rule: Arc<About>, judged: Judged) {
    let mut ran = Ran {
        rule,
        passed: judged.passed,
        failed: 0,
        unknown: 0,
        waived: 0,
    };
    for finding in judged.findings {
        match finding.verdict {
            Verdict::Fail => ran.failed += 1,
            _ => ran.unknown += 1,
        }
        review.findings.push(finding);
    }
    let tally = &mut review.tally;
    tally.rules += 1;
    tally.passed += ran.passed;
    if ran.passed + ran.failed + ran.unknown == 0 {
        tally.not_applicable += 1;
    }
    review.ran.push(ran);
}

/// What a rule makes of a model.
pub(super) struct Judged {
    /// How many subjects passed.
    pub passed: usize,
    pub findings: Vec<Finding>,
}

/// Prepares a search for a rule.
pub(super) fn search<'g, 'm>(graph: &'g Graph<'m>, rule: &Rule, steps: u64) -> Search<'g, 'm> {
    let mut search = Search::new(graph, rule.slots.len(), steps);
    search.free = free::free(rule);
    search
}

fn judge<'m>(
    graph: &Graph<'m>,
    rule: &'m Rule,
    about: &Arc<About>,
    options: &Options,
    verdicts: &mut Verdicts<'m>,
) -> Result<Judged, OverBudget> {
    let mut search = search(graph, rule, options.steps.unwrap_or(STEPS));
    let around = Around {
        today: options.today.as_deref(),
        group: &[],
    };
    if let Some(end) = free::deciding_end(rule) {
        let classes = classes(&mut search, rule, end, around)?;
        search.deciding = Some((end, classes));
    }
    let mut groups: BTreeMap<String, Vec<Frame>> = BTreeMap::new();
    search.each(&rule.query, &mut |search| {
        let known = verdicts.worst(about_of(search, rule.subject));
        // Only a shorter proof of a failure is worth more work.
        if known.is_some_and(|known| {
            known.verdict == Verdict::Fail && known.frame.path.len() <= search.frame.path.len()
        }) {
            return Ok(Go::On);
        }
        let applies = match &rule.query.condition {
            Some(condition) => truth(search, condition, around)?,
            None => Truth::Yes,
        };
        if applies == Truth::No {
            return Ok(Go::On);
        }
        if let Some(key) = &rule.group_by {
            return grouped(search, rule, key, around, applies, &mut groups, verdicts);
        }
        let holds = demands(search, rule, around)?;
        record(verdicts, search, rule, verdict(applies, holds), &[]);
        Ok(Go::On)
    })?;
    for group in groups.into_values() {
        search.frame = group[0].clone();
        let around = Around {
            group: &group,
            ..around
        };
        let holds = demands(&mut search, rule, around)?;
        record(verdicts, &search, rule, verdict(Truth::Yes, holds), &group);
    }
    tell::findings(&mut search, rule, about, around, verdicts.take())
}

/// Judges each thing that can be the end that alone decides: those that fail, that are unknown, and that pass.
fn classes<'m>(
    search: &mut Search<'_, 'm>,
    rule: &'m Rule,
    end: Slot,
    around: Around,
) -> Result<[Vec<Thing>; 3], OverBudget> {
    let mut classes = [Vec::new(), Vec::new(), Vec::new()];
    let last = rule.query.chains.last().and_then(|chain| chain.hops.last());
    let Some((_, node)) = last else {
        return Ok(classes);
    };
    for thing in search.all_like(node)? {
        search.bind(end, Some(Bound::Thing(thing)));
        let applies = match &rule.query.condition {
            Some(condition) => truth(search, condition, around)?,
            None => Truth::Yes,
        };
        if applies != Truth::No {
            let holds = demands(search, rule, around)?;
            let class = match verdict(applies, holds) {
                Truth::No => 0,
                Truth::Unknown(_) => 1,
                Truth::Yes => 2,
            };
            classes[class].push(thing);
        }
        search.bind(end, None);
    }
    Ok(classes)
}

fn grouped<'m>(
    search: &mut Search<'_, 'm>,
    rule: &Rule,
    key: &'m Expr,
    around: Around,
    applies: Truth<'m>,
    groups: &mut BTreeMap<String, Vec<Frame>>,
    verdicts: &mut Verdicts<'m>,
) -> Result<Go, OverBudget> {
    let asks = match (applies, value(search, key, around)?) {
        (Truth::Unknown(mut asks), Outcome::Unknown(more)) => {
            asks.extend(more);
            asks
        }
        (Truth::Unknown(asks), _) | (_, Outcome::Unknown(asks)) => asks,
        (_, Outcome::Known(key)) if *key == Value::None => {
            record(verdicts, search, rule, Truth::Yes, &[]);
            return Ok(Go::On);
        }
        (_, Outcome::Known(key)) => {
            let key = show::in_words(search, &key, "");
            groups.entry(key).or_default().push(search.frame.clone());
            return Ok(Go::On);
        }
        (_, Outcome::Bound(bound)) => {
            groups
                .entry(format!("{bound:?}"))
                .or_default()
                .push(search.frame.clone());
            return Ok(Go::On);
        }
    };
    record(verdicts, search, rule, Truth::Unknown(asks), &[]);
    Ok(Go::On)
}

/// A rule holds of what it does not apply to.
fn verdict<'m>(applies: Truth<'m>, holds: Truth<'m>) -> Truth<'m> {
    match (applies, holds) {
        (Truth::No, _) | (_, Truth::Yes) => Truth::Yes,
        (Truth::Yes, holds) => holds,
        (Truth::Unknown(asks), Truth::No) => Truth::Unknown(asks),
        (Truth::Unknown(mut asks), Truth::Unknown(more)) => {
            asks.extend(more);
            Truth::Unknown(asks)
        }
    }
}

/// Returns whether all that a rule demands holds of the match.
pub(super) fn demands<'m>(
    search: &mut Search<'_, 'm>,
    rule: &'m Rule,
    around: Around,
) -> Result<Truth<'m>, OverBudget> {
    let mut asks = Vec::new();
    for demand in &rule.demands {
        let holds = match demand {
            Demand::Require(condition) => truth(search, condition, around)?,
            Demand::Forbid(condition) => truth(search, condition, around)?.negated(),
            Demand::ForbidMatch(_) => Truth::No,
        };
        match holds {
            Truth::No => return Ok(Truth::No),
            Truth::Unknown(more) => add(&mut asks, more),
            Truth::Yes => {}
        }
    }
    Ok(match asks.is_empty() {
        true => Truth::Yes,
        false => Truth::Unknown(asks),
    })
}

/// Takes note of what the match that the search is at comes to.
fn record<'m>(
    verdicts: &mut Verdicts<'m>,
    search: &Search,
    rule: &Rule,
    holds: Truth<'m>,
    group: &[Frame],
) {
    let about = about_of(search, rule.subject);
    let (verdict, asks) = match holds {
        Truth::Yes => {
            verdicts.set(about, None);
            return;
        }
        Truth::No => (Verdict::Fail, Vec::new()),
        Truth::Unknown(asks) => (Verdict::Unknown, asks),
    };
    if let Some(known) = verdicts.worst(about) {
        let shorter = search.frame.path.len() < known.frame.path.len();
        let better = match verdict == known.verdict {
            true => shorter,
            false => verdict == Verdict::Fail,
        };
        if !better {
            return;
        }
    }
    let found = Worst {
        verdict,
        frame: search.frame.clone(),
        asks,
        group: group.to_vec(),
    };
    verdicts.set(about, Some(found));
}

/// Returns what a slot is bound to; the architecture where that is nothing.
fn about_of(search: &Search, slot: Slot) -> Bound {
    let architecture = Bound::Thing(search.graph.architecture());
    search.bound(slot).unwrap_or(architecture)
}

/// Returns what a finding is about.
pub(super) fn subject(search: &Search, slot: Slot) -> Subject {
    subject_of(search.graph, about_of(search, slot))
}

pub(super) fn subject_of(graph: &Graph, about: Bound) -> Subject {
    match about {
        Bound::Relation(relation) => Subject::Relation(relation),
        Bound::Thing(thing) => match graph.what(thing) {
            What::Element(id) => Subject::Node(Node::Element(id)),
            What::Group(id) => Subject::Node(Node::Group(id)),
            What::Rollout(at) => Subject::Rollout(at),
            What::Move(at, step) => Subject::Move(at, step),
            What::Environment(at) => Subject::Environment(at),
            What::Architecture => Subject::Architecture,
        },
    }
}
