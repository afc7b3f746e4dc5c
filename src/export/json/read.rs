//! The document to a model.

use super::document::{Arm, Attribute, Document, End, Layout, Place};
use super::values::{Arrangement, From, Link, RelationKind, Selector, Step, Value, Waived, Wish};
use crate::model::{self, ElementId, GroupId, LayerId, Model, Node, RelationId};
use crate::source::{FileId, Span};
use std::collections::BTreeMap;

/// Turns the document into a model; says in one sentence why where it cannot.
pub fn model(document: &Document) -> Result<Model, String> {
    let mut names = Names::default();
    for (at, layer) in (0..).zip(&document.layers) {
        names.layers.insert(&layer.id, LayerId(at));
    }
    for (at, group) in (0..).zip(&document.groups) {
        names.node(&group.path, Node::Group(GroupId(at)))?;
    }
    for (at, element) in (0..).zip(&document.elements) {
        names.node(&element.path, Node::Element(ElementId(at)))?;
    }
    for (at, relation) in (0..).zip(&document.relations) {
        if names
            .relations
            .insert(&relation.id, RelationId(at))
            .is_some()
        {
            return Err(format!("two relations have the id `{}`", relation.id));
        }
    }
    Ok(Model {
        title: document.title.clone(),
        description: document.description.clone(),
        owner: document.owner.clone(),
        lenses: document.lenses.clone(),
        attributes: names.attributes(&document.attributes)?,
        layers: document
            .layers
            .iter()
            .map(|layer| model::Layer {
                id: layer.id.clone(),
                title: layer.title.clone(),
                lens: layer.lens.clone(),
                span: layer.place.as_ref().map(span),
            })
            .collect(),
        groups: all(&document.groups, |group| {
            Ok(model::Group {
                path: group.path.clone(),
                title: group.title.clone(),
                kind: group.kind.clone(),
                component: group.component.clone(),
                parent: maybe(group.parent.as_ref(), |path| names.group(path))?,
                layer: maybe(group.layer.as_ref(), |id| names.layer(id))?,
                description: group.description.clone(),
                attributes: names.attributes(&group.attributes)?,
                tags: group.tags.clone(),
                link: group.link.as_ref().map(link),
                layout: names.layout(&group.layout)?,
                span: span(&group.place),
                name_span: span(&group.name),
            })
        })?,
        elements: all(&document.elements, |element| names.element(element))?,
        relations: all(&document.relations, |relation| {
            Ok(model::Relation {
                id: relation.id.clone(),
                from: names.end(&relation.from)?,
                to: names.end(&relation.to)?,
                kind: match relation.kind {
                    RelationKind::Request => model::RelationKind::Request,
                    RelationKind::Event => model::RelationKind::Event,
                    RelationKind::Stream => model::RelationKind::Stream,
                    RelationKind::Observes => model::RelationKind::Observes,
                },
                role: relation.role.clone(),
                label: relation.label.clone(),
                description: relation.description.clone(),
                attributes: names.attributes(&relation.attributes)?,
                tags: relation.tags.clone(),
                link: relation.link.as_ref().map(link),
                twin: maybe(relation.twin.as_ref(), |id| names.relation(id))?,
                drawn: relation.drawn,
                span: span(&relation.place),
            })
        })?,
        views: all(&document.views, |view| {
            Ok(model::View {
                id: view.id.clone(),
                title: view.title.clone(),
                description: view.description.clone(),
                include: names.selectors(&view.include)?,
                exclude: names.selectors(&view.exclude)?,
                arrange: match view.arrange {
                    Arrangement::Layers => model::Arrangement::Layers,
                    Arrangement::Flow => model::Arrangement::Flow,
                    Arrangement::Groups => model::Arrangement::Groups,
                },
                collapse: names.selectors(&view.collapse)?,
                depth: view.depth,
                layout: names.layout(&view.layout)?,
                overrides: all(&view.overrides, |one| {
                    Ok((
                        names.find(&one.node)?,
                        names.layout(&one.layout)?,
                        names.attributes(&one.attributes)?,
                    ))
                })?,
                attributes: names.attributes(&view.attributes)?,
                span: span(&view.place),
            })
        })?,
        scenarios: all(&document.scenarios, |scenario| {
            Ok(model::Scenario {
                id: scenario.id.clone(),
                title: scenario.title.clone(),
                description: scenario.description.clone(),
                steps: names.steps(&scenario.steps)?,
                span: span(&scenario.place),
            })
        })?,
        environments: all(&document.environments, |environment| {
            Ok(model::Environment {
                id: environment.id.clone(),
                title: environment.title.clone(),
                extends: environment.extends.clone(),
                attributes: names.attributes(&environment.attributes)?,
                span: span(&environment.place),
            })
        })?,
        environment: document.environment.clone(),
        rollouts: all(&document.rollouts, |rollout| {
            Ok(model::Rollout {
                id: rollout.id.clone(),
                title: rollout.title.clone(),
                environment: rollout.environment.clone(),
                moves: all(&rollout.moves, |one| {
                    Ok(model::Move {
                        strategy: one.strategy.clone(),
                        targets: all(&one.targets, |path| names.leaf(path))?,
                        attributes: names.attributes(&one.attributes)?,
                        span: span(&one.place),
                    })
                })?,
                span: span(&rollout.place),
            })
        })?,
        waivers: all(&document.waivers, |waiver| {
            Ok(model::Waiver {
                rule: waiver.rule.clone(),
                on: match &waiver.on {
                    Waived::Everything => model::Waived::Everything,
                    Waived::Node(path) => model::Waived::Node(names.find(path)?),
                    Waived::Relations(ids) => {
                        model::Waived::Relations(all(ids, |id| names.relation(id))?)
                    }
                },
                reason: waiver.reason.clone(),
                until: waiver.until.clone(),
                owner: waiver.owner.clone(),
                span: span(&waiver.place),
            })
        })?,
        answers: all(&document.answers, |answer| {
            Ok(model::Answer {
                question: answer.question.clone(),
                choices: answer.choices.clone(),
                notes: answer.notes.clone(),
                attributes: names.attributes(&answer.attributes)?,
                span: span(&answer.place),
            })
        })?,
    })
}

