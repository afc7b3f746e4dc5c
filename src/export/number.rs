//! Numbers, as every exporter writes them.

use std::fmt::Write as _;

/// Appends a length with at most two decimals, without needless zeros; what is no number becomes 0.
pub(super) fn number(out: &mut String, value: f64) {
    let hundredths = (value * 100.0).round();
    if !hundredths.is_finite() || hundredths.abs() > 1e13 {
        out.push('0');
        return;
    }
    let hundredths = hundredths as i64;
    if hundredths < 0 {
        out.push('-');
    }
    let whole = hundredths.unsigned_abs();
    // Writing to a String cannot fail.
    let _ = write!(out, "{}", whole / 100);
    let rest = whole % 100;
    if rest != 0 {
        out.push('.');
        out.push(char::from(b'0' + (rest / 10) as u8));
        if !rest.is_multiple_of(10) {
            out.push(char::from(b'0' + (rest % 10) as u8));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn writes_two_decimals_at_most() {
        let check = |value: f64, expected: &str| {
            let mut out = String::new();
            number(&mut out, value);
            assert_eq!(out, expected);
        };
        check(1.0, "1");
        check(1.5, "1.5");
        check(-0.254, "-0.25");
        check(2.005, "2.01");
        check(-0.001, "0");
        check(1200.0, "1200");
        check(0.07, "0.07");
        check(f64::NAN, "0");
        check(f64::INFINITY, "0");
    }
}
