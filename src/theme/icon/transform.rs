//! Reads transforms, and puts one behind another.

use super::{STILL, Transform};
use libm::{cos, sin, tan};
use svgtypes::{TransformListParser, TransformListToken};

/// Reads a list of transforms; none where any of it is not understood.
pub(super) fn transform(text: &str) -> Option<Transform> {
    let mut whole = STILL;
    for token in TransformListParser::from(text) {
        whole = combined(whole, single(token.ok()?));
    }
    whole
        .iter()
        .all(|value| value.is_finite() && value.abs() < 1e6)
        .then_some(whole)
}

fn single(token: TransformListToken) -> Transform {
    match token {
        TransformListToken::Matrix { a, b, c, d, e, f } => [a, b, c, d, e, f],
        TransformListToken::Translate { tx, ty } => [1.0, 0.0, 0.0, 1.0, tx, ty],
        TransformListToken::Scale { sx, sy } => [sx, 0.0, 0.0, sy, 0.0, 0.0],
        TransformListToken::Rotate { angle } => {
            let angle = (angle % 360.0).to_radians();
            [cos(angle), sin(angle), -sin(angle), cos(angle), 0.0, 0.0]
        }
        TransformListToken::SkewX { angle } => [1.0, 0.0, tan(angle.to_radians()), 1.0, 0.0, 0.0],
        TransformListToken::SkewY { angle } => [1.0, tan(angle.to_radians()), 0.0, 1.0, 0.0, 0.0],
    }
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
