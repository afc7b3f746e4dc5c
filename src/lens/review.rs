//! Rules against a model: every match judged, one finding a subject.

use super::eval::{Around, Asked, Outcome, Truth, asked, truth, value};
use super::finding::{About, Change, Finding, Question, Ran, Review, Subject, Verdict};
use super::graph::{Graph, Thing, What};
use super::lang::{BUDGET, Demand, Expr, Lens, RULE, Rule, STALE, Slot};
use super::search::{Bound, Frame, Go, OverBudget, Search};
use super::{finding, free, show, waive};
use crate::model::{Model, Node, Value, Waived};
use crate::source::{Checked, Diagnostic, Span, closest};
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
    for rule in lenses.iter().flat_map(|lens| &lens.rules) {
        // Two lenses that extend the same one bring its rules once.
        if !seen.insert(rule.id.as_str()) {
            continue;
        }
        let about = Arc::new(about(rule, options));
        diagnostics.extend(stale(rule, options));
        match judge(&graph, rule, &about, options) {
            Ok(judged) => take(&mut review, about, judged),
            Err(OverBudget) => diagnostics.push(over_budget(rule, options)),
        }
    }
    questions(&graph, lenses, &mut review);
    diagnostics.extend(unknown_rules(model, lenses));
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

fn stale(rule: &Rule, options: &Options) -> Option<Diagnostic> {
    let (checked, today) = (rule.checked.as_deref()?, options.today.as_deref()?);
    let (year, rest) = checked.split_once('-')?;
    let next = format!("{:04}-{rest}", year.parse::<u32>().ok()? + 1);
    (today > next.as_str()).then(|| {
        let message = format!(
            "the facts of `{}` were last checked on {checked}, so what it says may have changed since",
            rule.id
        );
        Diagnostic::note(&STALE, rule.id_span, message)
    })
}

fn over_budget(rule: &Rule, options: &Options) -> Diagnostic {
    let steps = options.steps.unwrap_or(STEPS);
    let message = format!(
        "the rule `{}` needs more than {steps} steps on this model, so it was not run to its end",
        rule.id
    );
    Diagnostic::error(&BUDGET, rule.query.span, message).help(
        "connect the nodes of the pattern by arrows, or bound the repetition, as in `->{1,4}`",
    )
}

fn unknown_rules(model: &Model, lenses: &[Lens]) -> Vec<Diagnostic> {
    let rules = lenses.iter().flat_map(|lens| &lens.rules);
    let known: BTreeSet<&str> = rules
        .flat_map(|rule| [rule.id.as_str(), rule.slug.as_str()])
        .collect();
    let strangers = model
        .waivers
        .iter()
        .filter(|waiver| !known.contains(waiver.rule.as_str()));
    strangers
        .map(|waiver| {
            let message = format!(
                "no lens of this run has a rule `{}`, so this waives nothing",
                waiver.rule
            );
            let mut diagnostic = Diagnostic::warning(&RULE, waiver.span, message);
            diagnostic.help = closest(&waiver.rule, known.iter().copied())
                .map(|near| format!("did you mean `{near}`?"));
            diagnostic
        })
        .collect()
}

fn take(review: &mut Review, rule: Arc<About>, judged: Judged) {
    let mut ran = Ran {
        rule,
        passed: judged.passed.len(),
        failed: 0,
        unknown: 0,
        waived: 0,
    };
    for subject in judged.passed {
        *review.held.entry(subject).or_default() += 1;
    }
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

struct Judged {
    passed: Vec<Subject>,
    findings: Vec<Finding>,
}

/// The verdicts so far; of what passes nothing more is told.
type Verdicts<'m> = BTreeMap<Subject, Option<Box<Worst<'m>>>>;

/// That a subject does not pass, with the match that proves it.
struct Worst<'m> {
    verdict: Verdict,
    frame: Frame,
    asks: Vec<Asked<'m>>,
    group: Vec<Frame>,
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
    let mut worst: Verdicts = BTreeMap::new();
    let mut groups: BTreeMap<String, Vec<Frame>> = BTreeMap::new();
    search.each(&rule.query, &mut |search| {
        let subject = subject(search, rule.subject);
        let known = worst.get(&subject).and_then(Option::as_ref);
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
            return grouped(
                search,
                key,
                around,
                applies,
                subject,
                &mut groups,
                &mut worst,
            );
        }
        let holds = demands(search, rule, around)?;
        record(
            &mut worst,
            subject,
            verdict(applies, holds),
            &search.frame,
            &[],
        );
        Ok(Go::On)
    })?;
    for group in groups.into_values() {
        search.frame = group[0].clone();
        let around = Around {
            group: &group,
            ..around
        };
        let holds = demands(&mut search, rule, around)?;
        let subject = subject(&search, rule.subject);
        record(
            &mut worst,
            subject,
            verdict(Truth::Yes, holds),
            &group[0],
            &group,
        );
    }
    findings(&mut search, rule, about, around, worst)
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
    key: &'m Expr,
    around: Around,
    applies: Truth<'m>,
    subject: Subject,
    groups: &mut BTreeMap<String, Vec<Frame>>,
    worst: &mut Verdicts<'m>,
) -> Result<Go, OverBudget> {
    let asks = match (applies, value(search, key, around)?) {
        (Truth::Unknown(mut asks), Outcome::Unknown(more)) => {
            asks.extend(more);
            asks
        }
        (Truth::Unknown(asks), _) | (_, Outcome::Unknown(asks)) => asks,
        (_, Outcome::Known(key)) if *key == Value::None => {
            record(worst, subject, Truth::Yes, &search.frame, &[]);
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
    record(worst, subject, Truth::Unknown(asks), &search.frame, &[]);
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
            Truth::Unknown(more) => asks.extend(more),
            Truth::Yes => {}
        }
    }
    Ok(match asks.is_empty() {
        true => Truth::Yes,
        false => Truth::Unknown(asks),
    })
}

