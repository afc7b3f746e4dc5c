//! What a layout gives back.

use crate::geometry::{Polyline, Rect, Size};

/// The places of everything, in columns parallel to the graph's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// The whole drawing, its top left corner at the origin.
    pub size: Size,
    pub nodes: Vec<Rect>,
    pub groups: Vec<Rect>,
    /// The boxes of each band: several where groups cut across it, each with room for the title; none where the band
    /// holds nothing, and unless bands were asked for.
    pub bands: Vec<Vec<Rect>>,
    pub edges: Vec<Route>,
    /// The indices in [`super::Graph::wishes`] of the wishes that could not be met.
    pub unmet: Vec<usize>,
}

/// The way of one edge.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Route {
    /// From the border of the source to the border of the target.
    pub line: Polyline,
    pub label: Option<Rect>,
}
