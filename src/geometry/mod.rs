//! Points, sizes, rectangles and polylines of a drawing.
//!
//! Lengths are CSS pixels as `f64`; x grows to the right and y grows downwards. Nothing here knows what is drawn.

mod polyline;
mod rect;

pub use polyline::Polyline;
pub use rect::{Point, Rect, Side, Size};
