//! The facts that a card shows as small signs, and those behind its service's name.

use super::types::Chip;
use crate::catalog::Catalog;
use crate::model::{Element, Provenance, Value};

/// Returns the facts that the file states, in the order of the signs.
pub(super) fn chips(element: &Element, catalog: &Catalog) -> Vec<Chip> {
    let Some(service) = catalog.service(element.service.as_str()) else {
        return Vec::new();
    };
    let mut chips: Vec<Chip> = service
        .attributes
        .iter()
        .chain(catalog.common)
        .filter_map(|attribute| {
            let chip = attribute.chip?;
            let stated = element.attributes.get(attribute.id)?;
            let by_author = !matches!(stated.provenance, Provenance::Service { .. });
            (by_author && holds(&stated.value)).then_some(chip)
        })
        .collect();
    chips.sort_unstable();
    chips.dedup();
    chips
}

/// Returns the values that are worth a place behind the service's name.
pub(super) fn qualifiers(element: &Element, catalog: &Catalog) -> Vec<String> {
    let Some(service) = catalog.service(element.service.as_str()) else {
        return Vec::new();
    };
    service
        .attributes
        .iter()
        .filter(|attribute| attribute.qualifier)
        .filter_map(|attribute| {
            let stated = element.attributes.get(attribute.id)?;
            if matches!(stated.provenance, Provenance::Service { .. }) {
                return None;
            }
            match &stated.value {
                Value::Text(text) => Some(text.replace('-', " ")),
                Value::Number(number) => Some(format!("{number}")),
                Value::Bool(true) => Some(attribute.id.replace('-', " ")),
                _ => None,
            }
        })
        .collect()
}

/// Says whether a value states that something is there.
fn holds(value: &Value) -> bool {
    match value {
        Value::None | Value::Bool(false) => false,
        Value::Text(text) => text != "none" && text != "off",
        Value::Number(number) => *number > 0.0,
        Value::List(list) => !list.is_empty(),
        _ => true,
    }
}
