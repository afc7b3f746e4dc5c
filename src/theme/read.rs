//! Reads a theme of the user's own: what it changes of one that is built in.

use super::{Colour, Colours, Dark, LOOKS, Look, Token};
use crate::source::{Checked, Code, Diagnostic, FileId, Span, closest};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// What reading a theme raises.
pub const CODES: &[&Code] = &[&NO_TOML, &NO_COLOUR, &NO_TOKEN, &NO_BASE];

static NO_TOML: Code = Code {
    id: "A0821",
    title: "a theme is no TOML",
    page: "A theme is a TOML file: `extends` names the theme that it changes, each other line gives a token its colour. `archlens theme show light` prints every token.",
    wrong: "canvas = ",
    right: "canvas = \"#FFFFFF\"",
};

static NO_COLOUR: Code = Code {
    id: "A0822",
    title: "a value of a theme is no colour",
    page: "Colours are written as `#1A2B3C`: opaque, six digits. Names, functions and addresses are refused, since a theme's values are read as colours and never copied into a picture.",
    wrong: "canvas = \"red;} * { background: url(http://x) }\"",
    right: "canvas = \"#FF0000\"",
};

static NO_TOKEN: Code = Code {
    id: "A0823",
    title: "a theme has an unknown token",
    page: "`archlens theme show light` prints every token that a theme may colour. Tokens of a layer stand in a table of its name, as `accent` below `[edge]`; those for dark surroundings in `[dark]`.",
    wrong: "canvass = \"#FFFFFF\"",
    right: "canvas = \"#FFFFFF\"",
};

static NO_BASE: Code = Code {
    id: "A0824",
    title: "a theme extends no theme",
    page: "`extends` names a theme that is built in: `light`, `dark`, `contrast` or `print`. Without it a theme changes `light`, and its `[dark]` table changes `dark`.",
    wrong: "extends = \"night\"",
    right: "extends = \"dark\"",
};

/// Reads a theme; none where anything in it is wrong.
pub fn read(file: FileId, text: &str) -> Checked<Option<Look>> {
    let mut reader = Reader {
        file,
        diagnostics: Vec::new(),
    };
    let look = reader.look(text);
    let sound = reader.diagnostics.is_empty();
    Checked {
        value: look.filter(|_| sound),
        diagnostics: reader.diagnostics,
    }
}

struct Reader {
    file: FileId,
    diagnostics: Vec<Diagnostic>,
}

impl Reader {
    fn span(&self, range: Range<usize>) -> Span {
        let at = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        Span::new(self.file, at(range.start), at(range.end))
    }

    fn look(&mut self, text: &str) -> Option<Look> {
        let table = match DeTable::parse(text) {
            Ok(table) => table,
            Err(error) => {
                let span = self.span(error.span().unwrap_or(0..0));
                let said = format!("the theme cannot be read: {}", error.message());
                let help = "write `token = \"#1A2B3C\"`, one to a line";
                self.diagnostics
                    .push(Diagnostic::error(&NO_TOML, span, said).help(help));
                return None;
            }
        };
        let base = self.colours(table.get_ref(), "light", "")?;
        let dark = match table.get_ref().get("dark").map(|dark| dark.get_ref()) {
            Some(DeValue::Table(dark)) => Some(Dark {
                colours: self.colours(dark, "dark", "dark")?,
                class: None,
            }),
            _ => None,
        };
        Some(Look { base, dark })
    }

