//! Reads values by the type of their attribute.

mod misfit;
mod quantity;

use super::draft::{Argument, ContextId, Draft};
use super::expand::{fill, follow};
use super::lookup;
use crate::catalog::{self, Type, Unit};
use crate::model::{Attribute, Attributes, End, Provenance, Value};
use crate::source::{Code, Diagnostic, Span};
use crate::syntax::{self, Reference, StatementKind, ValueKind};
use misfit::{example, mismatch, wanted};
use quantity::{date, in_range, milliseconds, number_of, plain_bytes, quantity, vendor_bytes};

/// The codes that reading values raises.
pub const CODES: &[&Code] = &[
    &WRONG_TYPE,
    &OUT_OF_RANGE,
    &NOT_A_WORD,
    &NEEDS_VALUE,
    &NO_SUCH_DAY,
    &HUGE,
    &KEY_TWICE,
];

static WRONG_TYPE: Code = Code {
    id: "A0301",
    title: "a value of the wrong type",
    page: "Each attribute of the catalog has a type: a duration such as `30s`, a size such as `512MB`, a number, a rate such as `500/s`, a percentage, a date, true or false, one of some words, the id of an element, a text. A value of another type cannot be judged or drawn.",
    wrong: "lambda fn { timeout: 512MB }",
    right: "lambda fn { timeout: 30s }",
};

static OUT_OF_RANGE: Code = Code {
    id: "A0302",
    title: "a value out of its range",
    page: "The service does not allow this value. The message names the limit, and the help says where the vendor states it.",
    wrong: "lambda fn { timeout: 20m }",
    right: "lambda fn { timeout: 15m }",
};

static NOT_A_WORD: Code = Code {
    id: "A0303",
    title: "a word that the attribute does not know",
    page: "The attribute takes one of a few words. What else could be meant is only guesswork, so it is an error.",
    wrong: "step-functions flow { type: expres }",
    right: "step-functions flow { type: express }",
};

static NEEDS_VALUE: Code = Code {
    id: "A0304",
    title: "an attribute without its value",
    page: "A bare `KEY` means `KEY: true`. This attribute is not true or false, so it needs its value behind a colon.",
    wrong: "lambda fn { timeout }",
    right: "lambda fn { timeout: 30s }",
};

static NO_SUCH_DAY: Code = Code {
    id: "A0306",
    title: "a day that does not exist",
    page: "Dates are written year, month, day: `2027-06-30`, and the calendar has to have that day.",
    wrong: "lambda fn { since: 2027-02-30 }",
    right: "lambda fn { since: 2027-02-28 }",
};

static HUGE: Code = Code {
    id: "A0307",
    title: "a number that is too large",
    page: "No quantity of an architecture is that large, and beyond 9,007,199,254,740,992 numbers lose their last digits.",
    wrong: "lambda fn { x-count: 99999999999999999999 }",
    right: "lambda fn { x-count: 99999 }",
};

static KEY_TWICE: Code = Code {
    id: "A0308",
    title: "an attribute is stated twice",
    page: "One thing has one value for each attribute. Several values are a list where the attribute takes one: `[a, b]`.",
    wrong: "lambda fn { timeout: 10s; timeout: 20s }",
    right: "lambda fn { timeout: 20s }",
};

/// What is being read, for messages.
#[derive(Clone, Copy)]
pub struct About<'a> {
    pub key: &'a str,
    /// Where the key is written.
    pub span: Span,
    /// `a `lambda``, `a flow`, …
    pub owner: &'a str,
}

/// Reads a value by the type of its attribute; nothing where it is wrong, which has been said then.
pub fn typed<'t>(
    draft: &mut Draft<'t>,
    attribute: &catalog::Attribute,
    about: About,
    value: Option<&'t syntax::Value>,
    context: ContextId,
) -> Option<Value> {
    let Some(value) = value else {
        return bare(draft, attribute, about);
    };
    match follow(draft, value, context)? {
        (Argument::Value(inner), from) => typed_value(draft, attribute, about, inner, from),
        (Argument::True, _) => bare(draft, attribute, about),
        (Argument::Missing, _) => None,
    }
}

