//! Foreign formats as texts of ours.
//!
//! Comes in: the text of a foreign file. Goes out: a text of ours, or why there is none. Always holds: what comes out is
//! read without a mistake; what ours cannot say is left out.

mod custom_lens;

pub use custom_lens::custom_lens;
