//! Types: every attribute of a rule exists, and what is compared can be compared.

mod shape;

use super::codes::{ATTRIBUTE, NAME, TYPE, WORD};
use super::tree::{
    Ask, Calculate, Compare, Demand, Expr, ExprKind, Over, Piece, Query, Rule, Slot, SlotInfo,
    SlotKind, Template, ThingKind,
};
use crate::catalog;
use crate::model::Value;
use crate::source::{Code, Diagnostic, Span, closest};
use shape::{
    Shape, advice, attributes_of, described, fits, fits_member, relation_attribute,
    relation_attributes, shape_of, thing_attribute, words,
};

/// Checks a rule; an empty list means that it can run.
pub(super) fn rule(rule: &Rule) -> Vec<Diagnostic> {
    let mut checker = Checker::of(&rule.slots);
    checker.query(&rule.query);
    if let Some(key) = &rule.group_by {
        checker.shapes(key);
    }
    for demand in &rule.demands {
        match demand {
            Demand::Require(condition) | Demand::Forbid(condition) => checker.condition(condition),
            Demand::ForbidMatch(_) => {}
        }
    }
    checker.template(&rule.message);
    checker.template(&rule.fix);
    for add in &rule.adds {
        checker.template(add);
    }
    for edit in &rule.edits {
        for (key, value) in &edit.attributes {
            checker.attribute(edit.slot, std::slice::from_ref(key), edit.span);
            checker.template(value);
        }
    }
    checker.diagnostics
}

/// Checks a question.
pub(super) fn ask(ask: &Ask) -> Vec<Diagnostic> {
    let mut checker = Checker::of(&ask.slots);
    if let Some(query) = &ask.query {
        checker.query(query);
    }
    checker.diagnostics
}

/// Returns the roles of relations that attributes state.
pub(super) fn roles() -> impl Iterator<Item = &'static str> {
    let catalog = catalog::builtin();
    let attributes = catalog.services().flat_map(|service| service.attributes);
    attributes
        .chain(catalog.common)
        .chain(catalog.flow)
        .filter_map(|attribute| attribute.role.map(|role| role.id))
}