fn record<'m>(
    worst: &mut Verdicts<'m>,
    subject: Subject,
    holds: Truth<'m>,
    frame: &Frame,
    group: &[Frame],
) {
    let (verdict, asks) = match holds {
        Truth::Yes => {
            worst.entry(subject).or_default();
            return;
        }
        Truth::No => (Verdict::Fail, Vec::new()),
        Truth::Unknown(asks) => (Verdict::Unknown, asks),
    };
    if let Some(Some(known)) = worst.get(&subject) {
        let shorter = frame.path.len() < known.frame.path.len();
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
        frame: frame.clone(),
        asks,
        group: group.to_vec(),
    };
    worst.insert(subject, Some(Box::new(found)));
}

/// Returns what a finding is about.
pub(super) fn subject(search: &Search, slot: Slot) -> Subject {
    match search.bound(slot) {
        Some(Bound::Relation(relation)) => Subject::Relation(relation),
        Some(Bound::Thing(thing)) => match search.graph.what(thing) {
            What::Element(id) => Subject::Node(Node::Element(id)),
            What::Group(id) => Subject::Node(Node::Group(id)),
            What::Rollout(at) => Subject::Rollout(at),
            What::Move(at, step) => Subject::Move(at, step),
            What::Environment(at) => Subject::Environment(at),
            What::Architecture => Subject::Architecture,
        },
        None => Subject::Architecture,
    }
}

fn findings<'m>(
    search: &mut Search<'_, 'm>,
    rule: &'m Rule,
    about: &Arc<About>,
    around: Around,
    worst: Verdicts<'m>,
) -> Result<Judged, OverBudget> {
    let mut judged = Judged {
        passed: Vec::new(),
        findings: Vec::new(),
    };
    for (subject, worst) in worst {
        let Some(worst) = worst else {
            judged.passed.push(subject);
            continue;
        };
        search.frame = worst.frame;
        let around = Around {
            group: &worst.group,
            ..around
        };
        let said = show::fill(search, &rule.message, around)?;
        let mut asks: Vec<String> = worst.asks.iter().map(|ask| asked(search, ask)).collect();
        asks.dedup();
        let message = match (worst.verdict, asks.as_slice()) {
            (Verdict::Unknown, []) => format!("perhaps {said}"),
            (Verdict::Unknown, [single]) => format!("perhaps {said}: `{single}` is not stated"),
            (Verdict::Unknown, several) => {
                format!("perhaps {said}: `{}` are not stated", several.join("`, `"))
            }
            _ => said,
        };
        judged.findings.push(Finding {
            rule: Arc::clone(about),
            verdict: worst.verdict,
            outcome: finding::Outcome::Open,
            subject,
            span: span(search.graph.model, subject),
            message,
            fix: show::fill(search, &rule.fix, around)?,
            witness: search.frame.path.clone(),
            related: related(search, subject, &worst.group),
            asks,
            changes: match worst.verdict {
                Verdict::Fail => changes(search, rule, around)?,
                _ => Vec::new(),
            },
            fingerprint: format!("{} {}", rule.id, subject_name(search.graph.model, subject)),
        });
    }
    judged
        .findings
        .sort_by_key(|finding| (finding.span.file, finding.span.start));
    Ok(judged)
}

fn changes<'m>(
    search: &mut Search<'_, 'm>,
    rule: &'m Rule,
    around: Around,
) -> Result<Vec<Change>, OverBudget> {
    let mut changes = Vec::new();
    for edit in &rule.edits {
        let node = match search.bound(edit.slot) {
            Some(Bound::Thing(thing)) => search.graph.as_node(thing),
            _ => None,
        };
        let Some(node) = node else { continue };
        for (key, value) in &edit.attributes {
            changes.push(Change::State {
                node,
                key: key.clone(),
                value: show::fill_plain(search, value, around)?,
            });
        }
    }
    for add in &rule.adds {
        changes.push(Change::Add(show::fill_plain(search, add, around)?));
    }
    Ok(changes)
}

