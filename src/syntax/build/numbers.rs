//! Numbers, quantities, rates and dates, and what people write instead of them.

use super::context::{Context, Pair};
use super::names::excerpt;
use crate::source::{Code, Diagnostic, Span};
use crate::syntax::grammar::Rule;
use crate::syntax::tree::ValueKind;

pub(in crate::syntax) static SPACED_UNIT: Code = Code {
    id: "A0116",
    title: "a space between a number and its unit",
    page: "A number and its unit are one word: `20s`, `512MB`.",
    wrong: "timeout: 20 s",
    right: "timeout: 20s",
};

pub(in crate::syntax) static COMPOUND: Code = Code {
    id: "A0117",
    title: "a quantity with several units",
    page: "A quantity has one unit: `90m`, not `1h30m`.",
    wrong: "retention: 1h30m",
    right: "retention: 90m",
};

pub(in crate::syntax) static THOUSANDS: Code = Code {
    id: "A0118",
    title: "a comma inside a number",
    page: "Numbers are written without separators of thousands; a comma stands only between the members of a list.",
    wrong: "memory: 1,024MB",
    right: "memory: 1024MB",
};

pub(in crate::syntax) static NETWORK: Code = Code {
    id: "A0113",
    title: "an address without quotes",
    page: "Addresses and address ranges are texts and stand in quotes.",
    wrong: "cidr: 10.0.0.0/16",
    right: "cidr: \"10.0.0.0/16\"",
};

pub(in crate::syntax) static BAD_NUMBER: Code = Code {
    id: "A0112",
    title: "this starts as a number and is none",
    page: "Numbers are `12` or `1.5`, durations end in `ms`, `s`, `m`, `h` or `d`, sizes in `B`, `KB`, `MB`, `GB`, `TB`, `PB` or `KiB`, `MiB`, `GiB`, `TiB`, `PiB`, rates in `/s`, `/min`, `/h` or `/d`, percentages in `%`; a date is `2027-06-30`. Everything else that starts with a digit is a text and stands in quotes.",
    wrong: "timeout: 30sec",
    right: "timeout: 30s",
};

/// Reads a number of any sort.
pub(super) fn number(context: &mut Context, pair: &Pair) -> ValueKind {
    let span = context.token(pair);
    let raw = pair.as_str();
    match pair.as_rule() {
        Rule::number => ValueKind::Number(raw.to_owned()),
        Rule::percent => ValueKind::Percent(raw[..raw.len() - 1].to_owned()),
        Rule::date => ValueKind::Date(raw.to_owned()),
        Rule::quantity => {
            let (number, unit) = split_unit(raw);
            ValueKind::Quantity {
                number: number.to_owned(),
                unit: unit.to_owned(),
            }
        }
        Rule::rate => {
            let (number, per) = raw.split_once('/').unwrap_or((raw, ""));
            ValueKind::Rate {
                number: number.to_owned(),
                per: per.to_owned(),
            }
        }
        rule => {
            let diagnostic = complain(rule, span, raw);
            context.say(diagnostic);
            ValueKind::Bad(raw.to_owned())
        }
    }
}

/// Splits a quantity into its number and its unit.
fn split_unit(raw: &str) -> (&str, &str) {
    let end = raw
        .find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-'))
        .unwrap_or(raw.len());
    raw.split_at(end)
}

