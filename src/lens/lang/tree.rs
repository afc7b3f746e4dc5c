//! What a lens says, with every name of a pattern bound to its slot.

use crate::lens::{Severity, Status};
use crate::model;
use crate::source::Span;

/// The number of a name of a rule's patterns; slot 0 is always the architecture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Slot(pub u16);

/// The slot of the architecture itself.
pub const ARCHITECTURE: Slot = Slot(0);

/// A set of rules and review questions under pillars.
#[derive(Clone, Debug, Default)]
pub struct Lens {
    pub id: String,
    pub title: String,
    pub about: String,
    pub version: Option<String>,
    /// The lens whose rules it takes over.
    pub extends: Option<(String, Span)>,
    pub parameters: Vec<Parameter>,
    pub rules: Vec<Rule>,
    pub asks: Vec<Ask>,
    pub questions: Vec<Topic>,
    pub principles: Vec<Principle>,
    pub overrides: Vec<Override>,
    pub span: Span,
}

/// A value that rules name as `$limit`.
#[derive(Clone, Debug)]
pub struct Parameter {
    pub name: String,
    pub value: model::Value,
    pub span: Span,
}

/// One rule: a pattern, a condition, and its proof.
#[derive(Clone, Debug)]
pub struct Rule {
    pub id: String,
    /// The id of the lens that it was written in.
    pub lens: String,
    pub slug: String,
    pub title: String,
    pub pillar: String,
    pub severity: Severity,
    pub status: Status,
    pub since: Option<String>,
    pub checked: Option<String>,
    pub layers: Vec<String>,
    pub answers: Vec<String>,
    pub slots: Vec<SlotInfo>,
    pub query: Query,
    pub group_by: Option<Expr>,
    pub demands: Vec<Demand>,
    /// The slot that findings are about.
    pub subject: Slot,
    pub message: Template,
    pub fix: Template,
    pub why: String,
    pub wrong_when: Option<String>,
    pub sources: Vec<String>,
    pub edits: Vec<Edit>,
    pub adds: Vec<Template>,
    pub examples: Vec<Example>,
    pub span: Span,
    pub id_span: Span,
}

/// What a slot holds.
#[derive(Clone, Debug)]
pub struct SlotInfo {
    pub name: Option<String>,
    pub kind: SlotKind,
    pub span: Span,
}

/// Whether a slot holds a thing or a relation.
#[derive(Clone, Debug, PartialEq)]
pub enum SlotKind {
    /// The kinds that the thing can be of; empty means any.
    Thing(Vec<ThingKind>),
    Relation,
    Architecture,
}

/// A kind of thing in a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThingKind {
    /// The id of a service of the catalog.
    Service(&'static str),
    Rollout,
    /// A strategy with its targets; none means any strategy.
    Move(Option<&'static str>),
    Environment,
    Architecture,
}

/// Chains of nodes and arrows that hold together, and a condition on them.
#[derive(Clone, Debug)]
pub struct Query {
    pub chains: Vec<Chain>,
    pub condition: Option<Expr>,
    pub span: Span,
}

/// `(a) -> (b) ~> (c)`
#[derive(Clone, Debug)]
pub struct Chain {
    pub first: NodePattern,
    pub hops: Vec<(HopPattern, NodePattern)>,
}

/// `(name: service | service @layer #tag)`
#[derive(Clone, Debug)]
pub struct NodePattern {
    pub slot: Slot,
    pub kinds: Vec<ThingKind>,
    pub layers: Vec<String>,
    pub tags: Vec<String>,
    pub span: Span,
}

/// An arrow between two nodes of a pattern.
#[derive(Clone, Debug)]
pub struct HopPattern {
    pub slot: Option<Slot>,
    pub links: Vec<Link>,
    pub reversed: bool,
    /// The least and the greatest number of relations.
    pub repeat: Option<(u32, Option<u32>)>,
    /// No node between the two ends is like one of these.
    pub avoiding: Vec<NodePattern>,
    pub span: Span,
}

/// What an arrow of a pattern stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    Kind(model::RelationKind),
    /// Any relation that is no mere observation.
    Flow,
    Any,
    Role(String),
    /// From a thing to the groups that it is in.
    In,
    /// From a rollout to its moves, from a move to what it changes.
    Targets,
}

/// What must hold of each match.
#[derive(Clone, Debug)]
pub enum Demand {
    Require(Expr),
    Forbid(Expr),
    ForbidMatch(Span),
}

