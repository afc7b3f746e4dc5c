//! A colour for every token.

use super::Token;
use std::collections::BTreeMap;
use std::fmt;

/// An opaque colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Colour {
    pub red: u8,
    pub green: u8,
    pub blue: u8,
}

/// One set of colours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colours {
    colours: BTreeMap<Token, Colour>,
}

/// Why a text is no theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeError {
    /// The text is no TOML; the parser's words.
    Syntax(String),
    /// A token has no colour.
    Missing(String),
    /// A value is no colour of the form `#1A2B3C`.
    Value(String),
    /// A key is no token.
    Unknown(String),
}

impl Colours {
    /// Reads a theme.
    pub fn parse(text: &str) -> Result<Colours, ThemeError> {
        let table: toml::Table = text
            .parse()
            .map_err(|error: toml::de::Error| ThemeError::Syntax(error.message().to_owned()))?;
        let mut stated = BTreeMap::new();
        for (key, value) in &table {
            match value {
                toml::Value::Table(shades) => {
                    for (shade, value) in shades {
                        stated.insert(format!("{key}-{shade}"), value);
                    }
                }
                value => {
                    stated.insert(key.clone(), value);
                }
            }
        }
        let mut colours = BTreeMap::new();
        for token in Token::all() {
            let name = token.name();
            let Some(value) = stated.remove(&name) else {
                return Err(ThemeError::Missing(name));
            };
            let colour = value.as_str().and_then(Colour::parse);
            colours.insert(token, colour.ok_or(ThemeError::Value(name))?);
        }
        match stated.into_keys().next() {
            Some(name) => Err(ThemeError::Unknown(name)),
            None => Ok(Colours { colours }),
        }
    }

    /// Gives a token another colour.
    pub(super) fn set(&mut self, token: Token, colour: Colour) {
        self.colours.insert(token, colour);
    }

    /// Returns the colour of a token.
    pub fn get(&self, token: Token) -> Colour {
        self.colours[&token]
    }
}

impl Colour {
    /// Reads `#1A2B3C`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let number = u32::from_str_radix(digits, 16).ok()?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Colour { red, green, blue })
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.red, self.green, self.blue)
    }
}

impl fmt::Display for ThemeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ThemeError::Syntax(words) => write!(f, "not TOML: {words}"),
            ThemeError::Missing(token) => write!(f, "`{token}` has no colour"),
            ThemeError::Value(token) => write!(f, "`{token}` is not of the form `#1A2B3C`"),
            ThemeError::Unknown(token) => write!(f, "`{token}` is no token"),
        }
    }
}

impl std::error::Error for ThemeError {}

#[cfg(test)]
mod tests {
    use super::{Colour, Colours, ThemeError};

    #[test]
    fn reads_and_writes() {
        let colour = Colour::parse("#0D1117").expect("a colour");
        assert_eq!(colour.to_string(), "#0D1117");
        for wrong in ["0D1117", "#fff", "#GGGGGG", "#12345", "red", "#+12345"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn says_what_is_missing() {
        assert_eq!(
            Colours::parse("canvas = \"#FFFFFF\""),
            Err(ThemeError::Missing("card".to_owned()))
        );
    }
}
