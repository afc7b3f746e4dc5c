//! Where pictures go.

use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// What a picture is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Svg,
    Png,
    Html,
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
            output.display()
        )),
        _ => Ok(()),
    }
}

/// Returns the outputs of one view of one source; a view other than the first has its id in the name.
pub(super) fn targets(
    output: Option<&Path>,
    formats: &[Format],
    source: &Path,
    view: Option<&str>,
) -> Vec<Target> {
    let named = output.and_then(Path::extension).and_then(by_extension);
    let formats = match (formats, named) {
        ([], Some(format)) => vec![format],
        ([], None) => vec![Format::Svg],
        (formats, _) => formats.to_vec(),
    };
    let stem = match source.file_stem() {
        Some(stem) if source.as_os_str() != "-" => stem.to_string_lossy().into_owned(),
        _ => "picture".to_owned(),
    };
    let stem = view.map_or(stem.clone(), |view| format!("{stem}.{view}"));
    formats
        .into_iter()
        .map(|format| match output {
            Some(output) if output.as_os_str() == "-" => Target::Stdout(format),
            None if source.as_os_str() == "-" => Target::Stdout(format),
            Some(output) if is_folder(output) => {
                Target::File(output.join(format!("{stem}.{}", extension(format))), format)
            }
            Some(output) => {
                let mut path = output.to_path_buf();
                if let (Some(view), Some(stem)) = (view, output.file_stem()) {
                    path.set_file_name(format!("{}.{view}", stem.to_string_lossy()));
                    path.as_mut_os_string().push(".");
                    path.as_mut_os_string().push(extension(format));
                } else if named.is_some_and(|named| named != format) {
                    path.set_extension(extension(format));
                }
                Target::File(path, format)
            }
            None => Target::File(
                source.with_file_name(format!("{stem}.{}", extension(format))),
                format,
            ),
        })
        .collect()
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with('/')
}

fn extension(format: Format) -> &'static str {
    match format {
        Format::Svg => "svg",
        Format::Png => "png",
        Format::Html => "html",
    }
}

fn by_extension(extension: &std::ffi::OsStr) -> Option<Format> {
    match extension.to_str()? {
        "svg" => Some(Format::Svg),
        "png" => Some(Format::Png),
        "html" => Some(Format::Html),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Format, Target, targets};
    use std::path::Path;

    fn check(output: Option<&str>, formats: &[Format], view: Option<&str>) -> Vec<String> {
        targets(
            output.map(Path::new),
            formats,
            Path::new("docs/shop.arch"),
            view,
        )
        .into_iter()
        .map(|target| match target {
            Target::Stdout(format) => format!("- as {format:?}"),
            Target::File(path, format) => format!("{} as {format:?}", path.display()),
        })
        .collect()
    }

    #[test]
    fn pictures_go_beside_their_source_unless_told() {
        assert_eq!(check(None, &[], None), ["docs/shop.svg as Svg"]);
        assert_eq!(
            check(None, &[], Some("writes")),
            ["docs/shop.writes.svg as Svg"]
        );
        assert_eq!(check(Some("wall.png"), &[], None), ["wall.png as Png"]);
        assert_eq!(
            check(Some("out/"), &[], Some("w")),
            ["out/shop.w.svg as Svg"]
        );
        assert_eq!(check(Some("a.svg"), &[], Some("w")), ["a.w.svg as Svg"]);
        assert_eq!(check(Some("-"), &[], None), ["- as Svg"]);
        assert_eq!(
            check(Some("a.svg"), &[Format::Svg, Format::Png], None),
            ["a.svg as Svg", "a.png as Png"]
        );
    }
}
