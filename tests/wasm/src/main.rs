//! Prints what a browser must come to, too.

fn main() {
    println!("{:016x}", archlens_in_wasm::digest());
}
