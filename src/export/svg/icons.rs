//! The author's own icons as SVG.

use super::{Writer, fine};
use crate::draw::IconMark;
use crate::theme::{Token, icon};

impl Writer<'_> {
    /// Writes an icon: its paths in its own plane, its gradients in front of them.
    pub(super) fn icon(&mut self, mark: &IconMark) {
        let view = mark.icon.view;
        let scale = mark.size / view.width.max(view.height);
        let x = mark.at.x + (mark.size - view.width * scale) / 2.0 - view.x * scale;
        let y = mark.at.y + (mark.size - view.height * scale) / 2.0 - view.y * scale;
        self.out.push_str("<g");
        self.transform("transform", [scale, 0.0, 0.0, scale, x, y]);
        self.out.push('>');
        for shape in &mark.icon.shapes {
            let fill = self.paint_server(shape.fill.as_ref());
            let stroke = shape.stroke.as_ref().map(|stroke| &stroke.paint);
            let stroke_server = self.paint_server(stroke);
            self.out.push_str("<path d=\"");
            self.out.push_str(&shape.path);
            self.out.push('"');
            if shape.transform != icon::STILL {
                self.transform("transform", shape.transform);
            }
            let current = |paint: Option<&icon::Paint>| {
                paint
                    .filter(|paint| **paint == icon::Paint::Current)
                    .map(|_| mark.token)
            };
            self.class(current(shape.fill.as_ref()), current(stroke));
            self.own_paint("fill", shape.fill.as_ref(), fill, mark.token);
            self.opacity("fill-opacity", shape.fill_opacity);
            if shape.even_odd {
                self.out.push_str(" fill-rule=\"evenodd\"");
            }
            if let Some(own) = &shape.stroke {
                self.own_paint("stroke", stroke, stroke_server, mark.token);
                self.opacity("stroke-opacity", own.opacity);
                self.out
                    .push_str(&format!(" stroke-width=\"{}\"", fine(own.width)));
                // The root says round.
                if !own.round {
                    self.out
                        .push_str(" stroke-linecap=\"butt\" stroke-linejoin=\"miter\"");
                }
            }
            self.out.push_str("/>");
        }
        self.out.push_str("</g>");
    }

    /// Writes a gradient where the paint is one, and returns its id.
    fn paint_server(&mut self, paint: Option<&icon::Paint>) -> Option<String> {
        let Some(icon::Paint::Gradient(gradient)) = paint else {
            return None;
        };
        self.servers += 1;
        let id = format!("{}-p{}", self.drawing.id, self.servers);
        let (tag, names, values): (_, &[&str], &[f64]) = match &gradient.kind {
            icon::GradientKind::Linear(line) => ("linearGradient", &["x1", "y1", "x2", "y2"], line),
            icon::GradientKind::Radial(ring) => {
                ("radialGradient", &["cx", "cy", "r", "fx", "fy"], ring)
            }
        };
        self.out.push_str(&format!("<{tag} id=\"{id}\""));
        for (name, value) in names.iter().zip(values) {
            self.out.push_str(&format!(" {name}=\"{}\"", fine(*value)));
        }
        if !gradient.of_box {
            self.out.push_str(" gradientUnits=\"userSpaceOnUse\"");
        }
        if gradient.transform != icon::STILL {
            self.transform("gradientTransform", gradient.transform);
        }
        self.out.push('>');
        for (offset, colour, opacity) in &gradient.stops {
            self.out.push_str(&format!(
                "<stop offset=\"{}\" stop-color=\"{colour}\"",
                fine(*offset)
            ));
            self.opacity("stop-opacity", *opacity);
            self.out.push_str("/>");
        }
        self.out.push_str(&format!("</{tag}>"));
        Some(id)
    }

    fn own_paint(
        &mut self,
        name: &str,
        paint: Option<&icon::Paint>,
        server: Option<String>,
        token: Token,
    ) {
        let value = match (paint, server) {
            (None, _) => "none".to_owned(),
            (Some(_), Some(id)) => format!("url(#{id})"),
            (Some(icon::Paint::Colour(colour)), _) => colour.to_string(),
            (Some(_), None) => self.drawing.look.base.get(token).to_string(),
        };
        self.out.push_str(&format!(" {name}=\"{value}\""));
    }

    pub(super) fn opacity(&mut self, name: &str, value: f64) {
        if value < 1.0 {
            self.out.push_str(&format!(" {name}=\"{}\"", fine(value)));
        }
    }

    fn transform(&mut self, name: &str, matrix: icon::Transform) {
        let values: Vec<String> = matrix.iter().map(|value| fine(*value)).collect();
        self.out
            .push_str(&format!(" {name}=\"matrix({})\"", values.join(" ")));
    }
}
