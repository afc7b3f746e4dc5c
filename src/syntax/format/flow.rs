//! Flows: on one line, or a line for each arrow.

use super::align::Columns;
use super::line::Line;
use super::{WIDTH, block, cell, last_line, new_line, value, width};
use crate::syntax::build::write_arrow;
use crate::syntax::tree::{Body, Flow, Hop};

/// Whether a chain needs a line for each arrow: something is said before its last arrow.
pub(super) fn is_broken(flow: &Flow) -> bool {
    let before_last = flow.hops.len().saturating_sub(1);
    flow.hops.iter().enumerate().any(|(at, hop)| {
        at < before_last && (hop.label.is_some() || hop.body.is_some() || hop.trailing.is_some())
            || !hop.comments.is_empty()
    })
}

/// How a flow stands on the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    OneLine,
    /// A line for each arrow, each block on the line of its arrow.
    Chain,
    /// Some block has lines of its own.
    Tall,
}

/// The widest block that stays on the line of its arrow; the column of the arrow is not asked, so that a neighbour cannot
/// change it.
const BLOCK_WIDTH: usize = 60;

/// Decides how a flow stands on the page.
pub(super) fn layout(flow: &Flow, indent: usize) -> Layout {
    let mut line = Line::new(WIDTH.saturating_sub(indent));
    if line.flow(flow).is_some() {
        return Layout::OneLine;
    }
    let mut bodies = flow.hops.iter().filter_map(|hop| hop.body.as_ref());
    let short = match flow.hops.len() {
        1 => bodies.next().is_none(),
        _ => bodies.all(is_short),
    };
    match short {
        true => Layout::Chain,
        false => Layout::Tall,
    }
}

fn is_short(body: &Body) -> bool {
    Line::new(BLOCK_WIDTH).body(body).is_some()
}

/// Returns a hop's arrow as text.
pub(super) fn arrow(hop: &Hop) -> &'static str {
    write_arrow(hop.arrow)
}

/// Writes a flow.
pub(super) fn write(out: &mut String, flow: &Flow, indent: usize, columns: &Columns) {
    match value::short_subject(&flow.from) {
        Some(from) => cell(out, &from, columns.first),
        None => {
            value::subject(out, &flow.from, indent);
            out.push(' ');
        }
    }
    let column = width(last_line(out));
    let layout = layout(flow, indent);
    let one_line = layout == Layout::OneLine;
    for (at, hop) in flow.hops.iter().enumerate() {
        if at > 0 {
            if one_line {
                out.push(' ');
            } else {
                for comment in &hop.comments {
                    new_line(out, column);
                    out.push_str(&comment.text);
                }
                new_line(out, column);
            }
        }
        out.push_str(arrow(hop));
        out.push(' ');
        value::subject(out, &hop.to, column);
        if let Some(label) = &hop.label {
            out.push(' ');
            value::text(out, label, column);
        }
        if let Some(body) = &hop.body {
            out.push(' ');
            let mut line = Line::new(if one_line { WIDTH } else { BLOCK_WIDTH });
            let alone = layout == Layout::Tall && flow.hops.len() == 1;
            if !alone && line.body(body).is_some() {
                out.push_str(line.text());
            } else {
                block(out, body, if alone { indent } else { column });
            }
        }
        if let Some(comment) = &hop.trailing {
            out.push_str("  ");
            out.push_str(&comment.text);
        }
    }
}
