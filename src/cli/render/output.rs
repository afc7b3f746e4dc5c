//! Drawings as files, in every format that is asked for.

use super::shown::Shown;
use super::target::{self, Format, Target};
use super::{Animate, Args, Done, Job, Role, font};
use crate::cli::{Status, console, open, report};
use crate::draw::Drawing;
use crate::export;
use crate::project::{Found, Writer};
use std::collections::BTreeSet;
use std::path::Path;

/// Writes drawings in every format that is asked for; a PDF holds them all.
pub(super) fn write_all(job: &Job, shown: &[Shown], writer: &Writer, done: &mut Done) {
    let &Job { args, found, .. } = job;
    // A file that is named for one picture is called as it was named.
    let several = args.all_views || args.output.as_deref().is_none_or(target::is_folder);
    let targets = |name: Option<&str>| {
        let name = name.filter(|_| several);
        target::targets(args.output.as_deref(), &args.format, found, name)
    };
    for (index, one) in shown.iter().enumerate() {
        for target in targets(one.name.as_deref()) {
            if target.format() == Format::Pdf && shown.len() > 1 {
                continue;
            }
            let drawings = &shown[index..=index];
            put(job, drawings, writer, target, done);
        }
    }
    if shown.len() > 1 {
        for target in targets(None) {
            if target.format() == Format::Pdf {
                put(job, shown, writer, target, done);
            }
        }
    }
}

/// Writes one file.
fn put(job: &Job, shown: &[Shown], writer: &Writer, target: Target, done: &mut Done) {
    let &Job { args, found, .. } = job;
    let bytes = match bytes(job, shown, target.format()) {
        Ok(bytes) => bytes,
        Err(message) => return done.fail(&open::sentence(&found.path, &message)),
    };
    done.told.push_str(&lacking(found, shown, target.format()));
    match target {
        Target::Stdout(_) => done.result = Some(bytes),
        Target::File(path, _) if args.check => {
            if !writer.is_fresh(&path, &bytes) {
                done.told.push_str(&format!(
                    "stale: {}\n",
                    report::plain(&path.to_string_lossy())
                ));
                done.status = done.status.max(Status::Found);
            }
        }
        Target::File(path, _) => match write(args, writer, &path, &bytes) {
            Ok(()) => {
                if !args.quiet {
                    done.told.push_str(&drew(&path, shown));
                }
                done.wrote.push(path);
            }
            Err(failure) => {
                let reason = console::reason(&failure);
                done.fail(&open::sentence(
                    &path,
                    &format!("cannot be written: {reason}"),
                ));
            }
        },
    }
}

/// Says which characters a format without a font of the reader's cannot show.
fn lacking(found: &Found, shown: &[Shown], format: Format) -> String {
    let instead = match format {
        Format::Png => "the PNG shows a frame for each",
        Format::Pdf => "the PDF leaves a gap for each",
        Format::Svg | Format::Html | Format::Txt => return String::new(),
    };
    let lacking: BTreeSet<char> = shown.iter().flat_map(|one| one.drawing.lacking()).collect();
    let first: Vec<String> = lacking.iter().take(3).map(|c| format!("`{c}`")).collect();
    let more = match lacking.len() {
        0 => return String::new(),
        1..=3 => String::new(),
        count => format!(" and {} more", count - 3),
    };
    let font = match crate::font::family() {
        Some(_) => "font",
        None => "built-in font",
    };
    let message = format!(
        "has characters that the {font} lacks ({}{more}): {instead}; name one that has them with `--font FILE`, or draw an SVG or a page, which show them in a font of the reader's",
        first.join(", ")
    );
    console::warning(&open::sentence(&found.path, &message))
}

fn drew(path: &Path, shown: &[Shown]) -> String {
    let path = report::plain(&path.to_string_lossy());
    match shown {
        [one] => {
            let size = one.drawing.size;
            let (width, height) = (size.width.round(), size.height.round());
            format!("drew {path} ({width} × {height})\n")
        }
        pages => format!("drew {path} ({} pages)\n", pages.len()),
    }
}

fn write(args: &Args, writer: &Writer, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    if args.output.as_deref().is_some_and(target::is_folder) {
        writer.make_folder(path)?;
    }
    writer.write(path, bytes)
}

fn bytes(job: &Job, shown: &[Shown], format: Format) -> Result<Vec<u8>, String> {
    let args = job.args;
    let drawing = &shown[0].drawing;
    match format {
        Format::Txt => match &shown[0].text {
            Some(text) => Ok(text.clone().into_bytes()),
            None => Err("is drawn in text as a view only".to_owned()),
        },
        Format::Pdf => {
            let pages: Vec<&Drawing> = shown.iter().map(|one| &one.drawing).collect();
            Ok(export::pdf(&pages))
        }
        Format::Html => Ok(page(job, drawing).into_bytes()),
        Format::Svg => {
            let options = export::SvgOptions {
                fonts: font::source(args),
                role: match args.role {
                    Role::Document => export::RootRole::Document,
                    Role::Img => export::RootRole::Image,
                },
                motion: match args.animate {
                    Some(Animate::Flow) => export::Motion::Flow,
                    None => export::Motion::None,
                },
            };
            Ok(export::svg(drawing, options).into_bytes())
        }
        Format::Png => {
            let scale = args.width.map_or(
                export::Scale::Times(args.scale.unwrap_or(1.0)),
                export::Scale::Width,
            );
            export::png(drawing, scale).map_err(|error| format!("is not drawn: {error}"))
        }
    }
}

/// The picture in a page of its own, whose switch turns it dark.
fn page(job: &Job, drawing: &Drawing) -> String {
    let mut drawing = drawing.clone();
    if let Some(dark) = &mut drawing.look.dark {
        dark.class = Some(export::DARK_CLASS.to_owned());
    }
    let svg = export::svg(&drawing, export::SvgOptions::default());
    let changes = job.changes.cloned().unwrap_or_default();
    let (model, sources) = (&job.opened.model, &job.opened.sources);
    export::html(&drawing.title, &svg, model, sources, job.review, &changes)
}
