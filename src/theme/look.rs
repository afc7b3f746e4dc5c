//! The themes that are built in.

use super::Colours;

/// The colours of one picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// The colours that every viewer sees who knows no better.
    pub base: Colours,
    /// The colours for dark surroundings, where the picture carries both.
    pub dark: Option<Dark>,
}

/// Colours for dark surroundings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dark {
    pub colours: Colours,
    /// The class of an ancestor that switches to them; none leaves it to the viewer's preference.
    pub class: Option<String>,
}

/// The names of the looks that are built in.
pub const LOOKS: [&str; 5] = ["auto", "light", "dark", "contrast", "print"];

impl Look {
    /// Returns a look that is built in.
    pub fn named(name: &str) -> Option<Look> {
        let (base, dark) = match name {
            "auto" => (LIGHT, Some(DARK)),
            "light" => (LIGHT, None),
            "dark" => (DARK, None),
            "contrast" => (include_str!("contrast.toml"), None),
            "print" => (include_str!("print.toml"), None),
            _ => return None,
        };
        Some(Look {
            base: built_in(base),
            dark: dark.map(|text| Dark {
                colours: built_in(text),
                class: None,
            }),
        })
    }
}

const LIGHT: &str = include_str!("light.toml");
const DARK: &str = include_str!("dark.toml");

fn built_in(text: &str) -> Colours {
    Colours::parse(text).expect("a test reads every theme that is built in")
}

#[cfg(test)]
mod tests {
    use super::{LOOKS, Look};

    #[test]
    fn every_look_is_whole() {
        for name in LOOKS {
            assert!(Look::named(name).is_some(), "{name}");
        }
        assert_eq!(Look::named("sepia"), None);
    }
}
