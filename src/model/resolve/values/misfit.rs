//! Says why a value does not fit, and what would.

use super::super::draft::{ContextId, Draft};
use super::super::{lookup, words};
use super::quantity::milliseconds;
use super::{About, NOT_A_WORD, WRONG_TYPE, single};
use crate::catalog::{self, Type, Unit};
use crate::source::{Diagnostic, FileId, Span};
use crate::syntax::{self, Reference, StatementKind, ValueKind};

/// Returns a quantity as the author has written it.
pub(super) fn as_written(value: &syntax::Value) -> String {
    match &value.kind {
        ValueKind::Number(number) => number.clone(),
        ValueKind::Quantity { number, unit } => format!("{number}{unit}"),
        ValueKind::Percent(number) => format!("{number}%"),
        ValueKind::Rate { number, per } => format!("{number}/{per}"),
        _ => String::new(),
    }
}

/// Writes a number with its unit in words.
pub(super) fn with_unit(count: f64, unit: Option<Unit>) -> String {
    let (count, unit) = even(count, unit);
    let singular = match unit {
        None | Some(Unit::Count) => return crate::model::plain_number(count),
        Some(Unit::Percent) => return format!("{} %", crate::model::plain_number(count)),
        Some(Unit::PerSecond) => return format!("{}/s", crate::model::plain_number(count)),
        Some(Unit::Milliseconds) => "millisecond",
        Some(Unit::Seconds) => "second",
        Some(Unit::Minutes) => "minute",
        Some(Unit::Hours) => "hour",
        Some(Unit::Days) => "day",
        Some(unit) => return format!("{} {}", crate::model::plain_number(count), unit.suffix()),
    };
    let plural = if count == 1.0 { "" } else { "s" };
    format!("{} {singular}{plural}", crate::model::plain_number(count))
}

/// Returns a count of seconds in the largest unit that divides it.
pub(super) fn even(count: f64, unit: Option<Unit>) -> (f64, Option<Unit>) {
    const LARGER: [(f64, Unit); 3] = [
        (86_400.0, Unit::Days),
        (3_600.0, Unit::Hours),
        (60.0, Unit::Minutes),
    ];
    if unit != Some(Unit::Seconds) || count < 60.0 {
        return (count, unit);
    }
    let larger = LARGER.iter().find(|(size, _)| count % size == 0.0);
    larger.map_or((count, unit), |(size, larger)| {
        (count / size, Some(*larger))
    })
}

pub(super) fn mismatch(
    draft: &mut Draft,
    attribute: &catalog::Attribute,
    about: About,
    value: &syntax::Value,
    context: ContextId,
) {
    let takes = wanted(attribute);
    let wants_reference = attribute.types.contains(&Type::Reference);
    if let Some(reference) = single(value) {
        let word = reference.path();
        let truth = match word.to_lowercase().as_str() {
            "yes" | "on" | "enabled" | "true" => Some("true"),
            "no" | "off" | "disabled" | "false" => Some("false"),
            _ => None,
        };
        if let Some(truth) = truth
            && attribute.types.contains(&Type::Bool)
        {
            draft.say(
                Diagnostic::error(
                    &WRONG_TYPE,
                    value.span,
                    format!("`{word}` is not how this is written"),
                )
                .help(format!("write `{truth}`"))
                .fix(value.span, truth),
            );
            return;
        }
        if attribute.types.contains(&Type::Enum) {
            not_a_word(draft, attribute, about, &word, value.span);
            return;
        }
        if wants_reference {
            let targets = attribute.role.map_or(&[] as &[&str], |role| role.targets);
            let fitting = targets.first().copied().unwrap_or("service");
            lookup::fitting_end(draft, reference, context, fitting);
            return;
        }
    }
    let diagnostic = Diagnostic::error(
        &WRONG_TYPE,
        value.span,
        format!("`{}` on {} takes {takes}", about.key, about.owner),
    )
    .at(format!("this is {}", shape(value)));
    let unquoted = match &value.kind {
        ValueKind::Text(text) if wants_reference => Some(text.text.clone()),
        _ => None,
    };
    let diagnostic = match unquoted {
        Some(text) if names_something(draft, &text, value, context) => diagnostic
            .help(format!("elements are named without quotes: `{text}`"))
            .fix(value.span, text),
        _ => match rewritten(attribute, value) {
            Some(right) => diagnostic
                .help(format!("write `{}: {right}`", about.key))
                .fix(value.span, right),
            None => diagnostic.help(format!(
                "write it like `{}: {}`",
                about.key,
                example(attribute)
            )),
        },
    };
    draft.say(diagnostic);
}

/// Returns a value as it should be written: without the quotes around a quantity, with the sign of a percentage.
fn rewritten(attribute: &catalog::Attribute, value: &syntax::Value) -> Option<String> {
    match &value.kind {
        ValueKind::Text(text) => unquoted(attribute, &text.text),
        ValueKind::Number(number) if attribute.types == [Type::Percent] => {
            Some(format!("{number}%"))
        }
        _ => None,
    }
}

