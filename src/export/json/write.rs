//! A model to the document.

use super::document::{
    Answer, Arm, Attribute, Consumer, Document, Element, End, Environment, FORMAT, Group, Layer,
    Layout, Move, Override, OwnService, Part, Place, Relation, Rollout, Scenario, VERSION, View,
    Waiver,
};
use super::values::{Arrangement, From, Link, RelationKind, Selector, Step, Value, Waived, Wish};
use crate::model::{self, Model, Node};
use crate::source::{Sources, Span};

/// Turns a model into the document.
pub fn document(model: &Model, sources: &Sources) -> Document {
    let from = Writing {
        model,
        lines: sources
            .iter()
            .map(|(_, file)| Lines::of(&file.text))
            .collect(),
    };
    Document {
        format: FORMAT.to_owned(),
        version: VERSION,
        title: model.title.clone(),
        description: model.description.clone(),
        owner: model.owner.clone(),
        lenses: model.lenses.clone(),
        environment: model.environment.clone(),
        attributes: from.attributes(&model.attributes),
        files: sources.iter().map(|(_, file)| file.name.clone()).collect(),
        layers: model
            .layers
            .iter()
            .map(|layer| Layer {
                id: layer.id.clone(),
                title: layer.title.clone(),
                lens: layer.lens.clone(),
                place: layer.span.map(|span| from.place(span)),
            })
            .collect(),
        groups: model.groups.iter().map(|group| from.group(group)).collect(),
        elements: model
            .elements
            .iter()
            .map(|element| from.element(element))
            .collect(),
        relations: model
            .relations
            .iter()
            .map(|relation| from.relation(relation))
            .collect(),
        views: model.views.iter().map(|view| from.view(view)).collect(),
        scenarios: model
            .scenarios
            .iter()
            .map(|scenario| Scenario {
                id: scenario.id.clone(),
                title: scenario.title.clone(),
                description: scenario.description.clone(),
                steps: from.steps(&scenario.steps),
                place: from.place(scenario.span),
            })
            .collect(),
        environments: model
            .environments
            .iter()
            .map(|environment| Environment {
                id: environment.id.clone(),
                title: environment.title.clone(),
                extends: environment.extends.clone(),
                attributes: from.attributes(&environment.attributes),
                place: from.place(environment.span),
            })
            .collect(),
        rollouts: model
            .rollouts
            .iter()
            .map(|rollout| from.rollout(rollout))
            .collect(),
        waivers: model
            .waivers
            .iter()
            .map(|waiver| from.waiver(waiver))
            .collect(),
        answers: model
            .answers
            .iter()
            .map(|answer| Answer {
                question: answer.question.clone(),
                choices: answer.choices.clone(),
                notes: answer.notes.clone(),
                attributes: from.attributes(&answer.attributes),
                place: from.place(answer.span),
            })
            .collect(),
    }
}

/// Where the lines of a text start, so that a place costs no walk through the text.
struct Lines<'s> {
    text: &'s str,
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    fn of(text: &'s str) -> Self {
        let bytes = text.as_bytes();
        let ends = (0..bytes.len()).filter(|&at| {
            bytes[at] == b'\n' || (bytes[at] == b'\r' && bytes.get(at + 1) != Some(&b'\n'))
        });
        Self {
            text,
            starts: std::iter::once(0).chain(ends.map(|at| at + 1)).collect(),
        }
    }

    fn line_column(&self, at: usize) -> (u32, u32) {
        let at = self.text.floor_char_boundary(at);
        let line = self.starts.partition_point(|&start| start <= at);
        let start = self.starts[line - 1];
        let column = self.text[start..at]
            .chars()
            .filter(|&c| c != '\u{FEFF}')
            .count()
            + 1;
        let small = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        (small(line), small(column))
    }
}

struct Writing<'m> {
    model: &'m Model,
    lines: Vec<Lines<'m>>,
}

