//! Stories through the model: every step is a relation of it.

use super::draft::{ContextId, Draft};
use super::expand::{self, Direction};
use super::flows::kind_of;
use super::views::one_id;
use super::{declare, lookup, words};
use crate::model::{End, RelationId, RelationKind, Scenario, Step, StepBlock};
use crate::source::{Code, Diagnostic, Span};
use crate::syntax::{self, Body, Declaration, Heads, Statement, StatementKind, Subject};
use std::collections::BTreeMap;

/// The codes of scenarios.
pub const CODES: &[&Code] = &[&NO_RELATION, &LIST, &NOT_A_STEP, &BRANCH];

static NO_RELATION: Code = Code {
    id: "A0510",
    title: "a step that is no flow of the model",
    page: "A scenario tells a story along the flows that the architecture has: each step names the ends and the arrow of one of them. A step that is drawn nowhere is a mistake in the story or a flow that is missing.",
    wrong: "user u\nlambda fn\ndynamodb t\nu -> fn\nscenario s { u -> fn; fn -> t }",
    right: "user u\nlambda fn\ndynamodb t\nu -> fn\nfn -> t\nscenario s { u -> fn; fn -> t }",
};

static LIST: Code = Code {
    id: "A0511",
    title: "a list in a step",
    page: "Each step is one flow, so that it can have a number. Steps at the same time stand in `par { … } and { … }`.",
    wrong: "user u\nlambda a\nlambda b\nu -> [a, b]\nscenario s { u -> [a, b] }",
    right: "user u\nlambda a\nlambda b\nu -> [a, b]\nscenario s { par { u -> a } and { u -> b } }",
};

static NOT_A_STEP: Code = Code {
    id: "A0512",
    title: "a statement that is no step",
    page: "A scenario holds flows, and the blocks `alt \"when\" { … } else \"when\" { … }`, `par { … } and { … }` and `loop \"how often\" { … }`.",
    wrong: "user u\nlambda fn\nu -> fn\nscenario s { u -> fn; opt \"maybe\" { u -> fn } }",
    right: "user u\nlambda fn\nu -> fn\nscenario s { u -> fn; alt \"maybe\" { u -> fn } }",
};

static BRANCH: Code = Code {
    id: "A0513",
    title: "a branch of the wrong block",
    page: "`else` goes on after `alt`, `and` after `par`; a `loop` has no branches.",
    wrong: "user u\nlambda fn\nu -> fn\nscenario s { par { u -> fn } else { u -> fn } }",
    right: "user u\nlambda fn\nu -> fn\nscenario s { par { u -> fn } and { u -> fn } }",
};

/// Relations by their ends.
type Known = BTreeMap<(crate::model::Node, crate::model::Node), Vec<RelationId>>;

/// Reads the scenarios.
pub fn resolve(draft: &mut Draft) {
    let late = draft.scenarios.clone();
    if late.is_empty() {
        return;
    }
    let mut known: Known = BTreeMap::new();
    for (id, relation) in draft.model.relations() {
        known
            .entry((relation.from.node, relation.to.node))
            .or_default()
            .push(id);
    }
    let mut names = BTreeMap::new();
    for late in late {
        let Some(declaration) = late.declaration else {
            continue;
        };
        let Some(id) = one_id(draft, declaration, &mut names) else {
            continue;
        };
        let title = match &declaration.title {
            Some(title) => expand::fill(draft, title, late.context),
            None => words::plain(&id),
        };
        let mut number = 0;
        let steps = match &declaration.body {
            Some(body) => block(draft, body, late.context, &known, &mut number),
            None => Vec::new(),
        };
        draft.model.scenarios.push(Scenario {
            id,
            title,
            description: declare::description(late.statement),
            steps,
            span: late.statement.span,
        });
    }
}

fn block(
    draft: &mut Draft,
    body: &Body,
    context: ContextId,
    known: &Known,
    number: &mut u32,
) -> Vec<StepBlock> {
    let mut steps = Vec::new();
    for statement in body.statements() {
        match &statement.kind {
            StatementKind::Flow(flow) => {
                flow_steps(draft, flow, context, known, number, &mut steps)
            }
            StatementKind::Declaration(declaration)
                if body.closed || declaration.subject.is_none() =>
            {
                steps.extend(nested(draft, declaration, context, known, number));
            }
            // What is said about a scenario itself is not told as a step.
            StatementKind::Attribute { key, .. }
                if matches!(key.path().as_str(), "tags" | "link" | "note" | "owner") => {}
            StatementKind::Junk { .. } => {}
            _ if !body.closed => {}
            _ => not_a_step(draft, statement),
        }
    }
    steps
}

fn not_a_step(draft: &mut Draft, statement: &Statement) {
    draft.say(
        Diagnostic::error(&NOT_A_STEP, statement.span, "this is no step of a story")
            .help("write flows, and `alt`, `par` and `loop` blocks"),
    );
}

