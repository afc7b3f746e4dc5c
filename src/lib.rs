//! Architecture as code: `.arch` files are parsed into a graph, judged against lenses, and drawn.

pub mod catalog;
pub mod draw;
pub mod export;
pub mod font;
pub mod geometry;
pub mod layout;
pub mod lens;
pub mod model;
pub mod scene;
pub mod source;
pub mod syntax;
pub mod theme;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
pub mod project;
