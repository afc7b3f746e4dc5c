//! Flips the condition of every stable rule: some example of the rule must notice.

use archlens::lens::lang::{Demand, Expr, ExprKind};
use archlens::lens::{self, Status, Text};
use archlens::source::Sources;

#[test]
fn no_stable_rule_survives_a_flipped_condition() {
    let mut sources = Sources::default();
    let files: Vec<_> = lens::SERVERLESS
        .iter()
        .map(|file| (sources.add(file.name, file.text), file.text))
        .collect();
    let texts: Vec<Text> = files
        .iter()
        .map(|(file, text)| Text { file: *file, text })
        .collect();
    let whole = lens::load(&texts).value.remove(0);
    let mut survivors = Vec::new();
    let mut mutants = 0;
    for (at, rule) in whole.rules.iter().enumerate() {
        if rule.status != Status::Stable {
            continue;
        }
        for demand in 0..rule.demands.len() {
            let mut lens = whole.clone();
            // The examples of this rule alone are run; `fires` and `quiet` must tell them apart.
            lens.rules = vec![whole.rules[at].clone()];
            let flipped = &mut lens.rules[0].demands[demand];
            *flipped = match flipped.clone() {
                Demand::Require(condition) => Demand::Forbid(condition),
                Demand::Forbid(condition) => Demand::Require(condition),
                Demand::ForbidMatch(span) => Demand::Require(Expr {
                    span,
                    kind: ExprKind::Literal(archlens::model::Value::Bool(true)),
                }),
            };
            mutants += 1;
            let noticed = lens::prove(&sources, &lens)
                .iter()
                .any(|proof| !proof.problems.is_empty());
            if !noticed {
                survivors.push(format!("{} demand {demand}", rule.id));
            }
        }
        if rule.query.condition.is_some() {
            let mut lens = whole.clone();
            lens.rules = vec![whole.rules[at].clone()];
            let condition = lens.rules[0].query.condition.take();
            lens.rules[0].query.condition = condition.map(|condition| Expr {
                span: condition.span,
                kind: ExprKind::Not(Box::new(condition)),
            });
            mutants += 1;
            let noticed = lens::prove(&sources, &lens)
                .iter()
                .any(|proof| !proof.problems.is_empty());
            if !noticed {
                survivors.push(format!("{} where", rule.id));
            }
        }
    }
    println!("{mutants} mutants, {} not noticed", survivors.len());
    assert!(mutants > 40, "{mutants} mutants");
    assert!(survivors.is_empty(), "not noticed: {survivors:?}");
}