/// Reads a bare key.
fn bare(draft: &mut Draft, attribute: &catalog::Attribute, about: About) -> Option<Value> {
    if attribute.types.contains(&Type::Bool) {
        return Some(Value::Bool(true));
    }
    draft.say(
        Diagnostic::error(
            &NEEDS_VALUE,
            about.span,
            format!("`{}` needs a value: {}", about.key, wanted(attribute)),
        )
        .help(format!("write `{}: {}`", about.key, example(attribute))),
    );
    None
}

fn typed_value<'t>(
    draft: &mut Draft<'t>,
    attribute: &catalog::Attribute,
    about: About,
    value: &'t syntax::Value,
    context: ContextId,
) -> Option<Value> {
    if let ValueKind::Bad(_) = value.kind {
        return None;
    }
    if single(value).is_some_and(|word| word.path() == "none") {
        return Some(Value::None);
    }
    for &kind in attribute.types {
        match fit(draft, kind, attribute, about, value, context) {
            Fit::Value(found) => return Some(found),
            Fit::Wrong => return None,
            Fit::Other => {}
        }
    }
    mismatch(draft, attribute, about, value, context);
    None
}

/// How a value fits a type.
enum Fit {
    Value(Value),
    /// It is of the type, but wrong; a diagnostic has been raised.
    Wrong,
    /// It is not of the type.
    Other,
}

impl From<Option<Value>> for Fit {
    fn from(value: Option<Value>) -> Self {
        value.map_or(Fit::Wrong, Fit::Value)
    }
}

fn fit<'t>(
    draft: &mut Draft<'t>,
    kind: Type,
    attribute: &catalog::Attribute,
    about: About,
    value: &'t syntax::Value,
    context: ContextId,
) -> Fit {
    let word = single(value);
    match kind {
        Type::Bool => match word.map(|word| word.path()).as_deref() {
            Some("true") => Fit::Value(Value::Bool(true)),
            Some("false") => Fit::Value(Value::Bool(false)),
            _ => Fit::Other,
        },
        Type::Enum => match written(draft, value, context) {
            Some(text) if attribute.values.contains(&text.as_str()) => {
                Fit::Value(Value::Text(text))
            }
            _ => Fit::Other,
        },
        Type::Text => match written(draft, value, context) {
            Some(text) => Fit::Value(Value::Text(text)),
            None => Fit::Other,
        },
        Type::Integer | Type::Number => match &value.kind {
            ValueKind::Number(number) if kind == Type::Number || !number.contains('.') => {
                let read = number_of(draft, number, value.span);
                in_range(draft, kind, attribute, about, value, read).into()
            }
            _ => Fit::Other,
        },
        Type::Percent => match &value.kind {
            ValueKind::Percent(number) => {
                let read = number_of(draft, number, value.span);
                in_range(draft, kind, attribute, about, value, read).into()
            }
            _ => Fit::Other,
        },
        Type::Duration => quantity(draft, kind, attribute, about, value, milliseconds),
        Type::Size => quantity(draft, kind, attribute, about, value, vendor_bytes),
        Type::Rate => match &value.kind {
            ValueKind::Rate { number, per } => {
                let Some(unit) = milliseconds(per) else {
                    return Fit::Other;
                };
                let read = number_of(draft, number, value.span).map(|count| count * 1_000.0 / unit);
                in_range(draft, kind, attribute, about, value, read).into()
            }
            ValueKind::Number(number) if attribute.unit == Some(Unit::PerSecond) => {
                let read = number_of(draft, number, value.span);
                in_range(draft, kind, attribute, about, value, read).into()
            }
            _ => Fit::Other,
        },
        Type::Date => match &value.kind {
            ValueKind::Date(date) => self::date(draft, date, value.span).into(),
            _ => Fit::Other,
        },
        Type::Reference => match word.map(|word| lookup::find(draft, word, context)) {
            Some(Ok(end)) => Fit::Value(Value::Reference(end)),
            _ => Fit::Other,
        },
        Type::List => list(draft, attribute, about, value, context),
        Type::Record => match &value.kind {
            ValueKind::Record(body) => Fit::Value(Value::Record(match attribute.of {
                Some(_) => record_of(draft, attribute, body, about.owner, context),
                None => record(draft, body, context),
            })),
            _ => Fit::Other,
        },
    }
}

