//! Opens `.arch` files: from a path on the command line to a model and what was found wrong on the way.

use super::{Status, console, report};
use crate::catalog;
use crate::model::{self, Model};
use crate::project::{self, Config, Disk, Found, Names, Standpoint};
use crate::scene;
use crate::source::{Diagnostic, Level, Sources};
use std::io;
use std::path::{Path, PathBuf};

/// What a command works on.
pub(super) struct Opened {
    pub sources: Sources,
    pub model: Model,
    pub diagnostics: Vec<Diagnostic>,
    pub config: Config,
    /// From where all of it was read.
    pub disk: Disk,
    /// Where the file is.
    found: Found,
}

impl Opened {
    /// Returns whether the file has errors, so that nothing may be made of it.
    pub fn is_wrong(&self) -> bool {
        self.diagnostics.iter().any(|d| d.level == Level::Error)
    }

    /// Draws what was found wrong.
    pub fn report(&self) -> String {
        self.report_of(&self.diagnostics)
    }

    /// Draws diagnostics of this file.
    pub fn report_of(&self, diagnostics: &[Diagnostic]) -> String {
        match diagnostics {
            [] => String::new(),
            diagnostics => report::draw(&self.sources_from(Standpoint::Here), diagnostics),
        }
    }

    /// Returns the texts under the names that they have for someone who stands there.
    pub fn sources_from(&self, standpoint: Standpoint) -> Sources {
        let names = Names::new(&self.found, standpoint);
        self.sources.renamed(|name| names.of(name))
    }
}

/// Lists the `.arch` files that the paths mean, each path told that means none; `-` stands for standard input.
pub(super) fn find(paths: &[PathBuf]) -> (Vec<Found>, Status) {
    list(paths, project::find_sources)
}

/// Lists the `.arch` and `.lens` files that the paths mean, as [`find`] does.
pub(super) fn find_texts(paths: &[PathBuf]) -> (Vec<Found>, Status) {
    list(paths, project::find_texts)
}

fn list(paths: &[PathBuf], find: impl Fn(&Path) -> io::Result<Vec<Found>>) -> (Vec<Found>, Status) {
    let mut files = Vec::new();
    let mut status = Status::Fine;
    for path in paths {
        if is_stdin(path) {
            files.push(Found {
                path: path.clone(),
                inside: PathBuf::from("picture"),
                root: PathBuf::from("."),
            });
            continue;
        }
        match find(path) {
            Ok(found) if found.is_empty() => {
                console::complain(&sentence(
                    path,
                    "holds no .arch file; `archlens new` begins one",
                ));
                status = Status::Wrong;
            }
            Ok(found) => files.extend(found),
            Err(failure) => {
                console::complain(&sentence(
                    path,
                    &format!("cannot be read: {}", console::reason(&failure)),
                ));
                status = Status::Wrong;
            }
        }
    }
    (files, status)
}

/// Reads a file and all that it uses, and resolves it in an environment.
pub(super) fn open(found: &Found, environment: Option<&str>) -> Result<Opened, String> {
    open_beside(found, environment, Sources::default())
}

/// Reads a file as [`open`] does, into texts that were read before, so that places in both are told apart.
pub(super) fn open_beside(
    found: &Found,
    environment: Option<&str>,
    mut sources: Sources,
) -> Result<Opened, String> {
    let disk = Disk::new(&found.root)
        .map_err(|failure| format!("cannot be read: {}", console::reason(&failure)))?;
    let loaded = if is_stdin(&found.path) {
        let bytes = project::read_stdin().map_err(|error| format!("cannot be read: {error}"))?;
        let text = project::as_text(bytes).map_err(|error| format!("cannot be read: {error}"))?;
        model::load_text(&mut sources, &disk, "-", &text)
    } else {
        let name = disk
            .name(&found.path)
            .map_err(|error| format!("cannot be read: {error}"))?;
        model::load(&mut sources, &disk, &name)
    };
    let options = model::Options {
        environment: environment.map(str::to_owned),
    };
    let resolved = model::resolve(&loaded.value, catalog::builtin(), &options);
    let mut diagnostics = loaded.diagnostics;
    diagnostics.extend(resolved.diagnostics);
    let config = project::read_config(&mut sources, &disk)?;
    diagnostics.extend(config.diagnostics);
    Ok(Opened {
        sources,
        model: resolved.value,
        diagnostics,
        config: config.value,
        disk,
        found: found.clone(),
    })
}

/// Reads the icons that an opened file names, and notes what is wrong with them.
pub(super) fn icons(opened: &mut Opened) -> scene::Icons {
    let packs = &opened.config.icons;
    let icons = scene::icons(&opened.model, &opened.sources, &opened.disk, packs);
    opened.diagnostics.extend(icons.diagnostics);
    icons.value
}

/// Reads the one file that a path means, and tells what is wrong with it; nothing where it has errors.
pub(super) fn one(path: &Path, environment: Option<&str>) -> Option<Opened> {
    let (files, status) = find(&[path.to_owned()]);
    let [found] = files.as_slice() else {
        if status == Status::Fine {
            console::complain(&sentence(
                path,
                "holds several .arch files; name one of them",
            ));
        }
        return None;
    };
    match open(found, environment) {
        Ok(opened) => {
            console::tell(&opened.report());
            (!opened.is_wrong()).then_some(opened)
        }
        Err(message) => {
            console::complain(&sentence(path, &message));
            None
        }
    }
}

/// Says in one line what is wrong with a path.
pub(super) fn sentence(path: &Path, message: &str) -> String {
    format!("`{}` {message}", report::plain(&path.to_string_lossy()))
}

/// Returns whether a path stands for standard input or output.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}
