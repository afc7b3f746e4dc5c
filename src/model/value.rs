//! Attribute values, read by their type.

use super::End;
use crate::source::Span;

/// The attributes of one thing, in the order in which they were stated.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attributes {
    pub list: Vec<Attribute>,
}

/// One attribute with where its value comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    pub key: String,
    pub value: Value,
    pub provenance: Provenance,
    /// Where the value is written; for a service's default, where the element is declared.
    pub span: Span,
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provenance {
    /// Written on the thing itself.
    Stated,
    /// Written in a `defaults` block that applies.
    Defaults,
    /// What the service does when nothing is said; `certain` ones are facts for rules.
    Service { certain: bool },
}

/// A value, in base units.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Stated to be absent.
    None,
    Bool(bool),
    /// A text, or an enum word, or a number of a text attribute as written.
    Text(String),
    Number(f64),
    /// Milliseconds.
    Duration(f64),
    /// Bytes.
    Size(f64),
    /// Per second.
    Rate(f64),
    /// 10 for 10 %.
    Percent(f64),
    /// `2027-06-30`
    Date(String),
    Reference(End),
    List(Vec<Value>),
    Record(Attributes),
}

impl Attributes {
    /// Returns the attribute with a key.
    pub fn get(&self, key: &str) -> Option<&Attribute> {
        self.list.iter().find(|attribute| attribute.key == key)
    }

    /// Returns the value of a key.
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.get(key).map(|attribute| &attribute.value)
    }

    /// Returns the text of a key, where it has one.
    pub fn text(&self, key: &str) -> Option<&str> {
        match self.value(key) {
            Some(Value::Text(text) | Value::Date(text)) => Some(text),
            _ => None,
        }
    }
}
