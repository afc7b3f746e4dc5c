//! Reads selectors from values, and from a line of text.

use crate::catalog::Catalog;
use crate::model::{LayerId, Model, Node, Selector};
use crate::source::{Checked, Diagnostic, FileId, Span, closest};
use crate::syntax::{self, Reference, StatementKind, Value, ValueKind};

use crate::model::resolve::NOTHING_SELECTED;

/// The names that selectors may use, things apart.
pub struct Names {
    /// The ids of the layers, in order.
    layers: Vec<String>,
    scenarios: Vec<String>,
    /// The author's own services and components.
    services: Vec<String>,
    tags: Vec<String>,
}

impl Names {
    /// Gathers the names of an architecture, with those of its own services and components.
    pub fn of(model: &Model, services: Vec<String>) -> Self {
        let of_elements = model.elements.iter().flat_map(|element| &element.tags);
        let of_groups = model.groups.iter().flat_map(|group| &group.tags);
        let of_relations = model.relations.iter().flat_map(|relation| &relation.tags);
        let mut tags: Vec<String> = of_elements
            .chain(of_groups)
            .chain(of_relations)
            .cloned()
            .collect();
        tags.sort();
        tags.dedup();
        let scenarios = model.scenarios.iter().map(|scenario| scenario.id.clone());
        Self {
            layers: model.layers.iter().map(|layer| layer.id.clone()).collect(),
            scenarios: scenarios.collect(),
            services,
            tags,
        }
    }
}

/// Whether a name that means no thing is told at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Strict {
    Yes,
    No,
}

/// Finds the thing that a reference means.
pub type Find<'f> = dyn FnMut(&Reference, Strict) -> Option<Node> + 'f;

/// Reads the selectors of a value.
pub fn read(
    value: &Value,
    names: &Names,
    catalog: &Catalog,
    find: &mut Find,
    found: &mut Vec<Selector>,
    told: &mut Vec<Diagnostic>,
) {
    match &value.kind {
        ValueKind::List(members) => {
            for member in members {
                read(member, names, catalog, find, found, told);
            }
        }
        ValueKind::LayerTag(name) => match names.layers.iter().position(|layer| *layer == name.text) {
            Some(at) => found.push(Selector::Layer(LayerId(
                u32::try_from(at).expect("fewer layers than statements"),
            ))),
            None => told.push(missing(
                value.span,
                &format!("@{}", name.text),
                "no layer",
                names.layers.iter().map(String::as_str),
                "@",
            )),
        },
        ValueKind::Tag(name) => {
            if !names.tags.contains(&name.text) {
                let mut diagnostic = missing(
                    value.span,
                    &format!("#{}", name.text),
                    "no tag",
                    names.tags.iter().map(String::as_str),
                    "#",
                );
                diagnostic.level = crate::source::Level::Warning;
                told.push(diagnostic);
            }
            found.push(Selector::Tag(name.text.clone()));
        }
        ValueKind::Words(words) => phrase(words, value.span, names, catalog, find, found, told),
        ValueKind::Text(text) => {
            told.push(
                Diagnostic::error(NOTHING_SELECTED, value.span, "a selector is written without quotes")
                    .help(format!("write `{}`", text.text))
                    .guess(value.span, text.text.clone()),
            );
        }
        ValueKind::Bad(_) => {}
        _ => told.push(
            Diagnostic::error(NOTHING_SELECTED, value.span, "this selects nothing")
                .help("name things, `@layer`, `#tag`, a service, `scenario NAME`, `neighbours of X`, `path from A to B`"),
        ),
    }
}

