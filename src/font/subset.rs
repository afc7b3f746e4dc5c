//! The face cut down to the texts of one picture.

use super::Weight;
use super::face::{Face, UNITS_PER_EM, face};
use super::outline::components;
use super::shape;
use super::woff::{Table, plain as plain_file, woff};
use std::collections::{BTreeMap, BTreeSet};

/// Returns a WOFF file that holds what the texts need; none where no character of theirs is in the face.
pub fn subset<'a>(weight: Weight, texts: impl IntoIterator<Item = &'a str>) -> Option<Vec<u8>> {
    let face = face(weight);
    let mut chars = BTreeSet::new();
    let mut pairs = BTreeSet::new();
    // The reader's own font has all that such letters need.
    let mut turned = BTreeSet::new();
    for text in texts {
        chars.extend(text.chars());
        pairs.extend(text.chars().zip(text.chars().skip(1)));
        turned.extend(shape::turned(text, weight));
    }
    let map: BTreeMap<char, u16> = chars
        .into_iter()
        .filter(|c| !turned.contains(c))
        .filter_map(|c| Some((c, face.glyph(c)?)))
        .collect();
    if map.is_empty() {
        return None;
    }
    let old = closure(face, map.values().copied());
    let new: BTreeMap<u16, u16> = old.iter().copied().zip(0..).collect();
    let map: BTreeMap<char, u16> = map.into_iter().map(|(c, glyph)| (c, new[&glyph])).collect();
    let mut tables = outlines(face, &old, &new);
    tables.push(Table::new(b"OS/2", face.table(b"OS/2").to_vec()));
    tables.push(Table::new(b"cmap", cmap(&map)));
    tables.extend(kern(&map, &pairs, weight).map(|data| Table::new(b"kern", data)));
    tables.push(Table::new(b"name", face.table(b"name").to_vec()));
    tables.push(Table::new(b"post", face.table(b"post").to_vec()));
    Some(woff(tables))
}

/// The face cut down to some glyphs, as a plain file for documents that name glyphs by their number.
#[derive(Clone, Debug, PartialEq)]
pub struct Cut {
    pub file: Vec<u8>,
    /// The new number of each glyph by its number in the whole face.
    pub numbers: BTreeMap<u16, u16>,
    /// The advance of each glyph by its new number, in thousandths of the size of the text.
    pub advances: Vec<f64>,
}

/// Cuts the face down to some glyphs.
pub fn cut(weight: Weight, glyphs: impl IntoIterator<Item = u16>) -> Cut {
    let face = face(weight);
    let old = closure(face, glyphs.into_iter());
    let numbers: BTreeMap<u16, u16> = old.iter().copied().zip(0..).collect();
    let advance = |glyph: &u16| f64::from(face.metrics(*glyph).0) * 1000.0 / UNITS_PER_EM;
    Cut {
        file: plain_file(outlines(face, &old, &numbers)),
        advances: old.iter().map(advance).collect(),
        numbers,
    }
}

/// Returns the glyphs with those that they are made of, the missing glyph first.
fn closure(face: &Face, glyphs: impl Iterator<Item = u16>) -> Vec<u16> {
    let mut found = BTreeSet::from([0]);
    let mut open: Vec<u16> = glyphs.collect();
    while let Some(glyph) = open.pop() {
        if found.insert(glyph) {
            let data = face.outline(glyph);
            if is_composite(&data) {
                open.extend(components(&data).iter().map(|component| component.glyph));
            }
        }
    }
    found.into_iter().collect()
}

fn is_composite(data: &[u8]) -> bool {
    data.first().is_some_and(|byte| byte & 0x80 != 0)
}

