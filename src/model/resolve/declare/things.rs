//! Makes elements and groups.

use super::super::draft::{Context, ContextId, Draft, Named, Place, Task, index};
use super::super::words;
use super::names::{bind, description, one_name, title};
use super::{find_layer, statements};
use crate::catalog;
use crate::model::{Attributes, Element, ElementId, Group, GroupId, Layout, Node, OwnService};
use crate::syntax::{Declaration, Statement};

/// Makes an element.
pub(super) fn element<'t>(
    draft: &mut Draft<'t>,
    statement: &'t Statement,
    declaration: &'t Declaration,
    service: &'static catalog::Service,
    own: Option<usize>,
    context: ContextId,
) {
    let Some(name) = one_name(draft, declaration) else {
        return;
    };
    if !draft.room(name.span) {
        return;
    }
    let id = ElementId(index(draft.model.elements.len()));
    let Some(path) = bind(draft, name, Named::Node(Node::Element(id)), context) else {
        return;
    };
    let here = draft.context(context);
    let title = title(draft, declaration.title.as_ref(), &name.text, context);
    let own_service = own.map(|own| {
        let own = &draft.kinds.own[own];
        OwnService {
            id: own.id.to_owned(),
            title: own
                .title
                .map_or_else(|| words::plain(own.id), str::to_owned),
            icon: None,
        }
    });
    let layer = here
        .layer
        .or_else(|| service.layer.and_then(|layer| find_layer(draft, layer)));
    draft.model.elements.push(Element {
        path,
        title,
        service: service.id.to_owned(),
        own_service,
        layer,
        group: here.group,
        spans: Vec::new(),
        description: description(statement),
        attributes: Attributes::default(),
        parts: Vec::new(),
        tags: Vec::new(),
        link: None,
        consumer: None,
        layout: Layout::default(),
        span: statement.span,
        name_span: name.span,
    });
    draft.element_bodies.push(
        declaration
            .body
            .iter()
            .map(|body| (body, context))
            .collect(),
    );
    draft.element_contexts.push(context);
    draft.element_own.push(own);
    draft.tasks.push(Task::Element(id));
}

/// Makes a group and all that is in it.
pub(super) fn group<'t>(
    draft: &mut Draft<'t>,
    statement: &'t Statement,
    declaration: &'t Declaration,
    service: &'static catalog::Service,
    context: ContextId,
) {
    let Some(id) = open_group(draft, statement, declaration, service.id, None, context) else {
        return;
    };
    let inner = inside(draft, id, context);
    if let Some(body) = &declaration.body {
        draft.group_bodies[id.0 as usize].push((body, inner));
        statements(draft, &body.items, inner);
    }
}

/// Makes the context of what is in a group.
pub fn inside(draft: &mut Draft, group: GroupId, context: ContextId) -> ContextId {
    let here = draft.context(context);
    let scope = draft.group_scopes[group.0 as usize];
    draft.add_context(Context {
        scope,
        group: Some(group),
        depth: here.depth + 1,
        place: Place::Group,
        ..here
    })
}

/// Makes a group without what is in it.
pub fn open_group<'t>(
    draft: &mut Draft<'t>,
    statement: &'t Statement,
    declaration: &'t Declaration,
    kind: &str,
    component: Option<String>,
    context: ContextId,
) -> Option<GroupId> {
    let name = one_name(draft, declaration)?;
    let here = draft.context(context);
    if !draft.shallow(here.depth, name.span) || !draft.room(name.span) {
        return None;
    }
    let id = GroupId(index(draft.model.groups.len()));
    let path = bind(draft, name, Named::Node(Node::Group(id)), context)?;
    let scope = draft.add_scope(format!("{path}."), Some(here.scope));
    let title = title(draft, declaration.title.as_ref(), &name.text, context);
    draft.model.groups.push(Group {
        path,
        title,
        kind: kind.to_owned(),
        component,
        parent: here.group,
        layer: here.layer,
        description: description(statement),
        attributes: Attributes::default(),
        tags: Vec::new(),
        link: None,
        layout: Layout::default(),
        span: statement.span,
        name_span: name.span,
    });
    draft.group_bodies.push(Vec::new());
    draft.group_contexts.push(context);
    draft.group_scopes.push(scope);
    draft.group_instances.push(None);
    draft.tasks.push(Task::Group(id));
    Some(id)
}
