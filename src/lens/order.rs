//! The order in which chains are walked: from what is known to what is not.

use super::lang::{Chain, HopPattern, NodePattern, Slot};
use std::collections::BTreeSet;

/// Turns and splits chains so that each starts at a node that is bound already, where it has one.
///
/// The matches stay the same; only the order in which they are found and the order of their path may differ.
pub(super) fn from_known(chains: &[Chain], is_bound: impl Fn(Slot) -> bool) -> Vec<Chain> {
    let mut ordered = Vec::new();
    let mut bound = BTreeSet::new();
    for chain in chains {
        let is_known = |node: &NodePattern| is_bound(node.slot) || bound.contains(&node.slot);
        let split = match is_known(&chain.first) {
            true => None,
            false => chain.hops.iter().position(|(_, node)| is_known(node)),
        };
        let further = chain.hops.iter().map(|(_, node)| node.slot);
        let slots: Vec<Slot> = std::iter::once(chain.first.slot).chain(further).collect();
        match split {
            None => ordered.push(chain.clone()),
            Some(at) => {
                let (before, behind) = chain.hops.split_at(at + 1);
                ordered.push(turned(&chain.first, before));
                if !behind.is_empty() {
                    ordered.push(Chain {
                        first: before[at].1.clone(),
                        hops: behind.to_vec(),
                    });
                }
            }
        }
        bound.extend(slots);
    }
    ordered
}

/// The same chain from its last node to its first.
fn turned(first: &NodePattern, hops: &[(HopPattern, NodePattern)]) -> Chain {
    let start_of = |at: usize| match at.checked_sub(1) {
        Some(before) => &hops[before].1,
        None => first,
    };
    let back = hops.iter().enumerate().rev().map(|(at, (hop, _))| {
        let mut hop = hop.clone();
        hop.reversed = !hop.reversed;
        (hop, start_of(at).clone())
    });
    Chain {
        first: hops.last().map_or(first, |(_, node)| node).clone(),
        hops: back.collect(),
    }
}