/// Makes the tables that count glyphs.
fn outlines(face: &Face, old: &[u16], new: &BTreeMap<u16, u16>) -> Vec<Table> {
    let mut glyf = Vec::new();
    let mut loca = vec![0_u32];
    let mut hmtx = Vec::new();
    for &glyph in old {
        let mut data = face.outline(glyph).to_vec();
        if is_composite(&data) {
            for component in components(&face.outline(glyph)) {
                data[component.at..component.at + 2]
                    .copy_from_slice(&new[&component.glyph].to_be_bytes());
            }
        }
        glyf.extend(data);
        glyf.resize(glyf.len().next_multiple_of(4), 0);
        loca.push(glyf.len() as u32);
        let (advance, bearing) = face.metrics(glyph);
        hmtx.extend(advance.to_be_bytes());
        hmtx.extend(bearing.to_be_bytes());
    }
    let count = (old.len() as u16).to_be_bytes();
    let mut head = face.table(b"head").to_vec();
    head[50..52].copy_from_slice(&1_u16.to_be_bytes());
    let mut hhea = face.table(b"hhea").to_vec();
    hhea[34..36].copy_from_slice(&count);
    let mut maxp = face.table(b"maxp").to_vec();
    maxp[4..6].copy_from_slice(&count);
    vec![
        Table::new(b"glyf", glyf),
        Table::new(b"head", head),
        Table::new(b"hhea", hhea),
        Table::new(b"hmtx", hmtx),
        Table::new(
            b"loca",
            loca.iter().flat_map(|at| at.to_be_bytes()).collect(),
        ),
        Table::new(b"maxp", maxp),
    ]
}

/// Makes a character map of format 4, one segment for each run of characters whose glyphs follow each other.
fn cmap(map: &BTreeMap<char, u16>) -> Vec<u8> {
    let mut segments: Vec<(u16, u16, u16)> = Vec::new();
    for (&c, &glyph) in map {
        let Ok(c) = u16::try_from(c as u32) else {
            continue;
        };
        let delta = glyph.wrapping_sub(c);
        match segments.last_mut() {
            Some((_, last, same)) if *same == delta && *last + 1 == c => *last = c,
            _ => segments.push((c, c, delta)),
        }
    }
    segments.push((0xFFFF, 0xFFFF, 1));
    let count = segments.len() as u16;
    let power = count.ilog2() as u16;
    let search = 2 << power;
    let mut table: Vec<u16> = vec![4, 16 + 8 * count, 0, 2 * count];
    table.extend([search, power, 2 * count - search]);
    table.extend(segments.iter().map(|&(_, last, _)| last));
    table.push(0);
    table.extend(segments.iter().map(|&(first, _, _)| first));
    table.extend(segments.iter().map(|&(_, _, delta)| delta));
    table.extend(segments.iter().map(|_| 0));
    // Version 0, one table: platform Windows, encoding Unicode BMP, 12 bytes from the start.
    let header: [u16; 6] = [0, 1, 3, 1, 0, 12];
    words(header.into_iter().chain(table))
}

/// Makes a kerning table of format 0 for the pairs that stand side by side somewhere.
fn kern(
    map: &BTreeMap<char, u16>,
    pairs: &BTreeSet<(char, char)>,
    weight: Weight,
) -> Option<Vec<u8>> {
    let mut found: Vec<(u16, u16, i16)> = pairs
        .iter()
        .filter_map(|&(a, b)| {
            let value = shape::pair(a, b, weight);
            (value != 0).then_some((*map.get(&a)?, *map.get(&b)?, value))
        })
        .collect();
    if found.is_empty() {
        return None;
    }
    found.sort_unstable();
    found.truncate(10_000);
    let count = found.len() as u16;
    let power = count.ilog2() as u16;
    let search = 6 << power;
    let header: [u16; 9] = [
        0,
        1,
        0,
        14 + 6 * count,
        1,
        count,
        search,
        power,
        6 * count - search,
    ];
    let pairs = found
        .iter()
        .flat_map(|&(a, b, value)| [a, b, value.cast_unsigned()]);
    Some(words(header.into_iter().chain(pairs)))
}

fn words(words: impl Iterator<Item = u16>) -> Vec<u8> {
    words.flat_map(u16::to_be_bytes).collect()
}

#[cfg(test)]
mod tests {
    use super::subset;
    use crate::font::Weight;

    #[test]
    fn is_small() {
        let texts = ["createOrder", "Lambda · live", "POST /orders", "Größe"];
        let woff = subset(Weight::SemiBold, texts).expect("characters of the face");
        assert!(woff.len() < 6_000, "{} bytes", woff.len());
        assert_eq!(&woff[..4], b"wOFF");
    }

    #[test]
    fn is_the_same_each_time() {
        let cut = || subset(Weight::Regular, ["one", "two"]);
        assert_eq!(cut(), cut());
    }

    #[test]
    fn is_none_for_foreign_scripts() {
        assert_eq!(subset(Weight::Regular, ["注文"]), None);
    }
}
