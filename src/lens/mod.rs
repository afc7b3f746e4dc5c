//! Judges a model against lenses.
//!
//! Comes in: a `model::Model` and lenses. Goes out: a [`Review`], whose findings are in rule order, then in source order.
//! Always holds: the model is only read; a lens with a mistake never runs half; work is bounded in steps.

pub mod lang;

mod graph;
mod order;
mod reach;
mod search;

mod eval;
mod free;
mod show;

mod builtin;
mod explain;
mod finding;
mod fix;
mod note;
mod proof;
mod questions;
mod review;
mod subject;
mod tell;
mod verdicts;
mod waive;

pub use builtin::{BuiltinFile, SERVERLESS};
pub use explain::{Explanation, MOST, Part, Seen, explain};
pub use finding::{
    About, Change, Finding, Outcome, Question, Ran, Review, Severity, Status, Subject, Tally,
    Verdict,
};
pub use fix::fixes;
pub use lang::{CODES, Lens, Rule, Text, UNSTATED, format, load};
pub use note::{is_over_budget, not_had};
pub use proof::{Proof, example_model, prove};
pub use review::{Options, STEPS, review};
pub use show::template_text;
pub use subject::{subject_name, witness_path};