fn nested(
    draft: &mut Draft,
    declaration: &Declaration,
    context: ContextId,
    known: &Known,
    number: &mut u32,
) -> Option<StepBlock> {
    let word = declaration.kind.path();
    // That it follows no block has been told.
    if matches!(word.as_str(), "else" | "and") && declaration.subject.is_none() {
        return None;
    }
    if !matches!(word.as_str(), "alt" | "par" | "loop") || declaration.subject.is_some() {
        let diagnostic = Diagnostic::error(
            &NOT_A_STEP,
            declaration.kind.span,
            format!("`{word}` opens no part of a story"),
        );
        let diagnostic = match draft.guess(&word, ["alt", "par", "loop"]) {
            Some(near) => diagnostic
                .help(format!("did you mean `{near}`?"))
                .guess(declaration.kind.span, near),
            None => diagnostic.help("write flows, and `alt`, `par` and `loop` blocks"),
        };
        draft.say(diagnostic);
        return None;
    }
    let title = |text: &Option<syntax::Text>| {
        text.as_ref()
            .map(|text| text.text.clone())
            .unwrap_or_default()
    };
    let first = match &declaration.body {
        Some(body) => block(draft, body, context, known, number),
        None => Vec::new(),
    };
    let mut arms = vec![(title(&declaration.title), first)];
    let wanted = match word.as_str() {
        "alt" => "else",
        "par" => "and",
        _ => "",
    };
    for branch in &declaration.branches {
        if branch.word.text != wanted {
            let help = match word.as_str() {
                "loop" => "end the block before it".to_owned(),
                _ => format!("write `{wanted}`"),
            };
            draft.say(
                Diagnostic::error(
                    &BRANCH,
                    branch.word.span,
                    format!("`{}` does not go on after `{word}`", branch.word.text),
                )
                .help(help),
            );
        }
        let steps = block(draft, &branch.body, context, known, number);
        arms.push((title(&branch.title), steps));
    }
    Some(match word.as_str() {
        "alt" => StepBlock::Alt(arms),
        "par" => StepBlock::Par(arms),
        _ => {
            let (title, steps) = arms.swap_remove(0);
            StepBlock::Loop(title, steps)
        }
    })
}

fn flow_steps(
    draft: &mut Draft,
    flow: &syntax::Flow,
    context: ContextId,
    known: &Known,
    number: &mut u32,
    steps: &mut Vec<StepBlock>,
) {
    let mut from = &flow.from;
    for hop in &flow.hops {
        let ways = match hop.arrow.heads {
            Heads::Right => vec![(from, &hop.to)],
            Heads::Left => vec![(&hop.to, from)],
            Heads::Both => vec![(from, &hop.to), (&hop.to, from)],
        };
        let span = from
            .span()
            .to(hop.label.as_ref().map_or(hop.to.span(), |label| label.span));
        for (start, stop) in ways {
            let Some((from, to)) = step_ends(draft, start, stop, context) else {
                continue;
            };
            let label = hop
                .label
                .as_ref()
                .map(|label| expand::fill(draft, label, context));
            let kind = kind_of(hop.arrow.kind);
            let Some(relation) = find(draft, known, &from, &to, kind, label.as_deref()) else {
                missing(draft, known, &from, &to, kind, label.as_deref(), span);
                continue;
            };
            *number += 1;
            // A label that is the relation's own needs no words of the step's own.
            let text =
                label.filter(|label| draft.model.relation(relation).label.as_ref() != Some(label));
            steps.push(StepBlock::Step(Step {
                number: *number,
                relation,
                text,
                span,
            }));
        }
        from = &hop.to;
    }
}

fn step_ends(
    draft: &mut Draft,
    from: &Subject,
    to: &Subject,
    context: ContextId,
) -> Option<(End, End)> {
    for subject in [from, to] {
        if let Subject::Many { span, .. } = subject {
            draft.say(
                Diagnostic::error(&LIST, *span, "a step is one flow, and a list makes several")
                    .help("write each step on its own; steps at the same time stand in `par { … } and { … }`"),
            );
            return None;
        }
    }
    let from = lookup::flow_end(draft, from.members().first()?, context, Direction::Out);
    let to = lookup::flow_end(draft, to.members().first()?, context, Direction::In);
    Some((from?, to?))
}

/// Finds the relation that a step goes along; a part may be left out.
fn find(
    draft: &Draft,
    known: &Known,
    from: &End,
    to: &End,
    kind: RelationKind,
    label: Option<&str>,
) -> Option<RelationId> {
    let all = known.get(&(from.node, to.node))?;
    let fits = |exact: bool| {
        all.iter().copied().filter(move |&id| {
            let relation = draft.model.relation(id);
            let part =
                |step: &End, own: &End| step.part == own.part || (!exact && step.part.is_none());
            relation.kind == kind && part(from, &relation.from) && part(to, &relation.to)
        })
    };
    let labelled = |exact| {
        fits(exact)
            .find(|&id| label.is_some() && draft.model.relation(id).label.as_deref() == label)
    };
    labelled(true)
        .or_else(|| fits(true).next())
        .or_else(|| labelled(false))
        .or_else(|| fits(false).next())
}

fn missing(
    draft: &mut Draft,
    known: &Known,
    from: &End,
    to: &End,
    kind: RelationKind,
    label: Option<&str>,
    span: Span,
) {
    let (start, stop) = (draft.model.end(from), draft.model.end(to));
    let label = label
        .map(|label| format!(" \"{label}\""))
        .unwrap_or_default();
    let mut diagnostic = Diagnostic::error(
        &NO_RELATION,
        span,
        format!(
            "the architecture has no flow `{start} {} {stop}`",
            kind.arrow()
        ),
    );
    let other = known.get(&(from.node, to.node)).and_then(|all| all.first());
    let back = known.get(&(to.node, from.node)).and_then(|all| all.first());
    if let Some(&id) = other {
        let relation = draft.model.relation(id);
        diagnostic = diagnostic
            .related(relation.span, "this one has another arrow or part")
            .help(format!(
                "did you mean `{} {} {}`?",
                draft.model.end(&relation.from),
                relation.kind.arrow(),
                draft.model.end(&relation.to)
            ));
    } else if let Some(&id) = back {
        let relation = draft.model.relation(id);
        diagnostic = diagnostic
            .related(relation.span, "this one runs the other way")
            .help("an answer needs no step of its own; turn the arrow round, or declare the flow");
    } else {
        diagnostic = diagnostic.help(format!(
            "declare it outside the scenario: `{start} {} {stop}{label}`",
            kind.arrow()
        ));
    }
    draft.say(diagnostic);
}
