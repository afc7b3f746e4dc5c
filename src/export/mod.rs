//! Drawings and graphs as bytes.
//!
//! Comes in: a value of a lower floor. Goes out: text or bytes. Always holds: numbers are rounded in one place each.

pub mod neutral;
