//! Writing files whole or not at all.
//!
//! The bytes go to a temporary file in the same folder, made exclusively and locked, which is then renamed over the
//! target. A run that was killed leaves its temporary file behind; the next run in that folder finds it unlocked and
//! removes it.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use tempfile::NamedTempFile;

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
        let mut file = temporary(folder, &target)?;
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
            let named = entry.file_name().to_string_lossy().starts_with(PREFIX);
            if !named || !entry.file_type().is_ok_and(|kind| kind.is_file()) {
                continue;
            }
            // The lock is held until the file is gone, so that no run takes it as its own in between.
            if let Ok(file) = File::open(entry.path())
                && file.try_lock().is_ok()
            {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// How often a temporary file is made anew that another run has swept away before it was locked.
const ATTEMPTS: usize = 100;

/// Makes a temporary file in a folder that no other run removes.
fn temporary(folder: &Path, target: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    #[cfg(unix)]
    builder.permissions(permissions(target));
    for _ in 0..ATTEMPTS {
        let file = builder.tempfile_in(folder)?;
        match file.as_file().try_lock() {
            // Who sweeps holds the lock as well; what is still there now is safe.
            Ok(()) if file.path().exists() => return Ok(file),
            Ok(()) | Err(TryLockError::WouldBlock) => {}
            // A file system without locks only loses the sweeping of what a killed run has left.
            Err(TryLockError::Error(_)) => return Ok(file),
        }
    }
    Err(io::Error::other(
        "another run removes each temporary file that is made beside it",
    ))
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
    fn many_writers_of_one_file_leave_one_whole_file() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let target = folder.path().join("shop.svg");
        std::thread::scope(|scope| {
            for number in 0..8_u8 {
                let target = &target;
                scope.spawn(move || {
                    for _ in 0..50 {
                        let bytes = vec![number; 10_000];
                        Writer::default().write(target, &bytes).expect("a write");
                    }
                });
            }
        });
        let bytes = fs::read(&target).expect("the output");
        assert_eq!(bytes.len(), 10_000);
        assert!(bytes.iter().all(|byte| *byte == bytes[0]));
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
