//! The kinds that declarations may be of: the catalog's services, the author's own services, and components.

use crate::catalog::{self, Catalog};
use crate::model::Loaded;
use crate::source::{Checked, Code, Diagnostic, FileId, Span};
use crate::syntax::{Body, Declaration, Reference, Statement, StatementKind, ValueKind};
use std::collections::{BTreeMap, BTreeSet};

/// The codes that collecting kinds raises.
pub const CODES: &[&Code] = &[&TWICE, &EXTENDS, &TAKEN, &NO_NAME, &CIRCLE];

static TWICE: Code = Code {
    id: "A0430",
    title: "a component or service is declared twice",
    page: "A file's components and own services share one list of names. Give the second one another name.",
    wrong: "component worker { lambda fn }\ncomponent worker { sqs queue }\nworker w",
    right: "component worker { lambda fn }\ncomponent buffer { sqs queue }\nworker w",
};

static EXTENDS: Code = Code {
    id: "A0431",
    title: "a service extends nothing that is known",
    page: "An own service says with `extends` which service of the catalog, or which other own service, it is a variant of. It takes over that one's attributes, parts and layer.",
    wrong: "service thumbs \"Thumbnailer\" { extends: lamda }\nthumbs t",
    right: "service thumbs \"Thumbnailer\" { extends: lambda }\nthumbs t",
};

static TAKEN: Code = Code {
    id: "A0432",
    title: "the name of a kind is taken",
    page: "Components and own services cannot have the name of a service of the catalog, of a layer, or of a statement of the language such as `view`, because a declaration could then mean two things.",
    wrong: "component lambda { sqs queue }",
    right: "component worker { sqs queue }",
};

static NO_NAME: Code = Code {
    id: "A0433",
    title: "a component or service has no name",
    page: "`component NAME { … }` and `service NAME { extends: … }` declare a kind that other statements use by its name.",
    wrong: "component { sqs queue }",
    right: "component buffer { sqs queue }",
};

static CIRCLE: Code = Code {
    id: "A0434",
    title: "services extend each other in a circle",
    page: "An own service must come down to a service of the catalog in the end.",
    wrong: "service a { extends: b }\nservice b { extends: a }\na x",
    right: "service a { extends: b }\nservice b { extends: lambda }\na x",
};

/// Words that open statements of their own; no kind may have such a name.
pub const WORDS: &[&str] = &[
    "architecture",
    "layer",
    "defaults",
    "component",
    "param",
    "expose",
    "service",
    "use",
    "environment",
    "omit",
    "rollout",
    "view",
    "scenario",
    "waive",
    "answer",
];

/// What a declaration's first word says.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Catalog(&'static catalog::Service),
    /// The index of an own service.
    Own(usize),
    /// The index of a component.
    Component(usize),
}

/// A service that an author has declared.
pub struct Own<'t> {
    pub id: &'t str,
    pub title: Option<&'t str>,
    pub base: &'static catalog::Service,
    /// The own service that it extends.
    pub parent: Option<usize>,
    pub body: &'t Body,
}

/// A component that an author has declared.
pub struct Component<'t> {
    pub id: &'t str,
    pub body: Option<&'t Body>,
    pub span: Span,
    pub file: FileId,
}

/// All kinds of a run.
#[derive(Default)]
pub struct Kinds<'t> {
    pub own: Vec<Own<'t>>,
    pub components: Vec<Component<'t>>,
    /// What each file sees without a prefix.
    visible: BTreeMap<FileId, BTreeMap<&'t str, Kind>>,
    /// The files behind each file's prefixes.
    spaces: BTreeMap<FileId, BTreeMap<&'t str, FileId>>,
}

impl<'t> Kinds<'t> {
    /// Returns what the first word of a declaration means in a file.
    pub fn find(&self, catalog: &Catalog, file: FileId, name: &Reference) -> Option<Kind> {
        let (last, prefixes) = name.parts.split_last()?;
        let mut file = file;
        for prefix in prefixes {
            file = *self.spaces.get(&file)?.get(prefix.text.as_str())?;
        }
        if let Some(kind) = self
            .visible
            .get(&file)
            .and_then(|kinds| kinds.get(last.text.as_str()))
        {
            return Some(*kind);
        }
        if prefixes.is_empty() {
            return catalog.service(&last.text).map(Kind::Catalog);
        }
        None
    }

    /// Returns the names of the author's own kinds that a file sees.
    pub fn names(&self, file: FileId) -> impl Iterator<Item = &'t str> {
        self.visible
            .get(&file)
            .into_iter()
            .flat_map(|kinds| kinds.keys().copied())
    }

    /// Returns the nearest own service and the ones that it extends.
    pub fn lineage(&self, own: Option<usize>) -> impl Iterator<Item = &Own<'t>> {
        std::iter::successors(own.map(|own| &self.own[own]), |own| {
            own.parent.map(|parent| &self.own[parent])
        })
    }
}