    /// Reads one set of colours; in the outer one `dark` is the other set.
    fn colours(&mut self, table: &DeTable, base: &str, within: &str) -> Option<Colours> {
        let extends = match table.get("extends") {
            Some(stated) => {
                let name = stated.get_ref().as_str().unwrap_or_default();
                let found = Look::named(name).filter(|_| name != "auto");
                if found.is_none() {
                    let span = self.span(stated.span());
                    let near = closest(name, LOOKS).filter(|near| *near != "auto");
                    self.diagnostics.push(
                        Diagnostic::error(
                            &NO_BASE,
                            span,
                            format!("there is no theme `{name}` to change"),
                        )
                        .help(near.map_or_else(
                            || "name `light`, `dark`, `contrast` or `print`".to_owned(),
                            |near| format!("did you mean `{near}`?"),
                        )),
                    );
                }
                found?
            }
            None => Look::named(base)?,
        };
        let mut colours = extends.base;
        for (key, value) in table {
            let name: &str = key.get_ref();
            match value.get_ref() {
                _ if name == "extends" || within.is_empty() && name == "dark" => {}
                DeValue::Table(shades) => {
                    for (shade, value) in shades {
                        let token = format!("{name}-{}", shade.get_ref());
                        self.colour(
                            &token,
                            shade.span(),
                            value.get_ref(),
                            value.span(),
                            &mut colours,
                        );
                    }
                }
                _ => self.colour(
                    name,
                    key.span(),
                    value.get_ref(),
                    value.span(),
                    &mut colours,
                ),
            }
        }
        Some(colours)
    }

    fn colour(
        &mut self,
        name: &str,
        key: Range<usize>,
        value: &DeValue,
        place: Range<usize>,
        colours: &mut Colours,
    ) {
        let Some(token) = Token::all().find(|token| token.name() == name) else {
            let names: Vec<String> = Token::all().map(Token::name).collect();
            let near = closest(name, names.iter().map(String::as_str));
            let said = Diagnostic::error(
                &NO_TOKEN,
                self.span(key),
                format!("`{name}` is nothing that a theme colours"),
            );
            self.diagnostics.push(match near {
                Some(near) => said.help(format!("did you mean `{near}`?")),
                None => said.help("`archlens theme show light` prints every token"),
            });
            return;
        };
        match value.as_str().and_then(Colour::parse) {
            Some(colour) => colours.set(token, colour),
            None => self.diagnostics.push(
                Diagnostic::error(
                    &NO_COLOUR,
                    self.span(place),
                    format!("the value of `{name}` is no colour"),
                )
                .help("write it as `\"#1A2B3C\"`"),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CODES, read};
    use crate::source::FileId;
    use crate::theme::{Look, Token};

    fn codes(text: &str) -> Vec<&'static str> {
        let said = read(FileId(0), text).diagnostics;
        said.iter().map(|said| said.code.id).collect()
    }

    #[test]
    fn every_code_has_a_wrong_and_a_right_theme() {
        for code in CODES {
            assert_eq!(codes(code.wrong), [code.id]);
            assert_eq!(codes(code.right), [""; 0]);
        }
    }

    #[test]
    fn changes_what_it_states_and_nothing_else() {
        let text = "ink = \"#000001\"\nedge.band = \"#EEEEEE\"\n[dark]\nink = \"#FFFFFE\"";
        let look = read(FileId(0), text).value.expect("a theme");
        let auto = Look::named("auto").expect("it is built in");
        assert_eq!(look.base.get(Token::Ink).to_string(), "#000001");
        assert_eq!(look.base.get(Token::Text), auto.base.get(Token::Text));
        let dark = look.dark.expect("both").colours;
        assert_eq!(dark.get(Token::Ink).to_string(), "#FFFFFE");
        assert_eq!(
            dark.get(Token::Canvas),
            auto.dark.expect("both").colours.get(Token::Canvas)
        );
    }

    #[test]
    fn hostile_values_are_no_colours() {
        for value in [
            "red;} *{background:url(http://x)}",
            "</style><script>alert(1)</script>",
            "expression(alert(1))",
            "@import url(x)",
            "\\\\3c script",
            "#fff\\\" onload=\\\"alert(1)",
            "url(#x)",
            "url(http://x/y.svg#z)",
        ] {
            assert_eq!(
                codes(&format!("canvas = \"{value}\"")),
                ["A0822"],
                "{value}"
            );
        }
        assert_eq!(codes("\"a\\\"><script>\" = \"#FFFFFF\""), ["A0823"]);
        assert_eq!(codes("canvas = 7\nedge = \"#FFFFFF\""), ["A0822", "A0823"]);
    }
}
