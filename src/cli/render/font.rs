//! The font of the pictures: the built-in one, the reader's, or files of the user's own.

use super::Args;
use crate::cli::report;
use crate::export::Fonts;
use crate::font::Family;
use crate::project;
use std::path::Path;

/// Says where readers of an SVG get the font from.
pub(super) fn source(args: &Args) -> Fonts {
    match args.font.iter().any(|font| font == "system") {
        true => Fonts::System,
        false => Fonts::Embed,
    }
}

/// Lists the files that are named.
pub(super) fn files(args: &Args) -> impl Iterator<Item = &Path> {
    let named = |font: &&String| !matches!(font.as_str(), "embed" | "system");
    args.font.iter().filter(named).map(Path::new)
}

/// Reads the family of the user's own, where files are named; an error in words.
pub(super) fn own(args: &Args) -> Result<Option<Family>, String> {
    let paths: Vec<&Path> = files(args).collect();
    if paths.is_empty() {
        return Ok(None);
    }
    let wrong = |path: &Path, why: &str| {
        format!("`--font {}` {why}", report::plain(&path.to_string_lossy()))
    };
    let mut files = Vec::new();
    for path in &paths {
        let file = project::read_bounded(path);
        files.push(file.map_err(|error| wrong(path, &format!("cannot be read: {error}")))?);
    }
    Family::read(files)
        .map(Some)
        .map_err(|(at, unfit)| wrong(paths[at], &unfit.to_string()))
}
