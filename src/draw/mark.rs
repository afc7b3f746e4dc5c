//! What a drawing is made of.

use crate::font;
use crate::geometry::{Point, Rect, Size};
use crate::theme::{Glyph, Icon, Look, Token, size};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A picture with every decision taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Made for the start of ids: letters, digits and hyphens.
    pub id: String,
    /// The name of the picture, for those who do not see it.
    pub title: String,
    /// What the picture shows, in prose.
    pub description: String,
    pub look: Look,
    pub size: Size,
    /// In painting order.
    pub marks: Vec<Mark>,
}

impl Drawing {
    /// Lists its lines of text, in painting order.
    pub fn texts(&self) -> Vec<&Text> {
        fn collect<'a>(marks: &'a [Mark], into: &mut Vec<&'a Text>) {
            for mark in marks {
                match mark {
                    Mark::Group(group) => collect(&group.marks, into),
                    Mark::Text(text) => into.push(text),
                    _ => {}
                }
            }
        }
        let mut texts = Vec::new();
        collect(&self.marks, &mut texts);
        texts
    }

    /// Lists the characters of its texts that their face lacks, each once.
    pub fn lacking(&self) -> Vec<char> {
        let texts = self.texts().into_iter();
        let lacking: BTreeSet<char> = texts
            .flat_map(|text| font::lacking(&text.text, font::Weight::of_css(text.style.weight)))
            .collect();
        lacking.into_iter().collect()
    }
}

/// One thing that is painted, or several that belong together.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    Group(Group),
    Box(Rect, f64, Style),
    Disc(Point, f64, Style),
    Path(Vec<Step>, Style),
    Text(Text),
    Glyph(GlyphMark),
    Icon(IconMark),
}

/// Marks that stand for one thing of the scene.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    pub id: Option<String>,
    pub role: Role,
    /// What it is: `compute card`, `event flow`.
    pub kind: String,
    /// Its whole name, read aloud.
    pub label: String,
    /// More words for a pointer that rests on it; the label where empty.
    pub title: String,
    /// Hooks for pages that hold the picture: names without the `data-`, and values.
    pub data: Vec<(&'static str, String)>,
    pub strength: Strength,
    pub marks: Vec<Mark>,
}

/// How strongly a group is painted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strength {
    #[default]
    Full,
    /// Less than half as strongly, so that the rest stands out.
    Dimmed,
}

impl Strength {
    /// Returns how much of the colours there is, up to 1.
    pub fn share(self) -> f64 {
        match self {
            Strength::Full => 1.0,
            Strength::Dimmed => 0.45,
        }
    }
}

/// What a group is to those who do not see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// One thing, whose marks are not read one by one.
    Symbol,
    /// Something with other things in it.
    Object,
    /// Told elsewhere.
    #[default]
    Silent,
    /// Text that is read as it stands.
    Plain,
}

/// One step of a path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    Move(Point),
    Line(Point),
    /// The control point, then the end.
    Quad(Point, Point),
    /// Two control points, then the end.
    Cubic(Point, Point, Point),
    Close,
}

/// How a shape is painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    pub fill: Option<Token>,
    pub stroke: Option<Stroke>,
}

/// How an outline is painted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stroke {
    pub token: Token,
    pub width: f64,
    pub dash: Dash,
    pub cap: Cap,
}

/// The lengths of dashes and gaps; empty for a line without.
pub type Dash = &'static [f64];

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cap {
    Butt,
    Round,
}

/// A line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// On the baseline, at its start or its middle.
    pub at: Point,
    pub align: Align,
    pub style: size::Type,
    pub token: Token,
    pub text: String,
    /// As measured.
    pub width: f64,
}

/// Where a text's place is on the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    Start,
    Middle,
}

/// A glyph on its grid of 24, scaled to a size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GlyphMark {
    pub glyph: &'static Glyph,
    /// The top left corner.
    pub at: Point,
    pub size: f64,
    pub token: Token,
    /// The width of its lines on its own grid.
    pub stroke: f64,
}

/// A picture of the author's own, fitted into a square.
#[derive(Clone, Debug, PartialEq)]
pub struct IconMark {
    pub icon: Arc<Icon>,
    /// The top left corner.
    pub at: Point,
    pub size: f64,
    /// The colour of what has none of its own.
    pub token: Token,
}
