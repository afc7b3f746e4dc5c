//! Which neighbours share columns, and where the columns are.

use super::{flow, last_line, line, value, width};
use crate::syntax::tree::{Flow, Item, Statement, StatementKind, Subject};

/// How much wider than the narrowest a cell may be that others are aligned with; wider ones stand out of the columns.
const TOLERANCE: usize = 6;
/// The same for what stands behind titles, where a ragged edge reads better sooner.
const TITLE_TOLERANCE: usize = 3;
/// The same for comments behind statements.
const COMMENT_TOLERANCE: usize = 24;

/// The widths that the cells of a statement are padded to; 0 is none.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Columns {
    /// A declaration's kind, or where a flow starts.
    pub(super) first: usize,
    pub(super) subject: usize,
    pub(super) title: usize,
}

/// What statements must have in common to share columns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Declaration,
    Flow,
    Other,
}

/// Returns how many of the items, the first of which is a statement, are neighbours of one shape.
pub(super) fn run(items: &[Item], indent: usize) -> usize {
    let Some(Item::Statement(first)) = items.first() else {
        return 1;
    };
    let shape = shape_of(first, indent);
    let goes_on = |item: &&Item| match item {
        Item::Statement(statement) => {
            statement.doc.is_empty()
                && may_have(statement, shape)
                && shape_of(statement, indent) == shape
        }
        Item::Blank(_) | Item::Comment(_) => false,
    };
    1 + items[1..].iter().take_while(goes_on).count()
}

/// Whether a statement can have a shape, which is sooner found out than the shape that it has.
fn may_have(statement: &Statement, shape: Shape) -> bool {
    match statement.kind {
        StatementKind::Declaration(_) => shape != Shape::Flow,
        StatementKind::Flow(_) => shape != Shape::Declaration,
        _ => shape == Shape::Other,
    }
}

fn shape_of(statement: &Statement, indent: usize) -> Shape {
    match &statement.kind {
        StatementKind::Declaration(declaration)
            if matches!(declaration.subject, Some(Subject::One(_)))
                && declaration.branches.is_empty()
                && (declaration.body.is_none() || line::fits(declaration, indent)) =>
        {
            Shape::Declaration
        }
        StatementKind::Flow(flow) if flow::layout(flow, indent) != flow::Layout::Tall => {
            Shape::Flow
        }
        _ => Shape::Other,
    }
}

/// Returns the columns of each of some neighbours.
pub(super) fn columns(statements: &[&Statement]) -> Vec<Columns> {
    let mut columns = vec![Columns::default(); statements.len()];
    if statements.len() < 2 {
        return columns;
    }
    let cells: Vec<Cells> = statements
        .iter()
        .map(|statement| Cells::of(statement))
        .collect();
    let mut inside: Vec<usize> = (0..statements.len()).collect();
    align(
        &cells,
        &mut inside,
        TOLERANCE,
        |cells| cells.first,
        |at, width| {
            columns[at].first = width;
        },
    );
    align(
        &cells,
        &mut inside,
        TOLERANCE,
        |cells| cells.subject,
        |at, width| {
            columns[at].subject = width;
        },
    );
    align(
        &cells,
        &mut inside,
        TITLE_TOLERANCE,
        |cells| cells.title,
        |at, width| {
            columns[at].title = width;
        },
    );
    columns
}

/// Widens one column of the rows that are not out of line, and leaves only these.
fn align(
    cells: &[Cells],
    inside: &mut Vec<usize>,
    tolerance: usize,
    width: impl Fn(&Cells) -> Option<usize>,
    mut set: impl FnMut(usize, usize),
) {
    inside.retain(|&at| width(&cells[at]).is_some());
    let narrowest = inside.iter().filter_map(|&at| width(&cells[at])).min();
    let Some(narrowest) = narrowest else {
        return;
    };
    inside.retain(|&at| width(&cells[at]).is_some_and(|width| width <= narrowest + tolerance));
    let column = inside
        .iter()
        .filter_map(|&at| width(&cells[at]))
        .max()
        .unwrap_or(0);
    for &at in inside.iter() {
        set(at, column);
    }
}

/// The widths of a statement's cells; only a cell with something behind it has one.
#[derive(Default)]
struct Cells {
    first: Option<usize>,
    subject: Option<usize>,
    title: Option<usize>,
}

impl Cells {
    fn of(statement: &Statement) -> Self {
        match &statement.kind {
            StatementKind::Declaration(declaration) => {
                let Some(Subject::One(subject)) = &declaration.subject else {
                    return Self::default();
                };
                let title = declaration.title.as_ref();
                let has_body = declaration.body.is_some();
                Self {
                    first: Some(width(&declaration.kind.path())),
                    subject: title.map(|_| width(&subject.path())),
                    title: title
                        .filter(|title| has_body && !(title.block && title.text.contains('\n')))
                        .map(|title| width(&value::quoted(title))),
                }
            }
            StatementKind::Flow(flow) => Self {
                first: start_width(flow),
                ..Self::default()
            },
            _ => Self::default(),
        }
    }
}

fn start_width(flow: &Flow) -> Option<usize> {
    value::short_subject(&flow.from).map(|text| width(&text))
}

/// Returns the column of the comments behind neighbours; 0 where each stands close behind its own statement.
pub(super) fn comment_column(statements: &[&Statement], texts: &[String]) -> usize {
    let widths = || {
        statements
            .iter()
            .zip(texts)
            .filter(|(statement, _)| statement.trailing.is_some())
            .map(|(_, text)| width(last_line(text)))
    };
    let (Some(narrowest), Some(widest)) = (widths().min(), widths().max()) else {
        return 0;
    };
    if widest - narrowest > COMMENT_TOLERANCE {
        return 0;
    }
    widest + 2
}
