//! The source of a sample in colours, as our own parser reads it.

use crate::html::Html;
use archlens::source::{FileId, Span};
use archlens::syntax::{
    Body, Comment, Declaration, Flow, Item, Name, Reference, Statement, StatementKind, Text, Value,
    ValueKind, parse,
};
use std::ops::Range;

/// Writes a text line by line, each line with its number as its id.
pub fn source(out: &mut Html, text: &str) {
    let pieces = pieces(text);
    let mut start = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let end = start + line.trim_end_matches(['\n', '\r']).len();
        let id = format!("L{}", index + 1);
        out.element("span", &[("class", "line"), ("id", &id)], |out| {
            write(out, text, start..end, &pieces);
        });
        out.text("\n");
        start += line.len();
    }
}

/// Writes one line with the pieces that reach into it.
fn write(out: &mut Html, text: &str, line: Range<usize>, pieces: &[(Range<usize>, &str)]) {
    let first = pieces.partition_point(|(piece, _)| piece.end <= line.start);
    let mut at = line.start;
    for (piece, class) in &pieces[first..] {
        if piece.start >= line.end {
            break;
        }
        let (from, to) = (piece.start.max(at), piece.end.min(line.end));
        out.text(&text[at..from]);
        out.words("span", &[("class", class)], &text[from..to]);
        at = to;
    }
    out.text(&text[at..line.end]);
}

/// What stands where, from the first to the last, none in another.
fn pieces(text: &str) -> Vec<(Range<usize>, &'static str)> {
    let mut found = Pieces(Vec::new());
    found.items(&parse(FileId(0), text).value.items);
    let mut pieces = found.0;
    pieces.sort_by_key(|(piece, _)| (piece.start, piece.end));
    let mut end = 0;
    pieces.retain(|(piece, _)| {
        let free = piece.start >= end && piece.end > piece.start;
        end = if free { piece.end } else { end };
        free
    });
    pieces
}

struct Pieces(Vec<(Range<usize>, &'static str)>);

impl Pieces {
    fn add(&mut self, span: Span, class: &'static str) {
        self.0.push((span.range(), class));
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Blank(_) => {}
                Item::Comment(comment) => self.comment(comment),
                Item::Statement(statement) => self.statement(statement),
            }
        }
    }

    fn comment(&mut self, comment: &Comment) {
        self.add(comment.span, "comment");
    }

    fn body(&mut self, body: Option<&Body>) {
        if let Some(body) = body {
            self.items(&body.items);
        }
    }

    fn title(&mut self, title: Option<&Text>) {
        if let Some(title) = title {
            self.add(title.span, "text");
        }
    }

    fn names(&mut self, references: &[Reference]) {
        for reference in references {
            self.add(reference.span, "name");
        }
    }

    fn statement(&mut self, statement: &Statement) {
        for line in &statement.doc {
            self.add(line.span, "comment");
        }
        if let Some(comment) = &statement.trailing {
            self.comment(comment);
        }
        match &statement.kind {
            StatementKind::Declaration(declaration) => self.declaration(declaration),
            StatementKind::Flow(flow) => self.flow(flow),
            StatementKind::Attribute { key, value } => {
                self.add(key.span, "key");
                self.value(value.as_ref());
            }
            StatementKind::Param { name, value } => {
                self.word(statement, "param");
                self.add(name.span, "name");
                self.value(value.as_ref());
            }
            StatementKind::Use { path, name } => {
                self.word(statement, "use");
                self.add(path.span, "text");
                self.name(name.as_ref());
            }
            StatementKind::Waive {
                rule,
                on,
                reason,
                body,
            } => {
                self.word(statement, "waive");
                self.add(rule.span, "name");
                if let Some((from, to)) = on {
                    self.add(from.span, "name");
                    let to = to.iter().map(|(_, to)| to.clone());
                    self.names(&to.collect::<Vec<_>>());
                }
                self.title(reason.as_ref());
                self.body(body.as_ref());
            }
            StatementKind::Answer {
                question,
                notes,
                body,
            } => {
                self.word(statement, "answer");
                self.add(question.span, "name");
                self.title(notes.as_ref());
                self.body(body.as_ref());
            }
            StatementKind::Omit { references } => {
                self.word(statement, "omit");
                self.names(references);
            }
            StatementKind::Expose { inner, outer } => {
                self.word(statement, "expose");
                self.add(inner.span, "name");
                self.name(outer.as_ref());
            }
            StatementKind::Junk { body, .. } => self.body(body.as_ref()),
        }
    }

    /// The word of the language that a statement begins with.
    fn word(&mut self, statement: &Statement, word: &str) {
        let start = statement.span.range().start;
        self.0.push((start..start + word.len(), "kind"));
    }

    fn name(&mut self, name: Option<&Name>) {
        if let Some(name) = name {
            self.add(name.span, "name");
        }
    }

    fn declaration(&mut self, declaration: &Declaration) {
        self.add(declaration.kind.span, "kind");
        if let Some(subject) = &declaration.subject {
            self.names(subject.members());
        }
        self.title(declaration.title.as_ref());
        self.body(declaration.body.as_ref());
        for branch in &declaration.branches {
            self.add(branch.word.span, "kind");
            self.title(branch.title.as_ref());
            self.items(&branch.body.items);
        }
    }

    fn flow(&mut self, flow: &Flow) {
        self.names(flow.from.members());
        for hop in &flow.hops {
            hop.comments
                .iter()
                .for_each(|comment| self.comment(comment));
            self.add(hop.arrow_span, "arrow");
            self.names(hop.to.members());
            self.title(hop.label.as_ref());
            self.body(hop.body.as_ref());
            hop.trailing
                .iter()
                .for_each(|comment| self.comment(comment));
        }
    }

    fn value(&mut self, value: Option<&Value>) {
        let Some(value) = value else {
            return;
        };
        if let Some(notes) = &value.notes {
            for comment in notes.before.iter().chain(&notes.after) {
                self.comment(comment);
            }
        }
        match &value.kind {
            ValueKind::Text(_) => self.add(value.span, "text"),
            ValueKind::Number(_)
            | ValueKind::Quantity { .. }
            | ValueKind::Percent(_)
            | ValueKind::Rate { .. }
            | ValueKind::Date(_) => self.add(value.span, "number"),
            ValueKind::Param(_) | ValueKind::LayerTag(_) | ValueKind::Tag(_) => {
                self.add(value.span, "name");
            }
            ValueKind::List(members) => {
                members.iter().for_each(|member| self.value(Some(member)));
            }
            ValueKind::Record(body) => self.body(Some(body)),
            ValueKind::Words(_) | ValueKind::Bad(_) => {}
        }
    }
}
