//! The tips of lines, as plain paths.

use super::mark::{Mark, Step};
use super::route::distance;
use super::write::line;
use crate::geometry::Point;
use crate::theme::{Flow, Token};

/// Returns how far the line ends before the tip.
pub(super) fn gap(kind: Flow) -> f64 {
    match kind {
        Flow::Request | Flow::Stream | Flow::Deploy => 7.0,
        Flow::Identity => 9.5,
        Flow::Event | Flow::Telemetry => 1.5,
    }
}

/// Draws the tip of a line that comes from `from` and ends at `tip`.
pub(super) fn head(kind: Flow, token: Token, from: Point, tip: Point) -> Vec<Mark> {
    let whole = distance(from, tip);
    if whole == 0.0 {
        return Vec::new();
    }
    let (ux, uy) = ((tip.x - from.x) / whole, (tip.y - from.y) / whole);
    // `along` is measured backwards from the tip.
    let place = |along: f64, aside: f64| {
        Point::new(
            tip.x + along * ux - aside * uy,
            tip.y + along * uy + aside * ux,
        )
    };
    match kind {
        Flow::Request | Flow::Stream | Flow::Deploy => {
            let mut marks = vec![Mark::Path(
                vec![
                    Step::Move(place(0.0, 0.0)),
                    Step::Line(place(-9.5, -4.8)),
                    Step::Quad(place(-8.2, 0.0), place(-9.5, 4.8)),
                    Step::Close,
                ],
                line(token, 1.0).on(token),
            )];
            if kind == Flow::Deploy {
                let bar = vec![Step::Move(place(0.0, -5.0)), Step::Line(place(0.0, 5.0))];
                marks.push(Mark::Path(bar, line(token, 1.5)));
            }
            marks
        }
        Flow::Identity => vec![Mark::Path(
            vec![
                Step::Move(place(-0.8, 0.0)),
                Step::Line(place(-9.5, -4.8)),
                Step::Line(place(-9.5, 4.8)),
                Step::Close,
            ],
            line(token, 1.5).on(Token::Canvas),
        )],
        Flow::Event => chevron(place, 8.5, 5.0, token, 1.75),
        Flow::Telemetry => chevron(place, 6.5, 4.0, token, 1.25),
    }
}

fn chevron(
    place: impl Fn(f64, f64) -> Point,
    long: f64,
    half: f64,
    token: Token,
    width: f64,
) -> Vec<Mark> {
    vec![Mark::Path(
        vec![
            Step::Move(place(-long, -half)),
            Step::Line(place(-0.8, 0.0)),
            Step::Line(place(-long, half)),
        ],
        line(token, width),
    )]
}
