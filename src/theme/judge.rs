//! Is a theme fit to be read, by everybody?

use super::{Colours, Family, Flow, Shade, Sight, Token, contrast, distance};

/// One demand on a theme, and how it is met.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// What is seen on what, or told from what: `muted on edge-band`.
    pub what: String,
    pub seen: f64,
    pub least: f64,
    pub scale: Scale,
}

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    /// The contrast ratio of WCAG 2.
    Contrast,
    /// The CIEDE2000 distance, to eyes of some kind.
    Distance(Sight),
}

impl Measure {
    /// Returns whether the demand is met, up to what two decimals show.
    pub fn holds(&self) -> bool {
        self.seen >= self.least - 0.005
    }
}

/// Words on any surface.
const TEXT: f64 = 7.0;
/// Words that say less, titles of bands, words on badges, signs of changes.
const SMALL: f64 = 4.5;
const GLYPH: f64 = 4.0;
const LINE: f64 = 3.0;
/// Between any two layers, and between any two severities or changes.
const LAYERS: f64 = 9.0;
const SIGNS: f64 = 10.0;

/// Measures all that is asked of a theme, each demand at its worst.
pub fn judge(colours: &Colours) -> Vec<Measure> {
    let mut surfaces = vec![
        Token::Canvas,
        Token::Card,
        Token::GroupFill,
        Token::NestedFill,
        Token::Pill,
    ];
    surfaces.extend(layers().map(|family| Token::Layer(family, Shade::Band)));
    let washes = [
        Token::SevHighWash,
        Token::SevMediumWash,
        Token::DiffAddWash,
        Token::DiffDelWash,
        Token::DiffModWash,
    ];
    let mut measures = Vec::new();
    let mut on = |front: Token, backs: &[Token], least: f64| {
        let worst = backs
            .iter()
            .map(|&back| (contrast(colours.get(front), colours.get(back)), back))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((seen, back)) = worst {
            measures.push(Measure {
                what: format!("{} on {}", front.name(), back.name()),
                seen,
                least,
                scale: Scale::Contrast,
            });
        }
    };
    for (front, least) in [
        (Token::Ink, TEXT),
        (Token::Text, TEXT),
        (Token::Muted, SMALL),
        (Token::Faint, SMALL),
        (Token::GroupLine, LINE),
        (Token::NestedLine, LINE),
        (Token::SevHigh, LINE),
        (Token::SevMediumLine, LINE),
        (Token::DiffAdd, LINE),
        (Token::DiffDel, LINE),
        (Token::DiffMod, LINE),
    ] {
        on(front, &surfaces, least);
    }
    for flow in Flow::ALL {
        on(Token::Flow(flow), &surfaces, LINE);
    }
    on(Token::Ink, &washes, TEXT);
    on(Token::Muted, &washes, SMALL);
    for family in layers() {
        let shade = |shade| Token::Layer(family, shade);
        on(shade(Shade::Accent), &[shade(Shade::Band)], SMALL);
        on(shade(Shade::Glyph), &[shade(Shade::Tile)], GLYPH);
    }
    for (front, back, least) in [
        (Token::SevHighText, Token::SevHigh, SMALL),
        (Token::SevMediumText, Token::SevMedium, SMALL),
        (Token::SevLowText, Token::SevLow, SMALL),
        (Token::SevOkText, Token::SevOk, SMALL),
        (Token::StepText, Token::Step, SMALL),
        (Token::ActorGlyph, Token::ActorTile, GLYPH),
        (Token::Canvas, Token::DiffAdd, LINE),
        (Token::Canvas, Token::DiffDel, LINE),
        (Token::Canvas, Token::DiffMod, LINE),
    ] {
        on(front, &[back], least);
    }
    let accents: Vec<Token> = layers()
        .filter(|family| *family != Family::Own)
        .map(|family| Token::Layer(family, Shade::Accent))
        .collect();
    let severities = [
        Token::SevHigh,
        Token::SevMedium,
        Token::SevLow,
        Token::SevOk,
    ];
    let changes = [Token::DiffAdd, Token::DiffDel, Token::DiffMod];
    for (tokens, least) in [
        (accents.as_slice(), LAYERS),
        (severities.as_slice(), SIGNS),
        (changes.as_slice(), SIGNS),
    ] {
        apart(colours, tokens, least, &mut measures);
    }
    measures
}

fn layers() -> impl Iterator<Item = Family> {
    Family::ALL.into_iter()
}

/// Measures the nearest two of some colours; a theme that does without colour for them is asked nothing.
fn apart(colours: &Colours, tokens: &[Token], least: f64, measures: &mut Vec<Measure>) {
    let is_grey = |token: &Token| {
        let colour = colours.get(*token);
        colour.red == colour.green && colour.green == colour.blue
    };
    if tokens.iter().all(is_grey) {
        return;
    }
    for sight in Sight::ALL {
        let pairs = tokens
            .iter()
            .enumerate()
            .flat_map(|(at, a)| tokens[at + 1..].iter().map(move |b| (*a, *b)));
        let nearest = pairs
            .map(|(a, b)| (distance(colours.get(a), colours.get(b), sight), a, b))
            .min_by(|a, b| a.0.total_cmp(&b.0));
        if let Some((seen, a, b)) = nearest {
            measures.push(Measure {
                what: format!("{} from {}", a.name(), b.name()),
                seen,
                least,
                scale: Scale::Distance(sight),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::judge;
    use crate::theme::{Colours, LOOKS, Look};

    fn failing(colours: &Colours) -> Vec<String> {
        judge(colours)
            .into_iter()
            .filter(|measure| !measure.holds())
            .map(|measure| format!("{} {:.2}", measure.what, measure.seen))
            .collect()
    }

    #[test]
    fn every_theme_that_is_built_in_holds() {
        for name in LOOKS {
            let look = Look::named(name).expect("it is built in");
            assert_eq!(failing(&look.base), [""; 0], "{name}");
            if let Some(dark) = look.dark {
                assert_eq!(failing(&dark.colours), [""; 0], "dark");
            }
        }
    }

    #[test]
    fn a_pale_theme_does_not() {
        let look = crate::theme::read(
            crate::source::FileId(0),
            "extends = \"light\"\nmuted = \"#BBBBBB\"\n[data]\naccent = \"#8A0A29\"",
        )
        .value
        .expect("a theme");
        let failing = failing(&look.base);
        assert!(
            failing.iter().any(|line| line.starts_with("muted on")),
            "{failing:?}"
        );
        assert!(
            failing
                .iter()
                .any(|line| line.starts_with("identity-accent from data-accent")),
            "{failing:?}"
        );
    }
}