/// Returns what stands in quotes, where it is a value of the attribute's type without them.
fn unquoted(attribute: &catalog::Attribute, text: &str) -> Option<String> {
    const LONGEST: usize = 40;
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST || text.contains(char::is_whitespace) {
        return None;
    }
    let read = syntax::parse(FileId(0), &format!("value: {text}"));
    if !read.diagnostics.is_empty() {
        return None;
    }
    let statement = read.value.statements().next()?;
    let StatementKind::Attribute {
        value: Some(value), ..
    } = &statement.kind
    else {
        return None;
    };
    let fits = |kind: &Type| match (kind, &value.kind) {
        (Type::Duration, ValueKind::Quantity { unit, .. }) => milliseconds(unit).is_some(),
        (Type::Size, ValueKind::Quantity { unit, .. }) => milliseconds(unit).is_none(),
        (Type::Rate, ValueKind::Rate { .. })
        | (Type::Percent, ValueKind::Percent(_))
        | (Type::Number, ValueKind::Number(_))
        | (Type::Date, ValueKind::Date(_)) => true,
        (Type::Integer, ValueKind::Number(number)) => !number.contains('.'),
        (Type::Bool, ValueKind::Words(words)) => {
            matches!(words.as_slice(), [word] if matches!(word.path().as_str(), "true" | "false"))
        }
        _ => false,
    };
    attribute.types.iter().any(fits).then(|| text.to_owned())
}

pub(super) fn names_something(
    draft: &mut Draft,
    text: &str,
    value: &syntax::Value,
    context: ContextId,
) -> bool {
    let parts: Vec<syntax::Name> = text
        .split('.')
        .map(|part| syntax::Name {
            span: value.span,
            text: part.to_owned(),
        })
        .collect();
    let reference = Reference {
        span: value.span,
        parts,
    };
    lookup::exists(draft, &reference, context)
}

pub(super) fn not_a_word(
    draft: &mut Draft,
    attribute: &catalog::Attribute,
    about: About,
    word: &str,
    span: Span,
) {
    let also = if attribute.types.contains(&Type::Reference) {
        ", or the id of an element"
    } else {
        ""
    };
    let diagnostic = Diagnostic::error(
        &NOT_A_WORD,
        span,
        format!("`{}` on {} knows no `{word}`", about.key, about.owner),
    );
    let diagnostic = match draft.guess(word, attribute.values.iter().copied()) {
        Some(near) => diagnostic
            .help(format!("did you mean `{near}`?"))
            .guess(span, near),
        None => diagnostic.help(format!(
            "it takes {}{also}",
            words::either(attribute.values)
        )),
    };
    draft.say(diagnostic);
}

pub(super) fn wanted(attribute: &catalog::Attribute) -> String {
    let mut choices: Vec<String> = Vec::new();
    for kind in attribute.types {
        choices.push(match kind {
            Type::Bool => "`true` or `false`".to_owned(),
            Type::Enum => words::either(attribute.values),
            Type::Text => "a text".to_owned(),
            Type::Integer => "a whole number".to_owned(),
            Type::Number => "a number".to_owned(),
            Type::Duration => "a duration such as `30s`".to_owned(),
            Type::Size => "a size such as `512MB`".to_owned(),
            Type::Rate => "a rate such as `500/s`".to_owned(),
            Type::Percent => "a percentage such as `10%`".to_owned(),
            Type::Date => "a date such as `2027-06-30`".to_owned(),
            Type::Reference => "the id of an element".to_owned(),
            Type::List => match attribute.of {
                Some(Type::Reference) => "ids of elements".to_owned(),
                Some(Type::Enum) => format!("a list of {}", words::listed(attribute.values)),
                _ => "a list".to_owned(),
            },
            Type::Record => "a record `{ … }`".to_owned(),
        });
    }
    choices.join(", or ")
}

pub(super) fn example(attribute: &catalog::Attribute) -> String {
    let unit = attribute.unit.map_or("", Unit::suffix);
    let least = attribute.range.as_ref().and_then(|range| range.max);
    let first = attribute.types.first().copied().unwrap_or(Type::Text);
    match first {
        Type::Bool => "true".to_owned(),
        Type::Enum => attribute
            .values
            .first()
            .copied()
            .unwrap_or("word")
            .to_owned(),
        Type::Text => "\"text\"".to_owned(),
        Type::Integer | Type::Number => "1".to_owned(),
        Type::Duration => {
            let unit = if unit.is_empty() { "s" } else { unit };
            let count = least.map_or(30.0, |most| most.min(30.0));
            format!("{}{unit}", crate::model::plain_number(count))
        }
        Type::Size => "512MB".to_owned(),
        Type::Rate => "500/s".to_owned(),
        Type::Percent => "10%".to_owned(),
        Type::Date => "2027-06-30".to_owned(),
        Type::Reference => "ID".to_owned(),
        Type::List => match attribute.of {
            Some(Type::Enum) => {
                format!("[{}]", attribute.values.first().copied().unwrap_or("word"))
            }
            Some(Type::Reference) => "[ID, ID]".to_owned(),
            _ => "[a, b]".to_owned(),
        },
        Type::Record => "{ … }".to_owned(),
    }
}

pub(super) fn shape(value: &syntax::Value) -> &'static str {
    match &value.kind {
        ValueKind::Text(_) => "a text",
        ValueKind::Number(number) if number.contains('.') => "a number with a fraction",
        ValueKind::Number(_) => "a number",
        ValueKind::Quantity { unit, .. } if milliseconds(unit).is_some() => "a duration",
        ValueKind::Quantity { .. } => "a size",
        ValueKind::Percent(_) => "a percentage",
        ValueKind::Rate { .. } => "a rate",
        ValueKind::Date(_) => "a date",
        ValueKind::Param(_) => "a parameter",
        ValueKind::LayerTag(_) => "a layer",
        ValueKind::Tag(_) => "a tag",
        ValueKind::Words(words) if words.len() == 1 => "a word",
        ValueKind::Words(_) => "several words",
        ValueKind::List(_) => "a list",
        ValueKind::Record(_) => "a record",
        ValueKind::Bad(_) => "nothing that can be read",
    }
}
