//! What pictures are painted with: colours, sizes, glyphs.
//!
//! Comes in: the `*.toml` beside this file, built into the program, or a user's theme. Goes out: [`Colours`] that have
//! a colour for every [`Token`], a [`Look`] of one or two of them, [`Glyph`]s by name. Always holds: a colour is three
//! bytes, never a text that is copied into a picture.

mod colours;
mod contrast;
mod distance;
mod glyph;
pub mod icon;
mod judge;
mod look;
mod read;
pub mod size;
mod token;

pub use colours::{Colour, Colours, ThemeError};
pub use contrast::contrast;
pub use distance::{Sight, distance};
pub use glyph::{Glyph, glyph, glyphs};
pub use icon::Icon;
pub use judge::{Measure, Scale, judge};
pub use look::{Dark, LOOKS, Look};
pub use read::{CODES, read};
pub use token::{Family, Flow, Shade, Token};
