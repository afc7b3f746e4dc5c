//! Where pictures go.

use crate::cli::report;
use crate::project::Found;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// What a picture is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Svg,
    Png,
    Pdf,
    Html,
    Txt,
}

/// One output.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Target {
    Stdout(Format),
    File(PathBuf, Format),
}

impl Target {
    pub(super) fn format(&self) -> Format {
        match self {
            Target::Stdout(format) | Target::File(_, format) => *format,
        }
    }
}

/// Says why several sources cannot go to one output.
pub(super) fn one_output(output: Option<&Path>, sources: usize) -> Result<(), String> {
    match output {
        Some(output) if sources > 1 && !is_folder(output) => Err(format!(
            "`{}` is one file, but {sources} sources are to be drawn; name a folder that exists, or end its name in /",
            report::plain(&output.to_string_lossy())
        )),
        _ => Ok(()),
    }
}

/// Says why no format is known where only the name of the output could tell it.
pub(super) fn some_format(output: Option<&Path>, formats: &[Format]) -> Result<(), String> {
    let Some(output) = output.filter(|output| formats.is_empty() && !is_folder(output)) else {
        return Ok(());
    };
    match output.extension() {
        Some(end) if by_extension(end).is_none() => Err(format!(
            "`{}` is no name of a picture that is drawn: end it in .svg, .png, .pdf, .html or .txt, or name a format with `--format`",
            report::plain(&output.to_string_lossy())
        )),
        _ => Ok(()),
    }
}

/// Returns the outputs of one view of one source; a view other than the first has its id in the name.
pub(super) fn targets(
    output: Option<&Path>,
    formats: &[Format],
    source: &Found,
    view: Option<&str>,
) -> Vec<Target> {
    let named = output.and_then(Path::extension).and_then(by_extension);
    let formats = match (formats, named) {
        ([], Some(format)) => vec![format],
        ([], None) => vec![Format::Svg],
        (formats, _) => formats.to_vec(),
    };
    let name = |path: &Path, format| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let end = extension(format);
        path.with_file_name(match view {
            Some(view) => format!("{stem}.{view}.{end}"),
            None => format!("{stem}.{end}"),
        })
    };
    formats
        .into_iter()
        .map(|format| match output {
            Some(output) if output.as_os_str() == "-" => Target::Stdout(format),
            None if source.path.as_os_str() == "-" => Target::Stdout(format),
            None => Target::File(name(&source.path, format), format),
            Some(output) if is_folder(output) => {
                Target::File(output.join(name(&source.inside, format)), format)
            }
            // A name without a format's ending is kept as it is.
            Some(output) if view.is_none() && named.is_none_or(|named| named == format) => {
                Target::File(output.to_path_buf(), format)
            }
            Some(output) => Target::File(name(output, format), format),
        })
        .collect()
}

/// Returns whether an output is a folder: one that exists, or a name that ends in `/`.
pub(super) fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with('/')
}

fn extension(format: Format) -> &'static str {
    match format {
        Format::Svg => "svg",
        Format::Png => "png",
        Format::Pdf => "pdf",
        Format::Html => "html",
        Format::Txt => "txt",
    }
}

fn by_extension(extension: &std::ffi::OsStr) -> Option<Format> {
    match extension.to_str()?.to_ascii_lowercase().as_str() {
        "svg" => Some(Format::Svg),
        "png" => Some(Format::Png),
        "pdf" => Some(Format::Pdf),
        "html" => Some(Format::Html),
        "txt" => Some(Format::Txt),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, Target, targets};
    use crate::project::Found;
    use std::path::{Path, PathBuf};

    fn check(output: Option<&str>, formats: &[Format], view: Option<&str>) -> Vec<String> {
        let source = Found {
            path: PathBuf::from("docs/old/shop.arch"),
            inside: PathBuf::from("old/shop.arch"),
            root: PathBuf::from("docs"),
        };
        targets(output.map(Path::new), formats, &source, view)
            .into_iter()
            .map(|target| match target {
                Target::Stdout(format) => format!("- as {format:?}"),
                Target::File(path, format) => format!("{} as {format:?}", path.display()),
            })
            .collect()
    }

    #[test]
    fn pictures_go_beside_their_source_unless_told() {
        assert_eq!(check(None, &[], None), ["docs/old/shop.svg as Svg"]);
        assert_eq!(
            check(None, &[], Some("writes")),
            ["docs/old/shop.writes.svg as Svg"]
        );
        assert_eq!(check(Some("wall.png"), &[], None), ["wall.png as Png"]);
        assert_eq!(
            check(Some("out/"), &[], Some("w")),
            ["out/old/shop.w.svg as Svg"]
        );
        assert_eq!(check(Some("a.svg"), &[], Some("w")), ["a.w.svg as Svg"]);
        assert_eq!(check(Some("-"), &[], None), ["- as Svg"]);
        assert_eq!(
            check(Some("a.svg"), &[Format::Svg, Format::Png], None),
            ["a.svg as Svg", "a.png as Png"]
        );
    }
}
