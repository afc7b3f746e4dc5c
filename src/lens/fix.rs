//! Fixes that are plain edits: an attribute to state, an element to add.

use super::finding::{Change, Finding};
use crate::model::{Attributes, Model, Node, Provenance};
use crate::source::{Edit, Sources, Span};

/// Returns the edits that mend findings, as far as their rules know how; each edit once, in the order of the text.
pub fn fixes(sources: &Sources, model: &Model, findings: &[&Finding]) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for change in findings.iter().flat_map(|finding| &finding.changes) {
        let edit = match change {
            Change::State { node, key, value } => state(sources, model, *node, key, value),
            Change::Add(text) => Some(add(sources, model, text)),
        };
        if let Some(edit) = edit
            && !edits.contains(&edit)
        {
            edits.push(edit);
        }
    }
    edits.sort_by_key(|edit| (edit.span.file, edit.span.start));
    // Two edits of the same place would garble each other; the second waits for the next run.
    edits.dedup_by(|next, before| {
        next.span.file == before.span.file
            && (next.span.start < before.span.end
                || next.span == before.span && !next.span.range().is_empty())
    });
    edits
}

fn state(sources: &Sources, model: &Model, node: Node, key: &str, value: &str) -> Option<Edit> {
    let (attributes, span): (&Attributes, Span) = match node {
        Node::Element(id) => {
            let element = model.elements.get(id.0 as usize)?;
            (&element.attributes, element.span)
        }
        Node::Group(id) => {
            let group = model.groups.get(id.0 as usize)?;
            (&group.attributes, group.span)
        }
    };
    let stated = match value {
        "" | "true" => key.to_owned(),
        value => format!("{key}: {value}"),
    };
    let text = sources.text(span);
    // Something else is stated there already: it is written anew.
    if let Some(attribute) = attributes.get(key)
        && attribute.provenance == Provenance::Stated
        && span.file == attribute.span.file
        && span.start <= attribute.span.start
        && attribute.span.end <= span.end
    {
        let written = sources.text(attribute.span);
        let whole = written == key || written.contains(':');
        let text = match (whole, value) {
            (true, _) => stated,
            (false, "") => "true".to_owned(),
            (false, value) => value.to_owned(),
        };
        return Some(Edit {
            span: attribute.span,
            text,
        });
    }
    if !text.ends_with('}') {
        return Some(Edit {
            span: span.after(),
            text: format!(" {{ {stated} }}"),
        });
    }
    let inside = text[..text.len() - 1].trim_end();
    let at = span.start + u32::try_from(inside.len()).ok()?;
    let place = Span::new(span.file, at, at);
    let last_line = text.rsplit('\n').next().unwrap_or("");
    let text = if text.contains('\n') && last_line.trim() == "}" {
        let indent: String = last_line
            .chars()
            .take_while(|c| c.is_whitespace())
            .collect();
        format!("\n{indent}  {stated}")
    } else if inside.ends_with('{') {
        format!(" {stated}")
    } else {
        format!("; {stated}")
    };
    Some(Edit { span: place, text })
}

/// A new element stands at the end of the file, outside all layers and groups, where every reference finds it.
fn add(sources: &Sources, model: &Model, text: &str) -> Edit {
    let file = model
        .elements
        .first()
        .map_or(crate::source::FileId(0), |element| element.span.file);
    let whole = &sources.file(file).text;
    let end = u32::try_from(whole.len()).unwrap_or(u32::MAX);
    let before = if whole.ends_with('\n') { "" } else { "\n" };
    Edit {
        span: Span::new(file, end, end),
        text: format!("{before}{text}\n"),
    }
}
