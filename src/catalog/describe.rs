//! The catalog in words: what an attribute takes, and the reference page.

use super::{Arrow, Attribute, Catalog, Kind, Part, PartKind, Place, Service, Type, Unit};
use std::fmt::Write;

/// Says what values an attribute takes: `duration from 1s to 15m`, ``one of `rest`, `http` ``.
pub fn takes(attribute: &Attribute) -> String {
    let kinds: Vec<String> = attribute
        .types
        .iter()
        .map(|kind| kind_in_words(*kind, attribute))
        .collect();
    let mut text = kinds.join(", or ");
    if let Some(range) = attribute.range {
        let unit = attribute.unit.unwrap_or(Unit::Count);
        let written = |value| written(value, unit);
        match (range.min, range.max) {
            (Some(min), Some(max)) => {
                let _ = write!(text, " from {} to {}", written(min), written(max));
            }
            (Some(min), None) => {
                let _ = write!(text, " from {}", written(min));
            }
            (None, Some(max)) => {
                let _ = write!(text, " up to {}", written(max));
            }
            (None, None) => {}
        }
    }
    text
}

/// Writes an amount as in a `.arch` file, in the largest unit of which it is a whole number.
pub fn written(value: f64, unit: Unit) -> String {
    const TIMES: &[Unit] = &[
        Unit::Days,
        Unit::Hours,
        Unit::Minutes,
        Unit::Seconds,
        Unit::Milliseconds,
    ];
    let is_time = TIMES.contains(&unit);
    let base = value * unit.in_base();
    let best = TIMES
        .iter()
        .copied()
        .find(|larger| is_time && value != 0.0 && (base / larger.in_base()).fract() == 0.0)
        .unwrap_or(unit);
    format!("{}{}", base / best.in_base(), best.suffix())
}

/// Returns the reference page of the catalog, as Markdown.
pub fn reference(catalog: &Catalog) -> String {
    let mut page = String::from(
        "# The catalog\n\n\
         Every service that a `.arch` file can name, with what can be said of it. `archlens catalog show SERVICE` prints \
         one of them; `archlens catalog list --format markdown` made this page.\n\n\
         A value in the column *otherwise* holds where nothing is said: in bold if rules count on it, else only as a hint. \
         `none` may be written for every attribute: it says that the thing is absent, while nothing said means that \
         nobody knows.\n\n",
    );
    for layer in catalog.layers {
        shelf(&mut page, catalog, layer.title, |service| {
            service.layer == Some(layer.id)
        });
    }
    shelf(&mut page, catalog, "Groups", |s| s.kind == Kind::Group);
    shelf(&mut page, catalog, "Outside", |s| s.place == Place::Outside);
    shelf(&mut page, catalog, "Any cloud, any layer", |s| {
        s.place == Place::Anywhere && s.kind == Kind::Element
    });
    page.push_str("## Attributes of everything\n\n");
    attributes(&mut page, catalog.common);
    page.push_str("\n## Attributes of flows\n\n");
    attributes(&mut page, catalog.flow);
    page.push_str("\n## Deployment strategies\n");
    for strategy in catalog.strategies {
        let _ = write!(
            page,
            "\n### {} (`{}`)\n\n{}\n\n\
             - Consumer impact: {}\n- Rollback: {}\n- Event models: {}\n- Speed: {}\n\n",
            strategy.title,
            strategy.id,
            strategy.about,
            strategy.consumer_impact,
            strategy.rollback,
            strategy.event_model,
            strategy.speed,
        );
        attributes(&mut page, strategy.attributes);
    }
    page
}

fn shelf(page: &mut String, catalog: &Catalog, title: &str, belongs: impl Fn(&Service) -> bool) {
    let _ = writeln!(page, "## {title}");
    for service in catalog.services().filter(|service| belongs(service)) {
        let _ = write!(
            page,
            "\n### {} (`{}`)\n\n{}\n",
            service.title, service.id, service.about
        );
        let mut facts = Vec::new();
        if !service.aliases.is_empty() {
            facts.push(format!("- Also written: {}", quoted(service.aliases)));
        }
        if !service.also.is_empty() {
            facts.push(format!("- At home in: {} too", quoted(service.also)));
        }
        facts.extend(arrows("Sends", service.sends));
        facts.extend(arrows("Receives", service.receives));
        if !service.targets.is_empty() {
            facts.push(format!("- Reaches by itself: {}", quoted(service.targets)));
        }
        if !service.cloudformation.is_empty() {
            facts.push(format!(
                "- CloudFormation: {}",
                quoted(service.cloudformation)
            ));
        }
        if !service.terraform.is_empty() {
            facts.push(format!("- Terraform: {}", quoted(service.terraform)));
        }
        if !facts.is_empty() {
            let _ = write!(page, "\n{}\n", facts.join("\n"));
        }
        if !service.attributes.is_empty() {
            page.push('\n');
            attributes(page, service.attributes);
        }
        if !service.parts.is_empty() {
            let _ = write!(page, "\n| part | is |\n|---|---|\n");
            for part in service.parts {
                let _ = writeln!(page, "| {} | {} |", part_in_words(part), cell(part.about));
            }
        }
    }
    page.push('\n');
}

fn attributes(page: &mut String, list: &[Attribute]) {
    page.push_str("| attribute | takes | otherwise | says |\n|---|---|---|---|\n");
    for attribute in list {
        let takes = match attribute.range {
            Some(range) => format!("{} ([source]({}))", takes(attribute), range.source),
            None => takes(attribute),
        };
        let otherwise = match attribute.default {
            Some(default) if default.certain => format!("**{}**", default.value),
            Some(default) => default.value.to_owned(),
            None => String::new(),
        };
        let _ = writeln!(
            page,
            "| `{}` | {} | {otherwise} | {} |",
            attribute.id,
            cell(&takes),
            cell(attribute.about)
        );
    }
}

fn kind_in_words(kind: Type, attribute: &Attribute) -> String {
    match kind {
        Type::Bool => "true or false".into(),
        Type::Enum => match attribute.values {
            [one] => format!("`{one}`"),
            many => format!("one of {}", quoted(many)),
        },
        Type::Text => "text".into(),
        Type::Integer => "whole number".into(),
        Type::Number => "number".into(),
        Type::Duration => "duration".into(),
        Type::Size => "size".into(),
        Type::Rate => "rate".into(),
        Type::Percent => "percentage".into(),
        Type::Date => "date".into(),
        Type::Reference => match attribute.role {
            Some(role) if !role.targets.is_empty() => format!("element ({})", quoted(role.targets)),
            _ => "element".into(),
        },
        Type::List => match attribute.of {
            Some(of) if of != Type::Enum => {
                let member = kind_in_words(of, attribute);
                format!("list: {member}")
            }
            _ => format!("list of {}", quoted(attribute.values)),
        },
        Type::Record => "record".into(),
    }
}

fn part_in_words(part: &Part) -> String {
    match (part.kind, part.vendor) {
        (PartKind::Named, _) => format!("what `{}` names", part.id),
        (_, Some(vendor)) => format!("`{}` (metric `{vendor}`)", part.id),
        (_, None) => format!("`{}`", part.id),
    }
}

fn arrows(title: &str, arrows: &[Arrow]) -> Option<String> {
    let signs: Vec<&str> = arrows.iter().map(|arrow| arrow.sign()).collect();
    (!signs.is_empty()).then(|| format!("- {title}: {}", quoted(&signs)))
}

fn quoted(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    words.join(", ")
}

/// A pipe would end the cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
