//! Drawings and graphs as bytes.
//!
//! Comes in: a value of a lower floor, such as a `draw::Drawing`. Goes out: the text or the bytes of a file. Always
//! holds: the same input gives the same bytes; numbers are rounded in one place each; what an author wrote can change
//! no structure.

#[cfg(all(test, feature = "png"))]
mod contract;
mod dot;
mod escape;
pub mod findings;
mod html;
pub mod json;
mod mermaid;
pub mod neutral;
mod number;
mod path;
#[cfg(feature = "pdf")]
mod pdf;
#[cfg(feature = "png")]
mod png;
mod strays;
mod svg;
mod text;
#[cfg(feature = "pdf")]
mod trace;
pub mod well_architected;

pub use escape::escape;
pub use html::{DARK_CLASS, html};
#[cfg(feature = "pdf")]
pub use pdf::pdf;
#[cfg(feature = "png")]
pub use png::{PngError, Scale, png};
pub use strays::strays;
pub use svg::{Fonts, Motion, RootRole, SvgOptions, svg};
pub use text::{Letters, text};

use crate::model::Model;
use crate::source::Sources;

/// A format that models are written in.
pub struct ModelFormat {
    /// The word for `--format`.
    pub name: &'static str,
    /// One line for lists.
    pub about: &'static str,
    pub write: fn(&Model, &Sources) -> String,
}

/// The formats that models are written in.
pub const MODEL_FORMATS: &[ModelFormat] = &[
    ModelFormat {
        name: "json",
        about: "JSON with a published schema, from which the same model can be read",
        write: json::json,
    },
    ModelFormat {
        name: "dot",
        about: "the DOT language of Graphviz",
        write: dot::dot,
    },
    ModelFormat {
        name: "mermaid",
        about: "a flowchart of Mermaid",
        write: mermaid::mermaid,
    },
];
