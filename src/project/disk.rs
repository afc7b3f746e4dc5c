//! Reading files below the project root.

use crate::source::{FileId, Files, ReadError, decode};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

/// The endings of the files that a `.arch` file may name.
const READABLE: &[&str] = &["arch", "lens", "svg", "png", "json", "toml"];

/// The largest file that is read, in bytes.
const FILE_LIMIT: u64 = 16 * 1024 * 1024;

/// The disk, seen from the root of a project. Paths are relative to the root, with `/` between their parts.
#[derive(Clone, Debug)]
pub struct Disk {
    /// Without links in it.
    root: PathBuf,
}

impl Disk {
    /// Opens the project at a folder.
    pub fn new(root: &Path) -> io::Result<Self> {
        Ok(Self {
            root: fs::canonicalize(root)?,
        })
    }

    /// Returns the root, without links in it.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the bytes of a file that [`Files::resolve`] returned.
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        read_bounded(&self.root.join(path))
    }

    /// Returns the name below the root of a file that the user has named.
    pub fn name(&self, path: &Path) -> Result<String, ReadError> {
        self.inside(path)
    }

    fn inside(&self, path: &Path) -> Result<String, ReadError> {
        let real = fs::canonicalize(path).map_err(|failure| reason(&failure))?;
        let inside = real
            .strip_prefix(&self.root)
            .map_err(|_| ReadError::Outside)?;
        let parts: Option<Vec<&str>> = inside.iter().map(|part| part.to_str()).collect();
        parts
            .map(|parts| parts.join("/"))
            .ok_or_else(|| ReadError::Unreadable("its name is not UTF-8".to_owned()))
    }
}

impl Files for Disk {
    fn resolve(&self, from: &str, path: &str) -> Result<String, ReadError> {
        let foreign = path.is_empty()
            || path.starts_with(['~', '$'])
            || path.contains(['\\', '\0', '%'])
            || path.contains(':');
        if foreign || Path::new(path).is_absolute() {
            return Err(ReadError::Outside);
        }
        let folder = Path::new(from).parent().unwrap_or(Path::new(""));
        let joined = normal(&folder.join(path)).ok_or(ReadError::Outside)?;
        let readable = joined
            .extension()
            .and_then(|extension| extension.to_str())
            .is_some_and(|extension| READABLE.contains(&extension));
        if !readable {
            return Err(ReadError::Unreadable(format!(
                "only files ending in .{} are read",
                READABLE.join(", .")
            )));
        }
        self.inside(&self.root.join(joined))
    }

    fn read(&self, path: &str) -> Result<String, ReadError> {
        let bytes = self.bytes(path)?;
        as_text(bytes)
    }
}

/// Resolves `.` and `..` in a relative path; none where it leaves its start.
fn normal(path: &Path) -> Option<PathBuf> {
    let mut parts = PathBuf::new();
    for component in path.components() {
        match component {
            Component::Normal(part) => parts.push(part),
            Component::CurDir => {}
            Component::ParentDir => {
                if !parts.pop() {
                    return None;
                }
            }
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(parts)
}

/// Reads a regular file whole, up to the limit.
pub fn read_bounded(path: &Path) -> Result<Vec<u8>, ReadError> {
    // Looked at before it is opened, since opening a pipe would wait for its other end.
    let before = fs::metadata(path).map_err(|failure| reason(&failure))?;
    if !before.is_file() {
        return Err(ReadError::Unreadable("not a regular file".to_owned()));
    }
    let file = File::open(path).map_err(|failure| reason(&failure))?;
    let size = file.metadata().map_err(|failure| reason(&failure))?.len();
    if size > FILE_LIMIT {
        return Err(ReadError::TooLarge { limit: FILE_LIMIT });
    }
    bounded(file)
}

/// Reads standard input whole, up to the limit.
pub fn read_stdin() -> Result<Vec<u8>, ReadError> {
    bounded(io::stdin().lock())
}

/// Reads bytes as text, or says why they are none.
pub fn as_text(bytes: Vec<u8>) -> Result<String, ReadError> {
    let decoded = decode(FileId::default(), bytes);
    match decoded.diagnostics.as_slice() {
        [] => Ok(decoded.value),
        [only] => Err(ReadError::Unreadable(only.message.clone())),
        [first, rest @ ..] => Err(ReadError::Unreadable(format!(
            "{}, and {} more places",
            first.message,
            rest.len()
        ))),
    }
}

fn bounded(from: impl Read) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    from.take(FILE_LIMIT + 1)
        .read_to_end(&mut bytes)
        .map_err(|failure| reason(&failure))?;
    if bytes.len() as u64 > FILE_LIMIT {
        return Err(ReadError::TooLarge { limit: FILE_LIMIT });
    }
    Ok(bytes)
}

/// The operating system's reason, in its own words.
fn reason(failure: &io::Error) -> ReadError {
    if failure.kind() == io::ErrorKind::NotFound {
        return ReadError::Missing;
    }
    let words = failure.to_string();
    let words = words.split(" (os error").next().unwrap_or(&words);
    ReadError::Unreadable(words.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::Disk;
    use crate::source::{Files, ReadError};
    use std::fs;

    fn check(path: &str) -> Result<String, ReadError> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path().join("root");
        fs::create_dir_all(root.join("sub")).expect("a folder");
        fs::write(root.join("a.arch"), "").expect("a file");
        fs::write(root.join("sub/b.arch"), "").expect("a file");
        fs::write(root.join(".env"), "").expect("a file");
        fs::write(folder.path().join("out.arch"), "").expect("a file");
        #[cfg(unix)]
        {
            use std::os::unix::fs::symlink;
            symlink("../out.arch", root.join("leak.arch")).expect("a link");
            symlink("a.arch", root.join("same.arch")).expect("a link");
        }
        let disk = Disk::new(&root).expect("a project");
        disk.resolve("sub/b.arch", path)
    }

    #[test]
    fn a_file_has_one_name() {
        for path in ["../a.arch", "./../a.arch", "../sub/../a.arch"] {
            assert_eq!(check(path), Ok("a.arch".to_owned()), "{path}");
        }
        assert_eq!(check("b.arch"), Ok("sub/b.arch".to_owned()));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_only_inside() {
        assert_eq!(check("../same.arch"), Ok("a.arch".to_owned()));
        assert_eq!(check("../leak.arch"), Err(ReadError::Outside));
    }

    #[test]
    fn nothing_outside_is_read() {
        for path in [
            "../../out.arch",
            "/etc/passwd",
            "file:///etc/hostname.arch",
            "~/x.arch",
            "$HOME/x.arch",
            "%2e%2e/x.arch",
            "..\\x.arch",
            "C:x.arch",
            "x\0.arch",
            "",
        ] {
            assert_eq!(check(path), Err(ReadError::Outside), "{path:?}");
        }
    }

    #[test]
    fn other_files_are_not_read() {
        assert!(matches!(check("../.env"), Err(ReadError::Unreadable(_))));
        assert_eq!(check("none.arch"), Err(ReadError::Missing));
    }
}
