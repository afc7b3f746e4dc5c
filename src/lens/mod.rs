//! Judges a model against lenses.
//!
//! Comes in: a `model::Model` and lenses. Goes out: a [`Review`], whose findings are in rule order, then in source order.
//! Always holds: the model is only read; a lens with a mistake never runs half; work is bounded in steps.

pub mod lang;

mod graph;
mod search;

mod eval;
mod show;

mod finding;
mod review;
mod waive;

pub use finding::{
    About, Finding, Outcome, Question, Ran, Review, Severity, Status, Subject, Tally, Verdict,
};
pub use lang::{CODES, Lens, Rule, Text, load};
pub use review::{Options, STEPS, review};
