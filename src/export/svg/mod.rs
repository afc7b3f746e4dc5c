//! SVG: presentation attributes first, so that the picture is whole without its style sheet.

mod icons;

use super::escape::escape;
use super::number::number;
use super::path::path;
use crate::draw::{Align, Cap, Drawing, Group, Mark, Role, Step, Style, Text};
use crate::font::{self, Weight};
use crate::geometry::Point;
use crate::theme::{Token, size};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::collections::{BTreeMap, BTreeSet};

/// How an SVG is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SvgOptions {
    pub fonts: Fonts,
    pub role: RootRole,
    pub motion: Motion,
}

/// Whether anything moves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motion {
    #[default]
    None,
    /// The numbered flows run for five seconds, for viewers who have not asked for less motion.
    Flow,
}

/// The numbered flows run twelve px in a second; at rest the picture is what it is without.
const RUNNING: &str = "@media (prefers-reduced-motion:no-preference){[data-steps]>path:first-of-type{animation:run 5s linear}@keyframes run{from{stroke-dasharray:10 5;stroke-dashoffset:60}to{stroke-dasharray:10 5;stroke-dashoffset:0}}}";

/// Where the viewer gets the font from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fonts {
    /// The picture carries what it needs of it.
    #[default]
    Embed,
    /// The viewer's own; every line still has its measured length.
    System,
    /// Text is drawn as outlines.
    Outlines,
}

/// What the picture is to those who do not see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RootRole {
    /// A document, whose parts can be walked through.
    #[default]
    Document,
    /// One image.
    Image,
}

/// Writes a drawing as SVG.
pub fn svg(drawing: &Drawing, options: SvgOptions) -> String {
    let mut writer = Writer {
        out: String::with_capacity(64 * 1024),
        drawing,
        fonts: options.fonts,
        motion: options.motion,
        servers: 0,
        names: BTreeMap::new(),
        fills: BTreeSet::new(),
        strokes: BTreeSet::new(),
    };
    for mark in &drawing.marks {
        writer.mark(mark);
    }
    let body = std::mem::take(&mut writer.out);
    writer.head(options.role);
    writer.style();
    writer.out.push_str(&body);
    writer.out.push_str("</svg>\n");
    writer.out
}

/// The fonts to look for, in order.
fn families() -> String {
    let own = font::family().map(|own| format!("'{}', ", own.name()));
    format!("{}{}", own.unwrap_or_default(), size::FAMILY)
}

/// The type that the root states; other text says where it differs.
const USUAL: size::Type = size::CARD_SUBTITLE;

struct Writer<'a> {
    out: String,
    drawing: &'a Drawing,
    fonts: Fonts,
    motion: Motion,
    /// How many gradients there are so far.
    servers: usize,
    /// The class names and colours of tokens met so far.
    names: BTreeMap<Token, (String, String)>,
    fills: BTreeSet<Token>,
    strokes: BTreeSet<Token>,
}

