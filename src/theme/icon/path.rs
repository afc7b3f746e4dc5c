//! Path data, read and written anew, and the other shapes as paths.

use std::fmt::Write;

/// Numbers are no larger than this.
const MOST: f64 = 1e6;

/// Writes path data anew as far as it is sound, as viewers draw it.
pub(super) fn path(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.trim_start_matches(is_space);
    let mut command = '\0';
    while let Some(first) = rest.chars().next() {
        if first.is_ascii_alphabetic() {
            command = first;
            rest = rest[1..].trim_start_matches(is_space);
            if "zZ".contains(command) && !out.is_empty() {
                out.push('z');
                continue;
            }
        } else if "zZ\0".contains(command) {
            break;
        }
        let Some(values) = values(command, &mut rest) else {
            break;
        };
        if out.is_empty() && !"mM".contains(command) {
            break;
        }
        out.push(command);
        for (index, value) in values.iter().enumerate() {
            if index > 0 {
                out.push(' ');
            }
            write_number(&mut out, *value);
        }
        // More points after a move are lines.
        command = match command {
            'm' => 'l',
            'M' => 'L',
            other => other,
        };
        rest = rest.trim_start_matches(is_separator);
    }
    out
}

/// Reads what one command takes; none where it is not all there.
fn values(command: char, rest: &mut &str) -> Option<Vec<f64>> {
    let count = match command.to_ascii_lowercase() {
        'm' | 'l' | 't' => 2,
        'h' | 'v' => 1,
        'c' => 6,
        's' | 'q' => 4,
        'a' => 7,
        _ => return None,
    };
    (0..count)
        .map(|index| {
            *rest = rest.trim_start_matches(is_separator);
            // The flags of an arc may stand without anything between them.
            if count == 7 && (index == 3 || index == 4) {
                let flag = match rest.chars().next()? {
                    '0' => 0.0,
                    '1' => 1.0,
                    _ => return None,
                };
                *rest = &rest[1..];
                return Some(flag);
            }
            number(rest)
        })
        .collect()
}

/// Reads a list of numbers; none where it holds anything else.
pub(super) fn numbers(text: &str) -> Option<Vec<f64>> {
    let mut rest = text.trim_matches(is_space);
    let mut found = Vec::new();
    while !rest.is_empty() {
        found.push(number(&mut rest)?);
        rest = rest.trim_start_matches(is_separator);
    }
    Some(found)
}

/// Reads one number from the front.
fn number(rest: &mut &str) -> Option<f64> {
    let bytes = rest.as_bytes();
    let digits = |mut at: usize| {
        while bytes.get(at).is_some_and(u8::is_ascii_digit) {
            at += 1;
        }
        at
    };
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let mut end = digits(sign);
    let mut some = end > sign;
    if bytes.get(end) == Some(&b'.') {
        let after = digits(end + 1);
        some |= after > end + 1;
        end = after;
    }
    if !some {
        return None;
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let start = end + 1 + usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let after = digits(start);
        if after > start {
            end = after;
        }
    }
    let value: f64 = rest[..end].parse().ok()?;
    *rest = &rest[end..];
    (value.is_finite() && value.abs() <= MOST).then_some(value)
}

/// Reads a length in px; none for other units.
pub(super) fn length(text: &str) -> Option<f64> {
    let mut rest = text.trim();
    let value = number(&mut rest)?;
    matches!(rest, "" | "px").then_some(value)
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

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}')
}

fn is_separator(c: char) -> bool {
    is_space(c) || c == ','
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
