//! Which nodes of a rule matter to it, so that one way to the nearest of them says as much as all ways to all of them.

use super::eval::last_slot;
use super::lang::{ARCHITECTURE, Demand, Expr, ExprKind, Over, Query, Rule, Slot};

/// Returns for each slot whether anything that it can be bound to is as good as anything else: it stands once in the
/// rule's patterns, and nothing is said of it.
pub(super) fn free(rule: &Rule) -> Vec<bool> {
    let uses = Uses::of(rule);
    let all_matter = uses.path || rule.group_by.is_some();
    let is_free = |at: usize| {
        !all_matter
            && at != rule.subject.0 as usize
            && at != ARCHITECTURE.0 as usize
            && uses.nodes[at] == 1
            && !uses.named[at]
    };
    (0..uses.nodes.len()).map(is_free).collect()
}

/// Returns the last node of the rule's pattern where it alone decides the verdict: each thing there can be judged once,
/// and then only the nearest of the worst matters.
pub(super) fn deciding_end(rule: &Rule) -> Option<Slot> {
    let [chain] = rule.query.chains.as_slice() else {
        return None;
    };
    let (hop, end) = chain.hops.last()?;
    let (least, _) = hop.repeat?;
    let uses = Uses::of(rule);
    let is_alone = |slot: Slot| uses.nodes[slot.0 as usize] == 1 && !uses.named[slot.0 as usize];
    let before = chain.hops[..chain.hops.len() - 1].iter();
    let decides = least <= 1
        && rule.group_by.is_none()
        && !uses.path
        && end.slot != rule.subject
        && hop.slot.is_none()
        && is_alone(chain.first.slot)
        && before.clone().all(|(hop, node)| {
            is_alone(node.slot) && hop.slot.is_none_or(|slot| !uses.named[slot.0 as usize])
        })
        && chain.first.slot != end.slot
        && before.clone().all(|(_, node)| node.slot != end.slot);
    decides.then_some(end.slot)
}

/// How often each slot stands in patterns, and what expressions say of it.
struct Uses {
    nodes: Vec<u32>,
    named: Vec<bool>,
    /// Whether the path itself is looked at.
    path: bool,
}

impl Uses {
    fn of(rule: &Rule) -> Self {
        let slots = rule.slots.len().max(1);
        let mut uses = Self {
            nodes: vec![0; slots],
            named: vec![false; slots],
            path: false,
        };
        uses.query(&rule.query);
        rule.group_by.iter().for_each(|key| uses.expr(key));
        for demand in &rule.demands {
            if let Demand::Require(expr) | Demand::Forbid(expr) = demand {
                uses.expr(expr);
            }
        }
        uses
    }

    fn name(&mut self, slot: Slot) {
        if let Some(named) = self.named.get_mut(slot.0 as usize) {
            *named = true;
        }
    }

    fn query(&mut self, query: &Query) {
        for chain in &query.chains {
            let further = chain.hops.iter().map(|(_, node)| node);
            for node in std::iter::once(&chain.first).chain(further) {
                if let Some(count) = self.nodes.get_mut(node.slot.0 as usize) {
                    *count += 1;
                }
            }
        }
        query.condition.iter().for_each(|expr| self.expr(expr));
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Variable(slot)
            | ExprKind::Attribute(slot, _)
            | ExprKind::CountGroup(slot) => self.name(*slot),
            ExprKind::Literal(_) | ExprKind::Word(_) | ExprKind::Today => {}
            ExprKind::PathLength => self.path = true,
            ExprKind::List(parts) | ExprKind::All(parts) | ExprKind::Any(parts) => {
                parts.iter().for_each(|part| self.expr(part));
            }
            ExprKind::Not(inner) | ExprKind::Known(inner) | ExprKind::Surely(inner) => {
                self.expr(inner);
            }
            ExprKind::Compare(_, left, right)
            | ExprKind::In(left, right)
            | ExprKind::Calculate(_, left, right) => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::Exists(query) => self.query(query),
            ExprKind::Count(of, query) => {
                of.iter().for_each(|of| self.expr(of));
                self.query(query);
                self.name(last_slot(query));
            }
            ExprKind::Fold(_, of, over) => {
                self.expr(of);
                match over {
                    Over::Path(_) => self.path = true,
                    Over::Query(query) => {
                        self.query(query);
                        self.name(last_slot(query));
                    }
                }
            }
        }
    }
}