fn phrase(
    words: &[Reference],
    span: Span,
    names: &Names,
    catalog: &Catalog,
    find: &mut Find,
    found: &mut Vec<Selector>,
    told: &mut Vec<Diagnostic>,
) {
    let spoken: Vec<String> = words.iter().map(Reference::path).collect();
    let spoken: Vec<&str> = spoken.iter().map(String::as_str).collect();
    match spoken.as_slice() {
        [name] => {
            // An id wins over a service.
            if let Some(node) = find(&words[0], Strict::No) {
                found.push(Selector::Node(node));
            } else if let Some(service) = catalog.service(name) {
                found.push(Selector::Service(service.id.to_owned()));
            } else if names.services.iter().any(|service| service == name) {
                found.push(Selector::Service((*name).to_owned()));
            } else if names.layers.iter().any(|layer| layer == name) {
                told.push(
                    Diagnostic::error(
                        NOTHING_SELECTED,
                        span,
                        format!("the layer `{name}` is selected with an `@`"),
                    )
                    .help(format!("write `@{name}`"))
                    .fix(span, format!("@{name}")),
                );
            } else if names.scenarios.iter().any(|scenario| scenario == name) {
                told.push(
                    Diagnostic::error(
                        NOTHING_SELECTED,
                        span,
                        format!("`{name}` is a scenario, which is selected with that word"),
                    )
                    .help(format!("write `scenario {name}`"))
                    .fix(span, format!("scenario {name}")),
                );
            } else {
                find(&words[0], Strict::Yes);
            }
        }
        ["scenario", name] => {
            if names.scenarios.iter().any(|scenario| scenario == name) {
                found.push(Selector::Scenario((*name).to_owned()));
            } else {
                told.push(missing(
                    words[1].span,
                    name,
                    "no scenario",
                    names.scenarios.iter().map(String::as_str),
                    "",
                ));
            }
        }
        ["neighbors" | "neighbor" | "neighbour", "of", _] => {
            told.push(
                Diagnostic::error(
                    NOTHING_SELECTED,
                    words[0].span,
                    "the word is spelled `neighbours` here",
                )
                .help("write `neighbours of`")
                .fix(words[0].span, "neighbours"),
            );
            found.extend(find(&words[2], Strict::Yes).map(Selector::NeighboursOf));
        }
        ["neighbours", "of", _] => {
            found.extend(find(&words[2], Strict::Yes).map(Selector::NeighboursOf))
        }
        ["upstream", "of", _] => {
            found.extend(find(&words[2], Strict::Yes).map(Selector::UpstreamOf))
        }
        ["downstream", "of", _] => {
            found.extend(find(&words[2], Strict::Yes).map(Selector::DownstreamOf))
        }
        [opener, _] if of_opener(opener).is_some() && spoken[1] != "of" => {
            let opener = of_opener(opener).unwrap_or_default();
            let place = words[0].span;
            told.push(
                Diagnostic::error(
                    NOTHING_SELECTED,
                    span,
                    format!("`of` is missing between `{opener}` and `{}`", spoken[1]),
                )
                .help(format!("write `{opener} of {}`", spoken[1]))
                .fix(place, format!("{opener} of")),
            );
            find(&words[1], Strict::Yes);
        }
        [opener, "of"] if of_opener(opener).is_some() => {
            let opener = of_opener(opener).unwrap_or_default();
            told.push(
                Diagnostic::error(
                    NOTHING_SELECTED,
                    span,
                    format!("`{opener} of` names nothing"),
                )
                .help(format!(
                    "name a thing behind it, as in `{opener} of orders`"
                )),
            );
        }
        ["path", "from", _, "to", _] => {
            let (from, to) = (find(&words[2], Strict::Yes), find(&words[4], Strict::Yes));
            if let (Some(from), Some(to)) = (from, to) {
                found.push(Selector::Path(from, to));
            }
        }
        _ => {
            let diagnostic = Diagnostic::error(
                NOTHING_SELECTED,
                span,
                "these words select nothing together",
            );
            let openers = ["scenario", "neighbours", "upstream", "downstream", "path"];
            let first = spoken.first().copied().unwrap_or_default();
            told.push(match closest(first, openers) {
                Some(near) if near != first => diagnostic
                    .help(format!("did you mean `{near}`?"))
                    .guess(words[0].span, near),
                _ => diagnostic.help(
                    "write `scenario NAME`, `neighbours of X`, `upstream of X`, `downstream of X` or `path from A to B`, with commas between the members of a list",
                ),
            });
        }
    }
}

