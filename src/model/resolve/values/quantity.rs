//! Numbers with units, within their ranges, and dates.

use super::super::draft::Draft;
use super::misfit::{as_written, even, with_unit};
use super::{About, Fit, HUGE, NO_SUCH_DAY, OUT_OF_RANGE};
use crate::catalog::{self, Type, Unit};
use crate::model::Value;
use crate::source::{Diagnostic, Span};
use crate::syntax::{self, ValueKind};

pub(super) fn quantity(
    draft: &mut Draft,
    kind: Type,
    attribute: &catalog::Attribute,
    about: About,
    value: &syntax::Value,
    units: fn(&str) -> Option<f64>,
) -> Fit {
    let (number, factor) = match &value.kind {
        ValueKind::Quantity { number, unit } => match units(unit) {
            Some(factor) => (number, factor),
            None => return Fit::Other,
        },
        ValueKind::Number(number) => match attribute.unit {
            Some(unit) => (number, unit.in_base()),
            None => return Fit::Other,
        },
        _ => return Fit::Other,
    };
    let read = number_of(draft, number, value.span).map(|count| count * factor);
    in_range(draft, kind, attribute, about, value, read).into()
}

/// Reads a number as written; too large a one is told.
pub(super) fn number_of(draft: &mut Draft, number: &str, span: Span) -> Option<f64> {
    const LARGEST: f64 = 9_007_199_254_740_992.0;
    let read: f64 = number.parse().ok()?;
    if read.abs() > LARGEST {
        draft.say(
            Diagnostic::error(&HUGE, span, "this number is too large")
                .help("write a number below 9,007,199,254,740,992"),
        );
        return None;
    }
    Some(read)
}

/// Makes a value of a measure, in base units; one out of its range is told.
pub(super) fn in_range(
    draft: &mut Draft,
    kind: Type,
    attribute: &catalog::Attribute,
    about: About,
    written: &syntax::Value,
    value: Option<f64>,
) -> Option<Value> {
    let value = value?;
    let unit = match kind {
        Type::Percent => Some(Unit::Percent),
        _ => attribute.unit,
    };
    let (base, made) = match kind {
        Type::Duration => (unit, Value::Duration(value)),
        Type::Size => (unit, Value::Size(value)),
        Type::Rate => (None, Value::Rate(value)),
        Type::Percent => (None, Value::Percent(value)),
        _ => (None, Value::Number(value)),
    };
    let (least, most) = kind.bounds();
    let range = attribute.range.as_ref();
    let least = range.and_then(|range| range.min).or(least);
    let most = range.and_then(|range| range.max).or(most);
    let counted = value / base.map_or(1.0, Unit::in_base);
    let (word, limit) = match (least, most) {
        (_, Some(max)) if counted > max => ("over", max),
        (Some(min), _) if counted < min => ("under", min),
        _ => return Some(made),
    };
    let stated = range.filter(|range| [range.min, range.max].contains(&Some(limit)));
    let nearest = short(limit, unit);
    let limit = with_unit(limit, unit);
    let (most, at_most) = match word {
        "over" => ("the most", "at most"),
        _ => ("the least", "at least"),
    };
    let shown = as_written(written);
    draft.say(
        Diagnostic::error(
            &OUT_OF_RANGE,
            written.span,
            format!(
                "`{}: {shown}` on {} is {word} the limit of {limit}",
                about.key, about.owner
            ),
        )
        .at(format!("{most} is {limit}"))
        .help(match stated {
            Some(range) => format!(
                "write {at_most} `{nearest}`; the limit is stated at {}",
                range.source
            ),
            None => format!("write {at_most} `{nearest}`"),
        }),
    );
    // The value is kept: what it breaks has been said, and rules may still read it.
    Some(made)
}

/// Writes a quantity as a `.arch` file has it: `15m`, `128MB`.
fn short(limit: f64, unit: Option<Unit>) -> String {
    let (limit, unit) = even(limit, unit);
    let suffix = unit.map_or("", Unit::suffix);
    format!("{}{suffix}", crate::model::plain_number(limit))
}

pub(super) fn milliseconds(unit: &str) -> Option<f64> {
    Some(match unit {
        "ms" => 1.0,
        "s" => 1_000.0,
        "m" | "min" => 60_000.0,
        "h" => 3_600_000.0,
        "d" => 86_400_000.0,
        _ => return None,
    })
}

/// Reads `MB` as vendors do, in steps of 1,024.
pub(super) fn vendor_bytes(unit: &str) -> Option<f64> {
    Some(match unit {
        "B" => 1.0,
        "KB" | "kB" | "KiB" => 1_024.0,
        "MB" | "MiB" => 1_048_576.0,
        "GB" | "GiB" => 1_073_741_824.0,
        "TB" | "TiB" => 1_099_511_627_776.0,
        "PB" | "PiB" => 1_125_899_906_842_624.0,
        _ => return None,
    })
}

/// Reads `MB` as physics does, in steps of 1,000, and `MiB` in steps of 1,024.
pub(super) fn plain_bytes(unit: &str) -> Option<f64> {
    Some(match unit {
        "KB" | "kB" => 1_000.0,
        "MB" => 1_000_000.0,
        "GB" => 1_000_000_000.0,
        "TB" => 1_000_000_000_000.0,
        "PB" => 1_000_000_000_000_000.0,
        other => return vendor_bytes(other),
    })
}

pub(super) fn date(draft: &mut Draft, date: &str, span: Span) -> Option<Value> {
    if real_day(date) {
        return Some(Value::Date(date.to_owned()));
    }
    draft.say(
        Diagnostic::error(&NO_SUCH_DAY, span, format!("there is no day `{date}`"))
            .help("dates are written year, month, day: `2027-06-30`"),
    );
    None
}

pub(super) fn real_day(date: &str) -> bool {
    let mut parts = date.split('-').map(|part| part.parse::<u32>().unwrap_or(0));
    let (Some(year), Some(month), Some(day), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day)
}
