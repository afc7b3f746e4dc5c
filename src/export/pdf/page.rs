//! The content of a page: the marks of a drawing.

use super::super::trace::trace;
use super::face::Faces;
use super::shade::{self, Shade};
use crate::draw::{Align, Cap, Drawing, GlyphMark, IconMark, Mark, Step, Style, Text};
use crate::font::{self, Weight};
use crate::geometry::{Point, Rect};
use crate::theme::{Colour, Token, icon};
use pdf_writer::types::{LineCapStyle, LineJoinStyle};
use pdf_writer::{Content, Name, Str, TextStr};

/// How far the handles of a quarter of a circle reach, for a radius of 1.
const QUARTER: f64 = 0.552_284_75;

/// Writes the marks of a drawing, `points` for each px, as one piece of marked content; returns it with its gradients.
pub(super) fn content(drawing: &Drawing, points: f64, faces: &Faces) -> (Vec<u8>, Vec<Shade>) {
    let mut page = Page {
        content: Content::new(),
        drawing,
        faces,
        share: 1.0,
        shades: Vec::new(),
    };
    page.content
        .begin_marked_content_with_properties(Name(b"Figure"))
        .properties()
        .identify(0);
    // The y of a page grows upwards.
    let top = (drawing.size.height * points) as f32;
    let scale = points as f32;
    page.content
        .transform([scale, 0.0, 0.0, -scale, 0.0, top])
        .set_line_join(LineJoinStyle::RoundJoin);
    page.marks(&drawing.marks);
    page.content.end_marked_content();
    (page.content.finish().into_vec(), page.shades)
}

struct Page<'a> {
    content: Content,
    drawing: &'a Drawing,
    faces: &'a Faces,
    /// How much of a colour is left beside that of the canvas.
    share: f64,
    shades: Vec<Shade>,
}

