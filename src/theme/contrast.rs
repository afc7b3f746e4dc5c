//! How far two colours stand apart.

use super::Colour;

/// Returns the contrast ratio of WCAG 2: from 1, the same, to 21, black on white.
pub fn contrast(a: Colour, b: Colour) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Returns the relative luminance: 0 for black, 1 for white.
fn luminance(colour: Colour) -> f64 {
    0.2126 * linear(colour.red) + 0.7152 * linear(colour.green) + 0.0722 * linear(colour.blue)
}

/// Returns the light of a channel of sRGB.
pub(super) fn linear(channel: u8) -> f64 {
    let value = f64::from(channel) / 255.0;
    if value <= 0.04045 {
        return value / 12.92;
    }
    // The power 2.4 is a square and two fifths; the root by Newton is the same on every machine.
    let base = (value + 0.055) / 1.055;
    let square = base * base;
    square * fifth_root(square)
}

fn fifth_root(value: f64) -> f64 {
    let mut root = 1.0;
    for _ in 0..60 {
        root -= (root - value / (root * root * root * root)) / 5.0;
    }
    root
}

#[cfg(test)]
mod tests {
    use super::contrast;
    use crate::theme::Colour;

    #[test]
    fn agrees_with_the_published_figures() {
        let check = |a, b, expected: f64| {
            let parse = |text| Colour::parse(text).expect("a colour");
            let found = contrast(parse(a), parse(b));
            assert!((found - expected).abs() < 0.005, "{a} on {b}: {found}");
        };
        check("#000000", "#FFFFFF", 21.0);
        check("#FFFFFF", "#FFFFFF", 1.0);
        check("#0048C9", "#FFFFFF", 7.58);
        check("#E98621", "#483729", 4.26);
    }
}
