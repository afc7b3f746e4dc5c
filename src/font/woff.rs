//! Containers of font tables: the plain one, and WOFF 1.0, whose tables are deflated.

use std::borrow::Cow;

/// A table of a font file.
pub(super) struct Table {
    tag: [u8; 4],
    data: Vec<u8>,
}

impl Table {
    pub(super) fn new(tag: &[u8; 4], data: Vec<u8>) -> Self {
        Self { tag: *tag, data }
    }

    fn checksum(&self) -> u32 {
        self.data.chunks(4).fold(0, |sum: u32, chunk| {
            let mut word = [0; 4];
            word[..chunk.len()].copy_from_slice(chunk);
            sum.wrapping_add(u32::from_be_bytes(word))
        })
    }
}

const HEADER: usize = 44;
const ENTRY: usize = 20;

/// Packs tables into a file.
pub(super) fn woff(mut tables: Vec<Table>) -> Vec<u8> {
    tables.sort_by_key(|table| table.tag);
    let sums = whole_checksum(&mut tables);
    let mut directory = Vec::new();
    let mut body = Vec::new();
    let start = HEADER + ENTRY * tables.len();
    for (table, sum) in tables.iter().zip(sums) {
        let packed = packed(&table.data);
        directory.extend(table.tag);
        for number in [start + body.len(), packed.len(), table.data.len()] {
            directory.extend((number as u32).to_be_bytes());
        }
        directory.extend(sum.to_be_bytes());
        body.extend_from_slice(&packed);
        body.resize(body.len().next_multiple_of(4), 0);
    }
    let count = tables.len() as u16;
    let mut file = b"wOFF\x00\x01\x00\x00".to_vec();
    file.extend(((start + body.len()) as u32).to_be_bytes());
    file.extend(count.to_be_bytes());
    file.extend([0; 2]);
    file.extend((plain_size(&tables) as u32).to_be_bytes());
    file.extend([0; 24]);
    file.extend(directory);
    file.extend(body);
    file
}

/// Below this, setting up to deflate takes longer than the bytes that it saves are worth.
const SMALL: usize = 1024;

/// Deflates a table, where that makes it smaller.
fn packed(data: &[u8]) -> Cow<'_, [u8]> {
    if data.len() >= SMALL {
        let deflated = miniz_oxide::deflate::compress_to_vec_zlib(data, 9);
        if deflated.len() < data.len() {
            return Cow::Owned(deflated);
        }
    }
    Cow::Borrowed(data)
}

/// The size of the same font as a plain file.
fn plain_size(tables: &[Table]) -> usize {
    let data: usize = tables
        .iter()
        .map(|table| table.data.len().next_multiple_of(4))
        .sum();
    12 + 16 * tables.len() + data
}

/// Packs tables into a plain file.
pub(super) fn plain(mut tables: Vec<Table>) -> Vec<u8> {
    tables.sort_by_key(|table| table.tag);
    let sums = whole_checksum(&mut tables);
    let mut file = directory(&tables, &sums);
    for table in &tables {
        file.extend(&table.data);
        file.resize(file.len().next_multiple_of(4), 0);
    }
    file
}

/// Writes the checksum of the whole plain file into `head`, and returns those of the tables.
fn whole_checksum(tables: &mut [Table]) -> Vec<u32> {
    for table in tables.iter_mut().filter(|table| &table.tag == b"head") {
        table.data[8..12].fill(0);
    }
    let sums: Vec<u32> = tables.iter().map(Table::checksum).collect();
    let header = Table::new(b"head", directory(tables, &sums)).checksum();
    let total = sums
        .iter()
        .fold(header, |sum, part| sum.wrapping_add(*part));
    for table in tables.iter_mut().filter(|table| &table.tag == b"head") {
        table.data[8..12].copy_from_slice(&0xB1B0_AFBA_u32.wrapping_sub(total).to_be_bytes());
    }
    sums
}

/// Makes the start of the plain file: where each table stands.
fn directory(tables: &[Table], sums: &[u32]) -> Vec<u8> {
    let count = tables.len() as u16;
    let power = count.ilog2() as u16;
    let search = 16 << power;
    let mut header = b"\x00\x01\x00\x00".to_vec();
    for word in [count, search, power, 16 * count - search] {
        header.extend(word.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    for (table, sum) in tables.iter().zip(sums) {
        header.extend(table.tag);
        for number in [*sum, offset as u32, table.data.len() as u32] {
            header.extend(number.to_be_bytes());
        }
        offset += table.data.len().next_multiple_of(4);
    }
    header
}
