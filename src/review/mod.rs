//! The review report: what a meeting about an architecture needs on paper.
//!
//! Comes in: a `model::Model`, its `lens::Review` and the lenses. Goes out: a [`Report`], and from it Markdown or one
//! HTML file. Always holds: the same review gives the same bytes; nothing in the HTML is fetched from elsewhere.

mod agenda;
mod findings;
mod names;
mod plates;
mod report;
mod topics;
mod words;

mod html;
mod markdown;
mod questions;

pub use agenda::{Agenda, Item};
pub use findings::{Case, FindingView};
pub use html::html;
pub use markdown::markdown;
pub use plates::Plate;
pub use questions::questions;
pub use report::{PrincipleView, Report, Score, WaiverView, report};
pub use topics::{ChoiceState, ChoiceView, Risk, TopicView};
