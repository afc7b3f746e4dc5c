//! The shapes of the catalog.

use serde::Serialize;

/// Everything that archlens knows about services, groups and layers.
#[derive(Debug)]
pub struct Catalog {
    /// The bands in their order.
    pub layers: &'static [Layer],
    /// The services, one shelf for each layer and kind of thing; [`Catalog::services`] walks them all.
    pub shelves: &'static [&'static [Service]],
    /// Attributes that every element and group may have.
    pub common: &'static [Attribute],
    /// Attributes that every flow may have.
    pub flow: &'static [Attribute],
    pub strategies: &'static [Strategy],
}

/// A band of the architecture.
#[derive(Debug, Serialize)]
pub struct Layer {
    pub id: &'static str,
    pub title: &'static str,
    /// The layer's name in the Well-Architected lens (monitoring and deployment are one there).
    pub lens: &'static str,
}

/// A kind of thing that people declare by its id: a service, an actor, a container of others.
#[derive(Debug, Serialize)]
pub struct Service {
    pub id: &'static str,
    /// Other ids that are accepted; `fmt` writes [`Service::id`].
    pub aliases: &'static [&'static str],
    /// The full product name: `Amazon DynamoDB`.
    pub title: &'static str,
    /// The name on the card's second line: `DynamoDB`.
    pub short: &'static str,
    /// What a narrow card says where the short name does not fit; nothing where it always does.
    #[serde(skip)]
    pub tight: &'static str,
    pub kind: Kind,
    pub place: Place,
    /// The id of the layer, for elements that live in one.
    pub layer: Option<&'static str>,
    /// Other layers in which an author may draw it without being wrong.
    pub also: &'static [&'static str],
    pub glyph: &'static str,
    /// One sentence for hovers and lists.
    pub about: &'static str,
    pub attributes: &'static [Attribute],
    pub parts: &'static [Part],
    /// The arrows that make sense from it; empty means any. See [`Service::may_send`].
    pub sends: &'static [Arrow],
    /// The arrows that make sense to it; empty means any. See [`Service::may_receive`].
    pub receives: &'static [Arrow],
    /// The ids of the only services that it can reach by itself; empty means any. See [`Service::reaches`].
    pub targets: &'static [&'static str],
    pub cloudformation: &'static [&'static str],
    pub terraform: &'static [&'static str],
}

/// What a declaration of a service makes.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Element,
    Group,
}

/// Where things of a service live.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Attribute {
    pub id: &'static str,
    /// The types that are tried in order; the first that fits decides how a value is read.
    ///
    /// `none` fits every attribute. One member stands for a list of one.
    pub types: &'static [Type],
    /// The words of [`Type::Enum`].
    pub values: &'static [&'static str],
    /// The type of the members of [`Type::List`]; the words of a list of enums are in [`Attribute::values`].
    pub of: Option<Type>,
    /// The unit of a bare number and of the range; a duration, size or rate without one is in base units.
    pub unit: Option<Unit>,
    pub range: Option<Range>,
    pub default: Option<Default>,
    /// For references: the relation that a value stands for.
    pub role: Option<Role>,
    /// The fact's small sign on the card, where it is worth one.
    pub chip: Option<Chip>,
    /// Whether its value is shown behind the service on the card (engine, size, alias); for `true` its id is shown.
    pub qualifier: bool,
    /// The part of the element, or the service that stands in front of it, that states the same fact: `dax`, `waf`.
    pub same_as: Option<&'static str>,
    /// One sentence for hovers and the reference.
    pub about: &'static str,
}

/// How a value is read.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum Unit {
    Milliseconds,
    Seconds,
    Minutes,
    Hours,
    Days,
    Bytes,
    Kibibytes,
    /// Vendor megabytes: 1,024 × 1,024 bytes, written `MB`.
    Mebibytes,
    Gibibytes,
    PerSecond,
    Percent,
    Count,
}

/// The legal values, both ends included, in the attribute's [`Unit`].
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Range {
    pub min: Option<f64>,
    pub max: Option<f64>,
    /// Where the vendor says so.
    pub source: &'static str,
}

/// What holds when nothing is stated.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Default {
    /// As it would be written in a `.arch` file.
    pub value: &'static str,
    /// Whether rules may take it as a fact.
    pub certain: bool,
}

/// The relation that a reference attribute stands for.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Role {
    pub id: &'static str,
    pub arrow: Arrow,
    /// The words on the drawn line.
    pub label: &'static str,
    /// The relation runs from the referenced element to this one.
    pub reversed: bool,
    /// Services that make sense at the other end; empty means any.
    pub targets: &'static [&'static str],
}

/// What flows: the kinds of the language's four arrows.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq, Hash)]
#[serde(rename_all = "kebab-case")]
pub enum Arrow {
    Request,
    Event,
    Stream,
    Observes,
}

