//! Writing files whole or not at all.
//!
//! The bytes go to a temporary file in the same folder, made exclusively and locked, which is then renamed over the
//! target. A run that was killed leaves its temporary file behind; the next run in that folder finds it unlocked and
//! removes it.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// How the names of temporary files begin.
const PREFIX: &str = ".archlens-";

/// Writes the outputs of one run.
#[derive(Debug, Default)]
pub struct Writer {
    /// The folders in which what earlier runs left has been removed.
    swept: Mutex<BTreeSet<PathBuf>>,
}

impl Writer {
    /// Makes the folders that a file below an output folder needs.
    pub fn make_folder(&self, of: &Path) -> io::Result<()> {
        of.parent().map_or(Ok(()), fs::create_dir_all)
    }

    /// Replaces a file with these bytes, through a link to the file behind it; on any failure the old file stays.
    pub fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if path.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::IsADirectory,
                "is a folder, not a file",
            ));
        }
        let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
        let special = fs::metadata(&target).is_ok_and(|metadata| !metadata.is_file());
        if special {
            return fs::OpenOptions::new()
                .write(true)
                .open(&target)?
                .write_all(bytes);
        }
        let folder = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        self.sweep(folder);
        let mut builder = tempfile::Builder::new();
        builder.prefix(PREFIX);
        #[cfg(unix)]
        builder.permissions(permissions(&target));
        let mut file = builder.tempfile_in(folder)?;
        // A file system without locks only loses the sweeping of what a killed run has left.
        let _ = file.as_file().try_lock();
        file.write_all(bytes)?;
        file.flush()?;
        file.persist(&target).map_err(|failure| failure.error)?;
        Ok(())
    }

    /// Returns whether a file holds these bytes already.
    pub fn is_fresh(&self, path: &Path, bytes: &[u8]) -> bool {
        fs::read(path).is_ok_and(|old| old == bytes)
    }

    /// Removes the temporary files in a folder that no living run holds.
    fn sweep(&self, folder: &Path) {
        let mut swept = self
            .swept
            .lock()
            .unwrap_or_else(|poisoned| poisoned.into_inner());
        if !swept.insert(folder.to_path_buf()) {
            return;
        }
        let Ok(entries) = fs::read_dir(folder) else {
            return;
        };
        for entry in entries.flatten() {
            if !entry.file_name().to_string_lossy().starts_with(PREFIX) {
                continue;
            }
            let left_over = File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
            if left_over {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// The rights of the file that is replaced, or those that a new file gets.
#[cfg(unix)]
fn permissions(target: &Path) -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::metadata(target).map_or_else(
        |_| fs::Permissions::from_mode(0o666),
        |metadata| metadata.permissions(),
    )
}

#[cfg(test)]
mod tests {
    use super::{PREFIX, Writer};
    use std::fs;

    #[test]
    fn replaces_whole_files_and_sweeps_what_a_killed_run_left() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let target = folder.path().join("shop.svg");
        fs::write(&target, "old").expect("a writable folder");
        let stale = folder.path().join(format!("{PREFIX}dead"));
        fs::write(&stale, "torn").expect("a writable folder");

        Writer::default().write(&target, b"new").expect("a write");

        assert_eq!(fs::read_to_string(&target).expect("the output"), "new");
        assert!(!stale.exists());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_folder_in_the_way_is_an_error_and_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let target = folder.path().join("shop.svg");
        fs::create_dir(&target).expect("a writable folder");
        let failure = Writer::default().write(&target, b"new");
        assert!(failure.is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