impl Page<'_> {
    fn marks(&mut self, marks: &[Mark]) {
        for mark in marks {
            match mark {
                Mark::Group(group) => {
                    let outer = self.share;
                    self.share *= group.strength.share();
                    self.marks(&group.marks);
                    self.share = outer;
                }
                Mark::Box(place, radius, style) => {
                    self.outline(&rounded(*place, *radius));
                    self.paint(*style);
                }
                Mark::Disc(center, radius, style) => {
                    let (x, y) = (center.x - radius, center.y - radius);
                    self.outline(&rounded(
                        Rect::new(x, y, 2.0 * radius, 2.0 * radius),
                        *radius,
                    ));
                    self.paint(*style);
                }
                Mark::Path(steps, style) => {
                    self.outline(steps);
                    self.paint(*style);
                }
                Mark::Text(text) => self.text(text),
                Mark::Glyph(mark) => self.glyph(mark),
                Mark::Icon(mark) => self.icon(mark),
            }
        }
    }

    fn outline(&mut self, steps: &[Step]) {
        let at = |point: Point| (point.x as f32, point.y as f32);
        let mut here = Point::new(0.0, 0.0);
        for step in steps {
            match *step {
                Step::Move(to) => {
                    self.content.move_to(at(to).0, at(to).1);
                    here = to;
                }
                Step::Line(to) => {
                    self.content.line_to(at(to).0, at(to).1);
                    here = to;
                }
                Step::Quad(control, to) => {
                    // Two thirds of the way to its one handle are the two handles of the same cubic.
                    let pull = |from: Point| {
                        Point::new(
                            from.x + (control.x - from.x) * 2.0 / 3.0,
                            from.y + (control.y - from.y) * 2.0 / 3.0,
                        )
                    };
                    self.cubic(pull(here), pull(to), to);
                    here = to;
                }
                Step::Cubic(first, second, to) => {
                    self.cubic(first, second, to);
                    here = to;
                }
                Step::Close => {
                    self.content.close_path();
                }
            }
        }
    }

    fn cubic(&mut self, first: Point, second: Point, to: Point) {
        self.content.cubic_to(
            first.x as f32,
            first.y as f32,
            second.x as f32,
            second.y as f32,
            to.x as f32,
            to.y as f32,
        );
    }

    /// Paints the outline that was just written.
    fn paint(&mut self, style: Style) {
        if let Some(token) = style.fill {
            self.fill_colour(token);
        }
        if let Some(stroke) = style.stroke {
            self.stroke_colour(stroke.token);
            self.content
                .set_line_width(stroke.width as f32)
                .set_line_cap(match stroke.cap {
                    Cap::Butt => LineCapStyle::ButtCap,
                    Cap::Round => LineCapStyle::RoundCap,
                })
                .set_dash_pattern(stroke.dash.iter().map(|length| *length as f32), 0.0);
        }
        match (style.fill, style.stroke) {
            (Some(_), Some(_)) => self.content.fill_nonzero_and_stroke(),
            (Some(_), None) => self.content.fill_nonzero(),
            (None, Some(_)) => self.content.stroke(),
            (None, None) => self.content.end_path(),
        };
    }

    fn glyph(&mut self, mark: &GlyphMark) {
        let scale = (mark.size / 24.0) as f32;
        self.content.save_state().transform([
            scale,
            0.0,
            0.0,
            scale,
            mark.at.x as f32,
            mark.at.y as f32,
        ]);
        if !mark.glyph.stroke.is_empty() {
            self.outline(&trace(&mark.glyph.stroke));
            self.stroke_colour(mark.token);
            self.content
                .set_line_width(mark.stroke as f32)
                .set_line_cap(LineCapStyle::RoundCap)
                .set_dash_pattern([], 0.0)
                .stroke();
        }
        if !mark.glyph.fill.is_empty() {
            self.outline(&trace(&mark.glyph.fill));
            self.fill_colour(mark.token);
            self.content.fill_nonzero();
        }
        self.content.restore_state();
    }

    /// Draws an icon; a line in a gradient has its first colour, and nothing is half transparent.
    fn icon(&mut self, mark: &IconMark) {
        let view = mark.icon.view;
        let scale = mark.size / view.width.max(view.height);
        let x = mark.at.x + (mark.size - view.width * scale) / 2.0 - view.x * scale;
        let y = mark.at.y + (mark.size - view.height * scale) / 2.0 - view.y * scale;
        let own = |matrix: icon::Transform| matrix.map(|value| value as f32);
        self.content
            .save_state()
            .transform(own([scale, 0.0, 0.0, scale, x, y]));
        for shape in &mark.icon.shapes {
            self.content.save_state().transform(own(shape.transform));
            let steps = trace(&shape.path);
            let shaded = match &shape.fill {
                Some(icon::Paint::Gradient(gradient)) => {
                    self.shaded(&steps, shape.even_odd, gradient)
                }
                _ => false,
            };
            self.outline(&steps);
            if let Some(paint) = &shape.fill {
                let [red, green, blue] = self.own_colour(paint, mark.token);
                self.content.set_fill_rgb(red, green, blue);
            }
            if let Some(stroke) = &shape.stroke {
                let [red, green, blue] = self.own_colour(&stroke.paint, mark.token);
                let (cap, join) = match stroke.round {
                    true => (LineCapStyle::RoundCap, LineJoinStyle::RoundJoin),
                    false => (LineCapStyle::ButtCap, LineJoinStyle::MiterJoin),
                };
                self.content
                    .set_stroke_rgb(red, green, blue)
                    .set_line_width(stroke.width as f32)
                    .set_line_cap(cap)
                    .set_line_join(join)
                    .set_dash_pattern([], 0.0);
            }
            let filled = shape.fill.is_some() && !shaded;
            match (filled, shape.even_odd, shape.stroke.is_some()) {
                (true, false, true) => self.content.fill_nonzero_and_stroke(),
                (true, true, true) => self.content.fill_even_odd_and_stroke(),
                (true, false, false) => self.content.fill_nonzero(),
                (true, true, false) => self.content.fill_even_odd(),
                (false, _, true) => self.content.stroke(),
                (false, _, false) => self.content.end_path(),
            };
            self.content.restore_state();
        }
        self.content.restore_state();
    }

    /// Fills an outline with a gradient; says whether that can be done.
    fn shaded(&mut self, steps: &[Step], even_odd: bool, gradient: &icon::Gradient) -> bool {
        let colours: Vec<[f32; 3]> = gradient
            .stops
            .iter()
            .map(|(_, colour, _)| self.mixed(*colour))
            .collect();
        let Some(extent) = bounds(steps) else {
            return false;
        };
        let flat = extent.width <= 0.0 || extent.height <= 0.0;
        let Some(shade) = Shade::of(gradient, &colours).filter(|_| !(gradient.of_box && flat))
        else {
            return false;
        };
        self.content.save_state();
        self.outline(steps);
        match even_odd {
            true => self.content.clip_even_odd(),
            false => self.content.clip_nonzero(),
        };
        self.content.end_path();
        if gradient.of_box {
            let plane = [extent.width, 0.0, 0.0, extent.height, extent.x, extent.y];
            self.content.transform(plane.map(|value| value as f32));
        }
        let name = shade::name(self.shades.len());
        self.content
            .transform(gradient.transform.map(|value| value as f32))
            .shading(Name(name.as_bytes()))
            .restore_state();
        self.shades.push(shade);
        true
    }

    fn own_colour(&self, paint: &icon::Paint, token: Token) -> [f32; 3] {
        let colour = match paint {
            icon::Paint::Current => return self.colour(token),
            icon::Paint::Colour(colour) => *colour,
            icon::Paint::Gradient(gradient) => match gradient.stops.first() {
                Some((_, colour, _)) => *colour,
                None => return self.colour(token),
            },
        };
        self.mixed(colour)
    }

    /// Mixes a colour with the canvas, where what it paints is dimmed.
    fn mixed(&self, colour: Colour) -> [f32; 3] {
        let ground = self.drawing.look.base.get(Token::Canvas);
        let part = |own: u8, ground: u8| {
            let mixed = f64::from(own) * self.share + f64::from(ground) * (1.0 - self.share);
            mixed as f32 / 255.0
        };
        [
            part(colour.red, ground.red),
            part(colour.green, ground.green),
            part(colour.blue, ground.blue),
        ]
    }

    fn text(&mut self, text: &Text) {
        let weight = Weight::of_css(text.style.weight);
        let Some(face) = self.faces.get(weight) else {
            return;
        };
        let size = text.style.size;
        let glyphs = font::glyphs(&text.text, weight, size);
        if glyphs.is_empty() {
            return;
        }
        let left = match text.align {
            Align::Start => text.at.x,
            Align::Middle => text.at.x - font::measure(&text.text, weight, size) / 2.0,
        };
        // Glyphs that stand for no character of their own leave it to the text as a whole to be searched and copied.
        let told = glyphs.iter().any(|glyph| glyph.number == 0);
        if told {
            self.content
                .begin_marked_content_with_properties(Name(b"Span"))
                .properties()
                .actual_text(TextStr(&text.text));
        }
        self.fill_colour(text.token);
        self.content
            .begin_text()
            .set_font(Name(face.name()), size as f32);
        for line in glyphs.chunk_by(|a, b| a.y == b.y) {
            let start = line[0].x;
            let matrix = [1.0, 0.0, 0.0, -1.0, left + start, text.at.y + line[0].y];
            self.content
                .set_text_matrix(matrix.map(|value| value as f32));
            let mut shown = self.content.show_positioned();
            let mut items = shown.items();
            let mut bytes: Vec<u8> = Vec::new();
            let mut pen = start;
            for glyph in line {
                let number = face.cut.numbers.get(&glyph.number).copied().unwrap_or(0);
                let off = ((pen - glyph.x) * 1000.0 / size).round();
                if off != 0.0 {
                    if !bytes.is_empty() {
                        items.show(Str(&bytes));
                        bytes.clear();
                    }
                    items.adjust(off as f32);
                    pen -= off * size / 1000.0;
                }
                bytes.extend(number.to_be_bytes());
                let advance = face.cut.advances.get(usize::from(number));
                pen += advance.copied().unwrap_or(0.0) * size / 1000.0;
            }
            items.show(Str(&bytes));
        }
        self.content.end_text();
        if told {
            self.content.end_marked_content();
        }
    }

    fn fill_colour(&mut self, token: Token) {
        let [red, green, blue] = self.colour(token);
        self.content.set_fill_rgb(red, green, blue);
    }

    fn stroke_colour(&mut self, token: Token) {
        let [red, green, blue] = self.colour(token);
        self.content.set_stroke_rgb(red, green, blue);
    }

    fn colour(&self, token: Token) -> [f32; 3] {
        self.mixed(self.drawing.look.base.get(token))
    }
}

