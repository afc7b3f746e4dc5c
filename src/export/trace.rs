//! SVG path data as steps, for exporters that have no path data of their own.

use crate::draw::Step;
use crate::geometry::Point;

/// Reads path data; ends before the first thing that is none.
///
/// Knows `M L H V C S Q T A Z`, absolute and relative; an arc is turned by nothing or has one radius, as in our glyphs.
pub(super) fn trace(data: &str) -> Vec<Step> {
    let mut reader = Reader {
        rest: data,
        steps: Vec::new(),
        at: Point::new(0.0, 0.0),
        start: Point::new(0.0, 0.0),
        mirror: None,
    };
    reader.read();
    reader.steps
}

struct Reader<'a> {
    rest: &'a str,
    steps: Vec<Step>,
    at: Point,
    start: Point,
    /// The control point before, with the letter of its curve: a smooth curve goes on from it.
    mirror: Option<(char, Point)>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let mut command = 'M';
        loop {
            self.skip();
            let Some(next) = self.rest.chars().next() else {
                return;
            };
            if next.is_ascii_alphabetic() {
                command = next;
                self.rest = &self.rest[1..];
            } else if command.eq_ignore_ascii_case(&'z') {
                return;
            }
            if self.command(command).is_none() {
                return;
            }
            // What follows a move without a letter is a line.
            command = match command {
                'M' => 'L',
                'm' => 'l',
                other => other,
            };
        }
    }

    fn command(&mut self, letter: char) -> Option<()> {
        let near = letter.is_ascii_lowercase();
        let mirror = self.mirror.take();
        match letter.to_ascii_uppercase() {
            'M' => {
                self.at = self.point(near)?;
                self.start = self.at;
                self.steps.push(Step::Move(self.at));
            }
            'L' => {
                let to = self.point(near)?;
                self.line(to);
            }
            'H' => {
                let x = self.number()? + if near { self.at.x } else { 0.0 };
                self.line(Point::new(x, self.at.y));
            }
            'V' => {
                let y = self.number()? + if near { self.at.y } else { 0.0 };
                self.line(Point::new(self.at.x, y));
            }
            'C' => {
                let (first, second) = (self.point(near)?, self.point(near)?);
                let to = self.point(near)?;
                self.cubic(first, second, to);
            }
            'S' => {
                let first = self.mirrored(mirror, 'C');
                let second = self.point(near)?;
                let to = self.point(near)?;
                self.cubic(first, second, to);
            }
            'Q' => {
                let control = self.point(near)?;
                let to = self.point(near)?;
                self.quad(control, to);
            }
            'T' => {
                let control = self.mirrored(mirror, 'Q');
                let to = self.point(near)?;
                self.quad(control, to);
            }
            'A' => {
                let (rx, ry) = (self.number()?, self.number()?);
                self.number()?;
                let (large, clockwise) = (self.flag()?, self.flag()?);
                let to = self.point(near)?;
                self.arc(rx.abs(), ry.abs(), large, clockwise, to);
            }
            'Z' => {
                self.steps.push(Step::Close);
                self.at = self.start;
            }
            _ => return None,
        }
        Some(())
    }

    fn line(&mut self, to: Point) {
        self.steps.push(Step::Line(to));
        self.at = to;
    }

    fn quad(&mut self, control: Point, to: Point) {
        self.steps.push(Step::Quad(control, to));
        self.mirror = Some(('Q', control));
        self.at = to;
    }

    fn cubic(&mut self, first: Point, second: Point, to: Point) {
        self.steps.push(Step::Cubic(first, second, to));
        self.mirror = Some(('C', second));
        self.at = to;
    }

    fn mirrored(&self, mirror: Option<(char, Point)>, letter: char) -> Point {
        match mirror {
            Some((of, point)) if of == letter => {
                Point::new(2.0 * self.at.x - point.x, 2.0 * self.at.y - point.y)
            }
            _ => self.at,
        }
    }

    /// Adds an arc as cubics of a quarter turn at most, on the circle that the ellipse is when its height is scaled.
    fn arc(&mut self, rx: f64, ry: f64, large: bool, clockwise: bool, to: Point) {
        let from = self.at;
        if rx == 0.0 || ry == 0.0 || from == to {
            return self.line(to);
        }
        let squash = ry / rx;
        let a = (from.x, from.y / squash);
        let b = (to.x, to.y / squash);
        let half = ((b.0 - a.0) / 2.0, (b.1 - a.1) / 2.0);
        let reach = half.0 * half.0 + half.1 * half.1;
        let radius = rx.max(reach.sqrt());
        let rise = (radius * radius - reach).max(0.0).sqrt() / reach.sqrt();
        let side = if large == clockwise { -rise } else { rise };
        let middle = (a.0 + half.0 - half.1 * side, a.1 + half.1 + half.0 * side);
        let unit = |p: (f64, f64)| ((p.0 - middle.0) / radius, (p.1 - middle.1) / radius);
        let turn = if clockwise { 1.0 } else { -1.0 };
        let end = unit(b);
        let mut u = unit(a);
        // Four quarters are a whole turn.
        for _ in 0..4 {
            let cross = turn * (u.0 * end.1 - u.1 * end.0);
            let dot = u.0 * end.0 + u.1 * end.1;
            let last = cross >= -1e-6 && dot >= -1e-6;
            let v = if last { end } else { (-turn * u.1, turn * u.0) };
            let cosine = (u.0 * v.0 + u.1 * v.1).clamp(-1.0, 1.0);
            let (s, c) = (((1.0 - cosine) / 2.0).sqrt(), ((1.0 + cosine) / 2.0).sqrt());
            let handle = turn * 4.0 / 3.0 * s / (1.0 + c);
            let place = |p: (f64, f64)| {
                Point::new(middle.0 + radius * p.0, (middle.1 + radius * p.1) * squash)
            };
            self.steps.push(Step::Cubic(
                place((u.0 - handle * u.1, u.1 + handle * u.0)),
                place((v.0 + handle * v.1, v.1 - handle * v.0)),
                if last { to } else { place(v) },
            ));
            if last {
                break;
            }
            u = v;
        }
        self.at = to;
    }

    fn point(&mut self, near: bool) -> Option<Point> {
        let (x, y) = (self.number()?, self.number()?);
        Some(if near {
            Point::new(self.at.x + x, self.at.y + y)
        } else {
            Point::new(x, y)
        })
    }

    fn skip(&mut self) {
        self.rest = self
            .rest
            .trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
    }

    /// Reads a flag, which may stand without a gap before what follows.
    fn flag(&mut self) -> Option<bool> {
        self.skip();
        let flag = self.rest.chars().next()?;
        if !matches!(flag, '0' | '1') {
            return None;
        }
        self.rest = &self.rest[1..];
        Some(flag == '1')
    }

    fn number(&mut self) -> Option<f64> {
        self.skip();
        let bytes = self.rest.as_bytes();
        let mut end = usize::from(matches!(bytes.first(), Some(b'-' | b'+')));
        let mut dot = false;
        while let Some(byte) = bytes.get(end) {
            match byte {
                b'0'..=b'9' => {}
                b'.' if !dot => dot = true,
                _ => break,
            }
            end += 1;
        }
        let value = self.rest[..end].parse().ok()?;
        self.rest = &self.rest[end..];
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::super::path::path;
    use super::trace;

    fn check(data: &str, expected: &str) {
        let mut out = String::new();
        path(&mut out, &trace(data));
        assert_eq!(out, expected);
    }

    #[test]
    fn reads_every_letter() {
        check("M1 2h3v-4l1,1H0V0z", "M1 2H4V-2L5-1H0V0z");
        check("m1 1 2 2-.5.5z", "M1 1L3 3l-.5 .5z");
        check("M0 0q1 0 1 1t1 1", "M0 0Q1 0 1 1 1 2 2 2");
        check("M0 0c0 1 1 2 2 2s2-1 2-2", "M0 0C0 1 1 2 2 2 3 2 4 1 4 0");
        check("M0 0 x 1 1", "M0 0");
    }

    #[test]
    fn arcs_are_curves() {
        check("M0 0a1 1 0 0 1 1 1", "M0 0C.55 0 1 .45 1 1");
        check(
            "M7.8 7.8a4.2 4.2 0 1 1 8.4 0",
            "M7.8 7.8c0-2.32 1.88-4.2 4.2-4.2 2.32 0 4.2 1.88 4.2 4.2",
        );
        check(
            "M0 0a1 1 0 10 1-1",
            "M0 0C0 .55 .45 1 1 1c.55 0 1-.45 1-1 0-.55-.45-1-1-1",
        );
    }

    #[test]
    fn every_glyph_is_read_whole() {
        for (name, glyph) in crate::theme::glyphs() {
            for data in [&glyph.stroke, &glyph.fill] {
                let letters = data.matches(|c: char| c.is_ascii_alphabetic()).count();
                assert!(trace(data).len() >= letters, "{name}");
            }
        }
    }
}
