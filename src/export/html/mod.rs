//! One page that holds a picture and the facts behind it: focus, search, scenarios step by step, findings, zoom.
//!
//! Comes in: the picture as SVG, its dark colours under the class `dark`, the model, a review. Goes out: a page that
//! works from a file and asks for nothing: its policy forbids every request. What an author wrote is in the picture,
//! which is safe by its own contract, and in one block of JSON, from which the page only sets text.

use super::escape::escape;
use crate::diff::Changes;
use crate::lens::{Finding, Review, Subject};
use crate::model::{self, ElementId, Model, Node, StepBlock, Target, Titles};
use crate::source::Sources;
use serde::Serialize;

/// The class of the page's root under which the picture's dark colours hold.
pub const DARK_CLASS: &str = "dark";

/// Writes the page.
pub fn html(
    title: &str,
    svg: &str,
    model: &Model,
    sources: &Sources,
    review: Option<&Review>,
    changes: &Changes,
) -> String {
    let facts = Facts::of(model, sources, review, changes);
    let json = serde_json::to_string(&facts).expect("strings and lists can be written as JSON");
    // Within a script element `<` could end it, or begin a comment.
    let json = json.replace('<', "\\u003c");
    let mut heading = String::new();
    escape(&mut heading, title);
    let mut page = String::new();
    for piece in include_str!("page.html").split('{') {
        let Some((slot, rest)) = piece.split_once('}') else {
            page.push_str(piece);
            continue;
        };
        page.push_str(match slot {
            "title" => &heading,
            "css" => include_str!("page.css"),
            "svg" => svg,
            "facts" => &json,
            _ => include_str!("page.js"),
        });
        page.push_str(rest);
    }
    page
}

/// What the page knows beside the picture.
#[derive(Serialize)]
struct Facts {
    layers: Vec<Named>,
    kinds: Vec<Named>,
    elements: Vec<Element>,
    scenarios: Vec<Scenario>,
    findings: Vec<Entry>,
    changes: Vec<Changed>,
}

#[derive(Serialize)]
struct Named {
    id: String,
    title: String,
}

#[derive(Serialize)]
struct Element {
    id: String,
    title: String,
    service: String,
    layer: String,
    description: Option<String>,
    link: Option<String>,
    tags: Vec<String>,
    attributes: Vec<(String, String)>,
    /// The file and the line of its declaration.
    source: String,
    /// What became of it, in a picture of what changed.
    change: Option<String>,
}

#[derive(Serialize)]
struct Scenario {
    id: String,
    title: String,
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    from: String,
    to: String,
    text: String,
}

#[derive(Serialize)]
struct Entry {
    /// As on the picture.
    number: usize,
    rule: String,
    severity: &'static str,
    message: String,
    fix: String,
    on: String,
}

/// One thing that did not stay as it was.
#[derive(Serialize)]
struct Changed {
    what: &'static str,
    title: String,
    words: String,
    on: String,
}

impl Facts {
    fn of(model: &Model, sources: &Sources, review: Option<&Review>, changes: &Changes) -> Self {
        let findings = review.map(Review::open_failures).unwrap_or_default();
        let titles = Titles::of_model(model);
        Self {
            layers: model
                .layers
                .iter()
                .map(|layer| named(&layer.id, &layer.title))
                .collect(),
            kinds: KINDS.iter().map(|(id, title)| named(id, title)).collect(),
            elements: model
                .elements
                .iter()
                .zip(0..)
                .map(|(element, at)| Element {
                    change: changes.told(Node::Element(ElementId(at))),
                    ..self::element(model, sources, element)
                })
                .collect(),
            scenarios: model
                .scenarios
                .iter()
                .map(|scenario| self::scenario(model, scenario))
                .collect(),
            findings: findings
                .into_iter()
                .map(|(number, finding)| entry(model, &titles, number, finding))
                .collect(),
            changes: changed(model, changes),
        }
    }
}

/// The kinds of flows by their name in the picture.
const KINDS: [(&str, &str); 6] = [
    ("request", "Requests"),
    ("event", "Events"),
    ("stream", "Streams"),
    ("identity", "Identity checks"),
    ("telemetry", "Telemetry"),
    ("deploy", "Deployment"),
];

fn named(id: &str, title: &str) -> Named {
    Named {
        id: id.to_owned(),
        title: title.to_owned(),
    }
}

fn element(model: &Model, sources: &Sources, element: &model::Element) -> Element {
    let (line, _) = sources.line_column(element.name_span);
    Element {
        id: element.path.clone(),
        title: element.title.clone(),
        service: element
            .own_service
            .as_ref()
            .map_or_else(|| element.service.clone(), |own| own.title.clone()),
        layer: element
            .layer
            .map_or_else(String::new, |layer| model.layer(layer).title.clone()),
        description: element.description.clone(),
        link: match &element.link {
            Some(Target::Url(url)) => Some(url.clone()),
            _ => None,
        },
        tags: element.tags.clone(),
        attributes: element
            .attributes
            .list
            .iter()
            .filter(|attribute| !matches!(attribute.provenance, model::Provenance::Service { .. }))
            .map(|attribute| (attribute.key.clone(), model.words(&attribute.value)))
            .collect(),
        source: format!("{}:{line}", sources.file(element.name_span.file).name),
        change: None,
    }
}

fn scenario(model: &Model, scenario: &model::Scenario) -> Scenario {
    let mut steps = Vec::new();
    walk(model, &scenario.steps, &mut steps);
    Scenario {
        id: scenario.id.clone(),
        title: scenario.title.clone(),
        steps,
    }
}

fn walk(model: &Model, blocks: &[StepBlock], into: &mut Vec<Step>) {
    for block in blocks {
        match block {
            StepBlock::Step(step) => {
                let relation = model.relation(step.relation);
                let text = step.text.clone().or_else(|| relation.label.clone());
                let between = format!(
                    "{} → {}",
                    model.title(relation.from.node),
                    model.title(relation.to.node)
                );
                into.push(Step {
                    from: model.path(relation.from.node).to_owned(),
                    to: model.path(relation.to.node).to_owned(),
                    text: text.map_or(between.clone(), |text| format!("{between}: {text}")),
                });
            }
            StepBlock::Alt(arms) | StepBlock::Par(arms) => {
                for (_, blocks) in arms {
                    walk(model, blocks, into);
                }
            }
            StepBlock::Loop(_, blocks) => walk(model, blocks, into),
        }
    }
}

fn changed(model: &Model, changes: &Changes) -> Vec<Changed> {
    let nodes = changes.nodes.iter().map(|(node, change)| Changed {
        what: change.word(),
        title: model.title(*node).to_owned(),
        words: change.words(),
        on: model.path(*node).to_owned(),
    });
    let relations = changes.relations.iter().map(|(id, change)| {
        let (from, to) = (model.relation(*id).from.node, model.relation(*id).to.node);
        Changed {
            what: change.word(),
            title: format!("{} → {}", model.title(from), model.title(to)),
            words: change.words(),
            on: model.path(from).to_owned(),
        }
    });
    nodes.chain(relations).collect()
}

fn entry(model: &Model, titles: &Titles, number: usize, finding: &Finding) -> Entry {
    let say = |words: &str| titles.say(words).replace('`', "");
    let on = match finding.subject {
        Subject::Node(node) => model.path(node).to_owned(),
        Subject::Relation(relation) => model.path(model.relation(relation).from.node).to_owned(),
        _ => String::new(),
    };
    Entry {
        number,
        rule: finding.rule.id.clone(),
        severity: finding.rule.severity.word(),
        message: say(&finding.message),
        fix: say(&finding.fix),
        on,
    }
}
