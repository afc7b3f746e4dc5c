//! The shapes of the catalog.

use serde::Deserialize;

/// Everything that archlens knows about services, groups and layers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Catalog {
    /// The bands in their order.
    #[serde(rename = "layer")]
    pub layers: Vec<Layer>,
    #[serde(rename = "service")]
    pub services: Vec<Service>,
    /// Attributes that every element may have.
    #[serde(rename = "common")]
    pub common: Vec<Attribute>,
    /// Attributes that every flow may have.
    #[serde(rename = "flow")]
    pub flow: Vec<Attribute>,
    #[serde(rename = "strategy")]
    pub strategies: Vec<Strategy>,
}

/// A band of the architecture.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Layer {
    pub id: String,
    pub title: String,
    /// The layer's name in the Well-Architected lens (monitoring and deployment are one there).
    pub lens: String,
}

/// A kind of thing that people declare by its id: a service, an actor, a container of others.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Service {
    pub id: String,
    /// Other ids that are accepted; `fmt` writes [`Service::id`].
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The full product name: `Amazon DynamoDB`.
    pub title: String,
    /// The name on the card's second line: `DynamoDB`.
    pub short: String,
    pub kind: Kind,
    pub place: Place,
    /// The id of the layer, for elements that live in one.
    pub layer: Option<String>,
    /// Other layers in which an author may draw it without being wrong.
    #[serde(default)]
    pub also: Vec<String>,
    pub glyph: String,
    /// One sentence for hovers and lists.
    pub about: String,
    #[serde(default, rename = "attribute")]
    pub attributes: Vec<Attribute>,
    #[serde(default, rename = "part")]
    pub parts: Vec<Part>,
    /// The arrows that make sense from it and to it; empty means any.
    #[serde(default)]
    pub sends: Vec<Arrow>,
    #[serde(default)]
    pub receives: Vec<Arrow>,
    #[serde(default)]
    pub cloudformation: Vec<String>,
    #[serde(default)]
    pub terraform: Vec<String>,
}

/// What a declaration of a service makes.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Element,
    Group,
}

/// Where things of a service live.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In a layer.
    Layer,
    /// Outside the layers: people and other systems.
    Outside,
    /// In any layer, the one it is declared in.
    Anywhere,
}

/// A typed attribute.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Attribute {
    pub id: String,
    /// The types that are tried in order; the first that fits decides how a value is read.
    #[serde(rename = "type")]
    pub types: Vec<Type>,
    /// The words of [`Type::Enum`].
    #[serde(default)]
    pub values: Vec<String>,
    /// The type of the members of [`Type::List`].
    pub of: Option<Type>,
    pub unit: Option<Unit>,
    pub range: Option<Range>,
    pub default: Option<Default>,
    /// For references: the relation that a value stands for.
    pub role: Option<Role>,
    /// The fact's small sign on the card, where it is worth one.
    pub chip: Option<Chip>,
    /// Whether its value is shown behind the service on the card (engine, size, alias).
    #[serde(default)]
    pub qualifier: bool,
    /// The part of the element that states the same fact (`dax` and the part `dax`).
    pub part: Option<String>,
    /// One sentence for hovers and the reference.
    pub about: String,
}

/// How a value is read.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Type {
    Bool,
    Enum,
    Text,
    Integer,
    Number,
    Duration,
    Size,
    Rate,
    Percent,
    Date,
    Reference,
    List,
    Record,
}

/// The unit in which a bare number is meant and a range is written.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    Milliseconds,
    Seconds,
    Minutes,
    Hours,
    Days,
    /// Vendor megabytes: 1,024 × 1,024 bytes, written `MB`.
    Mebibytes,
    Gibibytes,
    Bytes,
    PerSecond,
    Percent,
    Count,
}

/// The legal values, both ends included, in the attribute's [`Unit`].
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Range {
    pub min: Option<f64>,
    pub max: Option<f64>,
    /// Where the vendor says so.
    pub source: String,
}

/// What holds when nothing is stated.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Default {
    /// As it would be written in a `.arch` file.
    pub value: String,
    /// Whether rules may take it as a fact.
    #[serde(default)]
    pub certain: bool,
}

/// The relation that a reference attribute stands for.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Role {
    pub id: String,
    pub arrow: Arrow,
    /// The words on the drawn line.
    pub label: String,
    /// The relation runs from the referenced element to this one.
    #[serde(default)]
    pub reversed: bool,
    /// Services that make sense at the other end; empty means any.
    #[serde(default)]
    pub targets: Vec<String>,
}

/// What flows: the kinds of the language's four arrows.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum Arrow {
    Request,
    Event,
    Stream,
    Observes,
}

/// The small signs that a card may carry.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Chip {
    DeadLetter,
    Encrypted,
    Traced,
    Policy,
    Reserved,
    MultiZone,
}

/// A named part that flows can end at.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Part {
    /// The id behind the dot; for [`PartKind::Named`] what such an id stands for, in angle brackets.
    pub id: String,
    pub kind: PartKind,
    pub about: String,
}

/// What a part is.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum PartKind {
    /// Something that sends or receives: `orders.stream`, `orders.dax`, `people.hosted-ui`.
    Interface,
    /// A measure: `failed.depth`.
    Metric,
    /// Ids that the author chooses, with the attribute of this part's id: an alias (`place.live`).
    Named,
}

/// A deployment approach of the lens.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Strategy {
    pub id: String,
    pub title: String,
    pub consumer_impact: String,
    pub rollback: String,
    pub event_model: String,
    pub speed: String,
    #[serde(rename = "attribute")]
    pub attributes: Vec<Attribute>,
}
