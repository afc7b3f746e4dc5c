//! Draws again whenever a file changes from which a picture is made.
//!
//! The files are asked for their size and time, ten times a second. That sees what a watch kept by the system misses: files
//! that are exchanged by a rename, that come back, that lie on a share, or that are named but not there yet.

#![expect(clippy::disallowed_types, reason = "a door: reads the times of files")]

use super::{Args, once};
use crate::cli::{Status, console, open};
use crate::project;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, SystemTime};

const TICK: Duration = Duration::from_millis(100);
/// Folders are searched for new files once in so many ticks.
const SEARCH: usize = 10;
/// A file that never rests is drawn after so many ticks all the same.
const PATIENCE: usize = 5;

/// Draws, and draws again, until the program is ended.
pub(super) fn watch(args: &Args) -> Status {
    if args.paths.iter().any(|path| open::is_stdin(path)) {
        console::complain("standard input cannot be watched; name a file or a folder");
        return Status::Wrong;
    }
    let mut files = BTreeSet::new();
    loop {
        let found = listed(&args.paths);
        // What changes while it is drawn has changed.
        let mut before = stamps(&files);
        let ran = once(args);
        files = ran.sought.into_iter().chain(found.clone()).collect();
        for (path, stamp) in stamps(&files) {
            before.entry(path).or_insert(stamp);
        }
        before.retain(|path, _| files.contains(path));
        if !args.quiet {
            let watched = files.iter().filter(|path| path.is_file()).count();
            console::tell(&format!("watching {watched} files; Ctrl+C ends it\n"));
        }
        wait(args, &before, &found);
    }
}

/// Returns once a file has changed, or a folder has another one.
fn wait(args: &Args, before: &BTreeMap<PathBuf, Stamp>, found: &BTreeSet<PathBuf>) {
    for tick in 1.. {
        sleep(TICK);
        let mut now = stamps(before.keys());
        if now != *before {
            for _ in 0..PATIENCE {
                sleep(TICK);
                let next = stamps(before.keys());
                if std::mem::replace(&mut now, next) == now {
                    break;
                }
            }
            return;
        }
        if tick % SEARCH == 0 && listed(&args.paths) != *found {
            return;
        }
    }
}

type Stamp = Option<(SystemTime, u64)>;

fn stamps<'a>(files: impl IntoIterator<Item = &'a PathBuf>) -> BTreeMap<PathBuf, Stamp> {
    let stamp = |path: &Path| -> Stamp {
        let about = std::fs::metadata(path).ok()?;
        Some((about.modified().ok()?, about.len()))
    };
    let files = files.into_iter();
    files.map(|path| (path.clone(), stamp(path))).collect()
}

/// The sources that the paths mean now; a path that is not there means itself.
fn listed(paths: &[PathBuf]) -> BTreeSet<PathBuf> {
    let mut all = BTreeSet::new();
    for path in paths {
        match project::find_sources(path) {
            Ok(found) => all.extend(found.into_iter().map(|found| found.path)),
            Err(_) => {
                all.insert(path.clone());
            }
        }
    }
    all
}
