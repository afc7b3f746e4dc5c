//! The tables of a face: of the built-in one, or of one of the user's own in their shape.

use super::Weight;
use super::own::{Own, family};
use std::borrow::Cow;
use std::sync::OnceLock;

/// The grid of the face's outlines.
pub(super) const UNITS_PER_EM: f64 = 2048.0;

static FILES: [&[u8]; 3] = [
    include_bytes!("inter/Inter-Regular.ttf"),
    include_bytes!("inter/Inter-Medium.ttf"),
    include_bytes!("inter/Inter-SemiBold.ttf"),
];

/// A face, opened: slices of its tables, and its shaping data.
pub(super) struct Face {
    font: harfrust::FontRef<'static>,
    shaper: harfrust::ShaperData,
    /// Where the characters, the widths and the outlines come from, if not from the tables.
    own: Option<Own>,
    tables: Vec<([u8; 4], &'static [u8])>,
    /// The character map's segments: first, last, delta.
    segments: Vec<(u32, u32, u32)>,
    /// The number of glyphs with an advance of their own.
    metrics: usize,
}

/// Returns the face of a weight: of the family within which the thread works, else the built-in one.
pub(super) fn face(weight: Weight) -> &'static Face {
    family().map_or_else(|| built_in(weight), |family| family.face(weight))
}

/// Returns the built-in face of a weight; it is opened once.
fn built_in(weight: Weight) -> &'static Face {
    static FACES: [OnceLock<Face>; 3] = [OnceLock::new(), OnceLock::new(), OnceLock::new()];
    FACES[weight as usize].get_or_init(|| Face::open(FILES[weight as usize]))
}

impl Face {
    fn open(file: &'static [u8]) -> Self {
        let font = harfrust::FontRef::from_index(file, 0).expect("the built-in face is a font");
        let count = u16_at(file, 4) as usize;
        let tables = (0..count)
            .map(|index| {
                let entry = 12 + 16 * index;
                let tag = [
                    file[entry],
                    file[entry + 1],
                    file[entry + 2],
                    file[entry + 3],
                ];
                let start = u32_at(file, entry + 8) as usize;
                let length = u32_at(file, entry + 12) as usize;
                (tag, &file[start..start + length])
            })
            .collect();
        let mut face = Self {
            shaper: harfrust::ShaperData::new(&font),
            font,
            own: None,
            tables,
            segments: Vec::new(),
            metrics: 0,
        };
        face.metrics = usize::from(u16_at(face.table(b"hhea"), 34));
        face.segments = segments(face.table(b"cmap"));
        face
    }

    /// Makes a face of the user's own; but for its name, the tables that hold for a font as a whole are those of the
    /// built-in one.
    pub(super) fn own(own: Own, name: &'static [u8]) -> Self {
        let like = built_in(Weight::Regular);
        let kept = like.tables.iter().copied();
        let kept = kept.filter(|(tag, _)| tag != b"name");
        Self {
            font: like.font.clone(),
            shaper: harfrust::ShaperData::new(&like.font),
            own: Some(own),
            tables: kept.chain([(*b"name", name)]).collect(),
            segments: Vec::new(),
            metrics: 0,
        }
    }

    /// Shapes a text with kerning and mark placement, and without ligatures and alternates; says how long a unit of the
    /// result is.
    pub(super) fn shaped(&self, text: harfrust::UnicodeBuffer) -> (harfrust::GlyphBuffer, f64) {
        const PLAIN: [&[u8; 4]; 4] = [b"liga", b"clig", b"calt", b"dlig"];
        let off = PLAIN.map(|tag| harfrust::Feature::new(harfrust::Tag::new(tag), 0, ..));
        let options = harfrust::ShapeOptions::new();
        match &self.own {
            Some(own) => {
                let shaper = own.shaper.shaper(&own.font).instance(Some(&own.instance));
                let shaped = shaper.build().shape(text, options.features(&off));
                (shaped, own.scale)
            }
            None => (
                self.shaper.shaper(&self.font).build().shape(text, options),
                1.0,
            ),
        }
    }