/// Reads a number or a quantity out of a word that has the shape of an id.
pub(super) fn of_word(raw: &str) -> Option<ValueKind> {
    const UNITS: [&str; 16] = [
        "ms", "s", "m", "h", "d", "B", "KB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB",
        "PiB",
    ];
    let (number, unit) = split_unit(raw);
    let mut digits = number.split('.');
    let is_digits = |part: Option<&str>| {
        part.is_some_and(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let whole = is_digits(digits.next());
    let fraction = match digits.next() {
        None => true,
        part => is_digits(part) && digits.next().is_none(),
    };
    if !whole || !fraction {
        return None;
    }
    match unit {
        "" => Some(ValueKind::Number(number.to_owned())),
        unit if UNITS.contains(&unit) => Some(ValueKind::Quantity {
            number: number.to_owned(),
            unit: unit.to_owned(),
        }),
        _ => None,
    }
}

fn complain(rule: Rule, span: Span, raw: &str) -> Diagnostic {
    let shown = excerpt(raw);
    match rule {
        Rule::spaced => {
            let joined: String = raw.split([' ', '\t']).collect();
            Diagnostic::error(
                &SPACED_UNIT,
                span,
                format!("a space stands between the number and the unit of `{shown}`"),
            )
            .help(format!("write `{joined}`"))
            .fix(span, joined)
        }
        Rule::compound => compound(span, raw),
        Rule::thousands => {
            let joined = raw.replace(',', "");
            Diagnostic::error(
                &THOUSANDS,
                span,
                format!("a comma stands inside the number `{shown}`"),
            )
            .help(format!("write `{}`", excerpt(&joined)))
            .fix(span, joined)
        }
        Rule::cidr => quoted(
            Diagnostic::error(
                &NETWORK,
                span,
                format!("the address `{shown}` stands without quotes"),
            ),
            span,
            raw,
        ),
        _ => malformed(span, raw),
    }
}

fn compound(span: Span, raw: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        &COMPOUND,
        span,
        format!(
            "`{}` has several units, and a quantity has one",
            excerpt(raw)
        ),
    );
    match single_unit(raw) {
        Some(total) => diagnostic.help(format!("write `{total}`")).fix(span, total),
        None => diagnostic.help("write the sum in the smaller unit"),
    }
}

/// Adds up durations such as `1h30m` in the smallest unit that stands in them.
fn single_unit(raw: &str) -> Option<String> {
    const UNITS: [(&str, u64); 5] = [
        ("d", 86_400_000),
        ("h", 3_600_000),
        ("m", 60_000),
        ("s", 1_000),
        ("ms", 1),
    ];
    let mut total: u64 = 0;
    let mut smallest = UNITS[0];
    let mut rest = raw;
    while !rest.is_empty() {
        let (number, tail) = split_unit(rest);
        let end = tail
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(tail.len());
        let unit = *UNITS.iter().find(|(name, _)| *name == &tail[..end])?;
        total = total.checked_add(number.parse::<u64>().ok()?.checked_mul(unit.1)?)?;
        if unit.1 < smallest.1 {
            smallest = unit;
        }
        rest = &tail[end..];
    }
    Some(format!("{}{}", total / smallest.1, smallest.0))
}

fn malformed(span: Span, raw: &str) -> Diagnostic {
    let shown = excerpt(raw);
    let (number, tail) = split_unit(raw);
    let plain_number = !number.is_empty() && number.parse::<f64>().is_ok();
    if plain_number && let Some(unit) = meant_unit(tail) {
        let right = format!("{number}{unit}");
        return Diagnostic::error(&BAD_NUMBER, span, format!("`{}` is no unit", excerpt(tail)))
            .help(format!("did you mean `{right}`?"))
            .fix(span, right);
    }
    if let Some(date) = other_date(raw) {
        let diagnostic = Diagnostic::error(
            &BAD_NUMBER,
            span,
            format!("`{shown}` is not how a date is written"),
        );
        return match date {
            OtherDate::Plain(right) => diagnostic
                .help(format!("write year, month and day: `{right}`"))
                .guess(span, right),
            OtherDate::EitherWay => {
                diagnostic.help("write year, month and day, as in `2027-06-30`")
            }
        };
    }
    let plain_tail = !tail.is_empty()
        && tail
            .chars()
            .all(|c| c.is_ascii_alphabetic() || c == '/' || c == '%');
    if plain_number && plain_tail && !tail.starts_with(['x', 'e', 'E']) {
        return quoted(
            Diagnostic::error(
                &BAD_NUMBER,
                span,
                format!("`{}` is no unit", excerpt(tail)),
            ),
            span,
            raw,
        )
        .help("the units are `ms s m h d`, `B KB MB GB TB PB`, `KiB MiB GiB TiB PiB`, `%`, and `/s /min /h /d`; a text stands in quotes");
    }
    quoted(
        Diagnostic::error(
            &BAD_NUMBER,
            span,
            format!("`{shown}` starts as a number and is none"),
        ),
        span,
        raw,
    )
    .help("numbers are written as `12` or `1.5`; a text stands in quotes")
}

/// A date of another notation.
enum OtherDate {
    /// It is plain which number is what: `2027/6/30`, `30.06.2027`, `06/30/2027`.
    Plain(String),
    /// The month may stand before the day or behind it: `06/05/2027`.
    EitherWay,
}

fn other_date(raw: &str) -> Option<OtherDate> {
    let parts: Vec<&str> = raw.split(['/', '.', '-']).collect();
    let [first, second, third] = parts.as_slice() else {
        return None;
    };
    let is_digits = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(is_digits) {
        return None;
    }
    let within = |part: &str, most: u32| {
        part.parse()
            .is_ok_and(|number| (1..=most).contains(&number))
    };
    let date = |year: &str, month: &str, day: &str| {
        (within(month, 12) && within(day, 31))
            .then(|| OtherDate::Plain(format!("{year}-{month:0>2}-{day:0>2}")))
    };
    match (first.len(), third.len()) {
        (4, 1 | 2) => date(first, second, third),
        (1 | 2, 4) if raw.contains('.') => date(third, second, first),
        (1 | 2, 4) if within(first, 12) && within(second, 12) && first != second => {
            Some(OtherDate::EitherWay)
        }
        (1 | 2, 4) => date(third, first, second).or_else(|| date(third, second, first)),
        _ => None,
    }
}

fn quoted(diagnostic: Diagnostic, span: Span, raw: &str) -> Diagnostic {
    diagnostic
        .help("put it in quotes")
        .guess(span, format!("\"{raw}\""))
}

/// Returns the unit that a word was surely meant to be.
pub(super) fn meant_unit(word: &str) -> Option<&'static str> {
    let lower = word.to_ascii_lowercase();
    let unit = match lower.as_str() {
        "msec" | "msecs" | "millis" | "milliseconds" | "millisecond" => "ms",
        "sec" | "secs" | "second" | "seconds" => "s",
        "min" | "mins" | "minute" | "minutes" => "m",
        "hr" | "hrs" | "hour" | "hours" => "h",
        "day" | "days" => "d",
        "b" | "byte" | "bytes" => "B",
        "k" | "kb" => "KB",
        "mb" => "MB",
        "g" | "gb" => "GB",
        "t" | "tb" => "TB",
        "kib" => "KiB",
        "mib" => "MiB",
        "gib" => "GiB",
        "tib" => "TiB",
        "/sec" | "/second" | "rps" | "req/s" | "tps" => "/s",
        "/minute" => "/min",
        "/hour" => "/h",
        "/day" => "/d",
        _ => return None,
    };
    Some(unit)
}
