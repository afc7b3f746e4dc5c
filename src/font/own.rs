//! A face of the user's own, from any TrueType or OpenType file: brought to the shape of the built-in face, glyph by glyph.
//!
//! Lengths are in the built-in face's units whatever the file's are; outlines are written anew as quadratic ones, so that
//! cubic and variable ones, too, can be cut down to what a picture needs.

use super::Weight;
use super::face::{Face, UNITS_PER_EM};
use super::quadratic;
use harfrust::{ShaperData, ShaperInstance, Tag};
use skrifa::charmap::Charmap;
use skrifa::instance::{Location, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::DrawSettings;
use skrifa::string::StringId;
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::cell::Cell;
use std::fmt;

thread_local! {
    /// The family within which this thread works.
    static CURRENT: Cell<Option<Family>> = const { Cell::new(None) };
}

/// A family of faces of the user's own, one for each weight.
#[derive(Clone, Copy)]
pub struct Family(&'static Faces);

struct Faces {
    name: String,
    faces: [Face; 3],
}

/// Why a file is not taken for a font.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It is no font, or one that is damaged.
    NoFont,
    /// It has pictures in the place of outlines, or no characters.
    NoOutlines,
    /// Its maker does not allow that it is embedded in documents.
    NotEmbeddable,
}

impl fmt::Display for Unfit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Unfit::NoFont => {
                "is no font; give a TTF or OTF file, not one that is packed for the web"
            }
            Unfit::NoOutlines => "has no outlines of characters; give a font for text",
            Unfit::NotEmbeddable => {
                "may not be embedded, as its maker says in it; take another, or `--font system`"
            }
        })
    }
}

impl Family {
    /// Reads a family from files, which are kept until the program ends; else tells which file is unfit, and why. Each
    /// weight takes the file that is nearest to it, and its own cut of a variable one.
    pub fn read(files: Vec<Vec<u8>>) -> Result<Self, (usize, Unfit)> {
        let mut fonts = Vec::new();
        for (at, file) in files.into_iter().enumerate() {
            let data: &'static [u8] = Vec::leak(file);
            fonts.push(opened(data).map_err(|unfit| (at, unfit))?);
        }
        let Some(first) = fonts.first() else {
            return Err((0, Unfit::NoFont));
        };
        let name = name(first);
        let [regular, medium, semi_bold] = Weight::ALL.map(|weight| {
            let nearest = fonts.iter().min_by_key(|font| {
                let own = if is_variable(font) {
                    weight.css()
                } else {
                    heaviness(font)
                };
                own.abs_diff(weight.css())
            });
            Face::own(Own::of(nearest.unwrap_or(first), weight), naming(&name))
        });
        let faces = [regular, medium, semi_bold];
        Ok(Self(Box::leak(Box::new(Faces { name, faces }))))
    }

    /// Returns its name: letters, digits, spaces and hyphens.
    pub fn name(self) -> &'static str {
        &self.0.name
    }

    pub(super) fn face(self, weight: Weight) -> &'static Face {
        &self.0.faces[weight as usize]
    }
}

impl fmt::Debug for Family {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_tuple("Family").field(&self.name()).finish()
    }
}

/// Returns the family within which this thread works; none for the built-in one.
pub fn family() -> Option<Family> {
    CURRENT.get()
}

/// Does something within a family, or within the built-in one: so work that is handed to another thread keeps its family.
pub fn within<T>(family: Option<Family>, work: impl FnOnce() -> T) -> T {
    let before = CURRENT.replace(family);
    let done = work();
    CURRENT.set(before);
    done
}

