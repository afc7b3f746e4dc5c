//! What can be said on the command line.

use super::target::Format;
use crate::cli::clock;
use clap::ValueEnum;
use std::path::PathBuf;

/// Draws .arch files as pictures
#[derive(clap::Args)]
pub(super) struct Args {
    /// Files, folders, or - for standard input
    #[arg(required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// Where the picture goes: a file, a folder, or - for standard output [default: beside the source]
    #[arg(short, long)]
    pub(super) output: Option<PathBuf>,
    /// The view to draw [default: the first]
    #[arg(long, value_name = "ID")]
    pub(super) view: Option<String>,
    /// Draws every view
    #[arg(long, conflicts_with = "view")]
    pub(super) all_views: bool,
    /// The formats to write: svg, png, pdf, html, txt [default: that of the output's name, else svg]
    #[arg(long, value_delimiter = ',', value_name = "FORMAT")]
    pub(super) format: Vec<Format>,
    /// The colours: auto, light, dark, contrast, print, or a TOML file of your own
    #[arg(long, value_name = "THEME")]
    pub(super) theme: Option<String>,
    /// The class of an ancestor that switches to dark, instead of the viewer's preference
    #[arg(long, value_name = "CLASS")]
    pub(super) dark_class: Option<String>,
    /// What the picture is for: its width
    #[arg(long)]
    pub(super) profile: Option<ProfileName>,
    /// The environment to draw
    #[arg(long, value_name = "ID")]
    pub(super) env: Option<String>,
    /// The scenario whose steps are numbered
    #[arg(long, value_name = "ID")]
    pub(super) scenario: Option<String>,
    /// Draws this scenario as a sequence diagram, instead of a view
    #[arg(long, value_name = "ID", conflicts_with_all = ["view", "all_views", "scenario", "verify"])]
    pub(super) sequence: Option<String>,
    /// Draws this rollout, or that of this environment, instead of a view
    #[arg(long, value_name = "ID", conflicts_with_all = ["view", "all_views", "scenario", "sequence", "verify"])]
    pub(super) deployment: Option<String>,
    /// Marks what changed since an older file, or since the file of that name in an older folder
    #[arg(long, value_name = "OLD", conflicts_with_all = ["sequence", "deployment"])]
    pub(super) since: Option<PathBuf>,
    /// Draws what did not change at less than half its strength
    #[arg(long, requires = "since")]
    pub(super) dim_unchanged: bool,
    /// Draws text with plain letters and signs only
    #[arg(long)]
    pub(super) ascii: bool,
    /// The findings to show [default: that of the view, else open]
    #[arg(long)]
    pub(super) findings: Option<Findings>,
    /// Whether the ways that prove findings are drawn along the flows
    #[arg(long, default_value = "show")]
    pub(super) witness: Witness,
    /// The signs to explain: none, those that are used, or all [default: that of the view, else auto]
    #[arg(long)]
    pub(super) legend: Option<Legend>,
    /// The facts to show as signs: all, those that set elements of a layer apart, or none [default: that of the view, else all]
    #[arg(long, value_name = "FACTS")]
    pub(super) attributes: Option<Facts>,
    /// Lets the numbered flows of an SVG run for five seconds; viewers who want less motion see them still
    #[arg(long, value_name = "WHAT")]
    pub(super) animate: Option<Animate>,
    /// A word and its value for the top right, such as Revision=8f3c2d1
    #[arg(long, value_name = "KEY=VALUE", value_parser = key_value)]
    pub(super) meta: Vec<(String, String)>,
    /// The font: embed (the built-in one, carried by the picture), system (the reader's), or a TTF or OTF file to measure
    /// by and to embed; several files for several weights
    #[arg(long, value_name = "FONT", default_value = "embed")]
    pub(super) font: Vec<String>,
    /// What lies under the picture
    #[arg(long, default_value = "canvas")]
    pub(super) background: Background,
    /// How large a PNG is
    #[arg(
        long,
        value_name = "FACTOR",
        conflicts_with = "width",
        allow_negative_numbers = true
    )]
    pub(super) scale: Option<f64>,
    /// How wide a PNG is, in pixels
    #[arg(long, value_name = "PIXELS", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) width: Option<u32>,
    /// What the picture is to those who do not see it
    #[arg(long, default_value = "document")]
    pub(super) role: Role,
    /// The day on which waivers are judged [default: today]
    #[arg(long, value_name = "DATE", value_parser = clock::day)]
    pub(super) today: Option<String>,
    /// Writes nothing, and tells which pictures are not as they would be drawn
    #[arg(long)]
    pub(super) check: bool,
    /// Keeps the places as they are now, in a file beside the source that later pictures follow
    #[arg(long, conflicts_with_all = ["check", "since", "sequence", "deployment"])]
    pub(super) lock: bool,
    /// Tells what is wrong with the picture itself: overlaps, cut text, contrast, crossings
    #[arg(long)]
    pub(super) verify: bool,
    /// Draws again whenever a file changes from which a picture is made
    #[arg(long, conflicts_with = "check")]
    pub(super) watch: bool,
    /// Writes which files each picture is made from, for make and ninja
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    pub(super) depfile: Option<PathBuf>,
    /// How many files are drawn at a time [default: one for each processor]
    #[arg(short, long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) jobs: Option<u16>,
    /// Tells nothing but what is wrong
    #[arg(short, long)]
    pub(super) quiet: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum ProfileName {
    Doc,
    Narrow,
    Slide,
    Poster,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Findings {
    None,
    Open,
    All,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Witness {
    Show,
    Hide,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Legend {
    None,
    Auto,
    Full,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Facts {
    All,
    Notable,
    None,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Animate {
    Flow,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Background {
    Canvas,
    None,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Role {
    Document,
    Img,
}

/// Splits `KEY=VALUE`.
fn key_value(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("write it as KEY=VALUE".to_owned()),
    }
}
