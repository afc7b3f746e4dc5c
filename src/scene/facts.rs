//! Which facts stand as signs on cards, and which are told once for a whole layer.

use super::types::{Band, Card, Chip, Facts, Options};
use crate::model::View;
use std::collections::BTreeMap;

/// From so many cards on, a fact that all of a layer share is told once.
const ALL: usize = 3;

/// Returns what was asked for, by the command or else by the view.
pub(super) fn facts(view: &View, options: &Options) -> Facts {
    options
        .facts
        .unwrap_or_else(|| match view.attributes.text("attributes") {
            Some("notable") => Facts::Notable,
            Some("none") => Facts::None,
            _ => Facts::All,
        })
}

/// Takes the signs off the cards that are not to stand there, and returns those that a whole layer has in common.
pub(super) fn thin<'b>(
    cards: &mut [Card],
    bands: impl Iterator<Item = &'b Band>,
    facts: Facts,
) -> Vec<(Chip, String)> {
    let mut common = Vec::new();
    match facts {
        Facts::All => {}
        Facts::None => cards.iter_mut().for_each(|card| card.chips.clear()),
        Facts::Notable => {
            for band in bands {
                let inside = |card: &&mut Card| card.layer.as_ref() == Some(&band.layer);
                let mut inside: Vec<&mut Card> = cards.iter_mut().filter(inside).collect();
                for chip in shared(&inside) {
                    let word = chip.words();
                    common.push((chip, format!("{word}: all of {}", band.title)));
                    for card in &mut inside {
                        card.chips.retain(|own| *own != chip);
                    }
                }
            }
        }
    }
    common.sort();
    common
}

/// Returns the facts that all of some cards have.
fn shared(cards: &[&mut Card]) -> Vec<Chip> {
    let mut counts: BTreeMap<Chip, usize> = BTreeMap::new();
    for chip in cards.iter().flat_map(|card| &card.chips) {
        *counts.entry(*chip).or_default() += 1;
    }
    counts
        .into_iter()
        .filter(|(_, count)| *count == cards.len() && *count >= ALL)
        .map(|(chip, _)| chip)
        .collect()
}
