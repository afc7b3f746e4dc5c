//! Which files each picture is made from, in the form that make and ninja read.

use super::Done;
use crate::cli::{console, open};
use crate::project::{Found, Names, Standpoint, Writer};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

/// Writes a rule for the pictures of each source; an error in words.
pub(super) fn write<'a>(
    path: &Path,
    done: impl Iterator<Item = (&'a Found, &'a Done)>,
) -> Result<(), String> {
    let mut text = String::new();
    let mut all = BTreeSet::new();
    for (found, done) in done.filter(|(_, done)| !done.wrote.is_empty()) {
        let names = Names::new(found, Standpoint::Here);
        let there = done.sought.iter().filter(|path| path.is_file());
        let from: BTreeSet<String> = there.map(|path| names.of_file(path)).collect();
        let pictures: Vec<String> = done.wrote.iter().map(|path| shown(path)).collect();
        let sources: Vec<String> = from.iter().map(|name| escaped(name)).collect();
        let _ = writeln!(text, "{}: {}", pictures.join(" "), sources.join(" "));
        all.extend(sources);
    }
    // A source that is gone tomorrow stops no build: a rule without a recipe makes it.
    for source in all {
        let _ = writeln!(text, "{source}:");
    }
    Writer::default()
        .write(path, text.as_bytes())
        .map_err(|failure| {
            let reason = console::reason(&failure);
            open::sentence(path, &format!("cannot be written: {reason}"))
        })
}

fn shown(path: &Path) -> String {
    escaped(&path.to_string_lossy())
}

/// Writes a name so that make takes it for one.
fn escaped(name: &str) -> String {
    name.replace(' ', "\\ ")
        .replace('#', "\\#")
        .replace('$', "$$")
}
