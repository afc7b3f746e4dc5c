//! Does every line of text fit into what it stands in, in a wider font too?

use super::shapes::Shapes;
use super::{Lint, error};
use crate::geometry::Point;
use crate::theme::{Shade, Token, size};

pub(super) fn fit(shapes: &Shapes) -> Vec<Lint> {
    let mut found = Vec::new();
    for run in &shapes.runs {
        let start = Point::new(run.place.x + 0.5, run.place.bottom() - 1.0);
        let Some(holder) = shapes.under(start, run.below) else {
            continue;
        };
        let tight = matches!(
            holder.token,
            Token::Card | Token::Pill | Token::Layer(_, Shade::Band)
        );
        if !holder.is_box || !tight {
            continue;
        }
        let room = holder.place.right() - run.place.x;
        let wider = run.place.width * size::FALLBACK_SLACK;
        if run.place.width > room || wider > room + size::CARD_PAD_RIGHT {
            found.push(error("text-fit", format!("`{}` does not fit", run.text)));
        }
    }
    found
}
