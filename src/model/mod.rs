//! Trees and the catalog to a model: names bound, kinds known, values typed with where they come from.
//!
//! Comes in: the tree of the file that was opened, the files it uses, the catalog. Goes out: a [`Model`]. Always holds:
//! every reference in it points at something in it; ids follow the source order; petgraph stops here.

mod describe;
mod first_names;
mod load;
mod loose;
mod resolve;
mod select;
mod titles;
mod types;
mod value;
mod walk;
mod words;

#[cfg(test)]
pub(crate) mod tests;

pub use describe::describe;
pub use first_names::first_names;
pub use load::{FILE_LIMIT, Loaded, USE_DEPTH_LIMIT, load, load_text};
pub use loose::{LOOSE_ENDS, loose_ends};
pub use resolve::{ELEMENT_LIMIT, Options, RELATION_LIMIT, resolve, safe_link};
pub use select::{Selection, select, shown};
pub use titles::{Titles, called, series};
pub use walk::{Links, plain_number};

pub use types::{
    Answer, Arrangement, Consumer, Element, ElementId, End, Environment, Group, GroupId, Layer,
    LayerId, Layout, Model, Move, Node, OwnService, Part, Relation, RelationId, RelationKind,
    Rollout, Scenario, Selector, Step, StepBlock, Target, View, Waived, Waiver, Wish,
};
pub use value::{Attribute, Attributes, Provenance, Value};

use crate::catalog::Catalog;
use crate::source::{Checked, Code, FileId};

/// Returns every code that this room raises.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    load::CODES
        .iter()
        .chain(resolve::CODES.iter().copied().flatten())
        .copied()
}

/// Reads selectors from a line of text, such as `downstream of orders`.
///
/// Places of what is told are byte ranges of the line, in a file of that number.
pub fn parse_selectors(
    model: &Model,
    catalog: &Catalog,
    file: FileId,
    line: &str,
) -> Checked<Vec<Selector>> {
    select::parse(model, catalog, file, line)
}