fn opened(data: &'static [u8]) -> Result<FontRef<'static>, Unfit> {
    let font = FontRef::from_index(data, 0).map_err(|_| Unfit::NoFont)?;
    let has_outlines = font.outline_glyphs().format().is_some();
    if !has_outlines || !font.charmap().has_map() || units(&font) == 0 {
        return Err(Unfit::NoOutlines);
    }
    // The lowest bits of the permissions: 2 forbids it.
    let forbidden = u16_of(&font, b"OS/2", 8).is_some_and(|rights| rights & 0xF == 2);
    if forbidden {
        Err(Unfit::NotEmbeddable)
    } else {
        Ok(font)
    }
}

fn name(font: &FontRef) -> String {
    let family = [StringId::TYPOGRAPHIC_FAMILY_NAME, StringId::FAMILY_NAME]
        .into_iter()
        .find_map(|id| font.localized_strings(id).english_or_first());
    let letters = family.iter().flat_map(|name| name.chars());
    let kept: String = letters
        .filter(|c| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-'))
        .take(60)
        .collect();
    match kept.trim() {
        "" => "Own".to_owned(),
        name => name.to_owned(),
    }
}

/// Makes a table of names with this one alone; browsers take no font without one.
fn naming(family: &str) -> &'static [u8] {
    let name: Vec<u8> = family.encode_utf16().flat_map(u16::to_be_bytes).collect();
    // Format 0, one record: platform Windows, encoding Unicode, English, the family's name.
    let words: [u16; 9] = [0, 1, 18, 3, 1, 0x409, 1, name.len() as u16, 0];
    Vec::leak(
        words
            .into_iter()
            .flat_map(u16::to_be_bytes)
            .chain(name)
            .collect(),
    )
}

fn u16_of(font: &FontRef, table: &[u8; 4], at: usize) -> Option<u16> {
    let data = font.table_data(Tag::new(table))?;
    let bytes = data.as_bytes().get(at..at + 2)?;
    Some(u16::from_be_bytes([bytes[0], bytes[1]]))
}

fn units(font: &FontRef) -> u16 {
    u16_of(font, b"head", 18).unwrap_or(0)
}

/// How heavy a static file is, as CSS counts it.
fn heaviness(font: &FontRef) -> u16 {
    u16_of(font, b"OS/2", 4).unwrap_or(400)
}

fn is_variable(font: &FontRef) -> bool {
    font.axes().get_by_tag(Tag::new(b"wght")).is_some()
}

/// What a face of the user's own is read from.
pub(super) struct Own {
    pub(super) font: FontRef<'static>,
    pub(super) shaper: ShaperData,
    pub(super) instance: ShaperInstance,
    /// One unit of the file in units of the built-in face.
    pub(super) scale: f64,
    location: Location,
    map: Charmap<'static>,
}

impl Own {
    fn of(font: &FontRef<'static>, weight: Weight) -> Self {
        let location = font.axes().location([("wght", f32::from(weight.css()))]);
        Self {
            font: font.clone(),
            shaper: ShaperData::new(font),
            instance: ShaperInstance::from_coords(font, location.coords().iter().copied()),
            scale: UNITS_PER_EM / f64::from(units(font)),
            map: font.charmap(),
            location,
        }
    }

    pub(super) fn glyph(&self, c: char) -> Option<u16> {
        let glyph = u16::try_from(self.map.map(c)?.to_u32()).ok()?;
        (glyph != 0).then_some(glyph)
    }

    pub(super) fn advance(&self, glyph: u16) -> u16 {
        let size = Size::new(UNITS_PER_EM as f32);
        let metrics = GlyphMetrics::new(&self.font, size, &self.location);
        let advance = metrics.advance_width(GlyphId::from(glyph));
        advance.unwrap_or(0.0).round() as u16
    }

    /// Writes the outline of a glyph as a simple glyph of the built-in face's units; empty for a blank one.
    pub(super) fn outline(&self, glyph: u16) -> Vec<u8> {
        let mut pen = quadratic::Pen::default();
        let size = Size::new(UNITS_PER_EM as f32);
        let drawn = self
            .font
            .outline_glyphs()
            .get(GlyphId::from(glyph))
            .map(|outline| {
                let settings = DrawSettings::unhinted(size, &self.location);
                outline.draw(settings, &mut pen)
            });
        match drawn {
            Some(Ok(_)) => pen.glyph(),
            _ => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Family, Unfit, family, within};
    use crate::font::face::{u16_at, u32_at};
    use crate::font::{Weight, lacking, measure, outline, subset};

    const REGULAR: &[u8] = include_bytes!("inter/Inter-Regular.ttf");
    const SEMI_BOLD: &[u8] = include_bytes!("inter/Inter-SemiBold.ttf");

    fn read(files: &[&[u8]]) -> Family {
        let files = files.iter().map(|file| file.to_vec()).collect();
        Family::read(files).expect("fonts")
    }

    /// Returns where a table of a file starts.
    fn table(file: &[u8], tag: &[u8; 4]) -> usize {
        let mut tags = file.windows(4);
        u32_at(
            file,
            tags.position(|four| four == tag).expect("the table") + 8,
        ) as usize
    }

    /// Takes a letter from a face: its segment of the character map begins behind it.
    fn without(letter: u16, file: &[u8]) -> Vec<u8> {
        let cmap = table(file, b"cmap");
        let map = cmap + u32_at(file, cmap + 8) as usize;
        let (ends, twice) = (map + 14, usize::from(u16_at(file, map + 6)));
        let mut segments = (0..twice).step_by(2);
        let own = segments.find(|at| u16_at(file, ends + at) >= letter);
        let start = ends + own.expect("the letter's segment") + twice + 2;
        let mut file = file.to_vec();
        file[start..start + 2].copy_from_slice(&(letter + 1).to_be_bytes());
        file
    }

    #[test]
    fn a_weight_may_lack_what_another_has() {
        let bold = without('З' as u16, SEMI_BOLD);
        within(Some(read(&[REGULAR, &bold])), || {
            assert_eq!(lacking("Заказ", Weight::Regular), []);
            assert_eq!(lacking("Заказ", Weight::SemiBold), ['З']);
        });
    }

    #[test]
    fn text_is_measured_and_drawn_in_it() {
        let bold = read(&[SEMI_BOLD]);
        assert_eq!(bold.name(), "Inter SemiBold");
        for text in [
            "createOrder",
            "AVATAR To Ty. P,o",
            "Größe · Заказ",
            "注文",
            "",
        ] {
            let drawn = || {
                (
                    measure(text, Weight::Regular, 14.0),
                    outline(text, Weight::Regular, 2048.0),
                )
            };
            let (width, own) = within(Some(bold), drawn);
            let built_in = outline(text, Weight::SemiBold, 2048.0);
            assert!(
                (width - measure(text, Weight::SemiBold, 14.0)).abs() < 1e-9,
                "{text}"
            );
            assert_eq!(own.segments.len(), built_in.segments.len(), "{text}");
            assert_eq!(own.width, built_in.width, "{text}");
        }
        assert!(family().is_none(), "outside all is as it was");
    }

    #[test]
    fn each_weight_takes_the_file_that_is_nearest() {
        let both = read(&[SEMI_BOLD, REGULAR]);
        for (weight, built_in) in [
            (Weight::Regular, Weight::Regular),
            (Weight::Medium, Weight::SemiBold),
            (Weight::SemiBold, Weight::SemiBold),
        ] {
            let width = within(Some(both), || measure("createOrder", weight, 14.0));
            assert_eq!(width, measure("createOrder", built_in, 14.0));
        }
    }

    #[test]
    fn it_is_cut_to_what_is_shown() {
        let cut = || subset(Weight::Regular, ["createOrder"]).expect("characters of the face");
        let own = within(Some(read(&[SEMI_BOLD])), cut);
        assert_eq!(&own[..4], b"wOFF");
        assert!(own.len() < 6_000, "{} bytes", own.len());
        assert_ne!(own, cut());
    }

    #[test]
    fn no_file_is_taken_for_a_font() {
        let check = |file: &[u8]| Family::read(vec![REGULAR.to_vec(), file.to_vec()]).err();
        assert_eq!(check(b""), Some((1, Unfit::NoFont)));
        assert_eq!(check(b"not a font"), Some((1, Unfit::NoFont)));
        assert_eq!(check(&REGULAR[..400]), Some((1, Unfit::NoOutlines)));
        let mut forbidden = REGULAR.to_vec();
        let start = table(&forbidden, b"OS/2");
        forbidden[start + 9] = 2;
        assert_eq!(check(&forbidden), Some((1, Unfit::NotEmbeddable)));
        assert_eq!(Family::read(Vec::new()).err(), Some((0, Unfit::NoFont)));
    }
}
