//! Can the lines be followed?

use super::{Lint, warning};
use crate::geometry::Point;
use crate::layout::{self, Layout};
use crate::scene::Scene;

/// Crossings for each flow, turns for each flow, turns of one flow, a last piece before a head.
const CROSSINGS: f64 = 0.15;
const TURNS: f64 = 1.2;
const MOST_TURNS: usize = 4;
const STUB: f64 = 12.0;

pub(super) fn lines(scene: &Scene, layout: &Layout) -> Vec<Lint> {
    let mut found = Vec::new();
    let count = scene.flows.len().max(1) as f64;
    let crossings = layout::crossings(&scene.graph, layout);
    if crossings as f64 / count > CROSSINGS {
        found.push(warning("crossings", format!("{crossings} crossings")));
    }
    let mean = layout::turns(layout) as f64 / count;
    if mean > TURNS {
        found.push(warning("bends", format!("{mean:.2} turns for each flow")));
    }
    for (flow, route) in scene.flows.iter().zip(&layout.edges) {
        let name = || format!("`{}` to `{}`", flow.from_name, flow.to_name);
        let points = &route.line.points;
        if points.len().saturating_sub(2) > MOST_TURNS {
            let turns = points.len() - 2;
            found.push(warning("bends", format!("{} turns {turns} times", name())));
        }
        if let [.., before, tip] = points[..]
            && length(before, tip) < STUB
        {
            found.push(warning(
                "stub",
                format!("{} has no room for its head", name()),
            ));
        }
        if flow.label.is_empty() {
            found.push(warning("labels", format!("{} has no label", name())));
        }
    }
    found
}

fn length(a: Point, b: Point) -> f64 {
    (a.x - b.x).abs() + (a.y - b.y).abs()
}
