//! Reads the default values that the catalog states as text.

use crate::catalog::{self, Type};
use crate::model::Value;

/// Reads a default as its attribute's type says; nothing where it fits none.
pub fn read(attribute: &catalog::Attribute, text: &str) -> Option<Value> {
    if text == "none" {
        return Some(Value::None);
    }
    attribute.types.iter().find_map(|kind| match kind {
        Type::Bool => match text {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        Type::Enum => attribute
            .values
            .contains(&text)
            .then(|| Value::Text(text.to_owned())),
        Type::Text => Some(Value::Text(text.trim_matches('"').to_owned())),
        Type::Integer | Type::Number => text.parse().ok().map(Value::Number),
        Type::Percent => text.strip_suffix('%')?.parse().ok().map(Value::Percent),
        Type::Duration => quantity(attribute, text, MILLISECONDS).map(Value::Duration),
        Type::Size => quantity(attribute, text, BYTES).map(Value::Size),
        Type::Rate => {
            let (number, per) = text.split_once('/')?;
            let unit = MILLISECONDS.iter().find(|(unit, _)| *unit == per)?.1;
            Some(Value::Rate(number.parse::<f64>().ok()? * 1_000.0 / unit))
        }
        Type::Date => Some(Value::Date(text.to_owned())),
        Type::List => Some(Value::List(
            text.trim_matches(['[', ']'])
                .split(',')
                .map(|member| Value::Text(member.trim().to_owned()))
                .collect(),
        )),
        Type::Reference | Type::Record => None,
    })
}

const MILLISECONDS: &[(&str, f64)] = &[
    ("ms", 1.0),
    ("s", 1_000.0),
    ("m", 60_000.0),
    ("h", 3_600_000.0),
    ("d", 86_400_000.0),
];

const BYTES: &[(&str, f64)] = &[
    ("KB", 1_024.0),
    ("MB", 1_048_576.0),
    ("GB", 1_073_741_824.0),
    ("TB", 1_099_511_627_776.0),
    ("B", 1.0),
];

fn quantity(attribute: &catalog::Attribute, text: &str, units: &[(&str, f64)]) -> Option<f64> {
    if let Ok(number) = text.parse::<f64>() {
        return Some(number * attribute.unit?.in_base());
    }
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, unit) = text.split_at(end);
    let factor = units.iter().find(|(known, _)| *known == unit)?.1;
    Some(number.parse::<f64>().ok()? * factor)
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::catalog;

    #[test]
    fn every_default_of_the_catalog_can_be_read() {
        for service in catalog::builtin().services() {
            for attribute in service.attributes {
                if let Some(default) = &attribute.default {
                    assert!(
                        read(attribute, default.value).is_some(),
                        "{}.{}: {}",
                        service.id,
                        attribute.id,
                        default.value
                    );
                }
            }
        }
    }
}
