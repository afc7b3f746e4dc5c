//! The neutral JSON formats in which layout engines are compared: a graph in, its geometry out.
//!
//! Comes in: `archlens-layout-graph/1`, or a layout. Goes out: a [`Named`] graph, or `archlens-layout-geometry/1`.
//! Always holds: ids are kept as they were, in their order.

use crate::geometry::{Rect, Size};
use crate::layout;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A graph together with the names that its parts have outside.
#[derive(Clone, Debug)]
pub struct Named {
    pub graph: layout::Graph,
    pub nodes: Vec<String>,
    pub groups: Vec<String>,
    pub edges: Vec<String>,
}

/// How long the layouts took, in milliseconds.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Timing {
    pub first_ms: f64,
    pub first_cpu_ms: f64,
    pub warm_ms: Vec<f64>,
    pub warm_cpu_ms: Vec<f64>,
}

/// The space that a neutral group keeps around what it holds.
const PADDING: f64 = 20.0;
/// The height of a neutral group's title.
const HEADER: f64 = 28.0;
/// The width of a character of a title, and the space before and after it.
const TITLE_CHARACTER: f64 = 7.0;
const TITLE_SPACE: f64 = 16.0;

#[derive(Deserialize)]
struct RawGraph {
    direction: RawDirection,
    #[serde(default)]
    arrange: RawArrange,
    #[serde(default)]
    bands: Vec<String>,
    #[serde(default)]
    groups: Vec<RawGroup>,
    nodes: Vec<RawNode>,
    edges: Vec<RawEdge>,
}

#[derive(Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum RawDirection {
    Right,
    Down,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "lowercase")]
enum RawArrange {
    #[default]
    Flow,
    Layers,
    Groups,
}

#[derive(Deserialize)]
struct RawGroup {
    id: String,
    #[serde(default)]
    label: String,
    parent: Option<String>,
}

#[derive(Deserialize)]
struct RawNode {
    id: String,
    w: f64,
    h: f64,
    parent: Option<String>,
    layer: Option<u32>,
}

#[derive(Deserialize)]
struct RawEdge {
    id: String,
    source: String,
    target: String,
    label: Option<RawLabel>,
    #[serde(default)]
    class: u8,
}

#[derive(Deserialize)]
struct RawLabel {
    w: f64,
    h: f64,
}

/// Reads a neutral graph.
///
/// # Errors
///
/// Tells in words what is no JSON, or which name is not known.
pub fn read(text: &str) -> Result<Named, String> {
    let raw: RawGraph = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let order = parents_first(&raw.groups)?;
    let group_ids: BTreeMap<&str, layout::GroupId> = order
        .iter()
        .enumerate()
        .map(|(new, &old)| (raw.groups[old].id.as_str(), layout::GroupId(new as u32)))
        .collect();
    let parent_of = |parent: &Option<String>| -> Result<layout::Parent, String> {
        parent
            .as_ref()
            .map(|name| {
                let id = group_ids.get(name.as_str()).copied();
                id.ok_or_else(|| format!("no group has the id `{name}`"))
            })
            .transpose()
    };
    let node_ids: BTreeMap<&str, layout::NodeId> = raw
        .nodes
        .iter()
        .enumerate()
        .map(|(index, node)| (node.id.as_str(), layout::NodeId(index as u32)))
        .collect();
    let end_of = |name: &str| -> Result<layout::End, String> {
        let node = node_ids.get(name).copied().map(layout::End::Node);
        node.or_else(|| group_ids.get(name).copied().map(layout::End::Group))
            .ok_or_else(|| format!("nothing has the id `{name}`"))
    };
    let mut graph = layout::Graph {
        options: layout::Options {
            direction: match raw.direction {
                RawDirection::Right => layout::Direction::Right,
                RawDirection::Down => layout::Direction::Down,
            },
            arrange: match raw.arrange {
                RawArrange::Flow => layout::Arrange::Flow,
                RawArrange::Layers => layout::Arrange::Layers,
                RawArrange::Groups => layout::Arrange::Groups,
            },
            ..layout::Options::default()
        },
        ..layout::Graph::default()
    };
    // The neutral format draws no bands, so theirs have neither title nor border.
    graph.bands = raw
        .bands
        .iter()
        .map(|_| layout::Band {
            title: Size::default(),
            padding: 0.0,
            may_share_row: false,
        })
        .collect();
    for &old in &order {
        let group = &raw.groups[old];
        let wide = TITLE_SPACE + TITLE_CHARACTER * group.label.chars().count() as f64;
        graph.groups.push(layout::Group {
            parent: parent_of(&group.parent)?,
            title: Size::new(wide, HEADER),
            padding: PADDING,
            direction: None,
        });
    }
    for node in &raw.nodes {
        let band = node
            .layer
            .filter(|&layer| (layer as usize) < raw.bands.len());
        graph.nodes.push(layout::Node {
            size: Size::new(node.w, node.h),
            parent: parent_of(&node.parent)?,
            band: band.map(layout::BandId),
            pin: None,
            signs: Size::default(),
        });
    }
    for edge in &raw.edges {
        graph.edges.push(layout::Edge {
            source: end_of(&edge.source)?,
            target: end_of(&edge.target)?,
            label: edge.label.as_ref().map(|label| layout::Label {
                size: Size::new(label.w, label.h),
            }),
            class: edge.class,
            weight: 1.0,
        });
    }
    Ok(Named {
        graph,
        nodes: raw.nodes.iter().map(|node| node.id.clone()).collect(),
        groups: order
            .iter()
            .map(|&old| raw.groups[old].id.clone())
            .collect(),
        edges: raw.edges.iter().map(|edge| edge.id.clone()).collect(),
    })
}

