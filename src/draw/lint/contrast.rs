//! Does everything stand out from what is really behind it?

use super::shapes::Shapes;
use super::{Lint, error};
use crate::geometry::Point;
use crate::theme::{Colours, Look, Token, contrast as ratio};
use std::collections::BTreeSet;

/// What text needs, and what lines and glyphs need.
const TEXT: f64 = 4.5;
const LINE: f64 = 3.0;
/// A line may cross a surface that is as narrow as this.
const BAR: f64 = 6.0;

pub(super) fn contrast(shapes: &Shapes, look: &Look) -> Vec<Lint> {
    let mut pairs: BTreeSet<(Token, Token, bool)> = BTreeSet::new();
    for run in &shapes.runs {
        let middle = Point::new(
            run.place.x + run.place.width / 2.0,
            run.place.y + run.place.height / 2.0,
        );
        if let Some(surface) = shapes.under(middle, run.below) {
            pairs.insert((run.token, surface.token, true));
        }
    }
    for piece in &shapes.lines {
        let carries = matches!(
            piece.token,
            Token::Flow(_) | Token::Layer(..) | Token::Muted
        );
        if let Some(surface) = shapes
            .under(piece.middle(), piece.below)
            .filter(|surface| carries && surface.place.width > BAR)
        {
            pairs.insert((piece.token, surface.token, false));
        }
    }
    // A line on its own head is one shape with it.
    pairs.retain(|(front, back, _)| front != back);
    let mut found = Vec::new();
    let mut judge = |colours: &Colours, name: &str| {
        for (front, back, is_text) in &pairs {
            let least = if *is_text { TEXT } else { LINE };
            let seen = ratio(colours.get(*front), colours.get(*back));
            if seen < least {
                let (front, back) = (front.name(), back.name());
                found.push(error(
                    "contrast",
                    format!("{name}`{front}` on `{back}` has {seen:.2}:1, less than {least}:1"),
                ));
            }
        }
    };
    judge(&look.base, "");
    if let Some(dark) = &look.dark {
        judge(&dark.colours, "dark: ");
    }
    found
}