/// The small signs that a card may carry.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Chip {
    DeadLetter,
    Encrypted,
    Traced,
    Policy,
    Reserved,
    MultiZone,
}

impl Chip {
    /// All signs, in their order on cards.
    pub const ALL: [Chip; 6] = [
        Chip::DeadLetter,
        Chip::Encrypted,
        Chip::Traced,
        Chip::Policy,
        Chip::Reserved,
        Chip::MultiZone,
    ];

    /// Returns what it says.
    pub fn words(self) -> &'static str {
        match self {
            Chip::DeadLetter => "Dead-letter queue",
            Chip::Encrypted => "Encrypted",
            Chip::Traced => "Traced",
            Chip::Policy => "WAF or policy",
            Chip::Reserved => "Reserved capacity",
            Chip::MultiZone => "Several zones",
        }
    }
}

/// A named part that flows can end at.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Part {
    /// The id behind the dot; for [`PartKind::Named`] the attribute that holds such ids.
    pub id: &'static str,
    pub kind: PartKind,
    /// The vendor's name of a metric: `ApproximateAgeOfOldestMessage`.
    pub vendor: Option<&'static str>,
    pub about: &'static str,
}

/// What a part is.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq)]
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
#[derive(Debug, Serialize)]
pub struct Strategy {
    pub id: &'static str,
    pub title: &'static str,
    pub about: &'static str,
    pub consumer_impact: &'static str,
    pub rollback: &'static str,
    pub event_model: &'static str,
    pub speed: &'static str,
    pub attributes: &'static [Attribute],
}

impl Type {
    /// Returns what values of it lie between whatever the service: no amount is below none, and no share above the whole.
    pub fn bounds(self) -> (Option<f64>, Option<f64>) {
        match self {
            Type::Integer | Type::Duration | Type::Size | Type::Rate => (Some(0.0), None),
            Type::Percent => (Some(0.0), Some(100.0)),
            _ => (None, None),
        }
    }
}

impl Arrow {
    /// Returns how it is written in a `.arch` file.
    pub fn sign(self) -> &'static str {
        match self {
            Arrow::Request => "->",
            Arrow::Event => "~>",
            Arrow::Stream => "=>",
            Arrow::Observes => "..>",
        }
    }
}

impl Unit {
    /// Returns how much one of it is in base units: milliseconds, bytes, per second, percent, count.
    pub fn in_base(self) -> f64 {
        match self {
            Unit::Milliseconds | Unit::Bytes | Unit::PerSecond | Unit::Percent | Unit::Count => 1.0,
            Unit::Seconds => 1_000.0,
            Unit::Minutes => 60_000.0,
            Unit::Hours => 3_600_000.0,
            Unit::Days => 86_400_000.0,
            Unit::Kibibytes => 1_024.0,
            Unit::Mebibytes => 1_048_576.0,
            Unit::Gibibytes => 1_073_741_824.0,
        }
    }

    /// Returns how it is written behind a number.
    pub fn suffix(self) -> &'static str {
        match self {
            Unit::Milliseconds => "ms",
            Unit::Seconds => "s",
            Unit::Minutes => "m",
            Unit::Hours => "h",
            Unit::Days => "d",
            Unit::Bytes => "B",
            Unit::Kibibytes => "KB",
            Unit::Mebibytes => "MB",
            Unit::Gibibytes => "GB",
            Unit::PerSecond => "/s",
            Unit::Percent => "%",
            Unit::Count => "",
        }
    }
}

impl Service {
    /// Returns its own attribute of that id; [`Catalog::attribute`] also knows those that everything has.
    pub fn attribute(&self, id: &str) -> Option<&'static Attribute> {
        self.attributes.iter().find(|attribute| attribute.id == id)
    }

    /// Returns its part of that id; parts that the author names are not among them.
    pub fn part(&self, id: &str) -> Option<&'static Part> {
        self.parts
            .iter()
            .find(|part| part.id == id && part.kind != PartKind::Named)
    }

    /// Returns whether an arrow makes sense from it; control may always flow.
    pub fn may_send(&self, arrow: Arrow) -> bool {
        arrow == Arrow::Observes || self.sends.is_empty() || self.sends.contains(&arrow)
    }

    /// Returns whether an arrow makes sense to it; control may always flow.
    pub fn may_receive(&self, arrow: Arrow) -> bool {
        arrow == Arrow::Observes || self.receives.is_empty() || self.receives.contains(&arrow)
    }

    /// Returns whether it can reach another by itself, with no code in between.
    pub fn reaches(&self, other: &Service) -> bool {
        self.targets.is_empty()
            || other.place != Place::Layer
            || other.kind == Kind::Group
            || self.targets.contains(&other.id)
    }
}
