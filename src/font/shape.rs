//! Shaping: which glyphs a text takes, and where they stand.

use super::face::{UNITS_PER_EM, face};
use super::own::family;
use super::{Weight, plain};
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthChar;

/// A line of text, shaped; in font units, from its start on the baseline, y upwards.
pub(super) struct Run {
    pub(super) width: f64,
    pub(super) glyphs: Vec<Placed>,
}

/// A glyph with the place of its origin.
pub(super) struct Placed {
    pub(super) glyph: u16,
    pub(super) x: f64,
    pub(super) y: f64,
    /// How far the next one stands behind it.
    pub(super) advance: f64,
    /// Where the characters start that it stands for.
    cluster: usize,
}

/// The most marks that a letter bears; the stream-safe texts of Unicode (UAX 15) allow as many, and no language needs them.
const MARKS: usize = 30;

/// Shapes a line of text with kerning and mark placement, and without ligatures or alternates.
pub(super) fn shape(text: &str, weight: Weight) -> Run {
    let mut run = Run {
        width: 0.0,
        glyphs: Vec::new(),
    };
    // Digits and marks apart, everything before the first of these letters runs from left to right.
    if text.chars().all(|c| c < '\u{590}') {
        add(&mut run, text, 0..text.len(), None, weight);
        return run;
    }
    // A line reads from left to right as a whole, as browsers take it too; runs in it may read the other way.
    let bidi = unicode_bidi::BidiInfo::new(text, Some(unicode_bidi::Level::ltr()));
    for paragraph in &bidi.paragraphs {
        let (levels, runs) = bidi.visual_runs(paragraph, paragraph.range.clone());
        for range in runs {
            let turned = levels
                .get(range.start)
                .is_some_and(unicode_bidi::Level::is_rtl);
            let direction = match turned {
                true => harfrust::Direction::RightToLeft,
                false => harfrust::Direction::LeftToRight,
            };
            add(&mut run, text, range, Some(direction), weight);
        }
    }
    run
}

/// Shapes a stretch of a line that reads one way, and puts it behind what is there.
fn add(
    run: &mut Run,
    text: &str,
    range: std::ops::Range<usize>,
    direction: Option<harfrust::Direction>,
    weight: Weight,
) {
    let start = range.start;
    let Some(text) = text.get(range) else {
        return;
    };
    let mut buffer = harfrust::UnicodeBuffer::new();
    buffer.push_str(text);
    if let Some(direction) = direction {
        buffer.set_direction(direction);
    }
    buffer.guess_segment_properties();
    let (shaped, unit) = face(weight).shaped(buffer);
    for (info, position) in shaped.glyph_infos().iter().zip(shaped.glyph_positions()) {
        let glyph = u16::try_from(info.glyph_id).unwrap_or(0);
        let advance = if glyph == 0 {
            let missing = text
                .get(info.cluster as usize..)
                .and_then(|rest| rest.chars().next());
            missing.map_or(0.0, guess)
        } else {
            f64::from(position.x_advance) * unit
        };
        let cluster = start + info.cluster as usize;
        let same = |placed: &&Placed| placed.cluster == cluster;
        let before = run.glyphs.iter().rev().take_while(same).take(MARKS + 1);
        if advance == 0.0 && before.count() > MARKS {
            continue;
        }
        run.glyphs.push(Placed {
            glyph,
            x: run.width + f64::from(position.x_offset) * unit,
            y: f64::from(position.y_offset) * unit,
            advance,
            cluster,
        });
        run.width += advance;
    }
}

/// A glyph of a line of text, in px from the line's start on the baseline, y downwards.
#[derive(Clone, Debug, PartialEq)]
pub struct Glyph {
    /// Its number in the face; 0 for a character that the face lacks.
    pub number: u16,
    pub x: f64,
    pub y: f64,
    /// The characters that it stands for; empty where a glyph before it stands for them.
    pub text: String,
}

/// Returns the glyphs of a line of text, from left to right.
pub fn glyphs(text: &str, weight: Weight, size: f64) -> Vec<Glyph> {
    let run = shape(text, weight);
    let scale = size / UNITS_PER_EM;
    let mut starts: Vec<usize> = run.glyphs.iter().map(|placed| placed.cluster).collect();
    starts.sort_unstable();
    starts.dedup();
    let mut told = None;
    run.glyphs
        .iter()
        .map(|placed| {
            let after = starts.partition_point(|start| *start <= placed.cluster);
            let end = starts.get(after).copied().unwrap_or(text.len());
            let first = told.replace(placed.cluster) != Some(placed.cluster);
            Glyph {
                number: placed.glyph,
                x: placed.x * scale,
                y: -placed.y * scale,
                text: match text.get(placed.cluster..end) {
                    Some(text) if first => text.to_owned(),
                    _ => String::new(),
                },
            }
        })
        .collect()
}

