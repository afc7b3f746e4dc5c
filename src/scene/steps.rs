//! The numbers of a scenario's steps on the relations.

use super::types::Options;
use super::words::one_line;
use crate::model::{Model, RelationId, Scenario, Selector, StepBlock, View};
use std::collections::BTreeMap;

/// The story that a picture tells.
#[derive(Default)]
pub(super) struct Steps {
    pub(super) title: Option<String>,
    numbers: BTreeMap<RelationId, Vec<u32>>,
}

impl Steps {
    /// Returns the numbers on a relation.
    pub(super) fn on(&self, relation: RelationId) -> &[u32] {
        self.numbers.get(&relation).map_or(&[], Vec::as_slice)
    }
}

/// Finds the scenario to number: the one asked for, the view's own, or the only one there is.
pub(super) fn steps(model: &Model, view: &View, options: &Options) -> Steps {
    let named = |id: &str| model.scenarios.iter().find(|scenario| scenario.id == id);
    let included = view.include.iter().find_map(|selector| match selector {
        Selector::Scenario(id) => named(id),
        _ => None,
    });
    let asked = options
        .scenario
        .as_deref()
        .or(view.attributes.text("scenario"));
    let scenario = match asked {
        Some("none") => None,
        Some(id) => named(id),
        None => included.or(match model.scenarios.as_slice() {
            [only] => Some(only),
            _ => None,
        }),
    };
    scenario.map(number).unwrap_or_default()
}

fn number(scenario: &Scenario) -> Steps {
    let mut steps = Steps {
        title: Some(one_line(&scenario.title)),
        numbers: BTreeMap::new(),
    };
    let mut open: Vec<&StepBlock> = scenario.steps.iter().collect();
    while let Some(block) = open.pop() {
        match block {
            StepBlock::Step(step) => steps
                .numbers
                .entry(step.relation)
                .or_default()
                .push(step.number),
            StepBlock::Alt(arms) | StepBlock::Par(arms) => {
                open.extend(arms.iter().flat_map(|(_, blocks)| blocks));
            }
            StepBlock::Loop(_, blocks) => open.extend(blocks),
        }
    }
    for numbers in steps.numbers.values_mut() {
        numbers.sort_unstable();
    }
    steps
}
