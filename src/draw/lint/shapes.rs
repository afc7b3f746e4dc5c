//! A drawing as flat lists of places.

use super::super::mark::{Align, Drawing, Group, Mark, Role, Step, Text};
use crate::geometry::{Point, Rect};
use crate::theme::Token;

/// What a drawing paints.
#[derive(Default)]
pub(super) struct Shapes {
    /// Surfaces in painting order, each with its number in it.
    pub(super) surfaces: Vec<Surface>,
    pub(super) runs: Vec<Run>,
    /// Pieces of lines, and the middles of glyphs.
    pub(super) lines: Vec<Piece>,
    /// The boxes of badges and chips.
    pub(super) signs: Vec<Rect>,
}

/// A filled shape.
pub(super) struct Surface {
    pub(super) place: Rect,
    pub(super) token: Token,
    pub(super) is_box: bool,
}

/// A straight piece of a line.
pub(super) struct Piece {
    pub(super) from: Point,
    pub(super) to: Point,
    pub(super) token: Token,
    /// How many surfaces lie below.
    pub(super) below: usize,
}

impl Piece {
    /// Returns its middle.
    pub(super) fn middle(&self) -> Point {
        Point::new(
            (self.from.x + self.to.x) / 2.0,
            (self.from.y + self.to.y) / 2.0,
        )
    }

    /// Returns the box around it.
    pub(super) fn extent(&self) -> Rect {
        let start = Rect::new(self.from.x, self.from.y, 0.0, 0.0);
        start.union(&Rect::new(self.to.x, self.to.y, 0.0, 0.0))
    }
}

/// A line of text.
pub(super) struct Run {
    pub(super) place: Rect,
    pub(super) token: Token,
    pub(super) text: String,
    /// How many surfaces lie below.
    pub(super) below: usize,
}

impl Shapes {
    /// Returns the surface that shows at a place, of the first `below` ones.
    pub(super) fn under(&self, point: Point, below: usize) -> Option<&Surface> {
        self.number_under(point, below).map(|at| &self.surfaces[at])
    }

    /// Returns the number of the surface that shows at a place, of the first `below` ones.
    pub(super) fn number_under(&self, point: Point, below: usize) -> Option<usize> {
        self.surfaces[..below]
            .iter()
            .rposition(|surface| holds(&surface.place, point))
    }
}

fn holds(place: &Rect, point: Point) -> bool {
    place.x <= point.x
        && point.x <= place.right()
        && place.y <= point.y
        && point.y <= place.bottom()
}

/// Lists what a drawing paints.
pub(super) fn shapes(drawing: &Drawing) -> Shapes {
    let mut shapes = Shapes::default();
    walk(&drawing.marks, &mut shapes);
    shapes
}

fn walk(marks: &[Mark], shapes: &mut Shapes) {
    for mark in marks {
        match mark {
            Mark::Group(group) => {
                if is_badge(group) {
                    shapes.signs.extend(extent(&group.marks));
                }
                walk(&group.marks, shapes);
            }
            Mark::Box(place, _, style) => {
                shapes.surfaces.extend(style.fill.map(|token| Surface {
                    place: *place,
                    token,
                    is_box: true,
                }));
            }
            Mark::Disc(center, radius, style) => {
                let place = Rect::new(center.x, center.y, 0.0, 0.0).inflate(*radius);
                shapes.surfaces.extend(style.fill.map(|token| Surface {
                    place,
                    token,
                    is_box: false,
                }));
            }
            Mark::Path(steps, style) => {
                if let Some((token, place)) = style.fill.zip(bounds(steps)) {
                    shapes.surfaces.push(Surface {
                        place,
                        token,
                        is_box: false,
                    });
                } else if let Some(stroke) = style.stroke {
                    let below = shapes.surfaces.len();
                    for pair in corners(steps).windows(2) {
                        shapes.lines.push(Piece {
                            from: pair[0],
                            to: pair[1],
                            token: stroke.token,
                            below,
                        });
                    }
                }
            }
            Mark::Text(text) => shapes.runs.push(Run {
                place: place(text),
                token: text.token,
                text: text.text.clone(),
                below: shapes.surfaces.len(),
            }),
            // Colours of an author's own icon are the author's own matter.
            Mark::Icon(icon) if !icon.icon.plain => {}
            Mark::Icon(icon) => {
                let dot = dot(icon.at, icon.size, icon.token, shapes);
                shapes.lines.push(dot);
            }
            Mark::Glyph(glyph) => {
                let dot = dot(glyph.at, glyph.size, glyph.token, shapes);
                shapes.lines.push(dot);
            }
        }
    }
}

/// The middle of a small drawing.
fn dot(at: Point, size: f64, token: Token, shapes: &Shapes) -> Piece {
    let middle = Point::new(at.x + size / 2.0, at.y + size / 2.0);
    Piece {
        from: middle,
        to: middle,
        token,
        below: shapes.surfaces.len(),
    }
}

/// Badges are silent and carry no hooks; labels, which are silent too, do.
fn is_badge(group: &Group) -> bool {
    group.role == Role::Silent && group.data.is_empty()
}

/// The box of a line of text: from the height of its capitals to its baseline.
fn place(text: &Text) -> Rect {
    let height = text.style.size * 0.73;
    let x = match text.align {
        Align::Start => text.at.x,
        Align::Middle => text.at.x - text.width / 2.0,
    };
    Rect::new(x, text.at.y - height, text.width, height)
}

fn corners(steps: &[Step]) -> Vec<Point> {
    steps
        .iter()
        .filter_map(|step| match step {
            Step::Move(to) | Step::Line(to) | Step::Quad(_, to) | Step::Cubic(_, _, to) => {
                Some(*to)
            }
            Step::Close => None,
        })
        .collect()
}

fn bounds(steps: &[Step]) -> Option<Rect> {
    corners(steps)
        .into_iter()
        .map(|point| Rect::new(point.x, point.y, 0.0, 0.0))
        .reduce(|a, b| a.union(&b))
}

fn extent(marks: &[Mark]) -> Option<Rect> {
    marks
        .iter()
        .filter_map(|mark| match mark {
            Mark::Box(place, ..) => Some(*place),
            Mark::Disc(center, radius, _) => {
                Some(Rect::new(center.x, center.y, 0.0, 0.0).inflate(*radius))
            }
            Mark::Path(steps, _) => bounds(steps),
            Mark::Text(_) | Mark::Glyph(_) | Mark::Icon(_) | Mark::Group(_) => None,
        })
        .reduce(|a, b| a.union(&b))
}
