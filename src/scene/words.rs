//! Breaks and cuts words so that they fit.

use crate::font::{Weight, measure};
use crate::theme::size::{self, Type};
use unicode_segmentation::UnicodeSegmentation;

/// Returns a text as one line, each run of white space a single space, as viewers show it.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the width of a line in px.
pub(super) fn width(text: &str, style: Type) -> f64 {
    measure(text, weight(style), style.size)
}

/// Returns the weight of a style of type.
pub(super) fn weight(style: Type) -> Weight {
    Weight::ALL
        .into_iter()
        .find(|weight| weight.css() == style.weight)
        .unwrap_or(Weight::Regular)
}

/// Returns whether a line fits, also in a font that stands in for ours.
pub(super) fn fits(text: &str, style: Type, room: f64) -> bool {
    let width = width(text, style);
    width <= room && width * size::FALLBACK_SLACK <= room + size::CARD_PAD_RIGHT
}

/// Returns the text, cut with an ellipsis where it does not fit.
pub(super) fn cut(text: &str, style: Type, room: f64) -> String {
    if fits(text, style, room) {
        return text.to_owned();
    }
    // Every cluster has some width, so those behind the room's worth of hairlines can never fit.
    let ends: Vec<usize> = text
        .grapheme_indices(true)
        .map(|(at, cluster)| at + cluster.len())
        .take(room as usize)
        .collect();
    let shortened = |count: usize| {
        let end = if count == 0 { 0 } else { ends[count - 1] };
        format!("{}…", text[..end].trim_end())
    };
    let mut low = 0;
    let mut high = ends.len();
    while low < high {
        let middle = (low + high).div_ceil(2);
        if fits(&shortened(middle), style, room) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    shortened(low)
}

/// Returns one line, or two where the text breaks well, the last one cut where it must be.
pub(super) fn lines(
    text: &str,
    style: Type,
    room: f64,
    breaks: fn(char, char) -> bool,
) -> Vec<String> {
    if fits(text, style, room) {
        return vec![text.to_owned()];
    }
    let chars: Vec<(usize, char)> = text.char_indices().take(512).collect();
    let places: Vec<usize> = chars
        .windows(2)
        .filter(|pair| breaks(pair[0].1, pair[1].1))
        .map(|pair| pair[1].0)
        .filter(|&at| fits(text[..at].trim_end(), style, room))
        .collect();
    // Where both halves fit, the more even pair reads better; else the first line takes what it can.
    let even = places
        .iter()
        .copied()
        .filter(|&at| fits(text[at..].trim_start(), style, room))
        .min_by(|&a, &b| {
            let longest = |at: usize| {
                width(text[..at].trim_end(), style).max(width(text[at..].trim_start(), style))
            };
            longest(a).total_cmp(&longest(b))
        });
    match even.or(places.last().copied()) {
        Some(at) => vec![
            text[..at].trim_end().to_owned(),
            cut(text[at..].trim_start(), style, room),
        ],
        None => vec![cut(text, style, room)],
    }
}

/// Says whether a name may break between two characters: camelCase, `-`, `_`, `/`, `.`, space.
pub(super) fn name_breaks(before: char, after: char) -> bool {
    matches!(before, '-' | '_' | '/' | '.' | ' ') && after != ' '
        || before.is_lowercase() && after.is_uppercase()
        || is_wide(before) && is_wide(after)
}

/// Says whether a label may break between two characters: at spaces and before slashes.
pub(super) fn label_breaks(before: char, after: char) -> bool {
    before == ' ' && after != ' '
        || after == '/' && before != ' '
        || is_wide(before) && is_wide(after)
}

/// Scripts that are written without spaces break anywhere.
fn is_wide(c: char) -> bool {
    unicode_width::UnicodeWidthChar::width(c) == Some(2)
}

#[cfg(test)]
mod tests {
    use super::{cut, label_breaks, lines, name_breaks, width};
    use crate::theme::size::{CARD_TITLE, LABEL};

    #[test]
    fn breaks_names() {
        let check = |text, expected: &[&str]| {
            assert_eq!(lines(text, CARD_TITLE, 107.0, name_breaks), expected);
        };
        check("createOrder", &["createOrder"]);
        check("validateIncomingOrder", &["validate", "IncomingOrder"]);
        check("Order history service", &["Order history", "service"]);
        check("payments/settlement.v2", &["payments/", "settlement.v2"]);
    }

    #[test]
    fn breaks_labels() {
        assert_eq!(
            lines("GET /customers/{id}/orders", LABEL, 100.0, label_breaks),
            ["GET /customers", "/{id}/orders"]
        );
    }

    #[test]
    fn cuts_what_cannot_break() {
        let shown = cut("Donaudampfschifffahrtsgesellschaft", CARD_TITLE, 100.0);
        assert!(
            shown.ends_with('…') && width(&shown, CARD_TITLE) <= 100.0,
            "{shown}"
        );
        assert_eq!(cut("", CARD_TITLE, 100.0), "");
        assert_eq!(cut("x", CARD_TITLE, 0.0), "…");
    }

    #[test]
    fn keeps_clusters_whole() {
        let shown = cut(&"👩‍👩‍👧".repeat(20), CARD_TITLE, 60.0);
        assert!(
            shown
                .trim_end_matches('…')
                .chars()
                .count()
                .is_multiple_of(5),
            "{shown}"
        );
    }
}
