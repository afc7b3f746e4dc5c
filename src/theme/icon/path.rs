//! Path data, read and written anew, and the other shapes as paths.

use std::fmt::Write;
use svgtypes::{Length, LengthUnit, NumberListParser, PathParser, PathSegment};

/// Numbers are no larger than this.
const MOST: f64 = 1e6;

/// Writes path data anew as far as it is sound, as viewers draw it.
pub(super) fn path(text: &str) -> String {
    let mut out = String::new();
    for segment in PathParser::from(text) {
        let Some(values) = segment.ok().and_then(values) else {
            break;
        };
        let (command, values) = values;
        out.push(command);
        for (index, value) in values.into_iter().enumerate() {
            if index > 0 {
                out.push(' ');
            }
            write_number(&mut out, value);
        }
    }
    out
}

/// Returns a segment's letter and its values; none where one is out of bounds.
fn values(segment: PathSegment) -> Option<(char, Vec<f64>)> {
    let flag = |flag: bool| if flag { 1.0 } else { 0.0 };
    let values = match segment {
        PathSegment::MoveTo { x, y, .. }
        | PathSegment::LineTo { x, y, .. }
        | PathSegment::SmoothQuadratic { x, y, .. } => vec![x, y],
        PathSegment::HorizontalLineTo { x, .. } => vec![x],
        PathSegment::VerticalLineTo { y, .. } => vec![y],
        PathSegment::CurveTo {
            x1,
            y1,
            x2,
            y2,
            x,
            y,
            ..
        } => vec![x1, y1, x2, y2, x, y],
        PathSegment::SmoothCurveTo { x2, y2, x, y, .. } => vec![x2, y2, x, y],
        PathSegment::Quadratic { x1, y1, x, y, .. } => vec![x1, y1, x, y],
        PathSegment::EllipticalArc {
            rx,
            ry,
            x_axis_rotation,
            large_arc,
            sweep,
            x,
            y,
            ..
        } => vec![rx, ry, x_axis_rotation, flag(large_arc), flag(sweep), x, y],
        PathSegment::ClosePath { .. } => return Some(('z', Vec::new())),
    };
    let sound = values.iter().all(is_sound);
    sound.then(|| (char::from(segment.command()), values))
}

fn is_sound(value: &f64) -> bool {
    value.is_finite() && value.abs() <= MOST
}

/// Reads a list of numbers; none where it holds anything else.
pub(super) fn numbers(text: &str) -> Option<Vec<f64>> {
    let list: Vec<f64> = NumberListParser::from(text.trim())
        .collect::<Result<_, _>>()
        .ok()?;
    list.iter().all(is_sound).then_some(list)
}

/// Reads a length in px; none for other units.
pub(super) fn length(text: &str) -> Option<f64> {
    let length: Length = text.trim().parse().ok()?;
    let in_px = matches!(length.unit, LengthUnit::None | LengthUnit::Px);
    (in_px && is_sound(&length.number)).then_some(length.number)
}

pub(super) fn write_number(out: &mut String, value: f64) {
    let rounded = (value * 1e4).round() / 1e4;
    let _ = write!(out, "{}", if rounded == 0.0 { 0.0 } else { rounded });
}

/// Returns a polygon's or polyline's points as a path.
pub(super) fn points(text: &str, close: &str) -> Option<String> {
    let list = numbers(text)?;
    let mut out = String::new();
    for (index, pair) in list.chunks_exact(2).enumerate() {
        out.push(if index == 0 { 'M' } else { 'L' });
        write_number(&mut out, pair[0]);
        out.push(' ');
        write_number(&mut out, pair[1]);
    }
    if !out.is_empty() {
        out.push_str(close);
    }
    Some(out)
}

/// Returns an ellipse as a path.
pub(super) fn ellipse(cx: f64, cy: f64, rx: f64, ry: f64) -> String {
    if rx <= 0.0 || ry <= 0.0 {
        return String::new();
    }
    path(&format!(
        "M{} {cy}a{rx} {ry} 0 1 0 {} 0a{rx} {ry} 0 1 0 {} 0z",
        cx - rx,
        2.0 * rx,
        -2.0 * rx
    ))
}

/// Returns a rectangle with round corners as a path.
pub(super) fn rectangle(x: f64, y: f64, width: f64, height: f64, rx: f64, ry: f64) -> String {
    if width <= 0.0 || height <= 0.0 {
        return String::new();
    }
    let (rx, ry) = (rx.clamp(0.0, width / 2.0), ry.clamp(0.0, height / 2.0));
    if rx == 0.0 || ry == 0.0 {
        return path(&format!("M{x} {y}h{width}v{height}h{}z", -width));
    }
    let (across, down) = (width - 2.0 * rx, height - 2.0 * ry);
    path(&format!(
        "M{} {y}h{across}a{rx} {ry} 0 0 1 {rx} {ry}v{down}a{rx} {ry} 0 0 1 {} {ry}h{}a{rx} {ry} 0 0 1 {} {}v{}a{rx} {ry} 0 0 1 {rx} {}z",
        x + rx,
        -rx,
        -across,
        -rx,
        -ry,
        -down,
        -ry
    ))
}

#[cfg(test)]
mod tests {
    use super::{length, numbers, path, points};

    #[test]
    fn writes_paths_anew() {
        let check = |text, expected: &str| assert_eq!(path(text), expected, "{text}");
        check("M1 2 3,4", "M1 2L3 4");
        check("m.5.5-1e0+2z", "m0.5 0.5l-1 2z");
        check("M0 0a1 1 0 00.5.5", "M0 0a1 1 0 0 0 0.5 0.5");
        check("M0 0h1v2H3 4V5", "M0 0h1v2H3H4V5");
        check("M1 2L3", "M1 2");
        check("L1 2", "");
        check("M0 0\"/><script>", "M0 0");
        check("M0 0L1e99 0", "M0 0");
        check("M0 0zzL1 1", "M0 0zzL1 1");
        check("é", "");
    }

    #[test]
    fn reads_numbers_and_nothing_else() {
        assert_eq!(numbers(" 1,2 -3"), Some(vec![1.0, 2.0, -3.0]));
        assert_eq!(numbers("1 NaN"), None);
        assert_eq!(length("12px"), Some(12.0));
        assert_eq!(length("12em"), None);
        assert_eq!(points("0,0 1,2", "z").as_deref(), Some("M0 0L1 2z"));
    }
}
