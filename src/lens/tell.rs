//! From verdicts to findings: what is wrong in words, with its evidence and its cure.

use super::eval::{Around, asked};
use super::finding::{self, About, Change, Finding, Subject, Verdict};
use super::lang::Rule;
use super::review::{Judged, subject_of};
use super::search::{Bound, Frame, OverBudget, Search};
use super::show;
use super::subject::{span, subject_name};
use super::verdicts::Judgement;
use crate::model::Node;
use std::sync::Arc;

/// Room for a usual message, in bytes.
const USUAL: usize = 128;

/// Tells of all that does not pass.
pub(super) fn findings<'m>(
    search: &mut Search<'_, 'm>,
    rule: &'m Rule,
    about: &Arc<About>,
    around: Around,
    judgements: Vec<Judgement<'m>>,
) -> Result<Judged, OverBudget> {
    let mut judged = Judged {
        passed: 0,
        findings: Vec::new(),
    };
    for judgement in judgements {
        let subject = subject_of(search.graph, judgement.about);
        let Some(worst) = judgement.worst else {
            judged.passed += 1;
            continue;
        };
        search.frame = worst.frame;
        let around = Around {
            group: &worst.group,
            ..around
        };
        let mut asks: Vec<String> = worst.asks.iter().map(|ask| asked(search, ask)).collect();
        asks.dedup();
        let is_unknown = worst.verdict == Verdict::Unknown;
        let mut message = String::with_capacity(USUAL);
        if is_unknown {
            message.push_str("perhaps ");
        }
        show::fill(search, &rule.message, around, &mut message)?;
        if is_unknown {
            say_unstated(&mut message, &asks);
        }
        let mut fix = String::with_capacity(USUAL);
        show::fill(search, &rule.fix, around, &mut fix)?;
        let changes = match worst.verdict {
            Verdict::Fail => changes(search, rule, around)?,
            _ => Vec::new(),
        };
        judged.findings.push(Finding {
            rule: Arc::clone(about),
            verdict: worst.verdict,
            outcome: finding::Outcome::Open,
            subject,
            span: span(search.graph.model, subject),
            message,
            fix,
            related: related(search, subject, &worst.group),
            witness: std::mem::take(&mut search.frame.path),
            asks,
            changes,
            fingerprint: [&rule.id, " ", &subject_name(search.graph.model, subject)].concat(),
        });
    }
    judged
        .findings
        .sort_by_key(|finding| (finding.span.file, finding.span.start));
    Ok(judged)
}

/// Adds what is not stated to a message.
fn say_unstated(message: &mut String, asks: &[String]) {
    let Some((first, others)) = asks.split_first() else {
        return;
    };
    message.push_str(": `");
    message.push_str(first);
    for other in others {
        message.push_str("`, `");
        message.push_str(other);
    }
    message.push_str(match others {
        [] => "` is not stated",
        _ => "` are not stated",
    });
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
