//! The width of plain text by table, many times faster than shaping, and equal to it.

use super::Weight;
use super::own::family;

/// The characters behind ASCII that the tables hold, in the order in which `inter/cut.py` writes them.
const MORE: [char; 8] = ['·', '–', '—', '…', '×', '→', '’', 'µ'];
const ASCII: usize = 0x7F - 0x20;
const COUNT: usize = ASCII + MORE.len();

/// Advances, then the kerning of every pair, as little-endian `i16` in font units.
static TABLES: [&[u8]; 3] = [
    include_bytes!("inter/Inter-Regular.kern"),
    include_bytes!("inter/Inter-Medium.kern"),
    include_bytes!("inter/Inter-SemiBold.kern"),
];

/// Returns the width in font units, where the face is the built-in one and every character is in the tables.
pub(super) fn width(text: &str, weight: Weight) -> Option<f64> {
    if family().is_some() {
        return None;
    }
    let mut width = 0;
    let mut before = None;
    for c in text.chars() {
        let index = index(c)?;
        width += advance(index, weight);
        if let Some(before) = before {
            width += kern(before, index, weight);
        }
        before = Some(index);
    }
    Some(f64::from(width))
}

/// Returns the kerning of two characters in font units; zero where the tables lack one of them.
pub(super) fn pair(a: char, b: char, weight: Weight) -> i16 {
    match (index(a), index(b)) {
        (Some(a), Some(b)) => kern(a, b, weight) as i16,
        _ => 0,
    }
}

fn index(c: char) -> Option<usize> {
    match c {
        ' '..='~' => Some(c as usize - 0x20),
        _ => MORE.iter().position(|&m| m == c).map(|at| ASCII + at),
    }
}

fn advance(index: usize, weight: Weight) -> i32 {
    number(index, weight)
}

fn kern(a: usize, b: usize, weight: Weight) -> i32 {
    number(COUNT + a * COUNT + b, weight)
}

fn number(at: usize, weight: Weight) -> i32 {
    let table = TABLES[weight as usize];
    i32::from(i16::from_le_bytes([table[2 * at], table[2 * at + 1]]))
}

#[cfg(test)]
mod tests {
    use super::{COUNT, TABLES, width};
    use crate::font::{Weight, shape::shape};

    #[test]
    fn the_tables_are_whole() {
        for table in TABLES {
            assert_eq!(table.len(), 2 * (COUNT + COUNT * COUNT));
        }
    }

    #[test]
    fn equals_shaping() {
        for weight in Weight::ALL {
            for text in [
                "createOrder",
                "Lambda · live",
                "AVATAR To Ty. P,o",
                "GET /orders/{id}",
                "1,024 → 9:41 (x-y) fi ffl",
            ] {
                assert_eq!(
                    width(text, weight),
                    Some(shape(text, weight).width),
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn leaves_other_scripts_to_the_shaper() {
        assert_eq!(width("Заказ", Weight::Regular), None);
    }
}
