//! What holds for a thing without being stated at it: defaults of blocks, of its own service, and named parts.

use super::super::draft::{Bodies, Context, Draft};
use super::super::words;
use crate::catalog::{self, PartKind};
use crate::model::{Attribute, Attributes, Part, Provenance};
use crate::source::Span;
use crate::syntax::{Body, StatementKind};
use std::rc::Rc;

/// Returns the bodies of `defaults` that apply, the nearest first.
pub fn defaults<'t>(draft: &Draft<'t>, context: Context, ids: &[&str]) -> Bodies<'t> {
    let mut found = Vec::new();
    let mut block = context.defaults;
    while let Some(at) = block {
        let defaults = &draft.defaults[at];
        for id in ids {
            for (service, body) in &defaults.entries {
                if service == id {
                    found.push((*body, defaults.context));
                }
            }
        }
        block = defaults.parent;
    }
    found
}

/// Adds what the service does when nothing is said.
pub fn add_service_defaults(
    draft: &mut Draft,
    service: &'static catalog::Service,
    attributes: &mut Attributes,
    span: Span,
) {
    let known = match draft.service_defaults.get(service.id) {
        Some(known) => Rc::clone(known),
        None => {
            let known = Rc::new(service_defaults(service));
            draft.service_defaults.insert(service.id, Rc::clone(&known));
            known
        }
    };
    for default in known.iter() {
        if attributes.get(&default.key).is_none() {
            attributes.list.push(Attribute {
                span,
                ..default.clone()
            });
        }
    }
}

/// Reads the defaults of a service as if they were written in a file.
pub(super) fn service_defaults(service: &'static catalog::Service) -> Vec<Attribute> {
    let mut list = Vec::new();
    for attribute in service.attributes {
        let Some(default) = &attribute.default else {
            continue;
        };
        if let Some(value) = super::super::defaults::read(attribute, default.value) {
            list.push(Attribute {
                key: attribute.id.to_owned(),
                value,
                provenance: Provenance::Service {
                    certain: default.certain,
                },
                span: Span::default(),
            });
        }
    }
    list
}

/// Adds the parts that an element names itself: its aliases and versions.
pub fn add_named_parts(draft: &mut Draft, element: usize, service: &catalog::Service) {
    if !service
        .parts
        .iter()
        .any(|part| part.kind == PartKind::Named)
    {
        return;
    }
    for id in named_parts(draft, element, service) {
        let span = draft.model.elements[element].name_span;
        let parts = &mut draft.model.elements[element].parts;
        if !parts.iter().any(|part| part.id == id) {
            parts.push(Part { id, span });
        }
    }
}

/// Returns the parts that an element names itself: the aliases and versions of a function.
pub fn named_parts(draft: &Draft, element: usize, service: &catalog::Service) -> Vec<String> {
    let (bodies, fallbacks) = all_bodies(draft, element);
    let mut found = Vec::new();
    for (body, _) in bodies.iter().chain(&fallbacks) {
        for statement in body.statements() {
            if let StatementKind::Attribute {
                key,
                value: Some(value),
            } = &statement.kind
                && service
                    .parts
                    .iter()
                    .any(|part| part.kind == PartKind::Named && part.id == key.path())
            {
                words::names(value, &mut found);
            }
        }
    }
    found
}

/// Returns all bodies that say something about an element: its own, its service's, and the `defaults` that apply.
pub fn all_bodies<'t>(draft: &Draft<'t>, element: usize) -> (Bodies<'t>, Bodies<'t>) {
    let at = draft.element_contexts[element];
    let lineage: Vec<(&str, &'t Body)> = draft
        .kinds
        .lineage(draft.element_own[element])
        .map(|own| (own.id, own.body))
        .collect();
    let mut ids: Vec<&str> = lineage.iter().map(|(id, _)| *id).collect();
    ids.push(&draft.model.elements[element].service);
    let mut fallbacks = defaults(draft, draft.context(at), &ids);
    fallbacks.extend(lineage.iter().map(|(_, body)| (*body, at)));
    (draft.element_bodies[element].clone(), fallbacks)
}
