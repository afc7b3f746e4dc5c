//! The day.

#![expect(clippy::disallowed_types, reason = "a door: reads the clock")]

use std::time::{SystemTime, UNIX_EPOCH};

/// Returns today's day in UTC, as `2027-06-30`.
pub(super) fn today() -> String {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    let (year, month, day) = civil(seconds / 86_400);
    format!("{year:04}-{month:02}-{day:02}")
}

/// Reads a day as the command line takes it.
pub(super) fn day(text: &str) -> Result<String, String> {
    let parts: Vec<&str> = text.split('-').collect();
    let number = |at: usize, length: usize| {
        parts
            .get(at)
            .filter(|part| part.len() == length)
            .and_then(|part| part.parse::<u32>().ok())
    };
    match (number(0, 4), number(1, 2), number(2, 2)) {
        (Some(_), Some(1..=12), Some(1..=31)) if parts.len() == 3 => Ok(text.to_owned()),
        _ => Err("a day is written 2027-06-30".to_owned()),
    }
}

/// The date of a day counted from 1970-01-01, after Howard Hinnant's `civil_from_days`.
fn civil(days: u64) -> (u64, u64, u64) {
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 3
    } else {
        shifted_month - 9
    };
    (year_of_era + era * 400 + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn counts_days() {
        assert_eq!(civil(0), (1970, 1, 1));
        assert_eq!(civil(11_016), (2000, 2, 29));
        assert_eq!(civil(20_782), (2026, 11, 25));
    }
}
