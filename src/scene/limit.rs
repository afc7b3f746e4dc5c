//! How much one picture can hold: more than anyone reads, and little enough to be laid out at once.

use super::visible::Visible;
use crate::model::{Model, View};
use std::collections::BTreeSet;

/// The most elements and closed groups in one picture.
pub const CARD_LIMIT: usize = 10_000;

/// The most pairs of things with a line between them in one picture; parallel flows count once.
pub const LINE_LIMIT: usize = 10_000;

/// Says why a view is too large for a picture; nothing where it fits.
pub fn too_large(model: &Model, view: &View) -> Option<String> {
    let visible = Visible::of(model, view);
    let cards = visible.nodes.len();
    let ends = |relation: &crate::model::Relation| {
        let from = visible.end(model, relation.from.node)?;
        let to = visible.end(model, relation.to.node)?;
        Some((from, to))
    };
    let lines: BTreeSet<_> = model.relations.iter().filter_map(ends).collect();
    let (count, what, limit) = match (cards > CARD_LIMIT, lines.len() > LINE_LIMIT) {
        (true, _) => (cards, "elements", CARD_LIMIT),
        (_, true) => (lines.len(), "pairs of elements with flows", LINE_LIMIT),
        _ => return None,
    };
    Some(format!(
        "the view `{}` shows {count} {what}, and {limit} are the most that a picture holds; \
         show less with `include`, or close groups with `depth: 1`",
        view.id
    ))
}
