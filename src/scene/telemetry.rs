//! How flows into monitoring are shown.

use super::types::{Options, Telemetry};
use crate::model::View;

/// Returns what was asked for, by the command or else by the view.
pub(super) fn telemetry(view: &View, options: &Options) -> Telemetry {
    options
        .telemetry
        .unwrap_or_else(|| match view.attributes.text("telemetry") {
            Some("all") => Telemetry::All,
            Some("none") => Telemetry::None,
            _ => Telemetry::Fold,
        })
}
