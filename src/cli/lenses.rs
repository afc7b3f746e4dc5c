//! The lenses of a run: those that are named, read and checked.

use super::console;
use crate::lens::{self, Lens, SERVERLESS, Text};
use crate::project::{self, Disk};
use crate::source::{Checked, FileId, Files, ReadError, Sources};
use std::collections::BTreeSet;
use std::path::Path;

/// The lens that judges where nothing is named.
pub(super) const DEFAULT: &str = "serverless";

/// Reads the lenses that are named: built-in ones by their id, others by the path of their file.
///
/// Paths are relative to the file `from`, or to the project's root where there is none.
pub(super) fn load(
    sources: &mut Sources,
    root: &Path,
    from: &str,
    named: &[String],
) -> Result<Checked<Vec<Lens>>, String> {
    let disk = Disk::new(root)
        .map_err(|failure| format!("cannot be read: {}", console::reason(&failure)))?;
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
            let text = read(&disk, from, name)?;
            let file = sources.add(name.trim_start_matches("./"), text);
            wanted.insert(file);
            files.push(file);
        } else {
            return Err(format!(
                "there is no lens `{name}`; name the built-in `{DEFAULT}`, or the file of your own: `./lenses/{name}.lens`"
            ));
        }
    }
    Ok(checked(sources, &files, &wanted))
}

fn checked(sources: &Sources, files: &[FileId], wanted: &BTreeSet<FileId>) -> Checked<Vec<Lens>> {
    let texts: Vec<Text> = files
        .iter()
        .map(|file| Text {
            file: *file,
            text: &sources.file(*file).text,
        })
        .collect();
    let mut loaded = lens::load(&texts);
    // The others were read only because a lens may extend them.
    loaded.value.retain(|lens| wanted.contains(&lens.span.file));
    loaded
}

fn is_path(name: &str) -> bool {
    name.ends_with(".lens") || name.contains('/')
}

fn read(disk: &Disk, from: &str, name: &str) -> Result<String, String> {
    let path = disk
        .resolve(from, name)
        .map_err(|error| told(name, error))?;
    disk.read(&path).map_err(|error| told(name, error))
}

fn told(name: &str, error: ReadError) -> String {
    let reason = match error {
        ReadError::Missing => "there is no such file".to_owned(),
        ReadError::Outside => "it is outside the project's folder".to_owned(),
        ReadError::TooLarge { .. } => "it is too large".to_owned(),
        ReadError::Unreadable(reason) => reason,
    };
    format!("the lens `{name}` cannot be read: {reason}")
}

/// Reads lenses for a command that has no model: paths are those of the command line.
pub(super) fn load_here(
    sources: &mut Sources,
    named: &[String],
) -> Result<Checked<Vec<Lens>>, String> {
    let builtin: Vec<FileId> = SERVERLESS
        .iter()
        .map(|file| sources.add(file.name, file.text))
        .collect();
    let mut wanted: BTreeSet<FileId> = BTreeSet::new();
    let mut files = builtin.clone();
    for name in named {
        if name == DEFAULT {
            wanted.extend(&builtin);
            continue;
        }
        let bytes = project::read_bounded(Path::new(name)).map_err(|error| told(name, error))?;
        let text =
            String::from_utf8(bytes).map_err(|_| format!("the lens `{name}` is not UTF-8"))?;
        let file = sources.add(name.as_str(), text);
        wanted.insert(file);
        files.push(file);
    }
    Ok(checked(sources, &files, &wanted))
}
