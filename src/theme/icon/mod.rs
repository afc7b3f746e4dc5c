//! Pictures of the author's own, read so that nothing of their text reaches a drawing.
//!
//! Comes in: the text of an SVG, or an Iconify pack. Goes out: an [`Icon`]: paths with numbers, colours and gradients that
//! are all read and written anew. Always holds: no script, style sheet, reference or text of the file is kept; its size
//! is bounded before it is drawn.

mod pack;
mod paint;
mod path;
mod read;
mod sheet;
mod transform;

pub use pack::Pack;
pub use read::{Reading, icon};

use super::Colour;
use crate::geometry::Rect;
use std::sync::Arc;

/// A picture of the author's own.
#[derive(Clone, Debug, PartialEq)]
pub struct Icon {
    /// The part of its own plane that it fills.
    pub view: Rect,
    /// In painting order.
    pub shapes: Vec<Shape>,
    /// It has no colours of its own, so that it takes those of the tile.
    pub plain: bool,
}

/// One path of an icon.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Path data, written anew: only letters of commands and numbers.
    pub path: String,
    pub fill: Option<Paint>,
    pub fill_opacity: f64,
    pub even_odd: bool,
    pub stroke: Option<IconStroke>,
    pub transform: Transform,
}

/// An outline of an icon's path.
#[derive(Clone, Debug, PartialEq)]
pub struct IconStroke {
    pub paint: Paint,
    pub opacity: f64,
    pub width: f64,
    /// Round caps and joins, else plain ones.
    pub round: bool,
}

/// What a path of an icon is painted with.
#[derive(Clone, Debug, PartialEq)]
pub enum Paint {
    /// The colour that the surroundings give.
    Current,
    Colour(Colour),
    Gradient(Arc<Gradient>),
}

/// Colours that run into each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Gradient {
    pub kind: GradientKind,
    /// Lengths are parts of the shape's box, else of the icon's plane.
    pub of_box: bool,
    pub transform: Transform,
    /// Places from 0 to 1, colours and how opaque they are.
    pub stops: Vec<(f64, Colour, f64)>,
}

/// Which way colours run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum GradientKind {
    /// From x and y to x and y.
    Linear([f64; 4]),
    /// The centre, the radius, the focus.
    Radial([f64; 5]),
}

/// A matrix as SVG writes it: a, b, c, d, e, f.
pub type Transform = [f64; 6];

/// Leaves everything where it is.
pub const STILL: Transform = [1.0, 0.0, 0.0, 1.0, 0.0, 0.0];

/// Why a file is no icon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IconError {
    /// More than 256 KiB.
    TooLarge,
    /// A DOCTYPE, which may name other files and may grow without end.
    Doctype,
    /// Not XML; the parser's words.
    Syntax(String),
    /// Its root is no `svg`.
    NotSvg,
    /// Neither a `viewBox` nor a size that can be drawn.
    NoView,
    /// More shapes, deeper, or longer paths than an icon may have.
    TooMuch,
    /// Nothing that may be drawn is left.
    Empty,
}

/// A text may have so many bytes.
pub const BYTE_LIMIT: usize = 256 * 1024;
/// An icon may have so many shapes, once what it uses several times is counted as often.
pub const SHAPE_LIMIT: usize = 1_000;
/// And so many elements in its text, so many of them in each other, and so many bytes in its paths.
const ELEMENT_LIMIT: u32 = 4_000;
const DEPTH_LIMIT: usize = 48;
const PATH_LIMIT: usize = 64 * 1024;

impl std::fmt::Display for IconError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            IconError::TooLarge => write!(f, "it has more than {} KiB", BYTE_LIMIT / 1024),
            IconError::Doctype => {
                f.write_str("it has a DOCTYPE, which could name other files and grow without end")
            }
            IconError::Syntax(words) => write!(f, "it is not XML: {words}"),
            IconError::NotSvg => f.write_str("it is no SVG"),
            IconError::NoView => {
                f.write_str("it has no `viewBox`, width and height that say what to show")
            }
            IconError::TooMuch => write!(
                f,
                "it has more than {SHAPE_LIMIT} shapes, {DEPTH_LIMIT} groups in each other, or {} KiB of paths",
                PATH_LIMIT / 1024
            ),
            IconError::Empty => f.write_str("nothing in it may be drawn"),
        }
    }
}

impl std::error::Error for IconError {}

impl Gradient {
    /// Returns one colour for those who cannot draw the gradient: that of its middle stop.
    pub fn middle(&self) -> Colour {
        self.stops.get(self.stops.len() / 2).map_or(
            Colour {
                red: 0,
                green: 0,
                blue: 0,
            },
            |stop| stop.1,
        )
    }
}

#[cfg(test)]
mod tests;
