//! How fast a text becomes a tree, and that twice the text takes no more than about twice the time.

use archlens::source::FileId;
use archlens::syntax;
use divan::Bencher;
use divan::counter::BytesCount;

fn main() {
    divan::main();
}

const MIB: usize = 1024 * 1024;

/// Repeats a text until it has about so many bytes.
fn repeated(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len() + 1)
}

fn parse(bencher: Bencher, text: &str) {
    bencher
        .counter(BytesCount::of_str(text))
        .bench(|| syntax::parse(FileId(0), divan::black_box(text)));
}

const SIZES: [usize; 4] = [MIB, 2 * MIB, 4 * MIB, 8 * MIB];

#[divan::bench(args = SIZES, sample_count = 5)]
fn web_shop(bencher: Bencher, bytes: usize) {
    parse(
        bencher,
        &repeated(include_str!("../samples/web-shop.arch"), bytes),
    );
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn flows(bencher: Bencher, bytes: usize) {
    parse(
        bencher,
        &repeated("shopper -> api \"POST /orders\" -> place\n", bytes),
    );
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn unclosed_blocks(bencher: Bencher, bytes: usize) {
    let text =
        "group a {\n".repeat(60) + &repeated("lambda place \"Place\" { timeout: 3s\n}\n", bytes);
    parse(bencher, &text);
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn junk(bencher: Bencher, bytes: usize) {
    parse(bencher, &repeated("a ! b { c: ?? { d } } ] = \"x\n", bytes));
}

#[divan::bench(args = SIZES, sample_count = 5)]
fn one_line(bencher: Bencher, bytes: usize) {
    parse(bencher, &repeated("a: [b, c] ( ", bytes));
}
