//! Text as outlines, for exporters that carry no font.

use super::Weight;
use super::face::{Face, UNITS_PER_EM, face, i16_at, u16_at};
use super::shape::shape;

/// The outlines of a line of text, in px from its start on the baseline, y downwards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    pub width: f64,
    pub segments: Vec<Segment>,
}

/// One piece of an outline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Segment {
    Move(f64, f64),
    Line(f64, f64),
    /// The control point, then the end.
    Quad(f64, f64, f64, f64),
    Close,
}

/// Composite glyphs hold composites no deeper than this.
const DEPTH: u8 = 6;

/// Returns the outlines of a line of text.
pub fn outline(text: &str, weight: Weight, size: f64) -> Outline {
    let face = face(weight);
    let scale = size / UNITS_PER_EM;
    let run = shape(text, weight);
    let mut segments = Vec::new();
    for placed in &run.glyphs {
        if placed.glyph == 0 {
            frame(
                placed.x * scale,
                placed.advance * scale,
                size,
                &mut segments,
            );
            continue;
        }
        let place = Affine {
            xx: scale,
            xy: 0.0,
            yx: 0.0,
            yy: -scale,
            dx: placed.x * scale,
            dy: -placed.y * scale,
        };
        glyph(face, placed.glyph, place, DEPTH, &mut segments);
    }
    Outline {
        width: run.width * scale,
        segments,
    }
}

/// Draws a frame in the place of a character that the face lacks, so that nobody takes it for a space.
fn frame(x: f64, advance: f64, size: f64, out: &mut Vec<Segment>) {
    if advance <= 0.0 {
        return;
    }
    let (gap, line, top) = (size * 0.08, size * 0.06, -size * 0.72);
    let (left, right) = (x + gap, x + advance - gap);
    let outer = [(left, 0.0), (left, top), (right, top), (right, 0.0)];
    let (left, right, top, bottom) = (left + line, right - line, top + line, -line);
    // The other way round, so that it is a hole.
    let inner = [(left, bottom), (right, bottom), (right, top), (left, top)];
    for corners in [outer, inner] {
        let [(x, y), rest @ ..] = corners;
        out.push(Segment::Move(x, y));
        out.extend(rest.map(|(x, y)| Segment::Line(x, y)));
        out.push(Segment::Close);
    }
}

/// A linear map and a shift.
#[derive(Clone, Copy)]
struct Affine {
    xx: f64,
    xy: f64,
    yx: f64,
    yy: f64,
    dx: f64,
    dy: f64,
}

impl Affine {
    fn apply(&self, x: f64, y: f64) -> (f64, f64) {
        (
            self.xx * x + self.xy * y + self.dx,
            self.yx * x + self.yy * y + self.dy,
        )
    }

    /// Returns the map that does `inner` first.
    fn after(&self, inner: Affine) -> Affine {
        let (dx, dy) = self.apply(inner.dx, inner.dy);
        Affine {
            xx: self.xx * inner.xx + self.xy * inner.yx,
            xy: self.xx * inner.xy + self.xy * inner.yy,
            yx: self.yx * inner.xx + self.yy * inner.yx,
            yy: self.yx * inner.xy + self.yy * inner.yy,
            dx,
            dy,
        }
    }
}

fn glyph(face: &Face, id: u16, place: Affine, depth: u8, out: &mut Vec<Segment>) {
    let data = face.outline(id);
    if data.is_empty() || depth == 0 {
        return;
    }
    if i16_at(&data, 0) >= 0 {
        simple(&data, place, out);
        return;
    }
    for component in components(&data) {
        glyph(
            face,
            component.glyph,
            place.after(component.place),
            depth - 1,
            out,
        );
    }
}

/// A glyph inside a composite one.
pub(super) struct Component {
    pub(super) glyph: u16,
    /// Where the glyph's number stands in the data.
    pub(super) at: usize,
    place: Affine,
}

/// Reads the components of a composite glyph.
pub(super) fn components(data: &[u8]) -> Vec<Component> {
    const WORDS: u16 = 0x0001;
    const OFFSETS: u16 = 0x0002;
    const SCALE: u16 = 0x0008;
    const MORE: u16 = 0x0020;
    const TWO_SCALES: u16 = 0x0040;
    const MATRIX: u16 = 0x0080;
    let fraction = |at: usize| f64::from(i16_at(data, at)) / 16384.0;
    let mut found = Vec::new();
    let mut at = 10;
    loop {
        let flags = u16_at(data, at);
        let (dx, dy, mut next) = if flags & WORDS != 0 {
            (i16_at(data, at + 4), i16_at(data, at + 6), at + 8)
        } else {
            (
                i16::from(data[at + 4] as i8),
                i16::from(data[at + 5] as i8),
                at + 6,
            )
        };
        let mut place = Affine {
            xx: 1.0,
            xy: 0.0,
            yx: 0.0,
            yy: 1.0,
            dx: 0.0,
            dy: 0.0,
        };
        if flags & OFFSETS != 0 {
            place.dx = f64::from(dx);
            place.dy = f64::from(dy);
        }
        if flags & SCALE != 0 {
            place.xx = fraction(next);
            place.yy = place.xx;
            next += 2;
        } else if flags & TWO_SCALES != 0 {
            place.xx = fraction(next);
            place.yy = fraction(next + 2);
            next += 4;
        } else if flags & MATRIX != 0 {
            place.xx = fraction(next);
            place.yx = fraction(next + 2);
            place.xy = fraction(next + 4);
            place.yy = fraction(next + 6);
            next += 8;
        }
        found.push(Component {
            glyph: u16_at(data, at + 2),
            at: at + 2,
            place,
        });
        if flags & MORE == 0 {
            return found;
        }
        at = next;
    }
}

