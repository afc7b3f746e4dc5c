//! What services are: one block of constant data each, on a shelf for each layer.
//!
//! Comes in: nothing; the shelves are constants, so that having the catalog costs no time at start. Goes out: a
//! [`Catalog`]. Always holds: every service has a title, a glyph and a place; every range has a source; ids and aliases
//! are unique (tests loop over all of them). A new service is one block on a shelf.

mod types;
mod write;

mod shared;

mod compute;
mod data;
mod databases;
mod deployment;
mod dynamodb;
mod edge;
mod generic;
mod groups;
mod identity;
mod messaging;
mod monitoring;
mod network;
mod outside;
mod streaming;

mod common;
mod describe;
mod lookup;
mod strategies;

#[cfg(test)]
mod tests;

pub use describe::{reference, takes, written};
pub use lookup::builtin;
pub use types::{
    Arrow, Attribute, Catalog, Chip, Default, Kind, Layer, Part, PartKind, Place, Range, Role,
    Service, Strategy, Type, Unit,
};
