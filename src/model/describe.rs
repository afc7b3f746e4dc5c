//! A model in prose: the answer of `archlens describe`, and what a picture says to those who cannot see it.

use super::{ElementId, Links, Model, Node, Relation, RelationId, RelationKind, Selection};
use crate::catalog::{Catalog, Place};
use std::collections::{BTreeSet, VecDeque};

/// How many sentences tell about flows before the rest is only counted.
const SENTENCES: usize = 24;

/// Describes what a selection shows of a model, in a few short paragraphs.
pub fn describe(model: &Model, catalog: &Catalog, shown: &Selection) -> String {
    let telling = Telling {
        model,
        catalog,
        shown,
        links: Links::of(model),
    };
    let paragraphs = [
        telling.opening(),
        telling.actors(),
        telling.flows(),
        telling.layers(),
        telling.stories(),
    ];
    let told: Vec<String> = paragraphs
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let mut text = told.join("\n\n");
    text.push('\n');
    text
}

struct Telling<'m> {
    model: &'m Model,
    catalog: &'m Catalog,
    shown: &'m Selection,
    links: Links,
}

impl Telling<'_> {
    fn elements(&self) -> impl Iterator<Item = ElementId> {
        self.shown.nodes.iter().filter_map(|node| match node {
            Node::Element(id) => Some(*id),
            Node::Group(_) => None,
        })
    }

    fn opening(&self) -> String {
        let elements = self.elements().count();
        let flows = self
            .shown
            .relations
            .iter()
            .filter(|&&id| self.model.relation(id).drawn)
            .count();
        let title = if self.model.title.is_empty() {
            "This architecture"
        } else {
            &self.model.title
        };
        let mut text = format!(
            "{title} has {} and {}.",
            counted(elements, "element"),
            counted(flows, "flow")
        );
        if let Some(owner) = &self.model.owner {
            text.push_str(&format!(" It belongs to {owner}."));
        }
        if let Some(description) = &self.model.description {
            text.push(' ');
            text.push_str(description);
        }
        text
    }

    fn is_outside(&self, id: ElementId) -> bool {
        let service = self.catalog.service(&self.model.element(id).service);
        service.is_some_and(|service| service.place == Place::Outside)
    }

    fn actors(&self) -> String {
        let actors: Vec<&str> = self
            .elements()
            .filter(|&id| self.is_outside(id))
            .map(|id| self.model.element(id).title.as_str())
            .collect();
        match actors.as_slice() {
            [] => String::new(),
            [one] => format!("Outside of it stands {one}."),
            several => format!("Outside of it stand {}.", listed(several)),
        }
    }

    /// Tells the flows of business data, in the order in which they are reached from the outside.
    fn flows(&self) -> String {
        let mut queue: VecDeque<Node> = self
            .elements()
            .filter(|&id| self.is_outside(id))
            .map(Node::Element)
            .collect();
        let nobody_calls = self.shown.nodes.iter().copied().filter(|&node| {
            self.links
                .ending_at(node)
                .iter()
                .all(|&id| !self.is_told(id))
        });
        let rest: Vec<Node> = nobody_calls
            .chain(self.shown.nodes.iter().copied())
            .collect();
        let mut rest = rest.into_iter();
        let mut seen: BTreeSet<Node> = queue.iter().copied().collect();
        let mut sentences = Vec::new();
        let mut left = 0;
        loop {
            let node = match queue.pop_front() {
                Some(node) => node,
                None => match rest.find(|node| seen.insert(*node)) {
                    Some(node) => node,
                    None => break,
                },
            };
            let told: Vec<&Relation> = self
                .links
                .starting_at(node)
                .iter()
                .filter(|&&id| self.is_told(id))
                .map(|&id| self.model.relation(id))
                .collect();
            for relation in &told {
                if seen.insert(relation.to.node) {
                    queue.push_back(relation.to.node);
                }
            }
            if told.is_empty() {
                continue;
            }
            if sentences.len() < SENTENCES {
                sentences.push(self.sentence(node, &told));
            } else {
                left += told.len();
            }
        }
        if left > 0 {
            sentences.push(format!("There are {} more.", counted(left, "flow")));
        }
        sentences.join(" ")
    }

    fn is_told(&self, id: RelationId) -> bool {
        let relation = self.model.relation(id);
        self.shown.relations.contains(&id)
            && relation.drawn
            && relation.kind != RelationKind::Observes
    }

    fn sentence(&self, node: Node, told: &[&Relation]) -> String {
        let mut parts: Vec<String> = Vec::new();
        for kind in [
            RelationKind::Request,
            RelationKind::Event,
            RelationKind::Stream,
        ] {
            let ends: Vec<String> = told
                .iter()
                .filter(|relation| relation.kind == kind)
                .map(|relation| match &relation.label {
                    Some(label) => format!("{} ({label})", self.name(relation)),
                    None => self.name(relation),
                })
                .collect();
            if ends.is_empty() {
                continue;
            }
            let verb = match kind {
                RelationKind::Request => "calls",
                RelationKind::Event => "sends events to",
                RelationKind::Stream => "streams to",
                RelationKind::Observes => continue,
            };
            parts.push(format!("{verb} {}", listed(&ends)));
        }
        format!("{} {}.", self.model.title(node), listed(&parts))
    }

    fn name(&self, relation: &Relation) -> String {
        let title = self.model.title(relation.to.node);
        if relation.to.node == relation.from.node {
            return "itself".to_owned();
        }
        match &relation.to.part {
            Some(part) if self.is_interface(relation.to.node, part) => {
                format!("the {part} of {title}")
            }
            _ => title.to_owned(),
        }
    }

    /// Returns whether a part is one of the service, and not a name such as an alias.
    fn is_interface(&self, node: Node, part: &str) -> bool {
        let Node::Element(id) = node else {
            return false;
        };
        let service = self.catalog.service(&self.model.element(id).service);
        service.is_some_and(|service| service.part(part).is_some())
    }

    fn layers(&self) -> String {
        let mut sentences = Vec::new();
        for (at, layer) in (0..).map(super::LayerId).zip(&self.model.layers) {
            let members: Vec<String> = self
                .elements()
                .map(|id| self.model.element(id))
                .filter(|element| element.layer == Some(at))
                .map(|element| {
                    let service = element.own_service.as_ref().map_or_else(
                        || {
                            self.catalog
                                .service(&element.service)
                                .map_or("", |service| service.short)
                        },
                        |own| &own.title,
                    );
                    if service.is_empty() || service.eq_ignore_ascii_case(&element.title) {
                        element.title.clone()
                    } else {
                        format!("{} ({service})", element.title)
                    }
                })
                .collect();
            if !members.is_empty() {
                sentences.push(format!("{}: {}.", layer.title, listed(&members)));
            }
        }
        sentences.join("\n")
    }

    fn stories(&self) -> String {
        let stories: Vec<String> = self
            .model
            .scenarios
            .iter()
            .filter(|scenario| {
                let relations = scenario.relations();
                !relations.is_empty()
                    && relations.iter().all(|id| self.shown.relations.contains(id))
            })
            .map(|scenario| {
                let steps = scenario.relations().len();
                format!("{} ({})", scenario.title, counted(steps, "step"))
            })
            .collect();
        match stories.as_slice() {
            [] => String::new(),
            [one] => format!("It tells one story: {one}."),
            several => format!("It tells {} stories: {}.", several.len(), listed(several)),
        }
    }
}

