//! Finds what selectors select.

use crate::model::{ElementId, GroupId, Links, Model, Node, RelationId, Selector, View};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, Reversed};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Things and the relations between them, in source order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// A selected group is here together with what is in it.
    pub nodes: BTreeSet<Node>,
    /// For scenarios and paths those that they take, else all between what is selected.
    pub relations: BTreeSet<RelationId>,
}

/// Returns what any of the selectors selects; no selector selects everything.
pub fn select(model: &Model, selectors: &[Selector]) -> Selection {
    let mut found = Selection::default();
    if selectors.is_empty() {
        found
            .nodes
            .extend(model.elements().map(|(id, _)| Node::Element(id)));
        found
            .nodes
            .extend(model.groups().map(|(id, _)| Node::Group(id)));
    }
    let mut web = None;
    for selector in selectors {
        one(model, selector, &mut web, &mut found);
    }
    for (id, relation) in model.relations() {
        if found.nodes.contains(&relation.from.node) && found.nodes.contains(&relation.to.node) {
            found.relations.insert(id);
        }
    }
    found
}

/// Returns what a view shows: what it includes without what it excludes.
pub fn shown(model: &Model, view: &View) -> Selection {
    let mut found = select(model, &view.include);
    if view.exclude.is_empty() {
        return found;
    }
    let out = select(model, &view.exclude);
    found.nodes.retain(|node| !out.nodes.contains(node));
    found.relations.retain(|&id| {
        let relation = model.relation(id);
        found.nodes.contains(&relation.from.node) && found.nodes.contains(&relation.to.node)
    });
    found
}

/// The relations as a graph, made when the first selector needs it.
struct Web {
    graph: DiGraph<Node, RelationId>,
    index: BTreeMap<Node, NodeIndex>,
    links: Links,
}

fn web<'w>(model: &Model, web: &'w mut Option<Web>) -> &'w Web {
    web.get_or_insert_with(|| {
        let mut graph = DiGraph::new();
        let mut index = BTreeMap::new();
        let groups = model.groups().map(|(id, _)| Node::Group(id));
        for node in groups.chain(model.elements().map(|(id, _)| Node::Element(id))) {
            index.insert(node, graph.add_node(node));
        }
        for (id, relation) in model.relations() {
            graph.add_edge(index[&relation.from.node], index[&relation.to.node], id);
        }
        Web {
            graph,
            index,
            links: Links::of(model),
        }
    })
}

fn one(model: &Model, selector: &Selector, cache: &mut Option<Web>, found: &mut Selection) {
    match selector {
        Selector::Node(node) => found.nodes.extend(with_inside(model, *node)),
        Selector::Layer(layer) => {
            let inside = model
                .elements()
                .filter(|(_, element)| element.layer == Some(*layer));
            found.nodes.extend(inside.map(|(id, _)| Node::Element(id)));
        }
        Selector::Tag(tag) => tagged(model, tag, found),
        Selector::Service(service) => {
            for (id, element) in model.elements() {
                let own = element
                    .own_service
                    .as_ref()
                    .is_some_and(|own| own.id == *service);
                if own || element.service == *service {
                    found.nodes.insert(Node::Element(id));
                }
            }
            for (id, group) in model.groups() {
                if group.kind == *service || group.component.as_ref() == Some(service) {
                    found.nodes.extend(with_inside(model, Node::Group(id)));
                }
            }
        }
        Selector::Scenario(scenario) => {
            for id in model
                .scenario(scenario)
                .map(|scenario| scenario.relations())
                .unwrap_or_default()
            {
                take(model, id, found);
            }
        }
        Selector::NeighboursOf(node) => {
            let web = web(model, cache);
            for near in with_inside(model, *node) {
                found.nodes.insert(near);
                for &id in web.links.starting_at(near) {
                    found.nodes.insert(model.relation(id).to.node);
                }
                for &id in web.links.ending_at(near) {
                    found.nodes.insert(model.relation(id).from.node);
                }
            }
        }
        Selector::UpstreamOf(node) => {
            let web = web(model, cache);
            let reversed = Reversed(&web.graph);
            let mut walk = Dfs::empty(reversed);
            walk.stack
                .extend(with_inside(model, *node).iter().map(|node| web.index[node]));
            while let Some(at) = walk.next(reversed) {
                found.nodes.insert(web.graph[at]);
            }
        }
        Selector::DownstreamOf(node) => {
            let web = web(model, cache);
            let mut walk = Dfs::empty(&web.graph);
            walk.stack
                .extend(with_inside(model, *node).iter().map(|node| web.index[node]));
            while let Some(at) = walk.next(&web.graph) {
                found.nodes.insert(web.graph[at]);
            }
        }
        Selector::Path(from, to) => path(model, web(model, cache), *from, *to, found),
    }
}

