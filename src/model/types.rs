//! The model of one architecture.

use super::{Attributes, Value};
use crate::source::Span;

/// An architecture with every name bound. Its lists are in source order, and ids are indices into them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    /// Empty where the file has no `architecture`.
    pub title: String,
    pub description: Option<String>,
    pub owner: Option<String>,
    /// The lenses named by the architecture, as written.
    pub lenses: Vec<String>,
    /// Everything else said in `architecture { … }`.
    pub attributes: Attributes,
    pub layers: Vec<Layer>,
    pub groups: Vec<Group>,
    pub elements: Vec<Element>,
    pub relations: Vec<Relation>,
    pub views: Vec<View>,
    pub scenarios: Vec<Scenario>,
    pub environments: Vec<Environment>,
    /// The environment that was chosen and applied.
    pub environment: Option<String>,
    pub rollouts: Vec<Rollout>,
    pub waivers: Vec<Waiver>,
    pub answers: Vec<Answer>,
}

/// The index of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ElementId(pub u32);

/// The index of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct GroupId(pub u32);

/// The index of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LayerId(pub u32);

/// The index of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RelationId(pub u32);

/// An element or a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Node {
    Element(ElementId),
    Group(GroupId),
}

/// One end of a relation: a thing, or a named part of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct End {
    pub node: Node,
    /// `stream` of `orders.stream`.
    pub part: Option<String>,
}

/// A band.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    pub id: String,
    pub title: String,
    /// The layer's name in the Well-Architected lens.
    pub lens: String,
    pub span: Option<Span>,
}

/// A thing that others are inside of.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its full path of ids, such as `prod.network`; unique among elements and groups.
    pub path: String,
    pub title: String,
    /// The catalog's id of its kind: `vpc`, `group`, …; for an instance of a component, the kind that the component names.
    pub kind: String,
    pub component: Option<String>,
    pub parent: Option<GroupId>,
    pub layer: Option<LayerId>,
    pub description: Option<String>,
    pub attributes: Attributes,
    pub tags: Vec<String>,
    pub link: Option<Target>,
    pub layout: Layout,
    /// The whole declaration.
    pub span: Span,
    /// The id in the declaration.
    pub name_span: Span,
}

/// A thing of the architecture.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// Its full path of ids, such as `emails.queue`; unique among elements and groups.
    pub path: String,
    pub title: String,
    /// The id in the catalog of its service, or of the service that its own service extends.
    pub service: String,
    /// The author's own service, where it is of one.
    pub own_service: Option<OwnService>,
    /// None for what lives outside the layers.
    pub layer: Option<LayerId>,
    /// The group that it is declared in.
    pub group: Option<GroupId>,
    /// The groups that it stands across.
    pub spans: Vec<GroupId>,
    pub description: Option<String>,
    pub attributes: Attributes,
    /// The parts that it is known to have, those of the catalog apart: aliases, metrics named by alarms.
    pub parts: Vec<Part>,
    pub tags: Vec<String>,
    pub link: Option<Target>,
    /// For `consumer`: who depends on what.
    pub consumer: Option<Consumer>,
    pub layout: Layout,
    /// The whole declaration.
    pub span: Span,
    /// The id in the declaration.
    pub name_span: Span,
}

/// A service that the author has declared.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnService {
    pub id: String,
    pub title: String,
    pub icon: Option<String>,
}

/// A named part of an element.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub id: String,
    pub span: Span,
}

/// A relation between two things.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// The author's own id, or one made from the ends, the kind and the label; unique and stable under edits elsewhere.
    pub id: String,
    pub from: End,
    pub to: End,
    pub kind: RelationKind,
    /// The role of the attribute that states it: `dlq`, `authorizer`, …
    pub role: Option<String>,
    pub label: Option<String>,
    pub description: Option<String>,
    pub attributes: Attributes,
    pub tags: Vec<String>,
    pub link: Option<Target>,
    /// The other half of a two-way flow, drawn as one line with this one.
    pub twin: Option<RelationId>,
    /// It was stated as a flow, and not only by an attribute.
    pub drawn: bool,
    pub span: Span,
}

/// What flows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RelationKind {
    Request,
    Event,
    Stream,
    Observes,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    Url(String),
    View(String),
}

/// Wishes about the places of one thing or of what a group holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layout {
    /// `top`, `right`, `bottom` or `left`.
    pub pin: Option<String>,
    pub before: Option<Node>,
    /// `right` or `down`.
    pub direction: Option<String>,
    pub wishes: Vec<Wish>,
}

