//! Iconify packs: many icons in one JSON file.

use super::{IconError, Reading, icon};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Icons by their names.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Pack {
    /// The name of the pack, which may stand before the name of an icon.
    #[serde(default)]
    pub prefix: String,
    icons: BTreeMap<String, Entry>,
    #[serde(default)]
    aliases: BTreeMap<String, Alias>,
    #[serde(flatten)]
    frame: Frame,
}

#[derive(Clone, Debug, Deserialize)]
struct Entry {
    body: String,
    #[serde(flatten)]
    frame: Frame,
}

#[derive(Clone, Debug, Deserialize)]
struct Alias {
    parent: String,
}

#[derive(Clone, Copy, Debug, Default, Deserialize)]
struct Frame {
    left: Option<f64>,
    top: Option<f64>,
    width: Option<f64>,
    height: Option<f64>,
}

/// An alias may lead to an alias this often.
const CHAIN: usize = 4;

impl Pack {
    /// Reads a pack; an error in words.
    pub fn parse(text: &str) -> Result<Pack, String> {
        serde_json::from_str(text).map_err(|error| error.to_string())
    }

    /// Returns the icon of a name, with or without the pack's own before it.
    pub fn icon(&self, name: &str) -> Option<Result<Reading, IconError>> {
        let mut name = match name.split_once(':') {
            Some((prefix, rest)) if prefix == self.prefix => rest,
            _ => name,
        };
        for _ in 0..CHAIN {
            match self.aliases.get(name) {
                Some(alias) => name = &alias.parent,
                None => break,
            }
        }
        let entry = self.icons.get(name)?;
        let side = |own: Option<f64>, all: Option<f64>, default| own.or(all).unwrap_or(default);
        let (own, all) = (entry.frame, self.frame);
        Some(icon(&format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"{} {} {} {}\">{}</svg>",
            side(own.left, all.left, 0.0),
            side(own.top, all.top, 0.0),
            side(own.width, all.width, 16.0),
            side(own.height, all.height, 16.0),
            entry.body
        )))
    }

    /// Returns the names of the icons, for those who have mistyped one.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.icons
            .keys()
            .chain(self.aliases.keys())
            .map(String::as_str)
    }
}
