//! What changed between two models of one architecture.
//!
//! Comes in: an older and a newer `model::Model`. Goes out: a [`Diff`]: the newer model with what is gone behind it, and
//! what became of each thing. Always holds: things are the same by their ids, however far they moved in the text; the
//! numbers of the newer model stay as they were, so that a review of it still fits.

mod compare;
#[cfg(test)]
mod tests;
mod types;
mod union;
mod words;

pub use compare::diff;
pub use types::{Change, Changes, Diff, Edit};
