//! Texts to lenses: read, bound to their names, and checked against the catalog.
//!
//! Comes in: the text of lens files. Goes out: [`Lens`]es. Always holds: a lens with a mistake is not among them, and
//! every mistake has its place.

mod blocks;
mod check;
mod codes;
mod cursor;
mod expr;
mod format;
mod load;
mod pattern;
mod rule;
mod template;
mod token;
mod tree;
mod value;

pub(in crate::lens) use codes::{ANSWER, BUDGET, LENS, PROOF, RULE, STALE};
pub use codes::{CODES, UNSTATED};
pub use format::format;
pub use load::{Text, load};
pub use tree::{
    ARCHITECTURE, Ask, Calculate, Chain, Choice, Compare, Demand, Edit, Example, Expects, Expr,
    ExprKind, Fold, HopPattern, Lens, Level, Link, NodePattern, Over, Override, Parameter, Piece,
    Principle, Query, Rule, Slot, SlotInfo, SlotKind, Template, ThingKind, Topic,
};
