//! The small drawings on tiles and chips.

use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A drawing on a grid of 24, as SVG path data.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Glyph {
    /// What is drawn as a line, 1.5 wide on the grid, with round caps and joins.
    #[serde(default)]
    pub stroke: String,
    /// What is drawn as a surface.
    #[serde(default)]
    pub fill: String,
}

/// Returns all glyphs by name.
pub fn glyphs() -> &'static BTreeMap<String, Glyph> {
    static GLYPHS: OnceLock<BTreeMap<String, Glyph>> = OnceLock::new();
    GLYPHS.get_or_init(|| {
        toml::from_str(include_str!("glyphs.toml")).expect("a test reads the glyphs")
    })
}

/// Returns a glyph with its name; the generic one for a name that there is none of.
pub fn glyph(name: &str) -> (&'static str, &'static Glyph) {
    let found = glyphs()
        .get_key_value(name)
        .or_else(|| glyphs().get_key_value("generic"))
        .expect("a test finds the generic glyph");
    (found.0.as_str(), found.1)
}

#[cfg(test)]
mod tests {
    use super::{glyph, glyphs};

    #[test]
    fn every_glyph_draws_something() {
        assert!(glyphs().len() >= 56);
        for (name, glyph) in glyphs() {
            assert!(!glyph.stroke.is_empty() || !glyph.fill.is_empty(), "{name}");
        }
    }

    #[test]
    fn an_unknown_glyph_is_generic() {
        assert_eq!(glyph("no-such").0, "generic");
    }
}