fn all<A, B>(list: &[A], read: impl Fn(&A) -> Result<B, String>) -> Result<Vec<B>, String> {
    list.iter().map(read).collect()
}

fn maybe<A, B>(
    value: Option<A>,
    read: impl FnOnce(A) -> Result<B, String>,
) -> Result<Option<B>, String> {
    value.map(read).transpose()
}

fn span(place: &Place) -> Span {
    Span::new(FileId(place.file), place.start, place.end)
}

fn link(link: &Link) -> model::Target {
    match link {
        Link::Url(url) => model::Target::Url(url.clone()),
        Link::View(view) => model::Target::View(view.clone()),
    }
}

/// What the names in the document stand for.
#[derive(Default)]
struct Names<'d> {
    nodes: BTreeMap<&'d str, Node>,
    layers: BTreeMap<&'d str, LayerId>,
    relations: BTreeMap<&'d str, RelationId>,
}

impl<'d> Names<'d> {
    fn node(&mut self, path: &'d str, node: Node) -> Result<(), String> {
        match self.nodes.insert(path, node) {
            None => Ok(()),
            Some(_) => Err(format!("two things have the path `{path}`")),
        }
    }

    fn find(&self, path: &str) -> Result<Node, String> {
        let found = self.nodes.get(path).copied();
        found.ok_or_else(|| format!("nothing has the path `{path}`"))
    }

    fn group(&self, path: &String) -> Result<GroupId, String> {
        match self.find(path)? {
            Node::Group(id) => Ok(id),
            Node::Element(_) => Err(format!("`{path}` is no group")),
        }
    }

    fn leaf(&self, path: &String) -> Result<ElementId, String> {
        match self.find(path)? {
            Node::Element(id) => Ok(id),
            Node::Group(_) => Err(format!("`{path}` is no element")),
        }
    }

    fn layer(&self, id: &String) -> Result<LayerId, String> {
        let found = self.layers.get(id.as_str()).copied();
        found.ok_or_else(|| format!("there is no layer `{id}`"))
    }

    fn relation(&self, id: &String) -> Result<RelationId, String> {
        let found = self.relations.get(id.as_str()).copied();
        found.ok_or_else(|| format!("there is no relation `{id}`"))
    }

    fn end(&self, end: &End) -> Result<model::End, String> {
        Ok(model::End {
            node: self.find(&end.node)?,
            part: end.part.clone(),
        })
    }

    fn attributes(&self, list: &[Attribute]) -> Result<model::Attributes, String> {
        let list = all(list, |attribute| {
            Ok(model::Attribute {
                key: attribute.key.clone(),
                value: self.value(&attribute.value)?,
                provenance: match attribute.from {
                    From::Stated => model::Provenance::Stated,
                    From::Defaults => model::Provenance::Defaults,
                    From::Service => model::Provenance::Service { certain: false },
                    From::ServiceCertain => model::Provenance::Service { certain: true },
                },
                span: span(&attribute.place),
            })
        })?;
        Ok(model::Attributes { list })
    }

