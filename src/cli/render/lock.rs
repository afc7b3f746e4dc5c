//! The lock file of a source: read whenever that is drawn, written with `--lock`.

use super::Done;
use crate::cli::{Status, open, report};
use crate::project::{Found, Lock, Writer, lock_path, read_lock};
use crate::scene::Places;

/// Reads the lock file beside a source; an error in words where it is broken.
pub(super) fn read(found: &Found) -> Result<Lock, String> {
    if open::is_stdin(&found.path) {
        return Ok(Lock::default());
    }
    let path = lock_path(&found.path);
    let lock = read_lock(&path).map_err(|reason| {
        let broken = format!("cannot be read: {reason}; delete it to draw without it");
        open::sentence(&path, &broken)
    })?;
    Ok(lock.unwrap_or_default())
}

/// Tells where a picture is not as it was locked; `kept` is where things stand in one that is.
pub(super) fn tell(
    found: &Found,
    view: &str,
    locked: &Places,
    kept: Option<&Places>,
    done: &mut Done,
) {
    let mut note = |words: &str| {
        let path = report::plain(&found.path.to_string_lossy());
        done.told.push_str(&format!(
            "{path}: note: {words}; `--lock` keeps it as it is now\n"
        ));
    };
    let Some(shown) = kept else {
        return note(&format!(
            "view `{view}` is drawn anew and not as it was locked, since that no longer fits or would be much worse"
        ));
    };
    let is_gone =
        |name: &&String| !shown.cards.contains_key(*name) && !shown.frames.contains_key(*name);
    let names = locked.cards.keys().chain(locked.frames.keys());
    let gone: Vec<String> = names
        .filter(is_gone)
        .map(|name| format!("`{name}`"))
        .collect();
    if !gone.is_empty() {
        note(&format!(
            "the lock of view `{view}` names what is no longer shown: {}",
            gone.join(", ")
        ));
    }
}

/// Writes the lock file with the places of what has been drawn, and those of the other views as they were.
pub(super) fn write(found: &Found, mut lock: Lock, writer: &Writer, done: &mut Done) {
    if open::is_stdin(&found.path) {
        return done.fail("standard input has no file beside it; `--lock` needs one");
    }
    if done.status == Status::Wrong {
        return;
    }
    lock.views.extend(std::mem::take(&mut done.places));
    let path = lock_path(&found.path);
    if let Err(failure) = writer.write(&path, lock.text().as_bytes()) {
        done.fail(&open::sentence(
            &path,
            &format!("cannot be written: {failure}"),
        ));
    }
}