/// Reads a list, or a single member as a list of one.
fn list<'t>(
    draft: &mut Draft<'t>,
    attribute: &catalog::Attribute,
    about: About,
    value: &'t syntax::Value,
    context: ContextId,
) -> Fit {
    let member = member_of(attribute);
    let ValueKind::List(members) = &value.kind else {
        // A list of one may leave its brackets out.
        return match typed_value(draft, &member, about, value, context) {
            Some(Value::None) => Fit::Value(Value::None),
            Some(one) => Fit::Value(Value::List(vec![one])),
            None => Fit::Wrong,
        };
    };
    let members = members
        .iter()
        .filter_map(|inner| typed(draft, &member, about, Some(inner), context))
        .flat_map(|read| match read {
            // A parameter that stands for a list adds its members.
            Value::List(inner) => inner,
            other => vec![other],
        })
        .collect();
    Fit::Value(Value::List(members))
}

/// Returns the attribute that each member of a list or a record is read as.
fn member_of(attribute: &catalog::Attribute) -> catalog::Attribute {
    let kinds: &[Type] = match attribute.of {
        Some(Type::Text) | None => &[Type::Text],
        Some(Type::Enum) => &[Type::Enum],
        Some(Type::Reference) => &[Type::Reference],
        Some(Type::Integer) => &[Type::Integer],
        Some(Type::Number) => &[Type::Number],
        Some(Type::Duration) => &[Type::Duration],
        Some(Type::Size) => &[Type::Size],
        Some(Type::Rate) => &[Type::Rate],
        Some(Type::Percent) => &[Type::Percent],
        Some(Type::Date) => &[Type::Date],
        Some(Type::Bool) => &[Type::Bool],
        Some(Type::Record | Type::List) => &[Type::Record],
    };
    catalog::Attribute {
        types: kinds,
        of: None,
        ..*attribute
    }
}