/// Returns the kerning of two characters, in font units.
pub(super) fn pair(a: char, b: char, weight: Weight) -> i16 {
    if family().is_none() {
        return plain::pair(a, b, weight);
    }
    let width = |text: &str| shape(text, weight).width;
    let alone = |c: char| width(c.encode_utf8(&mut [0; 4]));
    (width(&String::from_iter([a, b])) - alone(a) - alone(b)).round() as i16
}

/// Lists the characters of a text that a script joins, turns or moves, so that a font without its rules would show them
/// wrong. The built-in face has no such script.
pub(super) fn turned(text: &str, weight: Weight) -> Vec<char> {
    if family().is_none() {
        return Vec::new();
    }
    let face = face(weight);
    let run = shape(text, weight);
    let starts: BTreeSet<usize> = run.glyphs.iter().map(|placed| placed.cluster).collect();
    let alone = |placed: &Placed| {
        let after = starts.range(placed.cluster + 1..).next();
        let mut cluster = text
            .get(placed.cluster..*after.unwrap_or(&text.len()))?
            .chars();
        let first = cluster.next()?;
        let turned = placed.glyph != 0 && face.glyph(first) != Some(placed.glyph);
        (turned && cluster.next().is_none()).then_some(first)
    };
    run.glyphs.iter().filter_map(alone).collect()
}

/// Lists the characters of a text that the face of a weight lacks and that would be seen.
pub fn lacking(text: &str, weight: Weight) -> Vec<char> {
    if plain::width(text, weight).is_some() {
        return Vec::new();
    }
    let face = face(weight);
    text.chars()
        .filter(|c| face.glyph(*c).is_none() && guess(*c) > 0.0)
        .collect()
}

/// Guesses the advance of a character that the face lacks, generously: ideographs and emoji take an em and a bit.
fn guess(c: char) -> f64 {
    let em = match c.width() {
        None | Some(0) => 0.0,
        Some(2) if c as u32 >= 0x1F000 => 1.3,
        Some(2) => 1.0,
        Some(_) => 0.7,
    };
    em * UNITS_PER_EM
}

#[cfg(test)]
mod tests {
    use super::{lacking, shape};
    use crate::font::Weight;

    #[test]
    fn gives_room_to_what_the_face_lacks() {
        let width = |text| shape(text, Weight::Regular).width / 2048.0;
        assert_eq!(width("注文"), 2.0);
        assert_eq!(width("😀"), 1.3);
        assert!(width("عربى") > 2.0);
        assert_eq!(width(""), 0.0);
    }

    #[test]
    fn words_of_two_directions_keep_their_own() {
        let text = |text: &str| -> Vec<String> {
            let glyphs = super::glyphs(text, Weight::Regular, 16.0);
            glyphs.into_iter().map(|glyph| glyph.text).collect()
        };
        assert_eq!(text("שלום abc 12").concat(), "םולש abc 12");
        assert_eq!(text("a שלום b").concat(), "a םולש b");
        assert_eq!(text("“שלום” calls").concat(), "“םולש” calls");
        assert_eq!(text("שלום, abc").len(), 9);
    }

    #[test]
    fn puts_marks_on_their_letters() {
        let plain = shape("x", Weight::Regular).width;
        assert_eq!(shape("x\u{301}", Weight::Regular).width, plain);
    }

    #[test]
    fn a_letter_bears_so_many_marks_and_no_more() {
        let glyphs = |marks: usize| {
            let text = format!("x{}y", "\u{301}".repeat(marks));
            shape(&text, Weight::Regular).glyphs.len()
        };
        assert_eq!(glyphs(30), 32);
        assert_eq!(glyphs(20_000), 32);
    }

    #[test]
    fn knows_what_the_face_has() {
        assert_eq!(lacking("Заказ → Ω é e\u{301}", Weight::Regular), []);
        assert_eq!(lacking("API 注文", Weight::Regular), ['注', '文']);
        assert_eq!(lacking("👨\u{200D}👧", Weight::Regular), ['👨', '👧']);
    }
}