/// Returns whether a declaration makes a kind of service, and not an element of the generic service `service`.
pub fn is_own_service(declaration: &Declaration) -> bool {
    is_word(declaration, "service")
        && declaration
            .body
            .as_ref()
            .is_some_and(|body| extends(body).is_some())
}

/// Returns whether a declaration opens with a word.
pub fn is_word(declaration: &Declaration, word: &str) -> bool {
    declaration
        .kind
        .single()
        .is_some_and(|name| name.text == word)
}

fn extends(body: &Body) -> Option<(Span, Option<&Reference>)> {
    body.statements()
        .find_map(|statement| match &statement.kind {
            StatementKind::Attribute { key, value } if key.path() == "extends" => {
                let word = value.as_ref().and_then(|value| match &value.kind {
                    ValueKind::Words(words) if words.len() == 1 => words.first(),
                    _ => None,
                });
                Some((
                    value.as_ref().map_or(statement.span, |value| value.span),
                    word,
                ))
            }
            _ => None,
        })
}

struct Found<'t> {
    declaration: &'t Declaration,
    statement: &'t Statement,
    file: FileId,
}

/// Collects the kinds of all files.
pub fn collect<'t>(loaded: &'t Loaded, catalog: &Catalog) -> Checked<Kinds<'t>> {
    let mut kinds = Kinds::default();
    let mut diagnostics = Vec::new();
    let mut services = Vec::new();
    let mut components = Vec::new();
    let mut bare: BTreeMap<FileId, Vec<FileId>> = BTreeMap::new();
    for (&file, tree) in &loaded.trees {
        let mut found = Vec::new();
        for statement in tree.statements() {
            gather(statement, file, &mut found, &mut |statement, name| {
                let Some(&used) = loaded.uses.get(&statement.span) else {
                    return;
                };
                match name {
                    Some(name) => {
                        kinds.spaces.entry(file).or_default().insert(name, used);
                    }
                    None => bare.entry(file).or_default().push(used),
                }
            });
        }
        for item in found {
            if is_word(item.declaration, "component") {
                components.push(item);
            } else {
                services.push(item);
            }
        }
    }
    let mut declared: BTreeMap<(FileId, &str), Span> = BTreeMap::new();
    let mut names: BTreeMap<FileId, BTreeMap<&'t str, Kind>> = BTreeMap::new();
    let mut may_declare = |item: &Found<'t>,
                           diagnostics: &mut Vec<Diagnostic>|
     -> Option<&'t str> {
        let name = item
            .declaration
            .subject
            .as_ref()
            .and_then(|subject| match subject.members() {
                [reference] => reference.single(),
                _ => None,
            });
        let Some(name) = name else {
            diagnostics.push(
                Diagnostic::error(
                    &NO_NAME,
                    item.declaration.kind.span,
                    format!(
                        "`{}` needs a name of one word",
                        item.declaration.kind.path()
                    ),
                )
                .help(format!(
                    "write `{} NAME {{ … }}`",
                    item.declaration.kind.path()
                )),
            );
            return None;
        };
        let text = name.text.as_str();
        if catalog.service(text).is_some() || catalog.layer(text).is_some() || WORDS.contains(&text)
        {
            let what = if catalog.service(text).is_some() {
                "a service of the catalog"
            } else if catalog.layer(text).is_some() {
                "a layer"
            } else {
                "a word of the language"
            };
            diagnostics.push(
                Diagnostic::error(&TAKEN, name.span, format!("`{text}` is {what} already"))
                    .help("give it another name"),
            );
            return None;
        }
        if let Some(first) = declared.insert((item.file, text), name.span) {
            declared.insert((item.file, text), first);
            diagnostics.push(
                Diagnostic::error(&TWICE, name.span, format!("`{text}` is declared twice"))
                    .related(first, "first declared here")
                    .help("give one of them another name"),
            );
            return None;
        }
        Some(text)
    };
    for item in components {
        if let Some(id) = may_declare(&item, &mut diagnostics) {
            let at = kinds.components.len();
            kinds.components.push(Component {
                id,
                body: item.declaration.body.as_ref(),
                span: item.statement.span,
                file: item.file,
            });
            names
                .entry(item.file)
                .or_default()
                .insert(id, Kind::Component(at));
        }
    }
    let mut pending: Vec<(&'t str, Found<'t>)> = Vec::new();
    for item in services {
        if let Some(id) = may_declare(&item, &mut diagnostics) {
            pending.push((id, item));
        }
    }
    // Own services may extend each other in any order and across files: rounds until nothing more is known.
    loop {
        see_used(&mut kinds.visible, &names, &bare, loaded);
        let before = pending.len();
        let mut waiting = Vec::new();
        for (id, item) in pending {
            let Some(body) = &item.declaration.body else {
                continue;
            };
            let base = extends(body)
                .and_then(|(_, word)| word)
                .and_then(|word| kinds.find(catalog, item.file, word));
            let (base, parent) = match base {
                Some(Kind::Catalog(service)) if service.kind == catalog::Kind::Element => {
                    (service, None)
                }
                Some(Kind::Own(parent)) => (kinds.own[parent].base, Some(parent)),
                _ => {
                    waiting.push((id, item));
                    continue;
                }
            };
            let at = kinds.own.len();
            kinds.own.push(Own {
                id,
                title: item
                    .declaration
                    .title
                    .as_ref()
                    .map(|title| title.text.as_str()),
                base,
                parent,
                body,
            });
            names
                .entry(item.file)
                .or_default()
                .insert(id, Kind::Own(at));
            kinds
                .visible
                .entry(item.file)
                .or_default()
                .insert(id, Kind::Own(at));
        }
        pending = waiting;
        if pending.is_empty() || pending.len() == before {
            break;
        }
    }
    let left: BTreeSet<&str> = pending.iter().map(|(id, _)| *id).collect();
    for (id, item) in &pending {
        let Some((span, word)) = item.declaration.body.as_ref().and_then(extends) else {
            continue;
        };
        let written = word.map(Reference::path).unwrap_or_default();
        let diagnostic = if left.contains(written.as_str()) {
            Diagnostic::error(
                &CIRCLE,
                span,
                format!(
                    "`{id}` extends `{written}`, which comes down to no service of the catalog"
                ),
            )
            .help("let one of them extend a service of the catalog")
        } else {
            let known = catalog
                .services()
                .filter(|service| service.kind == catalog::Kind::Element)
                .map(|service| service.id)
                .chain(kinds.names(item.file));
            let mut diagnostic = Diagnostic::error(
                &EXTENDS,
                span,
                format!("`{id}` extends no service that is known"),
            );
            match crate::source::closest(&written, known) {
                Some(near) => {
                    diagnostic = diagnostic
                        .help(format!("did you mean `{near}`?"))
                        .guess(span, near);
                }
                None => {
                    diagnostic =
                        diagnostic.help("name a service of the catalog, such as `extends: lambda`")
                }
            }
            diagnostic
        };
        diagnostics.push(diagnostic);
        // Elements of it are taken as generic ones, so that one mistake is told once.
        if let (Some(base), Some(body)) = (catalog.service("service"), &item.declaration.body) {
            let at = kinds.own.len();
            kinds.own.push(Own {
                id,
                title: None,
                base,
                parent: None,
                body,
            });
            names
                .entry(item.file)
                .or_default()
                .insert(id, Kind::Own(at));
        }
    }
    see_used(&mut kinds.visible, &names, &bare, loaded);
    Checked {
        value: kinds,
        diagnostics,
    }
}

