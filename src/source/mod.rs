//! Text, places in it, and what is said about them.
//!
//! Comes in: the text of files. Goes out: [`Span`]s, which are byte ranges, and [`Diagnostic`]s, which carry a stable
//! [`Code`], a place and a cure. Lines and columns exist only at the doors, which ask [`Sources`] for them.

mod decode;
mod diagnostic;
mod diagnostics;
mod files;
mod fixes;
mod sources;
mod span;
mod suggest;

pub use decode::decode;
pub use diagnostic::{Checked, Code, Diagnostic, Edit, Fix, Label, Level, Safety};
pub use diagnostics::{Diagnostics, Mark, sort};
pub use files::{Files, NoFiles, ReadError};
pub use fixes::{apply, safe_edits};
pub use sources::{SourceFile, Sources};
pub use span::{FileId, Span};
pub use suggest::closest;

/// What can be wrong with any text, whatever language it is in.
pub const CODES: &[&Code] = &[
    &decode::NOT_UTF8,
    &decode::UTF16,
    &decode::BINARY,
    &diagnostics::UNTOLD,
];