impl Writing<'_> {
    fn place(&self, span: Span) -> Place {
        let (line, column) = self
            .lines
            .get(span.file.0 as usize)
            .map_or((0, 0), |lines| lines.line_column(span.start as usize));
        Place {
            file: span.file.0,
            start: span.start,
            end: span.end,
            line,
            column,
        }
    }

    fn node(&self, node: Node) -> String {
        self.model.path(node).to_owned()
    }

    fn nodes(&self, nodes: &[Node]) -> Vec<String> {
        nodes.iter().map(|&node| self.node(node)).collect()
    }

    fn end(&self, end: &model::End) -> End {
        End {
            node: self.node(end.node),
            part: end.part.clone(),
        }
    }

    fn attributes(&self, attributes: &model::Attributes) -> Vec<Attribute> {
        attributes
            .list
            .iter()
            .map(|attribute| Attribute {
                key: attribute.key.clone(),
                value: self.value(&attribute.value),
                from: match attribute.provenance {
                    model::Provenance::Stated => From::Stated,
                    model::Provenance::Defaults => From::Defaults,
                    model::Provenance::Service { certain: false } => From::Service,
                    model::Provenance::Service { certain: true } => From::ServiceCertain,
                },
                place: self.place(attribute.span),
            })
            .collect()
    }

    fn value(&self, value: &model::Value) -> Value {
        match value {
            model::Value::None => Value::None,
            model::Value::Bool(truth) => Value::Bool(*truth),
            model::Value::Text(text) => Value::Text(text.clone()),
            model::Value::Number(number) => Value::Number(*number),
            model::Value::Duration(time) => Value::Duration(*time),
            model::Value::Size(size) => Value::Size(*size),
            model::Value::Rate(rate) => Value::Rate(*rate),
            model::Value::Percent(percent) => Value::Percent(*percent),
            model::Value::Date(date) => Value::Date(date.clone()),
            model::Value::Reference(end) => Value::Reference(self.end(end)),
            model::Value::List(members) => {
                Value::List(members.iter().map(|member| self.value(member)).collect())
            }
            model::Value::Record(attributes) => Value::Record(self.attributes(attributes)),
        }
    }

    fn layout(&self, layout: &model::Layout) -> Layout {
        Layout {
            pin: layout.pin.clone(),
            before: layout.before.map(|node| self.node(node)),
            direction: layout.direction.clone(),
            wishes: layout
                .wishes
                .iter()
                .map(|wish| match wish {
                    model::Wish::SameRow(nodes, span) => Wish::SameRow {
                        nodes: self.nodes(nodes),
                        place: self.place(*span),
                    },
                    model::Wish::SameColumn(nodes, span) => Wish::SameColumn {
                        nodes: self.nodes(nodes),
                        place: self.place(*span),
                    },
                })
                .collect(),
        }
    }

    fn layer(&self, layer: Option<model::LayerId>) -> Option<String> {
        layer.map(|layer| self.model.layer(layer).id.clone())
    }

    fn parent(&self, group: Option<model::GroupId>) -> Option<String> {
        group.map(|group| self.model.group(group).path.clone())
    }

    fn group(&self, group: &model::Group) -> Group {
        Group {
            path: group.path.clone(),
            title: group.title.clone(),
            kind: group.kind.clone(),
            component: group.component.clone(),
            parent: self.parent(group.parent),
            layer: self.layer(group.layer),
            description: group.description.clone(),
            attributes: self.attributes(&group.attributes),
            tags: group.tags.clone(),
            link: link(group.link.as_ref()),
            layout: self.layout(&group.layout),
            place: self.place(group.span),
            name: self.place(group.name_span),
        }
    }

    fn element(&self, element: &model::Element) -> Element {
        Element {
            path: element.path.clone(),
            title: element.title.clone(),
            service: element.service.clone(),
            own_service: element.own_service.as_ref().map(|own| OwnService {
                id: own.id.clone(),
                title: own.title.clone(),
                icon: own.icon.clone(),
            }),
            layer: self.layer(element.layer),
            group: self.parent(element.group),
            spans: element
                .spans
                .iter()
                .map(|&group| self.model.group(group).path.clone())
                .collect(),
            description: element.description.clone(),
            attributes: self.attributes(&element.attributes),
            parts: element
                .parts
                .iter()
                .map(|part| Part {
                    id: part.id.clone(),
                    place: self.place(part.span),
                })
                .collect(),
            tags: element.tags.clone(),
            link: link(element.link.as_ref()),
            consumer: element.consumer.as_ref().map(|consumer| Consumer {
                of: consumer.of.iter().map(|end| self.end(end)).collect(),
                contract: consumer.contract.clone(),
                contact: consumer.contact.clone(),
                api_key: consumer.api_key.as_ref().map(|value| self.value(value)),
            }),
            layout: self.layout(&element.layout),
            place: self.place(element.span),
            name: self.place(element.name_span),
        }
    }

    fn relation(&self, relation: &model::Relation) -> Relation {
        Relation {
            id: relation.id.clone(),
            from: self.end(&relation.from),
            to: self.end(&relation.to),
            kind: match relation.kind {
                model::RelationKind::Request => RelationKind::Request,
                model::RelationKind::Event => RelationKind::Event,
                model::RelationKind::Stream => RelationKind::Stream,
                model::RelationKind::Observes => RelationKind::Observes,
            },
            role: relation.role.clone(),
            label: relation.label.clone(),
            description: relation.description.clone(),
            attributes: self.attributes(&relation.attributes),
            tags: relation.tags.clone(),
            link: link(relation.link.as_ref()),
            twin: relation
                .twin
                .map(|twin| self.model.relation(twin).id.clone()),
            drawn: relation.drawn,
            place: self.place(relation.span),
        }
    }

    fn selectors(&self, selectors: &[model::Selector]) -> Vec<Selector> {
        selectors
            .iter()
            .map(|selector| match selector {
                model::Selector::Node(node) => Selector::Node(self.node(*node)),
                model::Selector::Layer(layer) => {
                    Selector::Layer(self.model.layer(*layer).id.clone())
                }
                model::Selector::Tag(tag) => Selector::Tag(tag.clone()),
                model::Selector::Service(service) => Selector::Service(service.clone()),
                model::Selector::Scenario(scenario) => Selector::Scenario(scenario.clone()),
                model::Selector::NeighboursOf(node) => Selector::NeighboursOf(self.node(*node)),
                model::Selector::UpstreamOf(node) => Selector::UpstreamOf(self.node(*node)),
                model::Selector::DownstreamOf(node) => Selector::DownstreamOf(self.node(*node)),
                model::Selector::Path(from, to) => Selector::Path {
                    from: self.node(*from),
                    to: self.node(*to),
                },
            })
            .collect()
    }

    fn view(&self, view: &model::View) -> View {
        View {
            id: view.id.clone(),
            title: view.title.clone(),
            description: view.description.clone(),
            include: self.selectors(&view.include),
            exclude: self.selectors(&view.exclude),
            arrange: match view.arrange {
                model::Arrangement::Layers => Arrangement::Layers,
                model::Arrangement::Flow => Arrangement::Flow,
                model::Arrangement::Groups => Arrangement::Groups,
            },
            collapse: self.selectors(&view.collapse),
            depth: view.depth,
            layout: self.layout(&view.layout),
            overrides: view
                .overrides
                .iter()
                .map(|(node, layout, attributes)| Override {
                    node: self.node(*node),
                    layout: self.layout(layout),
                    attributes: self.attributes(attributes),
                })
                .collect(),
            attributes: self.attributes(&view.attributes),
            place: self.place(view.span),
        }
    }

    fn steps(&self, blocks: &[model::StepBlock]) -> Vec<Step> {
        let arms = |arms: &[(String, Vec<model::StepBlock>)]| {
            arms.iter()
                .map(|(title, steps)| Arm {
                    title: title.clone(),
                    steps: self.steps(steps),
                })
                .collect()
        };
        blocks
            .iter()
            .map(|block| match block {
                model::StepBlock::Step(step) => Step::Along {
                    number: step.number,
                    relation: self.model.relation(step.relation).id.clone(),
                    text: step.text.clone(),
                    place: self.place(step.span),
                },
                model::StepBlock::Alt(inner) => Step::Alt(arms(inner)),
                model::StepBlock::Par(inner) => Step::Par(arms(inner)),
                model::StepBlock::Loop(title, inner) => Step::Loop(Arm {
                    title: title.clone(),
                    steps: self.steps(inner),
                }),
            })
            .collect()
    }

    fn rollout(&self, rollout: &model::Rollout) -> Rollout {
        Rollout {
            id: rollout.id.clone(),
            title: rollout.title.clone(),
            environment: rollout.environment.clone(),
            moves: rollout
                .moves
                .iter()
                .map(|one| Move {
                    strategy: one.strategy.clone(),
                    targets: one
                        .targets
                        .iter()
                        .map(|&target| self.model.element(target).path.clone())
                        .collect(),
                    attributes: self.attributes(&one.attributes),
                    place: self.place(one.span),
                })
                .collect(),
            place: self.place(rollout.span),
        }
    }

    fn waiver(&self, waiver: &model::Waiver) -> Waiver {
        Waiver {
            rule: waiver.rule.clone(),
            on: match &waiver.on {
                model::Waived::Everything => Waived::Everything,
                model::Waived::Node(node) => Waived::Node(self.node(*node)),
                model::Waived::Relations(relations) => Waived::Relations(
                    relations
                        .iter()
                        .map(|&relation| self.model.relation(relation).id.clone())
                        .collect(),
                ),
            },
            reason: waiver.reason.clone(),
            until: waiver.until.clone(),
            owner: waiver.owner.clone(),
            place: self.place(waiver.span),
        }
    }
}

fn link(link: Option<&model::Target>) -> Option<Link> {
    link.map(|link| match link {
        model::Target::Url(url) => Link::Url(url.clone()),
        model::Target::View(view) => Link::View(view.clone()),
    })
}
