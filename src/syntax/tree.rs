//! The tree of a text, as the author wrote it.
//!
//! The shapes are the language's two: a declaration (`KIND ID "Title" { … }`) and a flow (`REF ARROW REF "Label" { … }`),
//! beside attributes and the few statements with words of their own. What a word means is decided in `model`.

use crate::source::{FileId, Span};

/// A whole text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tree {
    pub file: FileId,
    pub items: Vec<Item>,
}

/// What stands between two braces, the braces themselves in the span.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    pub span: Span,
    pub items: Vec<Item>,
    /// The closing brace was found.
    pub closed: bool,
    /// The author went to a new line after the opening brace; `format` keeps that choice.
    pub broken: bool,
}

/// A line or more of a body.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    Blank(Blank),
    Comment(Comment),
    Statement(Box<Statement>),
}

/// One or more blank lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Blank {
    pub span: Span,
}

/// A comment as written, its marks included (`// …`, `/* … */`, `//// …`).
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    pub span: Span,
    pub text: String,
}

/// One statement with what is said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// From its first word to its last character, comments apart.
    pub span: Span,
    /// The lines of `///` above it, without the marks.
    pub doc: Vec<Text>,
    pub kind: StatementKind,
    /// A comment behind it on its last line.
    pub trailing: Option<Comment>,
}

/// What a statement is by its shape.
#[derive(Clone, Debug, PartialEq)]
pub enum StatementKind {
    /// `KIND ID "Title" { … }`
    Declaration(Declaration),
    /// `REF ARROW REF "Label" { … } ARROW REF …`
    Flow(Flow),
    /// `key: value`; a bare `key` has no value.
    Attribute {
        key: Reference,
        value: Option<Value>,
    },
    /// `param name: value`
    Param { name: Name, value: Option<Value> },
    /// `use "path" as name`
    Use { path: Text, name: Option<Name> },
    /// `waive RULE on REF "reason" { … }`, `on REF ARROW REF` for a flow
    Waive {
        rule: Reference,
        on: Option<(Reference, Option<(Arrow, Reference)>)>,
        reason: Option<Text>,
        body: Option<Body>,
    },
    /// `answer QUESTION "notes" { choices: […] }`
    Answer {
        question: Reference,
        notes: Option<Text>,
        body: Option<Body>,
    },
    /// `omit [x, f1]` or `omit x`
    Omit { references: Vec<Reference> },
    /// `expose INNER as OUTER`
    Expose {
        inner: Reference,
        outer: Option<Name>,
    },
    /// What could not be read, kept to the letter, with the block behind it; a diagnostic has been raised for it.
    Junk { text: String, body: Option<Body> },
}

/// `KIND SUBJECT "Title" { … } else "…" { … }`; all but the kind may be missing.
///
/// A bare word with neither subject nor title nor body is an [`StatementKind::Attribute`] instead.
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    pub kind: Reference,
    pub subject: Option<Subject>,
    pub title: Option<Text>,
    pub body: Option<Body>,
    /// The further arms of `alt … else …` and `par … and …`.
    pub branches: Vec<Branch>,
}

/// What a declaration names: mostly one id; several for the target of a rollout or the ends of a flow.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    One(Reference),
    Many { span: Span, members: Vec<Reference> },
}

/// `else "Title" { … }` or `and { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Branch {
    /// The word that opens it.
    pub word: Name,
    pub title: Option<Text>,
    pub body: Body,
}

/// A chain of one or more arrows.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    pub from: Subject,
    pub hops: Vec<Hop>,
}

/// One arrow with where it leads and what is said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Hop {
    pub arrow: Arrow,
    pub arrow_span: Span,
    pub to: Subject,
    pub label: Option<Text>,
    pub body: Option<Body>,
    /// The comments that stand between this hop and the one before it, on lines of their own.
    pub comments: Vec<Comment>,
    /// A comment behind this hop on its line; behind the last hop it is the statement's.
    pub trailing: Option<Comment>,
}

/// An arrow as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Arrow {
    pub kind: ArrowKind,
    pub heads: Heads,
}

/// What flows along an arrow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ArrowKind {
    /// `->`
    Request,
    /// `~>`
    Event,
    /// `=>`
    Stream,
    /// `..>`
    Observes,
}

/// Which ends of an arrow have heads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Heads {
    Right,
    Left,
    Both,
}

/// One id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    pub span: Span,
    /// In NFC.
    pub text: String,
}

/// One or more ids with dots between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    pub span: Span,
    /// In NFC; at least one.
    pub parts: Vec<Name>,
}

/// A string with its escapes resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    pub span: Span,
    pub text: String,
    /// Written with three quotes.
    pub block: bool,
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    pub span: Span,
    pub kind: ValueKind,
    /// The comments around a member of a list.
    pub notes: Option<Box<Notes>>,
}

/// The comments around a member of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notes {
    /// On the lines before it.
    pub before: Vec<Comment>,
    /// Behind it, and before the next member or the closing bracket.
    pub after: Vec<Comment>,
}

/// What a value is by its shape; the attribute's type decides how a word is read.
#[derive(Clone, Debug, PartialEq)]
pub enum ValueKind {
    Text(Text),
    /// `12`, `1.10`, as written.
    Number(String),
    /// `30s`, `512MB`: the number as written and the unit.
    Quantity {
        number: String,
        unit: String,
    },
    /// `10%`: the number as written.
    Percent(String),
    /// `500/s`: the number as written and the unit of time.
    Rate {
        number: String,
        per: String,
    },
    /// `2027-06-30`, as written.
    Date(String),
    /// `$depth`
    Param(Name),
    /// `@data`
    LayerTag(Name),
    /// `#pci`
    Tag(Name),
    /// One word or reference, or several as in `neighbours of orders` and `path from a to b`.
    Words(Vec<Reference>),
    List(Vec<Value>),
    Record(Body),
    /// What could not be read, as written; a diagnostic has been raised for it.
    Bad(String),
}

impl Reference {
    /// Returns the reference as written, in NFC.
    pub fn path(&self) -> String {
        let parts: Vec<&str> = self.parts.iter().map(|part| part.text.as_str()).collect();
        parts.join(".")
    }

    /// Returns the single id, where there is no dot.
    pub fn single(&self) -> Option<&Name> {
        match self.parts.as_slice() {
            [name] => Some(name),
            _ => None,
        }
    }
}

impl Subject {
    /// Returns the references it stands for.
    pub fn members(&self) -> &[Reference] {
        match self {
            Subject::One(reference) => std::slice::from_ref(reference),
            Subject::Many { members, .. } => members,
        }
    }

    /// Returns where it is written.
    pub fn span(&self) -> Span {
        match self {
            Subject::One(reference) => reference.span,
            Subject::Many { span, .. } => *span,
        }
    }
}

impl Declaration {
    /// Returns whether its block ends where the author meant; what stands in another may belong behind it.
    pub fn is_closed(&self) -> bool {
        self.body.as_ref().is_none_or(|body| body.closed)
    }
}

impl Body {
    /// Returns the statements, comments and blank lines left out.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        statements(&self.items)
    }
}

impl Tree {
    /// Returns the top-level statements, comments and blank lines left out.
    pub fn statements(&self) -> impl Iterator<Item = &Statement> {
        statements(&self.items)
    }
}

fn statements(items: &[Item]) -> impl Iterator<Item = &Statement> {
    items.iter().filter_map(|item| match item {
        Item::Statement(statement) => Some(&**statement),
        Item::Blank(_) | Item::Comment(_) => None,
    })
}
