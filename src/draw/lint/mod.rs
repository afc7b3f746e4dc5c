//! Judges a picture: can it be read, does everything fit, is anything in the way.
//!
//! Comes in: a scene, its layout, its drawing. Goes out: [`Lint`]s, errors first. Always holds: the check reads places and
//! colours only, so that it judges any theme and any layout alike.

mod apart;
mod contrast;
mod fit;
mod legend;
mod lines;
mod overlap;
mod room;
mod shapes;
#[cfg(test)]
mod tests;
mod wishes;

use super::Drawing;
use crate::layout::{self, Layout};
use crate::scene::Scene;
use crate::theme::size::{self, Profile};
use shapes::shapes;

/// Something that is wrong with a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// One of [`RULES`].
    pub rule: &'static str,
    pub level: Level,
    pub message: String,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Error,
    Warning,
}

/// What pictures are judged by, with what each rule asks.
pub const RULES: &[(&str, &str)] = &[
    (
        "legible",
        "words are large enough where the picture is shown",
    ),
    (
        "budget",
        "the picture is no wider than its profile, and no ribbon",
    ),
    ("text-fit", "every line of text fits, in a wider font too"),
    ("overlap", "nothing covers a text"),
    ("contrast", "everything stands out from what is behind it"),
    ("legend", "every sign is explained, and no other"),
    ("layout", "the layout keeps its promises"),
    ("static", "the SVG holds nothing but plain shapes and texts"),
    ("crossings", "lines cross seldom"),
    ("bends", "lines turn seldom"),
    ("stub", "heads have room"),
    ("parallel", "lines are far enough apart"),
    ("border", "lines keep off the borders of groups and bands"),
    ("port", "lines meet cards far enough apart"),
    ("labels", "every flow says what it is, once"),
    ("empty", "the canvas is used"),
    ("wish", "wishes about places are met"),
    ("font", "the built-in font has every character"),
];

/// Lists what is wrong with a picture, errors first.
pub fn lint(scene: &Scene, layout: &Layout, drawing: &Drawing) -> Vec<Lint> {
    let shapes = shapes(drawing);
    let mut found = legible(drawing, scene.profile);
    found.extend(fit::fit(&shapes));
    found.extend(overlap::overlap(&shapes));
    found.extend(contrast::contrast(&shapes, &drawing.look));
    found.extend(
        layout::verify(&scene.graph, layout)
            .into_iter()
            .map(|defect| error("layout", defect.to_string())),
    );
    found.extend(legend::legend(drawing));
    found.extend(lines::lines(scene, layout));
    found.extend(wishes::wishes(scene, layout));
    found.extend(apart::parallel(scene, layout));
    found.extend(apart::borders(scene, layout));
    found.extend(apart::ports(scene, layout));
    found.extend(apart::repeated(scene, layout));
    found.extend(room::empty(layout, drawing.size));
    found.extend(font(drawing));
    found.sort_by_key(|lint| lint.level);
    found
}

fn error(rule: &'static str, message: String) -> Lint {
    Lint {
        rule,
        level: Level::Error,
        message,
    }
}

fn warning(rule: &'static str, message: String) -> Lint {
    Lint {
        rule,
        level: Level::Warning,
        message,
    }
}

/// Another font may run wider, and a picture of pixels has none.
fn font(drawing: &Drawing) -> Option<Lint> {
    let lacking = drawing.lacking();
    let first = lacking.first()?;
    let more = match lacking.len() {
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    Some(warning(
        "font",
        format!(
            "the font lacks `{first}`{more}: an SVG or a page shows such characters in a font of the reader's, a PNG or a PDF shows none"
        ),
    ))
}

/// The least size that the titles of cards and the labels may have where people look at them.
const TITLE: f64 = 9.0;
const LABEL: f64 = 8.0;

fn legible(drawing: &Drawing, profile: Profile) -> Vec<Lint> {
    let mut found = Vec::new();
    let width = drawing.size.width;
    if let Some(shown) = profile.shown() {
        let scale = (shown / width).min(1.0);
        for (what, style, least) in [
            ("titles", size::CARD_TITLE, TITLE),
            ("labels", size::LABEL, LABEL),
        ] {
            let seen = style.size * scale;
            if seen < least - 0.005 {
                found.push(error(
                    "legible",
                    format!("{what} are {seen:.1} px high when the picture is shown {shown} px wide, less than {least}; split the view"),
                ));
            }
        }
    }
    if let Some(most) = profile.width()
        && width > most + 0.5
    {
        found.push(error(
            "budget",
            format!("the picture is {width:.0} px wide, the profile has {most:.0}; split the view, close groups in it with `depth`, or draw it with `--profile poster`"),
        ));
    }
    if profile == Profile::Slide && drawing.size.height > size::SLIDE.height + 0.5 {
        let (high, most) = (drawing.size.height, size::SLIDE.height);
        found.push(warning(
            "budget",
            format!("the picture is {high:.0} px high, a slide has {most:.0}; split the view"),
        ));
    }
    let aspect = width / drawing.size.height.max(1.0);
    if !(0.5..=2.0).contains(&aspect) {
        found.push(warning(
            "budget",
            format!("the picture is {aspect:.2} times as wide as it is high"),
        ));
    }
    found
}
