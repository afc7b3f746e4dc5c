//! What one thing says, as keys and words, so that two of it can be compared.

use crate::model::{
    Attributes, Element, Group, LayerId, Model, Provenance, Relation, Scenario, StepBlock, Target,
};

/// Keys with what is said, in the order in which people read them.
pub(super) type Said = Vec<(String, String)>;

/// Collects what is said; what is not said leaves no key.
struct Saying<'m> {
    model: &'m Model,
    said: Said,
}

impl Saying<'_> {
    fn of(model: &Model) -> Saying<'_> {
        Saying {
            model,
            said: Vec::new(),
        }
    }

    fn put(&mut self, key: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.said.push((key.to_owned(), value));
        }
    }

    fn maybe(&mut self, key: &str, value: Option<&String>) {
        self.put(key, value.cloned().unwrap_or_default());
    }

    fn layer(&mut self, layer: Option<LayerId>) {
        let title = layer.map(|id| self.model.layer(id).id.clone());
        self.maybe("layer", title.as_ref());
    }

    fn link(&mut self, link: Option<&Target>) {
        match link {
            Some(Target::Url(text) | Target::View(text)) => self.put("link", text.as_str()),
            None => {}
        }
    }

    /// What a service does when nothing is said is no change of the file.
    fn attributes(&mut self, attributes: &Attributes) {
        for attribute in &attributes.list {
            if !matches!(attribute.provenance, Provenance::Service { .. }) {
                let words = self.model.words(&attribute.value);
                self.said.push((attribute.key.clone(), words));
            }
        }
    }
}

pub(super) fn whole(model: &Model) -> Said {
    let mut saying = Saying::of(model);
    saying.put("title", model.title.as_str());
    saying.maybe("description", model.description.as_ref());
    saying.maybe("owner", model.owner.as_ref());
    saying.put("lens", model.lenses.join(", "));
    saying.attributes(&model.attributes);
    saying.said
}

pub(super) fn element(model: &Model, element: &Element) -> Said {
    let mut saying = Saying::of(model);
    saying.put("title", element.title.as_str());
    match &element.own_service {
        Some(own) => saying.put("service", own.id.as_str()),
        None => saying.put("service", element.service.as_str()),
    }
    saying.layer(element.layer);
    let spans: Vec<&str> = element
        .spans
        .iter()
        .map(|id| model.group(*id).path.as_str())
        .collect();
    saying.put("spans", spans.join(", "));
    saying.maybe("description", element.description.as_ref());
    saying.put("tags", element.tags.join(", "));
    saying.link(element.link.as_ref());
    saying.attributes(&element.attributes);
    if let Some(consumer) = &element.consumer {
        let of: Vec<String> = consumer.of.iter().map(|end| model.end(end)).collect();
        saying.put("of", of.join(", "));
        saying.maybe("contract", consumer.contract.as_ref());
        saying.maybe("contact", consumer.contact.as_ref());
        let key = consumer.api_key.as_ref().map(|value| model.words(value));
        saying.maybe("api-key", key.as_ref());
    }
    saying.said
}

pub(super) fn group(model: &Model, group: &Group) -> Said {
    let mut saying = Saying::of(model);
    saying.put("title", group.title.as_str());
    saying.put("kind", group.kind.as_str());
    saying.maybe("component", group.component.as_ref());
    saying.layer(group.layer);
    saying.maybe("description", group.description.as_ref());
    saying.put("tags", group.tags.join(", "));
    saying.link(group.link.as_ref());
    saying.attributes(&group.attributes);
    saying.said
}

pub(super) fn relation(model: &Model, relation: &Relation) -> Said {
    let mut saying = Saying::of(model);
    saying.put("kind", relation.kind.name());
    saying.maybe("label", relation.label.as_ref());
    saying.put(
        "both ways",
        if relation.twin.is_some() { "yes" } else { "" },
    );
    saying.maybe("description", relation.description.as_ref());
    saying.put("tags", relation.tags.join(", "));
    saying.link(relation.link.as_ref());
    saying.attributes(&relation.attributes);
    saying.said
}

/// A scenario's title, and its steps with the words of its blocks.
pub(super) fn scenario(model: &Model, scenario: &Scenario) -> Said {
    let mut saying = Saying::of(model);
    saying.put("title", scenario.title.as_str());
    saying.maybe("description", scenario.description.as_ref());
    let mut steps = Vec::new();
    walk(model, &scenario.steps, &mut steps);
    saying.put("steps", steps.join("; "));
    saying.said
}

fn walk(model: &Model, blocks: &[StepBlock], steps: &mut Vec<String>) {
    let arms = |word: &str, arms: &[(String, Vec<StepBlock>)], steps: &mut Vec<String>| {
        for (title, blocks) in arms {
            steps.push(format!("{word} {title}").trim().to_owned());
            walk(model, blocks, steps);
        }
    };
    for block in blocks {
        match block {
            StepBlock::Step(step) => {
                let relation = model.relation(step.relation);
                let way = relation.kind.arrow();
                let (from, to) = (model.end(&relation.from), model.end(&relation.to));
                let text = step.text.as_deref().unwrap_or_default();
                steps.push(format!("{from} {way} {to} {text}").trim().to_owned());
            }
            StepBlock::Alt(list) => arms("alt", list, steps),
            StepBlock::Par(list) => arms("par", list, steps),
            StepBlock::Loop(title, blocks) => {
                steps.push(format!("loop {title}").trim().to_owned());
                walk(model, blocks, steps);
            }
        }
    }
}
