//! What changed since an older file.

use super::Args;
use crate::cli::console;
use crate::cli::open::{self, Opened};
use crate::diff::{self, Changes};
use crate::model::Model;
use crate::project::{self, Found};
use std::path::Path;

/// Compares an opened file with an older one, and puts what is gone into its model.
pub(super) fn since(
    old: &Path,
    found: &Found,
    args: &Args,
    opened: &mut Opened,
) -> Result<Changes, String> {
    let before = older(old, found, args, opened)?;
    let diff = diff::diff(&before, &opened.model);
    opened.model = diff.model;
    Ok(diff.changes)
}

/// Reads the older model; one of nothing where an older folder does not have the file.
fn older(old: &Path, found: &Found, args: &Args, opened: &mut Opened) -> Result<Model, String> {
    let path = match old.is_dir() {
        true => old.join(&found.inside),
        false => old.to_path_buf(),
    };
    if old.is_dir() && !path.exists() {
        return Ok(Model::default());
    }
    let wrong = |message: &str| open::sentence(&path, message);
    let sources = project::find_sources(&path)
        .map_err(|failure| wrong(&format!("cannot be read: {}", console::reason(&failure))))?;
    let [source] = sources.as_slice() else {
        return Err(wrong("is no file"));
    };
    let texts = std::mem::take(&mut opened.sources);
    let before =
        open::open_beside(source, args.env.as_deref(), texts).map_err(|message| wrong(&message))?;
    let is_wrong = before.is_wrong();
    opened.sources = before.sources;
    match is_wrong {
        true => Err(wrong("has errors, so nothing can be compared with it")),
        false => Ok(before.model),
    }
}