fn counted(count: usize, thing: &str) -> String {
    match count {
        0 => format!("no {thing}s"),
        1 => format!("1 {thing}"),
        _ => format!("{count} {thing}s"),
    }
}

fn listed<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::describe;
    use crate::catalog;
    use crate::model::{select, tests::model_of};

    fn check(text: &str, expected: &str) {
        let (checked, _) = model_of(&[("main.arch", text)], None);
        let model = checked.value;
        let told = describe(&model, catalog::builtin(), &select(&model, &[]));
        assert_eq!(told, expected);
    }

    #[test]
    fn tells_who_calls_what_in_order() {
        check(
            r#"
architecture "Shop" { owner: "team-a" }
user shopper
lambda place "Place order"
dynamodb orders "Orders"
sqs jobs "Jobs"
xray traces
place -> orders "PutItem"
place ~> jobs
shopper -> place "POST"
orders.stream => place
place ..> traces
scenario buy "Buying" { shopper -> place "POST"; place -> orders }
"#,
            "Shop has 5 elements and 5 flows. It belongs to team-a.\n\nOutside of it stands Shopper.\n\nShopper calls Place order (POST). Place order calls Orders (PutItem) and sends events to Jobs. Orders streams to Place order.\n\nCompute: Place order (Lambda).\nMessaging: Jobs (SQS).\nData: Orders (DynamoDB).\nMonitoring: Traces (X-Ray).\n\nIt tells one story: Buying (2 steps).\n",
        );
        check("", "This architecture has no elements and no flows.\n");
    }
}