/// Returns the box around an outline and the handles of its curves.
fn bounds(steps: &[Step]) -> Option<Rect> {
    let points = steps.iter().flat_map(|step| match *step {
        Step::Move(to) | Step::Line(to) => vec![to],
        Step::Quad(control, to) => vec![control, to],
        Step::Cubic(first, second, to) => vec![first, second, to],
        Step::Close => Vec::new(),
    });
    points
        .map(|point| Rect::new(point.x, point.y, 0.0, 0.0))
        .reduce(|a, b| a.union(&b))
}

/// Returns the outline of a box with round corners.
fn rounded(place: Rect, radius: f64) -> Vec<Step> {
    let (left, top) = (place.x, place.y);
    let (right, bottom) = (left + place.width, top + place.height);
    let r = radius
        .min(place.width / 2.0)
        .min(place.height / 2.0)
        .max(0.0);
    let at = Point::new;
    if r == 0.0 {
        return vec![
            Step::Move(at(left, top)),
            Step::Line(at(right, top)),
            Step::Line(at(right, bottom)),
            Step::Line(at(left, bottom)),
            Step::Close,
        ];
    }
    let near = r - r * QUARTER;
    vec![
        Step::Move(at(left + r, top)),
        Step::Line(at(right - r, top)),
        Step::Cubic(
            at(right - near, top),
            at(right, top + near),
            at(right, top + r),
        ),
        Step::Line(at(right, bottom - r)),
        Step::Cubic(
            at(right, bottom - near),
            at(right - near, bottom),
            at(right - r, bottom),
        ),
        Step::Line(at(left + r, bottom)),
        Step::Cubic(
            at(left + near, bottom),
            at(left, bottom - near),
            at(left, bottom - r),
        ),
        Step::Line(at(left, top + r)),
        Step::Cubic(
            at(left, top + near),
            at(left + near, top),
            at(left + r, top),
        ),
        Step::Close,
    ]
}
