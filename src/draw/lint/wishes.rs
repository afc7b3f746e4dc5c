//! Tells the wishes about places that the layout does not meet, each with one that it may be against.

use super::{Lint, warning};
use crate::layout::{Layout, NodeId, Wish};
use crate::scene::Scene;

pub(super) fn wishes(scene: &Scene, layout: &Layout) -> Vec<Lint> {
    let wishes = &scene.graph.wishes;
    layout
        .unmet
        .iter()
        .filter_map(|&index| Some((index, wishes.get(index)?)))
        .map(|(index, wish)| {
            let shares = |other: &Wish| nodes(other).iter().any(|node| nodes(wish).contains(node));
            let met = |other: usize| other != index && !layout.unmet.contains(&other);
            let against = wishes.iter().enumerate();
            let against = against
                .filter(|&(other, wish)| met(other) && shares(wish))
                .map(|(_, wish)| format!(", which may be against: {}", words(scene, wish)))
                .next();
            let against = against.unwrap_or_default();
            warning(
                "wish",
                format!("a wish is not met: {}{against}", words(scene, wish)),
            )
        })
        .collect()
}

fn nodes(wish: &Wish) -> Vec<NodeId> {
    match wish {
        Wish::SameRow(nodes) | Wish::SameColumn(nodes) => nodes.clone(),
        Wish::Before(a, b) => vec![*a, *b],
    }
}

fn words(scene: &Scene, wish: &Wish) -> String {
    let name = |node: &NodeId| {
        let card = scene.cards.get(node.0 as usize);
        card.map_or_else(String::new, |card| format!("`{}`", card.path))
    };
    let names = |nodes: &[NodeId]| nodes.iter().map(name).collect::<Vec<_>>().join(", ");
    match wish {
        Wish::SameRow(nodes) => format!("{} in one row", names(nodes)),
        Wish::SameColumn(nodes) => format!("{} in one column", names(nodes)),
        Wish::Before(a, b) => format!("{} before {}", name(a), name(b)),
    }
}
