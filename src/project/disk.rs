//! Reading files below the project root.

use crate::source::{FileId, Files, ReadError, decode};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The endings of the files that a `.arch` file may name.
const READABLE: &[&str] = &["arch", "lens", "svg", "png", "json", "toml"];

/// The largest file that is read, in bytes.
const FILE_LIMIT: u64 = 16 * 1024 * 1024;

/// The disk, seen from the root of a project. Paths are relative to the root, with `/` between their parts.
///
/// A clone remembers with the original which files were looked for.
#[derive(Clone, Debug)]
pub struct Disk {
    /// Without links in it.
    root: PathBuf,
    sought: Arc<Mutex<BTreeSet<PathBuf>>>,
}

impl Disk {
    /// Opens the project at a folder.
    pub fn new(root: &Path) -> io::Result<Self> {
        Ok(Self {
            root: fs::canonicalize(root)?,
            sought: Arc::default(),
        })
    }

    /// Lists the files that were looked for, whether they could be had or not.
    pub fn sought(&self) -> BTreeSet<PathBuf> {
        let sought = self.sought.lock();
        sought.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn seek(&self, path: &Path) {
        let sought = self.sought.lock();
        let mut sought = sought.unwrap_or_else(PoisonError::into_inner);
        sought.insert(path.to_path_buf());
    }

    /// Returns the root, without links in it.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the bytes of a file that [`Files::resolve`] returned.
    pub fn bytes(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        let path = self.root.join(path);
        self.seek(&path);
        read_bounded(&path)
    }

    /// Returns the name below the root of a file that the user has named.
    pub fn name(&self, path: &Path) -> Result<String, ReadError> {
        self.seek(path);
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
        let path = self.root.join(joined);
        self.seek(&path);
        self.inside(&path)
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

    /// Reads what a path leads to, in a folder of things that are no plain files.
    #[cfg(unix)]
    fn read_odd(path: &str) -> Result<String, ReadError> {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().expect("a temporary folder");
        let root = folder.path();
        fs::write(root.join("a.arch"), "").expect("a file");
        fs::create_dir(root.join("folder.arch")).expect("a folder");
        symlink("/dev/zero", root.join("zero.arch")).expect("a link");
        symlink("/proc/self/environ", root.join("environ.arch")).expect("a link");
        symlink("/etc", root.join("etc")).expect("a link");
        symlink("nothing", root.join("dangling.arch")).expect("a link");
        symlink("round.arch", root.join("round.arch")).expect("a link");
        let _socket = std::os::unix::net::UnixListener::bind(root.join("socket.arch"));
        let made = std::process::Command::new("mkfifo")
            .arg(root.join("pipe.arch"))
            .status();
        assert!(made.is_ok_and(|status| status.success()), "a pipe");
        let barred = root.join("barred.arch");
        fs::write(&barred, "").expect("a file");
        fs::set_permissions(&barred, fs::Permissions::from_mode(0o000)).expect("rights");
        let disk = Disk::new(root).expect("a project");
        disk.resolve("a.arch", path)
            .and_then(|path| disk.read(&path))
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_plain_file_is_refused_at_once() {
        let told = |words: &str| Err(ReadError::Unreadable(words.to_owned()));
        for path in ["folder.arch", "socket.arch", "pipe.arch"] {
            assert_eq!(read_odd(path), told("not a regular file"), "{path}");
        }
        for path in ["zero.arch", "environ.arch", "etc/passwd.arch"] {
            let refused = [Err(ReadError::Outside), Err(ReadError::Missing)];
            assert!(refused.contains(&read_odd(path)), "{path}");
        }
        assert_eq!(read_odd("zero.arch"), Err(ReadError::Outside));
        for path in [
            "/dev/zero",
            "/dev/stdin",
            "//host/x.arch",
            "http://localhost/x.arch",
        ] {
            assert_eq!(read_odd(path), Err(ReadError::Outside), "{path}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_read_is_told_in_the_words_of_the_system() {
        assert_eq!(read_odd("dangling.arch"), Err(ReadError::Missing));
        let long = format!("{}.arch", "n".repeat(300));
        for (path, words) in [
            ("round.arch", "symbolic links"),
            ("a.arch/b.arch", "not a directory"),
            (long.as_str(), "file name too long"),
        ] {
            match read_odd(path) {
                Err(ReadError::Unreadable(told)) => assert!(told.contains(words), "{path}: {told}"),
                other => panic!("{path}: {other:?}"),
            }
        }
        // Whoever may read everything reads this too.
        match read_odd("barred.arch") {
            Ok(text) => assert_eq!(text, ""),
            Err(ReadError::Unreadable(told)) => assert_eq!(told, "permission denied"),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_over_the_limit_is_refused_by_its_size() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let file = fs::File::create(folder.path().join("huge.arch")).expect("a file");
        file.set_len(1 << 30).expect("a file with a hole");
        let disk = Disk::new(folder.path()).expect("a project");
        let limit = super::FILE_LIMIT;
        assert_eq!(disk.read("huge.arch"), Err(ReadError::TooLarge { limit }));
    }

    #[test]
    fn other_files_are_not_read() {
        assert!(matches!(check("../.env"), Err(ReadError::Unreadable(_))));
        assert_eq!(check("none.arch"), Err(ReadError::Missing));
    }
}
