//! The review report: what a meeting about an architecture needs on paper.
//!
//! Comes in: a `model::Model`, its `lens::Review` and the lenses. Goes out: a [`Report`], and from it Markdown or one
//! HTML file. Always holds: the same review gives the same bytes; nothing in the HTML is fetched from elsewhere.

mod html;
mod markdown;
mod report;

pub use html::html;
pub use markdown::markdown;
pub use report::{
    Agenda, ChoiceState, ChoiceView, FindingView, Item, Report, Risk, Score, TopicView, WaiverView,
    report,
};
