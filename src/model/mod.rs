//! Trees and the catalog to a model: names bound, kinds known, values typed with where they come from.
//!
//! Comes in: the tree of the file that was opened, the files it uses, the catalog. Goes out: a [`Model`]. Always holds:
//! every reference in it points at something in it; ids follow the source order; petgraph stops here.

mod types;
mod value;

pub use types::{
    Answer, Arrangement, Consumer, Element, ElementId, End, Environment, Group, GroupId, Layer,
    LayerId, Layout, Model, Move, Node, OwnService, Part, Relation, RelationId, RelationKind,
    Rollout, Scenario, Selector, Step, StepBlock, Target, View, Waived, Waiver, Wish,
};
pub use value::{Attribute, Attributes, Provenance, Value};
