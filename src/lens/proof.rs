//! Runs the examples of rules: each must do what it says.

use super::finding::{Review, Verdict};
use super::lang::{Example, Expects, Lens, PROOF, Rule};
use super::review::{Options, review};
use crate::model::{self, Loaded, Model};
use crate::source::{Checked, Diagnostic, Level, Sources, Span};
use crate::syntax::{self, StatementKind};
use crate::{catalog, source};
use std::collections::BTreeMap;

/// One example with how it ended.
#[derive(Clone, Debug)]
pub struct Proof {
    pub rule: String,
    pub expects: Expects,
    pub span: Span,
    /// What is wrong; empty where the rule does what the example says.
    pub problems: Vec<Diagnostic>,
}

/// Runs the examples of the rules of a lens; `sources` holds the text of its files.
pub fn prove(sources: &Sources, lens: &Lens) -> Vec<Proof> {
    let lenses = std::slice::from_ref(lens);
    let mut proofs = Vec::new();
    for rule in &lens.rules {
        for example in &rule.examples {
            let resolved = example_model(sources, example);
            let mut problems: Vec<Diagnostic> = resolved
                .diagnostics
                .into_iter()
                .filter(|diagnostic| diagnostic.level == Level::Error)
                .collect();
            if problems.is_empty() {
                let judged = review(&resolved.value, lenses, &Options::default());
                problems.extend(wrong(rule, example, &judged.value));
            }
            proofs.push(Proof {
                rule: rule.id.clone(),
                expects: example.expects,
                span: example.span,
                problems,
            });
        }
    }
    proofs
}

/// Resolves the small architecture of an example; places are those of the lens file.
pub fn example_model(sources: &Sources, example: &Example) -> Checked<Model> {
    let file = example.inside.file;
    let parsed = syntax::parse(file, sources.text(example.inside));
    let mut diagnostics = parsed.diagnostics;
    // An environment in an example is the one in which it is judged.
    let environment = parsed
        .value
        .statements()
        .find_map(|statement| match &statement.kind {
            StatementKind::Declaration(declaration) if declaration.kind.path() == "environment" => {
                let subject = declaration.subject.as_ref()?;
                subject.members().first().map(syntax::Reference::path)
            }
            _ => None,
        });
    let loaded = Loaded {
        root: file,
        trees: BTreeMap::from([(file, parsed.value)]),
        uses: BTreeMap::new(),
    };
    let resolved = model::resolve(&loaded, catalog::builtin(), &model::Options { environment });
    diagnostics.extend(resolved.diagnostics);
    for diagnostic in &mut diagnostics {
        shift(diagnostic, example.inside.start);
    }
    Checked {
        value: resolved.value,
        diagnostics,
    }
}

/// Moves a diagnostic from the example's own text to its place in the lens file.
fn shift(diagnostic: &mut Diagnostic, by: u32) {
    let moved = |span: Span| Span::new(span.file, span.start + by, span.end + by);
    let labels = std::iter::once(&mut diagnostic.primary).chain(&mut diagnostic.related);
    for source::Label { span, .. } in labels {
        *span = moved(*span);
    }
    for edit in diagnostic.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
        edit.span = moved(edit.span);
    }
}

fn wrong(rule: &Rule, example: &Example, judged: &Review) -> Vec<Diagnostic> {
    let own = |verdict| {
        judged
            .findings
            .iter()
            .any(|finding| finding.rule.id == rule.id && finding.verdict == verdict)
    };
    let others: Vec<String> = judged
        .findings
        .iter()
        .filter(|finding| finding.rule.id != rule.id && finding.verdict == Verdict::Fail)
        .map(|finding| format!("{}: {}", finding.rule.id, finding.message))
        .collect();
    let (fails, unknown) = (own(Verdict::Fail), own(Verdict::Unknown));
    let mut problems = Vec::new();
    let mut say = |message: String| {
        problems.push(Diagnostic::error(&PROOF, example.span, message));
    };
    match example.expects {
        Expects::Fires if !fails => say(format!(
            "`{}` should fire here, but it {}",
            rule.id,
            if unknown {
                "cannot tell: an attribute that decides is not stated"
            } else {
                "stays quiet"
            }
        )),
        Expects::Fires if !others.is_empty() => say(format!(
            "`{}` fires here as it should, but so do others: {}",
            rule.id,
            others.join("; ")
        )),
        Expects::Quiet if fails => say(format!("`{}` should be quiet here, but it fires", rule.id)),
        Expects::Quiet if unknown => {
            say(format!(
                "`{}` should be quiet here, but it cannot tell",
                rule.id
            ));
        }
        Expects::Unknown if fails => say(format!(
            "`{}` should not be able to tell here, but it fires",
            rule.id
        )),
        Expects::Unknown if !unknown => say(format!(
            "`{}` should not be able to tell here, but everything that it asks is stated",
            rule.id
        )),
        _ => {}
    }
    problems
}