/// A wish about several elements.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    SameRow(Vec<Node>, Span),
    SameColumn(Vec<Node>, Span),
}

/// A picture that the author has asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    pub id: String,
    pub title: String,
    pub description: Option<String>,
    /// Empty means everything.
    pub include: Vec<Selector>,
    pub exclude: Vec<Selector>,
    pub arrange: Arrangement,
    pub collapse: Vec<Selector>,
    /// How many levels of groups are open.
    pub depth: Option<u32>,
    pub layout: Layout,
    /// Wishes of this view for single things.
    pub overrides: Vec<(Node, Layout, Attributes)>,
    /// `theme`, `profile`, `lens-overlay` and all else.
    pub attributes: Attributes,
    pub span: Span,
}

impl View {
    /// Makes a view that shows everything.
    pub fn of_all(id: String, title: String, span: Span) -> Self {
        Self {
            id,
            title,
            description: None,
            include: Vec::new(),
            exclude: Vec::new(),
            arrange: Arrangement::default(),
            collapse: Vec::new(),
            depth: None,
            layout: Layout::default(),
            overrides: Vec::new(),
            attributes: Attributes::default(),
            span,
        }
    }
}

/// How a view is arranged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Arrangement {
    #[default]
    Layers,
    Flow,
    Groups,
}

/// What a view takes in or leaves out.
#[derive(Clone, Debug, PartialEq)]
pub enum Selector {
    /// A thing, a group with all that is in it.
    Node(Node),
    Layer(LayerId),
    Tag(String),
    /// The id of a service of the catalog, or of the author's own.
    Service(String),
    Scenario(String),
    NeighboursOf(Node),
    UpstreamOf(Node),
    DownstreamOf(Node),
    Path(Node, Node),
}

/// A story through the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    pub id: String,
    pub title: String,
    pub description: Option<String>,
    pub steps: Vec<StepBlock>,
    pub span: Span,
}

/// A step, or a block of steps.
#[derive(Clone, Debug, PartialEq)]
pub enum StepBlock {
    Step(Step),
    /// `alt "…" { … } else "…" { … }`: the arms with their titles.
    Alt(Vec<(String, Vec<StepBlock>)>),
    /// `par { … } and { … }`
    Par(Vec<(String, Vec<StepBlock>)>),
    /// `loop "each item" { … }`
    Loop(String, Vec<StepBlock>),
}

/// One step along a relation.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Counted from 1 in the order of the text, through all blocks.
    pub number: u32,
    pub relation: RelationId,
    /// The step's own words, where they are not the relation's label.
    pub text: Option<String>,
    pub span: Span,
}

/// A variant of the architecture, chosen with `--env`.
#[derive(Clone, Debug, PartialEq)]
pub struct Environment {
    pub id: String,
    pub title: String,
    pub extends: Option<String>,
    pub attributes: Attributes,
    pub span: Span,
}

/// How changes reach an environment.
#[derive(Clone, Debug, PartialEq)]
pub struct Rollout {
    pub id: String,
    pub title: String,
    pub environment: Option<String>,
    pub moves: Vec<Move>,
    pub span: Span,
}

/// One strategy for some targets.
#[derive(Clone, Debug, PartialEq)]
pub struct Move {
    /// `all-at-once`, `blue-green`, `canary` or `linear`.
    pub strategy: String,
    /// A layer stands for what is in it.
    pub targets: Vec<ElementId>,
    pub attributes: Attributes,
    pub span: Span,
}

/// Who depends on an interface.
#[derive(Clone, Debug, PartialEq)]
pub struct Consumer {
    pub of: Vec<End>,
    pub contract: Option<String>,
    pub contact: Option<String>,
    /// Set where the consumer has an API key; the key's name where one is given.
    pub api_key: Option<Value>,
}

/// A finding that is accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiver {
    /// The rule's id or slug, as written.
    pub rule: String,
    pub on: Waived,
    pub reason: String,
    /// `2027-06-30`
    pub until: Option<String>,
    pub owner: Option<String>,
    pub span: Span,
}

/// What a waiver covers.
#[derive(Clone, Debug, PartialEq)]
pub enum Waived {
    Everything,
    Node(Node),
    Relations(Vec<RelationId>),
}

/// An answer to a review question.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub question: String,
    pub choices: Vec<String>,
    pub notes: Option<String>,
    pub attributes: Attributes,
    pub span: Span,
}