impl Writer<'_> {
    fn head(&mut self, role: RootRole) {
        let size = self.drawing.size;
        self.out
            .push_str("<svg xmlns=\"http://www.w3.org/2000/svg\"");
        self.length("width", size.width);
        self.length("height", size.height);
        self.out.push_str(" viewBox=\"0 0 ");
        number(&mut self.out, size.width);
        self.out.push(' ');
        number(&mut self.out, size.height);
        self.out.push_str("\" role=\"");
        self.out.push_str(match role {
            RootRole::Document => "graphics-document document",
            RootRole::Image => "img",
        });
        let id = self.drawing.id.as_str();
        self.out.push_str(&format!(
            "\" aria-labelledby=\"{id}-t\" aria-describedby=\"{id}-d\" font-family=\"{}\" font-size=\"{}\" font-weight=\"{}\" text-rendering=\"geometricPrecision\" stroke-linecap=\"round\" stroke-linejoin=\"round\"><title id=\"{id}-t\">",
            families(),
            USUAL.size,
            USUAL.weight,
        ));
        escape(&mut self.out, &self.drawing.title);
        self.out.push_str(&format!("</title><desc id=\"{id}-d\">"));
        escape(&mut self.out, &self.drawing.description);
        self.out.push_str("</desc>");
    }

    /// Writes the fonts, and the colours for dark surroundings of what is used.
    fn style(&mut self) {
        let mut css = String::new();
        if self.fonts == Fonts::Embed {
            for weight in Weight::ALL {
                let mut texts = Vec::new();
                collect(&self.drawing.marks, weight, &mut texts);
                if let Some(file) = font::subset(weight, texts) {
                    css.push_str(&format!(
                        "@font-face{{font-family:{};font-weight:{};src:url(data:font/woff;base64,",
                        font::family()
                            .map_or("Inter".to_owned(), |own| format!("'{}'", own.name())),
                        weight.css()
                    ));
                    STANDARD.encode_string(file, &mut css);
                    css.push_str(") format('woff')}");
                }
            }
        }
        if let Some(dark) = &self.drawing.look.dark {
            let scope = dark
                .class
                .as_ref()
                .map_or(String::new(), |class| format!(".{class} "));
            if dark.class.is_none() {
                css.push_str("@media (prefers-color-scheme:dark){");
            }
            for (tokens, letter, property) in
                [(&self.fills, 'f', "fill"), (&self.strokes, 's', "stroke")]
            {
                for &token in tokens {
                    let colour = short(&dark.colours.get(token).to_string());
                    css.push_str(&format!(
                        "{scope}.{letter}-{}{{{property}:{colour}}}",
                        self.names[&token].0
                    ));
                }
            }
            if dark.class.is_none() {
                css.push('}');
            }
        }
        if self.motion == Motion::Flow {
            css.push_str(RUNNING);
        }
        if !css.is_empty() {
            self.out.push_str("<style>");
            self.out.push_str(&css);
            self.out.push_str("</style>");
        }
    }

    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Group(group) => self.group(group),
            Mark::Box(place, radius, style) => {
                self.out.push_str("<rect");
                self.length("x", place.x);
                self.length("y", place.y);
                self.length("width", place.width);
                self.length("height", place.height);
                if *radius > 0.0 {
                    self.length("rx", *radius);
                }
                self.paint(*style);
                self.out.push_str("/>");
            }
            Mark::Disc(center, radius, style) => {
                self.out.push_str("<circle");
                self.length("cx", center.x);
                self.length("cy", center.y);
                self.length("r", *radius);
                self.paint(*style);
                self.out.push_str("/>");
            }
            Mark::Path(steps, style) => {
                self.out.push_str("<path d=\"");
                path(&mut self.out, steps);
                self.out.push('"');
                self.paint(*style);
                self.out.push_str("/>");
            }
            Mark::Text(text) if self.fonts == Fonts::Outlines => self.outline(text),
            Mark::Text(text) => self.text(text),
            Mark::Icon(mark) => self.icon(mark),
            Mark::Glyph(mark) => {
                let scale = mark.size / 24.0;
                let open = |writer: &mut Self| {
                    writer.out.push_str(" transform=\"translate(");
                    number(&mut writer.out, mark.at.x);
                    writer.out.push(' ');
                    number(&mut writer.out, mark.at.y);
                    // A scale needs more than the two decimals of a length.
                    writer
                        .out
                        .push_str(&format!(") scale({})\"", (scale * 1e4).round() / 1e4));
                };
                if !mark.glyph.stroke.is_empty() {
                    self.out
                        .push_str(&format!("<path d=\"{}\"", mark.glyph.stroke));
                    open(self);
                    self.colours(None, Some(mark.token));
                    self.length("stroke-width", mark.stroke);
                    self.out.push_str("/>");
                }
                if !mark.glyph.fill.is_empty() {
                    self.out
                        .push_str(&format!("<path d=\"{}\"", mark.glyph.fill));
                    open(self);
                    self.colours(Some(mark.token), None);
                    self.out.push_str("/>");
                }
            }
        }
    }

    fn group(&mut self, group: &Group) {
        self.out.push_str("<g");
        if let Some(id) = &group.id {
            self.attribute("id", id);
        }
        self.opacity("opacity", group.strength.share());
        for (name, value) in &group.data {
            self.attribute(&format!("data-{name}"), value);
        }
        match group.role {
            Role::Plain => {}
            Role::Silent => self.out.push_str(" aria-hidden=\"true\""),
            Role::Symbol | Role::Object => {
                let role = match group.role {
                    Role::Symbol => "graphics-symbol",
                    _ => "graphics-object",
                };
                self.attribute("role", role);
                self.attribute("aria-roledescription", &group.kind);
                // The title names the group where there is no other label.
                if !group.title.is_empty() && group.title != group.label {
                    self.attribute("aria-label", &group.label);
                }
            }
        }
        self.out.push('>');
        let title = if group.title.is_empty() {
            &group.label
        } else {
            &group.title
        };
        if !title.is_empty() {
            self.out.push_str("<title>");
            escape(&mut self.out, title);
            self.out.push_str("</title>");
        }
        for mark in &group.marks {
            self.mark(mark);
        }
        self.out.push_str("</g>");
    }

    fn text(&mut self, text: &Text) {
        // What takes no room cannot be seen, as when a line of a title has nothing but marks of direction.
        if text.width <= 0.0 {
            return;
        }
        self.out.push_str("<text");
        self.length("x", text.at.x);
        self.length("y", text.at.y);
        if text.style.size != USUAL.size {
            self.length("font-size", text.style.size);
        }
        if text.style.weight != USUAL.weight {
            self.length("font-weight", f64::from(text.style.weight));
        }
        if text.align == Align::Middle {
            self.out.push_str(" text-anchor=\"middle\"");
        }
        self.length("textLength", text.width);
        self.out.push_str(" lengthAdjust=\"spacingAndGlyphs\"");
        self.colours(Some(text.token), None);
        self.out.push('>');
        escape(&mut self.out, &text.text);
        self.out.push_str("</text>");
    }

    fn outline(&mut self, text: &Text) {
        let weight = Weight::of_css(text.style.weight);
        let outline = font::outline(&text.text, weight, text.style.size);
        if outline.segments.is_empty() {
            return;
        }
        let left = match text.align {
            Align::Start => text.at.x,
            Align::Middle => text.at.x - outline.width / 2.0,
        };
        let place = |x: f64, y: f64| Point::new(left + x, text.at.y + y);
        let steps: Vec<Step> = outline
            .segments
            .iter()
            .map(|segment| match *segment {
                font::Segment::Move(x, y) => Step::Move(place(x, y)),
                font::Segment::Line(x, y) => Step::Line(place(x, y)),
                font::Segment::Quad(cx, cy, x, y) => Step::Quad(place(cx, cy), place(x, y)),
                font::Segment::Close => Step::Close,
            })
            .collect();
        self.out.push_str("<path d=\"");
        path(&mut self.out, &steps);
        self.out.push('"');
        self.colours(Some(text.token), None);
        self.out.push_str("/>");
    }

    fn paint(&mut self, style: Style) {
        self.colours(style.fill, style.stroke.map(|stroke| stroke.token));
        let Some(stroke) = style.stroke else { return };
        if stroke.width != 1.0 {
            self.length("stroke-width", stroke.width);
        }
        // The root says round.
        if stroke.cap == Cap::Butt {
            self.out
                .push_str(" stroke-linecap=\"butt\" stroke-linejoin=\"miter\"");
        }
        if !stroke.dash.is_empty() {
            self.out.push_str(" stroke-dasharray=\"");
            for (index, length) in stroke.dash.iter().enumerate() {
                if index > 0 {
                    self.out.push(' ');
                }
                number(&mut self.out, *length);
            }
            self.out.push('"');
        }
    }

    /// Writes the classes, for surroundings that change colours, and the colours.
    fn colours(&mut self, fill: Option<Token>, stroke: Option<Token>) {
        self.class(fill, stroke);
        self.out.push_str(" fill=\"");
        match fill {
            Some(token) => self.out.push_str(&self.names[&token].1),
            None => self.out.push_str("none"),
        }
        self.out.push('"');
        if let Some(token) = stroke {
            self.out.push_str(" stroke=\"");
            self.out.push_str(&self.names[&token].1);
            self.out.push('"');
        }
    }

    /// Writes the classes by which surroundings change colours.
    fn class(&mut self, fill: Option<Token>, stroke: Option<Token>) {
        let base = &self.drawing.look.base;
        for token in fill.into_iter().chain(stroke) {
            self.names
                .entry(token)
                .or_insert_with(|| (token.name(), short(&base.get(token).to_string())));
        }
        let some = fill.is_some() || stroke.is_some();
        if self.drawing.look.dark.is_some() && some {
            self.fills.extend(fill);
            self.strokes.extend(stroke);
            self.out.push_str(" class=\"");
            if let Some(token) = fill {
                self.out.push_str("f-");
                self.out.push_str(&self.names[&token].0);
            }
            if let Some(token) = stroke {
                if fill.is_some() {
                    self.out.push(' ');
                }
                self.out.push_str("s-");
                self.out.push_str(&self.names[&token].0);
            }
            self.out.push('"');
        }
    }

    fn length(&mut self, name: &str, value: f64) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        number(&mut self.out, value);
        self.out.push('"');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape(&mut self.out, value);
        self.out.push('"');
    }
}

/// Returns a number of an icon, whose own plane may be much smaller than the picture.
fn fine(value: f64) -> String {
    let rounded = (value * 1e5).round() / 1e5;
    (if rounded == 0.0 { 0.0 } else { rounded }).to_string()
}

/// Returns a colour with one digit for each part where that says the same: `#FFF`.
fn short(colour: &str) -> String {
    let digits: Vec<char> = colour.chars().collect();
    match digits[..] {
        ['#', a, b, c, d, e, f] if a == b && c == d && e == f => format!("#{a}{c}{e}"),
        _ => colour.to_owned(),
    }
}

/// Collects the texts of one weight.
fn collect<'a>(marks: &'a [Mark], weight: Weight, texts: &mut Vec<&'a str>) {
    for mark in marks {
        match mark {
            Mark::Group(group) => collect(&group.marks, weight, texts),
            Mark::Text(text) if text.style.weight == weight.css() => texts.push(&text.text),
            _ => {}
        }
    }
}
