//! Waivers and baselines: findings that ask for nothing more, and waivers that have become findings themselves.

use super::finding::{About, Finding, Outcome, Ran, Review, Severity, Status, Subject, Verdict};
use super::graph::Graph;
use super::review::Options;
use super::subject::{span, subject_name};
use crate::model::{Node, RelationId, Waived, Waiver};
use std::sync::Arc;

/// Marks what is waived or known, adds what is wrong with the waivers, and counts.
pub(super) fn apply(graph: &Graph, options: &Options, review: &mut Review) {
    let waivers = &graph.model.waivers;
    let past = |waiver: &Waiver| match (&waiver.until, &options.today) {
        (Some(until), Some(today)) => today > until,
        _ => false,
    };
    let mut used = vec![false; waivers.len()];
    for finding in &mut review.findings {
        for (at, waiver) in waivers.iter().enumerate() {
            if covers(graph, waiver, finding) {
                used[at] = true;
                if !past(waiver) && finding.outcome == Outcome::Open {
                    finding.outcome = Outcome::Waived(at);
                }
            }
        }
        if finding.outcome == Outcome::Open && options.baseline.contains(&finding.fingerprint) {
            finding.outcome = Outcome::Baseline;
        }
    }
    of_waivers(graph, options, review, &|waiver| past(waiver), &used);
    count(review);
}

fn covers(graph: &Graph, waiver: &Waiver, finding: &Finding) -> bool {
    if waiver.rule != finding.rule.id && waiver.rule != finding.rule.slug {
        return false;
    }
    let is_in = |node: Node, outer: Node| {
        node == outer || graph.around(graph.node(node)).contains(&graph.node(outer))
    };
    match (&waiver.on, finding.subject) {
        (Waived::Everything, _) => true,
        (Waived::Node(outer), Subject::Node(node)) => is_in(node, *outer),
        (Waived::Node(outer), Subject::Relation(RelationId(at))) => {
            let relation = &graph.model.relations[at as usize];
            is_in(relation.from.node, *outer) || is_in(relation.to.node, *outer)
        }
        (Waived::Node(Node::Element(id)), Subject::Move(at, step)) => {
            graph.model.rollouts[at].moves[step].targets.contains(id)
        }
        (Waived::Relations(relations), Subject::Relation(relation)) => {
            relations.contains(&relation)
        }
        _ => false,
    }
}

fn of_waivers(
    graph: &Graph,
    options: &Options,
    review: &mut Review,
    past: &dyn Fn(&Waiver) -> bool,
    used: &[bool],
) {
    let (expired, unused) = (expired(), unused());
    let mut late = Vec::new();
    let mut idle = Vec::new();
    for (at, waiver) in graph.model.waivers.iter().enumerate() {
        let subject = Subject::Waiver(at);
        let finding = |rule: &Arc<About>, message: String, fix: &str| Finding {
            rule: Arc::clone(rule),
            verdict: Verdict::Fail,
            outcome: Outcome::Open,
            subject,
            span: span(graph.model, subject),
            message,
            fix: fix.to_owned(),
            witness: Vec::new(),
            related: Vec::new(),
            asks: Vec::new(),
            changes: Vec::new(),
            fingerprint: format!("{} {}", rule.id, subject_name(graph.model, subject)),
        };
        if past(waiver) {
            let until = waiver.until.as_deref().unwrap_or_default();
            let message = format!(
                "the waiver of {} has ended on {until}, so it no longer holds",
                waiver.rule
            );
            late.push(finding(
                &expired,
                message,
                "mend what it waived, or renew it with a new reason and day",
            ));
        } else if !used[at] && ran(review, waiver) {
            let message = format!("the waiver of {} covers no finding", waiver.rule);
            idle.push(finding(&unused, message, "delete it"));
        }
    }
    for (rule, mut findings) in [(expired, late), (unused, idle)] {
        if findings.is_empty() {
            continue;
        }
        for finding in &mut findings {
            if options.baseline.contains(&finding.fingerprint) {
                finding.outcome = Outcome::Baseline;
            }
        }
        review.tally.rules += 1;
        review.ran.push(Ran {
            rule,
            passed: 0,
            failed: findings.len(),
            unknown: 0,
            waived: 0,
        });
        review.findings.append(&mut findings);
    }
}

/// Whether the rule of a waiver was run; of one that is not known a diagnostic tells.
fn ran(review: &Review, waiver: &Waiver) -> bool {
    let mut rules = review.ran.iter().map(|ran| &ran.rule);
    rules.any(|rule| rule.id == waiver.rule || rule.slug == waiver.rule)
}

fn expired() -> Arc<About> {
    let why = "A waiver accepts a risk for a while. Past its day nobody has said that the risk is still accepted.";
    about(
        "WVR-001",
        "expired-waiver",
        "A waiver is past its day",
        Severity::Medium,
        why,
    )
}

fn unused() -> Arc<About> {
    let why = "A waiver that covers nothing hides the next finding of its kind, and nobody will have decided to accept that one.";
    about(
        "WVR-002",
        "unused-waiver",
        "A waiver covers nothing",
        Severity::Low,
        why,
    )
}

fn about(id: &str, slug: &str, title: &str, severity: Severity, why: &str) -> Arc<About> {
    Arc::new(About {
        id: id.to_owned(),
        slug: slug.to_owned(),
        title: title.to_owned(),
        lens: "archlens".to_owned(),
        pillar: "operational-excellence".to_owned(),
        severity,
        status: Status::Stable,
        since: None,
        checked: None,
        why: why.to_owned(),
        wrong_when: None,
        sources: Vec::new(),
        answers: Vec::new(),
    })
}

fn count(review: &mut Review) {
    for ran in &mut review.ran {
        ran.waived = 0;
    }
    for finding in &review.findings {
        let tally = &mut review.tally;
        match (finding.outcome, finding.verdict) {
            (Outcome::Waived(_), _) => {
                tally.waived += 1;
                if let Some(ran) = review
                    .ran
                    .iter_mut()
                    .find(|ran| ran.rule.id == finding.rule.id)
                {
                    ran.waived += 1;
                }
            }
            (Outcome::Baseline, _) => tally.baseline += 1,
            (Outcome::Open, Verdict::Fail) => tally.failed += 1,
            (Outcome::Open, _) => tally.unknown += 1,
        }
    }
}
