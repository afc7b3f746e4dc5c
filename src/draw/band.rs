//! The bands of layers.

use super::clear::Taken;
use super::mark::{Group, Mark, Role};
use super::write::{id, line, rect, text, width};
use crate::geometry::Rect;
use crate::layout::Layout;
use crate::scene::Scene;
use crate::theme::{Shade, Token, size};

/// Draws the bands; one that groups cut across has several boxes, of which each carries the title.
pub(super) fn bands(scene: &Scene, layout: &Layout, taken: &Taken) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (band, boxes) in scene.bands.iter().zip(&layout.bands) {
        let shade = |shade| Token::Layer(band.family, shade);
        for (part, place) in boxes.iter().enumerate() {
            let style = line(shade(Shade::Line), 1.0).on(shade(Shade::Band));
            let y = place.y + 23.0;
            let room = Rect::new(
                place.x + size::BAND_PAD,
                place.y + 8.0,
                place.width - 2.0 * size::BAND_PAD,
                20.0,
            );
            let title = width(&band.title, size::HEADING);
            let note = band
                .note
                .as_deref()
                .map(|note| (note, title + 8.0 + width(note, size::NOTE)));
            // The note gives way where there is no room for both.
            let both = note.and_then(|(note, whole)| Some((taken.free(room, whole)?, Some(note))));
            let (x, note) = both.unwrap_or_else(|| {
                let alone = taken.free(room, title).unwrap_or(room.x);
                let shown = note.filter(|_| taken.free(room, title).is_none());
                (alone, shown.map(|(note, _)| note))
            });
            let mut inside = vec![
                rect(*place, size::BAND_RADIUS, style),
                text(x, y, &band.title, size::HEADING, shade(Shade::Accent)),
            ];
            if let Some(note) = note {
                let x = x + title + 8.0;
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
