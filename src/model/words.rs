//! Values as their authors would write them.

use super::{Model, Value};

/// The units of durations, the largest first, in milliseconds.
const DURATIONS: [(f64, &str); 5] = [
    (86_400_000.0, "d"),
    (3_600_000.0, "h"),
    (60_000.0, "m"),
    (1_000.0, "s"),
    (1.0, "ms"),
];

/// The units of sizes, the largest first, in bytes.
const SIZES: [(f64, &str); 4] = [
    (1_073_741_824.0, "GB"),
    (1_048_576.0, "MB"),
    (1_024.0, "KB"),
    (1.0, "B"),
];

impl Model {
    /// Writes a value as its author would.
    pub fn words(&self, value: &Value) -> String {
        match value {
            Value::None => "none".to_owned(),
            Value::Bool(truth) => truth.to_string(),
            Value::Text(text) | Value::Date(text) => text.clone(),
            Value::Number(amount) => amount.to_string(),
            Value::Duration(amount) => in_units(*amount, &DURATIONS),
            Value::Size(amount) => in_units(*amount, &SIZES),
            Value::Rate(amount) => format!("{amount}/s"),
            Value::Percent(amount) => format!("{amount}%"),
            Value::Reference(end) => self.end(end),
            Value::List(members) => {
                let members: Vec<String> =
                    members.iter().map(|member| self.words(member)).collect();
                members.join(", ")
            }
            Value::Record(attributes) => {
                let attributes: Vec<String> = attributes
                    .list
                    .iter()
                    .map(|attribute| format!("{}: {}", attribute.key, self.words(&attribute.value)))
                    .collect();
                attributes.join("; ")
            }
        }
    }
}

/// Writes an amount in the largest unit that leaves no fraction.
fn in_units(amount: f64, units: &[(f64, &str)]) -> String {
    let whole = |size: f64| (amount / size).fract() == 0.0 && amount >= size;
    match units.iter().find(|(size, _)| whole(*size)) {
        Some((size, unit)) => format!("{}{unit}", amount / size),
        None => {
            let smallest = units.last().map_or("", |(_, unit)| unit);
            format!("{amount}{smallest}")
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{Model, Value};

    #[test]
    fn amounts_are_in_their_largest_whole_unit() {
        let check = |value: Value, expected: &str| {
            assert_eq!(Model::default().words(&value), expected);
        };
        check(Value::Duration(90_000.0), "90s");
        check(Value::Duration(172_800_000.0), "2d");
        check(Value::Duration(0.0), "0ms");
        check(Value::Size(1_610_612_736.0), "1536MB");
        check(Value::Rate(500.0), "500/s");
        check(
            Value::List(vec![Value::Bool(true), Value::None]),
            "true, none",
        );
    }
}