/// Fills in what each file sees: its own kinds, and those of the files that it uses without a prefix.
fn see_used<'t>(
    visible: &mut BTreeMap<FileId, BTreeMap<&'t str, Kind>>,
    names: &BTreeMap<FileId, BTreeMap<&'t str, Kind>>,
    bare: &BTreeMap<FileId, Vec<FileId>>,
    loaded: &Loaded,
) {
    for &file in loaded.trees.keys() {
        let mut seen = BTreeMap::new();
        let mut stack = vec![file];
        let mut done = BTreeSet::new();
        while let Some(at) = stack.pop() {
            if !done.insert(at) {
                continue;
            }
            for (name, kind) in names.get(&at).into_iter().flatten() {
                seen.entry(*name).or_insert(*kind);
            }
            stack.extend(bare.get(&at).into_iter().flatten().rev());
        }
        visible.insert(file, seen);
    }
}

/// Walks a statement and its blocks for components, own services and uses; the parser bounds how deep they nest.
fn gather<'t>(
    statement: &'t Statement,
    file: FileId,
    found: &mut Vec<Found<'t>>,
    used: &mut dyn FnMut(&'t Statement, Option<&'t str>),
) {
    match &statement.kind {
        StatementKind::Use { name, .. } => {
            used(statement, name.as_ref().map(|name| name.text.as_str()));
        }
        StatementKind::Declaration(declaration) => {
            if is_word(declaration, "component") || is_own_service(declaration) {
                found.push(Found {
                    declaration,
                    statement,
                    file,
                });
            }
            if let Some(body) = &declaration.body {
                for inner in body.statements() {
                    gather(inner, file, found, used);
                }
            }
        }
        _ => {}
    }
}
