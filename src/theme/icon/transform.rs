//! Reads transforms, and puts one behind another.

use super::super::maths::sin_cos;
use super::path::numbers;
use super::{STILL, Transform};

/// Reads a list of transforms; none where any of it is not understood.
pub(super) fn transform(text: &str) -> Option<Transform> {
    let mut whole = STILL;
    let mut rest = text.trim();
    while !rest.is_empty() {
        let (name, after) = rest.split_once('(')?;
        let (inside, after) = after.split_once(')')?;
        let one = single(name.trim(), &numbers(inside)?)?;
        whole = combined(whole, one);
        rest = after.trim_start_matches([' ', ',', '\t', '\n', '\r']);
    }
    whole
        .iter()
        .all(|value| value.is_finite() && value.abs() < 1e6)
        .then_some(whole)
}

fn single(name: &str, values: &[f64]) -> Option<Transform> {
    Some(match (name, values) {
        ("matrix", &[a, b, c, d, e, f]) => [a, b, c, d, e, f],
        ("translate", &[x]) => [1.0, 0.0, 0.0, 1.0, x, 0.0],
        ("translate", &[x, y]) => [1.0, 0.0, 0.0, 1.0, x, y],
        ("scale", &[s]) => [s, 0.0, 0.0, s, 0.0, 0.0],
        ("scale", &[x, y]) => [x, 0.0, 0.0, y, 0.0, 0.0],
        ("rotate", &[degrees]) => rotated(degrees),
        ("rotate", &[degrees, x, y]) => combined(
            combined([1.0, 0.0, 0.0, 1.0, x, y], rotated(degrees)),
            [1.0, 0.0, 0.0, 1.0, -x, -y],
        ),
        _ => return None,
    })
}

fn rotated(degrees: f64) -> Transform {
    let (sin, cos) = sin_cos((degrees % 360.0).to_radians());
    [cos, sin, -sin, cos, 0.0, 0.0]
}

/// Returns the transform that does the inner one first.
pub(super) fn combined(outer: Transform, inner: Transform) -> Transform {
    let [a, b, c, d, e, f] = outer;
    let [g, h, i, j, k, l] = inner;
    [
        a * g + c * h,
        b * g + d * h,
        a * i + c * j,
        b * i + d * j,
        a * k + c * l + e,
        b * k + d * l + f,
    ]
}