/// Returns the word of the language that stands before `of` and was meant.
fn of_opener(word: &str) -> Option<&'static str> {
    match word {
        "neighbours" | "neighbors" | "neighbour" | "neighbor" => Some("neighbours"),
        "upstream" => Some("upstream"),
        "downstream" => Some("downstream"),
        _ => None,
    }
}

fn missing<'n>(
    span: Span,
    written: &str,
    what: &str,
    known: impl Iterator<Item = &'n str> + Clone,
    mark: &str,
) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        NOTHING_SELECTED,
        span,
        format!("there is {what} `{written}`"),
    );
    match closest(written.trim_start_matches(['@', '#']), known.clone()) {
        Some(near) => diagnostic
            .help(format!("did you mean `{mark}{near}`?"))
            .guess(span, format!("{mark}{near}")),
        None => {
            let known: Vec<String> = known
                .take(12)
                .map(|name| format!("`{mark}{name}`"))
                .collect();
            diagnostic.help(if known.is_empty() && mark == "#" {
                let tag = written.trim_start_matches('#');
                format!("nothing has a tag yet; things get one by `tags: [{tag}]`")
            } else if known.is_empty() {
                "none is declared".to_owned()
            } else {
                format!("there are {}", known.join(", "))
            })
        }
    }
}

/// Reads selectors from a line of text, such as `downstream of orders`; places are in the file of that number, whose
/// text is the line.
pub fn parse(model: &Model, catalog: &Catalog, file: FileId, line: &str) -> Checked<Vec<Selector>> {
    const BEFORE: &str = "include: [";
    let text = format!("{BEFORE}{line}\n]");
    let tree = syntax::parse(file, &text);
    let mut told = tree.diagnostics;
    let mut found = Vec::new();
    let mut services: Vec<String> = model
        .elements
        .iter()
        .filter_map(|element| Some(element.own_service.as_ref()?.id.clone()))
        .chain(
            model
                .groups
                .iter()
                .filter_map(|group| group.component.clone()),
        )
        .collect();
    services.sort();
    services.dedup();
    let names = Names::of(model, services);
    let mut unknown = Vec::new();
    let mut find = |reference: &Reference, strict: Strict| {
        let path = reference.path();
        let nodes = model.find(&path);
        match (nodes.as_slice(), strict) {
            ([one], _) => Some(*one),
            (_, Strict::No) => None,
            ([], Strict::Yes) => {
                let known = model
                    .elements
                    .iter()
                    .map(|element| element.path.as_str())
                    .chain(model.groups.iter().map(|group| group.path.as_str()));
                unknown.push(missing(
                    reference.span,
                    &path,
                    "nothing with the id",
                    known,
                    "",
                ));
                None
            }
            (several, Strict::Yes) => {
                let paths: Vec<&str> = several.iter().map(|&node| model.path(node)).collect();
                unknown.push(
                    Diagnostic::error(
                        NOTHING_SELECTED,
                        reference.span,
                        format!("`{path}` may mean several things"),
                    )
                    .help(format!("there are {}", paths.join(", "))),
                );
                None
            }
        }
    };
    for statement in tree.value.statements() {
        match &statement.kind {
            StatementKind::Attribute {
                value: Some(value), ..
            } => {
                read(value, &names, catalog, &mut find, &mut found, &mut told);
            }
            _ => told.push(
                Diagnostic::error(NOTHING_SELECTED, statement.span, "this is no selector")
                    .help("write one like `downstream of orders`, `@data`, `#pci` or `lambda`"),
            ),
        }
    }
    told.extend(unknown);
    let shift = |span: Span| {
        let back = |at: u32| {
            at.saturating_sub(u32::try_from(BEFORE.len()).expect("a few bytes"))
                .min(u32::try_from(line.len()).unwrap_or(u32::MAX))
        };
        Span::new(span.file, back(span.start), back(span.end))
    };
    for diagnostic in &mut told {
        diagnostic.primary.span = shift(diagnostic.primary.span);
        for related in &mut diagnostic.related {
            related.span = shift(related.span);
        }
        for edit in diagnostic.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
            edit.span = shift(edit.span);
        }
    }
    Checked {
        value: found,
        diagnostics: told,
    }
}
