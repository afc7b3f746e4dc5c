//! Statements on one line, given up as soon as they do not fit.

use super::{WIDTH, flow, value, width};
use crate::syntax::tree::{
    Body, Declaration, Flow, Item, Statement, StatementKind, Text, Value, ValueKind,
};

/// Whether a declaration stands on one line; columns are not asked, so that a neighbour cannot change it.
pub(super) fn fits(declaration: &Declaration, indent: usize) -> bool {
    let mut line = Line::new(WIDTH.saturating_sub(indent));
    line.declaration(declaration).is_some()
}

/// A line that is being written, with a width that it must not pass.
pub(super) struct Line {
    text: String,
    width: usize,
    limit: usize,
}

impl Line {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            text: String::new(),
            width: 0,
            limit,
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn push(&mut self, text: &str) -> Option<()> {
        self.width += width(text);
        if self.width > self.limit {
            return None;
        }
        self.text.push_str(text);
        Some(())
    }

    /// Writes a block the author wrote on one line; `None` where it cannot be.
    pub(super) fn body(&mut self, body: &Body) -> Option<()> {
        if body.items.is_empty() {
            return self.push("{}");
        }
        if body.broken {
            return None;
        }
        self.push("{ ")?;
        self.statements(&body.items)?;
        self.push(" }")
    }

    /// Writes statements with `;` between them; `None` where one of them cannot be.
    pub(super) fn statements(&mut self, items: &[Item]) -> Option<()> {
        for (at, item) in items.iter().enumerate() {
            let Item::Statement(statement) = item else {
                return None;
            };
            if at > 0 {
                self.push("; ")?;
            }
            self.statement(statement)?;
        }
        Some(())
    }

    fn statement(&mut self, statement: &Statement) -> Option<()> {
        if !statement.doc.is_empty() || statement.trailing.is_some() {
            return None;
        }
        match &statement.kind {
            StatementKind::Declaration(declaration) => self.declaration(declaration),
            StatementKind::Flow(flow) => self.flow(flow),
            StatementKind::Attribute { key, value } => {
                self.push(&key.path())?;
                self.given(value.as_ref())
            }
            StatementKind::Param { name, value } => {
                self.push("param ")?;
                self.push(&name.text)?;
                self.given(value.as_ref())
            }
            // Rare ones have lines of their own.
            StatementKind::Use { .. }
            | StatementKind::Waive { .. }
            | StatementKind::Answer { .. }
            | StatementKind::Junk { .. } => None,
            StatementKind::Omit { .. } | StatementKind::Expose { .. } => {
                let mut text = String::new();
                super::statement::write(&mut text, statement, 0, &super::alone());
                match text.contains('\n') {
                    true => None,
                    false => self.push(&text),
                }
            }
        }
    }

    fn given(&mut self, value: Option<&Value>) -> Option<()> {
        match value {
            None => Some(()),
            Some(value) => {
                self.push(": ")?;
                self.value(value)
            }
        }
    }

    /// Writes a value; `None` where it cannot stand on one line or does not fit.
    pub(super) fn value(&mut self, value: &Value) -> Option<()> {
        match &value.kind {
            ValueKind::Text(text) => self.quoted(text),
            ValueKind::Record(body) => self.body(body),
            ValueKind::List(members) => {
                self.push("[")?;
                for (at, member) in members.iter().enumerate() {
                    if member.notes.is_some() {
                        return None;
                    }
                    if at > 0 {
                        self.push(", ")?;
                    }
                    self.value(member)?;
                }
                self.push("]")
            }
            kind => {
                let mut text = String::new();
                value::atom(&mut text, kind);
                self.push(&text)
            }
        }
    }

    fn quoted(&mut self, text: &Text) -> Option<()> {
        if value::is_tall(text) || text.text.len() / 4 > self.limit {
            return None;
        }
        self.push(&value::quoted(text))
    }

    fn declaration(&mut self, declaration: &Declaration) -> Option<()> {
        self.push(&declaration.kind.path())?;
        if let Some(subject) = &declaration.subject {
            self.push(" ")?;
            self.push(&value::short_subject(subject)?)?;
        }
        if let Some(title) = &declaration.title {
            self.push(" ")?;
            self.quoted(title)?;
        }
        if let Some(body) = &declaration.body {
            self.push(" ")?;
            self.body(body)?;
        }
        for branch in &declaration.branches {
            self.push(" ")?;
            self.push(&branch.word.text)?;
            if let Some(title) = &branch.title {
                self.push(" ")?;
                self.quoted(title)?;
            }
            self.push(" ")?;
            self.body(&branch.body)?;
        }
        Some(())
    }

    /// Writes a flow; `None` for a chain with labels in its middle, which reads better on several lines.
    pub(super) fn flow(&mut self, flow: &Flow) -> Option<()> {
        if flow::is_broken(flow) {
            return None;
        }
        self.push(&value::short_subject(&flow.from)?)?;
        for hop in &flow.hops {
            self.push(" ")?;
            self.push(flow::arrow(hop))?;
            self.push(" ")?;
            self.push(&value::short_subject(&hop.to)?)?;
            if let Some(label) = &hop.label {
                self.push(" ")?;
                self.quoted(label)?;
            }
            if let Some(body) = &hop.body {
                self.push(" ")?;
                self.body(body)?;
            }
        }
        Some(())
    }
}
