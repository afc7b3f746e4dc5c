//! Selectors: what views, queries and reviews take in.

mod evaluate;
mod read;

pub use evaluate::{Selection, select, shown};
pub use read::{Names, Strict, parse, read};
