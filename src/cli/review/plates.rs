//! The report with its pictures: within a page, or as files beside the Markdown.

use super::{Reviewed, write};
use crate::cli::{Status, console, open};
use crate::draw::{Background, Findings};
use crate::project::{Found, lock_path, read_lock};
use crate::review::{self, Plate};
use crate::theme::Look;
use crate::{PictureOptions, catalog, draw, scene};
use std::path::Path;

/// Returns the report as one page.
pub(super) fn html(found: &Found, reviewed: &Reviewed) -> Result<String, String> {
    let plates = plates(found, reviewed, Background::None)?;
    Ok(review::html(&reviewed.report, &plates))
}

/// Writes the report as Markdown, and a file for each of its pictures.
pub(super) fn markdown(
    found: &Found,
    reviewed: &Reviewed,
    output: &Path,
) -> Result<Status, String> {
    let plates = plates(found, reviewed, Background::Canvas)?;
    let mut status = Status::Fine;
    let mut named = Vec::new();
    for plate in &plates {
        let name = picture_name(output, &plate.view);
        status = status.max(write(&output.with_file_name(&name), &plate.svg)?);
        named.push((plate, name));
    }
    let text = review::markdown(&reviewed.report, &named);
    Ok(status.max(write(output, &text)?))
}

/// Names the picture of a view for a report: never as `archlens render` would, whose pictures may lie there too.
fn picture_name(output: &Path, view: &str) -> String {
    let stem = output.file_stem().unwrap_or_default().to_string_lossy();
    match stem == "review" || stem.ends_with(".review") {
        true => format!("{stem}.{view}.svg"),
        false => format!("{stem}.review.{view}.svg"),
    }
}

/// Draws the views, all that fit, with the numbers of the findings on them.
fn plates(
    found: &Found,
    reviewed: &Reviewed,
    background: Background,
) -> Result<Vec<Plate>, String> {
    let Reviewed { opened, review, .. } = reviewed;
    let model = &opened.model;
    let locked = match open::is_stdin(&found.path) {
        true => None,
        false => read_lock(&lock_path(&found.path))
            .map_err(|reason| format!("has a lock file that cannot be read: {reason}"))?,
    };
    let mut plates = Vec::new();
    for (at, view) in model.views.iter().enumerate() {
        if let Some(reason) = scene::too_large(model, view) {
            let left_out = format!("is reviewed without a picture: {reason}");
            console::tell(&console::warning(&open::sentence(&found.path, &left_out)));
            continue;
        }
        let options = PictureOptions {
            scene: scene::Options {
                icons: reviewed.icons.clone(),
                kept: locked
                    .as_ref()
                    .and_then(|lock| lock.views.get(&view.id).cloned()),
                ..scene::Options::default()
            },
            draw: draw::Options {
                findings: match at {
                    0 => Findings::Open,
                    _ => Findings::Here,
                },
                background,
                ..draw::Options::default()
            },
            look: Look::named("auto").ok_or("cannot be drawn: the look `auto` is missing")?,
        };
        let catalog = catalog::builtin();
        plates.push(crate::plate(model, catalog, view, review, &options));
    }
    Ok(plates)
}
