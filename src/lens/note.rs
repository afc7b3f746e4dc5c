//! What a run says of its rules and waivers beside its findings.

use super::lang::{ANSWER, BUDGET, LENS, Lens, RULE, Rule, STALE, Topic};
use super::review::{Options, STEPS};
use crate::model::{Answer, LOOSE_ENDS, Model};
use crate::source::{Diagnostic, Span, closest};
use std::collections::BTreeSet;

/// Says that the facts of a rule are old.
pub(super) fn stale(rule: &Rule, options: &Options) -> Option<Diagnostic> {
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

/// Says that a rule was not run to its end.
pub(super) fn over_budget(rule: &Rule, options: &Options) -> Diagnostic {
    let steps = options.steps.unwrap_or(STEPS);
    let message = format!(
        "the rule `{}` needs more than {steps} steps on this model, so it was not run to its end",
        rule.id
    );
    let help = format!(
        "connect the nodes of the pattern by arrows, or bound a repetition, as in `->{{1,4}}`; a rule that is not yours can be turned off in `archlens.toml`: `rules.{}.off = true`",
        rule.id
    );
    Diagnostic::error(&BUDGET, rule.query.span, message).help(help)
}

/// Returns whether a diagnostic says that a rule was not run to its end: the text is sound, and what other rules found holds.
pub fn is_over_budget(diagnostic: &Diagnostic) -> bool {
    std::ptr::eq(diagnostic.code, &BUDGET)
}

/// Says why a lens that a file names cannot be had.
pub fn not_had(span: Span, why: &str) -> Diagnostic {
    Diagnostic::error(&LENS, span, why)
}

/// Says which answers no question of the run asks for, and which choices their questions do not have.
pub(super) fn unknown_answers(model: &Model, lenses: &[Lens]) -> Vec<Diagnostic> {
    // Without any lens nobody knows what is asked.
    if lenses.is_empty() {
        return Vec::new();
    }
    let topics = || lenses.iter().flat_map(|lens| &lens.questions);
    let mut told = Vec::new();
    let mut tell = |answer: &Answer, what: String, help: String| {
        let message = format!("{what}, so this answers nothing");
        told.push(Diagnostic::warning(&ANSWER, answer.span, message).help(help));
    };
    for answer in &model.answers {
        let question = &answer.question;
        let asked: Vec<&Topic> = topics().filter(|topic| topic.id == *question).collect();
        if asked.is_empty() {
            let help = match closest(question, topics().map(|topic| topic.id.as_str())) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`archlens review ask` writes the open questions".to_owned(),
            };
            let what = format!("no lens of this run has a question `{question}`");
            tell(answer, what, help);
            continue;
        }
        let known = asked.iter().flat_map(|topic| &topic.choices);
        let known: Vec<&str> = known.map(|choice| choice.id.as_str()).collect();
        let strange = answer.choices.iter();
        for choice in strange.filter(|choice| !known.contains(&choice.as_str())) {
            let what = format!("`{question}` has no choice `{choice}`");
            tell(
                answer,
                what,
                format!("its choices are {}", known.join(", ")),
            );
        }
    }
    told
}

/// Says which waivers are of rules that no lens of the run has.
pub(super) fn unknown_rules(model: &Model, lenses: &[Lens]) -> Vec<Diagnostic> {
    // Without any lens nobody knows what rules there are.
    if lenses.is_empty() {
        return Vec::new();
    }
    let rules = lenses.iter().flat_map(|lens| &lens.rules);
    let known: BTreeSet<&str> = rules
        .flat_map(|rule| [rule.id.as_str(), rule.slug.as_str()])
        .collect();
    let is_loose_end = |rule: &str| LOOSE_ENDS.iter().any(|code| code.id == rule);
    let strangers = model
        .waivers
        .iter()
        .filter(|waiver| !known.contains(waiver.rule.as_str()) && !is_loose_end(&waiver.rule));
    strangers
        .map(|waiver| {
            let message = format!(
                "no lens of this run has a rule `{}`, so this waives nothing",
                waiver.rule
            );
            let mut diagnostic = Diagnostic::warning(&RULE, waiver.span, message);
            let near = closest(&waiver.rule, known.iter().copied());
            diagnostic.help = Some(near.map_or_else(
                || {
                    "`archlens lens show serverless` lists rules; errors cannot be waived"
                        .to_owned()
                },
                |near| format!("did you mean `{near}`?"),
            ));
            diagnostic
        })
        .collect()
}
