//! The model in the DOT language of Graphviz.

use crate::catalog::{self, Catalog};
use crate::model::{GroupId, Model, Node, RelationKind};
use crate::source::Sources;
use std::fmt::Write;

/// Writes a model as a directed graph with a cluster for each group.
pub fn dot(model: &Model, _: &Sources) -> String {
    let mut text = String::from(
        "digraph architecture {\n  rankdir=LR; compound=true;\n  node [shape=box, style=rounded, fontname=\"Inter, sans-serif\"];\n  edge [fontname=\"Inter, sans-serif\", fontsize=10];\n",
    );
    if !model.title.is_empty() {
        let _ = writeln!(text, "  label={}; labelloc=t;", quoted(&model.title));
    }
    inside(model, catalog::builtin(), None, 1, &mut text);
    for (id, relation) in model.relations() {
        // Half of a two-way flow is drawn by the other half.
        let second = relation.twin.is_some_and(|twin| twin < id);
        if !relation.drawn || second {
            continue;
        }
        let (from, tail) = anchor(model, relation.from.node);
        let (to, head) = anchor(model, relation.to.node);
        let mut facts = Vec::new();
        if let Some(label) = &relation.label {
            facts.push(format!("label={}", quoted(label)));
        }
        facts.push(
            match relation.kind {
                RelationKind::Request => "style=solid",
                RelationKind::Event => "style=dashed, arrowhead=empty",
                RelationKind::Stream => "color=\"black:black\"",
                RelationKind::Observes => "style=dotted, arrowhead=open",
            }
            .to_owned(),
        );
        if relation.twin.is_some() {
            facts.push("dir=both".to_owned());
        }
        facts.extend(tail.map(|cluster| format!("ltail={}", quoted(&cluster))));
        facts.extend(head.map(|cluster| format!("lhead={}", quoted(&cluster))));
        let _ = writeln!(
            text,
            "  {} -> {} [{}];",
            quoted(&from),
            quoted(&to),
            facts.join(", ")
        );
    }
    text.push_str("}\n");
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
            "{indent}subgraph {} {{",
            quoted(&format!("cluster {}", inner.path))
        );
        let _ = writeln!(text, "{indent}  label={};", quoted(&inner.title));
        // Flows to the group itself need a point in it.
        let _ = writeln!(
            text,
            "{indent}  {} [shape=point, style=invis];",
            quoted(&inner.path)
        );
        inside(model, catalog, Some(id), depth + 1, text);
        let _ = writeln!(text, "{indent}}}");
    }
    for element in model
        .elements
        .iter()
        .filter(|element| element.group == group)
    {
        let service = catalog
            .service(&element.service)
            .map_or("", |service| service.short);
        let label = format!("{}\n{service}", element.title);
        let _ = writeln!(
            text,
            "{indent}{} [label={}];",
            quoted(&element.path),
            quoted(label.trim_end())
        );
    }
}

/// Returns the point that an end is drawn at, and the cluster that it stands for.
fn anchor(model: &Model, node: Node) -> (String, Option<String>) {
    let path = model.path(node).to_owned();
    match node {
        Node::Element(_) => (path, None),
        Node::Group(_) => (path.clone(), Some(format!("cluster {path}"))),
    }
}

/// Writes a text as DOT's quoted id, in which backslashes would start escapes of its own.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::dot;
    use crate::model::tests::model_of;

    #[test]
    fn groups_are_clusters_and_quotes_stay_quoted() {
        let (checked, sources) = model_of(
            &[(
                "main.arch",
                "user u \"a \\\"b\\\"\"\ngroup g { lambda f }\nu -> g\nu ~> f \"go\"",
            )],
            None,
        );
        let text = dot(&checked.value, &sources);
        let expected = r#"  subgraph "cluster g" {
    label="G";
    "g" [shape=point, style=invis];
    "g.f" [label="F\nLambda"];
  }
  "u" [label="a \"b\"\nUser"];
  "u" -> "g" [style=solid, lhead="cluster g"];
  "u" -> "g.f" [label="go", style=dashed, arrowhead=empty];
}
"#;
        assert!(text.ends_with(expected), "{text}");
    }
}
