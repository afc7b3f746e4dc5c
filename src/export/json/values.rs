//! What the document's records are made of: values, and the kinds of flows, links, wishes, selectors and steps.

use super::document::{Arm, Attribute, End, Place};
use serde::{Deserialize, Serialize};

/// Where a value comes from.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum From {
    /// Written on the thing itself.
    Stated,
    /// Written in `defaults`, or by the author's own service.
    Defaults,
    /// What the service does when nothing is said, as far as is known.
    Service,
    /// What the service surely does when nothing is said.
    ServiceCertain,
}

/// A value, in base units.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Stated to be absent.
    None,
    Bool(bool),
    /// A text, a word, or a number of a text attribute as written.
    Text(String),
    Number(f64),
    /// Milliseconds.
    Duration(f64),
    /// Bytes.
    Size(f64),
    /// Per second.
    Rate(f64),
    Percent(f64),
    /// As `2027-06-30`.
    Date(String),
    Reference(End),
    List(Vec<Value>),
    Record(Vec<Attribute>),
}

/// What flows.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RelationKind {
    /// `->`
    Request,
    /// `~>`
    Event,
    /// `=>`
    Stream,
    /// `..>`
    Observes,
}

/// Where a link leads.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    Url(String),
    View(String),
}

/// A wish about several things.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Wish {
    SameRow { nodes: Vec<String>, place: Place },
    SameColumn { nodes: Vec<String>, place: Place },
}

/// What a view takes in or leaves out.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Selector {
    Node(String),
    Layer(String),
    Tag(String),
    Service(String),
    Scenario(String),
    NeighboursOf(String),
    UpstreamOf(String),
    DownstreamOf(String),
    Path { from: String, to: String },
}

/// How a view is arranged.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Arrangement {
    Layers,
    Flow,
    Groups,
}

/// A step along a relation, or a block of steps.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    Along {
        number: u32,
        relation: String,
        text: Option<String>,
        place: Place,
    },
    Alt(Vec<Arm>),
    Par(Vec<Arm>),
    Loop(Arm),
}

/// What a waiver covers.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Waived {
    Everything,
    Node(String),
    /// The ids of the relations.
    Relations(Vec<String>),
}
