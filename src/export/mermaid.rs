//! The model as a flowchart of Mermaid.

use crate::catalog::{self, Catalog};
use crate::model::{GroupId, Model, Node, RelationKind};
use crate::source::Sources;
use std::fmt::Write;

/// Writes a model as a flowchart with a subgraph for each group.
pub fn mermaid(model: &Model, _: &Sources) -> String {
    let mut text = String::from("flowchart LR\n");
    inside(model, catalog::builtin(), None, 1, &mut text);
    for (id, relation) in model.relations() {
        let second = relation.twin.is_some_and(|twin| twin < id);
        if !relation.drawn || second {
            continue;
        }
        let arrow = match (relation.kind, relation.twin.is_some()) {
            (RelationKind::Request, false) => "-->",
            (RelationKind::Request, true) => "<-->",
            (RelationKind::Stream, false) => "==>",
            (RelationKind::Stream, true) => "<==>",
            (RelationKind::Event | RelationKind::Observes, false) => "-.->",
            (RelationKind::Event | RelationKind::Observes, true) => "<-.->",
        };
        let label = relation
            .label
            .as_ref()
            .map(|label| format!("|{}|", quoted(label)));
        let _ = writeln!(
            text,
            "  {} {arrow}{} {}",
            name(relation.from.node),
            label.unwrap_or_default(),
            name(relation.to.node)
        );
    }
    text
}

fn inside(
    model: &Model,
    catalog: &Catalog,
    group: Option<GroupId>,
    depth: usize,
    text: &mut String,
) {
    let indent = "  ".repeat(depth);
    for (id, inner) in model.groups().filter(|(_, inner)| inner.parent == group) {
        let _ = writeln!(
            text,
            "{indent}subgraph {}[{}]",
            name(Node::Group(id)),
            quoted(&inner.title)
        );
        inside(model, catalog, Some(id), depth + 1, text);
        let _ = writeln!(text, "{indent}end");
    }
    for (id, element) in model
        .elements()
        .filter(|(_, element)| element.group == group)
    {
        let service = catalog
            .service(&element.service)
            .map_or("", |service| service.short);
        let label = if service.is_empty() {
            quoted(&element.title)
        } else {
            // The line break is the flowchart's own; what the author wrote is escaped on both sides of it.
            format!(
                "{}<br/>{}",
                quoted(&element.title).trim_end_matches('"'),
                quoted(service).trim_start_matches('"')
            )
        };
        let _ = writeln!(text, "{indent}{}[{label}]", name(Node::Element(id)));
    }
}

/// Returns a name without the author's words, some of which Mermaid would read as its own.
fn name(node: Node) -> String {
    match node {
        Node::Element(id) => format!("e{}", id.0),
        Node::Group(id) => format!("g{}", id.0),
    }
}

/// Writes a text in quotes, with what could end or change them as entities.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '#' | '<' | '>' | '&' | '`' | '\\' | ';' => {
                let _ = write!(out, "#{};", u32::from(c));
            }
            '\n' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::mermaid;
    use crate::model::tests::model_of;

    #[test]
    fn groups_are_subgraphs_and_markup_is_text() {
        let (checked, sources) = model_of(
            &[(
                "main.arch",
                "user u \"<b>\"\ngroup g { lambda end }\nu -> g\nu <=> end \"a|b\"",
            )],
            None,
        );
        assert_eq!(
            mermaid(&checked.value, &sources),
            "flowchart LR\n  subgraph g0[\"G\"]\n    e1[\"End<br/>Lambda\"]\n  end\n  e0[\"#60;b#62;<br/>User\"]\n  e0 --> g0\n  e0 <==>|\"a|b\"| e1\n",
        );
    }
}
