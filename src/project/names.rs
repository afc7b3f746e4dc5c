//! What the files of a project are called for someone who stands elsewhere than at its root.

use super::Found;
use std::path::{Path, PathBuf};

/// From where files are named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standpoint {
    /// From the current folder: for people at a terminal.
    Here,
    /// From the root of the repository, else from the current folder: for machines that hold the whole repository.
    Repository,
}

/// The names of a project's files as they are seen from a folder.
#[derive(Clone, Debug)]
pub struct Names {
    root: PathBuf,
    /// None where names are whole paths.
    from: Option<PathBuf>,
}

impl Names {
    /// Prepares the names of the files of the project in which a file was found.
    pub fn new(found: &Found, standpoint: Standpoint) -> Self {
        let root = real(&found.root);
        let here = std::env::current_dir().map_or_else(|_| PathBuf::from("."), |here| real(&here));
        let from = match standpoint {
            Standpoint::Here => here,
            Standpoint::Repository => repository(&root).unwrap_or(here),
        };
        // Who names a file elsewhere by its whole path knows it by that.
        let climbs = found.path.is_relative() || root.starts_with(&from) || from.starts_with(&root);
        Self {
            root,
            from: climbs.then_some(from),
        }
    }

    /// Prepares the names as they are seen from a folder.
    pub fn from_folder(found: &Found, folder: &Path) -> Self {
        Self {
            root: real(&found.root),
            from: Some(real(folder)),
        }
    }

    /// Returns what a file is called that people named by a path; what is no file keeps its name.
    pub fn of_file(&self, path: &Path) -> String {
        self.of(&slashed(&real(path)))
    }

    /// Returns what a file is called whose path below the project's root is known; what is no file keeps its name.
    pub fn of(&self, name: &str) -> String {
        let whole = self.root.join(name);
        if !whole.is_file() {
            return name.to_owned();
        }
        match &self.from {
            Some(from) => slashed(&relative(&whole, from)),
            None => slashed(&whole),
        }
    }
}

/// The nearest folder above that git keeps; a work tree has a file there, others a folder.
fn repository(root: &Path) -> Option<PathBuf> {
    let folder = root.ancestors().find(|folder| folder.join(".git").exists());
    folder.map(Path::to_path_buf)
}

fn real(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

fn relative(path: &Path, from: &Path) -> PathBuf {
    let shared = path.components().zip(from.components());
    let shared = shared.take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| Path::new(".."));
    let down = path.components().skip(shared);
    up.chain(down.map(|part| Path::new(part.as_os_str())))
        .collect()
}

fn slashed(path: &Path) -> String {
    let text = path.to_string_lossy();
    match std::path::MAIN_SEPARATOR {
        '/' => text.into_owned(),
        other => text.replace(other, "/"),
    }
}

#[cfg(test)]
mod tests {
    use super::relative;
    use std::path::Path;

    fn check(path: &str, from: &str) -> String {
        relative(Path::new(path), Path::new(from))
            .to_string_lossy()
            .into_owned()
    }

    #[test]
    fn names_are_seen_from_a_folder() {
        assert_eq!(check("/a/b/shop.arch", "/a"), "b/shop.arch");
        assert_eq!(check("/a/b/shop.arch", "/a/b"), "shop.arch");
        assert_eq!(check("/a/b/shop.arch", "/a/b/c/d"), "../../shop.arch");
        assert_eq!(check("/a/b/shop.arch", "/a/bc"), "../b/shop.arch");
    }
}
