//! The places of a picture that was reviewed, by the names of what is shown.

use super::Scene;
use crate::geometry::Rect;
use crate::layout::{Kept, Layout};
use std::collections::BTreeMap;

/// Where things stood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Places {
    /// By the paths of elements.
    pub cards: BTreeMap<String, Rect>,
    /// By the paths of groups.
    pub frames: BTreeMap<String, Rect>,
    /// By the ids of layers.
    pub bands: BTreeMap<String, Vec<Rect>>,
}

impl Places {
    /// Notes the places of a picture.
    pub fn of(scene: &Scene, layout: &Layout) -> Self {
        let cards = scene.cards.iter().map(|card| card.path.clone());
        let frames = scene.frames.iter().map(|frame| frame.path.clone());
        let bands = scene.bands.iter().map(|band| band.layer.clone());
        Self {
            cards: cards.zip(layout.nodes.iter().copied()).collect(),
            frames: frames.zip(layout.groups.iter().copied()).collect(),
            bands: bands.zip(layout.bands.iter().cloned()).collect(),
        }
    }

    /// Finds the places of what a scene shows.
    pub fn on(&self, scene: &Scene) -> Kept {
        let card = |path: &String| self.cards.get(path).copied();
        let frame = |path: &String| self.frames.get(path).copied();
        let band = |layer: &String| self.bands.get(layer).cloned().unwrap_or_default();
        Kept {
            nodes: scene.cards.iter().map(|one| card(&one.path)).collect(),
            groups: scene.frames.iter().map(|one| frame(&one.path)).collect(),
            bands: scene.bands.iter().map(|one| band(&one.layer)).collect(),
        }
    }
}
