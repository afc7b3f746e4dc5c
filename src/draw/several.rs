//! Several findings on one card or group: a small sign for each beside the badge of the first.

use super::findings::Entry;
use super::mark::Mark;
use super::route::Route;
use super::sign::{SMALL, more, small};
use super::spot::Spots;
use crate::geometry::{Point, Rect};
use crate::theme::size;

/// From the middle of one sign to that of the next.
const PITCH: f64 = SMALL + 3.0;
/// Beside the badge stand so many signs; the last tells how many more there are.
const SIGNS: usize = 3;
/// So far from the ends of an edge stand the mark of a change and the chips.
const ENDS: f64 = 22.0;

/// Draws the signs of all findings but the first, to the left of the badge and then below it, as far as no line and no
/// words are in their way.
pub(super) fn signs(
    rest: &[&Entry],
    badge: Point,
    on: Rect,
    routes: &[Route],
    spots: &mut Spots,
) -> Vec<Vec<Mark>> {
    let first = (size::BADGE_SIZE + PITCH) / 2.0;
    let free = |at: &Point| {
        let place = Rect::new(at.x, at.y, 0.0, 0.0).inflate(SMALL / 2.0 + 1.0);
        let crossed = |route: &Route| {
            let pieces = route.points.windows(2);
            pieces.map(piece).any(|piece| piece.overlaps(&place))
        };
        spots.is_free(*at, SMALL / 2.0, Some(on)) && !routes.iter().any(crossed)
    };
    let leftwards = (0..SIGNS).map(|at| Point::new(badge.x - first - PITCH * at as f64, badge.y));
    let downwards = (0..SIGNS).map(|at| Point::new(badge.x, badge.y + first + PITCH * at as f64));
    let mut places: Vec<Point> = leftwards
        .clone()
        .take_while(|at| at.x >= on.x + ENDS && free(at))
        .collect();
    places.extend(
        downwards
            .clone()
            .take_while(|at| at.y <= on.bottom() - ENDS && free(at)),
    );
    // That there are more is told even where a line is in the way.
    if places.is_empty() {
        let mut all = leftwards.chain(downwards);
        places.extend(all.find(|at| spots.is_free(*at, SMALL / 2.0, Some(on))));
    }
    places.truncate(rest.len().min(SIGNS));
    for at in &places {
        spots.take(*at, SMALL / 2.0);
    }
    let (shown, left) = match places.len() {
        all if all == rest.len() => (all, 0),
        some => (some.saturating_sub(1), rest.len() + 1 - some),
    };
    let signs = places.iter().enumerate().map(|(at, place)| match at {
        at if at < shown => small(rest[at], *place),
        _ => more(left, *place),
    });
    signs.collect()
}

/// The box around a straight piece of a line.
fn piece(ends: &[Point]) -> Rect {
    let corner = |point: &Point| Rect::new(point.x, point.y, 0.0, 0.0);
    ends.iter()
        .map(corner)
        .reduce(|all, one| all.union(&one))
        .unwrap_or_default()
}
