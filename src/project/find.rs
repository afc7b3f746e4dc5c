//! Which files a path on the command line means.

use super::CONFIG_NAME;
use std::io;
use std::path::{Path, PathBuf};

/// A file to work on, and the root of its project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// As people wrote it, or below the folder as they wrote that.
    pub path: PathBuf,
    /// Below the folder that people named; the file's own name where they named it.
    pub inside: PathBuf,
    /// The nearest folder above with an `archlens.toml`, else the file's own.
    pub root: PathBuf,
}

/// Lists the `.arch` files that a path means: itself, or all below a folder, in the order of their names.
///
/// What `.gitignore` leaves out is left out of a folder.
pub fn find_sources(path: &Path) -> io::Result<Vec<Found>> {
    find(path, &["arch"])
}

/// Lists the files in a language of archlens that a path means: itself, or all `.arch` and `.lens` files below a folder.
pub fn find_texts(path: &Path) -> io::Result<Vec<Found>> {
    find(path, &["arch", "lens"])
}

fn find(path: &Path, extensions: &[&str]) -> io::Result<Vec<Found>> {
    if !path.is_dir() {
        std::fs::metadata(path)?;
        let own = path.parent().unwrap_or(Path::new("")).to_path_buf();
        return Ok(vec![found(path.to_path_buf(), &own)]);
    }
    let mut files = Vec::new();
    for entry in ignore::WalkBuilder::new(path)
        .sort_by_file_path(Path::cmp)
        .require_git(false)
        .build()
    {
        let entry = entry.map_err(io::Error::other)?;
        let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
        let extension = entry.path().extension().and_then(|e| e.to_str());
        if is_file && extension.is_some_and(|e| extensions.contains(&e)) {
            files.push(found(entry.into_path(), path));
        }
    }
    Ok(files)
}

fn found(path: PathBuf, folder: &Path) -> Found {
    let root = root_of(&path);
    let inside = path.strip_prefix(folder).unwrap_or(&path).to_path_buf();
    Found { path, inside, root }
}

fn root_of(path: &Path) -> PathBuf {
    let real = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let own = real.parent().unwrap_or(Path::new("."));
    own.ancestors()
        .find(|folder| folder.join(CONFIG_NAME).is_file())
        .unwrap_or(own)
        .to_path_buf()
}