/// Returns where a subject is declared.
pub(super) fn span(model: &Model, subject: Subject) -> Span {
    match subject {
        Subject::Node(Node::Element(id)) => model.elements[id.0 as usize].name_span,
        Subject::Node(Node::Group(id)) => model.groups[id.0 as usize].span,
        Subject::Relation(id) => model.relations[id.0 as usize].span,
        Subject::Rollout(at) => model.rollouts[at].span,
        Subject::Move(at, step) => model.rollouts[at].moves[step].span,
        Subject::Environment(at) => model.environments[at].span,
        Subject::Waiver(at) => model.waivers[at].span,
        Subject::Architecture => Span::default(),
    }
}

/// Returns the path of a witness with its arrows: `shopper -> api ~> events`.
pub fn witness_path(model: &Model, witness: &[crate::model::RelationId]) -> String {
    super::graph::path(model, witness)
}

/// Returns a name for a subject that stays when lines move.
pub fn subject_name(model: &Model, subject: Subject) -> String {
    match subject {
        Subject::Node(Node::Element(id)) => model.elements[id.0 as usize].path.clone(),
        Subject::Node(Node::Group(id)) => model.groups[id.0 as usize].path.clone(),
        Subject::Relation(id) => model.relations[id.0 as usize].id.clone(),
        Subject::Rollout(at) => format!("rollout {}", model.rollouts[at].id),
        Subject::Move(at, step) => {
            let rollout = &model.rollouts[at];
            let change = &rollout.moves[step];
            let names: Vec<&str> = change
                .targets
                .iter()
                .map(|id| model.elements[id.0 as usize].path.as_str())
                .collect();
            format!(
                "rollout {} {} {}",
                rollout.id,
                change.strategy,
                names.join(",")
            )
        }
        Subject::Environment(at) => format!("environment {}", model.environments[at].id),
        Subject::Waiver(at) => {
            let waiver = &model.waivers[at];
            match waived(model, &waiver.on).as_str() {
                "" => format!("waiver {}", waiver.rule),
                on => format!("waiver {} on {on}", waiver.rule),
            }
        }
        Subject::Architecture => "architecture".to_owned(),
    }
}

/// The names of what a waiver covers.
fn waived(model: &Model, on: &Waived) -> String {
    match on {
        Waived::Everything => String::new(),
        Waived::Node(node) => subject_name(model, Subject::Node(*node)),
        Waived::Relations(relations) => {
            let names = relations
                .iter()
                .map(|id| subject_name(model, Subject::Relation(*id)));
            names.collect::<Vec<_>>().join(", ")
        }
    }
}

/// The other elements of the match, and all members of its group.
fn related(search: &Search, subject: Subject, group: &[Frame]) -> Vec<Node> {
    let mut nodes = Vec::new();
    let own = std::iter::once(&search.frame);
    for frame in own.chain(group) {
        for bound in frame.slots.iter().flatten() {
            if let Bound::Thing(thing) = bound
                && let Some(node) = search.graph.as_node(*thing)
                && Subject::Node(node) != subject
                && !nodes.contains(&node)
            {
                nodes.push(node);
            }
        }
    }
    nodes
}

fn questions<'m>(graph: &Graph<'m>, lenses: &'m [Lens], review: &mut Review) {
    let mut seen = BTreeSet::new();
    for (lens, ask) in lenses
        .iter()
        .flat_map(|lens| lens.asks.iter().map(move |ask| (lens, ask)))
    {
        if !seen.insert(ask.id.as_str()) {
            continue;
        }
        let mut subjects = Vec::new();
        match &ask.query {
            None => subjects.push(Subject::Architecture),
            Some(query) => {
                let mut search = Search::new(graph, ask.slots.len(), STEPS);
                let around = Around {
                    today: None,
                    group: &[],
                };
                let slot = query
                    .chains
                    .first()
                    .map_or(super::lang::ARCHITECTURE, |chain| chain.first.slot);
                let asked = search.each(query, &mut |search| {
                    let applies = match &query.condition {
                        Some(condition) => truth(search, condition, around)?,
                        None => Truth::Yes,
                    };
                    let subject = subject(search, slot);
                    if applies == Truth::Yes && !subjects.contains(&subject) {
                        subjects.push(subject);
                    }
                    Ok(Go::On)
                });
                if asked.is_err() {
                    subjects.clear();
                }
            }
        }
        review
            .questions
            .extend(subjects.into_iter().map(|subject| Question {
                id: ask.id.clone(),
                lens: lens.id.clone(),
                pillar: ask.pillar.clone(),
                text: ask.text.clone(),
                why: ask.why.clone(),
                owner: ask.owner.clone(),
                answers: ask.answers.clone(),
                subject,
            }));
    }
}
