//! Where files are touched: the project's root, its `archlens.toml`, reading and writing.
//!
//! Comes in: paths from the command line. Goes out: texts below the project root, and files written whole or not at all.
//! Always holds: nothing outside the root is read for a `.arch` file's sake; an output is the old file or the new one.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "a door: does IO"
)]

mod config;
mod disk;
mod find;
mod lock;
mod names;
mod write;

pub use config::{
    CODES, CONFIG_NAME, Config, ENVIRONMENT, Environment, Override, RULE, Threshold, Unknown,
    read_config,
};
pub use disk::{Disk, as_text, read_bounded, read_stdin};
pub use find::{Found, find_sources, find_texts};
pub use lock::{Lock, lock_path, read_lock};
pub use names::{Names, Standpoint};
pub use write::Writer;
