//! What services are: one block of TOML each, beside the types that read them.
//!
//! Comes in: the `*.toml` beside this file, built into the program. Goes out: a [`Catalog`]. Always holds: every service
//! has a title, a layer, a glyph; every range has a source; ids and aliases are unique (tests loop over all of them).

mod types;

pub use types::{
    Arrow, Attribute, Catalog, Chip, Default, Kind, Layer, Part, PartKind, Place, Range, Role,
    Service, Strategy, Type, Unit,
};