/// Writes a graph in the neutral format, its names for labels.
pub fn write_graph(name: &str, named: &Named) -> String {
    let graph = &named.graph;
    let parent = |parent: layout::Parent| parent.map(|id| named.groups[id.0 as usize].as_str());
    let end = |end: layout::End| match end {
        layout::End::Node(id) => named.nodes[id.0 as usize].as_str(),
        layout::End::Group(id) => named.groups[id.0 as usize].as_str(),
    };
    let groups: Vec<Value> = graph
        .groups
        .iter()
        .zip(&named.groups)
        .map(|(group, id)| json!({ "id": id, "label": id, "kind": "group", "parent": parent(group.parent) }))
        .collect();
    let nodes: Vec<Value> = graph
        .nodes
        .iter()
        .zip(&named.nodes)
        .map(|(node, id)| {
            json!({
                "id": id, "label": id, "w": node.size.width, "h": node.size.height,
                "parent": parent(node.parent), "layer": node.band.map(|band| band.0),
            })
        })
        .collect();
    let edges: Vec<Value> = graph
        .edges
        .iter()
        .zip(&named.edges)
        .map(|(edge, id)| {
            let label = edge
                .label
                .map(|label| json!({ "text": id, "w": label.size.width, "h": label.size.height }));
            json!({
                "id": id, "source": end(edge.source), "target": end(edge.target), "label": label,
                "class": edge.class,
            })
        })
        .collect();
    let bands: Vec<String> = (0..graph.bands.len())
        .map(|at| format!("band {at}"))
        .collect();
    let mut text = json!({
        "format": "archlens-layout-graph/1",
        "name": name,
        "direction": match graph.options.direction {
            layout::Direction::Right => "RIGHT",
            layout::Direction::Down => "DOWN",
        },
        "arrange": match graph.options.arrange {
            layout::Arrange::Flow => "flow",
            layout::Arrange::Layers => "layers",
            layout::Arrange::Groups => "groups",
        },
        "bands": bands,
        "groups": groups,
        "nodes": nodes,
        "edges": edges,
    })
    .to_string();
    text.push('\n');
    text
}

/// Writes a layout as neutral geometry.
pub fn write(named: &Named, layout: &layout::Layout, timing: &Timing) -> String {
    let rects = |ids: &[String], rects: &[Rect]| -> Map<String, Value> {
        ids.iter()
            .zip(rects)
            .map(|(id, rect)| (id.clone(), rect_json(rect)))
            .collect()
    };
    let edges: Map<String, Value> = named
        .edges
        .iter()
        .zip(&layout.edges)
        .map(|(id, route)| {
            let points: Vec<[f64; 2]> = route
                .line
                .points
                .iter()
                .map(|point| [round(point.x), round(point.y)])
                .collect();
            let label = route.label.as_ref().map(rect_json);
            let value = json!({ "points": points, "curved": false, "label": label });
            (id.clone(), value)
        })
        .collect();
    let mut text = json!({
        "format": "archlens-layout-geometry/1",
        "nodes": rects(&named.nodes, &layout.nodes),
        "groups": rects(&named.groups, &layout.groups),
        "edges": edges,
        "timing": timing,
        "error": null,
    })
    .to_string();
    text.push('\n');
    text
}