    /// Returns a table; empty where the face has none of that name.
    pub(super) fn table(&self, tag: &[u8; 4]) -> &'static [u8] {
        self.tables
            .iter()
            .find(|(name, _)| name == tag)
            .map_or(&[], |(_, data)| data)
    }

    /// Returns the glyph of a character; none where the face lacks it.
    pub(super) fn glyph(&self, c: char) -> Option<u16> {
        if let Some(own) = &self.own {
            return own.glyph(c);
        }
        let c = c as u32;
        let at = self.segments.partition_point(|&(_, last, _)| last < c);
        let &(first, _, delta) = self.segments.get(at)?;
        (c >= first).then(|| ((c + delta) & 0xFFFF) as u16)
    }

    /// Returns the advance and the left side bearing of a glyph.
    pub(super) fn metrics(&self, glyph: u16) -> (u16, i16) {
        if let Some(own) = &self.own {
            let outline = own.outline(glyph);
            let left = if outline.is_empty() {
                0
            } else {
                i16_at(&outline, 2)
            };
            return (own.advance(glyph), left);
        }
        let hmtx = self.table(b"hmtx");
        let glyph = usize::from(glyph);
        if glyph < self.metrics {
            (u16_at(hmtx, 4 * glyph), i16_at(hmtx, 4 * glyph + 2))
        } else {
            (
                u16_at(hmtx, 4 * (self.metrics - 1)),
                i16_at(hmtx, 4 * self.metrics + 2 * (glyph - self.metrics)),
            )
        }
    }

    /// Returns the outline data of a glyph; empty for a blank one.
    pub(super) fn outline(&self, glyph: u16) -> Cow<'static, [u8]> {
        if let Some(own) = &self.own {
            return Cow::Owned(own.outline(glyph));
        }
        let loca = self.table(b"loca");
        let glyf = self.table(b"glyf");
        let glyph = usize::from(glyph);
        let long = u16_at(self.table(b"head"), 50) == 1;
        let place = |index: usize| {
            if long {
                u32_at(loca, 4 * index) as usize
            } else {
                2 * usize::from(u16_at(loca, 2 * index))
            }
        };
        Cow::Borrowed(&glyf[place(glyph)..place(glyph + 1)])
    }
}

/// Reads the segments of a format 4 character map; a segment that maps through an array is split into characters.
fn segments(cmap: &[u8]) -> Vec<(u32, u32, u32)> {
    let count = usize::from(u16_at(cmap, 2));
    let table = (0..count)
        .map(|index| u32_at(cmap, 4 + 8 * index + 4) as usize)
        .map(|start| &cmap[start..])
        .find(|table| u16_at(table, 0) == 4)
        .expect("the built-in face has a format 4 character map");
    let twice = usize::from(u16_at(table, 6));
    let (last, first) = (14, 16 + twice);
    let (delta, range) = (16 + 2 * twice, 16 + 3 * twice);
    let mut found = Vec::new();
    for at in (0..twice).step_by(2) {
        let (start, end) = (u16_at(table, first + at), u16_at(table, last + at));
        if start == 0xFFFF {
            break;
        }
        let offset = usize::from(u16_at(table, range + at));
        if offset == 0 {
            let delta = u32::from(u16_at(table, delta + at));
            found.push((u32::from(start), u32::from(end), delta));
            continue;
        }
        for c in start..=end {
            let glyph = u16_at(table, range + at + offset + 2 * usize::from(c - start));
            if glyph != 0 {
                let c = u32::from(c);
                found.push((c, c, u32::from(glyph).wrapping_sub(c) & 0xFFFF));
            }
        }
    }
    found
}

pub(super) fn u16_at(data: &[u8], at: usize) -> u16 {
    u16::from_be_bytes([data[at], data[at + 1]])
}

pub(super) fn i16_at(data: &[u8], at: usize) -> i16 {
    i16::from_be_bytes([data[at], data[at + 1]])
}

pub(super) fn u32_at(data: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([data[at], data[at + 1], data[at + 2], data[at + 3]])
}

#[cfg(test)]
mod tests {
    use super::face;
    use crate::font::Weight;

    #[test]
    fn finds_glyphs() {
        for weight in Weight::ALL {
            let face = face(weight);
            for c in "aZ9é·→Ωж".chars() {
                assert!(face.glyph(c).is_some_and(|glyph| glyph != 0), "{c}");
            }
            assert_eq!(face.glyph('漢'), None);
            assert_eq!(face.glyph('😀'), None);
        }
    }
}
