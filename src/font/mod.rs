//! The embedded face: widths, glyph outlines, and subsets to ship inside a picture.
//!
//! Comes in: text with a weight and a size. Goes out: widths in px, outlines, a WOFF file. Always holds: everything is
//! measured by Inter 4 as it is built in, or within a [`Family`] by the files that this was read from, never by a font of
//! the machine, so that the same text has the same width everywhere. Characters that the face lacks are given a width that
//! their script usually takes.

mod face;
mod outline;
mod own;
mod plain;
mod quadratic;
mod shape;
mod subset;
mod woff;

pub use outline::{Outline, Segment, outline};
pub use own::{Family, Unfit, family, within};
pub use shape::{Glyph, glyphs, lacking};
pub use subset::{Cut, cut, subset};

/// The weights of the face that pictures use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Weight {
    Regular,
    Medium,
    SemiBold,
}

impl Weight {
    /// All weights, the lightest first.
    pub const ALL: [Weight; 3] = [Weight::Regular, Weight::Medium, Weight::SemiBold];

    /// Returns the weight that CSS counts so; the regular one for a number that there is none for.
    pub fn of_css(number: u16) -> Weight {
        Weight::ALL
            .into_iter()
            .find(|weight| weight.css() == number)
            .unwrap_or(Weight::Regular)
    }

    /// Returns the weight as CSS counts it.
    pub fn css(self) -> u16 {
        match self {
            Weight::Regular => 400,
            Weight::Medium => 500,
            Weight::SemiBold => 600,
        }
    }
}

/// Returns the width of a line of text in px, kerning included.
pub fn measure(text: &str, weight: Weight, size: f64) -> f64 {
    let units = plain::width(text, weight).unwrap_or_else(|| shape::shape(text, weight).width);
    units * size / face::UNITS_PER_EM
}
