//! Path data, each step in its shortest form.

use super::number::{hundredths, write_hundredths};
use crate::draw::Step;
use crate::geometry::Point;

/// Appends the steps of a path as SVG path data.
///
/// Places are rounded before steps are taken between them, so that relative steps do not drift.
pub(super) fn path(out: &mut String, steps: &[Step]) {
    let mut writer = Path {
        out,
        at: (0, 0),
        start: (0, 0),
        last: None,
        word: String::new(),
    };
    for step in steps {
        writer.step(step);
    }
}

/// A place in hundredths.
type Place = (i64, i64);

struct Path<'a> {
    out: &'a mut String,
    at: Place,
    /// Where the part began, to which closing it returns.
    start: Place,
    /// The letter before, which need not be said again.
    last: Option<char>,
    /// A spare string for the form that may turn out to be longer.
    word: String,
}

impl Path<'_> {
    fn step(&mut self, step: &Step) {
        match step {
            Step::Move(to) => {
                self.write('M', &[*to]);
                self.start = self.at;
            }
            Step::Line(to) => {
                let (x, y) = place(*to);
                match (x == self.at.0, y == self.at.1) {
                    (true, true) => self.write('L', &[*to]),
                    (false, true) => self.along('H', x, self.at.0),
                    (true, false) => self.along('V', y, self.at.1),
                    (false, false) => self.write('L', &[*to]),
                }
                self.at = (x, y);
            }
            Step::Quad(control, to) => self.write('Q', &[*control, *to]),
            Step::Cubic(first, second, to) => self.write('C', &[*first, *second, *to]),
            Step::Close => {
                self.out.push('z');
                self.last = None;
                self.at = self.start;
            }
        }
    }

    /// Writes a step along one axis.
    fn along(&mut self, letter: char, to: i64, from: i64) {
        self.shorter(letter, &[to], &[to - from]);
    }

    fn write(&mut self, letter: char, points: &[Point]) {
        let mut there = [0; 6];
        let mut steps = [0; 6];
        for (index, point) in points.iter().enumerate() {
            let (x, y) = place(*point);
            there[2 * index] = x;
            there[2 * index + 1] = y;
            steps[2 * index] = x - self.at.0;
            steps[2 * index + 1] = y - self.at.1;
        }
        let count = 2 * points.len();
        self.shorter(letter, &there[..count], &steps[..count]);
        self.at = (there[count - 2], there[count - 1]);
    }

    /// Appends the shorter of a step to places and one by distances.
    fn shorter(&mut self, letter: char, there: &[i64], by: &[i64]) {
        let near = letter.to_ascii_lowercase();
        let start = self.out.len();
        numbers(
            self.out,
            (self.last != Some(letter)).then_some(letter),
            there,
        );
        self.word.clear();
        numbers(
            &mut self.word,
            (self.last != Some(near)).then_some(near),
            by,
        );
        // A second move of one letter would be a line.
        let shorter = letter != 'M' && self.word.len() < self.out.len() - start;
        if shorter {
            self.out.truncate(start);
            self.out.push_str(&self.word);
        }
        self.last = match (letter, shorter) {
            ('M', _) => None,
            (_, true) => Some(near),
            (_, false) => Some(letter),
        };
    }
}

fn place(point: Point) -> Place {
    (hundredths(point.x), hundredths(point.y))
}

/// Appends numbers after a letter, parted where they would run together.
fn numbers(out: &mut String, letter: Option<char>, values: &[i64]) {
    let mut glued = letter.is_some();
    out.extend(letter);
    for &value in values {
        if !glued && value >= 0 {
            out.push(' ');
        }
        glued = false;
        write_hundredths(out, value);
    }
}

#[cfg(test)]
mod tests {
    use super::path;
    use crate::draw::Step;
    use crate::geometry::Point;

    #[test]
    fn each_step_takes_its_shortest_form() {
        let at = |x, y| Point::new(x, y);
        let check = |steps: &[Step], expected: &str| {
            let mut out = String::new();
            path(&mut out, steps);
            assert_eq!(out, expected);
        };
        check(
            &[
                Step::Move(at(408.0, 114.0)),
                Step::Line(at(216.0, 114.0)),
                Step::Quad(at(207.0, 114.0), at(207.0, 123.0)),
                Step::Line(at(207.0, 271.0)),
            ],
            "M408 114H216q-9 0-9 9V271",
        );
        check(
            &[
                Step::Move(at(207.0, 278.0)),
                Step::Line(at(211.8, 268.5)),
                Step::Line(at(212.3, 268.0)),
                Step::Close,
                Step::Line(at(207.0, 279.0)),
            ],
            "M207 278l4.8-9.5 .5-.5zv1",
        );
    }
}