fn tagged(model: &Model, tag: &str, found: &mut Selection) {
    let has = |tags: &[String]| tags.iter().any(|known| known == tag);
    for (id, element) in model.elements() {
        if has(&element.tags) {
            found.nodes.insert(Node::Element(id));
        }
    }
    for (id, group) in model.groups() {
        if has(&group.tags) {
            found.nodes.extend(with_inside(model, Node::Group(id)));
        }
    }
    for (id, relation) in model.relations() {
        if has(&relation.tags) {
            take(model, id, found);
        }
    }
}

fn take(model: &Model, id: RelationId, found: &mut Selection) {
    let relation = model.relation(id);
    found.nodes.insert(relation.from.node);
    found.nodes.insert(relation.to.node);
    found.relations.insert(id);
}

/// Returns a thing, and what is in it where it is a group.
fn with_inside(model: &Model, node: Node) -> Vec<Node> {
    let mut nodes = vec![node];
    if let Node::Group(group) = node {
        nodes.extend(
            model
                .groups()
                .map(|(id, _): (GroupId, _)| Node::Group(id))
                .filter(|&inner| model.is_inside(inner, group)),
        );
        nodes.extend(
            model
                .elements_in(group)
                .map(|id: ElementId| Node::Element(id)),
        );
    }
    nodes
}

/// Takes everything on a shortest way, along the arrows if there is one, else against them.
fn path(model: &Model, web: &Web, from: Node, to: Node, found: &mut Selection) {
    let starts = with_inside(model, from);
    let stops: BTreeSet<Node> = with_inside(model, to).into_iter().collect();
    found.nodes.insert(from);
    found.nodes.insert(to);
    let forward = shortest(model, &web.links, &starts, &stops);
    let way = forward.or_else(|| {
        let starts: Vec<Node> = stops.iter().copied().collect();
        let stops: BTreeSet<Node> = with_inside(model, from).into_iter().collect();
        shortest(model, &web.links, &starts, &stops)
    });
    for id in way.unwrap_or_default() {
        take(model, id, found);
    }
}

/// Returns the relations of a shortest way, the first in source order among equals.
fn shortest(
    model: &Model,
    links: &Links,
    starts: &[Node],
    stops: &BTreeSet<Node>,
) -> Option<Vec<RelationId>> {
    let mut came: BTreeMap<Node, Option<RelationId>> =
        starts.iter().map(|&node| (node, None)).collect();
    let mut queue: VecDeque<Node> = starts.iter().copied().collect();
    while let Some(node) = queue.pop_front() {
        if stops.contains(&node) {
            let mut way = Vec::new();
            let mut at = node;
            while let Some(Some(id)) = came.get(&at) {
                way.push(*id);
                at = model.relation(*id).from.node;
            }
            way.reverse();
            return Some(way);
        }
        for &id in links.starting_at(node) {
            let next = model.relation(id).to.node;
            came.entry(next).or_insert_with(|| {
                queue.push_back(next);
                Some(id)
            });
        }
    }
    None
}
