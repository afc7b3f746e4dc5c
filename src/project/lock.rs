//! The lock file beside a source: where things stood in the pictures that were reviewed.
//!
//! `shop.arch.lock` holds, as JSON, the rectangles of each view by the names of what it shows. It is written by
//! `archlens render --lock` and read whenever the source is drawn.

use super::disk::read_bounded;
use crate::geometry::Rect;
use crate::scene::Places;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The format of the file, and its number.
const FORMAT: &str = "archlens-lock/1";

/// The places in the pictures of one source, by the ids of its views.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lock {
    pub views: BTreeMap<String, Places>,
}

#[derive(Deserialize, Serialize)]
struct File {
    format: String,
    views: BTreeMap<String, View>,
}

#[derive(Default, Deserialize, Serialize)]
struct View {
    elements: BTreeMap<String, [f64; 4]>,
    groups: BTreeMap<String, [f64; 4]>,
    layers: BTreeMap<String, Vec<[f64; 4]>>,
}

/// Returns where the lock file of a source is.
pub fn lock_path(source: &Path) -> PathBuf {
    let mut name = source.as_os_str().to_owned();
    name.push(".lock");
    PathBuf::from(name)
}

/// Reads a lock file, none where there is none; an error in words where it is broken.
pub fn read_lock(path: &Path) -> Result<Option<Lock>, String> {
    if !path.exists() {
        return Ok(None);
    }
    let bytes = read_bounded(path).map_err(|failure| failure.to_string())?;
    let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned())?;
    parse(&text).map(Some)
}

fn parse(text: &str) -> Result<Lock, String> {
    let file: File = serde_json::from_str(text).map_err(|failure| failure.to_string())?;
    if file.format != FORMAT {
        return Err(format!("its format is `{}`, not `{FORMAT}`", file.format));
    }
    let rect = |[x, y, width, height]: [f64; 4]| Rect::new(x, y, width, height);
    let rects = |all: BTreeMap<String, [f64; 4]>| {
        all.into_iter()
            .map(|(name, sides)| (name, rect(sides)))
            .collect()
    };
    let places = |view: View| Places {
        cards: rects(view.elements),
        frames: rects(view.groups),
        bands: view
            .layers
            .into_iter()
            .map(|(name, boxes)| (name, boxes.into_iter().map(rect).collect()))
            .collect(),
    };
    let views = file.views.into_iter();
    Ok(Lock {
        views: views.map(|(id, view)| (id, places(view))).collect(),
    })
}

impl Lock {
    /// Writes the file's text.
    pub fn text(&self) -> String {
        let sides = |rect: &Rect| [rect.x, rect.y, rect.width, rect.height];
        let rects = |all: &BTreeMap<String, Rect>| {
            all.iter()
                .map(|(name, rect)| (name.clone(), sides(rect)))
                .collect()
        };
        let view = |places: &Places| View {
            elements: rects(&places.cards),
            groups: rects(&places.frames),
            layers: places
                .bands
                .iter()
                .map(|(name, boxes)| (name.clone(), boxes.iter().map(sides).collect()))
                .collect(),
        };
        let views = self.views.iter();
        let file = File {
            format: FORMAT.to_owned(),
            views: views
                .map(|(id, places)| (id.clone(), view(places)))
                .collect(),
        };
        let text = serde_json::to_string_pretty(&file).expect("names and numbers are JSON");
        text + "\n"
    }
}

#[cfg(test)]
mod tests {
    use super::{Lock, parse};
    use crate::geometry::Rect;
    use crate::scene::Places;

    #[test]
    fn what_is_written_is_read() {
        let mut places = Places::default();
        let rect = Rect::new(0.5, 1.0, 148.0, 1.0 / 3.0);
        places.cards.insert("shop.api".to_owned(), rect);
        places.bands.insert("edge".to_owned(), vec![rect, rect]);
        let mut lock = Lock::default();
        lock.views.insert("all".to_owned(), places);
        assert_eq!(parse(&lock.text()), Ok(lock));
    }

    #[test]
    fn what_is_broken_is_told() {
        assert!(parse("{").is_err());
        let other = parse("{\"format\": \"archlens-lock/9\", \"views\": {}}");
        assert_eq!(
            other,
            Err("its format is `archlens-lock/9`, not `archlens-lock/1`".to_owned())
        );
    }
}
