//! Relations that attributes state: roles of elements and groups, and what consumers depend on.

use super::super::draft::{Draft, FlowKey, index};
use super::super::facts::{self, Facts, Owner, OwnerKind};
use super::super::values::ends;
use super::super::{declare, words};
use super::{New, WRONG_LAYER, WRONG_TARGET, state_flow};
use crate::catalog;
use crate::model::{
    Attributes, Consumer, ElementId, End, GroupId, Node, Relation, RelationId, RelationKind,
};
use crate::source::{Diagnostic, Span};

pub(super) fn element(draft: &mut Draft, id: ElementId) {
    let at = id.0 as usize;
    let Some(service) = draft.catalog.service(&draft.model.elements[at].service) else {
        return;
    };
    let context = draft.context(draft.element_contexts[at]);
    let own = draft.element_own[at];
    let kind = own.map_or(service.id, |own| draft.kinds.own[own].id);
    let label = words::article(kind);
    let (bodies, fallbacks) = facts::all_bodies(draft, at);
    let skip: &[&str] = if own.is_some() { &["extends"] } else { &[] };
    let is_strange = draft.strange.contains(&draft.model.elements[at].span);
    let owner = Owner {
        service: (!is_strange).then_some(service),
        kind: OwnerKind::Element,
        label: &label,
        skip,
    };
    let span = draft.model.elements[at].span;
    let mut facts = facts::read(draft, owner, &bodies, &fallbacks);
    facts::add_service_defaults(draft, service, &mut facts.attributes, span);
    facts::add_named_parts(draft, at, service);
    let stated_layer = facts.layer;
    if let Some(layer) = context.layer
        && stated_layer.is_none()
        && !facts::layer_fits(draft, service, layer)
    {
        wrong_layer(draft, at, service, layer);
    }
    roles(
        draft,
        Node::Element(id),
        service.attributes,
        &facts.attributes,
    );
    let common = draft.catalog.common;
    roles(draft, Node::Element(id), common, &facts.attributes);
    if service.id == "consumer" {
        consumer(draft, id, &facts.attributes);
    }
    let element = &mut draft.model.elements[at];
    // A block says more than the service, and the element more than the block.
    if let Some(layer) = stated_layer {
        element.layer = Some(layer);
    }
    if let Some(own_service) = &mut element.own_service {
        own_service.icon = facts.attributes.text("icon").map(str::to_owned);
    }
    element.spans = facts.spans;
    element.tags = facts.tags;
    element.link = facts.link;
    element.layout = facts.layout;
    element.attributes = facts.attributes;
}

pub(super) fn wrong_layer(
    draft: &mut Draft,
    at: usize,
    service: &catalog::Service,
    layer: crate::model::LayerId,
) {
    let own = service.layer.unwrap_or_default();
    let here = draft.model.layer(layer).id.clone();
    let span = draft.model.elements[at].name_span;
    draft.say(
        Diagnostic::warning(
            &WRONG_LAYER,
            span,
            format!(
                "{} belongs to the layer `{own}`, and stands in `{here}`",
                words::article(service.id)
            ),
        )
        .help(format!(
            "move it to `{own} {{ … }}`, or write `layer: {here}` on it if it is meant"
        )),
    );
}

pub(super) fn group(draft: &mut Draft, id: GroupId) {
    let at = id.0 as usize;
    let service = draft.catalog.service(&draft.model.groups[at].kind);
    let component = draft.model.groups[at].component.clone();
    let mut skip: Vec<&str> = Vec::new();
    if let Some(instance) = draft.group_instances[at] {
        skip = declare::parameters(&draft.instances[instance]);
        skip.push("kind");
    }
    let label = words::article(component.as_deref().unwrap_or(&draft.model.groups[at].kind));
    // An instance's own words come last, so that they win over the component's.
    let bodies = draft.group_bodies[at].clone();
    let context = draft.context(draft.group_contexts[at]);
    let kind = draft.model.groups[at].kind.clone();
    let fallbacks = facts::defaults(draft, context, &[&kind]);
    let owner = Owner {
        service,
        kind: OwnerKind::Group,
        label: &label,
        skip: &skip,
    };
    let facts = facts::read(draft, owner, &bodies, &fallbacks);
    if let Some(service) = service {
        roles(
            draft,
            Node::Group(id),
            service.attributes,
            &facts.attributes,
        );
    }
    let group = &mut draft.model.groups[at];
    group.tags = facts.tags;
    group.link = facts.link;
    group.layout = facts.layout;
    group.attributes = facts.attributes;
}

