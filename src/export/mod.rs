//! Drawings and graphs as bytes.
//!
//! Comes in: a value of a lower floor, such as a `draw::Drawing`. Goes out: the text or the bytes of a file. Always
//! holds: the same input gives the same bytes; numbers are rounded in one place each; what an author wrote can change
//! no structure.

#[cfg(all(test, feature = "png"))]
mod contract;
mod escape;
mod html;
pub mod json;
pub mod neutral;
mod number;
#[cfg(feature = "png")]
mod png;
mod svg;

pub use html::{DARK_CLASS, html};
#[cfg(feature = "png")]
pub use png::{PngError, Scale, png};
pub use svg::{Fonts, RootRole, SvgOptions, svg};