struct Checker<'a> {
    slots: &'a [SlotInfo],
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Checker<'a> {
    fn of(slots: &'a [SlotInfo]) -> Self {
        Self {
            slots,
            diagnostics: Vec::new(),
        }
    }

    fn error(&mut self, code: &'static Code, span: Span, message: String, help: Option<String>) {
        let mut diagnostic = Diagnostic::error(code, span, message);
        diagnostic.help = help;
        self.diagnostics.push(diagnostic);
    }

    fn query(&mut self, query: &Query) {
        if let Some(condition) = &query.condition {
            self.condition(condition);
        }
    }

    fn template(&mut self, template: &Template) {
        for piece in &template.pieces {
            if let Piece::Value(expr) = piece {
                self.shapes(expr);
            }
        }
    }

    /// A condition is true or false, or a value that is stated or not.
    fn condition(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Not(inner) => self.condition(inner),
            ExprKind::All(parts) | ExprKind::Any(parts) => {
                for part in parts {
                    self.condition(part);
                }
            }
            ExprKind::Word(Value::Text(word)) => self.unknown_name(word, expr.span),
            ExprKind::Literal(Value::Bool(_)) => {}
            ExprKind::Literal(_) | ExprKind::List(_) | ExprKind::Today | ExprKind::PathLength => {
                let message = "this is a value, but a condition belongs here".to_owned();
                let help = Some("compare it with something".to_owned());
                self.error(&TYPE, expr.span, message, help);
            }
            ExprKind::Calculate(..)
            | ExprKind::Fold(..)
            | ExprKind::Count(..)
            | ExprKind::CountGroup(_) => {
                self.shapes(expr);
                let message = "this is a number, but a condition belongs here".to_owned();
                let help = Some("compare it, as in `… > 1`".to_owned());
                self.error(&TYPE, expr.span, message, help);
            }
            _ => {
                self.shapes(expr);
            }
        }
    }

    fn unknown_name(&mut self, word: &str, span: Span) {
        let first = word.split('.').next().unwrap_or(word);
        let names = self.slots.iter().filter_map(|slot| slot.name.as_deref());
        let help = closest(first, names).map(|near| format!("did you mean `{near}`?"));
        let message = format!("`{first}` is no name of the pattern, so nothing can be asked of it");
        self.error(&NAME, span, message, help);
    }

    /// Returns what an expression can be, raising what is wrong in it.
    fn shapes(&mut self, expr: &Expr) -> Vec<Shape> {
        match &expr.kind {
            ExprKind::Literal(value) => vec![shape_of(value)],
            ExprKind::Word(_) => vec![Shape::Text],
            ExprKind::Today => vec![Shape::Date],
            ExprKind::Variable(slot) => vec![self.thing(*slot)],
            ExprKind::Attribute(slot, path) => self.attribute(*slot, path, expr.span),
            ExprKind::PathLength | ExprKind::CountGroup(_) => vec![Shape::Number],
            ExprKind::List(members) => {
                let shapes = members.iter().flat_map(|member| self.shapes(member));
                vec![Shape::List(shapes.collect())]
            }
            ExprKind::Not(_) | ExprKind::All(_) | ExprKind::Any(_) => {
                self.condition(expr);
                vec![Shape::Bool]
            }
            ExprKind::Compare(compare, left, right) => {
                self.compare(*compare, left, right, expr.span);
                vec![Shape::Bool]
            }
            ExprKind::In(left, right) => {
                self.within(left, right, expr.span);
                vec![Shape::Bool]
            }
            ExprKind::Calculate(calculate, left, right) => {
                self.calculate(*calculate, left, right, expr.span)
            }
            ExprKind::Exists(query) => {
                self.query(query);
                vec![Shape::Bool]
            }
            ExprKind::Known(inner) => {
                if !matches!(inner.kind, ExprKind::Attribute(..)) {
                    let message = "only an attribute can be known or not".to_owned();
                    let help = Some("write `known(x.attribute)`".to_owned());
                    self.error(&TYPE, inner.span, message, help);
                } else {
                    self.shapes(inner);
                }
                vec![Shape::Bool]
            }
            ExprKind::Surely(inner) => {
                self.condition(inner);
                vec![Shape::Bool]
            }
            ExprKind::Count(value, query) => {
                self.query(query);
                if let Some(value) = value {
                    self.shapes(value);
                }
                vec![Shape::Number]
            }
            ExprKind::Fold(_, value, over) => {
                if let Over::Query(query) = over {
                    self.query(query);
                }
                // A list adds up its members.
                let shapes = self.shapes(value).into_iter();
                let members = shapes.flat_map(|shape| match shape {
                    Shape::List(members) => members,
                    Shape::Record => vec![Shape::Any],
                    other => vec![other],
                });
                members.collect()
            }
        }
    }

    fn thing(&self, slot: Slot) -> Shape {
        match &self.slots[slot.0 as usize].kind {
            SlotKind::Thing(kinds) => Shape::Thing(kinds.clone()),
            SlotKind::Relation | SlotKind::Architecture => Shape::Thing(Vec::new()),
        }
    }

    fn attribute(&mut self, slot: Slot, path: &[String], span: Span) -> Vec<Shape> {
        let Some((first, rest)) = path.split_first() else {
            return vec![Shape::Any];
        };
        let slots = self.slots;
        let kinds = match &slots[slot.0 as usize].kind {
            SlotKind::Thing(kinds) => kinds.as_slice(),
            SlotKind::Relation => {
                let shapes = relation_attribute(first);
                return self.rest(shapes, None, path, rest, span);
            }
            SlotKind::Architecture => &[ThingKind::Architecture],
        };
        let shapes = thing_attribute(kinds, first);
        self.rest(shapes, Some(kinds), path, rest, span)
    }

    /// Goes on with the attributes of what an attribute refers to; without kinds it is that of a relation.
    fn rest(
        &mut self,
        shapes: Option<Vec<Shape>>,
        kinds: Option<&[ThingKind]>,
        path: &[String],
        rest: &[String],
        span: Span,
    ) -> Vec<Shape> {
        let name = &path[0];
        let Some(shapes) = shapes else {
            let (of, known) = match kinds {
                Some(kinds) => (described(kinds), attributes_of(kinds)),
                None => ("a relation".to_owned(), relation_attributes()),
            };
            let help = closest(name, known).map(|near| format!("did you mean `{near}`?"));
            let message = format!("{of} has no attribute `{name}`, so this would never be known");
            let at = attribute_span(span, path);
            self.error(&ATTRIBUTE, at, message, help);
            return vec![Shape::Any];
        };
        let Some((next, further)) = rest.split_first() else {
            return shapes;
        };
        let mut kinds = Vec::new();
        for shape in &shapes {
            match shape {
                Shape::Thing(found) if found.is_empty() => return vec![Shape::Any],
                Shape::Thing(found) => kinds.extend(found.iter().cloned()),
                Shape::Any | Shape::Record => return vec![Shape::Any],
                _ => {}
            }
        }
        if kinds.is_empty() {
            let message = format!("`{name}` is no reference, so it has no `{next}`");
            self.error(&TYPE, span, message, None);
            return vec![Shape::Any];
        }
        let shapes = thing_attribute(&kinds, next);
        self.rest(shapes, Some(&kinds), rest, further, span)
    }

    fn compare(&mut self, compare: Compare, left: &Expr, right: &Expr, span: Span) {
        let (a, b) = (self.shapes(left), self.shapes(right));
        if self.word(left, &b) || self.word(right, &a) {
            return;
        }
        if !a.iter().any(|a| b.iter().any(|b| fits(a, b))) {
            let message = format!("{} cannot be compared with {}", words(&a), words(&b));
            self.error(&TYPE, span, message, advice(&a, &b));
            return;
        }
        let ordered = !matches!(compare, Compare::Equal | Compare::Unequal);
        let has_order = |shapes: &[Shape]| {
            shapes.iter().any(|shape| {
                matches!(
                    shape,
                    Shape::Any
                        | Shape::Number
                        | Shape::Duration
                        | Shape::Size
                        | Shape::Rate
                        | Shape::Percent
                        | Shape::Date
                )
            })
        };
        if ordered && !(has_order(&a) && has_order(&b)) {
            let message = format!(
                "{} has no order, so `{}` means nothing",
                words(&a),
                compare.sign()
            );
            self.error(
                &TYPE,
                span,
                message,
                Some("use `==`, `!=` or `in [..]`".to_owned()),
            );
        }
    }

    fn within(&mut self, left: &Expr, right: &Expr, span: Span) {
        // A list is in another where one of its members is.
        let shapes = self.shapes(left).into_iter();
        let a: Vec<Shape> = shapes
            .flat_map(|shape| match shape {
                Shape::List(members) => members,
                other => vec![other],
            })
            .collect();
        if let ExprKind::List(members) = &right.kind {
            for member in members {
                let b = self.shapes(member);
                if !self.word(member, &a) && !a.iter().any(|a| fits_member(a, &b)) {
                    let message = format!("{} is never {}", words(&a), words(&b));
                    self.error(&TYPE, member.span, message, advice(&a, &b));
                }
            }
            return;
        }
        let b = self.shapes(right);
        let is_list = |shape: &Shape| matches!(shape, Shape::Any | Shape::List(_));
        if !b.iter().any(is_list) {
            let message = format!("{} is no list, so nothing is `in` it", words(&b));
            self.error(&TYPE, span, message, None);
            return;
        }
        let members: Vec<Shape> = b
            .into_iter()
            .flat_map(|shape| match shape {
                Shape::List(members) => members,
                other => vec![other],
            })
            .collect();
        if self.word(left, &members) {
            return;
        }
        if !members.is_empty() && !a.iter().any(|a| fits_member(a, &members)) {
            let message = format!("{} is never in a list of {}", words(&a), words(&members));
            self.error(&TYPE, span, message, advice(&a, &members));
        }
    }

    /// Checks a bare word against the words that the other side can be; says whether it was one.
    fn word(&mut self, expr: &Expr, other: &[Shape]) -> bool {
        let word = match &expr.kind {
            ExprKind::Word(Value::Text(word)) | ExprKind::Literal(Value::Text(word)) => word,
            _ => return false,
        };
        let free = |shape: &Shape| {
            matches!(shape, Shape::Text | Shape::Any | Shape::Thing(_))
                || matches!(shape, Shape::List(members) if members.iter().any(|member| matches!(member, Shape::Text | Shape::Any)))
        };
        if other.iter().any(free) {
            return true;
        }
        let known: Vec<&str> = other
            .iter()
            .flat_map(|shape| match shape {
                Shape::Words(words) => words.to_vec(),
                Shape::List(members) => members
                    .iter()
                    .filter_map(|member| match member {
                        Shape::Words(words) => Some(words.to_vec()),
                        _ => None,
                    })
                    .flatten()
                    .collect(),
                _ => Vec::new(),
            })
            .collect();
        if known.is_empty() {
            return false;
        }
        if !known.contains(&word.as_str()) {
            let near = closest(word, known.iter().copied());
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it is one of {}", known.join(", ")),
            };
            let message =
                format!("the attribute is never `{word}`, so this always ends the same way");
            self.error(&WORD, expr.span, message, Some(help));
        }
        true
    }

    fn calculate(
        &mut self,
        calculate: Calculate,
        left: &Expr,
        right: &Expr,
        span: Span,
    ) -> Vec<Shape> {
        let (a, b) = (self.shapes(left), self.shapes(right));
        let counts = |shapes: &[Shape]| {
            shapes
                .iter()
                .any(|shape| matches!(shape, Shape::Number | Shape::Any))
        };
        let measures = |shapes: &[Shape]| -> Vec<Shape> {
            let is = |shape: &&Shape| {
                matches!(
                    shape,
                    Shape::Number
                        | Shape::Duration
                        | Shape::Size
                        | Shape::Rate
                        | Shape::Percent
                        | Shape::Any
                )
            };
            shapes.iter().filter(is).cloned().collect()
        };
        let (left_measures, right_measures) = (measures(&a), measures(&b));
        let result = match calculate {
            Calculate::Add | Calculate::Subtract => left_measures
                .iter()
                .filter(|left| right_measures.iter().any(|right| fits(left, right)))
                .cloned()
                .collect(),
            Calculate::Multiply if counts(&a) => right_measures,
            Calculate::Multiply if counts(&b) => left_measures,
            Calculate::Divide if counts(&b) => left_measures,
            Calculate::Divide if !left_measures.is_empty() && left_measures == right_measures => {
                vec![Shape::Number]
            }
            _ => Vec::new(),
        };
        if result.is_empty() {
            let message = format!(
                "{} and {} cannot be calculated like this",
                words(&a),
                words(&b)
            );
            self.error(&TYPE, span, message, None);
            return vec![Shape::Any];
        }
        result
    }
}

/// The place of the attribute's name alone, where the text is `name.attribute`.
fn attribute_span(span: Span, path: &[String]) -> Span {
    let length = u32::try_from(path.join(".").len()).unwrap_or(0);
    if length == 0 || length >= span.end - span.start {
        return span;
    }
    Span::new(span.file, span.end - length, span.end)
}