/// Makes the relations that attributes of a thing state.
pub(super) fn roles(
    draft: &mut Draft,
    node: Node,
    known: &[catalog::Attribute],
    attributes: &Attributes,
) {
    let whole = End { node, part: None };
    for attribute in &attributes.list {
        let Some(known) = known.iter().find(|known| known.id == attribute.key) else {
            continue;
        };
        let Some(role) = &known.role else { continue };
        let mut others = Vec::new();
        ends(&attribute.value, &mut others);
        for other in others {
            check_target(draft, &attribute.key, role, &other, attribute.span);
            let (from, to) = if role.reversed {
                (other, whole.clone())
            } else {
                (whole.clone(), other)
            };
            state_role(draft, from, to, role, attribute.span);
        }
    }
}

pub(super) fn check_target(
    draft: &mut Draft,
    key: &str,
    role: &catalog::Role,
    other: &End,
    span: Span,
) {
    if role.targets.is_empty() {
        return;
    }
    let Node::Element(id) = other.node else {
        return;
    };
    let element = draft.model.element(id);
    let Some(service) = draft.catalog.service(&element.service) else {
        return;
    };
    // What has no service of its own may be anything.
    if role.targets.contains(&service.id) || service.place != catalog::Place::Layer {
        return;
    }
    let (path, title) = (element.path.clone(), service.title);
    draft.say(
        Diagnostic::warning(
            &WRONG_TARGET,
            span,
            format!("`{key}` cannot be `{path}`, which is {title}"),
        )
        .related(draft.model.name_span(other.node), "declared here")
        .help(format!("it takes {}", words::either(role.targets))),
    );
}

pub(super) fn state_role(draft: &mut Draft, from: End, to: End, role: &catalog::Role, span: Span) {
    let kind = kind_of_role(role.arrow);
    let key = (from.clone(), to.clone(), kind, role.id.to_owned());
    if draft.roles.contains_key(&key) {
        return;
    }
    // A flow between the same ends that was stated before is the same relation.
    let first: FlowKey = (from.clone(), to.clone(), kind, None);
    let known = draft
        .flows
        .range(first..)
        .take_while(|(flow, _)| flow.0 == from && flow.1 == to && flow.2 == kind)
        .map(|(_, &id)| id)
        .filter(|id| draft.model.relations[id.0 as usize].role.is_none())
        .min();
    if let Some(id) = known {
        draft.model.relations[id.0 as usize].role = Some(role.id.to_owned());
        draft.roles.insert(key, id);
        return;
    }
    if !draft.room_for_relations(span, 1) {
        return;
    }
    let id = RelationId(index(draft.model.relations.len()));
    draft.model.relations.push(Relation {
        id: format!(
            "{} -[{}]-> {}",
            draft.model.end(&from),
            role.id,
            draft.model.end(&to)
        ),
        from,
        to,
        kind,
        role: Some(role.id.to_owned()),
        label: Some(role.label.to_owned()),
        description: None,
        attributes: Attributes::default(),
        tags: Vec::new(),
        link: None,
        twin: None,
        drawn: false,
        span,
    });
    draft.roles.insert(key, id);
}

pub(super) fn kind_of_role(arrow: catalog::Arrow) -> RelationKind {
    match arrow {
        catalog::Arrow::Request => RelationKind::Request,
        catalog::Arrow::Event => RelationKind::Event,
        catalog::Arrow::Stream => RelationKind::Stream,
        catalog::Arrow::Observes => RelationKind::Observes,
    }
}

/// Notes who depends on what; a flow to each interface is drawn.
pub(super) fn consumer(draft: &mut Draft, id: ElementId, attributes: &Attributes) {
    let mut of = Vec::new();
    if let Some(value) = attributes.value("of") {
        ends(value, &mut of);
    }
    let span = attributes
        .get("of")
        .map_or(draft.element(id).span, |attribute| attribute.span);
    for end in &of {
        let from = End {
            node: Node::Element(id),
            part: None,
        };
        let first = (
            from.clone(),
            end.clone(),
            RelationKind::Request,
            String::new(),
        );
        let role = draft
            .roles
            .range(first..)
            .take_while(|(role, _)| role.0 == from && role.1 == *end)
            .map(|(_, &relation)| relation)
            .next();
        match role {
            Some(relation) => draft.model.relations[relation.0 as usize].drawn = true,
            None => {
                let flow = New {
                    from,
                    to: end.clone(),
                    kind: RelationKind::Request,
                    label: None,
                    span,
                };
                state_flow(draft, flow, &Facts::default(), None);
            }
        }
    }
    let text = |key: &str| attributes.text(key).map(str::to_owned);
    let consumer = Consumer {
        of,
        contract: text("contract"),
        contact: text("contact"),
        api_key: attributes.value("api-key").cloned(),
    };
    draft.model.elements[id.0 as usize].consumer = Some(consumer);
}