/// Returns the one word that a value is.
fn single(value: &syntax::Value) -> Option<&Reference> {
    match &value.kind {
        ValueKind::Words(words) => match words.as_slice() {
            [word] => Some(word),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the text of a value as it is written, where it can be one.
fn written(draft: &mut Draft, value: &syntax::Value, context: ContextId) -> Option<String> {
    Some(match &value.kind {
        ValueKind::Text(text) => fill(draft, text, context),
        ValueKind::Number(number) | ValueKind::Date(number) => number.clone(),
        ValueKind::Quantity { number, unit } => format!("{number}{unit}"),
        ValueKind::Percent(number) => format!("{number}%"),
        ValueKind::Rate { number, per } => format!("{number}/{per}"),
        ValueKind::Words(list) => {
            let list: Vec<String> = list.iter().map(Reference::path).collect();
            list.join(" ")
        }
        ValueKind::LayerTag(name) => format!("@{}", name.text),
        ValueKind::Tag(name) => format!("#{}", name.text),
        ValueKind::Param(_) | ValueKind::List(_) | ValueKind::Record(_) | ValueKind::Bad(_) => {
            return None;
        }
    })
}

/// Reads a value by its shape alone: of unknown and `x-` attributes and in records.
pub fn by_shape<'t>(
    draft: &mut Draft<'t>,
    value: Option<&'t syntax::Value>,
    context: ContextId,
) -> Option<Value> {
    let Some(value) = value else {
        return Some(Value::Bool(true));
    };
    let (value, context) = match follow(draft, value, context)? {
        (Argument::Value(value), context) => (value, context),
        (Argument::True, _) => return Some(Value::Bool(true)),
        (Argument::Missing, _) => return None,
    };
    match &value.kind {
        ValueKind::Number(number) => number_of(draft, number, value.span).map(Value::Number),
        ValueKind::Percent(number) => number_of(draft, number, value.span).map(Value::Percent),
        ValueKind::Quantity { number, unit } => {
            let read = number_of(draft, number, value.span)?;
            milliseconds(unit)
                .map(|factor| Value::Duration(read * factor))
                .or_else(|| plain_bytes(unit).map(|factor| Value::Size(read * factor)))
        }
        ValueKind::Rate { number, per } => {
            let read = number_of(draft, number, value.span)?;
            milliseconds(per).map(|unit| Value::Rate(read * 1_000.0 / unit))
        }
        ValueKind::Date(day) => date(draft, day, value.span),
        ValueKind::List(members) => Some(Value::List(
            members
                .iter()
                .filter_map(|member| by_shape(draft, Some(member), context))
                .collect(),
        )),
        ValueKind::Record(body) => Some(Value::Record(record(draft, body, context))),
        ValueKind::Words(list) => Some(match list.as_slice() {
            [word] => match word.path().as_str() {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                "none" => Value::None,
                other => Value::Text(other.to_owned()),
            },
            _ => Value::Text(written(draft, value, context)?),
        }),
        ValueKind::Text(_) | ValueKind::LayerTag(_) | ValueKind::Tag(_) => {
            written(draft, value, context).map(Value::Text)
        }
        ValueKind::Param(_) | ValueKind::Bad(_) => None,
    }
}

/// Reads a record by shape.
pub fn record<'t>(draft: &mut Draft<'t>, body: &'t syntax::Body, context: ContextId) -> Attributes {
    record_by(draft, body, |draft, _, value| {
        by_shape(draft, value, context)
    })
}

/// Reads a record whose values are all of one type.
fn record_of<'t>(
    draft: &mut Draft<'t>,
    attribute: &catalog::Attribute,
    body: &'t syntax::Body,
    owner: &str,
    context: ContextId,
) -> Attributes {
    let member = member_of(attribute);
    record_by(draft, body, |draft, key, value| {
        let about = About {
            key: &key.path(),
            span: key.span,
            owner,
        };
        typed(draft, &member, about, value, context)
    })
}

fn record_by<'t>(
    draft: &mut Draft<'t>,
    body: &'t syntax::Body,
    read_one: impl Fn(&mut Draft<'t>, &'t Reference, Option<&'t syntax::Value>) -> Option<Value>,
) -> Attributes {
    let mut read = Attributes::default();
    for statement in body.statements() {
        let StatementKind::Attribute { key, value } = &statement.kind else {
            continue;
        };
        let path = key.path();
        if let Some(first) = read.get(&path) {
            let first = first.span;
            key_twice(draft, &path, statement.span, first);
            continue;
        }
        if let Some(value) = read_one(draft, key, value.as_ref()) {
            read.list.push(Attribute {
                key: path,
                value,
                provenance: Provenance::Stated,
                span: statement.span,
            });
        }
    }
    read
}

/// Says that a key is stated twice.
pub fn key_twice(draft: &mut Draft, key: &str, span: Span, first: Span) {
    draft.say(
        Diagnostic::error(
            &KEY_TWICE,
            span,
            format!("`{key}` is stated twice, so it is not clear which one holds"),
        )
        .related(first, "first stated here")
        .help("keep one of them"),
    );
}

/// Returns the ends that a value refers to.
pub fn ends(value: &Value, found: &mut Vec<End>) {
    match value {
        Value::Reference(end) => found.push(end.clone()),
        Value::List(members) => members.iter().for_each(|member| ends(member, found)),
        _ => {}
    }
}
