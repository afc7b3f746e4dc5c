//! The questions that only people can answer, for all that they are asked of.

use super::eval::{Around, Truth, truth};
use super::finding::{Question, Review, Subject};
use super::graph::Graph;
use super::lang::{ARCHITECTURE, Lens};
use super::review::{STEPS, subject};
use super::search::{Go, Search};
use std::collections::BTreeSet;

/// Adds the questions of the lenses to a review, each once.
pub(super) fn ask<'m>(graph: &Graph<'m>, lenses: &'m [Lens], review: &mut Review) {
    let mut seen = BTreeSet::new();
    for (lens, ask) in lenses
        .iter()
        .flat_map(|lens| lens.asks.iter().map(move |ask| (lens, ask)))
    {
        if !seen.insert(ask.id.as_str()) {
            continue;
        }
        let mut subjects = Vec::new();
        let mut known = BTreeSet::new();
        match &ask.query {
            None => subjects.push(Subject::Architecture),
            Some(query) => {
                let mut search = Search::new(graph, ask.slots.len(), STEPS);
                let around = Around {
                    today: None,
                    group: &[],
                };
                let slot = query
                    .chains
                    .first()
                    .map_or(ARCHITECTURE, |chain| chain.first.slot);
                let asked = search.each(query, &mut |search| {
                    let applies = match &query.condition {
                        Some(condition) => truth(search, condition, around)?,
                        None => Truth::Yes,
                    };
                    let subject = subject(search, slot);
                    if applies == Truth::Yes && known.insert(subject) {
                        subjects.push(subject);
                    }
                    Ok(Go::On)
                });
                if asked.is_err() {
                    subjects.clear();
                }
            }
        }
        review
            .questions
            .extend(subjects.into_iter().map(|subject| Question {
                id: ask.id.clone(),
                lens: lens.id.clone(),
                pillar: ask.pillar.clone(),
                text: ask.text.clone(),
                why: ask.why.clone(),
                owner: ask.owner.clone(),
                answers: ask.answers.clone(),
                subject,
            }));
    }
}
