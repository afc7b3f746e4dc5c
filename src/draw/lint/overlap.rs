//! Is any text covered, or run over by another?

use super::shapes::Shapes;
use super::{Lint, error};
use crate::theme::Token;

/// What two things may share, so that neighbours that touch are no error.
const SLACK: f64 = 1.0;

pub(super) fn overlap(shapes: &Shapes) -> Vec<Lint> {
    let mut found = Vec::new();
    let mut order: Vec<usize> = (0..shapes.runs.len()).collect();
    order.sort_by(|&a, &b| shapes.runs[a].place.x.total_cmp(&shapes.runs[b].place.x));
    for (at, &index) in order.iter().enumerate() {
        let run = &shapes.runs[index];
        let place = run.place.inflate(-SLACK / 2.0);
        for &other in &order[at + 1..] {
            let other = &shapes.runs[other];
            if other.place.x > place.right() {
                break;
            }
            if place.overlaps(&other.place.inflate(-SLACK / 2.0)) {
                let (first, second) = (&run.text, &other.text);
                found.push(error(
                    "overlap",
                    format!("`{first}` and `{second}` overlap"),
                ));
            }
        }
        // A line is no matter below a surface that the text stands on.
        let ground = shapes
            .number_under(run.place.center(), run.below)
            .unwrap_or(0);
        let crossed = shapes.lines.iter().any(|piece| {
            matches!(piece.token, Token::Flow(_))
                && piece.below > ground
                && piece.extent().overlaps(&place)
        });
        if crossed {
            found.push(error(
                "overlap",
                format!("a line runs through `{}`", run.text),
            ));
        }
        // What is painted later and is no part of the same thing must leave the text free.
        for surface in &shapes.surfaces[run.below..] {
            if surface.place.overlaps(&place) {
                found.push(error("overlap", format!("something covers `{}`", run.text)));
                break;
            }
        }
        for sign in &shapes.signs {
            let own = sign.contains(&run.place);
            if !own && sign.inflate(-SLACK).overlaps(&place) {
                found.push(error("overlap", format!("a badge covers `{}`", run.text)));
            }
        }
    }
    found
}