    fn value(&self, value: &Value) -> Result<model::Value, String> {
        Ok(match value {
            Value::None => model::Value::None,
            Value::Bool(truth) => model::Value::Bool(*truth),
            Value::Text(text) => model::Value::Text(text.clone()),
            Value::Number(number) => model::Value::Number(*number),
            Value::Duration(time) => model::Value::Duration(*time),
            Value::Size(size) => model::Value::Size(*size),
            Value::Rate(rate) => model::Value::Rate(*rate),
            Value::Percent(percent) => model::Value::Percent(*percent),
            Value::Date(date) => model::Value::Date(date.clone()),
            Value::Reference(end) => model::Value::Reference(self.end(end)?),
            Value::List(members) => model::Value::List(all(members, |member| self.value(member))?),
            Value::Record(list) => model::Value::Record(self.attributes(list)?),
        })
    }

    fn layout(&self, layout: &Layout) -> Result<model::Layout, String> {
        Ok(model::Layout {
            pin: layout.pin.clone(),
            before: maybe(layout.before.as_ref(), |path| self.find(path))?,
            direction: layout.direction.clone(),
            wishes: all(&layout.wishes, |wish| {
                Ok(match wish {
                    Wish::SameRow { nodes, place } => {
                        model::Wish::SameRow(all(nodes, |path| self.find(path))?, span(place))
                    }
                    Wish::SameColumn { nodes, place } => {
                        model::Wish::SameColumn(all(nodes, |path| self.find(path))?, span(place))
                    }
                })
            })?,
        })
    }

    fn element(&self, element: &super::document::Element) -> Result<model::Element, String> {
        Ok(model::Element {
            path: element.path.clone(),
            title: element.title.clone(),
            service: element.service.clone(),
            own_service: element.own_service.as_ref().map(|own| model::OwnService {
                id: own.id.clone(),
                title: own.title.clone(),
                icon: own.icon.clone(),
            }),
            layer: maybe(element.layer.as_ref(), |id| self.layer(id))?,
            group: maybe(element.group.as_ref(), |path| self.group(path))?,
            spans: all(&element.spans, |path| self.group(path))?,
            description: element.description.clone(),
            attributes: self.attributes(&element.attributes)?,
            parts: element
                .parts
                .iter()
                .map(|part| model::Part {
                    id: part.id.clone(),
                    span: span(&part.place),
                })
                .collect(),
            tags: element.tags.clone(),
            link: element.link.as_ref().map(link),
            consumer: maybe(element.consumer.as_ref(), |consumer| {
                Ok(model::Consumer {
                    of: all(&consumer.of, |end| self.end(end))?,
                    contract: consumer.contract.clone(),
                    contact: consumer.contact.clone(),
                    api_key: maybe(consumer.api_key.as_ref(), |value| self.value(value))?,
                })
            })?,
            layout: self.layout(&element.layout)?,
            span: span(&element.place),
            name_span: span(&element.name),
        })
    }

    fn selectors(&self, list: &[Selector]) -> Result<Vec<model::Selector>, String> {
        all(list, |selector| {
            Ok(match selector {
                Selector::Node(path) => model::Selector::Node(self.find(path)?),
                Selector::Layer(id) => model::Selector::Layer(self.layer(id)?),
                Selector::Tag(tag) => model::Selector::Tag(tag.clone()),
                Selector::Service(service) => model::Selector::Service(service.clone()),
                Selector::Scenario(scenario) => model::Selector::Scenario(scenario.clone()),
                Selector::NeighboursOf(path) => model::Selector::NeighboursOf(self.find(path)?),
                Selector::UpstreamOf(path) => model::Selector::UpstreamOf(self.find(path)?),
                Selector::DownstreamOf(path) => model::Selector::DownstreamOf(self.find(path)?),
                Selector::Path { from, to } => {
                    model::Selector::Path(self.find(from)?, self.find(to)?)
                }
            })
        })
    }

    fn steps(&self, list: &[Step]) -> Result<Vec<model::StepBlock>, String> {
        let arms = |arms: &[Arm]| all(arms, |arm| Ok((arm.title.clone(), self.steps(&arm.steps)?)));
        all(list, |step| {
            Ok(match step {
                Step::Along {
                    number,
                    relation,
                    text,
                    place,
                } => model::StepBlock::Step(model::Step {
                    number: *number,
                    relation: self.relation(relation)?,
                    text: text.clone(),
                    span: span(place),
                }),
                Step::Alt(inner) => model::StepBlock::Alt(arms(inner)?),
                Step::Par(inner) => model::StepBlock::Par(arms(inner)?),
                Step::Loop(arm) => {
                    model::StepBlock::Loop(arm.title.clone(), self.steps(&arm.steps)?)
                }
            })
        })
    }
}
