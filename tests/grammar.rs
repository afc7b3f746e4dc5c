//! The grammar: every rule that leaves a token is met by generated programs, right or damaged.

use pest::Parser;
use std::collections::BTreeSet;

mod common;
use common::program::{damage, program};

#[derive(pest_derive::Parser)]
#[grammar = "grammar/lexis.pest"]
#[grammar = "grammar/arch.pest"]
struct Grammar;

const TEXTS: [&str; 2] = [
    include_str!("../grammar/lexis.pest"),
    include_str!("../grammar/arch.pest"),
];

/// Whether a rule leaves no token, so that nobody can tell whether it was met.
fn is_silent(rule: Rule) -> bool {
    let name = format!("{rule:?}");
    let mut lines = TEXTS.iter().flat_map(|text| text.lines());
    lines.any(|line| {
        let definition = line.split_once('=').filter(|(left, _)| left.trim() == name);
        definition.is_some_and(|(_, right)| right.trim().starts_with("_{"))
    })
}

/// Whether a rule only ever looks ahead.
fn looks_ahead(rule: Rule) -> bool {
    matches!(rule, Rule::ends_here)
}

#[test]
fn every_rule_is_met() {
    let mut met = BTreeSet::new();
    for seed in 0..4_000 {
        let right = program(seed);
        for text in [&damage(&right, seed), &right] {
            let pairs = Grammar::parse(Rule::file, text).expect("the grammar takes every text");
            met.extend(pairs.flatten().map(|pair| pair.as_rule()));
        }
    }
    let mut rules = Rule::all_rules().iter().copied();
    let missed: Vec<Rule> = rules
        .by_ref()
        .filter(|rule| !is_silent(*rule) && !looks_ahead(*rule) && !met.contains(rule))
        .collect();
    assert!(missed.is_empty(), "no generated program has {missed:?}");
}
