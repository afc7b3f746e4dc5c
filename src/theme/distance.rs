//! How different two colours look, to eyes of every kind.

use super::Colour;
use super::contrast::linear;
use libm::{atan2, cbrt, cos, exp, sin};
use std::f64::consts::TAU;

/// How a person sees colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    Full,
    /// Without the receptors for green.
    Deuteranopia,
    /// Without those for red.
    Protanopia,
    /// Without those for blue.
    Tritanopia,
}

impl Sight {
    /// All kinds.
    pub const ALL: [Sight; 4] = [
        Sight::Full,
        Sight::Deuteranopia,
        Sight::Protanopia,
        Sight::Tritanopia,
    ];

    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Sight::Full => "full sight",
            Sight::Deuteranopia => "deuteranopia",
            Sight::Protanopia => "protanopia",
            Sight::Tritanopia => "tritanopia",
        }
    }

    /// The matrix of Machado, Oliveira and Fernandes (2009) at full severity, on linear light.
    fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Sight::Full => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Sight::Deuteranopia => [
                [0.367322, 0.860646, -0.227968],
                [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ],
            Sight::Protanopia => [
                [0.152286, 1.052583, -0.204868],
                [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ],
            Sight::Tritanopia => [
                [1.255528, -0.076749, -0.178779],
                [-0.078411, 0.930809, 0.147602],
                [0.004733, 0.691367, 0.303900],
            ],
        }
    }
}

/// Returns the CIEDE2000 distance of two colours: 0 for the same, about 1 for the least that can be seen.
pub fn distance(a: Colour, b: Colour, sight: Sight) -> f64 {
    difference(lab(a, sight), lab(b, sight))
}

/// The place in CIELAB, under daylight.
fn lab(colour: Colour, sight: Sight) -> [f64; 3] {
    let light = [colour.red, colour.green, colour.blue].map(linear);
    let [r, g, b] = sight
        .matrix()
        .map(|row| (row[0] * light[0] + row[1] * light[1] + row[2] * light[2]).clamp(0.0, 1.0));
    let part = |value: f64| {
        if value > 216.0 / 24389.0 {
            cbrt(value)
        } else {
            (24389.0 / 27.0 * value + 16.0) / 116.0
        }
    };
    let x = part((0.412_456_4 * r + 0.357_576_1 * g + 0.180_437_5 * b) / 0.950_47);
    let y = part(0.212_672_9 * r + 0.715_152_2 * g + 0.072_175 * b);
    let z = part((0.019_333_9 * r + 0.119_192 * g + 0.950_304_1 * b) / 1.088_83);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The formula of CIEDE2000, with the names of its paper.
fn difference([l1, a1, b1]: [f64; 3], [l2, a2, b2]: [f64; 3]) -> f64 {
    let chroma = |a: f64, b: f64| (a * a + b * b).sqrt();
    let power = |value: f64| {
        let cube = value * value * value;
        cube * cube * value
    };
    let c7 = power((chroma(a1, b1) + chroma(a2, b2)) / 2.0);
    let g = 0.5 * (1.0 - (c7 / (c7 + power(25.0))).sqrt());
    let (a1, a2) = (a1 * (1.0 + g), a2 * (1.0 + g));
    let (c1, c2) = (chroma(a1, b1), chroma(a2, b2));
    let hue = |a, b| {
        let hue = atan2(b, a);
        if hue < 0.0 { hue + TAU } else { hue }
    };
    let (h1, h2) = (hue(a1, b1), hue(a2, b2));
    let grey = c1 * c2 == 0.0;
    let turn = h2 - h1;
    let dh = match turn {
        _ if grey => 0.0,
        _ if turn.abs() <= TAU / 2.0 => turn,
        _ if turn > 0.0 => turn - TAU,
        _ => turn + TAU,
    };
    let mean_h = match h1 + h2 {
        sum if grey => sum,
        sum if turn.abs() <= TAU / 2.0 => sum / 2.0,
        sum if sum < TAU => (sum + TAU) / 2.0,
        sum => (sum - TAU) / 2.0,
    };
    let big_h = 2.0 * (c1 * c2).sqrt() * sin(dh / 2.0);
    let (mean_l, mean_c) = ((l1 + l2) / 2.0, (c1 + c2) / 2.0);
    let wave = |times: f64, shift: f64| cos(times * mean_h + shift.to_radians());
    let t = 1.0 - 0.17 * wave(1.0, -30.0) + 0.24 * wave(2.0, 0.0) + 0.32 * wave(3.0, 6.0)
        - 0.20 * wave(4.0, -63.0);
    let from_blue = (mean_h.to_degrees() - 275.0) / 25.0;
    let theta = 30.0 * exp(-(from_blue * from_blue).min(40.0));
    let c7 = power(mean_c);
    let rc = 2.0 * (c7 / (c7 + power(25.0))).sqrt();
    let from_middle = (mean_l - 50.0) * (mean_l - 50.0);
    let sl = 1.0 + 0.015 * from_middle / (20.0 + from_middle).sqrt();
    let sc = 1.0 + 0.045 * mean_c;
    let sh = 1.0 + 0.015 * mean_c * t;
    let rt = -sin((2.0 * theta).to_radians()) * rc;
    let (l, c, h) = ((l2 - l1) / sl, (c2 - c1) / sc, big_h / sh);
    (l * l + c * c + h * h + rt * c * h).max(0.0).sqrt()
}

#[cfg(test)]
mod tests {
    use super::{Sight, difference, distance};
    use crate::theme::Colour;

    #[test]
    fn agrees_with_the_published_pairs() {
        let check = |a, b, expected: f64| {
            let found = difference(a, b);
            assert!((found - expected).abs() < 5e-5, "{found} for {expected}");
        };
        check([50.0, 2.6772, -79.7751], [50.0, 0.0, -82.7485], 2.0425);
        check([50.0, -1.3802, -84.2814], [50.0, 0.0, -82.7485], 1.0);
        check([50.0, 2.5, 0.0], [50.0, 0.0, -2.5], 4.3065);
        check([50.0, 2.5, 0.0], [61.0, -5.0, 29.0], 22.8977);
        check(
            [60.2574, -34.0099, 36.2677],
            [60.4626, -34.1751, 39.4387],
            1.2644,
        );
        check([2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082);
    }

    #[test]
    fn colours_fall_together_without_a_receptor() {
        let parse = |text| Colour::parse(text).expect("a colour");
        let (red, green) = (parse("#8A0A28"), parse("#005A40"));
        let seen = |sight| distance(red, green, sight);
        assert!(seen(Sight::Full) > 40.0);
        assert!(
            (seen(Sight::Deuteranopia) - 11.2).abs() < 0.1,
            "{}",
            seen(Sight::Deuteranopia)
        );
    }
}
