//! A sheet of cells with one character each.

use super::Letters;
use crate::theme::Flow;
use unicode_width::UnicodeWidthChar;

/// Which ways a line goes on from a cell.
const UP: u8 = 1;
const RIGHT: u8 = 2;
const DOWN: u8 = 4;
const LEFT: u8 = 8;

#[derive(Clone, Copy, Default)]
struct Cell {
    /// The character; the second cell of a wide one has none.
    letter: Option<char>,
    /// It belongs to the character on its left.
    taken: bool,
    ways: u8,
    kind: Option<Flow>,
}

/// A sheet of cells.
pub(super) struct Grid {
    width: usize,
    cells: Vec<Cell>,
    letters: Letters,
}

/// How the border of a box looks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Border {
    Card,
    /// Of what holds other things.
    Frame,
}

impl Grid {
    pub(super) fn new(width: usize, height: usize, letters: Letters) -> Self {
        Self {
            width,
            cells: vec![Cell::default(); width * height],
            letters,
        }
    }

    fn cell(&mut self, x: usize, y: usize) -> Option<&mut Cell> {
        if x >= self.width {
            return None;
        }
        self.cells.get_mut(y * self.width + x)
    }

    fn put(&mut self, x: usize, y: usize, letter: char) {
        if let Some(cell) = self.cell(x, y) {
            *cell = Cell {
                letter: Some(letter),
                ..Cell::default()
            };
        }
    }

    /// Draws a box; a card's inside is wiped.
    pub(super) fn border(
        &mut self,
        (left, top): (usize, usize),
        (right, bottom): (usize, usize),
        border: Border,
    ) {
        let [across, down, corners @ ..] = match (self.letters, border) {
            (Letters::Ascii, Border::Card) => ['-', '|', '+', '+', '+', '+'],
            (Letters::Ascii, Border::Frame) => ['.', ':', '.', '.', ':', ':'],
            (Letters::Unicode, Border::Card) => ['─', '│', '┌', '┐', '└', '┘'],
            (Letters::Unicode, Border::Frame) => ['┄', '┆', '╭', '╮', '╰', '╯'],
        };
        for y in top..=bottom {
            for x in left..=right {
                match (y == top || y == bottom, x == left || x == right) {
                    (true, _) => self.put(x, y, across),
                    (false, true) => self.put(x, y, down),
                    (false, false) if border == Border::Card => self.put(x, y, ' '),
                    (false, false) => {}
                }
            }
        }
        for ((x, y), corner) in [(left, top), (right, top), (left, bottom), (right, bottom)]
            .into_iter()
            .zip(corners)
        {
            self.put(x, y, corner);
        }
    }

    /// Writes a line of text.
    pub(super) fn text(&mut self, x: usize, y: usize, text: &str) {
        let mut x = x;
        for letter in text.chars() {
            let wide = letter.width().unwrap_or(0);
            // What has no width of its own stays out, since a cell holds one character.
            if wide == 0 || x + wide > self.width {
                continue;
            }
            self.put(x, y, letter);
            if let (2, Some(cell)) = (wide, self.cell(x + 1, y)) {
                *cell = Cell {
                    taken: true,
                    ..Cell::default()
                };
            }
            x += wide;
        }
    }

    /// Draws a line from corner to corner.
    pub(super) fn line(&mut self, points: &[(usize, usize)], kind: Flow) {
        for pair in points.windows(2) {
            let ((x, y), (to_x, to_y)) = (pair[0], pair[1]);
            let (mut x, mut y) = (x, y);
            while (x, y) != (to_x, to_y) {
                let (out, back) = if x < to_x {
                    (RIGHT, LEFT)
                } else if x > to_x {
                    (LEFT, RIGHT)
                } else if y < to_y {
                    (DOWN, UP)
                } else {
                    (UP, DOWN)
                };
                self.way(x, y, out, kind);
                match out {
                    RIGHT => x += 1,
                    LEFT => x -= 1,
                    DOWN => y += 1,
                    _ => y -= 1,
                }
                self.way(x, y, back, kind);
            }
        }
    }

    fn way(&mut self, x: usize, y: usize, way: u8, kind: Flow) {
        if let Some(cell) = self.cell(x, y) {
            cell.letter = None;
            cell.taken = false;
            cell.ways |= way;
            cell.kind = Some(kind);
        }
    }

    /// Draws the head of a line that goes on from a cell into the next one.
    pub(super) fn head(&mut self, from: (usize, usize), to: (usize, usize), kind: Flow) {
        let filled = matches!(kind, Flow::Request | Flow::Stream | Flow::Deploy);
        let letters = match (self.letters, filled) {
            (Letters::Ascii, _) => ['^', '>', 'v', '<'],
            (Letters::Unicode, true) => ['▲', '►', '▼', '◄'],
            (Letters::Unicode, false) => ['△', '▷', '▽', '◁'],
        };
        let way = if to.1 < from.1 {
            0
        } else if to.0 > from.0 {
            1
        } else if to.1 > from.1 {
            2
        } else {
            3
        };
        self.put(from.0, from.1, letters[way]);
    }

    /// Returns the lines of the sheet, without blanks at their ends.
    pub(super) fn lines(&self) -> Vec<String> {
        self.cells
            .chunks(self.width.max(1))
            .map(|row| {
                let line: String = row
                    .iter()
                    .filter(|cell| !cell.taken)
                    .map(|cell| match (cell.letter, cell.ways) {
                        (Some(letter), _) => letter,
                        (None, 0) => ' ',
                        (None, ways) => self.joint(ways, cell.kind.unwrap_or(Flow::Request)),
                    })
                    .collect();
                line.trim_end().to_owned()
            })
            .collect()
    }

    fn joint(&self, ways: u8, kind: Flow) -> char {
        const ACROSS: u8 = LEFT | RIGHT;
        const ALONG: u8 = UP | DOWN;
        let straight = ways & !ACROSS == 0 || ways & !ALONG == 0;
        if straight {
            let [across, down] = match (self.letters, kind) {
                (Letters::Unicode, Flow::Request) => ['─', '│'],
                (Letters::Unicode, Flow::Event) => ['╌', '╎'],
                (Letters::Unicode, Flow::Stream) => ['═', '║'],
                (Letters::Unicode, Flow::Identity) => ['┈', '┊'],
                (Letters::Unicode, Flow::Telemetry) => ['┄', '┆'],
                (Letters::Unicode, Flow::Deploy) => ['━', '┃'],
                (Letters::Ascii, Flow::Request) => ['-', '|'],
                (Letters::Ascii, Flow::Stream) => ['=', '|'],
                (Letters::Ascii, Flow::Deploy) => ['#', '#'],
                (Letters::Ascii, _) => ['~', ':'],
            };
            return if ways & ACROSS != 0 { across } else { down };
        }
        if self.letters == Letters::Ascii {
            return '+';
        }
        match ways {
            w if w == DOWN | RIGHT => '╭',
            w if w == DOWN | LEFT => '╮',
            w if w == UP | RIGHT => '╰',
            w if w == UP | LEFT => '╯',
            w if w == ALONG | RIGHT => '├',
            w if w == ALONG | LEFT => '┤',
            w if w == ACROSS | DOWN => '┬',
            w if w == ACROSS | UP => '┴',
            _ => '┼',
        }
    }
}
