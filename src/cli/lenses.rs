//! The lenses of a run: those that are named, read and checked.

use crate::lens::{self, Lens, SERVERLESS, Text};
use crate::project::{self, Disk};
use crate::source::{Checked, FileId, Files, Sources, closest};
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

/// The lens that judges where nothing is named.
pub(super) const DEFAULT: &str = "serverless";

/// To what the paths of lenses are relative.
#[derive(Clone, Copy, Debug)]
pub(super) enum Base<'a> {
    /// The current folder, as for all paths of a command line.
    Here,
    /// A file of a project, by its path below the root.
    File { disk: &'a Disk, name: &'a str },
}

/// The lenses that were named.
pub(super) struct Loaded {
    pub lenses: Vec<Lens>,
    /// The ids and slugs of all rules that were read; the built-in ones are among them, whether named or not.
    pub known: BTreeSet<String>,
}

/// A lens that cannot be had.
pub(super) struct Missing {
    pub why: String,
    pub help: String,
}

impl fmt::Display for Missing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}; {}", self.why, self.help)
    }
}

/// Reads the lenses that are named: built-in ones by their id, others by the path of their file.
pub(super) fn load(
    sources: &mut Sources,
    base: Base,
    named: &[String],
) -> Result<Checked<Loaded>, Missing> {
    let builtin: Vec<FileId> = SERVERLESS
        .iter()
        .map(|file| sources.add(file.name, file.text))
        .collect();
    let mut wanted: BTreeSet<FileId> = BTreeSet::new();
    let mut files = builtin.clone();
    for name in named {
        if name == DEFAULT {
            wanted.extend(&builtin);
        } else if is_path(name) {
            let (name, text) = read(base, name)?;
            let file = sources.add(name, text);
            wanted.insert(file);
            files.push(file);
        } else {
            return Err(Missing {
                why: format!("there is no lens `{name}`"),
                help: match closest(name, [DEFAULT]) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!(
                        "name the built-in `{DEFAULT}`, or the file of your own: `./lenses/{name}.lens`"
                    ),
                },
            });
        }
    }
    Ok(checked(sources, &files, &wanted))
}

fn checked(sources: &Sources, files: &[FileId], wanted: &BTreeSet<FileId>) -> Checked<Loaded> {
    let texts: Vec<Text> = files
        .iter()
        .map(|file| Text {
            file: *file,
            text: &sources.file(*file).text,
        })
        .collect();
    let Checked {
        value: mut lenses,
        diagnostics,
    } = lens::load(&texts);
    let rules = lenses.iter().flat_map(|lens| &lens.rules);
    let known = rules
        .flat_map(|rule| [rule.id.clone(), rule.slug.clone()])
        .collect();
    // The others were read only because a lens may extend them.
    lenses.retain(|lens| wanted.contains(&lens.span.file));
    Checked {
        value: Loaded { lenses, known },
        diagnostics,
    }
}

fn is_path(name: &str) -> bool {
    name.ends_with(".lens") || name.contains('/')
}

/// Reads the file of a lens, and returns what it is called with it.
fn read(base: Base, name: &str) -> Result<(String, String), Missing> {
    let had = match base {
        Base::Here => project::read_bounded(Path::new(name))
            .and_then(project::as_text)
            .map(|text| (name.to_owned(), text)),
        Base::File { disk, name: from } => disk
            .resolve(from, name)
            .and_then(|path| disk.read(&path).map(|text| (path, text))),
    };
    let from = match base {
        Base::Here => "the folder that you are in",
        Base::File { name: "", .. } => "the folder of `archlens.toml`",
        Base::File { .. } => "the file that names the lens",
    };
    had.map_err(|error| Missing {
        why: format!("the lens `{name}` cannot be read: {error}"),
        help: format!("its path is relative to {from}"),
    })
}
