//! The one door through which the core asks for another text.

use std::fmt;

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// There is no such file.
    Missing,
    /// The path leaves the project root, is absolute, or is no plain path.
    Outside,
    /// The file is larger than the limit, in bytes.
    TooLarge { limit: u64 },
    /// Not a regular file, not readable, not UTF-8, …; the reason in words.
    Unreadable(String),
}

impl fmt::Display for ReadError {
    fn fmt(&self, out: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::Missing => out.write_str("there is no such file"),
            Self::Outside => out.write_str("it is outside the project's folder"),
            Self::TooLarge { limit } => write!(
                out,
                "it is larger than {} MiB, the most that a file may have",
                limit / (1024 * 1024)
            ),
            Self::Unreadable(reason) => out.write_str(reason),
        }
    }
}

/// Gives the text of files; the disk, an editor's buffers and the browser implement it.
pub trait Files {
    /// Returns the path that names a file uniquely, given a path written in `from` (a path this trait returned earlier).
    fn resolve(&self, from: &str, path: &str) -> Result<String, ReadError>;

    /// Returns the text at a path that [`Files::resolve`] returned.
    fn read(&self, path: &str) -> Result<String, ReadError>;
}

/// No files beside the text at hand, as for one in a text box.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl Files for NoFiles {
    fn resolve(&self, _from: &str, _path: &str) -> Result<String, ReadError> {
        Err(ReadError::Missing)
    }

    fn read(&self, _path: &str) -> Result<String, ReadError> {
        Err(ReadError::Missing)
    }
}
