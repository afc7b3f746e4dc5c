//! Angles and powers that come out the same on every machine.

use std::f64::consts::{FRAC_PI_2, PI};

/// Returns the sine and the cosine of an angle in radians.
pub(super) fn sin_cos(angle: f64) -> (f64, f64) {
    let quarters = (angle / FRAC_PI_2).round();
    let rest = angle - quarters * FRAC_PI_2;
    let (sin, cos) = (series(rest, rest, 1.0), series(1.0, rest, 0.0));
    match (quarters as i64).rem_euclid(4) {
        0 => (sin, cos),
        1 => (cos, -sin),
        2 => (-sin, -cos),
        _ => (-cos, sin),
    }
}

/// Sums the alternating series of sine and cosine, each term from the one before.
fn series(first: f64, angle: f64, start: f64) -> f64 {
    let (mut term, mut sum) = (first, first);
    for step in 1..12 {
        let at = start + 2.0 * f64::from(step);
        term *= -angle * angle / (at * (at - 1.0));
        sum += term;
    }
    sum
}

/// Returns the angle of a point in radians, from -π to π.
pub(super) fn angle(y: f64, x: f64) -> f64 {
    if x == 0.0 && y == 0.0 {
        return 0.0;
    }
    let steep = y.abs() > x.abs();
    let small = arc(if steep { x / y } else { y / x });
    match (steep, x < 0.0, y < 0.0) {
        (true, _, false) => FRAC_PI_2 - small,
        (true, _, true) => -FRAC_PI_2 - small,
        (false, false, _) => small,
        (false, true, false) => small + PI,
        (false, true, true) => small - PI,
    }
}

/// The arc of a tangent of at most 1, halved twice before its series.
fn arc(tangent: f64) -> f64 {
    let half = |t: f64| t / (1.0 + (1.0 + t * t).sqrt());
    let small = half(half(tangent));
    let (mut power, mut sum) = (small, 0.0);
    for step in 0..24 {
        sum += power / f64::from(2 * step + 1);
        power *= -small * small;
    }
    4.0 * sum
}

/// Returns e to a power that is not far from zero.
pub(super) fn exp(power: f64) -> f64 {
    const HALVINGS: i32 = 10;
    let small = power / f64::from(1 << HALVINGS);
    let (mut term, mut sum) = (1.0, 1.0);
    for step in 1..12 {
        term *= small / f64::from(step);
        sum += term;
    }
    (0..HALVINGS).fold(sum, |value, _| value * value)
}

/// Returns the cube root of a number that is not negative.
pub(super) fn cube_root(value: f64) -> f64 {
    if value <= 0.0 {
        return 0.0;
    }
    let mut root = value.max(1.0);
    for _ in 0..60 {
        root -= (root - value / (root * root)) / 3.0;
    }
    root
}

#[cfg(test)]
mod tests {
    use super::{angle, cube_root, exp, sin_cos};

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-12, "{a} and {b}");
    }

    #[test]
    fn agrees_with_the_tables() {
        let third = std::f64::consts::FRAC_PI_3;
        close(sin_cos(third).0, 0.75_f64.sqrt());
        close(sin_cos(third).1, 0.5);
        close(sin_cos(-7.0 * third).0, -0.75_f64.sqrt());
        close(angle(0.75_f64.sqrt(), 0.5), third);
        close(angle(-1.0, -1.0), -2.356_194_490_192_345);
        close(angle(1.0, -0.0), std::f64::consts::FRAC_PI_2);
        close(exp(1.0), std::f64::consts::E);
        close(exp(-3.0), 0.049_787_068_367_863_944);
        close(cube_root(27.0), 3.0);
        close(cube_root(0.001), 0.1);
    }
}
