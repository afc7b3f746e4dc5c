//! The author's own icons: which element has which, read through the door for files.

use super::types::Card;
use crate::model::{Attributes, ElementId, GroupId, Model, Node, Value};
use crate::source::{Checked, Code, Diagnostic, Files, ReadError, Sources, Span, closest};
use crate::theme::icon::{self, IconError, Pack, Reading};
use crate::theme::{Icon, glyphs};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What reading icons raises.
pub const CODES: &[&Code] = &[
    &NOT_THERE, &NO_ICON, &LEFT_OUT, &UNKNOWN, &NO_PACK, &TOO_MANY,
];

static NOT_THERE: Code = Code {
    id: "A0801",
    title: "an icon's file cannot be had",
    page: "`icon` with a path names a file beside the one in which it stands, ending in `.svg`. Paths stay below the folder of `archlens.toml`, or, where there is none, below that of the file opened first; addresses, absolute paths and paths that climb out are refused.",
    wrong: "lambda fn { icon: \"./no-such-icon.svg\" }",
    right: "lambda fn { icon: function }",
};

static NO_ICON: Code = Code {
    id: "A0802",
    title: "a file is no icon",
    page: "An icon is an SVG with a `viewBox`, at most 256 KiB large, with at most 1,000 shapes, and without a DOCTYPE. Pictures made of pixels are refused, since they blur on a wall.",
    wrong: "lambda fn { icon: \"./broken.svg\" }",
    right: "lambda fn { icon: function }",
};

static LEFT_OUT: Code = Code {
    id: "A0803",
    title: "parts of an icon are left out",
    page: "Of an icon only shapes, their colours and gradients are drawn. Scripts, style sheets beyond colours of classes, filters, masks, images, text, animations and everything that names another file are left out, so that an icon from elsewhere can be used without fear.",
    wrong: "lambda fn { icon: \"./scripted.svg\" }",
    right: "lambda fn { icon: function }",
};

static UNKNOWN: Code = Code {
    id: "A0804",
    title: "no icon has this name",
    page: "`icon` with a name means an icon of the packs that `icons` names in `architecture { … }` or in `archlens.toml`, or one of the glyphs that are built in, such as `function` or `queue`. A path needs its ending: `./box.svg`.",
    wrong: "lambda fn { icon: no-such-icon }",
    right: "lambda fn { icon: function }",
};

static NO_PACK: Code = Code {
    id: "A0805",
    title: "a pack of icons cannot be used",
    page: "`icons` names a folder of SVG files, or a JSON file in the form of Iconify, or a list of these. It is relative to the file in which it stands; in `archlens.toml`, to that.",
    wrong: "architecture \"Shop\" { icons: \"./no-such-pack.json\" }\nlambda fn",
    right: "architecture \"Shop\"\nlambda fn",
};

static TOO_MANY: Code = Code {
    id: "A0806",
    title: "too many icons",
    page: "One architecture may have 200 icons of its own, so that its pictures stay small. The built-in glyphs do not count.",
    wrong: "lambda fn { icon: \"./many.svg\" }",
    right: "lambda fn { icon: function }",
};

/// An architecture may have so many icons of its own.
const LIMIT: usize = 200;

/// The icons of elements and groups.
#[derive(Clone, Debug, Default)]
pub struct Icons {
    shown: BTreeMap<Node, Shown>,
}

/// What stands in the place of a service's glyph.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shown {
    Icon(Arc<Icon>),
    /// The name of a glyph that is built in.
    Glyph(String),
}

impl Icons {
    pub(super) fn on(&self, node: Node) -> Option<&Shown> {
        self.shown.get(&node)
    }

    /// Puts a card's own icon on it.
    pub fn put_on(&self, card: &mut Card) {
        match self.on(card.node) {
            Some(Shown::Icon(icon)) => card.icon = Some(icon.clone()),
            Some(Shown::Glyph(name)) => card.glyph.clone_from(name),
            None => {}
        }
    }
}

/// Reads the icons that a model names, and those that its packs have for its services.
///
/// `packs` are those of the project, relative to its root.
pub fn icons(
    model: &Model,
    sources: &Sources,
    files: &dyn Files,
    packs: &[String],
) -> Checked<Icons> {
    let mut reader = Reader {
        sources,
        files,
        shelves: Vec::new(),
        read: BTreeMap::new(),
        diagnostics: Vec::new(),
    };
    if let Some(stated) = model.attributes.get("icons") {
        let from = reader.name(stated.span);
        for path in texts(&stated.value) {
            reader.shelf(&from, path, stated.span);
        }
    }
    let start = model
        .attributes
        .get("icons")
        .map_or_else(Span::default, |stated| stated.span);
    for path in packs {
        reader.shelf("", path, start);
    }
    let mut icons = Icons::default();
    for (node, service, own, attributes, span) in things(model) {
        let shown = match attributes.get("icon") {
            Some(stated) => match texts(&stated.value).next() {
                Some(text) => reader.stated(text, stated.span),
                None => None,
            },
            None => [own, Some(service)]
                .into_iter()
                .flatten()
                .find_map(|id| reader.of_service(id, span)),
        };
        if let Some(shown) = shown {
            icons.shown.insert(node, shown);
        }
    }
    Checked {
        value: icons,
        diagnostics: reader.diagnostics,
    }
}

