//! Findings in words: one a rule, with a case for each thing that it fails on.

use super::names;
use crate::lens::{About, Finding, Review, Severity};
use crate::model::{Model, Titles};
use crate::source::Sources;

/// A rule that fails, with all that it fails on.
#[derive(Clone, Debug)]
pub struct FindingView {
    pub severity: Severity,
    /// The rule's id.
    pub rule: String,
    /// The id, and that the rule will go where it is deprecated.
    pub named: String,
    pub title: String,
    pub pillar: String,
    pub cases: Vec<Case>,
    pub why: String,
    /// What to do, where it is the same in all cases.
    pub fix: Option<String>,
    pub wrong_when: Option<String>,
    pub sources: Vec<String>,
}

/// One thing that a rule fails on.
#[derive(Clone, Debug)]
pub struct Case {
    /// The number that the picture shows.
    pub number: usize,
    /// What people call it: `Tickets (S3)`.
    pub subject: String,
    /// What the source calls it.
    pub id: String,
    /// `shop.arch:12`
    pub place: String,
    pub message: String,
    /// The path that proves it, in titles, where the message does not say it.
    pub path: Option<String>,
    pub fix: String,
}

/// Returns the open failures, the worst first, numbered as on the picture.
pub(super) fn views(sources: &Sources, model: &Model, review: &Review) -> Vec<FindingView> {
    let titles = Titles::of_model(model);
    let mut views: Vec<FindingView> = Vec::new();
    for (number, finding) in review.open_failures() {
        let case = case(sources, model, &titles, finding, number);
        match views.last_mut() {
            Some(last) if last.rule == finding.rule.id => last.cases.push(case),
            _ => views.push(view(&finding.rule, case)),
        }
    }
    for view in &mut views {
        let fix = view.cases[0].fix.clone();
        view.fix = view.cases.iter().all(|case| case.fix == fix).then_some(fix);
    }
    views
}

fn view(rule: &About, first: Case) -> FindingView {
    FindingView {
        severity: rule.severity,
        rule: rule.id.clone(),
        named: rule.named(),
        title: rule.title.clone(),
        pillar: rule.pillar.clone(),
        cases: vec![first],
        why: rule.why.clone(),
        fix: None,
        wrong_when: rule.wrong_when.clone(),
        sources: rule.sources.clone(),
    }
}

fn case(
    sources: &Sources,
    model: &Model,
    titles: &Titles,
    finding: &Finding,
    number: usize,
) -> Case {
    let (line, _) = sources.line_column(finding.span);
    let message = titles.say(&finding.message);
    let witness = &finding.witness;
    let path = (!witness.is_empty()).then(|| names::path(titles, model, witness));
    let subject = names::subject(titles, model, finding.subject);
    // Many a message says its path itself, and that of a flow is the flow.
    let path = path.filter(|path| !message.contains(path.as_str()) && *path != subject);
    let file = &sources.file(finding.span.file).name;
    Case {
        number,
        subject,
        id: crate::lens::subject_name(model, finding.subject),
        place: format!("{file}:{line}"),
        message,
        path,
        fix: titles.say(&finding.fix),
    }
}