fn rect_json(rect: &Rect) -> Value {
    json!({
        "x": round(rect.x), "y": round(rect.y),
        "w": round(rect.width), "h": round(rect.height),
    })
}

/// Rounds to thousandths, which no scorer sees.
fn round(length: f64) -> f64 {
    (length * 1000.0).round() / 1000.0
}

/// Orders groups so that parents come before their children, and else as given.
fn parents_first(groups: &[RawGroup]) -> Result<Vec<usize>, String> {
    let index: BTreeMap<&str, usize> = groups
        .iter()
        .enumerate()
        .map(|(at, group)| (group.id.as_str(), at))
        .collect();
    let mut children = vec![Vec::new(); groups.len()];
    let mut order = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        match &group.parent {
            None => order.push(at),
            Some(name) => match index.get(name.as_str()) {
                Some(&parent) => children[parent].push(at),
                None => return Err(format!("no group has the id `{name}`")),
            },
        }
    }
    let mut next = 0;
    while next < order.len() {
        order.extend(children[order[next]].iter().copied());
        next += 1;
    }
    if order.len() < groups.len() {
        return Err("some groups hold each other".to_owned());
    }
    Ok(order)
}

#[cfg(test)]
mod tests {
    use super::{Timing, read, write, write_graph};
    use crate::geometry::{Point, Polyline, Rect};
    use crate::layout;

    const GRAPH: &str = r#"{ "direction": "DOWN", "bands": ["edge"],
        "groups": [{ "id": "inner", "label": "In", "parent": "outer" }, { "id": "outer", "label": "", "parent": null }],
        "nodes": [{ "id": "a", "w": 10, "h": 20, "parent": "inner", "layer": 0 }],
        "edges": [{ "id": "e", "source": "a", "target": "outer", "label": null }] }"#;

    #[test]
    fn parents_come_first() {
        let named = read(GRAPH).expect("a sound graph");
        assert_eq!(named.groups, ["outer", "inner"]);
        assert_eq!(named.graph.groups[1].parent, Some(layout::GroupId(0)));
        assert_eq!(
            named.graph.edges[0].target,
            layout::End::Group(layout::GroupId(0))
        );
    }

    #[test]
    fn unknown_names_are_told() {
        let text = GRAPH.replace("\"parent\": \"inner\"", "\"parent\": \"nowhere\"");
        assert_eq!(
            read(&text).expect_err("no such group"),
            "no group has the id `nowhere`"
        );
        let text = GRAPH.replace("\"parent\": null", "\"parent\": \"inner\"");
        assert_eq!(
            read(&text).expect_err("a circle"),
            "some groups hold each other"
        );
    }

    #[test]
    fn a_graph_is_read_back_as_it_was_written() {
        let named = read(GRAPH).expect("a sound graph");
        let again = read(&write_graph("shop", &named)).expect("a sound graph");
        assert_eq!(again.nodes, named.nodes);
        assert_eq!(again.groups, named.groups);
        assert_eq!(again.graph.nodes[0].size, named.graph.nodes[0].size);
        assert_eq!(again.graph.edges[0].target, named.graph.edges[0].target);
    }

    #[test]
    fn geometry_keeps_names() {
        let named = read(GRAPH).expect("a sound graph");
        let drawn = layout::Layout {
            nodes: vec![Rect::new(1.0, 2.0, 10.0, 20.0)],
            groups: vec![Rect::default(); 2],
            edges: vec![layout::Route {
                line: Polyline {
                    points: vec![Point::new(0.0, 0.0), Point::new(0.12345, 9.0)],
                },
                label: None,
            }],
            ..layout::Layout::default()
        };
        let text = write(&named, &drawn, &Timing::default());
        assert!(
            text.contains(r#""a":{"x":1.0,"y":2.0,"w":10.0,"h":20.0}"#),
            "{text}"
        );
        assert!(text.contains("[0.123,9.0]"), "{text}");
    }
}