/// Everything that may have an icon: its service, the author's own one, what it says, its place.
fn things(model: &Model) -> impl Iterator<Item = (Node, &str, Option<&str>, &Attributes, Span)> {
    let elements = (0..)
        .map(ElementId)
        .zip(&model.elements)
        .map(|(id, element)| {
            let own = element.own_service.as_ref().map(|own| own.id.as_str());
            let service = element.service.as_str();
            (
                Node::Element(id),
                service,
                own,
                &element.attributes,
                element.name_span,
            )
        });
    let groups = (0..).map(GroupId).zip(&model.groups).map(|(id, group)| {
        let kind = group.kind.as_str();
        (
            Node::Group(id),
            kind,
            None,
            &group.attributes,
            group.name_span,
        )
    });
    elements.chain(groups)
}

/// Returns the text of a value, or the texts of a list.
fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let list = match value {
        Value::List(members) => members.as_slice(),
        one => std::slice::from_ref(one),
    };
    list.iter().filter_map(|value| match value {
        Value::Text(text) => Some(text.as_str()),
        _ => None,
    })
}

/// A pack that can be looked into.
enum Shelf {
    /// The path of a folder, and the file in which it is named.
    Folder(String, String),
    Pack(Pack),
}

struct Reader<'a> {
    sources: &'a Sources,
    files: &'a dyn Files,
    shelves: Vec<Shelf>,
    /// What became of each file or name of a pack; told once.
    read: BTreeMap<String, Option<Arc<Icon>>>,
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// The name of the file in which a place is.
    fn name(&self, span: Span) -> String {
        self.sources.file(span.file).name.clone()
    }

    fn shelf(&mut self, from: &str, path: &str, span: Span) {
        if !path.ends_with(".json") {
            let folder = path.trim_end_matches('/');
            self.shelves
                .push(Shelf::Folder(folder.to_owned(), from.to_owned()));
            return;
        }
        let read = self
            .files
            .resolve(from, path)
            .and_then(|name| self.files.read(&name));
        let parsed = match read {
            Ok(text) => Pack::parse(&text),
            Err(error) => Err(error.to_string()),
        };
        match parsed {
            Ok(pack) => self.shelves.push(Shelf::Pack(pack)),
            Err(reason) => self.diagnostics.push(
                Diagnostic::error(
                    &NO_PACK,
                    span,
                    format!("the icons of `{path}` cannot be used: {reason}"),
                )
                .help("name a folder of SVG files, or an Iconify JSON file"),
            ),
        }
    }

    /// Returns what an `icon` attribute names.
    fn stated(&mut self, text: &str, span: Span) -> Option<Shown> {
        let is_path = text.contains(['/', '\\']) || text.rsplit_once('.').is_some();
        if is_path {
            let from = self.name(span);
            return self.file(&from, text, span).map(Shown::Icon);
        }
        if let Some(shown) = self.named(text, span) {
            return shown;
        }
        if glyphs().contains_key(text) {
            return Some(Shown::Glyph(text.to_owned()));
        }
        let known = self.shelves.iter().flat_map(|shelf| match shelf {
            Shelf::Pack(pack) => pack.names().collect::<Vec<_>>(),
            Shelf::Folder(..) => Vec::new(),
        });
        let near = closest(text, glyphs().keys().map(String::as_str).chain(known));
        let mut diagnostic = Diagnostic::error(
            &UNKNOWN,
            span,
            format!("no icon is called `{text}`, so there is nothing to draw"),
        );
        diagnostic = match near {
            Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
            None => diagnostic.help(
                "name a pack with `icons: …` in `architecture { … }`, or give the path of an SVG",
            ),
        };
        self.diagnostics.push(diagnostic);
        None
    }

    /// Returns the icon that a pack has for a service, by its id, with or without the vendor before it.
    fn of_service(&mut self, id: &str, span: Span) -> Option<Shown> {
        if self.shelves.is_empty() {
            return None;
        }
        [id.to_owned(), format!("aws-{id}")]
            .iter()
            .find_map(|name| self.named(name, span))
            .flatten()
    }

    /// Returns the icon of a name in any pack: none where no pack has it, none inside where it is broken.
    fn named(&mut self, name: &str, span: Span) -> Option<Option<Shown>> {
        for at in 0..self.shelves.len() {
            let (key, found) = match &self.shelves[at] {
                Shelf::Pack(pack) => {
                    let key = format!("{at}:{name}");
                    if let Some(known) = self.read.get(&key) {
                        return Some(known.clone().map(Shown::Icon));
                    }
                    let Some(found) = pack.icon(name) else {
                        continue;
                    };
                    (key, found)
                }
                Shelf::Folder(folder, from) => {
                    let path = format!("{folder}/{name}.svg");
                    let Ok(key) = self.files.resolve(from, &path) else {
                        continue;
                    };
                    if let Some(known) = self.read.get(&key) {
                        return Some(known.clone().map(Shown::Icon));
                    }
                    let Ok(text) = self.files.read(&key) else {
                        continue;
                    };
                    (key, icon::icon(&text))
                }
            };
            return Some(self.keep(key, name, found, span).map(Shown::Icon));
        }
        None
    }

    /// Reads the icon at a path.
    fn file(&mut self, from: &str, path: &str, span: Span) -> Option<Arc<Icon>> {
        let is_svg = path.ends_with(".svg");
        let raster = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".bmp"];
        if !is_svg
            && raster
                .iter()
                .any(|end| path.to_ascii_lowercase().ends_with(end))
        {
            self.diagnostics.push(
                Diagnostic::error(
                    &NO_ICON,
                    span,
                    format!("`{path}` is a picture made of pixels, which would blur"),
                )
                .help("name an SVG"),
            );
            return None;
        }
        let resolved = match is_svg {
            true => self.files.resolve(from, path),
            false => Err(ReadError::Unreadable(
                "its name does not end in .svg".to_owned(),
            )),
        };
        let name = match resolved {
            Ok(name) => name,
            Err(error) => return self.absent(path, &error, span),
        };
        if let Some(known) = self.read.get(&name) {
            return known.clone();
        }
        match self.files.read(&name) {
            Ok(text) => self.keep(name, path, icon::icon(&text), span),
            Err(error) => {
                self.read.insert(name, None);
                self.absent(path, &error, span)
            }
        }
    }

    fn absent(&mut self, path: &str, error: &ReadError, span: Span) -> Option<Arc<Icon>> {
        self.diagnostics.push(
            Diagnostic::error(
                &NOT_THERE,
                span,
                format!("the icon `{path}` cannot be had: {error}"),
            )
            .help("name an SVG below the project's folder, relative to this file"),
        );
        None
    }

    /// Keeps what was read, and tells what is wrong with it.
    fn keep(
        &mut self,
        key: String,
        name: &str,
        found: Result<Reading, IconError>,
        span: Span,
    ) -> Option<Arc<Icon>> {
        let icon = match found {
            Err(IconError::Empty) => {
                // A picture of which nothing is left still leaves the element's own glyph.
                self.diagnostics.push(
                    Diagnostic::warning(
                        &LEFT_OUT,
                        span,
                        format!(
                            "nothing in the icon `{name}` may be drawn, so the service's glyph is"
                        ),
                    )
                    .help("use an SVG that is made of shapes"),
                );
                None
            }
            Err(error) => {
                self.diagnostics.push(
                    Diagnostic::error(
                        &NO_ICON,
                        span,
                        format!("the icon `{name}` cannot be drawn: {error}"),
                    )
                    .help("save it as a plain SVG, or leave `icon` out"),
                );
                None
            }
            Ok(_) if self.read.values().flatten().count() >= LIMIT => {
                self.diagnostics.push(
                    Diagnostic::error(
                        &TOO_MANY,
                        span,
                        format!("there are more than {LIMIT} icons, so that the picture would grow too large"),
                    )
                    .help("let elements of a kind share an icon"),
                );
                None
            }
            Ok(reading) => {
                if !reading.dropped.is_empty() {
                    self.diagnostics.push(
                        Diagnostic::warning(
                            &LEFT_OUT,
                            span,
                            format!(
                                "the icon `{name}` is drawn without its {}, which could do harm or cannot be drawn",
                                listed(&reading.dropped)
                            ),
                        )
                        .help("save it as a plain SVG that is made of shapes"),
                    );
                }
                Some(Arc::new(reading.icon))
            }
        };
        self.read.insert(key, icon.clone());
        icon
    }
}

fn listed(names: &[String]) -> String {
    let quoted: Vec<String> = names
        .iter()
        .take(6)
        .map(|name| format!("`{}`", name.chars().take(32).collect::<String>()))
        .collect();
    quoted.join(", ")
}
