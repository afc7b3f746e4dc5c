//! What archlens says about a text.

use super::Span;

/// How bad it is: an error stops the picture, a warning does not, a note only tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Level {
    Error,
    Warning,
    Note,
}

/// A kind of diagnostic with the page that `archlens explain` prints; stands beside the check that raises it.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable id, such as `A0123`.
    pub id: &'static str,
    /// One line for lists.
    pub title: &'static str,
    /// Why it matters and what to do, in Markdown.
    pub page: &'static str,
    /// A text that raises exactly this code.
    pub wrong: &'static str,
    /// The same text, mended.
    pub right: &'static str,
}

/// A place with a few words on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// Something that people should know about their text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: &'static Code,
    pub level: Level,
    /// What is wrong and why it matters: lower-case start, no final full stop, names in backticks.
    pub message: String,
    pub primary: Label,
    /// Other places that explain it: the first declaration, the source of a limit.
    pub related: Vec<Label>,
    /// What to do.
    pub help: Option<String>,
    pub fix: Option<Fix>,
    /// For how many of its level it stands: one, but for that which counts those that are not told.
    pub stands_for: usize,
}

/// Whether a fix keeps the meaning that the author surely had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// Can be applied unseen.
    Safe,
    /// A guess, to be looked at.
    Unsure,
}

/// Edits that cure a diagnostic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub edits: Vec<Edit>,
    pub safety: Safety,
}

/// Puts a text in the place of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

/// A value and what was found wrong on the way to it.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    pub value: T,
    pub diagnostics: Vec<Diagnostic>,
}

impl Diagnostic {
    /// Makes an error at a place.
    pub fn error(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(Level::Error, code, span, message)
    }

    /// Makes a warning at a place.
    pub fn warning(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(Level::Warning, code, span, message)
    }

    /// Makes a note at a place.
    pub fn note(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(Level::Note, code, span, message)
    }

    pub(super) fn new(
        level: Level,
        code: &'static Code,
        span: Span,
        message: impl Into<String>,
    ) -> Self {
        Self {
            code,
            level,
            message: message.into(),
            primary: Label {
                span,
                text: String::new(),
            },
            related: Vec::new(),
            help: None,
            fix: None,
            stands_for: 1,
        }
    }

    /// Puts words at the primary place.
    pub fn at(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Shows another place.
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Says what to do.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Adds a fix that can be applied unseen.
    pub fn fix(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Fix {
            edits: vec![Edit {
                span,
                text: text.into(),
            }],
            safety: Safety::Safe,
        });
        self
    }

    /// Adds a fix that is a guess.
    pub fn guess(mut self, span: Span, text: impl Into<String>) -> Self {
        self.fix = Some(Fix {
            edits: vec![Edit {
                span,
                text: text.into(),
            }],
            safety: Safety::Unsure,
        });
        self
    }
}

impl<T> Checked<T> {
    /// Wraps a value about which there is nothing to say.
    pub fn clean(value: T) -> Self {
        Self {
            value,
            diagnostics: Vec::new(),
        }
    }

    /// Returns whether any diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.level == Level::Error)
    }
}
