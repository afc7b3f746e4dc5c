//! Numbers, as every exporter writes them.

/// Appends a length with at most two decimals, without needless zeros; what is no number becomes 0.
pub(super) fn number(out: &mut String, value: f64) {
    write_hundredths(out, hundredths(value));
}

/// Returns a length in hundredths, the nearest; 0 for what is no number.
pub(super) fn hundredths(value: f64) -> i64 {
    let hundredths = (value * 100.0).round();
    if !hundredths.is_finite() || hundredths.abs() > 1e13 {
        return 0;
    }
    hundredths as i64
}

/// Appends a length that is counted in hundredths: `12`, `1.5`, `.07`.
pub(super) fn write_hundredths(out: &mut String, hundredths: i64) {
    if hundredths < 0 {
        out.push('-');
    }
    let digit = |value: u64| char::from(b'0' + (value % 10) as u8);
    let size = hundredths.unsigned_abs();
    let (whole, rest) = (size / 100, size % 100);
    if whole > 0 || rest == 0 {
        let mut power = 1;
        while whole / power >= 10 {
            power *= 10;
        }
        while power > 0 {
            out.push(digit(whole / power));
            power /= 10;
        }
    }
    if rest > 0 {
        out.push('.');
        out.push(digit(rest / 10));
        if !rest.is_multiple_of(10) {
            out.push(digit(rest));
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
        check(0.0, "0");
        check(1.0, "1");
        check(1.5, "1.5");
        check(-0.254, "-.25");
        check(2.005, "2.01");
        check(-0.001, "0");
        check(1200.0, "1200");
        check(1_234_567.89, "1234567.89");
        check(0.07, ".07");
        check(f64::NAN, "0");
        check(f64::INFINITY, "0");
    }
}
