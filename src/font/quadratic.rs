//! Outlines of any kind as glyphs of a TrueType font.

use skrifa::outline::OutlinePen;

/// A cubic curve becomes so many quadratic ones: at the sizes of a picture nobody sees where they differ.
const PIECES: u8 = 4;

/// A point of a contour, on the curve or off it.
#[derive(Clone, Copy, PartialEq)]
struct Dot {
    x: i16,
    y: i16,
    on: bool,
}

/// Collects the contours of one glyph.
#[derive(Default)]
pub(super) struct Pen {
    contours: Vec<Vec<Dot>>,
    at: (f32, f32),
}

impl Pen {
    fn dot(&mut self, x: f32, y: f32, on: bool) {
        let (x, y) = (x.round() as i16, y.round() as i16);
        if let Some(contour) = self.contours.last_mut() {
            contour.push(Dot { x, y, on });
        }
    }

    /// Returns the glyph; empty where nothing was drawn.
    pub(super) fn glyph(mut self) -> Vec<u8> {
        for contour in &mut self.contours {
            // A contour closes itself.
            if contour.len() > 1 && contour.first() == contour.last() {
                contour.pop();
            }
        }
        self.contours.retain(|contour| contour.len() > 1);
        let dots: Vec<Dot> = self.contours.iter().flatten().copied().collect();
        if dots.is_empty() || dots.len() > usize::from(u16::MAX) {
            return Vec::new();
        }
        let (low, high) = dots.iter().fold((dots[0], dots[0]), |(low, high), dot| {
            let low = Dot {
                x: low.x.min(dot.x),
                y: low.y.min(dot.y),
                ..low
            };
            let high = Dot {
                x: high.x.max(dot.x),
                y: high.y.max(dot.y),
                ..high
            };
            (low, high)
        });
        let mut glyph = Vec::new();
        for number in [self.contours.len() as i16, low.x, low.y, high.x, high.y] {
            glyph.extend(number.to_be_bytes());
        }
        let mut end = 0;
        for contour in &self.contours {
            end += contour.len();
            glyph.extend((end as u16 - 1).to_be_bytes());
        }
        // No instructions.
        glyph.extend([0, 0]);
        let (mut flags, mut xs, mut ys) = (Vec::new(), Vec::new(), Vec::new());
        let (mut before_x, mut before_y) = (0, 0);
        for dot in &dots {
            const ON: u8 = 0x01;
            let flag = step(dot.x.wrapping_sub(before_x), 0x02, 0x10, &mut xs)
                | step(dot.y.wrapping_sub(before_y), 0x04, 0x20, &mut ys);
            flags.push(flag | if dot.on { ON } else { 0 });
            (before_x, before_y) = (dot.x, dot.y);
        }
        glyph.extend(flags);
        glyph.extend(xs);
        glyph.extend(ys);
        glyph
    }
}

/// Writes how far a point is from the one before, in as few bytes as it takes; returns what its flag says of that.
fn step(by: i16, byte: u8, same: u8, out: &mut Vec<u8>) -> u8 {
    match (by, u8::try_from(by.unsigned_abs())) {
        (0, _) => same,
        (1.., Ok(by)) => {
            out.push(by);
            byte | same
        }
        (_, Ok(by)) => {
            out.push(by);
            byte
        }
        (_, Err(_)) => {
            out.extend(by.to_be_bytes());
            0
        }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.contours.push(Vec::new());
        self.line_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.dot(x, y, true);
        self.at = (x, y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.dot(cx, cy, false);
        self.line_to(x, y);
    }

    fn curve_to(&mut self, ax: f32, ay: f32, bx: f32, by: f32, x: f32, y: f32) {
        let (from_x, from_y) = self.at;
        // The point and the slope of one axis at a share of the way.
        let point = |from: f32, a: f32, b: f32, to: f32, t: f32| {
            let u = 1.0 - t;
            u * u * u * from + 3.0 * u * u * t * a + 3.0 * u * t * t * b + t * t * t * to
        };
        let slope = |from: f32, a: f32, b: f32, to: f32, t: f32| {
            let u = 1.0 - t;
            3.0 * (u * u * (a - from) + 2.0 * u * t * (b - a) + t * t * (to - b))
        };
        let share = 1.0 / f32::from(PIECES);
        for piece in 0..PIECES {
            let (start, end) = (f32::from(piece) * share, f32::from(piece + 1) * share);
            // The control point of the quadratic curve that starts and ends like this piece.
            let control = |from, a, b, to| {
                let (p, q) = (point(from, a, b, to, start), point(from, a, b, to, end));
                let (v, w) = (slope(from, a, b, to, start), slope(from, a, b, to, end));
                (p + q) / 2.0 + (v - w) * share / 4.0
            };
            let (cx, cy) = (control(from_x, ax, bx, x), control(from_y, ay, by, y));
            let to = |from, a, b, to| point(from, a, b, to, end);
            self.quad_to(cx, cy, to(from_x, ax, bx, x), to(from_y, ay, by, y));
        }
    }

    fn close(&mut self) {}
}

#[cfg(test)]
mod tests {
    use super::Pen;
    use skrifa::outline::OutlinePen;

    #[test]
    fn a_triangle_takes_a_byte_a_step() {
        let mut pen = Pen::default();
        pen.move_to(0.0, 0.0);
        pen.line_to(100.0, 0.0);
        pen.line_to(0.0, -300.0);
        pen.close();
        let expected: [&[u8]; 6] = [
            &[0, 1, 0, 0, 0xFE, 0xD4, 0, 100, 0, 0],
            &[0, 2],
            &[0, 0],
            &[0x31, 0x33, 0x03],
            &[100, 100],
            &[0xFE, 0xD4],
        ];
        assert_eq!(pen.glyph(), expected.concat());
    }

    #[test]
    fn a_cubic_quarter_of_a_circle_stays_round() {
        const K: f32 = 0.552_284_8;
        let mut pen = Pen::default();
        pen.move_to(1000.0, 0.0);
        pen.curve_to(1000.0, 1000.0 * K, 1000.0 * K, 1000.0, 0.0, 1000.0);
        let on = pen.contours[0].iter().filter(|dot| dot.on);
        let far = on.map(|dot| f64::from(dot.x).powi(2) + f64::from(dot.y).powi(2));
        let far: Vec<f64> = far.map(f64::sqrt).collect();
        assert_eq!(far.len(), 5);
        assert!(far.iter().all(|far| (far - 1000.0).abs() < 1.0), "{far:?}");
    }

    #[test]
    fn nothing_is_an_empty_glyph() {
        assert_eq!(Pen::default().glyph(), [0; 0]);
    }
}
