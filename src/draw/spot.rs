//! Places for signs on lines: clear of cards, titles, labels and other signs.

use super::mark::{Align, Mark};
use super::pill;
use super::route::{Route, distance, toward};
use crate::geometry::{Point, Rect};
use crate::layout::Layout;
use crate::scene::Scene;

/// A sign keeps this distance from everything.
const CLEAR: f64 = 1.0;
/// Places are tried in steps of this, from the middle of the line to its ends.
const STEP: f64 = 4.0;
/// A sign leaves so much of a line free before its tip, beside its own half.
const BEFORE_TIP: f64 = 14.0;
/// A sign reaches so far over the end of the label that it stands at.
const INTO_LABEL: f64 = 1.0;

/// What is taken up already.
pub(super) struct Spots {
    taken: Vec<Rect>,
}

impl Spots {
    /// Collects what stands on a picture: its cards, its labels, the words on what is drawn so far.
    pub(super) fn of(scene: &Scene, layout: &Layout, drawn: &[Mark]) -> Self {
        let mut taken = layout.nodes.clone();
        taken.extend(pill::places(scene, layout).into_iter().flatten());
        words(drawn, &mut taken);
        Self { taken }
    }

    /// Keeps a place free from now on.
    pub(super) fn take(&mut self, at: Point, half: f64) {
        self.taken.push(around(at, half));
    }

    /// Finds and takes a place for a sign on a line: at an end of its label, else near the line's middle, else on top of
    /// the label.
    pub(super) fn on_line(
        &mut self,
        route: &Route,
        label: Option<Rect>,
        half: f64,
    ) -> Option<Point> {
        let at_label = label.and_then(|label| {
            let off = label.width / 2.0 + half - INTO_LABEL;
            let center = label.center();
            let tip = route.points.last().copied().unwrap_or_default();
            [-off, off]
                .into_iter()
                .map(|off| Point::new(center.x + off, center.y))
                .filter(|at| distance(*at, tip) >= half + BEFORE_TIP)
                .find(|at| self.is_free(*at, half, Some(label)))
        });
        let on_line = || {
            along(&route.points, half)
                .into_iter()
                .find(|at| self.is_free(*at, half, None))
        };
        let on_label = || {
            let label = label?;
            let (up, off) = (label.y - half + INTO_LABEL, label.width / 2.0 - half);
            [-off, off]
                .into_iter()
                .map(|off| Point::new(label.center().x + off, up))
                .find(|at| self.is_free(*at, half, Some(label)))
        };
        let at = at_label.or_else(on_line).or_else(on_label)?;
        self.take(at, half);
        Some(at)
    }

    /// Says whether a sign has a place to itself, but for what it is the sign of.
    pub(super) fn is_free(&self, at: Point, half: f64, own: Option<Rect>) -> bool {
        let place = around(at, half + CLEAR);
        self.taken
            .iter()
            .filter(|taken| Some(**taken) != own)
            .all(|taken| !taken.overlaps(&place))
    }
}

fn around(at: Point, half: f64) -> Rect {
    Rect::new(at.x, at.y, 0.0, 0.0).inflate(half)
}

/// Returns the places on a line that are far enough from its ends, from the middle on.
fn along(points: &[Point], half: f64) -> Vec<Point> {
    let pieces: Vec<(Point, Point)> = points.windows(2).map(|pair| (pair[0], pair[1])).collect();
    let whole: f64 = pieces.iter().map(|(from, to)| distance(*from, *to)).sum();
    let place = |mut far: f64| {
        for (from, to) in &pieces {
            let long = distance(*from, *to);
            if far <= long {
                return toward(*from, *to, far);
            }
            far -= long;
        }
        points.last().copied().unwrap_or_default()
    };
    let (first, last) = (half, whole - half - BEFORE_TIP);
    let middle = whole / 2.0;
    let steps = (middle / STEP) as usize;
    (0..=steps)
        .flat_map(|step| {
            let off = step as f64 * STEP;
            [middle - off, middle + off]
        })
        .filter(|far| first <= *far && *far <= last)
        .map(place)
        .collect()
}

/// Collects where words stand.
fn words(marks: &[Mark], places: &mut Vec<Rect>) {
    for mark in marks {
        match mark {
            Mark::Group(group) => words(&group.marks, places),
            Mark::Text(text) => {
                let left = match text.align {
                    Align::Start => text.at.x,
                    Align::Middle => text.at.x - text.width / 2.0,
                };
                let tall = text.style.size;
                places.push(Rect::new(left, text.at.y - tall, text.width, tall));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Spots;
    use crate::draw::route::Route;
    use crate::geometry::{Point, Rect};

    /// Where signs come to stand on a line of 200, one after the other.
    fn check(label: Option<Rect>, taken: &[Rect], expected: &[Option<(f64, f64)>]) {
        let mut spots = Spots {
            taken: taken.iter().copied().chain(label).collect(),
        };
        let route = Route::straight(vec![Point::new(0.0, 0.0), Point::new(200.0, 0.0)]);
        let found: Vec<Option<(f64, f64)>> = expected
            .iter()
            .map(|_| spots.on_line(&route, label, 10.0).map(|at| (at.x, at.y)))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn signs_keep_clear_of_each_other_and_of_all_else() {
        check(None, &[], &[Some((100.0, 0.0)), Some((76.0, 0.0))]);
        let label = Rect::new(80.0, -11.0, 40.0, 22.0);
        check(
            Some(label),
            &[],
            &[Some((71.0, 0.0)), Some((129.0, 0.0)), Some((48.0, 0.0))],
        );
        check(
            Some(label),
            &[Rect::new(0.0, -11.0, 80.0, 22.0)],
            &[
                Some((129.0, 0.0)),
                Some((152.0, 0.0)),
                Some((176.0, 0.0)),
                None,
            ],
        );
    }

    #[test]
    fn the_tip_of_a_line_stays_free() {
        let label = Rect::new(30.0, -11.0, 150.0, 22.0);
        check(
            Some(label),
            &[],
            &[Some((21.0, 0.0)), Some((170.0, -20.0)), None],
        );
    }
}