/// An expression with its place.
#[derive(Clone, Debug)]
pub struct Expr {
    pub span: Span,
    pub kind: ExprKind,
}

/// What an expression is.
#[derive(Clone, Debug)]
pub enum ExprKind {
    Literal(model::Value),
    /// A word that is neither a name of the pattern nor reserved, as a text.
    Word(model::Value),
    Today,
    Variable(Slot),
    Attribute(Slot, Vec<String>),
    /// The number of relations on the path of the match.
    PathLength,
    List(Vec<Expr>),
    Not(Box<Expr>),
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Compare(Compare, Box<Expr>, Box<Expr>),
    In(Box<Expr>, Box<Expr>),
    Calculate(Calculate, Box<Expr>, Box<Expr>),
    Exists(Box<Query>),
    Known(Box<Expr>),
    /// True where the condition is known to hold; what is unknown counts as no.
    Surely(Box<Expr>),
    /// The members of the group that the match is in.
    CountGroup(Slot),
    /// The distinct things at the last named node, or the distinct values of an expression.
    Count(Option<Box<Expr>>, Box<Query>),
    Fold(Fold, Box<Expr>, Over),
}

/// Over what a sum runs.
#[derive(Clone, Debug)]
pub enum Over {
    /// The things on the path of the match, each in turn at this slot.
    Path(Slot),
    Query(Box<Query>),
}

/// A comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    Equal,
    Unequal,
    Less,
    AtMost,
    More,
    AtLeast,
}

/// A sum, difference, product or quotient.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Calculate {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// How many values become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fold {
    Sum,
    Min,
    Max,
}

/// A text with names of the pattern in it.
#[derive(Clone, Debug, Default)]
pub struct Template {
    pub pieces: Vec<Piece>,
}

/// A piece of a template.
#[derive(Clone, Debug)]
pub enum Piece {
    Text(String),
    Value(Expr),
    /// `{f*}`: all members of the group.
    Members(Slot),
    /// `{path}`
    Path,
}

/// `edit f { tracing: active }`: attributes that mend the thing at a slot.
#[derive(Clone, Debug)]
pub struct Edit {
    pub slot: Slot,
    pub attributes: Vec<(String, Template)>,
    pub span: Span,
}

/// A proof: a small architecture and what the rule says of it.
#[derive(Clone, Debug)]
pub struct Example {
    pub expects: Expects,
    /// What stands between the braces.
    pub inside: Span,
    pub span: Span,
}

/// What a rule must say of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expects {
    Fires,
    Quiet,
    Unknown,
}

/// A question that only people can answer.
#[derive(Clone, Debug)]
pub struct Ask {
    pub id: String,
    pub text: String,
    pub pillar: String,
    pub why: String,
    pub owner: Option<String>,
    pub answers: Vec<String>,
    pub slots: Vec<SlotInfo>,
    /// For what it is asked; without one, once for the architecture.
    pub query: Option<Query>,
    pub span: Span,
    pub id_span: Span,
}

/// A question of the review that choices answer.
#[derive(Clone, Debug)]
pub struct Topic {
    pub id: String,
    pub title: String,
    pub pillar: String,
    /// The name in the published framework: `OPS 1`.
    pub label: String,
    pub choices: Vec<Choice>,
    pub span: Span,
}

/// One choice of a question.
#[derive(Clone, Debug)]
pub struct Choice {
    /// `a3`
    pub id: String,
    pub title: String,
    pub level: Level,
}

/// How much a choice matters: one that is disproved makes the question's risk high, medium or low.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    Required,
    Good,
    Best,
}

/// A principle of design, for reports.
#[derive(Clone, Debug)]
pub struct Principle {
    pub title: String,
    pub text: String,
    pub rules: Vec<String>,
}

/// A change to a rule of the lens that this one extends.
#[derive(Clone, Debug)]
pub struct Override {
    pub rule: String,
    pub severity: Option<Severity>,
    pub off: bool,
    pub span: Span,
}

impl Compare {
    /// Returns its sign.
    pub fn sign(self) -> &'static str {
        match self {
            Compare::Equal => "==",
            Compare::Unequal => "!=",
            Compare::Less => "<",
            Compare::AtMost => "<=",
            Compare::More => ">",
            Compare::AtLeast => ">=",
        }
    }
}

impl Expects {
    /// Returns its word.
    pub fn word(self) -> &'static str {
        match self {
            Expects::Fires => "fires",
            Expects::Quiet => "quiet",
            Expects::Unknown => "unknown",
        }
    }
}
