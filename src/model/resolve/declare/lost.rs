//! What cannot be declared, and what its author may have meant.

use super::super::draft::{ContextId, Draft};
use super::super::kinds::WORDS;
use super::super::words;
use super::codes::{NO_ID, OUT_OF_PLACE, STRAY_ATTRIBUTE};
use super::find_layer;
use crate::source::{Code, Diagnostic, Span};
use crate::syntax::{Reference, Statement, Text, Value, ValueKind};

/// Says that a kind is not known.
pub(super) fn unknown_kind(
    draft: &mut Draft,
    code: &'static Code,
    name: &Reference,
    context: ContextId,
) -> Diagnostic {
    let file = draft.context(context).file;
    let path = name.path();
    let diagnostic = Diagnostic::error(
        code,
        name.span,
        format!("there is no service or component `{path}`"),
    );
    if let Some(near) = foreign_kind(draft, &path) {
        return diagnostic
            .help(format!("write `{near}`"))
            .guess(name.span, near);
    }
    if is_a_thing(draft, &path) {
        return diagnostic.help(format!(
            "`{path}` is the id of a thing; a flow from it has an arrow, as in `{path} -> OTHER`"
        ));
    }
    let mut known: Vec<&str> = draft.kinds.names(file).collect();
    known.extend(
        draft
            .catalog
            .services()
            .flat_map(|service| std::iter::once(service.id).chain(service.aliases.iter().copied())),
    );
    known.extend(WORDS);
    match draft.guess(&path, known) {
        Some(near) => diagnostic
            .help(format!("did you mean `{near}`?"))
            .guess(name.span, near),
        None => diagnostic.help(
            "`archlens catalog list` shows the services; for what is not among them take a generic one: `service`, `function`, `database`, `queue`",
        ),
    }
}

/// What other languages call the kinds of things, and what they are called here.
const FOREIGN_KINDS: &[(&str, &str)] = &[
    ("node", "service"),
    ("box", "service"),
    ("system", "service"),
    ("softwareSystem", "service"),
    ("actor", "user"),
    ("person", "user"),
    ("cloud", "external"),
    ("db", "database"),
    ("subgraph", "group"),
    ("package", "group"),
    ("rectangle", "group"),
    ("boundary", "group"),
    ("import", "use"),
    ("include", "use"),
    ("app", "service"),
    ("application", "service"),
    ("microservice", "service"),
    ("process", "service"),
    ("server", "vm"),
    ("host", "vm"),
    ("client", "user"),
    ("customer", "user"),
    ("api", "api-gateway"),
    ("storage", "bucket"),
    ("cron", "scheduler"),
    ("postgres", "database"),
    ("postgresql", "database"),
    ("mysql", "database"),
    ("mariadb", "database"),
    ("mongodb", "database"),
    ("redis", "cache"),
    ("memcached", "cache"),
    ("rabbitmq", "queue"),
    ("nginx", "load-balancer"),
    ("haproxy", "load-balancer"),
];

/// Returns whether a word is the id of something that is declared already.
pub(super) fn is_a_thing(draft: &Draft, path: &str) -> bool {
    draft.by_id.contains_key(path)
}

/// Returns the kind that a word of another language stands for: of Mermaid and its kin, of Terraform, of CloudFormation.
fn foreign_kind(draft: &Draft, path: &str) -> Option<String> {
    let types = path.replace('.', "::");
    let of_cloud = draft.catalog.services().find(|service| {
        service.terraform.contains(&path) || service.cloudformation.contains(&types.as_str())
    });
    let of_diagrams = || {
        let found = FOREIGN_KINDS.iter().find(|(word, _)| *word == path);
        found.map(|(_, here)| *here)
    };
    of_cloud
        .map(|service| service.id)
        .or_else(of_diagrams)
        .map(str::to_owned)
}

/// Says that a thing has no id, and offers one after its title.
pub(super) fn no_id(draft: &mut Draft, name: &Reference, title: Option<&Text>) {
    let path = name.path();
    let diagnostic = Diagnostic::error(
        &NO_ID,
        name.span,
        format!("this `{path}` has no id, so nothing can refer to it"),
    );
    let service = draft.catalog.service(&path);
    let title = title.map(|title| title.text.as_str());
    let id = title
        .or(service.map(|service| service.short))
        .and_then(words::id)
        .filter(|id| {
            // Of a service's own name nothing is learnt.
            service.is_some_and(|service| service.id != id)
                && find_layer(draft, id).is_none()
                && !draft.by_id.contains_key(id)
        });
    draft.say(match id {
        Some(id) => diagnostic
            .help(format!("write an id behind it, such as `{path} {id}`"))
            .guess(name.span.after(), format!(" {id}")),
        None => diagnostic.help(format!("write an id behind it: `{path} NAME`")),
    });
}

pub(super) fn stray_attribute(
    draft: &mut Draft,
    statement: &Statement,
    key: &Reference,
    value: Option<&Value>,
    context: ContextId,
) {
    let path = key.path();
    let file = draft.context(context).file;
    let bare = value.is_none();
    // A value that is missing or cannot be read has been told.
    if value.is_some_and(|value| matches!(value.kind, ValueKind::Bad(_))) {
        return;
    }
    if bare && draft.kinds.find(draft.catalog, file, key).is_some() {
        no_id(draft, key, None);
        return;
    }
    if bare {
        let mut diagnostic = Diagnostic::error(
            &STRAY_ATTRIBUTE,
            statement.span,
            format!("`{path}` alone says nothing here"),
        );
        let known: Vec<&str> = draft.catalog.services().map(|service| service.id).collect();
        diagnostic = match draft.guess(&path, known) {
            Some(near) => diagnostic.help(format!("to declare an element write `{near} NAME`")),
            None => {
                diagnostic.help("to declare an element write its service and its id: `lambda NAME`")
            }
        };
        draft.say(diagnostic);
        return;
    }
    draft.say(
        Diagnostic::error(
            &STRAY_ATTRIBUTE,
            statement.span,
            format!("`{path}` belongs to nothing here, so it would be lost"),
        )
        .help(meant(&path, value)),
    );
}

/// Says where an attribute belongs, or what was to be drawn: other languages make a thing of `KEY: TITLE`.
fn meant(key: &str, value: Option<&Value>) -> String {
    match value.map(|value| &value.kind) {
        Some(ValueKind::Words(words)) if words.len() > 1 => {
            let words: Vec<String> = words.iter().map(Reference::path).collect();
            format!(
                "to draw a thing say what it is, as in `service {key} \"{}\"`",
                words.join(" ")
            )
        }
        Some(ValueKind::Record(_)) => format!("for a group write `group {key} {{ … }}`"),
        _ => "put it into the braces of the thing that it is about; what is about everything goes into `architecture \"Title\" { … }`".to_owned(),
    }
}

pub(super) fn out_of_place(draft: &mut Draft, span: Span, message: &str, help: &str) {
    draft.say(Diagnostic::error(&OUT_OF_PLACE, span, message).help(help));
}
