//! The faces of a document: what its texts use, embedded.

use super::{Ids, packed};
use crate::draw::{Drawing, Mark, Text};
use crate::font::{self, Cut, Weight};
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::writers::Resources;
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str};
use std::collections::BTreeMap;

/// The faces that are used, the lightest first.
pub(super) struct Faces {
    list: Vec<Face>,
}

pub(super) struct Face {
    pub(super) weight: Weight,
    pub(super) cut: Cut,
    /// The characters that glyphs stand for, by their number in the whole face.
    texts: BTreeMap<u16, String>,
    ids: FaceIds,
}

struct FaceIds {
    font: Ref,
    descendant: Ref,
    descriptor: Ref,
    file: Ref,
    map: Ref,
}

const SYSTEM: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};

impl Faces {
    /// Cuts the faces to what the texts of some drawings use.
    pub(super) fn of(drawings: &[&Drawing], ids: &mut Ids) -> Self {
        let mut used: BTreeMap<Weight, BTreeMap<u16, String>> = BTreeMap::new();
        for drawing in drawings {
            each_text(&drawing.marks, &mut |text| {
                let weight = Weight::of_css(text.style.weight);
                let texts = used.entry(weight).or_default();
                for glyph in font::glyphs(&text.text, weight, text.style.size) {
                    let said = texts.entry(glyph.number).or_default();
                    if said.is_empty() {
                        *said = glyph.text;
                    }
                }
            });
        }
        let list = used
            .into_iter()
            .map(|(weight, texts)| Face {
                weight,
                cut: font::cut(weight, texts.keys().copied()),
                texts,
                ids: FaceIds {
                    font: ids.next(),
                    descendant: ids.next(),
                    descriptor: ids.next(),
                    file: ids.next(),
                    map: ids.next(),
                },
            })
            .collect();
        Self { list }
    }

    /// Returns the face of a weight.
    pub(super) fn get(&self, weight: Weight) -> Option<&Face> {
        self.list.iter().find(|face| face.weight == weight)
    }

    /// Tells a page what the faces are called.
    pub(super) fn name(&self, resources: &mut Resources<'_>) {
        let mut fonts = resources.fonts();
        for face in &self.list {
            fonts.pair(Name(face.name()), face.ids.font);
        }
    }

    pub(super) fn write(&self, file: &mut Pdf) {
        for face in &self.list {
            face.write(file);
        }
    }
}

impl Face {
    /// What pages call it.
    pub(super) fn name(&self) -> &'static [u8] {
        match self.weight {
            Weight::Regular => b"R",
            Weight::Medium => b"M",
            Weight::SemiBold => b"S",
        }
    }

    fn write(&self, file: &mut Pdf) {
        let FaceIds {
            font: face,
            descendant,
            descriptor,
            file: program,
            map,
        } = self.ids;
        // Six letters mark a face as cut.
        let (mark, weight) = match self.weight {
            Weight::Regular => ("ARCHLA", "Regular"),
            Weight::Medium => ("ARCHLB", "Medium"),
            Weight::SemiBold => ("ARCHLC", "SemiBold"),
        };
        let family = font::family().map_or("Inter", font::Family::name);
        let name = format!("{mark}+{}-{weight}", family.replace(' ', ""));
        let name = Name(name.as_bytes());
        file.type0_font(face)
            .base_font(name)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(descendant)
            .to_unicode(map);
        let mut cid = file.cid_font(descendant);
        cid.subtype(CidFontType::Type2)
            .base_font(name)
            .system_info(SYSTEM)
            .font_descriptor(descriptor)
            .cid_to_gid_map_predefined(Name(b"Identity"));
        cid.widths()
            .consecutive(0, self.cut.advances.iter().map(|width| *width as f32));
        cid.finish();
        // Of Inter as a whole, in thousandths of the size; of what is embedded nobody asks them.
        file.font_descriptor(descriptor)
            .name(name)
            .flags(FontFlags::NON_SYMBOLIC)
            .bbox(Rect::new(-742.0, -323.0, 2579.0, 1109.0))
            .italic_angle(0.0)
            .ascent(969.0)
            .descent(-242.0)
            .cap_height(727.0)
            .stem_v(f32::from(self.weight.css()) / 5.0)
            .font_file2(program);
        let data = packed(&self.cut.file);
        let mut stream = file.stream(program, &data);
        stream.filter(Filter::FlateDecode);
        stream.pair(Name(b"Length1"), self.cut.file.len() as i32);
        stream.finish();
        let mut words = UnicodeCmap::new(Name(b"Custom"), SYSTEM);
        for (old, text) in &self.texts {
            // What the face lacks is told by the pages, for each text of its own.
            if let Some(number) = self.cut.numbers.get(old).filter(|number| **number != 0)
                && !text.is_empty()
            {
                words.pair_with_multiple(*number, text.chars());
            }
        }
        let words = packed(words.finish().as_slice());
        file.stream(map, &words).filter(Filter::FlateDecode);
    }
}

fn each_text<'a>(marks: &'a [Mark], visit: &mut impl FnMut(&'a Text)) {
    for mark in marks {
        match mark {
            Mark::Group(group) => each_text(&group.marks, visit),
            Mark::Text(text) => visit(text),
            _ => {}
        }
    }
}