/// A point of a contour; between two points off the curve lies one on it.
#[derive(Clone, Copy)]
struct Dot {
    x: f64,
    y: f64,
    on: bool,
}

fn simple(data: &[u8], place: Affine, out: &mut Vec<Segment>) {
    let contours = usize::from(u16_at(data, 0));
    let ends: Vec<usize> = (0..contours)
        .map(|index| usize::from(u16_at(data, 10 + 2 * index)))
        .collect();
    let Some(&last) = ends.last() else { return };
    let dots = dots(data, 10 + 2 * contours, last + 1, place);
    let mut start = 0;
    for end in ends {
        contour(&dots[start..=end], out);
        start = end + 1;
    }
}

/// Reads the points of a simple glyph whose instructions start at `at`.
fn dots(data: &[u8], at: usize, count: usize, place: Affine) -> Vec<Dot> {
    const ON: u8 = 0x01;
    const X_BYTE: u8 = 0x02;
    const Y_BYTE: u8 = 0x04;
    const REPEAT: u8 = 0x08;
    const X_SAME: u8 = 0x10;
    const Y_SAME: u8 = 0x20;
    let mut at = at + 2 + usize::from(u16_at(data, at));
    let mut flags = Vec::with_capacity(count);
    while flags.len() < count {
        let flag = data[at];
        at += 1;
        flags.push(flag);
        if flag & REPEAT != 0 {
            let times = usize::from(data[at]).min(count - flags.len());
            flags.extend(std::iter::repeat_n(flag, times));
            at += 1;
        }
    }
    let mut axis = |byte: u8, same: u8| {
        let mut value = 0.0;
        flags
            .iter()
            .map(|flag| {
                if flag & byte != 0 {
                    let step = f64::from(data[at]);
                    value += if flag & same != 0 { step } else { -step };
                    at += 1;
                } else if flag & same == 0 {
                    value += f64::from(i16_at(data, at));
                    at += 2;
                }
                value
            })
            .collect::<Vec<f64>>()
    };
    let xs = axis(X_BYTE, X_SAME);
    let ys = axis(Y_BYTE, Y_SAME);
    flags
        .iter()
        .zip(xs.into_iter().zip(ys))
        .map(|(flag, (x, y))| {
            let (x, y) = place.apply(x, y);
            Dot {
                x,
                y,
                on: flag & ON != 0,
            }
        })
        .collect()
}

fn contour(dots: &[Dot], out: &mut Vec<Segment>) {
    let middle = |a: Dot, b: Dot| Dot {
        x: (a.x + b.x) / 2.0,
        y: (a.y + b.y) / 2.0,
        on: true,
    };
    let count = dots.len();
    if count < 2 {
        return;
    }
    let (start, from) = match dots.iter().position(|dot| dot.on) {
        Some(at) => (dots[at], at + 1),
        None => (middle(dots[count - 1], dots[0]), 0),
    };
    out.push(Segment::Move(start.x, start.y));
    let mut control: Option<Dot> = None;
    for step in 0..count {
        let dot = dots[(from + step) % count];
        match (control, dot.on) {
            (None, true) => out.push(Segment::Line(dot.x, dot.y)),
            (None, false) => control = Some(dot),
            (Some(c), true) => {
                out.push(Segment::Quad(c.x, c.y, dot.x, dot.y));
                control = None;
            }
            (Some(c), false) => {
                let on = middle(c, dot);
                out.push(Segment::Quad(c.x, c.y, on.x, on.y));
                control = Some(dot);
            }
        }
    }
    if let Some(c) = control {
        out.push(Segment::Quad(c.x, c.y, start.x, start.y));
    }
    out.push(Segment::Close);
}

#[cfg(test)]
mod tests {
    use super::{Segment, outline};
    use crate::font::{Weight, measure};

    #[test]
    fn an_l_is_a_box() {
        let drawn = outline("l", Weight::Regular, 2048.0);
        assert_eq!(drawn.width, measure("l", Weight::Regular, 2048.0));
        let corners = drawn
            .segments
            .iter()
            .filter(|segment| matches!(segment, Segment::Line(..)))
            .count();
        assert!((3..=4).contains(&corners), "{:?}", drawn.segments);
    }

    #[test]
    fn what_the_face_lacks_is_a_frame_of_its_width() {
        let drawn = outline("注", Weight::Regular, 10.0);
        assert_eq!(drawn.segments.len(), 10);
        assert_eq!(drawn.segments[0], Segment::Move(0.8, 0.0));
        let Segment::Line(right, top) = drawn.segments[2] else {
            panic!("{:?}", drawn.segments);
        };
        assert!((right - 9.2).abs() < 1e-9 && (top + 7.2).abs() < 1e-9);
        assert!(
            outline("\u{200D}", Weight::Regular, 10.0)
                .segments
                .is_empty()
        );
    }

    #[test]
    fn accents_are_drawn() {
        let plain = outline("e", Weight::Medium, 12.0).segments.len();
        assert!(outline("é", Weight::Medium, 12.0).segments.len() > plain);
    }

    #[test]
    fn text_stands_on_its_baseline() {
        for segment in outline("H", Weight::SemiBold, 10.0).segments {
            if let Segment::Line(_, y) = segment {
                assert!((-8.0..=0.0).contains(&y));
            }
        }
    }
}
