//! From verdicts to findings: what is wrong in words, with its evidence and its cure.

use super::eval::{Around, asked};
use super::finding::{self, About, Change, Finding, Subject, Verdict};
use super::lang::Rule;
use super::review::{Judged, Verdicts};
use super::search::{Bound, Frame, OverBudget, Search};
use super::show;
use super::subject::{span, subject_name};
use crate::model::Node;
use std::sync::Arc;

/// Tells of all that does not pass.
pub(super) fn findings<'m>(
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
