//! What the catalog owes to other rooms, and its page in the reference.

#![expect(clippy::disallowed_methods, reason = "a test: reads the reference")]

use archlens::{catalog, theme};

#[test]
fn every_service_has_a_drawing() {
    for service in catalog::builtin().services() {
        assert!(
            theme::glyphs().contains_key(service.glyph),
            "{}: no drawing `{}`",
            service.id,
            service.glyph
        );
    }
}

#[test]
fn the_reference_page_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/site/reference/catalog.md");
    let page = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        page == catalog::reference(catalog::builtin()),
        "run `archlens catalog list --format markdown > site/reference/catalog.md`"
    );
}
