//! The bands of layers.

use super::mark::{Group, Mark, Role};
use super::write::{id, line, rect, text, width};
use crate::layout::Layout;
use crate::scene::Scene;
use crate::theme::{Shade, Token, size};

/// Draws the bands; one that groups cut across has several boxes, of which each carries the title.
pub(super) fn bands(scene: &Scene, layout: &Layout) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (band, boxes) in scene.bands.iter().zip(&layout.bands) {
        let shade = |shade| Token::Layer(band.family, shade);
        for (part, place) in boxes.iter().enumerate() {
            let style = line(shade(Shade::Line), 1.0).on(shade(Shade::Band));
            let x = place.x + size::BAND_PAD;
            let y = place.y + 23.0;
            let mut inside = vec![
                rect(*place, size::BAND_RADIUS, style),
                text(x, y, &band.title, size::HEADING, shade(Shade::Accent)),
            ];
            if let Some(note) = &band.note {
                let x = x + width(&band.title, size::HEADING) + 8.0;
                inside.push(text(x, y, note, size::NOTE, Token::Muted));
            }
            let mut name = format!("{}-b-{}", id(&scene.id), id(&band.layer));
            if part > 0 {
                name.push_str(&format!("-{}", part + 1));
            }
            let label = match &band.note {
                Some(note) => format!("{}, {note}", band.title),
                None => band.title.clone(),
            };
            marks.push(Mark::Group(Group {
                id: Some(name),
                role: Role::Object,
                kind: "layer".to_owned(),
                label,
                data: vec![("band", band.layer.clone())],
                marks: inside,
                ..Group::default()
            }));
        }
    }
    marks
}
